"""The course of a setting: from the store that all sessions share, or computed while the page waits."""

from functools import lru_cache

from compute.training.course import Course, train
from compute.training.setting import TrainingSpec


@lru_cache(maxsize=16)
def _trained(spec: TrainingSpec) -> Course:
    return train(spec)


def known_course(spec: TrainingSpec) -> Course:
    """Return a course that is there."""
    return _trained(spec)
