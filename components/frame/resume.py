"""Resume after a restart, and leave a page for good: what a browser sends is run where it belongs.

Streamlit's page connects again by itself, but asks for nothing, and each later move names a part of the page (a
fragment) that a new session has never run; Streamlit drops such a move with a line in its log. Here the runtime's own
entries are wrapped: a browser that connects again is asked to run its whole page from its link, with the values that
its widgets have, and a move that names an unknown part waits until the page has run.

Who has chosen another page sees the old one until the new one comes, and can press something there. Streamlit would
look for that part among those of the new page, in vain, and its answer, a run of the old page that shows nothing,
would clear the new one away. What is about a page that has been left is not handed on.

A slider that is moved before the answer to "back" has come says its value, and then takes the one of that answer: the
next run would think that the browser has what it said. So this run goes by the link, too, and tells all widgets.
"""

import asyncio
import contextlib
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime
from streamlit.runtime.session_manager import SessionClient, SessionClientDisconnectedError

WHOLE_PAGE = "the-whole-page"
"""Stands where the browser names the part that is to run; no part of a page has this name."""

ASK_AFTER = 0.05
"""Seconds after which the browser asks for its page, and again, until it is told to stop."""

LOOK = 0.02
"""Seconds between two looks whether the page has run."""

PATIENCE = 60.0
"""Seconds that a move waits for its page at most."""

MAX_WAITING = 20
"""The most messages of one session that wait; older ones are dropped, since newer ones replace them."""


@dataclass
class _Visit:
    """What is known of one session.

    Attributes
    ----------
    asked: whether the browser was asked for its page and has not asked for a whole run yet.
    began: whether any run was ever asked for.
    page: Streamlit's name of the page of which a whole run was asked for last; empty at first, where only it knows it.
    is_back: whether the last whole run that was asked for is the answer to "back" or "forward".
    waiting: messages that are held until the page has run, in their order.
    """

    asked: bool = False
    began: bool = False
    page: str = ""
    is_back: bool = False
    waiting: deque[tuple[BackMsg, SessionClient | None]] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None


def install(runtime: Runtime) -> None:
    """Put `Resumed` before a runtime; to be called once, when the server starts."""
    resumed = Resumed(runtime)
    runtime.connect_session = resumed.connect_session  # type: ignore[method-assign]
    runtime.handle_backmsg = resumed.handle_backmsg  # type: ignore[method-assign]
    runtime.disconnect_session = resumed.disconnect_session  # type: ignore[method-assign]


class Resumed:
    """Stands before a Streamlit runtime; all of it runs in the server's event loop, as the runtime's own entries do."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._connect = runtime.connect_session
        self._handle = runtime.handle_backmsg
        self._disconnect = runtime.disconnect_session
        self._visits: dict[str, _Visit] = {}

    def connect_session(self, client: SessionClient, *args: Any, **options: Any) -> str:
        """Connect a browser, and ask one that has been here before to run its page.

        That also helps where the session is still known: what the browser sent into a broken line never arrived.
        """
        session_id = self._connect(client, *args, **options)
        named = options.get("existing_session_id")
        session = self._runtime.get_app_session(session_id)
        if session is not None and named != session_id:
            session.track_settling()
        self._forget(session_id)
        self._visits[session_id] = _Visit(asked=bool(named), began=named == session_id)
        if named:
            _tell(client, _ask())
        return session_id

    def disconnect_session(self, session_id: str, *, client: SessionClient | None = None) -> None:
        """Let a session go; what waits for it has nobody to answer to."""
        self._disconnect(session_id, client=client)
        if not self._runtime.is_active_session(session_id):
            self._forget(session_id)

    def handle_backmsg(self, session_id: str, msg: BackMsg, *, client: SessionClient | None = None) -> None:
        """Hand a message on, at once or when the page that it is about has run."""
        visit = self._visits.get(session_id)
        if visit is None:
            self._handle(session_id, msg, client=client)
            return
        if msg.rerun_script.fragment_id == WHOLE_PAGE:
            _tell(client, _enough())
            if not visit.asked:
                return  # the page has been asked for otherwise meanwhile
            msg = _whole_page(msg, with_widgets=True)
        if self._is_left(session_id, visit, msg):
            return
        if self._crosses_back(session_id, visit, msg):
            msg = _whole_page(msg, with_widgets=True)
            msg.rerun_script.is_history_navigation = True
        if visit.waiting or self._is_early(session_id, msg):
            if len(visit.waiting) >= MAX_WAITING:
                visit.waiting.popleft()
            visit.waiting.append((msg, client))
            if visit.task is None:
                visit.task = asyncio.create_task(self._deliver(session_id, visit))
        else:
            self._hand_on(session_id, visit, msg, client)

    def _hand_on(self, session_id: str, visit: _Visit, msg: BackMsg, client: SessionClient | None) -> None:
        if msg.WhichOneof("type") == "rerun_script":
            visit.began = True
            if not msg.rerun_script.fragment_id:
                visit.asked, visit.page = False, msg.rerun_script.page_script_hash
                visit.is_back = msg.rerun_script.is_history_navigation
        self._handle(session_id, msg, client=client)

    def _is_left(self, session_id: str, visit: _Visit, msg: BackMsg) -> bool:
        """Tell whether a message is about a part of another page than the one that was asked for last."""
        request = msg.rerun_script
        if not request.fragment_id or request.page_script_hash in ("", visit.page):
            return False
        session = self._runtime.get_app_session(session_id)
        # Of a page that is none of ours, as after an update, only Streamlit knows which one it shows instead.
        return session is not None and visit.page in session.get_pages()

    def _crosses_back(self, session_id: str, visit: _Visit, msg: BackMsg) -> bool:
        """Tell whether a message about a part of the page was sent before the answer to "back" had come."""
        request = msg.rerun_script
        if not visit.is_back or not request.fragment_id or request.is_auto_rerun:
            return False
        session = self._runtime.get_app_session(session_id)
        return session is not None and not session.is_settled

    def _is_early(self, session_id: str, msg: BackMsg) -> bool:
        """Tell whether a message is about a part of the page that the session has not run."""
        session = self._runtime.get_app_session(session_id)
        part = msg.rerun_script.fragment_id
        return bool(part) and session is not None and not session.has_fragment(part)

    async def _deliver(self, session_id: str, visit: _Visit) -> None:
        """Hand on what waits, each when its page has run.

        A session that has run nothing yet runs the page as its link says, without the values of the widgets: what has
        just been moved shall be a change to that, so that it is noticed.
        """
        while visit.waiting:
            msg, client = visit.waiting[0]
            if self._is_early(session_id, msg):
                if not visit.began:
                    self._hand_on(session_id, visit, _whole_page(msg, with_widgets=False), client)
                await self._until_known(session_id, msg.rerun_script.fragment_id)
            if visit.waiting:  # it can have been overtaken meanwhile
                self._hand_on(session_id, visit, *visit.waiting.popleft())
        visit.task = None

    async def _until_known(self, session_id: str, part: str) -> None:
        """Wait until the session knows a part of the page, or has run all of it and does not."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while (session := self._runtime.get_app_session(session_id)) is not None:
                    if session.has_fragment(part) or session.is_settled:
                        return
                    await asyncio.sleep(LOOK)

    def _forget(self, session_id: str) -> None:
        visit = self._visits.pop(session_id, None)
        if visit is not None and visit.task is not None:
            visit.task.cancel()


def _whole_page(msg: BackMsg, *, with_widgets: bool) -> BackMsg:
    """Return the same request for the whole page instead of a part of it."""
    whole = BackMsg()
    whole.CopyFrom(msg)
    whole.rerun_script.fragment_id = ""
    whole.rerun_script.is_auto_rerun = False
    if not with_widgets:
        whole.rerun_script.ClearField("widget_states")
    return whole


def _ask() -> ForwardMsg:
    """Bring a browser to ask for its page, with its link and what its widgets say."""
    msg = ForwardMsg()
    msg.auto_rerun.fragment_id = WHOLE_PAGE
    msg.auto_rerun.interval = ASK_AFTER
    return msg


def _enough() -> ForwardMsg:
    """Tell a browser that it need not ask again."""
    msg = ForwardMsg()
    msg.stop_auto_rerun.fragment_ids.append(WHOLE_PAGE)
    return msg


def _tell(client: SessionClient | None, msg: ForwardMsg) -> None:
    if client is not None:
        with contextlib.suppress(SessionClientDisconnectedError):
            client.write_forward_msg(msg)
