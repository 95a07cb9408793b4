"""A gradient is written with four decimals where these say something, and else with a power of ten."""

import pytest

from components.base.small import in_full, small


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "?"),
        (0.0, "0.0000"),
        (5e-4, "0.0005"),
        (4.99e-4, "4.990e−04"),
        (-5e-4, "−0.0005"),
        (-4.99e-4, "−4.990e−04"),
        (-0.75, "−0.7500"),
        (9999.75, "9999.7500"),
        (1e4, "1.000e+04"),
        (-9999.75, "−9999.7500"),
        (-1e4, "−1.000e+04"),
        (-123456.0, "−1.235e+05"),
    ],
)
def test_four_decimals_on_both_sides_of_zero_as_far_as_they_say_something(value: float | None, text: str) -> None:
    assert small(value) == text


def test_all_digits_tell_a_float32_from_its_neighbours() -> None:
    assert (in_full(0.1), in_full(-123456.789)) == ("0.1", "-123456.789")
