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
