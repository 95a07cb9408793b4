"""Follow two parameters through a training, over the loss that the network has with other values of both."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from compute.gradients.losses import LOSSES
from compute.network.activations import ACTIVATIONS
from compute.network.elements import Bias, Element, Weight, exists, name_of
from compute.network.network import Parameters
from compute.network.spec import NetworkSpec, Range, SpecError
from compute.training.course import Course
from compute.training.setting import TrainingSpec

SIZE = Range(2, 81)
"""How many values of each of the two there may be."""

MARGIN = 0.15
"""The values reach past the path by this share of it."""

SMALLEST_WIDTH = 1.0
"""The least width that the values reach over, where a parameter hardly moves."""

WIDEST = 1e6
"""The largest magnitude of the values, however far a training was carried."""

SUITING = (41, 31, 21, 15)
"""How many values of each may be shown: the first number that takes less than a tenth of a second, else the last."""

SUITING_WORK = 8_000_000
"""How many activations are computed in that time."""

AT_ONCE = 250_000
"""How many values of a layer are computed at once: 1 MB."""


@dataclass(frozen=True, eq=False)
class TwoWeights:
    """The path of two parameters, and the loss around it.

    Attributes
    ----------
    first, second: the parameters: from left to right, and from bottom to top.
    path: both values at every kept step.
    step: the step whose other parameters hold everywhere.
    across, up: the values of the first and of the second, rising.
    loss: loss[i, j] is that of all points for training with up[i] and across[j]; inf where it is not finite.
    """

    first: Weight | Bias
    second: Weight | Bias
    path: Float[Tensor, "steps 2"]
    step: int
    across: Float[Tensor, " columns"]
    up: Float[Tensor, " rows"]
    loss: Float[Tensor, "rows columns"]


@dataclass(frozen=True, eq=False)
class _Changed:
    """Pairs of values for two parameters of one network."""

    elements: tuple[Weight | Bias, Weight | Bias]
    pairs: Float[Tensor, "pairs 2"]

    @property
    def count(self) -> int:
        return len(self.pairs)

    @property
    def first_layer(self) -> int:
        return min(element.layer for element in self.elements)

    def of_layer(self, layer: int) -> list[tuple[Weight | Bias, Tensor]]:
        """Return the parameters of a layer, each with its values."""
        each = zip(self.elements, self.pairs.unbind(dim=1), strict=True)
        return [(element, value) for element, value in each if element.layer == layer]

    def weights(self, weights: Tensor, layer: int) -> Tensor:
        """Return W of a layer; with a first dimension more where it differs from pair to pair."""
        for element, value in self.of_layer(layer):
            if isinstance(element, Weight):
                weights = weights.expand(self.count, *weights.shape[-2:]).clone()
                weights[:, element.row, element.column] = value
        return weights

    def biases(self, bias: Tensor, layer: int) -> Tensor:
        """Return B of a layer, likewise."""
        for element, value in self.of_layer(layer):
            if isinstance(element, Bias):
                bias = bias.expand(self.count, *bias.shape[-2:]).clone()
                bias[:, 0, element.column] = value
        return bias


def suiting_size(spec: TrainingSpec) -> int:
    """Return how many values of each suit the network and the number of its points: 41, in large ones fewer."""
    computed = spec.points * spec.split // 100 * sum(units for _inputs, units in spec.network.weight_shapes)
    return next((size for size in SUITING if size * size * computed <= SUITING_WORK), SUITING[-1])


def two_weights(course: Course, step: int, first: Element, second: Element, size: int = 0) -> TwoWeights:
    """Compute the loss over size * size values of two parameters, all others as they are at a step.

    Parameters
    ----------
    size: 0 for the one that suits, see `suiting_size`.

    Raises
    ------
    SpecError: there is no such step or size, or no two such parameters.
    """
    size = size or suiting_size(course.spec)
    if size not in SIZE:
        raise SpecError("size", size, str(SIZE))
    spec, parameters = course.spec, course.parameters(step)
    one, other = _checked(first, spec.network), _checked(second, spec.network)
    if one == other:
        raise SpecError("path", name_of(other, spec.network), "two parameters")
    path = course.values[:, [column_of(one, spec.network), column_of(other, spec.network)]]
    across, up = (_values(path[:, at], size) for at in (0, 1))
    pairs = torch.cartesian_prod(up, across)
    widest = max(units for _inputs, units in spec.network.weight_shapes)
    at_once = max(1, AT_ONCE // (len(course.start.training.features) * widest))
    losses = [_losses(course, parameters, _Changed((other, one), part)) for part in torch.split(pairs, at_once)]
    loss = torch.cat(losses).view(size, size)
    return TwoWeights(one, other, path, step, across, up, torch.where(loss.isfinite(), loss, torch.inf))


def column_of(element: Weight | Bias, spec: NetworkSpec) -> int:
    """Return in which column of a course's values a parameter stands."""
    shapes = spec.weight_shapes
    weights = [inputs * units for inputs, units in shapes]
    if isinstance(element, Weight):
        return sum(weights[: element.layer - 1]) + element.row * shapes[element.layer - 1][1] + element.column
    return sum(weights) + sum(units for _inputs, units in shapes[: element.layer - 1]) + element.column


def _checked(element: Element, spec: NetworkSpec) -> Weight | Bias:
    if not isinstance(element, Weight | Bias) or not exists(element, spec):
        raise SpecError("path", name_of(element, spec), f"a weight or a bias of {spec}")
    return element


def _values(path: Float[Tensor, " steps"], size: int) -> Float[Tensor, " values"]:
    """Return evenly spaced values that hold the path, with a margin."""
    low, high = (max(-WIDEST, min(WIDEST, float(end))) for end in (path.min(), path.max()))
    half = max(SMALLEST_WIDTH, (1 + 2 * MARGIN) * (high - low)) / 2
    middle = (low + high) / 2
    return torch.linspace(middle - half, middle + half, size)


def _losses(course: Course, parameters: Parameters, changed: _Changed) -> Float[Tensor, " pairs"]:
    """Compute the loss for each pair of values; what comes before the first changed layer is the same for all."""
    spec, sample, loss = course.spec, course.start.training, LOSSES[course.spec.loss_name]
    values, depth = sample.features, spec.network.depth
    for layer in range(1, depth + 1):
        weights, bias = parameters.weights[layer - 1], parameters.biases[layer - 1]
        activation = ACTIVATIONS[spec.network.activation_of(layer)].function
        if layer == changed.first_layer < depth:
            values = _with_changed_units(values, weights, bias, activation, changed)
            continue
        values = torch.matmul(values, changed.weights(weights, layer)) + changed.biases(bias, layer)
        if layer < depth or not loss.of_logits:
            values = activation(values)
    target = sample.target.expand(len(values), *sample.target.shape)
    if loss.of_logits:
        return loss.reduced(values.flatten(0, 1), target.flatten(), "none").view(len(values), -1).mean(dim=1)
    return loss.reduced(values, target, "none").flatten(1).mean(dim=1)


def _with_changed_units(
    before: Float[Tensor, "points inputs"],
    weights: Tensor,
    bias: Tensor,
    activation: Callable[[Tensor], Tensor],
    changed: _Changed,
) -> Float[Tensor, "pairs points units"]:
    """Compute a hidden layer of which one unit is changed, or two: all others are the same for every pair."""
    z = torch.mm(before, weights) + bias
    units: dict[int, Tensor] = {}
    for element, value in changed.of_layer(changed.first_layer):
        unit = element.column
        if isinstance(element, Weight):
            more = torch.outer(value - weights[element.row, unit], before[:, element.row])
        else:
            more = (value - bias[0, unit]).unsqueeze(1)
        units[unit] = units.get(unit, z[:, unit]) + more
    values = activation(z).expand(changed.count, *z.shape).clone()
    for unit, sums in units.items():
        values[:, :, unit] = activation(sums)
    return values
