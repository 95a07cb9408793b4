"""Write the sum of a unit as a table: each product with its numbers, then sum, bias and activation."""

from collections.abc import Iterator
from html import escape

import streamlit as st

from components.base.glossary import ACTIVATION, BIAS, WEIGHTED_SUM, term_html
from components.base.left_out import left_out
from components.base.style import TIMES, true_minus
from components.base.text import Translate
from components.browser.short_way import part
from components.network.figures.element_html import ElementWriter, written
from compute.network.elements import Bias, Element, Unit, Weight, name_of
from compute.network.known_pass import KnownLayer, KnownPass, Value
from compute.network.left_out import total_left_out
from compute.network.spec import NetworkSpec

SUM = "sum"
"""Name of the part of the page."""

MAX_IN_SIGHT = 8
"""How many products are in sight before the table scrolls (`.products` in assets/site.css)."""


def sum_panel(passed: KnownPass, unit: Unit, selected: Element | None, pick: str, _: Translate) -> None:
    """Show the sum of a computed unit, see `sum_html`; nothing for an input."""
    if unit.layer:
        st.html(part(SUM, sum_html(passed, unit, selected, pick, _)))


def sum_html(passed: KnownPass, unit: Unit, selected: Element | None, pick: str, _: Translate) -> str:
    """Write the four steps of a computed unit with all numbers; what is selected is lit.

    Parameters
    ----------
    pick: key of the picture in which a press on an entry of the table counts as a click.
    """
    spec, column = passed.network.spec, unit.index
    layer, writer = passed.layers[unit.layer - 1], ElementWriter(passed, selected, pick)
    weights, products = layer.weights[:, column].tolist(), layer.products[column]
    results = [None] * len(weights) if products is None else products.tolist()
    lines = []
    for row, product in enumerate(results):
        before, entering = Unit(unit.layer - 1, row), Weight(unit.layer, row, column)
        lit = ' class="lit"' if selected == entering else ""
        factors = f"{writer.html(before)} {TIMES} {writer.html(entering)}"
        source = _button(before.label(spec), before, selected, pick, spec)
        result = f'<td data-element="{entering.name()}">{written(product)}</td>'
        lines.append(f"<tr{lit}><td>{source}</td><td>{factors}</td>{result}</tr>")
    steps = []
    for name, what, value in _tail(layer, column, _):
        lit = ' class="lit"' if what == "b" and isinstance(selected, Bias) else ""
        of = Bias(unit.layer, column) if what == "b" else unit
        sign = _button(what, of, selected, pick, spec)
        shown = writer.html(of) if what == "b" else written(value)
        steps.append(f"<tr{lit}><td>{name}</td><td>{sign}</td><td><b>{shown}</b></td></tr>")
    heading = escape(_("product"))
    head = f"<tr><th>{unit.label(spec)}</th><th></th><th>{heading}</th></tr>"
    below = ""
    if len(weights) > MAX_IN_SIGHT:
        total = None if products is None else total_left_out(products, list(range(MAX_IN_SIGHT)))
        rest = true_minus(left_out(len(weights) - MAX_IN_SIGHT, total, _))
        words = _("The table scrolls: after the first {shown}, {rest}.", shown=MAX_IN_SIGHT, rest=rest)
        below = f"<p>{escape(words)}</p>"
    # Two tables: many products scroll, while sum, bias and activation stay in sight.
    return (
        f'<div class="sum-table products" tabindex="0"><table><thead>{head}</thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
        f'<div class="sum-table">{below}<table><tbody>{"".join(steps)}</tbody></table></div>'
    )


def _button(text: str, element: Element, selected: Element | None, pick: str, spec: NetworkSpec) -> str:
    """Write a button: pressed, it counts as a click on this element in the picture with the key `pick`."""
    name, pressed = name_of(element, spec), "true" if element == selected else "false"
    return (
        f'<button type="button" data-element="{name}" data-pick="{pick}" data-name="{name}" '
        f'aria-pressed="{pressed}">{text}</button>'
    )


def _tail(layer: KnownLayer, column: int, _: Translate) -> Iterator[tuple[str, str, Value]]:
    """Yield the rows after the products: name, sign, value."""
    yield term_html(WEIGHTED_SUM, _("sum")), "Σ", layer.weighted_sum[column]
    if layer.bias is not None:
        yield term_html(BIAS, _("bias")), "b", float(layer.bias[0, column])
        yield "z", "Σ + b", layer.preactivation[column]
    yield term_html(ACTIVATION, _("activation")), f"{layer.activation.name}(z)", layer.output[column]
