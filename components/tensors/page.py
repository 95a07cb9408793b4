"""The page of this room."""

from pathlib import Path
from types import MappingProxyType

from components.state.page import Page
from components.tensors.beats import BEATS
from components.tensors.controls import FIELDS, LADDER, PHOTO, RANDN, SLIDERS
from components.tensors.lesson import ladder_lesson, photo_lesson, randn_lesson
from components.tensors.scene import tensors_scene

PAGE = Page(
    slug="tensors",
    title=lambda _: _("Tensors"),
    lead=lambda _: _("From one number to a photo, and random numbers"),
    fields=FIELDS,
    sliders=SLIDERS,
    picture=("tensors-picture",),
    lessons=MappingProxyType({LADDER: ladder_lesson, PHOTO: photo_lesson, RANDN: randn_lesson}),
    stylesheet=Path(__file__).with_name("tensors.css"),
    scene=tensors_scene,
    block=lambda _: _("Notebook: tensors, from one number to a photo, and randn"),
    beats=BEATS,
)
PAGES = (PAGE,)
