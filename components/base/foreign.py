"""Text and values from elsewhere: from a link, a file, a visitor's keyboard, or a script in the browser.

Whoever writes a link decides what stands on the page of the person who opens it. So nothing of that reaches a page
except through here: in Markdown as code, in which nothing is a link, an image, a formula, a colour or an emoji; in HTML
escaped; and everywhere without signs that nobody sees or that turn the order of others round.
"""

import math
import unicodedata
from html import escape

MOST = 60
"""The most characters of a foreign text that are shown: enough to recognise it."""

MAX_WHOLE = 2**53
"""The browser has every whole number up to here; those of messages, also in milliseconds since 1970, are below it."""

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode's categories of signs without a look: control, format (bidi, zero width), halves of a pair, private, none."""

_BLANK = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u180f\u2800\u3164\uffa0")
"""Signs of other categories that show nothing either."""

_VARIANTS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""Selectors of a variant of the sign before, which show nothing by themselves."""

_MARKS_AT_MOST = 2
"""The most marks over or under one letter; more of them would cover the lines around it."""


def visible(text: str, most: int = MOST, *, lines: bool = False) -> str:
    """Write each invisible character of a text as an escape with its number.

    Parameters
    ----------
    most: characters that are shown; behind them `..` says that there were more.
    lines: whether its line breaks stay, for a block that keeps them.
    """
    shown, marks = [], 0
    for sign in text[:most]:
        marks = marks + 1 if unicodedata.category(sign)[0] == "M" else 0
        kept = (lines and sign == "\n") or (_is_seen(sign) and marks <= _MARKS_AT_MOST)
        shown.append(sign if kept else _number(sign))
    return "".join(shown) + (".." if len(text) > most else "")


def within_code(text: str, most: int = MOST) -> str:
    """Escape a text for a message that has it between backticks: it cannot end the code there.

    Streamlit looks for links, emoji and icons even in text whose signs are escaped, and in code it does not.
    """
    # Markdown knows no empty or blank code: the backticks would pair with later ones.
    return visible(text, most).replace("`", "'") if text.strip() else "\N{OPEN BOX}"


def code(text: str, most: int = MOST) -> str:
    """Write a text as Markdown code, which shows it as it is, for a message or a label."""
    return f"`{within_code(text, most)}`"


def html(text: str, most: int = MOST) -> str:
    """Write a text as HTML that shows it as it is, also inside an attribute."""
    return escape(visible(text, most))


def finite(value: object) -> float | None:
    """Return the number that a script in the browser sent; None where it is not a number or not a finite float."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:  # a whole number of hundreds of digits
        return None
    return number if math.isfinite(number) else None


def whole(value: object, most: int = MAX_WHOLE) -> int | None:
    """Return the whole number from 0 to `most` that a script in the browser sent; None for anything else."""
    number = finite(value)
    return int(number) if number is not None and number.is_integer() and 0 <= number <= most else None


def _is_seen(sign: str) -> bool:
    if sign in _BLANK or any(ord(sign) in variants for variants in _VARIANTS):
        return False
    return unicodedata.category(sign) not in _HIDDEN


def _number(sign: str) -> str:
    number = ord(sign)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
