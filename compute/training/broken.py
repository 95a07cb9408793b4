"""Say what came of the step at which a course broke."""

import math

from compute.training.course import Course, gradients_of, loss_of, updated


def broken_losses(course: Course) -> tuple[float, float]:
    """Take the step again that led to what is not finite.

    Returns
    -------
    The losses over the points for training and for the test after it: mostly inf or nan. A step that was lost where
    the loss is still finite has left weights that are not, and counts as nan. Both are nan for a course that did not
    break.
    """
    moment = course.broke
    if moment is None:
        return math.nan, math.nan
    gradients = gradients_of(moment.parameters, course.sample(moment), course.spec)
    moved, _state = updated(moment.parameters.tensors, gradients.tensors, moment.state, course.spec)
    sides = (course.start.training, course.start.test)
    training, test = (float(loss_of(moved, sample, course.spec)[0]) for sample in sides)
    return training if not math.isfinite(training) else math.nan, test if not math.isfinite(test) else math.nan
