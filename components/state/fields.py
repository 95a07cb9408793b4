"""Fields of a link: each is declared once, with its name, its range, its default and its meaning.

The check of a link, the sliders and the table of links in the README all read the same declaration.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from compute.network.program_ways import NOTEBOOK, WAYS
from compute.network.spec import LIMITS, NetworkSpec, Range

_INTEGER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_TRUE, _FALSE = ("true", "on", "1", "yes"), ("false", "off", "0", "no")


@dataclass(frozen=True)
class Field:
    """A name in the URL.

    Attributes
    ----------
    canonical: gives a value as Streamlit writes it, or None where the page cannot use it.
    allowed: what the value may be, for the visitor whose link says something else: words of the link itself.
    meaning: what it is, in plain English, for the README.
    default: what holds where the link says nothing; empty for nothing.
    """

    name: str
    canonical: Callable[[str], str | None]
    allowed: str
    meaning: str
    default: str = ""


@dataclass(frozen=True, kw_only=True)
class WholeNumber(Field):
    """A whole number within `limits`, both ends included; a slider begins at `start`."""

    limits: Range

    @property
    def start(self) -> int:
        """The default as a number."""
        return int(self.default)


def whole_number(name: str, limits: Range, meaning: str, default: int | None = None) -> WholeNumber:
    """Define a field for a whole number within `limits`; without a default nothing holds if the link says nothing."""

    def canonical(value: str) -> str | None:
        text = value.strip()
        return str(int(text)) if _INTEGER.fullmatch(text) and int(text) in limits else None

    return WholeNumber(name, canonical, str(limits), meaning, "" if default is None else str(default), limits=limits)


def choice(name: str, options: Iterable[str], meaning: str, default: str = "") -> Field:
    """Define a field for one of the words in `options`."""
    known = tuple(options)

    def canonical(value: str) -> str | None:
        return value if value in known else None

    return Field(name, canonical, ", ".join(known), meaning, default)


def switch(name: str, meaning: str, *, on: bool = False) -> Field:
    """Define a field that is on or off."""

    def canonical(value: str) -> str | None:
        text = value.strip().lower()
        return "true" if text in _TRUE else "false" if text in _FALSE else None

    return Field(name, canonical, "true, false", meaning, "true" if on else "false")


SEED = whole_number("seed", LIMITS["seed"], "the random seed", NetworkSpec().seed)
PROJECTOR = switch("projector", "projector mode")
PROGRAM_AS = choice("program_as", WAYS, "how programs are written, shown and taken home", NOTEBOOK)

BEAT = whole_number("beat", Range(1, 8), "which beat of the lesson is open, and with it its scene")

FRAME = (PROJECTOR,)
"""What a link to any page may hold, besides the language."""


def inputs(default: int) -> WholeNumber:
    """Define the field for the number of inputs; each page begins with that of its own example."""
    return whole_number("inputs", LIMITS["inputs"], "number of inputs", default)


def hidden(default: int) -> WholeNumber:
    """Define the field for the number of units of the only, or the first, hidden layer."""
    return whole_number("hidden", LIMITS["hidden"], "units of the hidden layer", default)
