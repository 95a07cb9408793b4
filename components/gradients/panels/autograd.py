"""Autograd itself: lines that are really run, what each leaves behind, and the graph that torch keeps."""

from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from components.base.style import ARROW
from components.base.text import Translate
from components.browser.grids import pressable
from components.browser.picks import newly_picked
from components.gradients.fields import LINES
from components.gradients.seen import SeenGradients
from components.gradients.words import autograd_words
from components.state import link
from components.widgets.linked import linked
from compute.gradients.autograd_lines import (
    AUTOGRAD_LINES,
    MAX_LINES,
    AutogradStep,
    AutogradTensor,
    format_lines,
    parse_lines,
    run_lines,
)

KEY = "autograd"
"""Key of the panel."""

RUN, LINE, UNDO, ANEW = "run", "line", "undo", "anew"
"""What a button is called: `run.square` runs a line, `line.2` goes back to the second one."""


def autograd_panel(_shown: SeenGradients, _: Translate) -> None:
    """Show buttons that run lines, the lines so far, and the state after them."""
    st.caption(autograd_words(_))
    pressable(autograd_html(_history(), _), key=KEY, on_pick=_press)


def _history() -> tuple[str, ...]:
    return parse_lines(linked(LINES)) or ()


def _press() -> None:
    """Run a line, or go back; what no button is called changes nothing."""
    what, _dot, which = (newly_picked(KEY) or "").partition(".")
    names = _history()
    if what == RUN and which in AUTOGRAD_LINES and len(names) < MAX_LINES:
        names = (*names, which)
    elif what == LINE and which.isdecimal():
        names = names[: int(which)]
    elif what == UNDO:
        names = names[:-1]
    elif what == ANEW:
        names = ()
    else:
        return
    link.set_value(LINES.name, format_lines(names))


def autograd_html(names: Sequence[str], _: Translate) -> str:
    """Write the buttons, the lines so far and the state after them as HTML."""
    steps = run_lines(names)
    full = " disabled" if len(names) >= MAX_LINES else ""
    buttons = "".join(
        f'<button type="button" data-name="{RUN}.{name}"{full}><code>{escape(line)}</code></button>'
        for name, line in AUTOGRAD_LINES.items()
    )
    history = "".join(_item(step, at, at == len(steps) - 1, _) for at, step in enumerate(steps))
    nothing = "" if names else " disabled"
    undo = "".join(
        f'<button type="button" data-name="{name}"{nothing}>{escape(words)}</button>'
        for name, words in ((UNDO, _("undo")), (ANEW, _("start anew")))
    )
    run, so_far, now = escape(_("run a line")), escape(_("lines so far")), escape(_("after them"))
    return (
        f'<div class="autograd"><section><h3>{run}</h3><div class="offered">{buttons}</div></section>'
        f"<section><h3>{so_far}</h3><ol>{history}</ol><p>{undo}</p></section>"
        f"<section><h3>{now}</h3>{_tensors(steps[-1], _)}{_graph(steps[-1], _)}</section></div>"
    )


def _item(step: AutogradStep, at: int, is_last: bool, _: Translate) -> str:
    """Write a line of the history as a button that leads back to it, with what it has printed or was refused with."""
    current = ' aria-current="step"' if is_last else ""
    said = f'<p class="said">{escape(step.printed)}</p>' if step.printed else ""
    if step.refused:
        said = f'<p class="refused"><b>{escape(step.error)}</b>: {escape(step.words)}</p>'
    title = escape(_("go back to this line"))
    look = f'type="button" data-name="{LINE}.{at}" title="{title}"{current}'
    return f"<li><button {look}><code>{escape(step.line)}</code></button>{said}</li>"


def _tensors(step: AutogradStep, _: Translate) -> str:
    """Write what each name holds."""
    heads = "".join(f'<th scope="col"><code>{head}</code></th>' for head in ("requires_grad", ".grad", "grad_fn"))
    rows = "".join(_row(tensor) for tensor in step.tensors)
    value = escape(_("value"))
    head = f'<thead><tr><th></th><th scope="col">{value}</th>{heads}</tr></thead>'
    return f'<div class="wide" tabindex="0"><table class="check">{head}<tbody>{rows}</tbody></table></div>'


def _row(tensor: AutogradTensor) -> str:
    cells: tuple[str, ...] = ("", "", "")
    if not tensor.is_array:
        grad = "None" if tensor.grad is None else _values(tensor.grad)
        cells = (str(tensor.requires_grad), grad, tensor.grad_fn or "None")
    shared = f" <small>{escape('= ' + ', '.join(tensor.shares))}</small>" if tensor.shares else ""
    inner = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f'<tr><th scope="row"><code>{tensor.name}</code>{shared}</th><td>{_values(tensor.values)}</td>{inner}</tr>'


def _values(values: float | tuple[float, ...]) -> str:
    if isinstance(values, tuple):
        return f"[{', '.join(f'{value:.4f}' for value in values)}]"
    return f"{values:.4f}"


def _graph(step: AutogradStep, _: Translate) -> str:
    """Draw the graph behind y as boxes, from y back to the leaves; each arrow is one a gradient goes along."""
    if not step.graph.nodes:
        return ""
    words = escape(_("What torch keeps for the way back from y:"))
    return f'<p class="said">{words}</p><p class="graph">{"".join(_boxes(step))}</p>'


def _boxes(step: AutogradStep) -> Iterator[str]:
    nodes, reached = step.graph.nodes, {end for _start, end in step.graph.edges}
    for at, node in enumerate(nodes):
        arrow = f" {ARROW} " if at in reached else " "
        name = f" <b>{escape(node.tensor)}</b>" if node.tensor else ""
        freed = ' class="freed"' if node.is_freed else ""
        yield f"{arrow}<span{freed}><code>{escape(node.name)}</code>{name}</span>"
