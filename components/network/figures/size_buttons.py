"""Buttons beside the captions of a network's picture: one unit or layer more, or one less."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from components.base.drawing import Point
from components.base.style import MINUS, TRANSPARENT
from components.base.text import Translate
from components.network.figures.diagram_rooms import Look
from compute.network.spec import LIMITS, NetworkSpec, hidden_field

MORE, LESS = "more", "less"

LAYERS = "layers"

SIZE = 20.0
"""Diameter of a button in pixels: with the room around it as large as a finger needs."""

GAP = 6.0
"""Pixels between a caption and its buttons, and between those of two captions."""

OUTSIDE = (-9.0, 0.0)
"""Where a button stands that has no room; the number of points is the same in every room."""

_NAME = re.compile(r"(more|less)\.(inputs|outputs|layers|hidden(?:_[2-6])?)", re.ASCII)


def pressed_size(name: str) -> tuple[str, int] | None:
    """Read the name of a button: the field of the link, and whether it goes up (1) or down (-1)."""
    found = _NAME.fullmatch(name)
    return (found[2], 1 if found[1] == MORE else -1) if found else None


def has_room(spec: NetworkSpec, look: Look, widths: Sequence[float]) -> bool:
    """Tell whether no button touches the next caption or the edge of the picture; see `size_buttons`."""
    places = dict(_places(spec))
    margin = -look.x_range[0] * look.pitch
    taken = [width + (2 * (SIZE + GAP) if at in places else 0) for at, width in enumerate(widths)]
    shown = [(at * look.pitch / 2, width) for at, width in enumerate(taken) if width]
    fits = all(right - left >= (one + other) / 2 + GAP for (left, one), (right, other) in pairwise(shown))
    return fits and max(taken[0], taken[-1]) <= 2 * margin


def size_buttons(spec: NetworkSpec, look: Look, widths: Sequence[float], y: float, _: Translate) -> Iterator[Point]:
    """Place two buttons around each caption, those of the layers around the last one between two layers.

    Parameters
    ----------
    widths: of the captions in pixels, which stand at 0, 0.5, 1, ..
    y: height of the captions.
    """
    places = dict(_places(spec))
    fits = has_room(spec, look, widths)
    for at, (field, size) in places.items():
        beside = (widths[at] / 2 + GAP + SIZE / 2) / look.pitch
        possible = _limits(field) if fits else range(0)
        yield from button_pair((at / 2, y), beside, field, size, possible, _)


def button_pair(
    middle: tuple[float, float], beside: float, field: str, size: int, possible: range, _: Translate
) -> Iterator[Point]:
    """Place the button for one less and the one for one more; one that leads nowhere has no room.

    Parameters
    ----------
    beside: how far from the middle each of them stands.
    size: how many there are now.
    possible: how many there may be.
    """
    x, y = middle
    for step, sign in ((-1, MINUS), (1, "+")):
        leads = size + step in possible
        yield Point(
            *((round(x + step * beside, 4), y) if leads else OUTSIDE),
            size=SIZE if leads else 0,
            colour=TRANSPARENT,
            edge=1,
            text=sign if leads else "",
            text_size=14,
            name=f"{MORE if step > 0 else LESS}.{field}",
            hover=_words(field, step, _),
        )


def _places(spec: NetworkSpec) -> Iterator[tuple[int, tuple[str, int]]]:
    """Yield for each caption with buttons its index, then the field of the link and how many there are."""
    last = len(spec.sizes) - 1
    for layer, units in enumerate(spec.sizes):
        field = "inputs" if layer == 0 else "outputs" if layer == last else hidden_field(layer)
        yield 2 * layer, (field, units)
    yield 2 * last - 1, (LAYERS, len(spec.hidden))


def _limits(field: str) -> range:
    if field == LAYERS:
        return range(1, LIMITS[LAYERS].high + 1)  # without a hidden layer it is the neuron page's
    limits = LIMITS["hidden" if field.startswith("hidden") else field]
    return range(limits.low, limits.high + 1)


def _words(field: str, step: int, _: Translate) -> str:
    if field == LAYERS:
        return _("one hidden layer more") if step > 0 else _("one hidden layer less")
    if field == "inputs":
        return _("one input more") if step > 0 else _("one input less")
    return _("one unit more in this layer") if step > 0 else _("one unit less in this layer")
