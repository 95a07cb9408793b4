"""Entries of the browser's history: one for each thing that a person does, for "back" to undo; see `history.js`."""

from pathlib import Path

import streamlit as st

from components.browser.script import script

_SCRIPT = Path(__file__).with_name("history.js")
_component = st.components.v2.component("tensorama_history", html="<span></span>", js=script(_SCRIPT))


def one_entry_each() -> None:
    """Let each thing done on purpose make one entry of the browser's history, and a slider none; to be called once."""
    _component(key="history")
