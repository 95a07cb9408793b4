"""Evaluate a measurement: from which size on one way is faster than another, and by how much."""

from dataclasses import dataclass
from itertools import takewhile

from compute.timing.timing import Measurement, Timed

MARGIN = 1.1
"""A way wins where it takes less than the other by this factor; what lies between is the noise of a busy machine."""


@dataclass(frozen=True)
class Crossover:
    """`fast` against `slow` at all sizes at which both were measured.

    Attributes
    ----------
    wins_from: the smallest size from which `fast` wins at every further size too; None where it does not at the last.
    loses_to: the largest size up to which `slow` wins at every size; None where it does not at the smallest.
    size: the largest size that both have.
    factor: how many times as long `slow` takes there.
    """

    wins_from: int | None
    loses_to: int | None
    size: int
    factor: float


def compare(measurement: Measurement, fast: str, slow: str) -> Crossover | None:
    """Compare two ways; None where they have no size in common."""
    pairs = [(mine, other) for mine in measurement.of(fast) if (other := measurement.at(slow, mine.size)) is not None]
    if not pairs:
        return None
    wins_from = None
    for mine, other in reversed(pairs):
        if other.seconds < MARGIN * mine.seconds:
            break
        wins_from = mine.size
    lost = takewhile(lambda pair: pair[0].seconds >= MARGIN * pair[1].seconds, pairs)
    last, other = pairs[-1]
    return Crossover(
        wins_from, max((mine.size for mine, _other in lost), default=None), last.size, other.seconds / last.seconds
    )


def fastest(measurement: Measurement, way: str) -> Timed | None:
    """Return the point at which a way makes the most operations a second."""
    return max(measurement.of(way), key=lambda point: point.gflops, default=None)
