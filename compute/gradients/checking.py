"""Compare the backward pass by hand with autograd, and with the finite difference in float64.

    (L(w + h) - L(w - h)) / 2h

A large step h bends with the curve of the loss, a small one drowns in rounding; so it is measured with steps from 1/128
down, each a quarter of the one before, and the one counts at which the next step changes least.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from compute.gradients.backward import BackwardPass, backward
from compute.gradients.losses import BCE, SMALLEST_VARIANCE, Target, check_loss
from compute.gradients.variants import variant_losses
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward, forward_network
from compute.network.network import Network, Parameters

STEPS = tuple(2.0**-power for power in range(7, 26, 2))
"""Steps h of the finite difference. Powers of two, so that w + h and w - h are exact for nearly every w."""

MOST_MEASURED = 32
"""The most elements of one tensor that are measured by finite differences unless told otherwise."""

RESOLVED = 1e-7
"""A finite difference counts as resolved where its own uncertainty is below this share of its largest entry."""


@dataclass(frozen=True, eq=False)
class AutogradGradients:
    """The loss and its gradients as `torch.autograd.grad` gives them; no biases without biases."""

    loss: float
    weights: tuple[Float[Tensor, "_ _"], ...]
    biases: tuple[Float[Tensor, "1 _"], ...]
    features: Float[Tensor, "batch inputs"]


@dataclass(frozen=True, eq=False)
class TensorCheck:
    """The gradient by one tensor, by hand and by autograd.

    Attributes
    ----------
    name: in the program: W1, B1, .., features.
    difference: the largest absolute difference of two entries.
    largest: the largest absolute entry of autograd's gradient.
    """

    name: str
    by_hand: Float[Tensor, "rows columns"]
    by_autograd: Float[Tensor, "rows columns"]
    difference: float
    largest: float

    @property
    def relative(self) -> float:
        """The difference as a share of the largest entry; 0 where both gradients are nothing but zeros."""
        return _share(self.difference, self.largest)

    @property
    def is_same(self) -> bool:
        """Whether both are the same to the last bit."""
        return torch.equal(self.by_hand, self.by_autograd)


@dataclass(frozen=True, eq=False)
class Measured:
    """The finite difference of elements of one tensor, and the backward pass by hand, both in float64.

    Attributes
    ----------
    step: h, the step that counted.
    quotients: (L(w + h) - L(w - h)) / 2h of each element.
    by_hand: the gradient of each, from the chain rule in float64.
    uncertainty: by how much another step changes the quotients, or rounding could; the same for all of them.
    crosses_kink: whether even with this step a unit with relu or leaky_relu came from one side of its corner to the
        other, so that the quotient is a mean of two slopes.
    is_cut_off: whether an output of `bce` is so near to 0 or 1 that torch's slope of the loss is cut off, by hand too.
    """

    elements: tuple[Element, ...]
    step: float
    quotients: Float[Tensor, " elements"]
    by_hand: Float[Tensor, " elements"]
    uncertainty: float
    crosses_kink: bool
    is_cut_off: bool

    @property
    def largest(self) -> float:
        """The largest absolute quotient."""
        return float(self.quotients.abs().max())

    @property
    def difference(self) -> float:
        """The largest absolute difference between both."""
        return float((self.quotients - self.by_hand).abs().max())

    @property
    def relative(self) -> float:
        """The difference as a share of the largest quotient; 0 where both are nothing but zeros."""
        return _share(self.difference, self.largest)

    @property
    def is_resolved(self) -> bool:
        """Whether the quotient is certain enough to judge the chain rule by: no corner or edge, little uncertainty."""
        return not self.crosses_kink and not self.is_cut_off and self.uncertainty <= RESOLVED * self.largest


def by_autograd(network: Network, target: Target, loss: str) -> AutogradGradients:
    """Let torch compute the gradients.

    Raises
    ------
    LossError: the loss does not fit the network, or the target not the loss.
    """
    found = check_loss(network.spec, loss)
    with torch.enable_grad():
        parameters = Parameters(*(tuple(map(_leaf, kind)) for kind in (network.weights, network.biases)))
        features = _leaf(network.features)
        value = found.of(forward(parameters, features, network.spec), target)
        leaves = [*parameters.weights, *parameters.biases, features]
        gradients = torch.autograd.grad(value, leaves)
    depth = len(network.weights)
    return AutogradGradients(value.item(), gradients[:depth], gradients[depth:-1], gradients[-1])


def compare(run: BackwardPass) -> tuple[TensorCheck, ...]:
    """Compare each gradient by hand with autograd's: W1 .., B1 .., features."""
    network = run.passed.network
    torchs = by_autograd(network, run.target, run.loss.name)
    pairs: list[tuple[str, Tensor, Tensor]] = []
    for at, (layer, gradient) in enumerate(zip(run.layers, torchs.weights, strict=True), start=1):
        pairs.append((f"W{at}", layer.weight_gradient, gradient))
    for at, (layer, gradient) in enumerate(zip(run.layers, torchs.biases, strict=False), start=1):
        if layer.bias_gradient is not None:
            pairs.append((f"B{at}", layer.bias_gradient, gradient))
    pairs.append(("features", run.layers[0].input_gradient, torchs.features))
    return tuple(_compared(*pair) for pair in pairs)


def measure(network: Network, target: Target, loss: str, elements: Sequence[Element]) -> Measured:
    """Measure the slope of the loss along each of a few elements by finite differences in float64.

    Parameters
    ----------
    elements: features, weights or biases; one step h is found for all of them, so they should be of one tensor.

    Raises
    ------
    LossError: the loss does not fit the network, or the target not the loss.
    SpecError: an element that the network does not have or that is computed.
    """
    return _measured(_in_double(network, target, loss), elements)


def _in_double(network: Network, target: Target, loss: str) -> BackwardPass:
    return backward(forward_network(as_double(network)), target, loss)


def _measured(run: BackwardPass, elements: Sequence[Element]) -> Measured:
    variance = _smallest_variance(run)
    rounding = max(1.0, abs(run.value)) * torch.finfo(torch.float64).eps / max(variance, SMALLEST_VARIANCE)
    quotients, crossing = _quotients(run, elements)
    rated: list[tuple[bool, float, int]] = []
    for at in range(1, len(STEPS)):
        change = float((quotients[at] - quotients[at - 1]).abs().max())
        uncertainty = max(change, rounding / STEPS[at])
        rated.append((crossing[at - 1], uncertainty if math.isfinite(uncertainty) else math.inf, at))
    crosses, uncertainty, best = min(rated)
    by_hand = torch.tensor([run.gradient(element) for element in elements], dtype=torch.float64)
    is_cut_off = variance < SMALLEST_VARIANCE
    return Measured(tuple(elements), STEPS[best], quotients[best], by_hand, uncertainty, crosses, is_cut_off)


def measure_all(run: BackwardPass, most: int = MOST_MEASURED) -> dict[str, Measured]:
    """Measure the elements with the largest gradients of every tensor, by its name in the program.

    Parameters
    ----------
    most: elements of one tensor.
    """
    double = _in_double(run.passed.network, run.target, run.loss.name)
    return {name: _measured(double, elements) for name, elements in _largest(double, most)}


def as_double(network: Network) -> Network:
    """Return the same network with the same numbers in float64."""
    kinds = (network.weights, network.biases)
    parameters = Parameters(*(tuple(tensor.detach().double() for tensor in kind) for kind in kinds))
    return Network(network.spec, network.features.detach().double(), parameters)


def _smallest_variance(run: BackwardPass) -> float:
    """Return the least y(1 - y) of all outputs for `bce`, whose logarithms lose as many digits; 1 for other losses."""
    return float((run.passed.output * (1 - run.passed.output)).min()) if run.loss.name == BCE else 1.0


def _leaf(tensor: Tensor) -> Tensor:
    return tensor.detach().clone().requires_grad_()


def _compared(name: str, by_hand: Tensor, by_autograd: Tensor) -> TensorCheck:
    difference = float((by_hand - by_autograd).abs().max())
    return TensorCheck(name, by_hand, by_autograd, difference, float(by_autograd.abs().max()))


def _share(difference: float, largest: float) -> float:
    return difference / largest if largest else (math.inf if difference else 0.0)


def _quotients(run: BackwardPass, elements: Sequence[Element]) -> tuple[Float[Tensor, "steps elements"], list[bool]]:
    """Return the quotient of each element with every step, and for each step whether a unit crosses its corner."""
    network = run.passed.network
    values = torch.tensor([network.value(element) for element in elements], dtype=torch.float64)
    moves = torch.tensor(STEPS, dtype=torch.float64)[:, None, None] * torch.eye(len(elements), dtype=torch.float64)
    both = torch.cat([values + moves, values - moves]).flatten(0, 1)
    shown = variant_losses(network, run.target, run.loss.name, elements, both)
    above, below = shown.losses.view(2, len(STEPS), len(elements))
    sides, other_sides = shown.above.view(2, len(STEPS), -1)
    quotients = (above - below) / (2 * torch.tensor(STEPS, dtype=torch.float64)[:, None])
    return quotients, (sides != other_sides).any(dim=1).tolist()


def _largest(run: BackwardPass, most: int) -> Iterator[tuple[str, list[Element]]]:
    """Yield the elements of each tensor that have the largest gradients, in their order, by its name in the program."""
    for layer, found in enumerate(run.layers, start=1):
        yield f"W{layer}", [Weight(layer, row, column) for row, column in _largest_places(found.weight_gradient, most)]
    for layer, found in enumerate(run.layers, start=1):
        if found.bias_gradient is not None:
            yield f"B{layer}", [Bias(layer, column) for _, column in _largest_places(found.bias_gradient, most)]
    yield "features", [Unit(0, index) for _, index in _largest_places(run.layers[0].input_gradient[:1], most)]


def _largest_places(gradient: Float[Tensor, "rows columns"], most: int) -> list[tuple[int, int]]:
    """Return row and column of the largest absolute entries."""
    places = gradient.abs().flatten().topk(min(most, gradient.numel())).indices.tolist()
    columns = gradient.shape[1]
    return [divmod(place, columns) for place in sorted(places)]
