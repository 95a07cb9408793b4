"""The histogram of a draw under the normal curve, and beside it how mean and deviation near 0 and 1."""

import math

import torch
from torch import Tensor

from components.base.drawing import Drawing, Trace, bare_layout
from components.base.style import (
    FONT_SIZE,
    HIGHLIGHT,
    INK,
    NEUTRAL,
    POSITIVE,
    SMALL_FONT_SIZE,
    faded,
    printed_number,
)
from components.base.text import Translate, untranslated
from compute.tensors.randn import MARKS, Approach, Histogram, normal_density

HEIGHT = 258
SAMPLES = 121
DOMAINS = ([0.0, 0.54], [0.64, 0.93])
"""Left the histogram, right the way of mean and deviation; the names at the ends of its lines need some room."""

PEAK, SMALL_DRAW_PEAK, PEAK_STEP = 0.6, 0.9, 0.3
"""The axis goes up to here, well above the curve, and further in steps: from seed to seed it seldom changes."""

SMALL_DRAW = 300
"""Of fewer numbers one bar is often twice as high as the curve."""

SPREAD = (-1.6, 2.2)
"""The axis of mean and deviation."""

FAINT_LINE = faded(NEUTRAL, 0.3)
MOST = 10_000


def normal_histogram(histogram: Histogram, approach: Approach, size: int, _: Translate = untranslated) -> Drawing:
    """Draw bars and curve over z; mean and deviation of the first n numbers over n, with 0 and 1 as dashed lines."""
    return Drawing([*_bars_and_curve(histogram), *_lines(approach, _)], _layout(histogram, size, _))


def _bars_and_curve(histogram: Histogram) -> list[Trace]:
    edges, density = histogram.edges, histogram.density
    z = torch.linspace(float(edges[0]), float(edges[-1]), SAMPLES)
    return [
        {
            "type": "bar",
            "x": ((edges[:-1] + edges[1:]) / 2).numpy(),
            "y": density.numpy(),
            "width": float(edges[1] - edges[0]),
            "marker": {"color": POSITIVE, "opacity": 0.75, "line": {"width": 0}},
            "hovertemplate": "%{x:.2f}: %{y:.3f}<extra></extra>",
        },
        {
            "type": "scatter",
            "mode": "lines",
            "x": z.numpy(),
            "y": normal_density(z).numpy(),
            "line": {"color": NEUTRAL, "width": 3},
            "hoverinfo": "skip",
        },
    ]


def _lines(approach: Approach, _: Translate) -> list[Trace]:
    """Draw each line with a dot and its name at its end: traces of their own, which move along with a slider."""
    ends = [
        (approach.means, POSITIVE, "solid", _("mean")),
        (approach.deviations, HIGHLIGHT, "6px,3px", _("deviation")),
    ]
    return [
        *(_line(approach.counts, values, colour, dash) for values, colour, dash, _name in ends),
        *(_dot(approach.counts, values, colour) for values, colour, _dash, _name in ends),
        *(_name_at_the_end(approach.counts, values, name) for values, _colour, _dash, name in ends),
    ]


_RIGHT: Trace = {"type": "scatter", "xaxis": "x2", "yaxis": "y2"}


def _line(counts: Tensor, values: Tensor, colour: str, dash: str) -> Trace:
    again = max(0, MARKS - len(counts))  # always as many points: a slider then only moves them, see patch.js
    x, y = (torch.cat([each, each[-1:].expand(again)]) for each in (counts, values))
    return _RIGHT | {
        "mode": "lines",
        "x": x.numpy(),
        "y": y.numpy(),
        "line": {"color": colour, "width": 2.5, "dash": dash},
        "hovertemplate": "n = %{x}: %{y:.4f}<extra></extra>",
    }


def _end(counts: Tensor, values: Tensor) -> Trace:
    return _RIGHT | {"x": counts[-1:].numpy(), "y": values[-1:].numpy(), "cliponaxis": False, "hoverinfo": "skip"}


def _dot(counts: Tensor, values: Tensor, colour: str) -> Trace:
    return _end(counts, values) | {"mode": "markers", "marker": {"color": colour, "size": 9}}


def _name_at_the_end(counts: Tensor, values: Tensor, name: str) -> Trace:
    return _end(counts, values) | {
        "mode": "text",
        "text": [f"  {name}"],
        "textposition": "top right",
        "textfont": {"size": FONT_SIZE, "color": INK},
    }


def _layout(histogram: Histogram, size: int, _: Translate) -> dict[str, object]:
    font = {"size": SMALL_FONT_SIZE, "color": INK}
    axis = {
        "fixedrange": True,
        "gridcolor": FAINT_LINE,
        "zeroline": False,
        "showline": False,
        "tickfont": font,
    }
    low, high = float(histogram.edges[0]), float(histogram.edges[-1])
    above_bars = PEAK_STEP * math.ceil(1.08 * float(histogram.density.max()) / PEAK_STEP)
    top = round(max(SMALL_DRAW_PEAK if size < SMALL_DRAW else PEAK, above_bars), 1)
    title = {"font": {"size": FONT_SIZE, "color": INK}, "standoff": 4}
    aims = [
        {
            "type": "line",
            "xref": "x2 domain",
            "yref": "y2",
            "x0": 0,
            "x1": 1,
            "y0": aim,
            "y1": aim,
            "line": {"color": NEUTRAL, "width": 1.5, "dash": "dot"},
        }
        for aim in (0, 1)
    ]
    return {
        "xaxis": axis
        | {"domain": DOMAINS[0], "range": [low, high], "dtick": 1, "title": title | {"text": _values(size, _)}},
        "yaxis": axis | {"range": [0, top]},
        "xaxis2": axis
        | {
            "domain": DOMAINS[1],
            "anchor": "y2",
            "type": "log",
            "range": [0, 4],
            "tickvals": [1, 100, MOST],
            "ticktext": ["1", "100", _.count(MOST)],
            "title": title | {"text": _("of the first n numbers")},
        },
        "yaxis2": axis | {"anchor": "x2", "range": list(SPREAD), "dtick": 1},
        "shapes": aims,
        "bargap": 0,
        "margin": {"l": 36, "r": 8, "t": 8, "b": 56},
        "height": HEIGHT,
        **bare_layout(),
        "font": {"color": INK},
    }


def _values(size: int, _: Translate) -> str:
    return _.plural(
        "{size} number<br>and the normal curve", "{size} numbers<br>and the normal curve", size, size=_.count(size)
    )


def describe_draw(mean: float, deviation: float, size: int, _: Translate = untranslated) -> str:
    """Describe the picture in words, for a screen reader."""
    return _.plural(
        "Histogram of one number under the normal curve; the mean is {mean}, the deviation {deviation}",
        "Histogram of {count} numbers under the normal curve; their mean is {mean}, their deviation {deviation}",
        size,
        mean=printed_number(mean),
        deviation=printed_number(deviation),
    )
