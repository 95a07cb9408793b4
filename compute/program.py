"""The PyTorch program that computes exactly what is on the screen, in the style of the notebook.

It is the one place where `torch.manual_seed` stands: in a program of its own, the global generator is the right one.
"""

from collections.abc import Mapping

from compute.activations import ACTIVATIONS
from compute.devices import CPU
from compute.elements import Element, code_of
from compute.spec import NetworkSpec

PRINT_OPTIONS = "torch.set_printoptions(precision=4, sci_mode=False)"


def program(spec: NetworkSpec, edits: Mapping[Element, float], device: str = CPU) -> str:
    """Source of a program that draws the network of `spec`, applies `edits`, and prints each hidden layer and y.

    A single unit is written like the notebook's first example, with `features`, `weights` and `bias`.
    """
    parts = [
        ["import torch", "", PRINT_OPTIONS],
        *_activation_definitions(spec),
        _drawing_a_unit(spec) if spec.is_unit else _drawing(spec),
        [f"{code_of(element, spec)} = {value!r}" for element, value in edits.items()],
        _moving(spec, device),
        _forward_of_a_unit(spec) if spec.is_unit else _forward(spec),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _activation_definitions(spec: NetworkSpec) -> list[list[str]]:
    """`activation`, as in the notebook, and a second function where the output has another one."""
    functions = [("activation", spec.activation_of(1))]
    if spec.output_activation != spec.activation_of(1):
        functions.append(("output_activation", spec.output_activation))
    return [
        [f"def {function}(x):", f'    """{name}"""', f"    return {ACTIVATIONS[name].code}"]
        for function, name in functions
    ]


def _drawing(spec: NetworkSpec) -> list[str]:
    lines = [f"torch.manual_seed({spec.seed})", "", f"features = torch.randn((1, {spec.inputs}))"]
    lines += [
        f"W{layer} = torch.randn({rows}, {columns})"
        for layer, (rows, columns) in enumerate(spec.weight_shapes, start=1)
    ]
    if spec.bias:
        lines += [
            f"B{layer} = torch.randn((1, {units}))" for layer, (_, units) in enumerate(spec.weight_shapes, start=1)
        ]
    return lines


def _drawing_a_unit(spec: NetworkSpec) -> list[str]:
    lines = [
        f"torch.manual_seed({spec.seed})",
        "",
        f"features = torch.randn((1, {spec.inputs}))",
        "weights = torch.randn_like(features)",
    ]
    return [*lines, "bias = torch.randn((1, 1))"] if spec.bias else lines


def _moving(spec: NetworkSpec, device: str) -> list[str]:
    if device == CPU:
        return []
    names = ["features", "weights"] if spec.is_unit else ["features", *_numbered("W", spec)]
    if spec.bias:
        names += ["bias"] if spec.is_unit else _numbered("B", spec)
    return [f'{name} = {name}.to("{device}")' for name in names]


def _numbered(letter: str, spec: NetworkSpec) -> list[str]:
    return [f"{letter}{layer}" for layer in range(1, spec.depth + 1)]


def _forward_of_a_unit(spec: NetworkSpec) -> list[str]:
    bias = " + bias" if spec.bias else ""
    return [
        f"weights = weights.view({spec.inputs}, 1)",
        f"output = activation(torch.mm(features, weights){bias})",
        "",
        "print(output)",
    ]


def _forward(spec: NetworkSpec) -> list[str]:
    lines = []
    values = "features"
    for layer in range(1, spec.depth + 1):
        last = layer == spec.depth
        function = "output_activation" if spec.activation_of(layer) != spec.activation_of(1) else "activation"
        result = "output" if last else hidden_name(spec, layer)
        bias = f" + B{layer}" if spec.bias else ""
        lines.append(f"{result} = {function}(torch.mm({values}, W{layer}){bias})")
        values = result
    lines.append("")
    lines += [f"print({hidden_name(spec, layer)})" for layer in range(1, spec.depth)]
    lines.append("print(output)")
    return lines


def hidden_name(spec: NetworkSpec, layer: int) -> str:
    """Variable that holds hidden layer 1, 2, ..: h where it is the only one, else h1, h2, .."""
    return "h" if len(spec.hidden) == 1 else f"h{layer}"
