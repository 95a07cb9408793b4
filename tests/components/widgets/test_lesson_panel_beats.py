"""The panel of the lesson: which beat is open, what a press does, what the short way is told."""

from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.state.beat import Asked, Beat, Told
from components.widgets.lesson_panel import LESSON, lesson_in
from tests.cases import for_each
from tests.pages.page_reading import report, tables
from tests.scripts import open_script


def script() -> None:
    from types import SimpleNamespace  # noqa: PLC0415

    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.state import link  # noqa: PLC0415
    from components.state.beat import Asked, Beat, Told  # noqa: PLC0415
    from components.state.fields import choice  # noqa: PLC0415
    from components.widgets.lesson_panel import lesson_panel, lesson_said  # noqa: PLC0415

    parts = choice("part", ("one", "two"), "")
    select = choice("select", ("h1", "h2"), "")
    page = SimpleNamespace(
        fields=(parts, select),
        beats=(
            Beat(lambda shown, _: Told(f"first of {shown}", ("text",)), {}),
            Beat(lambda _shown, _: Told("second", ("after",), Asked("which?", ("a", "b"), 1)), {"part": "two"}),
            Beat(lambda _shown, _: Told("third", ("text",)), {"part": "two", "select": "h2"}),
        ),
    )
    link.value("select")
    st.session_state["part"] = link.value("part")
    lesson_panel(page, "scene", untranslated)
    st.session_state["said"] = dict(lesson_said(page))
    st.session_state["link"] = {name: st.query_params[name] for name in st.query_params}


def opened(**asked: str) -> AppTest:
    return open_script(script, asked)


def press(page: AppTest, name: str, number: int) -> AppTest:
    report(page, LESSON, "picked", {"name": name, "number": number})
    assert not page.exception
    return page


def place(page: AppTest) -> tuple[str, str]:
    """The heading of the open beat, and what the short way is told of it."""
    html = tables(page)[LESSON]
    return html.partition("<h2>")[2].partition("</h2>")[0], page.session_state["said"]["beat"]


@for_each(
    ("asked", "title", "number"),
    [
        ({}, "first of scene", "1"),
        ({"beat": "1"}, "first of scene", "1"),
        ({"beat": "2"}, "second", "2"),
        ({"beat": "3"}, "third", "3"),
        ({"beat": "8"}, "third", "3"),
        ({"beat": "9"}, "first of scene", "1"),
        ({"part": "two"}, "second", "2"),
        ({"part": "one"}, "first of scene", "1"),
        ({"part": "two", "beat": "1"}, "first of scene", "1"),
    ],
)
def test_the_beat_of_the_link_is_open_else_the_first_of_the_part(
    asked: dict[str, str], title: str, number: str
) -> None:
    assert place(opened(**asked)) == (title, number)


def test_a_press_opens_a_beat_and_its_scene() -> None:
    page = press(opened(), "beat.3", 1)
    assert place(page) == ("third", "3")
    assert page.session_state["link"] == {"beat": "3", "part": "two", "select": "h2"}
    press(page, "beat.2", 2)
    assert page.session_state["link"] == {"beat": "2", "part": "two"}
    press(page, "beat.1", 3)
    assert page.session_state["link"] == {"beat": "1"}


@pytest.mark.parametrize("name", ["beat.0", "beat.4", "cell.1", "answer.x"])
def test_a_press_on_what_there_is_not_does_nothing(name: str) -> None:
    page = press(opened(beat="2"), name, 1)
    assert place(page) == ("second", "2")
    assert page.session_state["link"] == {"beat": "2"}


def test_an_answer_belongs_to_its_beat_and_the_short_way_waits() -> None:
    page = press(opened(beat="2"), "answer.0", 1)
    assert place(page) == ("second", "")
    assert "Not quite: b." in tables(page)[LESSON]
    press(page, "answer.1", 2)
    assert "Right." in tables(page)[LESSON]
    press(page, "beat.3", 3)
    assert place(page) == ("third", "3")
    press(page, "beat.2", 4)
    assert "Right." in tables(page)[LESSON]


def beats() -> tuple[Beat, ...]:
    asked = Asked("which?", ("a", "b"), 1)
    return (
        Beat(lambda shown, _: Told(f"first of {shown}", ()), {}),
        Beat(lambda _shown, _: Told("second", ("after",), asked), {}),
    )


@for_each(("said", "title", "number"), [("1", "first of 7", 1), ("2", "second", 2), ("8", "second", 2)])
def test_the_panel_is_a_table_of_a_scene_before_any_answer(said: str, title: str, number: int) -> None:
    scene: Any = lesson_in(beats(), {"beat": said}, 7, untranslated)
    assert (dict(scene.charts), dict(scene.parts), scene.waits, list(scene.tables)) == ({}, {}, (), [LESSON])
    assert f"<h2>{title}</h2>" in scene.tables[LESSON]
    assert f"Lesson, {number} of 2" in scene.tables[LESSON]
    assert "after" not in scene.tables[LESSON]


def test_where_there_was_an_answer_the_panel_waits() -> None:
    scene = lesson_in(beats(), {"beat": ""}, SimpleNamespace(), untranslated)
    assert (dict(scene.tables), scene.waits) == ({}, (LESSON,))
