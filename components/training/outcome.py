"""Say how a course ends."""

import math

from compute.training.course import Course
from compute.training.wall import RIGHT_SHARE, SMALL_LOSS


def last_loss(course: Course) -> float:
    """The loss over the points for training after all steps; inf where the course broke."""
    return math.inf if course.broke is not None else float(course.training_loss[-1])


def last_test_loss(course: Course) -> float:
    """The loss over the points for the test after all steps; inf where the course broke."""
    return math.inf if course.broke is not None else float(course.test_loss[-1])


def has_succeeded(course: Course) -> bool:
    """Whether a training has succeeded, as the cells of a wall have."""
    if course.broke is not None:
        return False
    if course.test_accuracy is None:
        return last_test_loss(course) <= SMALL_LOSS
    return float(course.test_accuracy[-1]) >= RIGHT_SHARE
