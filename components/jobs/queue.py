"""The job queue: one visitor measures at a time, the others wait and see their place in the line.

The line is the only thing that the sessions of a server share. A visitor stands in it once, with one of their tabs. Who
gives no sign of life is taken out of it, so that a browser that was closed keeps nobody waiting; and who is first and
does not work, or works for too long while others wait, goes to its end.

Who invents visitors holds up nobody but those at the same address of the network: turns go round among the addresses,
and where the line is full, one who comes from an address with few places takes one from that with the most. A class
that shares an address has all of the line as long as nobody else wants it.
"""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2s
from ipaddress import IPv4Address, ip_address, ip_network

SIGN_OF_LIFE = 8.0
"""Seconds without a sign of life after which a visitor is out of the line, or without work, has lost the turn."""

LONGEST_TURN = 60.0
"""Seconds after which the turn goes to the next one, if there is one; a measurement takes a quarter of that."""

PLACES = 64
"""The most visitors in the line; a class fits into it."""

MAX_COOKIE = 80
"""The most characters of a cookie that is looked at; Streamlit's own is shorter."""

_COOKIE = re.compile(r"2\|(?P<mask>[0-9a-f]{8})\|(?P<masked>[0-9a-f]{32})\|\d{1,12}", re.ASCII)


@dataclass
class _Place:
    """Where a visitor stands in the line, with one of their tabs.

    Attributes
    ----------
    heard: when there was the last sign of life.
    address: where in the network the visitor is; empty for this machine and where nobody knows.
    first_since: since when this place has been the first one, or None.
    worked: when there was work the last time, or the turn began.
    """

    tab: str
    heard: float
    address: str = ""
    first_since: float | None = None
    worked: float = 0.0
    done: int = 0
    total: int = 0


@dataclass(frozen=True)
class Standing:
    """Where a visitor who asks stands in the line.

    Attributes
    ----------
    before: how many are before them; 0 means that it is their turn.
    seconds: since when the first in the line has been at it.
    done, total: how far the first has got.
    is_full: the line has no place for them now.
    is_elsewhere: another tab of theirs stands in the line.
    """

    before: int
    seconds: float
    done: int
    total: int
    is_full: bool = False
    is_elsewhere: bool = False


class JobQueue:
    """A line of visitors, by a name of their own; the first one has the turn. Safe to be used by many threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._places: dict[str, _Place] = {}
        self._working = ""

    @property
    def visitors(self) -> int:
        """How many stand in the line."""
        with self._lock:
            return len(self._places)

    def ask(self, name: str, tab: str = "", address: str = "") -> Standing:
        """Give a sign of life, at the end of the line if one is not in it yet, and hear how things stand.

        Parameters
        ----------
        name: the visitor.
        tab: which of the visitor's tabs it is; the line keeps the one that asked first until that leaves.
        address: where in the network the visitor is.
        """
        with self._lock:
            now = self._clock()
            place = self._places.get(name)
            if place is not None and place.tab == tab:
                place.heard = now
            self._drop_who_has_left(now)
            if name not in self._places and self._has_room_for(address):
                self._put(name, _Place(tab, now, address))
            first = self._first(now)
            line = list(self._places)
            is_full = name not in self._places
            return Standing(
                len(line) if is_full else line.index(name),
                now - (first.first_since or now),
                first.done,
                first.total,
                is_full,
                not is_full and self._places[name].tab != tab,
            )

    @contextmanager
    def work(self, name: str, tab: str = "") -> Iterator[bool]:
        """Do a piece of work in the block if it is one's turn (it says so); meanwhile nobody can get the turn."""
        with self._lock:
            mine = not self._working and next(iter(self._places), None) == name and self._stands(name, tab)
            if mine:
                self._working = name
        try:
            yield mine
        finally:
            if mine:
                with self._lock:
                    self._working = ""
                    if self._stands(name, tab):
                        self._places[name].heard = self._places[name].worked = self._clock()

    def report(self, name: str, done: int, total: int, tab: str = "") -> None:
        """Report how far the work has got, for those who wait."""
        with self._lock:
            if self._stands(name, tab):
                self._places[name].done, self._places[name].total = done, total

    def leave(self, name: str, tab: str = "") -> None:
        """Leave the line; the next visitor has the turn."""
        with self._lock:
            if self._stands(name, tab):
                del self._places[name]

    def _stands(self, name: str, tab: str) -> bool:
        return name in self._places and self._places[name].tab == tab

    def _drop_who_has_left(self, now: float) -> None:
        for name, place in list(self._places.items()):
            if now - place.heard > SIGN_OF_LIFE and name != self._working:
                del self._places[name]

    def _has_room_for(self, address: str) -> bool:
        """Tell whether there is a place for one from this address.

        Where all places are taken, the last one of the most crowded address makes room for an address with fewer.
        """
        if len(self._places) < PLACES:
            return True
        crowds = Counter(place.address for place in self._places.values())
        crowded, most = crowds.most_common(1)[0]
        if crowds[address] + 1 >= most:
            return False
        last = [name for name, place in self._places.items() if place.address == crowded][-1]
        del self._places[last]
        return True

    def _put(self, name: str, new: _Place) -> None:
        """Put a place into the line: the second ones of an address come after the first ones of all others, and so on.

        Whoever has the turn keeps it.
        """
        before = sum(place.address == new.address for place in self._places.values())
        ranks: Counter[str] = Counter()
        line = list(self._places.items())
        at = len(line)
        for index, (_, place) in enumerate(line):
            if index > 0 and ranks[place.address] > before:
                at = index
                break
            ranks[place.address] += 1
        self._places = dict([*line[:at], (name, new), *line[at:]])

    def _first(self, now: float) -> _Place:
        """Send those whose turn is over to the end of the line, and return the place that is then first."""
        for name in list(self._places):
            first = self._places[name]
            if first.first_since is None:
                first.first_since = first.worked = now
            is_over = now - first.worked > SIGN_OF_LIFE or now - first.first_since > LONGEST_TURN
            if not is_over or name == self._working or len(self._places) == 1:
                return first
            del self._places[name]
            self._put(name, _Place(first.tab, first.heard, first.address, done=first.done, total=first.total))
        return next(iter(self._places.values()))


def network_of(number: str | None) -> str:
    """Return the part of an IP address that one person has: all of IPv4, the first half of IPv6; else an empty text."""
    try:
        found = ip_address(number or "")
    except ValueError:
        return ""
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


def visitor_of(cookie: object) -> str | None:
    """Make a name for the line from the cookie that all tabs of a browser share and Streamlit itself has set.

    It says nothing about the person. None for what is not written as Streamlit writes it, four bytes that mask sixteen:
    the mask is another one each time.
    """
    match = _COOKIE.fullmatch(cookie.strip("\"'")) if isinstance(cookie, str) and len(cookie) <= MAX_COOKIE else None
    if match is None:
        return None
    mask, masked = bytes.fromhex(match["mask"]), bytes.fromhex(match["masked"])
    token = bytes(byte ^ mask[place % len(mask)] for place, byte in enumerate(masked))
    return blake2s(token, digest_size=8).hexdigest()


@lru_cache(maxsize=1)
def measuring_line() -> JobQueue:
    """Return the line for measurements, one for all sessions of this server; the warm-up makes it.

    Not a resource of Streamlit: a message from a browser can clear those, and there would be two lines.
    """
    return JobQueue()
