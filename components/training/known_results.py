"""What was found out about a course, kept for the next run of the page: finding out takes some tenths of a second."""

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar, cast

from components.jobs.kept import KeptResults
from compute.training.autopsy import Finding, NotFinite, OtherRate, findings, not_finite
from compute.training.course import Course

KEPT_BYTES, KEPT = 4_000_000, 256
"""The most that is kept, in bytes and in number."""

OF_RESULT, OF_ROW = 4_000, 200
"""Bytes of a result with its setting, and of a row of measured data."""

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


def _known(what: str, course: Course, step: int, find: Callable[[], Result]) -> Result:
    key, kept = (what, course.spec, step), _kept()
    known = kept.find(key)
    if known is None:
        known = (find(),)
        rows = 0 if course.spec.measured is None else len(course.spec.measured.rows)
        kept.keep(key, known, OF_RESULT + OF_ROW * rows)
    return cast(Result, known[0])


@lru_cache(maxsize=1)
def _kept() -> KeptResults[tuple[object]]:
    return KeptResults(KEPT_BYTES, KEPT)
