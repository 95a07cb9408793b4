"""Define guesses of an output: what a guess is about, what may be guessed, and how near it was."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from compute.network.elements import Element, name_of
from compute.network.known_pass import KnownPass
from compute.network.spec import NetworkSpec

LIMIT = 1_000_000.0
"""The largest absolute value of a guess; nearly all outputs are within it."""

HIGHER, LOWER, SAME = "higher", "lower", "same"
DIRECTIONS = (LOWER, SAME, HIGHER)
"""The directions in which an output can have gone after a change."""

DECIMALS = 4
"""Two numbers that look the same on the screen count as the same."""


@dataclass(frozen=True)
class Question:
    """Everything that the computed numbers on a page depend on."""

    spec: NetworkSpec
    device: str
    edits: frozenset[tuple[str, float]]

    @classmethod
    def of(cls, passed: KnownPass, edits: Mapping[Element, float]) -> "Question":
        """Describe the scene of a forward pass; `edits` are the values that a person changed in it."""
        spec = passed.network.spec
        return cls(spec, passed.device, frozenset((name_of(element, spec), value) for element, value in edits.items()))


@dataclass(frozen=True)
class Answer:
    """A person's guess about an output of a scene.

    Attributes
    ----------
    output: which output it is about, counted from 0.
    number: the value that was guessed, or None.
    direction: one of `DIRECTIONS`, or empty; without either the person asked to see it without a guess.
    before: the value that a direction starts from.
    """

    scene: Question
    output: int
    number: float | None = None
    direction: str = ""
    before: float = math.nan


def is_guess(value: object) -> bool:
    """Tell whether a value is a number that may be guessed; it must lie within `LIMIT`, so be finite."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LIMIT


def is_same(first: float, second: float) -> bool:
    """Tell whether two numbers are the same as far as the screen shows them."""
    return round(first, DECIMALS) == round(second, DECIMALS)


def direction_of(before: float, now: float) -> str:
    """Return the direction in which an output has changed."""
    if is_same(before, now):
        return SAME
    return HIGHER if now > before else LOWER
