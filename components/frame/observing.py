"""Observe a server: give each request an identifier, write its line of the log, count it for Prometheus.

`Observed` is the outermost ASGI layer, for `st.App(middleware=...)`. Runs of pages come by the websocket and are not
requests; `install` puts a watch around them.
"""

import re
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from streamlit.runtime import Runtime
from streamlit.runtime.scriptrunner import RerunData, ScriptRunner
from streamlit.runtime.session_manager import SessionClient

from components.frame.guard import UPLOAD, Application, Message, Receive, Scope, Send
from components.frame.known_pages import known_pages
from components.frame.metrics import Metrics
from components.frame.request_log import RequestLog, identifier_of
from components.state.page_address import page_named
from components.state.scene import FOLDER

HEADER = "x-request-id"

_SCENE = re.compile(rf"(?:/.*)?/{FOLDER}/[^/]+/(?P<page>[^/]+)")
_FILE = re.compile(r"(?:/.*)?/(?:static|plotly|component|media|bidi-components|app)/.+")
_WITHOUT_PAGE = re.compile(r"(?:/.*)?/_stcore/.*|.*/metrics")
_WENT_AWAY = 1006
"""The code of a websocket that ended without one (RFC 6455)."""


class Observed:
    """The ASGI layer; there is one for a server."""

    def __init__(self, app: Application, metrics: Metrics, log: RequestLog) -> None:
        self._app, self._metrics, self._log = app, metrics, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, and note how long it took and how it ended."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        identifier = identifier_of(Headers(scope=scope).get(HEADER))
        kind, page = is_about(scope)
        # Whoever reads the headers later, as of a session, finds the identifier there.
        others = [(name, value) for name, value in scope["headers"] if name != HEADER.encode()]
        scope = {**scope, "headers": [*others, (HEADER.encode(), identifier.encode())]}
        ending = _WENT_AWAY if scope["type"] == "websocket" else 500
        begun = perf_counter()

        async def put(message: Message) -> None:
            nonlocal ending
            if message["type"] in ("http.response.start", "websocket.accept"):
                said = [*(message.get("headers") or ()), (HEADER.encode(), identifier.encode())]
                message = {**message, "headers": said}
            ending = _ending(message, ending)
            await send(message)

        async def take() -> Message:
            nonlocal ending
            message = await receive()
            ending = _ending(message, ending)
            return message

        try:
            await self._app(scope, take, put)
        finally:
            seconds = perf_counter() - begun
            self._log.write(identifier, kind, page, seconds, ending)
            if kind != "session":
                self._metrics.count_request(kind, page, ending, seconds)


def is_about(scope: Scope) -> tuple[str, str]:
    """Return what kind of request it is and which page it is about, from its path alone; see `RequestLog.write`."""
    path = scope["path"]
    if scope["type"] == "websocket":
        return "session", ""
    if scene := _SCENE.fullmatch(path):
        return "scene", scene["page"] if scene["page"] in known_pages() else "other"
    if UPLOAD.fullmatch(path):
        return "upload", ""
    if _FILE.fullmatch(path):
        return "file", ""
    page = page_at(path)
    return ("page", page) if page and not _WITHOUT_PAGE.fullmatch(path) else ("other", "")


def page_at(path: str) -> str:
    """Return the page that a path ends in, wherever the site lies; nothing where there is no such page."""
    page = page_named(path.rpartition("/")[2])
    return page if page in known_pages() else ""


def _ending(message: Message, before: int) -> int:
    """Return the status or the code that a message ends with; `before` where it is about something else."""
    if message["type"] == "http.response.start":
        return int(message["status"])
    if message["type"] in ("websocket.close", "websocket.disconnect"):
        return int(message.get("code") or 1000)
    return before


class Runs:
    """Observes the runs of pages; there is one for a server."""

    def __init__(self, metrics: Metrics, log: RequestLog) -> None:
        self._metrics, self._log = metrics, log
        self._identifiers: dict[str, str] = {}

    def connected(self, session: str, client: SessionClient) -> None:
        """Note with which request a session is connected."""
        context = client.client_context
        said = dict(context.headers).get(HEADER) if context is not None else None
        self._identifiers[session] = identifier_of(said)

    def disconnected(self, session: str) -> None:
        """Forget a session that nobody is connected to."""
        self._identifiers.pop(session, None)

    def note(self, session: str, address: str, seconds: float) -> None:
        """Write the line of a run and count it.

        Parameters
        ----------
        address: of the page, as the browser says it; anything.
        """
        try:
            page = page_at(urlsplit(address).path) or "other"
        except ValueError:
            page = "other"
        self._log.write(self._identifiers.get(session) or identifier_of(None), "run", page, seconds)
        self._metrics.count_run(page, seconds)


def install(runtime: Runtime, runs: Runs) -> None:
    """Observe the runs of a runtime; to be called once, when the server starts."""
    connect, disconnect, run_script = runtime.connect_session, runtime.disconnect_session, ScriptRunner._run_script

    def connect_session(client: SessionClient, *args: Any, **options: Any) -> str:
        session = connect(client, *args, **options)
        runs.connected(session, client)
        return session

    def disconnect_session(session_id: str, *, client: SessionClient | None = None) -> None:
        disconnect(session_id, client=client)
        if not runtime.is_active_session(session_id):
            runs.disconnected(session_id)

    def run(self: ScriptRunner, rerun_data: RerunData) -> None:
        begun = perf_counter()
        try:
            run_script(self, rerun_data)
        finally:
            context = rerun_data.context_info
            runs.note(self._session_id, context.url if context is not None else "", perf_counter() - begun)

    runtime.connect_session = connect_session  # type: ignore[method-assign]
    runtime.disconnect_session = disconnect_session  # type: ignore[method-assign]
    ScriptRunner._run_script = run  # type: ignore[method-assign]
