"""The numbers that the lesson prints, right and wrong: they must come out digit for digit."""

import pytest
import torch
from torch import Tensor

from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.ways import ways
from tests.cases import for_each
from tests.longhand import sigmoid

UNIT = NetworkSpec(seed=7, inputs=5, hidden=())
STACK = NetworkSpec(seed=7, inputs=3, hidden=(2,))


def four_decimals(tensor: Tensor) -> list[float]:
    return [round(value, 4) for value in tensor.flatten().tolist()]


def output(spec: NetworkSpec, **changes: object) -> float:
    fields = {"seed": spec.seed, "inputs": spec.inputs, "hidden": spec.hidden} | changes
    return round(forward_network(draw(NetworkSpec(**fields))).output.item(), 4)


def test_single_unit_step_by_step() -> None:
    (step,) = forward_network(draw(UNIT)).layers
    assert four_decimals(step.inputs) == [-0.1468, 0.7861, 0.9468, -1.1143, 1.6908]
    assert four_decimals(step.weights) == [-0.8948, -0.3556, 1.2324, 0.1382, -1.6822]
    assert step.bias is not None
    assert four_decimals(step.bias) == [0.3177]
    assert four_decimals(step.products) == [0.1314, -0.2796, 1.1668, -0.1540, -2.8442]
    assert four_decimals(step.weighted_sum) == [-1.9796]
    assert four_decimals(step.preactivation) == [-1.6619]
    assert step.output.item() == pytest.approx(0.15950657, abs=1e-7)


def test_single_unit_by_sum_and_by_mm() -> None:
    by_sum, by_mm = ways(draw(UNIT))
    assert by_sum.output.item() == pytest.approx(0.15950656, abs=1e-7)
    assert by_mm.output.item() == pytest.approx(0.15950657, abs=1e-7)
    assert [four_decimals(way.weighted_sum) for way in (by_sum, by_mm)] == [[-1.9796], [-1.9796]]
    assert (by_sum.weighted_sum.shape, by_mm.weighted_sum.shape) == ((), (1, 1))
    assert (by_sum.code, by_mm.code) == ("torch.sum(features * weights)", "torch.mm(features, weights.view(5, 1))")


def test_two_layers_step_by_step() -> None:
    hidden, last = forward_network(draw(STACK)).layers
    assert four_decimals(hidden.inputs) == [-0.1468, 0.7861, 0.9468]
    assert hidden.weights.shape == (3, 2)
    assert four_decimals(hidden.weights) == [-1.1143, 1.6908, -0.8948, -0.3556, 1.2324, 0.1382]
    assert hidden.bias is not None
    assert four_decimals(hidden.bias) == [0.1328, 0.1373]
    assert four_decimals(hidden.weighted_sum) == [0.6270, -0.3969]
    assert four_decimals(hidden.preactivation) == [0.7598, -0.2596]
    assert four_decimals(hidden.output) == [0.6813, 0.4355]
    assert four_decimals(last.weights) == [-1.6822, 0.3177]
    assert last.bias is not None
    assert four_decimals(last.bias) == [0.2405]
    assert four_decimals(last.weighted_sum) == [-1.0078]
    assert four_decimals(last.preactivation) == [-0.7672]
    assert four_decimals(last.output) == [0.3171]


@pytest.mark.parametrize(
    ("mistake", "changes", "result"),
    [
        ("none", {}, 0.1595),
        ("forgot the bias", {"bias": False}, 0.1214),
        ("forgot the activation", {"output_activation": "identity"}, -1.6619),
    ],
)
def test_single_unit_mistakes_that_are_another_network(mistake: str, changes: dict[str, object], result: float) -> None:
    assert output(UNIT, **changes) == result, mistake


@for_each(
    ("mistake", "changes", "result"),
    [
        ("none", {}, 0.3171),
        ("no activation on the hidden layer", {"activation": "identity"}, 0.2460),
        ("no biases", {"bias": False}, 0.2751),
        ("no activation on the output", {"output_activation": "identity"}, -0.7672),
        ("ReLU on the hidden layer", {"activation": "relu"}, 0.2616),
        ("tanh on the hidden layer", {"activation": "tanh"}, 0.2853),
    ],
)
def test_two_layer_mistakes_that_are_another_network(mistake: str, changes: dict[str, object], result: float) -> None:
    assert output(STACK, **changes) == result, mistake


def test_single_unit_mistakes_in_the_students_code() -> None:
    """What the notebook's variables give: `weights` is a row there, as randn_like(features) makes it."""
    network = draw(UNIT)
    features, weights, bias = network.features, network.weights[0].t().clone(), network.biases[0]
    assert four_decimals(sigmoid(torch.sum(features * weights) + bias)) == [0.1595]
    assert four_decimals(sigmoid(torch.sum(features * weights + bias))) == [0.4034]
    assert torch.mm(features.t(), weights).shape == (5, 5)
    weights.resize_(5, 1)
    assert (features * weights).shape == (5, 5)
    assert four_decimals(sigmoid(torch.sum(features * weights) + bias)) == [0.0448]


def test_one_more_input_at_16_changes_all_numbers() -> None:
    fifteen, sixteen = (draw(NetworkSpec(seed=7, inputs=inputs)).features for inputs in (15, 16))
    assert four_decimals(fifteen)[0] == -0.1468
    assert four_decimals(sixteen)[0] == -0.8201
    assert not torch.isclose(fifteen, sixteen[:, :15]).any()
