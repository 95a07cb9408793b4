"""The measurement, with a clock that only moves when invented work is done: nothing here depends on a real time."""

from collections.abc import Callable
from dataclasses import replace

import pytest
import torch

from compute.timing.devices import Device
from compute.timing.products import ProductMethod, ways
from compute.timing.timing import (
    FAILED,
    LEAST_RUNS,
    LONGEST_MEASUREMENT,
    LONGEST_RUN,
    MOST_RUNS,
    NO_TIME,
    POINT_SECONDS,
    SIZES,
    TOO_LONG,
    Measurement,
    Timed,
    advance,
    step,
)
from tests.cases import for_each

CPU_ONLY = (Device("cpu", "a processor"),)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Invented:
    """A way that takes `seconds(n, run)` by the clock, and counts its runs by size."""

    def __init__(self, clock: Clock, seconds: Callable[[int, int], float], power: int = 3) -> None:
        self.clock, self.seconds = clock, seconds
        self.runs: dict[int, int] = {}
        self.threads: set[int] = set()
        self.way = ProductMethod("invented", "", self.prepare, power=power)

    def prepare(self, a: torch.Tensor, b: torch.Tensor) -> Callable[[], torch.Tensor]:
        n = len(a)

        def work() -> torch.Tensor:
            self.runs[n] = self.runs.get(n, 0) + 1
            self.threads.add(torch.get_num_threads())
            self.clock.now += self.seconds(n, self.runs[n])
            return torch.mm(a, b)

        return work


def measured(invented: Invented, largest: int = 64, threads: int = 1) -> Measurement:
    empty = Measurement(7, largest, threads, ("invented",))
    return advance(empty, {"invented": invented.way}, float("inf"), invented.clock)


WAYS = ("python", "sum", "mm", "numpy", "move", "copy")


def test_every_size_and_way_in_order() -> None:
    measurement = advance(Measurement(7, 8, 1, tuple(ways(CPU_ONLY))), ways(CPU_ONLY), float("inf"))
    assert measurement.finished
    assert measurement.done == measurement.total == 24
    pairs = [(point.size, point.way) for point in measurement.points]
    assert pairs == [(size, way) for size in (1, 2, 4, 8) for way in WAYS]
    for point in measurement.points:
        assert point.seconds > 0
        assert 1 <= point.runs <= MOST_RUNS
        if point.way in ("move", "copy"):
            assert point.difference is None
        else:
            assert point.difference is not None
            assert point.difference < 1e-5


def test_the_shortest_run_counts() -> None:
    invented = Invented(Clock(), lambda n, run: 0.0005 * n + (0.002 if run != 2 else 0.0))
    point = measured(invented, 64).points[-1]
    assert point.size == 64
    assert point.seconds == pytest.approx(0.032)


@for_each(
    ("seconds", "runs"),
    [
        (1e-7, MOST_RUNS),
        (POINT_SECONDS / 10, 10),
        (POINT_SECONDS * 0.9, LEAST_RUNS),
        (LONGEST_RUN * 0.6, 2),
        (LONGEST_RUN * 1.1, 1),
    ],
)
def test_how_often_a_way_is_run(seconds: float, runs: int) -> None:
    invented = Invented(Clock(), lambda _n, _run: seconds)
    measurement = step(Measurement(7, 1, 1, ("invented",)), {"invented": invented.way}, invented.clock)
    assert measurement.points[0].runs == invented.runs[1] == pytest.approx(runs, abs=1)
    assert measurement.spent == pytest.approx(invented.clock.now)


def test_a_way_that_would_take_too_long_is_left_out_from_there_on() -> None:
    invented = Invented(Clock(), lambda n, _run: 1e-6 * n**3)
    measurement = measured(invented, 512)
    # 128³ microseconds are 2.1 s
    assert [point.size for point in measurement.points] == [1, 2, 4, 8, 16, 32]
    (left,) = measurement.left_out
    assert (left.way, left.size, left.why) == ("invented", 64, TOO_LONG)
    assert left.seconds == pytest.approx(64**3 * 1e-6)
    assert max(invented.runs) == 32
    assert measurement.finished


def test_moving_is_expected_to_grow_with_the_square() -> None:
    invented = Invented(Clock(), lambda n, _run: 1e-5 * n**2, power=2)
    (left,) = measured(invented, 512).left_out
    assert left.size == 256
    assert left.seconds == pytest.approx(0.65536)


def test_a_disturbed_size_does_not_end_a_way() -> None:
    invented = Invented(Clock(), lambda n, _run: 0.2 if n == 4 else 1e-8 * n**3)
    measurement = measured(invented, 256)
    assert [point.size for point in measurement.points] == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert not measurement.left_out


def test_a_disturbed_size_is_tried_more_often() -> None:
    """Three runs are disturbed and would fill the usual time; the fourth is not."""
    invented = Invented(Clock(), lambda n, run: 0.05 if n == 8 and run < 4 else 1e-6)
    point = measured(invented, 8).points[-1]
    assert point.size == 8
    assert point.seconds == pytest.approx(1e-6)
    steady = Invented(Clock(), lambda n, _run: 0.05 if n == 8 else 1e-6)
    assert measured(steady, 8).points[-1].runs == 5


def test_the_work_has_an_end_even_on_a_slow_machine() -> None:
    clock = Clock()
    invented = Invented(clock, lambda _n, _run: LONGEST_RUN)
    names = tuple(f"way {number}" for number in range(40))
    found = {name: replace(invented.way, name=name, power=2) for name in names}
    measurement = advance(Measurement(7, 2, 1, names), found, float("inf"), clock)
    assert measurement.finished
    assert measurement.spent == pytest.approx(clock.now)
    assert clock.now <= LONGEST_MEASUREMENT + 2 * LONGEST_RUN
    slow = Invented(clock, lambda _n, _run: 1.0)
    late = replace(Measurement(7, 2, 1, ("invented",)), spent=LONGEST_MEASUREMENT)
    (left,) = step(late, {"invented": slow.way}, clock).left_out
    assert left.why == NO_TIME
    assert not slow.runs


def test_a_piece_of_work_is_a_little_longer_than_asked_for() -> None:
    invented = Invented(Clock(), lambda _n, _run: 0.02)
    empty = Measurement(7, 64, 1, ("invented",))
    some = advance(empty, {"invented": invented.way}, 0.1, invented.clock)
    assert 1 <= some.done < some.total
    assert invented.clock.now <= 0.1 + POINT_SECONDS + 0.02
    one = advance(empty, {"invented": invented.way}, 0.0, invented.clock)
    assert one.done == 1
    assert empty == Measurement(7, 64, 1, ("invented",))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_threads_are_set_for_the_work_only(count: int) -> None:
    before = torch.get_num_threads()
    invented = Invented(Clock(), lambda _n, _run: 0.01)
    measured(invented, 4, threads=count)
    assert invented.threads == {count}
    assert torch.get_num_threads() == before


@pytest.mark.parametrize("error", [RuntimeError("CUDA out of memory\nmore"), torch.OutOfMemoryError("no memory")])
def test_what_torch_cannot_do_is_left_out_in_its_words(error: RuntimeError) -> None:
    before = torch.get_num_threads()

    def fail(_n: int, _run: int) -> float:
        raise error

    measurement = measured(Invented(Clock(), fail), 8, threads=before + 1)
    (left,) = measurement.left_out
    assert (left.size, left.why, left.words) == (1, FAILED, str(error).split("\n", maxsplit=1)[0])
    assert measurement.finished
    assert torch.get_num_threads() == before


def test_an_accelerator_that_fails_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """The meta device has no numbers to give back: torch says so, and the page shows what it says."""
    monkeypatch.setattr("compute.timing.products.synchronize", lambda _: None)
    found = ways((*CPU_ONLY, Device("meta", "no numbers")))
    measurement = advance(Measurement(7, 2, 1, tuple(found)), found, float("inf"))
    assert {left.way for left in measurement.left_out} == {"mm meta", "move meta"}
    assert all("meta" in left.words for left in measurement.left_out)
    assert len(measurement.points) == 2 * len(WAYS)


def test_after_the_last_step_there_is_none() -> None:
    done = replace(Measurement(7, 2, 1, ("invented",)), done=2)
    assert done.finished
    assert advance(done, {}, 1.0, Clock()) is done
    with pytest.raises(IndexError):
        step(done, {}, Clock())


def test_operations_a_second() -> None:
    assert Timed("mm", 1000, 0.02, 1, 0.0).gflops == pytest.approx(100)
    assert all(Measurement(7, size, 1, ()).sizes[-1] == size for size in SIZES)
