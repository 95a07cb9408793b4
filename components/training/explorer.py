"""The moving part of the training page: setting, pictures, time, values, and what is open below."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

import streamlit as st

from components.base.text import Translate
from components.browser.chart import place
from components.browser.live import Move, listen, moved
from components.browser.picks import newly_picked
from components.browser.short_way import ShortWay, address
from components.network.fields import SPEED
from components.state import link
from components.state.scene import Said
from components.state.session import projector, said_of_visit, translate
from components.state.take_home import offer
from components.state.url import complete_link
from components.training.controls import course_controls, time_now
from components.training.course_for import known_course
from components.training.fields import DETAILS, PART, POINT, SELECT, STEPS, TIME
from components.training.page import PAGE
from components.training.panels.refused import refused_note
from components.training.panels.values import moved_panel, values_panel
from components.training.pictures import CURVE, DIAGRAM, MAP, picked_point, pictures_of
from components.training.scene import DETAIL
from components.training.seen import SeenTraining, lead, seen_in
from components.training.setting import setting_of
from components.training.time_bar import time_bar
from components.widgets.choices import pressed
from components.widgets.heading import heading
from components.widgets.lesson_panel import lesson_panel, lesson_said
from components.widgets.linked import linked

Panel = Callable[[SeenTraining, Translate], None]

DETAIL_PANELS: Mapping[str, Panel] = MappingProxyType({})
"""What can be opened below the pictures; what is not open costs nothing."""


@st.fragment
def explorer() -> None:
    """What a slider moves: this runs, and not the frame."""
    _ = translate()
    move = moved(PAGE.sliders)
    with st.container(key="training"):
        head = st.container(key="head")
        said = _said(course_controls(move, _), move)
        asked = setting_of(said)
        course = known_course(asked.spec)
        shown = seen_in(said, course, known_course, asked.refused)
        offer(partial(PAGE.lesson, shown))
        with head:
            heading(PAGE, lead(shown, _), _)
        drawn = pictures_of(shown, _, wall=projector())
        for key, chart in (("diagram", DIAGRAM), ("map", MAP)):
            with st.container(key=key):
                place(drawn[chart], key=chart, on_pick=partial(_pick, chart))
        with st.container(key="beside"):
            with st.container(key="curve"):
                place(drawn[CURVE], key=CURVE)
            with st.container(key="values"):
                values_panel(shown, _)
        time_bar(shown, move, _)
        moved_panel(shown, _)
        with st.container(key="lesson-row"):
            refused_note(shown, _)
            lesson_panel(PAGE, shown, _)
        _details(shown, _)
    way = ShortWay(address(PAGE.slug), {**said, **said_of_visit()}, (TIME.name,))
    listen(PAGE.sliders, way)
    complete_link()


def _said(course: Said, move: Move) -> Said:
    """The link of the scene that the page shows, whole."""
    return {
        **course,
        PART.name: linked(PART),
        TIME.name: str(time_now(int(course[STEPS.name]), move)),
        SELECT.name: linked(SELECT),
        POINT.name: linked(POINT),
        DETAILS.name: linked(DETAILS),
        SPEED.name: linked(SPEED),
        **lesson_said(PAGE),
    }


def _pick(chart: str) -> None:
    """Look at the unit, weight or point that was clicked, or no longer at it."""
    name = newly_picked(chart)
    if name is None:
        return
    point = picked_point(name)
    if point is not None or (chart == MAP and not name):
        link.set_value(POINT.name, "" if point is None else str(point))
    elif SELECT.canonical(name):
        link.set_value(SELECT.name, name)


def _details(shown: SeenTraining, _: Translate) -> None:
    """What is open below."""
    names: dict[str, str] = {}
    if names:
        with st.container(key="details-row"):
            pressed(_("details"), DETAILS.name, names, hidden_label=True)
    panel = DETAIL_PANELS.get(shown.details)
    if panel is not None:
        with st.container(key=DETAIL):
            panel(shown, _)
