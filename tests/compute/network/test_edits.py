"""Changed values in a link: read back to the last digit, bounded, at rest where the network has no place for them."""

from hypothesis import given
from hypothesis import strategies as st

from compute.network.edits import MAX_EDITS, MAX_TEXT, applied_to, format_edits, is_name, parse_edits
from compute.network.elements import Bias, Unit, Weight
from compute.network.spec import NetworkSpec
from tests.cases import for_each

NAMES = ["x1", "x64", "w1.1.1", "w1.64.64", "w7.64.10", "b1.1", "b7.10"]


@given(st.dictionaries(st.sampled_from(NAMES), st.floats(-100, 100)))
def test_a_link_reads_back_to_the_last_digit(edits: dict[str, float]) -> None:
    assert parse_edits(format_edits(edits)) == (edits, ())


@for_each(
    "part",
    [
        "",
        "x1",
        "x1_",
        "_1",
        "x1_nan",
        "x1_inf",
        "x1_1e3",
        "x1_-1e3",
        "x1_100.5",
        "x1_-100.5",
        "x1_1__0",
        "x1_ 1",
        "x0_1",
        "x01_1",
        "x65_1",
        "y1_1",
        "h1.1_1",
        "w8.1.1_1",
        "b1.65_1",
        "x1_0x10",
        "x1_１",
        "x1_1_1",
        "<b>_1",
    ],
)
def test_what_says_nothing_is_named(part: str) -> None:
    edits, ignored = parse_edits(f"b1.1_0.5~{part}")
    assert edits == {"b1.1": 0.5}
    assert ignored == (part,)


def test_both_ends_of_the_range_are_within() -> None:
    assert parse_edits("x1_100~x2_-100~b1.1_-0.0") == ({"x1": 100.0, "x2": -100.0, "b1.1": 0.0}, ())


def test_a_link_is_bounded() -> None:
    text = "~".join(f"w1.{row}.{column}_1.0" for row in range(1, 6) for column in range(1, 65))
    edits, ignored = parse_edits(text)
    assert len(edits) == MAX_EDITS
    assert len(ignored) == 5 * 64 - MAX_EDITS


def test_the_longest_link_that_is_written_is_read_and_a_longer_one_is_not_even_taken_apart() -> None:
    longest = {f"w1.{row}.{column}": -1.2345678901234567e-100 for row in range(61, 65) for column in range(10, 60)}
    assert len(longest) == MAX_EDITS
    assert parse_edits(format_edits(longest)) == (longest, ())
    read, noise = "x1_1~", "a" * (MAX_TEXT - len("x1_1~"))
    assert parse_edits(read + noise) == ({"x1": 1.0}, (noise,))
    for text in (read + noise + "a", "x1_1~" * 100_000):
        assert parse_edits(text) == ({}, (text,))


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    edits, _ = parse_edits(text)
    assert all(is_name(name) and abs(value) <= 100 for name, value in edits.items())


def test_only_what_the_network_has_applies() -> None:
    edits = {"x3": 1.0, "w1.3.2": 2.0, "b2.1": 3.0, "x4": 4.0, "w3.1.1": 5.0}
    assert applied_to(NetworkSpec(), edits) == {Unit(0, 2): 1.0, Weight(1, 2, 1): 2.0, Bias(2, 0): 3.0}
    assert applied_to(NetworkSpec(bias=False), edits) == {Unit(0, 2): 1.0, Weight(1, 2, 1): 2.0}
