"""Round numbers for axes."""

import math
from collections.abc import Mapping, Sequence

from components.base.style import true_minus

FEW, MOST = 3, 5
"""How many numbers an axis needs to be read, and how many have room at a low one."""


def nice_ticks(low: float, high: float, most: int = 4) -> Sequence[float]:
    """Choose about so many round numbers from low to high."""
    rough = (high - low) / most
    unit = 10.0 ** math.floor(math.log10(rough))
    step = unit * next(each for each in (1, 2, 2.5, 5, 10) if each * unit >= rough)
    return [round(at * step, 10) for at in range(math.ceil(low / step), math.floor(high / step) + 1)]


def log_ticks(low: float, high: float) -> Mapping[str, object]:
    """Choose numbers for an axis on which each step is ten times as much, as Plotly's axes take them.

    Some powers of ten where there are many, all of them, or where these are too few 2 and 5 times as much, too.
    """
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    powers = [power for power in range(first, last + 1) if low <= 10.0**power <= high]
    if len(powers) < FEW:
        values = [digit * 10.0**power for power in range(first, last + 1) for digit in (1, 2, 5)]
        shown = [value for value in values if low <= value <= high]
        return {"tickvals": shown, "ticktext": [f"{value:.6g}" for value in shown]}
    powers = powers[:: math.ceil(len(powers) / MOST)]
    return {"tickvals": [10.0**power for power in powers], "ticktext": [_power(power) for power in powers]}


def _power(power: int) -> str:
    return f"{10.0**power:g}" if -4 < power < 5 else true_minus(f"10<sup>{power}</sup>")
