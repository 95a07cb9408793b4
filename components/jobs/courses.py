"""The courses of trainings and the walls of this server: each is computed once, whoever asks, and kept for the next.

So is whether a course hangs on the last bit, which takes as long as the course.

A course is a function of its setting, so all sessions share it. Nobody may change one. Torch has no tensor that cannot
be written to, but it counts what was written: a course that somebody has changed is not handed on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import lru_cache, partial
from typing import TypeVar

import torch
from torch import Tensor

from components.jobs.asker import Asker
from components.jobs.kept import KeptResults
from components.jobs.turns import Job, JobProgress, TurnsOfWork
from compute.training.course import Course, Training, course_bytes
from compute.training.last_bit import LastBit, LastBitCheck
from compute.training.setting import TrainingSpec
from compute.training.wall import WIDTHS, WallColumn, wall_slices

KEPT_BYTES, KEPT = 96_000_000, 512
"""The most that is kept, in bytes and in number."""

STEPS = 4
"""Steps of a training between two looks at the clock; they take two to eight milliseconds."""

COURSES_OF_TAB, COMPARED_OF_TAB, WALLS_OF_TAB = 2, 1, 1
"""What a tab waits for at a time: its course and the one beside it, a comparison, and a wall."""

AT_ONCE, AGAIN, FOR_EACH = 0.5, 0.3, 0.05
"""Seconds that one who waits is silent: at first, between two looks, and more for each job that is before theirs."""

AROUND = 20_000
"""Bytes that a course or a column of a wall takes beside its numbers: records and tensors have a size of their own."""

OF_ROW, OF_CELL, OF_LAST_BIT = 200, 600, 4_000
"""Bytes of a row of measured data, of a cell of a wall and of a comparison, as Python's own objects."""

_LAST_BIT = "last bit"

Found = TypeVar("Found")


@dataclass(frozen=True)
class WallSpec:
    """Which wall: the setting, what its columns differ in, and the seeds of each; see `compute.training.wall`."""

    spec: TrainingSpec
    field: str
    values: tuple[int | float, ...]
    seeds: tuple[int, ...]


@dataclass(frozen=True)
class Waiting:
    """A course that is not there yet.

    Attributes
    ----------
    share: how much of it is done, 0 .. 1.
    before: how many jobs are before it; 0 while it is being computed.
    is_full: too many wait, and this one does not; asking again later helps.
    """

    share: float
    before: int
    is_full: bool = False


@dataclass(frozen=True)
class GivenUp:
    """A course, a comparison or a wall whose computing has failed; asked for again after a while, it is tried again."""

    error: Exception


@dataclass(frozen=True)
class WallSoFar:
    """The columns of a wall that are finished, in their order.

    Attributes
    ----------
    share, before, is_full: as in `Waiting`.
    """

    columns: tuple[WallColumn, ...]
    share: float
    before: int = 0
    is_full: bool = False
    is_done: bool = False


class Courses:
    """All courses and walls of a server; safe to be used by many threads."""

    def __init__(self, turns: TurnsOfWork | None = None, kept_bytes: int = KEPT_BYTES, kept: int = KEPT) -> None:
        self._turns = turns or TurnsOfWork()
        self._kept: KeptResults[_SharedCourse | WallSoFar | LastBit] = KeptResults(kept_bytes, kept)

    @property
    def bytes(self) -> int:
        """How much memory all that is kept takes."""
        return self._kept.bytes

    @property
    def jobs(self) -> int:
        """How many courses and walls are being computed or wait for that."""
        return self._turns.jobs

    def find(self, spec: TrainingSpec) -> Course | None:
        """Return the course if it is kept; nothing is computed, and nobody waited for."""
        found = self._kept.find(spec)
        if not isinstance(found, _SharedCourse):
            return None
        if found.is_changed:
            self._kept.forget(spec)
            return None
        return found.course

    def ask(self, spec: TrainingSpec, asker: Asker, wait_s: float = 0.0) -> Course | Waiting | GivenUp:
        """Return the course, or wait for it at most so many seconds and say how it stands.

        Who does not ask again for `SIGN_OF_LIFE` seconds waits no longer.
        """
        course = self.find(spec)
        if course is not None:
            return course
        size = 2 * course_bytes(spec)  # all steps, and once more where they are handed over
        job = Job(
            spec, "course", COURSES_OF_TAB, size, lambda: _CourseWork(spec), lambda: self.find(spec), self._keep_course
        )
        found = self._turns.ask(job, asker, wait_s)
        if found.error is not None:
            return GivenUp(found.error)
        return found.result if isinstance(found.result, Course) else _waiting(found)

    def wait_for(self, spec: TrainingSpec, asker: Asker, show: Callable[[Waiting], None]) -> Course | Waiting | GivenUp:
        """Return the course, and meanwhile show now and then how it stands; where it is full, return that.

        For a run of a page. To run the page again and again instead takes more work than the courses, and each of
        torch's small operations then waits for the interpreter: with forty visitors that looked so, one course took
        sixteen seconds, and by this way two.

        Parameters
        ----------
        show: writes something to the page: there Streamlit ends a run whose visitor wants something else, or has left.
        """
        return _waited_for(partial(self.ask, spec, asker), show)

    def find_last_bit(self, spec: TrainingSpec) -> LastBit | None:
        """Return whether the course hangs on the last bit, if that is kept; nothing is computed."""
        found = self._kept.find((_LAST_BIT, spec))
        return found if isinstance(found, LastBit) else None

    def wait_for_last_bit(
        self, course: Course, asker: Asker, show: Callable[[Waiting], None]
    ) -> LastBit | Waiting | GivenUp:
        """Return whether a course hangs on the last bit, and meanwhile show how far it was compared; see `wait_for`."""
        return _waited_for(partial(self._ask_last_bit, course, asker), show)

    def _ask_last_bit(self, course: Course, asker: Asker, wait_s: float) -> LastBit | Waiting | GivenUp:
        spec = course.spec
        known = self.find_last_bit(spec)
        if known is not None:
            return known
        job = Job(
            (_LAST_BIT, spec),
            _LAST_BIT,
            COMPARED_OF_TAB,
            course_bytes(spec),
            lambda: _LastBitWork(course),
            lambda: self.find_last_bit(spec),
            partial(self._keep_last_bit, spec),
        )
        found = self._turns.ask(job, asker, wait_s)
        if found.error is not None:
            return GivenUp(found.error)
        return found.result if isinstance(found.result, LastBit) else _waiting(found)

    def stop(self, spec: TrainingSpec, asker: Asker) -> None:
        """Wait for the course no longer; where nobody else does, it is not computed any further."""
        self._turns.stop(spec, asker)

    def find_wall(self, key: WallSpec) -> WallSoFar | None:
        """Return the wall with all its columns if it is kept."""
        found = self._kept.find(key)
        return found if isinstance(found, WallSoFar) else None

    def ask_wall(self, key: WallSpec, asker: Asker, wait_s: float = 0.0) -> WallSoFar | GivenUp:
        """Return the wall, or wait for it at most so many seconds and return the columns that there are."""
        found_wall = self.find_wall(key)
        if found_wall is not None:
            return found_wall
        job = Job(
            key,
            "wall",
            WALLS_OF_TAB,
            wall_bytes(key),
            lambda: _WallWork(key),
            lambda: self.find_wall(key),
            partial(self._keep_wall, key),
        )
        found = self._turns.ask(job, asker, wait_s)
        if found.error is not None:
            return GivenUp(found.error)
        so_far = found.result if isinstance(found.result, WallSoFar) else WallSoFar((), found.share)
        return replace(so_far, before=found.before, is_full=found.is_full)

    def stop_wall(self, key: WallSpec, asker: Asker) -> None:
        """Wait for the wall no longer; where nobody else does, it is not computed any further."""
        self._turns.stop(key, asker)

    def _keep_course(self, course: object) -> None:
        if isinstance(course, Course):
            shared = _SharedCourse(course)
            self._kept.keep(course.spec, shared, shared.bytes)

    def _keep_last_bit(self, spec: TrainingSpec, found: object) -> None:
        if isinstance(found, LastBit):
            self._kept.keep((_LAST_BIT, spec), found, OF_LAST_BIT + _measured_bytes(spec))

    def _keep_wall(self, key: WallSpec, found: object) -> None:
        if isinstance(found, WallSoFar):
            cells = len(key.values) * len(key.seeds)
            size = len(key.values) * AROUND + cells * OF_CELL + _measured_bytes(key.spec)
            self._kept.keep(key, found, size)


def _waiting(found: JobProgress) -> Waiting:
    return Waiting(found.share, found.before, found.is_full)


def _waited_for(
    ask: Callable[[float], Found | Waiting | GivenUp], show: Callable[[Waiting], None]
) -> Found | Waiting | GivenUp:
    """Ask again and again until there is something; who has more jobs before theirs asks less often."""
    found = ask(AT_ONCE)
    while isinstance(found, Waiting) and not found.is_full:
        show(found)
        found = ask(AGAIN + FOR_EACH * found.before)
    return found


def wall_bytes(key: WallSpec) -> int:
    """Return about how many bytes a wall takes while it is computed: one column of it, whose networks are one batch."""
    spec = key.spec
    widest = max((*spec.hidden, *key.values)) if key.field == WIDTHS else max((*spec.hidden, 0))
    numbers = len(spec.features) + 5 * (widest + spec.network.outputs)
    return int(len(key.seeds) * spec.points * numbers) * torch.float32.itemsize


def _measured_bytes(spec: TrainingSpec) -> int:
    return 0 if spec.measured is None else len(spec.measured.rows) * OF_ROW


class _SharedCourse:
    """A course with what torch has counted as written into its tensors."""

    def __init__(self, course: Course) -> None:
        self.course = course
        each = {id(tensor): tensor for tensor in _tensors(course)}
        self._written = [(tensor, tensor._version) for tensor in each.values()]

    @property
    def bytes(self) -> int:
        """How much memory it takes, with its data and what records and tensors take themselves."""
        return sum(tensor.nbytes for tensor, _ in self._written) + AROUND + _measured_bytes(self.course.spec)

    @property
    def is_changed(self) -> bool:
        """Whether anything was written since."""
        return any(tensor._version != version for tensor, version in self._written)


def _tensors(value: object) -> Iterator[Tensor]:
    """Yield all tensors of a record or a tuple, also of those within it."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _tensors(item)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _tensors(getattr(value, each.name))


class _CourseWork:
    """The work on a course."""

    def __init__(self, spec: TrainingSpec) -> None:
        self._training = Training(spec)

    @property
    def share(self) -> float:
        return 1.0 if self._training.is_done else self._training.step / self._training.spec.steps

    def go_on(self) -> bool:
        self._training.advance(STEPS)
        return self._training.is_done

    def result(self) -> Course | None:
        return self._training.course() if self._training.is_done else None


class _LastBitWork:
    """The work on the comparison of a course with one that begins a last bit aside."""

    def __init__(self, course: Course) -> None:
        self._check = LastBitCheck(course)

    @property
    def share(self) -> float:
        return self._check.share

    def go_on(self) -> bool:
        self._check.advance(STEPS)
        return self._check.is_done

    def result(self) -> LastBit | None:
        return self._check.found() if self._check.is_done else None


class _WallWork:
    """The work on a wall; a piece of it may end without a column."""

    def __init__(self, key: WallSpec) -> None:
        self._wanted = len(key.values)
        self._left = wall_slices(key.spec, key.field, key.values, key.seeds)
        self._columns: tuple[WallColumn, ...] = ()
        self._share = 0.0

    @property
    def share(self) -> float:
        return self._share

    def go_on(self) -> bool:
        done = next(self._left)
        self._share = done.share
        if done.column is not None:
            self._columns = (*self._columns, done.column)
        return self._is_done

    def result(self) -> WallSoFar:
        return WallSoFar(self._columns, self.share, is_done=self._is_done)

    @property
    def _is_done(self) -> bool:
        return len(self._columns) == self._wanted


@lru_cache(maxsize=1)
def courses() -> Courses:
    """Return the courses of this server, one store for all sessions; the warm-up makes it."""
    return Courses()
