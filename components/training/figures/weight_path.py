"""The way of two weights through the loss, as a map of heights.

From step to step only the part that has been walked and the point at its end change, so the browser draws nothing anew.
"""

import math

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from components.base.drawing import Drawing, Trace, bare_layout
from components.base.style import FONT_SIZE, HIGHLIGHT, INK, NEUTRAL, faded, number, true_minus
from components.base.text import Translate, untranslated
from components.training.figures.course_curve import written

MOST_POINTS = 300
"""The way is drawn through at most so many of its steps."""

LINES = 14
GRID = faded(NEUTRAL, 0.25)

WIDE = 30.0
"""Where the highest loss on the map is so many times the lowest, each line is so many times the one below it."""


def weight_path(
    names: tuple[str, str],
    across: Float[ndarray, " columns"],
    up: Float[ndarray, " rows"],
    losses: Float[ndarray, "rows columns"],
    path: Float[ndarray, "steps 2"],
    step: int,
    *,
    _: Translate = untranslated,
) -> Drawing:
    """Draw the loss over two weights, and how these went through it.

    Parameters
    ----------
    names: of both weights, as in the program.
    across, up: the values of the first and of the second weight that the map is made of, rising.
    losses: losses[i, j] is that with up[i] and across[j].
    path: both weights at each step of the course.
    step: where the training is.
    """
    kept = np.unique(np.linspace(0, len(path) - 1, min(len(path), MOST_POINTS)).round().astype(int))
    # What is still to come stands on the present point: a line of the same length at every step.
    walked = np.minimum(kept, step)
    traces = [
        _heights(across, up, losses),
        _line(path[kept], NEUTRAL, 1.5, "3px,3px"),
        _line(path[walked], INK, 2.5, "solid"),
        _point(path[0], NEUTRAL, "square", _("start")),
        _point(path[min(step, len(path) - 1)], HIGHLIGHT, "circle", _("step {step}", step=_.count(step))),
    ]
    font = {"size": FONT_SIZE, "color": INK}
    axis = {"fixedrange": True, "gridcolor": GRID, "zeroline": False, "tickfont": font, "nticks": 5}
    title = {"font": font, "standoff": 4}
    layout = {
        "xaxis": axis | {"range": _ends(across), "title": title | {"text": names[0]}},
        "yaxis": axis | {"range": _ends(up), "title": title | {"text": names[1]}},
        "margin": {"l": 52, "r": 8, "t": 8, "b": 40},
        **bare_layout(),
        "font": {"color": INK},
    }
    return Drawing(traces, layout)


def _ends(values: Float[ndarray, " values"]) -> list[float]:
    return [float(values[0]), float(values[-1])]


def _heights(
    across: Float[ndarray, " columns"], up: Float[ndarray, " rows"], losses: Float[ndarray, "rows columns"]
) -> Trace:
    """Draw lines of the same loss; where the losses are very different, evenly by how many times they grow."""
    finite = losses[np.isfinite(losses)]
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    is_wide = 0 < low * WIDE < high
    with np.errstate(divide="ignore", invalid="ignore"):
        shown = np.log10(losses) if is_wide else losses
    return {
        "type": "contour",
        "x": across,
        "y": up,
        "z": np.where(np.isfinite(shown), shown, np.nan),
        "ncontours": LINES,
        "showscale": False,
        "colorscale": [[0, faded(HIGHLIGHT, 0.0)], [1, faded(HIGHLIGHT, 0.5)]],
        "line": {"color": NEUTRAL, "width": 1},
        "contours": {"showlabels": not is_wide, "labelfont": {"size": FONT_SIZE, "color": INK}},
        "text": [[written(value) for value in row] for row in losses.tolist()],
        "hovertemplate": "%{x:.4f}, %{y:.4f}<br>L = %{text}<extra></extra>",
    }


def _line(places: Float[ndarray, "points 2"], colour: str, width: float, dash: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": np.ascontiguousarray(places[:, 0]),
        "y": np.ascontiguousarray(places[:, 1]),
        "line": {"color": colour, "width": width, "dash": dash},
        "hoverinfo": "skip",
    }


def _point(place: Float[ndarray, " 2"], colour: str, symbol: str, words: str) -> Trace:
    x, y = (float(value) for value in place)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x],
        "y": [y],
        "marker": {"size": 12, "color": colour, "symbol": symbol, "opacity": 1, "line": {"width": 0}},
        "hovertext": [f"{words}<br>{x:.4f}, {y:.4f}"],
        "hoverinfo": "text",
        "cliponaxis": False,
    }


def describe_path(
    names: tuple[str, str],
    path: Float[ndarray, "steps 2"],
    step: int,
    *,
    _: Translate = untranslated,
) -> str:
    """Describe the picture in words, for a screen reader."""
    at = path[min(step, len(path) - 1)].tolist()
    return _(
        "The loss over {one} and {other}, and the way through it: at step {step} {one} = {first}, {other} = {second}, "
        "a distance of {distance} from the start",
        one=names[0],
        other=names[1],
        step=_.count(step),
        first=true_minus(number(at[0])),
        second=true_minus(number(at[1])),
        distance=number(math.dist(at, path[0].tolist())),
    )
