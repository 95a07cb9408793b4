"""How numbers are written, and which colours they have, on both sides of zero."""

import math

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
    as_browsers_write,
    colour_of,
    faded,
    fill_at_night,
    fill_of,
    in_brackets,
    ink_at_night,
    ink_on,
    number,
    painted,
    short_number,
    text_on,
    tint_at_night,
    tint_of,
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


@for_each(
    ("value", "day", "night"),
    [
        (-1.0, "rgb(194,87,12)", "rgb(245,138,46)"),
        (-7.0, "rgb(194,87,12)", "rgb(245,138,46)"),
        (-0.5, "rgb(240,168,104)", "rgb(138,76,24)"),
        (0.0, "rgb(243,243,241)", "rgb(15,18,22)"),
        (0.1, "rgb(221,231,238)", "rgb(19,32,46)"),
        (0.5, "rgb(134,181,227)", "rgb(36,87,140)"),
        (1.0, "rgb(31,95,168)", "rgb(90,169,245)"),
        (math.nan, "rgb(138,143,152)", "rgb(138,143,152)"),
    ],
)
def test_a_value_has_its_place_on_the_scale_by_day_and_at_night(value: float, day: str, night: str) -> None:
    """A tenth lies a fifth of the way from the middle to the colour of a half."""
    assert (fill_of(value), fill_at_night(value)) == (day, night)


def test_light_text_begins_at_its_share_of_the_range() -> None:
    assert [text_on(value) for value in (0.61, 0.62, -0.61, -0.62)] == [DARK_TEXT, LIGHT_TEXT] * 2


@for_each(
    ("light", "dark"),
    [
        ("rgb(117,117,117)", "rgb(118,118,118)"),
        ("rgb(236,0,0)", "rgb(237,0,0)"),
        ("rgb(0,137,0)", "rgb(0,138,0)"),
        ("rgb(180,0,255)", "rgb(200,0,255)"),
        ("rgb(0,0,255)", "rgb(255,255,255)"),
    ],
)
def test_type_is_white_up_to_a_luminance_of_0_179_and_black_above(light: str, dark: str) -> None:
    """Green counts for most and blue for least: 0.7152 and 0.0722 of white's luminance, red for 0.2126."""
    assert (ink_on(light), ink_on(dark)) == (WHITE, BLACK)


def test_a_painted_cell_has_a_fill_and_the_ink_for_it_by_day_and_at_night() -> None:
    assert painted(1.0) == "--fill:rgb(31,95,168);--type:#ffffff;--fill-night:rgb(90,169,245);--type-night:#000000"
    assert ink_at_night(1.0) == BLACK
    assert ink_at_night(0.0) == WHITE


@pytest.mark.parametrize(
    ("row", "place", "day", "night"),
    [
        (0, 0.0, "#eebe52", "rgb(198,138,3)"),
        (7, 0.0, "#eebe52", "rgb(198,138,3)"),
        (1, 0.0, "#8cccf0", "rgb(75,156,201)"),
        (2, 1.0, "#d1eee6", "rgb(11,53,45)"),
    ],
)
def test_a_row_has_its_tint_that_pales_along_the_row(row: int, place: float, day: str, night: str) -> None:
    assert (tint_of(row, place), tint_at_night(row, place)) == (day, night)


def test_colours_are_written_as_browsers_do_and_faded() -> None:
    assert as_browsers_write("#0b0c0d") == "rgb(11, 12, 13)"
    assert as_browsers_write("rgb(1,2,3)") == "rgb(1, 2, 3)"
    assert faded("#0b0c0d", 0.5) == "rgba(11,12,13,0.5)"


def test_zero_is_no_negative_amount() -> None:
    assert colour_of(0.0) == POSITIVE
