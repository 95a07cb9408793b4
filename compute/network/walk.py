"""Order a forward pass into steps: product, sum, bias, activation of every layer, or of one unit.

The `ForwardPass` has the numbers of all steps. This module orders the steps and says which of them are done;
`compute.network.known_pass` leaves out the numbers of the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from compute.network.elements import Unit
from compute.network.spec import LIMITS, NetworkSpec

PRODUCT, SUM, BIAS, ACTIVATION = "product", "sum", "bias", "activation"
STEP_NAMES = (PRODUCT, SUM, BIAS, ACTIVATION)
"""The steps of a layer in their order. Without biases the third is left out."""


@dataclass(frozen=True)
class Step:
    """One step of a walk.

    Attributes
    ----------
    name: which of `STEP_NAMES`.
    layer: the layer that is computed, 1 .. depth.
    column: the unit in it, counted from 0; None where the step is that of the whole layer.
    """

    name: str
    layer: int
    column: int | None = None

    def concerns(self, unit: Unit) -> bool:
        """Tell whether the step computes something of this unit."""
        return unit.layer == self.layer and self.column in (None, unit.index)


@dataclass(frozen=True)
class Progress:
    """The part of a forward pass that has been computed so far. The default is nothing.

    Attributes
    ----------
    layer: the layer at work: those before it are computed, those after it are not.
    done: how many of the steps product, sum, bias, activation it has behind it, 0 .. 4. Without biases the sum is z
        itself, so after the sum it is 3.
    column: the only unit of the layer that is computed at all, counted from 0; None for every one.
    step: the last step, which is lit; None where there is none.
    """

    layer: int = 1
    done: int = 0
    column: int | None = None
    step: Step | None = None

    def done_of(self, unit: Unit) -> int:
        """Count the steps of the four that are done for a unit. An input is given, so all of them are."""
        if unit.layer != self.layer:
            return len(STEP_NAMES) if unit.layer < self.layer else 0
        return self.done if self.column in (None, unit.index) else 0


NOTHING = Progress()
EVERYTHING = Progress(layer=LIMITS["layers"].high + 2)


def steps(spec: NetworkSpec, unit: Unit | None = None) -> tuple[Step, ...]:
    """Return the steps of the whole network, layer by layer, or the steps of one computed unit."""
    names = STEP_NAMES if spec.bias else (PRODUCT, SUM, ACTIVATION)
    if unit is not None and unit.layer > 0:
        return tuple(Step(name, unit.layer, unit.index) for name in names)
    return tuple(Step(name, layer) for layer in range(1, spec.depth + 1) for name in names)


def progress_after(walk: Sequence[Step], count: int) -> Progress:
    """Return what is known after the first `count` steps of a walk; beyond its end, all that it computes.

    Where a single unit is walked the layers before count as computed; its neighbours and the layers after do not.
    """
    if count <= 0:
        return Progress(walk[0].layer, 0, walk[0].column)
    step = walk[min(count, len(walk)) - 1]
    without_bias = all(other.name != BIAS for other in walk)
    done = 3 if step.name == SUM and without_bias else STEP_NAMES.index(step.name) + 1
    return Progress(step.layer, done, step.column, step)
