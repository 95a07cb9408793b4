"""Choices in the words of the visitor: the link has their names, and of the default it says nothing."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.scripts import open_script


def script() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.widgets.choices import choice, listed, pressed  # noqa: PLC0415

    names = {"a": "one", "b": "two", "c": "three"}
    st.session_state["chosen"] = [
        pressed("Row", "row", names, "b", explanation="why"),
        pressed("Free", "free", names, hidden_label=True),
        listed("List", "list", names, "c", explanation="how"),
        choice("Words", "words", ("x", "y"), "what"),
    ]
    st.session_state["link"] = {name: st.query_params[name] for name in st.query_params}


def opened(**asked: str) -> AppTest:
    return open_script(script, asked)


def told(page: AppTest) -> tuple[object, object]:
    """What was chosen, and what the link says of it."""
    return page.session_state["chosen"], page.session_state["link"]


def test_where_the_link_says_nothing_the_defaults_are_chosen() -> None:
    page = opened()
    assert told(page) == (["b", "", "c", "x"], {})
    assert page.segmented_control(key="row").options == ["one", "two", "three"]
    assert (page.selectbox("list").options, page.selectbox("list").value) == (["one", "two", "three"], "c")
    assert page.selectbox("words").options == ["x", "y"]


def test_what_the_link_names_is_chosen_and_what_it_does_not_know_is_not() -> None:
    said = {"row": "a", "free": "c", "list": "b", "words": "y"}
    assert told(opened(**said)) == (["a", "c", "b", "y"], said)
    assert told(opened(row="one", free="x", list="two"))[0] == ["b", "", "c", "x"]


def test_what_is_pressed_stands_in_the_link_and_the_default_goes_without_saying() -> None:
    page = opened(row="a")
    page.segmented_control(key="row").set_value("c").run()
    assert told(page) == (["c", "", "c", "x"], {"row": "c"})
    page.segmented_control(key="row").set_value("b").run()
    assert told(page) == (["b", "", "c", "x"], {})
    page.selectbox("list").set_value("a").run()
    assert told(page) == (["b", "", "a", "x"], {"list": "a"})
    page.selectbox("list").set_value("c").run()
    page.segmented_control(key="free").set_value("a").run()
    assert told(page) == (["b", "a", "c", "x"], {"free": "a"})
    page.selectbox("words").set_value("y").run()
    assert page.session_state["chosen"][-1] == "y"


@pytest.mark.parametrize(
    ("key", "is_required", "visibility", "words"), [("row", True, 0, "why"), ("free", False, 2, "")]
)
def test_a_row_with_a_default_always_has_one_pressed(key: str, is_required: bool, visibility: int, words: str) -> None:
    """The words of a hidden label are there for a screen reader alone."""
    proto = opened().segmented_control(key=key).proto
    assert (proto.required, proto.label_visibility.value, proto.help) == (is_required, visibility, words)


def test_lists_explain_themselves() -> None:
    page = opened()
    assert [page.selectbox(key).proto.help for key in ("list", "words")] == ["how", "what"]
