"""How numbers are written, and which colours they have, on both sides of zero."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.base.style import (
    BLACK,
    DARK_TEXT,
    DIVERGING,
    LIGHT_TEXT,
    NEGATIVE,
    POSITIVE,
    THEME,
    VALUE_RANGE,
    WALL_VEILS,
    WHITE,
    colour_of,
    fill_at_night,
    fill_of,
    in_brackets,
    ink_at_night,
    number,
    short_number,
    text_on,
)
from tests.cases import for_each
from tests.contrast import contrast, luminance


@for_each(
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


@for_each("value", [0.0, 0.1, 0.9, 1.0, 50.0])
def test_the_scale_is_the_same_on_both_sides_of_zero(value: float) -> None:
    is_dark = value >= 0.9 * VALUE_RANGE
    assert text_on(value) == text_on(-value) == (LIGHT_TEXT if is_dark else DARK_TEXT)
    assert (fill_of(value) == fill_of(-value)) is (value == 0)
    ends = [end[1] for end in (DIVERGING[-1], DIVERGING[0])]
    shown = ["rgb({},{},{})".format(*(int(end[at : at + 2], 16) for at in (1, 3, 5))) for end in ends]
    assert ([fill_of(value), fill_of(-value)] == shown) is (value >= VALUE_RANGE)


@given(st.floats(-1.5, 1.5))
def test_at_night_zero_is_the_page_what_is_strong_shines_and_its_number_can_be_read(value: float) -> None:
    page = THEME["backgroundColor"][1]
    assert luminance(fill_at_night(0)) == luminance(page)
    fill = luminance(fill_at_night(value))
    assert fill >= luminance(fill_at_night(0.9 * value)) - 1e-3
    assert contrast(fill_at_night(value), ink_at_night(value)) >= 4.5


@pytest.mark.parametrize("veil", WALL_VEILS)
@given(value=st.floats(-1.5, 1.5))
def test_on_a_wall_every_number_has_a_contrast_of_seven_to_one(veil: str, value: float) -> None:
    day, night = WALL_VEILS[veil]
    for fill, share, over, type_ in ((fill_of(value), day, 255, BLACK), (fill_at_night(value), night, 0, WHITE)):
        channels = map(int, fill.removeprefix("rgb(").removesuffix(")").split(","))
        shown = ",".join(str(round(channel * (1 - share) + over * share)) for channel in channels)
        assert contrast(f"rgb({shown})", type_) >= 7


def test_an_amount_is_blue_or_orange() -> None:
    assert [colour_of(value) for value in (1e-9, 80.0, -1e-9, -80.0)] == [POSITIVE, POSITIVE, NEGATIVE, NEGATIVE]


def test_negative_numbers_alone_are_written_in_brackets() -> None:
    written = {text: in_brackets(text) for text in ("-0.5", "−0.5", "0.5", "0", "1e-05")}
    assert written == {"-0.5": "(-0.5)", "−0.5": "(−0.5)", "0.5": "0.5", "0": "0", "1e-05": "1e-05"}
