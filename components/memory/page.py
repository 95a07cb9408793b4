"""The page of this room."""

from pathlib import Path

from components.memory.beats import BEATS
from components.memory.controls import FIELDS, SLIDERS
from components.memory.lesson import memory_lesson
from components.memory.scene import memory_scene
from components.state.page import Page, only

PAGE = Page(
    slug="memory",
    title=lambda _: _("Memory"),
    lead=lambda _: _("Arrays and tensors that look at the same memory"),
    fields=FIELDS,
    sliders=SLIDERS,
    picture=("value-memory",),
    lessons=only(memory_lesson),
    stylesheet=Path(__file__).with_name("memory.css"),
    scene=memory_scene,
    block=lambda _: _("Notebook: NumPy to torch and back"),
    beats=BEATS,
)
PAGES = (PAGE,)
