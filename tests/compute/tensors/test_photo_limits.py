"""The photo at its edges: places, neighbours, and its program, written out."""

import pytest
import torch

from compute.network.spec import SpecError
from compute.tensors.photo import (
    AROUND,
    BLOCK,
    EVERY,
    LINE,
    Place,
    around,
    code_of,
    from_its_pixels,
    permuted,
    photo,
    photo_steps,
)
from tests.cases import for_each


def test_what_holds_where_nothing_is_said() -> None:
    assert Place().index == (11, 20, 0)


@for_each(("field", "low", "high"), [("row", 0, 31), ("column", 0, 47), ("channel", 0, 2)])
def test_each_number_of_a_place_may_be_at_both_ends_of_its_range(field: str, low: int, high: int) -> None:
    for value in (low, high):
        assert getattr(Place(**{field: value}), field) == value
    for value in (low - 1, high + 1):
        with pytest.raises(SpecError) as caught:
            Place(**{field: value})
        assert (caught.value.field, caught.value.value, caught.value.allowed) == (field, value, f"{low}..{high}")


@for_each(
    ("place", "rows", "columns"),
    [
        (Place(11, 20), slice(9, 14), slice(17, 24)),
        (Place(0, 0), slice(0, 5), slice(0, 7)),
        (Place(2, 3), slice(0, 5), slice(0, 7)),
        (Place(3, 4), slice(1, 6), slice(1, 8)),
        (Place(31, 47), slice(27, 32), slice(41, 48)),
        (Place(29, 44), slice(27, 32), slice(41, 48)),
        (Place(28, 43), slice(26, 31), slice(40, 47)),
    ],
)
def test_neighbours_are_two_rows_and_three_columns_to_each_side_and_stay_within_the_photo(
    place: Place, rows: slice, columns: slice
) -> None:
    assert around(place) == (rows, columns, 0)
    assert (AROUND, BLOCK, EVERY, LINE) == ((2, 3), (6, 10), 4, 100)


def test_the_steps_of_the_photo() -> None:
    reading, element, neighbours, taken, first = photo_steps(Place(20, 30, 2), "photo[20]", "photo = 1")
    assert (reading, taken) == ("photo = 1", "taken = photo[20]\nprint(taken.shape)")
    assert element == "print(photo.shape, photo.dtype)\nprint(photo[20, 30, 2])\nprint(photo[20, 30])"
    assert neighbours == "print(photo[18:23, 27:34, 2])"
    assert first == "first = photo.permute(2, 0, 1)\nprint(first.shape, first[2, 20, 30])"
    assert permuted(photo(), Place(20, 30, 2))[1] == "first[2, 20, 30]"
    assert code_of((slice(None, None, 4), ..., 3), "other") == "other[::4, ..., 3]"


def test_the_pixels_within_the_program_are_the_photo() -> None:
    code = from_its_pixels()
    names: dict[str, torch.Tensor] = {}
    exec(code, names)  # our own text, in a test
    assert torch.equal(names["photo"], photo())
    letters = code.partition('PIXELS = """\n')[2].partition('\n"""')[0].split("\n")
    assert {len(line) for line in letters[:-1]} == {100}
    assert 0 < len(letters[-1]) <= 100
