"""A Plotly picture that stays: when its numbers change, only what has changed is drawn anew.

`st.plotly_chart` takes down every figure that has changed and draws the new one from nothing, twice; that is most of
the time between a slider and the picture. Here the browser keeps the picture and Plotly's `react` updates it; see
`assets/chart.js`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import orjson
import streamlit as st

from components.bundle import addresses
from components.figures.parts import Drawing
from components.figures.projection import enlarged
from components.session import projector
from components.style import PROJECTOR_ROOT

_SCRIPT = Path(__file__).parent.parent / "assets" / "chart.js"
_component = st.components.v2.component(
    "tensorama_chart",
    html='<div class="chart"></div>',
    js=_SCRIPT.read_text("utf-8"),
    isolate_styles=False,
)

MAX_NAME = 64
"""No name of a point is as long as this; what is longer comes from no picture of ours."""

MAX_COUNT = 2**31
"""Nobody clicks so often."""


def chart(drawing: Drawing, *, key: str, alt: str, on_pick: Callable[[], None] | None = None) -> None:
    """Show a drawing; it fills its container, or has the height that its layout gives.

    Parameters
    ----------
    key: identity of the picture on the page, and with `st-key-` before it the class of what holds it.
    alt: the picture in words, for a screen reader.
    on_pick: called when a point that has `customdata` is clicked; `picked(key)` says which.
    """
    on_a_wall = projector()
    if on_a_wall:
        drawing = enlarged(drawing)
    shown: dict[str, object] = {"data": drawing.traces, "layout": drawing.layout, "alt": alt, "plotly": addresses()}
    if on_a_wall:
        shown["root"] = PROJECTOR_ROOT
    _component(
        key=key,
        # Bytes, as they are: Streamlit would encode a text a second time, and look for dataframes in a dict.
        data=orjson.dumps(shown, option=orjson.OPT_SERIALIZE_NUMPY),
        height="content" if on_a_wall and "height" in drawing.layout else _height(drawing),
        on_picked_change=on_pick or _nothing,
    )


def picked(key: str) -> str:
    """In `on_pick`: the `customdata` of the point that was clicked, or an empty text."""
    name, _number = _pick(key)
    return name


def picked_unheard(key: str) -> bool:
    """In `on_pick`, once: whether there were clicks before this one that were never heard.

    Of clicks that follow each other faster than they are answered only the last arrives.
    """
    _name, number = _pick(key)
    place = f"picks-{key}"
    before = st.session_state.get(place)
    st.session_state[place] = number
    return before is not None and number > before + 1


def _pick(key: str) -> tuple[str, int]:
    """Name of the point, and how many clicks the picture has counted; an element that does not count gives 0."""
    state = st.session_state.get(key)
    said = state.get("picked") if isinstance(state, Mapping) else None
    name, number = (said.get("name"), said.get("number")) if isinstance(said, Mapping) else (said, 0)
    known = isinstance(name, str) and len(name) <= MAX_NAME
    count = number if isinstance(number, int) and 0 <= number <= MAX_COUNT else 0
    return str(name) if known else "", int(count)


def _height(drawing: Drawing) -> int | Literal["stretch"]:
    height = drawing.layout.get("height")
    return round(height) if isinstance(height, int | float) else "stretch"


def _nothing() -> None:
    """A component reports a trigger only if a callback is registered for it."""
