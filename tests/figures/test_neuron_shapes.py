"""What lies below the texts of a unit's picture: the band, the zero line, the glow, edges, bars and pills."""

from typing import Any

import pytest

from components.base.style import DIVERGING, HIGHLIGHT, NEGATIVE, NEUTRAL, POSITIVE
from components.base.text import untranslated
from components.network.figures.neuron_picture import UnitPicture
from components.network.figures.neuron_shapes import FIRST_EDGE, names, shapes
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.figures.hand_made_unit import BARS, ROWS, hand_made

BAND, ZERO, GLOW = range(3)
BARS_FROM = FIRST_EDGE + 2
PILLS_FROM = BARS_FROM + 5


def drawn(unit: UnitPicture) -> list[Any]:
    return list(shapes(unit, untranslated))


@for_each(
    ("bias", "found"),
    [
        (True, [("y1",), ("b1.1", "y1"), ("y1",)]),
        (False, [("y1",)]),
    ],
)
def test_each_edge_and_each_bar_has_its_name(bias: bool, found: list[tuple[str, ...]]) -> None:
    edges = [("w1.1.1", "x1", "y1"), ("w1.2.1", "x2", "y1")]
    assert list(names(hand_made(bias=bias))) == [*edges, *edges, *found]
    assert len(drawn(hand_made(bias=bias))) == FIRST_EDGE + 4 + len(found) + (3 if bias else 2)


@for_each(
    ("count", "selected", "rows"),
    [
        (None, None, None),
        (None, Unit(0, 0), (0, 0)),
        (None, Weight(1, 1, 0), (1, 1)),
        (None, Bias(1, 0), (3, 3)),
        (None, Unit(1, 0), None),
        (1, Bias(1, 0), (0, 1)),
        (2, None, (2, 2)),
        (3, None, (3, 4)),
        (4, None, None),
    ],
)
def test_a_band_lies_behind_the_rows_of_a_step_or_of_what_is_selected(
    count: int | None, selected: Element | None, rows: tuple[int, int] | None
) -> None:
    band = drawn(hand_made(count, selected=selected))[BAND]
    assert (band["x0"], band["x1"]) == (192, 476)
    if rows is None:
        assert (band["y0"], band["y1"]) == (0, 0)
    else:
        high = 0.7 * 0.066
        assert (band["y0"], band["y1"]) == pytest.approx((ROWS[rows[1]] - high, ROWS[rows[0]] + high))


def test_the_band_is_as_thick_as_the_bars_that_it_lies_behind() -> None:
    """Of twenty products the bars have 0.62 of 0.0305 each, those below of 0.07."""
    whole = known_pass(forward_network(draw(NetworkSpec(inputs=20, hidden=()))))
    for selected, thick in ((Weight(1, 3, 0), 0.62 * 0.0305), (Bias(1, 0), 0.62 * 0.07)):
        band = drawn(UnitPicture.of(whole, selected, (), 1.0, wall=False))[BAND]
        assert band["y1"] - band["y0"] == pytest.approx(1.4 * thick)


def test_the_zero_line_reaches_over_all_rows() -> None:
    line = drawn(hand_made())[ZERO]
    assert (line["x0"], line["x1"]) == pytest.approx((341.2, 341.2))
    assert (line["y0"], line["y1"]) == pytest.approx((ROWS[0] + 0.066, ROWS[4] - 0.066))
    assert (line["line"]["width"], line["line"]["dash"]) == (1, "solid")


@for_each(
    ("count", "selected", "edges"),
    [
        (None, None, []),
        (None, Unit(0, 1), [1]),
        (None, Weight(1, 0, 0), [0]),
        (None, Unit(1, 0), []),
        (1, None, [0, 1]),
        (2, Weight(1, 0, 0), []),
    ],
)
def test_the_edges_of_a_step_or_of_what_is_selected_glow(
    count: int | None, selected: Element | None, edges: list[int]
) -> None:
    found = drawn(hand_made(count, selected=selected, scale=2.0))
    paths = [found[FIRST_EDGE + at]["path"] for at in edges]
    assert found[GLOW]["path"] == ("".join(paths) or "M0,0L0,0")
    assert found[GLOW]["line"]["width"] == 36.0


def test_each_bar_is_as_long_as_its_number_and_coloured_by_its_sign() -> None:
    found = drawn(hand_made())[BARS_FROM:PILLS_FROM]
    negative, light_negative, _none, light, positive = (colour for _at, colour in DIVERGING)
    ends = [(0.0, 1.0), (1.0, 0.75), (0.0, 0.75), (0.75, 0.5), (0.0, 0.5)]
    fills = [light, light_negative, positive, light_negative, positive]
    for bar, (begin, end), fill, row in zip(found, ends, fills, ROWS, strict=True):
        assert (bar["x0"], bar["x1"]) == pytest.approx((BARS[begin], BARS[end]))
        assert (bar["y0"], bar["y1"]) == pytest.approx((row - 0.033, row + 0.033))
        assert bar["fillcolor"] == fill
        outline = (POSITIVE, "solid") if end > begin else (NEGATIVE, "4px,3px")
        assert (bar["line"]["color"], bar["line"]["dash"], bar["line"]["width"]) == (*outline, 1.2)
    assert negative not in fills


def test_without_a_bias_the_sum_is_the_only_result() -> None:
    found = drawn(hand_made(bias=False))[BARS_FROM : BARS_FROM + 3]
    assert [bar["fillcolor"] for bar in found] == [DIVERGING[3][1], DIVERGING[1][1], DIVERGING[4][1]]


def test_what_is_not_known_has_no_outline_either() -> None:
    widths = [bar["line"]["width"] for bar in drawn(hand_made(2, scale=2.0))[BARS_FROM:PILLS_FROM]]
    assert widths == [2.4, 2.4, 2.4, 0, 0]


@for_each(
    ("count", "selected", "lit"),
    [
        (None, None, []),
        (None, Weight(1, 1, 0), ["w1.2.1"]),
        (None, Bias(1, 0), ["b1.1"]),
        (None, Unit(0, 0), []),
        (1, Bias(1, 0), ["w1.1.1", "w1.2.1"]),
        (2, Bias(1, 0), []),
        (3, None, ["b1.1"]),
    ],
)
def test_a_pill_stands_out_when_its_number_is_used_or_selected(
    count: int | None, selected: Element | None, lit: list[str]
) -> None:
    pills = drawn(hand_made(count, selected=selected))[PILLS_FROM:]
    assert [pill["name"] for pill in pills] == ["w1.1.1", "w1.2.1", "b1.1"]
    assert [pill["name"] for pill in pills if pill["line"]["color"] == HIGHLIGHT] == lit


def test_a_pill_is_as_wide_as_its_text() -> None:
    """Six digits of 5.9 pixels and 14 beside them; the words of the bias have sixteen letters of 5.3."""
    for scale in (1.0, 2.0):
        first, changed, bias = drawn(hand_made(changed=[Weight(1, 1, 0)], scale=scale))[PILLS_FROM:]
        for pill, wide in ((first, 6 * 5.9 + 14), (changed, 7 * 5.9 + 14), (bias, 16 * 5.3 + 14)):
            left = (wide / 2 - 9.5) * scale
            assert pill["path"].startswith(f"M{-left:g},{-9.5 * scale:g}L{left:g},{-9.5 * scale:g}Q")
    assert (bias["xanchor"], bias["yanchor"]) == (244, pytest.approx(0.307, abs=6e-4))
    places = hand_made().places.on_edges().round(3).tolist()
    assert [[pill["xanchor"], pill["yanchor"]] for pill in (first, changed)] == places


def test_a_pill_has_the_colour_of_its_edge_around_it() -> None:
    found = UnitPicture.of(
        known_pass(forward_network(draw(NetworkSpec(inputs=5, hidden=())))), None, (), 1.0, wall=False
    )
    pills = drawn(found)[FIRST_EDGE + 5 + 8 :]
    colours = [NEGATIVE, NEGATIVE, POSITIVE, POSITIVE, NEGATIVE, NEUTRAL]
    assert [pill["line"]["color"] for pill in pills] == colours


@for_each(("inputs", "is_thin"), [(19, False), (20, True)])
def test_from_twenty_inputs_on_edges_are_thin(inputs: int, is_thin: bool) -> None:
    whole = known_pass(forward_network(draw(NetworkSpec(inputs=inputs, hidden=()))))
    edges = drawn(UnitPicture.of(whole, None, (), 1.0, wall=False))[FIRST_EDGE : FIRST_EDGE + inputs]
    assert all(edge["line"]["color"].endswith(",0.5)") is is_thin for edge in edges)
