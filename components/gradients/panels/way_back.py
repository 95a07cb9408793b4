"""Show below the picture how the gradient of what is selected comes about, and the matrices of the way there."""

from collections.abc import Mapping
from html import escape

import streamlit as st

from components.base.small import in_full
from components.base.text import Translate
from components.browser.short_way import part
from components.gradients.figures.chain import chain_html
from components.gradients.seen import SeenGradients
from components.network.figures.band import band_html
from compute.network.elements import is_changeable
from compute.network.known_pass import known_pass

KEY = "band"
"""Key of the container, which has the place of the network page's line of matrices."""

CHAIN, MATRICES = "chain", "band"
"""Names of the parts in it."""


def way_back_panel(shown: SeenGradients, pick: str, _: Translate) -> None:
    """Show both, see `way_back_parts`."""
    with st.container(key=KEY):
        st.html("".join(part(name, html) for name, html in way_back_parts(shown, pick, _).items()))


def way_back_parts(shown: SeenGradients, pick: str, _: Translate) -> Mapping[str, str]:
    """Write the gradient of what is selected with all its factors, and the matrices of the forward pass in a line.

    Parameters
    ----------
    pick: key of the picture in which a press on a number counts as a click.
    """
    chain = "" if shown.known is None else chain_html(shown.known, shown.selected, pick, _) + _meaning(shown, _)
    is_fixed = shown.updates > 0  # where the steps begin is another network
    passed, edits = known_pass(shown.passed), () if is_fixed else tuple(shown.edits)
    return {CHAIN: chain, MATRICES: band_html(passed, shown.selected, edits, pick, is_fixed=is_fixed)}


def _meaning(shown: SeenGradients, _: Translate) -> str:
    """Say what the gradient tells about the loss; and have all its digits at hand."""
    gradient = shown.gradient
    if gradient is None:
        return ""
    words = ""
    if is_changeable(shown.selected) and gradient != 0:
        words = (
            _("Where this number grows, the loss grows.")
            if gradient > 0
            else _("Where this number grows, the loss falls.")
        )
    summary = escape(_("all digits"))
    digits = f"<details><summary>{summary}</summary><code>{in_full(gradient)}</code></details>"
    return f'<div class="meaning"><p>{escape(words)}</p>{digits}</div>'
