"""The lines that were run, the element that is meant, and all of it as a program."""

from html import escape

import streamlit as st

from components.base.text import Translate
from components.browser.short_way import part
from components.memory.figures.memory_strip import At, element_name, value_text
from components.widgets.code import code_block
from compute.memory.memory import MemoryState, MemoryStep
from compute.memory.program import first_lines, memory_program


def element_panel(scene: MemoryState, at: At, _: Translate) -> None:
    """The element that is meant: its number now, and where it stands."""
    html = element_html(scene, at, _)
    if html:
        with st.container(key="value-output", gap=None):
            st.html(part("value-output", html))


def element_html(scene: MemoryState, at: At, _: Translate) -> str:
    """The same as HTML; empty where there is no such element."""
    name, row, column = at
    holder = scene.holder(name)
    if holder is None or (row, column) not in set(holder.elements):
        return ""
    value = value_text(holder.values[row][column])
    place = _("at +{place} of memory {number}", place=holder.places[row][column], number=(holder.block or 0) + 1)
    return (
        f'<div class="meant"><code>{escape(element_name(name, row, column))}</code> = <b>{value}</b> '
        f"<small>{escape(place)}</small></div>"
    )


def history_panel(scene: MemoryState, _: Translate) -> None:
    """Every line so far, the last one lit; what was refused says so."""
    with st.container(key="value-history", gap=None):
        st.html(part("value-history", history_html(scene, _)))


def history_html(scene: MemoryState, _: Translate) -> str:
    """The same as HTML."""
    lines = "".join(f"<li><code>{escape(line)}</code></li>" for line in first_lines(scene.seed))
    lines += "".join(_item(step, step is scene.steps[-1], _) for step in scene.steps)
    title = _("lines so far")
    return f'<div class="values-heading">{escape(title)}</div><ol class="lines" start="1">{lines}</ol>'


def program_panel(scene: MemoryState, _: Translate) -> None:
    """The whole program, to be copied."""
    st.caption(_("Run this with PyTorch: it prints the numbers on this page."))
    with st.container(key="program"):
        code_block(memory_program(scene), _)


def _item(step: MemoryStep, last: bool, _: Translate) -> str:
    note = ""
    if step.said is not None:
        note = _("refused") if step.said.refused else _("warned")
        note = f" <small>{escape(note)}</small>"
    lit = ' class="lit" aria-current="step"' if last else ""
    return f"<li{lit}><code>{escape(step.line)}</code>{note}</li>"
