"""Of several clicks on the network the last one counts, in whatever order they arrive."""

from typing import Any

import pytest
import streamlit as st

from components.network.fields import SIZES
from components.network.panels.selection import resize, select_picked, selected_in, selected_name
from components.state import link
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.without_page import WithoutPage


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


@for_each(
    ("name", "element"),
    [("h1.2", Unit(1, 1)), ("w1.3.2", Weight(1, 2, 1)), ("h1.3", None), ("", None), ("b2.1", Bias(2, 0))],
)
def test_what_is_selected_is_an_element_of_this_network(
    monkeypatch: pytest.MonkeyPatch, name: str, element: Element | None
) -> None:
    page = WithoutPage(monkeypatch)
    page.link["select"] = name
    assert selected_in(NetworkSpec()) == element
    assert selected_name(element, NetworkSpec()) == (name if element else "")


@for_each(
    ("button", "now", "then"),
    [
        ("more.inputs", 63, 64),
        ("more.inputs", 64, 64),
        ("less.inputs", 2, 1),
        ("less.inputs", 1, 1),
        ("less.hidden_2", 3, 2),
        ("more.outputs", 10, 10),
        ("more.layers", 5, 6),
        ("less.layers", 1, 1),
    ],
)
def test_a_button_in_the_picture_moves_a_slider_as_far_as_it_goes(
    monkeypatch: pytest.MonkeyPatch, button: str, now: int, then: int
) -> None:
    page = WithoutPage(monkeypatch)
    size = button.split(".")[1]
    page.state |= {size: now, "some-chart": {"picked": {"name": button, "number": 1}}}
    select_picked("some-chart")
    assert page.state[size] == then
    assert page.link == {}


@for_each(("name", "now"), [("hidden_2", None), ("seed", 7), ("inputs", "3")])
def test_a_size_that_is_not_on_the_page_stays(monkeypatch: pytest.MonkeyPatch, name: str, now: object) -> None:
    page = WithoutPage(monkeypatch)
    page.state |= {} if now is None else {name: now}
    resize(name, 1, SIZES)
    assert page.state == ({} if now is None else {name: now})
