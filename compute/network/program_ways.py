"""Write the program of a network in three ways: as in the notebook, as `nn.Sequential`, as a class with `forward`.

All three draw the same tensors in the same order and print the same lines. The two with modules copy what was drawn
into layers of `nn.Linear`, which has drawn numbers of its own by then.
"""

from collections.abc import Mapping, Sequence

from compute.network.activations import ACTIVATIONS
from compute.network.elements import Element, hidden_name
from compute.network.forward_line import forward_line, values_name
from compute.network.program import PRINT_OPTIONS, changing, definitions, drawing, program, to_device
from compute.network.spec import NetworkSpec
from compute.timing.devices import CPU

NOTEBOOK, SEQUENTIAL, MODULE = "notebook", "sequential", "module"
WAYS = (NOTEBOOK, SEQUENTIAL, MODULE)
"""The ways by their names in links."""

START = ["import torch", "from torch import nn", "", PRINT_OPTIONS]


def program_as(way: str, spec: NetworkSpec, edits: Mapping[Element, float], device: str = CPU) -> str:
    """Write a program in one of `WAYS`, see `program`."""
    if way == NOTEBOOK:
        return program(spec, edits, device)
    parts = [*model_blocks(way, spec, edits, device, _forward_lines(spec)), _running(spec, way)]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def model_blocks(
    way: str, spec: NetworkSpec, edits: Mapping[Element, float], device: str, forward: Sequence[str]
) -> list[list[str]]:
    """Write the program of `SEQUENTIAL` or `MODULE` up to the model that has the drawn numbers, in blocks of lines.

    Parameters
    ----------
    forward: the lines of the class's `forward(self, x)`, see `called`; `nn.Sequential` needs none.
    """
    is_sequential = way == SEQUENTIAL
    return [
        START,
        *(own_modules(spec) if is_sequential else [*definitions(spec), network_class(spec, forward)]),
        drawing(spec),
        changing(spec, edits),
        _sequential(spec) if is_sequential else ["model = Network()"],
        copying(spec, way),
        [] if device == CPU else to_device(["features", "model"], device),
    ]


def called(spec: NetworkSpec, layer: int) -> str:
    """Write how `forward` calls the linear part of layer 1 .. depth: self.hidden(x)."""
    before = "x" if layer == 1 else values_name(spec, layer - 1)
    return f"self.{layer_key(spec, layer, MODULE)}({before})"


def layer_key(spec: NetworkSpec, layer: int, way: str) -> str:
    """Name layer 1 .. depth as the model's `state_dict()` does: 0, 2, .. in a row of modules, else its attribute."""
    if way == SEQUENTIAL:
        return str(2 * (layer - 1))
    return "output" if layer == spec.depth else hidden_name(layer, len(spec.hidden)).replace("h", "hidden")


def layer_code(spec: NetworkSpec, layer: int, way: str) -> str:
    """Write layer 1 .. depth as the program does: model[0], model.hidden."""
    key = layer_key(spec, layer, way)
    return f"model[{key}]" if way == SEQUENTIAL else f"model.{key}"


def copied(spec: NetworkSpec, layer: int) -> dict[str, str]:
    """Write what goes into the layer's `weight` and `bias`; a single unit has its weights in a row already."""
    if spec.is_unit:
        sources = {"weight": "weights", "bias": "bias[0]"}
    else:
        sources = {"weight": f"W{layer}.t()", "bias": f"B{layer}[0]"}
    return sources if spec.bias else {"weight": sources["weight"]}


def copying(spec: NetworkSpec, way: str) -> list[str]:
    """Copy the drawn numbers into the layers."""
    lines = ["with torch.no_grad():"]
    for layer in range(1, spec.depth + 1):
        name = layer_code(spec, layer, way)
        lines += [f"    {name}.{parameter}.copy_({source})" for parameter, source in copied(spec, layer).items()]
    return lines


def own_modules(spec: NetworkSpec) -> list[list[str]]:
    """Define a module for each activation that torch has none of."""
    names = dict.fromkeys(spec.activation_of(layer) for layer in range(1, spec.depth + 1))
    return [
        [
            f"class {module.removesuffix('()')}(nn.Module):",
            "    def forward(self, x):",
            f"        return {ACTIVATIONS[name].code}",
        ]
        for name in names
        if not (module := ACTIVATIONS[name].module).startswith("nn.")
    ]


def _linear(spec: NetworkSpec, layer: int) -> str:
    inputs, units = spec.weight_shapes[layer - 1]
    return f"nn.Linear({inputs}, {units})" if spec.bias else f"nn.Linear({inputs}, {units}, bias=False)"


def _sequential(spec: NetworkSpec) -> list[str]:
    lines = ["model = nn.Sequential("]
    for layer in range(1, spec.depth + 1):
        lines += [f"    {_linear(spec, layer)},", f"    {ACTIVATIONS[spec.activation_of(layer)].module},"]
    return [*lines, ")"]


def network_class(spec: NetworkSpec, forward: Sequence[str]) -> list[str]:
    """Define the network as a class, with the lines of its `forward(self, x)`."""
    lines = ["class Network(nn.Module):", "    def __init__(self):", "        super().__init__()"]
    lines += [
        f"        self.{layer_key(spec, layer, MODULE)} = {_linear(spec, layer)}" for layer in range(1, spec.depth + 1)
    ]
    return [*lines, "", "    def forward(self, x):", *(f"        {line}" for line in forward)]


def _forward_lines(spec: NetworkSpec) -> list[str]:
    """Write a `forward` that returns the hidden layers as well, so that they can be printed."""
    return [*_layer_lines(spec), f"return {_values(spec)}"]


def output_lines(spec: NetworkSpec) -> list[str]:
    """Write a `forward` that returns the output alone."""
    return [*_layer_lines(spec), f"return {values_name(spec, spec.depth)}"]


def _layer_lines(spec: NetworkSpec) -> list[str]:
    return [
        f"{values_name(spec, layer)} = {forward_line(spec, layer).function}({called(spec, layer)})"
        for layer in range(1, spec.depth + 1)
    ]


def _values(spec: NetworkSpec) -> str:
    return ", ".join(values_name(spec, layer) for layer in range(1, spec.depth + 1))


def _running(spec: NetworkSpec, way: str) -> list[str]:
    """Run the model and print each layer, like the notebook's way."""
    layers = range(1, spec.depth + 1)
    if way == SEQUENTIAL:
        hidden = [f"    {values_name(spec, layer)} = model[:{2 * layer}](features)" for layer in layers[:-1]]
        lines = [*hidden, "    output = model(features)"]
    else:
        lines = [f"    {_values(spec)} = model(features)"]
    return ["with torch.no_grad():", *lines, "", *(f"print({values_name(spec, layer)})" for layer in layers)]
