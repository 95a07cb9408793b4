"""Prepare stylesheets for the browser: colours of `components/base/style.py` as variables, comments left out.

A selector takes no variable. Where one looks for what Plotly has painted in a certain colour, a stylesheet has that
colour's name of `PAINTED` in braces.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from components.base.style import (
    BLACK,
    DARK_TEXT,
    DIVERGING,
    EMPTY,
    GREEN,
    HIGHLIGHT,
    INK,
    LIGHT_TEXT,
    NEGATIVE,
    NEUTRAL,
    NIGHT,
    ON_BOTH,
    POSITIVE,
    RIGHT_ANSWER,
    WALL_INK,
    WALL_VEILS,
    WHITE,
    as_browsers_write,
    faded,
)

SOLID: Mapping[str, str] = {
    "black": BLACK,
    "white": WHITE,
    "highlight": HIGHLIGHT,
    "positive": POSITIVE,
    "negative": NEGATIVE,
    "neutral": NEUTRAL,
    "right-answer": RIGHT_ANSWER,
    "dark-text": DARK_TEXT,
    "wall-ink": WALL_INK,
    "second-course": GREEN,
    "lowest": DIVERGING[0][1],
    "highest": DIVERGING[-1][1],
}
"""Colours that are the same on a light page and on a dark one, by the names of their variables."""

FADED: Mapping[str, tuple[int, ...]] = {
    "black": (25,),
    "white": (22,),
    "highlight": (12, 18, 22, 25, 28),
    "negative": (12, 13),
    "neutral": (7, 12, 14, 16, 18, 22, 30, 35, 45, 60, 80, 90),
    "right-answer": (14, 18),
}
"""Name of a colour -> the opacities, in percent, in which it is used too: 45 of `neutral` is `--neutral-45`."""

PAINTED: Mapping[str, str] = {
    name: as_browsers_write(colour)
    for name, colour in {
        "INK": INK,
        "EMPTY": EMPTY,
        "LIGHT_TEXT": LIGHT_TEXT,
        "DARK_TEXT": DARK_TEXT,
        "BLACK": BLACK,
        "POSITIVE": POSITIVE,
        "NEGATIVE": NEGATIVE,
        "LOWEST": DIVERGING[0][1],
        "LOW": DIVERGING[1][1],
        "HIGH": DIVERGING[3][1],
        "HIGHEST": DIVERGING[4][1],
    }.items()
}
"""Placeholder in a selector -> the colour it stands for, as a browser writes it in the `style` of an element."""

_COMMENT = re.compile(r"/\*.*?\*/[ \t]*\n?", re.DOTALL)
_LINE_END = re.compile(r"\s*\n\s*")


def variables() -> Mapping[str, str]:
    """Return the name and the value of each variable."""
    return {
        **SOLID,
        **{f"{name}-{share}": faded(SOLID[name], share / 100) for name, shares in FADED.items() for share in shares},
        **{name: f"light-dark({light}, {dark})" for name, (light, dark) in ON_BOTH.items()},
        **{
            name: f"light-dark({faded(WHITE, day)}, {faded(BLACK, night)})" for name, (day, night) in WALL_VEILS.items()
        },
        "scale": ", ".join(
            f"light-dark({day}, {night})" for (_, day), (_, night) in zip(DIVERGING, NIGHT, strict=True)
        ),
        "ink": PAINTED["INK"],
    }


@lru_cache(maxsize=1)
def palette() -> str:
    """Give the variables to the whole document, as HTML; to be placed once, before the stylesheets."""
    return f"<style>:root {{{';'.join(f'--{name}:{value}' for name, value in variables().items())}}}</style>"


def stylesheet(path: Path) -> str:
    """Read a stylesheet, as HTML; anew where the file has been changed."""
    return _as_html(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=32)
def _as_html(path: Path, _changed: int) -> str:
    """Write a stylesheet as HTML in one line: Streamlit looks through each line it sends for an indent to remove."""
    text = _COMMENT.sub("", path.read_text("utf-8"))
    for name, colour in PAINTED.items():
        text = text.replace(f"{{{name}}}", colour)
    return f"<style>{_LINE_END.sub(' ', text).strip()}</style>"
