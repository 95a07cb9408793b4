"""The way of a unit from its products to z, as signed bars: each one begins where the one before has ended.

Where the bars are is geometry of numbers that torch has computed; which numbers they stand for is written beside them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from compute.network.known_pass import KnownLayer

STEPS = (1.0, 1.5, 2.0)
"""The scale of the bars reaches to one of these times a power of two, so that it rests while a value moves."""


class Bar(NamedTuple):
    """A bar from one amount to another; both are 0 while its number is not known."""

    begin: float
    end: float


NO_BAR = Bar(0.0, 0.0)


@dataclass(frozen=True)
class Waterfall:
    """The bars of a unit.

    Attributes
    ----------
    products: one for each input. They begin at 0 until they are added up.
    total: from 0 to the sum.
    bias: from the sum to z; None without biases.
    preactivation: from 0 to z; None without biases, where the sum is z.
    stacked: whether the products are added up.
    low, high: what the scale reaches from and to; 0 is within.
    """

    products: Sequence[Bar]
    total: Bar
    bias: Bar | None
    preactivation: Bar | None
    stacked: bool
    low: float
    high: float

    @classmethod
    def of(cls, layer: KnownLayer) -> "Waterfall":
        """Return the bars of the only unit of a layer, as far as their numbers are known."""
        products, total, z = layer.products[0], layer.weighted_sum[0], layer.preactivation[0]
        bias = None if layer.bias is None else float(layer.bias)
        has_bias, stacked = bias is not None, total is not None
        ends: list[float] = [] if products is None else products.cumsum(dim=0).tolist()
        alone: list[float] = [] if products is None else products.tolist()
        bars = [NO_BAR] * len(layer.weights) if products is None else [Bar(0.0, value) for value in alone]
        if stacked:
            bars = [Bar(begin, end) for begin, end in zip([0.0, *ends[:-1]], ends, strict=True)]
        known = [*alone, *ends, ends[-1] + (bias or 0.0)] if ends else []
        return cls(
            products=bars,
            total=NO_BAR if total is None else Bar(0.0, total),
            bias=(NO_BAR if total is None or z is None else Bar(total, z)) if has_bias else None,
            preactivation=(NO_BAR if z is None else Bar(0.0, z)) if has_bias else None,
            stacked=stacked,
            low=-_reach(-min([0.0, *known])),
            high=_reach(max([0.0, *known])) or float(not any(known)),
        )

    @property
    def bars(self) -> list[Bar]:
        """All bars in their order: products, sum, bias, z."""
        return [*self.products, *(bar for bar in (self.total, self.bias, self.preactivation) if bar is not None)]

    @property
    def last(self) -> Bar:
        """The bar that ends at z."""
        return self.total if self.preactivation is None else self.preactivation


def _reach(size: float) -> float:
    """Return the least of `STEPS` times a power of two that is not below `size`; 0 for nothing."""
    if size <= 0:
        return 0.0
    power = 2.0 ** math.floor(math.log2(size))
    return next(step * power for step in STEPS if step * power >= size)
