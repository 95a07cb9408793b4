"""Follow one point of a training through the network of a step."""

from dataclasses import dataclass

import torch
from jaxtyping import Bool
from torch import Tensor

from compute.gradients.losses import LOSSES
from compute.network.activations import ACTIVATIONS
from compute.network.spec import SpecError
from compute.training.course import Course, last_layer, sample_of


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
    layers, values, z = [], sample.features, sample.features
    for layer, (weights, bias) in enumerate(zip(parameters.weights, parameters.biases, strict=True), start=1):
        z = torch.mm(values, weights) + bias
        values = ACTIVATIONS[spec.network.activation_of(layer)].function(z)
        layers.append((tuple(z[0].tolist()), tuple(values[0].tolist())))
    loss = LOSSES[spec.loss_name]
    value = loss.reduced(z if loss.of_logits else values, sample.target, "mean")
    wanted = None if sample.classes is None else int(sample.classes[0])
    return PointPass(
        number,
        bool((data.training == number).any()),
        tuple(sample.features[0].tolist()),
        tuple(layers),
        float(data.wanted[number]),
        wanted,
        None if wanted is None else int(_found(values)[0]),
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
    parameters = course.parameters(step)
    tensors = (*parameters.weights, *parameters.biases)
    return _found(last_layer(tensors, sample.features, course.spec.network)[1]) == sample.classes


def _found(output: Tensor) -> Tensor:
    """The class of each row: whether y >= 0.5 of a single output, else the largest."""
    return (output[:, 0] >= 0.5).long() if output.shape[1] == 1 else output.argmax(dim=1)
