"""Run the forward pass and keep every step: product, sum, bias, activation.

Per layer it is the notebook's `activation(torch.mm(inputs, W) + B)`; what the notebook leaves inside that line is
written down here, so that every picture, formula and number on a page reads from one record.
"""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from compute.network.activations import ACTIVATIONS, Activation
from compute.network.elements import Unit
from compute.network.network import Network, Parameters
from compute.network.spec import NetworkSpec
from compute.timing.devices import CPU, device_named


@dataclass(frozen=True, eq=False)
class LayerPass:
    """What one layer computes of a batch, one row for each point. All tensors are on the CPU.

    Attributes
    ----------
    inputs: the values of the layer before.
    weights: W.
    products: products[i, j] = inputs[0, i] * W[i, j], what the mm adds up for the first row.
    weighted_sum: torch.mm(inputs, W).
    bias: B, or None without biases.
    preactivation: z = weighted_sum + B.
    output: f(z).
    """

    activation: Activation
    inputs: Float[Tensor, "batch inputs"]
    weights: Float[Tensor, "inputs units"]
    products: Float[Tensor, "inputs units"]
    weighted_sum: Float[Tensor, "batch units"]
    bias: Float[Tensor, "1 units"] | None
    preactivation: Float[Tensor, "batch units"]
    output: Float[Tensor, "batch units"]


@dataclass(frozen=True, eq=False)
class ForwardPass:
    """A network and what it computed on `device`, layer by layer."""

    network: Network
    device: str
    layers: tuple[LayerPass, ...]

    @property
    def output(self) -> Float[Tensor, "batch outputs"]:
        """y, the output of the last layer."""
        return self.layers[-1].output

    def values(self, layer: int) -> Float[Tensor, "batch units"]:
        """Return the values of the units of layer 0 (the features) .. depth (the output)."""
        return self.network.features if layer == 0 else self.layers[layer - 1].output

    def value(self, unit: Unit) -> float:
        """Return the value of one unit, for the first row."""
        return float(self.values(unit.layer)[0, unit.index])


def forward(
    parameters: Parameters, inputs: Float[Tensor, "batch inputs"], spec: NetworkSpec, device: str = CPU
) -> ForwardPass:
    """Run a batch through the layers on `device` and keep every step. A single row is a batch of one.

    Parameters and inputs may require gradients: every step is one of torch's own operations.

    Parameters
    ----------
    spec: names the activation of each layer; its sizes and its seed are not used.

    Raises
    ------
    SpecError: torch finds no such device here.
    """
    device_named(device)
    layers: list[LayerPass] = []
    values = inputs.to(device)
    for layer, weights in enumerate(parameters.weights, start=1):
        activation = ACTIVATIONS[spec.activation_of(layer)]
        bias = parameters.biases[layer - 1] if parameters.biases else None
        before, moved = values, weights.to(device)
        weighted_sum = torch.mm(before, moved)
        preactivation = weighted_sum if bias is None else weighted_sum + bias.to(device)
        values = activation(preactivation)
        layers.append(
            LayerPass(
                activation=activation,
                inputs=before.cpu(),
                weights=weights,
                products=(before[:1].t() * moved).cpu(),
                weighted_sum=weighted_sum.cpu(),
                bias=bias,
                preactivation=preactivation.cpu(),
                output=values.cpu(),
            )
        )
    return ForwardPass(Network(spec, inputs, parameters), device, tuple(layers))


def forward_network(network: Network, device: str = CPU) -> ForwardPass:
    """Run a network on its own features, see `forward`."""
    return forward(network.parameters, network.features, network.spec, device)
