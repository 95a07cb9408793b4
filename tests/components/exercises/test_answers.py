"""A visitor's answer, guesses and solved exercises: judged once, kept for the visit, and taken over from before."""

import logging
from typing import Any

import pytest
import streamlit as st

from components.exercises import answers
from components.exercises.answers import (
    DIRECTION,
    GUESS,
    MAX_GUESSES,
    MAX_KEPT,
    guess_of,
    guesses,
    hand_in,
    judged,
    just_handed_in,
    keep_text,
    right_guess,
    steps_of,
    take_back,
    to_keep,
)
from components.exercises.controls import TEXT, mark_solved, solved_cases
from compute.exercises.expression import FailedError, RefusedError
from compute.exercises.judging import Case, Judgement, judge
from tests.cases import for_each
from tests.components.exercises.in_session import given_back, visit

UNIT, OTHER, PRODUCT, NETWORK = Case(1, 7, 5), Case(1, 8, 5), Case(2, 7, 5), Case(3, 7, 3, 2)
LINES = "activation(torch.sum(features * weights) + bias)"
GUESSES = "exercises-guesses"


def handed(text: str, case: Case = UNIT) -> None:
    """Hand in a text as the form does."""
    st.session_state[TEXT] = text
    hand_in(case)


def test_an_answer_is_judged_and_what_is_right_is_solved() -> None:
    def act() -> list[object]:
        handed("0.1595")
        first = [judged(UNIT).answer.verdict.solved, solved_cases(), just_handed_in(), just_handed_in()]
        handed("0.1214", OTHER)
        return [*first, judged(OTHER).answer.verdict.solved, solved_cases()]

    assert given_back(act) == [True, {UNIT}, True, False, False, {UNIT}]


def test_an_answer_is_about_its_exercise_and_a_number_about_its_case() -> None:
    def act() -> list[object]:
        found: list[object] = [judged(UNIT), just_handed_in()]
        handed("0.1595")
        found += [judged(UNIT) is None, judged(OTHER) is None, judged(PRODUCT) is None]
        handed(LINES)
        found += [judged(UNIT) is None, judged(OTHER).answer.verdict.solved, judged(PRODUCT) is None]
        handed("")
        return [*found, judged(UNIT)]

    assert given_back(act) == [None, False, False, True, True, False, True, True, None]


def test_a_text_is_judged_once_on_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[Case, str]] = []

    def noted(case: Case, text: str) -> Judgement:
        seen.append((case, text))
        return judge(case, text)

    monkeypatch.setattr(answers, "judge", noted)

    def act() -> None:
        handed(LINES)
        assert judged(UNIT) is judged(UNIT)
        assert judged(OTHER) is not judged(UNIT)
        handed(LINES + " ")

    given_back(act)
    assert seen == [(UNIT, LINES), (OTHER, LINES), (UNIT, LINES), (UNIT, LINES + " ")]


def test_a_text_is_cut_after_one_character_more_than_there_may_be() -> None:
    def act() -> list[object]:
        handed("1" * 5000)
        return [len(to_keep()["answered"][0]), judged(UNIT).error.reason]

    assert given_back(act) == [3001, "length"]


@for_each(
    ("session", "case", "text"),
    [
        ({"exercises-answered": ("a", UNIT)}, OTHER, "a"),
        ({"exercises-answered": ("a", UNIT)}, PRODUCT, None),
        ({"exercises-answered": ("", UNIT)}, UNIT, None),
        ({"exercises-answered": ("a", UNIT), TEXT: "b"}, UNIT, "b"),
        ({"exercises-answered": ("a", UNIT), TEXT: ""}, UNIT, ""),
        ({}, UNIT, None),
    ],
)
def test_a_new_field_has_the_last_answer_to_this_exercise(
    session: dict[str, object], case: Case, text: str | None
) -> None:
    def act() -> object:
        keep_text(case)
        return st.session_state.get(TEXT)

    assert given_back(act, session) == text


def shown(text: str, case: Case = UNIT) -> str:
    """What is shown of the last line."""

    def act() -> str:
        handed(text, case)
        return judged(case).shown

    return str(given_back(act))


@for_each(
    ("text", "written"),
    [
        ("0.1595", ""),
        (LINES, "tensor([[0.1595]])"),
        ("features", "tensor([[-0.1468,  0.7861,  0.9468, -1.1143,  1.6908]])"),
        ("features.view(5, 1)[:2]", "tensor([[-0.1468],\n        [ 0.7861]])"),
        ("torch.ones(5) * 1000", "tensor([1000.0000, 1000.0000, 1000.0000, 1000.0000,\n        1000.0000])"),
        ("torch.tensor([1, 2])", "tensor([1, 2])"),
        ("features > 0", "tensor([[False,  True,  True, False,  True]])"),
        ("bias.sum() * 0 + 3", "tensor(3.)"),
        ("features.shape", "(1, 5)"),
        ("3 * features.shape[1]", "15"),
    ],
)
def test_what_the_last_line_gave_is_written_as_it_is_printed(text: str, written: str) -> None:
    assert shown(text) == written


def test_a_result_of_four_thousand_characters_is_shown_and_a_longer_one_cut() -> None:
    longest = repr((1,) * 1332 + (10,))
    assert len(longest) == 4000
    assert shown("(1,) * 1332 + (10,)") == longest
    assert shown("(1,) * 1332 + (100,)") == repr((1,) * 1332 + (100,))[:4000] + " .."


@for_each(
    ("text", "place"),
    [
        ("open(1)", (0, "")),
        ("\n\nopen(1)\n\n", (0, "")),
        ("x = 1\n  \nif x:\n    open(1)", (4, "open(1)")),
        ("x = 1\nfeatures.som()", (2, "features.som()")),
        ("1 / 0\nx = 1", (1, "1 / 0")),
        ("x = 1\ny = 2\n" * 31, (0, "")),
    ],
)
def test_the_line_of_an_error_is_told_where_there_are_several(text: str, place: tuple[int, str]) -> None:
    def act() -> object:
        handed(text)
        found = judged(UNIT)
        assert found.answer is None
        return found.place

    assert given_back(act) == place


def test_an_error_has_what_was_thrown_away_and_a_refusal_has_not() -> None:
    def act() -> list[object]:
        handed("weights.t()\ntorch.mm(features, weights)")
        failed = judged(UNIT)
        handed("weights.t()\nopen(1)")
        refused = judged(UNIT)
        return [failed.error, failed.discarded, failed.failed, refused.error, refused.discarded, refused.failed]

    error, discarded, failed, refusal, none, also = given_back(act)
    assert (type(error), discarded, failed) == (FailedError, ("t", 1), False)
    assert (type(refusal), none, also) == (RefusedError, ("", 0), False)


def test_a_fault_of_the_site_stands_in_its_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_case: Case, _text: str) -> None:
        raise LookupError("a surprise")

    monkeypatch.setattr(answers, "judge", broken)

    def act() -> list[object]:
        handed("x" * 300, PRODUCT)
        found = judged(PRODUCT)
        return [found.failed, found.answer, found.error, len(found.steps)]

    with caplog.at_level(logging.ERROR):
        assert given_back(act) == [True, None, None, 3]
    assert f"exercise 2 could not be judged: '{'x' * 200}'" in caplog.text
    assert "a surprise" in caplog.text


@for_each(
    ("text", "done"),
    [
        ("", "...."),
        ("0.1595", "####"),
        ("0.1214", "##.."),
        ("0.9999", "...."),
        ("features * weights", "#..."),
        (LINES, "####"),
        ("torch.sum(features * weights)\nopen(1)", "##.."),
    ],
)
def test_the_steps_that_an_answer_has_computed(text: str, done: str) -> None:
    def act() -> str:
        if text:
            handed(text)
        return "".join("#" if step.is_done else "." for step in steps_of(UNIT))

    assert given_back(act) == done


def test_the_steps_are_those_of_the_case() -> None:
    def act() -> list[int]:
        handed(LINES)
        return [len(steps_of(case)) for case in (UNIT, PRODUCT, NETWORK)]

    assert given_back(act) == [4, 3, 6]


@for_each(
    ("case", "right"),
    [
        (UNIT, "0"),  # 0.1595
        (Case(1, 12, 5), "1"),
        (Case(4, 7, 3, 2), "up"),  # its gradient is below 0
        (Case(5, 7, 3, 2), "down"),
        (Case(6, 7, 3, 2), "up"),
        (Case(6, 10, 3, 2), "down"),
    ],
)
def test_the_right_guess(case: Case, right: str) -> None:
    assert right_guess(case) == right
    assert right in guesses(case)
    assert guesses(case) == (("up", "down") if case.exercise > 3 else ("0", "1"))


def guessed(case: Case, chosen: object, before: dict[Case, str]) -> Any:
    """The guesses after one more."""

    def act() -> object:
        answers._guess(GUESS, case)
        return st.session_state[GUESSES]

    return given_back(act, {GUESSES: before, GUESS: chosen})


def test_a_guess_replaces_the_one_before_and_one_that_is_none_takes_it_away() -> None:
    assert guessed(UNIT, "1", {}) == {UNIT: "1"}
    assert guessed(UNIT, "1", {UNIT: "0", OTHER: "0"}) == {OTHER: "0", UNIT: "1"}
    assert guessed(UNIT, None, {UNIT: "0", OTHER: "0"}) == {OTHER: "0"}
    assert guessed(UNIT, "up", {OTHER: "0"}) == {OTHER: "0"}
    assert guessed(Case(4, 7, 3, 2), "up", {}) == {Case(4, 7, 3, 2): "up"}


def test_of_too_many_guesses_the_oldest_goes() -> None:
    before = {Case(1, seed, 5): "0" for seed in range(MAX_GUESSES)}
    after = guessed(Case(1, 9000, 5), "1", before)
    assert len(after) == MAX_GUESSES == 500
    assert Case(1, 0, 5) not in after
    assert {Case(1, 1, 5), Case(1, 499, 5), Case(1, 9000, 5)} <= set(after)


@pytest.mark.parametrize(("case", "key"), [(UNIT, GUESS), (Case(4, 7, 3, 2), DIRECTION)])
def test_a_guess_is_made_by_two_buttons(case: Case, key: str) -> None:
    def act() -> None:
        answers.guess_control("which?", ("first", "second"), case)

    page = visit(act, {GUESSES: {case: guesses(case)[1]}})
    control = page.segmented_control(key=key)
    assert (control.label, control.options, control.value) == ("which?", ["first", "second"], guesses(case)[1])
    control.set_value(guesses(case)[0]).run()
    assert page.session_state[GUESSES] == {case: guesses(case)[0]}


def test_what_is_kept_beyond_the_session() -> None:
    def act() -> object:
        empty = to_keep()
        handed("a b")
        mark_solved(NETWORK)
        mark_solved(UNIT)
        st.session_state[GUESSES] = {UNIT: "1", Case(4, 7, 3, 2): "down"}
        return [empty, to_keep()]

    assert given_back(act) == [
        {},
        {
            "answered": ["a b", "1.7.5.0"],
            "solved": "1.7.5.0 3.7.3.2",
            "guesses": "1.7.5.0.1 4.7.3.2.down",
        },
    ]


def test_two_hundred_cases_and_the_last_two_hundred_guesses_are_kept() -> None:
    many = {Case(1, seed, 5): "0" for seed in range(MAX_KEPT + 1)}

    def act() -> list[object]:
        for case in many:
            mark_solved(case)
        st.session_state[GUESSES] = many
        kept = to_keep()
        words = [str(kept[name]).split() for name in ("solved", "guesses")]
        return [list(map(len, words)), words[1][0], words[1][-1]]

    assert MAX_KEPT == 200
    assert given_back(act) == [[200, 200], "1.1.5.0.0", "1.200.5.0.0"]


def taken(kept: dict[str, object], draft: dict[str, object], session: dict[str, object], **link: object) -> Any:
    """What the session holds after it has taken over an earlier one: answer, text, solved cases, guesses."""

    def act() -> list[object]:
        take_back(kept, draft)
        state = st.session_state
        return [state.get("exercises-answered"), state.get(TEXT), set(solved_cases()), state.get(GUESSES)]

    return given_back(act, session, **link)


@for_each(
    ("kept", "session", "link", "found"),
    [
        ({}, {}, {}, [None, None, set(), {}]),
        ({"solved": "1.7.5.0 3.7.3.2"}, {}, {}, [None, None, {UNIT, NETWORK}, {}]),
        ({"solved": "1.7.5 x 1.7.65.0 1.7.5.0.0 12345.7.5.0 1.7.5.0"}, {}, {}, [None, None, {UNIT}, {}]),
        ({"solved": ["1.7.5.0"]}, {}, {}, [None, None, set(), {}]),
        (
            {"guesses": "1.7.5.0.1 1.8.5.0.up 4.7.3.2.up x"},
            {},
            {},
            [None, None, set(), {UNIT: "1", Case(4, 7, 3, 2): "up"}],
        ),
        (
            {"guesses": "1.7.5.0.1"},
            {GUESSES: {UNIT: "0", OTHER: "0"}},
            {},
            [None, None, set(), {UNIT: "0", OTHER: "0"}],
        ),
        ({"answered": ["a", "1.7.5.0"]}, {}, {}, [("a", UNIT), "a", set(), {}]),
        ({"answered": ["a", "3.7.3.2"]}, {}, {}, [("a", NETWORK), None, set(), {}]),
        ({"answered": ["a", "3.7.3.2"]}, {}, {"exercise": 3}, [("a", NETWORK), "a", set(), {}]),
        ({"answered": ["a", "1.7.5.0"]}, {"exercises-answered": ("b", OTHER)}, {}, [("b", OTHER), None, set(), {}]),
        ({"answered": ["a", "nothing"]}, {}, {}, [None, None, set(), {}]),
        ({"answered": ["a" * 4000, "1.7.5.0"]}, {}, {}, [("a" * 3001, UNIT), "a" * 3001, set(), {}]),
        ({"answered": "a"}, {}, {}, [None, None, set(), {}]),
    ],
)
def test_what_an_earlier_session_left_is_checked_and_taken_over(
    kept: dict[str, object], session: dict[str, object], link: dict[str, object], found: list[object]
) -> None:
    assert taken(kept, {}, session, **link) == found


@for_each(
    ("draft", "link", "text"),
    [
        ({"text": "b", "about": "1"}, {}, "b"),
        ({"text": "b", "about": "2"}, {}, "a"),
        ({"text": "b", "about": "2"}, {"exercise": 2}, "b"),
        ({"text": 3, "about": "1"}, {}, "a"),
        ({"about": "1"}, {}, "a"),
    ],
)
def test_what_was_typed_and_not_handed_in_stands_in_the_field_of_its_exercise(
    draft: dict[str, object], link: dict[str, object], text: str
) -> None:
    assert taken({"answered": ["a", "1.7.5.0"]}, draft, {}, **link)[1] == text


def test_of_too_many_words_the_first_two_hundred_are_read() -> None:
    words = " ".join(f"1.{seed}.5.0" for seed in range(201))
    solved = taken({"solved": words}, {}, {})[2]
    assert isinstance(solved, set)
    assert len(solved) == 200
    assert Case(1, 200, 5) not in solved


def test_no_guess_is_none() -> None:
    assert given_back(lambda: [guess_of(UNIT), guess_of(OTHER)], {GUESSES: {OTHER: "1"}}) == [None, "1"]
