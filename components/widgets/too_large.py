"""Say that a file is larger than what a page takes, where Streamlit says so in English alone; see `too_large.js`."""

from pathlib import Path

import streamlit as st

from components.browser.script import script

_component = st.components.v2.component(
    "tensorama_too_large",
    html='<p class="too-large" role="alert"></p>',
    js=script(Path(__file__).with_name("too_large.js")),
    isolate_styles=False,
)


def too_large_note(field: str, key: str, words: str) -> None:
    """Place a sentence that appears while the field for files with this key refuses one.

    Parameters
    ----------
    field: key of the field for files.
    key: of the sentence.
    """
    _component(key=key, data=[field, words])
