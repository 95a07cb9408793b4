"""The glossary in the frame: a button that opens all of it, and the entries that words on the pages open."""

import streamlit as st

from components.base.glossary import list_html, popovers_html
from components.base.text import Translate


def glossary_panel(_: Translate) -> None:
    """Place a button that lists all words with their meaning; the key g presses it as well."""
    if st.button(
        _("Glossary"), icon=":material/dictionary:", key="glossary", type="tertiary", shortcut="g", width="stretch"
    ):
        _dialog(_)


def glossary_entries(_: Translate) -> None:
    """Place the entries, once per page and outside of fragments: an open entry stays open while a slider moves."""
    st.html(popovers_html(_))


def _dialog(_: Translate) -> None:
    st.dialog(_("Glossary"), width="medium")(_list)(_)


def _list(_: Translate) -> None:
    st.html(list_html(_))
