"""The menu in the sidebar: the pages in the order of the notebook, numbered, and what belongs to the scene shown."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components.base.text import Translate
from components.frame.pages import PAGES
from components.state.page import Group


def page_menu(pages: Sequence[StreamlitPage], _: Translate) -> None:
    """Place a link to each page, under the heading of its group; `site.css` numbers them.

    Parameters
    ----------
    pages: in the order of `PAGES`.
    """
    headings = {Group.PRACTICE: _("practice"), Group.NEXT: _("what comes next")}
    for group, members in groupby(zip(PAGES, pages, strict=True), key=lambda pair: pair[0].group):
        if group in headings:
            menu_heading(headings[group])
        for _page, shown in members:
            st.page_link(shown)


def menu_heading(words: str) -> None:
    """Place a small heading over what follows in the sidebar."""
    st.html(f'<h2 class="menu-heading">{escape(words)}</h2>')
