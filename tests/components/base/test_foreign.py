"""Foreign text can be seen, and does nothing; foreign numbers are numbers."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from components.base.foreign import MOST, code, finite, html, visible, whole, within_code
from tests.cases import for_each


@for_each("text", ["", " ", "a", "`", "``", "` `", "\n\n[log in](http://x)", "\\", "a`b``c", "\u200b", "\t"])
def test_code_is_one_piece_of_code(text: str) -> None:
    assert re.fullmatch(r"`[^`\n]*\S[^`\n]*`", code(text))


@given(st.text(max_size=80))
def test_what_is_shown_has_a_look(text: str) -> None:
    for sign in visible(text):
        assert unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    assert "\n" not in within_code(text)
    assert not set(html(text)) & set("<>\"'")


@for_each(
    ("text", "shown"),
    [
        ("a\u202eb", "a\\u202eb"),
        ("\u200bseed", "\\u200bseed"),
        ("a\nb\x00", "a\\x0ab\\x00"),
        ("\u2028", "\\u2028"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("e" + "\u0301" * 4, "e\u0301\u0301\\u0301\\u0301"),
        ("ação 7×3", "ação 7×3"),
        ("x" * (MOST + 1), "x" * MOST + ".."),
    ],
)
def test_what_nobody_would_see_is_written_as_its_number(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_block_keeps_its_lines() -> None:
    assert visible("a\nb\r", lines=True) == "a\nb\\x0d"


@for_each(
    "value",
    [None, "1", True, [], {}, 10**309, -(10**400), float("nan"), float("inf"), 1j],
)
def test_what_is_no_number_is_none(value: object) -> None:
    assert finite(value) is None
    assert whole(value, 10) is None


def test_numbers_are_numbers() -> None:
    assert finite(-2) == -2.0
    assert whole(3.0, 3) == 3
    assert [whole(value, 3) for value in (-1, 4, 2.5)] == [None, None, None]


@for_each(
    ("text", "shown"),
    [
        ("x" * MOST, "x" * MOST),
        ("\u00ad", "\\xad"),
        ("\u0600", "\\u0600"),
        ("\uffff", "\\uffff"),
        ("\U0001000c", "\\U0001000c"),
        ("\ufe00\ufe0f", "\\ufe00\\ufe0f"),
        ("\ufdfc\ufe10", "\ufdfc\ufe10"),
        ("\U000e0100\U000e01ef", "\\U000e0100\\U000e01ef"),
        ("e\u0301\u0301a\u0301\u0301", "e\u0301\u0301a\u0301\u0301"),
        ("\n", "\\x0a"),
    ],
)
def test_only_what_has_no_look_becomes_a_number(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_the_most_that_is_shown_can_be_another() -> None:
    assert (visible("abcd", 3), visible("abc", 3)) == ("abc..", "abc")
    assert within_code("a`bcd", 4) == "a'bc.."
    assert (code("abc", 2), html("<b>", 2)) == ("`ab..`", "&lt;b..")
    assert code(" ") == "`␣`"
    assert html('<b>"') == "&lt;b&gt;&quot;"


def test_a_whole_number_is_from_nought_to_two_to_the_fifty_third() -> None:
    assert [whole(value) for value in (0, 2**53, 2**53 + 2, -1)] == [0, 2**53, None, None]
    assert isinstance(whole(2.0), int)
    assert (finite(0), finite(-1.5)) == (0.0, -1.5)
