"""How many examples a property-based test tries: few in each run, many where `EXAMPLES` asks for it."""

import os

from hypothesis import settings

SHARE = float(os.environ.get("EXAMPLES", "0.25"))
"""`make test EXAMPLES=1` tries as many as a test names, `EXAMPLES=20` twenty times as many."""

FEWEST = 3


def examples(count: int) -> settings:
    """This many examples, or the share of them that was asked for; none of them has a deadline on a shared machine."""
    return settings(max_examples=max(FEWEST, round(SHARE * count)), deadline=None)
