"""The shapes page: what fits together, what torch says where it does not, and how a shape is changed."""

from dataclasses import replace
from functools import partial

import streamlit as st

from components.browser.live import watch
from components.shapes.controls import (
    MULTIPLY,
    RESHAPE,
    case_controls,
    change_control,
    change_controls,
    operand_controls,
    operation_control,
    part_control,
)
from components.shapes.page import PAGE
from components.shapes.panels.multiply import (
    chosen_repair,
    line_panel,
    outcome_panel,
    output_panel,
    picture_panel,
    question_panel,
    scene_of,
)
from components.shapes.panels.reshape import change_panel, changes_panel, which_changes_panel
from components.state import link
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
            spec = replace(operands, operation=operation_control(_))
            scene = scene_of(spec)
            repair = chosen_repair(link.value("repair"), scene)
            shown = scene if repair is None else scene.repaired(repair)
            with st.container(key="shapes-line"):
                line_panel(scene, shown, repair, _)
            with st.container(key="shapes-picture"):
                picture_panel(shown, _)
                output_panel(shown, _)
            with st.container(key="shapes-words"):
                outcome_panel(spec, scene, repair, _)
            question_panel(operands, _)
            offer(partial(PAGE.lessons[MULTIPLY], spec, scene, repair))
        else:
            with st.container(key="controls"):
                change = change_controls(move, _)
            comparison = compare(change)
            case_controls(change, _)
            name = change_control({each.name: each.code for each in comparison.changes}, _)
            with st.container(key="shapes-picture"):
                change_panel(change, comparison, name, _)
            changes_panel(change, comparison, _)
            which_changes_panel(comparison, _)
            offer(partial(PAGE.lessons[RESHAPE], change, comparison))


begin(PAGE)
explorer()
