"""Write the line of the program that computes a layer, in its parts, and name the variables of the layers' values."""

from dataclasses import dataclass

from compute.network.elements import layer_name
from compute.network.spec import NetworkSpec


@dataclass(frozen=True)
class ForwardLine:
    """`h = activation(torch.mm(features, W1) + B1)` in its parts.

    Attributes
    ----------
    result: the variable that takes the layer's values.
    function: the activation function's name in the program.
    arguments: what is multiplied, `features, W1`.
    bias: ` + B1`, or nothing without biases.
    """

    result: str
    function: str
    arguments: str
    bias: str

    def __str__(self) -> str:
        return f"{self.result} = {self.function}(torch.mm({self.arguments}){self.bias})"


def forward_line(spec: NetworkSpec, layer: int) -> ForwardLine:
    """Write the line of layer 1 .. depth; a single unit has the names of the notebook's first example."""
    if spec.is_unit:
        return ForwardLine("output", "activation", "features, weights", " + bias" if spec.bias else "")
    return ForwardLine(
        values_name(spec, layer),
        "output_activation" if spec.activation_of(layer) != spec.activation_of(1) else "activation",
        f"{values_name(spec, layer - 1)}, W{layer}",
        f" + B{layer}" if spec.bias else "",
    )


def forward_lines(spec: NetworkSpec) -> tuple[ForwardLine, ...]:
    """Write the lines of layer 1, 2, .. depth."""
    return tuple(forward_line(spec, layer) for layer in range(1, spec.depth + 1))


def values_name(spec: NetworkSpec, layer: int) -> str:
    """Name the variable that holds the values of layer 0 (features) .. depth (output)."""
    if layer == 0:
        return "features"
    return "output" if layer == spec.depth else layer_name(spec, layer)


def variables(spec: NetworkSpec) -> dict[str, str]:
    """Return the tensor that each variable of the program holds, as the names of its elements begin: x, w1, h1."""
    names = {values_name(spec, 0): "x", values_name(spec, spec.depth): "y"}
    names |= {values_name(spec, layer): f"h{layer}" for layer in range(1, spec.depth)}
    if spec.is_unit:
        return names | {"weights": "w1", "bias": "b1"}
    return names | {f"{kind}{layer}": f"{kind.lower()}{layer}" for kind in "WB" for layer in range(1, spec.depth + 1)}
