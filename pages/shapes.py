"""The shapes page: what fits together, what torch says where it does not, and how a shape is changed."""

from dataclasses import replace
from functools import partial

import streamlit as st

from components.base.text import Translate
from components.browser.live import Move, listen, moved
from components.browser.short_way import ShortWay, address
from components.shapes.controls import (
    CHANGES,
    DEFAULTS,
    MULTIPLY,
    RESHAPE,
    SELECT,
    case_controls,
    change_control,
    change_controls,
    operand_controls,
    operation_control,
    part_control,
    said_of_change,
    said_of_product,
    selected,
)
from components.shapes.page import PAGE
from components.shapes.panels.multiply import (
    chosen_repair,
    line_panel,
    outcome_panel,
    output_panel,
    picture_panel,
    question_panel,
)
from components.shapes.panels.reshape import change_panel, changes_panel, which_changes_panel
from components.shapes.seen import SeenShapes, lead, product_of
from components.state import link
from components.state.scene import Said
from components.state.session import said_of_visit, translate
from components.state.take_home import offer
from components.state.url import complete_link
from components.widgets.beginning import begin
from components.widgets.heading import heading
from components.widgets.lesson_panel import lesson_panel, lesson_said
from compute.shapes.reshaping import ChangeSpec, compare


@st.fragment
def explorer() -> None:
    """Show one of the two parts: only the open one is run."""
    _ = translate()
    move = moved(PAGE.sliders)
    # Keyed containers that assets/site.css lays out as a grid.
    with st.container(key="topic"):
        head = st.container(key="head")
        with st.container(key="parts"):
            part = part_control(_)
        seen = multiply_part(move, _) if part == MULTIPLY else reshape_part(move, _)
        with head:
            heading(PAGE, lead(seen, _), _)
    listen(PAGE.sliders, ShortWay(address(PAGE.slug), {**said_of(seen), **said_of_visit()}, PAGE.sliders))
    complete_link()


def said_of(seen: SeenShapes) -> Said:
    """Return what a link says of this scene."""
    asked = ("repair", "guess")
    return {
        **(said_of_product(seen.spec) if seen.part == MULTIPLY else said_of_change(seen.change)),
        **{name: link.value(name) for name in asked},
        "part": seen.part,
        "change": seen.name,
        SELECT.name: SELECT.canonical(link.value(SELECT.name)) or "",
        **lesson_said(PAGE),
    }


def multiply_part(move: Move, _: Translate) -> SeenShapes:
    """Show the part with two operands and an operation, and return what is seen of it."""
    with st.container(key="controls"):
        operands = operand_controls(move, _)
    operation = operation_control(_)
    spec = replace(operands, operation=operation)
    scene = product_of(spec, selected())
    repair = chosen_repair(link.value("repair"), scene)
    seen = SeenShapes(MULTIPLY, spec, scene, repair, ChangeSpec(), CHANGES[0])
    with st.container(key="shapes-line"):
        line_panel(scene, seen.shown, repair, _)
    with st.container(key="shapes-picture"):
        picture_panel(seen.shown, _)
    with st.container(key="shapes-words"):
        outcome_panel(spec, scene, repair, _)
        question_panel(operands, _)
    with st.container(key="beside"):
        lesson_panel(PAGE, seen, _)
        output_panel(seen.shown, _)
    offer(partial(PAGE.lessons[MULTIPLY], spec, scene, repair))
    return seen


def reshape_part(move: Move, _: Translate) -> SeenShapes:
    """Show the part with one tensor and six changes of its shape, and return what is seen of it."""
    with st.container(key="controls"):
        change = change_controls(move, _)
    comparison = compare(change)
    case_controls(change, _)
    name = change_control({each.name: each.code for each in comparison.changes}, _)
    seen = SeenShapes(RESHAPE, DEFAULTS, product_of(DEFAULTS, selected()), None, change, name)
    with st.container(key="shapes-picture"):
        change_panel(change, comparison, name, _)
    with st.container(key="beside"):
        lesson_panel(PAGE, seen, _)
    with st.container(key="shapes-words"):
        which_changes_panel(comparison, _)
    changes_panel(change, comparison, _)
    offer(partial(PAGE.lessons[RESHAPE], change, comparison))
    return seen


begin(PAGE)
explorer()
