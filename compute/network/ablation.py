"""Compare a network with a variant of it in which one thing is different.

The variant has no biases (or has them), no activation functions, or another seed. Both networks are drawn and run like
any other, so all numbers are torch's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from compute.network.edits import applied_to
from compute.network.elements import Unit
from compute.network.forward import ForwardPass, LayerPass, forward_network
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec

BIAS, ACTIVATION, SEED = "bias", "activation", "seed"
VARIANTS = (BIAS, ACTIVATION, SEED)
"""What a variant can change, by its name in links."""

IDENTITY = "identity"
"""A layer without an activation function has this one: f(z) = z."""

SUM, Z, OUTPUT = "sum", "z", "output"
"""What a row compares: the weighted sum, the pre-activation, or the value of a unit."""


@dataclass(frozen=True)
class Row:
    """One number of both networks."""

    unit: Unit
    step: str
    this: float
    other: float

    @property
    def difference(self) -> float:
        """How far the other is above this; negative where it is below."""
        return self.other - self.this

    @property
    def differs(self) -> bool:
        """Whether the two are not the same to the last digit."""
        return self.this != self.other


@dataclass(frozen=True, eq=False)
class Pair:
    """The forward passes of both networks, which have the same number of units in every layer."""

    this: ForwardPass
    other: ForwardPass

    @property
    def spec(self) -> NetworkSpec:
        """The specification of the first network."""
        return self.this.network.spec

    def of(self, unit: Unit) -> Row:
        """Return both values of a unit."""
        return Row(unit, OUTPUT, self.this.value(unit), self.other.value(unit))

    def outputs(self) -> list[Row]:
        """Return the outputs of both; before those of a single unit also the sum and z."""
        depth = self.spec.depth
        rows = [self.of(Unit(depth, index)) for index in range(self.spec.outputs)]
        return [*self._steps(), *rows] if self.spec.is_unit else rows

    def hidden(self) -> list[Row]:
        """Return all hidden units of both, layer by layer."""
        spec = self.spec
        return [self.of(Unit(layer, index)) for layer, units in enumerate(spec.hidden, 1) for index in range(units)]

    def _steps(self) -> Iterator[Row]:
        """Yield the weighted sum and z of a single unit."""
        unit = Unit(1, 0)
        for step, of in ((SUM, _weighted_sum), (Z, _preactivation)):
            yield Row(unit, step, of(self.this.layers[0]), of(self.other.layers[0]))


def varied(spec: NetworkSpec, what: str, seed: int) -> NetworkSpec:
    """Return the spec of a variant, which changes one of `VARIANTS`.

    Parameters
    ----------
    seed: of the other network, where it is the seed that differs.
    """
    if what == SEED:
        return replace(spec, seed=seed)
    if what == BIAS:
        return replace(spec, bias=not spec.bias)
    return replace(spec, activation=IDENTITY, output_activation=IDENTITY)


def is_otherwise(spec: NetworkSpec, other: NetworkSpec) -> bool:
    """Tell whether a variant of `spec` computes anything else; a single unit has no hidden layer's function."""
    return (spec.seed, spec.bias) != (other.seed, other.bias) or any(
        spec.activation_of(layer) != other.activation_of(layer) for layer in range(1, spec.depth + 1)
    )


def side_by_side(passed: ForwardPass, other: NetworkSpec, edits: Mapping[str, float]) -> Pair:
    """Run the other network on the same device.

    Parameters
    ----------
    other: a variant of the network that was passed.
    edits: values that a person changed, by the short name of their element; they count where the other has them too.

    Raises
    ------
    SpecError: a value of `edits` is beyond the limit.
    """
    network = edit(draw(other), applied_to(other, edits))
    return Pair(passed, forward_network(network, passed.device))


def most_different(rows: Sequence[Row], limit: int) -> list[Row]:
    """Return the rows that differ most, in the order in which they stand."""
    ranked = sorted(range(len(rows)), key=lambda index: -abs(rows[index].difference))
    return [rows[index] for index in sorted(ranked[:limit])]


def _weighted_sum(layer: LayerPass) -> float:
    return float(layer.weighted_sum[0, 0])


def _preactivation(layer: LayerPass) -> float:
    return float(layer.preactivation[0, 0])
