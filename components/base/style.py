"""Every colour, size and number format, once.

Blue is positive and orange is negative everywhere: the pair that people with the common colour blindnesses tell
apart best. The sign also shows without colour: negative edges are dashed and every number carries its sign.
The colours stand on a white and on a near-black page alike, so a figure need not know the theme. The stylesheets get
theirs from here as well, as variables: see `components/base/stylesheet.py`.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

POSITIVE = "#2f78c4"
NEGATIVE = "#d9731a"
NEUTRAL = "#8a8f98"
HIGHLIGHT = "#a855f7"
WHITE = LIGHT_TEXT = "#ffffff"
BLACK = "#000000"
DARK_TEXT = "#14171c"
INK = "#000037"
"""Type outside the filled shapes: nearly black, and on a page the placeholder that `assets/site.css` replaces by the
page's own colour of text, so that it is light on dark."""

TRANSPARENT = "rgba(0,0,0,0)"
EMPTY = "rgb(255,255,254)"
"""The fill of what has not been computed yet: white, and on a page the placeholder of the page's own background."""

GREEN = "#12946b"
RED = "#dd3d6a"
SERIES = (NEGATIVE, HIGHLIGHT, POSITIVE, GREEN, NEUTRAL, RED)
"""Colours of lines that stand for things and not for signs; each also has a dash and a symbol of its own."""

DIVERGING = (
    (0.0, "#c2570c"),
    (0.25, "#f0a868"),
    (0.5, "#f3f3f1"),
    (0.75, "#86b5e3"),
    (1.0, "#1f5fa8"),
)
"""Colour of a value from -1 to 1, to be used as a Plotly colour scale."""

DARK_PAGE = "#0f1216"

NIGHT = (
    (0.0, "#f58a2e"),
    (0.25, "#8a4c18"),
    (0.5, DARK_PAGE),
    (0.75, "#24578c"),
    (1.0, "#5aa9f5"),
)
"""The same on a dark page: zero is the colour of the page, so that what is strong shines."""

VALUE_RANGE = 1.0
"""Values beyond -1..1 have the colour of the end of the scale."""

DARK_FROM = 0.62
"""From this share of the range on, the scale is dark enough to need light text."""

RIGHT_ANSWER = "#1a7f4b"

WALL_INK = "#0a0c10"
"""Type on a wall, and around light type there."""

ON_BOTH = {
    "text": (DARK_TEXT, "#eef1f5"),
    "raised": (WHITE, "#1a1f26"),
    "focus": ("#7a1fd0", "#d3a6ff"),
    "warning": ("#a34708", DIVERGING[1][1]),
    "on-primary": (WHITE, DARK_TEXT),
    "primary-pressed": ("#174a85", "#7db3ea"),
    "code-comment": ("#5a606b", "#a9b1bd"),
    "code-keyword": ("#0b5cad", "#7fb4ec"),
    "code-value": ("#0a6b2b", "#6fd08c"),
    "axis-depth": ("#7a1fd1", "#d3a6fe"),
    "axis-row": ("#0a6b4b", "#5fd3a8"),
    "axis-column": ("#a8234a", "#ff9db8"),
    "positive-line": (POSITIVE, "#6fb0f2"),
    "negative-line": (DIVERGING[0][1], "#f39a4b"),
    "agreeing": ("#bcd6f0", "#1b3d63"),
    "clashing": ("#fbd3ab", "#5c3210"),
    "stretched": ("#e9d5fb", "#43256a"),
    "bar-lowest": (DIVERGING[0][1], NIGHT[0][1]),
    "bar-low": (DIVERGING[1][1], NIGHT[1][1]),
    "bar-high": (DIVERGING[3][1], NIGHT[3][1]),
    "bar-highest": (DIVERGING[4][1], NIGHT[4][1]),
    "wall-text": (WALL_INK, WHITE),
    "wall-link": ("#0f427d", "#a9cdf5"),
    "wall-warning": ("#7a3405", "#f5bd85"),
    "wall-code-comment": ("#454b55", "#c3cad4"),
    "wall-code-value": ("#08501f", "#8ce0a6"),
}
"""Colours of the page around the figures, on a light page and on a dark one; those named `wall` are for a projector."""

THEME = {
    "primaryColor": (DIVERGING[-1][1], "#5b9bdc"),
    "backgroundColor": (WHITE, DARK_PAGE),
    "secondaryBackgroundColor": ("#f3f5f8", ON_BOTH["raised"][1]),
    "textColor": ON_BOTH["text"],
    "codeTextColor": ON_BOTH["text"],
}
"""Streamlit's own colours, light and dark. `.streamlit/config.toml` repeats them, and a test compares the two."""

LOGO_WORD = "#4a8bd0"
"""The name in `assets/logo.svg`, on a light page and on a dark one; a test compares that file, too."""

WALL_VEILS = {"wall-veil": (0.4, 0.5), "wall-veil-many": (0.62, 0.62)}
"""Veils over the fill of a cell on a wall: the share of white on a light page, and of black on a dark one. They give
dark numbers by day, and light ones at night, a contrast of 7 to 1 on every fill. `many` is for the table of random
numbers."""

FONT_SIZE = 14
SMALL_FONT_SIZE = 12

PROJECTOR_SCALE = 2.0
"""Factor on the sizes of a figure for a projector: its smallest type is then 24 px high on a wall of 1920 x 1080."""

ROOT, PROJECTOR_ROOT = 16.0, 28.0
"""Pixels of 1 rem on a laptop, and on that wall, as `assets/projector.css` has it: what the sizes of a figure are for.
On a larger screen, and on another wall, a figure grows and shrinks with the rem."""

ARROW = "→"
MINUS = "−"
"""The sign that print uses; in code a number keeps its hyphen."""

TIMES = "×"
CHANGED = "✎"
"""Mark of a value that the person changed."""

UNKNOWN = "?"
"""Stands in the place of a value that has not been computed yet."""


def number(value: float) -> str:
    """Write a value as torch prints it with sci_mode off: four decimals and a point, in every language."""
    return f"{value:.4f}"


def true_minus(text: str) -> str:
    """Write a number, or a line of them, with the minus of print, as wide as a plus; code keeps the hyphen."""
    return text.replace("-", MINUS)


def in_brackets(text: str) -> str:
    """Write a negative number in brackets, as within a sum or a product."""
    return f"({text})" if text.startswith(("-", MINUS)) else text


def printed_number(value: float) -> str:
    """Write a value as `number` does, but with the minus of print: for a cell or a sentence that is read, not run."""
    return true_minus(number(value))


def number_or_unknown(value: float | None) -> str:
    """Write a value as `printed_number` does, or the mark of one that has not been computed yet."""
    return UNKNOWN if value is None else printed_number(value)


def short_number(value: float, decimals: int) -> str:
    """Write a value with so many decimals, for small circles; a zero never shows a minus."""
    text = f"{value:.{decimals}f}"
    return text.lstrip("-") if float(text) == 0 else text


def text_on(value: float) -> str:
    """Return the text colour that is legible on the fill of `value`."""
    return LIGHT_TEXT if abs(value) >= DARK_FROM * VALUE_RANGE else DARK_TEXT


@lru_cache(maxsize=512)
def ink_on(colour: str) -> str:
    """Return black or white, whichever is easier to read on `rgb(r,g,b)`: at least 4.5 to 1, which small type needs.

    Luminance after WCAG 2.2; a dark that is not quite black would miss 4.5 on the middle tones.
    """
    red, green, blue = map(_linear, colour.removeprefix("rgb(").removesuffix(")").split(","))
    return BLACK if 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 else LIGHT_TEXT


@lru_cache(maxsize=256)
def _linear(channel: str) -> float:
    """Compute how much light a colour channel of 0 .. 255 gives, as a share of the most."""
    share = int(channel) / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def ink_at_night(value: float) -> str:
    """Return the text colour that is legible on the colour that `fill_at_night` gives for `value`."""
    return ink_on(fill_at_night(value))


def painted(value: float) -> str:
    """Write fill and ink of a cell for a value, on a light page and a dark one, as variables that `site.css` reads."""
    day, night = fill_of(value), fill_at_night(value)
    return f"--fill:{day};--type:{ink_on(day)};--fill-night:{night};--type-night:{ink_on(night)}"


def fill_of(value: float) -> str:
    """Return the colour of a value on the diverging scale, as `rgb(r,g,b)`; beyond its ends, the colour of the end."""
    return _on(_DAY, value)


def fill_at_night(value: float) -> str:
    """Return the colour of a value on a dark page, as `fill_of` gives it for a light one."""
    return _on(_NIGHT, value)


_Channels: TypeAlias = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""


def _on(scale: Sequence[tuple[_Channels, _Channels]], value: float) -> str:
    """Mix a colour; `scale` has the colour where each of its equal pieces begins, and what is added up to its end.

    Written out, without a loop: a moving slider asks for hundreds of colours.
    """
    if math.isnan(value):  # has no place on the scale
        return "rgb({},{},{})".format(*_channels(NEUTRAL))
    place = min(max((value / VALUE_RANGE + 1) / 2, 0.0), 1.0) * len(scale)
    first = min(int(place), len(scale) - 1)
    (red, green, blue), (more_red, more_green, more_blue) = scale[first]
    share = place - first
    return f"rgb({round(red + more_red * share)},{round(green + more_green * share)},{round(blue + more_blue * share)})"


@lru_cache(maxsize=64)
def faded(colour: str, share: float) -> str:
    """Write a colour as `rgba(r,g,b,share)`, so that what is below it can be seen; `share` is from 0 to 1."""
    return "rgba({},{},{},{:g})".format(*_channels(colour), share)


def as_browsers_write(colour: str) -> str:
    """Write a colour as it stands in the `style` of an element that a script has painted: `rgb(r, g, b)`."""
    return colour.replace(",", ", ") if colour.startswith("rgb") else "rgb({}, {}, {})".format(*_channels(colour))


@lru_cache(maxsize=32)
def _channels(colour: str) -> _Channels:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _pieces(scale: Sequence[tuple[float, str]]) -> tuple[tuple[_Channels, _Channels], ...]:
    """Convert a colour scale into the pieces that `_on` takes."""
    ends = pairwise(_channels(colour) for _place, colour in scale)
    return tuple((below, (above[0] - below[0], above[1] - below[1], above[2] - below[2])) for below, above in ends)


_DAY, _NIGHT = _pieces(DIVERGING), _pieces(NIGHT)


def colour_of(value: float) -> str:
    """Return the colour of a signed amount where there are just two: blue for positive, orange for negative."""
    return NEGATIVE if value < 0 else POSITIVE


TINTS = ("#e69f00", "#56b4e9", "#009e73", "#cc79a7", "#d9c800", "#0072b2", "#d55e00")
"""A colour for each row of a tensor whose elements are followed from place to place (after Okabe and Ito, who chose
them for colour-blind eyes)."""


@lru_cache(maxsize=256)
def tint_of(row: int, place: float) -> str:
    """Return a light tint for an element: `row` gives the colour, `place` from 0 to 1 along the row how pale it is."""
    share = 0.68 - 0.5 * place
    channels = (round(255 - (255 - channel) * share) for channel in _channels(TINTS[row % len(TINTS)]))
    return "#{:02x}{:02x}{:02x}".format(*channels)


@lru_cache(maxsize=256)
def tint_at_night(row: int, place: float) -> str:
    """Return the tint on a dark page, as `rgb(r,g,b)`: along the row it comes nearer to the colour of the page."""
    share = 0.85 - 0.6 * place
    pairs = zip(_channels(DARK_PAGE), _channels(TINTS[row % len(TINTS)]), strict=True)
    return "rgb({},{},{})".format(*(round(page + (channel - page) * share) for page, channel in pairs))
