"""The lines that were run, the element that is meant, and all of it as a program."""

from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from components.base.text import Translate
from components.browser.grids import pressable
from components.browser.short_way import part
from components.memory.figures.memory_strip import At, element_name, value_text
from components.widgets.code import code_block
from compute.memory.memory import MemoryState, MemoryStep
from compute.memory.program import first_lines, memory_program

LINES = "memory-lines"
"""Key of the list of lines."""


def element_panel(scene: MemoryState, at: At, _: Translate) -> None:
    """Show the element that is meant: its number now, and where it stands."""
    html = element_html(scene, at, _)
    if html:
        with st.container(key="value-output", gap=None):
            st.html(part("value-output", html))


def element_html(scene: MemoryState, at: At, _: Translate) -> str:
    """Write the element that is meant, its number and its place as HTML; empty where there is no such element."""
    name, row, column = at
    holder = scene.holder(name)
    if holder is None or (row, column) not in set(holder.elements):
        return ""
    value = value_text(holder.values[row][column])
    place = _("at +{place} of memory {number}", place=holder.places[row][column], number=(holder.block or 0) + 1)
    return (
        f'<div class="meant"><code>{escape(element_name(name, row, column))}</code> = <b>{value}</b> '
        f'<small class="more">{escape(place)}</small></div>'
    )


def history_panel(scene: MemoryState, later: Sequence[MemoryStep], on_pick: Callable[[], None], _: Translate) -> None:
    """Show every line so far, the last one lit, and those that were taken back; each is a button that leads to it.

    Parameters
    ----------
    later: the lines that were taken back.
    on_pick: called when a line is pressed; `lines_html` says what each is called.
    """
    with st.container(key="value-history", gap=None):
        st.html(part("value-history", history_html(scene, _)))
        pressable(lines_html(scene, later, _), key=LINES, on_pick=on_pick)


def history_html(scene: MemoryState, _: Translate) -> str:
    """Write the heading of the lines and the first of them, which has the seed."""
    title = _("lines so far")
    first = escape(first_lines(scene.seed)[0])
    return f'<div class="values-heading">{escape(title)}</div><ol class="lines"><li><code>{first}</code></li></ol>'


def lines_html(scene: MemoryState, later: Sequence[MemoryStep], _: Translate) -> str:
    """Write the other lines as buttons; the one named `line.2` leads to the second line after the array."""
    last = len(scene.steps)
    begun = _item(first_lines(scene.seed)[1], 0, 0 if last == 0 else 1, "", _)
    done = (_item(step.line, at, last - at, _note(step, _), _) for at, step in enumerate(scene.steps, start=1))
    gone = (_item(step.line, at, -1, "", _) for at, step in enumerate(later, start=last + 1))
    return f'<ol class="lines" start="2">{begun}{"".join(done)}{"".join(gone)}</ol>'


def program_panel(scene: MemoryState, _: Translate) -> None:
    """Show the whole program, to be copied."""
    st.caption(_("Run this with PyTorch: it prints the numbers on this page."))
    with st.container(key="program"):
        code_block(memory_program(scene), _)


def _item(line: str, at: int, behind: int, note: str, _: Translate) -> str:
    """Write a line of the list.

    Parameters
    ----------
    at: how many lines were run after the array, up to this one.
    behind: how many have been run since; negative where this one was taken back.
    """
    title = _("go back to this line") if behind > 0 else _("run up to this line again")
    said = f' title="{escape(title)}"' if behind else ""
    look = {0: ' class="lit" aria-current="step"'}.get(behind, ' class="later"' if behind < 0 else "")
    noted = f" <small>{escape(note)}</small>" if note else ""
    button = f'<button type="button" data-name="line.{at}"{said}><code>{escape(line)}</code></button>'
    return f"<li{look}>{button}{noted}</li>"


def _note(step: MemoryStep, _: Translate) -> str:
    if step.said is None:
        return ""
    return _("refused") if step.said.refused else _("warned")
