"""What the beats of the training page tell and ask, with courses whose ends are set by hand."""

import math
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import torch

from components.base.text import translator
from components.state.beat import Told
from components.training.beats import BEATS
from components.training.fields import FIELDS
from components.training.seen import seen_in
from compute.training.course import Course, train
from compute.training.setting import TrainingSpec
from tests.cases import for_each

_ = translator("en")
TIME, ONE_UNIT, LINES, TWO_RATES, TOO_LARGE, ZEROS, OVERFITTING, GO_ON = range(8)


@lru_cache(maxsize=4)
def trained(hidden: tuple[int, ...] = (3, 2)) -> Course:
    return train(TrainingSpec(points=20, steps=100, hidden=hidden))


def course(
    training: tuple[float, ...] = (1.0, 0.5),
    test: tuple[float, ...] = (1.0, 0.5),
    right: float | None = 1.0,
    hidden: tuple[int, ...] = (3, 2),
    **changed: Any,
) -> Course:
    """Make a course that has these losses, and this share of the test right at its end."""
    accuracy = None if right is None else torch.tensor([0.5, right])
    return replace(
        trained(hidden),
        training_loss=torch.tensor(training),
        test_loss=torch.tensor(test),
        test_accuracy=accuracy,
        **changed,
    )


def no_other(spec: TrainingSpec) -> Course:
    raise AssertionError(spec)


def told(beat: int, shown: Course, find: Callable[[TrainingSpec], Course] = no_other) -> Told:
    said = {field.name: field.default for field in FIELDS} | {"steps": "100"}
    return BEATS[beat].tell(seen_in(said, shown, find, None), _)


def answer(said: Told) -> str:
    """Return the right answer in words."""
    assert said.asked is not None
    return said.asked.answers[said.asked.right]


@for_each(("last", "right"), [(0.25, "it falls as well"), (0.75, "it rises"), (0.5, "it stays the same")])
def test_the_test_loss_is_told_from_its_first_to_its_last_step(last: float, right: str) -> None:
    said = told(TIME, course(training=(9.0, 9.0), test=(0.5, 0.1, last)))
    assert answer(said) == right
    assert f"from **0.5000** to **{last:.4f}**." in said.text[1]
    assert said.text[0].startswith("A **training** repeats one thing")
    assert said.text[2].startswith("In the middle: what the network answers")


def test_a_broken_course_has_a_test_loss_that_rises() -> None:
    said = told(TIME, course(test=(0.5, 0.25), broke=object()))
    assert answer(said) == "it rises"
    assert "from **0.5000** to **inf**." in said.text[1]


@for_each(
    ("right", "loss", "words", "learned"),
    [
        (0.95, 0.9, "95 % right", True),
        (0.94, 0.01, "94 % right", False),
        (None, 0.05, "0.0500 off on average", True),
        (None, 0.06, "0.0600 off on average", False),
    ],
)
def test_other_courses_are_judged_by_their_test(right: float | None, loss: float, words: str, learned: bool) -> None:
    asked: list[TrainingSpec] = []

    def find(spec: TrainingSpec) -> Course:
        asked.append(spec)
        return course(training=(9.0, 0.125), test=(9.0, loss), right=right)

    for beat, beginning in (
        (ONE_UNIT, "With one unit in each hidden layer the loss ends at"),
        (ZEROS, "From zeros the loss ends at"),
    ):
        said = told(beat, course(), find)
        assert said.text[0] == f"{beginning} **0.1250**, and the test is {words}."
        assert answer(said) == ("yes: nearly all of the test is right" if learned else "no: much of it stays wrong")
    spec = trained().spec
    assert asked == [replace(spec, hidden=(1, 1)), replace(spec, init="zeros")]


@for_each(
    ("hidden", "words"),
    [
        ((3, 2), "This network has 3 hidden units. The small picture of each shows"),
        ((1,), "This network has 1 hidden unit. Its small picture shows"),
    ],
)
def test_the_units_of_the_first_hidden_layer_are_counted(hidden: tuple[int, ...], words: str) -> None:
    assert told(LINES, course(hidden=hidden)).text[0].startswith(words)


@for_each(("there", "right"), [(0.75, "0.3"), (0.25, "0.01"), (0.5, "both with the same")])
def test_the_rate_with_the_smaller_loss_at_the_end_wins(there: float, right: str) -> None:
    asked: list[TrainingSpec] = []

    def find(spec: TrainingSpec) -> Course:
        asked.append(spec)
        return course(training=(0.1, there), test=(9.0, 9.0))

    said = told(TWO_RATES, course(training=(0.1, 0.5), test=(8.0, 8.0)), find)
    assert said.asked is not None
    assert said.asked.answers == ("0.3", "0.01", "both with the same")
    assert answer(said) == right
    assert said.asked.text.startswith("Two learning rates, 0.3 and 0.01, from the same weights")
    assert said.text[0] == f"With the rate 0.3 the loss ends at **0.5000**, with 0.01 at **{there:.4f}**."
    assert said.text[1].startswith("A small rate goes the right way")
    assert asked == [replace(trained().spec, rate=0.01)]


def test_steps_in_which_the_loss_went_up_are_counted_and_equal_ones_are_not() -> None:
    said = told(TOO_LARGE, course(training=(1.0, 2.0, 2.0, 1.0, 3.0, 2.5)))
    assert said.text[0].startswith("The learning rate is 0.3 now.")
    assert said.text[1] == "In 2 of the steps the loss went up."
    said = told(TOO_LARGE, course(values=trained().values[:8], broke=object()))
    assert said.text[1] == "Here the training broke after step 7: a number was no longer finite."


def test_the_smallest_test_loss_is_told_with_its_step_and_the_last_one() -> None:
    said = told(OVERFITTING, course(training=(0.1, 0.0), test=(0.9, 0.3, 0.2, math.nan, 0.2, 0.4)))
    assert "smallest at step **2** with **0.2000**, and ends at **0.4000**." in said.text[1]
    assert said.text[0].startswith("Few noisy points and many units")
    assert said.asked is None


def test_beats_come_in_their_order_and_set_their_scenes() -> None:
    titles = [told(at, course(), lambda _spec: course()).title for at in range(len(BEATS))]
    assert titles == [
        "Drag through the steps",
        "Would one unit do?",
        "What a hidden unit draws",
        "Which rate wins?",
        "Too far with every step",
        "All weights from 0?",
        "Learned by heart",
        "Go on from here",
    ]
    assert {at: dict(beat.link) for at, beat in enumerate(BEATS) if beat.link} == {
        LINES: {"hidden": "1", "time": "1000"},
        TOO_LARGE: {"rate": "10", "time": "100", "details": "autopsy"},
        OVERFITTING: {"data": "moons", "noise": "0.6", "points": "40", "hidden": "16", "time": "1000"},
    }
    assert "Open **Wall** above" in told(GO_ON, course()).text[0]
