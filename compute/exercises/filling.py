"""Which steps of the right way a text has computed, whatever it makes of them: product, sum, bias, activation."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from compute.exercises.cases import SUM, Case, given
from compute.exercises.draws import own_draw
from compute.exercises.expression import ExpressionError, evaluate
from compute.exercises.pasting import cleaned
from compute.network.forward import forward_network
from compute.network.network import draw

PRODUCT, WEIGHTED_SUM, BIAS, ACTIVATION = "product", "sum", "bias", "activation"

CLOSE = 1e-4
"""How far a number may be from that of the right way: numbers that were copied have four decimals."""


@dataclass(frozen=True)
class FilledStep:
    """A step of the right way.

    Attributes
    ----------
    layer: which layer it belongs to, from 1.
    step: `PRODUCT`, `WEIGHTED_SUM`, `BIAS` or `ACTIVATION`.
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
        FilledStep(layer, step, tuple(values.tolist()), _found(values, on_the_way))
        for layer, step, values in _right_way(case)
    )


def _right_way(case: Case) -> list[tuple[int, str, Tensor]]:
    """Every step of the right way with its numbers in a row; the products of a matrix product show nowhere."""
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
    return steps


def _found(values: Tensor, on_the_way: Sequence[Tensor]) -> tuple[bool, ...]:
    """Tell of each number whether it was computed: all of them at once, or one by one."""
    found = torch.zeros(len(values), dtype=torch.bool)
    for result in on_the_way:
        numbers = result.flatten().double()
        if len(numbers) == len(values) and _close(numbers, values).all():
            return (True,) * len(values)
        if len(numbers) == 1:
            found |= _close(numbers, values)
    return tuple(found.tolist())


def _close(numbers: Tensor, values: Tensor) -> Tensor:
    return torch.isclose(numbers, values.double(), rtol=CLOSE, atol=CLOSE)
