"""A text to be given away, with a button that copies it; see `components/browser/copying.js`."""

from pathlib import Path

import streamlit as st

from components.base.text import Translate
from components.browser.script import script

_SCRIPT = Path(__file__).with_name("copying.js")
_component = st.components.v2.component(
    "tensorama_copy",
    html=(
        '<div class="copying"><label><span></span><textarea readonly rows="1" spellcheck="false"></textarea></label>'
        '<button type="button"></button> <span role="status"></span></div>'
    ),
    js=script(_SCRIPT),
    isolate_styles=False,
)


def copying(label: str, text: str, *, key: str, _: Translate) -> None:
    """Show a text under its label. Streamlit's code block copies on https and on localhost only."""
    said = [_("Copy"), _("Copied"), _("It is selected: copy it with Ctrl+C or ⌘C")]
    _component(key=key, data=[label, text, *said])
