"""Courses and walls are computed once, to the last bit as if alone, kept within so many bytes and changed by nobody."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import count

import pytest
import torch
from torch import Tensor

from components.jobs.asker import Asker
from components.jobs.courses import (
    AGAIN,
    AROUND,
    AT_ONCE,
    FOR_EACH,
    OF_ROW,
    Courses,
    GivenUp,
    Waiting,
    WallSoFar,
    WallSpec,
    courses,
    wall_bytes,
)
from components.jobs.kept import KeptResults
from components.jobs.turns import MOST_BYTES, TurnsOfWork
from compute.training.autopsy import findings, not_finite
from compute.training.course import Course, OptimizerState, course_bytes, train, updated
from compute.training.data import MeasuredRows
from compute.training.decision import decision_map, span_of
from compute.training.last_bit import last_bit
from compute.training.program import training_program
from compute.training.setting import WHOLE, TrainingSpec
from compute.training.wall import RATES, WIDTHS, WallColumn, WallSlice, wall
from tests.compute.training.random_trainings import trainings

ME, OTHER = Asker("me"), Asker("other", address="elsewhere")
QUICK = TrainingSpec(points=20, steps=100)
BROKEN = TrainingSpec("plane", points=20, rate=10.0, optimizer="momentum", activation="relu", steps=300)
WALL = WallSpec(replace(QUICK, noise=0.1), WIDTHS, (1, 2, 4), (1, 2, 3))


class Hand:
    """The thread that works, moved by hand: a slice is two pieces of work."""

    def __init__(self) -> None:
        self.starts: list[Callable[[], None]] = []
        ticks = count()
        self.turns = TurnsOfWork(lambda: 0.0, lambda: 0.01 * next(ticks), self.starts.append, lambda _: None)

    def finish(self) -> None:
        while self.turns.work_a_slice():
            pass


@pytest.fixture
def hand() -> Hand:
    return Hand()


@pytest.fixture
def store(hand: Hand) -> Courses:
    return Courses(hand.turns)


def measures(found: Course) -> list[Tensor | None]:
    losses = [found.training_loss, found.test_loss]
    return [found.values, *losses, found.training_accuracy, found.test_accuracy]


def same(one: Course, other: Course) -> bool:
    pairs = zip(measures(one), measures(other), strict=True)
    is_broken_alike = (one.broke and one.broke.step) == (other.broke and other.broke.step)
    return is_broken_alike and all(mine is yours is None or torch.equal(mine, yours) for mine, yours in pairs)


@pytest.mark.parametrize("spec", [*trainings(5), BROKEN], ids=lambda spec: f"{spec.data} {spec.batch}")
def test_a_course_in_slices_among_others_is_the_same_to_the_last_bit(
    store: Courses, hand: Hand, spec: TrainingSpec
) -> None:
    assert store.ask(spec, ME) == Waiting(0.0, 0)
    store.ask(QUICK, OTHER)
    hand.finish()
    found, alone = store.ask(spec, ME), train(spec)
    assert isinstance(found, Course)
    assert same(found, alone)
    assert store.find(spec) is found
    assert store.ask(spec, OTHER) is found
    assert (found.broke is not None) == (spec is BROKEN)


def test_looking_for_a_course_begins_nothing(store: Courses, hand: Hand) -> None:
    assert store.find(QUICK) is None
    assert store.find_wall(WALL) is None
    assert not hand.starts
    assert not hand.turns.work_a_slice()


def test_one_who_waits_sees_how_far_it_is_and_may_stop(store: Courses, hand: Hand) -> None:
    store.ask(QUICK, ME)
    store.ask(replace(QUICK, seed=8), OTHER)
    hand.turns.work_a_slice()
    seen = store.ask(QUICK, ME)
    assert isinstance(seen, Waiting)
    assert 0 < seen.share < 1
    waits = store.ask(replace(QUICK, seed=8), OTHER)
    assert isinstance(waits, Waiting)
    assert (waits.share, waits.before) == (0.0, 1)
    store.stop(QUICK, ME)
    hand.finish()
    assert store.find(QUICK) is None
    assert store.find(replace(QUICK, seed=8)) is not None


def test_while_a_slider_moves_the_newest_course_counts(store: Courses, hand: Hand) -> None:
    moved = [replace(QUICK, seed=seed) for seed in range(5)]
    store.ask(moved[1], OTHER)
    for spec in moved:
        store.ask(spec, ME)
    hand.finish()
    assert [store.find(spec) is not None for spec in moved] == [False, True, False, True, True]


def test_courses_that_nobody_asks_for_make_room(hand: Hand) -> None:
    specs = [replace(QUICK, seed=seed) for seed in range(4)]
    size = 0
    for kept_bytes in (1_000_000, 0):
        store = Courses(hand.turns, kept_bytes or 2 * size + 10)
        for spec in specs[:2]:
            store.ask(spec, ME)
            hand.finish()
        size = size or store.bytes // 2
    assert store.find(specs[0]) is not None
    store.ask(specs[2], ME)
    hand.finish()
    assert [store.find(spec) is not None for spec in specs[:3]] == [True, False, True]
    assert store.bytes == 2 * size


def test_what_is_too_large_to_be_kept_is_given_to_those_who_wait() -> None:
    store, kept = Courses(kept_bytes=1), KeptResults[str](10, 2)
    assert isinstance(store.ask(QUICK, ME, 30.0), Course)
    assert store.find(QUICK) is None
    for key, size in (("a", 5), ("a", 6), ("b", 4), ("large", 11)):
        kept.keep(key, key, size)
    assert (kept.find("a"), kept.find("b"), kept.find("large"), kept.bytes) == ("a", "b", None, 10)
    kept.keep("c", "c", 0)  # the third of two
    assert (kept.find("a"), len(kept), kept.bytes) == (None, 2, 4)
    kept.forget("b")
    kept.forget("b")
    assert (len(kept), kept.bytes) == (1, 0)


def test_the_largest_course_fits_into_memory_and_its_size_counts_data_too(store: Courses, hand: Hand) -> None:
    largest_of_all = (
        replace(largest(), **changes, optimizer="adam") for changes in ({}, {"loss": "ce"}, {"data": "digits"})
    )
    assert all(2 * course_bytes(spec) < MOST_BYTES for spec in largest_of_all)
    rows = MeasuredRows(("a", "b", "c"), tuple((float(row), row**2 / 2) for row in range(20)), (1.0, 2.0) * 10, ())
    spec = replace(QUICK, data="own", measured=rows, split=50)
    store.ask(spec, ME)
    hand.finish()
    made = train(spec)
    data = 20 * (2 * 4 + 4 + 8) + 20 * (2 * 4 + 4) + 4 * 17  # points, wanted, order; both samples; weights drawn
    assert store.bytes == made.bytes + data + 20 * OF_ROW + AROUND


def largest() -> TrainingSpec:
    features = ("x1", "x2", "x1x1", "x2x2", "x1x2", "sin1", "sin2")
    return TrainingSpec(features=features, hidden=(WHOLE["hidden"].high,) * 6, steps=WHOLE["steps"].high)


def test_reading_a_course_in_all_ways_changes_nothing(store: Courses, hand: Hand) -> None:
    for spec in (QUICK, BROKEN, replace(QUICK, rate=10.0, hidden=(4, 4), activation="relu")):
        store.ask(spec, ME)
        hand.finish()
        found = store.find(spec)
        updated(found.parameters(2).weights, found.gradients(2).weights, OptimizerState(), spec)
        findings(found, found.best)
        not_finite(found)
        decision_map(spec, found.network(found.last).parameters, span_of(found.start.data))
        training_program(spec, found.last)
        assert store.find(spec) is found


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.values[3].zero_(),
        lambda found: found.parameters(3).weights[0].mul_(2),
        lambda found: found.test_accuracy.fill_(1),
        lambda found: found.start.data.points.neg_(),
    ],
)
def test_a_course_that_somebody_has_changed_is_not_handed_on(
    store: Courses, hand: Hand, change: Callable[[Course], Tensor]
) -> None:
    store.ask(QUICK, ME)
    hand.finish()
    change(store.find(QUICK))
    assert store.find(QUICK) is None
    assert store.bytes == 0
    store.ask(QUICK, OTHER)
    hand.finish()
    assert same(store.find(QUICK), train(QUICK))


def test_a_course_that_cannot_be_computed_is_given_up_and_the_next_one_is(
    store: Courses, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.ask(QUICK, ME)
    store.ask(replace(QUICK, seed=8), OTHER)
    with monkeypatch.context() as patched:
        patched.setattr("components.jobs.courses.Training.advance", lambda _self, _steps: math.sqrt(-1))
        hand.turns.work_a_slice()
    hand.finish()
    seen = store.ask(QUICK, ME)
    assert isinstance(seen, GivenUp)
    assert isinstance(seen.error, ValueError)
    assert store.find(replace(QUICK, seed=8)) is not None


def test_a_wall_shows_its_columns_as_they_are_finished(store: Courses, hand: Hand) -> None:
    assert store.ask_wall(WALL, ME) == WallSoFar((), 0.0)
    store.ask(QUICK, ME)
    shares = []
    while hand.turns.work_a_slice():
        seen = store.ask_wall(WALL, ME)
        shares.append(seen.share)
        assert len(seen.columns) <= round(3 * seen.share)
    assert shares == sorted(shares)
    assert 0 < shares[0] < 1
    assert store.find(QUICK) is not None
    found = store.find_wall(WALL)
    assert found.is_done
    assert found is store.ask_wall(WALL, OTHER)
    for column, expected in zip(found.columns, wall(WALL.spec, WIDTHS, WALL.values, WALL.seeds), strict=True):
        assert column.specs == expected.specs
        assert torch.equal(column.test_loss, expected.test_loss)
    assert store.find(WALL.spec) is None


def test_a_wall_that_comes_in_pieces_stops_and_gives_up_as_a_course_does(
    store: Courses, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    columns = list(wall(WALL.spec, WIDTHS, WALL.values, WALL.seeds))
    pieces: list[WallColumn | None] = [None, columns[0], None, None, None, *columns[1:]]
    slices = [WallSlice(done / len(pieces), piece) for done, piece in enumerate(pieces, start=1)]
    monkeypatch.setattr("components.jobs.courses.wall_slices", lambda *_: iter(slices))
    store.ask_wall(WALL, ME)
    hand.turns.work_a_slice()
    assert store.ask_wall(WALL, ME).columns == (columns[0],)
    store.ask_wall(WALL, OTHER)
    store.stop_wall(WALL, ME)
    hand.finish()
    assert store.find_wall(WALL).columns == tuple(columns)
    seen = replace(WALL, seeds=(5, 6))
    store.ask_wall(seen, ME)
    hand.turns.work_a_slice()
    store.stop_wall(seen, ME)
    assert not hand.turns.work_a_slice()
    monkeypatch.undo()
    too_few = WallSpec(QUICK, RATES, (0.1,), (1,))
    store.ask_wall(too_few, ME)
    hand.finish()
    assert isinstance(store.ask_wall(too_few, ME), GivenUp)


def test_a_run_of_a_page_waits_and_shows_how_the_work_stands(
    store: Courses, hand: Hand, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AT_ONCE", "AGAIN", "FOR_EACH"):
        monkeypatch.setattr(f"components.jobs.courses.{name}", 0.0)
    shown: list[Waiting] = []

    def show(found: Waiting) -> None:
        shown.append(found)
        hand.turns.work_a_slice()

    found = store.wait_for(QUICK, ME, show)
    assert store.find(QUICK) is found
    shares = [each.share for each in shown]
    assert shares == sorted(shares)
    assert shares[0] == 0.0 < shares[1] < 1.0
    assert not shown[0].is_full
    shown.clear()
    assert store.wait_for(QUICK, OTHER, show) is found
    assert not shown
    assert isinstance(found, Course)
    compared = store.wait_for_last_bit(found, ME, show)
    assert compared == last_bit(found)
    assert any(0 < each.share < 1 for each in shown)
    assert compared is store.find_last_bit(QUICK)
    shown.clear()
    assert store.wait_for_last_bit(found, OTHER, show) is compared
    assert not shown
    monkeypatch.setattr("components.jobs.turns.PLACES", 1)
    store.ask(replace(QUICK, seed=8), OTHER)
    shown.clear()
    assert store.wait_for(replace(QUICK, seed=9), ME, show) == Waiting(0.0, 0, is_full=True)
    assert store.wait_for_last_bit(train(BROKEN), ME, show) == Waiting(0.0, 0, is_full=True)
    assert store.find_last_bit(BROKEN) is None
    assert not shown


def test_who_has_many_before_them_looks_less_often(store: Courses, monkeypatch: pytest.MonkeyPatch) -> None:
    waited = []

    def ask(_self: Courses, spec: TrainingSpec, _asker: Asker, wait_s: float) -> Course | Waiting:
        waited.append(wait_s)
        return Waiting(0.0, (20, 4, 0)[len(waited) - 1]) if len(waited) < 4 else train(spec)

    monkeypatch.setattr(Courses, "ask", ask)
    store.wait_for(QUICK, ME, lambda _found: None)
    assert waited == pytest.approx([AT_ONCE, AGAIN + 20 * FOR_EACH, AGAIN + 4 * FOR_EACH, AGAIN])


def test_there_is_one_store_for_the_server() -> None:
    assert courses() is courses()


def test_a_slice_of_a_course_is_of_eight_steps(store: Courses, hand: Hand) -> None:
    store.ask(QUICK, ME)
    hand.turns.work_a_slice()
    seen = store.ask(QUICK, ME)
    assert isinstance(seen, Waiting)
    assert seen.share == 0.08
    assert (store.jobs, store.bytes) == (1, 0)


@pytest.mark.parametrize(
    ("key", "size"),
    [
        (WALL, 3 * 20 * (2 + 5 * (4 + 1)) * 4),
        (replace(WALL, values=(1, 9, 2)), 3 * 20 * (2 + 5 * (9 + 1)) * 4),
        (replace(WALL, field=RATES, values=(0.1, 9.0)), 3 * 20 * (2 + 5 * (4 + 1)) * 4),
        (replace(WALL, spec=replace(QUICK, hidden=(3, 6, 2)), seeds=(1,)), 20 * (2 + 5 * (6 + 1)) * 4),
        (WallSpec(replace(QUICK, hidden=()), RATES, (0.1,), (1, 2)), 2 * 20 * (2 + 5 * (0 + 1)) * 4),
    ],
)
def test_a_wall_takes_the_numbers_of_its_widest_column_in_four_bytes_each(key: WallSpec, size: int) -> None:
    """For each seed and point the features, and five numbers for each unit of the widest layer and of the output."""
    assert wall_bytes(key) == size


def test_what_is_kept_beside_courses_counts_too(store: Courses, hand: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    store.ask_wall(WALL, ME)
    hand.finish()
    assert store.bytes == 3 * 20_000 + 9 * 600  # three columns, nine cells
    assert isinstance(store.find_wall(WALL), WallSoFar)
    assert (store.find(WALL.spec), store.find_last_bit(QUICK)) == (None, None)
    for name in ("AT_ONCE", "AGAIN", "FOR_EACH"):
        monkeypatch.setattr(f"components.jobs.courses.{name}", 0.0)
    found = train(QUICK)
    store.wait_for_last_bit(found, ME, lambda _waiting: hand.finish())
    assert store.bytes == 3 * 20_000 + 9 * 600 + 4_000


def test_a_full_server_gives_a_wall_no_place(store: Courses, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.jobs.turns.PLACES", 1)
    store.ask(QUICK, OTHER)
    assert store.ask_wall(WALL, ME) == WallSoFar((), 0.0, 0, is_full=True)
    monkeypatch.setattr("components.jobs.turns.PLACES", 2)
    store.ask_wall(WALL, ME)
    assert store.ask_wall(WALL, ME) == WallSoFar((), 0.0, 1)
