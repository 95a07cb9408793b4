"""The beginning of every page: check its link before any widget reads it, and bring its stylesheet."""

import streamlit as st

from components.base.stylesheet import stylesheet
from components.state.link_check import check
from components.state.page import Page
from components.state.session import translate
from components.widgets.notes import ignored_panel


def begin(page: Page) -> None:
    """Check the link, say what of it had to be ignored, and bring the page's own look."""
    if page.stylesheet is not None:
        st.html(stylesheet(page.stylesheet))
    ignored_panel(check(page.fields, page.beats), translate())
