"""What only the garbage collector can free is freed, and nothing is looked at while nobody is there."""

import asyncio
import gc
import weakref

import pytest

from components.frame.collecting import collect_from_time_to_time
from tests import loops


class InCircle:
    """Refers to itself, as a session's objects refer to each other."""

    def __init__(self) -> None:
        self.own = self


@pytest.mark.parametrize(("count", "is_kept"), [((3, 1, 0), False), ((3, 0, 1), False), ((19_000, 0, 0), True)])
def test_an_old_circle_is_freed_where_young_objects_were_looked_at(
    count: tuple[int, int, int], is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = InCircle()
    gc.collect()  # by now it is old
    kept = weakref.ref(left)
    del left
    monkeypatch.setattr(gc, "get_count", lambda: count)

    async def some_looks() -> None:
        looking = asyncio.create_task(collect_from_time_to_time(0.001))
        await asyncio.sleep(0.05)
        looking.cancel()

    gc.disable()  # what follows is the work of nobody else
    try:
        loops.run(some_looks())
        assert (kept() is not None) is is_kept
    finally:
        gc.enable()
