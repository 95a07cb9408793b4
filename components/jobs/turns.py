"""Jobs of many visitors, done in slices by one thread of this process, which serves them by turns.

A job has a key: whoever asks for the same key waits for the same job. One that nobody has asked for during
`SIGN_OF_LIFE` seconds is dropped, and so is one that its tab has replaced by a newer one, unless others wait for it.

Turns go round among the addresses of the network, at each among its visitors, and of a visitor among their jobs: next
is always who has gone longest without a turn. A job keeps its turn for `TURN` seconds, in which most of them are done;
by equal slices all jobs of a class would end together, and late.

The thread is there as long as there are jobs. It is no resource of Streamlit: a message from a browser can clear those.
"""

import logging
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Protocol

from components.jobs.asker import Asker
from components.jobs.queue import SIGN_OF_LIFE

SLICE = 0.025
"""Seconds of work after which the thread checks who has left or asked, and lets all other threads run first."""

REST = 0.001
"""Seconds between two slices."""

SHOWN = 4
"""A job shows what it has so far after its first slice, and then after every so many slices more."""

TURN = 0.5
"""Seconds of work after which another job has its turn."""

PLACES = 128
"""The most jobs at once: enough for a class in which each student waits for two courses and a wall."""

MOST_OF_VISITOR = 6
"""The most jobs that one visitor waits for, with all tabs together."""

MOST_BYTES = 48_000_000
"""Memory of all jobs that have begun; a further one begins when there is room again."""

FAILED_FOR, FAILURES = 30.0, 64
"""Seconds during which a job that has failed is not tried again, and how many such are remembered."""

_LOG = logging.getLogger(__name__)


class Work(Protocol):
    """What a job does, piece by piece; only the thread that works calls it."""

    @property
    def share(self) -> float:
        """How much of it is done, 0 .. 1."""
        ...

    def go_on(self) -> bool:
        """Do a piece of a few milliseconds; returns whether it was the last."""
        ...

    def result(self) -> object:
        """Return all of it at the end; before that what is worth showing, as nothing changes it any more, or None."""
        ...


@dataclass(frozen=True)
class Job:
    """What is asked for.

    Attributes
    ----------
    kind: of these jobs a tab waits for `most` at a time; a newer one takes the place of the oldest.
    bytes: memory that it takes while it is being computed.
    begin: makes the work, when its first turn comes.
    find: looks for the result where results are kept, or gives None.
    keep: puts the result there.
    """

    key: Hashable
    kind: str
    most: int
    bytes: int
    begin: Callable[[], Work]
    find: Callable[[], object]
    keep: Callable[[object], None]


@dataclass(frozen=True)
class JobProgress:
    """How a job stands.

    Attributes
    ----------
    share: how much of it is done, 0 .. 1.
    before: how many jobs are before it; 0 while it has its turn.
    result: all of it where `is_done`, else what there was a few slices ago, or None.
    is_full: there is no place for it now.
    error: why it was given up.
    """

    share: float = 0.0
    before: int = 0
    result: object = None
    is_done: bool = False
    is_full: bool = False
    error: Exception | None = None


@dataclass(frozen=True)
class _Question:
    """Until when somebody is known to wait for the answer, and the number of the question among all questions."""

    until: float
    number: int


@dataclass(eq=False)
class _Place:
    """A job among the others.

    Attributes
    ----------
    asked: who waits for it, in the order of coming, with the last question.
    worked: seconds of work in this turn.
    turn: the number of its last turn, 0 before the first.
    slices: how many it has had.
    ended: set when there is no more to wait for.
    """

    job: Job
    asked: dict[Asker, _Question] = field(default_factory=dict)
    work: Work | None = None
    worked: float = 0.0
    turn: int = 0
    slices: int = 0
    share: float = 0.0
    result: object = None
    is_done: bool = False
    error: Exception | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def owner(self) -> Asker:
        """Whose turn it takes: of those who wait the one who came first."""
        return next(iter(self.asked))


def _in_a_thread(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="jobs", daemon=True).start()


class TurnsOfWork:
    """The jobs of a server; safe to be used by many threads.

    Parameters
    ----------
    clock: seconds, for who is there.
    worked: seconds that the thread which asks has had of a processor.
    start: begins the work, in a thread of its own.
    rest: waits for so many seconds.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        worked: Callable[[], float] = time.thread_time,
        start: Callable[[Callable[[], None]], None] = _in_a_thread,
        rest: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock, self._worked, self._start, self._rest = clock, worked, start, rest
        self._lock = threading.Lock()
        self._places: dict[Hashable, _Place] = {}
        self._current: _Place | None = None
        self._served: OrderedDict[tuple[str, ...], int] = OrderedDict()
        self._failed: OrderedDict[Hashable, tuple[Exception, float]] = OrderedDict()
        self._questions = self._turns = 0
        self._is_working = False

    @property
    def jobs(self) -> int:
        """How many jobs are under way or wait."""
        with self._lock:
            return len(self._places)

    def ask(self, job: Job, asker: Asker, wait_s: float = 0.0) -> JobProgress:
        """Give a sign of life, begin the job if nobody has, and wait for it at most so many seconds."""
        with self._lock:
            place = self._places.get(job.key)
            if place is None:
                at_once = self._at_once(job)
                if at_once is not None:
                    return at_once
                self._drop_abandoned()
                if not self._has_room_for(asker.address):
                    return JobProgress(is_full=True)
                place = self._places[job.key] = _Place(job)
            self._questions += 1
            place.asked[asker] = _Question(self._clock() + wait_s, self._questions)
            self._give_up_older(job, asker)
            starts, self._is_working = not self._is_working, True
        if starts:
            self._begin_to_work()
        place.ended.wait(wait_s)
        with self._lock:
            if asker in place.asked:
                place.asked[asker] = _Question(self._clock(), place.asked[asker].number)
            before = self._before(place)
            return JobProgress(place.share, before, place.result, place.is_done, error=place.error)

    def stop(self, key: Hashable, asker: Asker) -> None:
        """Wait for this job no longer; where nobody else does, it is dropped."""
        with self._lock:
            place = self._places.get(key)
            if place is not None:
                self._leave(place, asker)

    def work(self) -> None:
        """Work until nothing is left."""
        try:
            while self.work_a_slice():
                self._rest(REST)
        except BaseException:
            # Whatever ends this thread: the next one who asks begins another.
            with self._lock:
                self._is_working = False
            raise

    def work_a_slice(self) -> bool:
        """Work for a slice on the job whose turn it is; returns whether there was one. Only one thread may do so."""
        with self._lock:
            self._drop_abandoned()
            place = self._current = self._next()
            if place is None:
                self._is_working = False
                return False
        is_last, begun = False, self._worked()
        try:
            work = place.work = place.work or place.job.begin()
            while not is_last and self._worked() - begun < SLICE:
                is_last = work.go_on()
            result = work.result() if is_last or place.slices % SHOWN == 0 else place.result
            if is_last:
                place.job.keep(result)
        except Exception as error:
            _LOG.exception("a job has failed")
            self._fail(place, error.with_traceback(None))
            return True
        with self._lock:
            place.worked += self._worked() - begun
            place.slices += 1
            place.share, place.result, place.is_done = work.share, result, is_last
            if is_last:
                self._remove(place)
        return True

    def _begin_to_work(self) -> None:
        try:
            self._start(self.work)
        except RuntimeError:  # the system has no thread left: the next one who asks tries again
            with self._lock:
                self._is_working = False

    def _at_once(self, job: Job) -> JobProgress | None:
        """Return how a job without a place stands: it is done, or was given up a moment ago; None if it is neither."""
        result = job.find()
        if result is not None:
            return JobProgress(1.0, result=result, is_done=True)
        error, until = self._failed.get(job.key, (None, 0.0))
        return JobProgress(error=error) if error is not None and self._clock() < until else None

    def _fail(self, place: _Place, error: Exception) -> None:
        with self._lock:
            place.error = error
            self._failed[place.job.key] = (error, self._clock() + FAILED_FOR)
            self._failed.move_to_end(place.job.key)
            if len(self._failed) > FAILURES:
                self._failed.popitem(last=False)
            self._remove(place)

    def _remove(self, place: _Place) -> None:
        if self._places.get(place.job.key) is place:
            del self._places[place.job.key]
        place.ended.set()

    def _leave(self, place: _Place, asker: Asker) -> None:
        place.asked.pop(asker, None)
        if not place.asked:
            self._remove(place)

    def _drop_abandoned(self) -> None:
        now = self._clock()
        for place in list(self._places.values()):
            for asker, question in list(place.asked.items()):
                if now - question.until > SIGN_OF_LIFE:
                    self._leave(place, asker)

    def _give_up_older(self, job: Job, asker: Asker) -> None:
        """Let a tab wait for no more jobs of a kind than it may, nor a visitor for more of all: the oldest goes."""
        tab = self._asked_by(lambda other, who: who == asker and other.kind == job.kind)
        for place, who in tab[: -job.most]:
            self._leave(place, who)
        visitor = self._asked_by(lambda _other, who: who.visitor == asker.visitor)
        for place, who in visitor[:-MOST_OF_VISITOR]:
            self._leave(place, who)

    def _asked_by(self, is_meant: Callable[[Job, Asker], bool]) -> list[tuple[_Place, Asker]]:
        """List who waits for what, in the order of the last questions; only those for whom `is_meant` holds."""
        found = [
            (question.number, place, who)
            for place in self._places.values()
            for who, question in place.asked.items()
            if is_meant(place.job, who)
        ]
        return [(place, who) for _number, place, who in sorted(found, key=lambda each: each[0])]

    def _has_room_for(self, address: str) -> bool:
        """Tell whether there is a place for one from this address.

        Where all places are taken, the last one of the most crowded address makes room for an address with fewer.
        """
        if len(self._places) < PLACES:
            return True
        crowds = Counter(place.owner.address for place in self._places.values())
        crowded, most = crowds.most_common(1)[0]
        if crowds[address] + 1 >= most:
            return False
        self._remove([place for place in self._places.values() if place.owner.address == crowded][-1])
        return True

    def _next(self) -> _Place | None:
        """Choose the job that is worked on next, and note its turn; None where there is none."""
        current = self._current
        if current is not None and self._places.get(current.job.key) is current and current.worked < TURN:
            return current
        waiting = [place for place in self._places.values() if self._fits(place)]
        if not waiting:
            return None
        place = min(waiting, key=self._order)
        self._turns += 1
        place.turn, place.worked = self._turns, 0.0
        for name in ((place.owner.address,), (place.owner.address, place.owner.visitor)):
            self._served[name] = self._turns
            self._served.move_to_end(name)
        while len(self._served) > 4 * PLACES:
            self._served.popitem(last=False)
        return place

    def _fits(self, place: _Place) -> bool:
        """Tell whether there is memory for a job: it has begun, or those that have begun leave room."""
        begun = [other.job.bytes for other in self._places.values() if other.work is not None]
        return place.work is not None or not begun or sum(begun) + place.job.bytes <= MOST_BYTES

    def _order(self, place: _Place) -> tuple[int, int, int]:
        """Return the key by which jobs are sorted into turns.

        Who has gone longest without a turn comes first; of those without any, who has come first.
        """
        address, visitor = (place.owner.address,), (place.owner.address, place.owner.visitor)
        return self._served.get(address, 0), self._served.get(visitor, 0), place.turn

    def _before(self, place: _Place) -> int:
        """Count the jobs that have their turn before this one."""
        if self._current is place or self._places.get(place.job.key) is not place:
            return 0
        others = [other for other in self._places.values() if other is not self._current]
        is_busy = len(others) < len(self._places)
        return sorted(others, key=self._order).index(place) + is_busy
