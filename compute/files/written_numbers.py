"""Numbers as people type them: with a point or with a comma, and nothing that Python alone would take for a number."""

import re

MAX_LENGTH = 40
"""No number that a person types has more characters."""

_NUMBER = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)


def read_number(text: str) -> float | None:
    """Read one decimal number, as `0.5`, `0,5`, `.5`, `-2`, `1e-3`; the minus may be the sign that print uses.

    Returns None for everything else: words, `nan`, two numbers, separators of thousands, what is too long.
    """
    if len(text) > MAX_LENGTH:
        return None
    written = text.strip().replace("\u2212", "-")
    return float(written.replace(",", ".")) if _NUMBER.fullmatch(written) else None


def read_within(text: str, low: float, high: float) -> float | None:
    """Read a number from `low` to `high`, both included; None for everything else."""
    number = read_number(text)
    return number if number is not None and low <= number <= high else None
