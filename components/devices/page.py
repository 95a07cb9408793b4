"""The page of this room."""

from pathlib import Path

from components.devices.beats import BEATS
from components.devices.controls import FIELDS, SLIDERS
from components.devices.lesson import devices_lesson
from components.state.page import Page, only

PAGE = Page(
    slug="devices",
    title=lambda _: _("Devices"),
    lead=lambda _: _("What this machine has, and why matrices are fast"),
    fields=FIELDS,
    sliders=SLIDERS,
    picture=("timing-chart",),
    lessons=only(devices_lesson),
    stylesheet=Path(__file__).with_name("devices.css"),
    block=lambda _: _("Notebook: tensors on a GPU"),
    beats=BEATS,
)
PAGES = (PAGE,)
