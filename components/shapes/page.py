"""The page of this room."""

from pathlib import Path
from types import MappingProxyType

from components.shapes.beats import BEATS
from components.shapes.controls import FIELDS, MULTIPLY, RESHAPE, SLIDERS
from components.shapes.lesson import change_lesson, multiply_lesson
from components.shapes.scene import shapes_scene
from components.state.page import Page

PAGE = Page(
    slug="shapes",
    title=lambda _: _("Shapes"),
    lead=lambda _: _("Which tensors fit together, and how a shape is changed"),
    fields=FIELDS,
    sliders=SLIDERS,
    picture=("shapes-picture",),
    lessons=MappingProxyType({MULTIPLY: multiply_lesson, RESHAPE: change_lesson}),
    stylesheet=Path(__file__).with_name("shapes.css"),
    scene=shapes_scene,
    block=lambda _: _("Notebook: the matrix product, then reshape, view and .t()"),
    beats=BEATS,
)
PAGES = (PAGE,)
