"""Show what the network computed: h of each hidden layer and the output, as numbers and as bars."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

import streamlit as st

from components.base.glossary import HIDDEN_LAYER, term_html
from components.base.style import VALUE_RANGE, colour_of, number_or_unknown
from components.base.text import Translate
from components.browser.short_way import part
from compute.network.elements import Unit, layer_name
from compute.network.known_pass import KnownPass, Value
from compute.network.spec import NetworkSpec

MAX_ROWS = 8
"""With more hidden units than this, a layer is a strip of thin bars, with its numbers in a block below."""


def output_panel(passed: KnownPass, _: Translate) -> None:
    """Show the output y, in the container `value-output`."""
    with st.container(key="value-output", gap=None):
        st.html(part("value-output", output_html(passed, _)))


def output_html(passed: KnownPass, _: Translate) -> str:
    """Write the output y."""
    spec = passed.network.spec
    units = [Unit(spec.depth, index) for index in range(spec.outputs)]
    values = passed.output
    heading = _heading(escape(_("output")))
    if len(values) == 1:
        shown = f"{units[0].label(spec)} = <b>{number_or_unknown(values[0])}</b>"
        return f'<div class="output">{heading}<p><span data-element="{units[0].name(spec)}">{shown}</span></p></div>'
    return heading + _rows(units, values, spec)


def hidden_panel(passed: KnownPass, _: Translate) -> None:
    """Show the values of every hidden layer, in the containers `value-hidden-1`, `value-hidden-2`, .."""
    for name, html in hidden_parts(passed, _).items():
        with st.container(key=name, gap=None):
            st.html(part(name, html))


def hidden_parts(passed: KnownPass, _: Translate) -> Mapping[str, str]:
    """Write the values of every hidden layer, by the name of its container."""
    parts = {}
    spec = passed.network.spec
    in_rows = sum(spec.hidden) <= MAX_ROWS
    for layer, units in enumerate(spec.hidden, start=1):
        shown = [Unit(layer, index) for index in range(units)]
        values = passed.values(layer)
        title = _("hidden layer {name}", name=layer_name(spec, layer))
        heading = _heading(term_html(HIDDEN_LAYER, title))
        parts[f"value-hidden-{layer}"] = heading + (_rows(shown, values, spec) if in_rows else _strip(values, _))
    return parts


def _heading(text: str) -> str:
    return f'<div class="values-heading">{text}</div>'


def _rows(units: Sequence[Unit], values: Sequence[Value], spec: NetworkSpec) -> str:
    """Write a row per unit: name, number, and a bar from zero to the left or to the right."""
    rows = "".join(
        f'<div class="value-row" data-element="{unit.name(spec)}"><span>{unit.label(spec)}</span>'
        f"<b>{number_or_unknown(value)}</b>"
        f'<span class="bar"><i style="{_bar_style(value)}"></i></span></div>'
        for unit, value in zip(units, values, strict=True)
    )
    return f'<div class="value-rows">{rows}</div>'


def _bar_style(value: Value) -> str:
    if value is None:
        return "width:0"
    share = min(abs(value) / VALUE_RANGE, 1.0) * 50
    left = 50 - share if value < 0 else 50
    return f"left:{left:.1f}%;width:{share:.1f}%;background:{colour_of(value)}"


def _strip(values: Sequence[Value], _: Translate) -> str:
    """Draw bars side by side, and below them write all numbers in a block that scrolls, with their count."""
    count = _.plural("{count} number", "{count} numbers", len(values))
    return (
        f'<div class="strip">{"".join(_strip_bars(values))}</div>'
        f'<div class="many-values" tabindex="0">{escape(count)}: {_numbers(values)}</div>'
    )


def _strip_bars(values: Sequence[Value]) -> Iterator[str]:
    for value in values:
        if value is None:
            yield "<i></i>"
            continue
        share = min(abs(value) / VALUE_RANGE, 1.0) * 50
        top = 50 if value < 0 else 50 - share
        yield f'<i><u style="top:{top:.0f}%;height:{share:.0f}%;background:{colour_of(value)}"></u></i>'


def _numbers(values: Sequence[Value]) -> str:
    return "[" + ", ".join(map(number_or_unknown, values)) + "]"
