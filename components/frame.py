"""What a page tells the document around it; see `assets/frame.js`."""

from pathlib import Path

import streamlit as st

_SCRIPT = Path(__file__).parent.parent / "assets" / "frame.js"
_component = st.components.v2.component("tensorama_frame", html="<span></span>", js=_SCRIPT.read_text("utf-8"))


def frame(language: str) -> None:
    """Tell the document the language of its words; to be called once, outside of what moves."""
    _component(key="frame", data=[language])
