"""A wall in a file: it comes back to the last digit, and what anybody writes otherwise is refused."""

import json
import math
from dataclasses import replace
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.training.own_data import read_rows
from compute.training.setting import TrainingSpec
from compute.training.wall import WallColumn, wall
from compute.training.wall_file import (
    SavedWall,
    WallFileError,
    WallRefusal,
    empty_wall,
    read_wall,
    wall_bytes,
)
from tests.cases import for_each
from tests.examples import examples

SPEC = TrainingSpec(steps=100)


def filled(spec: TrainingSpec, across: str, values: tuple[int | float, ...], seeds: tuple[int, ...]) -> SavedWall:
    """A wall with numbers of every size."""
    draws = torch.Generator().manual_seed(1)
    size = (len(values), len(seeds))
    losses = [10 ** (76 * torch.rand(size, generator=draws, dtype=torch.float64) - 38) for _side in range(2)]
    training, test = (loss.float() for loss in losses)
    training[0, 0] = test[0, 0] = test[0, 1] = math.inf
    accuracy = torch.rand(size, generator=draws) if spec.classes else None
    return replace(
        empty_wall(spec, across, values, seeds), training_loss=training, test_loss=test, test_accuracy=accuracy
    )


def same(one: torch.Tensor | None, other: torch.Tensor | None) -> bool:
    return one is other or torch.equal(one.nan_to_num(-1.0, math.inf), other.nan_to_num(-1.0, math.inf))


@pytest.mark.parametrize(
    ("spec", "across", "values"),
    [
        (SPEC, "hidden", (1, 4, 64)),
        (replace(SPEC, data="plane", hidden=()), "rate", (0.0001, 0.3, 10.0)),
        (TrainingSpec(data="own", measured=read_rows("a,b,c\n1,2,u\n2,1,v\n3,5,u\n4,2,v\n")), "rate", (1, 0.1)),
    ],
)
def test_a_wall_comes_back_to_the_last_digit(spec: TrainingSpec, across: str, values: tuple[int | float, ...]) -> None:
    whole = filled(spec, across, values, (3, 4, 9999))
    back = read_wall(wall_bytes(whole))
    assert back.is_same_wall(whole)
    assert same(back.training_loss, whole.training_loss)
    assert same(back.test_loss, whole.test_loss)
    assert same(back.test_accuracy, whole.test_accuracy)
    assert back.share == 1.0
    assert len(back.columns) == len(values)
    for column, value in zip(back.columns, values, strict=True):
        assert [one.seed for one in column.specs] == [3, 4, 9999]
        assert {(one.hidden[0] if across == "hidden" else one.rate) for one in column.specs} == {value}


def test_columns_are_those_of_a_wall_that_was_trained_here() -> None:
    trained = list(wall(SPEC, "hidden", (2, 3), (5, 6, 7)))
    saved = empty_wall(SPEC, "hidden", (2, 3), (5, 6, 7))
    assert (saved.share, saved.columns) == (0.0, ())
    half = saved.with_cells(1, 0, trained[1])
    assert half.share == 0.5
    assert saved.share == 0.0
    back = read_wall(wall_bytes(half))
    (column,) = back.columns
    assert column.specs == trained[1].specs
    assert torch.equal(column.test_loss, trained[1].test_loss)
    assert torch.equal(column.test_accuracy, trained[1].test_accuracy)
    assert (column.median, column.succeeded) == (trained[1].median, trained[1].succeeded)
    assert back.missing.tolist() == [[True] * 3, [False] * 3]


@pytest.mark.long
def test_the_largest_wall_fits_into_a_file_that_can_be_opened() -> None:
    rows = "a,b,c\n" + "".join(f"{i * 1.23456789:.8f},{i * i / 7:.8f},{'uv'[i % 2]}\n" for i in range(2000))
    spec = TrainingSpec(data="own", measured=read_rows(rows))
    whole = filled(spec, "rate", tuple(0.01 * (1 + at) for at in range(64)), tuple(range(200)))
    data = wall_bytes(whole)
    assert len(data) < 2 * 1024 * 1024
    assert len(read_wall(data).columns) == 64


def refused(data: bytes) -> WallRefusal:
    with pytest.raises(WallFileError) as error:
        read_wall(data)
    assert len(str(error.value)) < 400
    return error.value.refusal


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", WallRefusal.NO_WALL),
        (b"{}", WallRefusal.NO_WALL),
        (b"[" * 100_000, WallRefusal.NO_WALL),
        (b"\xff\xfe", WallRefusal.NO_WALL),
        ('{"kind": "tensorama wall\u00e9"}'.encode(), WallRefusal.NO_WALL),
        (b"PK\x03\x04", WallRefusal.NO_WALL),
        (b'{"kind": NaN}', WallRefusal.NO_WALL),
        (b'{"kind": "tensorama wall"}', WallRefusal.OTHER_VERSION),
        (b'{"kind": "tensorama wall", "version": 2}', WallRefusal.OTHER_VERSION),
        (b'{"kind": "tensorama wall", "version": true}', WallRefusal.OTHER_VERSION),
        (b'{"kind": "tensorama wall", "version": 1}', WallRefusal.DAMAGED),
        (b" " * (2 * 1024 * 1024 + 1), WallRefusal.TOO_LARGE),
    ],
)
def test_what_is_no_wall_says_so(data: bytes, refusal: WallRefusal) -> None:
    assert refused(data) == refusal


WHOLE = json.loads(wall_bytes(filled(SPEC, "hidden", (1, 4), (1, 2, 3))))
GOOD = [[0.5, 0.25, 1], [0, 1.0, 0.75]]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("values", []), ("values", [1] * 65), ("values", [1, True]), ("values", [1, 4.5]), ("values", [1, 65]),
        ("values", [0, 4]), ("values", "14"), ("values", [[1], [4]]), ("values", [1, 4, 5]), ("values", [1, 1e400]),
        ("values", [1, 10**400]), ("values", [1, -(10**400)]),
        ("seeds", [1]), ("seeds", [1, 2, "3"]), ("seeds", list(range(201))), ("seeds", [1, 2, 10_000]), ("seeds", None),
        ("seeds", [1, 2, 2.5]), ("seeds", [[1], 2, 3]), ("across", "decay"), ("across", ["hidden"]), ("across", None),
        ("setting", {}), ("setting", None), ("setting", {**WHOLE["setting"], "rate": 11}),
        ("setting", {**WHOLE["setting"], "hidden": []}), ("setting", {**WHOLE["setting"], "data": "plane"}),
        ("training_loss", GOOD[:1]), ("training_loss", [[1, 2], [3, 4, 5]]), ("training_loss", [[1, 2, 3], [4, 5, -1]]),
        ("training_loss", [[1, 2, 3], [4, 5, 1e39]]), ("training_loss", [[1, 2, 3], [4, 5, 10**400]]),
        ("training_loss", [[1, 2, 3], [4, 5, "nan"]]), ("training_loss", [[1, 2, 3], [4, 5, True]]),
        ("training_loss", [[1, 2, 3], [4, 5, [6]]]), ("training_loss", [[1, 2, 3], [4, 5, None]]),
        ("training_loss", None), ("training_loss", {"0": [1, 2, 3], "1": [1, 2, 3]}), ("test_loss", [[0] * 3, "123"]),
        ("test_accuracy", None), ("test_accuracy", [[0.5] * 3, [0.5, 0.5, 1.1]]),
        ("test_accuracy", [[0.5] * 3, [0.5, 0.5, "inf"]]), ("test_accuracy", [[0.5] * 3, [0.5, 0.5, None]]),
        ("more", 1),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("as_on_the_site")
def test_what_no_wall_has_is_refused(field: str, value: Any) -> None:
    record = {**WHOLE, field: value}
    text = json.dumps(record).replace("Infinity", "1e400")
    assert refused(text.encode()) == WallRefusal.DAMAGED


def test_the_numbers_that_are_refused_stand_beside_ones_that_are_not() -> None:
    for field in ("training_loss", "test_loss", "test_accuracy"):
        assert read_wall(json.dumps({**WHOLE, field: GOOD}).encode()).share == 1.0
    for number in ("NaN", "Infinity", "-Infinity"):
        text = json.dumps({**WHOLE, "test_loss": GOOD}).replace("0.25", number)
        assert refused(text.encode()) == WallRefusal.NO_WALL


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
)


@given(st.sampled_from(sorted(WHOLE)), JSON)
@examples(200)
def test_any_value_is_read_or_refused(field: str, value: Any) -> None:
    try:
        read_wall(json.dumps({**WHOLE, field: value}).encode())
    except WallFileError:
        return


def part_of(losses: list[float], accuracy: list[float] | None) -> WallColumn:
    """Return cells that were trained elsewhere."""
    specs = tuple(replace(SPEC, seed=seed) for seed in range(len(losses)))
    test = torch.tensor(losses) + 1
    return WallColumn(specs, torch.tensor(losses), test, None if accuracy is None else torch.tensor(accuracy))


def test_some_cells_of_a_column_stand_in_their_place() -> None:
    wall_so_far = empty_wall(SPEC, "hidden", (2, 3, 4), (5, 6, 7, 8))
    one = wall_so_far.with_cells(1, 2, part_of([1.0, 2.0], [0.25, 0.5]))
    assert one.missing.tolist() == [[True] * 4, [True, True, False, False], [True] * 4]
    assert one.share == pytest.approx(1 / 6)
    assert one.columns == ()
    both = one.with_cells(1, 0, part_of([3.0, 4.0], [0.75, 1.0]))
    (column,) = both.columns
    assert (column.training_loss.tolist(), column.test_loss.tolist()) == ([3, 4, 1, 2], [4, 5, 2, 3])
    assert column.test_accuracy is not None
    assert column.test_accuracy.tolist() == [0.75, 1.0, 0.25, 0.5]
    assert [(spec.hidden, spec.seed) for spec in column.specs] == [((3,), seed) for seed in (5, 6, 7, 8)]
    assert both.share == pytest.approx(1 / 3)
    last = both.with_cells(2, 3, part_of([9.0], [0.0]))
    assert last.missing.tolist() == [[True] * 4, [False] * 4, [True, True, True, False]]


def test_a_wall_of_learned_numbers_has_no_accuracy() -> None:
    plane = empty_wall(replace(SPEC, data="plane"), "rate", (0.1, 1), (5, 6))
    assert plane.test_accuracy is None
    whole = plane.with_cells(0, 0, part_of([1.0, math.inf], None))
    assert whole.test_accuracy is None
    assert [column.test_accuracy for column in whole.columns] == [None]
    record = json.loads(wall_bytes(whole))
    assert record["test_accuracy"] is None
    assert record["training_loss"] == [[1.0, "inf"], [None, None]]
    assert record["test_loss"] == [[2.0, "inf"], [None, None]]


def test_walls_are_the_same_where_their_cells_are() -> None:
    one = empty_wall(SPEC, "rate", (1, 2), (5, 6))
    assert one.is_same_wall(one.with_cells(0, 0, part_of([1.0, 2.0], [0.5, 0.5])))
    for other in (
        empty_wall(replace(SPEC, noise=0.5), "rate", (1, 2), (5, 6)),
        empty_wall(SPEC, "hidden", (1, 2), (5, 6)),
        empty_wall(SPEC, "rate", (1, 3), (5, 6)),
        empty_wall(SPEC, "rate", (1, 2), (5, 7)),
    ):
        assert not one.is_same_wall(other)


def test_a_file_says_what_it_is_in_as_few_digits_as_give_the_numbers_back() -> None:
    small = replace(
        empty_wall(SPEC, "rate", (0.1, 1), (5, 6)),
        training_loss=torch.tensor([[0.1, math.inf], [math.nan, 3.0]]),
        test_loss=torch.tensor([[1e-30, math.inf], [math.nan, 0.0]]),
        test_accuracy=torch.tensor([[1.0, 0.0], [math.nan, 1 / 3]]),
    )
    text = wall_bytes(small).decode()
    assert text.startswith('{"kind":"tensorama wall","version":1,"setting":{')
    assert '"across":"rate","values":[0.1,1],"seeds":[5,6]' in text
    assert text.endswith(
        '"training_loss":[[0.1,"inf"],[null,3.0]],"test_loss":[[1e-30,"inf"],[null,0.0]],'
        '"test_accuracy":[[1.0,0.0],[null,0.33333334]]}'
    )
    assert read_wall(wall_bytes(small)).missing.tolist() == [[False, False], [True, False]]


def test_a_file_of_just_as_many_bytes_as_there_may_be_is_read() -> None:
    data = wall_bytes(filled(SPEC, "hidden", (1, 4), (1, 2, 3)))
    assert read_wall(data + b" " * (2 * 1024 * 1024 - len(data))).values == (1, 4)


LARGEST = float(torch.finfo(torch.float32).max)


@for_each(
    ("field", "cells", "numbers"),
    [
        ("training_loss", [[0, LARGEST, "inf"], [1, 2, 3]], [0, LARGEST, math.inf]),
        ("test_loss", [[LARGEST, 0, 0.0], [1, 2, 3]], [LARGEST, 0, 0]),
        ("test_accuracy", [[0, 1, 1.0], [1, 2 / 4, 0]], [0, 1, 1]),
    ],
)
def test_the_least_and_the_largest_numbers_are_read(field: str, cells: list[list[Any]], numbers: list[float]) -> None:
    found = read_wall(json.dumps({**WHOLE, field: cells}).encode())
    assert getattr(found, field).tolist() == [numbers, cells[1]]


@for_each(
    ("changes", "detail"),
    [
        ({"more": 1}, "other names than those of a wall"),
        ({"values": [1, -4]}, "values of columns"),
        ({"values": []}, "values of columns"),
        ({"seeds": [1]}, "seeds"),
        ({"seeds": [1, 2, -1]}, "seeds"),
        ({"across": 1}, "what the columns differ in"),
        ({"across": "decay"}, "across = 'decay': allowed is hidden, rate"),
        ({"setting": {**WHOLE["setting"], "rate": 11}}, "rate is not allowed"),
        ({"training_loss": GOOD[:1]}, "not 2 columns"),
        ({"training_loss": [[1, 2], [3, 4]]}, "a column of other than 3 seeds"),
        ({"test_loss": [[1, 2, 3], [4, 5, 3.5e38]]}, "a cell that is no number, or none that it can be"),
        ({"test_accuracy": [[0, 1, 1.01], [0, 0, 0]]}, "a cell that is no number, or none that it can be"),
        ({"test_accuracy": [[0, 1, "inf"], [0, 0, 0]]}, "an accuracy that is not finite"),
        ({"test_accuracy": [[0, 1, None], [0, 0, 0]]}, "a cell that is half there"),
        ({"test_loss": [[0, 1, 1], [None, 0, 0]]}, "a cell that is half there"),
        ({"training_loss": [[None, 1, 1], [0, 0, 0]]}, "a cell that is half there"),
        ({"test_accuracy": None}, "not 2 columns"),
        (
            {"setting": {**WHOLE["setting"], "data": "plane", "loss": ""}},
            "an accuracy where a number is learned",
        ),
    ],
)
@pytest.mark.usefixtures("as_on_the_site")
def test_what_is_damaged_is_said(changes: dict[str, Any], detail: str) -> None:
    with pytest.raises(WallFileError) as error:
        read_wall(json.dumps({**WHOLE, **changes}).encode())
    assert (error.value.refusal, error.value.detail) == (WallRefusal.DAMAGED, detail)
    assert str(error.value) == f"damaged: {detail}"


@for_each(
    ("data", "words"),
    [
        (b" " * (2 * 1024 * 1024 + 1), "larger than any wall: 2097153 bytes, at most 2097152"),
        (b"[", "no wall: not written by compute.training.sweep: no JSON"),
        (b'{"kind": "a wall"}', "no wall: not written by compute.training.sweep: no word of a wall"),
        (b"[1]", "no wall: not written by compute.training.sweep: no word of a wall"),
        (b'{"kind": "tensorama wall", "version": 0}', "of another version"),
    ],
)
def test_what_is_no_wall_is_said(data: bytes, words: str) -> None:
    with pytest.raises(WallFileError) as error:
        read_wall(data)
    assert str(error.value) == words
