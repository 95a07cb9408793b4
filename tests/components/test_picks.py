"""What comes back from a picture is a wish of the browser: a short text, or nothing."""

import pytest
import streamlit as st

from components.chart import MAX_NAME, picked


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
    ],
)
def test_picked(monkeypatch, state, name):
    monkeypatch.setattr(st, "session_state", {"some-chart": state})
    assert picked("some-chart") == name
