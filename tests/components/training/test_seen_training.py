"""What a link shows of a training: the point that is looked at, and the step."""

import math
from dataclasses import replace
from functools import lru_cache

import pytest

from components.base.text import translator
from components.training.fields import FIELDS
from components.training.seen import SeenTraining, lead, loss_text, moved_words, parameter_of, seen_in
from components.training.setting import setting_of
from compute.network.elements import Bias, Unit, Weight
from compute.training.course import Course, train
from compute.training.setting import TrainingSpec

POINTS = 40


@lru_cache(maxsize=1)
def course() -> Course:
    return train(TrainingSpec(points=POINTS, steps=100))


def seen(**link: str) -> SeenTraining:
    said = {field.name: field.default for field in FIELDS} | {"steps": "100", "points": str(POINTS)} | link
    assert setting_of(said).spec.steps == 100
    return seen_in(said, course(), lambda _spec: course(), None)


@pytest.mark.parametrize(
    ("number", "index"), [("", None), ("1", 0), ("2", 1), (f"{POINTS}", POINTS - 1), (f"{POINTS + 1}", None)]
)
def test_points_count_from_one_to_the_last(number: str, index: int | None) -> None:
    assert len(course().start.data.points) == POINTS
    assert seen(point=number).point == index


@pytest.mark.parametrize(("time", "step"), [("0", 0), ("99", 99), ("100", 100), ("101", 100)])
def test_no_step_is_after_the_last_one(time: str, step: int) -> None:
    assert seen(time=time).time == step


def test_a_parameter_stands_for_each_element() -> None:
    assert parameter_of(Unit(2, 1)) == Bias(2, 1)
    assert parameter_of(Unit(0, 1)) == Weight(1, 1, 0)
    assert parameter_of(Weight(2, 1, 0)) == Weight(2, 1, 0)


def test_the_last_step_of_a_weight_is_its_rate_times_its_gradient() -> None:
    spec, shown = course().spec, seen(time="3", select="w1_1_1")
    assert spec.optimizer == "sgd"
    before, after = (course().parameters(step).tensors[0].flatten()[0] for step in (2, 3))
    gradient = course().gradients(2).tensors[0].flatten()[0]
    assert float(after) == pytest.approx(float(before - spec.rate * gradient), abs=1e-6)
    words = moved_words(replace(shown, selected=Weight(1, 0, 0)), translator("en"))
    assert words.startswith("Step 3 moved ")
    assert f"from {before:.4f} to **{after:.4f}**".replace("-", "−") in words.replace("-", "−")
    assert f"by −{spec.rate:g} × its gradient" in words
    first = moved_words(replace(shown, time=0), translator("en"))
    assert first.startswith("Before the first step")


def test_the_sentence_counts_what_is_right_in_the_test() -> None:
    accuracy = course().test_accuracy
    assert accuracy is not None
    total = len(course().start.data.test)
    right = round(float(accuracy[60]) * total)
    words = lead(seen(time="60"), translator("en"))
    assert words.startswith(f"100 steps of gradient descent from seed {course().spec.seed}, ")
    assert f"After step **60** the loss is **{float(course().training_loss[60]):.4f}**" in words
    assert f"**{right}** of {total} of the test" in words


def test_a_loss_has_four_decimals_and_what_is_not_finite_a_word() -> None:
    assert [loss_text(value) for value in (0.12344, math.inf, math.nan)] == ["0.1234", "inf", "nan"]
