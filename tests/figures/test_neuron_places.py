"""Where the parts of a unit's picture stand, worked out by hand for some numbers of inputs."""

import numpy as np
import pytest

from components.network.figures.neuron_places import USUAL_COLUMNS, WALL_COLUMNS, NeuronPlaces, RightPart
from tests.cases import for_each
from tests.figures.hand_made_unit import INPUTS, ROWS


def usual(inputs: int, below: int = 3) -> NeuronPlaces:
    return NeuronPlaces.of(inputs, below, wall=False)


def test_few_rows_are_as_high_as_a_row_may_be_and_stand_at_the_bottom() -> None:
    places = usual(2)
    assert places.rows.tolist() == pytest.approx(ROWS)
    assert places.inputs.tolist() == pytest.approx(INPUTS)
    assert places.thick == (0.066, 0.066)
    assert usual(1, 1).rows.tolist() == pytest.approx([0.3075, 0.1725])
    assert usual(1, 1).inputs.tolist() == pytest.approx([0.515])


def test_five_inputs_fill_the_height() -> None:
    """0.82 of the height is shared by eight rows, and by five inputs."""
    places = usual(5)
    assert places.rows.tolist() == pytest.approx([0.87375 - 0.1025 * at for at in range(8)])
    assert places.inputs.tolist() == pytest.approx([0.843, 0.679, 0.515, 0.351, 0.187])
    assert places.thick == pytest.approx((0.06355, 0.06355))
    assert places.circle == pytest.approx(0.92 * 0.164 * 370)
    assert places.least_height == pytest.approx((0.92 * 0.164 * 370 + 2) / 0.164)


def test_sum_bias_and_z_keep_their_height_below_many_products() -> None:
    """They have 0.07 each, and twenty products share the other 0.61."""
    places = usual(20)
    assert places.rows.tolist() == pytest.approx([*(0.925 - 0.0305 * (at + 0.5) for at in range(20)), 0.28, 0.21, 0.14])
    assert places.thick == pytest.approx((0.62 * 0.0305, 0.62 * 0.07))
    assert places.least_height == pytest.approx((223.3024 / 20 + 2) / 0.041)
    alone = usual(20, 1)
    assert alone.rows.tolist()[-1] == pytest.approx(0.14)
    assert alone.rows.tolist()[0] == pytest.approx(0.925 - 0.0375 / 2)


@for_each(
    ("name", "wall", "last"),
    [
        ("holds_values", False, 5),
        ("has_names", False, 10),
        ("has_pills", False, 13),
        ("has_rows", False, 15),
        ("has_values", False, 20),
        ("holds_values", True, 4),
        ("has_names", True, 7),
        ("has_pills", True, 10),
        ("has_rows", True, 11),
        ("has_values", True, 15),
    ],
)
def test_up_to_how_many_inputs_there_is_room(name: str, wall: bool, last: int) -> None:
    found = [bool(getattr(NeuronPlaces.of(inputs, 3, wall=wall), name)) for inputs in range(1, 65)]
    assert found == [True] * last + [False] * (64 - last)


@for_each(
    ("inputs", "wall", "circle"),
    [
        (1, False, 58),
        (4, False, 58),
        (6, False, 32),
        (7, False, 223.3024 / 7),
        (20, False, 223.3024 / 20),
        (64, False, 223.3024 / 64),
        (3, True, 58),
        (4, True, 0.92 * 0.205 * 280),
        (5, True, 32),
        (6, True, 168.9856 / 6),
    ],
)
def test_how_large_the_circles_of_the_inputs_are(inputs: int, wall: bool, circle: float) -> None:
    assert NeuronPlaces.of(inputs, 3, wall=wall).circle == pytest.approx(circle)


def test_type_is_larger_where_there_is_room() -> None:
    assert [usual(inputs).type for inputs in (1, 5, 6)] == [14, 14, 12]
    assert [usual(inputs).row_type for inputs in (1, 9, 10)] == [14, 14, 12]
    walls = [NeuronPlaces.of(inputs, 3, wall=True) for inputs in (1, 4, 9)]
    assert {(each.type, each.row_type, each.large, each.room) for each in walls} == {(12, 12, 58, (600, 280))}
    assert (usual(1).large, usual(1).room) == (74, (740, 370))


def test_a_picture_is_never_higher_than_its_room() -> None:
    assert usual(1).least_height == pytest.approx(60 / 0.32)
    for inputs in range(1, 65):
        assert usual(inputs).least_height <= 370
        assert NeuronPlaces.of(inputs, 1, wall=True).least_height <= 280


@for_each(("inputs", "at"), [(1, 37), (5, 37), (6, 77), (20, 77), (21, 37)])
def test_circles_make_room_for_values_beside_them(inputs: int, at: float) -> None:
    assert usual(inputs).input_at == at


@for_each(("inputs", "at"), [(1, 192), (15, 192), (16, 302)])
def test_edges_end_before_the_numbers_or_before_the_bars(inputs: int, at: float) -> None:
    assert usual(inputs).edges_end == at


def test_a_wall_has_columns_of_its_own() -> None:
    assert usual(1).columns is USUAL_COLUMNS
    wall = NeuronPlaces.of(5, 3, wall=True)
    assert wall.columns is WALL_COLUMNS
    assert (wall.input_at, wall.edges_end) == (86, 232)


def test_edges_lead_from_the_inputs_to_the_rows_of_their_products() -> None:
    begin, end = usual(2).edges()
    assert begin.tolist() == [[37, pytest.approx(0.675)], [37, pytest.approx(0.355)]]
    assert end.tolist() == [[192, pytest.approx(0.7125)], [192, pytest.approx(0.5775)]]


@for_each(("inputs", "share"), [(2, 0.42), (6, 0.54)])
def test_weights_stand_on_their_edges(inputs: int, share: float) -> None:
    """A curve from 24 behind the circle to 24 before the numbers; its other points are in the middle between both."""
    places = usual(inputs)
    begin, end = places.edges()
    left, right = begin[:, 0] + 24, end[:, 0] - 24
    middle = (begin[:, 0] + end[:, 0]) / 2
    parts = [(1 - share) ** 3, 3 * share * (1 - share) ** 2, 3 * share**2 * (1 - share), share**3]
    x = parts[0] * left + (parts[1] + parts[2]) * middle + parts[3] * right
    y = (parts[0] + parts[1]) * begin[:, 1] + (parts[2] + parts[3]) * end[:, 1]
    assert places.on_edges() == pytest.approx(np.column_stack([x, y]))


def test_the_right_part_leaves_room_around_its_curve() -> None:
    """146 pixels and 0.57 of the height are the curve's."""
    part = RightPart((-6.0, 8.6), (0.0, 1.14))
    assert (part.x(26), part.x(172), part.x(36)) == pytest.approx((-6, 8.6, -5))
    assert (part.y(0.3), part.y(0.87), part.y(0.4)) == pytest.approx((0, 1.14, 0.2))
    assert part.x_range == pytest.approx([-8.6, 17.6])
    assert part.y_range == pytest.approx([-0.6, 1.4])
