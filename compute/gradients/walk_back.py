"""Order a backward pass into steps, from the loss back to the first layer, or for one unit.

    loss        L, and its slope dL/dy of every output
    slope       f'(z) of a layer
    delta       dL/dz = dL/dy * f'(z)
    gradient    dL/dW, dL/dB, and dL/dx, which is dL/dy of the layer before
    update      W - rate * dL/dW, once all gradients are there

Where the loss takes the logits, the last layer has no slope: the loss gives delta itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from compute.gradients.losses import check_loss
from compute.network.elements import Unit
from compute.network.spec import LIMITS, NetworkSpec

LOSS, SLOPE, DELTA, GRADIENT, UPDATE = "loss", "slope", "delta", "gradient", "update"
BACK_STEP_NAMES = (LOSS, SLOPE, DELTA, GRADIENT, UPDATE)
"""The steps in their order. Slope, delta and gradient come once for each layer."""


@dataclass(frozen=True)
class BackStep:
    """One step of a backward walk.

    Attributes
    ----------
    name: which of `BACK_STEP_NAMES`.
    layer: the layer that is at work, 1 .. depth; the last one for the loss; None where all layers are updated.
    column: the unit in it, counted from 0; None where the step is that of the whole layer, as the loss always is.
    """

    name: str
    layer: int | None
    column: int | None = None

    def concerns(self, unit: Unit) -> bool:
        """Tell whether the step computes something of this unit."""
        return self.layer in (None, unit.layer) and self.column in (None, unit.index)


@dataclass(frozen=True)
class BackProgress:
    """The part of a backward pass that has been computed so far.

    Attributes
    ----------
    layer: the layer at work: those after it have their gradients, those before it have nothing yet.
    done: how many of `BACK_STEP_NAMES` are behind it, 0 .. 5. In a layer before the last one the first is.
    column: the only unit of the layer that is computed at all, counted from 0; None for every one.
    step: the last step, which is lit; None where there is none.
    """

    layer: int
    done: int
    column: int | None = None
    step: BackStep | None = None

    def has(self, name: str, unit: Unit) -> bool:
        """Tell whether the step of this name is done for a unit that is computed."""
        needed = BACK_STEP_NAMES.index(name) + 1
        if unit.layer == self.layer:
            return self.done >= needed and (name == LOSS or self.column in (None, unit.index))
        if unit.layer < self.layer:
            return False
        return needed <= BACK_STEP_NAMES.index(GRADIENT) + 1 or self.is_updated

    @property
    def is_updated(self) -> bool:
        """Whether all layers are updated; of a single unit only its own weights are."""
        return self.layer == 0


NOTHING_BACK = BackProgress(LIMITS["layers"].high + 2, 0)
EVERYTHING_BACK = BackProgress(0, len(BACK_STEP_NAMES))


def back_steps(spec: NetworkSpec, loss: str, unit: Unit | None = None) -> tuple[BackStep, ...]:
    """Return the steps of the whole network from its last layer to its first, or the steps of one computed unit.

    Raises
    ------
    LossError: the network cannot have this loss.
    """
    takes_logits = check_loss(spec, loss).of_logits
    start = BackStep(LOSS, spec.depth)
    if unit is not None and unit.layer > 0:
        names = _layer_names(takes_logits and unit.layer == spec.depth)
        own = tuple(BackStep(name, unit.layer, unit.index) for name in (*names, UPDATE))
        return (start, *own) if unit.layer == spec.depth else own
    walk = [
        BackStep(name, layer)
        for layer in range(spec.depth, 0, -1)
        for name in _layer_names(takes_logits and layer == spec.depth)
    ]
    return (start, *walk, BackStep(UPDATE, None))


def back_progress_after(walk: Sequence[BackStep], count: int) -> BackProgress:
    """Return what is known after the first `count` steps of a walk; beyond its end, all that it computes.

    Where a single unit is walked, the layers after it count as computed; its neighbours and the layers before do not.
    """
    if count <= 0:
        return BackProgress(walk[0].layer or 0, 0 if walk[0].name == LOSS else 1, walk[-1].column)
    step = walk[min(count, len(walk)) - 1]
    return BackProgress(step.layer or 0, BACK_STEP_NAMES.index(step.name) + 1, walk[-1].column, step)


def _layer_names(gives_delta: bool) -> tuple[str, ...]:
    return (DELTA, GRADIENT) if gives_delta else (SLOPE, DELTA, GRADIENT)
