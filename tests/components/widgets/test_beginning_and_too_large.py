"""How a page begins, and the sentence about a file that is too large."""

from pathlib import Path

import pytest
import streamlit as st

from components.widgets import beginning, too_large
from tests.cases import for_each
from tests.components.widgets.page_stub import PageStub


@for_each(("has_style", "written"), [(True, ["<style>p {}</style>"]), (False, [])])
def test_a_page_begins_with_its_look_and_what_was_ignored(has_style: bool, written: list[str]) -> None:
    told: list[object] = []
    with pytest.MonkeyPatch.context() as patched:
        page = PageStub()
        page.stylesheet = Path("some.css") if has_style else None
        html: list[str] = []
        patched.setattr(st, "html", html.append)
        patched.setattr(beginning, "stylesheet", lambda path: "<style>p {}</style>" if path.name else "")
        patched.setattr(beginning, "check", lambda fields, beats: ("ignored", fields, beats))
        patched.setattr(beginning, "translate", lambda: "_")
        patched.setattr(beginning, "ignored_panel", lambda *given: told.extend(given))
        beginning.begin(page)
    assert html == written
    assert told == [("ignored", ("fields",), ("beats",)), "_"]


def test_a_note_about_a_large_file_knows_its_field(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, object] = {}
    monkeypatch.setattr(too_large, "_component", lambda **given: told.update(given))
    too_large.too_large_note("field", "note", "too large")
    assert told == {"key": "note", "data": ["field", "too large"]}
