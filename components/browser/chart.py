"""A Plotly picture that stays: when its numbers change, only what has changed is drawn anew.

`st.plotly_chart` takes down every figure that has changed and draws the new one from nothing, twice; that is most of
the time between a slider and the picture. Here the browser keeps the picture and Plotly's `react` updates it; see
`components/browser/chart.js`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import orjson
import streamlit as st

from components.base.drawing import Drawing
from components.base.projection import enlarged
from components.base.style import PROJECTOR_ROOT
from components.browser.bundle import addresses
from components.browser.picks import SCRIPT, heard
from components.browser.script import script
from components.state.session import projector

_SCRIPT = Path(__file__).with_name("chart.js")
_component = st.components.v2.component(
    "tensorama_chart",
    html='<div class="chart"></div>',
    js=SCRIPT + script(_SCRIPT),
    isolate_styles=False,
)


def chart(
    drawing: Drawing, *, key: str, alt: str, selected: str = "", on_pick: Callable[[], None] | None = None
) -> None:
    """Show a drawing; it fills its container, or has the height that its layout gives.

    Parameters
    ----------
    key: identity of the picture on the page, and with `st-key-` before it the class of what holds it.
    alt: the picture in words, for a screen reader.
    selected: `customdata` of the point that is shown as selected; a click on it lets it go.
    on_pick: called when a point that has `customdata` is clicked; `newly_picked(key)` says what shall be selected.
    """
    on_a_wall = projector()
    if on_a_wall:
        drawing = enlarged(drawing)
    shown: dict[str, object] = {"data": drawing.traces, "layout": drawing.layout, "alt": alt, "plotly": addresses()}
    if on_pick is not None:
        shown |= {"selected": selected, "heard": heard()}
    if on_a_wall:
        shown["root"] = PROJECTOR_ROOT
    _component(
        key=key,
        # Bytes, as they are: Streamlit would encode a text a second time, and look for dataframes in a dict.
        data=orjson.dumps(shown, option=orjson.OPT_SERIALIZE_NUMPY),
        height="content" if on_a_wall and "height" in drawing.layout else _height(drawing),
        on_picked_change=on_pick or _nothing,
    )


def _height(drawing: Drawing) -> int | Literal["stretch"]:
    height = drawing.layout.get("height")
    return round(height) if isinstance(height, int | float) else "stretch"


def _nothing() -> None:
    """A component reports a trigger only if a callback is registered for it."""
