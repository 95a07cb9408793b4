"""Write a gradient: they are small, and four decimals would make 0.0000 of many of them."""

from components.base.style import UNKNOWN, number, true_minus

SMALLEST, LARGEST = 5e-4, 1e4


def small(value: float | None) -> str:
    """Write a value with four decimals, with a power of ten where these would say little, and `?` for none."""
    if value is None:
        return UNKNOWN
    fits = value == 0 or SMALLEST <= abs(value) < LARGEST
    return true_minus(number(value) if fits else f"{value:.3e}")


def in_full(value: float) -> str:
    """Write all the digits that tell a float32 from its neighbours."""
    return f"{value:.9g}"
