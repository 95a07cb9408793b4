"""Many cases in one test: all of them are run, and those that fail are named."""

import pytest

from tests.cases import for_each


def test_all_cases_run_and_those_that_fail_are_named() -> None:
    seen = []

    @for_each(("number", "word"), [(1, "one"), (-2, "minus two"), (3, "three"), (-4, "minus four")])
    def is_positive(number: int, word: str) -> None:
        seen.append(word)
        assert number > 0, "too small\nby far"

    with pytest.raises(AssertionError) as failed:
        is_positive()
    assert seen == ["one", "minus two", "three", "minus four"]
    lines = str(failed.value).splitlines()
    assert lines[0] == "2 of 4 cases fail, the first of them as above"
    assert lines[1:] == ["(-2, 'minus two'): too small", "(-4, 'minus four'): too small"]
    assert "by far" in str(failed.value.__cause__)


def test_a_missing_error_fails_too() -> None:
    @for_each("number", [1, 0])
    def divides(number: int) -> None:
        with pytest.raises(ZeroDivisionError):
            _ = 1 / number

    with pytest.raises(AssertionError, match=r"1 of 2 cases fail.*\n1: DID NOT RAISE"):
        divides()


def test_cases_of_cases_come_with_what_else_is_given() -> None:
    seen = []

    @for_each("number", [1, 2])
    @for_each("letter", "xy")
    def notes(word: str, letter: str, number: int) -> None:
        seen.append(f"{word}{letter}{number}")

    notes(word="a")
    assert seen == ["ax1", "ay1", "ax2", "ay2"]


def test_a_test_over_nothing_is_none() -> None:
    with pytest.raises(AssertionError, match="no cases"):
        for_each("number", [])
    with pytest.raises(AssertionError, match="takes not all"):

        @for_each("number", [1])
        def takes_another(letter: str) -> None: ...
