"""Say what came of the step at which a course broke."""

import math
from collections.abc import Sequence

from torch import Tensor

from compute.gradients.losses import LOSSES
from compute.training.course import Course, Sample, gradients_of, last_layer, updated


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
    spec, everything = course.spec, course.start.training
    batch = everything if moment.batch is None else everything.taken(moment.batch)
    found = gradients_of(moment.parameters, batch, spec)
    values = (*moment.parameters.weights, *moment.parameters.biases)
    moved, _state = updated(values, (*found.weights, *found.biases), moment.state, spec)
    training, test = (_loss(course, moved, sample) for sample in (everything, course.start.test))
    return training if not math.isfinite(training) else math.nan, test if not math.isfinite(test) else math.nan


def _loss(course: Course, tensors: Sequence[Tensor], sample: Sample) -> float:
    """Compute the loss of W1 .. WL, B1 .. BL over these points."""
    loss = LOSSES[course.spec.loss_name]
    z, output = last_layer(tensors, sample.features, course.spec.network)
    return float(loss.reduced(z if loss.of_logits else output, sample.target, "mean"))
