"""A batch of two rows: both have an output, and products and single values are those of the first."""

import torch

from compute.network.elements import Unit
from compute.network.forward import forward
from compute.network.network import Parameters
from compute.network.spec import NetworkSpec


def test_of_a_batch_the_first_row_is_taken_apart() -> None:
    spec = NetworkSpec(inputs=2, hidden=(), output_activation="identity")
    parameters = Parameters((torch.tensor([[3.0], [5.0]]),), (torch.tensor([[0.5]]),))
    passed = forward(parameters, torch.tensor([[1.0, 2.0], [10.0, 20.0]]), spec)
    (layer,) = passed.layers
    assert layer.products.tolist() == [[3.0], [10.0]]
    assert layer.weighted_sum.tolist() == [[13.0], [130.0]]
    assert passed.output.tolist() == [[13.5], [130.5]]
    assert [passed.value(Unit(0, 1)), passed.value(Unit(1, 0))] == [2.0, 13.5]
