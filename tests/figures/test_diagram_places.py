"""Where numbers of edges and biases stand: the first ones by hand, and that none covers another."""

import itertools

import pytest

from components.network.figures.diagram_places import (
    Focus,
    Places,
    bias_size,
    is_bias_in_focus,
    pill_size,
    places_in,
    rows,
)
from components.network.figures.diagram_rooms import NARROW, NORMAL, Room
from tests.cases import for_each

STUB = 0.2


def places(
    *sizes: int, room: Room = NORMAL, focus: Focus | None = None, bias: bool = True, pills: bool = True
) -> Places:
    return places_in(sizes, bias, room, focus, stub=STUB, has_note=False, has_pills=pills)


def bend(along: float, begin: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Return a point of the curve that leaves `begin` and arrives at `end` level, as a curve of Bézier."""
    first, last, middle = begin[0] + STUB, end[0] - STUB, (begin[0] + end[0]) / 2
    rest = 1 - along
    shares = rest**3, 3 * along * rest**2, 3 * along**2 * rest, along**3
    x = shares[0] * first + (shares[1] + shares[2]) * middle + shares[3] * last
    y = (shares[0] + shares[1]) * begin[1] + (shares[2] + shares[3]) * end[1]
    return round(x, 3), round(y, 3)


def test_units_share_the_height_from_the_top_down() -> None:
    assert rows(1).tolist() == [0.5]
    assert rows(2).tolist() == [0.75, 0.25]
    assert rows(5).tolist() == pytest.approx([0.9, 0.7, 0.5, 0.3, 0.1])


@for_each(
    ("signs", "type_size", "size"),
    [(0, 12, (57.0, 18.0)), (7, 12, (57.0, 18.0)), (8, 12, (63.8, 18.0)), (9, 14, (80.6, 21.0))],
)
def test_a_box_has_room_for_seven_signs_or_more(signs: int, type_size: float, size: tuple[float, float]) -> None:
    assert pill_size(signs, type_size) == size


@for_each(("signs", "size"), [(9, (62.0, 20.0)), (10, (68.0, 20.0))])
def test_the_box_of_a_bias_has_room_for_its_signs(signs: int, size: tuple[float, float]) -> None:
    assert bias_size(signs) == size


@for_each(
    ("focus", "is_in"),
    [
        (None, False),
        ((1, None, 2), True),
        ((1, -1, 2), True),
        ((1, 0, 2), False),
        ((1, None, 1), False),
        ((2, None, 2), False),
        ((1, -1, None), False),
    ],
)
def test_a_bias_stands_out_alone_or_with_all_edges_into_its_unit(focus: Focus | None, is_in: bool) -> None:
    assert is_bias_in_focus(focus, 1, 2) is is_in


def test_numbers_begin_where_the_first_pattern_wants_them() -> None:
    """Along their curves from 0.32 for the first unit that edges go to, to 0.62 for the last one."""
    assert places(1, 1).pills == [bend(0.32, (0, 0.5), (1, 0.5))]
    assert places(1, 2).pills == [bend(0.32, (0, 0.5), (1, 0.75)), bend(0.62, (0, 0.5), (1, 0.25))]
    assert list(places(1, 1, 1).pills) == [bend(0.32, (0, 0.5), (1, 0.5)), bend(0.32, (1, 0.5), (2, 0.5))]


def test_all_numbers_of_the_notebooks_network_have_a_place() -> None:
    found = places(3, 2, 1)
    assert len(found.pills) == 8
    assert None not in found.pills
    assert found.type_size == 14
    for at, (row, column) in enumerate(itertools.product(range(3), range(2))):
        begin, end = (0.0, 1 - (row + 0.5) / 3), (1.0, 1 - (column + 0.5) / 2)
        along = {bend(0.08 + 0.03 * step, begin, end) for step in range(29)}
        assert found.pills[at] in along


@for_each(("sizes", "type_size"), [((5, 2, 1), 14), ((10, 1), 14), ((11, 1), 12), ((1, 3, 4), 12), ((10, 8, 8), 12)])
def test_up_to_ten_edges_have_larger_numbers(sizes: tuple[int, ...], type_size: float) -> None:
    assert places(*sizes).type_size == type_size


@for_each(
    ("focus", "shown"),
    [
        (None, set()),
        ((1, None, 2), {(row, 2) for row in range(10)}),
        ((1, 3, 1), {(3, 1)}),
        ((1, 3, None), {(3, column) for column in range(8)}),
        ((1, -1, 2), set()),
        ((2, None, 2), set()),
    ],
)
def test_where_not_all_have_room_those_that_stand_out_are_placed(
    focus: Focus | None, shown: set[tuple[int, int]]
) -> None:
    found = places(10, 8, 8, focus=focus)
    assert len(found.pills) == 80 + 64
    placed = {divmod(at, 8) for at, spot in enumerate(found.pills[:80]) if spot is not None}
    assert placed <= shown
    assert len(placed) >= len(shown) / 3
    assert any(found.pills[80:]) is (focus is not None and focus[0] == 2)


def test_without_numbers_on_edges_there_are_no_places_for_them() -> None:
    found = places(3, 2, 1, pills=False)
    assert (list(found.pills), found.type_size) == ([], 12)
    assert found.look == places(3, 2, 1).look
    assert list(found.biases) == list(places(3, 2, 1).biases)


def test_biases_stand_below_their_units() -> None:
    """56 of 290 pixels below the middle of the circle."""
    assert list(places(3, 2, 1).biases) == [(1, 0.557), (1, 0.057), (2, 0.307)]


@for_each("pills", [True, False])
@for_each(
    ("sizes", "focus", "bias", "spots"),
    [
        ((3, 8, 1), None, True, {}),
        ((3, 8, 1), (1, None, 2), True, {2: (1.187, 0.688)}),  # right of its circle, beyond which no name stands
        ((3, 8, 1), (1, -1, 0), True, {0: (1.187, 0.938)}),
        ((3, 8, 1), (2, None, 0), True, {8: (2, 0.399)}),  # below, where no other unit is
        ((3, 8, 1), (1, 0, 2), True, {}),
        ((3, 8, 1), (1, None, 2), False, {}),
        ((3, 2, 8), (2, -1, 3), True, {}),  # at the right edge of the picture, with its name at the left
        ((3, 2, 1), None, False, {}),
    ],
)
def test_of_small_circles_only_the_bias_that_stands_out_has_a_place_where_that_is_free(
    sizes: tuple[int, ...],
    focus: Focus | None,
    bias: bool,
    spots: dict[int, tuple[float, float]],
    pills: bool,
) -> None:
    found = places(*sizes, focus=focus, bias=bias, pills=pills).biases
    assert {at: spot for at, spot in enumerate(found) if spot is not None} == spots
    assert len(found) == sum(sizes[1:])


@for_each("room", [NORMAL, NARROW])
@for_each("sizes", [(3, 2, 1), (4, 3, 2), (5, 4), (2, 2, 2, 2), (6, 2), (1, 6)])
def test_no_number_lies_on_another_or_on_a_circle(room: Room, sizes: tuple[int, ...]) -> None:
    found = places(*sizes, room=room)
    look = found.look
    wide, high = pill_size(0, found.type_size)
    pills = [(x * look.pitch, y * look.high, wide, high) for x, y in filter(None, found.pills)]
    biases = [(x * look.pitch, y * look.high, 62.0, 20.0) for x, y in filter(None, found.biases)]
    circles = [
        (layer * look.pitch, y * look.high, look.circle, look.circle)
        for layer, units in enumerate(sizes)
        for y in rows(units).tolist()
    ]
    others = [*pills, *biases]
    for one, other in [*itertools.combinations(others, 2), *itertools.product(pills, circles)]:
        aside = abs(one[0] - other[0]) - (one[2] + other[2]) / 2
        above = abs(one[1] - other[1]) - (one[3] + other[3]) / 2
        assert max(aside, above) >= 2 - 0.5, (one, other)  # places are rounded to three digits
