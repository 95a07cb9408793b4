"""The neuron page: one unit, number by number."""

import streamlit as st

from components.base.text import Translate
from components.frame.keeping import keep
from components.network.controls import unit_settings, unit_sliders
from components.network.forward_page import ForwardPage, ForwardView, forward_page
from components.network.page import NEURON, NEURON_PICTURE
from components.network.panels.changes import put_all_back
from components.network.panels.details import COMPARE, FORMULA, PROGRAM
from components.network.panels.sum_table import sum_panel
from components.network.panels.ways import ways_panel
from compute.network.elements import Unit


def values(shown: ForwardView, _: Translate) -> None:
    """Show the sum of the one unit; what stands in it can be picked like in the picture."""
    sum_panel(shown.passed, Unit(1, 0), shown.selected, shown.picture, _)
    put_all_back(shown.edits, _)


def below(shown: ForwardView, _: Translate) -> None:
    """Show the two ways to the sum."""
    with st.container(key="by-hand"), st.container(key="ways"):
        ways_panel(shown.passed, _)


forward_page(
    ForwardPage(
        NEURON,
        unit_settings,
        unit_sliders,
        NEURON_PICTURE,
        details=(FORMULA, PROGRAM, COMPARE),
        values=values,
        below=below,
    ),
    keep,
)
