"""The controls of the exercises: which one, how large, how much help, and what was solved."""

import re

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.browser.live import watch
from components.exercises.controls import (
    CHOICE,
    FIELDS,
    GAP,
    MAX_SOLVED,
    SLIDERS,
    SOLVED,
    TEXT,
    WHOLE,
    choose,
    chosen_exercise,
    exercise_controls,
    mark_solved,
    progress,
    show_hints,
    shown_hints,
    solved_cases,
)
from compute.exercises.judging import Case
from tests.cases import for_each
from tests.components.exercises.in_session import given_back, html, visit

UNIT, NETWORK = Case(1, 7, 5), Case(3, 7, 3, 2)


def controls() -> Case:
    """Place the controls."""
    return exercise_controls(watch(SLIDERS), untranslated)


def opened(**link: object) -> AppTest:
    """The controls as a visitor with this link sees them."""
    return visit(controls, **link)


@for_each(
    ("link", "case"),
    [
        ({}, UNIT),
        ({"exercise": 2, "seed": 12, "inputs": 64}, Case(2, 12, 64)),
        ({"exercise": 2, "hidden": 4}, Case(2, 7, 5)),
        ({"exercise": 3}, NETWORK),
        ({"exercise": 3, "inputs": 64, "hidden": 64}, Case(3, 7, 64, 64)),
        ({"exercise": 4, "inputs": 8, "hidden": 8}, Case(4, 7, 8, 8)),
        ({"exercise": 4, "inputs": 9, "hidden": 9}, Case(4, 7, 8, 8)),
        ({"exercise": 6, "inputs": 1, "hidden": 1}, Case(6, 7, 1, 1)),
        ({"exercise": 7}, UNIT),
    ],
)
def test_a_link_is_a_case(link: dict[str, object], case: Case) -> None:
    page = opened(**link)
    assert page.session_state["given back"] == case
    assert page.segmented_control(key=CHOICE).value == str(case.exercise)
    assert {slider.key for slider in page.slider} == {"seed", "inputs"} | ({"hidden"} if case.hidden else set())


@for_each(
    ("link", "limits"),
    [
        ({"exercise": 1}, {"inputs": 64}),
        ({"exercise": 3}, {"inputs": 64, "hidden": 64}),
        ({"exercise": 5}, {"inputs": 8, "hidden": 8}),
    ],
)
def test_the_sliders_end_where_the_exercise_does(link: dict[str, object], limits: dict[str, int]) -> None:
    page = opened(**link)
    assert {slider.key: slider.max for slider in page.slider if slider.key != "seed"} == limits
    assert {slider.min for slider in page.slider if slider.key != "seed"} == {1}
    labels = {slider.key: slider.label for slider in page.slider}
    assert (labels["inputs"], labels.get("hidden", "hidden units")) == ("inputs", "hidden units")


@for_each(
    ("link", "said"),
    [
        ({"exercise": 4, "inputs": 8}, []),
        ({"exercise": 4, "inputs": 9}, ["- **inputs** = `9`; allowed: `1..8`"]),
        ({"exercise": 4, "hidden": 20}, ["- **hidden** = `20`; allowed: `1..8`"]),
        (
            {"exercise": 6, "inputs": 64, "hidden": 9},
            ["- **inputs** = `64`; allowed: `1..8`\n- **hidden** = `9`; allowed: `1..8`"],
        ),
        ({"exercise": 3, "inputs": 64}, []),
        ({"exercise": 4, "inputs": 65}, []),  # no size at all: that is said elsewhere
    ],
)
def test_a_size_that_others_have_and_this_one_not_is_said(link: dict[str, object], said: list[str]) -> None:
    assert [warning.value for warning in opened(**link).warning] == said


def test_a_slider_from_another_exercise_is_moved_to_the_end() -> None:
    page = opened(exercise=3)
    page.slider(key="hidden").set_value(64).run()
    assert page.session_state["given back"] == Case(3, 7, 3, 64)
    page = visit(controls, {"inputs": 9, "hidden": 7}, exercise=5)
    assert page.session_state["given back"] == Case(5, 7, 8, 7)


def test_another_exercise_is_chosen_with_its_own_sizes() -> None:
    page = opened(exercise=1, seed=9, inputs=12, hints=3)
    page.segmented_control(key=CHOICE).set_value("3").run()
    assert page.session_state["given back"] == Case(3, 9, 3, 2)
    page.segmented_control(key=CHOICE).set_value("1").run()
    assert page.session_state["given back"] == Case(1, 9, 5)
    assert [page.segmented_control(key=CHOICE).options[place] for place in (0, 2, 5)] == [
        "1 · sum",
        "3 · two layers",
        "6 · one step",
    ]


@pytest.mark.parametrize(("exercise", "said"), [(1, None), (4, "4")])
def test_to_choose_closes_the_help_and_clears_the_field(exercise: int, said: str | None) -> None:
    def act() -> list[object]:
        show_hints(3)
        choose(exercise)
        state = st.session_state
        return [
            chosen_exercise(),
            shown_hints(),
            state[TEXT],
            state["inputs"],
            state.get("hidden"),
            st.query_params.get("exercise"),
            st.query_params.get("hints"),
        ]

    sizes = [3, 2] if exercise == 4 else [5, None]
    assert given_back(act, {TEXT: "a"}, exercise=2) == [exercise, 0, "", *sizes, said, None]


@for_each(("link", "count"), [({}, 0), ({"hints": 1}, 1), ({"hints": 5}, 5), ({"hints": 6}, 0), ({"hints": -1}, 0)])
def test_how_much_help_a_link_opens(link: dict[str, object], count: int) -> None:
    assert given_back(shown_hints, **link) == count


def test_the_help_is_written_into_the_link() -> None:
    def act() -> list[object]:
        found: list[object] = []
        for count in (2, 0):
            show_hints(count)
            found += [st.query_params.get("hints"), shown_hints()]
        return found

    assert given_back(act) == ["2", 2, None, 0]
    assert (GAP, WHOLE) == (4, 5)


def test_the_fields_of_the_link() -> None:
    assert {field.name: (field.default, field.allowed) for field in FIELDS} | {"seed": None} == {
        "exercise": ("1", FIELDS[0].allowed),
        "seed": None,
        "inputs": ("5", "1..64"),
        "hidden": ("2", "1..64"),
        "hints": ("0", "0..5"),
    }
    assert [FIELDS[0].canonical(text) for text in ("1", "6", "7", "0")] == ["1", "6", None, None]
    assert "4 and 5 are the solution with a gap, and whole" in FIELDS[-1].meaning


def test_five_hundred_solved_cases_are_remembered() -> None:
    def act() -> list[int]:
        counts = []
        for case in (Case(1, 9000, 5), Case(1, 9001, 5)):
            mark_solved(case)
            counts.append(len(solved_cases()))
        return [*counts, Case(1, 9001, 5) in solved_cases()]

    assert MAX_SOLVED == 500
    assert given_back(act, {SOLVED: frozenset(Case(1, seed, 5) for seed in range(499))}) == [500, 500, False]


def test_each_exercise_has_its_mark_and_its_words() -> None:
    page = visit(lambda: progress(untranslated), {SOLVED: frozenset({UNIT, Case(1, 8, 5), NETWORK})})
    marks = re.findall(r'<li class="(\w+)" title="(.*?)" aria-label="(.*?)"><b>(\d)</b> (.*?)</li>', html(page))
    assert marks == [
        (state, words, words, str(number), mark)
        for number, state, mark in [
            (1, "done", "✓ 2"),
            (2, "open", "–"),
            (3, "done", "✓ 1"),
            (4, "open", "–"),
            (5, "open", "–"),
            (6, "open", "–"),
        ]
        for words in [f"exercise {number}, solved: {mark.removeprefix('✓ ').replace('–', '0')}"]
    ]
    assert "<span>solved in this visit</span>" in html(page)
    page.button(key="reset-progress").click().run()
    assert "✓" not in html(page)
    assert [button.key for button in page.button] == []
