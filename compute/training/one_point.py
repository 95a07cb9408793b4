"""Follow one point of a training through the network of a step."""

from dataclasses import dataclass

import torch
from jaxtyping import Bool
from torch import Tensor

from compute.gradients.losses import LOSSES
from compute.network.spec import SpecError
from compute.training.course import Course, found_classes, last_layer, layers_of, sample_of


@dataclass(frozen=True)
class PointPass:
    """What the network makes of one point.

    Attributes
    ----------
    number: of the point in `LearningData`, counted from 0.
    is_training: whether the network learns from it.
    features: what goes in.
    layers: of each layer z and f(z) of its units.
    wanted: the number that is learned; of a class its number.
    wanted_class, found_class: counted from 0; None where a number is learned.
    loss: of this point alone.
    """

    number: int
    is_training: bool
    features: tuple[float, ...]
    layers: tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]
    wanted: float
    wanted_class: int | None
    found_class: int | None
    loss: float

    @property
    def output(self) -> tuple[float, ...]:
        """The values of the last layer."""
        return self.layers[-1][1]


def one_point(course: Course, step: int, number: int) -> PointPass:
    """Compute the forward pass of a point after so many steps.

    Raises
    ------
    SpecError: the course has no such step or point.
    """
    data, spec = course.start.data, course.spec
    if not 0 <= number < len(data.points):
        raise SpecError("point", number, f"0..{len(data.points) - 1}")
    parameters, sample = course.parameters(step), sample_of(data, spec).taken(torch.tensor([number]))
    layers = list(layers_of(parameters.tensors, sample.features, spec.network))
    (z, output), loss = layers[-1], LOSSES[spec.loss_name]
    value = loss.reduced(z if loss.of_logits else output, sample.target, "mean")
    wanted = None if sample.classes is None else int(sample.classes[0])
    return PointPass(
        number,
        bool((data.training == number).any()),
        tuple(sample.features[0].tolist()),
        tuple((tuple(z[0].tolist()), tuple(values[0].tolist())) for z, values in layers),
        float(data.wanted[number]),
        wanted,
        None if wanted is None else int(found_classes(output)[0]),
        float(value),
    )


def is_right(course: Course, step: int) -> Bool[Tensor, " points"] | None:
    """Tell of every point whether the network finds its class; None where a number is learned.

    Raises
    ------
    SpecError: the course has no such step.
    """
    sample = sample_of(course.start.data, course.spec)
    if sample.classes is None:
        return None
    _z, output = last_layer(course.parameters(step).tensors, sample.features, course.spec.network)
    return found_classes(output) == sample.classes
