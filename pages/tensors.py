"""The tensors page: from one number to a photo, and where random numbers come from."""

import streamlit as st

from components.browser.live import listen, moved
from components.browser.short_way import ShortWay, address
from components.state import link
from components.state.session import said_of_visit, translate
from components.state.url import complete_link
from components.tensors.controls import LADDER, PHOTO, RANDN, part_control
from components.tensors.page import PAGE
from components.tensors.panels.ladder import ladder_part
from components.tensors.panels.photo import photo_part
from components.tensors.panels.randn import randn_part
from components.tensors.seen import lead
from components.widgets.beginning import begin
from components.widgets.code import code_block
from components.widgets.heading import heading
from components.widgets.lesson_panel import lesson_panel, lesson_said

PART_PANELS = {LADDER: ladder_part, PHOTO: photo_part, RANDN: randn_part}


@st.fragment
def explorer() -> None:
    """Show one of the three parts: only the open one is computed."""
    _ = translate()
    move = moved(PAGE.sliders)
    # Keyed containers that assets/site.css lays out as a grid: columns would each be a message more per move.
    with st.container(key="topic"):
        head = st.container(key="head")
        with st.container(key="parts"):
            part = part_control(_)
        source, said, seen = PART_PANELS[part](move, _)
        with head:
            heading(PAGE, lead(seen, _), _)
        with st.container(key="beside"):
            lesson_panel(PAGE, seen, _)
    with st.container(key="program"):
        st.caption(_("The same as a program of your own:"))
        code_block(source, _)
    said = {**said, "part": part, "guess": link.value("guess"), **lesson_said(PAGE), **said_of_visit()}
    # The slider of the size counts its options, and not what a link says.
    keys = tuple(key for key in PAGE.sliders if key != "size")
    listen(PAGE.sliders, ShortWay(address(PAGE.slug), said, keys))
    complete_link()


begin(PAGE)
explorer()
