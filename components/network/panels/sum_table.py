"""The sum of a unit as a table: each product with its numbers, then sum, bias and activation."""

from collections.abc import Iterator

import streamlit as st

from components.base.glossary import ACTIVATION, BIAS, WEIGHTED_SUM, term_html
from components.base.left_out import left_out
from components.base.style import TIMES, UNKNOWN, number
from components.base.text import Translate
from compute.network.elements import Bias, Element, Unit, Weight, name_of
from compute.network.forward import ForwardPass, LayerPass
from compute.network.left_out import total_left_out
from compute.network.spec import NetworkSpec
from compute.network.walk import EVERYTHING, Progress

MAX_IN_SIGHT = 8
"""So many products are in sight before the table scrolls (`.products` in assets/site.css)."""


def sum_panel(
    passed: ForwardPass,
    unit: Unit,
    selected: Element | None,
    _: Translate,
    progress: Progress | None = None,
    pick: str = "",
) -> None:
    """product, sum, bias, activation of a computed unit, each with its numbers; what is selected is lit.

    Parameters
    ----------
    pick: key of a picture; what stands in the table can then be pressed like what stands in the picture.
    """
    if unit.layer == 0:
        return
    known = progress or EVERYTHING
    spec, column = passed.network.spec, unit.index
    layer = passed.layers[unit.layer - 1]
    inputs, weights = layer.inputs[0].tolist(), layer.weights[:, column].tolist()
    products = layer.products[:, column].tolist()
    lines = []
    for row, (value, weight, product) in enumerate(zip(inputs, weights, products, strict=True)):
        lit = ' class="lit"' if selected == Weight(unit.layer, row, column) else ""
        before = Unit(unit.layer - 1, row)
        factors = f"{_written(value, known.knows_output(before))} {TIMES} {number(weight)}"
        result = _written(product, known.knows_product(unit))
        if pick:
            factors = _button(factors, Weight(unit.layer, row, column), selected, pick, spec)
        source = _button(before.label(spec), before, selected, pick, spec) if pick else before.label(spec)
        lines.append(f"<tr{lit}><td>{source}</td><td>{factors}</td><td>{result}</td></tr>")
    steps = []
    for name, what, value, is_known in _tail(layer, unit, known, _):
        lit = ' class="lit"' if what == "b" and isinstance(selected, Bias) else ""
        of = Bias(unit.layer, column) if what == "b" else unit
        sign = _button(what, of, selected, pick, spec) if pick else what
        steps.append(f"<tr{lit}><td>{name}</td><td>{sign}</td><td><b>{_written(value, is_known)}</b></td></tr>")
    product = _("product")
    head = f"<tr><th>{unit.label(spec)}</th><th></th><th>{product}</th></tr>"
    below = ""
    if len(products) > MAX_IN_SIGHT:
        shown = list(range(MAX_IN_SIGHT))
        total = total_left_out(layer.products[:, column], shown) if known.knows_product(unit) else None
        rest = left_out(len(products) - MAX_IN_SIGHT, total, _)
        words = _("The table scrolls: after the first {shown}, {rest}.", shown=MAX_IN_SIGHT, rest=rest)
        below = f"<p>{words}</p>"
    # Two tables: the products scroll where there are many, and what becomes of them stays in sight.
    st.html(
        f'<div class="sum-table products" tabindex="0"><table><thead>{head}</thead>'
        f"<tbody>{''.join(lines)}</tbody></table></div>"
        f'<div class="sum-table">{below}<table><tbody>{"".join(steps)}</tbody></table></div>'
    )


def _button(text: str, element: Element, selected: Element | None, pick: str, spec: NetworkSpec) -> str:
    """Pressed, it gives the picture with the key `pick` the name that a click there would give: see `chart.js`."""
    name, pressed = name_of(element, spec), "true" if element == selected else "false"
    return f'<button type="button" data-pick="{pick}" data-name="{name}" aria-pressed="{pressed}">{text}</button>'


def _tail(layer: LayerPass, unit: Unit, known: Progress, _: Translate) -> Iterator[tuple[str, str, float, bool]]:
    """What becomes of the products: name, sign, value, and whether that is known yet."""
    column = unit.index
    yield term_html(WEIGHTED_SUM, _("sum")), "Σ", float(layer.weighted_sum[0, column]), known.knows_sum(unit)
    if layer.bias is not None:
        yield term_html(BIAS, _("bias")), "b", float(layer.bias[0, column]), True
        yield "z", "Σ + b", float(layer.preactivation[0, column]), known.knows_preactivation(unit)
    name = f"{layer.activation.name}(z)"
    yield term_html(ACTIVATION, _("activation")), name, float(layer.output[0, column]), known.knows_output(unit)


def _written(value: float, is_known: bool) -> str:
    return number(value) if is_known else UNKNOWN
