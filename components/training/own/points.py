"""An editor for points in the plane, by pointer and by keyboard; see `points.js`."""

import math
from pathlib import Path

import orjson
import streamlit as st

from components.base.text import Translate
from components.browser.script import script
from components.training.figures.classes import class_colour, class_symbol
from components.training.own.set_points import KEY, heard, lacking_in, set_text, take_sent
from components.training.own.wrong_words import missing_words
from compute.training.data import MOST_CLASSES
from compute.training.own_data import MOST_OWN_POINTS

REACH = 2.0
"""The plane goes from -REACH to REACH, and as far as the farthest point of a link."""

_component = st.components.v2.component(
    "tensorama_own_points",
    html='<div class="own-points"><div class="kinds" role="group"></div>'
    '<svg class="own-plane" viewBox="0 0 360 360" role="application"><g class="axes" aria-hidden="true"></g>'
    '<g class="set"></g></svg><p class="said" role="status"></p>'
    '<div class="does"><button type="button" class="add"></button><button type="button" class="remove"></button>'
    '<button type="button" class="undo"></button><button type="button" class="clear"></button></div></div>',
    js=script(Path(__file__).with_name("points.js")),
    isolate_styles=False,
)


def points_editor(_: Translate) -> None:
    """Place the editor, and say beside it what the points lack."""
    text = set_text()
    lacking = lacking_in(text)
    told = {"words": _words(_), "reach": _reach(text), "looks": _looks(), "most": MOST_OWN_POINTS}
    # Bytes, or a list: in a dict Streamlit looks for dataframes, and imports pandas to do so.
    _component(key=KEY, data=[text, heard(), orjson.dumps(told).decode()], on_set_change=take_sent)
    with st.container(key="own-lacking"):
        if lacking is not None:
            goes_on = _("Until then the network learns from the points that were there before.")
            st.warning(f"{missing_words(lacking, _)} {goes_on}")


def _reach(text: str) -> float:
    places = [float(number) for part in text.split("~") if part for number in part.split("_")[:2]]
    return float(max([REACH, *(math.ceil(abs(place)) for place in places)]))


def _looks() -> list[list[str]]:
    """List for each class its shape, and its colours in the picture of the plane: among two classes, and among more."""
    return [
        [
            SHAPES[class_symbol(index)],
            class_colour(index, 2 if index < 2 else MOST_CLASSES),
            class_colour(index, MOST_CLASSES),
        ]
        for index in range(MOST_CLASSES)
    ]


def _words(_: Translate) -> dict[str, str]:
    """Return what the editor says; its script fills in the names in braces."""
    return {
        "plane": _("A plane with x1 and x2. Arrow keys move a point, Delete removes it."),
        "kinds": _("class of the next point"),
        "kind": _("class {name}", name="{name}"),
        "point": _("point {number} of {total}: class {name}, x1 = {x1}, x2 = {x2}", **_places()),
        "hint": _("A click sets a point. Drag it to move it; a second click removes it."),
        "removed": _("Point {number}: removed.", number="{number}"),
        "undone": _("The last change is undone."),
        "cleared": _("All points are removed."),
        "full": _("There are {most} points, and no more are allowed.", most=MOST_OWN_POINTS),
        "add": _("add a point"),
        "remove": _("remove it"),
        "undo": _("undo"),
        "clear": _("remove all"),
    }


def _places() -> dict[str, str]:
    return {name: f"{{{name}}}" for name in ("number", "total", "name", "x1", "x2")}


def _corners(count: int, outer: float, inner: float = 0.0) -> str:
    """Write a polygon with so many corners, or a star where there is an inner radius, the first corner on top."""
    radii = [outer, inner] * count if inner else [outer] * count
    turns = [2 * math.pi * at / len(radii) for at in range(len(radii))]
    places = zip(radii, turns, strict=True)
    return "M" + "L".join(f"{r * math.sin(turn):.2f} {-r * math.cos(turn):.2f}" for r, turn in places) + "Z"


SHAPES = {
    "square": "M-.85-.85H.85V.85H-.85Z",
    "circle": "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
    "triangle-up": _corners(3, 1.25),
    "diamond": _corners(4, 1.25),
    "cross": "M-.4-1.1H.4V-.4H1.1V.4H.4V1.1H-.4V.4H-1.1V-.4H-.4Z",
    "triangle-down": "M-1.08-.63H1.08L0 1.25Z",
    "x": "M-.5-1.06L0-.57L.5-1.06L1.06-.5L.57 0L1.06.5L.5 1.06L0 .57L-.5 1.06L-1.06.5L-.57 0L-1.06-.5Z",
    "star": _corners(5, 1.3, 0.6),
    "pentagon": _corners(5, 1.1),
    "hexagram": _corners(6, 1.2, 0.7),
}
"""The shapes of points by Plotly's name, about two units wide."""
