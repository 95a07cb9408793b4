"""Jobs by turns: one job for all who ask, nobody waits for long jobs of others, and nothing is done for who has left.

Time stands still but for what a test says, and most tests do the slices of the thread themselves.
"""

import threading
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby

import pytest

from components.jobs.asker import Asker
from components.jobs.queue import SIGN_OF_LIFE
from components.jobs.turns import (
    FAILED_FOR,
    FAILURES,
    MOST_BYTES,
    MOST_OF_VISITOR,
    PLACES,
    SLICE,
    TURN,
    Job,
    JobProgress,
    TurnsOfWork,
)

PIECE = SLICE / 2.5
"""Seconds that a piece of work takes: a slice has three."""

LONG = 10_000


class Hours:
    """Time that passes, seconds of work, and who has worked, piece by piece."""

    def __init__(self) -> None:
        self.now = 100.0
        self.worked = 0.0
        self.pieces: list[str] = []
        self.begun: list[str] = []
        self.kept: dict[str, object] = {}
        self.starts: list[Callable[[], None]] = []

    def job(self, key: str, pieces: int = 1, size: int = 0, kind: str = "course", fails: bool = False) -> Job:
        return Job(
            key,
            kind,
            2,
            size,
            lambda: Pieces(self, key, pieces, fails),
            lambda: self.kept.get(key),
            lambda result: self.kept.update({key: result}),
        )

    def turns(self) -> list[tuple[str, int]]:
        """Who has worked, and how many pieces in a row."""
        return [(key, len(list(pieces))) for key, pieces in groupby(self.pieces)]


class Pieces:
    """Work that does nothing but take time."""

    def __init__(self, hours: Hours, key: str, pieces: int, fails: bool) -> None:
        self.hours, self.key, self.pieces, self.fails, self.done = hours, key, pieces, fails, 0
        hours.begun.append(key)

    @property
    def share(self) -> float:
        return self.done / self.pieces

    def go_on(self) -> bool:
        self.hours.worked += PIECE
        self.hours.pieces.append(self.key)
        if self.fails:
            raise ValueError("broken")
        self.done += 1
        return self.done == self.pieces

    def result(self) -> str:
        return f"{self.key} {self.done}"


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def line(hours: Hours) -> TurnsOfWork:
    return TurnsOfWork(lambda: hours.now, lambda: hours.worked, hours.starts.append, lambda _seconds: None)


def who(visitor: str, tab: str = "", address: str = "") -> Asker:
    return Asker(visitor, tab, address or f"at {visitor}")


def slices(line: TurnsOfWork, count: int) -> None:
    for _ in range(count):
        line.work_a_slice()


PER_TURN = -(-round(TURN / PIECE, 6) // 3) * 3
"""Pieces in a turn, which ends with a slice."""


def test_a_job_is_done_once_for_all_who_ask_and_its_thread_ends_with_the_last_job(
    line: TurnsOfWork, hours: Hours
) -> None:
    for number in range(40):
        seen = line.ask(hours.job("a", 4), who(f"visitor {number}"))
        assert (seen.share, seen.is_done, seen.result) == (0.0, False, None)
    assert len(hours.starts) == 1
    slices(line, 1)
    seen = line.ask(hours.job("a", 4), who("visitor 3"))
    assert (seen.share, seen.is_done, seen.result) == (0.75, False, "a 3")
    slices(line, 1)
    assert hours.kept == {"a": "a 4"}
    assert line.ask(hours.job("a", 4), who("visitor 3")) == JobProgress(1.0, result="a 4", is_done=True)
    assert not line.work_a_slice()
    line.ask(hours.job("b"), who("visitor 5"))
    assert len(hours.starts) == 2
    hours.starts[-1]()
    assert hours.begun == ["a", "b"]
    assert hours.kept["b"] == "b 1"


def test_forty_threads_wait_for_one_job_and_get_the_same_result() -> None:
    hours, line, everybody, found = Hours(), TurnsOfWork(), threading.Barrier(40), []

    class Many(Pieces):
        def go_on(self) -> bool:
            threading.Event().wait(0.001)
            return super().go_on()

    job = replace(hours.job("a"), begin=lambda: Many(hours, "a", 50, False))

    def visit(number: int) -> None:
        everybody.wait(30)
        found.append(line.ask(job, who(f"visitor {number}"), 30.0))

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 40
    assert all(each.is_done and each.result is found[0].result for each in found)
    assert hours.begun == ["a"]


def test_short_jobs_end_in_one_turn_and_a_long_one_lets_all_others_go_first(line: TurnsOfWork, hours: Hours) -> None:
    line.ask(hours.job("long", LONG), who("a"))
    slices(line, 1)
    for name in "bcd":
        line.ask(hours.job(name, PER_TURN), who(name))
    assert line.ask(hours.job("d", PER_TURN), who("d")).before == 3
    assert line.ask(hours.job("long", LONG), who("a")).before == 0
    while len(hours.kept) < 3:
        line.work_a_slice()
    slices(line, 1)
    assert hours.turns() == [("long", PER_TURN), *((name, PER_TURN) for name in "bcd"), ("long", 3)]


def test_who_asks_again_and_again_does_not_keep_the_others_from_their_turns(line: TurnsOfWork, hours: Hours) -> None:
    for name in "ab":
        line.ask(hours.job(f"long {name}", LONG), who(name))
    for number in range(6):
        line.ask(hours.job(f"short {number}"), who("c"))
        while f"short {number}" not in hours.kept:
            line.work_a_slice()
    order = [key for key, _pieces in hours.turns()]
    assert order[:8] == [*("long a", "long b", "short 0"), *("long a", "long b", "short 1"), *("long a", "long b")]


def test_turns_go_round_among_addresses_then_visitors_then_their_jobs(line: TurnsOfWork, hours: Hours) -> None:
    for name in "abc":
        line.ask(hours.job(name, LONG), who(name, address="crowd"))
    line.ask(hours.job("alone", LONG), who("d", address="elsewhere"))
    line.ask(hours.job("alone too", LONG), who("d", address="elsewhere"))
    while len(hours.turns()) < 9:
        line.work_a_slice()
    order = [key for key, _pieces in hours.turns()]
    assert order[:8] == ["a", "alone", "b", "alone too", "c", "alone", "a", "alone too"]


def test_a_job_that_nobody_asks_for_any_more_is_dropped(line: TurnsOfWork, hours: Hours) -> None:
    line.ask(hours.job("left", LONG), who("a"))
    line.ask(hours.job("there", LONG), who("b"))
    slices(line, 1)
    hours.now += SIGN_OF_LIFE - 1
    line.ask(hours.job("there", LONG), who("b"))
    hours.now += 2
    slices(line, 2)
    assert hours.turns() == [("left", 3), ("there", 6)]
    seen = line.ask(hours.job("left", LONG), who("a"))  # back: it begins anew, after the other
    assert (seen.share, seen.before) == (0.0, 1)
    hours.now += SIGN_OF_LIFE + 1
    assert not line.work_a_slice()


def test_who_waits_inside_a_question_is_there(hours: Hours) -> None:
    line = TurnsOfWork(lambda: hours.now, lambda: hours.worked, hours.starts.append, lambda _seconds: None)
    thread = threading.Thread(target=lambda: line.ask(hours.job("a", 30), who("a"), 3 * SIGN_OF_LIFE))
    thread.start()
    while not hours.starts:
        threading.Event().wait(0.001)
    hours.now += 4 * SIGN_OF_LIFE - 1
    while "a" not in hours.kept:
        assert line.work_a_slice()
    thread.join(30)
    assert not thread.is_alive()


def test_a_newer_job_of_a_tab_takes_the_place_of_its_oldest_unless_others_wait_for_that(
    line: TurnsOfWork, hours: Hours
) -> None:
    line.ask(hours.job("shared", LONG), who("b"))
    for key in ("shared", "one", "two"):
        line.ask(hours.job(key, LONG), who("a"))
    line.ask(hours.job("wall", LONG, kind="wall"), who("a"))
    line.ask(hours.job("one", LONG), who("a"))  # still wanted
    line.ask(hours.job("three", LONG), who("a"))
    line.ask(hours.job("four", LONG), who("a", "another tab"))
    while len(hours.turns()) < 12:
        line.work_a_slice()
    assert set(hours.pieces) == {"shared", "one", "three", "wall", "four"}
    line.stop("shared", who("b"))
    slices(line, 100)
    assert hours.pieces[-1] != "shared"
    assert "shared" not in hours.pieces[-200:]


def test_a_visitor_with_many_tabs_has_few_jobs(line: TurnsOfWork, hours: Hours) -> None:
    for tab in range(2 * MOST_OF_VISITOR):
        line.ask(hours.job(f"tab {tab}"), who("a", f"{tab}"))
    while line.work_a_slice():
        pass
    assert sorted(hours.begun) == sorted(f"tab {tab}" for tab in range(MOST_OF_VISITOR, 2 * MOST_OF_VISITOR))


def test_a_job_stops_when_nobody_waits_for_it(line: TurnsOfWork, hours: Hours) -> None:
    for name in "ab":
        line.ask(hours.job("job", LONG), who(name))
    slices(line, 1)
    line.stop("job", who("a"))
    line.stop("another", who("a"))
    assert line.work_a_slice()
    line.stop("job", who("b"))
    assert not line.work_a_slice()
    assert len(hours.pieces) == 6


def test_where_it_is_full_one_of_the_most_crowded_address_makes_room(line: TurnsOfWork, hours: Hours) -> None:
    for number in range(PLACES):
        assert not line.ask(hours.job(f"{number}"), who(f"{number}", address="crowd")).is_full
    assert line.ask(hours.job("more"), who("more", address="crowd")) == JobProgress(is_full=True)
    assert not line.ask(hours.job("0"), who("more", address="crowd")).is_full  # there is one already
    assert not line.ask(hours.job("other"), who("other", address="elsewhere")).is_full
    while line.work_a_slice():
        pass
    assert set(hours.begun) == {*(f"{number}" for number in range(PLACES - 1)), "other"}


def test_a_job_that_fails_says_so_to_all_and_the_next_one_is_done(
    line: TurnsOfWork, hours: Hours, caplog: pytest.LogCaptureFixture
) -> None:
    for name in "ab":
        line.ask(hours.job("bad", 5, fails=True), who(name))
    line.ask(hours.job("good"), who("c"))
    hours.starts[0]()
    assert "a job has failed" in caplog.text
    assert hours.kept == {"good": "good 1"}
    for name in "ab":
        seen = line.ask(hours.job("bad", 5, fails=True), who(name))
        assert isinstance(seen.error, ValueError)
        assert seen.error.__traceback__ is None
    assert hours.begun == ["bad", "good"]
    hours.now += FAILED_FOR + 1
    assert line.ask(hours.job("bad", 5), who("a")).error is None
    hours.starts[-1]()
    assert hours.kept["bad"] == "bad 5"


def test_who_waits_hears_of_the_failure(hours: Hours) -> None:
    seen = TurnsOfWork().ask(hours.job("bad", fails=True), who("a"), 30.0)
    assert isinstance(seen.error, ValueError)


def test_few_failures_are_remembered(line: TurnsOfWork, hours: Hours) -> None:
    for number in range(FAILURES + 1):
        line.ask(hours.job(f"{number}", fails=True), who(f"{number}"))
        line.work_a_slice()
    assert line.ask(hours.job("1", fails=True), who("a")).error is not None
    assert line.ask(hours.job("0", fails=True), who("a")).error is None


def test_a_job_begins_when_there_is_memory_for_it(line: TurnsOfWork, hours: Hours) -> None:
    line.ask(hours.job("too large", 2 * PER_TURN, 2 * MOST_BYTES), who("a"))
    slices(line, 1)
    line.ask(hours.job("small", 1, 1), who("b"))
    while "too large" not in hours.kept:
        line.work_a_slice()
    slices(line, 1)
    for name, size in (("half", MOST_BYTES // 2), ("the other", MOST_BYTES // 2), ("third", 1)):
        line.ask(hours.job(name, 2 * PER_TURN, size), who(name))
    while len(hours.kept) < 5:
        line.work_a_slice()
    order = [key for key, _pieces in hours.turns()]
    assert order == ["too large", "small", "half", "the other", "half", "third", "the other", "third"]


def test_a_thread_that_ended_or_could_not_begin_is_replaced(hours: Hours) -> None:
    class Ended(BaseException):
        pass

    def rest(_seconds: float) -> None:
        raise Ended

    def start(work: Callable[[], None]) -> None:
        hours.starts.append(work)
        if len(hours.starts) == 1:
            raise RuntimeError("can't start new thread")

    line = TurnsOfWork(lambda: hours.now, lambda: hours.worked, start, rest)
    for count in (1, 2, 2):
        line.ask(hours.job("a", LONG), who("a"))
        assert len(hours.starts) == count
    with pytest.raises(Ended):
        hours.starts[-1]()
    line.ask(hours.job("a", LONG), who("a"))
    assert len(hours.starts) == 3
    assert hours.pieces == ["a"] * 3


def timed(hours: Hours, key: str, seconds: float, pieces: int = LONG) -> Job:
    """A job whose pieces take so long."""

    class Timed(Pieces):
        def go_on(self) -> bool:
            is_last = super().go_on()
            hours.worked += seconds - PIECE
            return is_last

    return replace(hours.job(key), begin=lambda: Timed(hours, key, pieces, False))


def test_a_slice_ends_as_soon_as_its_time_is_over(line: TurnsOfWork, hours: Hours) -> None:
    hours.worked = 0.0
    line.ask(timed(hours, "a", SLICE), who("a"))
    line.work_a_slice()
    assert hours.worked == SLICE == 0.025
    assert hours.pieces == ["a"]


def test_a_turn_ends_as_soon_as_its_time_is_over(line: TurnsOfWork, hours: Hours) -> None:
    for name in "ab":
        line.ask(timed(hours, name, TURN), who(name))
    slices(line, 2)
    assert (hours.worked, hours.pieces) == (2 * TURN, ["a", "b"])


def test_what_there_is_so_far_is_shown_after_the_first_slice_and_every_fourth(line: TurnsOfWork, hours: Hours) -> None:
    shown = []
    for _ in range(9):
        line.ask(hours.job("a", LONG), who("a"))
        line.work_a_slice()
        shown.append(line.ask(hours.job("a", LONG), who("a")).result)
    assert shown == ["a 3"] * 4 + ["a 15"] * 4 + ["a 27"]


def test_one_is_there_for_exactly_so_many_seconds(line: TurnsOfWork, hours: Hours) -> None:
    line.ask(hours.job("a", LONG), who("a"))
    hours.now += SIGN_OF_LIFE
    assert line.work_a_slice()
    assert line.jobs == 1
    hours.now += 0.5
    assert not line.work_a_slice()
    assert line.jobs == 0


def test_a_failure_is_remembered_up_to_its_last_moment(line: TurnsOfWork, hours: Hours) -> None:
    line.ask(hours.job("bad", fails=True), who("a"))
    line.work_a_slice()
    hours.now += FAILED_FOR - 0.5
    assert line.ask(hours.job("bad", fails=True), who("a")).error is not None
    hours.now += 0.5
    assert line.ask(hours.job("bad"), who("a")).error is None


def test_a_question_waits_as_long_as_it_says(line: TurnsOfWork, hours: Hours) -> None:
    line.ask(hours.job("a", LONG), who("a"), 0.0)
    line.ask(hours.job("b", LONG), who("b"))
    line.work_a_slice()
    assert line.ask(hours.job("b", LONG), who("b")).before == 1
    assert line.ask(hours.job("a", LONG), who("a")).before == 0
    line.stop("a", who("b"))  # who does not wait for it
    assert line.jobs == 2


def test_the_thread_that_works_keeps_no_server_from_ending(hours: Hours) -> None:
    seen: list[threading.Thread] = []

    def begin() -> Pieces:
        seen.append(threading.current_thread())
        return Pieces(hours, "a", 1, False)

    assert TurnsOfWork().ask(replace(hours.job("a"), begin=begin), who("a"), 30.0).is_done
    assert [(thread.daemon, thread.name) for thread in seen] == [(True, "jobs")]
