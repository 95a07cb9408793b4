"""Which steps of the right way a text has computed, compared with raw torch."""

import pytest
import torch

from compute.exercises.cases import BIAS_GRADIENT, MATRIX, STACK, SUM, UPDATED_WEIGHT, WEIGHT_GRADIENT, Case
from compute.exercises.filling import FilledStep, filled
from tests.cases import for_each

UNIT, PRODUCT, NETWORK = Case(SUM, 7, 5), Case(MATRIX, 7, 5), Case(STACK, 7, 3, 2)
WEIGHT, BIAS, STEP = (Case(number, 7, 3, 2) for number in (WEIGHT_GRADIENT, BIAS_GRADIENT, UPDATED_WEIGHT))
FORWARD = "h = activation(features @ W1 + B1)\ny = activation(h @ W2 + B2)"


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


@for_each(
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
        (WEIGHT, "", "." * 9),
        (WEIGHT, FORWARD, "######..."),
        (WEIGHT, f"{FORWARD}\n(y - target) ** 2", "#######.."),
        (WEIGHT, f"{FORWARD}\ntorch.mean((y - 1) ** 2)", "#######.."),
        (WEIGHT, f"{FORWARD}\n2 * (y - target) * y * (1 - y)", "######.#."),
        (WEIGHT, f"{FORWARD}\n2 * (y - target)", "######..."),
        (WEIGHT, f"{FORWARD}\nd = 2 * (y - 1) * y * (1 - y)\n(h.t() @ d)[0, 0]", "######.##"),
        (BIAS, BIAS.right, "######.##"),
        (BIAS, f"{FORWARD}\nd = 2 * (y - 1) * y * (1 - y)\nW2[0, 0] * d", "######.#."),
        (STEP, STEP.right, "######.##.#"),
        (STEP, STEP.right.rpartition("\n")[0] + "\nfeatures[0, 0] * delta_h", "######.###."),
        (
            STEP,
            f"{FORWARD}\nd = 2 * (y - 1) * y * (1 - y)\ne = d @ W2.t() * h * (1 - h)\nfeatures.t() @ e",
            "######.###.",
        ),
        (STEP, "W1[0, 0]", "." * 11),
        (STEP, "W1 * 1", "." * 11),
    ],
)
def test_what_was_computed_is_found(case: Case, text: str, signs: str) -> None:
    assert done(case, text) == signs


def test_what_is_written_over_later_was_computed_all_the_same() -> None:
    assert done(UNIT, "y = features * weights\ny.mul_(0)\ny + 1") == "#..."


def test_the_way_back_has_the_numbers_of_autograd() -> None:
    torch.manual_seed(7)
    features = torch.randn((1, 3))
    first, second = torch.randn(3, 2, requires_grad=True), torch.randn(2, 1, requires_grad=True)
    first_bias, second_bias = torch.randn((1, 2), requires_grad=True), torch.randn((1, 1), requires_grad=True)
    hidden = torch.sigmoid(features @ first + first_bias)
    output = torch.sigmoid(hidden @ second + second_bias)
    loss = torch.nn.functional.mse_loss(output, torch.ones(1, 1))
    loss.backward()
    grads = [torch.as_tensor(tensor.grad) for tensor in (first, second, first_bias, second_bias)]
    of_first, of_second, of_first_bias, of_second_bias = (float(grad[0, 0]) for grad in grads)
    step = float(first.detach()[0, 0]) - 0.5 * of_first
    error = float(loss.detach())
    ways = {
        WEIGHT: [error, of_second_bias, of_second],
        BIAS: [error, of_second_bias, of_first_bias],
        STEP: [error, of_second_bias, of_first_bias, of_first, step],
    }
    for case, way in ways.items():
        back = [taken for taken in filled(case) if taken.layer == 3]
        assert [taken.values[0] for taken in back] == pytest.approx(way, abs=1e-6)
        assert [taken.step for taken in back][:2] == ["loss", "delta"]
    assert [taken.step for taken in filled(STEP)][-3:] == ["delta of h", "gradient", "update"]


@pytest.mark.long
@pytest.mark.parametrize("text", ["W1[0, 0]", "W1 * 1.0", "W1[0, 0] * 1.0", "features[0, 0] * 0"])
def test_a_step_that_is_too_small_to_see_is_not_taken_for_done(text: str) -> None:
    small = next(
        case
        for case in (Case(UPDATED_WEIGHT, seed, 3, 2) for seed in range(500))
        if 2e-5 < abs(filled(case)[-2].values[0]) < 1e-4
    )
    assert not filled(small, text)[-1].is_done
    assert not filled(small, text)[-2].is_done
    assert filled(small, small.right)[-1].is_done


@for_each(
    ("case", "place", "factor", "is_done"),
    [
        (UNIT, 1, 1.000149, True),  # a ten-thousandth, and as much of 1.9796
        (UNIT, 1, 0.999851, True),
        (UNIT, 1, 1.000153, False),
        (UNIT, 1, 0.999847, False),
        (WEIGHT, 6, 1.00099, True),  # a thousandth of the loss
        (WEIGHT, 6, 1.00101, False),
        (WEIGHT, 7, 0.99901, True),
        (WEIGHT, 7, 0.99899, False),
    ],
)
def test_how_close_a_number_has_to_be(case: Case, place: int, factor: float, is_done: bool) -> None:
    number = filled(case)[place].values[0]
    assert filled(case, f"features[0, 0] * 0 + {number * factor:.9f}")[place].is_done is is_done


def test_a_weight_after_its_step_is_compared_to_a_millionth() -> None:
    weight = filled(STEP)[10].values[0]
    assert filled(STEP, f"{weight * (1 + 8e-7):.12f} * 1.0")[10].is_done
    assert not filled(STEP, f"{weight * (1 + 1.2e-6):.12f} * 1.0")[10].is_done


def test_other_numbers_have_other_steps() -> None:
    assert values(filled(Case(SUM, 8, 5))) != values(filled(UNIT))
    assert len(filled(Case(SUM, 7, 64))[0].values) == 64
