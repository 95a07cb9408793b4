"""What the site has to agree with, written without it: the notebook's draw and forward pass, the activations."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from compute.network.spec import NetworkSpec

ROUNDING = 2e-6
"""How far a float32 activation may be from its formula: gelu near -3.45, where 1 + erf cancels, is off by 1.2e-6."""


TOLERANCE = 6e-5
"""Half of the last digit that the site shows, and a bit for rounding it."""


class Drawn(NamedTuple):
    """Features, weights and biases as the notebook draws them."""

    features: Tensor
    weights: list[Tensor]
    biases: list[Tensor]


def draw_longhand(spec: NetworkSpec) -> Drawn:
    """`manual_seed`, then x, W1 .. WL, B1 .. BL.

    From a generator of its own, which draws what torch's global one does: visitors in several threads compare at once.
    """
    units, draws = [spec.inputs, *spec.hidden, spec.outputs], torch.Generator().manual_seed(spec.seed)
    features = torch.randn((1, spec.inputs), generator=draws)
    weights = [torch.randn(units[i], units[i + 1], generator=draws) for i in range(len(units) - 1)]
    biases = [torch.randn((1, units[i + 1]), generator=draws) for i in range(len(units) - 1)] if spec.bias else []
    return Drawn(features, weights, biases)


class FirstLayer(NamedTuple):
    """The first layer of the notebook's network, step by step."""

    inputs: Tensor
    weights: Tensor
    bias: Tensor
    weighted_sum: Tensor
    z: Tensor
    output: Tensor


def first_layer(spec: NetworkSpec) -> FirstLayer:
    """Draw and compute the first layer, which has biases and a sigmoid, as the notebook does."""
    drawn = draw_longhand(spec)
    weighted_sum = torch.mm(drawn.features, drawn.weights[0])
    z = weighted_sum + drawn.biases[0]
    return FirstLayer(drawn.features, drawn.weights[0], drawn.biases[0], weighted_sum, z, torch.sigmoid(z))


def sigmoid(z: Tensor) -> Tensor:
    """The notebook's `activation`."""
    return 1 / (1 + torch.exp(-z))


class Layer(NamedTuple):
    """What the notebook computes on the way through one layer, for one row of inputs."""

    products: Tensor
    weighted_sum: Tensor
    preactivation: Tensor
    output: Tensor


def layers_longhand(spec: NetworkSpec, changed: Mapping[int, float] | None = None) -> list[Layer]:
    """Every layer of the notebook's network with its sigmoid, whatever activation the spec names.

    Parameters
    ----------
    changed: single weights of the first unit of the first layer, by the number of their input from 1.
    """
    values, weights, biases = draw_longhand(spec)
    for row, weight in (changed or {}).items():
        weights[0][row - 1, 0] = weight
    layers = []
    for at, matrix in enumerate(weights):
        total = torch.mm(values, matrix)
        z = total + biases[at] if spec.bias else total
        layers.append(Layer(values.t() * matrix, total, z, sigmoid(z)))
        values = layers[-1].output
    return layers


def notebook(
    seed: int,
    inputs: int,
    hidden: Sequence[int] = (),
    changed: Mapping[int, float] | None = None,
    *,
    outputs: int = 1,
    with_bias: bool = True,
) -> list[list[float]]:
    """Values of every layer of the notebook's network, hidden ones first, then the outputs."""
    spec = NetworkSpec(seed, inputs, tuple(hidden), outputs, bias=with_bias)
    return [layer.output[0].tolist() for layer in layers_longhand(spec, changed)]


def _softmax(z: Tensor) -> Tensor:
    powers = torch.exp(z - z.max())
    return powers / powers.sum()


FORMULAS: Mapping[str, Callable[[Tensor], Tensor]] = {
    "sigmoid": sigmoid,
    "tanh": lambda z: 1 - 2 / (torch.exp(2 * z) + 1),
    "relu": lambda z: torch.where(z > 0, z, 0.0),
    "leaky_relu": lambda z: torch.where(z > 0, z, 0.01 * z),
    "elu": lambda z: torch.where(z > 0, z, torch.exp(z) - 1),
    "gelu": lambda z: z / 2 * torch.erfc(-z / 2**0.5),
    "silu": lambda z: z * sigmoid(z),
    "softplus": lambda z: torch.where(z > 0, z, 0.0) + torch.log1p(torch.exp(-z.abs())),
    "heaviside": lambda z: (z >= 0).double(),
    "sin": lambda z: torch.cos(z - torch.pi / 2),
    "identity": lambda z: z + 0,
    "softmax": _softmax,
}
"""Every activation as a formula of z for one row, meant for float64."""
