"""Time, or operations a second, of each way to a product over the size of the matrices, both axes logarithmic.

Before anything is measured the picture shows what there is to do: how many multiplications a product has.
"""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from components.base.drawing import Drawing, Trace, bare_layout
from components.base.style import FONT_SIZE, INK, NEUTRAL, SERIES, SMALL_FONT_SIZE, TRANSPARENT, faded
from components.base.text import Translate, untranslated
from components.devices.method_names import way_name
from compute.timing.timing import Measurement, Timed, multiplications

TIME, SPEED = "time", "speed"
QUANTITIES = (TIME, SPEED)

DASHES = ("solid", "dash", "solid", "dot", "dashdot", "longdash")
SYMBOLS = ("square", "diamond", "circle", "triangle-up", "x", "star")
"""By way: a line is known by its dash and its points where colours are not seen."""

HEIGHT, WALL_HEIGHT = 310, 185
"""Pixels; on a wall, where it is enlarged, with words above and below it in one look."""

GRID = faded(NEUTRAL, 0.25)
DECADES = 3
"""Powers of ten from one line to the next on the axis of the multiplications."""

UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


def duration(seconds: float) -> str:
    """Write a time with three digits and a unit: 1.83 ms, 240 µs, 12 s."""
    size, unit = next((pair for pair in UNITS if seconds >= 0.9995 * pair[0]), UNITS[-1])
    return f"{_three_digits(seconds / size)} {unit}"


def speed(gflops: float) -> str:
    """Write a speed with three digits and the unit GFLOP/s."""
    return f"{_three_digits(gflops)} GFLOP/s"


def _three_digits(value: float) -> str:
    decimals = 2 - math.floor(math.log10(value)) if value > 0 else 0
    text = f"{value:.{max(decimals, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def timing_plot(
    measurement: Measurement, quantity: str = TIME, *, wall: bool = False, _: Translate = untranslated
) -> Drawing:
    """Draw a measurement, also one that is not finished; of one that has not begun the multiplications to be done.

    Parameters
    ----------
    quantity: `TIME` in seconds, or `SPEED` in GFLOP/s, which has no line for what multiplies nothing.
    wall: whether all of it is enlarged afterwards; then it is lower.
    """
    shown = list(_lines(measurement, quantity, _))
    traces = [_trace(number, name, points, quantity) for number, name, points in shown]
    values = [_value(point, quantity) for *_name, points in shown for point in points]
    sizes = measurement.sizes
    if not values:
        return Drawing([_to_do(sizes, _)], _layout(sizes, _work_axis(sizes, _), _, wall=wall) | _invitation(_))
    return Drawing(traces, _layout(sizes, _axis_of(values, quantity, _), _, wall=wall) | {"showlegend": True})


class Axis(NamedTuple):
    """The vertical axis: what it says, from which power of ten to which it goes, and its lines with their texts."""

    title: str
    powers: tuple[float, float]
    ticks: Sequence[tuple[float, str]]


def _lines(measurement: Measurement, quantity: str, _: Translate) -> Iterator[tuple[int, str, Sequence[Timed]]]:
    for number, way in enumerate(measurement.ways):
        points = measurement.of(way)
        if points and (quantity == TIME or points[0].difference is not None):
            yield number, way_name(way, _), points


def _value(point: Timed, quantity: str) -> float:
    return point.seconds if quantity == TIME else point.gflops


def _trace(number: int, name: str, points: Sequence[Timed], quantity: str) -> Trace:
    index = number % len(SERIES)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [point.size for point in points],
        "y": [_value(point, quantity) for point in points],
        "line": {"color": SERIES[index], "width": 2.5, "dash": DASHES[index]},
        "marker": {"color": SERIES[index], "size": 9, "symbol": SYMBOLS[index]},
        "hovertext": [
            f"{name}<br>n = {point.size}: {duration(point.seconds)}"
            + (f"<br>{speed(point.gflops)}" if point.difference is not None else "")
            for point in points
        ],
        "hoverinfo": "text",
    }


def _to_do(sizes: Sequence[int], _: Translate) -> Trace:
    """Draw how many multiplications the product of two matrices has, for each of their sizes."""
    counts = [_.count(multiplications(size)) for size in sizes]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": list(sizes),
        "y": [multiplications(size) for size in sizes],
        "text": counts,
        "textposition": "top left",
        "textfont": {"size": SMALL_FONT_SIZE, "color": INK},
        "line": {"color": NEUTRAL, "width": 1.5, "dash": "dot"},
        "marker": {"color": NEUTRAL, "size": 7},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _work_axis(sizes: Sequence[int], _: Translate) -> Axis:
    """Make the axis of the multiplications, with a line for each thousand times as much."""
    top = math.ceil(math.log10(multiplications(sizes[-1])))
    powers = range(0, top + 1, DECADES)
    ticks = [(10.0**power, _.count(10**power)) for power in powers]
    return Axis(_("multiplications: n × n × n"), (-0.5, top + 0.6), ticks)


def _axis_of(values: Sequence[float], quantity: str, _: Translate) -> Axis:
    """Make the axis of the values that were measured, with a line for each ten times as much."""
    low, high = _decades(values)
    powers = range(math.floor(low), math.ceil(high) + 1)
    words = {TIME: _("time of one run"), SPEED: _("billion operations a second (GFLOP/s)")}
    write = duration if quantity == TIME else _plain
    return Axis(words[quantity], (low, high), [(10.0**power, write(10.0**power)) for power in powers])


def _layout(sizes: Sequence[int], upward: Axis, _: Translate, *, wall: bool) -> dict[str, object]:
    font = {"size": SMALL_FONT_SIZE, "color": INK}
    title = {"size": FONT_SIZE, "color": INK}
    axis = {
        "type": "log",
        "fixedrange": True,
        "gridcolor": GRID,
        "zeroline": False,
        "showline": False,
        "tickfont": font,
        "minor": {"ticks": "", "showgrid": False},
    }
    left, right = math.log10(sizes[0]), math.log10(sizes[-1])
    air = 0.04 * max(right - left, 1.0)
    return {
        "xaxis": axis
        | {
            "range": [left - air, right + air],
            "tickvals": list(sizes),
            "ticktext": [str(size) for size in sizes],
            "title": {"text": _("n, for matrices of n × n numbers"), "font": title, "standoff": 6},
        },
        "yaxis": axis
        | {
            "range": list(upward.powers),
            "tickvals": [value for value, _text in upward.ticks],
            "ticktext": [text for _value, text in upward.ticks],
            "title": {"text": upward.title, "font": title, "standoff": 4},
            "automargin": True,
        },
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "font": font,
            "itemclick": False,
            "itemdoubleclick": False,
            "bgcolor": TRANSPARENT,
        },
        "margin": {"l": 60, "r": 12, "t": 8, "b": 44},
        "height": WALL_HEIGHT if wall else HEIGHT,
        **bare_layout(),
        "font": font,
        "showlegend": False,
    }


def _decades(values: Sequence[float]) -> tuple[float, float]:
    """Return exponents of powers of ten around the values, so that the axis stays as it is for most new points."""
    return math.floor(math.log10(min(values))) - 0.1, math.ceil(math.log10(max(values))) + 0.1


def _plain(value: float) -> str:
    return f"{value:.6f}".rstrip("0").rstrip(".") if value < 1 else f"{value:.0f}"


def _invitation(_: Translate) -> dict[str, object]:
    return {
        "annotations": [
            {
                "text": _("Nothing has been measured yet"),
                "xref": "paper",
                "yref": "paper",
                "x": 0.98,
                "y": 0.08,
                "xanchor": "right",
                "showarrow": False,
                "font": {"size": 1.2 * FONT_SIZE, "color": INK},
            }
        ]
    }


def describe_timing(measurement: Measurement, _: Translate = untranslated) -> str:
    """Describe the plot in words, for a screen reader: each way at the largest size that it has."""
    if not measurement.points:
        size, nothing = measurement.sizes[-1], _("Nothing has been measured yet")
        to_do = _(
            "Multiplications of a product of two matrices for n = {size}: {count}.",
            size=size,
            count=_.count(multiplications(size)),
        )
        return f"{nothing}. {to_do}"
    last = {way: measurement.of(way)[-1] for way in measurement.ways if measurement.of(way)}
    parts = [
        _(
            "{way}: {time} at n = {size}",
            way=way_name(way, _),
            time=duration(point.seconds),
            size=point.size,
        )
        for way, point in last.items()
    ]
    return _("Time of each way to multiply two matrices, over their size n. ") + "; ".join(parts)
