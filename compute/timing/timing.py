"""How long each way to a product takes as the matrices grow: measured in small steps, with an end in sight.

A `Measurement` holds plain numbers. `step` returns another one with one more point, so that whoever drives it can show
the progress, stop, and let others in between.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from compute.timing.products import ProductMethod, difference, matrices
from compute.timing.threads import threads
from compute.torch_errors import words_of

Clock = Callable[[], float]
"""A clock: seconds since some moment."""

SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048)
"""Every n that can be measured."""

POINT_SECONDS, MOST_RUNS = 0.08, 40
"""The time and the number of runs after which a way is done at a size; the shortest run counts."""

LEAST_RUNS = 3
"""The fewest runs, unless they take `LONGEST_RUN` together: a single one may have been disturbed."""

SUSPICIOUS = 4.0
"""A time longer than expected from the smaller sizes by this factor was disturbed: it is run until `LONGEST_RUN`."""

LONGEST_RUN = 0.25
"""A way ends at the size at which one run would take longer than this many seconds, judged by the size before."""

LONGEST_MEASUREMENT = 15.0
"""Seconds of work after which nothing further is measured."""

TOO_LONG, NO_TIME, FAILED = "too long", "no time", "failed"


def multiplications(size: int) -> int:
    """Count what a product of two matrices of n rows and n columns multiplies: n for each of its n * n elements."""
    return size**3


@dataclass(frozen=True)
class Timed:
    """What was measured of one way at one size.

    Attributes
    ----------
    seconds: the shortest of `runs` runs.
    difference: distance from the exact product; None where nothing is multiplied.
    """

    way: str
    size: int
    seconds: float
    runs: int
    difference: float | None = None

    @property
    def gflops(self) -> float:
        """Billions of additions and multiplications a second, 2 n³ of them in a product of n × n matrices."""
        return 2 * multiplications(self.size) / self.seconds / 1e9


@dataclass(frozen=True)
class LeftOut:
    """A way that is not measured from `size` on, and why: `TOO_LONG`, `NO_TIME` or `FAILED`.

    Attributes
    ----------
    seconds: what one run would take, by the size before.
    words: torch's own words, where it failed.
    """

    way: str
    size: int
    why: str
    seconds: float = 0.0
    words: str = ""


@dataclass(frozen=True)
class Measurement:
    """What is to be measured, and what has been.

    Attributes
    ----------
    threads: that torch and NumPy may use.
    ways: names, in the order in which they are measured at each size.
    done: how many pairs of size and way are behind us.
    spent: seconds of work so far.
    """

    seed: int
    largest: int
    threads: int
    ways: tuple[str, ...]
    points: tuple[Timed, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    done: int = 0
    spent: float = 0.0

    @property
    def sizes(self) -> tuple[int, ...]:
        """Every n up to the largest."""
        return tuple(size for size in SIZES if size <= self.largest)

    @property
    def total(self) -> int:
        """How many pairs of size and way there are."""
        return len(self.sizes) * len(self.ways)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do."""
        return self.done >= self.total

    @property
    def next(self) -> tuple[int, str]:
        """Size and way that the next step is about: all ways at one size, then the next size."""
        size, way = divmod(self.done, len(self.ways))
        return self.sizes[size], self.ways[way]

    def of(self, way: str) -> tuple[Timed, ...]:
        """Return the points of one way, by growing size."""
        return tuple(point for point in self.points if point.way == way)

    def at(self, way: str, size: int) -> Timed | None:
        """Return the point of a way at a size; None if it was not measured there."""
        return next((point for point in self.points if (point.way, point.size) == (way, size)), None)


def advance(
    measurement: Measurement, ways: Mapping[str, ProductMethod], seconds: float, clock: Clock = time.perf_counter
) -> Measurement:
    """Take steps until `seconds` are over; at least one, unless nothing is left to do."""
    began = clock()
    while not measurement.finished:
        measurement = step(measurement, ways, clock)
        if clock() - began >= seconds:
            break
    return measurement


def step(measurement: Measurement, ways: Mapping[str, ProductMethod], clock: Clock = time.perf_counter) -> Measurement:
    """Return the measurement with the next pair of size and way done or left out; threads are set back afterwards.

    Raises
    ------
    IndexError: nothing is left to do.
    """
    size, name = measurement.next
    after = replace(measurement, done=measurement.done + 1)
    if any(left.way == name for left in measurement.left_out):
        return after
    expected = _expected(measurement, ways[name], size)
    why = TOO_LONG if expected > LONGEST_RUN else NO_TIME if measurement.spent >= LONGEST_MEASUREMENT else ""
    if why:
        return replace(after, left_out=(*measurement.left_out, LeftOut(name, size, why, expected)))
    began = clock()
    try:
        with threads(measurement.threads):
            point = _measure(ways[name], size, measurement.seed, SUSPICIOUS * expected, clock)
    except RuntimeError as error:  # an accelerator without enough memory, for one
        left = LeftOut(name, size, FAILED, words=words_of(error))
        return replace(after, left_out=(*measurement.left_out, left), spent=measurement.spent + clock() - began)
    return replace(after, points=(*measurement.points, point), spent=measurement.spent + clock() - began)


def _measure(way: ProductMethod, size: int, seed: int, suspicious: float, clock: Clock) -> Timed:
    a, b = matrices(seed, size)
    work = way.prepare(a, b)
    shortest, total, runs = float("inf"), 0.0, 0
    product: object = None
    while _again(runs, total, suspicious=0 < suspicious < shortest):
        began = clock()
        product = work()
        seconds = clock() - began
        shortest, total, runs = min(shortest, seconds), total + seconds, runs + 1
    distance = difference(product, a, b) if way.multiplies else None
    return Timed(way.name, size, max(shortest, 1e-9), runs, distance)  # no clock is finer than a nanosecond


def _again(runs: int, total: float, *, suspicious: bool) -> bool:
    """Tell whether a further run is due after `runs` runs, which took `total` seconds together."""
    if runs < LEAST_RUNS or suspicious:
        return runs == 0 or (runs < MOST_RUNS and total < LONGEST_RUN)
    return runs < MOST_RUNS and total < POINT_SECONDS


def _expected(measurement: Measurement, way: ProductMethod, size: int) -> float:
    """Predict the seconds that one run will take, if the work grows as it should; 0 where nothing is known yet.

    From the best of the sizes so far: at a single one the machine may have been busy with something else.
    """
    points = measurement.of(way.name)
    return min((point.seconds * (size / point.size) ** way.power for point in points), default=0.0)
