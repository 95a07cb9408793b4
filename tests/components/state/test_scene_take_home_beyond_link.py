"""What a page says in each of its runs: its scene, what can be taken home, what no link holds."""

import json

import numpy as np
import pytest
import streamlit as st

from components.base.text import untranslated
from components.state import beyond_link as beyond
from components.state.scene import Scene
from components.state.take_home import offer, offered
from compute.files.take_home import TakeHome


def lesson() -> TakeHome:
    return TakeHome("name", "Title", "", (), {})


def test_a_scene_is_written_part_by_part() -> None:
    scene = Scene({"chart": {"x": np.array([1.0, 2.0])}}, {"lead": "<p>"}, {"table": "<b>"}, ("guess",))
    written = json.loads(scene.json())
    assert written == {
        "charts": {"chart": {"x": [1.0, 2.0]}},
        "parts": {"lead": "<p>"},
        "tables": {"table": "<b>"},
        "waits": ["guess"],
    }
    assert json.loads(Scene({}, {}).json()) == {"charts": {}, "parts": {}, "tables": {}, "waits": []}


def test_what_is_offered_last_is_taken_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    assert offered() is None
    first, second = lesson(), lesson()
    offer(lambda _: first)
    offer(lambda _: second)
    pack = offered()
    assert pack is not None
    assert pack(untranslated) is second


def test_what_no_link_holds_is_said_until_the_page_says_that_all_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {})
    assert beyond.beyond_link(untranslated) == ""
    beyond.say_beyond_link(lambda _: _("your own data"))
    assert beyond.beyond_link(untranslated) == "your own data"
    beyond.say_beyond_link(None)
    assert beyond.beyond_link(untranslated) == ""
