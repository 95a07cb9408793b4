"""The inputs, the weights and the rows of a unit's picture: where each stands, what it says, what a press picks."""

from typing import Any

import pytest

from components.base.drawing import Point
from components.base.style import fill_at_night, fill_of
from components.base.text import untranslated
from components.network.figures.neuron_left import bias_point, connectors, left_points, weight_points
from components.network.figures.neuron_picture import UnitPicture
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.figures.hand_made_unit import BARS, INPUTS, ROWS, hand_made


def said(unit: UnitPicture) -> list[tuple[str, str, str]]:
    """Return text, name and hover text of all points of the left part but the titles."""
    return [(point.text, point.name, point.hover) for point in left_points(unit, untranslated)][3:]


def drawn(inputs: int, changed: tuple[Element, ...] = ()) -> UnitPicture:
    """Return the picture of a unit with so many inputs, the first of which is -0.25."""
    whole = forward_network(edit(draw(NetworkSpec(inputs=inputs, hidden=())), {Unit(0, 0): -0.25}))
    return UnitPicture.of(known_pass(whole), None, changed, 1.0, wall=False)


X = [("x1<br><b>0.5000</b>", "x1", "<b>x1</b> = 0.5000"), ("x2<br><b>−1.0000</b>", "x2", "<b>x2</b> = −1.0000")]


@for_each(
    ("count", "rows"),
    [
        (
            4,
            [
                ("w1 x1 = <b>1.0000</b>", "w1.1.1", "<b>w1 x1</b><br>2.0000 × 0.5000 = 1.0000"),
                ("w2 x2 = <b>−0.2500</b>", "w1.2.1", "<b>w2 x2</b><br>0.2500 × −1.0000 = −0.2500"),
                ("sum Σ = <b>0.7500</b>", "y1", "<b>Σ</b> = 0.7500"),
                ("z = Σ + b = <b>0.5000</b>", "y1", "<b>z</b> = 0.5000"),
            ],
        ),
        (
            2,
            [
                ("w1 x1 = <b>1.0000</b>", "w1.1.1", "<b>w1 x1</b><br>2.0000 × 0.5000 = 1.0000"),
                ("w2 x2 = <b>−0.2500</b>", "w1.2.1", "<b>w2 x2</b><br>0.2500 × −1.0000 = −0.2500"),
                ("sum Σ = <b>0.7500</b>", "y1", "<b>Σ</b> = 0.7500"),
                ("z = Σ + b = <b>?</b>", "y1", "<b>z</b> = ?"),
            ],
        ),
        (
            0,
            [
                ("w1 x1 = <b>?</b>", "w1.1.1", "<b>w1 x1</b><br>2.0000 × 0.5000 = ?"),
                ("w2 x2 = <b>?</b>", "w1.2.1", "<b>w2 x2</b><br>0.2500 × −1.0000 = ?"),
                ("sum Σ = <b>?</b>", "y1", "<b>Σ</b> = ?"),
                ("z = Σ + b = <b>?</b>", "y1", "<b>z</b> = ?"),
            ],
        ),
    ],
)
def test_inputs_products_sum_and_z_are_told_as_far_as_they_are_known(count: int, rows: list[object]) -> None:
    assert said(hand_made(count)) == [*X, *rows]


def test_without_a_bias_there_is_no_row_of_z() -> None:
    assert [text for text, *_ in said(hand_made(bias=False))][-2:] == [
        "w2 x2 = <b>−0.2500</b>",
        "sum Σ = <b>0.7500</b>",
    ]


def test_each_row_has_its_height_and_ends_where_the_numbers_end() -> None:
    points = list(left_points(hand_made(), untranslated))
    assert [point.y for point in points[3:5]] == pytest.approx(INPUTS)
    assert {point.x for point in points[3:5]} == {37.0}
    rows = points[5:]
    assert [point.y for point in rows] == pytest.approx([ROWS[0], ROWS[1], ROWS[2], ROWS[4]])
    assert {(point.x, point.text_at, point.text_size) for point in rows} == {(302.0, "middle left", 14.0)}


def test_a_circle_has_the_size_and_the_colour_of_its_input() -> None:
    for scale in (1.0, 2.0):
        first, second = list(left_points(hand_made(scale=scale), untranslated))[3:5]
        assert (first.size, first.text_size, second.size) == (58 * scale, 14 * scale, 58 * scale)
        assert (first.colour, second.colour) == (fill_of(0.5), fill_of(-1.0))
        assert (first.night, second.night) == (fill_at_night(0.5), fill_at_night(-1.0))
        assert (first.ink, second.ink) == ("#14171c", "#ffffff")


@for_each(
    ("inputs", "places"),
    [(2, [37, (37 + 192) / 2, 302]), (6, [77, 136, 302]), (16, [77, (77 + 302) / 2, 302]), (21, [37, 169.5, 302])],
)
def test_the_titles_stand_above_their_columns_and_do_not_meet(inputs: int, places: list[float]) -> None:
    titles = list(left_points(drawn(inputs), untranslated))[:3]
    assert [point.text for point in titles] == ["<b>inputs</b>", "<b>weights</b>", "<b>product</b>"]
    wanted = [places[0], max(places[1], 136.0), places[2]]
    assert [point.x for point in titles] == pytest.approx(wanted)
    assert {point.y for point in titles} == {0.968}
    assert [point.text_at for point in titles] == ["middle center", "middle center", "middle left"]


@for_each(
    ("inputs", "circle", "beside"),
    [
        (5, "x1✎<br><b>−0.2500</b>", None),
        (6, "<b>x1✎</b>", "−0.2500"),
        (10, "<b>x1✎</b>", "−0.2500"),
        (11, "", "−0.25✎"),
        (20, "", "−0.25✎"),
        (21, "", None),
    ],
)
def test_the_value_of_an_input_stands_in_its_circle_or_beside_it_while_it_has_room(
    inputs: int, circle: str, beside: str | None
) -> None:
    """A mark that has no room in the circle takes that of two signs of the number."""
    points = list(left_points(drawn(inputs, (Unit(0, 0),)), untranslated))[3:]
    first = [point for point in points if point.name == "x1"]
    assert first[0].text == circle
    assert [point.text for point in first[1:]] == ([] if beside is None else [beside])
    assert {point.hover for point in first} == {"<b>x1✎</b> = −0.2500"}
    if beside:
        assert (first[1].x, first[1].y, first[1].text_at) == (56.0, first[0].y, "middle left")


@for_each(("inputs", "rows"), [(15, 17), (16, 2)])
def test_products_have_their_numbers_up_to_fifteen_inputs(inputs: int, rows: int) -> None:
    points = list(left_points(drawn(inputs), untranslated))
    assert sum(" = <b>" in point.text for point in points) == rows


@for_each(("selected", "picked"), [(Unit(0, 1), ["x2"]), (Weight(1, 1, 0), []), (None, [])])
def test_only_a_selected_input_stands_out(selected: Element | None, picked: list[str]) -> None:
    points = left_points(hand_made(selected=selected), untranslated)
    assert [point.name for point in points if point.picked] == picked


def pill(point: Point) -> tuple[Any, ...]:
    return point.text, point.name, point.hover, point.size, point.text_size


def test_the_weights_stand_on_their_edges() -> None:
    unit = hand_made(changed=[Weight(1, 1, 0)], scale=2.0)
    first, second = weight_points(unit)
    assert pill(first) == ("2.0000", "w1.1.1", "<b>w1</b> = 2.0000", 40.0, 24.0)
    assert pill(second) == ("0.2500✎", "w1.2.1", "<b>w2✎</b> = 0.2500", 40.0, 24.0)
    places = unit.places.on_edges().tolist()
    assert [[first.x, first.y], [second.x, second.y]] == places


@for_each(("inputs", "pills"), [(13, 13), (14, 0)])
def test_up_to_thirteen_weights_have_pills(inputs: int, pills: int) -> None:
    assert len(list(weight_points(drawn(inputs)))) == pills


def test_the_bias_stands_on_its_pill_where_there_is_one() -> None:
    (point,) = bias_point(hand_made(changed=[Bias(1, 0)]), untranslated)
    assert pill(point) == ("bias b = −0.2500✎", "b1.1", "<b>b✎</b> = −0.2500", 20.0, 12.0)
    assert (point.x, point.y) == pytest.approx((244.0, ROWS[3]))
    assert list(bias_point(hand_made(bias=False), untranslated)) == []


def at(*amounts: float) -> list[float]:
    return [BARS[amount] for amount in amounts]


@for_each(
    ("count", "ends"),
    [
        (0, [0.0, 0.0, 0.0, 0.0, 0.0]),
        (1, [0.0, 0.0, 0.0, 0.0, 0.0]),
        (2, [1.0, 0.75, 0.75, 0.0, 0.0]),
        (3, [1.0, 0.75, 0.75, 0.5, 0.5]),
    ],
)
def test_a_line_leads_from_the_end_of_each_bar_to_the_row_below(count: int, ends: list[float]) -> None:
    unit = hand_made(count)
    lines: Any = connectors(unit)
    x, y = lines["x"], lines["y"]
    for row, end in enumerate(ends[:-1]):
        here = pytest.approx(unit.x(end))
        assert x[3 * row : 3 * row + 3] == [here, here, None]
        assert y[3 * row : 3 * row + 3] == [pytest.approx(ROWS[row]), pytest.approx(ROWS[row + 1]), None]
    last = pytest.approx(unit.x(ends[-1]))
    assert x[12:] == [last, last, 480.0 if count == 3 else last]
    assert y[12:] == pytest.approx([0.1725, 0.1197, 0.1197])
    assert lines["line"]["width"] == 1.2


def test_the_lines_are_where_the_scale_says() -> None:
    lines: Any = connectors(hand_made())
    assert lines["x"][::3] == pytest.approx(at(1.0, 0.75, 0.75, 0.5, 0.5))
    assert len(connectors(hand_made(bias=False))["x"]) == 9
