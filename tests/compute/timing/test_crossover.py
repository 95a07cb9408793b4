"""Who wins from where on, in invented measurements."""

import pytest

from compute.timing.crossover import MARGIN, compare, fastest
from compute.timing.timing import Measurement, Timed
from tests.cases import for_each

SIZES = (1, 2, 4, 8, 16)


def times(**ways: list[float]) -> Measurement:
    points = tuple(
        Timed(way, size, float(seconds), 1, 0.0)
        for way, found in ways.items()
        for size, seconds in zip(SIZES, found, strict=False)
    )
    return Measurement(7, 16, 1, tuple(ways), points)


@for_each(
    ("fast", "slow", "wins_from", "loses_to", "factor"),
    [
        ([2, 2, 2, 2, 2], [1, 1, 4, 8, 16], 4, 2, 8),
        ([1, 1, 1, 1, 1], [2, 2, 2, 2, 2], 1, None, 2),
        ([2, 2, 2, 2, 2], [1, 1, 1, 1, 1], None, 16, 0.5),
        ([1, 1, 1, 1, 1], [1, 1, 1, 1, 1], None, None, 1),  # ties
        ([1, 1, 1, 1, 1], [2, 2, 1.05, 2, 3], 8, None, 3),  # too near in the middle
        ([1, 1, 1, 1, 1], [2, 2, 2, 2, 1.05], None, None, 1.05),  # wins until the end, not at it
        ([1, 1, 1, 1, 1], [0.5, 2, 0.5, 2, 2], 8, 1, 2),  # back and forth
        ([1, 1, 1, 1, 1], [1, 1, 1, 1, 9], 16, None, 9),
        ([1, 1, 1, 1, 1], [1, 3], 2, None, 3),  # the slow one ends early
        ([1], [3, 3, 3], 1, None, 3),
        ([1, 1, 9, 1, 1], [2, 2, 2, 2, 2], 8, None, 2),  # disturbed in the middle
    ],
)
def test_who_wins(
    fast: list[float], slow: list[float], wins_from: int | None, loses_to: int | None, factor: float
) -> None:
    found = compare(times(fast=fast, slow=slow), "fast", "slow")
    assert found is not None
    assert (found.wins_from, found.loses_to) == (wins_from, loses_to)
    assert found.size == SIZES[min(len(fast), len(slow)) - 1]
    assert found.factor == pytest.approx(factor)


@for_each(("ratio", "wins"), [(MARGIN, True), (1.15, True), (1.099, False), (1.05, False)])
def test_a_tenth_more_is_a_win_and_less_is_noise_for_either_of_the_two(ratio: float, wins: bool) -> None:
    won, lost = compare(times(a=[1.0], b=[ratio]), "a", "b"), compare(times(a=[ratio], b=[1.0]), "a", "b")
    assert won is not None
    assert lost is not None
    assert (won.wins_from, won.loses_to) == (1 if wins else None, None)
    assert (lost.wins_from, lost.loses_to) == (None, 1 if wins else None)


def test_nothing_in_common() -> None:
    assert compare(times(a=[1.0]), "a", "b") is None
    assert compare(times(), "a", "b") is None


def test_the_fastest_point_has_the_most_operations_a_second() -> None:
    point = fastest(times(mm=[1, 1, 1, 1, 100]), "mm")
    assert point is not None
    assert point.size == 8
    assert fastest(times(), "mm") is None
