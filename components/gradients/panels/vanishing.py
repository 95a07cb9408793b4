"""Show how the gradients of the first layers vanish, or do not, by the activation."""

from html import escape

import streamlit as st

from components.base.small import small
from components.base.text import Translate
from components.browser.chart import chart
from components.gradients.figures.vanishing_bars import describe_bars, vanishing_bars
from components.gradients.seen import SeenGradients
from components.gradients.words import vanishing_words
from compute.gradients.vanishing import GradientSizes, vanishing

KEY, CHART = "value-vanishing", "vanishing-bars"
"""Keys of the container with the numbers, and of the picture."""


def vanishing_panel(shown: SeenGradients, _: Translate) -> None:
    """Show the network of the page with three activations in its hidden layers, and the same seed."""
    sizes = vanishing(shown.spec, shown.goal.target, shown.goal.loss)
    with st.container(key=KEY):
        st.html(f"<p>{escape(vanishing_words(_))}</p>{_table(sizes, _)}")
    chart(vanishing_bars(sizes, _=_), key=CHART, alt=describe_bars(sizes, _))


def _table(sizes: tuple[GradientSizes, ...], _: Translate) -> str:
    """Write how much of the last layer's gradients reaches the first."""
    head = escape(_("first layer ÷ last layer"))
    rows = "".join(
        f'<tr><th scope="row"><code>{each.activation}</code></th><td><b>{small(each.first_to_last)}</b></td></tr>'
        for each in sizes
    )
    heads = f'<thead><tr><th></th><th scope="col">{head}</th></tr></thead>'
    return f'<table class="check">{heads}<tbody>{rows}</tbody></table>'
