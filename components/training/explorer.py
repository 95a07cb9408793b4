"""The moving part of the training page: setting, pictures, time, values, and what is open below."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.base.text import Translate
from components.browser.chart import place
from components.browser.live import Move, listen, moved
from components.browser.picks import newly_picked
from components.browser.short_way import ShortWay, address
from components.jobs.coming_back import settle_interval
from components.network.fields import SPEED, VIEW
from components.network.figures.size_buttons import pressed_size
from components.network.panels.selection import resize
from components.state import link
from components.state.beyond_link import say_beyond_link
from components.state.scene import NotReady, Said
from components.state.session import projector, said_of_visit, translate
from components.state.take_home import offer
from components.state.url import complete_link
from components.training.controls import course_controls, edges_choice, time_now
from components.training.course_for import WaitingPlace, wait_for
from components.training.course_for import interval as wanted_interval
from components.training.fields import (
    ACROSS,
    DETAILS,
    ONE,
    OTHER,
    PART,
    POINT,
    RESIZABLE,
    SECOND,
    SELECT,
    STEPS,
    TIME,
    WALL,
)
from components.training.other_controls import other_controls
from components.training.own.panel import Keep, beyond_words, own_data_panel, rows_beyond_link
from components.training.page import PAGE
from components.training.panels.autopsy import AUTOPSY, autopsy_panel
from components.training.panels.legend import legend_panel
from components.training.panels.optimizer import optimizer_panel
from components.training.panels.path import path_panel
from components.training.panels.point import point_panel
from components.training.panels.program import PROGRAM, program_panel
from components.training.panels.refused import refused_note
from components.training.panels.values import moved_panel, values_panel
from components.training.pictures import CURVE, DIAGRAM, MAP, picked_point, pictures_of
from components.training.scene import DETAIL
from components.training.seen import SeenTraining, lead, seen_in
from components.training.setting import AskedSetting, setting_of
from components.training.time_bar import time_bar
from components.training.wall_part import wall_part
from components.training.words import wall_lead
from components.widgets.choices import pressed
from components.widgets.heading import heading
from components.widgets.lesson_panel import lesson_panel, lesson_said
from components.widgets.linked import linked
from compute.gradients.losses import LossError
from compute.network.elements import parse
from compute.network.spec import NetworkSpec
from compute.training.course import Course
from compute.training.data import MeasuredRows

Later = Callable[[], None] | None
"""What is to be done when all of the page stands; None for nothing."""

Panel = Callable[[SeenTraining, Translate], Later]

POINT_DETAIL, PATH, OPTIMIZER_DETAIL = "point", "path", "optimizer"

DETAIL_PANELS: Mapping[str, Panel] = MappingProxyType(
    {
        POINT_DETAIL: point_panel,
        PATH: path_panel,
        OPTIMIZER_DETAIL: optimizer_panel,
        AUTOPSY: autopsy_panel,
        PROGRAM: program_panel,
    }
)
"""What can be opened below the pictures; what is not open costs nothing."""


def explorer(interval: float | None, keep: Keep) -> None:
    """Show what a slider moves: this runs, and not the frame; while a wall is being trained, again and again.

    Parameters
    ----------
    interval: seconds between these runs; None where there are none.
    keep: lets the tab keep what no link holds.
    """
    _ = translate()
    move = moved(PAGE.sliders)
    with st.container(key="training"):
        head = st.container(key="head")
        with st.container(key="parts"):
            names = {ONE: _("One training"), WALL: _("Wall")}
            part = pressed(_("part"), PART.name, names, ONE, hidden_label=True)
        said = _said(course_controls(move, _), part, move)
        rows = rows_beyond_link(said)
        say_beyond_link(None if rows is None else beyond_words)
        asked = setting_of(said, rows)
        if part == WALL:
            key, found, waits = wall_part(asked.spec, interval, _)
            offer(partial(PAGE.lessons[WALL], key, found))
            with head:
                heading(PAGE, wall_lead(found, key, _), _)
            keys: tuple[str, ...] = ()
            later: Later = None
        else:
            (keys, later), waits = _one(said, asked, rows, move, head, keep, _), False
        if rows is not None:
            # A table is in the session alone, and the short way knows no session: each move of the time runs the page.
            keys = ()
    listen(PAGE.sliders, ShortWay(address(PAGE.slug), {**said, **said_of_visit()}, keys))
    complete_link()
    wait_for(waits)
    settle_interval(wanted_interval(), interval)
    if later is not None:
        later()


def _one(
    said: Said,
    asked: AskedSetting,
    rows: MeasuredRows | None,
    move: Move,
    head: DeltaGenerator,
    keep: Keep,
    _: Translate,
) -> tuple[tuple[str, ...], Later]:
    """Place one training; returns the sliders that can go the short way, and what is left to do."""
    place_of_heading = head.empty()
    waiting = WaitingPlace(partial(_heading, place_of_heading, PAGE.lead(_), _), _)
    course = waiting.course(asked.spec)
    if course is None:
        return (), None
    shown = _seen(said, course, waiting, asked.refused)
    _heading(place_of_heading, lead(shown, _), _)
    return (TIME.name,), _course(shown, said, rows, move, keep, _)


def _heading(at: DeltaGenerator, sentence: str, _: Translate) -> None:
    """Place the heading, instead of the one that stood there."""
    with at:
        heading(PAGE, sentence, _)


def _seen(said: Said, course: Course, waiting: WaitingPlace, refused: LossError | None) -> SeenTraining:
    """Read what the link shows of the course; without a second course where that cannot be had."""
    try:
        return seen_in(said, course, waiting.other_course, refused)
    except NotReady:
        return seen_in({**said, OTHER.name: ""}, course, waiting.other_course, refused)


def _course(shown: SeenTraining, said: Said, rows: MeasuredRows | None, move: Move, keep: Keep, _: Translate) -> Later:
    """Place the pictures, the time, and what is said about them; returns what is left to do."""
    offer(partial(PAGE.lessons[ONE], shown))
    drawn = pictures_of(shown, _, wall=projector())
    for key, chart in (("diagram", DIAGRAM), ("map", MAP)):
        if chart in drawn:
            with st.container(key=key):
                place(drawn[chart], key=chart, on_pick=partial(_pick, chart, shown.spec.network))
    with st.container(key="edges"):
        edges_choice(_)
    legend_panel(shown, _)
    with st.container(key="beside"):
        with st.container(key="curve"):
            place(drawn[CURVE], key=CURVE)
        with st.container(key="values"):
            values_panel(shown, _)
    time_bar(shown, move, _)
    with st.container(key="under"):
        moved_panel(shown, _)
        other_controls(shown, _)
    own_data_panel(said, rows, keep, _)
    with st.container(key="lesson-row"):
        refused_note(shown, _)
        try:
            lesson_panel(PAGE, shown, _)
        except NotReady:
            st.caption(_("The training that this question is about is not there."))
    return _details(shown, _)


def _said(course: Said, part: str, move: Move) -> Said:
    """Return the whole link of the scene that the page shows."""
    return {
        **course,
        PART.name: part,
        ACROSS.name: linked(ACROSS),
        TIME.name: str(time_now(int(course[STEPS.name]), move)),
        OTHER.name: linked(OTHER),
        SELECT.name: linked(SELECT),
        SECOND.name: linked(SECOND),
        POINT.name: linked(POINT),
        DETAILS.name: linked(DETAILS),
        VIEW.name: linked(VIEW),
        SPEED.name: linked(SPEED),
        **lesson_said(PAGE),
    }


def _pick(chart: str, network: NetworkSpec) -> None:
    """Look at the unit, weight or point that was clicked, or no longer at it; a button there changes a size."""
    name = newly_picked(chart)
    if name is None:
        return
    size = pressed_size(name)
    if size is not None:
        resize(*size, RESIZABLE)
        return
    point = picked_point(name)
    if point is not None or (chart == MAP and not name):
        link.set_value(POINT.name, "" if point is None else str(point))
        if point is not None:
            link.set_value(DETAILS.name, POINT_DETAIL)
    elif parse(name, network) is not None:
        link.set_value(SELECT.name, name)


def _details(shown: SeenTraining, _: Translate) -> Later:
    """Place the choice of what is open below, and show that; returns what is left to do for it."""
    names = {
        POINT_DETAIL: _("One point"),
        PATH: _("Two weights"),
        OPTIMIZER_DETAIL: _("Optimizer"),
        AUTOPSY: _("What is wrong"),
        PROGRAM: _("Program"),
    }
    with st.container(key="details-row"):
        pressed(_("details"), DETAILS.name, names, hidden_label=True)
    panel = DETAIL_PANELS.get(shown.details)
    if panel is None:
        return None
    with st.container(key=DETAIL):
        return panel(shown, _)
