"""How often a way is run and when it is left out, at each limit, with a clock that moves by exact parts of two."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch

from compute.timing.products import ProductMethod
from compute.timing.timing import FAILED, NO_TIME, TOO_LONG, Measurement, Timed, advance, multiplications, step
from tests.cases import for_each


class Work:
    """Work that takes `seconds(n)` by a clock of its own."""

    def __init__(self, seconds: Callable[[int], float], power: int = 3) -> None:
        self.now, self.seconds, self.runs = 0.0, seconds, 0
        self.way = ProductMethod("made up", "", self.prepare, power=power)

    def clock(self) -> float:
        return self.now

    def prepare(self, a: torch.Tensor, b: torch.Tensor) -> Callable[[], torch.Tensor]:
        def work() -> torch.Tensor:
            self.runs += 1
            self.now += self.seconds(len(a))
            return torch.mm(a, b)

        return work

    def step(self, measurement: Measurement) -> Measurement:
        return step(measurement, {"made up": self.way}, self.clock)


BEGUN = Measurement(7, 2, 1, ("made up",))
"""Sizes 1 and 2, of which nothing has been measured."""


def after_one(seconds: float, spent: float = 0.0) -> Measurement:
    """Return a measurement in which a run at size 1 took so long."""
    return replace(BEGUN, points=(Timed("made up", 1, seconds, 3, 0.0),), done=1, spent=spent)


@for_each(
    ("seconds", "runs"),
    [
        (2.0**-20, 40),  # the most there are
        (2.0**-9, 40),  # 40 of these are 0.078 s
        (0.00205, 40),  # 39 are 0.07995 s, and one more
        (0.00206, 39),  # 39 are 0.08034 s
        (2.0**-5, 3),  # 3 are 0.094 s, 2 would be too few
        (2.0**-4, 3),
        (0.125, 2),  # 2 are 0.25 s, beyond which there is no third
        (0.1249, 3),
        (0.25, 1),
        (9.0, 1),
    ],
)
def test_a_way_is_run_until_the_time_is_over_and_three_times_at_least(seconds: float, runs: int) -> None:
    work = Work(lambda _n: seconds)
    (point,) = work.step(BEGUN).points
    assert point.runs == work.runs == runs
    assert point.seconds == pytest.approx(seconds, rel=1e-6)


@for_each(
    ("before", "spent", "why"),
    [
        (2.0**-5, 0.0, ""),  # 8 times as much is 0.25 s
        (0.0313, 0.0, TOO_LONG),
        (2.0**-6, 15.0, NO_TIME),
        (2.0**-6, 14.999, ""),
        (0.0313, 15.0, TOO_LONG),
    ],
)
def test_a_way_is_left_out_beyond_a_quarter_of_a_second_or_after_fifteen(before: float, spent: float, why: str) -> None:
    work = Work(lambda _n: 2.0**-6)
    after = work.step(after_one(before, spent=spent))
    assert after.done == 2
    assert [left.why for left in after.left_out] == ([why] if why else [])
    assert len(after.points) == (1 if why else 2)
    if why:
        assert after.left_out[0].seconds == pytest.approx(8 * before)
        assert after.left_out[0].size == 2
        assert after.spent == spent
    assert (TOO_LONG, NO_TIME, FAILED) == ("too long", "no time", "failed")


@for_each(
    ("seconds", "runs"),
    [
        (32 / 1024, 3),  # four times as long as expected, 8 / 1024: 3 are 0.094 s
        (33 / 1024, 8),  # longer than that: until 0.25 s, 8 are 0.258 s
    ],
)
def test_a_time_of_more_than_four_times_what_was_expected_is_tried_again(seconds: float, runs: int) -> None:
    work = Work(lambda _n: seconds)
    assert work.step(after_one(1 / 1024)).points[-1].runs == runs


def test_the_best_size_says_what_is_expected_and_moving_grows_with_the_square() -> None:
    points = (Timed("made up", 1, 0.5, 3), Timed("made up", 2, 0.02, 3), Timed("other", 2, 1e-9, 3))
    begun = Measurement(7, 8, 1, ("made up",), points, done=2)
    (left,) = Work(lambda _n: 1.0).step(replace(begun, done=3)).left_out  # 0.02 * 4^3
    assert left.size == 8
    assert left.seconds == pytest.approx(1.28)
    (moved,) = Work(lambda _n: 1.0, power=2).step(replace(begun, done=3)).left_out  # 0.02 * 4^2
    assert moved.seconds == pytest.approx(0.32)


def test_no_run_is_shorter_than_a_nanosecond() -> None:
    (point,) = Work(lambda _n: 0.0).step(BEGUN).points
    assert point.seconds == 1e-9


def test_the_time_that_is_spent_adds_up_also_where_a_way_fails() -> None:
    def fail(_n: int) -> float:
        work.now += 0.5
        raise RuntimeError("no memory\nmore")

    work = Work(fail)
    after = work.step(replace(BEGUN, spent=2.0))
    assert after.spent == 2.5
    assert [(left.way, left.size, left.why, left.words) for left in after.left_out] == [
        ("made up", 1, "failed", "no memory")
    ]
    fine = Work(lambda _n: 0.25).step(replace(BEGUN, spent=2.0))
    assert fine.spent == 2.25


@for_each(("seconds", "done"), [(0.0, 1), (0.25, 1), (0.26, 2), (0.5, 2), (0.51, 3), (9.0, 4)])
def test_work_goes_on_until_the_time_is_over(seconds: float, done: int) -> None:
    work = Work(lambda _n: 0.25)
    names = ("a", "b", "c", "d")
    found = {name: replace(work.way, name=name) for name in names}
    assert advance(Measurement(7, 1, 1, names), found, seconds, work.clock).done == done


def test_what_is_next_and_what_was_measured() -> None:
    points = (Timed("a", 1, 1.0, 3), Timed("b", 1, 2.0, 3), Timed("a", 2, 3.0, 3))
    shown = Measurement(7, 4, 1, ("a", "b"), points, done=3)
    assert (shown.sizes, shown.total, shown.finished, shown.next) == ((1, 2, 4), 6, False, (2, "b"))
    assert [point.seconds for point in shown.of("a")] == [1.0, 3.0]
    found = shown.at("a", 2)
    assert found is not None
    assert found.seconds == 3.0
    assert shown.at("b", 2) is None
    assert [replace(shown, done=done).finished for done in (5, 6)] == [False, True]
    assert Measurement(7, 3, 1, ("a",)).sizes == (1, 2)


def test_a_product_of_two_matrices_of_ten_has_a_thousand_multiplications_and_as_many_additions() -> None:
    assert multiplications(10) == 1000
    assert Timed("a", 10, 1e-6, 3).gflops == pytest.approx(2.0)


def test_how_far_a_product_is_off_is_told_of_ways_that_multiply() -> None:
    class Wrong(Work):
        """Work that gives another product: b a, and not a b."""

        def prepare(self, a: torch.Tensor, b: torch.Tensor) -> Callable[[], torch.Tensor]:
            return lambda: torch.mm(b, a)

    two = replace(BEGUN, done=1)
    right, wrong = Work(lambda _n: 0.25).step(two).points[0], Wrong(lambda _n: 0.25).step(two).points[0]
    assert right.difference == pytest.approx(0.0, abs=1e-6)
    assert wrong.difference is not None
    assert wrong.difference > 0.1
    assert Work(lambda _n: 0.25, power=2).step(two).points[0].difference is None
