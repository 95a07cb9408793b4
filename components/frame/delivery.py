"""Deliver what a run says in few steps: its messages together, and the theme as it was read once.

Streamlit's script thread wakes the server's event loop for each message, and the loop takes a turn for each to send it.
A first page has some sixty messages, and so many turns cost more than what they are about. Here what a run says is
handed over together, soon or when the run ends, and goes out together. Streamlit also looks through all of its settings
six times in each run, for a theme that does not change while the server is up.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from functools import partial, partialmethod
from typing import Any

from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import Runtime, app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunner, ScriptRunnerEvent
from streamlit.runtime.session_manager import SessionClientDisconnectedError

TOGETHER = 0.02
"""Seconds for which what a run says waits for what it says next; the end of a run waits for nothing."""

AT_ONCE = 200
"""The most messages that go out to one browser without a turn of the event loop in between."""

GOES_ON = frozenset({ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.ENQUEUE_FORWARD_MSG})
"""What is followed by something else of the same run."""

Fill = Callable[..., None]


class Outbox:
    """What the runs of one session have said and its event loop has not handled yet, in order.

    The thread that runs the page puts it in, the event loop takes it out.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[Callable[[], None]] = deque()
        self._is_planned = False

    def put(self, handle: Callable[[], None], *, goes_on: bool) -> None:
        """Let the event loop call this, after all that was put in before; nobody does where the server has ended.

        Parameters
        ----------
        goes_on: whether more is to come soon.
        """
        self._waiting.append(handle)
        if not goes_on:
            self._wake(self._deliver)
        elif not self._is_planned:
            self._is_planned = True
            self._wake(partial(self._loop.call_later, TOGETHER, self._deliver))

    def _deliver(self) -> None:
        self._is_planned = False  # first: what is put in from here on is met below, or plans a delivery of its own
        while self._waiting:
            self._waiting.popleft()()

    def _wake(self, then: Callable[[], object]) -> None:
        try:
            self._loop.call_soon_threadsafe(then)
        except RuntimeError:
            if not self._loop.is_closed():
                raise


class Theme:
    """Streamlit's messages about the theme, each made once for the settings that hold."""

    def __init__(self, fill: Fill) -> None:
        self._fill = fill
        self._settings: object = None
        self._known: dict[str, CustomThemeConfig] = {}

    def fill(self, message: CustomThemeConfig, section: str = "theme") -> None:
        """Write what a section of the settings says into a message."""
        settings = config.get_config_options()
        if settings is not self._settings:  # the files were read anew, as `make dev` does when one changes
            self._settings, self._known = settings, {}
        known = self._known.get(section)
        if known is None:
            known = CustomThemeConfig()
            self._fill(known, section)
            self._known[section] = known
        message.MergeFrom(known)


def install(runtime: Runtime) -> None:
    """Let a runtime deliver in this way; to be called once, before the first session."""
    AppSession._on_scriptrunner_event = _put  # type: ignore[method-assign, assignment]
    flush = partialmethod(_send_all, runtime, AppSession.flush_browser_queue)
    AppSession.flush_browser_queue = flush  # type: ignore[method-assign, assignment]
    manager: Any = runtime._session_mgr
    manager._message_enqueued_callback = partial(_notice, runtime, manager._message_enqueued_callback)
    app_session._populate_theme_msg = Theme(app_session._populate_theme_msg).fill  # type: ignore[assignment]


def _put(session: AppSession, sender: ScriptRunner | None, event: ScriptRunnerEvent, *said: Any, **named: Any) -> None:
    """Put an event of a run into the outbox of its session, in place of what the session itself does with it."""
    kept: dict[str, Any] = session.__dict__
    outbox: Outbox = kept.get("outbox") or kept.setdefault("outbox", Outbox(session._event_loop))
    handle = partial(session._handle_scriptrunner_event_on_event_loop, sender, event, *said, **named)
    outbox.put(handle, goes_on=event in GOES_ON)


def _send_all(
    session: AppSession, runtime: Runtime, flush: Callable[[AppSession], list[ForwardMsg]]
) -> list[ForwardMsg]:
    """Send what waits for the browser of a session but for the last message, which is left to the runtime.

    The runtime sends one message in each turn of its loop, and knows what to do where there is nobody any more: then it
    gets all that is left. It also gets what is more than `AT_ONCE`: a browser that takes nothing has to be waited for.
    """
    waiting = flush(session)
    browser = runtime._session_mgr.get_active_session_info(session.id)
    if browser is None:
        return waiting
    together = waiting[: min(len(waiting) - 1, AT_ONCE)] if waiting else []
    for sent, message in enumerate(together):
        try:
            runtime._send_message(browser, message)
        except SessionClientDisconnectedError:
            return waiting[sent:]
    return waiting[len(together) :]


def _notice(runtime: Runtime, wake: Callable[[], None]) -> None:
    """Note that there is something to send. Where the event loop itself says so, it need not be woken."""
    inside = runtime._get_async_objs()
    if asyncio._get_running_loop() is inside.eventloop:
        inside.need_send_data.set()
    else:
        wake()
