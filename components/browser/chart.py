"""A Plotly picture that stays: when its numbers change, only what has changed is drawn anew.

`st.plotly_chart` takes down every figure that has changed and draws the new one from nothing, twice; that is most of
the time between a slider and the picture. Here the browser keeps the picture and changes it, itself or by Plotly's
`react`; see `components/browser/chart.js`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import orjson
import streamlit as st

from components.base.drawing import Drawing
from components.base.projection import enlarged
from components.base.style import PROJECTOR_ROOT, ROOT
from components.browser.bundle import addresses
from components.browser.picks import SCRIPT, heard
from components.browser.script import script
from components.state.session import projector

_SCRIPTS = tuple(
    Path(__file__).with_name(name) for name in ("lighting.js", "patch.js", "handles.js", "step_motion.js", "chart.js")
)
_component = st.components.v2.component(
    "tensorama_chart",
    html='<div class="chart"></div>',
    css=Path(__file__).with_name("lighting.css").read_text("utf-8"),
    js=SCRIPT + "".join(script(path) for path in _SCRIPTS),
    isolate_styles=False,
)


def picture(drawing: Drawing, *, alt: str, wall: bool, selected: str | None = None) -> dict[str, object]:
    """Return what `chart.js` draws.

    Parameters
    ----------
    alt: the picture in words, for a screen reader.
    wall: whether it is shown on a wall, where all its sizes are larger.
    selected: `customdata` of the point that is shown as selected, or an empty text; None where none can be.
    """
    if wall:
        drawing = enlarged(drawing)
    shown: dict[str, object] = {"data": drawing.traces, "layout": drawing.layout, "alt": alt}
    if selected is not None:
        shown["selected"] = selected
    has_rooms = "rooms" in drawing.layout.get("meta", ())  # type: ignore[operator]
    if wall or not has_rooms:  # beside a wall, a drawing with rooms fits itself into its place
        shown["root"] = PROJECTOR_ROOT if wall else ROOT
    return shown


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
    shown = picture(drawing, alt=alt, wall=projector(), selected=None if on_pick is None else selected)
    place(shown, key=key, on_pick=on_pick)


def place(shown: Mapping[str, object], *, key: str, on_pick: Callable[[], None] | None = None) -> None:
    """Show what `picture` gives; see `chart` for the other parameters."""
    sent = {**shown, "key": key, "plotly": addresses()}
    if on_pick is not None:
        sent["heard"] = heard()
    _component(
        key=key,
        # Bytes, as they are: Streamlit would encode a text a second time, and look for dataframes in a dict.
        data=orjson.dumps(sent, option=orjson.OPT_SERIALIZE_NUMPY),
        height=_height(shown),
        on_picked_change=on_pick or _nothing,
    )


def _height(shown: Mapping[str, object]) -> int | Literal["stretch", "content"]:
    layout = shown["layout"]
    height = layout.get("height") if isinstance(layout, Mapping) else None
    if not isinstance(height, int | float):
        return "stretch"
    return "content" if "root" in shown else round(height)


def _nothing() -> None:
    """Do nothing: a component reports a trigger only if a callback is registered for it."""
