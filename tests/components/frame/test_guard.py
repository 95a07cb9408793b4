"""What may come in through the websocket, and what every answer carries."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from components.frame import guard
from components.frame.guard import FILES_KEPT, MAX_DEPTH, MAX_FRAME, MAX_VALUE, Guard, acceptable
from components.frame.headers import content_security_policy
from tests import loops
from tests.cases import for_each


def told(value: str, kind: str = "json_trigger_value") -> bytes:
    message = BackMsg()
    state = message.rerun_script.widget_states.widgets.add()
    state.id = "live"
    setattr(state, kind, value)
    return message.SerializeToString()


@for_each(
    "value",
    [
        '[{"event": "moved", "value": {"key": "seed", "value": 8, "number": 1}}]',
        '"h1.1"',
        "null",
        "1e999",
        "NaN",
        "[" * MAX_DEPTH + "]" * MAX_DEPTH,
        f'"{"x" * (MAX_VALUE - 2)}"',
    ],
)
@for_each("kind", ["json_value", "json_trigger_value"])
def test_what_our_scripts_say_is_let_through(value: str, kind: str) -> None:
    assert acceptable(told(value, kind))


@for_each(
    "value",
    [
        "",
        "{",
        "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1),
        '{"a":' * 3_000,
        "[" * 100_000,
        f'"{"x" * (MAX_VALUE - 1)}"',
        "nonsense",
    ],
)
@for_each("kind", ["json_value", "json_trigger_value"])
def test_what_no_script_of_ours_says_is_not(value: str, kind: str) -> None:
    assert not acceptable(told(value, kind))


def test_messages_that_only_a_developer_sends_are_refused() -> None:
    for kind in ("clear_cache", "set_run_on_save", "debug_shutdown_runtime", "debug_disconnect_websocket"):
        message = BackMsg()
        setattr(message, kind, True)
        assert not acceptable(message.SerializeToString())
    message = BackMsg()
    message.stop_script = True
    assert acceptable(message.SerializeToString())
    assert not acceptable(b"\xff\xff\xff nonsense")


def conversation(*messages: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What the application behind the guard gets, and what the browser gets, of these messages."""
    got, sent = [], []
    waiting = [{"type": "websocket.connect"}, *messages]

    async def application(
        _scope: object,
        receive: Callable[[], Awaitable[dict[str, Any]]],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        while (message := await receive())["type"] == "websocket.receive":
            got.append(message)
        await send({"type": "websocket.send", "bytes": b"one more"})

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "websocket.disconnect", "code": 1000}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [(b"host", b"site.example")]}
    loops.run(Guard(application)(scope, receive, send))
    return got, sent


@for_each(
    ("message", "code"),
    [
        ({"bytes": bytes(MAX_FRAME + 1)}, 1009),
        ({"bytes": bytes(MAX_FRAME)}, 1008),
        ({"bytes": told("[" * 1_000)}, 1008),
        ({"text": "hello"}, 1008),
        ({"bytes": b"\xff\xff"}, 1008),
    ],
)
def test_a_line_that_says_what_no_page_says_is_hung_up(message: dict[str, object], code: int) -> None:
    good = {"type": "websocket.receive", "bytes": told('"h1.1"')}
    got, sent = conversation(good, {"type": "websocket.receive", **message}, good)
    assert got == [good]
    assert [part["type"] for part in sent] == ["websocket.accept", "websocket.close"]
    assert sent[-1]["code"] == code
    assert dict(sent[0]["headers"])[b"x-content-type-options"] == b"nosniff"


def asked(application: Any, method: str = "GET", path: str = "/", body: Iterable[bytes] = ()) -> list[dict[str, Any]]:
    sent, waiting = [], list(body)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [(b"host", b"site.example:8501")]}
    loops.run(Guard(application)(scope, receive, send))
    return sent


async def taking(
    _scope: object, receive: Callable[[], Awaitable[dict[str, Any]]], send: Callable[[dict[str, Any]], Awaitable[None]]
) -> None:
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 204, "headers": [(b"Referrer-Policy", b"origin")]})
    await send({"type": "http.response.body"})


UPLOAD = "/_stcore/upload_file/somebody/some-file"


def test_an_upload_is_bounded_whatever_it_says_of_its_length() -> None:
    assert asked(taking, "PUT", UPLOAD, [bytes(1000)] * 100)[0]["status"] == 204
    assert asked(taking, "PUT", UPLOAD, [bytes(100_000)] * 30)[0]["status"] == 413


def test_an_upload_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def waiting(*_: object) -> None:
        await asyncio.sleep(30)

    monkeypatch.setattr(guard, "UPLOAD_WITHIN", 0.01)
    assert asked(waiting, "PUT", UPLOAD)[0]["status"] == 408


def test_nothing_else_takes_a_body() -> None:
    for method in ("POST", "PUT", "PATCH", "TRACE"):
        assert asked(taking, method, "/")[0]["status"] == 405


def test_only_plotly_is_given_out_of_its_folder() -> None:
    for path in ("/component/components.bundle.plotly/widgetbundle.js", "/base/component/x/../y"):
        assert asked(taking, "GET", path)[0]["status"] == 404


def test_an_answer_keeps_what_it_says_and_an_error_has_headers_too() -> None:
    said = asked(taking, body=[b""])[0]["headers"]
    assert [value for name, value in said if name.lower() == b"referrer-policy"] == [b"origin"]

    async def broken(*_: object) -> None:
        raise RuntimeError

    sent: list[dict[str, Any]] = []
    with pytest.raises(RuntimeError):
        asked_of_broken(broken, sent)
    assert sent[0]["status"] == 500
    assert b"content-security-policy" in dict(sent[0]["headers"])


def asked_of_broken(application: Any, sent: list[dict[str, Any]]) -> None:
    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    loops.run(Guard(application)(scope, None, send))


def test_of_a_sessions_uploads_the_last_ones_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    manager = MemoryUploadedFileManager("/upload")

    class Running:
        uploaded_file_mgr = manager

    monkeypatch.setattr(Runtime, "exists", staticmethod(lambda: True))
    monkeypatch.setattr(Runtime, "instance", staticmethod(lambda: Running))
    for number in range(100):
        manager.add_file("somebody", UploadedFileRec(str(number), "scene.npz", "", bytes(1000)))
        manager.add_file("another", UploadedFileRec("0", "scene.npz", "", b""))
        guard.forget_old_files("somebody")
    assert list(manager.file_storage["somebody"]) == [str(number) for number in range(100 - FILES_KEPT, 100)]
    assert len(manager.file_storage["another"]) == 1


@for_each("host", ["site.example", "site.example:8501", "[::1]:8501", "127.0.0.1"])
def test_the_policy_names_the_sites_own_socket(host: str) -> None:
    assert f"connect-src 'self' ws://{host} wss://{host};" in content_security_policy(host)


@for_each("host", ["", "a b", "x; script-src *", "evil\r\nSet-Cookie: a=1", "ü.example", "*"])
def test_a_host_that_is_none_is_left_out_of_the_policy(host: str) -> None:
    policy = content_security_policy(host)
    assert "connect-src 'self';" in policy
    assert "*" not in policy
    assert json.dumps(policy).isascii()
