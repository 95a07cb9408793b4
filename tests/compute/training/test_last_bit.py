"""Whether a course hangs on the last bit: beside a second one, trained as a whole from parameters a bit aside."""

import math
from dataclasses import replace

import pytest
import torch

from compute.training.course import Course, Moment, Training, slices, train
from compute.training.last_bit import LastBit, LastBitCheck, _are_apart, last_bit
from compute.training.setting import TrainingSpec
from tests.cases import for_each

DEEP = TrainingSpec(hidden=(8,) * 6, rate=1.0, steps=100)


@pytest.mark.long
def test_a_small_network_does_not_hang_on_it_and_a_deep_one_does() -> None:
    calm = last_bit(train(TrainingSpec(steps=300)))
    assert (calm.hangs, calm.step) == (False, None)
    assert calm.other_loss == pytest.approx(calm.training_loss, abs=1e-5)
    assert last_bit(train(DEEP)).hangs


@pytest.mark.long
@pytest.mark.parametrize(
    "spec",
    [
        DEEP,
        TrainingSpec(data="moons", batch=1, rate=3.0, steps=200),
        TrainingSpec(data="plane", rate=10.0, optimizer="momentum", steps=100),
        TrainingSpec(rate=10.0, steps=100),
    ],
)
def test_the_step_is_the_first_at_which_both_losses_are_apart(spec: TrainingSpec) -> None:
    course, other = train(spec), Training(spec, 2.0**-22)
    start = other.course().values[0]
    assert torch.allclose(start, course.values[0], rtol=2**-21, atol=0)
    assert not torch.equal(start, course.values[0])
    other.advance(spec.steps)
    aside = other.course()
    first = None
    for step in range(min(course.last, aside.last), -1, -1):
        for one, two in ((course.training_loss, aside.training_loss), (course.test_loss, aside.test_loss)):
            if abs(float(one[step]) - float(two[step])) > 1e-4 * max(1.0, float(two[step])):
                first = step
    found = last_bit(course)
    if first is None and course.last != aside.last:
        first = min(course.last, aside.last) + 1
    assert found.step == first
    if first is not None and first <= min(course.last, aside.last):
        assert found.training_loss == float(course.training_loss[first])
        assert found.other_loss == float(aside.training_loss[first])


def test_slices_find_the_same_and_end_early() -> None:
    course = train(DEEP)
    check = LastBitCheck(course)
    shares = list(slices(check, 5))
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert check.found() == last_bit(course)
    assert len(shares) < DEEP.steps / 5
    calm = LastBitCheck(train(TrainingSpec(steps=100)))
    assert list(slices(calm, 25)) == [0.25, 0.5, 0.75, 1.0]
    assert not calm.found().hangs


def with_rows(course: Course, rows: torch.Tensor, broke: Moment | None) -> Course:
    """The course with these of its rows."""
    assert course.training_accuracy is None
    losses = course.training_loss[rows], course.test_loss[rows]
    return replace(course, values=course.values[rows], training_loss=losses[0], test_loss=losses[1], broke=broke)


def test_one_that_breaks_where_the_other_does_not_is_apart() -> None:
    broken = train(TrainingSpec(data="hills", rate=10.0, hidden=(8, 8), activation="relu", steps=100))
    assert broken.broke is not None
    assert last_bit(broken).step is None
    calm = train(TrainingSpec(data="hills", steps=100))
    shorter = last_bit(with_rows(calm, torch.arange(41), broken.broke))
    assert (shorter.step, shorter.training_loss) == (41, math.inf)
    assert shorter.other_loss == pytest.approx(float(calm.training_loss[41]), abs=1e-6)
    longer = last_bit(with_rows(broken, torch.tensor([*range(broken.last + 1), 3]), None))
    assert (longer.step, longer.other_loss) == (broken.last + 1, math.inf)
    assert longer.training_loss == float(broken.training_loss[3])


@for_each(
    ("one", "other", "expected"),
    [
        (0.5, 0.50009, False),
        (0.5, 0.50011, True),
        (0.50011, 0.5, True),
        (-0.5, -0.50011, True),
        (0.0, 0.00011, True),
        (100.0, 100.009, False),
        (100.0, 100.011, True),
        (-100.0, -100.009, False),
        (1.0, 1.0, False),
        (math.inf, math.inf, False),
        (math.nan, math.nan, False),
        (math.inf, 1.0, True),
        (1.0, math.nan, True),
        (math.inf, math.nan, True),
        (math.inf, -math.inf, True),
    ],
)
def test_losses_are_apart_in_the_fourth_decimal(one: float, other: float, expected: bool) -> None:
    assert _are_apart(one, other) is expected


@for_each(("step", "hangs"), [(None, False), (0, True), (7, True)])
def test_a_course_hangs_on_the_last_bit_where_a_step_is_apart(step: int | None, hangs: bool) -> None:
    assert LastBit(step, 1.0, 1.0).hangs is hangs


@pytest.mark.parametrize("side", ["training_loss", "test_loss"])
def test_either_side_can_be_apart(side: str) -> None:
    course = train(TrainingSpec(hidden=(), steps=100))
    losses = getattr(course, side).clone()
    losses[3] += 0.01
    check = LastBitCheck(replace(course, **{side: losses}))
    assert (check.is_done, check.share) == (False, 0.0)
    check.advance(2)
    assert (check.is_done, check.share, check.found().step) == (False, 0.02, None)
    check.advance(90)
    assert (check.is_done, check.share, check.found().step) == (True, 1.0, 3)
    expected = float(course.training_loss[3]) + (0.01 if side == "training_loss" else 0.0)
    assert check.found().training_loss == pytest.approx(expected, abs=1e-6)
    assert check.found().other_loss == pytest.approx(float(course.training_loss[3]), abs=1e-5)


def test_what_begins_apart_is_done_at_once() -> None:
    course = train(TrainingSpec(hidden=(), steps=100))
    check = LastBitCheck(replace(course, test_loss=course.test_loss + 1))
    assert (check.is_done, check.share, check.found().step) == (True, 1.0, 0)
