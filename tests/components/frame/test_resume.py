"""A browser that comes back to a session that is new: what it is asked, what runs, and in which order."""

import asyncio

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.session_manager import SessionClientDisconnectedError

from components.frame import resume
from components.frame.resume import LOOK, MAX_WAITING, WHOLE_PAGE, Resumed, install
from tests import loops

PART = "the-explorer"
PAGES = ("network", "gradients")


class Session:
    """What is asked of Streamlit's session: which parts of the page it has run, and whether anything is to come."""

    def __init__(self) -> None:
        self.parts: set[str] = set()
        self.is_settled, self.tracks = False, False

    def has_fragment(self, part: str) -> bool:
        return part in self.parts

    def get_pages(self) -> dict[str, object]:
        return dict.fromkeys(PAGES)

    def track_settling(self) -> None:
        self.tracks = True


class Server:
    """Streamlit's runtime, which notes what is handed on; where it knows a session by name it takes it up again."""

    def __init__(self) -> None:
        self.sessions: dict[str, Session] = {}
        self.handled: list[tuple[str, BackMsg]] = []
        self.connected: set[str] = set()

    def connect_session(self, _client: object, existing_session_id: str | None = None) -> str:
        known = existing_session_id in self.sessions
        name = str(existing_session_id) if known else f"session-{len(self.sessions) + 1}"
        self.sessions.setdefault(name, Session())
        self.connected.add(name)
        return name

    def disconnect_session(self, session_id: str, *, client: object) -> None:
        assert client is not None
        self.connected.discard(session_id)

    def handle_backmsg(self, session_id: str, msg: BackMsg, *, client: object) -> None:
        assert client is not None
        self.handled.append((session_id, msg))

    def get_app_session(self, session_id: str) -> Session | None:
        return self.sessions.get(session_id)

    def is_active_session(self, session_id: str) -> bool:
        return session_id in self.connected

    @property
    def runs(self) -> list[tuple[str, list[int]]]:
        """What was handed on: the part that runs, empty for all of the page, and what the widgets said."""
        return [
            (msg.rerun_script.fragment_id, [state.int_value for state in msg.rerun_script.widget_states.widgets])
            for _session, msg in self.handled
        ]


class Browser:
    """Streamlit's page, which notes what it is told."""

    def __init__(self, *, gone: bool = False) -> None:
        self.told: list[ForwardMsg] = []
        self.gone = gone

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        if self.gone:
            raise SessionClientDisconnectedError
        self.told.append(msg)

    @property
    def asked(self) -> list[str]:
        return [msg.auto_rerun.fragment_id for msg in self.told if msg.WhichOneof("type") == "auto_rerun"]

    @property
    def stopped(self) -> list[list[str]]:
        return [list(msg.stop_auto_rerun.fragment_ids) for msg in self.told if msg.HasField("stop_auto_rerun")]


def move(value: int, part: str = PART, *, page: str = "", by_itself: bool = False) -> BackMsg:
    """A message of a widget that now has this value, about a part of the page."""
    msg = BackMsg()
    msg.rerun_script.page_script_hash = page
    msg.rerun_script.fragment_id = part
    msg.rerun_script.query_string = f"seed={value}"
    msg.rerun_script.is_auto_rerun = by_itself
    msg.rerun_script.widget_states.widgets.add(id="seed").int_value = value
    return msg


def answer(value: int) -> BackMsg:
    """What a browser answers that was asked for its page."""
    return move(value, WHOLE_PAGE, by_itself=True)


async def looks(times: int = 3) -> None:
    """As long as it takes to look some times."""
    await asyncio.sleep(times * LOOK)


@pytest.fixture
def server() -> Server:
    return Server()


def test_installed_before_a_runtime(server: Server) -> None:
    install(server)
    browser = Browser()
    assert server.connect_session(browser, existing_session_id="of-another-server") == "session-1"
    assert browser.asked == [WHOLE_PAGE]
    server.handle_backmsg("session-1", answer(8), client=browser)
    assert server.runs == [("", [8])]


def test_a_browser_that_has_been_here_is_asked_for_its_page_and_a_new_one_is_not(server: Server) -> None:
    resumed, first, again, other = Resumed(server), Browser(), Browser(), Browser()
    name = resumed.connect_session(first)
    assert first.told == []
    assert server.sessions[name].tracks
    resumed.connect_session(again, existing_session_id=name)  # the same session, after a broken line
    assert again.asked == [WHOLE_PAGE]
    assert again.told[0].auto_rerun.interval > 0
    resumed.connect_session(other, existing_session_id="of-another-server")
    assert other.asked == [WHOLE_PAGE]
    resumed.connect_session(Browser(gone=True), existing_session_id=name)  # it went while it was asked


def test_its_answer_runs_the_page_once_with_link_and_widgets(server: Server) -> None:
    resumed, browser = Resumed(server), Browser()
    name = resumed.connect_session(browser, existing_session_id="of-another-server")
    resumed.handle_backmsg(name, answer(8), client=browser)
    resumed.handle_backmsg(name, answer(8), client=browser)  # it asks until it is told to stop
    ((_session, run),) = server.handled
    assert server.runs == [("", [8])]
    assert run.rerun_script.query_string == "seed=8"
    assert not run.rerun_script.is_auto_rerun
    assert browser.stopped == [[WHOLE_PAGE], [WHOLE_PAGE]]


def test_a_page_that_asks_for_all_of_it_by_itself_runs_once(server: Server) -> None:
    resumed, browser = Resumed(server), Browser()
    name = resumed.connect_session(browser, existing_session_id="of-another-server")
    resumed.handle_backmsg(name, move(8, ""), client=browser)
    resumed.handle_backmsg(name, answer(8), client=browser)
    assert server.runs == [("", [8])]
    assert browser.stopped == [[WHOLE_PAGE]]


def test_what_is_known_or_no_run_is_handed_on_at_once(server: Server) -> None:
    resumed, browser = Resumed(server), Browser()
    name = resumed.connect_session(browser)
    server.sessions[name].parts.add(PART)
    stop = BackMsg()
    stop.stop_script = True
    resumed.handle_backmsg(name, move(8), client=browser)
    resumed.handle_backmsg(name, stop, client=browser)
    assert [msg for _session, msg in server.handled] == [move(8), stop]
    resumed.handle_backmsg("nobody-connected-this", move(9), client=browser)
    assert len(server.handled) == 3


def test_a_move_waits_until_its_part_has_run_and_the_next_wait_behind_it(server: Server) -> None:
    async def visit() -> None:
        resumed, browser = Resumed(server), Browser()
        name = resumed.connect_session(browser, existing_session_id="of-another-server")
        resumed.handle_backmsg(name, answer(8), client=browser)
        for value in (9, 10):
            resumed.handle_backmsg(name, move(value), client=browser)
        resumed.handle_backmsg(name, move(11, ""), client=browser)
        await looks()
        assert server.runs == [("", [8])]
        server.sessions[name].parts.add(PART)
        await looks()
        assert server.runs == [("", [8]), (PART, [9]), (PART, [10]), ("", [11])]
        resumed.handle_backmsg(name, move(12), client=browser)
        assert server.runs[-1] == (PART, [12])

    loops.run(visit())


def test_a_move_before_any_run_is_a_change_to_what_the_link_says(server: Server) -> None:
    async def visit() -> None:
        resumed, browser = Resumed(server), Browser()
        name = resumed.connect_session(browser, existing_session_id="of-another-server")
        resumed.handle_backmsg(name, move(9), client=browser)
        await looks()
        assert server.runs == [("", [])]  # without the moved widget, so that its new value is one
        assert server.handled[0][1].rerun_script.query_string == "seed=9"
        resumed.handle_backmsg(name, answer(9), client=browser)
        server.sessions[name].parts.add(PART)
        await looks()
        assert server.runs == [("", []), (PART, [9])]

    loops.run(visit())


def test_a_part_that_the_page_no_longer_has_keeps_nobody_waiting(server: Server) -> None:
    async def visit() -> None:
        resumed, browser = Resumed(server), Browser()
        name = resumed.connect_session(browser, existing_session_id="of-another-server")
        resumed.handle_backmsg(name, answer(8), client=browser)
        resumed.handle_backmsg(name, move(9), client=browser)
        server.sessions[name].is_settled = True
        await looks()
        assert server.runs == [("", [8]), (PART, [9])]

    loops.run(visit())


def test_nobody_waits_for_ever(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    async def visit() -> None:
        resumed, browser = Resumed(server), Browser()
        name = resumed.connect_session(browser, existing_session_id="of-another-server")
        resumed.handle_backmsg(name, answer(8), client=browser)
        resumed.handle_backmsg(name, move(9), client=browser)
        await looks(5)
        assert server.runs[1:] == [(PART, [9])]

    monkeypatch.setattr(resume, "PATIENCE", 2 * LOOK)
    loops.run(visit())


def test_of_many_moves_the_last_ones_count(server: Server) -> None:
    async def visit() -> None:
        resumed, browser = Resumed(server), Browser()
        name = resumed.connect_session(browser, existing_session_id="of-another-server")
        resumed.handle_backmsg(name, answer(0), client=browser)
        for value in range(3 * MAX_WAITING):
            resumed.handle_backmsg(name, move(value), client=browser)
        server.sessions[name].parts.add(PART)
        await looks()
        assert server.runs[1:] == [(PART, [value]) for value in range(2 * MAX_WAITING, 3 * MAX_WAITING)]

    loops.run(visit())


def test_who_has_gone_is_answered_nothing(server: Server) -> None:
    async def visit() -> None:
        resumed, browser = Resumed(server), Browser()
        name = resumed.connect_session(browser, existing_session_id="of-another-server")
        resumed.handle_backmsg(name, answer(8), client=browser)
        resumed.handle_backmsg(name, move(9), client=browser)
        resumed.disconnect_session(name, client=browser)
        server.sessions[name].parts.add(PART)
        await looks()
        assert server.runs == [("", [8])]
        assert len(asyncio.all_tasks()) == 1

    loops.run(visit())


def test_an_old_line_that_ends_late_takes_nothing_from_the_new_one(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def visit() -> None:
        resumed, old, new = Resumed(server), Browser(), Browser()
        name = resumed.connect_session(old)
        assert resumed.connect_session(new, existing_session_id=name) == name
        resumed.handle_backmsg(name, answer(8), client=new)
        resumed.handle_backmsg(name, move(9), client=new)
        # Streamlit leaves alone what belongs to another browser.
        monkeypatch.setattr(resumed, "_disconnect", lambda *_, **__: None)
        resumed.disconnect_session(name, client=old)
        server.sessions[name].parts.add(PART)
        await looks()
        assert server.runs == [("", [8]), (PART, [9])]

    loops.run(visit())


def test_a_session_that_has_run_is_not_brought_back_to_its_link(server: Server) -> None:
    async def visit() -> None:
        resumed, browser = Resumed(server), Browser()
        name = resumed.connect_session(Browser())
        resumed.connect_session(browser, existing_session_id=name)
        resumed.handle_backmsg(name, move(9), client=browser)
        server.sessions[name].is_settled = True
        await looks()
        assert server.runs == [(PART, [9])]

    loops.run(visit())


@pytest.mark.parametrize(
    ("chosen", "shown", "answered"),
    [
        ("gradients", "network", False),  # pressed on the old page before the new one came
        ("gradients", "gradients", True),
        ("", "network", True),  # where somebody comes first, the page has no name yet
        ("gradients", "", True),
        ("of-an-older-version", "network", True),  # another page is shown instead
    ],
)
def test_what_is_about_a_page_that_was_left_is_not_handed_on(
    server: Server, chosen: str, shown: str, *, answered: bool
) -> None:
    resumed, browser = Resumed(server), Browser()
    name = resumed.connect_session(browser)
    server.sessions[name].parts.add(PART)
    resumed.handle_backmsg(name, move(1, part="", page=chosen), client=browser)
    resumed.handle_backmsg(name, move(2, page=shown), client=browser)
    assert server.runs == ([("", [1]), (PART, [2])] if answered else [("", [1])])


def test_a_page_can_be_left_for_the_one_before(server: Server) -> None:
    resumed, browser = Resumed(server), Browser()
    name = resumed.connect_session(browser)
    server.sessions[name].parts.add(PART)
    for page in ("network", "gradients", "network"):
        resumed.handle_backmsg(name, move(1, part="", page=page), client=browser)
    resumed.handle_backmsg(name, move(2, page="gradients"), client=browser)
    resumed.handle_backmsg(name, move(3, page="network"), client=browser)
    assert server.runs[3:] == [(PART, [3])]
    resumed.handle_backmsg(name, move(4, part="", page="gradients"), client=browser)  # all of it, by a choice there
    assert server.runs[4:] == [("", [4])]


@pytest.mark.parametrize(
    ("back", "answered", "by_itself", "by_link"),
    [
        (True, False, False, True),
        (False, False, False, False),  # any other run of the whole page
        (True, True, False, False),  # the browser had the answer before the slider was moved
        (True, False, True, False),  # a part that runs again by itself has nothing new to say
    ],
)
def test_a_move_that_crosses_back_is_answered_by_the_link(
    server: Server, *, back: bool, answered: bool, by_itself: bool, by_link: bool
) -> None:
    resumed, browser = Resumed(server), Browser()
    name = resumed.connect_session(browser)
    session = server.sessions[name]
    session.parts.add(PART)
    whole = move(1, part="", page="network")
    whole.rerun_script.is_history_navigation = back
    resumed.handle_backmsg(name, whole, client=browser)
    session.is_settled = answered
    resumed.handle_backmsg(name, move(2, page="network", by_itself=by_itself), client=browser)
    assert server.runs[1:] == [("" if by_link else PART, [2])]
    assert server.handled[1][1].rerun_script.is_history_navigation == by_link
