"""The beats of the memory page: their questions have the answer that NumPy and torch give, after any lines."""

import numpy as np
import pytest
import torch
from hypothesis import given

from components.base.text import languages, translator, untranslated
from components.memory.beats import BEATS, lead
from components.memory.lesson import memory_lesson
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
