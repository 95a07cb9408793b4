"""How numbers are written, and which colours they have, on both sides of zero."""

import pytest

from components.base.style import (
    DARK_TEXT,
    DIVERGING,
    LIGHT_TEXT,
    NEGATIVE,
    POSITIVE,
    VALUE_RANGE,
    colour_of,
    fill_of,
    number,
    short_number,
    text_on,
)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.126, 2, "0.13"),
        (-0.126, 2, "-0.13"),
        (0.004, 2, "0.00"),
        (-0.004, 2, "0.00"),
        (-0.04, 1, "0.0"),
        (-12.34, 1, "-12.3"),
        (-0.4, 0, "0"),
        (-60.0, 0, "-60"),
    ],
)
def test_a_short_number_keeps_its_sign_but_for_zero(value: float, decimals: int, text: str) -> None:
    assert short_number(value, decimals) == text


@pytest.mark.parametrize(("value", "text"), [(0.12345, "0.1235"), (-123.4, "-123.4000"), (-0.00001, "-0.0000")])
def test_a_number_is_written_as_torch_prints_it(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize("value", [0.0, 0.1, 0.9, 1.0, 50.0])
def test_the_scale_is_the_same_on_both_sides_of_zero(value: float) -> None:
    is_dark = value >= 0.9 * VALUE_RANGE
    assert text_on(value) == text_on(-value) == (LIGHT_TEXT if is_dark else DARK_TEXT)
    assert (fill_of(value) == fill_of(-value)) is (value == 0)
    ends = [end[1] for end in (DIVERGING[-1], DIVERGING[0])]
    shown = ["rgb({},{},{})".format(*(int(end[at : at + 2], 16) for at in (1, 3, 5))) for end in ends]
    assert ([fill_of(value), fill_of(-value)] == shown) is (value >= VALUE_RANGE)


def test_an_amount_is_blue_or_orange() -> None:
    assert [colour_of(value) for value in (1e-9, 80.0, -1e-9, -80.0)] == [POSITIVE, POSITIVE, NEGATIVE, NEGATIVE]
