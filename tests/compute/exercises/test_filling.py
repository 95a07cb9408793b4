"""Which steps of the right way a text has computed, compared with raw torch."""

import pytest
import torch

from compute.exercises.cases import MATRIX, STACK, SUM, Case
from compute.exercises.filling import FilledStep, filled

UNIT, PRODUCT, NETWORK = Case(SUM, 7, 5), Case(MATRIX, 7, 5), Case(STACK, 7, 3, 2)


def done(case: Case, text: str) -> str:
    """A sign for each step, in their order: all of it computed, some of it, nothing of it."""
    return "".join("#" if step.is_done else "+" if any(step.computed) else "." for step in filled(case, text))


def values(steps: tuple[FilledStep, ...]) -> list[list[float]]:
    return [[round(value, 4) for value in step.values] for step in steps]


def test_the_steps_of_a_unit_are_those_of_the_notebook() -> None:
    torch.manual_seed(7)
    features = torch.randn((1, 5))
    weights = torch.randn_like(features)
    bias = torch.randn((1, 1))
    z = (features * weights).sum() + bias
    longhand = [features * weights, (features * weights).sum(), z, 1 / (1 + torch.exp(-z))]
    expected = [[round(float(value), 4) for value in step.flatten()] for step in longhand]
    assert values(filled(UNIT)) == expected
    assert values(filled(PRODUCT)) == expected[1:]
    assert [(step.layer, step.step) for step in filled(UNIT)] == [
        (1, "product"),
        (1, "sum"),
        (1, "bias"),
        (1, "activation"),
    ]


def test_the_steps_of_the_network_are_those_of_the_notebook() -> None:
    assert values(filled(NETWORK)) == [
        [0.6270, -0.3969],
        [0.7598, -0.2596],
        [0.6813, 0.4355],
        [-1.0078],
        [-0.7672],
        [0.3171],
    ]
    assert [step.layer for step in filled(NETWORK)] == [1, 1, 1, 2, 2, 2]


@pytest.mark.parametrize(
    ("case", "text", "signs"),
    [
        (UNIT, "", "...."),
        (UNIT, "features + weights", "...."),
        (UNIT, "features * weights", "#..."),
        (UNIT, "torch.sum(features * weights)", "##.."),
        (UNIT, "torch.sum(features * weights) + bias", "###."),
        (UNIT, "activation(torch.sum(features * weights) + bias)", "####"),
        (UNIT, "activation(torch.sum(features * weights + bias))", "#..."),
        (UNIT, "activation(torch.mm(features, weights.t()) + bias)", ".###"),
        (UNIT, "features[0, 1] * weights[0, 1]", "+..."),
        (UNIT, "s = 0\nfor i in range(5):\n    s += features[0, i] * weights[0, i]\nactivation(s + bias)", "####"),
        (UNIT, "weights.t() * features.t()", "#..."),
        (UNIT, "y = torch.sum(features * weights)\ny.view(7, 7)", "##.."),
        (UNIT, "def f(x):\n    return 1 / (1 + torch.exp(-x))\nf((features * weights).sum() + bias)", "####"),
        (UNIT, "0.1595", "...."),
        (UNIT, "open('x')", "...."),
        (PRODUCT, "torch.mm(features, weights.view(5, 1))", "#.."),
        (PRODUCT, "torch.mm(features, weights)", "..."),
        (NETWORK, "torch.addmm(B1, features, W1)", ".#...."),
        (NETWORK, "h = activation(features @ W1 + B1)\nh @ W2", "####.."),
        (NETWORK, "h = features @ W1 + B1\nactivation(h @ W2 + B2)", "##...."),
    ],
)
def test_what_was_computed_is_found(case: Case, text: str, signs: str) -> None:
    assert done(case, text) == signs


def test_what_is_written_over_later_was_computed_all_the_same() -> None:
    assert done(UNIT, "y = features * weights\ny.mul_(0)\ny + 1") == "#..."


def test_other_numbers_have_other_steps() -> None:
    assert values(filled(Case(SUM, 8, 5))) != values(filled(UNIT))
    assert len(filled(Case(SUM, 7, 64))[0].values) == 64
