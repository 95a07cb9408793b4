"""The heading of a page: its name, its place in the notebook, and one sentence with the numbers of the scene."""

from html import escape

import streamlit as st

from components.base.prose import sentence_html
from components.base.text import Translate
from components.browser.short_way import part
from components.state.page import Page

LEAD = "lead"
"""Name of the part that moves along with a slider."""


def heading(page: Page, sentence: str, _: Translate) -> None:
    """Place the heading.

    Parameters
    ----------
    sentence: what the page shows just now, Markdown as `components.base.prose` reads it.
    """
    st.html(
        f'<header class="page-head"><h1>{escape(page.title(_))}</h1><p class="block">{escape(page.block(_))}</p>'
        f"{part(LEAD, lead_html(sentence))}</header>"
    )


def lead_html(sentence: str) -> str:
    """Write the sentence as the heading has it, and a scene."""
    return f"<p>{sentence_html(sentence)}</p>"
