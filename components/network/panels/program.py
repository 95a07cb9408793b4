"""Show the program of the network in one of its three ways, and beside a module what surprises people about it."""

from collections.abc import Mapping

import streamlit as st

from components.base.text import Translate
from components.network.figures.module_facts import module_facts_html
from components.widgets.code import code_panel
from components.widgets.program_choice import program_way
from compute.network.elements import Element, unit_of
from compute.network.known_pass import KnownPass
from compute.network.program_ways import NOTEBOOK


def program_panel(passed: KnownPass, selected: Element | None, edits: Mapping[Element, float], _: Translate) -> None:
    """Show the program; the facts beside a module are about the layer of what is selected, else about the first."""
    way = program_way()
    with st.container(key="written"):
        code_panel(passed.network.spec, edits, passed.device, selected, _, way)
    if way != NOTEBOOK:
        layer = max(unit_of(selected).layer, 1) if selected is not None else 1
        with st.container(key="module-facts"):
            st.html(module_facts_html(passed, layer, way, _))
