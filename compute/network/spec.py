"""Specify a network before any number is drawn: its sizes, its activations, its seed."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS


@dataclass(frozen=True)
class Range:
    """The whole numbers that a field may have, both ends included."""

    low: int
    high: int

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and self.low <= value <= self.high

    def __str__(self) -> str:
        return f"{self.low}..{self.high}"


LIMITS: Mapping[str, Range] = MappingProxyType(
    {
        "seed": Range(0, 9999),
        "inputs": Range(1, 64),
        "layers": Range(0, 6),
        "hidden": Range(1, 64),
        "outputs": Range(1, 10),
    }
)
"""How large each field of a `NetworkSpec` may be."""


class SpecError(ValueError):
    """A field of a specification has a value that is not allowed.

    Attributes
    ----------
    field: the field's name, as in links.
    value: what was given.
    allowed: what may be given, in words or as a range.
    """

    def __init__(self, field: str, value: object, allowed: str) -> None:
        super().__init__(f"{field} = {value!r}: allowed is {allowed}")
        self.field = field
        self.value = value
        self.allowed = allowed


@dataclass(frozen=True)
class NetworkSpec:
    """A fully connected network: `inputs` features, hidden layers, `outputs` units, drawn from `seed`.

    With no hidden layer and one output it is a single unit.

    Raises
    ------
    SpecError: a field is out of its range; the error names it.
    """

    seed: int = 7
    inputs: int = 3
    hidden: tuple[int, ...] = (2,)
    outputs: int = 1
    activation: str = "sigmoid"
    output_activation: str = "sigmoid"
    bias: bool = True

    def __post_init__(self) -> None:
        sizes: list[tuple[str, int]] = [
            ("seed", self.seed),
            ("inputs", self.inputs),
            ("layers", len(self.hidden)),
            ("outputs", self.outputs),
        ]
        for field, value in sizes:
            if value not in LIMITS[field]:
                raise SpecError(field, value, str(LIMITS[field]))
        for layer, units in enumerate(self.hidden, start=1):
            if units not in LIMITS["hidden"]:
                raise SpecError(hidden_field(layer), units, str(LIMITS["hidden"]))
        if self.activation not in HIDDEN_ACTIVATIONS:
            raise SpecError("activation", self.activation, ", ".join(HIDDEN_ACTIVATIONS))
        if self.output_activation not in ACTIVATIONS:
            raise SpecError("output_activation", self.output_activation, ", ".join(ACTIVATIONS))
        if not isinstance(self.bias, bool):
            raise SpecError("bias", self.bias, "True, False")

    @property
    def sizes(self) -> tuple[int, ...]:
        """Units per layer, from the inputs to the outputs: (3, 2, 1) for the notebook's network."""
        return (self.inputs, *self.hidden, self.outputs)

    @property
    def depth(self) -> int:
        """How many layers compute something: the hidden ones and the output."""
        return len(self.hidden) + 1

    @property
    def is_unit(self) -> bool:
        """Whether it is a single unit: no hidden layer, one output."""
        return self.sizes[1:] == (1,)

    @property
    def weight_shapes(self) -> tuple[tuple[int, int], ...]:
        """Shape of W1 .. WL: (units before, units after)."""
        return tuple(pairwise(self.sizes))

    def activation_of(self, layer: int) -> str:
        """Return the name of the activation of layer 1 .. depth."""
        return self.output_activation if layer == self.depth else self.activation

    def __str__(self) -> str:
        return "-".join(str(size) for size in self.sizes)


def hidden_field(layer: int) -> str:
    """Name the field of links for the number of units of hidden layer 1, 2, ..: hidden, hidden_2, .."""
    return "hidden" if layer == 1 else f"hidden_{layer}"
