"""The wall of widths or rates and seeds: each cell ends as the scene that it opens."""

import itertools
import math
from collections.abc import Generator, Sequence
from dataclasses import replace
from typing import Any

import pytest
import torch

from compute.network.spec import SpecError
from compute.training import wall as wall_module
from compute.training.course import Training, train
from compute.training.setting import TrainingSpec
from compute.training.wall import WallColumn, has_succeeded, wall, wall_cells, wall_slices
from tests.cases import for_each

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


@for_each(
    ("field", "values", "seeds", "wrong", "value", "allowed"),
    [
        ("hidden", (), (1, 2), "columns", 0, "1..64"),
        ("rate", (0.1,) * 65, (1, 2), "columns", 65, "1..64"),
        ("rate", (0.1,), (1,), "seeds", 1, "2..200"),
        ("rate", (0.1,), range(201), "seeds", 201, "2..200"),
        ("decay", (0.1,), (1, 2), "across", "decay", "hidden, rate"),
        ("hidden", (2.5,), (1, 2), "hidden", 2.5, "whole numbers"),
        ("hidden", (2, 65), (1, 2), "hidden", 65, "1..64"),
        ("rate", (0.1, 11.0), (1, 2), "rate", 11.0, "0.0001..10"),
        ("rate", (0.1,), (1, -1), "seed", -1, "0..9999"),
    ],
)
def test_what_is_no_wall_says_what_may_be(
    field: str, values: Any, seeds: Any, wrong: str, value: object, allowed: str
) -> None:
    with pytest.raises(SpecError) as error:
        wall_cells(SHORT, field, values, seeds)
    assert (error.value.field, error.value.value, error.value.allowed) == (wrong, value, allowed)


def test_without_a_hidden_layer_only_the_rate_can_differ() -> None:
    bare = replace(SHORT, hidden=())
    with pytest.raises(SpecError) as error:
        wall_cells(bare, "hidden", (4,), (1, 2))
    assert (error.value.field, error.value.allowed) == ("across", "rate")
    assert wall_cells(bare, "rate", (0.1,), (1, 2))[0][0].rate == 0.1


def test_a_wall_has_as_many_as_64_columns_of_200_cells() -> None:
    wide = wall_cells(SHORT, "hidden", range(1, 65), (5, 6))
    assert [column[0].hidden for column in wide] == [(width,) for width in range(1, 65)]
    (high,) = wall_cells(SHORT, "rate", (0.1,), range(200))
    assert [cell.seed for cell in high] == list(range(200))


def test_a_cell_is_the_setting_with_another_width_or_rate_and_seed() -> None:
    deep = replace(SHORT, hidden=(5, 3), noise=0.5)
    assert wall_cells(deep, "hidden", (4.0, 2), (8, 6)) == tuple(
        tuple(replace(deep, hidden=(width, width), seed=seed) for seed in (8, 6)) for width in (4, 2)
    )
    assert wall_cells(deep, "rate", (0.5, 1), (8, 6)) == tuple(
        tuple(replace(deep, rate=rate, seed=seed) for seed in (8, 6)) for rate in (0.5, 1)
    )


def column(test_loss: list[float], accuracy: list[float] | None = None) -> WallColumn:
    """Return a column that ended with these numbers."""
    specs = tuple(replace(SHORT, seed=seed) for seed in range(len(test_loss)))
    losses = torch.tensor(test_loss)
    return WallColumn(specs, losses + 100, losses, None if accuracy is None else torch.tensor(accuracy))


@for_each(
    ("losses", "median", "spread"),
    [
        ([4.0, 1.0], 2.5, (1.0, 4.0)),
        ([9.0, 1.0, 4.0], 4.0, (1.0, 9.0)),
        ([8.0, 1.0, 2.0, 4.0], 3.0, (1.0, 8.0)),
        ([16.0, 1.0, 4.0, 8.0, 2.0], 4.0, (2.0, 8.0)),
        ([math.inf, 1.0, 4.0, 8.0, 2.0, 3.0], 3.5, (2.0, 8.0)),
        ([9.0, 8.0, 7.0, 6.0, 5.0, 4.0, 3.0, 2.0, 1.0], 5.0, (3.0, 7.0)),
    ],
)
def test_median_and_spread_of_a_column(losses: list[float], median: float, spread: tuple[float, float]) -> None:
    assert (column(losses).median, column(losses).spread) == (median, spread)


@for_each(
    ("losses", "accuracy", "successes"),
    [
        ([0.05, 0.0501, 0.0, math.inf], None, [True, False, True, False]),
        ([9.0, 9.0, 0.0, 0.0], [0.95, 1.0, 0.9499, 0.0], [True, True, False, False]),
        ([0.0, 0.0], [0.0, 0.95], [False, True]),
    ],
)
def test_a_cell_has_succeeded_by_its_accuracy_or_else_by_its_loss(
    losses: list[float], accuracy: list[float] | None, successes: list[bool]
) -> None:
    found = column(losses, accuracy)
    assert found.successes.tolist() == successes
    assert found.succeeded == 0.5


def test_a_course_succeeds_as_its_cell_does() -> None:
    course = Training(replace(SHORT, hidden=())).course()
    for share, good in ((0.95, True), (0.949, False), (1.0, True)):
        assert has_succeeded(replace(course, test_accuracy=torch.full((1,), share))) is good
    learned = Training(replace(SHORT, hidden=(), data="plane")).course()
    for loss, good in ((0.05, True), (0.0501, False)):
        assert has_succeeded(replace(learned, test_loss=torch.full((1,), loss))) is good
    broken = train(replace(SHORT, data="plane", rate=10.0, optimizer="momentum"))
    assert broken.broke is not None
    assert has_succeeded(broken) is False


def test_what_is_not_finite_is_infinite_in_a_column() -> None:
    numbers = torch.tensor([1.0, math.nan, math.inf, 4.0, 5.0])
    test = torch.tensor([2.0, 3.0, math.nan, math.nan, -math.inf])
    found = wall_module._column([SHORT] * 5, numbers, test, torch.tensor([0.5, 0.6, 0.7, 0.8, 0.9]))
    assert found.training_loss.tolist() == [1.0, math.inf, math.inf, 4.0, 5.0]
    assert found.test_loss.tolist()[:4] == [2.0, math.inf, math.inf, math.inf]
    assert found.test_accuracy is not None
    assert found.test_accuracy.tolist() == pytest.approx([0.5, 0.0, 0.0, 0.8, 0.9])
    assert wall_module._column([SHORT] * 5, numbers, test, None).test_accuracy is None
    assert len(found.specs) == 5


def test_the_share_of_a_wall_goes_on_from_column_to_column(monkeypatch: pytest.MonkeyPatch) -> None:
    one = column([1.0, 2.0])

    def half_and_more(_specs: object) -> Generator[float, None, WallColumn]:
        yield 0.5
        yield 0.75
        return one

    monkeypatch.setattr(wall_module, "column_slices", half_and_more)
    slices = list(wall_slices(SHORT, "rate", (0.1, 0.3), (1, 2)))
    assert [one.share for one in slices] == [0.25, 0.375, 0.5, 0.75, 0.875, 1.0]
    assert [one.column is not None for one in slices] == [False, False, True] * 2


def test_a_column_as_one_batch_says_in_turn_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is trained twice: two starts and a hundred steps are two fifths of it, then once more."""
    monkeypatch.setattr(wall_module, "SLICE_SECONDS", 0.0)
    shares = [one.share for one in wall_slices(replace(SHORT, hidden=()), "rate", (0.01,), (1, 2))]
    once = [0.0, 0.0, *[0.4 * step / 100 for step in range(1, 101)]]
    assert shares == pytest.approx([*once, *[0.4 + share for share in once], 1.0])


def test_a_slice_is_long_enough_when_its_seconds_have_gone_by(monkeypatch: pytest.MonkeyPatch) -> None:
    now = iter([10.0, 10.25, 10.5, 20.0, 20.25, 20.75, 30.0])
    monkeypatch.setattr(wall_module, "SLICE_SECONDS", 0.5)
    monkeypatch.setattr(wall_module, "perf_counter", lambda: next(now))
    pause = wall_module._Pause()
    assert [list(pause.at(share)) for share in (0.1, 0.2, 0.3, 0.4)] == [[], [0.2], [], [0.4]]


def ended(found: WallColumn) -> Generator[float, None, WallColumn]:
    """Say that half is done, and end with this column."""
    yield 0.5
    return found


def four_cells(training: list[float], test: list[float], accuracy: list[float]) -> WallColumn:
    """Return a column of cells that ended with these numbers."""
    specs = tuple(replace(SHORT, seed=seed) for seed in range(len(training)))
    return WallColumn(specs, torch.tensor(training), torch.tensor(test), torch.tensor(accuracy))


def test_cells_that_the_last_bits_lead_elsewhere_are_trained_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """Losses of 0 that differ by 4 or by 6 millionths, on either side, and one that is infinite both times."""
    found = four_cells([0.0, 0.0, 0.0, math.inf], [0.0, 0.0, 0.0, math.inf], [0.1, 0.2, 0.3, 0.4])
    aside = four_cells([4e-6, 6e-6, 0.0, math.inf], [0.0, 0.0, 6e-6, math.inf], [0.1, 0.2, 0.3, 0.4])
    exact = four_cells([8.0, 9.0], [6.0, 7.0], [0.5, 0.75])
    asked: list[TrainingSpec] = []

    def together(_specs: object, share: float, _pause: object) -> Generator[float, None, WallColumn]:
        return ended(aside if share else found)

    def one_by_one(specs: Sequence[TrainingSpec], _pause: object) -> Generator[float, None, WallColumn]:
        asked.extend(specs)
        return ended(exact)

    monkeypatch.setattr(wall_module, "_together", together)
    monkeypatch.setattr(wall_module, "_one_by_one", one_by_one)
    work = wall_module.column_slices(found.specs)
    shares = []
    while True:
        try:
            shares.append(next(work))
        except StopIteration as end:
            column = end.value
            break
    assert shares == pytest.approx([0.2, 0.6, 0.9])
    assert asked == [found.specs[1], found.specs[2]]
    assert column.training_loss.tolist() == [0.0, 8.0, 9.0, math.inf]
    assert column.test_loss.tolist() == [0.0, 6.0, 7.0, math.inf]
    assert column.test_accuracy.tolist() == pytest.approx([0.1, 0.5, 0.75, 0.4])
    assert column.specs == found.specs


@pytest.mark.parametrize(("hidden", "way"), [((), "together"), ((2,), "together"), ((2, 2), "one by one")])
def test_deeper_networks_are_trained_one_by_one(
    monkeypatch: pytest.MonkeyPatch, hidden: tuple[int, ...], way: str
) -> None:
    one = four_cells([0.0, 0.0], [0.0, 0.0], [0.0, 0.0])
    used: list[str] = []

    def noted(words: str) -> Generator[float, None, WallColumn]:
        used.append(words)
        return ended(one)

    monkeypatch.setattr(wall_module, "_together", lambda *_given: noted("together"))
    monkeypatch.setattr(wall_module, "_one_by_one", lambda *_given: noted("one by one"))
    assert list(wall_module.column_slices([replace(SHORT, hidden=hidden, seed=seed) for seed in (1, 2)]))
    assert set(used) == {way}
