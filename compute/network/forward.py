"""The forward pass with every step kept: product, sum, bias, activation.

Per layer it is the notebook's `activation(torch.mm(inputs, W) + B)`; what the notebook leaves inside that line is
written down here, so that every picture, formula and number on a page reads from one record.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from compute.network.activations import ACTIVATIONS, Activation
from compute.network.elements import Unit
from compute.network.network import Network
from compute.timing.devices import CPU, device_named


@dataclass(frozen=True, eq=False)
class LayerPass:
    """What one layer computes. All tensors are on the CPU.

    Attributes
    ----------
    inputs: the values of the layer before.
    weights: W.
    products: products[i, j] = inputs[0, i] * W[i, j], what the mm adds up.
    weighted_sum: torch.mm(inputs, W).
    bias: B, or None without biases.
    preactivation: z = weighted_sum + B.
    output: f(z).
    """

    activation: Activation
    inputs: Float[Tensor, "1 inputs"]
    weights: Float[Tensor, "inputs units"]
    products: Float[Tensor, "inputs units"]
    weighted_sum: Float[Tensor, "1 units"]
    bias: Float[Tensor, "1 units"] | None
    preactivation: Float[Tensor, "1 units"]
    output: Float[Tensor, "1 units"]


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """A network and what it computed on `device`, layer by layer."""

    network: Network
    device: str
    layers: tuple[LayerPass, ...]

    @property
    def output(self) -> Float[Tensor, "1 outputs"]:
        """y, the output of the last layer."""
        return self.layers[-1].output

    def values(self, layer: int) -> Float[Tensor, "1 units"]:
        """Values of the units of layer 0 (the features) .. depth (the output)."""
        return self.network.features if layer == 0 else self.layers[layer - 1].output

    def value(self, unit: Unit) -> float:
        """Value of one unit."""
        return float(self.values(unit.layer)[0, unit.index])


def forward(network: Network, device: str = CPU) -> ForwardPass:
    """Run the network on `device` and keep every step.

    Raises
    ------
    SpecError: torch finds no such device here.
    """
    device_named(device)
    layers: list[LayerPass] = []
    spec = network.spec
    values = network.features.to(device)
    for layer, weights in enumerate(network.weights, start=1):
        activation = ACTIVATIONS[spec.activation_of(layer)]
        bias = network.biases[layer - 1] if spec.bias else None
        inputs, moved = values, weights.to(device)
        weighted_sum = torch.mm(inputs, moved)
        preactivation = weighted_sum if bias is None else weighted_sum + bias.to(device)
        values = activation(preactivation)
        layers.append(
            LayerPass(
                activation=activation,
                inputs=inputs.cpu(),
                weights=weights,
                products=(inputs.t() * moved).cpu(),
                weighted_sum=weighted_sum.cpu(),
                bias=bias,
                preactivation=preactivation.cpu(),
                output=values.cpu(),
            )
        )
    return ForwardPass(network, device, tuple(layers))
