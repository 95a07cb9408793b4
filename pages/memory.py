"""The memory page: memory as a tape of cells, and every array and tensor that looks at it."""

from functools import partial

import streamlit as st

from components.browser.grids import pressable
from components.browser.live import listen, moved
from components.browser.short_way import ShortWay, address
from components.memory.beats import lead
from components.memory.controls import (
    BOARD,
    CARDS,
    go_to_line,
    guess,
    history,
    later,
    line_buttons,
    meant,
    pick_cell,
    question,
    seed_chosen,
    undo_buttons,
)
from components.memory.figures.memory_strip import At, cards_html, tapes_html
from components.memory.page import PAGE
from components.memory.panels.history import element_panel, history_panel, program_panel
from components.memory.panels.story import story_panel
from components.state import link
from components.state.fields import SEED
from components.state.session import said_of_visit, translate
from components.state.take_home import offer
from components.state.url import complete_link
from components.widgets.beginning import begin
from components.widgets.heading import heading
from components.widgets.lesson_panel import lesson_panel, lesson_said
from compute.memory.lines import Op
from compute.memory.replay import replay

Drawn = tuple[tuple[Op, ...], At]


@st.fragment
def memory(drawn: Drawn) -> None:
    """Show all that changes with the seed; a slider that moves runs this, and not the buttons.

    Parameters
    ----------
    drawn: the lines and the element for which the buttons stand; after a press on a cell they have to be drawn anew.
    """
    _ = translate()
    move = moved(PAGE.sliders)
    with st.container(key="memory-seed"):
        scene = replay(seed_chosen(move, _), history())
    offer(partial(PAGE.lesson, scene))
    at = meant(scene)
    if (history(), at) != drawn:
        st.rerun()
    with st.container(key="memory-picture", gap="xsmall"):
        with st.container(key="value-memory"):
            pressable(tapes_html(scene, at, _), key=BOARD)
        with st.container(key="memory-told"):
            story_panel(scene, guess(), _)
            element_panel(scene, at, _)
        question(scene, at, _)
        with st.container(key="value-cards"):
            pressable(cards_html(scene, at, _), key=CARDS, on_pick=pick_cell)
    with st.container(key="memory-lesson"):
        lesson_panel(PAGE, scene, _)
    with st.container(key="memory-history"):
        taken_back = later()
        whole = replay(SEED.start, (*history(), *taken_back)) if taken_back else scene
        history_panel(scene, whole.steps[len(scene.steps) :], go_to_line, _)
    with st.container(key="memory-program"):
        program_panel(scene, _)
    said = {
        SEED.name: str(scene.seed),
        **{name: link.value(name) for name in ("ops", "at", "guess")},
        **lesson_said(PAGE),
        **said_of_visit(),
    }
    listen(PAGE.sliders, ShortWay(address(PAGE.slug), said, PAGE.sliders))
    complete_link()


_ = translate()
begin(PAGE)
with st.container(key="memory-page"):
    scene = replay(SEED.start, history())  # names, shapes and lines are the same for every seed
    at = meant(scene)
    with st.container(key="memory-head"):
        heading(PAGE, lead(scene, _), _)
    with st.container(key="memory-controls", gap="xsmall"):
        line_buttons(scene, at, _)
    with st.container(key="memory-back", horizontal=True, gap="xsmall"):
        undo_buttons(_)
    with st.container(key="memory-moving"):
        memory((history(), at))
