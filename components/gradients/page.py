"""Declare the gradients page."""

from pathlib import Path

from components.gradients.beats import BEATS
from components.gradients.fields import FIELDS, SLIDERS
from components.gradients.lesson import gradients_lesson
from components.gradients.scene import gradients_scene
from components.state.page import Group, Page, only

PAGE = Page(
    slug="gradients",
    title=lambda _: _("Gradients"),
    lead=lambda _: _("How much each weight changes the loss: backpropagation"),
    fields=FIELDS,
    sliders=SLIDERS,
    picture=("diagram",),
    lessons=only(gradients_lesson),
    scene=gradients_scene,
    plotly=True,
    block=lambda _: _("Notebook: what comes next, a module that computes gradients by itself"),
    group=Group.NEXT,
    beats=BEATS,
    stylesheet=Path(__file__).with_name("gradients.css"),
)
PAGES = (PAGE,)
