"""Show the task of an exercise, its tensors as the notebook prints them, and help step by step."""

import re
from collections.abc import Sequence
from html import escape

import numpy as np
import streamlit as st
from torch import Tensor

from components.base.text import Translate
from components.exercises.controls import GAP, WHOLE, show_hints, shown_hints
from components.exercises.figures.filling_picture import filling_html
from components.exercises.words import hints, rich, task
from components.widgets.code import code_block
from compute.exercises.filling import FilledStep
from compute.exercises.judging import Case, drawing, given
from compute.exercises.program import ACTIVATION
from compute.network.forward import forward_network
from compute.network.network import draw

LINE = 66
"""Characters in a line; they fit beside the answer."""

SHORT_LINE = 37
"""The most characters of a line of which two stand beside each other there, on a wall."""

TAG = re.compile(r"</?\w+>")


def task_panel(case: Case, _: Translate) -> None:
    """Show the question."""
    st.html(f'<p class="task">{rich(task(case.exercise, _))}</p>')


def drawn_panel(case: Case, _: Translate) -> None:
    """Show what is given."""
    label = _("the drawn tensors")
    lines = _drawn(case)
    look = "drawn short" if max(map(len, TAG.sub("", lines).splitlines())) <= SHORT_LINE else "drawn"
    with st.container(key="value-drawn"):
        st.html(
            f'<pre class="{look}" tabindex="0" role="region" aria-label="{escape(label)}">{lines}</pre>',
        )


def picture_panel(case: Case, steps: Sequence[FilledStep], *, fresh: bool, _: Translate) -> None:
    """Show the way from the features to the output, filled as far as the last answer has computed it.

    Parameters
    ----------
    steps: those of the right way, and which of them were computed.
    fresh: whether the answer was handed in just now.
    """
    features = given(case)["features"].flatten().tolist()
    with st.container(key="value-filling"):
        st.html(filling_html(features, steps, _, fresh=fresh))


def _drawn(case: Case) -> str:
    """Write the notebook's lines, and below each the tensor that it draws; the two stay together in a column."""
    parts = [f"<span>{escape(ACTIVATION)}\n\n</span>"]
    for line, tensor in drawing(case):
        value = "" if tensor is None else f"<b>{escape(printed(tensor))}</b>\n"
        parts.append(f"<span>{escape(line)}\n{value}</span>")
    return "".join(parts)


def printed(tensor: Tensor, line: int = LINE) -> str:
    """Write a tensor as torch prints it with sci_mode off, a switch that torch has for the whole process only."""
    numbers = np.array2string(
        tensor.detach().numpy(),
        max_line_width=line,
        precision=4,
        floatmode="fixed",
        suppress_small=True,
        separator=", ",
        prefix="tensor(",
        threshold=1000,
        edgeitems=3,
    )
    return f"tensor({numbers})"


def help_panel(case: Case, _: Translate) -> None:
    """Show the hints one at a time, then the solution with one step missing, then the whole solution."""
    shown = shown_hints()
    with st.container(key="exercise-help", gap="small"):
        with st.container(key="exercise-help-buttons", horizontal=True):
            if shown < WHOLE:
                st.button(
                    _next(shown, _),
                    key="more-help",
                    icon=":material/lightbulb:",
                    on_click=show_hints,
                    args=(shown + 1,),
                )
            if shown:
                st.button(_("hide"), key="hide-help", type="tertiary", on_click=show_hints, args=(0,))
        if shown:
            texts = hints(case, forward_network(draw(case.spec)), _)[: min(shown, GAP - 1)]
            st.html(f'<ol class="hints">{"".join(f"<li>{rich(text)}</li>" for text in texts)}</ol>')
        if shown >= GAP:
            st.caption(_("One step is missing: fill it in.") if shown == GAP else _("The whole solution:"))
            code_block(case.gap if shown == GAP else case.right, _)


def _next(shown: int, _: Translate) -> str:
    if shown < GAP - 1:
        return _("hint {number} of 3", number=shown + 1)
    return _("solution with a gap") if shown < GAP else _("whole solution")
