"""Collect what visits have left behind, from time to time.

Objects that refer to each other in a circle are freed by Python's garbage collector alone. It looks at the older ones
of them so seldom here (see `start_up`) that each visit would leave some 80 kB behind. A look takes about 50 ms, in
which nobody is answered, and as much again for each hundred moves since the one before.
"""

import asyncio
import gc

EVERY = 10.0
"""Seconds between two looks."""


async def collect_from_time_to_time(every: float = EVERY) -> None:
    """Collect all garbage, again and again, until this is cancelled; nothing of what `start_up` froze is looked at.

    Where Python itself has not even looked at the young objects since, nobody was there, and nothing is done.

    Parameters
    ----------
    every: seconds between two looks.
    """
    while True:
        await asyncio.sleep(every)
        _young, *looked_at = gc.get_count()
        if any(looked_at):
            gc.collect()
