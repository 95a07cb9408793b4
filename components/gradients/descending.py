"""Take steps of gradient descent, and remember where some of them led: a slider of the steps asks for all of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from math import inf
from time import thread_time

from components.state.scene import NotReady
from compute.gradients.descent import descend
from compute.network.edits import applied_to, parse_edits
from compute.network.network import Network, draw, edit
from compute.network.spec import NetworkSpec

AT_ONCE = 10
"""The network is remembered after every so many steps."""

_deadline: ContextVar[float] = ContextVar("deadline", default=inf)
"""When steps have to be done, on the clock of `thread_time`, which others at work do not move on, see `in_time`."""


@dataclass(frozen=True)
class DescentStart:
    """Where the steps begin, and how they are taken: all that a step depends on.

    Attributes
    ----------
    edits: as a link has them.
    """

    spec: NetworkSpec
    edits: str
    target: float
    loss: str
    rate: float

    @property
    def network(self) -> Network:
        """The network before any step."""
        return edit(draw(self.spec), applied_to(self.spec, parse_edits(self.edits)[0]))


@dataclass(frozen=True, eq=False)
class Stepped:
    """A network after some steps.

    Attributes
    ----------
    taken: how many: fewer than were asked for where a number would no longer have been finite.
    """

    network: Network
    taken: int


@contextmanager
def in_time(seconds: float) -> Iterator[None]:
    """Let `stepped` raise NotReady where its steps take longer than that; those that are done are remembered."""
    token = _deadline.set(thread_time() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def stepped(start: DescentStart, updates: int) -> Stepped:
    """Take the steps, from the last place that is remembered.

    Raises
    ------
    NotReady: they take longer than `in_time` allows.
    """
    begun = _remembered(start, updates // AT_ONCE) if updates >= AT_ONCE else Stepped(start.network, 0)
    return _further(start, begun, updates)


@lru_cache(maxsize=256)
def _remembered(start: DescentStart, times: int) -> Stepped:
    begun = _remembered(start, times - 1) if times > 1 else Stepped(start.network, 0)
    return _further(start, begun, times * AT_ONCE)


def _further(start: DescentStart, begun: Stepped, updates: int) -> Stepped:
    wanted = updates - begun.taken
    if wanted == 0 or begun.taken % AT_ONCE:  # it has stopped before
        return begun
    if thread_time() > _deadline.get():
        raise NotReady
    way = descend(begun.network, start.target, start.loss, start.rate, min(wanted, AT_ONCE))
    return Stepped(way.network, begun.taken + way.taken)
