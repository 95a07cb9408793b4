"""What was found out about a course, kept for the next run of the page: it takes up to a second to find out."""

from collections.abc import Callable
from functools import lru_cache
from time import perf_counter
from typing import TypeVar, cast

from components.jobs.kept import KeptResults
from compute.training.autopsy import Finding, NotFinite, OtherRate, findings, not_finite
from compute.training.course import Course, OptimizerState
from compute.training.last_bit import LastBit, LastBitCheck
from compute.training.optimizer_step import checkpoints

KEPT_BYTES, KEPT = 4_000_000, 256
"""The most that is kept, in bytes and in number."""

OF_RESULT, OF_CHECKPOINTS, OF_ROW = 4_000, 400_000, 200
"""Bytes of a result with its setting, of the checkpoints of the largest network, and of a row of measured data."""

PATIENCE = 0.6
"""Seconds that a page takes to compare a course with one that begins a last bit aside."""

CHECKED_STEPS = 10
"""Steps of that between two looks at the clock."""

Result = TypeVar("Result")


def known_not_finite(course: Course) -> NotFinite | None:
    """Return the first tensor of the course that was not finite; at once where it did not break."""
    if course.broke is None:
        return None
    return _known("not finite", course, 0, lambda: not_finite(course))


def known_findings(course: Course, step: int) -> tuple[Finding, ...]:
    """Return what keeps the network of this step from learning.

    Where the course breaks later, a smaller rate is the repair of that: what is found beside it has another one.
    """
    found = _known("findings", course, step, lambda: findings(course, step))
    if course.broke is None:
        return found
    return tuple(each for each in found if not isinstance(each, OtherRate) and each.repair.field != "rate")


def known_last_bit(course: Course) -> tuple[LastBit, int]:
    """Return whether the course hangs on the last bit, and the step up to which was compared: time is bounded."""
    return _known("last bit", course, 0, lambda: _compared(course))


def known_checkpoints(course: Course) -> tuple[OptimizerState, ...]:
    """Return what the optimizer remembers before step 0 and every 100th after it."""
    return _known("checkpoints", course, 0, lambda: checkpoints(course), OF_CHECKPOINTS)


def _compared(course: Course) -> tuple[LastBit, int]:
    check, until = LastBitCheck(course), perf_counter() + PATIENCE
    done = 0
    while not check.is_done and perf_counter() < until:
        check.advance(CHECKED_STEPS)
        done += CHECKED_STEPS
    return check.found(), course.last if check.is_done else min(done, course.last)


def _known(what: str, course: Course, step: int, find: Callable[[], Result], size: int = OF_RESULT) -> Result:
    key, kept = (what, course.spec, step), _kept()
    known = kept.find(key)
    if known is None:
        known = (find(),)
        rows = 0 if course.spec.measured is None else len(course.spec.measured.rows)
        kept.keep(key, known, size + OF_ROW * rows)
    return cast(Result, known[0])


@lru_cache(maxsize=1)
def _kept() -> KeptResults[tuple[object]]:
    return KeptResults(KEPT_BYTES, KEPT)
