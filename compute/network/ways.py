"""Compute the weighted sum of one unit in the notebook's two ways: multiply and add up, or multiply matrices."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from compute.network.activations import ACTIVATIONS
from compute.network.network import Network


@dataclass(frozen=True)
class SumMethod:
    """A line of the notebook, and what torch gives for it.

    Attributes
    ----------
    code: the expression for the weighted sum, with n written out.
    weighted_sum: its value, a scalar or of shape 1 x 1.
    output: activation(weighted_sum + bias).
    """

    code: str
    weighted_sum: Float[Tensor, "*shape"]
    output: Float[Tensor, "1 1"]


def ways(unit: Network) -> tuple[SumMethod, SumMethod]:
    """Compute both ways for a network without hidden layers and with one output; they agree up to rounding.

    The notebook draws the weights as a row like the features; W1 is the same numbers as a column.
    """
    features, weights = unit.features, unit.weights[0].view(1, -1)
    summed = torch.sum(features * weights)
    multiplied = torch.mm(features, weights.view(-1, 1))
    count = unit.spec.inputs
    return (
        SumMethod("torch.sum(features * weights)", summed, _output(unit, summed)),
        SumMethod(f"torch.mm(features, weights.view({count}, 1))", multiplied, _output(unit, multiplied)),
    )


def _output(unit: Network, weighted_sum: Tensor) -> Tensor:
    bias = unit.biases[0] if unit.spec.bias else torch.zeros(1, 1)
    return ACTIVATIONS[unit.spec.output_activation](weighted_sum + bias)
