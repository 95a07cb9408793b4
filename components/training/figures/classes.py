"""How classes look: each has a colour and a shape, so that none needs its colour to be told from the others."""

from collections.abc import Mapping
from types import MappingProxyType

from components.base.style import NEGATIVE, POSITIVE, SERIES, TINTS

_COLOURS = (*SERIES, TINTS[1], TINTS[0], TINTS[3], TINTS[4])

SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "square": "■",
        "circle": "●",
        "triangle-up": "▲",
        "diamond": "◆",
        "cross": "✚",
        "triangle-down": "▼",
        "x": "✖",
        "star": "★",
        "pentagon": "⬟",
        "hexagram": "✶",
    }
)
"""The shapes of the classes, by Plotly's name, each with the sign that looks like it."""


def class_colour(index: int, classes: int) -> str:
    """Return the colour of a class, counted from 0; of two, that of a negative number and that of a positive one."""
    return (NEGATIVE, POSITIVE)[index] if classes <= 2 else _COLOURS[index % len(_COLOURS)]


def class_symbol(index: int) -> str:
    """Return the shape of the points of a class, by Plotly's name."""
    return tuple(SYMBOLS)[index % len(SYMBOLS)]


def class_sign(index: int) -> str:
    """Return that shape as a sign in a line of text."""
    return SYMBOLS[class_symbol(index)]
