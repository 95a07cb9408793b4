"""The exercises page: the notebook's three questions, for any seed and size."""

from functools import partial
from pathlib import Path

import streamlit as st

from components.browser.live import watch
from components.exercises.controls import (
    FIELDS,
    SLIDERS,
    TEXT,
    exercise_controls,
    progress,
    shown_hints,
    solved_cases,
)
from components.exercises.lesson import exercise_lesson
from components.exercises.panels.answer import answer_panel
from components.exercises.panels.task import help_panel, task_panel
from components.frame.keeping import keep
from components.state import link
from components.state.session import translate
from components.state.take_home import offer
from components.widgets.notes import ignored_panel

STYLE = Path(__file__).parent.parent / "components" / "exercises" / "exercises.css"


@st.fragment
def explorer() -> None:
    """Question on the left, answer on the right."""
    _ = translate()
    move = watch(SLIDERS)
    with st.container(key="exercise-page"):
        case = exercise_controls(move, _)
        offer(partial(exercise_lesson, case, shown_hints(), case in solved_cases()))
        with st.container(key="exercise-task"):
            task_panel(case, _)
        with st.container(key="exercise-answer"):
            progress(_)
            answer_panel(case, _)
            help_panel(case, _)
        keep(TEXT, str(case.exercise))


st.html(STYLE)
ignored_panel(link.check(FIELDS), translate())
explorer()
