"""The exercises page: the notebook's three questions and three about gradients, for any seed and size."""

from functools import partial

import streamlit as st

from components.browser.live import watch
from components.exercises.answers import just_handed_in, steps_of
from components.exercises.controls import (
    TEXT,
    exercise_controls,
    progress,
    shown_hints,
    solved_cases,
)
from components.exercises.page import PAGE
from components.exercises.panels.answer import answer_panel
from components.exercises.panels.task import drawn_panel, help_panel, picture_panel, task_panel
from components.exercises.words import lead
from components.frame.keeping import keep
from components.state.session import translate
from components.state.take_home import offer
from components.state.url import complete_link
from components.widgets.beginning import begin
from components.widgets.heading import heading


@st.fragment
def explorer() -> None:
    """Show the question on the left and the answer on the right."""
    _ = translate()
    move = watch(PAGE.sliders)
    with st.container(key="exercise-page"):
        head = st.container(key="exercise-head")
        case = exercise_controls(move, _)
        fresh = just_handed_in()
        with head:
            heading(PAGE, lead(case, _), _)
        offer(partial(PAGE.lesson, case, shown_hints(), case in solved_cases()))
        with st.container(key="exercise-task"):
            task_panel(case, _)
            picture_panel(case, steps_of(case), fresh=fresh, _=_)
            drawn_panel(case, _)
        with st.container(key="exercise-answer"):
            progress(_)
            answer_panel(case, fresh=fresh, _=_)
            help_panel(case, _)
        keep(TEXT, str(case.exercise))
    complete_link()


begin(PAGE)
explorer()
