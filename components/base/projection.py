"""A drawing for a wall: the same one with all its sizes larger, whatever figure it is.

Each figure decides what it shows; how large that is on a wall is decided here, once, so that a trace or a text which
somebody adds to a figure is legible from the last row without another thought.
"""

import re
from collections.abc import Mapping

import numpy as np

from components.base.drawing import Drawing
from components.base.style import FONT_SIZE, PROJECTOR_SCALE, SMALL_FONT_SIZE

_PIXELS = frozenset({"standoff", "xshift", "yshift", "xgap", "ygap", "zerolinewidth", "height"})
_OF = frozenset(
    {
        ("marker", "size"),
        ("rooms", "width"),
        ("rooms", "least"),
        ("hangs", "by"),
        ("aside", "across"),
        ("aside", "up"),
        ("line", "width"),
        *(("margin", side) for side in "lrtb"),
    }
)
"""Lengths in pixels: by their name alone, or by the part they belong to as well."""

_SMALLER = re.compile(r"</?su[bp]>")
_LENGTH = re.compile(r"\d+")
_NUMBER = re.compile(r"-?[\d.]+")

_DEFAULTS: Mapping[str, object] = {"font": {"size": FONT_SIZE}, "hoverlabel": {"font": {"size": FONT_SIZE}}}
"""Sizes for what a figure leaves to Plotly, which would not grow otherwise."""


def enlarged(drawing: Drawing, scale: float = PROJECTOR_SCALE) -> Drawing:
    """Return the drawing with type, points, lines and margins `scale` times as large, and no type below the smallest.

    Of a subscript Plotly makes type of 70 percent; it becomes plain: b1.
    """
    layout = {name: _merged(_DEFAULTS.get(name), drawing.layout.get(name)) for name in {**_DEFAULTS, **drawing.layout}}
    return Drawing([_larger(trace, "", scale) for trace in drawing.traces], _larger(layout, "", scale))


def _merged(default: object, given: object) -> object:
    if isinstance(default, Mapping) and isinstance(given, Mapping):
        return {**default, **given}
    return default if given is None else given


def _larger(part: Mapping[str, object], name: str, scale: float) -> dict[str, object]:
    """Return a part of a figure with its sizes `scale` times as large; `name` says which part it is."""
    larger = {key: _value(value, key, name, scale) for key, value in part.items()}
    if part.get("xsizemode") == "pixel":
        larger["path"] = _NUMBER.sub(lambda length: f"{float(length[0]) * scale:g}", str(part["path"]))
    return larger


def _value(value: object, key: str, part: str, scale: float) -> object:
    if isinstance(value, Mapping):
        return _larger(value, key, scale)
    if isinstance(value, list | tuple) and any(isinstance(inner, Mapping) for inner in value):
        return [_value(inner, key, part, scale) for inner in value]
    if key == "text":
        return _plain(value)
    if key == "dash":
        return _LENGTH.sub(lambda length: f"{int(length[0]) * scale:g}", str(value))
    return _length(value, key, part, scale)


def _length(value: object, key: str, part: str, scale: float) -> object:
    """Return the value, larger if it is a length; `key` and `part` say whether it is one."""
    if key == "hoverdistance":
        return round(float(str(value)) * scale)  # Plotly takes whole numbers only
    if key == "size" and part.endswith("font"):
        return (np.maximum(np.asarray(value, float), SMALL_FONT_SIZE) * scale).tolist()
    return (np.asarray(value, float) * scale).tolist() if key in _PIXELS or (part, key) in _OF else value


def _plain(text: object) -> object:
    if isinstance(text, str):
        return _SMALLER.sub("", text)
    return [_plain(part) for part in text] if isinstance(text, list | tuple) else text
