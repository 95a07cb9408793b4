"""Where the numbers of the edges and of the biases stand, so that none covers another, a circle, or a name.

Depends on sizes and on what is selected, not on the values: while a seed is dragged, nothing moves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product

import numpy as np
from jaxtyping import Bool, Float
from numpy import ndarray

from components.base.drawing import curve_at
from components.network.figures.diagram_rooms import (
    BIAS_GAP,
    BIAS_HIGH,
    SMALL_TYPE,
    TEXT_WIDTH,
    Look,
    Room,
    look_in,
)
from compute.network.spec import NetworkSpec

ALONG = np.linspace(0.08, 0.92, 29)
"""Places along a curve where its number may stand."""

PATTERNS = ((0.32, 0.62, 0), (0.5, 0.5, 0), (0.25, 0.75, 0), (0.3, 0.7, 1), (0.2, 0.8, 1))
"""Where numbers would like to stand: from the first to the last unit that edges go to (0), or come from (1)."""

LARGE_TYPE = 14.0
MOST_LARGE = 10
"""Up to this many edges between two layers their numbers are larger."""

FULL = 0.51
"""Share of the room between two layers that numbers may take before none is tried: of 6,000 networks none had places
for more."""

GAP = 2.0
"""Pixels that two boxes stay apart."""

SIGN_OF_BIAS = 0.5
"""Width of a sign of a bias as a share of the size of its type: one of them is a space."""

SIGNS = 7
"""Signs of a weight, such as −1.2345."""

Focus = tuple[int, int | None, int | None]
"""Layer, row and column of the edges that stand out; None stands for all. A bias has row -1."""

Spot = tuple[float, float]


def is_bias_in_focus(focus: Focus | None, layer: int, column: int) -> bool:
    """Tell whether the bias of a unit stands out, alone or with the edges that enter the unit."""
    return focus is not None and (focus[0], focus[2]) == (layer, column) and focus[1] in (None, -1)


@dataclass(frozen=True)
class Places:
    """What has a place in a room.

    Attributes
    ----------
    look: how large things are.
    pills: of each weight, layer by layer and row by row, where its number stands, or None where it has no room.
    biases: of each unit behind the inputs, where the number of its bias stands, or None.
    type_size: size of the numbers on the edges.
    """

    look: Look
    pills: Sequence[Spot | None]
    biases: Sequence[Spot | None]
    type_size: float


def pill_size(signs: int, type_size: float) -> tuple[float, float]:
    """Return width and height in pixels of a box with so many signs."""
    return round(max(signs, SIGNS) * TEXT_WIDTH * type_size + 10, 1), round(1.5 * type_size, 1)


def bias_size(signs: int) -> tuple[float, float]:
    """Return width and height in pixels of the box below a unit; most are no wider than a circle of four decimals."""
    return round(signs * SIGN_OF_BIAS * SMALL_TYPE + 8, 1), BIAS_HIGH


BIAS_SIZE = bias_size(9)


def rows(count: int) -> Float[ndarray, " units"]:
    """Return y of the units of a layer, from the top down."""
    return 1 - (np.arange(count) + 0.5) / count


class _Boxes:
    """Boxes in pixels that are taken: middle and half of the size."""

    def __init__(self) -> None:
        self.taken = np.empty((0, 4))

    def add(self, boxes: Float[ndarray, "boxes 4"]) -> None:
        self.taken = np.concatenate([self.taken, boxes])

    def free(self, places: Float[ndarray, "places 2"], size: tuple[float, float]) -> Bool[ndarray, " places"]:
        """Tell which of the places have room for a box."""
        x, y, half_width, half_height = self.taken.T
        aside = np.abs(places[:, :1] - x) >= half_width + (size[0] / 2 + GAP)
        above = np.abs(places[:, 1:] - y) >= half_height + (size[1] / 2 + GAP)
        clear: ndarray = np.all(aside | above, axis=1)
        return clear


def places_in(
    sizes: tuple[int, ...],
    has_bias: bool,
    room: Room,
    focus: Focus | None,
    *,
    stub: float,
    has_note: bool,
    has_pills: bool,
) -> Places:
    """Place the numbers of all edges of a layer, or where not all have room those that stand out.

    Parameters
    ----------
    sizes: number of units of each layer.
    focus: edges that have a number wherever it fits.
    stub: how far edges go straight at their ends, in layers.
    has_note: whether a line of words stands below.
    has_pills: whether edges have numbers at all; else there are no places for them.
    """
    # Large networks are many and quick, and would push out those whose numbers take long to place.
    if has_pills:
        return _places_with_pills(sizes, has_bias, room, focus, stub=stub, has_note=has_note)
    return _places_without(sizes, has_bias, room, focus, has_note=has_note)


@lru_cache(maxsize=128)
def _places_without(
    sizes: tuple[int, ...], has_bias: bool, room: Room, focus: Focus | None, *, has_note: bool
) -> Places:
    look, boxes = _look(sizes, has_bias, room, has_note=has_note), _Boxes()
    if focus is not None:  # only a bias of the focus looks for a place that is free
        boxes.add(_circles(sizes, look))
    return Places(look, (), list(_biases(sizes, look, boxes, focus if has_bias else None)), SMALL_TYPE)


def _look(sizes: tuple[int, ...], has_bias: bool, room: Room, *, has_note: bool) -> Look:
    spec = NetworkSpec(inputs=sizes[0], hidden=sizes[1:-1], outputs=sizes[-1], bias=has_bias)
    return look_in(spec, room, has_note=has_note)


@lru_cache(maxsize=2048)
def _places_with_pills(
    sizes: tuple[int, ...], has_bias: bool, room: Room, focus: Focus | None, *, stub: float, has_note: bool
) -> Places:
    look, boxes = _look(sizes, has_bias, room, has_note=has_note), _Boxes()
    boxes.add(_circles(sizes, look))
    biases = list(_biases(sizes, look, boxes, focus if has_bias else None))
    layers = list(pairwise(sizes))
    few = max(before * after for before, after in layers) <= MOST_LARGE
    pills: list[Spot | None] = []
    type_size = SMALL_TYPE
    for type_size in (LARGE_TYPE, SMALL_TYPE) if few else (SMALL_TYPE,):
        pills = [
            spot
            for layer, (before, after) in enumerate(layers, start=1)
            for spot in _pills(layer, before, after, look, boxes, type_size, focus, stub)
        ]
        if None not in pills:
            break
    return Places(look, pills, biases, type_size)


def _pixels(look: Look, places: Float[ndarray, "places 2"]) -> Float[ndarray, "places 2"]:
    return places * [look.pitch, look.high]


def _circles(sizes: Sequence[int], look: Look) -> Float[ndarray, "units 4"]:
    middles = np.concatenate(
        [np.column_stack([np.full(units, layer), rows(units)]) for layer, units in enumerate(sizes)]
    )
    half = look.circle / 2
    beside = 0.0 if not look.names_beside else 34.0
    boxes = np.column_stack([_pixels(look, middles), np.full((len(middles), 2), half)])
    return boxes - [beside / 2, 0, -beside / 2, 0]


def _biases(sizes: Sequence[int], look: Look, boxes: _Boxes, focus: Focus | None) -> Iterator[Spot | None]:
    """Place the biases below their units; where they have no room that of the focus alone, on the side that is free."""
    if focus is None and not look.has_biases:
        yield from [None] * sum(sizes[1:])
        return
    down = look.bias_below
    for layer, units in enumerate(sizes[1:], start=1):
        for index, y in enumerate(rows(units).tolist()):
            if not (look.has_biases or is_bias_in_focus(focus, layer, index)):
                yield None
                continue
            middle = np.array([layer * look.pitch, y * look.high])
            if look.has_biases:
                spot = middle - [0, down]
            else:
                aside = look.circle / 2 + BIAS_GAP + BIAS_SIZE[0] / 2
                tried = middle + np.array([[0, -down], [0, down], [-aside, 0], [aside, 0]])
                free: ndarray = boxes.free(tried, BIAS_SIZE) & _inside(tried, look, BIAS_SIZE)
                if not free.any():
                    yield None
                    continue
                spot = tried[int(free.argmax())]
            # Up to the middle of its circle: `chart.js` hangs it close below the circle, however high the picture is.
            high = BIAS_SIZE[1] if not look.has_biases else down + BIAS_SIZE[1] / 2
            boxes.add(np.array([[spot[0], spot[1] + (high - BIAS_SIZE[1]) / 2, BIAS_SIZE[0] / 2, high / 2]]))
            yield round(spot[0] / look.pitch, 3), round(spot[1] / look.high, 3)


def _inside(places: Float[ndarray, "places 2"], look: Look, size: tuple[float, float]) -> Bool[ndarray, " places"]:
    """Tell which places keep a box inside the picture."""
    low = [look.x_range[0] * look.pitch, look.y_range[0] * look.high]
    high = [look.x_range[1] * look.pitch, look.high]
    half = np.array(size) / 2
    inside: ndarray = np.all((places - half >= low) & (places + half <= high), axis=1)
    return inside


def _pills(
    layer: int, before: int, after: int, look: Look, boxes: _Boxes, type_size: float, focus: Focus | None, stub: float
) -> Sequence[Spot | None]:
    """Place the numbers of the edges between two layers, all of them or those of the focus."""
    size = pill_size(SIGNS, type_size)
    row, column = (part.ravel() for part in np.indices((before, after)))
    begin = np.column_stack([np.full(len(row), layer - 1.0), rows(before)[row]])
    end = np.column_stack([np.full(len(row), float(layer)), rows(after)[column]])
    curves = curve_at(begin, end, ALONG, stub) * [look.pitch, look.high]
    room = (look.pitch - look.circle) * look.high
    chosen = _in_focus(layer, row, column, focus)
    spots: list[Spot | None] = [None] * len(row)
    if len(row) * (size[0] + GAP) * (size[1] + GAP) <= FULL * room:
        order = range(len(row))
        free = _free_along(curves, boxes, size)
        for pattern, is_backward in product(PATTERNS, (False, True)):
            wishes = _wishes(pattern, row, column, before, after)
            tried = _greedy(order[::-1] if is_backward else order, wishes, curves, free, size)
            if tried is not None:
                _keep(spots, tried, look, boxes, size)
                return spots
    wishes = _wishes(PATTERNS[-1], row, column, before, after)
    for edge in np.flatnonzero(chosen).tolist():
        alone = curves[[edge]]
        tried = _greedy([0], wishes[[edge]], alone, _free_along(alone, boxes, size), size)
        if tried is not None:
            _keep(spots, {edge: tried[0]}, look, boxes, size)
    return spots


def _in_focus(layer: int, row: ndarray, column: ndarray, focus: Focus | None) -> ndarray:
    if focus is None or focus[0] != layer:
        return np.zeros(len(row), dtype=bool)
    chosen = np.ones(len(row), dtype=bool)
    if focus[1] is not None:
        chosen &= row == focus[1]
    if focus[2] is not None:
        chosen &= column == focus[2]
    return chosen


def _wishes(pattern: tuple[float, float, int], row: ndarray, column: ndarray, before: int, after: int) -> ndarray:
    first, last, by_row = pattern
    index, count = (row, before) if by_row else (column, after)
    wishes: ndarray = first + (last - first) * index / max(count - 1, 1)
    return wishes


def _greedy(
    order: Sequence[int],
    wishes: ndarray,
    curves: Float[ndarray, "edges places 2"],
    free: Bool[ndarray, "edges places"],
    size: tuple[float, float],
) -> dict[int, Float[ndarray, " 2"]] | None:
    """Place one number after another as near to its wish as it can be; None where one has no room.

    Parameters
    ----------
    free: which places of each edge have room before any of them stands.
    """
    if not free.any(axis=1).all():
        return None
    across, down = (side / 2 + (side / 2 + GAP) for side in size)
    x, y = curves[:, :, 0], curves[:, :, 1]
    costs = np.where(free, np.abs(ALONG - wishes[:, None]), np.inf)
    found = {}
    for edge in order:
        place = int(costs[edge].argmin())
        if costs[edge, place] == np.inf:
            return None
        found[edge] = curves[edge, place]
        costs[(np.abs(x - x[edge, place]) < across) & (np.abs(y - y[edge, place]) < down)] = np.inf
    return found


def _free_along(
    curves: Float[ndarray, "edges places 2"], boxes: _Boxes, size: tuple[float, float]
) -> Bool[ndarray, "edges places"]:
    """Tell which places of each edge have room."""
    free: ndarray = boxes.free(curves.reshape(-1, 2), size).reshape(curves.shape[:2])
    return free


def _keep(
    spots: list[Spot | None],
    found: dict[int, Float[ndarray, " 2"]],
    look: Look,
    boxes: _Boxes,
    size: tuple[float, float],
) -> None:
    for edge, (x, y) in found.items():
        boxes.add(np.array([[x, y, size[0] / 2, size[1] / 2]]))
        spots[edge] = (round(x / look.pitch, 3), round(y / look.high, 3))
