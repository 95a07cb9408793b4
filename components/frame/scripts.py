"""The scripts around every page, in one component: each for itself would be a message more for everybody who comes."""

import streamlit as st

from components.base.text import Translate
from components.browser import document, history
from components.browser.script import script, together
from components.frame import interface_words, keys

_PARTS = (document.SCRIPT, interface_words.SCRIPT, history.SCRIPT, keys.SCRIPT)
_component = st.components.v2.component(
    "tensorama_frame", html="<span></span>", js=together(*(script(path) for path in _PARTS))
)


def frame_scripts(language: str, _: Translate, *, alone: bool) -> bool:
    """Look after document, Streamlit's own words, the browser's history and the keys; returns whether "?" was pressed.

    To be called once, outside of what moves.

    Parameters
    ----------
    alone: whether the lesson stands without its frame, inside another site's page: there the keys are not ours.
    """
    data = [document.document_words(language, _), [interface_words.interface_words(_)], True, None if alone else True]
    return bool(_component(key="frame", data=data, on_asked_change=_nothing).asked)


def _nothing() -> None:
    """Do nothing: a component reports a trigger only if a callback is registered for it."""
