"""The list of the keys, and the scripts around every page."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st

from components.base.text import untranslated
from components.frame import scripts
from components.frame.keys import keys_html, keys_panel
from tests.cases import for_each

ROW = re.compile(r'<tr><th scope="row">(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>')


def test_each_key_stands_with_what_it_does_and_where() -> None:
    html = keys_html(untranslated)
    head = '<table class="keys"><thead><tr><th scope="col">key</th><th scope="col">what it does</th>'
    assert html.startswith(f'{head}<th scope="col">where</th></tr></thead><tbody>')
    everywhere, steps, number = "everywhere", "where there are steps", "on a number that can be changed"
    rows = [(re.sub("</?kbd>", "", pressed), what, where) for pressed, what, where in ROW.findall(html)]
    assert rows == [
        ("n", "next step", steps),
        ("b", "one step back", steps),
        ("p", "play and pause", steps),
        ("s", "another seed", "where there is a seed"),
        ("h", "hide and show the sidebar, with the projector also the controls", everywhere),
        ("g", "glossary", everywhere),
        ("r", "run the page again", everywhere),
        ("?", "this list", everywhere),
        ("← →", "one step", "on a slider"),
        ("← → ↑ ↓", "one row or column", "in the photo"),
        ("↑ ↓", "change it by a tenth; with Shift by 1", number),
        ("Enter", "type it", number),
        ("Space", "select it", number),
        ("Tab", "on to the next; with Shift back", everywhere),
        ("Enter", "press, or take over what was typed", everywhere),
        ("Esc", "close", "in a dialog or a list"),
    ]
    assert "<kbd>←</kbd> <kbd>→</kbd></th>" in html


def dialogs_into(titles: list[str]) -> Callable[..., Any]:
    """Return what notes a dialog by its title and width, and shows what stands in it."""

    def dialog(title: str, width: str) -> Callable[[object], object]:
        titles.append(f"{title} {width}")
        return lambda show: show

    return dialog


@for_each(
    ("asked", "pressed", "is_open"),
    [(False, False, False), (True, False, True), (False, True, True), (True, True, True)],
)
def test_the_list_opens_by_its_button_and_by_its_key(asked: bool, pressed: bool, is_open: bool) -> None:
    opened: list[str] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(st, "button", lambda *_, **__: pressed)
        patched.setattr(st, "dialog", dialogs_into(opened))
        patched.setattr(st, "html", opened.append)
        keys_panel(asked, untranslated)
    assert opened == (["Keys large", keys_html(untranslated)] if is_open else [])


@for_each(
    ("alone", "asked", "ours"), [(False, True, True), (False, False, True), (True, False, None), (True, None, None)]
)
def test_the_scripts_of_the_frame_have_no_keys_inside_another_site(
    alone: bool, asked: bool | None, ours: bool | None
) -> None:
    told: list[dict[str, Any]] = []

    def component(**given: Any) -> SimpleNamespace:
        told.append(given)
        return SimpleNamespace(asked=asked)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(scripts, "_component", component)
        assert scripts.frame_scripts("en", untranslated, alone=alone) is bool(asked)
    document, words, history, keyboard = told[0]["data"]
    assert (document[0], len(document), words, history, keyboard) == ("en", 4, [[]], True, ours)
    assert told[0]["key"] == "frame"
