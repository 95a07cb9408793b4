"""What is noted of a request and of a run: its identifier, its kind, its page, its end."""

from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import ScriptRunner

from components.frame.observing import Observed, Runs, install, is_about, page_at
from tests import loops
from tests.cases import for_each

Said = dict[str, Any]


class Notes:
    """In place of the log and the counts: keeps what it is told."""

    def __init__(self) -> None:
        self.lines: list[tuple[object, ...]] = []
        self.counted: list[tuple[object, ...]] = []

    def write(self, identifier: str, kind: str, page: str, _seconds: float, status: int | None = None) -> None:
        self.lines.append((identifier, kind, page, status))

    def count_request(self, kind: str, page: str, status: int, _seconds: float) -> None:
        self.counted.append((kind, page, status))

    def count_run(self, page: str, _seconds: float) -> None:
        self.counted.append(("run", page))


def observe(scope: Said, *answers: Said | Exception, comes: tuple[Said, ...] = ()) -> tuple[Notes, list[Said], Said]:
    """What is noted, sent and handed on where an application answers so."""
    notes, sent, handed = Notes(), [], {}
    coming = list(comes)

    async def application(
        inner: Said, receive: Callable[[], Awaitable[Said]], send: Callable[[Said], Awaitable[None]]
    ) -> None:
        handed.update(inner)
        for _message in comes:
            await receive()
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer
            await send(answer)

    async def receive() -> Said:
        return coming.pop(0)

    async def send(message: Said) -> None:
        sent.append(message)

    layer = Observed(application, notes, notes)
    loops.run(layer({"headers": [], "path": "/", **scope}, receive, send))
    return notes, sent, handed


def start(status: int) -> Said:
    return {"type": "http.response.start", "status": status, "headers": [(b"a", b"b")]}


def test_a_request_keeps_the_identifier_of_the_proxy_and_gives_it_back() -> None:
    scope = {"type": "http", "path": "/neuron", "headers": [(b"x-request-id", b"abc-1"), (b"host", b"x")]}
    notes, sent, handed = observe(scope, start(200))
    assert notes.lines == [("abc-1", "page", "neuron", 200)]
    assert notes.counted == [("page", "neuron", 200)]
    assert sent[0]["headers"] == [(b"a", b"b"), (b"x-request-id", b"abc-1")]
    assert handed["headers"] == [(b"host", b"x"), (b"x-request-id", b"abc-1")]


def test_one_that_could_break_a_line_is_replaced_on_its_way_in_and_out() -> None:
    scope = {"type": "http", "headers": [(b"x-request-id", b'"\n{}')]}
    notes, sent, handed = observe(scope, start(404))
    [(identifier, *_others)] = notes.lines
    new = [(b"x-request-id", str(identifier).encode())]
    assert handed["headers"] == new
    assert sent[0]["headers"][1:] == new
    assert len(str(identifier)) == 32


def test_what_fails_without_an_answer_counts_as_a_fault_of_the_server() -> None:
    with pytest.raises(ZeroDivisionError):
        observe({"type": "http"}, ZeroDivisionError())
    notes, _sent, _handed = observe({"type": "http"})
    assert notes.counted == [("page", "network", 500)]


@for_each(
    ("answers", "comes", "code"),
    [
        ([{"type": "websocket.close", "code": 1008}], (), 1008),
        ([{"type": "websocket.close"}], (), 1000),
        ([], ({"type": "websocket.connect"}, {"type": "websocket.disconnect", "code": 1001}), 1001),
        ([], ({"type": "websocket.connect"},), 1006),
    ],
)
def test_a_session_has_a_line_when_it_ends(answers: list[Said], comes: tuple[Said, ...], code: int) -> None:
    accept = {"type": "websocket.accept"}
    notes, sent, _handed = observe({"type": "websocket", "path": "/_stcore/stream"}, accept, *answers, comes=comes)
    [(identifier, *line)] = notes.lines
    assert line == ["session", "", code]
    assert notes.counted == []  # how many there are now is asked of Streamlit
    assert sent[0]["headers"] == [(b"x-request-id", str(identifier).encode())]


@for_each(
    ("path", "kind", "page"),
    [
        ("/", "page", "network"),
        ("", "page", "network"),
        ("/neuron", "page", "neuron"),
        ("/school/training", "page", "training"),
        ("/scene/1a2b/gradients", "scene", "gradients"),
        ("/school/scene/1a2b/neuron", "scene", "neuron"),
        ("/scene/1a2b/secret-of-somebody", "scene", "other"),
        ("/static/js/index.js", "file", ""),
        ("/plotly/0123/plotly.min.js", "file", ""),
        ("/media/abc.npz", "file", ""),
        ("/_stcore/upload_file/session/file", "upload", ""),
        ("/_stcore/health", "other", ""),
        ("/metrics", "other", ""),
        ("/my@address.example", "other", ""),
        ("/neuron/of-mine", "other", ""),
    ],
)
def test_a_path_says_what_a_request_is_about(path: str, kind: str, page: str) -> None:
    assert is_about({"type": "http", "path": path}) == (kind, page)


def test_a_page_is_named_only_if_there_is_one() -> None:
    assert [page_at(path) for path in ("/neuron", "/x/neuron", "/", "/nowhere")] == ["neuron", "neuron", "network", ""]


class Context:
    headers = (("host", "x"), ("x-request-id", "abc-1"))


class Browser:
    client_context = Context()


def test_the_runs_of_a_session_have_the_identifier_of_its_websocket() -> None:
    notes = Notes()
    runs = Runs(notes, notes)
    runs.connected("one", Browser())
    runs.note("one", "https://site.example/neuron?seed=9#x", 0.1)
    runs.note("one", "http://[what", 0.1)
    runs.disconnected("one")
    runs.note("one", "https://site.example/nowhere", 0.1)
    assert notes.lines[:2] == [("abc-1", "run", "neuron", None), ("abc-1", "run", "other", None)]
    assert notes.lines[2][0] != "abc-1"
    assert notes.counted == [("run", "neuron"), ("run", "other"), ("run", "other")]


def test_the_runs_of_a_runtime_are_noted_until_its_session_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    notes, connected, goes_wrong = Notes(), {"one"}, [False]

    def run_script(_runner: object, _asked: object) -> None:
        if goes_wrong[0]:
            raise ZeroDivisionError

    monkeypatch.setattr(ScriptRunner, "_run_script", run_script)
    runtime = SimpleNamespace(
        connect_session=lambda _client, name: name,
        disconnect_session=lambda _name, client: client,
        is_active_session=connected.__contains__,
    )
    install(runtime, Runs(notes, notes))
    runner = SimpleNamespace(_session_id="one")
    shows = SimpleNamespace(context_info=SimpleNamespace(url="https://site.example/neuron?seed=9"))
    assert runtime.connect_session(Browser(), "one") == "one"
    ScriptRunner._run_script(runner, shows)
    ScriptRunner._run_script(runner, SimpleNamespace(context_info=None))
    runtime.disconnect_session("one")  # another tab of it is still there
    goes_wrong[0] = True
    with pytest.raises(ZeroDivisionError):
        ScriptRunner._run_script(runner, shows)
    assert notes.lines == [("abc-1", "run", page, None) for page in ("neuron", "network", "neuron")]
    assert notes.counted == [("run", page) for page in ("neuron", "network", "neuron")]
    connected.clear()
    goes_wrong[0] = False
    runtime.disconnect_session("one")
    ScriptRunner._run_script(runner, shows)
    assert notes.lines[-1][0] != "abc-1"


class SecondBrowser:
    client_context = None


def test_a_browser_that_says_nothing_gets_an_identifier_of_its_own() -> None:
    notes = Notes()
    runs = Runs(notes, notes)
    runs.connected("one", SecondBrowser())
    runs.note("one", "https://site.example/neuron", 0.1)
    runs.note("one", "https://site.example/neuron", 0.1)
    assert notes.lines[0][0] == notes.lines[1][0]
    assert len(str(notes.lines[0][0])) == 32
