"""The picture of a network: units as circles, weights as curves with their numbers, each bias below its unit.

While a slider moves, the browser changes what it has drawn and draws nothing anew, see `components/browser/patch.js`.
Each edge is a path of its own, and all units, biases and numbers are the points of one trace.
"""

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain, pairwise, repeat
from typing import NamedTuple, TypeAlias

import numpy as np
import torch
from jaxtyping import Bool
from numpy import ndarray

from components.base.drawing import (
    Drawing,
    Point,
    PointPlace,
    Text,
    Trace,
    caption,
    curve_shapes,
    halo_curves,
    legend,
    note_below,
    pill_shape,
    point_places,
    point_trace,
    stage,
)
from components.base.left_out import left_out
from components.base.style import (
    ARROW,
    CHANGED,
    DARK_TEXT,
    EMPTY,
    INK,
    LIGHT_TEXT,
    NEUTRAL,
    TIMES,
    TRANSPARENT,
    UNKNOWN,
    colour_of,
    faded,
    fill_at_night,
    fill_of,
    ink_on,
    number,
    number_or_unknown,
    printed_number,
    short_number,
    text_on,
    true_minus,
)
from components.base.text import Translate, untranslated
from components.network.figures.diagram_edges import (
    FAINT_SHARE,
    LEAST_HALO,
    MAX_PICKABLE,
    Edges,
    edge_ends,
    position,
    sized,
    strongest_edges,
    unit_labels,
    unit_names,
    width_share,
)
from components.network.figures.diagram_places import (
    Focus,
    Places,
    Spot,
    bias_size,
    is_bias_in_focus,
    pill_size,
    places_in,
    rows,
)
from components.network.figures.diagram_rooms import (
    BIAS_HIGH,
    NARROW,
    NORMAL,
    SMALL_TYPE,
    TEXT_WIDTH,
    WALL,
    Look,
    Room,
    large_room,
    look_in,
)
from components.network.figures.size_buttons import OUTSIDE, has_room, size_buttons
from components.network.figures.step_moves import step_moves
from compute.network.elements import Bias, Element, Unit, Weight, layer_name
from compute.network.known_pass import KnownLayer, KnownPass, Value
from compute.network.left_out import sum_left_out
from compute.network.spec import NetworkSpec
from compute.network.walk import BIAS, PRODUCT, SUM

MAX_TERMS = 8
MAX_TERMS_OF_MANY = 3
MANY_UNITS = 40
"""A unit's hover text lists its whole sum up to this many terms, else the largest ones; of many units only few each.
The sum of the unit that is selected is always on the page in full."""

MOST_RINGED, MOST_NAMED = 20, 40
"""Up to how many units a layer may have whose circles have rings, or names beside them, in some room."""

MARKUP = re.compile(r"<[^>]*>")
CAPTION_TYPE = 14.0
CAPTION_WIDTH = 0.5
"""Type of the captions, and the width of a sign as a share of that."""

OUTLINE = 1.2
_OUTLINES = faded(colour_of(1.0), 0.7), faded(colour_of(-1.0), 0.7)
"""Around the number of a weight that is not negative, and of one that is."""


Captions: TypeAlias = Callable[[NetworkSpec, Translate], Iterator[Sequence[str]]]
"""What may stand above layers and weights in turn, the longest first."""


class _Number(NamedTuple):
    """The number of an edge or a bias: its short name, what stands in its box, which place is its own, and its look."""

    name: str
    text: str
    mark: str
    place: int
    outline: str
    picked: bool
    hover: str


class _Circle(NamedTuple):
    """A unit: its point without size and text, and what its text is made of."""

    point: Point
    label: str
    mark: str
    value: Value


@dataclass(frozen=True)
class _Scene:
    """What is drawn, whatever room there is."""

    passed: KnownPass
    edges: Edges
    selected: Element | None
    changed: Collection[Element]
    wall: bool
    resizable: bool
    scale: float

    @cached_property
    def stub(self) -> float:
        """How far edges go straight at their ends, in layers, whatever room there is."""
        has_note = len(self.edges) < self.edges.total
        return look_in(self.spec, WALL if self.wall else NORMAL, has_note=has_note).stub

    @property
    def spec(self) -> NetworkSpec:
        return self.passed.network.spec

    @property
    def focus(self) -> Focus | None:
        """Which edges and biases have a number wherever it fits: those of the step, or of what is selected."""
        step = self.passed.step
        if step:
            return step.layer, -1 if step.name == BIAS else None, step.column
        match self.selected:
            case Unit(layer, index) if layer:
                return layer, None, index
            case Weight(layer, row, column):
                return layer, row, column
            case Bias(layer, column):
                return layer, -1, column
        return None

    @cached_property
    def middles(self) -> Sequence[Spot]:
        """The middle of each edge."""
        return [(x, y) for x, y in ((self.edges.begin + self.edges.end) / 2).tolist()]

    @cached_property
    def weights(self) -> Sequence["_Number"]:
        """Number and hover text of each edge, none where there are too many."""
        return list(_weights(self)) if len(self.edges) <= MAX_PICKABLE else []

    @cached_property
    def biases(self) -> Sequence["_Number"]:
        """Number and hover text of the biases that may have a place: all of a few units, of many that of the focus."""
        return list(_biases(self))

    def units(self, _: Translate) -> Sequence["_Circle"]:
        """Return each unit as a circle that has no size yet."""
        return list(_circles(self, _))

    def places(self, room: Room) -> Places:
        has_pills = len(self.edges) <= MAX_PICKABLE
        has_note = len(self.edges) < self.edges.total
        return places_in(
            tuple(self.spec.sizes),
            self.spec.bias,
            room,
            self.focus,
            stub=self.stub,
            has_note=has_note,
            has_pills=has_pills,
        )


def network_diagram(
    passed: KnownPass,
    *,
    selected: Element | None = None,
    changed: Collection[Element] = (),
    with_legend: bool = True,
    wall: bool = False,
    resizable: bool = False,
    captions: Captions | None = None,
    scale: float = 1.0,
    _: Translate = untranslated,
) -> Drawing:
    """Draw a forward pass.

    A unit without a value is an empty circle, a weight of NaN one that is not known yet. The last step of a walk stands
    out instead of what is selected.

    Parameters
    ----------
    selected: the unit, weight or bias that stands out.
    changed: elements whose value a person set; they are marked.
    with_legend: whether the colour scale is part of the picture; a page that draws it beside saves the time.
    wall: whether all of it is enlarged afterwards; then there is less room.
    resizable: whether units and layers can be added and taken away beside the captions.
    captions: what stands above it where the numbers are not those of a forward pass.
    scale: factor on a number for its colour and for the width of its edge; what is written stays.

    Returns
    -------
    A drawing whose pickable points carry the short name of their element (`h1.2`, `w1.3.2`) as `customdata`.
    """
    edges = strongest_edges(passed.network.spec, [layer.weights for layer in passed.layers])
    scene = _Scene(passed, edges, selected, changed, wall, resizable and not wall, scale)
    above = captions or _caption_words
    spec = scene.spec
    base, *others = (WALL,) if wall else (NORMAL, NARROW, large_room(spec, has_note=len(edges) < edges.total))
    places = scene.places(base)
    circles = scene.units(_)
    points = _points(scene, circles, places, above, _)
    pills = _pills(scene, places)
    traces = [point_trace(points)]
    if with_legend:
        traces.append(legend(len(spec.sizes) - 0.75, 0.06 * (len(spec.sizes) - 0.1), places.look.y_range[0] / 2, 1.0))
    halo = _halo(scene)
    shapes = curve_shapes(
        edges.begin,
        edges.end,
        edges.weight * scale,
        stub=scene.stub,
        share=width_share(edges),
        faint=len(edges) > MAX_PICKABLE,
    )
    rooms = [_room(base, _hanging(scene, places.look))]
    for room in others:
        there = scene.places(room)
        rooms.append(
            _room(
                room, _changes(_places(scene, circles, there, above, _), scene, there) | {"pills": _pills(scene, there)}
            )
        )
    layout = stage(places.look.x_range, places.look.y_range) | {
        "annotations": list(_note(edges, _)),
        "shapes": [*halo, *shapes, *pills],
        "meta": {"rooms": rooms, "edges": list(edge_ends(edges, spec)), "first": len(halo)} | _step(passed),
    }
    return Drawing(traces, layout)


def _step(passed: KnownPass) -> dict[str, object]:
    moves = step_moves(passed)
    return {} if moves is None else {"step": moves}


def _room(room: Room, changes: Mapping[str, object]) -> dict[str, object]:
    """Return a room as `chart.js` takes it, with what is different there from the drawing as it is."""
    return {"width": room.width, "height": room.height, **changes}


def _hanging(scene: _Scene, look: Look) -> dict[str, object]:
    """Return which points are biases that hang below their circles, and how far; empty where none does."""
    names = [bias.name for bias in scene.biases] if look.has_biases else []
    return {"hangs": {"names": names, "by": round(look.bias_below, 1)}} if names else {}


def _changes(points: Sequence[PointPlace], scene: _Scene, places: Places) -> dict[str, object]:
    """Return what is different in a room with these places: the axes, the biases that hang, and the points."""
    look = places.look
    return {
        "axes": {"xaxis": {"range": list(look.x_range)}, "yaxis": {"range": list(look.y_range)}},
        **_hanging(scene, look),
        "points": point_places(points),
    }


@lru_cache(maxsize=64)
def _heights(units: int) -> tuple[float, ...]:
    """Return y of all units of a layer that has so many, see `position`."""
    return tuple(rows(units).tolist())


def _chosen(scene: _Scene) -> Bool[ndarray, " edges"]:
    """Tell which edges are lit: the selected one, all into the selected unit, or those along which a step computes."""
    edges, step = scene.edges, scene.passed.step
    if scene.focus is None or (step and step.name != PRODUCT):
        return np.zeros(len(edges), dtype=bool)
    layer, row, column = scene.focus
    chosen: ndarray = edges.layer == layer
    if row is not None:
        chosen = chosen & (edges.row == row)
    return chosen if column is None else np.logical_and(chosen, edges.column == column)


def _halo(scene: _Scene) -> list[Trace]:
    """Draw a glow behind what is selected, or behind the edges along which a step computes."""
    edges, selected, step = scene.edges, scene.selected, scene.passed.step
    chosen = _chosen(scene)
    begin, end = edges.begin[chosen], edges.end[chosen]
    if step is None and isinstance(selected, Weight) and not chosen.any():  # too weak to be drawn with the others
        begin = position(scene.spec, selected.layer - 1)[[selected.row]]
        end = position(scene.spec, selected.layer)[[selected.column]]
    many = step is not None and len(edges) > MAX_PICKABLE
    return halo_curves(begin, end, stub=scene.stub, share=FAINT_SHARE if many else max(width_share(edges), LEAST_HALO))


def _points(scene: _Scene, circles: Sequence[_Circle], places: Places, captions: Captions, _: Translate) -> list[Point]:
    """Return all points of the drawing, in every room the same ones: captions, edges, biases, names and units."""
    return [
        *_heading(scene.spec.sizes, places.look, captions, _, resizable=scene.resizable),
        *_number_points(scene.weights, _edge_places(scene, places)),
        *_number_points(scene.biases, _bias_places(scene, places), ink=LIGHT_TEXT),
        *_unit_points(scene.spec, circles, places.look),
    ]


def _places(
    scene: _Scene, circles: Sequence[_Circle], places: Places, captions: Captions, _: Translate
) -> Sequence[PointPlace]:
    """Return where each of `_points` is in another room, with its size and text; all else is the same there."""
    heading = _heading(scene.spec.sizes, places.look, captions, _, resizable=scene.resizable)
    return [
        *(PointPlace(point.x, point.y, point.size, point.text, point.text_size) for point in heading),
        *_edge_places(scene, places),
        *_bias_places(scene, places),
        *_unit_places(scene.spec, circles, places.look),
    ]


def _weights(scene: _Scene) -> Iterator[_Number]:
    """Yield the number of each edge: its weight, or its product while products are made and added up."""
    selected = None if scene.passed.step else scene.selected
    for at, (element, value) in enumerate(zip(scene.edges.elements(), scene.edges.weight.tolist(), strict=True)):
        mark = CHANGED if element in scene.changed else ""
        product = _lit_product(scene.passed, element)
        text = f"{_written(value)}{mark}" if product is None else f"= {printed_number(product)}"
        yield _Number(
            element.name(),
            true_minus(text),
            mark,
            at,
            _OUTLINES[value < 0],
            element == selected,
            _edge_hover(scene.passed, element, value, product),
        )


def _written(value: float) -> str:
    return UNKNOWN if math.isnan(value) else printed_number(value)


def _number_points(numbers: Sequence[_Number], places: Iterator[PointPlace], *, ink: str = INK) -> Iterator[Point]:
    """Yield points that carry name and value of edges or biases: lines can be neither hovered nor picked."""
    for shown, (x, y, size, text, text_size) in zip(numbers, places, strict=True):
        yield Point(
            x,
            y,
            size,
            TRANSPARENT,
            edge=0,
            text=text,
            text_size=text_size,
            ink=ink,
            name=shown.name,
            hover=shown.hover,
        )


def _edge_places(scene: _Scene, places: Places) -> Iterator[PointPlace]:
    high = pill_size(0, places.type_size)[1]
    for weight in scene.weights:
        spot = places.pills[weight.place]
        if spot:
            yield PointPlace(*spot, high, weight.text, places.type_size)
        else:
            yield PointPlace(*scene.middles[weight.place], 7, weight.mark, places.type_size)


def _biases(scene: _Scene) -> Iterator[_Number]:
    spec, focus, step = scene.spec, scene.focus, scene.passed.step
    if not spec.bias:
        return
    few = sum(spec.sizes[1:]) <= MANY_UNITS
    place = 0
    for depth, layer in enumerate(scene.passed.layers, start=1):
        values = [] if layer.bias is None else layer.bias[0].tolist()
        for column, value in enumerate(values):
            bias = Bias(depth, column)
            if few or is_bias_in_focus(focus, depth, column):
                mark = CHANGED if bias in scene.changed else ""
                lit = step.name == BIAS and step.concerns(bias.target()) if step else bias == scene.selected
                written = UNKNOWN if math.isnan(value) else f"{value:+.4f}"
                text = true_minus(f"<i>b</i> {written}{mark}")
                yield _Number(bias.name(), text, mark, place, NEUTRAL, lit, _bias_hover(spec, bias, value))
            place += 1


def _bias_places(scene: _Scene, places: Places) -> Iterator[PointPlace]:
    """Yield a place for each bias, as a rule below its unit; one without room is outside and has no text."""
    for bias in scene.biases:
        spot = places.biases[bias.place]
        yield PointPlace(*spot, BIAS_HIGH, bias.text, SMALL_TYPE) if spot else PointPlace(*OUTSIDE, 0, "", SMALL_TYPE)


def _pills(scene: _Scene, places: Places) -> list[Trace]:
    """Draw the boxes behind the numbers of edges and biases; each has the short name of what it shows."""
    shapes = []
    for weight in scene.weights:
        spot = places.pills[weight.place]
        if spot:
            size = pill_size(len(weight.text), places.type_size)
            outline, radius = weight.outline, size[1] / 2
            pill = pill_shape(*spot, size, fill=EMPTY, outline=outline, radius=radius, picked=weight.picked)
            shapes.append(pill | {"name": weight.name})
    for bias in scene.biases:
        spot = places.biases[bias.place]
        if spot:
            size = bias_size(len(bias.text) - len("<i></i>"))
            pill = pill_shape(*spot, size, fill=DARK_TEXT, outline=bias.outline, radius=4, picked=bias.picked)
            shapes.append(pill | {"name": bias.name})
    return shapes


def _lit_product(passed: KnownPass, element: Weight) -> Value:
    """Return the product that an edge shows instead of its weight while products are made and added up, else None."""
    step = passed.step
    if step is None or step.name not in (PRODUCT, SUM):
        return None
    products = passed.layers[element.layer - 1].products[element.column]
    return None if products is None or not step.concerns(element.target()) else float(products[element.row])


def _bias_hover(spec: NetworkSpec, bias: Bias, value: float) -> str:
    return f"<b>B{bias.layer}</b>[0, {bias.column}]  b {ARROW} {bias.target().label(spec)}<br>{printed_number(value)}"


def _edge_hover(passed: KnownPass, element: Weight, value: float, product: Value) -> str:
    spec = passed.network.spec
    target = element.target().label(spec)
    source = Unit(element.layer - 1, element.row)
    text = f"<b>W{element.layer}</b>[{element.row}, {element.column}]  {source.label(spec)} {ARROW} {target}<br>"
    factor = passed.value(source)
    if product is None or factor is None:
        return text + printed_number(value)
    return f"{text}{printed_number(factor)} {TIMES} {printed_number(value)} = {printed_number(product)}"


def _circles(scene: _Scene, _: Translate) -> Iterator[_Circle]:
    sizes, passed = scene.spec.sizes, scene.passed
    changed = {unit for unit in scene.changed if isinstance(unit, Unit)}
    hovers = _unit_hovers(passed, _)
    for layer, units in enumerate(sizes):
        lit = _lit_units(scene, layer)
        looks = zip(unit_names(sizes, layer), unit_labels(sizes, layer), _readings(passed, layer), strict=True)
        for index, (y, (name, label, (sign, value)), hover) in enumerate(
            zip(_heights(units), looks, hovers, strict=False)
        ):
            shade = 0.0 if value is None else value * scene.scale
            night = "" if value is None else fill_at_night(shade)
            point = Point(
                float(layer),
                y,
                0,
                EMPTY if value is None else fill_of(shade),
                edge=OUTLINE,
                picked=index in lit,
                ink=INK if value is None else text_on(shade),
                name=name,
                hover=hover,
                night=night,
                night_ink=ink_on(night) if night else "",
            )
            yield _Circle(point, label, sign or (CHANGED if Unit(layer, index) in changed else ""), value)


def _lit_units(scene: _Scene, layer: int) -> Collection[int]:
    """Return which units of a layer are lit: the selected one, or those whose sum, z or value the last step gave."""
    selected, step = scene.selected, scene.passed.step
    if step is None:
        return [selected.index] if isinstance(selected, Unit) and selected.layer == layer else []
    if step.name == PRODUCT:
        return []
    return [index for index in range(scene.spec.sizes[layer]) if step.concerns(Unit(layer, index))]


def _unit_points(spec: NetworkSpec, circles: Sequence[_Circle], look: Look) -> Iterator[Point]:
    """Yield the circles, each with a ring around it where there is room, and the names that are beside them."""
    has_rings, has_names = _rings_and_names(spec)
    places = _unit_places(spec, circles, look)
    for point, *_text in circles:
        if has_names:
            x, y, _no_size, text, text_size = next(places)
            yield caption(Text(x, y, text, text_size))
        if has_rings:
            yield point._replace(size=next(places).size, colour=EMPTY, ink=INK, night="")
        _x, _y, size, text, text_size = next(places)
        if has_rings:
            yield point._replace(size=size, text=text, text_size=text_size, edge=0, picked=False)
        else:
            yield point._replace(size=size, text=text, text_size=text_size)


def _unit_places(spec: NetworkSpec, circles: Sequence[_Circle], look: Look) -> Iterator[PointPlace]:
    has_rings, has_names = _rings_and_names(spec)
    size, type_size = look.circle - 2 * look.ring, look.type_size or SMALL_TYPE
    for point, label, mark, value in circles:
        if has_names:
            text = label if look.names_beside else ""
            beside = look.circle / 2 + 2 + len(label) * TEXT_WIDTH * SMALL_TYPE / 2
            yield PointPlace(round(point.x - beside / look.pitch, 3), point.y, 0, text, SMALL_TYPE)
        if has_rings:
            yield PointPlace(point.x, point.y, look.circle)
        yield PointPlace(point.x, point.y, size, _unit_text(label, mark, value, look), type_size)


def _rings_and_names(spec: NetworkSpec) -> tuple[bool, bool]:
    """Tell whether circles have rings in some room, and whether they have names beside them."""
    return max(spec.sizes) <= MOST_RINGED, max(spec.sizes) <= MOST_NAMED


def _readings(passed: KnownPass, at: int) -> Iterator[tuple[str, Value]]:
    """Yield what each circle of a layer shows: the value, before it the sum or z with its sign, or nothing yet."""
    values = passed.values(at)
    if None not in values or at == 0:
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


def _unit_text(label: str, mark: str, value: Value, look: Look) -> str:
    """Write the text of a circle: the name where there is room, a mark or the sign of a running value, the number."""
    if look.decimals is None:
        return ""
    text = UNKNOWN if value is None else true_minus(short_number(value, look.decimals))
    if look.names_inside:
        return f"<b>{label}</b>{mark}<br><b>{text}</b>"
    return f"{text}{mark}" if mark in ("", CHANGED) else f"{mark}<br>{text}"


def _unit_hovers(passed: KnownPass, _: Translate) -> Iterator[str]:
    """Yield name and value of every unit; for a computed one the whole sum with numbers, or its largest terms."""
    spec = passed.network.spec
    for label, value in zip(unit_labels(spec.sizes, 0), passed.network.features[0].tolist(), strict=True):
        yield f"<b>{label}</b> = {printed_number(value)}"
    for depth, layer in enumerate(passed.layers, start=1):
        sums = _sums(layer, _)
        labels = unit_labels(spec.sizes, depth)
        steps = zip(labels, sums, layer.weighted_sum, layer.preactivation, layer.output, strict=True)
        for label, terms, total, z, value in steps:
            if z is not None and value is not None:
                text = (
                    f"<b>{label}</b> = {number(value)}<br>{terms}<br>z = {number(z)}<br>"
                    f"{layer.activation.name}(z) = {number(value)}"
                )
            else:
                lines = [f"<b>{label}</b> = {UNKNOWN}", terms, "" if total is None else f"Σ = {number(total)}"]
                if z is not None and layer.bias is not None:
                    lines.append(f"z = {number(z)}")
                text = "<br>".join(filter(None, lines))
            yield true_minus(text)


def _sums(layer: KnownLayer, _: Translate) -> Iterator[str]:
    """Yield the terms of each unit's sum, a line each, with hyphens; empty where its products are not known.

    Torch is asked for a whole layer at once: 64 units have 4,096 terms.
    """
    weights = layer.weights.t().tolist()
    inputs = [*map(number_or_unknown, layer.inputs)]
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
        lines = [f"{inputs[row]} {TIMES} {number(weight[row])}" for row in next(all_rows)]
        total = next(totals)
        if total is not None:
            lines.append(f"+ {left_out(len(inputs) - most, total, _)}")
        if bias is not None:
            lines.append(f"+ b = {number(bias)}")
        yield "<br>".join(lines)


@lru_cache(maxsize=256)
def _heading(
    sizes: tuple[int, ...], look: Look, words: Captions, _: Translate, *, resizable: bool
) -> tuple[Point, ...]:
    """Make the captions and the buttons beside them; they hold no value, so a seed that is dragged changes none."""
    spec = sized(sizes)
    captions = list(_captions(spec, look, words, _, resizable=resizable))
    buttons = size_buttons(spec, look, [_width(each.text) for each in captions], captions[0].y, _) if resizable else ()
    return (*map(caption, captions), *buttons)


def _captions(spec: NetworkSpec, look: Look, to_say: Captions, _: Translate, *, resizable: bool) -> Iterator[Text]:
    """Yield the words above the layers and between them: the longest that have room, if possible with their buttons."""
    y = round(1 + (look.y_range[1] - 1) * 0.6, 3)
    options = _options(spec.sizes, to_say, _)
    fitting = (words for words in options if _has_room(words, look))
    longest = next(fitting, options[-1])
    with_buttons = (words for words in chain([longest], fitting) if has_room(spec, look, [*map(_width, words)]))
    words = next(with_buttons, longest) if resizable else longest
    for at, text in enumerate(words):
        yield Text(at / 2, y, text, CAPTION_TYPE)


@lru_cache(maxsize=64)
def _options(sizes: tuple[int, ...], to_say: Captions, _: Translate) -> Sequence[Sequence[str]]:
    """Return the captions that may stand above a network of these sizes, the same for all rooms."""
    return tuple(map(tuple, to_say(sized(sizes), _)))


@lru_cache(maxsize=1024)
def _width(text: str) -> float:
    """Return the width of a caption in pixels, without its markup."""
    return len(MARKUP.sub("", text)) * CAPTION_WIDTH * CAPTION_TYPE


def _caption_words(spec: NetworkSpec, _: Translate) -> Iterator[Sequence[str]]:
    """Yield the captions that may stand above layers and weights in turn, the longest first."""
    names = [f"<b>{layer_name(spec, layer)}</b>" for layer in range(len(spec.sizes))]
    words = [_("features"), *[_("hidden layer")] * len(spec.hidden), _("output")]
    sized = [f"{name} ({units})" for name, units in zip(names, spec.sizes, strict=True)]
    full = [f"{word} {name}" for word, name in zip(words, sized, strict=True)]
    plain = [f"{word} {name}" for word, name in zip(words, names, strict=True)]
    weights = [f"<b>W{layer}</b>" for layer in range(1, spec.depth + 1)]
    shapes = [f"{rows} {TIMES} {columns}" for rows, columns in pairwise(spec.sizes)]
    weights_sized = [f"{name} ({shape})" for name, shape in zip(weights, shapes, strict=True)]
    weights_full = [_("weights {name}", name=name) for name in weights_sized]
    nothing = [""] * len(weights)
    for above, between in ((full, weights_full), (full, weights), (plain, weights), (sized, weights), (sized, nothing)):
        yield [text for pair in zip(above, [*between, ""], strict=True) for text in pair][:-1]
    yield [text for name in names for text in (name, "")][:-1]


def _has_room(words: Sequence[str], look: Look) -> bool:
    """Tell whether no caption touches the next one or the edge of the picture."""
    widths = [_width(text) for text in words]
    margin = -look.x_range[0] * look.pitch
    shown = [(at * look.pitch / 2, width) for at, width in enumerate(widths) if width]
    fits = all(right - left >= (one + other) / 2 + 8 for (left, one), (right, other) in pairwise(shown))
    return fits and max(widths[0], widths[-1]) <= 2 * margin


def _note(edges: Edges, _: Translate) -> Iterator[dict[str, object]]:
    """Say how many of the edges are drawn."""
    if len(edges) < edges.total:
        text = _("the strongest {shown} of {total} weights", shown=_.count(len(edges)), total=_.count(edges.total))
        yield note_below(text, CAPTION_TYPE)


def describe(passed: KnownPass, _: Translate = untranslated) -> str:
    """Describe the picture in words, for a screen reader: the layers and the output."""
    spec = passed.network.spec
    values = [_("not computed yet") if value is None else printed_number(value) for value in passed.output]
    return _(
        "Network diagram {sizes}: {inputs}, {layers} ({hidden}), {outputs}. Output: {values}",
        sizes=str(spec),
        inputs=_.plural("{count} input", "{count} inputs", spec.inputs),
        layers=_.plural("{count} hidden layer", "{count} hidden layers", len(spec.hidden)),
        hidden=", ".join(_.plural("{count} unit", "{count} units", units) for units in spec.hidden) or "–",
        outputs=_.plural("{count} output", "{count} outputs", spec.outputs),
        values=", ".join(values),
    )
