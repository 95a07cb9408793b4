"""Declare the training page."""

from pathlib import Path
from types import MappingProxyType

from components.state.page import Group, Page
from components.training.beats import BEATS
from components.training.fields import FIELDS, ONE, SLIDERS, WALL
from components.training.lesson import training_lesson
from components.training.scene import training_scene
from components.training.wall_lesson import wall_lesson

PAGE = Page(
    slug="training",
    title=lambda _: _("Training"),
    lead=lambda _: _("How a network learns, step by step"),
    fields=FIELDS,
    sliders=SLIDERS,
    picture=("diagram", "wall-picture"),
    lessons=MappingProxyType({ONE: training_lesson, WALL: wall_lesson}),
    scene=training_scene,
    plotly=True,
    block=lambda _: _("Notebook: what comes next, more units and more able to learn"),
    group=Group.NEXT,
    beats=BEATS,
    stylesheet=Path(__file__).with_name("training.css"),
)
PAGES = (PAGE,)
