"""The ladder: scalar, vector, matrix and cube, and the element that is picked in one of them."""

from collections.abc import Sequence
from functools import partial
from html import escape

import streamlit as st

from components.base.text import Translate
from components.browser.grids import pressable
from components.browser.live import Move
from components.browser.picks import newly_picked
from components.browser.short_way import part
from components.state import link
from components.state.scene import Said
from components.state.take_home import offer
from components.tensors.controls import LADDER, SIDE_FIELDS, ladder_controls, pick_element, picked_element
from components.tensors.figures.ladder_cards import ladder_html
from components.tensors.lesson import ladder_lesson
from components.tensors.panels.guess import guess_panel
from components.tensors.seen import SeenTensors
from compute.tensors.ladder import NAMES, LadderSpec, Rung, ladder, ladder_program, to_number, without_first_index

CHART = "ladder-cards"


def ladder_part(move: Move, _: Translate) -> tuple[str, Said, SeenTensors]:
    """Place the controls and show the four tensors; returns their program, what a link says, and what is seen."""
    with st.container(key="controls"):
        spec = ladder_controls(move, _)
    rungs = ladder(spec)
    name, index = picked_element(rungs)
    rung = rungs[NAMES.index(name)]
    with st.container(key="tensors-picture"):
        pressable(ladder_html(rungs, (name, index), _), key=CHART, on_pick=_pick)
        with st.container(key="value-element"):
            st.html(part("value-element", element_html(rung, index, _)))
        with st.container(key="value-number"):
            st.html(part("value-number", number_html(rung, index, _)))
        _question(spec, rungs[-1], _)
    offer(partial(ladder_lesson, spec, rungs, (name, index)))
    said = {"seed": str(spec.seed), **{side: str(getattr(spec, side)) for side in SIDE_FIELDS}, "dtype": spec.dtype}
    seen = SeenTensors(LADDER, spec, (name, index))
    return ladder_program(spec, (name, index)), {**said, "select": link.value("select")}, seen


def number_html(rung: Rung, index: tuple[int, ...], _: Translate) -> str:
    """Write how an element becomes a number of Python: what works, and what torch refuses in its own words."""
    lines = "".join(
        f"<li><code>{escape(asked.code)}</code> "
        + (
            f'<b class="refused">{asked.error}</b> {escape(asked.said)}'
            if asked.error
            else f"<b>{escape(asked.said)}</b>"
        )
        + "</li>"
        for asked in to_number(rung, index)
    )
    words = _("An element is a tensor without an index. item() makes a number of Python of a tensor with one element:")
    return f'<p>{escape(words)}</p><ul class="asked">{lines}</ul>'


def _pick() -> None:
    pick_element(newly_picked(CHART) or "")


def element_html(rung: Rung, index: Sequence[int], _: Translate) -> str:
    """Write the element that is picked, as torch gives it."""
    hint = _("Press any element: it takes as many numbers to name it as .ndim says, and they count from 0.")
    code = rung.expression(tuple(index))
    return (
        f'<p class="expression"><code>{escape(code)}</code> <span aria-hidden="true">→</span> '
        f"<code>{escape(repr(rung.tensor[tuple(index)]))}</code></p><p>{escape(hint)}</p>"
    )


def _question(spec: LadderSpec, cube: Rung, _: Translate) -> None:
    left = without_first_index(cube)
    shapes = {
        "first": str(tuple(left.shape)),
        "last": str(spec.shapes[3][:2]),
        "none": str((1, *left.shape)),
    }
    if shapes["last"] == shapes["first"]:
        del shapes["last"]
    guess_panel(
        LADDER,
        _("Guess: cube[0] gives the first index and no other. What is its shape?"),
        shapes,
        "first",
        _("cube[0].shape is {shape}: an index that is given is gone, the others stay.", shape=left.shape),
        _,
    )
