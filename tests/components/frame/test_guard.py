"""What may come in through the websocket, and what every answer carries."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from components.browser.bundle import ADDRESS
from components.frame import guard
from components.frame.guard import FILES_KEPT, MAX_DEPTH, MAX_FORM, MAX_FRAME, MAX_VALUE, Guard, acceptable
from components.frame.headers import content_security_policy
from compute.files.tensor_files import MAX_BYTES
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


@pytest.mark.parametrize(("more", "status"), [(0, 204), (1, 413)])
def test_an_upload_may_have_so_many_bytes_and_none_more(more: int, status: int) -> None:
    half = MAX_BYTES // 2
    body = [bytes(half), bytes(half), bytes(MAX_FORM + more)]
    assert asked(taking, "PUT", UPLOAD, body)[0]["status"] == status
    assert MAX_BYTES + MAX_FORM == 2_097_152 + 20_000


def test_one_upload_of_a_session_comes_at_a_time() -> None:
    sent: dict[str, list[dict[str, Any]]] = {"one": [], "same": [], "other": [], "later": []}
    inside = asyncio.Event()

    async def slow(_scope: object, _receive: object, send: Any) -> None:
        await inside.wait()
        await send({"type": "http.response.start", "status": 204, "headers": []})

    async def visits() -> None:
        guarded = Guard(slow)

        def ask(name: str, session: str) -> Any:
            async def send(message: dict[str, Any]) -> None:
                sent[name].append(message)

            path = f"/_stcore/upload_file/{session}/file"
            return guarded({"type": "http", "method": "PUT", "path": path, "headers": []}, None, send)

        tasks = [asyncio.create_task(ask(*each)) for each in (("one", "a"), ("same", "a"), ("other", "b"))]
        await asyncio.sleep(0.01)
        inside.set()
        await asyncio.gather(*tasks)
        await ask("later", "a")

    loops.run(visits())
    assert {name: messages[0]["status"] for name, messages in sent.items()} == {
        "one": 204,
        "same": 429,
        "other": 204,
        "later": 204,
    }


def path_of(method: str, path: str) -> object:
    """The path that the application behind the guard is asked for, or the status of a refusal."""
    scopes: list[dict[str, Any]] = []

    async def application(scope: dict[str, Any], _receive: object, send: Any) -> None:
        scopes.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    status = asked(application, method, path)[0]["status"]
    return scopes[0]["path"] if scopes else status


@for_each(
    ("method", "path", "asked_for"),
    [
        ("GET", "/neuron", "/neuron"),
        ("HEAD", "/neuron", "/neuron"),
        ("OPTIONS", "/neuron", "/neuron"),
        ("DELETE", "/neuron", 405),
        ("DELETE", UPLOAD, UPLOAD),
        ("GET", UPLOAD, UPLOAD),
        ("POST", UPLOAD, 405),
        ("GET", "/base/component/some.name/plotly.min.js", f"/{ADDRESS}"),
        ("GET", "/component/some.name/other.js", 404),
        ("GET", "/_stcore/metrics", 404),
        ("GET", "/base/_stcore/metrics/", 404),
    ],
)
def test_what_is_asked_for_goes_through_is_changed_or_refused(method: str, path: str, asked_for: object) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("TENSORAMA_METRICS", raising=False)
        assert path_of(method, path) == asked_for


def test_streamlits_own_counts_are_there_for_who_opens_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TENSORAMA_METRICS", "true")
    assert path_of("GET", "/_stcore/metrics") == "/_stcore/metrics"


@for_each(("mode", "is_let_through"), [("developer", True), ("viewer", False), ("auto", False)])
def test_a_developer_may_clear_the_cache(mode: str, is_let_through: bool) -> None:
    message = BackMsg()
    message.clear_cache = True
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(config, "get_option", {"client.toolbarMode": mode}.get)
        assert acceptable(message.SerializeToString()) is is_let_through


def test_a_message_with_bytes_of_a_widget_is_refused_whatever_else_it_says() -> None:
    message = BackMsg()
    for kind, value in (("json_value", '"h1"'), ("string_value", "x" * (MAX_VALUE + 1)), ("bytes_value", b"")):
        state = message.rerun_script.widget_states.widgets.add()
        setattr(state, kind, value)
        assert acceptable(message.SerializeToString()) is (kind != "bytes_value")
    arrow = BackMsg()
    arrow.rerun_script.widget_states.widgets.add().arrow_value.SetInParent()
    assert not acceptable(arrow.SerializeToString())


def test_brackets_of_both_kinds_are_counted_together() -> None:
    half = MAX_DEPTH // 2
    assert acceptable(told("[" * half + '{"a":' * half + "1" + "}" * half + "]" * half))
    assert not acceptable(told("[" * half + '{"a":' * (half + 1) + "1" + "}" * (half + 1) + "]" * half))
