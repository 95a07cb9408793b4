"""The curve of a unit, the way from z over it to y, and y: where each is, and what it says when."""

from typing import Any

import pytest

from components.base.style import EMPTY, fill_at_night, fill_of
from components.base.text import untranslated
from components.network.figures.neuron_places import RightPart
from components.network.figures.neuron_right import curve, dot, right_points, way
from compute.network.elements import Element, Unit, Weight
from tests.cases import for_each
from tests.figures.hand_made_unit import hand_made

RIGHT = RightPart((-6.0, 8.6), (0.0, 1.14))
"""A pixel is 0.1 of z, and 0.01 of the height is 0.02 of f: y is at 0.57, and the way comes in at -0.3606."""

LEVEL = (0.1197 - 0.3) * 2


@for_each(("f_range", "level"), [((-0.5, 1.0), 0.0), ((0.25, 1.0), 0.25), ((-2.0, -1.0), -1.0), ((0.0, 1.0), 0.0)])
def test_the_axis_is_at_zero_or_at_the_nearer_end(f_range: tuple[float, float], level: float) -> None:
    axes: Any = curve(hand_made(), RightPart((-6.0, 8.6), f_range), 2.0)[0]
    assert axes["x"] == [-6.0, 8.6, None, 0, 0]
    assert axes["y"] == [level, level, None, *f_range]
    assert (axes["line"]["width"], axes["xaxis"], axes["yaxis"]) == (2.0, "x2", "y2")


def test_the_curve_is_that_of_the_unit() -> None:
    line: Any = curve(hand_made(), RIGHT, 2.0)[1]
    assert line["x"].tolist() == line["y"].tolist()
    assert (line["line"]["width"], line["xaxis"], line["yaxis"]) == (6.0, "x2", "y2")


@for_each(
    ("count", "points"),
    [
        (2, [(-8.6, LEVEL), (-7.7, LEVEL), (-7.7, LEVEL), *[(-7.699, LEVEL)] * 3]),
        (3, [(-8.6, LEVEL), (0.5, LEVEL), (0.5, LEVEL), *[(0.501, LEVEL)] * 3]),
        (4, [(-8.6, LEVEL), (0.5, LEVEL), (0.5, 0.5), (9.2, 0.5), (9.2, 0.57), (13.4, 0.57)]),
    ],
)
def test_the_way_leads_as_far_as_it_is_known(count: int, points: list[tuple[float, float]]) -> None:
    unit = hand_made(count, scale=2.0)
    line: Any = way(unit, RIGHT)
    assert list(zip(line["x"], line["y"], strict=True)) == [pytest.approx(point) for point in points]
    assert line["line"]["width"] == 3.0
    point: Any = dot(unit, RIGHT)
    assert (point["x"][0], point["y"][0]) == pytest.approx(points[2])


@for_each(
    ("count", "hover", "colour"),
    [
        (2, "z = ?<br>identity(z) = ?", EMPTY),
        (3, "z = 0.5000<br>identity(z) = ?", EMPTY),
        (4, "z = 0.5000<br>identity(z) = 0.5000", fill_of(0.5)),
    ],
)
def test_the_dot_says_what_is_known(count: int, hover: str, colour: str) -> None:
    point: Any = dot(hand_made(count, scale=2.0), RIGHT)
    assert (point["hovertext"], point["customdata"]) == ((hover,), ("y1",))
    assert (point["marker"]["color"], point["marker"]["size"]) == ((colour,), 32.0)
    assert (point.get("meta") is None) is (count < 4)
    assert point.keys().isdisjoint({"text", "textposition", "textfont"})


@for_each(
    ("count", "selected", "lit"),
    [
        (None, None, False),
        (None, Unit(1, 0), True),
        (None, Unit(0, 0), False),
        (None, Weight(1, 0, 0), False),
        (3, Unit(1, 0), False),
        (4, None, True),
    ],
)
def test_dot_and_y_stand_out_when_y_is_selected_or_made(count: int | None, selected: Element | None, lit: bool) -> None:
    unit = hand_made(count, selected=selected)
    point: Any = dot(unit, RIGHT)
    assert (point["marker"]["line"]["width"][0] == 4) is lit
    assert list(right_points(unit, RIGHT, untranslated))[-1].picked is lit


@for_each(
    ("count", "text", "hover", "colour", "night"),
    [
        (4, "y<br><b>0.5000</b>", "<b>y</b> = 0.5000", fill_of(0.5), fill_at_night(0.5)),
        (3, "y<br><b>?</b>", "<b>y</b> = ?", EMPTY, ""),
    ],
)
def test_y_is_a_large_circle_with_its_number(  # the row of the table above
    count: int, text: str, hover: str, colour: str, night: str
) -> None:
    for scale in (1.0, 2.0):
        y = list(right_points(hand_made(count, scale=scale), RIGHT, untranslated))[-1]
        assert (y.text, y.hover, y.colour, y.night, y.name) == (text, hover, colour, night, "y1")
        assert (y.x, y.y) == pytest.approx((13.4, 0.57))
        assert (y.size, y.text_size) == (74 * scale, 16 * scale)


def test_the_curve_has_a_title_and_its_ends_their_numbers() -> None:
    title, low, high, _y = right_points(hand_made(scale=2.0), RIGHT, untranslated)
    assert (title.text, title.text_size) == ("<b>activation</b> identity", 28.0)
    assert (title.x, title.y) == pytest.approx((1.3, 1.336))
    assert (low.text, low.x, low.text_size) == ("z = −6", -6.0, 24.0)
    assert (high.text, high.x, high.text_size) == ("z = 8.6", 8.6, 24.0)
    assert (low.y, high.y) == pytest.approx((-0.06, -0.06))
