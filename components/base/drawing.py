"""Pieces that every network-like figure is made of: edges, filled circles, the legend, an empty stage."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float
from numpy import ndarray

from components.base.style import (
    HIGHLIGHT,
    INK,
    MINUS,
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    SMALL_FONT_SIZE,
    TRANSPARENT,
    VALUE_RANGE,
    faded,
    fill_of,
)

Trace = dict[str, object]

WIDTHS = (1.0, 2.8, 5.0)
WIDTH_STEPS = (0.5, 1.2)
"""Line widths in pixels, and the sizes of a weight at which the next one begins."""

FAINT_WIDTH = 0.4
FAINT_OPACITY = 0.5
"""Line width and opacity where there are hundreds of edges: thinner, and transparent."""

CURVE_WIDTH, CURVE_GROWTH, WIDEST_FROM = 1.2, 3.6, 2.0
"""Width of a curve in pixels for a weight of 0, what is added to it for 1, and the weight from which on it stays."""

HALO_WIDTH, HALO_OPACITY = 18.0, 0.2
"""The glow behind the curves of what is selected."""


@dataclass(frozen=True)
class Drawing:
    """A picture as Plotly describes it, in plain dicts: a page sends them as they are.

    Plotly's own figure object takes 3 ms to make and to write, as long as all else in a move of a slider together.
    """

    traces: Sequence[Trace]
    layout: Mapping[str, object]

    def figure(self) -> go.Figure:
        """Return the drawing as a Plotly figure, to work with in a notebook. The tests check its properties."""
        return go.Figure(data=list(self.traces), layout=dict(self.layout), _validate=False)

    def _repr_mimebundle_(self, *args: object, **options: object) -> object:
        return self.figure()._repr_mimebundle_(*args, **options)


def bare_layout() -> dict[str, object]:
    """Lay out a picture without what Plotly adds by itself: template, legend, zoom, a background of its own."""
    return {
        # Plotly's own template is 7 kB in every message, and nothing here uses it.
        "template": {},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
    }


def stage(x_range: tuple[float, float], y_range: tuple[float, float]) -> dict[str, object]:
    """Lay out a picture without axes, margins or a background, in which a click picks a point."""
    axis = {"visible": False, "fixedrange": True}
    return {
        "xaxis": axis | {"range": list(x_range)},
        "yaxis": axis | {"range": list(y_range)},
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        **bare_layout(),
        "font": {"color": INK},
        "hoverdistance": 12,
        "clickmode": "event",
    }


def note_below(text: str, size: float) -> dict[str, object]:
    """Annotate a picture with a line at its lower left corner, such as what is left out of it."""
    return {
        "text": text,
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": 0,
        "xanchor": "left",
        "yanchor": "bottom",
        "font": {"size": size, "color": INK},
    }


def edge_shapes(
    begin: Float[ndarray, "edges 2"],
    end: Float[ndarray, "edges 2"],
    weight: Float[ndarray, " edges"],
    *,
    faint: bool = False,
) -> list[Trace]:
    """Draw a line for each edge: colour and dashes show the sign of its weight, the width its size.

    Each edge is a path of its own, which the browser can change without drawing anything else anew, see `patch.js`.
    Negative edges are dashed, as long as they are few enough to see that. A weight of NaN is one that is not known
    yet: its edge has no sign and no width.
    """
    steps = np.digitize(np.abs(weight), WIDTH_STEPS).tolist()
    looks = _FAINT_LOOKS if faint else _LOOKS
    return [
        line | (_PENDING if math.isnan(value) else looks[value < 0][step])
        for line, value, step in zip(_lines(begin, end), weight.tolist(), steps, strict=True)
    ]


def halo_shapes(
    begin: Float[ndarray, "edges 2"], end: Float[ndarray, "edges 2"], *, faint: bool = False
) -> list[Trace]:
    """Draw a halo behind selected edges; behind hundreds of them it is narrow, so that they do not merge."""
    look = _look(HIGHLIGHT, WIDTHS[1] if faint else WIDTHS[-1] + 4, "solid", 0.45)
    return [line | look for line in _lines(begin, end)]


def curve_shapes(
    begin: Float[ndarray, "edges 2"],
    end: Float[ndarray, "edges 2"],
    weight: Float[ndarray, " edges"],
    *,
    stub: float,
    share: float = 1.0,
    faint: bool = False,
) -> list[Trace]:
    """Draw each edge as a curve that is horizontal at both ends: colour and dashes show the sign, the width the size.

    Each curve is a shape of its own, as in `edge_shapes`.

    Parameters
    ----------
    stub: how far an edge goes straight at both ends, in units of x; a circle covers that part.
    share: factor on the widths, for many edges.
    """
    widths = (share * (CURVE_WIDTH + CURVE_GROWTH * np.minimum(np.abs(weight), WIDEST_FROM))).round(2).tolist()
    opacity, dash = (FAINT_OPACITY, "solid") if faint else (0.85, "8px,5px")

    def look(value: float, width: float) -> Trace:
        if math.isnan(value):
            return _PENDING
        return _look(NEGATIVE, width, dash, opacity) if value < 0 else _look(POSITIVE, width, "solid", opacity)

    return [
        {"type": "path", "layer": "below", "path": path, **look(value, width)}
        for path, value, width in zip(_curve_paths(begin, end, stub), weight.tolist(), widths, strict=True)
    ]


def halo_curves(
    begin: Float[ndarray, "edges 2"], end: Float[ndarray, "edges 2"], *, stub: float, share: float = 1.0
) -> list[Trace]:
    """Draw a wide glow behind selected curves; `share` makes it as much narrower as their widths are."""
    look = _look(HIGHLIGHT, round(HALO_WIDTH * share, 1), "solid", HALO_OPACITY)
    return [{"type": "path", "layer": "below", "path": path} | look for path in _curve_paths(begin, end, stub)]


def _curve_paths(begin: Float[ndarray, "edges 2"], end: Float[ndarray, "edges 2"], stub: float) -> Iterator[str]:
    for x0, y0, x1, y1 in np.column_stack([begin, end]).round(3).tolist():
        yield f"{_leaving(x0, y0, x1, stub)} {_arriving(x0, x1, y1, stub)}"


@lru_cache(maxsize=4096)
def _leaving(x0: float, y0: float, x1: float, stub: float) -> str:
    """Begin a curve, up to the first point that bends it: the same for all that leave a unit."""
    return f"M{x0:g},{y0:g}L{round(x0 + stub, 3):g},{y0:g}C{round((x0 + x1) / 2, 3):g},{y0:g}"


@lru_cache(maxsize=4096)
def _arriving(x0: float, x1: float, y1: float, stub: float) -> str:
    """End a curve: the same for all that arrive at a unit."""
    return f"{round((x0 + x1) / 2, 3):g},{y1:g} {round(x1 - stub, 3):g},{y1:g}L{x1:g},{y1:g}"


def curve_at(
    begin: Float[ndarray, "edges 2"], end: Float[ndarray, "edges 2"], along: Float[ndarray, " places"], stub: float
) -> Float[ndarray, "edges places 2"]:
    """Return points of the curves that `curve_shapes` draws; `along` is from 0 to 1 on their bent part."""
    t = along[None, :, None]
    first, last = begin + np.array([stub, 0.0]), end - np.array([stub, 0.0])
    middle = (begin[:, 0] + end[:, 0]) / 2
    near, far = np.column_stack([middle, begin[:, 1]]), np.column_stack([middle, end[:, 1]])
    bent = [
        part[:, None] * share
        for part, share in (
            (first, (1 - t) ** 3),
            (near, 3 * t * (1 - t) ** 2),
            (far, 3 * t**2 * (1 - t)),
            (last, t**3),
        )
    ]
    points: ndarray = sum(bent[1:], bent[0])
    return points


def pill_shape(
    x: float, y: float, size: tuple[float, float], *, fill: str, outline: str, radius: float, picked: bool = False
) -> Trace:
    """Draw a box with round corners, `size` pixels wide and high, that stands behind a text at (x, y)."""
    return {
        "type": "path",
        "layer": "below",
        "xsizemode": "pixel",
        "ysizemode": "pixel",
        "xanchor": round(x, 3),
        "yanchor": round(y, 3),
        "path": _box(size, radius),
        "fillcolor": fill,
        "line": {"color": HIGHLIGHT if picked else outline, "width": 2.5 if picked else 1.2, "dash": "solid"},
    }


@lru_cache(maxsize=128)
def _box(size: tuple[float, float], radius: float) -> str:
    wide, high = size[0] / 2, size[1] / 2
    left, top = wide - radius, high - radius
    return (
        f"M{-left:g},{-high:g}L{left:g},{-high:g}Q{wide:g},{-high:g} {wide:g},{-top:g}L{wide:g},{top:g}"
        f"Q{wide:g},{high:g} {left:g},{high:g}L{-left:g},{high:g}Q{-wide:g},{high:g} {-wide:g},{top:g}"
        f"L{-wide:g},{-top:g}Q{-wide:g},{-high:g} {-left:g},{-high:g}Z"
    )


def _lines(begin: Float[ndarray, "edges 2"], end: Float[ndarray, "edges 2"]) -> Iterator[Trace]:
    for x0, y0, x1, y1 in np.column_stack([begin, end]).tolist():
        yield {"type": "line", "layer": "below", "x0": x0, "y0": y0, "x1": x1, "y1": y1}


def _look(colour: str, width: float, dash: str, opacity: float) -> Trace:
    # As a part of the colour: the browser would lay a sheet of its own under every path that has an opacity.
    shown = colour if opacity == 1 else faded(colour, opacity)
    return {"line": {"color": shown, "width": width, "dash": dash}}


_LOOKS = tuple(
    tuple(_look(colour, width, dash, 0.85) for width in WIDTHS)
    for colour, dash in ((POSITIVE, "solid"), (NEGATIVE, "6px,3px"))
)
_FAINT_LOOKS = tuple(
    tuple(_look(colour, FAINT_WIDTH * width, "solid", FAINT_OPACITY) for width in WIDTHS)
    for colour in (POSITIVE, NEGATIVE)
)
_PENDING = _look(NEUTRAL, WIDTHS[0], "1px,4px", 1.0)
"""The look of an edge whose weight is not known yet. Above: those of strong and faint edges, by sign and width."""


class Point(NamedTuple):
    """A circle or a square with a text; one that has a `name` can be selected.

    `night` and `night_ink` are its colour and the colour of its text on a dark page, where these differ.
    """

    x: float
    y: float
    size: float
    colour: str
    symbol: str = "circle"
    edge: float = 1.2
    picked: bool = False
    text: str = ""
    text_size: float = SMALL_FONT_SIZE
    text_at: str = "middle center"
    ink: str = INK
    name: str = ""
    hover: str = ""
    night: str = ""
    night_ink: str = ""


class Text(NamedTuple):
    """A text on its own."""

    x: float
    y: float
    text: str
    size: float
    at: str = "middle center"


def caption(text: Text) -> Point:
    """Turn a text into a point without a shape: it needs no trace of its own, but must keep clear of what is picked."""
    x, y, words, size, at = text
    return Point(x, y, size=0, colour=TRANSPARENT, edge=0, text=words, text_size=size, text_at=at)


def point_trace(points: Sequence[Point]) -> Trace:
    """Put all points into one trace, the last on top: each further trace costs a millisecond twice in the browser."""
    x, y, size, colour, symbol, edge, picked, text, text_size, text_at, ink, name, hover, night, night_ink = zip(
        *points, strict=True
    )
    other = [(at, *colours) for at, colours in enumerate(zip(night, night_ink, strict=True)) if colours[0]]
    return ({"meta": {"night": other}} if other else {}) | {
        "type": "scatter",
        "mode": "markers+text" if any(text) else "markers",
        "x": x,
        "y": y,
        "text": text,
        "textposition": _same(text_at),
        "textfont": {"size": _same(text_size), "color": _same(ink)},
        "marker": {
            "symbol": _same(symbol),
            "size": _same(size),
            "color": colour,
            "opacity": 1,
            "line": {
                "color": [HIGHLIGHT if is_picked else NEUTRAL for is_picked in picked],
                "width": [4 if is_picked else width for is_picked, width in zip(picked, edge, strict=True)],
            },
        },
        "customdata": name,
        "hovertext": hover,
        "hoverinfo": "text",
    }


class PointPlace(NamedTuple):
    """All of a point that depends on the room of a drawing, under the names that a `Point` has for it."""

    x: float
    y: float
    size: float
    text: str = ""
    text_size: float = SMALL_FONT_SIZE


def point_places(places: Sequence[PointPlace]) -> Trace:
    """Return in columns, as `point_trace` does, what depends on the room of a drawing."""
    x, y, size, text, type_size = zip(*places, strict=True)
    return {"x": x, "y": y, "text": text, "size": _same(size), "type": _same(type_size)}


def _same(values: Sequence[Any]) -> Any:
    """Return one value where all are equal, else all: Plotly looks at every element of an array, several times."""
    return values[0] if len(set(values)) == 1 else values


def text_trace(texts: Sequence[Text]) -> Trace:
    """Put all texts that belong to no point into one trace."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [text.x for text in texts],
        "y": [text.y for text in texts],
        "text": [text.text for text in texts],
        "textposition": [text.at for text in texts],
        "textfont": {"size": [text.size for text in texts], "color": INK},
        "hoverinfo": "skip",
    }


def legend(right: float, step: float, y: float, scale: float) -> Trace:
    """Draw five squares of the colour scale, as points: a colour bar takes room and a slow pass of its own."""
    values = np.linspace(-VALUE_RANGE, VALUE_RANGE, 5).tolist()
    texts = [f"≤ {MINUS}{VALUE_RANGE:g}", "", "0", "", f"≥ {VALUE_RANGE:g}"]
    return point_trace(
        [
            Point(
                right - step * (4 - index),
                y,
                16 * scale,
                fill_of(value),
                symbol="square",
                text=text,
                text_size=SMALL_FONT_SIZE * scale,
                text_at="bottom center",
            )
            for index, (value, text) in enumerate(zip(values, texts, strict=True))
        ]
    ) | {"hoverinfo": "skip"}
