"""Numbers as people type them, and all that only looks like one."""

import math

from hypothesis import given
from hypothesis import strategies as st

from compute.files.written_numbers import read_number, read_within
from tests.cases import for_each


@for_each(
    ("text", "number"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        (",5", 0.5),
        (".5", 0.5),
        ("5,", 5.0),
        (" -2 ", -2.0),
        ("+3", 3.0),
        ("\u22121,25", -1.25),
        ("1e-3", 0.001),
        ("1,5E2", 150.0),
        ("0" * 37 + "2.5", 2.5),
    ],
)
def test_a_comma_and_a_point_are_the_same(text: str, number: float) -> None:
    assert read_number(text) == number


@for_each(
    "text",
    [
        "",
        " ",
        "-",
        ",",
        "1,2,3",
        "1.000,5",
        "1,000.5",
        "1_000",
        "nan",
        "inf",
        "0x1",
        "٣",
        "1 2",
        "½",
        "1e",
        "e5",
        "0" * 38 + "2.5",
        "9" * 41,
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert read_number(text) is None


@given(st.text(max_size=60))
def test_any_text_is_a_number_of_python_s_or_none(text: str) -> None:
    number = read_number(text)
    # float() keeps the separators U+001C..1F of ASCII, which strip() takes off.
    assert number is None or number == float(text.strip().replace(",", ".").replace("\u2212", "-"))


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(".,"))
def test_what_python_writes_is_read(value: float, sign: str) -> None:
    assert read_number(repr(value).replace(".", sign)) == value


def test_within() -> None:
    assert read_within("1e999", -math.inf, 1e308) is None
    assert read_within("100", -100.0, 100.0) == 100.0
    assert read_within("100,1", -100.0, 100.0) is None
    assert read_within("-100", -100.0, 100.0) == -100.0
    assert read_within("-100,1", -100.0, 100.0) is None
    assert read_within("0", 0.5, 2.0) is None
