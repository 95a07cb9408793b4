"""Which steps of the right way a text has computed, whatever it makes of them: product, sum, bias, activation.

On the way to a gradient come those of the way back: loss, delta, gradient, update.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from compute.exercises.cases import SUM, UPDATED_WEIGHT, Case, given
from compute.exercises.draws import own_draw
from compute.exercises.expression import ExpressionError, evaluate
from compute.exercises.pasting import cleaned
from compute.exercises.program import gradient, solved
from compute.network.forward import forward_network
from compute.network.network import draw

PRODUCT, WEIGHTED_SUM, BIAS, ACTIVATION = "product", "sum", "bias", "activation"

LOSS, DELTA, HIDDEN_DELTA, GRADIENT, UPDATE = "loss", "delta", "delta of h", "gradient", "update"

WAY_BACK = (LOSS, DELTA, HIDDEN_DELTA, GRADIENT, UPDATE)

CLOSE = 1e-4
"""How far a number may be from that of the right way: numbers that were copied have four decimals."""

CLOSE_BACK = 1e-3
"""The same on the way back, as a part of the number itself: a gradient may be as small as `CLOSE`."""

CLOSE_UPDATE = 1e-6
"""The same for a weight after a step, which may be short: the weight before it must not pass for the one after."""


@dataclass(frozen=True)
class FilledStep:
    """A step of the right way.

    Attributes
    ----------
    layer: which layer it belongs to, from 1; the way back stands as one more.
    step: `PRODUCT`, `WEIGHTED_SUM`, `BIAS` or `ACTIVATION`; on the way back `LOSS` .. `UPDATE`.
    values: what it gives.
    computed: for each of them, whether the text has computed it.
    """

    layer: int
    step: str
    values: tuple[float, ...]
    computed: tuple[bool, ...]

    @property
    def is_done(self) -> bool:
        """Whether all of it was computed."""
        return all(self.computed)


def filled(case: Case, text: str = "") -> tuple[FilledStep, ...]:
    """Run a text on the numbers of a case, and find the steps in what its operations gave; none in an empty text."""
    on_the_way: list[Tensor] = []
    if text:
        with contextlib.suppress(ExpressionError):
            evaluate(cleaned(text), own_draw(case).names(case), on_the_way)
    return tuple(
        FilledStep(layer, step, tuple(values.tolist()), _found(step, values, on_the_way))
        for layer, step, values in _right_way(case)
    )


def _right_way(case: Case) -> list[tuple[int, str, Tensor]]:
    """List every step of the right way, its numbers in a row; the products of a matrix product show nowhere."""
    steps = []
    if case.exercise == SUM:
        tensors = given(case)
        steps.append((1, PRODUCT, (tensors["features"] * tensors["weights"]).flatten()))
    for number, layer in enumerate(forward_network(draw(case.spec)).layers, start=1):
        steps += [
            (number, WEIGHTED_SUM, layer.weighted_sum.flatten()),
            (number, BIAS, layer.preactivation.flatten()),
            (number, ACTIVATION, layer.output.flatten()),
        ]
    return [*steps, *_way_back(case, len(case.spec.hidden) + 2)] if case.asks_for_gradient else steps


def _way_back(case: Case, place: int) -> list[tuple[int, str, Tensor]]:
    """List the steps from the output back to what is asked for."""
    tensors = solved(case)
    way = [(LOSS, (tensors["y"] - tensors["target"]) ** 2), (DELTA, tensors["delta"])]
    if case.exercise == UPDATED_WEIGHT:
        way += [(HIDDEN_DELTA, tensors["delta_h"]), (GRADIENT, torch.tensor(gradient(case)))]
    way.append((UPDATE if case.exercise == UPDATED_WEIGHT else GRADIENT, tensors[case.answer]))
    return [(place, name, value.flatten()) for name, value in way]


def _found(step: str, values: Tensor, on_the_way: Sequence[Tensor]) -> tuple[bool, ...]:
    """Tell of each number whether it was computed: all of them at once, or one by one.

    On the way back one entry is asked for, the first: who computes a whole gradient has it as well.
    """
    found = torch.zeros(len(values), dtype=torch.bool)
    for result in on_the_way:
        numbers = result.flatten().double()
        if step in WAY_BACK:
            numbers = numbers[:1]
        if len(numbers) == len(values) and _close(step, numbers, values).all():
            return (True,) * len(values)
        if len(numbers) == 1:
            found |= _close(step, numbers, values)
    return tuple(found.tolist())


def _close(step: str, numbers: Tensor, values: Tensor) -> Tensor:
    if step == UPDATE:
        return torch.isclose(numbers, values.double(), rtol=CLOSE_UPDATE, atol=0.0)
    if step in WAY_BACK:
        return torch.isclose(numbers, values.double(), rtol=CLOSE_BACK, atol=0.0)
    return torch.isclose(numbers, values.double(), rtol=CLOSE, atol=CLOSE)
