"""What a link shows of a training: the point that is looked at, and the step."""

from functools import lru_cache

import pytest

from components.training.fields import FIELDS
from components.training.seen import SeenTraining, seen_in
from components.training.setting import setting_of
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
