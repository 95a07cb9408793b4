"""The program that computes what is on the screen, to be copied."""

from collections.abc import Mapping

import streamlit as st

from components.base.text import Translate
from compute.network.elements import Element
from compute.network.program import program
from compute.network.spec import NetworkSpec


def code_panel(spec: NetworkSpec, edits: Mapping[Element, float], device: str, _: Translate) -> None:
    """Show the PyTorch program; Streamlit's code block brings the copy button."""
    st.caption(_("Run this with PyTorch: it prints the numbers on this page."))
    with st.container(key="program"):
        st.code(program(spec, edits, device), language="python")
