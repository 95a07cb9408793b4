"""The tensors page: from one number to a photo, and where random numbers come from."""

import streamlit as st

from components.browser.live import watch
from components.state.session import translate
from components.tensors.controls import LADDER, PHOTO, part_control
from components.tensors.page import PAGE
from components.tensors.panels.ladder import ladder_part
from components.tensors.panels.photo import photo_part
from components.tensors.panels.randn import randn_part
from components.widgets.beginning import begin
from components.widgets.code import code_block


@st.fragment
def explorer() -> None:
    """One of the three parts: only the open one is computed."""
    _ = translate()
    move = watch(PAGE.sliders)
    part = part_control(_)
    # A keyed container that tensors.css lays out as a grid: columns would each be a message more per move.
    with st.container(key="tensors"):
        if part == LADDER:
            source = ladder_part(move, _)
        elif part == PHOTO:
            source = photo_part(move, _)
        else:
            source = randn_part(move, _)
    st.caption(_("The same as a program of your own:"))
    with st.container(key="program"):
        code_block(source, _)


begin(PAGE)
explorer()
