"""What comes back from a picture is a wish of the browser: a short text, or nothing."""

import pytest
import streamlit as st

from components import link
from components.chart import MAX_NAME, picked
from components.panels.selection import select_picked


@pytest.mark.parametrize(
    ("state", "name"),
    [
        ({"picked": "w1.3.2"}, "w1.3.2"),
        ({"picked": None}, ""),
        ({"picked": 7}, ""),
        ({"picked": ["h1.1"]}, ""),
        ({"picked": "x" * (MAX_NAME + 1)}, ""),
        ({}, ""),
        (None, ""),
        ("h1.1", ""),
        ({"picked": {"name": "h1.2", "number": 3}}, "h1.2"),
        ({"picked": {"name": ["h1.2"], "number": "3"}}, ""),
        ({"picked": {}}, ""),
    ],
)
def test_picked(monkeypatch, state, name):
    monkeypatch.setattr(st, "session_state", {"some-chart": state})
    assert picked("some-chart") == name


@pytest.mark.parametrize(
    ("clicks", "selected"),
    [
        ([("h1.1", 1)], "h1.1"),
        ([("h1.1", 1), ("h1.1", 2)], ""),
        ([("h1.1", 1), ("h1.2", 2)], "h1.2"),
        ([("h1.1", 1), ("h1.1", 3)], "h1.1"),  # the second, on something else, was never heard
        ([("h1.1", 1), ("h1.1", 1)], ""),  # another picture counts anew
        ([("h1.1", 1), ("h1.1", 2**40)], ""),
        ([("h1.1", 1), ("", 2)], "h1.1"),
        ([("h1.1", 0), ("h1.1", 0)], ""),
    ],
)
def test_the_last_click_counts(monkeypatch, clicks, selected):
    said = {"select": ""}
    monkeypatch.setattr(link, "value", said.__getitem__)
    monkeypatch.setattr(link, "set_value", said.__setitem__)
    monkeypatch.setattr(st, "session_state", {})
    for name, number in clicks:
        st.session_state["some-chart"] = {"picked": {"name": name, "number": number}}
        select_picked("some-chart")
    assert said["select"] == selected
