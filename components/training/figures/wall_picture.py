"""A wall of trainings, each cell one: how it ended; and what a column of them has in common."""

import math
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from components.base.drawing import Drawing, Trace, bare_layout
from components.base.style import FONT_SIZE, HIGHLIGHT, INK, NEGATIVE, NEUTRAL, POSITIVE, SMALL_FONT_SIZE, faded
from components.base.text import Translate, untranslated
from components.training.figures.course_curve import written
from components.training.figures.ticks import log_ticks
from compute.training.wall import RIGHT_SHARE, SMALL_LOSS, WIDTHS, WallColumn

LOSS, ACCURACY = "loss", "accuracy"

MOST_COLUMNS, MOST_ROWS = 12, 24
"""The most columns and rows of a wall whose cells show their numbers."""

MOST_NAMES = 16
"""The most names at an axis."""

CURVE_LETTERS = 16
"""The most letters of names below the narrow curve: Plotly turns longer rows upright, into the title of the axis."""

LEAST_SPAN = 8.0
"""The highest loss of an axis is at least so many times its lowest, so that small differences look small."""

TIMES_AWAY = 12.0
"""A loss that is so many times the one that is small, or so small a part of it, has the strongest colour."""

LARGE_LOSS, LEAST_LOSS = 0.5, 0.01
"""Of what has succeeded, this loss has the faintest colour, and this one the strongest."""

FAINTEST = 0.15
"""The faintest shade of a cell; a fainter one would hide which of the two colours it has."""

FROM_ACCURACY = 0.5
"""The accuracy at which a training that did not succeed has the strongest colour."""

COLOURS = [
    [0, faded(NEGATIVE, 0.8)],
    [0.5, faded(NEGATIVE, 0.04)],
    [0.5, faded(POSITIVE, 0.04)],
    [1, faded(POSITIVE, 0.8)],
]
GRID = faded(NEUTRAL, 0.25)


def wall_picture(
    columns: Sequence[WallColumn | None],
    values: Sequence[int | float],
    seeds: Sequence[int],
    field: str,
    *,
    measure: str = LOSS,
    picked: tuple[int, int] | None = None,
    _: Translate = untranslated,
) -> Drawing:
    """Draw how each training ended, a column for each width or rate, a row for each seed.

    Blue is what has succeeded and orange what has not, see `compute.training.wall`; the number stands in a cell as
    long as it fits, and is always said under the pointer. A column that is not there yet is empty.

    Parameters
    ----------
    values: of the columns.
    field: what they are of: `WIDTHS` or `RATES`.
    measure: `LOSS` or `ACCURACY`, of the test.
    picked: column and row of the cell that stands out, from 0.

    Returns
    -------
    A drawing whose cells carry `c3.12` as `customdata`: column and row, from 1.
    """
    numbers = _numbers(columns, len(seeds), measure)
    fits = len(values) <= MOST_COLUMNS and len(seeds) <= MOST_ROWS
    words = _("test loss") if measure == LOSS else _("test accuracy")
    cells: Trace = {
        "type": "heatmap",
        "x": np.arange(len(values)),
        "y": np.arange(len(seeds)),
        "z": _shades(numbers, _succeeded(columns, len(seeds)), measure),
        "zmin": -1,
        "zmax": 1,
        "colorscale": COLOURS,
        "showscale": False,
        "xgap": 2 if fits else 0,
        "ygap": 2 if fits else 0,
        "text": [["" if math.isnan(value) else _short(value, measure) for value in row] for row in numbers.tolist()],
        "customdata": [[f"c{column + 1}.{row + 1}" for column in range(len(values))] for row in range(len(seeds))],
        "hovertext": [
            [
                "" if math.isnan(value) else f"{_name(field, values[column], _)}<br>{seed}<br>{words}: {written(value)}"
                for column, value in enumerate(row)
            ]
            for seed, row in zip([_("seed {seed}", seed=seed) for seed in seeds], numbers.tolist(), strict=True)
        ],
        "hoverinfo": "text",
    }
    if fits:
        cells |= {"texttemplate": "%{text}", "textfont": {"size": SMALL_FONT_SIZE, "color": INK}}
    font = {"size": FONT_SIZE, "color": INK}
    axis = {"fixedrange": True, "showgrid": False, "zeroline": False, "tickfont": font}
    layout = {
        "xaxis": axis | _columns_axis(values, field, _),
        "yaxis": axis
        | {"range": [len(seeds) - 0.5, -0.5], "title": {"text": _("seed"), "font": font, "standoff": 4}}
        | _named([str(seed) for seed in seeds]),
        "margin": {"l": 52, "r": 8, "t": 8, "b": 42},
        **bare_layout(),
        "plot_bgcolor": faded(NEUTRAL, 0.07),
        "font": {"color": INK},
        "clickmode": "event",
        "shapes": [] if picked is None else [_frame(*picked)],
    }
    return Drawing([cells], layout)


def _numbers(columns: Sequence[WallColumn | None], rows: int, measure: str) -> Float[ndarray, "rows columns"]:
    """Return the measure of each cell; NaN of a column that is not there, or has no such measure."""
    table = np.full((rows, len(columns)), np.nan)
    for at, column in enumerate(columns):
        found = None if column is None else column.test_loss if measure == LOSS else column.test_accuracy
        if found is not None:
            table[:, at] = found.numpy()
    return table


def _succeeded(columns: Sequence[WallColumn | None], rows: int) -> Float[ndarray, "rows columns"]:
    """Tell for each cell whether its training has succeeded, as 1 or 0; see `compute.training.wall`."""
    table = np.zeros((rows, len(columns)))
    for at, column in enumerate(columns):
        if column is not None:
            table[:, at] = column.successes.numpy()
    return table


def _shades(
    numbers: Float[ndarray, "rows columns"], succeeded: Float[ndarray, "rows columns"], measure: str
) -> Float[ndarray, "rows columns"]:
    """Compute a shade for each cell, from -1, far from success, to 1; what has succeeded is positive."""
    if measure == ACCURACY:
        away = numbers - RIGHT_SHARE
        good, bad = away / (1 - RIGHT_SHARE), -away / (RIGHT_SHARE - FROM_ACCURACY)
    else:
        with np.errstate(divide="ignore"):
            good, bad = np.log(LARGE_LOSS / numbers), np.log(numbers / SMALL_LOSS)
        good, bad = good / math.log(LARGE_LOSS / LEAST_LOSS), bad / math.log(TIMES_AWAY)
    shades: ndarray = np.where(succeeded > 0, np.clip(good, FAINTEST, 1), -np.clip(bad, FAINTEST, 1))
    return shades


def _short(value: float, measure: str) -> str:
    """Write a number for a cell."""
    if not math.isfinite(value):
        return str(value)
    if measure == ACCURACY:
        return f"{value:.2f}"
    return f"{value:.4f}" if value < 10 else f"{value:.3g}"


def _name(field: str, value: float, _: Translate) -> str:
    """Say what a column is."""
    if field == WIDTHS:
        return _.plural("{count} unit", "{count} units", int(value))
    return _("rate {rate}", rate=f"{value:g}")


def _columns_axis(
    values: Sequence[int | float], field: str, _: Translate, letters: float = math.inf
) -> dict[str, object]:
    font = {"size": FONT_SIZE, "color": INK}
    words = _("hidden units") if field == WIDTHS else _("learning rate")
    title = {"text": words, "font": font, "standoff": 4}
    return {"range": [-0.5, len(values) - 0.5], "title": title, **_named([f"{value:g}" for value in values], letters)}


def _named(names: Sequence[str], letters: float = math.inf) -> dict[str, object]:
    """Name rows or columns: every second, third and so on if there are too many, or more `letters` than fit."""
    every = max(math.ceil(len(names) / MOST_NAMES), math.ceil(len("".join(names)) / letters))
    return {"tickvals": list(range(0, len(names), every)), "ticktext": list(names[::every])}


def _frame(column: int, row: int) -> Trace:
    return {
        "type": "rect",
        "layer": "above",
        "x0": column - 0.5,
        "x1": column + 0.5,
        "y0": row - 0.5,
        "y1": row + 0.5,
        "line": {"color": HIGHLIGHT, "width": 3, "dash": "solid"},
    }


def wall_curve(
    columns: Sequence[WallColumn | None], values: Sequence[int | float], field: str, *, _: Translate = untranslated
) -> Drawing:
    """Draw for each column the median test loss, the band that holds half of the seeds, and how many succeed."""
    done = [(at, column) for at, column in enumerate(columns) if column is not None]
    limits = _limits([column for _at, column in done])
    at = [place for place, _column in done]
    medians = [_within(column.median, limits) for _at, column in done]
    low, high = ([_within(column.spread[side], limits) for _at, column in done] for side in (0, 1))
    band: Trace = {
        "type": "scatter",
        "mode": "lines",
        "x": [*at, *at[::-1]],
        "y": [*high, *low[::-1]],
        "fill": "toself",
        "fillcolor": faded(POSITIVE, 0.25),
        "line": {"color": faded(POSITIVE, 0.5), "width": 1},
        "name": _("half of the seeds"),
        "hoverinfo": "skip",
    }
    line: Trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": at,
        "y": medians,
        "line": {"color": POSITIVE, "width": 2.5},
        "marker": {"size": 8, "color": POSITIVE},
        "name": _("median"),
        "hovertext": [_told(column, values[place], field, _) for place, column in done],
        "hoverinfo": "text",
    }
    bars: Trace = {
        "type": "bar",
        "x": at,
        "y": [column.succeeded for _at, column in done],
        "yaxis": "y2",
        "marker": {"color": NEUTRAL},
        "showlegend": False,
        "hovertext": [f"{column.succeeded:.0%}" for _at, column in done],
        "hoverinfo": "text",
    }
    return Drawing([band, line, bars], _curve_layout(values, field, limits, _))


def _curve_layout(
    values: Sequence[int | float], field: str, limits: tuple[float, float], _: Translate
) -> dict[str, object]:
    font = {"size": FONT_SIZE, "color": INK}
    axis = {"fixedrange": True, "gridcolor": GRID, "zeroline": False, "tickfont": font}
    title = {"font": font, "standoff": 4}
    return {
        "xaxis": axis
        | _columns_axis(values, field, _, CURVE_LETTERS)
        | {"anchor": "y2", "showgrid": False, "tickangle": 0},
        "yaxis": axis
        | {
            "type": "log",
            "range": [math.log10(limit) for limit in limits],
            "domain": [0.4, 1],
            **log_ticks(*limits),
            "title": title | {"text": _("test loss")},
        },
        "yaxis2": axis
        | {
            "range": [0, 1.05],
            "domain": [0, 0.26],
            "tickvals": [0, 0.5, 1],
            "ticktext": ["0 %", "50 %", "100 %"],
            "title": title | {"text": _("succeed")},
        },
        "margin": {"l": 62, "r": 8, "t": 28, "b": 42},
        **bare_layout(),
        "font": {"color": INK},
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom", "font": font},
    }


def _limits(columns: Sequence[WallColumn]) -> tuple[float, float]:
    """Return from where to where the losses reach, and a little further; what is not finite stands at the end."""
    found = np.array([value for column in columns for value in (column.median, *column.spread)])
    finite = found[np.isfinite(found) & (found > 0)]
    if not len(finite):
        return 0.01, 1.0
    low, high = float(finite.min()) / 1.3, float(finite.max()) * 1.3
    room = max(1.0, math.sqrt(LEAST_SPAN * low / high))
    return low / room, high * room


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])


def _told(column: WallColumn, value: float, field: str, _: Translate) -> str:
    low, high = column.spread
    median = _("median {median}, half of the seeds from {low} to {high}", **_written(column.median, low, high))
    share = _("{percent} % succeed", percent=round(100 * column.succeeded))
    return f"<b>{_name(field, value, _)}</b><br>{median}<br>{share}"


def _written(median: float, low: float, high: float) -> dict[str, str]:
    return {"median": written(median), "low": written(low), "high": written(high)}


def describe_wall(
    columns: Sequence[WallColumn | None], values: Sequence[int | float], field: str, *, _: Translate = untranslated
) -> str:
    """Describe both pictures in words, for a screen reader: each column that is there."""
    done = [(value, column) for value, column in zip(values, columns, strict=True) if column is not None]
    begin = _("{done} of {total} columns are there.", done=len(done), total=len(columns))
    told = [
        _(
            "{name}: median {median}, half of the seeds from {low} to {high}, {percent} % succeed.",
            name=_name(field, value, _),
            percent=round(100 * column.succeeded),
            **_written(column.median, *column.spread),
        )
        for value, column in done
    ]
    return " ".join([begin, *told])
