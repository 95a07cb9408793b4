"""What a network says of every point of the plane, and the points that it learns from.

While the time slider moves, the browser changes what is in the map and nothing else.
"""

from collections.abc import Iterator, Sequence
from html import escape

import numpy as np
from jaxtyping import Int
from torch import Tensor

from components.base.drawing import Drawing, Trace, bare_layout
from components.base.style import (
    DARK_TEXT,
    FONT_SIZE,
    HIGHLIGHT,
    INK,
    NEUTRAL,
    TRANSPARENT,
    WHITE,
    fill_at_night,
    fill_of,
    printed_number,
    true_minus,
)
from components.base.text import Translate, untranslated
from components.training.figures.answers import output_image
from components.training.figures.classes import class_colour, class_symbol
from components.training.figures.ticks import nice_ticks
from compute.training.data import LearningData, MeasuredRows
from compute.training.decision import DecisionMap, Span
from compute.training.setting import TrainingSpec

POINT, RIM, PICKED = 8.5, 1.4, 17.0
"""Pixels of a point and its rim, and of the ring around the one that is picked."""

LONGEST_NAME = 24
"""Signs of the name of a measured column, which a person has given."""


def decision_picture(
    spec: TrainingSpec,
    data: LearningData,
    plane: DecisionMap,
    *,
    picked: int | None = None,
    _: Translate = untranslated,
) -> Drawing:
    """Draw the answer of the network over the plane, with the points.

    Points of the training have a light rim, those of the test a dark one. A class has its colour and its shape; where
    a number is learned, a point has the colour of the number that is wanted of it.

    Parameters
    ----------
    picked: the point that stands out, as it is numbered in `data`, from 0.

    Returns
    -------
    A drawing whose points carry `p1`, `p2`, .. as `customdata`: their number in `data`, from 1.
    """
    span = _span(plane)
    names = axis_names(spec.rows)
    traces = [
        *([] if data.classes else [_outlines(data)]),
        *_points(data, names, [written_name(name) for name in class_names(spec)], _),
    ]
    if picked is not None:
        traces.append(_ring(data, picked))
    image = {
        "source": output_image(spec.network, plane, reach_of(data)),
        "xref": "x",
        "yref": "y",
        "xanchor": "center",
        "yanchor": "middle",
        "x": (span.left + span.right) / 2,
        "y": (span.bottom + span.top) / 2,
        # The outermost points of the grid lie on the edge of the plane, and half of a pixel beyond.
        "sizex": (span.right - span.left) * _share(len(plane.across)),
        "sizey": (span.top - span.bottom) * _share(len(plane.up)),
        "sizing": "stretch",
        "layer": "below",
    }
    means, deviations = ((0.0, 0.0), (1.0, 1.0)) if data.scaling is None else _scaling(data)
    layout = {
        "xaxis": _axis(names[0], (span.left, span.right), means[0], deviations[0]),
        "yaxis": _axis(names[1], (span.bottom, span.top), means[1], deviations[1]),
        "margin": {"l": 44, "r": 6, "t": 6, "b": 40},
        "images": [image],
        **bare_layout(),
        "font": {"color": INK},
        "hoverdistance": 12,
        "clickmode": "event",
    }
    return Drawing(traces, layout)


def _share(points: int) -> float:
    return points / (points - 1)


def _scaling(data: LearningData) -> tuple[tuple[float, float], tuple[float, float]]:
    assert data.scaling is not None
    return data.scaling.means, data.scaling.deviations


def _span(plane: DecisionMap) -> Span:
    across, up = plane.across, plane.up
    return Span(float(across[0]), float(across[-1]), float(up[0]), float(up[-1]))


def axis_names(rows: MeasuredRows | None) -> tuple[str, str]:
    """Name both axes: x1 and x2, with the names of measured columns behind."""
    if rows is None:
        return "x1", "x2"
    first, second = (written_name(name) for name in rows.columns[:2])
    return f"x1: {first}", f"x2: {second}"


def shortened(name: str) -> str:
    """Return a name that a person has given, cut where it is longer than there is room."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def written_name(name: str) -> str:
    """Write a name that a person has given for a text of Plotly's: no markup, no place for a value, not too long."""
    return escape(shortened(name.replace("%{", "% {")))


def class_names(spec: TrainingSpec) -> Sequence[str]:
    """Name the classes: as they were measured, or by their number."""
    rows = spec.rows
    return [str(index) for index in range(spec.classes)] if rows is None else list(rows.classes)


def reach_of(data: LearningData) -> float:
    """Return the largest number that is wanted of any point, which has the strongest colour."""
    return float(data.wanted.abs().max()) or 1.0


def _points(data: LearningData, names: tuple[str, str], classes: Sequence[str], _: Translate) -> Iterator[Trace]:
    """Yield a trace for each class: first the points of the training, then those of the test."""
    sides = ((data.training, WHITE, _("training")), (data.test, DARK_TEXT, _("test")))
    for chosen, rim, side in sides:
        for index in range(max(data.classes, 1)):
            members = chosen[data.wanted[chosen] == index] if data.classes else chosen
            words = side
            if data.classes:
                its_class = _("class {name}", name=classes[index])
                words = f"{side}, {its_class}"
            yield _trace(data, members, index, rim, _hover(words, names, data))


def _hover(words: str, names: tuple[str, str], data: LearningData) -> str:
    means, deviations = ((0.0, 0.0), (1.0, 1.0)) if data.scaling is None else _scaling(data)
    wanted = "" if data.classes else "<br>%{hovertext}"
    if means == (0.0, 0.0) and deviations == (1.0, 1.0):
        return f"<b>{words}</b><br>{names[0]} = %{{x:.4f}}<br>{names[1]} = %{{y:.4f}}{wanted}<extra></extra>"
    return f"<b>{words}</b><br>x1 = %{{x:.4f}}<br>x2 = %{{y:.4f}}{wanted}<extra></extra>"


def _trace(data: LearningData, members: Int[Tensor, " members"], index: int, rim: str, hover: str) -> Trace:
    places = data.points[members].numpy()
    colours: object = class_colour(index, data.classes)
    more: dict[str, object] = {}
    if not data.classes:
        shares = (data.wanted[members] / reach_of(data)).tolist()
        colours = [fill_of(share) for share in shares]
        more["meta"] = {"night": [(at, fill_at_night(share), INK) for at, share in enumerate(shares)]}
        more["hovertext"] = [f"{value:.4f}" for value in data.wanted[members].tolist()]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": np.ascontiguousarray(places[:, 0]),
        "y": np.ascontiguousarray(places[:, 1]),
        "customdata": [f"p{point + 1}" for point in members.tolist()],
        "marker": {
            "symbol": class_symbol(index) if data.classes else "circle",
            "size": POINT,
            "opacity": 1,
            "color": colours,
            "line": {"color": rim, "width": RIM},
        },
        "hovertemplate": hover,
        **more,
    }


def _outlines(data: LearningData) -> Trace:
    """Draw a grey edge around all points: some have the colour of the page, and so has their rim."""
    places = data.points.numpy()
    return {
        "type": "scatter",
        "mode": "markers",
        "x": np.ascontiguousarray(places[:, 0]),
        "y": np.ascontiguousarray(places[:, 1]),
        "marker": {"size": POINT + RIM + 2, "color": NEUTRAL, "opacity": 1, "line": {"width": 0}},
        "hoverinfo": "skip",
    }


def _ring(data: LearningData, picked: int) -> Trace:
    x, y = data.points[picked].tolist()
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x],
        "y": [y],
        "marker": {"size": PICKED, "color": TRANSPARENT, "line": {"color": HIGHLIGHT, "width": 3.5}},
        "hoverinfo": "skip",
    }


def _axis(name: str, limits: tuple[float, float], mean: float, deviation: float) -> dict[str, object]:
    """Define an axis that shows the numbers that were measured, though it is drawn in those that are learned from."""
    font = {"size": FONT_SIZE, "color": INK}
    shown = nice_ticks(limits[0] * deviation + mean, limits[1] * deviation + mean)
    return {
        "range": list(limits),
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": NEUTRAL,
        "tickfont": font,
        "tickvals": [round((value - mean) / deviation, 6) for value in shown],
        "ticktext": [true_minus(f"{value:g}") for value in shown],
        "title": {"text": name, "font": font, "standoff": 4},
    }


def describe_decision(
    spec: TrainingSpec, data: LearningData, plane: DecisionMap, *, step: int, _: Translate = untranslated
) -> str:
    """Describe the picture in words, for a screen reader: how much of the plane is of which class, or its numbers."""
    counts = _(
        "Points: {training} for training, {test} for the test.",
        training=_.count(len(data.training)),
        test=_.count(len(data.test)),
    )
    if not data.classes:
        low, high = float(plane.output.min()), float(plane.output.max())
        told = _(
            "The answer over the plane after step {step}: from {low} to {high}.",
            step=_.count(step),
            low=printed_number(low),
            high=printed_number(high),
        )
        return f"{told} {counts}"
    shares = np.bincount(plane.classes.numpy().ravel(), minlength=data.classes) / plane.classes.numel()
    parts = [
        _("class {name} in {percent} % of it", name=name, percent=round(100 * share))
        for name, share in zip(class_names(spec), shares.tolist(), strict=True)
    ]
    told = _("The answer over the plane after step {step}: {parts}.", step=_.count(step), parts=_.together(parts))
    return f"{told} {counts}"
