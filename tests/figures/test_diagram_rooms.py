"""How large circles and type are in a room, worked out by hand; a laptop's room is 700 by 340 pixels."""

import pytest

from components.network.figures.diagram_rooms import FEW, LARGE, NARROW, NORMAL, WALL, Look, Room, large_room, look_in
from compute.network.spec import NetworkSpec
from tests.cases import for_each


def look(*sizes: int, room: Room = NORMAL, bias: bool = True, has_note: bool = False) -> Look:
    spec = NetworkSpec(inputs=sizes[0], hidden=sizes[1:-1], outputs=sizes[-1], bias=bias)
    return look_in(spec, room, has_note=has_note)


def test_the_notebooks_network_on_a_laptop() -> None:
    """Three layers are 700 / 2.6 pixels apart; 34 pixels above and 16 below leave 290 of the height."""
    found = look(3, 2, 1)
    assert found.room == NORMAL
    assert (found.pitch, found.high) == pytest.approx((700 / 2.6, 290))
    assert (found.x_range, found.y_range) == ((-0.3, 2.3), (-0.055, 1.117))
    assert (found.circle, found.type_size, found.decimals) == (84, 16, 4)
    assert (found.names_inside, found.names_beside, found.has_biases) == (True, False, True)
    assert (found.stub, found.bias_below, found.ring) == (0.166, 56, 4)


def test_a_note_takes_of_the_height() -> None:
    found = look(3, 2, 1, has_note=True)
    assert (found.high, found.y_range) == (272, (-0.125, 1.125))
    wall = look(3, 2, 1, room=WALL, has_note=True)
    assert (wall.high, wall.y_range) == (236, (-0.11, 1.119))


@for_each(
    ("sizes", "room", "circle"),
    [
        ((3, 2, 1), NARROW, 63.5),  # half of 330 / 2.6
        ((3, 2, 1), LARGE, 112),
        ((3, 2, 1), FEW, 90),
        ((3, 2, 1), WALL, 62),
        ((3, 2, 2, 1), NORMAL, 81.7),  # 0.42 of 700 / 3.6
        ((3, 2, 2, 2, 1), NORMAL, 60),  # 0.42 of 700 / 4.9
        ((4, 2, 1), NORMAL, 66.5),  # 290 / 4 without 6 between two
        ((4, 2, 1), WALL, 59),  # 252 / 4 without 4
        ((1, 3, 1), NORMAL, 68.7),  # 290 / 3 without 28 for the bias
        ((1, 1, 4), NORMAL, 44.5),
        ((1, 3, 1), WALL, 48),  # 252 / 3 without 36: the last bias needs more than the foot there
        ((1, 5, 1), NORMAL, 52),  # there is no room for biases any more
        ((1, 4, 1), WALL, 59),
        ((3, 8, 1), NORMAL, 30.8),  # 0.85 of 290 / 8
        ((64, 8, 1), NORMAL, 3.9),
        ((8, 8), NARROW, 26.6),
    ],
)
def test_how_large_a_circle_is(sizes: tuple[int, ...], room: Room, circle: float) -> None:
    assert look(*sizes, room=room).circle == circle


@for_each(("layers", "margin"), [(2, 0.3), (3, 0.3), (4, 0.3), (5, 0.45), (8, 0.45)])
def test_many_layers_have_more_room_beside_them(layers: int, margin: float) -> None:
    found = look(*[2] * layers)
    assert found.x_range == (-margin, layers - 1 + margin)
    assert found.pitch == pytest.approx(700 / (layers - 1 + 2 * margin))


@for_each(
    ("largest", "type_size", "decimals", "names_inside"),
    [
        (104, 20, 4, True),
        (103.9, 16, 4, True),
        (80, 16, 4, True),
        (79.9, 14, 4, True),
        (70, 14, 4, True),
        (69.9, 12, 4, True),
        (60, 12, 4, True),
        (59.9, 12, 2, True),
        (42, 12, 2, True),
        (41.9, 12, 2, False),
        (34, 12, 2, False),
        (33.9, 12, 1, False),
        (28, 12, 1, False),
        (27.9, 0, None, False),
    ],
)
def test_what_a_circle_has_room_for(largest: float, type_size: float, decimals: int | None, names_inside: bool) -> None:
    """On a wall a circle may be 6 pixels smaller for that."""
    for room in (Room(2000, 2000, largest), Room(2000, 2000, largest - 6, is_wall=True)):
        found = look(1, 1, 1, room=room)
        assert (found.type_size, found.decimals, found.names_inside) == (type_size, decimals, names_inside)


@for_each(("largest", "bias", "has_biases"), [(42, True, True), (41.9, True, False), (84, False, False)])
def test_biases_stand_below_circles_that_are_large_enough(largest: float, bias: bool, has_biases: bool) -> None:
    assert look(1, 1, 1, room=Room(2000, 2000, largest), bias=bias).has_biases is has_biases


@for_each(("largest", "ring", "ring_on_wall"), [(24, 4, 2), (23.9, 0, 0)])
def test_only_a_large_circle_has_a_ring(largest: float, ring: float, ring_on_wall: float) -> None:
    assert look(1, 1, 1, room=Room(2000, 2000, largest)).ring == ring
    assert look(1, 1, 1, room=Room(2000, 2000, largest, is_wall=True)).ring == ring_on_wall


@for_each(
    ("sizes", "room", "beside"),
    [
        ((3, 8, 1), NORMAL, True),
        ((3, 6, 1), NORMAL, False),  # it is inside
        ((3, 17, 1), NORMAL, True),  # 14.5 pixels
        ((3, 18, 1), NORMAL, False),  # 13.7 pixels
        ((3, 2, 2, 2, 1), NARROW, False),  # layers are 67.3 pixels apart, circles 33.7 large
        ((8, 8), NARROW, True),
    ],
)
def test_a_name_is_beside_a_circle_that_cannot_hold_it(sizes: tuple[int, ...], room: Room, beside: bool) -> None:
    assert look(*sizes, room=room).names_beside is beside


def test_a_name_beside_its_circle_needs_44_pixels_to_the_layer_before() -> None:
    for width, beside in ((74 * 1.6, True), (73.9 * 1.6, False)):
        found = look(1, 1, room=Room(width, 400, 30, 1.0))
        assert found.circle == pytest.approx(30)
        assert found.names_beside is beside


@for_each(
    ("spec", "room"),
    [
        (NetworkSpec(), FEW),
        (NetworkSpec(inputs=6), FEW),  # 64.8 pixels
        (NetworkSpec(inputs=7), LARGE),  # 54.7
        (NetworkSpec(hidden=(4,)), FEW),
        (NetworkSpec(hidden=(5,)), LARGE),  # 57 pixels beside its biases
        (NetworkSpec(hidden=(5,), bias=False), FEW),
    ],
)
def test_few_units_have_a_smaller_room_on_a_large_screen(spec: NetworkSpec, room: Room) -> None:
    assert large_room(spec, has_note=False) is room


def test_with_a_note_there_is_less_room_there_too() -> None:
    assert large_room(NetworkSpec(inputs=6), has_note=True) is FEW
    spec = NetworkSpec(inputs=6, hidden=(2, 2, 2))
    assert look_in(spec, FEW, has_note=True).high == 407
    assert look_in(spec, FEW, has_note=False).high == 425


def test_an_edge_goes_straight_as_far_as_the_circle_covers_it() -> None:
    assert look(1, 1, room=Room(1600, 400, 100)).stub == 0.06  # 50 of 1000 pixels and 0.01
