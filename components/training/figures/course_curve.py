"""Loss and accuracy over the steps of a training, with a cursor at the present one.

The lines are the same at every step; the browser moves the cursor and its dots, and draws nothing anew.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray
from torch import Tensor

from components.base.drawing import Drawing, Trace, bare_layout
from components.base.style import FONT_SIZE, GREEN, HIGHLIGHT, INK, NEUTRAL, RED, faded
from components.base.text import Translate, untranslated
from components.training.figures.ticks import log_ticks, nice_ticks
from compute.training.course import Course

MOST_POINTS = 300
"""The most points of a line; of each piece of a longer course the lowest and the highest are drawn."""

LOG_BELOW = 0.02
"""Where the lowest loss is less than this share of the highest, each step of the upright axis is ten times as much: on
an even one the course would look flat long before it is."""

LEAST, HUGE = 1e-9, 1e6
"""The lowest loss that such an axis shows, and from where on a number is too long to be written out."""

GRID = faded(NEUTRAL, 0.25)
DOT = 9.0

LOSS_FROM, ACCURACY_TO = 0.36, 0.2
"""Where the picture of the loss begins and that of the accuracy ends, as shares of the height."""


@dataclass(frozen=True)
class _Line:
    """One quantity of one course; `test` has dashes. `short` is its name in the legend, empty for none."""

    values: Float[ndarray, " rows"]
    colour: str
    name: str
    test: bool
    short: str = ""


def course_curve(
    course: Course,
    step: int,
    *,
    other: Course | None = None,
    names: tuple[str, str] = ("", ""),
    _: Translate = untranslated,
) -> Drawing:
    """Draw training loss and test loss (dashed) over the steps, and below them both accuracies where there are classes.

    Parameters
    ----------
    step: where the cursor stands.
    other: a second course, in another colour and at the same step.
    names: of the course and the other one, for the legend; needed where there is another.
    """
    losses = list(_losses(course, other, names, _))
    accuracies = list(_accuracies(course, other, names, _))
    last = max(course.last, 0 if other is None else other.last)
    axis = _LossAxis.of(losses)
    traces = [_trace(line, "y", axis.floor) for line in losses]
    traces += [_trace(line, "y2", 0.0) for line in accuracies]
    traces += _broken([course, other], axis, _)
    traces.append(_cursor(step, axis.limits, "y"))
    if accuracies:
        traces.append(_cursor(step, (0.0, 1.0), "y2"))
    traces.append(_dots(losses, step, "y", axis.limits))
    if accuracies:
        traces.append(_dots(accuracies, step, "y2", (0.0, 1.0)))
    return Drawing(traces, _layout(axis, last, has_accuracy=bool(accuracies), _=_))


@dataclass(frozen=True)
class _LossAxis:
    """From where to where the loss is drawn, and how."""

    limits: tuple[float, float]
    is_log: bool

    @property
    def floor(self) -> float:
        """What the lowest losses are drawn as."""
        return self.limits[0] if self.is_log else 0.0

    @staticmethod
    def of(lines: Sequence[_Line]) -> "_LossAxis":
        values = np.concatenate([line.values for line in lines])
        finite = values[np.isfinite(values)]
        high = float(finite.max()) if len(finite) else 1.0
        positive = finite[finite > LEAST]
        low = float(positive.min()) if len(positive) else LEAST
        if low < LOG_BELOW * high:
            return _LossAxis((low / 1.3, high * 1.3), is_log=True)
        return _LossAxis((0.0, 1.06 * high or 1.0), is_log=False)


def _losses(course: Course, other: Course | None, names: tuple[str, str], _: Translate) -> Iterator[_Line]:
    for at, (each, colours, name) in enumerate(_courses(course, other, names)):
        training, test = each.training_loss.numpy(), each.test_loss.numpy()
        short, dashed = name or _("training"), "" if at else _("test")
        yield _Line(training, colours[0], _called(name, _("training loss")), test=False, short=short)
        yield _Line(test, colours[1], _called(name, _("test loss")), test=True, short=dashed)


def _accuracies(course: Course, other: Course | None, names: tuple[str, str], _: Translate) -> Iterator[_Line]:
    for each, colours, name in _courses(course, other, names):
        training, test = each.training_accuracy, each.test_accuracy
        if training is not None and test is not None:
            yield _Line(training.numpy(), colours[0], _called(name, _("training accuracy")), test=False)
            yield _Line(test.numpy(), colours[1], _called(name, _("test accuracy")), test=True)


def _courses(
    course: Course, other: Course | None, names: tuple[str, str]
) -> Iterator[tuple[Course, tuple[str, str], str]]:
    yield course, (INK, NEUTRAL), names[0]
    if other is not None:
        yield other, (GREEN, GREEN), names[1]


def _called(name: str, quantity: str) -> str:
    return f"{name}: {quantity}" if name else quantity


def thinned(values: Float[ndarray, " rows"], most: int = MOST_POINTS) -> tuple[ndarray, ndarray]:
    """Return steps and values of at most so many points: first and last, and of each piece the lowest and the highest.

    A value that is not finite is left out of its piece; of a piece without any other, NaN is kept: the line has a gap.
    """
    rows = len(values)
    if rows <= most:
        return np.arange(rows), np.where(np.isfinite(values), values, np.nan)
    pieces = most // 2 - 1
    size = math.ceil((rows - 2) / pieces)
    inner = np.full(pieces * size, np.nan, values.dtype)
    inner[: rows - 2] = np.where(np.isfinite(values[1:-1]), values[1:-1], np.nan)
    table = inner.reshape(pieces, size)
    nothing = np.isnan(table)
    low = np.where(nothing, np.inf, table).argmin(axis=1)
    high = np.where(nothing, -np.inf, table).argmax(axis=1)
    starts = np.arange(pieces) * size + 1
    steps = np.unique(np.concatenate([[0], starts + low, starts + high, [rows - 1]]))
    steps = steps[steps < rows]
    return steps, np.where(np.isfinite(values[steps]), values[steps], np.nan)


def _trace(line: _Line, yaxis: str, floor: float) -> Trace:
    steps, values = thinned(line.values)
    return {
        "type": "scatter",
        "mode": "lines",
        "name": line.short,
        "x": steps,
        "y": np.maximum(values, np.float32(floor)),
        "yaxis": yaxis,
        "showlegend": bool(line.short),
        "line": {"color": line.colour, "width": 2, "dash": "5px,3px" if line.test else "solid"},
        "hoverinfo": "skip",
    }


def _broken(courses: Sequence[Course | None], axis: _LossAxis, _: Translate) -> list[Trace]:
    """Draw a cross at the last step of each course whose next one is not finite."""
    ends = [course.last for course in courses if course is not None and course.broke is not None]
    if not ends:
        return []
    word = _("broke")
    return [
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": ends,
            "y": [_within(axis.limits[1], axis.limits, 0.08, is_log=axis.is_log)] * len(ends),
            "text": [f"<b>{word}</b>"] * len(ends),
            "textposition": "middle left",
            "textfont": {"size": FONT_SIZE, "color": INK},
            "marker": {"symbol": "x", "size": 10, "color": RED, "line": {"width": 0}},
            "hovertext": [_("not finite after step {step}", step=_.count(end)) for end in ends],
            "hoverinfo": "text",
            "showlegend": False,
        }
    ]


def _within(high: float, limits: tuple[float, float], share: float, *, is_log: bool) -> float:
    """Return the value at this share of the height from the lower limit up to `high`."""
    low = limits[0]
    return low * (high / low) ** share if is_log else low + (high - low) * share


def _cursor(step: int, limits: tuple[float, float], yaxis: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [step, step],
        "y": list(limits),
        "yaxis": yaxis,
        "line": {"color": HIGHLIGHT, "width": 2, "dash": "solid"},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dots(lines: Sequence[_Line], step: int, yaxis: str, limits: tuple[float, float]) -> Trace:
    """Draw a dot on each line at the present step; a course that has ended before keeps its last one."""
    at = [min(step, len(line.values) - 1) for line in lines]
    values = [float(line.values[row]) for line, row in zip(lines, at, strict=True)]
    # What is beyond the axis is shown at its end, and its number says what it is.
    shown = [min(max(value, limits[0]), limits[1]) if math.isfinite(value) else limits[1] for value in values]
    told = [f"{line.name}: <b>{written(value)}</b>" for line, value in zip(lines, values, strict=True)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": at,
        "y": shown,
        "yaxis": yaxis,
        "marker": {
            "size": DOT,
            "color": [HIGHLIGHT if line.colour in (INK, NEUTRAL) else line.colour for line in lines],
            "symbol": ["diamond" if line.test else "circle" for line in lines],
            "opacity": 1,
            "line": {"width": 0},
        },
        "cliponaxis": False,
        "hovertext": told,
        "hoverinfo": "text",
        "showlegend": False,
    }


def written(value: float) -> str:
    """Write a loss with four decimals, a huge one with a power of ten; what is not finite as `nan` or `inf`."""
    if not math.isfinite(value):
        return str(value)
    return f"{value:.4f}" if abs(value) < HUGE else f"{value:.4e}"


def _layout(axis: _LossAxis, last: int, *, has_accuracy: bool, _: Translate) -> dict[str, object]:
    font = {"size": FONT_SIZE, "color": INK}
    common = {"fixedrange": True, "gridcolor": GRID, "zeroline": False, "tickfont": font}
    steps = nice_ticks(0, last, 3)
    limits = [math.log10(limit) for limit in axis.limits] if axis.is_log else list(axis.limits)
    loss = common | {"range": limits, "domain": [LOSS_FROM if has_accuracy else 0, 1]}
    loss |= {"type": "log", **log_ticks(*axis.limits)} if axis.is_log else {"nticks": 5}
    layout: dict[str, object] = {
        "xaxis": common
        | {
            "range": [-0.015 * last, 1.03 * last],
            "showgrid": False,
            "anchor": "y2" if has_accuracy else "y",
            "tickvals": steps,
            "ticktext": [*(_.count(round(value)) for value in steps[:-1]), _steps(round(steps[-1]), _)],
        },
        "yaxis": loss,
        "margin": {"l": 44, "r": 30, "t": 24, "b": 22},
        **bare_layout(),
        "font": {"color": INK},
        "hoverdistance": 12,
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom", "font": font},
    }
    if has_accuracy:
        layout["yaxis2"] = common | {
            "range": [-0.06, 1.06],
            "domain": [0, ACCURACY_TO],
            "tickvals": [0, 1],
            "ticktext": ["0", "1"],
        }
        layout["annotations"] = [
            {
                "text": _("accuracy"),
                "showarrow": False,
                "xref": "paper",
                "yref": "paper",
                "x": 0,
                "y": ACCURACY_TO,
                "xanchor": "left",
                "yanchor": "bottom",
                "font": font,
            }
        ]
    return layout


def _steps(last: int, _: Translate) -> str:
    return _.plural("{count} step", "{count} steps", last)


def describe_course(course: Course, step: int, *, other: Course | None = None, _: Translate = untranslated) -> str:
    """Describe the picture in words, for a screen reader: the exact numbers at the present step."""
    told = [_said(course, step, _)]
    if other is not None:
        told.append(_("The other training: {numbers}", numbers=_said(other, step, _)))
    if course.broke is not None:
        told.append(_("It broke after step {step}: the next values are not finite.", step=_.count(course.last)))
    return " ".join(told)


def _said(course: Course, step: int, _: Translate) -> str:
    at = min(step, course.last)
    training, test = course.training_accuracy, course.test_accuracy
    losses = _(
        "After step {step} of {steps} the loss is {training} in training and {test} in the test.",
        step=_.count(at),
        steps=_.count(course.last),
        training=_at(course.training_loss, at),
        test=_at(course.test_loss, at),
    )
    if training is None or test is None:
        return losses
    accuracy = _("The accuracy is {training} and {test}.", training=_at(training, at), test=_at(test, at))
    return f"{losses} {accuracy}"


def _at(values: Tensor, row: int) -> str:
    return written(float(values[row]))
