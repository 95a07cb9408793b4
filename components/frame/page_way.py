"""The way from page to page in the order of the notebook: the one before, and the next."""

from collections.abc import Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components.base.text import Translate


def page_way(pages: Sequence[StreamlitPage], page: StreamlitPage, _: Translate) -> None:
    """Place links to the neighbours of a page; the first and the last have one.

    Parameters
    ----------
    pages: in the order of the notebook.
    page: the one that is shown.
    """
    at = pages.index(page)
    with st.container(key="page-way", horizontal=True):
        if at > 0:
            before = pages[at - 1]
            st.page_link(before, label=before.title, icon=":material/arrow_back:", help=_("previous page"))
        if at + 1 < len(pages):
            after = pages[at + 1]
            st.page_link(
                after, label=after.title, icon=":material/arrow_forward:", icon_position="right", help=_("next page")
            )
