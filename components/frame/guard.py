"""A layer in front of Streamlit: limit what comes in, add headers to what goes out.

A plain ASGI layer for `st.App(middleware=...)`. Streamlit bounds an upload but not a session's uploads, takes
messages of any kind from a websocket, and sends no headers that tell a browser what a page may load.
"""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from components.browser.bundle import ADDRESS, FILE
from components.frame.headers import headers
from components.frame.metrics import are_open
from compute.files.tensor_files import MAX_BYTES

Message: TypeAlias = MutableMapping[str, Any]
Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_FRAME = 1_000_000
"""Bytes of a message from a browser; the longest that a page of the site sends has some thousands."""

MAX_VALUE = 32_000
"""Characters of what a script of ours in the browser says. The others say some hundreds at most, but `keeping.js` says
two answers of 3,000 and what was solved and guessed, four letters for three bytes."""

MAX_DEPTH = 16
"""Brackets in it that are opened, all together."""

MAX_FORM = 20_000
"""Bytes that a form puts around the file in it."""

FILES_KEPT = 2
"""Uploaded files of a session: the one that is looked at, and the next."""

UPLOAD_WITHIN = 60
"""Seconds for an upload, from its first byte to its last."""

UPLOAD = re.compile(r".*/_stcore/upload_file/(?P<session>[^/]+)/[^/]+")
_COMPONENT = re.compile(r"(?:/.*)?/component/[^/]+/(?P<file>.*)")
_OWN_METRICS = re.compile(r".*/_stcore/metrics/*")
"""Where Streamlit says how much memory its caches take, which takes long to find out."""

_READING = ("GET", "HEAD", "OPTIONS")
_FOR_DEVELOPERS = ("clear_cache", "set_run_on_save", "debug_disconnect_websocket", "debug_shutdown_runtime")
"""Messages that change the server for everybody, or end it."""

_TOO_BIG, _POLICY = 1009, 1008


class Guard:
    """The ASGI layer; there is one for a server."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._uploading: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, refuse it, or change what is asked for."""
        if scope["type"] == "http":
            await self._http(scope, receive, _with_headers(scope, send))
        elif scope["type"] == "websocket":
            line = _Line(receive, _with_headers(scope, send))
            await self._app(scope, line.receive, line.send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        upload = UPLOAD.fullmatch(scope["path"])
        component = _COMPONENT.fullmatch(scope["path"])
        if upload and scope["method"] in ("PUT", "DELETE"):
            await self._upload(upload["session"], scope, receive, send)
        elif scope["method"] not in _READING:
            await _refuse(send, 405)
        elif (component and component["file"] != FILE) or (_OWN_METRICS.fullmatch(scope["path"]) and not are_open()):
            await _refuse(send, 404)
        elif component:
            # Streamlit would read the whole file into memory for each reader.
            await self._app({**scope, "path": f"/{ADDRESS}", "raw_path": f"/{ADDRESS}".encode()}, receive, send)
        else:
            await self._sure_of_an_answer(scope, receive, send)

    async def _upload(self, session: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one upload of a session through at a time; of those that are through keep only the last ones."""
        if session in self._uploading:
            await _refuse(send, 429)
            return
        self._uploading.add(session)
        try:
            await self._sure_of_an_answer(scope, _bounded(receive, MAX_BYTES + MAX_FORM), send, UPLOAD_WITHIN)
        finally:
            self._uploading.discard(session)
            forget_old_files(session)

    async def _sure_of_an_answer(self, scope: Scope, receive: Receive, send: Send, within: float | None = None) -> None:
        """Hand a request on, and answer what goes wrong inside, so that the answer has its headers like any other."""
        begun = False

        async def noticed(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with asyncio.timeout(within):
                await self._app(scope, receive, noticed)
        except _TooMuchError:
            if not begun:
                await _refuse(send, 413)
        except TimeoutError:
            if not begun:
                await _refuse(send, 408)
        except Exception:
            if not begun:
                await _refuse(send, 500)
            raise


class _TooMuchError(Exception):
    """A body is larger than what may come."""


def forget_old_files(session: str) -> None:
    """Drop all uploaded files of a session but the last ones."""
    manager = Runtime.instance().uploaded_file_mgr if Runtime.exists() else None
    if isinstance(manager, MemoryUploadedFileManager):
        for old in list(manager.file_storage.get(session, ()))[:-FILES_KEPT]:
            manager.remove_file(session, old)


def acceptable(data: bytes) -> bool:
    """Tell whether a message from a browser is one that a page of this site can send."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except Exception:  # protobuf says in its own way, or in Python's, that these bytes are no message
        return False
    if message.WhichOneof("type") in _FOR_DEVELOPERS:
        return bool(config.get_option("client.toolbarMode") == "developer")
    for state in message.rerun_script.widget_states.widgets:
        kind = state.WhichOneof("value")
        if kind in ("arrow_value", "bytes_value"):  # no widget here has one
            return False
        if kind in ("json_value", "json_trigger_value") and not _is_json(getattr(state, kind)):
            return False
    return True


def _is_json(text: str) -> bool:
    """Tell whether Streamlit will be able to read what a script says, and soon."""
    if len(text) > MAX_VALUE or text.count("[") + text.count("{") > MAX_DEPTH:
        return False
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _bounded(receive: Receive, most: int) -> Receive:
    """Return a `receive` that stops when a body grows beyond `most` bytes, whatever it said of its length."""
    taken = 0

    async def take() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise _TooMuchError
        return message

    return take


class _Line:
    """A websocket's two ends, which hangs up on what no page sends."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._hung_up = False

    async def receive(self) -> Message:
        """Return the next message, or that there is nobody any more."""
        message = await self._receive()
        if message["type"] != "websocket.receive":
            return message
        data = message.get("bytes")
        if data is not None and len(data) <= MAX_FRAME and acceptable(data):
            return message
        code = _TOO_BIG if data is not None and len(data) > MAX_FRAME else _POLICY
        await self.send({"type": "websocket.close", "code": code})
        self._hung_up = True
        return {"type": "websocket.disconnect", "code": code}

    async def send(self, message: Message) -> None:
        """Send, as long as somebody is there; Streamlit may still have something to say."""
        if not self._hung_up:
            await self._send(message)


def _with_headers(scope: Scope, send: Send) -> Send:
    """Return a `send` that adds what every answer carries; what the answer itself says stays."""
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")

    async def put(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.accept"):
            said = list(message.get("headers") or ())
            names = {name.lower() for name, _value in said}
            said += [(name, value) for name, value in headers(host) if name not in names]
            message = {**message, "headers": said}
        await send(message)

    return put


async def _refuse(send: Send, status: int) -> None:
    """Answer without a body: it goes to a program, not to a person."""
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})
