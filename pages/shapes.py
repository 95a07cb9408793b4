"""The shapes page: what fits together, what torch says where it does not, and how a shape is changed."""

from dataclasses import replace
from functools import partial

import streamlit as st

from components.browser.live import watch
from components.shapes.controls import (
    MULTIPLY,
    RESHAPE,
    change_controls,
    operand_controls,
    operation_control,
    part_control,
)
from components.shapes.page import PAGE
from components.shapes.panels.multiply import (
    chosen_repair,
    outcome_panel,
    picture_panel,
    question_panel,
    scene_of,
)
from components.shapes.panels.reshape import changes_panel, which_changes_panel
from components.state.session import translate
from components.state.take_home import offer
from components.widgets.beginning import begin
from compute.shapes.reshaping import compare


@st.fragment
def explorer() -> None:
    """One of the two parts: only the open one costs anything."""
    _ = translate()
    move = watch(PAGE.sliders)
    part = part_control(_)
    with st.container(key="shapes"):
        if part == MULTIPLY:
            with st.container(key="controls"):
                operands = operand_controls(move, _)
                question_panel(operands, _)
            with st.container(key="shapes-picture"):
                spec = replace(operands, operation=operation_control(_))
                scene = scene_of(spec)
                repair = chosen_repair(spec, scene)
                picture_panel(scene if repair is None else scene.repaired(repair), _)
                outcome_panel(spec, scene, repair, _)
                offer(partial(PAGE.lessons[MULTIPLY], spec, scene, repair))
        else:
            with st.container(key="controls"):
                change = change_controls(move, _)
                comparison = compare(change)
                which_changes_panel(comparison, _)
            with st.container(key="shapes-picture"):
                changes_panel(change, comparison, _)
                offer(partial(PAGE.lessons[RESHAPE], change, comparison))


begin(PAGE)
explorer()
