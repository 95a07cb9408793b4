"""What a link shows of a training: the point that is looked at, and the step."""

import math
from dataclasses import replace
from functools import lru_cache

import pytest
import torch

from components.base.small import small
from components.base.text import translator
from components.training import seen as seen_module
from components.training.fields import FIELDS
from components.training.seen import SeenTraining, lead, loss_text, moved_words, parameter_of, seen_in
from components.training.setting import setting_of
from compute.network.elements import Bias, Unit, Weight
from compute.training.course import Course, train
from compute.training.decision import span_of
from compute.training.setting import TrainingSpec
from tests.cases import for_each

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


@for_each(
    ("other", "found"),
    [("", None), ("rate_0.3", None), ("rate_0.1", "rate"), ("hidden_17", None), ("nonsense", None)],
)
def test_a_second_course_is_looked_for_where_its_setting_is_another_one(other: str, found: str | None) -> None:
    asked: list[TrainingSpec] = []

    def find(spec: TrainingSpec) -> Course:
        asked.append(spec)
        return course()

    said = {field.name: field.default for field in FIELDS} | {"steps": "100", "other": other}
    shown = seen_in(said, course(), find, None)
    assert shown.other_text == other
    assert shown.other is (course() if found else None)
    assert asked == ([replace(course().spec, rate=0.1)] if found else [])


def test_the_second_course_stands_at_the_same_step_alone() -> None:
    shown = seen(other="rate_0.1", time="40", point="3", details="path")
    other = replace(course(), training_loss=course().training_loss + 1)
    second = replace(shown, other=other).second
    assert second is not None
    assert (second.course, second.time, second.details) == (other, 40, "path")
    assert (second.other, second.other_text, second.point) == (None, "", None)
    assert second.training_loss == pytest.approx(float(course().training_loss[40]) + 1)
    assert seen().second is None


@for_each(
    ("other", "words"),
    [("", ""), ("rate_0.1", "learning rate 0.1"), ("hidden_8", "hidden units 8"), ("points_60", "points 60")],
)
def test_the_second_course_is_named_by_its_setting(other: str, words: str) -> None:
    assert replace(seen(), other_text=other).other_words(translator("en")) == words


def test_what_the_link_says_is_looked_at() -> None:
    shown = seen(select="w2.1.1", view="backward", details="path")
    assert (shown.selected, shown.is_backward, shown.details) == (Weight(2, 0, 0), True, "path")
    plain = seen(select="w9.1.1")
    assert (plain.selected, plain.is_backward, plain.details) == (Weight(1, 0, 0), False, "")


def test_after_the_last_finite_step_a_course_has_what_broke_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seen_module, "broken_losses", lambda _course: (math.inf, math.nan))
    broken = replace(course(), values=course().values[:51], broke=object())
    last, after = (replace(seen(time=time), course=broken) for time in ("50", "51"))
    assert (last.is_broken, last.step, after.is_broken, after.step) == (False, 50, True, 50)
    assert last.training_loss == float(course().training_loss[50])
    assert last.test_loss == float(course().test_loss[50])
    assert last.right is not None
    assert after.training_loss == math.inf
    assert math.isnan(after.test_loss)
    assert after.accuracy is not None
    assert math.isnan(after.accuracy)
    assert after.right is None
    assert lead(after, translator("en")).endswith(
        "After step **51** the loss is **inf**: the training broke after step 50."
    )
    assert not seen(time="100").is_broken


def test_training_and_test_have_their_own_losses_and_the_share_is_that_of_the_test() -> None:
    numbers = torch.arange(101.0)
    marked = replace(course(), training_loss=numbers, test_loss=numbers + 200, test_accuracy=numbers / 100)
    shown = replace(seen(time="25"), course=marked)
    assert (shown.training_loss, shown.test_loss, shown.accuracy) == (25.0, 225.0, 0.25)
    assert (shown.test_points, shown.right) == (12, 3)


def test_the_points_that_are_right_are_counted_whole_though_their_share_is_rounded() -> None:
    shares = torch.arange(13) / 12  # of 12 points of the test, as numbers of 32 bits
    counted = replace(course(), test_accuracy=torch.cat([shares, torch.zeros(88)]))
    assert [replace(seen(time=str(right)), course=counted).right for right in range(13)] == list(range(13))


def test_where_a_number_is_learned_the_sentence_ends_with_the_loss() -> None:
    shown = replace(seen(time="60"), course=replace(course(), test_accuracy=None))
    assert (shown.accuracy, shown.right) == (None, None)
    loss = f"{float(course().training_loss[60]):.4f}"
    assert lead(shown, translator("en")).endswith(f" After step **60** the loss is **{loss}**.")


def test_gradients_and_parameters_are_those_of_the_step_that_is_shown() -> None:
    shown = seen(time="30")
    assert torch.equal(shown.parameters.weights[0], course().parameters(30).weights[0])
    assert torch.equal(shown.gradients.weights[0], course().gradients(30).weights[0])
    weight = Weight(1, 1, 2)
    assert shown.value(weight, 10) == float(course().parameters(10).weights[0][1, 2])
    assert shown.gradient(weight) == float(course().gradients(29).weights[0][1, 2])


def test_the_plane_has_a_hundred_points_each_way_around_the_data() -> None:
    shown = seen(time="30")
    assert shown.plane.output.shape == (1, 100, 100)
    assert shown.span == span_of(course().start.data)


@for_each(
    ("changes", "is_plain"),
    [
        ({}, True),
        ({"optimizer": "momentum"}, False),
        ({"batch": 10}, False),
        ({"decay": 0.01}, False),
        ({"l1": 0.01}, False),
    ],
)
def test_the_sum_of_a_step_is_said_where_it_is_the_rate_times_the_gradient_alone(
    changes: dict[str, object], is_plain: bool
) -> None:
    other = replace(course(), spec=replace(course().spec, **changes))
    shown = replace(seen(time="3"), course=other, selected=Unit(1, 1))
    before, after = (float(course().parameters(step).biases[0][0, 1]) for step in (2, 3))
    gradient = small(float(course().gradients(2).biases[0][0, 1]))
    reason = f" by −0.3 × its gradient {gradient}:" if is_plain else ""
    words = moved_words(shown, translator("en")).replace("-", "−")
    assert words == f"Step 3 moved `B1[0, 1]`{reason} from {before:.4f} to **{after:.4f}**.".replace("-", "−")


def test_before_the_first_step_the_drawn_value_is_said() -> None:
    value = f"{float(course().parameters(0).weights[0][1, 2]):.4f}".replace("-", "−")
    words = moved_words(replace(seen(time="0"), selected=Weight(1, 1, 2)), translator("en"))
    assert words.replace("-", "−") == (f"Before the first step: `W1[1, 2]` is **{value}**, drawn from seed 7.")
