"""What comes back from a picture is a wish of the browser: a short text and a number, or nothing."""

from typing import Any

import pytest
import streamlit as st

from components.base.foreign import MAX_WHOLE
from components.browser import picks
from components.browser.picks import MAX_NAME, heard, newly_picked
from tests.cases import for_each


@for_each(
    "state",
    [
        None,
        "h1.1",
        {},
        {"picked": None},
        {"picked": "h1.1"},
        {"picked": ["h1.1"]},
        {"picked": {}},
        {"picked": {"name": "h1.1"}},
        {"picked": {"name": "h1.1", "number": "3"}},
        {"picked": {"name": "h1.1", "number": True}},
        {"picked": {"name": "h1.1", "number": 1.5}},
        {"picked": {"name": "h1.1", "number": 0}},
        {"picked": {"name": "h1.1", "number": MAX_WHOLE * 2}},
        {"picked": {"name": "h1.1", "number": 10**400}},
        {"picked": {"name": ["h1.1"], "number": 3}},
        {"picked": {"name": "x" * (MAX_NAME + 1), "number": 3}},
    ],
)
def test_what_no_picture_of_ours_says_is_no_click(
    monkeypatch: pytest.MonkeyPatch, state: dict[str, object] | str | None
) -> None:
    monkeypatch.setattr(st, "session_state", {"some-chart": state})
    assert newly_picked("some-chart") is None
    assert heard() == 0


def test_a_click_is_heard_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {"some-chart": {"picked": {"name": "h1.2", "number": 3}}})
    assert newly_picked("some-chart") == "h1.2"
    assert newly_picked("some-chart") is None
    assert heard() == 3


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", kept)
    return kept


def test_the_longest_name_of_a_point_is_heard(session: dict[str, Any]) -> None:
    session["some-chart"] = {"picked": {"name": "x" * picks.MAX_NAME, "number": 1}}
    assert picks.newly_picked("some-chart") == "x" * 64
    session["some-chart"] = {"picked": {"name": "", "number": 2}}
    assert picks.newly_picked("some-chart") == ""
