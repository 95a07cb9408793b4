"""What a run says reaches the event loop in order, together, and at once when the run ends; the theme is made once."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner import ScriptRunnerEvent
from streamlit.runtime.session_manager import SessionClientDisconnectedError

from components.frame import delivery
from components.frame.delivery import AT_ONCE, TOGETHER, Outbox, Theme
from tests import loops
from tests.cases import for_each


def count_wakes(loop: asyncio.AbstractEventLoop) -> list[object]:
    """What the loop is woken for from here on."""
    woken: list[object] = []
    wake = loop.call_soon_threadsafe

    def counted(then: Callable[..., object], *arguments: object, **named: object) -> asyncio.Handle:
        woken.append(then)
        return wake(then, *arguments, **named)

    loop.call_soon_threadsafe = counted  # type: ignore[method-assign, assignment]
    return woken


def test_what_is_said_together_wakes_the_loop_once_and_keeps_its_order() -> None:
    async def hear() -> tuple[list[int], int, int]:
        loop, heard = asyncio.get_running_loop(), list[int]()
        outbox = Outbox(loop)
        with ThreadPoolExecutor(1) as page:
            woken = count_wakes(loop)
            for n in range(60):
                page.submit(outbox.put, partial(heard.append, n), goes_on=True).result()
        before = len(heard)
        wakes = len(woken)
        await asyncio.sleep(TOGETHER * 4)
        return heard, before, wakes

    heard, before, wakes = loops.run(hear())
    assert (heard, before, wakes) == (list(range(60)), 0, 1)


def test_the_end_of_a_run_does_not_wait() -> None:
    async def hear() -> list[str]:
        outbox, heard = Outbox(asyncio.get_running_loop()), list[str]()
        outbox.put(partial(heard.append, "a number"), goes_on=True)
        outbox.put(partial(heard.append, "the end"), goes_on=False)
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return heard

    assert loops.run(hear()) == ["a number", "the end"]


def test_what_a_long_run_says_does_not_wait_for_its_end() -> None:
    async def hear() -> list[list[int]]:
        outbox, heard, seen = Outbox(asyncio.get_running_loop()), list[int](), list[list[int]]()
        for n in range(3):
            outbox.put(partial(heard.append, n), goes_on=True)
            await asyncio.sleep(TOGETHER * 4)
            seen.append(list(heard))
        return seen

    assert loops.run(hear()) == [[0], [0, 1], [0, 1, 2]]


def test_many_threads_at_once_lose_nothing() -> None:
    async def hear() -> list[int]:
        loop, heard = asyncio.get_running_loop(), list[int]()
        outbox = Outbox(loop)
        with ThreadPoolExecutor(8) as pages:
            said = [
                loop.run_in_executor(pages, partial(outbox.put, partial(heard.append, n), goes_on=n % 3 > 0))
                for n in range(2000)
            ]
            await asyncio.gather(*said)
        await asyncio.sleep(TOGETHER * 4)
        return heard

    assert sorted(loops.run(hear())) == list(range(2000))


def test_a_server_that_has_ended_is_told_nothing() -> None:
    loop = asyncio.new_event_loop()
    outbox = Outbox(loop)
    loop.close()
    outbox.put(lambda: pytest.fail("nobody is there"), goes_on=True)
    outbox.put(lambda: pytest.fail("nobody is there"), goes_on=False)


@for_each("section", ["theme", "theme.light", "theme.dark", "theme.sidebar"])
def test_the_theme_is_streamlits_own_and_made_once(section: str) -> None:
    asked: list[str] = []

    def fill(message: CustomThemeConfig, section: str) -> None:
        asked.append(section)
        app_session._populate_theme_msg(message, section)

    expected = CustomThemeConfig()
    app_session._populate_theme_msg(expected, section)
    theme = Theme(fill)
    for _run in range(3):
        message = CustomThemeConfig()
        theme.fill(message, section)
        assert message == expected
    assert asked == [section]


def test_settings_that_were_read_anew_make_another_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    theme = Theme(lambda _message, section: asked.append(section))
    theme.fill(CustomThemeConfig())
    monkeypatch.setattr(config, "get_config_options", dict)
    theme.fill(CustomThemeConfig())
    assert asked == ["theme", "theme"]


def test_the_parts_of_a_theme_stand_beside_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a message of a run: light and dark are parts of the message that has the rest."""
    monkeypatch.setattr(config, "get_config_options", lambda: None)
    theme = Theme(lambda message, section: setattr(message, "primary_color", section))
    whole = CustomThemeConfig()
    for message, section in ((whole, "theme"), (whole.light, "theme.light"), (whole.dark, "theme.dark")):
        theme.fill(message, section)
    assert [each.primary_color for each in (whole, whole.light, whole.dark)] == ["theme", "theme.light", "theme.dark"]


class Browser:
    """Takes messages as long as it is there."""

    def __init__(self, room: int = 1000) -> None:
        self.got: list[int] = []
        self.room = room

    def send(self, session: "Browser", message: int) -> None:
        assert session is self
        if len(self.got) == self.room:
            raise SessionClientDisconnectedError
        self.got.append(message)


def sent_and_left(waiting: list[Any], browser: Browser | None) -> list[Any]:
    known = SimpleNamespace(get_active_session_info=lambda name: browser if name == "session" else None)
    runtime = SimpleNamespace(_session_mgr=known, _send_message=browser.send if browser else None)
    return delivery._send_all(SimpleNamespace(id="session"), runtime, lambda _session: waiting)


@for_each("count", [0, 1, 2, 60, AT_ONCE, AT_ONCE + 1, AT_ONCE + 50])
def test_what_waits_goes_out_together_and_the_last_of_it_by_the_runtime(count: int) -> None:
    browser, waiting = Browser(), list(range(count))
    left = sent_and_left(waiting, browser)
    assert browser.got + left == waiting
    assert len(browser.got) == min(max(count - 1, 0), AT_ONCE)


def test_where_nobody_is_there_any_more_the_runtime_gets_what_is_left() -> None:
    browser = Browser(room=3)
    assert sent_and_left(list(range(9)), browser) == [3, 4, 5, 6, 7, 8]
    assert browser.got == [0, 1, 2]
    assert sent_and_left([0, 1], None) == [0, 1]


def test_a_session_hears_its_run_in_this_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppSession, "_on_scriptrunner_event", AppSession._on_scriptrunner_event)
    monkeypatch.setattr(AppSession, "flush_browser_queue", AppSession.flush_browser_queue)
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    sending, woken = asyncio.Event(), list[str]()
    manager = SimpleNamespace(_message_enqueued_callback=lambda: woken.append("from another thread"))

    async def hear() -> tuple[list[ScriptRunnerEvent], bool]:
        loop, heard = asyncio.get_running_loop(), list[ScriptRunnerEvent]()
        runtime = SimpleNamespace(
            _session_mgr=manager, _get_async_objs=lambda: SimpleNamespace(eventloop=loop, need_send_data=sending)
        )
        delivery.install(runtime)
        session = SimpleNamespace(
            _event_loop=loop, _handle_scriptrunner_event_on_event_loop=lambda _sender, event: heard.append(event)
        )
        for event in (ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS):
            AppSession._on_scriptrunner_event(session, None, event)
        await asyncio.sleep(0.01)
        with ThreadPoolExecutor(1) as other:
            other.submit(manager._message_enqueued_callback).result()
        before = sending.is_set()
        manager._message_enqueued_callback()
        return heard, before

    heard, before = loops.run(hear())
    assert heard == [ScriptRunnerEvent.SCRIPT_STARTED, ScriptRunnerEvent.SCRIPT_STOPPED_WITH_SUCCESS]
    assert (before, sending.is_set(), woken) == (False, True, ["from another thread"])


def test_two_hundred_messages_go_out_before_the_loop_has_its_turn() -> None:
    browser = Browser()
    assert len(sent_and_left(list(range(300)), browser)) == 100
    assert browser.got == list(range(200))
