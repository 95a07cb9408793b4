"""The beats of the memory page: their questions have the answer that NumPy and torch give, after any lines."""

import numpy as np
import pytest
import torch
from hypothesis import given

from components.base.text import languages, translator, untranslated
from components.memory.beats import BEATS, lead
from components.memory.lesson import memory_lesson
from components.state.beat import Asked
from compute.memory.lines import parse_ops
from compute.memory.memory import MemoryState
from compute.memory.replay import replay
from tests.compute.memory.histories import HISTORIES
from tests.examples import examples

IN_PLACE, AGAIN, VIEWS = 1, 2, 4
"""Indices of the beats that ask for what happens."""


def scene(history: str) -> MemoryState:
    return replay(7, parse_ops(history) or ())


def answer(at: int, history: str) -> str:
    asked = BEATS[at].tell(scene(history), untranslated).asked
    assert asked is not None
    return asked.answers[asked.right]


@given(HISTORIES)
@examples(40)
def test_every_beat_can_be_told(history: tuple[object, ...]) -> None:
    for language in languages():
        for beat in BEATS:
            told = beat.tell(replay(7, history), translator(language))
            assert told.title
            assert any(told.text)
            if told.asked is not None:
                assert len(set(told.asked.answers)) == len(told.asked.answers) >= 2
                assert told.asked.right in range(len(told.asked.answers))


def test_writing_in_place_and_giving_the_name_away() -> None:
    a = np.random.RandomState(7).rand(4, 3)
    before, b = a.copy(), torch.from_numpy(a)
    b.mul_(2)
    assert (a == 2 * before).all()
    assert answer(IN_PLACE, "from_a~numpy_b") == "it is doubled too"
    b = b * 2
    assert (a == 2 * before).all()
    assert answer(AGAIN, "from_a~numpy_b") == "it stays as it is"
    assert answer(IN_PLACE, "copy_a") == answer(IN_PLACE, "") == "it stays as it is"


@pytest.mark.parametrize(
    ("history", "right"),
    [
        ("from_a~t_b~slice_b", "none"),
        ("from_a~t_b~slice_b~times_d", "some of them"),
        ("from_a~copy_b", "all of them"),
    ],
)
def test_how_much_was_copied(history: str, right: str) -> None:
    assert answer(VIEWS, history) == right


def test_the_heading_counts() -> None:
    assert lead(scene("from_a~copy_b"), untranslated).startswith(
        "**3** names look at **2** stretches of memory. Names over"
    )
    assert lead(scene(""), untranslated).startswith("**1** name looks at **1** stretch of memory.")


@pytest.mark.parametrize("language", languages())
def test_what_is_asked_goes_home_with_its_answers(language: str) -> None:
    (*_, last) = memory_lesson(scene("from_a~numpy_b"), translator(language)).lesson
    asked = [beat.tell(scene("from_a~numpy_b"), translator(language)).asked for beat in BEATS]
    for question in filter(None, asked):
        assert question.text in last.text
        assert last.text.count(question.answers[question.right]) >= 2


def test_the_beats_come_in_order_and_each_sets_its_lines() -> None:
    shown = scene("from_a~numpy_b")
    assert [(beat.tell(shown, untranslated).title, dict(beat.link)) for beat in BEATS] == [
        ("A name is a bracket over cells", {}),
        ("Writing into the cells", {}),
        ("Giving the name to something else", {}),
        ("A copy on purpose", {"ops": "from_a~copy_b"}),
        ("The same cells, another shape", {"ops": "from_a~t_b~slice_b"}),
        ("What torch refuses", {"ops": "from_a~grad_b~numpy_b"}),
    ]
    assert [[text.partition(".")[0][:40] for text in beat.tell(shown, untranslated).text] for beat in BEATS] == [
        ["`torch", "The tape is the memory, and each bracket"],
        ["`mul_` writes into the cells themselves:", "Press `b"],
        ["`b * 2` puts its results into new memory", "Press `b = b * 2`: a second tape comes, "],
        ["`", "Change the copy with `c"],
        ["A view, as of `t()` or of a slice, is a ", "Open **more**: over each cell stands whi"],
        ["After `requires_grad_()` torch remembers", "To remember: `from_numpy`, `as_tensor`, "],
    ]


def test_the_questions_stand_with_their_answers_in_order() -> None:
    becomes = ("it is doubled too", "it stays as it is")
    assert [beat.tell(scene("from_a~numpy_b"), untranslated).asked for beat in BEATS] == [
        None,
        Asked("`b.mul_(2)` doubles the numbers of `b` in place. What happens to `a`?", becomes, 0),
        Asked("Now `b = b * 2`, which computes the same numbers. What happens to `a`?", becomes, 1),
        None,
        Asked(
            "`t()` turns rows into columns, and `[1:3]` takes two rows. How many numbers lie in memory twice now?",
            ("none", "some of them", "all of them"),
            0,
        ),
        None,
    ]


def test_more_numbers_than_there_were_at_first_are_all_of_them() -> None:
    assert answer(VIEWS, "copy_a~copy_b") == "all of them"
