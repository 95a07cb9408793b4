"""The row above the picture of a training: how many units and layers it has, with buttons for one less and one more."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from components.base.drawing import Point
from components.base.style import TRANSPARENT
from components.base.text import Translate
from components.network.figures.size_buttons import GAP, LAYERS, SIZE, button_pair
from components.training.figures.training_places import EDGE, HEAD, NAME_WIDTH, MapLook
from compute.network.elements import layer_name
from compute.network.spec import LIMITS, NetworkSpec, hidden_field
from compute.training.setting import WHOLE

TYPE_SIZE = 13
"""Pixels of the captions."""


def training_buttons(spec: NetworkSpec, look: MapLook, _: Translate) -> Iterator[Point]:
    """Place the row: over each hidden layer how many units it has, over the output how many layers there are.

    The data decide how many inputs and outputs there are. Where the layers stand close, less stands beside the buttons.
    """
    captions = _fitting(spec, look, _)
    y = round(1 + look.up(HEAD / 2), 4)
    units, count = WHOLE["hidden"], len(spec.hidden)
    middles = _middles(look, captions)
    for layer, size in enumerate(spec.hidden, start=1):
        middle, beside = (middles[layer - 1], y), look.across(_beside(captions[layer - 1]))
        yield _caption(middle, captions[layer - 1])
        yield from button_pair(middle, beside, hidden_field(layer), size, range(units.low, units.high + 1), _)
    yield _caption((middles[-1], y), captions[-1])
    layers = range(1, LIMITS[LAYERS].high + 1)
    yield from button_pair((middles[-1], y), look.across(_beside(captions[-1])), LAYERS, count, layers, _)


def _fitting(spec: NetworkSpec, look: MapLook, _: Translate) -> Sequence[str]:
    """Choose the texts between the buttons of each hidden layer and of the layers: the longest that fit."""
    names = [f"{layer_name(spec, layer)} ({units})" for layer, units in enumerate(spec.hidden, start=1)]
    numbers = [str(units) for units in spec.hidden]
    count = len(spec.hidden)
    options = (
        [*names, _.plural("{count} layer", "{count} layers", count)],
        [*names, str(count)],
        [*numbers, str(count)],
    )
    for captions in options:
        ends = [
            (middle * look.pitch - half, middle * look.pitch + half)
            for middle, half in zip(_middles(look, captions), map(_half, captions), strict=True)
        ]
        if all(right + GAP <= left for (_left, right), (left, _right) in pairwise(ends)):
            return captions
    return [""] * (count + 1)


def _middles(look: MapLook, captions: Sequence[str]) -> Sequence[float]:
    """Return the x of each pair of buttons: over its layer, the last one within the picture."""
    last = len(look.sizes) - 1
    within = (look.x_range[1] * look.pitch - EDGE - _half(captions[-1])) / look.pitch
    return [*range(1, last), round(min(last, within), 4)]


def _beside(caption: str) -> float:
    """Return how many pixels it is from the middle of a pair to the middle of a button."""
    return _width(caption) / 2 + (GAP if caption else 1) + SIZE / 2


def _half(caption: str) -> float:
    """Return half of the width of a pair in pixels."""
    return _beside(caption) + SIZE / 2


def _width(caption: str) -> float:
    return len(caption) * NAME_WIDTH * TYPE_SIZE


def _caption(at: tuple[float, float], text: str) -> Point:
    return Point(*at, 0, TRANSPARENT, edge=0, text=text, text_size=TYPE_SIZE)
