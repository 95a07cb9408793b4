"""What moves in the picture when a step of a walk is taken: numbers to the place in which they are used.

The texts are numbers that stand in the picture before or after the step; `components/browser/step_motion.js` carries
them there.
"""

from collections.abc import Iterator

from components.base.style import number, true_minus
from compute.network.elements import Bias, Unit, Weight
from compute.network.known_pass import KnownPass
from compute.network.walk import ACTIVATION, BIAS, PRODUCT, SUM, Step

MOST = 24
"""Numbers that move at once; beyond that nobody can follow them, and none does."""

Move = tuple[str, str, str]
"""Short name of the element where it begins, of the one where it ends, and the text."""


def step_moves(passed: KnownPass) -> dict[str, object] | None:
    """Return what the last step moves, as `chart.js` takes it; None where no step is lit.

    Inputs move to their weights, products and bias to their unit. The activation happens in the unit itself: its move
    begins and ends there.
    """
    step = passed.step
    if step is None:
        return None
    units = [Unit(step.layer, index) for index in range(passed.network.spec.sizes[step.layer])]
    moves = [move for unit in units if step.concerns(unit) for move in _moves(passed, step, unit)]
    name = f"{step.layer}.{step.name}.{'' if step.column is None else step.column}"
    return {"name": name, "moves": moves if len(moves) <= MOST else []}


def _moves(passed: KnownPass, step: Step, unit: Unit) -> Iterator[Move]:
    spec, layer = passed.network.spec, passed.layers[step.layer - 1]
    target = unit.name(spec)
    weights = [Weight(unit.layer, row, unit.index).name() for row in range(len(layer.inputs))]
    products = layer.products[unit.index]
    if step.name == PRODUCT:
        for row, weight in enumerate(weights):
            yield Unit(unit.layer - 1, row).name(spec), weight, _text(layer.inputs[row])
    elif step.name == SUM and products is not None:
        for weight, product in zip(weights, products.tolist(), strict=True):
            yield weight, target, _text(product)
    elif step.name == BIAS and layer.bias is not None:
        yield Bias(unit.layer, unit.index).name(), target, _text(float(layer.bias[0, unit.index]))
    elif step.name == ACTIVATION:
        yield target, target, _text(layer.output[unit.index])


def _text(value: float | None) -> str:
    return "" if value is None else true_minus(number(value))
