"""What comes back from a picture is a wish of the browser: a short text and a number, or nothing."""

import pytest
import streamlit as st

from components.browser.picks import MAX_NAME, MAX_NUMBER, heard, newly_picked
from components.network.panels.selection import select_picked
from components.state import link


@pytest.mark.parametrize(
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
        {"picked": {"name": "h1.1", "number": MAX_NUMBER * 2}},
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


@pytest.mark.parametrize(
    ("clicks", "selected"),
    [
        ([("h1.1", 1)], "h1.1"),
        ([("h1.1", 1), ("", 2)], ""),
        ([("h1.1", 1), ("h1.2", 2)], "h1.2"),
        ([("h1.1", 1), ("h1.1", 1)], "h1.1"),  # the same one twice
        ([("h1.1", 1), ("h1.1", 3)], "h1.1"),  # one between them was never heard
        ([("h1.1", 2), ("h1.2", 1)], "h1.1"),  # an older one comes after it
        ([("h1.1", 1), ("<b>", 2)], "h1.1"),
        ([("", 1)], ""),
    ],
)
def test_the_last_click_counts(monkeypatch: pytest.MonkeyPatch, clicks: list[tuple[str, int]], selected: str) -> None:
    said = {"select": ""}
    monkeypatch.setattr(link, "value", said.__getitem__)
    monkeypatch.setattr(link, "set_value", said.__setitem__)
    monkeypatch.setattr(st, "session_state", {})
    for name, number in clicks:
        st.session_state["some-chart"] = {"picked": {"name": name, "number": number}}
        select_picked("some-chart")
    assert said["select"] == selected
