"""How every page begins: its link is checked before any widget reads it, and its stylesheet is there."""

import streamlit as st

from components.base.stylesheet import stylesheet
from components.state import link
from components.state.page import Page
from components.state.session import translate
from components.widgets.notes import ignored_panel


def begin(page: Page) -> None:
    """Check the link, say what of it had to be ignored, and bring the page's own look."""
    if page.stylesheet is not None:
        st.html(stylesheet(page.stylesheet))
    ignored_panel(link.check(page.fields), translate())
