"""The measurement of a session: start it, wait for its turn, work on it piece by piece, stop it.

It lives in the session as plain numbers. The page's fragment comes back every so often as long as `interval` says so,
and `go_on` does a piece of work each time: what the person clicks meanwhile is heard in between.
"""

from dataclasses import dataclass
from enum import Enum

import streamlit as st

from components.jobs.asker import this_asker
from components.jobs.queue import Standing, measuring_line
from compute.timing.products import ways
from compute.timing.timing import Measurement, advance

MEASUREMENT, RUNNING, NAME = "devices-measurement", "devices-state", "devices-name"

SLICE = 0.2
"""Seconds of work in one run of the fragment; a single step can take a little longer."""

INTERVAL, WAITING_INTERVAL = 0.25, 1.0
"""Seconds between two runs of the fragment, while one measures and while one waits."""


class State(Enum):
    """What a measurement is doing."""

    NONE = "none"
    WAITING = "waiting"
    MEASURING = "measuring"
    STOPPED = "stopped"
    FINISHED = "finished"


@dataclass(frozen=True)
class MeasuringState:
    """A session's measurement, as far as it has got, and where it stands in the line if it waits."""

    state: State
    measurement: Measurement | None = None
    standing: Standing | None = None


def start(seed: int, largest: int, threads: int) -> None:
    """Begin anew; the work is done in `go_on`.

    Ignored while one is under way: pressing the button again and again must not keep the turn.
    """
    if _state() in (State.WAITING, State.MEASURING):
        return
    st.session_state[MEASUREMENT] = Measurement(seed, largest, threads, tuple(ways()))
    st.session_state[RUNNING] = State.WAITING


def stop() -> None:
    """End here; what has been measured stays."""
    st.session_state[RUNNING] = State.STOPPED
    asker = this_asker(NAME)
    measuring_line().leave(asker.visitor, asker.tab)


def current() -> Measurement | None:
    """Return the session's measurement, as far as it has got; None before the first."""
    found: Measurement | None = st.session_state.get(MEASUREMENT)
    return found


def interval() -> float | None:
    """Return the seconds until the fragment has to run again; None where nothing is under way."""
    return {State.MEASURING: INTERVAL, State.WAITING: WAITING_INTERVAL}.get(_state())


def go_on() -> MeasuringState:
    """Do a piece of work if it is this session's turn, and say how things stand."""
    measurement = current()
    if measurement is None or _state() not in (State.WAITING, State.MEASURING):
        return MeasuringState(_state(), measurement)
    line, asker = measuring_line(), this_asker(NAME)
    name, tab = asker.visitor, asker.tab
    standing = line.ask(name, tab, asker.address)
    with line.work(name, tab) as mine:
        if mine:
            measurement = advance(measurement, ways(), SLICE)
            st.session_state[MEASUREMENT] = measurement
    if not mine:
        st.session_state[RUNNING] = State.WAITING
        return MeasuringState(State.WAITING, measurement, standing)
    line.report(name, measurement.done, measurement.total, tab)
    st.session_state[RUNNING] = State.FINISHED if measurement.finished else State.MEASURING
    if measurement.finished:
        line.leave(name, tab)
    return MeasuringState(_state(), measurement)


def _state() -> State:
    return State(st.session_state.get(RUNNING, State.NONE))
