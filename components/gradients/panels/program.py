"""Show the program that prints the numbers of the page."""

import streamlit as st

from components.base.text import Translate
from components.gradients.lesson import source_of
from components.gradients.seen import SeenGradients
from components.widgets.code import code_block


def program_panel(shown: SeenGradients, _: Translate) -> None:
    """Show it with a button that copies it."""
    st.caption(_("Run this with PyTorch: it prints the numbers on this page."))
    with st.container(key="program"):
        code_block(source_of(shown), _)
