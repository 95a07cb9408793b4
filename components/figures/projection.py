"""A drawing for a wall: the same one with all its sizes larger, whatever figure it is.

Each figure decides what it shows; how large that is on a wall is decided here, once, so that a trace or a text which
somebody adds to a figure is legible from the last row without another thought.
"""

import re
from collections.abc import Mapping

import numpy as np

from components.figures.parts import Drawing
from components.style import FONT_SIZE, PROJECTOR_SCALE, SMALL_FONT_SIZE

_PIXELS = frozenset({"standoff", "xshift", "yshift", "xgap", "ygap", "hoverdistance", "zerolinewidth", "height"})
_MARGINS = frozenset("lrtb")
_SMALLER = re.compile(r"</?su[bp]>")


def enlarged(drawing: Drawing, scale: float = PROJECTOR_SCALE) -> Drawing:
    """The drawing with type, points, lines and margins `scale` times as large, and no type below the smallest.

    Of a subscript Plotly makes type of 70 percent; it becomes plain: b1.
    """
    traces = [_larger(trace, "", scale) for trace in drawing.traces]
    # What a figure leaves to Plotly has Plotly's own sizes.
    layout = {"font": {}, "hoverlabel": {"font": {}}} | dict(drawing.layout)
    layout["font"] = {"size": FONT_SIZE} | layout["font"]
    layout["hoverlabel"] = {"font": {"size": FONT_SIZE}}
    return Drawing(traces, _larger(layout, "", scale))


def _larger(part: Mapping[str, object], name: str, scale: float) -> dict[str, object]:
    """A part of a figure, of which `name` says what it is."""
    return {key: _value(value, key, name, scale) for key, value in part.items()}


def _value(value: object, key: str, inside: str, scale: float) -> object:
    if isinstance(value, Mapping):
        return _larger(value, key, scale)
    if key == "text":
        return _plain(value)
    if key == "dash":
        return re.sub(r"\d+", lambda pixels: f"{int(pixels[0]) * scale:g}", str(value))
    if isinstance(value, list | tuple) and any(isinstance(inner, Mapping) for inner in value):
        return [_larger(inner, key, scale) if isinstance(inner, Mapping) else inner for inner in value]
    if key == "size" and inside.endswith("font"):
        return _times(value, scale, SMALL_FONT_SIZE * scale)
    if (key, inside) in (("size", "marker"), ("width", "line")) or key in _PIXELS:
        return _times(value, scale)
    if inside == "margin" and key in _MARGINS:
        return _times(value, scale)
    return value


def _times(value: object, scale: float, least: float = -np.inf) -> object:
    """A number or a list of numbers, larger."""
    larger = np.maximum(np.asarray(value, dtype=float) * scale, least).tolist()
    return larger


def _plain(text: object) -> object:
    if isinstance(text, str):
        return _SMALLER.sub("", text)
    return [_plain(part) for part in text] if isinstance(text, list | tuple) else text
