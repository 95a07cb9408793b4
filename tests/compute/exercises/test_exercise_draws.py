"""The numbers that a program of an exercise is run on: its own, three other draws, and none at all."""

import pytest
import torch

from compute.exercises.cases import STACK, SUM, UPDATED_WEIGHT, WEIGHT_GRADIENT, Case, given
from compute.exercises.draws import (
    MAX_PRINTED,
    OTHER_DRAWS,
    _have_both_signs,
    mistaken_by,
    other_draws,
    own_draw,
    result,
    without_numbers,
)
from tests.cases import for_each

UNIT, NETWORK, STEP = Case(SUM, 7, 5), Case(STACK, 7, 3, 2), Case(UPDATED_WEIGHT, 7, 3, 2)


def test_the_numbers_that_can_be_copied_are_those_of_the_tensors_and_those_on_the_way() -> None:
    features, weights, bias = given(UNIT).values()
    products = features * weights
    z = products.sum() + bias
    expected = [*features[0], *weights[0], bias, *products[0], products.sum(), z]
    assert own_draw(UNIT).printed.tolist() == pytest.approx([float(number) for number in expected], abs=1e-6)
    assert own_draw(UNIT).right.item() == pytest.approx(torch.sigmoid(z).item(), abs=1e-6)


def test_the_numbers_on_the_way_through_two_layers_and_back() -> None:
    features, first, second, first_bias, second_bias = list(given(NETWORK).values())
    sums = features @ first
    hidden = torch.sigmoid(sums + first_bias)
    total = hidden @ second
    z = total + second_bias
    y = torch.sigmoid(z)
    tensors = [features, first, second, first_bias, second_bias]
    way = [sums, sums + first_bias, hidden, total, z]
    slope = y * (1 - y)
    back = [y, y - 1, slope, 2 * (y - 1) * slope, hidden * (1 - hidden)]
    for case, expected in ((NETWORK, [*tensors, *way]), (STEP, [*tensors, *way, *back])):
        numbers = torch.cat([tensor.flatten() for tensor in expected])
        assert own_draw(case).printed.tolist() == pytest.approx(numbers.tolist(), abs=1e-6)


def test_more_numbers_than_can_be_copied_are_none() -> None:
    """Of 38 inputs and 5 hidden units there are 38 + 190 + 5 + 5 + 1 drawn, and 15 + 2 on the way."""
    assert MAX_PRINTED == 256
    assert own_draw(Case(SUM, 7, 64)).printed.numel() == 3 * 64 + 3
    assert own_draw(Case(STACK, 7, 38, 5)).printed.numel() == 256
    assert own_draw(Case(STACK, 7, 39, 5)).printed.numel() == 0


@for_each(
    ("case", "sizes"),
    [
        (UNIT, {}),
        (NETWORK, {"n_input": 3, "n_hidden": 2, "n_output": 1}),
        (Case(WEIGHT_GRADIENT, 7, 4, 5), {"n_input": 4, "n_hidden": 5, "n_output": 1}),
    ],
)
def test_with_two_layers_the_notebooks_sizes_are_known(case: Case, sizes: dict[str, int]) -> None:
    names = own_draw(case).names(case)
    assert {name: value for name, value in names.items() if isinstance(value, int)} == sizes
    assert set(names) == {*given(case), *sizes}


def test_the_other_draws_are_three_and_the_same_for_every_seed() -> None:
    draws = other_draws(UNIT)
    assert len(draws) == OTHER_DRAWS == 3
    assert all(one is other for one, other in zip(draws, other_draws(Case(SUM, 99, 5)), strict=True))
    assert {tuple(draw.tensors["features"].shape) for draw in draws} == {(1, 5)}
    assert {tuple(draw.tensors["W1"].shape) for draw in other_draws(Case(STACK, 7, 4, 6))} == {(4, 6)}
    assert other_draws(Case(STACK, 7, 4, 6))[0].tensors["W1"].shape != other_draws(NETWORK)[0].tensors["W1"].shape


@for_each("case", [UNIT, NETWORK, STEP])
def test_the_second_draw_has_the_other_signs_and_the_third_some_of_them(case: Case) -> None:
    first, second, third = (
        {k: v for k, v in draw.tensors.items() if k not in ("target", "rate")} for draw in other_draws(case)
    )
    for place, name in enumerate(first):
        assert torch.equal(first[name].sign(), -second[name].sign())
        assert torch.equal(first[name].sign(), third[name].sign() * (-1) ** place)
        assert not torch.equal(first[name].abs(), second[name].abs())


def test_the_other_numbers_lie_between_three_tenths_and_thirteen_over_the_root_of_their_row() -> None:
    roots = {"features": 1.0, "weights": 3.0, "bias": 1.0}
    for draw in other_draws(Case(SUM, 7, 9)):
        for name, root in roots.items():
            sizes = draw.tensors[name].abs() * root
            assert float(sizes.min()) >= 0.3 - 1e-6, name
            assert float(sizes.max()) < 1.3 + 1e-6, name
    roots = {"features": 1.0, "W1": 3.0, "W2": 4.0, "B1": 1.0, "B2": 1.0}
    for draw in other_draws(Case(STACK, 7, 9, 16)):
        for name, root in roots.items():
            sizes = draw.tensors[name].abs() * root
            assert float(sizes.min()) >= 0.3 - 1e-6, name
            assert float(sizes.max()) < 1.3 + 1e-6, name


def test_what_is_not_drawn_is_the_same_in_every_draw() -> None:
    for draw in other_draws(STEP):
        assert (draw.tensors["target"].item(), draw.tensors["rate"].item()) == (1.0, 0.5)
        assert list(draw.tensors) == list(given(STEP))


def test_without_numbers_each_name_keeps_its_shape_and_the_sizes_stay() -> None:
    names = without_numbers(NETWORK)
    assert (names["n_input"], names["n_hidden"], names["n_output"]) == (3, 2, 1)
    for name, tensor in given(NETWORK).items():
        assert names[name].shape == tensor.shape
        assert names[name].isnan().all()


def test_a_mistake_is_written_with_the_sizes_and_run_on_the_cases_numbers() -> None:
    programs = {text: value for _mistake, text, value in mistaken_by(UNIT)}
    features, weights, bias = given(UNIT).values()
    assert torch.allclose(programs["features * weights.view(5, 1)"], features * weights.view(5, 1))
    assert not [text for text in programs if "{" in text]
    network = [text for _mistake, text, _value in mistaken_by(NETWORK)]
    assert any("W1.view(2, 3)" in text for text in network)
    assert float(result("bias + 1", own_draw(UNIT))) == pytest.approx(float(bias) + 1)


def test_a_program_gives_a_tensor() -> None:
    with pytest.raises(TypeError, match="gives a tensor: 1 \\+ 1"):
        result("1 + 1", own_draw(UNIT))


@for_each(
    ("drawn", "has_both"),
    [
        # W1, W2, B1 and B2 of each draw; the input is 1, a hidden value 0.73 or 0.27
        ([(1, 1, 0, 0), (-1, 1, 0, -1)], True),
        ([(1, 1, 0, 0), (-1, -1, 0, 1)], False),  # only the sum without B2 has
        ([(1, 1, 0, 0), (-1, 1, 2, -1)], False),  # only the sum without B1 has
        ([(1, 1, 0, 0), (1, 1, -2, -1)], False),  # only the sum with B1 has
        ([(0.06, 1, 0, 0), (-0.06, 1, 0, -1)], True),
        ([(0.04, 1, 0.1, 0), (-0.06, 1, 0, -1)], False),
        ([(0.06, 1, 0, 0), (-0.04, 1, -0.1, -1)], False),
    ],
)
def test_before_each_activation_some_draw_is_above_nothing_and_some_below(
    drawn: list[tuple[float, ...]], has_both: bool
) -> None:
    names = ("W1", "W2", "B1", "B2")
    one = torch.ones(1, 1)
    tensors = [{"features": one} | {n: one * v for n, v in zip(names, values, strict=True)} for values in drawn]
    assert _have_both_signs(tensors) is has_both


@for_each(("biases", "has_both"), [((0.06, -0.06), True), ((0.06, -0.04), False), ((0.04, -0.06), False)])
def test_with_a_single_unit_products_and_the_sum_with_the_bias_have_both_signs(
    biases: tuple[float, float], has_both: bool
) -> None:
    """The products are 1 and -1, so that their sum alone is nothing."""
    unit = {"features": torch.ones(1, 2), "weights": torch.tensor([[1.0, -1.0]])}
    assert _have_both_signs([unit | {"bias": torch.tensor([[bias]])} for bias in biases]) is has_both
