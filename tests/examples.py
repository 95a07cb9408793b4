"""How many examples a property-based test tries: few in each run, many where `EXAMPLES` asks for it."""

import os
import random
from collections.abc import Iterable
from typing import TypeVar

from hypothesis import settings

Case = TypeVar("Case")

FULL = 0.25
"""What `make test` tries; `make test-fast` tries less."""

SHARE = float(os.environ.get("EXAMPLES", FULL))
"""`make test EXAMPLES=1` tries as many as a test names, `EXAMPLES=20` twenty times as many."""

FEWEST = 3


def examples(count: int) -> settings:
    """This many examples, or the share of them that was asked for; none of them has a deadline on a shared machine."""
    return settings(max_examples=share(count), deadline=None)


def share(count: int) -> int:
    """The share of so many examples that was asked for."""
    return max(FEWEST, round(SHARE * count))


def some(cases: Iterable[Case]) -> list[Case]:
    """All of these cases in `make test`, and some of them, always the same, where fewer examples are asked for.

    For a sweep over many combinations, of which each takes long.
    """
    whole = list(cases)
    count = max(FEWEST, round(min(SHARE / FULL, 1) * len(whole)))
    kept = sorted(random.Random(count).sample(range(len(whole)), min(count, len(whole))))
    return [whole[place] for place in kept]
