"""The picture of a network in training: each unit as a map of what it answers where, weights as curves.

While the time slider moves, the browser changes colours, widths and what is in the maps and draws nothing anew, see
`components/browser/patch.js`.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from components.base.drawing import (
    Drawing,
    Point,
    Trace,
    curve_shapes,
    halo_curves,
    note_below,
    pill_shape,
    point_trace,
    stage,
)
from components.base.small import small
from components.base.style import (
    ARROW,
    EMPTY,
    FONT_SIZE,
    NEUTRAL,
    SMALL_FONT_SIZE,
    TRANSPARENT,
    number,
    true_minus,
)
from components.base.text import Translate, untranslated
from components.network.figures.diagram_edges import (
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
from components.training.figures.answers import answer_range, unit_image
from components.training.figures.digit_picture import weights_image
from components.training.figures.training_buttons import training_buttons
from components.training.figures.training_places import (
    LAPTOP,
    MOST_UNITS,
    NAME_WIDTH,
    NAMED_FROM,
    WALL,
    MapLook,
    look_in,
)
from components.training.signs import feature_sign
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.network import Parameters
from compute.network.spec import NetworkSpec
from compute.training.decision import DecisionMap

FRAME = 2.0
"""Pixels between a map and the outline around it."""


@dataclass(frozen=True)
class _Scene:
    """What is drawn, whatever room there is."""

    spec: NetworkSpec
    features: Sequence[str]
    parameters: Parameters
    plane: DecisionMap | None
    gradients: Parameters | None
    selected: Element | None
    wall: bool
    classes: Sequence[str]

    @property
    def has_block(self) -> bool:
        """Whether the inputs are the pixels of a picture, and stand as one block."""
        return self.plane is None

    @cached_property
    def shown(self) -> NetworkSpec:
        """The network with no more units than are drawn."""
        first = 1 if self.has_block else self.spec.inputs
        return sized((first, *(min(units, MOST_UNITS) for units in self.spec.sizes[1:])))

    @cached_property
    def edges(self) -> Edges:
        """The weights that are drawn, or their gradients as a share of the largest one."""
        given = self.parameters if self.gradients is None else self.gradients
        sizes = self.shown.sizes
        weights = [given.weights[layer][: sizes[layer], : sizes[layer + 1]] for layer in range(self.spec.depth)]
        if self.has_block:  # of all pixels together an edge says how far they move a unit
            weights[0] = given.weights[0][:, : sizes[1]].norm(dim=0, keepdim=True) / math.sqrt(self.spec.inputs)
        return strongest_edges(self.shown, [weight.contiguous() for weight in weights])

    @property
    def scale(self) -> float:
        """Factor on the values of edges for their widths: gradients are small, and differ by their share."""
        if self.gradients is None:
            return 1.0
        largest = float(np.abs(self.edges.weight).max())
        return 2 / largest if 0 < largest < math.inf else 1.0

    def label(self, unit: Unit) -> str:
        """Return the name of a unit in the picture; of an output behind pixels that of its class, which is as short."""
        if self.has_block and unit.layer == self.spec.depth and unit.index < len(self.classes):
            return self.classes[unit.index]
        return unit_labels(self.spec.sizes, unit.layer)[unit.index]

    @cached_property
    def look(self) -> MapLook:
        return look_in(self.shown.sizes, WALL if self.wall else LAPTOP, has_note=self.has_note, has_head=not self.wall)

    @property
    def has_note(self) -> bool:
        return len(self.edges) < self.edges.total or self.shown.sizes[1:] != self.spec.sizes[1:]


def training_diagram(
    spec: NetworkSpec,
    features: Sequence[str],
    parameters: Parameters,
    plane: DecisionMap | None,
    *,
    gradients: Parameters | None = None,
    selected: Element | None = None,
    wall: bool = False,
    classes: Sequence[str] = (),
    _: Translate = untranslated,
) -> Drawing:
    """Draw the network after some step.

    Parameters
    ----------
    features: names of the inputs, as in links.
    plane: what every unit answers where; `map_size` points a side are enough. None where the inputs are the pixels of a
        picture: then the units of the first layer show their weights.
    gradients: these are on the edges instead of the weights, the largest the widest.
    selected: the unit, weight or bias that stands out.
    wall: whether all of it is enlarged afterwards; then there is less room, and no buttons for units and layers.
    classes: names of the classes where each has an output of its own.

    Returns
    -------
    A drawing whose units and edges carry the short name of their element (`h1.2`, `w1.3.2`); pictures of pixels have
    none at their inputs.
    """
    scene = _Scene(spec, features, parameters, plane, gradients, selected, wall, classes)
    look, edges = scene.look, scene.edges
    points = list(_unit_points(scene, _))
    names, aside = _names(scene, len(points))
    halo = _halo(scene)
    shapes = curve_shapes(
        edges.begin,
        edges.end,
        edges.weight * scene.scale,
        stub=look.stub,
        share=width_share(edges),
        faint=len(edges) > MAX_PICKABLE,
    )
    room: dict[str, object] = {"width": look.room.width, "height": look.room.height, "aside": aside}
    meta = {"rooms": [room], "edges": list(_ends(scene)), "first": len(halo)}
    layout = stage(look.x_range, look.y_range) | {
        "images": list(_maps(scene)),
        "shapes": [*halo, *shapes, *_frames(scene)],
        "annotations": list(_note(scene, _)),
        "meta": meta,
    }
    buttons = () if wall else training_buttons(spec, look, _)
    return Drawing([point_trace([*points, *names, *_edge_points(scene, _), *buttons])], layout)


def _units(scene: _Scene) -> Iterator[tuple[Unit, float, float, float]]:
    """Yield each unit that is drawn, with its place and its size in pixels."""
    for layer, size in enumerate(scene.look.sizes):
        for index, (x, y) in enumerate(position(scene.shown, layer).round(4).tolist()):
            yield Unit(layer, index), x, y, size


def _unit_points(scene: _Scene, _: Translate) -> Iterator[Point]:
    """Yield a point for each unit, to hover and to pick: a circle for an input; for all others it is not seen."""
    for unit, x, y, size in _units(scene):
        name = unit_names(scene.shown.sizes, unit.layer)[unit.index]
        if unit.layer == 0:
            text = _("{count} pixels", count=scene.spec.inputs) if scene.has_block else _input_name(scene, unit.index)
            yield Point(
                x,
                y,
                size,
                EMPTY,
                picked=unit == scene.selected,
                text=f"<b>{_in_lines(text, size)}</b>",
                text_size=_fitting(text, size),
                name="" if scene.has_block else name,
                hover=text,
            )
        else:
            yield Point(x, y, size, TRANSPARENT, "square", edge=0, name=name, hover=_hover(scene, unit, _))


def _input_name(scene: _Scene, index: int) -> str:
    name = scene.features[index]
    return feature_sign(name)


def _in_lines(text: str, size: float) -> str:
    """Break a name of two words where one line has no room."""
    return text.replace(" ", "<br>") if len(text) * NAME_WIDTH * FONT_SIZE > size else text


def _fitting(text: str, size: float) -> float:
    """Compute the size of type in which a name is written in a circle."""
    lines = _in_lines(text, size).split("<br>")
    across, up = (size - 6) / (max(map(len, lines)) * NAME_WIDTH), 0.7 * size / len(lines)
    return round(max(SMALL_FONT_SIZE, min(FONT_SIZE + 1, across, up)), 1)


def _hover(scene: _Scene, unit: Unit, _: Translate) -> str:
    """Say what a unit answers: from its lowest to its highest value on the map."""
    label = unit_labels(scene.spec.sizes, unit.layer)[unit.index]
    if unit.layer == scene.spec.depth and scene.classes:
        words = _("class {name}", name=scene.classes[unit.index])
        label = f"{label}</b> {words}<b>"
    if scene.plane is None:
        return f"<b>{label}</b>"
    low, high = answer_range(scene.plane, unit)
    words = _("answers {low} to {high}", low=true_minus(number(low)), high=true_minus(number(high)))
    return f"<b>{label}</b> {words}"


def _ends(scene: _Scene) -> Iterator[Sequence[str]]:
    """Yield for each edge its name and those of its units; for one from a block of pixels only the unit it enters."""
    for names in edge_ends(scene.edges, scene.shown):
        yield names[1:2] if scene.has_block and names[0].startswith("w1.") else names


def _names(scene: _Scene, before: int) -> tuple[list[Point], dict[str, object]]:
    """Place the names of the units in a corner of their maps, or in the middle where there is none.

    Returns
    -------
    The points, and by how many pixels they stand beside the middle, for `chart.js`.
    """
    look, size = scene.look, scene.look.room.type_size
    points, across, up = [], [], []
    for unit, x, y, high in _units(scene):
        label = scene.label(unit)
        wide, has_map = len(label) * NAME_WIDTH * size, _has_map(scene, unit)
        if unit.layer == 0 or high < (NAMED_FROM if has_map else size + 2) or wide > high:
            continue
        right = max(0.0, high / 2 - wide / 2 - 3) if has_map else 0.0
        above = high / 2 - size / 2 - 3 if has_map else 0.0
        at = (round(x + look.across(right), 4), round(y + look.up(above), 4))
        points.append(Point(*at, 0, TRANSPARENT, edge=0, text=f"<b>{label}</b>", text_size=size))
        across.append(round(right, 2))
        up.append(round(above, 2))
    return points, {"points": list(range(before, before + len(points))), "across": across, "up": up}


def _has_map(scene: _Scene, unit: Unit) -> bool:
    """Tell whether a unit shows anything: without a plane, only the first layer does, its weights."""
    return unit.layer > 0 and (scene.plane is not None or unit.layer == 1)


def _edge_points(scene: _Scene, _: Translate) -> Iterator[Point]:
    """Yield a point in the middle of each edge, which has no other way to say its value; none for too many edges."""
    edges = scene.edges
    if len(edges) > MAX_PICKABLE:
        return
    middles = ((edges.begin + edges.end) / 2).round(4).tolist()
    for (x, y), weight, value in zip(middles, edges.elements(), edges.weight.tolist(), strict=True):
        name = "" if scene.has_block and weight.layer == 1 else weight.name()
        yield Point(x, y, 7, TRANSPARENT, edge=0, name=name, hover=_edge_hover(scene, weight, value))


def _edge_hover(scene: _Scene, weight: Weight, value: float) -> str:
    target = unit_labels(scene.spec.sizes, weight.layer)[weight.column]
    if scene.has_block and weight.layer == 1:
        return ""
    labels = unit_labels(scene.spec.sizes, weight.layer - 1)
    source = _input_name(scene, weight.row) if weight.layer == 1 else labels[weight.row]
    tensor = f"W{weight.layer}" if scene.gradients is None else f"dL/dW{weight.layer}"
    written = true_minus(number(value) if scene.gradients is None else f"{value:.4g}")
    return f"<b>{tensor}</b>[{weight.row}, {weight.column}]  {source} {ARROW} {target}<br>{written}"


def _halo(scene: _Scene) -> list[Trace]:
    """Draw a glow behind what is selected: an edge, or all edges that enter a unit."""
    edges = scene.edges
    match scene.selected:
        case Unit(layer, index) if layer:
            chosen = (edges.layer == layer) & (edges.column == index)
        case Weight(layer, row, column):
            chosen = (edges.layer == layer) & (edges.row == row) & (edges.column == column)
        case _:
            chosen = np.zeros(len(edges), dtype=bool)
    share = max(width_share(edges), LEAST_HALO)
    return halo_curves(edges.begin[chosen], edges.end[chosen], stub=scene.look.stub, share=share)


def _frames(scene: _Scene) -> Iterator[Trace]:
    """Yield a box behind each map, empty as the page, with an outline where edges end; what is zero has no colour."""
    chosen = scene.selected.target() if isinstance(scene.selected, Bias) else scene.selected
    for unit, x, y, size in _units(scene):
        if unit.layer:
            picked = unit == chosen
            box = pill_shape(
                x, y, (size, size), fill=EMPTY, outline=NEUTRAL, radius=round(0.12 * size, 1), picked=picked
            )
            yield box | {"name": unit_names(scene.shown.sizes, unit.layer)[unit.index]}


def _maps(scene: _Scene) -> Iterator[dict[str, object]]:
    """Yield the maps, each within its frame."""
    look = scene.look
    for unit, x, y, size in _units(scene):
        if _has_map(scene, unit):
            side = size - 2 * FRAME
            yield {
                "source": _source(scene, unit),
                "xref": "x",
                "yref": "y",
                "x": x,
                "y": y,
                "xanchor": "center",
                "yanchor": "middle",
                "sizex": round(look.across(side), 4),
                "sizey": round(look.up(side), 4),
                "sizing": "stretch",
                "layer": "below",
            }


def _source(scene: _Scene, unit: Unit) -> str:
    """Draw the picture in a unit: what it answers where, or behind pixels its weights."""
    if scene.plane is not None:
        return unit_image(scene.spec, scene.plane, unit)
    return weights_image(scene.parameters.weights[0][:, unit.index])


def _note(scene: _Scene, _: Translate) -> Iterator[dict[str, object]]:
    """Say what is left out."""
    if scene.has_note:
        edges = scene.edges
        total = sum(weight.numel() for weight in scene.parameters.weights)
        words = _("the strongest {shown} of {total} weights", shown=_.count(len(edges)), total=_.count(total))
        if scene.shown.sizes[1:] != scene.spec.sizes[1:]:
            words += "; " + _("of larger layers the first {count}", count=MOST_UNITS)
        yield note_below(words, FONT_SIZE)


def describe_training_diagram(
    spec: NetworkSpec,
    features: Sequence[str],
    parameters: Parameters,
    plane: DecisionMap | None,
    *,
    step: int,
    gradients: Parameters | None = None,
    _: Translate = untranslated,
) -> str:
    """Describe the picture in words, for a screen reader: what is in the network, and what each unit answers."""
    told = _("Network {sizes} after step {step}.", sizes=str(spec), step=_.count(step))
    names = _("Inputs: {names}.", names=_.together([feature_sign(name) for name in features]))
    shown = parameters if gradients is None else gradients
    strongest = strongest_edges(spec, list(shown.weights))
    at = int(np.abs(strongest.weight).argmax())
    weight = list(strongest.elements())[at]
    name, value = f"W{weight.layer}[{weight.row}, {weight.column}]", float(strongest.weight[at])
    if gradients is None:
        largest = _("Largest weight: {name} = {value}.", name=name, value=true_minus(number(value)))
    else:
        largest = _("Largest gradient: dL/d{name} = {value}.", name=name, value=small(value))
    return " ".join([told, names, largest, *_answers(spec, plane, _)])


def _answers(spec: NetworkSpec, plane: DecisionMap | None, _: Translate) -> Iterator[str]:
    if plane is None:
        return
    for layer in range(1, spec.depth + 1):
        for index, label in enumerate(unit_labels(spec.sizes, layer)):
            low, high = answer_range(plane, Unit(layer, index))
            words = _("answers {low} to {high}", low=true_minus(number(low)), high=true_minus(number(high)))
            yield f"{label} {words}."
