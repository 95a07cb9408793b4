"""The wall of widths or rates and seeds: each cell ends as the scene that it opens."""

import itertools
import math
from dataclasses import replace
from typing import Any

import pytest
import torch

from compute.network.spec import SpecError
from compute.training import wall as wall_module
from compute.training.course import train
from compute.training.setting import TrainingSpec
from compute.training.wall import WallColumn, wall, wall_slices

SHORT = TrainingSpec(steps=100)

ZEROS = TrainingSpec(
    points=100,
    activation="sigmoid",
    init="zeros",
    loss="ce",
    optimizer="momentum",
    rate=3.0,
    decay=0.01,
    l1=0.001,
    batch=32,
)
"""It hangs on the last bit, and begins with numbers of which none is larger by a share of itself."""


def assert_cells_are_their_scenes(column: WallColumn) -> None:
    for at, spec in enumerate(column.specs):
        course = train(spec)
        if course.broke is not None:
            assert math.isinf(column.training_loss[at])
            continue
        assert float(column.training_loss[at]) == pytest.approx(float(course.training_loss[-1]), abs=4e-5)
        assert float(column.test_loss[at]) == pytest.approx(float(course.test_loss[-1]), abs=4e-5)
        if column.test_accuracy is not None and course.test_accuracy is not None:
            assert column.test_accuracy[at] == course.test_accuracy[-1]


@pytest.mark.long
@pytest.mark.parametrize(
    ("spec", "widths"),
    [
        (SHORT, (1, 5)),
        (replace(SHORT, loss="ce", batch=10, optimizer="momentum", rate=0.05), (2, 3)),
        (replace(SHORT, data="hills", optimizer="adam", decay=0.01, rate=0.02), (4,)),
        (replace(SHORT, data="iris", loss="bce", batch=32), (3,)),
        (replace(SHORT, data="digits", points=60, batch=10), (3,)),
        (replace(SHORT, hidden=(2, 2), batch=100), (2,)),
        (replace(SHORT, rate=10.0, steps=300), (4,)),
        (replace(ZEROS, steps=300), (3,)),
    ],
)
def test_a_cell_ends_as_the_scene_that_it_opens(spec: TrainingSpec, widths: tuple[int, ...]) -> None:
    columns = list(wall(spec, "hidden", widths, range(2, 6)))
    for width, column in zip(widths, columns, strict=True):
        assert [one.seed for one in column.specs] == [2, 3, 4, 5]
        assert {one.hidden for one in column.specs} == {(width,) * len(spec.hidden)}
        assert_cells_are_their_scenes(column)


def test_rates_stand_beside_each_other_and_what_breaks_is_infinite() -> None:
    small, large = wall(replace(SHORT, data="hills", activation="identity"), "rate", (0.01, 10.0), (1, 2))
    assert_cells_are_their_scenes(small)
    assert_cells_are_their_scenes(large)
    assert large.test_loss.tolist() == [math.inf, math.inf]
    assert math.isinf(large.median)
    assert large.succeeded == 0
    assert [spec.rate for spec in large.specs] == [10.0, 10.0]


@pytest.mark.long
def test_median_spread_and_success_are_those_of_the_seeds() -> None:
    (column,) = wall(replace(SHORT, steps=300), "hidden", (4,), range(10, 17))
    losses = sorted(column.test_loss.tolist())
    assert column.median == losses[3]
    assert column.spread == (losses[1], losses[5])
    assert column.test_accuracy is not None
    good = [share >= 0.95 for share in column.test_accuracy.tolist()]
    assert 0 < sum(good) < 7
    assert column.succeeded == pytest.approx(sum(good) / 7)
    (even,) = wall(SHORT, "hidden", (4,), (1, 2))
    assert even.median == pytest.approx(float(even.test_loss.mean()))
    (learned,) = wall(replace(SHORT, data="plane", noise=0.0, steps=300), "hidden", (4,), (1, 2, 3))
    assert learned.succeeded == pytest.approx(sum(loss <= 0.05 for loss in learned.test_loss.tolist()) / 3)


@pytest.mark.parametrize(
    ("spec", "field", "values", "seeds"),
    [
        (SHORT, "hidden", (), (1, 2)),
        (SHORT, "hidden", (1,) * 65, (1, 2)),
        (SHORT, "hidden", (4,), (1,)),
        (SHORT, "hidden", (4,), range(201)),
        (SHORT, "hidden", (65,), (1, 2)),
        (replace(SHORT, hidden=(4, 4)), "hidden", (17,), (1, 2)),
        (SHORT, "hidden", (2.5,), (1, 2)),
        (SHORT, "rate", (0.0,), (1, 2)),
        (SHORT, "decay", (0.1,), (1, 2)),
        (replace(SHORT, hidden=()), "hidden", (4,), (1, 2)),
        (SHORT, "hidden", (4,), (1, 10_000)),
    ],
)
def test_what_is_no_wall_is_refused_before_anything_is_trained(
    spec: TrainingSpec, field: str, values: Any, seeds: Any
) -> None:
    for begin in (wall, wall_slices):
        with pytest.raises(SpecError):
            begin(spec, field, values, seeds)


@pytest.mark.long
@pytest.mark.parametrize("spec", [SHORT, replace(SHORT, hidden=(2, 2)), replace(SHORT, rate=10.0, loss="mse")])
def test_slices_end_after_a_step_and_change_nothing(monkeypatch: pytest.MonkeyPatch, spec: TrainingSpec) -> None:
    whole = list(wall(spec, "hidden", (2, 4), (1, 2, 3)))
    monkeypatch.setattr(wall_module, "SLICE_SECONDS", 0.0)
    slices = list(wall_slices(spec, "hidden", (2, 4), (1, 2, 3)))
    shares = [one.share for one in slices]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(slices) > 2 * (29 if len(spec.hidden) > 1 else 200)
    found = [(at, one.column) for at, one in enumerate(slices) if one.column is not None]
    assert [slices[at].share for at, _column in found] == [0.5, 1.0]
    for column, (_at, sliced) in zip(whole, found, strict=True):
        assert sliced.specs == column.specs
        assert torch.equal(sliced.training_loss, column.training_loss)
        assert torch.equal(sliced.test_loss, column.test_loss)
        assert torch.equal(sliced.test_accuracy, column.test_accuracy)


def test_work_that_is_soon_done_is_one_slice_for_each_column(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wall_module, "SLICE_SECONDS", math.inf)
    slices = list(wall_slices(SHORT, "rate", (0.1, 0.3), (1, 2)))
    assert [(one.share, one.column is None) for one in slices] == [(0.5, False), (1.0, False)]


def test_a_slice_begins_anew_after_each_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    now = itertools.count(step=0.02)
    monkeypatch.setattr(wall_module, "perf_counter", lambda: next(now))
    slices = list(wall_slices(SHORT, "hidden", (4,), (1, 2)))
    # Two starts and 100 steps, twice: it is asked 204 times whether it is time, and every third time it is.
    assert len(slices) == 204 // 3 + 1
