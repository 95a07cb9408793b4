"""Declare the exercises page."""

from pathlib import Path

from components.exercises.controls import FIELDS, SLIDERS
from components.exercises.lesson import exercise_lesson
from components.state.page import Group, Page, only

PAGE = Page(
    slug="exercises",
    title=lambda _: _("Exercises"),
    lead=lambda _: _("The notebook's three exercises and three about gradients, with hints"),
    fields=FIELDS,
    sliders=SLIDERS,
    picture=("value-filling",),
    lessons=only(exercise_lesson),
    stylesheet=Path(__file__).with_name("exercises.css"),
    block=lambda _: _("Notebook: the three exercises, and gradients"),
    group=Group.PRACTICE,
)
PAGES = (PAGE,)
