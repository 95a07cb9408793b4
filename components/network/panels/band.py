"""Show below the picture the matrices of the whole network in a line, and how the selected element is computed."""

from collections.abc import Mapping

import streamlit as st

from components.base.text import Translate
from components.browser.short_way import part
from components.network.figures.band import band_html
from components.network.figures.sentence import sentence_html
from compute.network.elements import Element
from compute.network.known_pass import KnownPass

BAND, SENTENCE = "band", "sentence"
"""Names of the parts of the page; the container of both has the key of the first."""


def band_panel(
    passed: KnownPass, selected: Element | None, changed: Mapping[Element, float], pick: str, _: Translate
) -> None:
    """Show both lines, see `band_parts`."""
    with st.container(key=BAND):  # in one element: another one would be a message more with each move
        st.html("".join(part(name, html) for name, html in band_parts(passed, selected, changed, pick, _).items()))


def band_parts(
    passed: KnownPass, selected: Element | None, changed: Mapping[Element, float], pick: str, _: Translate
) -> Mapping[str, str]:
    """Write both lines, by the name of their part.

    Parameters
    ----------
    pick: key of the picture in which a press on a number counts as a click.
    """
    return {
        BAND: band_html(passed, selected, tuple(changed), pick),
        SENTENCE: sentence_html(passed, selected, _),
    }
