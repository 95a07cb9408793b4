"""Show the loss and the gradient of what is selected."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from components.base.glossary import GRADIENT, LOSS, term_html
from components.base.style import number_or_unknown
from components.base.text import Translate
from components.browser.short_way import part
from components.gradients.figures.chain import gradient_name
from components.gradients.seen import SeenGradients

LOSS_VALUE, GRADIENT_VALUE = "value-loss", "value-gradient"
"""Keys of the containers, and names of the parts in them."""


DESCENT = "descent"
"""Name of the part that says what the steps have done."""


def values_panel(shown: SeenGradients, _: Translate) -> None:
    """Show loss and gradient in the containers `value-loss` and `value-gradient`."""
    for name, html in value_parts(shown, _).items():
        with st.container(key=name, gap=None):
            st.html(part(name, html))


def value_parts(shown: SeenGradients, _: Translate) -> Mapping[str, str]:
    """Write loss and gradient as HTML, by the name of their part."""
    name = gradient_name(shown.selected, shown.spec)
    return {
        LOSS_VALUE: _value(term_html(LOSS, _("loss")), shown.goal.loss, shown.loss),
        GRADIENT_VALUE: _value(term_html(GRADIENT, _("gradient")), name, shown.gradient),
    }


def descent_part(shown: SeenGradients, _: Translate) -> Mapping[str, str]:
    """Write how far the steps have brought the loss, and whether they had to stop, by the name of the part."""
    said = []
    if shown.updates:
        said.append(
            _.plural(
                "The loss after {count} step: {before} → {after}",
                "The loss after {count} steps: {before} → {after}",
                shown.updates,
                before=number_or_unknown(shown.first_loss),
                after=number_or_unknown(shown.loss),
            )
        )
    if shown.updates < shown.asked_updates:
        said.append(
            _.plural(
                "After {count} step the numbers would no longer be finite: the rate is too large.",
                "After {count} steps the numbers would no longer be finite: the rate is too large.",
                shown.updates,
            )
        )
    return {DESCENT: "".join(f'<p class="small">{escape(words)}</p>' for words in said)}


def _value(heading: str, name: str, value: float | None) -> str:
    shown = f"{escape(name)} = <b>{number_or_unknown(value)}</b>"
    return f'<div class="output"><div class="values-heading">{heading}</div><p>{shown}</p></div>'
