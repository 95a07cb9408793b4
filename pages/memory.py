"""The memory page: one strip of memory, and every array and tensor that looks at it."""

from pathlib import Path

import streamlit as st

from components import link
from components.figures.memory_strip import memory_html
from components.live import watch
from components.memory_board import memory_board
from components.memory_controls import (
    BOARD,
    FIELDS,
    SLIDERS,
    guess,
    history,
    line_buttons,
    meant,
    pick_cell,
    question,
    seed_chosen,
    undo_buttons,
)
from components.panels.memory_history import element_panel, history_panel, program_panel
from components.panels.memory_story import story_panel
from components.panels.notes import ignored_panel
from components.session import translate
from compute.memory import replay

STYLE = Path(__file__).parent.parent / "assets" / "memory.css"


@st.fragment
def explorer() -> None:
    """Lines to run, the memory, and what the last line did: a press runs this, and not the frame."""
    _ = translate()
    move = watch(SLIDERS)
    with st.container(key="memory-page"):
        with st.container(key="memory-controls", gap="xsmall"):
            scene = replay(seed_chosen(move, _), history())
            at = meant(scene)
            line_buttons(scene, at, _)
            undo_buttons(_)
            element_panel(scene, at, _)
            history_panel(scene, _)
        with st.container(key="memory-picture", gap="xsmall"):
            question(scene, at, _)
            story_panel(scene, guess(), _)
            with st.container(key="value-memory"):
                memory_board(memory_html(scene, at, _), key=BOARD, on_pick=pick_cell)
    program_panel(scene, _)


st.html(STYLE)
ignored_panel(link.check(FIELDS), translate())
explorer()
