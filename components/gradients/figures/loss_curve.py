"""Draw the loss along one number of the network, with its tangent, and over two of them as a map of heights."""

import math
from collections.abc import Sequence

import numpy as np
import torch

from components.base.drawing import Drawing
from components.base.style import FONT_SIZE, GREEN, HIGHLIGHT, INK, NEUTRAL, faded, printed_number
from components.base.text import Translate, untranslated
from components.gradients.figures.axes import with_axes
from compute.gradients.backward import BackwardPass
from compute.gradients.variants import variant_losses
from compute.network.elements import Bias, Element, Unit, Weight, code_of
from compute.network.network import VALUE_LIMIT

REACH = 4.0
"""The curve is drawn this far to both sides of where the network is."""

SAMPLES, SIDE = 121, 33
"""Points of the curve, and of each side of the map."""


def loss_curve(back: BackwardPass, element: Element, rate: float, *, _: Translate = untranslated) -> Drawing:
    """Draw the loss as one number moves and the others stay: the valley, the tangent, and where one step leads."""
    network = back.passed.network
    at, slope = network.value(element), back.gradient(element)
    x = _along(at)
    losses = _losses(back, [element], x[:, None])
    after = min(max(at - rate * slope, -VALUE_LIMIT), VALUE_LIMIT)
    (there,) = _losses(back, [element], np.array([[after]])).tolist()
    low, high = _range(losses)
    shown = [
        _line(x, losses, NEUTRAL, 3),
        _line(x, back.value + slope * (x - at), HIGHLIGHT, 2, "dash"),
        _point(after, there, GREEN, "diamond", _("after one step"), "top left"),
        _point(at, back.value, HIGHLIGHT, "circle", _("now"), "top right"),
    ]
    code = code_of(element, network.spec)
    return Drawing(shown, with_axes((code, f"L ({back.loss.name})"), (float(x[0]), float(x[-1])), (low, high)))


def loss_map(back: BackwardPass, one: Element, other: Element, *, _: Translate = untranslated) -> Drawing:
    """Draw the loss as two numbers move: lines of the same loss, and an arrow downhill."""
    network = back.passed.network
    x, y = (_along(network.value(element), SIDE) for element in (one, other))
    grid = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    losses = _losses(back, [one, other], grid).reshape(SIDE, SIDE)
    heights = {
        "type": "contour",
        "x": x,
        "y": y,
        "z": losses,
        "ncontours": 14,
        "showscale": False,
        "colorscale": [[0, faded(HIGHLIGHT, 0.0)], [1, faded(HIGHLIGHT, 0.5)]],
        "line": {"color": NEUTRAL, "width": 1},
        "contours": {"showlabels": True, "labelfont": {"size": FONT_SIZE, "color": INK}},
        "hovertemplate": "%{x:.4f}, %{y:.4f}<br>L = %{z:.4f}<extra></extra>",
    }
    at = (network.value(one), network.value(other))
    downhill = _arrow(at, (back.gradient(one), back.gradient(other)))
    names = tuple(code_of(element, network.spec) for element in (one, other))
    shown = [heights, downhill, _point(at[0], at[1], HIGHLIGHT, "circle", _("now"), "top right")]
    return Drawing(shown, with_axes((names[0], names[1]), (float(x[0]), float(x[-1])), (float(y[0]), float(y[-1]))))


def partner_of(back: BackwardPass, element: Element) -> Element | None:
    """Find the weight or bias other than `element` with the largest gradient; None where there is no other."""
    spec = back.passed.network.spec
    found: list[tuple[float, Element]] = []
    for at, layer in enumerate(back.layers, start=1):
        columns = spec.sizes[at]
        for flat in layer.weight_gradient.abs().flatten().topk(min(2, layer.weight_gradient.numel())).indices.tolist():
            weight = Weight(at, flat // columns, flat % columns)
            found.append((abs(back.gradient(weight)), weight))
        if layer.bias_gradient is not None:
            column = int(layer.bias_gradient.abs().argmax())
            found.append((abs(back.gradient(Bias(at, column))), Bias(at, column)))
    others = [pair for pair in found if pair[1] != element]
    return max(others, key=lambda pair: pair[0])[1] if others else None


def describe_curve(back: BackwardPass, element: Element, _: Translate = untranslated) -> str:
    """Describe the curve in words, for a screen reader."""
    return _(
        "The loss along {name}: {loss} at {value}, with the slope {gradient}",
        name=code_of(element, back.passed.network.spec),
        loss=printed_number(back.value),
        value=printed_number(back.passed.network.value(element)),
        gradient=printed_number(back.gradient(element)),
    )


def describe_map(back: BackwardPass, one: Element, other: Element, _: Translate = untranslated) -> str:
    """Describe the map in words, for a screen reader."""
    spec = back.passed.network.spec
    return _(
        "The loss over {one} and {other}, as lines of the same height: {loss} where the network is, with the slopes "
        "{first} and {second}",
        one=code_of(one, spec),
        other=code_of(other, spec),
        loss=printed_number(back.value),
        first=printed_number(back.gradient(one)),
        second=printed_number(back.gradient(other)),
    )


def slopes(element: Element) -> bool:
    """Tell whether there is a curve along this element: a unit that is computed has no value of its own."""
    return not isinstance(element, Unit) or element.layer == 0


def _along(at: float, samples: int = SAMPLES) -> np.ndarray:
    """Return evenly spaced values on both sides of `at`, which is among them unless a limit of the values is near."""
    return np.linspace(max(at - REACH, -VALUE_LIMIT), min(at + REACH, VALUE_LIMIT), samples)


def _losses(back: BackwardPass, elements: Sequence[Element], values: np.ndarray) -> np.ndarray:
    found = variant_losses(
        back.passed.network, back.target, back.loss.name, elements, torch.tensor(values, dtype=torch.float32)
    )
    losses: np.ndarray = found.losses.numpy()
    return losses


def _range(losses: np.ndarray) -> tuple[float, float]:
    finite = losses[np.isfinite(losses)]
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    room = 0.15 * (high - low) or 0.5
    return low - room, high + room


def _arrow(at: tuple[float, float], gradient: tuple[float, float]) -> dict[str, object]:
    """Draw a line against the gradient, of a length that is always seen: it says which way, and not how far."""
    length = math.hypot(*gradient)
    away = [0.0, 0.0] if length == 0 else [-each / length for each in gradient]
    end = [start + 1.2 * step for start, step in zip(at, away, strict=True)]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [at[0], end[0]],
        "y": [at[1], end[1]],
        "line": {"color": GREEN, "width": 3},
        "marker": {"symbol": ["circle", "diamond"], "size": [0, 12], "color": GREEN},
        "hoverinfo": "skip",
    }


def _line(x: np.ndarray, y: np.ndarray, colour: str, width: float, dash: str = "solid") -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": colour, "width": width, "dash": dash},
        "hovertemplate": "%{x:.4f}<br>L = %{y:.4f}<extra></extra>",
    }


def _point(x: float, y: float, colour: str, symbol: str, text: str, place: str) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [x],
        "y": [y],
        "text": [text],
        "textposition": place,
        "textfont": {"size": FONT_SIZE, "color": INK},
        "marker": {"size": 14, "color": colour, "symbol": symbol},
        "hovertemplate": "%{x:.4f}, %{y:.4f}<extra></extra>",
    }
