"""A beat as HTML: a question before its answer, and what can be pressed."""

import re

import pytest

from components.base.text import untranslated
from components.lesson.beat_html import beat_html, pressed_in
from components.state.beat import Asked, Told

QUESTION = Told("Title", ("told **later**",), Asked("which?", ("<one>", "two", "three"), 1))
EXAMPLE = Told("Title", ("told at once",))


def html(told: Told, number: int = 2, answer: int | None = None) -> str:
    return beat_html(told, number, 3, answer, untranslated)


def names(written: str) -> list[str]:
    return re.findall(r'data-name="([^"]+)"', written)


def test_an_example_tells_at_once_and_asks_nothing() -> None:
    assert "told at once" in html(EXAMPLE)
    assert "st-key-question" not in html(EXAMPLE)


def test_a_question_tells_after_its_answer() -> None:
    assert "later" not in html(QUESTION)
    assert "&lt;one&gt;" in html(QUESTION)
    assert 'class="right"' not in html(QUESTION)
    assert "<strong>later</strong>" in html(QUESTION, answer=1)


def test_the_right_answer_and_a_wrong_one() -> None:
    right, wrong = html(QUESTION, answer=1), html(QUESTION, answer=2)
    assert "Right." in right
    assert 'class="wrong"' not in right
    assert "Not quite: two." in wrong
    assert re.findall(r'data-name="answer.(\d)" aria-pressed="\w+" class="(\w+)"', wrong) == [
        ("1", "right"),
        ("2", "wrong"),
    ]


@pytest.mark.parametrize("answer", [3, 7])
def test_an_answer_that_the_question_no_longer_has_is_none(answer: int) -> None:
    assert "later" not in html(QUESTION, answer=answer)


@pytest.mark.parametrize(("number", "back", "after"), [(1, None, 2), (2, 1, 3), (3, 2, None)])
def test_the_way_ends_at_both_ends(number: int, back: int | None, after: int | None) -> None:
    written = html(EXAMPLE, number)
    steps = dict(re.findall(r'data-name="beat.(\d)" data-place="(back|next)"', written))
    assert steps == {str(to): place for to, place in ((back, "back"), (after, "next")) if to is not None}
    assert re.findall(r'data-name="beat.(\d)" aria-label="[^"]+" aria-current', written) == [str(number)]


def test_what_is_pressed() -> None:
    assert pressed_in("beat.3") == ("beat", 3)
    assert pressed_in("answer.0") == ("answer", 0)
    for foreign in ("", "beat.", "beat.12", "beat.٣", "answer.-1", "cell.1"):
        assert pressed_in(foreign) is None


def test_a_question_that_was_answered_wrongly_to_the_last_sign() -> None:
    assert html(QUESTION, answer=2) == (
        '<section class="lesson" aria-label="Lesson"><header><span class="place">Lesson, 2 of 3</span>'
        '<button type="button" class="folds" data-folds="lesson">hide</button>'
        '<button type="button" class="unfolds" data-folds="lesson">show the lesson</button></header>'
        '<div class="beat"><h2>Title</h2><div class="st-key-question"><p>which?</p><div class="answers" role="group">'
        '<button type="button" data-name="answer.0" aria-pressed="false">&lt;one&gt;</button>'
        '<button type="button" data-name="answer.1" aria-pressed="false" class="right">two</button>'
        '<button type="button" data-name="answer.2" aria-pressed="true" class="wrong">three</button></div></div>'
        '<div role="status"><p class="verdict wrong">Not quite: two.</p><p>told <strong>later</strong></p></div>'
        '<nav aria-label="Beats of the lesson">'
        '<button type="button" class="step" data-name="beat.1" data-place="back">back</button><span class="dots">'
        '<button type="button" class="dot" data-name="beat.1" aria-label="beat 1"></button>'
        '<button type="button" class="dot" data-name="beat.2" aria-label="beat 2" aria-current="step"></button>'
        '<button type="button" class="dot" data-name="beat.3" aria-label="beat 3"></button></span>'
        '<button type="button" class="step" data-name="beat.3" data-place="next">next</button></nav></div></section>'
    )


def test_before_an_answer_none_is_pressed_or_marked_and_the_first_of_all_counts_too() -> None:
    open_ = html(QUESTION)
    assert open_.count('aria-pressed="false"') == 3
    assert 'aria-pressed="true"' not in open_
    assert "verdict" not in open_
    first = html(QUESTION, answer=0)
    assert re.findall(r'data-name="answer.(\d)" aria-pressed="(\w+)"(?: class="(\w+)")?', first) == [
        *(("0", "true", "wrong"), ("1", "false", "right"), ("2", "false", "")),
    ]
    right = html(QUESTION, answer=1)
    assert re.findall(r'data-name="answer.(\d)" aria-pressed="(\w+)"(?: class="(\w+)")?', right) == [
        *(("0", "false", ""), ("1", "true", "right"), ("2", "false", "")),
    ]


@pytest.mark.parametrize(("number", "words"), [(1, "back"), (3, "next")])
def test_a_step_beyond_the_end_cannot_be_pressed(number: int, words: str) -> None:
    assert html(EXAMPLE, number).count(f'<button type="button" class="step" disabled>{words}</button>') == 1
    assert " disabled" not in html(EXAMPLE, 2)


def test_an_example_takes_no_answer() -> None:
    assert html(EXAMPLE, answer=1) == html(EXAMPLE)
