"""The bars of a unit as far as they are known, and how far their scale reaches."""

import pytest

from components.network.figures.waterfall import NO_BAR, Bar, Waterfall
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.figures.hand_made_unit import hand_made_pass


def fall(*products: float, bias: float | None = None) -> Waterfall:
    """Return the bars of a unit with these products and this bias."""
    spec = NetworkSpec(inputs=len(products), hidden=(), bias=bias is not None)
    values: dict[Element, float] = {Unit(0, row): 1.0 for row in range(len(products))}
    values |= {Weight(1, row, 0): product for row, product in enumerate(products)}
    values |= {} if bias is None else {Bias(1, 0): bias}
    return Waterfall.of(known_pass(forward_network(edit(draw(spec), values))).layers[0])


@for_each(
    ("count", "bars"),
    [
        (0, [(0, 0), (0, 0), (0, 0), (0, 0), (0, 0)]),
        (1, [(0, 1), (0, -0.25), (0, 0), (0, 0), (0, 0)]),
        (2, [(0, 1), (1, 0.75), (0, 0.75), (0, 0), (0, 0)]),
        (3, [(0, 1), (1, 0.75), (0, 0.75), (0.75, 0.5), (0, 0.5)]),
        (4, [(0, 1), (1, 0.75), (0, 0.75), (0.75, 0.5), (0, 0.5)]),
    ],
)
def test_each_step_adds_its_bars(count: int, bars: list[tuple[float, float]]) -> None:
    found = Waterfall.of(hand_made_pass(count).layers[0])
    assert found.bars == bars
    assert found.stacked is (count >= 2)
    assert found.last is found.preactivation


@for_each(("count", "bars"), [(1, [(0, 1), (0, -0.25), (0, 0)]), (2, [(0, 1), (1, 0.75), (0, 0.75)])])
def test_without_a_bias_the_last_bar_is_the_sum(count: int, bars: list[tuple[float, float]]) -> None:
    found = Waterfall.of(hand_made_pass(count, bias=False).layers[0])
    assert found.bars == bars
    assert (found.bias, found.preactivation, found.last) == (None, None, found.total)


@for_each(
    ("products", "bias", "scale"),
    [
        ((1.0,), None, (0, 1)),
        ((1.01,), None, (0, 1.5)),
        ((1.5,), None, (0, 1.5)),
        ((1.51,), None, (0, 2)),
        ((2.0,), None, (0, 2)),
        ((2.01,), None, (0, 3)),
        ((0.3,), None, (0, 0.375)),
        ((-3.0,), None, (-3, 0)),
        ((-3.01,), None, (-4, 0)),
        ((2.0, -1.0), None, (-1, 2)),
        ((1.0, 2.0), None, (0, 3)),
        ((3.0, -4.0, 3.0), None, (-4, 3)),
        ((1.0, 1.0, 1.0, -5.0), None, (-6, 3)),
        ((1.0,), 1.0, (0, 2)),
        ((1.0,), -1.5, (-0.5, 1)),
        ((1.0,), -0.5, (0, 1)),
        ((0.0,), None, (0, 1)),
        ((0.0, 0.0), 0.0, (0, 1)),
        ((-1.0, 1.0), None, (-1, 1)),
        ((0.0,), -1.0, (-1, 0)),
    ],
)
def test_the_scale_reaches_to_the_next_of_a_few_amounts(
    products: tuple[float, ...], bias: float | None, scale: tuple[float, float]
) -> None:
    found = fall(*products, bias=bias)
    assert (found.low, found.high) == scale


def test_the_scale_is_there_before_anything_is_known_and_rests_afterwards() -> None:
    found = [Waterfall.of(hand_made_pass(count).layers[0]) for count in range(5)]
    assert [(each.low, each.high) for each in found] == [(0, 1), *[(-0.25, 1)] * 4]


def test_a_bar_begins_and_ends() -> None:
    assert (NO_BAR.begin, NO_BAR.end) == (0.0, 0.0)
    assert fall(1.0, 2.0, bias=-1.0).bias == Bar(3.0, 2.0)
    assert fall(0.1, 0.2).products[1] == pytest.approx((0.1, 0.3))
