"""The course of a setting: out of the store that all sessions share, which computes it while the page waits."""

from dataclasses import dataclass

import streamlit as st

from components.jobs.asker import this_asker
from components.jobs.courses import GivenUp, Waiting, WallSoFar, WallSpec, courses
from components.state import link
from components.state.scene import NotReady
from compute.training.course import Course
from compute.training.setting import TrainingSpec

AT_FIRST, AGAIN = 1.0, 0.2
"""Seconds that a run of the page waits for a course: in its first run, and each time that it looks again."""

INTERVAL = 0.3
"""Seconds between two looks."""

_TAB, _WAITS, _STOPPED = "training-tab", "training-waits", "training-stopped"


@dataclass(frozen=True)
class UnderWay:
    """A course that is not there yet.

    Attributes
    ----------
    share: how much of it is done, 0 .. 1.
    before: how many are before it.
    so_far: its first steps; None where there are none to show.
    is_full: too many wait.
    is_stopped: the visitor does not want it any more.
    has_failed: it could not be computed.
    """

    share: float = 0.0
    before: int = 0
    so_far: Course | None = None
    is_full: bool = False
    is_stopped: bool = False
    has_failed: bool = False

    @property
    def goes_on(self) -> bool:
        """Whether looking again helps."""
        return not (self.is_stopped or self.has_failed)


def known_course(spec: TrainingSpec) -> Course:
    """Return a course that is there.

    Raises
    ------
    NotReady: it is not; nothing is computed.
    """
    course = courses().find(spec)
    if course is None:
        raise NotReady
    return course


def course_soon(spec: TrainingSpec) -> Course:
    """Return a course, in a run of the page, for which it waits a little.

    Raises
    ------
    NotReady: it takes longer; looking again helps.
    """
    found = _asked(spec, AT_FIRST)
    if isinstance(found, Course):
        return found
    raise NotReady


def course_now(spec: TrainingSpec, interval: float | None) -> Course | UnderWay:
    """Return the course that the page shows, or how far it is.

    Parameters
    ----------
    interval: seconds after which the page looks again; None where it does not.
    """
    if st.session_state.get(_place(_STOPPED)) == spec:
        return courses().find(spec) or UnderWay(is_stopped=True)
    return _asked(spec, AT_FIRST if interval is None else AGAIN)


def _asked(spec: TrainingSpec, wait: float) -> Course | UnderWay:
    found = courses().ask(spec, this_asker(_TAB), wait)
    if isinstance(found, Course):
        return found
    if isinstance(found, GivenUp):
        return UnderWay(has_failed=True)
    assert isinstance(found, Waiting)
    return UnderWay(found.share, found.before, found.so_far, found.is_full)


def wall_now(key: WallSpec, interval: float | None) -> tuple[WallSoFar, bool]:
    """Return the wall as far as it is there, and whether looking again helps; `interval` as for `course_now`."""
    if st.session_state.get(_place(_STOPPED)) == key:
        return courses().find_wall(key) or WallSoFar((), 0.0), False
    found = courses().ask_wall(key, this_asker(_TAB), AT_FIRST if interval is None else AGAIN)
    if isinstance(found, GivenUp):
        return WallSoFar((), 0.0), False
    return found, not found.is_done


def stop_wall(key: WallSpec) -> None:
    """Wait for a wall no longer; in a callback."""
    st.session_state[_place(_STOPPED)] = key
    courses().stop_wall(key, this_asker(_TAB))


def interval() -> float | None:
    """Seconds after which the page is to look again; None where nothing is under way."""
    return INTERVAL if st.session_state.get(_place(_WAITS)) else None


def wait_for(waits: bool) -> None:
    """Let the page look again, or no longer."""
    st.session_state[_place(_WAITS)] = waits


def stop(spec: TrainingSpec) -> None:
    """Wait for a course no longer; in a callback."""
    st.session_state[_place(_STOPPED)] = spec
    courses().stop(spec, this_asker(_TAB))


def go_on() -> None:
    """Wait for it again."""
    st.session_state.pop(_place(_STOPPED), None)


def _place(name: str) -> str:
    return link.page_key(name)
