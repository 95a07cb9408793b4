"""What the components of the browser's side tell their scripts, for tests without a page."""

from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from tests.components.browser.telling import Told


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    monkeypatch.setattr(st, "session_state", kept)
    return kept


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch, session: dict[str, Any]) -> Callable[[object], Told]:
    """`listening(module)`: what its component is told from here on."""

    def to(module: object) -> Told:
        told: Told = []
        monkeypatch.setattr(module, "_component", lambda **given: told.append(given))
        return told

    session["picks-heard"] = 4
    return to
