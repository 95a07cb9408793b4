"""What is said of each of the six changes, of a guess, and of two that look alike."""

import re

import pytest

from components.base.text import untranslated
from components.shapes.figures.changes import cards_html
from components.shapes.figures.journey import journey_html
from components.shapes.panels import reshape
from components.shapes.panels.reshape import (
    CARDS,
    JOURNEY,
    change_panel,
    changes_panel,
    twins,
    which_changes_panel,
    words_about,
)
from compute.shapes.reshaping import ChangeSpec, compare
from tests.cases import for_each
from tests.components.without_page import WithoutPage

VECTOR = "A vector has no rows and columns to swap: it comes back as it is. A column of it: a.view(-1, 1)."
NOT_FOR_RESIZE = "-1 is for view and reshape. resize_ works nothing out, for it may give any number of cells."
TWO = "-1 says: work this size out. For one size there is one answer, for two there are many."
UNSET = "? is a cell that nobody has set: torch would show whatever was in memory there."


def words(name: str, spec: ChangeSpec) -> str:
    """Return what is said of one change."""
    comparison = compare(spec)
    return words_about(comparison.named(name), spec, comparison, untranslated)


@for_each(
    ("name", "spec", "said"),
    [
        ("view", ChangeSpec(3, 2, 2, 2), "4 cells for 6 numbers: none may be left over, and none invented."),
        ("reshape", ChangeSpec(1, 1, 2, 3), "6 cells for 1 number: none may be left over, and none invented."),
        ("view", ChangeSpec(3, 2, 1, 1), "1 cell for 6 numbers: none may be left over, and none invented."),
        ("view", ChangeSpec(3, 2, 2, 3, 2), "6 cells for 12 numbers: none may be left over, and none invented."),
        (
            "view",
            ChangeSpec(3, 2, 4, 1, infer="columns"),
            "-1 says: work this size out. 6 numbers cannot be shared out in parts of 4.",
        ),
        (
            "reshape",
            ChangeSpec(3, 2, 1, 5, infer="rows"),
            "-1 says: work this size out. 6 numbers cannot be shared out in parts of 5.",
        ),
        (
            "view",
            ChangeSpec(1, 1, 4, 2, infer="columns"),
            "-1 says: work this size out. One number cannot be shared out in parts of 4.",
        ),
        ("resize_", ChangeSpec(3, 2, 2, 3, infer="rows"), NOT_FOR_RESIZE),
        ("view", ChangeSpec(3, 2, 2, 3, infer="both"), TWO),
        (
            "transpose",
            ChangeSpec(3, 2, 2, 3, flat=True),
            "A vector has dimension 0 and no dimension 1: there is nothing to swap.",
        ),
        (
            "view",
            ChangeSpec(3, 2, 3, 2, transposed=True),
            "view never moves a number, and in this order they do not lie in memory. reshape makes a copy instead.",
        ),
        (
            "t",
            ChangeSpec(3, 2, 2, 3, 2),
            "t() is for rows and columns. With three dimensions, name the two to swap: transpose(0, 1).",
        ),
        (
            "resize_",
            ChangeSpec(3, 2, 4, 3, owner="numpy"),
            "The memory belongs to a NumPy array; torch cannot make it larger.",
        ),
        (
            "resize_",
            ChangeSpec(3, 2, 4, 3, owner="requires_grad"),
            "torch keeps track of what is computed from this tensor; its shape must not change underneath.",
        ),
    ],
)
def test_what_a_refused_change_means(name: str, spec: ChangeSpec, said: str) -> None:
    assert words(name, spec) == said


@for_each(
    ("name", "spec", "said"),
    [
        ("reshape", ChangeSpec(3, 2, 2, 3), ""),
        ("reshape", ChangeSpec(3, 2, 2, 3, infer="columns"), "torch has worked out -1: it is 3."),
        ("view", ChangeSpec(3, 2, 2, 3, infer="rows"), "torch has worked out -1: it is 2."),
        ("t", ChangeSpec(3, 2, 2, 3, infer="rows"), ""),
        (
            "reshape",
            ChangeSpec(3, 2, 3, 2, transposed=True),
            "In this order the numbers do not lie in memory, so reshape has made a copy.",
        ),
        (
            "reshape",
            ChangeSpec(3, 2, 3, 2, transposed=True, infer="rows"),
            "torch has worked out -1: it is 3. In this order the numbers do not lie in memory, so reshape has made a "
            "copy.",
        ),
        ("t", ChangeSpec(3, 2, 2, 3, flat=True), VECTOR),
        ("T", ChangeSpec(3, 2, 2, 3, flat=True), VECTOR),
        ("view", ChangeSpec(3, 2, 2, 3, flat=True), ""),
        (
            "T",
            ChangeSpec(3, 2, 2, 3, 2),
            "T turns the order of all dimensions round; transpose swaps the two that are named.",
        ),
        ("T", ChangeSpec(3, 2, 2, 3), ""),
        ("transpose", ChangeSpec(3, 2, 2, 3, 2), ""),
        ("resize_", ChangeSpec(3, 2, 4, 3), UNSET),
        ("resize_", ChangeSpec(3, 2, 2, 2), ""),
        (
            "resize_",
            ChangeSpec(3, 2, 3, 2, transposed=True),
            "resize_ ignores strides: it lays out the memory line by line.",
        ),
        ("resize_", ChangeSpec(3, 2, 2, 3, transposed=True), ""),
    ],
)
def test_what_is_worth_knowing_of_a_change_that_worked(name: str, spec: ChangeSpec, said: str) -> None:
    assert words(name, spec) == said


@for_each(
    ("spec", "said"),
    [
        (
            ChangeSpec(3, 2, 2, 3),
            "`a.view(2, 3)` and `a.t()` have the same shape (2, 3) but **other numbers**: view reads on line by line, "
            "t() turns rows into columns.",
        ),
        (
            ChangeSpec(1, 3, 3, 1),
            "`a.view(3, 1)` and `a.t()` agree here: the same shape (3, 1) and the same numbers.",
        ),
        (ChangeSpec(3, 2, 6, 1), ""),
        (ChangeSpec(3, 2, 2, 2), ""),  # torch refuses the view
        (ChangeSpec(3, 2, 4, 3, 2), ""),  # and t() of three dimensions
    ],
)
def test_view_and_t_are_compared_where_they_give_the_same_shape(spec: ChangeSpec, said: str) -> None:
    assert twins(compare(spec), untranslated) == said


@for_each(
    ("guess", "answer"),
    [
        ("resize_", "Yes. The underscore at the end of the name says so: it works in place."),
        ("reshape", "No. It returns another tensor; a keeps its shape (3, 2)."),
        ("view", "With this tensor torch refuses it: shape '[4, 3]' is invalid for input of size 6"),
        ("t", "No. It returns another tensor; a keeps its shape (3, 2)."),
        (None, ""),
    ],
)
def test_which_line_changes_the_tensor_itself(guess: str | None, answer: str) -> None:
    asked: dict[str, str] = {}

    def choose(_question: str, options: dict[str, str]) -> str | None:
        asked.update(options)
        return guess

    rows = 4 if guess in ("view", "resize_") else 2
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        patch.setattr(reshape, "guess_control", choose)
        which_changes_panel(compare(ChangeSpec(3, 2, rows, 3)), untranslated)
        assert list(asked) == ["reshape", "resize_", "view", "transpose", "t", "T"]
        assert asked["transpose"] == "`a.transpose(0, 1)`"
        said = re.sub("<.*?>", "", shown.text("value-answer"))
        assert said.replace("&#x27;", "'") == answer


@for_each(
    ("key", "pressed", "select"),
    [
        (CARDS, "e4", "e4"),
        (JOURNEY, "e4", "e4"),
        (CARDS, "", ""),
        (JOURNEY, "", ""),
        (CARDS, "e0", "e1"),
        (JOURNEY, "x", "e1"),
    ],
)
def test_a_press_on_an_element_selects_it_and_another_lets_it_go(key: str, pressed: str, select: str) -> None:
    pick = {CARDS: reshape._pick_element, JOURNEY: reshape._pick_in_journey}
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        shown.link["select"] = "e1"
        shown.state[key] = {"picked": {"name": pressed, "number": 1}}
        pick[key]()
        assert shown.link.get("select", "") == select


def test_both_pictures_have_the_words_of_each_change_and_the_chosen_element() -> None:
    spec = ChangeSpec(3, 2, 2, 3, infer="rows")
    comparison = compare(spec)
    placed: list[tuple[str, str, bool]] = []
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        shown.link["select"] = "e3"
        patch.setattr(reshape, "pressable", lambda html, *, key, lets_go, **_named: placed.append((key, html, lets_go)))
        change_panel(spec, comparison, "view", untranslated)
        changes_panel(spec, comparison, untranslated)
        assert shown.text("value-twins") == twins(comparison, untranslated) != ""
    size = "torch has worked out -1: it is 2."
    explained = {"reshape": size, "view": size, "resize_": NOT_FOR_RESIZE}
    assert placed == [
        (JOURNEY, journey_html(comparison.before, comparison.named("view"), size, 2), True),
        (CARDS, cards_html(comparison, explained, 2), True),
    ]


def test_where_no_two_are_alike_nothing_is_compared() -> None:
    spec = ChangeSpec(3, 2, 1, 6)
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        patch.setattr(reshape, "pressable", lambda _html, **_named: None)
        changes_panel(spec, compare(spec), untranslated)
        assert shown.texts == []


def test_strides_that_are_in_order_are_not_said_to_be_ignored() -> None:
    assert words("resize_", ChangeSpec(3, 2, 2, 3)) == ""
    assert words("resize_", ChangeSpec(3, 2, 3, 2, transposed=True)) == (
        "resize_ ignores strides: it lays out the memory line by line."
    )
