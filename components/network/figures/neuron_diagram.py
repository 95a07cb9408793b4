"""One unit, taken apart: each input times its weight, the products, their sum, the bias, the activation.

It is drawn from left to right in the four steps that have the same names everywhere: product, sum, bias, activation.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from components.base.drawing import (
    Drawing,
    Point,
    Text,
    Trace,
    edge_traces,
    halo,
    legend,
    pending,
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
    short_number,
    text_on,
)
from components.base.text import Translate, untranslated
from components.network.figures.activation_curve import GRID, curve_ranges, curve_traces
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import ForwardPass, LayerPass
from compute.network.walk import ACTIVATION, BIAS, EVERYTHING, PRODUCT, SUM, Progress

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
    passed: ForwardPass,
    *,
    selected: Element | None = None,
    changed: Collection[Element] = (),
    scale: float = 1.0,
    with_legend: bool = True,
    wall: bool = False,
    translate: Translate = untranslated,
    progress: Progress | None = None,
) -> Drawing:
    """Draw the forward pass of a single unit.

    Parameters
    ----------
    selected: the input, weight, bias or output that stands out.
    changed: elements whose value a person set; they are marked.
    scale: factor on circles and type, for a projector.
    with_legend: whether the colour scale is part of the picture; a page that draws it beside saves the time.
    wall: whether all of it is enlarged afterwards; then there is less room.
    progress: what has been computed so far, None for everything; the rest are empty circles and dotted lines. Its last
        step stands out instead of what is selected.

    Returns
    -------
    A drawing whose pickable points carry the short name of their element as `customdata`; a product is picked as its
    weight, and the sum, z and y as the unit.
    """
    layer, known = passed.layers[0], progress or EVERYTHING
    selected = None if known.step else selected
    inputs = passed.network.spec.inputs
    room = WALL_SHARE * WALL_ROOM[1] if wall else 0.84 * ROOM[1]
    circle = float(np.clip(room / inputs, 4.0, 54.0)) * scale
    font = (FONT_SIZE if circle >= 50 * scale else SMALL_FONT_SIZE) * scale
    decimals = 4 if circle >= 48 * scale else 2 if circle >= 30 * scale else None
    look = _Look(circle, font, decimals, 54.0 * scale)
    points = [
        *_input_points(passed, selected, changed, look),
        *_product_points(layer, known, selected, changed, look),
        *_result_points(layer, known, selected, changed, look),
    ]
    traces = [
        *_edges(layer, known, selected),
        point_trace(points),
        text_trace(list(_titles(layer, font, translate))),
        *curve_traces(layer, 0, known=known.knows_output(UNIT), xaxis="x2", yaxis="y2", scale=scale),
    ]
    if with_legend:
        traces.append(legend(MULTIPLIED + 0.35, 0.17, LEGEND_ROW, scale))
    return Drawing(traces, _layout(layer, known, font))


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


def _edges(layer: LayerPass, known: Progress, selected: Element | None) -> Iterator[Trace]:
    """From x to product by weight, product to sum by product, and the way from the sum to y."""
    rows = _rows(len(layer.weights))
    x, product = _points(X, rows), _points(MULTIPLIED, rows)
    total = np.broadcast_to([[ADDED, 0.5]], product.shape)
    begin = np.concatenate([x, product])
    end = np.concatenate([product, total])
    sizes = np.concatenate([layer.weights[:, 0].detach().numpy(), layer.products[:, 0].detach().numpy()])
    rest_begin, rest_end = np.array([[ADDED, 0.5], [Z, 0.5]]), np.array([[Z, 0.5], [Y, 0.5]])
    rest = np.array([float(layer.weighted_sum), float(layer.preactivation)])
    if layer.bias is not None:
        rest_begin = np.concatenate([rest_begin, [[(ADDED + Z) / 2, BIAS_ROW]]])
        rest_end = np.concatenate([rest_end, [[Z, 0.5]]])
        rest = np.append(rest, float(layer.bias))
    chosen = _chosen_row(selected)
    if known.step is not None:
        lit = _lit_edges(known.step.name, len(rows))
        yield halo(np.concatenate([begin, rest_begin])[lit], np.concatenate([end, rest_end])[lit])
    elif chosen is not None:
        pick = [chosen, chosen + len(rows)]
        yield halo(begin[pick], end[pick])
    elif isinstance(selected, Bias):
        yield halo(rest_begin[2:], rest_end[2:])
    begin, end, sizes = (np.concatenate(parts) for parts in ((begin, rest_begin), (end, rest_end), (sizes, rest)))
    is_known = np.full(len(sizes), True)
    is_known[len(rows) : 2 * len(rows)] = known.knows_product(UNIT)
    is_known[2 * len(rows) : 2 * len(rows) + 2] = known.knows_sum(UNIT), known.knows_preactivation(UNIT)
    yield from edge_traces(begin[is_known], end[is_known], sizes[is_known])
    if not is_known.all():
        yield pending(begin[~is_known], end[~is_known])


def _lit_edges(step: str, inputs: int) -> slice:
    """The edges along which a step computes, in the order in which `_edges` has them all."""
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
    passed: ForwardPass, selected: Element | None, changed: Collection[Element], look: _Look
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
    layer: LayerPass, known: Progress, selected: Element | None, changed: Collection[Element], look: _Look
) -> Iterator[Point]:
    """The products; a product is picked as the weight that made it."""
    products, weights, inputs = layer.products[:, 0].tolist(), layer.weights[:, 0].tolist(), layer.inputs[0].tolist()
    rows = _rows(len(products)).tolist()
    if not known.knows_product(UNIT):
        products = [None] * len(products)
    for row, (value, weight, x, y) in enumerate(zip(products, weights, inputs, rows, strict=True)):
        element = Weight(1, row, 0)
        name = f"w{row + 1}·x{row + 1}{CHANGED if element in changed else ''}"
        yield Point(
            MULTIPLIED,
            y,
            look.circle,
            _fill(value),
            picked=element == selected or (known.step is not None and known.step.name == PRODUCT),
            text=look.text(name, value),
            text_size=look.font,
            ink=_ink(value),
            name=element.name(),
            hover=f"<b>{name}</b><br>{number(weight)} {TIMES} {number(x)} = {_written(value)}",
        )


def _result_points(
    layer: LayerPass, known: Progress, selected: Element | None, changed: Collection[Element], look: _Look
) -> Iterator[Point]:
    """The sum, the bias, z and y: the same for any number of inputs."""
    bias = Bias(1, 0)
    total = float(layer.weighted_sum) if known.knows_sum(UNIT) else None
    z = float(layer.preactivation) if known.knows_preactivation(UNIT) else None
    y = float(layer.output) if known.knows_output(UNIT) else None
    lit = known.step.name if known.step else ""
    yield _large("Σ", total, (ADDED, 0.5), "y1", look)._replace(picked=lit == SUM)
    if layer.bias is not None:
        mark = CHANGED if bias in changed else ""
        square = _large(f"b{mark}", float(layer.bias), ((ADDED + Z) / 2, BIAS_ROW), bias.name(), look)
        yield square._replace(symbol="square", size=look.large * 0.9, picked=bias == selected or lit == BIAS)
        yield _large("z", z, (Z, 0.5), "y1", look)._replace(picked=lit == BIAS)
    yield _large("y", y, (Y, 0.5), "y1", look)._replace(picked=selected == UNIT or lit == ACTIVATION)


def _large(label: str, value: float | None, at: tuple[float, float], name: str, look: _Look) -> Point:
    return Point(
        *at,
        look.large,
        _fill(value),
        text=f"<b>{label}</b><br>{_written(value)}",
        text_size=look.large * FONT_SIZE / 54.0,
        ink=_ink(value),
        name=name,
        hover=f"<b>{label}</b> = {_written(value)}",
    )


def _fill(value: float | None) -> str:
    return EMPTY if value is None else fill_of(value)


def _ink(value: float | None) -> str:
    return INK if value is None else text_on(value)


def _written(value: float | None) -> str:
    return UNKNOWN if value is None else number(value)


def _titles(layer: LayerPass, font: float, translate: Translate) -> Iterator[Text]:
    steps = [(X, translate("inputs")), (MULTIPLIED, translate("product")), (ADDED, translate("sum"))]
    if layer.bias is not None:
        steps.append((Z, translate("bias")))
    steps.append((Y, translate("activation")))
    for x, name in steps:
        yield Text(x, TITLE_ROW, f"<b>{name}</b>", font)


def _layout(layer: LayerPass, known: Progress, font: float) -> dict[str, object]:
    layout = stage((X - 0.45, Y + 0.45), (LEGEND_ROW - 0.08, TITLE_ROW + 0.05))
    layout["meta"] = {"narrow": NARROW}
    plain = {"color": INK, "tickfont": {"size": font - 1}, "gridcolor": GRID, "fixedrange": True}
    layout["xaxis"] = dict(layout["xaxis"]) | {"domain": [0, CURVE_FROM - 0.04]}  # type: ignore[call-overload]
    z_range, f_range = curve_ranges(layer, 0, known=known.knows_output(UNIT))
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


def describe_neuron(passed: ForwardPass, translate: Translate = untranslated, progress: Progress | None = None) -> str:
    """The picture in words, for a screen reader."""
    layer, known = passed.layers[0], progress or EVERYTHING
    not_yet = translate("not computed yet")
    return translate.plural(
        "One unit with one input: sum {sum}, z {z}, output {output}",
        "One unit with {count} inputs: sum {sum}, z {z}, output {output}",
        passed.network.spec.inputs,
        sum=number(float(layer.weighted_sum)) if known.knows_sum(UNIT) else not_yet,
        z=number(float(layer.preactivation)) if known.knows_preactivation(UNIT) else not_yet,
        output=number(float(layer.output)) if known.knows_output(UNIT) else not_yet,
    )
