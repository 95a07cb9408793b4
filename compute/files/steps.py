"""A program as a sequence of steps: a page shows them as one, a lesson puts its text between them."""

from collections.abc import Iterable


def in_one(steps: Iterable[str]) -> str:
    """Return the steps as one source, with an empty line between any two; a step without code is no step."""
    return "\n\n".join(step for step in steps if step) + "\n"
