"""The photo as a tensor: its elements against Pillow, its slices against raw torch."""

import contextlib
import io
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from compute.network.spec import SpecError
from compute.tensors.photo import (
    BLOCK,
    COLUMNS,
    EVERY,
    PATH,
    ROWS,
    SLICES,
    Place,
    around,
    code_of,
    cut,
    index_of,
    permuted,
    photo,
    photo_program,
)
from tests.cases import for_each

PLACES = st.builds(Place, row=st.integers(0, ROWS - 1), column=st.integers(0, COLUMNS - 1), channel=st.integers(0, 2))


def test_the_photo_is_the_file() -> None:
    picture = photo()
    assert picture.dtype == torch.uint8
    with Image.open(PATH) as file:
        assert file.size == (COLUMNS, ROWS)
        for row, column in ((0, 0), (11, 20), (31, 47), (5, 40)):
            assert tuple(picture[row, column].tolist()) == file.convert("RGB").getpixel((column, row))
    assert len(picture.unique()) > 100  # a real photo, and not a drawing


def test_nobody_changes_the_photo_of_another() -> None:
    mine = photo()
    mine.zero_()
    assert photo().any()


@given(place=PLACES)
def test_slices_are_what_raw_torch_gives(place: Place) -> None:
    picture = photo()
    row, column, channel = place.index
    expected = {
        "element": picture[row, column, channel],
        "pixel": picture[row, column],
        "row": picture[row],
        "column": picture[:, column],
        "channel": picture[..., channel],
        "block": picture[row : row + BLOCK[0], column : column + BLOCK[1]],
        "steps": picture[::EVERY, ::EVERY],
    }
    assert list(expected) == list(SLICES)
    for kind, result in expected.items():
        taken = cut(picture, index_of(kind, place))
        assert torch.equal(taken.result, result)
        assert torch.equal(picture[taken.taken].sort().values, result.flatten().sort().values)
        assert torch.equal(eval(taken.code, {"photo": picture}), result)  # our own text, in a test


def test_a_slice_at_the_edge_is_cut_off() -> None:
    taken = cut(photo(), index_of("block", Place(30, 45)))
    assert taken.code == "photo[30:36, 45:55]"
    assert taken.result.shape == (2, 3, 3)


def test_another_picture_gives_other_numbers() -> None:
    picture = 255 - photo()
    place = Place()
    assert int(cut(picture, index_of("element", place)).result) == 255 - int(photo()[place.index])


@for_each(
    ("index", "code"),
    [
        ((3,), "photo[3]"),
        ((..., 2), "photo[..., 2]"),
        ((slice(None), 4), "photo[:, 4]"),
        ((slice(1, 2),), "photo[1:2]"),
    ],
)
def test_code(index: tuple[object, ...], code: str) -> None:
    assert code_of(index) == code


@given(place=PLACES)
def test_the_channel_in_front_is_the_same_element(place: Place) -> None:
    first, code = permuted(photo(), place)
    assert first.shape == (3, ROWS, COLUMNS)
    assert torch.equal(eval(code, {"first": first}), photo()[place.index])


def test_the_program_prints_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(PATH).parent)
    place, printed = Place(20, 30, 2), io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(photo_program(place, index_of("block", place)), {})
    value, pixel, neighbours = photo()[20, 30, 2], photo()[20, 30], photo()[18:23, 27:34, 2]
    assert printed.getvalue().splitlines() == [
        "torch.Size([32, 48, 3]) torch.uint8",
        str(value),
        str(pixel),
        *str(neighbours).splitlines(),
        "torch.Size([6, 10, 3])",
        f"torch.Size([3, 32, 48]) {value!s}",
    ]


@given(place=PLACES)
def test_the_element_is_among_its_neighbours(place: Place) -> None:
    rows, columns, channel = around(place)
    assert place.row in range(ROWS)[rows]
    assert place.column in range(COLUMNS)[columns]
    assert photo()[rows, columns, channel].shape == (5, 7)


@for_each(("field", "value"), [("row", 32), ("column", 48), ("channel", 3), ("row", -1)])
def test_what_is_outside_is_refused(field: str, value: int) -> None:
    with pytest.raises(SpecError, match=field):
        Place(**{field: value})


def test_an_unknown_slice_is_refused() -> None:
    with pytest.raises(SpecError, match="slice"):
        index_of("all of it", Place())
