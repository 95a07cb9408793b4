"""Compare how large the gradients of each layer are with one activation or another: they vanish, or they do not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from torch import Tensor

from compute.gradients.checking import by_autograd
from compute.gradients.losses import MSE, Target
from compute.network.network import Network, Parameters, draw
from compute.network.spec import NetworkSpec

SIX_LAYERS = NetworkSpec(inputs=8, hidden=(8,) * 5)
"""Five hidden layers and the output: the depth at which a sigmoid leaves little of the gradient."""

BESIDE = ("sigmoid", "tanh", "relu")
"""The activations that stand beside each other."""


@dataclass(frozen=True)
class LayerGradientSize:
    """How large dL/dW of one layer is.

    Attributes
    ----------
    mean: the mean of the absolute entries.
    norm: the root of the sum of their squares.
    """

    layer: int
    mean: float
    norm: float


@dataclass(frozen=True)
class GradientSizes:
    """The gradients of a network with this hidden activation, from the first layer to the last.

    Attributes
    ----------
    scaled: whether the weights are divided by the root of the number of units before them, as layers usually begin.
    """

    activation: str
    scaled: bool
    layers: tuple[LayerGradientSize, ...]

    @property
    def first_to_last(self) -> float:
        """The mean of the first layer as a share of the last layer's; 0 where the last one is 0."""
        return self.layers[0].mean / self.layers[-1].mean if self.layers[-1].mean else 0.0


def gradient_sizes(network: Network, target: Target, loss: str) -> tuple[LayerGradientSize, ...]:
    """Return the size of dL/dW of each layer, from autograd.

    Raises
    ------
    LossError: the loss does not fit the network, or the target not the loss.
    """
    return tuple(
        LayerGradientSize(layer, float(gradient.abs().mean()), float(gradient.norm()))
        for layer, gradient in enumerate(by_autograd(network, target, loss).weights, start=1)
    )


def vanishing(
    spec: NetworkSpec = SIX_LAYERS,
    target: Target = 1.0,
    loss: str = MSE,
    activations: Sequence[str] = BESIDE,
    *,
    scaled: bool = False,
) -> tuple[GradientSizes, ...]:
    """Draw the same numbers for each hidden activation and return the sizes of their gradients.

    Parameters
    ----------
    scaled: divide each W by the root of the number of units before it.

    Raises
    ------
    LossError: the loss does not fit the network, or the target not the loss.
    """
    found = []
    for name in activations:
        network = draw(replace(spec, activation=name))
        sizes = gradient_sizes(_scaled(network) if scaled else network, target, loss)
        found.append(GradientSizes(name, scaled, sizes))
    return tuple(found)


def _scaled(network: Network) -> Network:
    weights: tuple[Tensor, ...] = tuple(weight / weight.shape[0] ** 0.5 for weight in network.weights)
    return replace(network, parameters=Parameters(weights, network.biases))
