"""One unit, taken apart: each input times its weight, the products, their sum, the bias, the activation.

It is drawn from left to right in the four steps that have the same names everywhere: product, sum, bias, activation.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from components.base.drawing import (
    Drawing,
    Point,
    Text,
    Trace,
    edge_shapes,
    halo_shapes,
    legend,
    point_trace,
    stage,
    text_trace,
)
from components.base.style import (
    CHANGED,
    EMPTY,
    FONT_SIZE,
    INK,
    NEUTRAL,
    SMALL_FONT_SIZE,
    TIMES,
    UNKNOWN,
    fill_of,
    number,
    number_or_unknown,
    short_number,
    text_on,
)
from components.base.text import Translate, untranslated
from components.network.figures.activation_curve import GRID, curve_ranges, curve_traces
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.known_pass import KnownLayer, KnownPass
from compute.network.walk import ACTIVATION, BIAS, PRODUCT, SUM, Step

X, MULTIPLIED, ADDED, Z, Y = 0.0, 1.0, 2.0, 3.0, 4.0
"""Where the steps stand, from left to right."""

ROOM = (600, 330)
"""Pixels that the drawing has on a small laptop."""

WALL_ROOM, WALL_SHARE = (600, 280), 0.9
"""The same on a wall, where everything is enlarged afterwards, and the share of its height that circles may take."""

BIAS_ROW = 0.12
TITLE_ROW = 1.1
LEGEND_ROW = -0.14
UNIT = Unit(1, 0)
CURVE_FROM = 0.8
"""Share of the width from which on the activation curve stands."""

NARROW = {
    "below": 480,
    "shrink": 0.85,
    "axes": {
        "xaxis": {"domain": [0, 1]},
        "xaxis2": {"domain": [0.6, 0.98]},
        "yaxis2": {"domain": [0.7, 0.88]},
    },
}
"""On a phone the steps take the whole width, with smaller circles, and the curve stands above bias and y, where nothing
else is. `components/browser/chart.js` knows how wide the picture is, and makes the change."""


def neuron_diagram(
    passed: KnownPass,
    *,
    selected: Element | None = None,
    changed: Collection[Element] = (),
    scale: float = 1.0,
    with_legend: bool = True,
    wall: bool = False,
    _: Translate = untranslated,
) -> Drawing:
    """Draw the forward pass of a single unit.

    What has not been computed yet are empty circles and dotted lines. The last step of a walk stands out instead of
    what is selected.

    Parameters
    ----------
    selected: the input, weight, bias or output that stands out.
    changed: elements whose value a person set; they are marked.
    scale: factor on circles and type, for a projector.
    with_legend: whether the colour scale is part of the picture; a page that draws it beside saves the time.
    wall: whether all of it is enlarged afterwards; then there is less room.

    Returns
    -------
    A drawing whose pickable points carry the short name of their element as `customdata`; a product is picked as its
    weight, and the sum, z and y as the unit.
    """
    layer, step = passed.layers[0], passed.step
    selected = None if step else selected
    inputs = passed.network.spec.inputs
    room = WALL_SHARE * WALL_ROOM[1] if wall else 0.84 * ROOM[1]
    circle = float(np.clip(room / inputs, 4.0, 54.0)) * scale
    font = (FONT_SIZE if circle >= 50 * scale else SMALL_FONT_SIZE) * scale
    decimals = 4 if circle >= 48 * scale else 2 if circle >= 30 * scale else None
    look = _Look(circle, font, decimals, 54.0 * scale)
    points = [
        *_input_points(passed, selected, changed, look),
        *_product_points(layer, step, selected, changed, look),
        *_result_points(layer, step, selected, changed, look),
    ]
    edges = _Edges.of(layer)
    traces = [
        point_trace(points),
        text_trace(list(_titles(layer, font, _))),
        *curve_traces(layer, 0, xaxis="x2", yaxis="y2", scale=scale),
    ]
    if with_legend:
        traces.append(legend(MULTIPLIED + 0.35, 0.17, LEGEND_ROW, scale))
    return Drawing(traces, _layout(layer, edges, _halo(edges, layer, step, selected), font))


@dataclass(frozen=True)
class _Look:
    """How large things are for the number of inputs there is; the sum, z and y are always `large`."""

    circle: float
    font: float
    decimals: int | None
    large: float

    def text(self, name: str, value: float | None) -> str:
        """What stands in the circle of an input or a product."""
        if self.decimals is None:
            return ""
        shown = UNKNOWN if value is None else short_number(value, self.decimals)
        return f"<b>{name}</b><br>{shown}" if self.decimals == 4 else shown


def _rows(count: int) -> Float[ndarray, " inputs"]:
    return 1 - (np.arange(count) + 0.5) / count


def _points(x: float, y: Float[ndarray, " inputs"]) -> Float[ndarray, "inputs 2"]:
    return np.column_stack([np.full(len(y), x), y])


@dataclass(frozen=True)
class _Edges:
    """Edges as parallel arrays; `names` are those of the points at their ends, and of what they stand for."""

    begin: Float[ndarray, "edges 2"]
    end: Float[ndarray, "edges 2"]
    value: Float[ndarray, " edges"]
    names: Sequence[tuple[str, ...]]

    @classmethod
    def of(cls, layer: KnownLayer) -> "_Edges":
        """From x to product by weight, product to sum by product, and the way from the sum to y."""
        inputs = len(layer.weights)
        rows = _rows(inputs)
        x, product = _points(X, rows), _points(MULTIPLIED, rows)
        total = np.broadcast_to([[ADDED, 0.5]], product.shape)
        products = layer.products[0]
        values = [
            *layer.weights[:, 0].tolist(),
            *([None] * inputs if products is None else products.tolist()),
            layer.weighted_sum[0],
            layer.preactivation[0],
        ]
        begin = [x, product, np.array([[ADDED, 0.5], [Z, 0.5]])]
        end = [product, total, np.array([[Z, 0.5], [Y, 0.5]])]
        weights = [Weight(1, row, 0).name() for row in range(inputs)]
        names: list[tuple[str, ...]] = [(weight, f"x{row}") for row, weight in enumerate(weights, start=1)]
        names += [(weight, "y1") for weight in weights] + [("y1",)] * 2
        if layer.bias is not None:
            begin.append(np.array([[(ADDED + Z) / 2, BIAS_ROW]]))
            end.append(np.array([[Z, 0.5]]))
            values.append(float(layer.bias))
            names.append((Bias(1, 0).name(), "y1"))
        return cls(np.concatenate(begin), np.concatenate(end), np.array(values, dtype=float), names)


def _halo(edges: _Edges, layer: KnownLayer, step: Step | None, selected: Element | None) -> list[Trace]:
    """A halo behind the edges along which a step computes, or behind those of what is selected."""
    inputs, chosen = len(layer.weights), _chosen_row(selected)
    if step is not None:
        lit: slice | list[int] = _lit_edges(step.name, inputs)
    elif chosen is not None:
        lit = [chosen, chosen + inputs]
    elif isinstance(selected, Bias):
        lit = slice(2 * inputs + 2, None)
    else:
        return []
    return halo_shapes(edges.begin[lit], edges.end[lit])


def _lit_edges(step: str, inputs: int) -> slice:
    """The edges along which a step computes, in the order in which `_Edges` has them all."""
    rest = 2 * inputs  # the sum to z, z to y, the bias to z
    return {
        PRODUCT: slice(0, inputs),
        SUM: slice(inputs, rest),
        BIAS: slice(rest + 2, rest + 3),
        ACTIVATION: slice(rest + 1, rest + 2),
    }[step]


def _chosen_row(selected: Element | None) -> int | None:
    """The input that is selected, itself or by its weight."""
    match selected:
        case Weight(_, row, _):
            return row
        case Unit(0, index):
            return index
    return None


def _input_points(
    passed: KnownPass, selected: Element | None, changed: Collection[Element], look: _Look
) -> Iterator[Point]:
    values = passed.network.features[0].tolist()
    for index, (value, y) in enumerate(zip(values, _rows(len(values)).tolist(), strict=True)):
        unit = Unit(0, index)
        name = f"x{index + 1}{CHANGED if unit in changed else ''}"
        yield Point(
            X,
            y,
            look.circle,
            fill_of(value),
            picked=unit == selected,
            text=look.text(name, value),
            text_size=look.font,
            ink=text_on(value),
            name=unit.name(passed.network.spec),
            hover=f"<b>{name}</b> = {number(value)}",
        )


def _product_points(
    layer: KnownLayer, step: Step | None, selected: Element | None, changed: Collection[Element], look: _Look
) -> Iterator[Point]:
    """The products; a product is picked as the weight that made it."""
    weights, inputs = layer.weights[:, 0].tolist(), layer.inputs
    products = [None] * len(weights) if layer.products[0] is None else layer.products[0].tolist()
    rows = _rows(len(products)).tolist()
    for row, (value, weight, x, y) in enumerate(zip(products, weights, inputs, rows, strict=True)):
        element = Weight(1, row, 0)
        name = f"w{row + 1}·x{row + 1}{CHANGED if element in changed else ''}"
        yield Point(
            MULTIPLIED,
            y,
            look.circle,
            _fill(value),
            picked=element == selected or (step is not None and step.name == PRODUCT),
            text=look.text(name, value),
            text_size=look.font,
            ink=_ink(value),
            name=element.name(),
            hover=f"<b>{name}</b><br>{number(weight)} {TIMES} {number_or_unknown(x)} = {number_or_unknown(value)}",
        )


def _result_points(
    layer: KnownLayer, step: Step | None, selected: Element | None, changed: Collection[Element], look: _Look
) -> Iterator[Point]:
    """The sum, the bias, z and y: the same for any number of inputs."""
    bias = Bias(1, 0)
    lit = step.name if step else ""
    yield _large("Σ", layer.weighted_sum[0], (ADDED, 0.5), "y1", look)._replace(picked=lit == SUM)
    if layer.bias is not None:
        mark = CHANGED if bias in changed else ""
        square = _large(f"b{mark}", float(layer.bias), ((ADDED + Z) / 2, BIAS_ROW), bias.name(), look)
        yield square._replace(symbol="square", size=look.large * 0.9, picked=bias == selected or lit == BIAS)
        yield _large("z", layer.preactivation[0], (Z, 0.5), "y1", look)._replace(picked=lit == BIAS)
    yield _large("y", layer.output[0], (Y, 0.5), "y1", look)._replace(picked=selected == UNIT or lit == ACTIVATION)


def _large(label: str, value: float | None, at: tuple[float, float], name: str, look: _Look) -> Point:
    return Point(
        *at,
        look.large,
        _fill(value),
        text=f"<b>{label}</b><br>{number_or_unknown(value)}",
        text_size=look.large * FONT_SIZE / 54.0,
        ink=_ink(value),
        name=name,
        hover=f"<b>{label}</b> = {number_or_unknown(value)}",
    )


def _fill(value: float | None) -> str:
    return EMPTY if value is None else fill_of(value)


def _ink(value: float | None) -> str:
    return INK if value is None else text_on(value)


def _titles(layer: KnownLayer, font: float, _: Translate) -> Iterator[Text]:
    steps = [(X, _("inputs")), (MULTIPLIED, _("product")), (ADDED, _("sum"))]
    if layer.bias is not None:
        steps.append((Z, _("bias")))
    steps.append((Y, _("activation")))
    for x, name in steps:
        yield Text(x, TITLE_ROW, f"<b>{name}</b>", font)


def _layout(layer: KnownLayer, edges: _Edges, halo: Sequence[Trace], font: float) -> dict[str, object]:
    layout = stage((X - 0.45, Y + 0.45), (LEGEND_ROW - 0.08, TITLE_ROW + 0.05))
    layout["meta"] = {"narrow": NARROW, "edges": edges.names}
    layout["shapes"] = [*halo, *edge_shapes(edges.begin, edges.end, edges.value)]
    plain = {"color": INK, "tickfont": {"size": font - 1}, "gridcolor": GRID, "fixedrange": True}
    layout["xaxis"] = dict(layout["xaxis"]) | {"domain": [0, CURVE_FROM - 0.04]}  # type: ignore[call-overload]
    z_range, f_range = curve_ranges(layer, 0)
    layout["xaxis2"] = plain | {
        "range": list(z_range),
        "domain": [CURVE_FROM, 1],
        "anchor": "y2",
        "title": {"text": "z", "standoff": 2},
    }
    layout["yaxis2"] = plain | {
        "domain": [0.22, 0.86],
        "range": list(f_range),
        "anchor": "x2",
        "zerolinecolor": NEUTRAL,
    }
    return layout


def describe_neuron(passed: KnownPass, _: Translate = untranslated) -> str:
    """The picture in words, for a screen reader."""
    layer = passed.layers[0]
    steps = {"sum": layer.weighted_sum[0], "z": layer.preactivation[0], "output": layer.output[0]}
    return _.plural(
        "One unit with one input: sum {sum}, z {z}, output {output}",
        "One unit with {count} inputs: sum {sum}, z {z}, output {output}",
        passed.network.spec.inputs,
        **{name: _("not computed yet") if value is None else number(value) for name, value in steps.items()},
    )
