"""The same network on every device, and in more digits: the same numbers up to rounding."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from compute.network.forward import ForwardPass, forward_network
from compute.network.network import Network, Parameters
from compute.timing.devices import CPU, devices
from compute.torch_errors import words_of

FLOAT32, FLOAT64 = "float32", "float64"


@dataclass(frozen=True)
class Run:
    """What one device gives.

    Attributes
    ----------
    output: y of the first output unit.
    difference: the largest distance of any unit's value from what the CPU gives in float32.
    words: torch's own words where the device could not do it; then the numbers are NaN.
    """

    device: str
    dtype: str
    output: float
    difference: float
    words: str = ""


def runs(network: Network) -> tuple[Run, ...]:
    """Run the network on the CPU, on every accelerator, and on the CPU with the same numbers as float64."""
    here = forward_network(network)
    there = [_on(device.name, network, here) for device in devices() if device.name != CPU]
    exact = forward_network(in_float64(network))
    return (
        Run(CPU, FLOAT32, float(here.output[0, 0]), 0.0),
        *there,
        Run(CPU, FLOAT64, float(exact.output[0, 0]), distance(here, exact)),
    )


def _on(device: str, network: Network, here: ForwardPass) -> Run:
    try:
        there = forward_network(network, device)
    except RuntimeError as error:
        return Run(device, FLOAT32, float("nan"), float("nan"), words_of(error))
    return Run(device, FLOAT32, float(there.output[0, 0]), distance(here, there))


def in_float64(network: Network) -> Network:
    """Return the network with its float32 numbers as float64: what is computed from them has 16 digits instead of 7."""
    return replace(
        network,
        features=network.features.double(),
        parameters=Parameters(
            tuple(weight.double() for weight in network.weights), tuple(bias.double() for bias in network.biases)
        ),
    )


def distance(one: ForwardPass, other: ForwardPass) -> float:
    """Return the largest difference between values of the same unit, over all layers that compute something."""
    pairs = zip(one.layers, other.layers, strict=True)
    return max(_largest(a.output.double() - b.output.double()) for a, b in pairs)


def _largest(values: Tensor) -> float:
    return float(torch.max(torch.abs(values)))
