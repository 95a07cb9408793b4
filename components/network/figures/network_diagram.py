"""The picture of a network: units as circles, weights as edges, the bias of every layer as a square.

While a slider moves, the browser changes what it has drawn and draws nothing anew, see `components/browser/patch.js`.
Each edge is a path of its own, and all units, biases and numbers are the points of one trace.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import torch
from jaxtyping import Bool, Float, Int
from numpy import ndarray

from components.base.drawing import (
    Drawing,
    Point,
    Text,
    Trace,
    caption,
    edge_shapes,
    halo_shapes,
    legend,
    point_trace,
    stage,
    text_trace,
)
from components.base.left_out import left_out
from components.base.style import (
    ARROW,
    CHANGED,
    DARK_TEXT,
    EMPTY,
    FONT_SIZE,
    INK,
    LIGHT_TEXT,
    SMALL_FONT_SIZE,
    TIMES,
    UNKNOWN,
    colour_of,
    fill_of,
    number,
    short_number,
    text_on,
)
from components.base.text import Translate, untranslated
from compute.network.elements import Bias, Element, Unit, Weight, layer_name, name_of
from compute.network.known_pass import KnownLayer, KnownPass, Value
from compute.network.left_out import sum_left_out
from compute.network.spec import NetworkSpec
from compute.network.walk import BIAS, PRODUCT, SUM, Step

MAX_EDGES = 300
"""Above this many edges only the strongest are drawn: the browser pays for every one."""

MAX_PICKABLE = 150
"""Up to this many edges each has a marker that can be hovered and picked."""

MAX_LABELLED = 16
"""Up to this many edges each shows its weight."""

MAX_TERMS = 8
MAX_TERMS_OF_MANY = 3
MANY_UNITS = 40
"""A unit's hover text lists its whole sum up to this many terms, else the largest ones; of many units only few each.
The sum of the unit that is selected is always on the page in full."""

ROOM = (640, 470)
"""Pixels that the drawing has on a small laptop; circles are sized to fit it, and a larger screen adds air."""

WALL_ROOM, WALL_SHARE = (600, 280), 0.9
"""The same on a wall, where everything is enlarged afterwards, and the share of its height that circles may take."""

NARROW_BELOW, NARROW_ROOM = 480, 330.0
"""A picture narrower than this, a phone's of about this width, has smaller circles: see `chart.js`."""

NARROW_SHRINK, NARROW_TYPE = 0.75, 0.85
NAME_WIDTH = 30.0
"""Pixels that a name beside a circle needs there."""

LEAST_RISE = 0.1
"""An edge that rises by this share of the height takes its number clear of the circle that it comes from."""

MARKER_AT = (0.3, 0.62)
"""Where on an edge its marker sits, from the first to the last unit that a layer has: spread, so that neither the
markers of edges that cross nor their numbers fall together."""

BIAS_ROW = -0.09
TITLE_ROW = 1.07
LEGEND_ROW = -0.2


@dataclass(frozen=True)
class _Edges:
    """Edges as parallel arrays: where they begin and end, how large they are, and what they are."""

    begin: Float[ndarray, "edges 2"]
    end: Float[ndarray, "edges 2"]
    weight: Float[ndarray, " edges"]
    layer: Int[ndarray, " edges"]
    row: Int[ndarray, " edges"]
    column: Int[ndarray, " edges"]
    total: int

    def elements(self) -> Iterator[Weight | Bias]:
        """What each edge is; a bias has row -1."""
        for layer, row, column in zip(self.layer.tolist(), self.row.tolist(), self.column.tolist(), strict=True):
            yield Bias(layer, column) if row < 0 else Weight(layer, row, column)

    def __len__(self) -> int:
        return len(self.weight)


@dataclass(frozen=True)
class _Look:
    """How large things are for the number of units and layers there are."""

    circle: float
    font: float
    names: bool
    decimals: int | None

    @classmethod
    def of(cls, spec: NetworkSpec, scale: float, wall: bool) -> "_Look":
        width, height = WALL_ROOM if wall else ROOM
        fits = min((WALL_SHARE if wall else 0.8) * height / max(spec.sizes), 0.56 * width / len(spec.sizes))
        circle = float(np.clip(fits, 5.0, 58.0))
        names = circle >= 44
        decimals = 4 if circle >= 54 else 2 if circle >= 32 else 1 if circle >= 24 else None
        font = FONT_SIZE if circle >= 54 else SMALL_FONT_SIZE
        return cls(circle * scale, font * scale, names, decimals)


def network_diagram(
    passed: KnownPass,
    *,
    selected: Element | None = None,
    changed: Collection[Element] = (),
    scale: float = 1.0,
    with_legend: bool = True,
    wall: bool = False,
    _: Translate = untranslated,
) -> Drawing:
    """Draw a forward pass.

    A unit without a value is an empty circle. The last step of a walk stands out instead of what is selected.

    Parameters
    ----------
    selected: the unit, weight or bias that stands out.
    changed: elements whose value a person set; they are marked.
    scale: factor on circles and type, for a projector.
    with_legend: whether the colour scale is part of the picture; a page that draws it beside saves the time.
    wall: whether all of it is enlarged afterwards; then fewer numbers fit, but what is selected always has them.

    Returns
    -------
    A drawing whose pickable points carry the short name of their element (`h1.2`, `w1.3.2`) as `customdata`.
    """
    spec, step = passed.network.spec, passed.step
    look = _Look.of(spec, scale, wall)
    edges = _edges(passed)
    names = list(_names_beside(spec, look, look.circle, ROOM[0]))
    told = (_of_step(edges, step) if step else _chosen(edges, selected)) if wall else None
    points = [
        *map(caption, _titles(spec, look, _)),
        *_edge_points(passed, edges, changed, look, told),
        *_bias_points(spec, look, step),
        *_unit_points(passed, selected, changed, look, _),
    ]
    traces = [
        point_trace(points),
    ]
    narrow = _narrow(spec, edges, look, points, len(traces), has_names=bool(names))
    if names:
        traces.append(text_trace(names))
    if with_legend:
        traces.append(legend(len(spec.sizes) - 0.75, 0.06 * (len(spec.sizes) - 0.1), LEGEND_ROW, scale))
    halo = _lit_edges(edges, step) if step else _selected_edges(passed, edges, selected)
    layout = _layout(spec, edges, halo, look, _) | {"meta": {"narrow": narrow, "edges": list(_ends(edges, spec))}}
    return Drawing(traces, layout)


def _narrow(
    spec: NetworkSpec, edges: _Edges, look: _Look, points: Sequence[Point], end: int, *, has_names: bool
) -> dict[str, object]:
    """What is different on a phone: circles that leave room between the layers, names and numbers clear of them.

    Parameters
    ----------
    points: those of the last trace before number `end`.
    has_names: whether trace number `end` has names beside the circles.
    """
    between = NARROW_ROOM / len(spec.sizes)
    circle = min(NARROW_SHRINK * look.circle, 0.56 * between)
    narrow: dict[str, object] = {
        "below": NARROW_BELOW,
        "shrink": round(circle / look.circle, 3),
        "type": NARROW_TYPE,
        "axes": {},
    }
    if len(edges) < edges.total:  # the note about them stands above the colour scale, and not beside it
        narrow["axes"] = {"yaxis": {"range": [LEGEND_ROW - 0.18, TITLE_ROW + 0.03]}}
    traces: dict[str, object] = {}
    if len(edges) <= MAX_LABELLED:
        traces[str(end - 1)] = {"textposition": list(_beside_edges(edges, points))}
    if has_names:
        has_room = between - circle >= NAME_WIDTH
        places = [text.x for text in _names_beside(spec, look, circle, NARROW_ROOM)]
        traces[str(end)] = {"x": places} if has_room else {"visible": False}
    return narrow | {"traces": traces}


def _beside_edges(edges: _Edges, points: Sequence[Point]) -> Iterator[str]:
    """Where the texts stand on a phone: clear of the circle at the left that an edge leaves without rising."""
    rises = iter((edges.end - edges.begin)[:, 1].tolist())
    for point in points:
        is_edge = point.text_at == "top center"
        is_near = is_edge and point.x % 1 < sum(MARKER_AT) / 2
        yield "top right" if is_edge and next(rises) < LEAST_RISE and is_near else point.text_at


def _position(spec: NetworkSpec, layer: int) -> Float[ndarray, "units 2"]:
    """Where the units of a layer stand: x is the number of the layer, y goes from 1 at the top to 0."""
    units = spec.sizes[layer]
    y = 1 - (np.arange(units) + 0.5) / units
    return np.column_stack([np.full(units, float(layer)), y])


def _edges(passed: KnownPass) -> _Edges:
    """All weights and biases as edges, or of every layer the strongest, `MAX_EDGES` together."""
    layers = list(_all_edges(passed))
    counts = [len(layer[2]) for layer in layers]
    shares = _shares(counts)
    if sum(counts) > MAX_EDGES:
        strongest = [
            np.argsort(np.abs(layer[2]), kind="stable")[-share:] for layer, share in zip(layers, shares, strict=True)
        ]
        layers = [tuple(part[rows] for part in layer) for layer, rows in zip(layers, strongest, strict=True)]
    begin, end, weight, depth, row, column = (np.concatenate(part) for part in zip(*layers, strict=True))
    return _Edges(begin, end, weight, depth, row, column, sum(counts))


def _shares(counts: Sequence[int]) -> list[int]:
    """How many edges each layer may show: the same for all, and what a small one does not need goes to the others."""
    shares = dict.fromkeys(range(len(counts)), 0)
    left = MAX_EDGES
    for rank, layer in enumerate(sorted(shares, key=lambda layer: counts[layer])):
        shares[layer] = min(counts[layer], left // (len(counts) - rank))
        left -= shares[layer]
    return [shares[layer] for layer in range(len(counts))]


def _all_edges(passed: KnownPass) -> Iterator[tuple[ndarray, ...]]:
    """Per layer: begin, end, value, layer, row, column. A bias comes from a square of its own and has row -1."""
    spec = passed.network.spec
    for depth, layer in enumerate(passed.layers, start=1):
        before, after = _position(spec, depth - 1), _position(spec, depth)
        row, column = (index.ravel() for index in np.indices(layer.weights.shape))
        begin, weight = before[row], layer.weights.numpy().ravel()
        if layer.bias is not None:
            units = len(after)
            begin = np.concatenate([begin, np.tile([depth - 0.5, BIAS_ROW], (units, 1))])
            weight = np.concatenate([weight, layer.bias.numpy()[0]])
            row, column = np.append(row, np.full(units, -1)), np.append(column, np.arange(units))
        yield begin, after[column], weight, np.full(len(weight), depth), row, column


def _ends(edges: _Edges, spec: NetworkSpec) -> Iterator[tuple[str, ...]]:
    """For each edge its short name and those of its ends; a bias comes from no unit."""
    for element in edges.elements():
        target = element.target().name(spec)
        if isinstance(element, Bias):
            yield name_of(element, spec), target
        else:
            yield name_of(element, spec), target, Unit(element.layer - 1, element.row).name(spec)


def _chosen(edges: _Edges, selected: Element | None) -> Bool[ndarray, " edges"]:
    """The edge that is selected, or all edges that enter the selected unit."""
    chosen = np.zeros(len(edges), dtype=bool)
    match selected:
        case Unit(layer, index):
            chosen |= (edges.layer == layer) & (edges.column == index)
        case Weight(layer, row, column):
            chosen |= (edges.layer == layer) & (edges.row == row) & (edges.column == column)
        case Bias(layer, column):
            chosen |= (edges.layer == layer) & (edges.row == -1) & (edges.column == column)
    return chosen


def _selected_edges(passed: KnownPass, edges: _Edges, selected: Element | None) -> list[Trace]:
    """A halo behind what is selected."""
    chosen = _chosen(edges, selected)
    begin, end = edges.begin[chosen], edges.end[chosen]
    if isinstance(selected, Weight) and not chosen.any():  # too weak to be drawn with the others
        spec = passed.network.spec
        begin = _position(spec, selected.layer - 1)[[selected.row]]
        end = _position(spec, selected.layer)[[selected.column]]
    return halo_shapes(begin, end)


def _lit_edges(edges: _Edges, step: Step) -> list[Trace]:
    """A halo behind the edges along which a step computes: those of the products, or those of the biases."""
    if step.name not in (PRODUCT, BIAS):
        return []
    chosen = _of_step(edges, step)
    return halo_shapes(edges.begin[chosen], edges.end[chosen], faint=len(edges) > MAX_PICKABLE)


def _of_step(edges: _Edges, step: Step) -> Bool[ndarray, " edges"]:
    """Which edges a step computes with: the biases for that step, else the weights."""
    chosen: ndarray = (edges.layer == step.layer) & ((edges.row == -1) == (step.name == BIAS))
    return chosen if step.column is None else np.logical_and(chosen, edges.column == step.column)


def _edge_points(
    passed: KnownPass,
    edges: _Edges,
    changed: Collection[Element],
    look: _Look,
    chosen: Bool[ndarray, " edges"] | None,
) -> Iterator[Point]:
    """Points on the edges that carry name and value: lines can be neither hovered nor picked.

    Where there are too many for all to show their value, the `chosen` ones do.
    """
    if len(edges) > MAX_PICKABLE:
        return
    spec = passed.network.spec
    first, last = MARKER_AT
    units = np.array(spec.sizes)[edges.layer]
    along = first + (last - first) * edges.column / np.maximum(units - 1, 1)
    places = (edges.begin + along[:, None] * (edges.end - edges.begin)).tolist()
    few = len(edges) <= MAX_LABELLED
    told = chosen if chosen is not None and chosen.sum() <= MAX_LABELLED else np.zeros(len(edges), dtype=bool)
    described = zip(places, edges.elements(), edges.weight.tolist(), told.tolist(), strict=True)
    for (x, y), element, value, is_told in described:
        mark = CHANGED if element in changed else ""
        product = _lit_product(passed, element)
        shown = f"{number(value)}{mark}" if product is None else f"<b>= {number(product)}</b>"
        labelled = few or is_told
        yield Point(
            x,
            y,
            size=9 if labelled else 7,
            colour=colour_of(value),
            edge=0,
            text=shown if labelled else mark,
            text_size=SMALL_FONT_SIZE * look.font / FONT_SIZE,
            text_at="top center",
            name=name_of(element, spec),
            hover=_edge_hover(passed, element, value, product),
        )


def _lit_product(passed: KnownPass, element: Weight | Bias) -> Value:
    """The product that an edge shows instead of its weight, while products are made and added up."""
    step = passed.step
    if step is None or step.name not in (PRODUCT, SUM) or isinstance(element, Bias):
        return None
    products = passed.layers[element.layer - 1].products[element.column]
    return None if products is None or not step.concerns(element.target()) else float(products[element.row])


def _edge_hover(passed: KnownPass, element: Weight | Bias, value: float, product: Value) -> str:
    spec = passed.network.spec
    target = element.target().label(spec)
    if isinstance(element, Bias):
        return f"<b>B{element.layer}</b>[0, {element.column}]  b {ARROW} {target}<br>{number(value)}"
    source = Unit(element.layer - 1, element.row)
    text = f"<b>W{element.layer}</b>[{element.row}, {element.column}]  {source.label(spec)} {ARROW} {target}<br>"
    factor = passed.value(source)
    if product is None or factor is None:
        return text + number(value)
    return f"{text}{number(factor)} {TIMES} {number(value)} = {number(product)}"


def _bias_points(spec: NetworkSpec, look: _Look, step: Step | None) -> Iterator[Point]:
    """The squares that the biases come from, one for every layer."""
    size = min(30.0, 0.3 * ROOM[0] / spec.depth) * look.font / SMALL_FONT_SIZE
    for layer in range(1, spec.depth + 1) if spec.bias else ():
        text = f"<b>b</b><sub>{layer}</sub>" if spec.depth > 1 else "<b>b</b>"
        yield Point(
            layer - 0.5,
            BIAS_ROW,
            size,
            DARK_TEXT,
            symbol="square",
            picked=step is not None and (step.name, step.layer) == (BIAS, layer),
            text=text,
            text_size=look.font,
            ink=LIGHT_TEXT,
        )


def _unit_points(
    passed: KnownPass,
    selected: Element | None,
    changed: Collection[Element],
    look: _Look,
    _: Translate,
) -> Iterator[Point]:
    spec, step = passed.network.spec, passed.step
    hovers = _unit_hovers(passed, _)
    for layer in range(len(spec.sizes)):
        readings = _readings(passed, layer)
        places = _position(spec, layer).tolist()
        for index, ((x, y), (sign, value), hover) in enumerate(zip(places, readings, hovers, strict=False)):
            unit = Unit(layer, index)
            yield Point(
                x,
                y,
                look.circle,
                EMPTY if value is None else fill_of(value),
                picked=step.name != PRODUCT and step.concerns(unit) if step else unit == selected,
                text=_unit_text(unit.label(spec), sign or (CHANGED if unit in changed else ""), value, look),
                text_size=look.font,
                ink=INK if value is None else text_on(value),
                name=unit.name(spec),
                hover=hover,
            )


def _readings(passed: KnownPass, at: int) -> Iterator[tuple[str, Value]]:
    """What the circles of a layer show: the value, on the way to it the sum or z with its sign, or nothing yet."""
    values = passed.values(at)
    if None not in values:
        yield from (("", value) for value in values)
        return
    layer = passed.layers[at - 1]
    for value, z, total in zip(values, layer.preactivation, layer.weighted_sum, strict=True):
        if value is not None:
            yield "", value
        elif z is not None and layer.bias is not None:
            yield " z", z
        else:
            yield ("", None) if total is None else (" Σ", total)


def _unit_text(label: str, mark: str, value: Value, look: _Look) -> str:
    """What stands in a circle: the name where there is room, a mark or the sign of a running value, the number."""
    if look.decimals is None:
        return ""
    text = UNKNOWN if value is None else short_number(value, look.decimals)
    if look.names:
        return f"<b>{label}</b>{mark}<br>{text}"
    return f"{text}{mark}" if mark in ("", CHANGED) else f"{mark}<br>{text}"


def _unit_hovers(passed: KnownPass, _: Translate) -> Iterator[str]:
    """Name and value of every unit; for a computed one the whole sum with numbers, or its largest terms."""
    spec = passed.network.spec
    for index, value in enumerate(passed.network.features[0].tolist()):
        yield f"<b>{Unit(0, index).label(spec)}</b> = {number(value)}"
    for depth, layer in enumerate(passed.layers, start=1):
        sums = _sums(layer, _)
        steps = zip(sums, layer.weighted_sum, layer.preactivation, layer.output, strict=True)
        for index, (terms, total, z, value) in enumerate(steps):
            name = f"<b>{Unit(depth, index).label(spec)}</b>"
            if z is not None and value is not None:
                yield (
                    f"{name} = {number(value)}<br>{terms}<br>z = {number(z)}<br>{layer.activation.name}(z) = "
                    f"{number(value)}"
                )
                continue
            lines = [f"{name} = {UNKNOWN}", terms, "" if total is None else f"Σ = {number(total)}"]
            if z is not None and layer.bias is not None:
                lines.append(f"z = {number(z)}")
            yield "<br>".join(filter(None, lines))


def _sums(layer: KnownLayer, _: Translate) -> Iterator[str]:
    """Terms of each unit's sum, a line each, or nothing where its products are not known.

    Torch is asked for a whole layer at once: 64 units have 4,096 terms.
    """
    inputs, weights = layer.inputs, layer.weights.t().tolist()
    biases = [None] * len(weights) if layer.bias is None else layer.bias[0].tolist()
    most = MAX_TERMS if len(inputs) + len(weights) <= MANY_UNITS else MAX_TERMS_OF_MANY
    known = [products for products in layer.products if products is not None]
    all_rows: Iterator[Sequence[int]] = repeat(range(len(inputs)))
    totals: Iterator[Value] = repeat(None)
    if known and len(inputs) > most:
        products = torch.stack(known, dim=1)
        strongest = products.abs().topk(most, dim=0).indices.sort(dim=0).values
        all_rows, totals = iter(strongest.t().tolist()), iter(sum_left_out(products, strongest).tolist())
    for unit_products, weight, bias in zip(layer.products, weights, biases, strict=True):
        if unit_products is None:
            yield ""
            continue
        lines = [f"{inputs[row]:.4f} {TIMES} {weight[row]:.4f}" for row in next(all_rows)]
        total = next(totals)
        if total is not None:
            lines.append(f"+ {left_out(len(inputs) - most, total, _)}")
        if bias is not None:
            lines.append(f"+ b = {number(bias)}")
        yield "<br>".join(lines)


def _names_beside(spec: NetworkSpec, look: _Look, circle: float, width: float) -> Iterator[Text]:
    """Names next to circles that are too small to hold them, as long as there is room for type at all.

    Parameters
    ----------
    circle, width: pixels of a circle and of the whole picture.
    """
    if look.names or look.circle < 14:
        return
    offset = (circle / 2 + 3) * len(spec.sizes) / width
    for layer, units in enumerate(spec.sizes):
        for index, (x, y) in enumerate(_position(spec, layer).tolist()[:units]):
            yield Text(x - offset, y, Unit(layer, index).label(spec), SMALL_FONT_SIZE, "middle left")


def _titles(spec: NetworkSpec, look: _Look, _: Translate) -> Iterator[Text]:
    words = [_("inputs"), *[_("hidden")] * len(spec.hidden), _("output")]
    for layer, (word, units) in enumerate(zip(words, spec.sizes, strict=True)):
        title = f"<b>{layer_name(spec, layer)}</b> ({units})"
        yield Text(layer, TITLE_ROW, f"{word} {title}" if len(spec.sizes) <= 4 else title, look.font)


def _layout(spec: NetworkSpec, edges: _Edges, halo: Sequence[Trace], look: _Look, _: Translate) -> dict[str, object]:
    annotations = []
    if len(edges) < edges.total:
        text = _("the strongest {shown} of {total} weights", shown=_.count(len(edges)), total=_.count(edges.total))
        annotations.append(
            {
                "text": text,
                "showarrow": False,
                "x": -0.4,
                "y": LEGEND_ROW,
                "xanchor": "left",
                "yanchor": "middle",
                "font": {"size": look.font, "color": INK},
            }
        )
    shapes = edge_shapes(edges.begin, edges.end, edges.weight, faint=len(edges) > MAX_PICKABLE)
    placed = {"annotations": annotations, "shapes": [*halo, *shapes]}
    return stage((-0.45, len(spec.sizes) - 0.55), (LEGEND_ROW - 0.07, TITLE_ROW + 0.03)) | placed


def describe(passed: KnownPass, _: Translate = untranslated) -> str:
    """The picture in words, for a screen reader: the layers and the output."""
    spec = passed.network.spec
    values = [_("not computed yet") if value is None else number(value) for value in passed.output]
    return _(
        "Network diagram {sizes}: {inputs}, {layers} ({hidden}), {outputs}. Output: {values}",
        sizes=str(spec),
        inputs=_.plural("{count} input", "{count} inputs", spec.inputs),
        layers=_.plural("{count} hidden layer", "{count} hidden layers", len(spec.hidden)),
        hidden=", ".join(_.plural("{count} unit", "{count} units", units) for units in spec.hidden) or "–",
        outputs=_.plural("{count} output", "{count} outputs", spec.outputs),
        values=", ".join(values),
    )
