"""The course of a setting: out of the store that all sessions share, which computes it while the page waits."""

import secrets
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.base.text import Translate
from components.jobs.asker import Asker, this_asker
from components.jobs.courses import GivenUp, Waiting, WallSoFar, WallSpec, courses
from components.state import link
from components.state.scene import NotReady
from compute.training.course import Course
from compute.training.last_bit import LastBit
from compute.training.setting import TrainingSpec

AT_FIRST, AGAIN = 0.8, 0.05
"""Seconds that a run of the page waits for a wall: in its first run, and each time that it looks again."""

INTERVAL = 1.0
"""Seconds between two looks at a wall."""

_TAB, _WAITS, _STOPPED = "training-tab", "training-waits", "training-stopped"


class WaitingPlace:
    """Where the page says how far a course is that is not there yet, and lets it be stopped.

    Parameters
    ----------
    begin: places what is to be seen meanwhile; called once, when the first course is not there at once.
    """

    def __init__(self, begin: Callable[[], None], _: Translate) -> None:
        self._slot, self._begin, self._ = st.empty(), begin, _
        self._inner: DeltaGenerator | None = None
        self._bar: DeltaGenerator | None = None
        self._courses = 0

    def course(self, spec: TrainingSpec) -> Course | None:
        """Return a course, for which this run of the page waits; None where the visitor does not want it, or for now.

        Each word about how far it is goes to the page: there Streamlit ends a run whose visitor wants something else.
        """
        _ = self._
        self._courses += 1
        if st.session_state.get(_place(_STOPPED)) == spec and courses().find(spec) is None:
            panel = self._panel()
            panel.caption(_("You have stopped this training."))
            panel.button(_("go on"), key=self._key("training-go-on"), on_click=go_on)
            return None
        found = courses().wait_for(spec, this_asker(_TAB), lambda waiting: self._show(waiting, spec))
        if isinstance(found, Course):
            if self._inner is not None:
                self._inner.empty()
            self._bar = None
            return found
        panel = self._panel()
        if isinstance(found, GivenUp):
            panel.warning(_("This training could not be computed. Change the setting, or try again in a minute."))
        else:
            panel.caption(_("Too many trainings are waiting here already."))
            panel.button(_("try again"), key=self._key("training-again"))
        return None

    def other_course(self, spec: TrainingSpec) -> Course:
        """Return a course that is shown beside another one, or asked about.

        Raises
        ------
        NotReady: it is not to be had now.
        """
        course = self.course(spec)
        if course is None:
            raise NotReady
        return course

    def _show(self, waiting: Waiting, spec: TrainingSpec) -> None:
        _ = self._
        if waiting.before:
            words = _.plural(
                "{count} training is before this one.", "{count} trainings are before this one.", waiting.before
            )
        else:
            words = _("{percent} % of the steps are computed.", percent=round(100 * waiting.share))
        if self._bar is None:
            panel = self._panel()
            self._bar = panel.progress(waiting.share, words)
            panel.button(_("stop"), key=self._key("training-stop"), on_click=stop, args=(spec,))
        else:
            self._bar.progress(waiting.share, words)

    def _panel(self) -> DeltaGenerator:
        """Return an empty place that replaces what was said there before."""
        if self._inner is None:
            if self._courses == 1:
                self._begin()
            self._inner = self._slot.container(key="waiting").empty()
        self._bar = None
        return self._inner.container(horizontal=True, vertical_alignment="center")

    def _key(self, name: str) -> str:
        """Make the key of a button; a run that waits for several courses places it again, and each needs its own."""
        return name if self._courses == 1 else f"{name}-{self._courses}"


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


def course_for_files(spec: TrainingSpec) -> Course:
    """Return a course that a file has something of, wherever it is packed.

    Raises
    ------
    NotReady: it is not to be had now.
    """
    found = courses().wait_for(spec, Asker(secrets.token_hex(8)), lambda _waiting: None)
    if not isinstance(found, Course):
        raise NotReady
    return found


def known_last_bit(course: Course) -> LastBit | None:
    """Return whether a course hangs on the last bit, where that was compared already."""
    return courses().find_last_bit(course.spec)


def wait_for_last_bit(course: Course, show: Callable[[float], None]) -> LastBit | None:
    """Compare a course with one that begins a last bit aside; this run of the page waits. None where that fails.

    Parameters
    ----------
    show: writes to the page which share of it is done.
    """
    found = courses().wait_for_last_bit(course, this_asker(_TAB), lambda waiting: show(waiting.share))
    return found if isinstance(found, LastBit) else None


def wall_now(key: WallSpec, interval: float | None) -> tuple[WallSoFar, bool]:
    """Return the wall as far as it is there, and whether looking again helps.

    Parameters
    ----------
    interval: seconds after which the page looks again; None where it does not.
    """
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
    """Return after how many seconds the page is to look again; None where nothing is under way."""
    return INTERVAL if st.session_state.get(_place(_WAITS)) else None


def wait_for(waits: bool) -> None:
    """Let the page look again, or no longer."""
    st.session_state[_place(_WAITS)] = waits


def stop(spec: TrainingSpec) -> None:
    """Wait for a course no longer; in a callback."""
    st.session_state[_place(_STOPPED)] = spec
    courses().stop(spec, this_asker(_TAB))


def go_on() -> None:
    """Wait for a course again; in a callback."""
    st.session_state.pop(_place(_STOPPED), None)


def _place(name: str) -> str:
    return link.page_key(name)
