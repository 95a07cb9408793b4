"""The photo: its element, its three matrices, and what slices take of it."""

from functools import partial
from html import escape

import streamlit as st
from torch import Tensor

from components.base.text import Translate
from components.browser.grids import pressable
from components.browser.live import Move
from components.browser.short_way import part
from components.state.scene import Said
from components.state.take_home import offer
from components.tensors.controls import PHOTO, place_controls, slice_control
from components.tensors.figures.photo_planes import around_html, photo_html, swatch_html
from components.tensors.lesson import photo_lesson
from components.tensors.panels.guess import guess_panel
from components.tensors.seen import SeenTensors
from compute.tensors.photo import (
    LICENCE,
    LIMITS,
    SOURCE,
    Place,
    Slice,
    code_of,
    cut,
    index_of,
    permuted,
    photo,
    photo_program,
)

CHART = "photo"
"""Key of the picture."""


def photo_part(move: Move, _: Translate) -> tuple[str, Said, SeenTensors]:
    """Place the controls and show the photo; returns its program, what a link says, and what is seen."""
    picture = photo()
    with st.container(key="controls"):
        place = place_controls(move, _)
    with st.container(key="tensors-picture"):
        taking = slice_control(_)
        index = index_of(taking, place)
        taken = cut(picture, index)
        pressable(photo_html(picture, place, taken, _), key=CHART, on_pick=_nothing_to_pick)
        with st.container(key="value-element"):
            st.html(part("value-element", numbers_around_html(picture, place, taken, _)))
        _question(picture, _)
    offer(partial(photo_lesson, place, taken))
    said = {**{name: str(getattr(place, name)) for name in LIMITS}, "slice": taking}
    return photo_program(place, index), said, SeenTensors(PHOTO, place=place, taking=taking)


def _nothing_to_pick() -> None:
    """Do nothing: the picture is dragged in, which moves the sliders; nothing in it has a name."""


def numbers_around_html(picture: Tensor, place: Place, taken: Slice, _: Translate) -> str:
    """Write the element, the slice and the pixel as torch gives them, and the numbers around the element."""
    pixel = picture[place.row, place.column]
    first, other = permuted(picture, place)
    lines = [
        (code_of(place.index), repr(picture[place.index])),
        (f"{taken.code}.shape", f"{taken.result.shape}"),
        (code_of(place.index[:2]), repr(pixel)),
    ]
    shown = "".join(
        f'<p class="expression"><code>{escape(code)}</code> <span aria-hidden="true">→</span> '
        f"<code>{escape(result)}</code>{swatch_html(pixel) if result is lines[2][1] else ''}</p>"
        for code, result in lines
    )
    order = _(
        "Shape {shape}: rows, columns, channels, as picture files are read. first = photo.permute(2, 0, 1) has the "
        "channel in front, {permuted}, as networks want it; there {code} is the same {value}.",
        shape=tuple(picture.shape),
        permuted=tuple(first.shape),
        code=other,
        value=int(first[place.channel, place.row, place.column]),
    )
    label = escape(_("the numbers around the element"))
    return (
        f'<div class="numbers"><div>{shown}<p>{escape(order)}</p><p class="credit">{_credit(_)}</p></div>'
        f'<div class="scroll" tabindex="0" role="group" aria-label="{label}">'
        f"{around_html(picture, place)}</div></div>"
    )


def _credit(_: Translate) -> str:
    by, licence = (
        f'<a href="{address}">{name}</a>'
        for name, address in (
            ("vultilion", SOURCE),
            ("CC BY 2.0", LICENCE),
        )
    )
    words = _("Photo: {by}, {licence}, scaled down to 48 × 32.", by="{by}", licence="{licence}")
    return escape(words).format(by=by, licence=licence)


def _question(picture: Tensor, _: Translate) -> None:
    red = picture[..., 0]
    guess_panel(
        PHOTO,
        _("Guess: what will photo[..., 0] give?"),
        {"matrix": _("matrix"), "line": _("vector"), "number": _("number")},
        "matrix",
        _("Its shape is {shape}: red of every pixel. The dots stand for all indices before the 0.", shape=red.shape),
        _,
    )
