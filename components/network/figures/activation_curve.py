"""Draw the curve of an activation function, and on it the point of one unit."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import torch
from jaxtyping import Float
from numpy import ndarray

from components.base.drawing import Drawing, bare_layout
from components.base.style import (
    DIVERGING,
    FONT_SIZE,
    HIGHLIGHT,
    INK,
    NEUTRAL,
    NIGHT,
    VALUE_RANGE,
    faded,
    fill_at_night,
    fill_of,
    printed_number,
)
from components.base.text import Translate, untranslated
from compute.network.known_pass import KnownLayer

HALF_RANGE = 6.0
"""The curve is drawn from -6 to 6, and twice as far, or four times, where the unit is outside."""

BEYOND = 1.2
"""Where a unit is outside of that, the curve ends this many times as far out as the unit."""

SAMPLES, MAX_SAMPLES, SAMPLES_PER_UNIT = 200, 4000, 8
"""Points on the curve: at least, at most, and per unit of z, so that a long sine keeps its shape."""

STEP = 1e-6
"""Distance of two points at 0, so that a step is drawn upright and a kink is sharp."""

HEIGHT = 360
BELOW, ABOVE = 0.08, 0.2
"""Free space below and above the curve, as a share of its height; the numbers fit above."""

GRID, AXIS = faded(NEUTRAL, 0.25), faded(NEUTRAL, 0.7)

TEXT_ROOM = (0.15, 0.15)
"""Share of width and height that the numbers beside the point take."""

PLACES = {"top left": (-1, 1), "bottom right": (1, -1), "top right": (1, 1), "bottom left": (-1, -1)}
"""Where the numbers can stand: first the sides on which a rising curve leaves room."""


_Samples: TypeAlias = Float[torch.Tensor, " samples"]


@dataclass(frozen=True)
class _Curve:
    """f over z, the point of the unit once it is known, and the axes that hold both."""

    z: Float[ndarray, " samples"]
    f: Float[ndarray, " samples"]
    point: tuple[float, float] | None
    x_range: tuple[float, float]
    y_range: tuple[float, float]

    @classmethod
    def of(cls, layer: KnownLayer, column: int) -> "_Curve":
        at, value = layer.preactivation[column], layer.output[column]
        if at is None or value is None:
            return cls._without_point(layer, column)
        low, high = (-_reach(-at), _reach(at))
        samples = int(min(max(SAMPLES, SAMPLES_PER_UNIT * (high - low)), MAX_SAMPLES))
        exact = torch.tensor([-STEP, 0.0, at])
        z = torch.cat([torch.linspace(low, high, samples - len(exact)), exact]).sort().values
        z, f = _sampled(layer, column, z)
        bottom, top = min([0.0, *f.tolist()]), max([1.0, *f.tolist()])
        height = top - bottom
        return cls(
            z=z.numpy(),
            f=f.numpy(),
            point=(at, value),
            x_range=(low, high),
            y_range=(bottom - BELOW * height, top + ABOVE * height),
        )

    @classmethod
    def _without_point(cls, layer: KnownLayer, column: int) -> "_Curve":
        """Make the curve alone."""
        z = torch.cat([torch.linspace(-HALF_RANGE, HALF_RANGE, SAMPLES - 2), torch.tensor([-STEP, 0.0])]).sort().values
        z, f = _sampled(layer, column, z)
        bottom, top = min([0.0, *f.tolist()]), max([1.0, *f.tolist()])
        return cls(
            z=z.numpy(),
            f=f.numpy(),
            point=None,
            x_range=(-HALF_RANGE, HALF_RANGE),
            y_range=(bottom - BELOW * (top - bottom), top + ABOVE * (top - bottom)),
        )


def _reach(at: float) -> float:
    """Return how far the curve is drawn to the side of `at`: it doubles, so that the axis rests while a unit moves."""
    share = BEYOND * at / HALF_RANGE
    return HALF_RANGE * 2.0 ** math.ceil(math.log2(share)) if 1.0 < share < math.inf else HALF_RANGE


def _sampled(layer: KnownLayer, column: int, z: _Samples) -> tuple[_Samples, _Samples]:
    """Return z and the unit's output when its own pre-activation takes these values and its neighbours' stay.

    Where the output depends on neighbours, there are no samples until all of them are known.
    """
    if layer.activation.elementwise:
        return z, layer.activation(z)
    if None in layer.output:
        return z[:0], z[:0]
    rows = torch.tensor([layer.preactivation]).repeat(len(z), 1)
    rows[:, column] = z
    return z, layer.activation(rows)[:, column].contiguous()  # sent as bytes, which must be contiguous


def activation_curve(
    layer: KnownLayer,
    column: int,
    label: str,
    *,
    scale: float = 1.0,
    _: Translate = untranslated,
) -> Drawing:
    """Draw the activation function of a layer over z, with unit `column` on it once that has been computed.

    Where the outputs of a layer depend on each other (softmax), it is the output of this unit as its own z moves and
    the others stay.

    Parameters
    ----------
    label: the unit's name on the screen.
    scale: factor on type and lines, for a projector.
    """
    curve = _Curve.of(layer, column)
    z_title = "z" if layer.activation.elementwise else _("z of {unit}, while the others stay", unit=label)
    titles = (z_title, f"{label} = {layer.activation.name}(z)")
    return Drawing(list(_traces(curve, layer, scale)), _layout(curve, titles, scale))


def curve_traces(
    layer: KnownLayer, column: int, *, xaxis: str = "x", yaxis: str = "y", scale: float = 1.0
) -> list[dict[str, object]]:
    """Return the traces of `activation_curve` for a subplot whose axes have the ranges of `curve_ranges`.

    A subplot is narrow, so the numbers beside the point are left out; they appear on hover.
    """
    axes = {"xaxis": xaxis, "yaxis": yaxis}
    curve, *rest = _traces(_Curve.of(layer, column), layer, scale)
    if not rest:
        return [curve | axes]
    guides, point = rest
    # A colour by its name, not by its place on the scale: the browser can change that without Plotly, see `patch.js`.
    looks = {name: look for name, look in dict(point["marker"]).items() if name in ("size", "line")}  # type: ignore[call-overload]
    values: list[float] = point["y"]  # type: ignore[assignment]
    marker = looks | {"color": [fill_of(value) for value in values]}
    night = [(at, fill_at_night(value), INK) for at, value in enumerate(values)]
    return [curve | axes, guides | axes, point | axes | {"mode": "markers", "marker": marker, "meta": {"night": night}}]


def curve_ranges(layer: KnownLayer, column: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ranges of the axes for `curve_traces`: of z, and of f(z)."""
    curve = _Curve.of(layer, column)
    return curve.x_range, curve.y_range


def _traces(curve: _Curve, layer: KnownLayer, scale: float) -> Iterator[dict[str, object]]:
    name = layer.activation.name
    yield {
        "type": "scatter",
        "mode": "lines",
        "x": curve.z,
        "y": curve.f,
        "line": {"color": NEUTRAL, "width": 3 * scale},
        "hovertext": [
            f"z = {printed_number(at)}<br>{name}(z) = {printed_number(value)}"
            for at, value in zip(curve.z.tolist(), curve.f.tolist(), strict=True)
        ],
        "hoverinfo": "text",
    }
    if curve.point is None:
        return
    z, f = curve.point
    yield {
        "type": "scatter",
        "mode": "lines",
        "x": [z, z, curve.x_range[0]],
        "y": [curve.y_range[0], f, f],
        "line": {"color": HIGHLIGHT, "width": 1.5 * scale, "dash": "dash"},
        "hoverinfo": "skip",
    }
    yield {
        "type": "scatter",
        "mode": "markers+text",
        "x": [z],
        "y": [f],
        "text": [f" z = {printed_number(z)} <br> f(z) = {printed_number(f)} "],
        "textposition": _place(curve, curve.point),
        "textfont": {"size": FONT_SIZE * scale, "color": INK},
        "marker": {
            "size": 18 * scale,
            "color": [f],
            "colorscale": DIVERGING,
            "cmin": -VALUE_RANGE,
            "cmax": VALUE_RANGE,
            "line": {"color": HIGHLIGHT, "width": 3 * scale},
        },
        "meta": {"nightScale": NIGHT},
        "hovertext": [f"z = {printed_number(z)}<br>{name}(z) = {printed_number(f)}"],
        "hoverinfo": "text",
    }


def _place(curve: _Curve, at: tuple[float, float]) -> str:
    """Choose the side of the point on which the numbers stay within the axes and off the curve."""
    corner = np.array([curve.x_range[0], curve.y_range[0]])
    size = np.array([curve.x_range[1], curve.y_range[1]]) - corner
    point = (np.array(at) - corner) / size
    near = np.flatnonzero(np.abs((curve.z - at[0]) / size[0]) < TEXT_ROOM[0])
    line = (np.stack([curve.z[near], curve.f[near]], axis=1) - corner) / size
    between = np.linspace(0, 1, 12)[:, None, None]
    line = (line[:-1] + between * (line[1:] - line[:-1])).reshape(-1, 2)  # also where a step has no points between
    hidden = {}
    for place, sides in PLACES.items():
        far = point + np.array(sides) * TEXT_ROOM
        within = np.all(np.abs(line - (point + far) / 2) < np.array(TEXT_ROOM) / 2, axis=1)
        outside = bool(np.any((far < 0) | (far > 1)))
        hidden[place] = (outside, int(within.sum()))
    return min(hidden, key=hidden.__getitem__)


def _layout(curve: _Curve, titles: tuple[str, str], scale: float) -> dict[str, object]:
    font = {"size": FONT_SIZE * scale, "color": INK}
    axis = {
        "fixedrange": True,
        "gridcolor": GRID,
        "zeroline": True,
        "zerolinecolor": AXIS,
        "zerolinewidth": 1,
        "showline": False,
        "tickfont": font,
        "automargin": True,
    }
    return {
        "xaxis": axis | {"range": list(curve.x_range), "title": {"text": titles[0], "font": font, "standoff": 6}},
        "yaxis": axis | {"range": list(curve.y_range), "title": {"text": titles[1], "font": font}},
        "margin": {"l": 60 * scale, "r": 12, "t": 10, "b": 48 * scale},
        "height": HEIGHT * scale,
        **bare_layout(),
    }


def describe_curve(layer: KnownLayer, column: int, label: str, _: Translate = untranslated) -> str:
    """Describe the curve for a screen reader: the function, and where the unit stands on it."""
    z, value = layer.preactivation[column], layer.output[column]
    if z is None or value is None:
        return _(
            "Curve of the activation function {activation}; {unit} has not been computed yet",
            activation=layer.activation.name,
            unit=label,
        )
    return _(
        "Curve of the activation function {activation}; {unit} is at z = {z}, f(z) = {value}",
        activation=layer.activation.name,
        unit=label,
        z=printed_number(z),
        value=printed_number(value),
    )
