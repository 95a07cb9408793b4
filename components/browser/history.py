"""Entries of the browser's history: one for each thing that a person does, for "back" to undo; see `history.js`."""

from pathlib import Path

import streamlit as st

from components.browser.script import script

_SCRIPT = Path(__file__).with_name("history.js")
_JS = script(_SCRIPT)
_component = st.components.v2.component("tensorama_history", html="<span></span>", js=_JS)

EARLY_SCRIPT = f"(() => {{\n{_JS.replace('export default function', 'function begin')}begin()\n}})()"
"""The same for the head of a page, where it hears of what Streamlit writes before any component is there. A host that
runs the site without our layer in front has the component alone; whichever comes second finds the first at work."""


def one_entry_each() -> None:
    """Let each thing done on purpose make one entry of the browser's history, and a slider none; to be called once."""
    _component(key="history")
