"""Who asks for work, and the measurement of a session: its turn, its pieces, its end."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string

from components.jobs import asker, measuring
from components.jobs.asker import COOKIE, Asker, this_asker
from components.jobs.measuring import INTERVAL, MEASUREMENT, RUNNING, WAITING_INTERVAL, MeasuringState, State
from components.jobs.queue import JobQueue, Standing, visitor_of
from compute.timing.timing import Measurement


def asks(monkeypatch: pytest.MonkeyPatch, session: dict[str, Any], cookie: str | None, number: str | None) -> Asker:
    context = SimpleNamespace(cookies={} if cookie is None else {COOKIE: cookie}, ip_address=number)
    monkeypatch.setattr(asker, "st", SimpleNamespace(session_state=session, context=context))
    return this_asker("name")


def test_the_tabs_of_a_browser_are_one_visitor(monkeypatch: pytest.MonkeyPatch) -> None:
    cookie = generate_xsrf_token_string(bytes(range(16)), 1)
    first, second = dict[str, Any](), dict[str, Any]()
    mine = asks(monkeypatch, first, cookie, "203.0.113.7")
    assert (mine.visitor, mine.address) == (visitor_of(cookie), "203.0.113.7")
    assert asks(monkeypatch, first, cookie, "203.0.113.7") == mine
    other = asks(monkeypatch, second, cookie, None)
    assert (other.visitor == mine.visitor, other.tab == mine.tab, other.address) == (True, False, "")
    assert len(mine.tab) == 16
    assert first == {"name": mine.tab}


def test_who_has_no_cookie_is_known_by_the_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = asks(monkeypatch, {"name": "this tab"}, None, "x")
    assert mine == Asker("this tab", "this tab", "")


class Tabs:
    """Two tabs that measure, and their line; time stands still but for what a test says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 100.0
        self.line = JobQueue(lambda: self.now)
        self.sessions: dict[str, dict[str, Any]] = {"a": {}, "b": {}}
        self.patch = monkeypatch
        monkeypatch.setattr(measuring, "measuring_line", lambda: self.line)
        monkeypatch.setattr(measuring, "ways", lambda: {"python": None, "mm": None})
        monkeypatch.setattr(measuring, "advance", self.advance)
        self.pieces: list[tuple[object, float]] = []
        self.be("a")

    def be(self, name: str) -> dict[str, Any]:
        """Go on in this tab."""
        self.patch.setattr(measuring, "st", SimpleNamespace(session_state=self.sessions[name]))
        self.patch.setattr(measuring, "this_asker", lambda _key: Asker(name, f"tab {name}", f"at {name}"))
        return self.sessions[name]

    def advance(self, measurement: Measurement, ways: object, seconds: float) -> Measurement:
        self.pieces.append((ways, seconds))
        return replace(measurement, done=measurement.done + 1)


@pytest.fixture
def tabs(monkeypatch: pytest.MonkeyPatch) -> Tabs:
    return Tabs(monkeypatch)


def test_before_anything_is_pressed_nothing_is_measured(tabs: Tabs) -> None:
    assert measuring.current() is None
    assert measuring.interval() is None
    assert measuring.go_on() == MeasuringState(State.NONE)
    assert (tabs.pieces, tabs.line.visitors) == ([], 0)


def test_a_measurement_goes_on_piece_by_piece_to_its_end(tabs: Tabs) -> None:
    measuring.start(7, 1, 2)
    expected = Measurement(7, 1, 2, ("python", "mm"))
    assert measuring.current() == expected
    assert (measuring.interval(), expected.total) == (WAITING_INTERVAL, 2)
    assert measuring.go_on() == MeasuringState(State.MEASURING, replace(expected, done=1))
    assert measuring.interval() == INTERVAL
    assert tabs.pieces == [({"python": None, "mm": None}, 0.2)]
    seen = tabs.line.ask("other", "x")
    assert (seen.before, seen.done, seen.total) == (1, 1, 2)
    assert measuring.go_on() == MeasuringState(State.FINISHED, replace(expected, done=2))
    assert measuring.interval() is None
    assert tabs.line.ask("other", "x").before == 0
    assert measuring.go_on() == MeasuringState(State.FINISHED, replace(expected, done=2))
    assert len(tabs.pieces) == 2


def test_who_comes_second_waits_and_sees_the_first(tabs: Tabs) -> None:
    measuring.start(7, 4, 1)
    measuring.go_on()
    tabs.be("b")
    measuring.start(8, 4, 1)
    tabs.now += 3.0
    waits = measuring.go_on()
    assert waits == MeasuringState(State.WAITING, Measurement(8, 4, 1, ("python", "mm")), Standing(1, 3.0, 1, 6))
    assert (measuring.interval(), len(tabs.pieces)) == (WAITING_INTERVAL, 1)
    tabs.be("a")
    measuring.stop()
    assert measuring.go_on().state is State.STOPPED
    assert measuring.interval() is None
    stopped = measuring.current()
    assert stopped is not None
    assert stopped.done == 1
    tabs.be("b")
    assert measuring.go_on().state is State.MEASURING


@pytest.mark.parametrize(
    ("state", "seed"),
    [(State.WAITING, 7), (State.MEASURING, 7), (State.STOPPED, 8), (State.FINISHED, 8), (State.NONE, 8)],
)
def test_a_second_press_counts_only_where_nothing_is_under_way(tabs: Tabs, state: State, seed: int) -> None:
    session = tabs.be("a")
    measuring.start(7, 4, 1)
    session[RUNNING] = state
    measuring.start(8, 4, 1)
    assert session[MEASUREMENT].seed == seed
    assert session[RUNNING] is (state if seed == 7 else State.WAITING)
