"""The questions of a lesson to take home: all first, the answers below, each question once."""

from components.base.text import untranslated
from components.lesson.questions import question_steps
from components.state.beat import Asked, Beat, Told


def beat(*text: str, asked: Asked | None = None) -> Beat:
    return Beat(lambda _shown, _: Told("title", text, asked), {})


def test_questions_stand_in_their_order_and_their_answers_below() -> None:
    beats = [
        beat("an example"),
        beat("because", "", "of that", asked=Asked("first?", ("1", "2"), 1)),
        beat("so", asked=Asked("second?", ("a", "b", "c"), 0)),
        beat("other scene", asked=Asked("first?", ("3", "4"), 0)),
    ]
    (step,) = question_steps(beats, None, untranslated)
    assert step.code == ""
    assert step.text == (
        "## Questions\n\n**1.** first?\n\n- 3\n- 4\n\n**2.** second?\n\n- a\n- b\n- c\n\n"
        "**Answers**\n\n- **1.** 3. other scene\n- **2.** a. so"
    )


def test_an_answer_has_all_that_is_told_but_empty_lines() -> None:
    (step,) = question_steps([beat("because", "", "of that", asked=Asked("?", ("1", "2"), 1))], None, untranslated)
    assert step.text.endswith("- **1.** 2. because of that")


def test_a_question_is_about_what_is_on_the_screen() -> None:
    told = Beat(lambda shown, _: Told("", (), Asked(f"{shown}?", ("1", "2"), 0)), {})
    (step,) = question_steps([told], 7, untranslated)
    assert "**1.** 7?" in step.text


def test_where_no_beat_asks_there_is_no_step() -> None:
    assert list(question_steps([beat("an example")], None, untranslated)) == []
    assert list(question_steps([], None, untranslated)) == []
