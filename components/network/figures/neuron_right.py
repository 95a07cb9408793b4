"""The right part of the neuron's picture: the curve, the way from z over the curve to y, and y."""

from collections.abc import Iterator

from components.base.drawing import Point, Text, Trace, caption, point_trace
from components.base.style import (
    EMPTY,
    INK,
    NEUTRAL,
    fill_at_night,
    fill_of,
    ink_at_night,
    number_or_unknown,
    text_on,
    true_minus,
)
from components.base.text import Translate
from components.network.figures.activation_curve import AXIS, curve_traces
from components.network.figures.neuron_picture import UNIT, UnitPicture, value_text
from components.network.figures.neuron_places import (
    CURVE,
    CURVE_BOX,
    ELBOW,
    SMALL_TYPE,
    TITLE_ROW,
    Y_AT,
    Y_HEIGHT,
    RightPart,
)
from compute.network.walk import ACTIVATION

LARGE_TYPE = 16.0
"""Pixels of the type in y."""

DOT, WAITING = 16.0, 9.0
"""Pixels of the dot, and where it waits."""


def curve(unit: UnitPicture, right: RightPart, scale: float) -> list[Trace]:
    """Draw the curve of the activation function and its axes."""
    (z_low, z_high), (f_low, f_high) = right.z_range, right.f_range
    level = min(max(0.0, f_low), f_high)
    axes: Trace = {
        "type": "scatter",
        "mode": "lines",
        "x": [z_low, z_high, None, 0, 0],
        "y": [level, level, None, f_low, f_high],
        "line": {"color": AXIS, "width": scale},
        "hoverinfo": "skip",
    }
    curve = curve_traces(unit.layer, 0, xaxis="x2", yaxis="y2", scale=scale)[0]
    return [axes | {"xaxis": "x2", "yaxis": "y2"}, curve]


def _ride(unit: UnitPicture, right: RightPart) -> tuple[float, float]:
    """Return where the dot is: before the curve, below its place on it once z is known, and on the curve at last."""
    z, f = unit.layer.preactivation[0], unit.layer.output[0]
    if z is None:
        return right.x(WAITING), right.y(unit.z_row)
    return z, (right.y(unit.z_row) if f is None else f)


def way(unit: UnitPicture, right: RightPart) -> Trace:
    """Draw the way from z, which comes from the left, up to the curve, and from there to y."""
    dot = _ride(unit, right)
    level = right.y(unit.z_row)
    points = [(right.x(0), level), (dot[0], level), dot]
    if unit.layer.output[0] is None:
        points += [(dot[0] + (right.x(1) - right.x(0)) * 0.01, dot[1])] * 3
    else:
        middle = right.y(Y_HEIGHT)
        points += [(right.x(ELBOW), dot[1]), (right.x(ELBOW), middle), (right.x(Y_AT), middle)]
    x, y = zip(*points, strict=True)
    return {
        "type": "scatter",
        "mode": "lines",
        "xaxis": "x2",
        "yaxis": "y2",
        "x": list(x),
        "y": list(y),
        "line": {"color": NEUTRAL, "width": 1.5 * unit.scale},
        "hoverinfo": "skip",
    }


def dot(unit: UnitPicture, right: RightPart) -> Trace:
    """Draw the dot that rides the curve."""
    x, y = _ride(unit, right)
    f = unit.layer.output[0]
    z = unit.layer.preactivation[0]
    name = unit.layer.activation.name
    point = _at_night(Point(x, y, DOT * unit.scale, EMPTY if f is None else fill_of(f), edge=2.5, name="y1"), f)
    hover = f"z = {number_or_unknown(z)}<br>{name}(z) = {number_or_unknown(f)}"
    lit = point._replace(picked=unit.step == ACTIVATION or unit.selected == UNIT, hover=hover)
    trace = point_trace([lit]) | {"xaxis": "x2", "yaxis": "y2"}
    return {key: value for key, value in trace.items() if key not in ("text", "textposition", "textfont")}


def right_points(unit: UnitPicture, right: RightPart, _: Translate) -> Iterator[Point]:
    """Yield the title of the curve, which comes first, the ends of its axis, and y."""
    (z_low, z_high) = right.z_range
    small, value = SMALL_TYPE * unit.scale, unit.layer.output[0]
    word, middle = _("activation"), right.x((CURVE[0] + CURVE[1]) / 2)
    title = f"<b>{word}</b> {unit.layer.activation.name}"
    yield caption(Text(middle, right.y(TITLE_ROW), title, unit.places.row_type * unit.scale))
    below = right.y(CURVE_BOX[0] - 0.03)
    yield caption(Text(z_low, below, true_minus(f"z = {z_low:g}"), small))
    yield caption(Text(z_high, below, f"z = {z_high:g}", small))
    is_lit = unit.step == ACTIVATION or unit.selected == UNIT
    point = Point(
        right.x(Y_AT),
        right.y(Y_HEIGHT),
        unit.places.large * unit.scale,
        EMPTY if value is None else fill_of(value),
        picked=is_lit,
        text=f"y<br><b>{value_text(value)}</b>",
        text_size=min(LARGE_TYPE, unit.places.row_type + 2) * unit.scale,
        ink=INK if value is None else text_on(value),
        name="y1",
        hover=f"<b>y</b> = {number_or_unknown(value)}",
    )
    yield _at_night(point, value)


def _at_night(point: Point, value: float | None) -> Point:
    """Give a point its fill and ink on a dark page; while its value is not known it has those of the page anyway."""
    return point if value is None else point._replace(night=fill_at_night(value), night_ink=ink_at_night(value))
