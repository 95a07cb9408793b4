"""One unit, taken apart: each input times its weight, the products, their sum, the bias, the activation.

It is drawn from left to right in the four steps that have the same names everywhere: product, sum, bias, activation.
"""

from collections.abc import Collection, Iterator

import numpy as np
import plotly.graph_objects as go
from jaxtyping import Float
from numpy import ndarray

from components.figures.activation_curve import curve_traces
from components.figures.parts import Trace, edge_traces, figure, fill, halo, legend, stage
from components.style import (
    CHANGED,
    FONT_SIZE,
    INK,
    NEUTRAL,
    SMALL_FONT_SIZE,
    TIMES,
    number,
    short_number,
    text_on,
)
from components.text import Translate, untranslated
from compute.elements import Bias, Element, Unit, Weight
from compute.forward import ForwardPass, LayerPass

X, PRODUCT, SUM, Z, Y = 0.0, 1.0, 2.0, 3.0, 4.0
"""Where the steps stand, from left to right."""

ROOM = (600, 330)
"""Pixels that the drawing has on a small laptop."""

BIAS_ROW = 0.12
TITLE_ROW = 1.1
LEGEND_ROW = -0.14
CURVE_FROM = 0.8
"""Share of the width from which on the activation curve stands."""


def neuron_diagram(
    passed: ForwardPass,
    *,
    selected: Element | None = None,
    changed: Collection[Element] = (),
    scale: float = 1.0,
    translate: Translate = untranslated,
) -> go.Figure:
    """Draw the forward pass of a single unit.

    Parameters
    ----------
    selected: the input, weight, bias or output that stands out.
    changed: elements whose value a person set; they are marked.
    scale: factor on circles and type, for a projector.

    Returns
    -------
    A figure whose pickable points carry the short name of their element as `customdata`; a product is picked as its
    weight, and the sum, z and y as the unit.
    """
    layer = passed.layers[0]
    inputs = passed.network.spec.inputs
    circle = float(np.clip(0.84 * ROOM[1] / inputs, 4.0, 54.0)) * scale
    font = (FONT_SIZE if circle >= 50 * scale else SMALL_FONT_SIZE) * scale
    decimals = 4 if circle >= 48 * scale else 2 if circle >= 30 * scale else None
    traces = [
        *_edges(layer, selected),
        _inputs(passed, selected, changed, circle, font, decimals),
        _products(layer, selected, changed, circle, font, decimals),
        _result_circles(layer, selected, 54.0 * scale, font),
        *_bias(layer, selected, changed, font),
        _titles(layer, font, translate),
        legend(PRODUCT + 0.35, 0.17, LEGEND_ROW, scale),
        *curve_traces(layer, 0, xaxis="x2", yaxis="y2", scale=scale),
    ]
    return figure(traces, _layout(font))


def _rows(count: int) -> Float[ndarray, " inputs"]:
    return 1 - (np.arange(count) + 0.5) / count


def _points(x: float, y: Float[ndarray, " inputs"]) -> Float[ndarray, "inputs 2"]:
    return np.column_stack([np.full(len(y), x), y])


def _edges(layer: LayerPass, selected: Element | None) -> Iterator[Trace]:
    """From x to product by weight, product to sum by product, and the way from the sum to y."""
    rows = _rows(len(layer.weights))
    x, product = _points(X, rows), _points(PRODUCT, rows)
    total = np.broadcast_to([[SUM, 0.5]], product.shape)
    begin = np.concatenate([x, product])
    end = np.concatenate([product, total])
    sizes = np.concatenate([layer.weights[:, 0].numpy(), layer.products[:, 0].numpy()])
    rest_begin, rest_end = np.array([[SUM, 0.5], [Z, 0.5]]), np.array([[Z, 0.5], [Y, 0.5]])
    rest = np.array([float(layer.weighted_sum), float(layer.preactivation)])
    if layer.bias is not None:
        rest_begin = np.concatenate([rest_begin, [[(SUM + Z) / 2, BIAS_ROW]]])
        rest_end = np.concatenate([rest_end, [[Z, 0.5]]])
        rest = np.append(rest, float(layer.bias))
    chosen = _chosen_row(selected)
    if chosen is not None:
        pick = [chosen, chosen + len(rows)]
        yield halo(begin[pick], end[pick])
    elif isinstance(selected, Bias):
        yield halo(rest_begin[2:], rest_end[2:])
    yield from edge_traces(
        np.concatenate([begin, rest_begin]), np.concatenate([end, rest_end]), np.concatenate([sizes, rest])
    )


def _chosen_row(selected: Element | None) -> int | None:
    """The input that is selected, itself or by its weight."""
    match selected:
        case Weight(_, row, _):
            return row
        case Unit(0, index):
            return index
    return None


def _inputs(
    passed: ForwardPass,
    selected: Element | None,
    changed: Collection[Element],
    circle: float,
    font: float,
    decimals: int | None,
) -> Trace:
    values = passed.network.features[0].numpy()
    units = [Unit(0, index) for index in range(len(values))]
    names = [f"x{unit.index + 1}{CHANGED if unit in changed else ''}" for unit in units]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": np.full(len(values), X),
        "y": _rows(len(values)),
        "text": _texts(names, values.tolist(), decimals),
        "textfont": {"size": font, "color": [text_on(value) for value in values.tolist()]},
        "marker": fill(values, circle, [unit == selected for unit in units]),
        "customdata": [unit.name(passed.network.spec) for unit in units],
        "hovertext": [f"<b>{name}</b> = {number(value)}" for name, value in zip(names, values.tolist(), strict=True)],
        "hoverinfo": "text",
    }


def _texts(names: list[str], values: list[float], decimals: int | None) -> list[str]:
    if decimals is None:
        return [""] * len(values)
    shown = [short_number(value, decimals) for value in values]
    if decimals < 4:
        return shown
    return [f"<b>{name}</b><br>{text}" for name, text in zip(names, shown, strict=True)]


def _products(
    layer: LayerPass,
    selected: Element | None,
    changed: Collection[Element],
    circle: float,
    font: float,
    decimals: int | None,
) -> Trace:
    """The products as circles; beside each, the weight that made it."""
    values = layer.products[:, 0].numpy()
    weights = layer.weights[:, 0].tolist()
    inputs = layer.inputs[0].tolist()
    elements = [Weight(1, row, 0) for row in range(len(values))]
    marks = [CHANGED if element in changed else "" for element in elements]
    names = [f"w{row + 1}·x{row + 1}{mark}" for row, mark in enumerate(marks)]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": np.full(len(values), PRODUCT),
        "y": _rows(len(values)),
        "text": _texts(names, values.tolist(), decimals),
        "textfont": {"size": font, "color": [text_on(value) for value in values.tolist()]},
        "marker": fill(values, circle, [element == selected for element in elements]),
        "customdata": [element.name() for element in elements],
        "hovertext": [
            f"<b>{name}</b><br>{number(x)} {TIMES} {number(weight)} = {number(value)}"
            for name, x, weight, value in zip(names, inputs, weights, values.tolist(), strict=True)
        ],
        "hoverinfo": "text",
    }


def _result_circles(layer: LayerPass, selected: Element | None, circle: float, font: float) -> Trace:
    """The sum, z and y: the same three circles for any number of inputs."""
    steps = [("Σ", SUM, float(layer.weighted_sum)), ("y", Y, float(layer.output))]
    if layer.bias is not None:
        steps.insert(1, ("z", Z, float(layer.preactivation)))
    values = np.array([value for _, _, value in steps], dtype=np.float32)
    output = Unit(1, 0)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [x for _, x, _ in steps],
        "y": [0.5] * len(steps),
        "text": [f"<b>{name}</b><br>{number(value)}" for name, _, value in steps],
        "textfont": {"size": font, "color": [text_on(value) for value in values.tolist()]},
        "marker": fill(values, circle, [output == selected and name == "y" for name, _, _ in steps]),
        "customdata": ["y1"] * len(steps),
        "hovertext": [f"<b>{name}</b> = {number(value)}" for name, _, value in steps],
        "hoverinfo": "text",
    }


def _bias(layer: LayerPass, selected: Element | None, changed: Collection[Element], font: float) -> Iterator[Trace]:
    if layer.bias is None:
        return
    element = Bias(1, 0)
    value = float(layer.bias)
    yield {
        "type": "scatter",
        "mode": "markers+text",
        "x": [(SUM + Z) / 2],
        "y": [BIAS_ROW],
        "text": [f"<b>b</b>{CHANGED if element in changed else ''}<br>{number(value)}"],
        "textfont": {"size": font, "color": [text_on(value)]},
        "marker": fill(np.array([value], dtype=np.float32), font * 3.7, [element == selected]) | {"symbol": "square"},
        "customdata": [element.name()],
        "hovertext": [f"<b>b</b> = {number(value)}"],
        "hoverinfo": "text",
    }


def _titles(layer: LayerPass, font: float, translate: Translate) -> Trace:
    steps = [(X, translate("inputs")), (PRODUCT, translate("product")), (SUM, translate("sum"))]
    if layer.bias is not None:
        steps.append((Z, translate("bias")))
    steps.append((Y, translate("activation")))
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x for x, _ in steps],
        "y": [TITLE_ROW] * len(steps),
        "text": [f"<b>{name}</b>" for _, name in steps],
        "textfont": {"size": font, "color": INK},
        "hoverinfo": "skip",
    }


def _layout(font: float) -> dict[str, object]:
    layout = stage((X - 0.45, Y + 0.45), (LEGEND_ROW - 0.08, TITLE_ROW + 0.05))
    plain = {"color": INK, "tickfont": {"size": font - 1}, "gridcolor": "rgba(138,143,152,0.25)", "fixedrange": True}
    layout["xaxis"] = dict(layout["xaxis"]) | {"domain": [0, CURVE_FROM - 0.04]}  # type: ignore[call-overload]
    layout["xaxis2"] = plain | {"domain": [CURVE_FROM, 1], "anchor": "y2", "title": {"text": "z", "standoff": 2}}
    layout["yaxis2"] = plain | {
        "domain": [0.22, 0.86],
        "anchor": "x2",
        "zerolinecolor": NEUTRAL,
    }
    return layout


def describe_neuron(passed: ForwardPass, translate: Translate = untranslated) -> str:
    """The picture in words, for a screen reader."""
    layer = passed.layers[0]
    return translate(
        "One unit with {inputs} inputs: sum {sum}, z {z}, output {output}",
        inputs=passed.network.spec.inputs,
        sum=number(float(layer.weighted_sum)),
        z=number(float(layer.preactivation)),
        output=number(float(layer.output)),
    )
