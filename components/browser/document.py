"""Set the language of the HTML document and its message for a lost server; see `components/browser/document.js`."""

from pathlib import Path

import streamlit as st

from components.base.text import Translate
from components.browser.script import script

_SCRIPT = Path(__file__).with_name("document.js")
_component = st.components.v2.component("tensorama_frame", html="<span></span>", js=script(_SCRIPT))


def frame(language: str, _: Translate) -> None:
    """Tell the document the language of its words, and what to say when the server does not answer.

    To be called once, outside of what moves.
    """
    silent = _("The server does not answer. This page keeps trying, and goes on by itself where you are.")
    ended = _("This page has lost its server and cannot try again by itself.")
    _component(key="frame", data=[language, silent, ended, _("load it again")])
