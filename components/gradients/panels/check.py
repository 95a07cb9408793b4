"""Show how far three ways to the same gradients are apart: by hand, by autograd, and by trying out small steps."""

from collections.abc import Iterator, Sequence
from html import escape

import streamlit as st

from components.base.prose import sentence_html
from components.base.small import in_full
from components.base.text import Translate
from components.gradients.figures.chain import gradient_name
from components.gradients.seen import SeenGradients
from compute.gradients.backward import BackwardPass
from compute.gradients.checking import MOST_MEASURED, Measured, TensorCheck, compare, measure, measure_all
from compute.network.elements import Bias, Element, Unit, Weight

KEY = "value-check"


def check_panel(shown: SeenGradients, _: Translate) -> None:
    """Show a row for what is selected, and one for each tensor, in the container `value-check`."""
    if shown.whole is None:
        return
    with st.container(key=KEY):
        st.html(check_html(shown.whole, shown.selected, _))


def check_html(back: BackwardPass, selected: Element, _: Translate) -> str:
    """Write the table."""
    words = _(
        "The same gradients in three ways: by the chain rule as it stands here, by `loss.backward()`, and by trying: "
        "(L(w + h) − L(w − h)) / 2h, in float64. How far they are apart:"
    )
    heads = "".join(
        f'<th scope="col">{escape(head)}</th>'
        for head in ("", _("largest gradient"), _("by hand − autograd"), _("by hand − trying"), "h")
    )
    measured, checks = measure_all(back), compare(back)
    rows = "".join(_row(check, measured[check.name], _) for check in checks)
    table = f'<table class="check"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return (
        f"<p>{sentence_html(words)}</p>{_of_selected(back, selected, checks, _)}"
        f'<div class="wide" tabindex="0">{table}</div>{"".join(_notes(back, measured, _))}'
    )


def apart(difference: float) -> str:
    """Write how far two numbers are apart; 0 is 0."""
    return f"{difference:.1e}" if difference else "0"


def _row(check: TensorCheck, measured: Measured, _: Translate) -> str:
    words = _("the same to the last bit")
    same = f" <small>{escape(words)}</small>" if check.is_same else ""
    return (
        f'<tr><th scope="row"><code>{check.name}</code></th><td>{check.largest:.4g}</td>'
        f"<td><b>{apart(check.difference)}</b>{same}</td><td><b>{apart(measured.difference)}</b></td>"
        f"<td>{measured.step:.1e}</td></tr>"
    )


def _of_selected(back: BackwardPass, selected: Element, checks: Sequence[TensorCheck], _: Translate) -> str:
    """Write the gradient of what is selected in all three ways, with all digits; a delta has no such element."""
    place = _place(selected)
    if place is None:
        return ""
    name, position = place
    by_autograd = next(float(check.by_autograd[position]) for check in checks if check.name == name)
    spec = back.passed.network.spec
    tried = measure(back.passed.network, back.target, back.loss.name, [selected])
    ways = (
        (_("by hand"), in_full(back.gradient(selected))),
        (_("by autograd"), in_full(by_autograd)),
        (_("by trying"), f"{float(tried.quotients[0]):.12g}"),
    )
    cells = "".join(f"<dt>{escape(way)}</dt><dd><code>{value}</code></dd>" for way, value in ways)
    return f'<dl class="ways-to-it"><div><b>{escape(gradient_name(selected, spec))}</b></div>{cells}</dl>'


def _place(element: Element) -> tuple[str, tuple[int, int]] | None:
    """Name the tensor of an element, as in the program, and its place there; None for a unit that is computed."""
    match element:
        case Weight(layer, row, column):
            return f"W{layer}", (row, column)
        case Bias(layer, column):
            return f"B{layer}", (0, column)
        case Unit(0, index):
            return "features", (0, index)
    return None


def _notes(back: BackwardPass, measured: dict[str, Measured], _: Translate) -> Iterator[str]:
    widest = max(rows * columns for rows, columns in back.passed.network.spec.weight_shapes)
    if widest > MOST_MEASURED:
        words = _("Of each tensor those elements are tried that have the largest gradients.")
        yield f'<p class="small">{escape(words)}</p>'
    if any(each.crosses_kink for each in measured.values()):
        words = _("Some unit is so near to the corner of its activation that even the smallest step crosses it.")
        yield f'<p class="small">{escape(words)}</p>'
