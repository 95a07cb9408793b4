"""The sizes of the gradients of each layer are those of raw torch, and a sigmoid leaves least of them."""

import pytest
import torch
from torch.nn import functional

from compute.gradients.losses import LossError
from compute.gradients.vanishing import BESIDE, SIX_LAYERS, GradientSizes, LayerGradientSize, gradient_sizes, vanishing
from compute.network.elements import Unit, Weight
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.longhand import draw_longhand

TORCHS = {"sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": torch.relu}


def gradients(spec: NetworkSpec, name: str, *, scaled: bool) -> list[torch.Tensor]:
    """dL/dW of each layer after `loss.backward()`, the output with a sigmoid and the target 1."""
    values, weights, biases = draw_longhand(spec)
    if scaled:
        weights = [weight / weight.shape[0] ** 0.5 for weight in weights]
    for at, weight in enumerate(weights):
        weight.requires_grad_()
        z = torch.mm(values, weight) + biases[at]
        values = torch.sigmoid(z) if at == len(weights) - 1 else TORCHS[name](z)
    functional.mse_loss(values, torch.ones_like(values)).backward()
    return [torch.as_tensor(weight.grad) for weight in weights]


@pytest.mark.parametrize("scaled", [False, True])
def test_each_size_is_raw_torchs(scaled: bool) -> None:
    shown = vanishing(scaled=scaled)
    assert [each.activation for each in shown] == list(BESIDE) == ["sigmoid", "tanh", "relu"]
    for each in shown:
        expected = gradients(SIX_LAYERS, each.activation, scaled=scaled)
        assert [size.layer for size in each.layers] == [1, 2, 3, 4, 5, 6]
        assert [size.mean for size in each.layers] == pytest.approx([g.abs().mean().item() for g in expected], rel=1e-5)
        roots = [g.square().sum().sqrt().item() for g in expected]
        assert [size.norm for size in each.layers] == pytest.approx(roots, rel=1e-5)
        assert each.first_to_last == pytest.approx(each.layers[0].mean / each.layers[5].mean)
        assert each.scaled is scaled


@for_each("seed", [1, 7, 42, 9999])
def test_a_sigmoid_leaves_least_of_the_gradient(seed: int) -> None:
    spec = NetworkSpec(seed, 8, (8,) * 5)
    sigmoid, tanh, relu = (each.first_to_last for each in vanishing(spec, scaled=True))
    assert sigmoid < 0.001 < min(tanh, relu)


def test_without_any_gradient_the_share_is_zero() -> None:
    (dead,) = vanishing(NetworkSpec(1, 8, (8,) * 5), activations=("relu",))
    assert [size.mean for size in dead.layers] == [0.0] * 6
    assert dead.first_to_last == 0.0


def test_a_loss_that_does_not_fit_is_refused() -> None:
    with pytest.raises(LossError):
        vanishing(loss="ce")


def test_mean_and_norm_of_a_layer_by_hand() -> None:
    """y = x1 * w1 + x2 * w2 = 1 with the target 3: dL/dW = 2 * (1 - 3) * x."""
    network = draw(NetworkSpec(inputs=2, hidden=(), output_activation="identity", bias=False))
    network = edit(network, {Unit(0, 0): 3.0, Unit(0, 1): -4.0, Weight(1, 0, 0): 3.0, Weight(1, 1, 0): 2.0})
    assert gradient_sizes(network, 3.0, "mse") == (LayerGradientSize(1, 14.0, 20.0),)


def test_the_share_is_that_of_the_first_layer_and_the_last() -> None:
    layers = tuple(LayerGradientSize(at, mean, 7.0) for at, mean in enumerate((1.0, 16.0, 4.0), start=1))
    assert GradientSizes("tanh", False, layers).first_to_last == 0.25
    assert GradientSizes("tanh", False, layers[::-1]).first_to_last == 4.0
    nothing = (layers[0], LayerGradientSize(2, 0.0, 0.0))
    assert GradientSizes("tanh", False, nothing).first_to_last == 0.0
    assert GradientSizes("tanh", False, nothing[::-1]).first_to_last == 0.0


def test_the_six_layers_have_eight_units_each_and_one_output() -> None:
    assert SIX_LAYERS.sizes == (8, 8, 8, 8, 8, 8, 1)
    (one,) = vanishing(activations=("tanh",))
    assert (one.activation, one.scaled, len(one.layers)) == ("tanh", False, 6)
