"""Of several clicks on the network the last one counts, in whatever order they arrive."""

from typing import Any

import pytest
import streamlit as st

from components.network.panels.selection import select_picked
from components.state import link
from tests.cases import for_each


@for_each(
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
def test_the_last_click_counts(monkeypatch: pytest.MonkeyPatch, clicks: Any, selected: Any) -> None:
    said = {"select": ""}
    monkeypatch.setattr(link, "value", said.__getitem__)
    monkeypatch.setattr(link, "set_value", said.__setitem__)
    monkeypatch.setattr(st, "session_state", {})
    for name, number in clicks:
        st.session_state["some-chart"] = {"picked": {"name": name, "number": number}}
        select_picked("some-chart")
    assert said["select"] == selected
