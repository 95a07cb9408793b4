"""Where the rows and columns of a heatmap are, worked out by hand, and which numbers its cells can hold."""

import numpy as np
import pytest
import torch

from components.network.figures.matrix_room import MatrixRoom, right_margin
from compute.network.activations import ACTIVATIONS
from compute.network.known_pass import KnownLayer
from tests.cases import for_each

NAMES = ("aaaa",) * 4
"""With 6.6 pixels a letter and 12 besides they take 38.4, so the table has 739.6 pixels of 820 for its cells."""


def room(inputs: int, units: int, *, names: tuple[str, ...] = NAMES, scale: float = 1.0) -> MatrixRoom:
    layer = KnownLayer(ACTIVATIONS["sigmoid"], torch.zeros(inputs, units), None, [], [], [], [], [])
    return MatrixRoom.of(layer, names, scale)


def cells(width: float, height: float, scale: float = 1.0) -> MatrixRoom:
    """Return a table whose cells have this width and height."""
    x, y = (np.arange(8) * side for side in (width, height))
    return MatrixRoom(x, y, 3, 3, NAMES, scale)


def test_a_small_table_has_the_largest_cells() -> None:
    for scale in (1.0, 2.0):
        found = room(3, 2, scale=scale)
        assert found.y.tolist() == [at * scale for at in (0, 38, 76, 114, 124, 162, 200, 238, 276)]
        assert found.x.tolist() == [at * scale for at in (0, 84, 168, 252, 286, 370, 454)]
        assert found.fills_room is False
    assert (found.first, found.result_row, found.inputs, found.units) == (4, 4, 3, 2)


def test_rows_share_the_height() -> None:
    """356 pixels: twelve rows of 29.67; of 68 rows the last four keep 20, and the others share 276."""
    assert np.diff(room(8, 2).y).tolist() == pytest.approx([356 / 12] * 8 + [10] + [356 / 12] * 4)
    assert np.diff(room(64, 2).y).tolist() == pytest.approx([276 / 64] * 64 + [10] + [20] * 4)


def test_the_names_of_the_inputs_have_room_below_a_low_row() -> None:
    """One row and twelve below share 356 pixels, so the gap reaches to 44."""
    high = 356 / 13
    assert np.diff(room(1, 2, names=("aaaa",) * 12).y).tolist() == pytest.approx([high, 44 - high, *[high] * 12])


@for_each(
    ("inputs", "units", "widths"),
    [
        (4, 4, (84, 84)),
        (4, 5, (739.6 / 9, 739.6 / 9)),
        (10, 11, (739.6 / 21, 739.6 / 21)),
        (4, 18, (46, (739.6 - 184) / 18)),
        (4, 30, (46, (739.6 - 184) / 30)),
        (5, 30, (739.6 / 35, 739.6 / 35)),
        (16, 14, ((739.6 - 14 * 34) / 16, 34)),
        (30, 3, ((739.6 - 3 * 62) / 30, 62)),
        (64, 5, ((739.6 - 5 * 62) / 64, 62)),
        (64, 6, ((739.6 - 6 * 34) / 64, 34)),
        (64, 64, (739.6 / 128, 739.6 / 128)),
    ],
)
def test_inputs_become_narrow_before_the_numbers_of_the_weights_go(
    inputs: int, units: int, widths: tuple[float, float]
) -> None:
    """Equal while both hold two decimals; then few inputs keep theirs; then W has the widest numbers that fit."""
    found = room(inputs, units)
    assert np.diff(found.x).tolist() == pytest.approx([widths[0]] * inputs + [34] + [widths[1]] * units)
    assert found.fills_room is bool(widths[1] < 84)


@for_each(
    ("width", "height", "decimals"),
    [
        (62, 16, 4),
        (61.9, 16, 2),
        (62, 15.9, 2),
        (34, 14, 2),
        (33.9, 14, None),
        (34, 13.9, None),
        (100, 13.9, None),
        (33.9, 100, None),
    ],
)
def test_a_number_has_as_many_decimals_as_its_cell_has_room_for(
    width: float, height: float, decimals: int | None
) -> None:
    for scale in (1.0, 2.0):
        found = cells(width * scale, height * scale, scale)
        fit = found.fit(1, 2)
        assert (fit is None) is (decimals is None)
        assert found.weight_fit == fit
        if fit is not None:
            assert fit.write(-0.123456) == ("-0.1235" if decimals == 4 else "-0.12")
            assert (fit.characters, fit.font) == ((9, 14) if decimals == 4 else (7, 12))


def test_width_and_height_are_those_of_the_cell_itself() -> None:
    table = MatrixRoom(np.array([0.0, 10, 80]), np.array([0.0, 5, 25]), 1, 1, NAMES, 1.0)
    assert [table.fit(row, column) is not None for row in range(2) for column in range(2)] == [
        False,
        False,
        False,
        True,
    ]


def test_the_middle_of_a_cell() -> None:
    x, y = room(3, 2).centre(np.array([0, 4]), np.array([4, 1]))
    assert (x.tolist(), y.tolist()) == ([328.0, 126.0], [19.0, 143.0])


@for_each(("names", "scale", "margin"), [(("a",), 1.0, 18.6), (("a", "aaaa", "aa"), 1.0, 38.4), (("aaaa",), 2.0, 76.8)])
def test_the_margin_is_as_wide_as_the_longest_name(names: tuple[str, ...], scale: float, margin: float) -> None:
    assert right_margin(names, scale) == pytest.approx(margin)
