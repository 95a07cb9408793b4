"""Declare the training page."""

from pathlib import Path

from components.state.page import Group, Page, only
from components.training.beats import BEATS
from components.training.fields import FIELDS, SLIDERS
from components.training.lesson import training_lesson
from components.training.scene import training_scene

PAGE = Page(
    slug="training",
    title=lambda _: _("Training"),
    lead=lambda _: _("How a network learns: time is a slider"),
    fields=FIELDS,
    sliders=SLIDERS,
    picture=("diagram", "map", "curve"),
    lessons=only(training_lesson),
    scene=training_scene,
    plotly=True,
    block=lambda _: _("Notebook: what comes next, more units and more able to learn"),
    group=Group.NEXT,
    beats=BEATS,
    stylesheet=Path(__file__).with_name("training.css"),
)
PAGES = (PAGE,)
