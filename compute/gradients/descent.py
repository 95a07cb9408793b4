"""Take steps of gradient descent, and look at the loss along one weight and over two.

    W = W - rate * dL/dW

for all weights and biases together; the features are given and stay. Every step gives another `Network`.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from compute.gradients.backward import BackwardPass, backward
from compute.gradients.losses import Target, check_loss, target_tensor
from compute.gradients.variants import variant_losses
from compute.network.activations import ACTIVATIONS
from compute.network.elements import Element
from compute.network.forward import forward_network
from compute.network.network import Network, Parameters
from compute.network.spec import Range, SpecError

UPDATES = Range(0, 1000)
"""How many steps can be taken."""

MOST_POINTS = 401
"""The most points of a curve."""

MOST_GRID = 61
"""The most points of a contour in each direction."""


@dataclass(frozen=True, eq=False)
class Descent:
    """A network after some steps, and the way there.

    Attributes
    ----------
    network: after all steps; where it stopped before, the last one whose loss and numbers are finite.
    losses: before the first step and after each, as many as steps were taken and one more.
    watched: the values of the elements that were watched, a row for each of the losses.
    asked: how many steps were asked for.
    """

    network: Network
    losses: tuple[float, ...]
    watched: tuple[tuple[float, ...], ...]
    asked: int

    @property
    def taken(self) -> int:
        """How many steps were taken."""
        return len(self.losses) - 1

    @property
    def stopped_at(self) -> int | None:
        """The step after which a number would no longer be finite, counted from 1; None where all were taken."""
        return self.taken + 1 if self.taken < self.asked else None


@dataclass(frozen=True, eq=False)
class LossCurve:
    """The loss along one element, all others as they are.

    Attributes
    ----------
    values, losses: the points of the curve.
    at, loss: where the network is.
    slope: the gradient there, by hand.
    """

    element: Element
    values: Float[Tensor, " points"]
    losses: Float[Tensor, " points"]
    at: float
    loss: float
    slope: float

    def tangent(self, value: float) -> float:
        """Return the height of the tangent over a value of the element."""
        return self.loss + self.slope * (value - self.at)


@dataclass(frozen=True, eq=False)
class LossSurface:
    """The loss over two elements, all others as they are.

    Attributes
    ----------
    across, up: the values of the first and of the second element.
    losses: losses[i, j] with the second element at up[i] and the first at across[j].
    at: where the network is, first and second element.
    slopes: the gradient there, by hand.
    """

    first: Element
    second: Element
    across: Float[Tensor, " columns"]
    up: Float[Tensor, " rows"]
    losses: Float[Tensor, "rows columns"]
    at: tuple[float, float]
    slopes: tuple[float, float]


def take_step(run: BackwardPass, rate: float) -> Network:
    """Return the network after one step against the gradients of a backward pass."""
    network = run.passed.network
    biases = [layer.bias_gradient for layer in run.layers if layer.bias_gradient is not None]
    return _moved(network, [layer.weight_gradient for layer in run.layers], biases, rate)


def descend(
    network: Network, target: Target, loss: str, rate: float, updates: int, watch: Sequence[Element] = ()
) -> Descent:
    """Take steps with the gradients of autograd, to the last bit those of a program with `loss.backward()`.

    It stops before a step that leads to a loss, a weight or a bias that is not finite.

    Parameters
    ----------
    updates: how many steps, within `UPDATES`.
    watch: features, weights or biases whose values are kept after each step.

    Raises
    ------
    LossError: the loss does not fit the network, or the target not the loss.
    SpecError: too many steps, or a rate that is not finite.
    """
    if updates not in UPDATES:
        raise SpecError("updates", updates, str(UPDATES))
    if not math.isfinite(rate):
        raise SpecError("rate", rate, "a number")
    parameters = network.parameters.tensors
    gradients_of = _gradients(network, target, loss)
    value, gradients = gradients_of(parameters)
    losses, watched = [value], [_values(network, watch)]
    for _update in range(updates):
        moved = _against(parameters, gradients, rate)
        value, gradients = gradients_of(moved)
        if not (math.isfinite(value) and _is_finite(moved)):
            break
        parameters = moved
        losses.append(value)
        if watch:
            watched.append(_values(_with(network, parameters), watch))
        else:
            watched.append(())
    return Descent(_with(network, parameters) if len(losses) > 1 else network, tuple(losses), tuple(watched), updates)


def _gradients(
    network: Network, target: Target, loss: str
) -> Callable[[Sequence[Tensor]], tuple[float, Sequence[Tensor]]]:
    """Return what computes the loss and its gradients for other weights and biases.

    It does what `by_autograd` does, to the last bit, and keeps nothing of the way: a thousand steps take half as long.
    """
    found, depth = check_loss(network.spec, loss), len(network.weights)
    activations = [ACTIVATIONS[network.spec.activation_of(layer)] for layer in range(1, depth + 1)]
    features, has_bias = network.features.detach(), bool(network.biases)
    wanted = target_tensor(network.spec, target, loss, features.new_empty((len(features), network.spec.outputs)))

    def compute(parameters: Sequence[Tensor]) -> tuple[float, Sequence[Tensor]]:
        with torch.enable_grad():
            leaves = [tensor.detach().requires_grad_() for tensor in parameters]
            values = features
            for layer, activation in enumerate(activations):
                z = torch.mm(values, leaves[layer])
                z = z + leaves[depth + layer] if has_bias else z
                values = activation(z)
            value = found.function(z if found.of_logits else values, wanted)
            return value.item(), torch.autograd.grad(value, leaves)

    return compute


def _with(network: Network, tensors: Sequence[Tensor]) -> Network:
    depth = len(network.weights)
    return Network(network.spec, network.features, Parameters(tuple(tensors[:depth]), tuple(tensors[depth:])))


def loss_along(
    network: Network, target: Target, loss: str, element: Element, span: tuple[float, float], points: int = 201
) -> LossCurve:
    """Compute the loss for evenly spaced values of one feature, weight or bias, and the tangent where it is.

    Parameters
    ----------
    span: the lowest and the highest value.
    points: how many, 2 .. `MOST_POINTS`.

    Raises
    ------
    LossError: the loss does not fit the network, or the target not the loss.
    SpecError: an element that the network does not have or that is computed, or a wrong span or number of points.
    """
    values = _spaced("span", span, points, MOST_POINTS)
    losses = variant_losses(network, target, loss, [element], values[:, None]).losses
    run = backward(forward_network(network), target, loss)
    return LossCurve(element, values, losses, network.value(element), run.value, run.gradient(element))


def loss_over(
    network: Network,
    target: Target,
    loss: str,
    elements: tuple[Element, Element],
    spans: tuple[tuple[float, float], tuple[float, float]],
    points: int = 41,
) -> LossSurface:
    """Compute the loss on a grid over two features, weights or biases.

    Parameters
    ----------
    spans: the lowest and the highest value of each.
    points: how many in each direction, 2 .. `MOST_GRID`.

    Raises
    ------
    LossError: the loss does not fit the network, or the target not the loss.
    SpecError: an element that the network does not have or that is computed, twice the same, or a wrong span or number
        of points.
    """
    first, second = elements
    if first == second:
        raise SpecError("elements", first, "two different ones")
    across, up = (_spaced("span", span, points, MOST_GRID) for span in spans)
    grid = torch.cartesian_prod(up, across).flip(1)
    losses = variant_losses(network, target, loss, elements, grid).losses.view(points, points)
    run = backward(forward_network(network), target, loss)
    at = (network.value(first), network.value(second))
    return LossSurface(first, second, across, up, losses, at, (run.gradient(first), run.gradient(second)))


def _moved(network: Network, weights: Sequence[Tensor], biases: Sequence[Tensor], rate: float) -> Network:
    parameters = Parameters(_against(network.weights, weights, rate), _against(network.biases, biases, rate))
    return Network(network.spec, network.features, parameters)


def _against(tensors: Sequence[Tensor], gradients: Sequence[Tensor], rate: float) -> tuple[Tensor, ...]:
    return tuple(tensor.detach() - rate * gradient for tensor, gradient in zip(tensors, gradients, strict=True))


def _is_finite(tensors: Sequence[Tensor]) -> bool:
    return bool(torch.cat([tensor.reshape(-1) for tensor in tensors]).isfinite().all())


def _values(network: Network, elements: Sequence[Element]) -> tuple[float, ...]:
    return tuple(network.value(element) for element in elements)


def _spaced(field: str, span: tuple[float, float], points: int, most: int) -> Float[Tensor, " points"]:
    low, high = span
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise SpecError(field, span, "two numbers, the lower one first")
    if points not in Range(2, most):
        raise SpecError("points", points, str(Range(2, most)))
    return torch.linspace(low, high, points)
