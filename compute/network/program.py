"""Write the PyTorch program that computes exactly what is on the screen, in the style of the notebook.

Only exported programs call `torch.manual_seed`: in a program of its own, the global generator is the right one.
"""

from collections.abc import Mapping, Sequence

from compute.network.activations import ACTIVATIONS
from compute.network.elements import Element, code_of
from compute.network.forward_line import forward_line, forward_lines, values_name
from compute.network.spec import NetworkSpec
from compute.timing.devices import CPU

PRINT_OPTIONS = "torch.set_printoptions(precision=4, sci_mode=False)"

START = ["import torch", "", PRINT_OPTIONS]
"""How every program begins; it prints four decimals, like the page."""


def program(spec: NetworkSpec, edits: Mapping[Element, float], device: str = CPU) -> str:
    """Write a program that draws the network of `spec`, applies `edits`, and prints each hidden layer and y.

    A single unit is written like the notebook's first example, with `features`, `weights` and `bias`.
    """
    parts = [
        START,
        *definitions(spec),
        drawing(spec),
        changing(spec, edits),
        moving(spec, device),
        [*unit_lines(spec), "", "print(output)"] if spec.is_unit else _forward(spec),
    ]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def definitions(spec: NetworkSpec) -> list[list[str]]:
    """Define `activation`, as in the notebook, and a second function where the output has another one."""
    functions = [("activation", spec.activation_of(1))]
    if spec.output_activation != spec.activation_of(1):
        functions.append(("output_activation", spec.output_activation))
    return [
        [f"def {function}(x):", f'    """{name}"""', f"    return {ACTIVATIONS[name].code}"]
        for function, name in functions
    ]


def drawing(spec: NetworkSpec) -> list[str]:
    """Draw everything from the seed, in the notebook's order."""
    if spec.is_unit:
        return _drawing_a_unit(spec)
    lines = [f"torch.manual_seed({spec.seed})", "", f"features = torch.randn((1, {spec.inputs}))"]
    lines += [
        f"W{layer} = torch.randn({rows}, {columns})"
        for layer, (rows, columns) in enumerate(spec.weight_shapes, start=1)
    ]
    if spec.bias:
        lines += [
            f"B{layer} = torch.randn((1, {units}))"
            for layer, (_before, units) in enumerate(spec.weight_shapes, start=1)
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


def changing(spec: NetworkSpec, edits: Mapping[Element, float]) -> list[str]:
    """Set every value that a person changed, a line for each."""
    return [f"{code_of(element, spec)} = {value!r}" for element, value in edits.items()]


def moving(spec: NetworkSpec, device: str) -> list[str]:
    """Move what was drawn to `device`; a machine without this device computes on the CPU."""
    if device == CPU:
        return []
    names = ["features", "weights"] if spec.is_unit else ["features", *_numbered("W", spec)]
    if spec.bias:
        names += ["bias"] if spec.is_unit else _numbered("B", spec)
    return to_device(names, device)


def to_device(names: Sequence[str], device: str) -> list[str]:
    """Move these variables to `device`; a machine without this device computes on the CPU."""
    found = [
        f'device = "{device}"',
        "try:",
        "    torch.empty(0, device=device)",
        "except (RuntimeError, AssertionError):  # there is none on this machine",
        f'    device = "{CPU}"',
        "",
    ]
    return [*found, *(f"{name} = {name}.to(device)" for name in names)]


def _numbered(letter: str, spec: NetworkSpec) -> list[str]:
    return [f"{letter}{layer}" for layer in range(1, spec.depth + 1)]


def unit_lines(spec: NetworkSpec) -> tuple[str, str]:
    """Write the two lines that compute a single unit: its weights as a column, and its output."""
    return f"weights = weights.view({spec.inputs}, 1)", str(forward_line(spec, 1))


def _forward(spec: NetworkSpec) -> list[str]:
    layers = range(1, spec.depth + 1)
    return [*map(str, forward_lines(spec)), "", *(f"print({values_name(spec, layer)})" for layer in layers)]
