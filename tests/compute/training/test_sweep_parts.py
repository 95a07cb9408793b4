"""The parts of a large wall: which cells they have, and in which order they come."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from typing import ClassVar

import pytest
import torch

from compute.training import sweep_parts
from compute.training.setting import TrainingSpec
from compute.training.sweep_parts import Part, missing_parts, train_part, trained_here, trained_in_processes
from compute.training.wall import WallColumn, wall, wall_cells
from compute.training.wall_file import empty_wall
from tests.cases import for_each

SPEC = TrainingSpec(steps=100, hidden=())


@pytest.fixture(autouse=True)
def threads_as_before() -> Iterator[None]:
    """Give torch its threads back, of which a part leaves one."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@for_each(
    ("seeds", "sizes"),
    [(2, [2]), (24, [24]), (25, [25]), (26, [13, 13]), (50, [25, 25]), (51, [17, 17, 17]), (52, [17, 17, 18]),
     (200, [25] * 8)],
)  # fmt: skip
def test_a_part_has_at_most_25_cells_and_all_are_nearly_as_large(seeds: int, sizes: list[int]) -> None:
    parts = missing_parts(empty_wall(SPEC, "rate", (0.1,), range(seeds)))
    assert [len(part.specs) for part in parts] == sizes
    assert [part.first for part in parts] == [sum(sizes[:at]) for at in range(len(sizes))]
    assert [spec.seed for part in parts for spec in part.specs] == list(range(seeds))


def test_parts_of_all_columns_come_in_turn() -> None:
    saved = empty_wall(SPEC, "rate", (0.1, 1), range(30))
    cells = wall_cells(SPEC, "rate", (0.1, 1), range(30))
    assert missing_parts(saved) == [
        Part(0, 0, cells[0][:15]),
        Part(1, 0, cells[1][:15]),
        Part(0, 15, cells[0][15:]),
        Part(1, 15, cells[1][15:]),
    ]


def trained(count: int) -> WallColumn:
    """Return so many cells that were trained elsewhere."""
    zeros = torch.zeros(count)
    return WallColumn((SPEC,) * count, zeros, zeros, zeros)


def test_a_part_of_which_one_cell_is_missing_is_trained_as_a_whole() -> None:
    saved = empty_wall(SPEC, "rate", (0.1, 1), range(30)).with_cells(0, 0, trained(14)).with_cells(1, 0, trained(15))
    assert [(part.column, part.first) for part in missing_parts(saved)] == [(0, 0), (0, 15), (1, 15)]
    saved = saved.with_cells(0, 14, trained(1)).with_cells(1, 15, trained(15))
    assert [(part.column, part.first) for part in missing_parts(saved)] == [(0, 15)]
    assert missing_parts(saved.with_cells(0, 15, trained(15))) == []


def test_a_part_is_trained_as_the_column_is() -> None:
    cells = wall_cells(SPEC, "rate", (0.1,), (4, 5, 6))[0]
    (column,) = wall(SPEC, "rate", (0.1,), (4, 5, 6))
    found = train_part(Part(0, 0, cells))
    assert found.specs == column.specs == cells
    assert torch.equal(found.training_loss, column.training_loss)
    assert torch.get_num_threads() == 1


def test_parts_are_trained_here_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [Part(at, 0, (replace(SPEC, seed=at),)) for at in (3, 1, 2)]
    columns = {part.column: trained(2) for part in parts}
    monkeypatch.setattr(sweep_parts, "train_part", lambda part: columns[part.column])
    found = list(trained_here(parts))
    assert [part for part, _column in found] == parts
    assert all(column is columns[part.column] for part, column in found)


class PoolHere:
    """A pool that trains what it is given at once, in this process, and notes what becomes of it."""

    noted: ClassVar[list[str]] = []

    def __init__(self, processes: int, _context: object, _begin: object) -> None:
        self.noted.append(f"{processes} processes")

    def __enter__(self) -> "PoolHere":
        return self

    def __exit__(self, *_error: object) -> None:
        self.noted.append("end")

    def submit(self, function: Callable[[Part], object], part: Part) -> Future[object]:
        """Run the function and keep its result."""
        future: Future[object] = Future()
        future.set_result(function(part))
        return future

    def shutdown(self, *, wait: bool, cancel_futures: bool) -> None:
        """Note how the pool was left."""
        self.noted.append(f"left, wait {wait}, cancel {cancel_futures}")


@pytest.mark.parametrize(("processes", "used"), [(2, 2), (3, 3), (8, 3), (1, 1)])
def test_there_are_no_more_processes_than_parts(monkeypatch: pytest.MonkeyPatch, processes: int, used: int) -> None:
    parts = [Part(at, 0, (SPEC,)) for at in range(3)]
    columns = {part.column: trained(1) for part in parts}
    monkeypatch.setattr(PoolHere, "noted", [])
    monkeypatch.setattr(sweep_parts, "ProcessPoolExecutor", PoolHere)
    monkeypatch.setattr(sweep_parts, "train_part", lambda part: columns[part.column])
    found = {part.column: column for part, column in trained_in_processes(parts, processes)}
    assert found == columns
    assert PoolHere.noted == [f"{used} processes", "end"]


def test_where_nobody_asks_any_more_nothing_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PoolHere, "noted", [])
    monkeypatch.setattr(sweep_parts, "ProcessPoolExecutor", PoolHere)
    monkeypatch.setattr(sweep_parts, "train_part", lambda _part: trained(1))
    work = trained_in_processes([Part(at, 0, (SPEC,)) for at in range(3)], 2)
    next(work)
    work.close()
    assert PoolHere.noted == ["2 processes", "left, wait False, cancel True", "end"]
