"""The glossary in the frame: all of it by its button, and entries that wait for a press."""

from collections.abc import Callable

import pytest
import streamlit as st

from components.base.text import untranslated
from components.frame import glossary_panel


def test_the_glossary_is_listed_by_its_button_and_its_entries_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    titles: list[str] = []
    presses = iter([False, True])

    def dialog(title: str, width: str) -> Callable[[object], object]:
        titles.append(f"{title} {width}")
        return lambda show: show

    monkeypatch.setattr(st, "html", written.append)
    monkeypatch.setattr(st, "button", lambda *_, **__: next(presses))
    monkeypatch.setattr(st, "dialog", dialog)
    glossary_panel.glossary_panel(untranslated)
    assert written == titles == []
    glossary_panel.glossary_panel(untranslated)
    assert titles == ["Glossary medium"]
    assert written[0].startswith('<dl class="glossary"><dt>unit</dt>')
    glossary_panel.glossary_entries(untranslated)
    assert written[1].startswith('<div class="term-entries"><div popover id="term-unit"')
