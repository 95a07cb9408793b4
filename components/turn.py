"""One at a time: who measures has the processor, the others wait in a line and see that they do.

The line is the only thing that the sessions of a server share. Who gives no sign of life is taken out of it, so that a
browser that was closed keeps nobody waiting.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st

SIGN_OF_LIFE = 8.0
"""Seconds without a word after which one who waits or measures has left."""


@dataclass
class _Place:
    """Where somebody stands in the line."""

    heard: float
    first_since: float | None = None
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Standing:
    """How things stand for one who asks.

    Attributes
    ----------
    before: how many are before them; 0 means that it is their turn.
    seconds: since when the first in the line has been at it.
    done, total: how far the first has got.
    """

    before: int
    seconds: float
    done: int
    total: int


class Line:
    """A line of people, by a name of their own; the first one has the turn. Safe to be used by many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._places: dict[str, _Place] = {}
        self._working = ""

    def ask(self, name: str) -> Standing:
        """Give a sign of life, at the end of the line if one is not in it yet, and hear how things stand."""
        with self._lock:
            now = self._clock()
            self._places.setdefault(name, _Place(now)).heard = now
            gone = [
                other
                for other, place in self._places.items()
                if now - place.heard > SIGN_OF_LIFE and other != self._working
            ]
            for other in gone:
                del self._places[other]
            line = list(self._places)
            first = self._places[line[0]]
            if first.first_since is None:
                first.first_since = now
            return Standing(line.index(name), now - first.first_since, first.done, first.total)

    @contextmanager
    def work(self, name: str) -> Iterator[bool]:
        """Do a piece of work in the block if it is one's turn (it says so); meanwhile nobody can get the turn."""
        with self._lock:
            mine = not self._working and next(iter(self._places), None) == name
            if mine:
                self._working = name
        try:
            yield mine
        finally:
            if mine:
                with self._lock:
                    self._working = ""
                    if name in self._places:
                        self._places[name].heard = self._clock()

    def report(self, name: str, done: int, total: int) -> None:
        """Say how far one has got, for those who wait."""
        with self._lock:
            if name in self._places:
                self._places[name].done, self._places[name].total = done, total

    def leave(self, name: str) -> None:
        """Go; the next one has the turn."""
        with self._lock:
            self._places.pop(name, None)


@st.cache_resource(show_spinner=False, max_entries=1)
def measuring_line() -> Line:
    """The line for measurements, one for all sessions of this server."""
    return Line()
