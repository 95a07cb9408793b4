"""The network page: drag a slider and watch a forward pass."""

import streamlit as st

from components.base.text import Translate
from components.frame.keeping import keep
from components.network.controls import network_settings, network_sliders
from components.network.forward_page import ForwardPage, ForwardView, forward_page
from components.network.page import NETWORK, NETWORK_PICTURE
from components.network.panels.band import band_panel
from components.network.panels.result import hidden_panel
from components.network.panels.selection_panel import selection_panel


def values(shown: ForwardView, _: Translate) -> None:
    """Show the hidden layers."""
    hidden_panel(shown.passed, _)


def below(shown: ForwardView, _: Translate) -> None:
    """Show all matrices in a line, how the selected element is computed, and what can be done with it."""
    band_panel(shown.passed, shown.selected, shown.edits, shown.picture, _)
    with st.container(key="selection"):
        selection_panel(shown.passed, shown.picture, _)


forward_page(
    ForwardPage(NETWORK, network_settings, network_sliders, NETWORK_PICTURE, values=values, below=below),
    keep,
)
