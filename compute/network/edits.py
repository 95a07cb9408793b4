"""Read and write the values that a person changed, as a link has them: `x3_0.5~w1.2.1_-1`.

A changed value keeps its name when the network grows or shrinks. A value of an element that the network lacks is kept,
and counts again as soon as the network has that element.
"""

import math
from collections.abc import Mapping

from compute.network.elements import Element, is_changeable, parse
from compute.network.network import VALUE_LIMIT
from compute.network.spec import LIMITS, NetworkSpec

MAX_EDITS = 200
"""The most changed values in a link."""

MAX_TEXT = 8_000
"""The longest text of `MAX_EDITS` values: 12 characters of a name, 24 of a number, and two signs for each."""

SEPARATOR = "~"

_LARGEST = NetworkSpec(
    inputs=LIMITS["inputs"].high,
    hidden=(LIMITS["hidden"].high,) * LIMITS["layers"].high,
    outputs=LIMITS["outputs"].high,
)


def parse_edits(text: str) -> tuple[dict[str, float], tuple[str, ...]]:
    """Read changed values by the short name of their element; return the unreadable parts of `text`, too.

    A text of more than `MAX_TEXT` characters is not read at all.
    """
    if len(text) > MAX_TEXT:
        return {}, (text,)
    edits: dict[str, float] = {}
    ignored = []
    for part in text.split(SEPARATOR) if text else ():
        name, _separator, value_text = part.partition("_")
        value = _value(value_text)
        known = is_name(name) and value is not None and len(edits) < MAX_EDITS
        if known and value is not None:
            edits[name] = value
        else:
            ignored.append(part)
    return edits, tuple(ignored)


def format_edits(edits: Mapping[str, float]) -> str:
    """Write the text that `parse_edits` reads back to the last digit."""
    return SEPARATOR.join(f"{name}_{value!r}" for name, value in edits.items())


def is_name(name: str) -> bool:
    """Tell whether some network has an element of this name that a person can change."""
    if name[:1] not in ("x", "w", "b"):
        return False
    # W7 and B7 of a shallow network are those of its output, at most 10 units, so the largest network has them all
    # except columns 11 .. 64 of its own last layer, which a network of that depth does not have either.
    element = parse(name, _LARGEST)
    return element is not None and is_changeable(element)


def applied_to(spec: NetworkSpec, edits: Mapping[str, float]) -> dict[Element, float]:
    """Return those of the changed values that a network of this `spec` has, by element."""
    found = {parse(name, spec): value for name, value in edits.items()}
    return {element: value for element, value in found.items() if element is not None}


def _value(text: str) -> float | None:
    """Read a finite number within `VALUE_LIMIT`, written in ASCII without separators; else None."""
    if not text.isascii() or "_" in text or text != text.strip():
        return None
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= VALUE_LIMIT else None
