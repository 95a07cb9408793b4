"""The chain rule by hand gives the gradients of raw torch's autograd, and of the notebook's network by longhand."""

from collections.abc import Callable, Mapping

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from compute.gradients.backward import BackwardPass, backward
from compute.gradients.losses import LossError
from compute.network.elements import Bias, Unit, Weight
from compute.network.forward import forward, forward_network
from compute.network.network import Network, Parameters, draw
from compute.network.spec import NetworkSpec, SpecError
from tests.cases import for_each
from tests.compute.gradients.random_networks import Learning, learnings
from tests.examples import share
from tests.longhand import draw_longhand, sigmoid

TORCHS: Mapping[str, Callable[..., Tensor]] = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": functional.leaky_relu,
    "elu": functional.elu,
    "gelu": functional.gelu,
    "silu": functional.silu,
    "softplus": functional.softplus,
    "sin": torch.sin,
    "identity": lambda z: z,
    "softmax": lambda z: torch.softmax(z, -1),
}


LOSSES_OF_OUTPUTS: Mapping[str, Callable[..., Tensor]] = {
    "mse": functional.mse_loss,
    "bce": functional.binary_cross_entropy,
}


def learned(case: Learning) -> BackwardPass:
    return backward(forward_network(draw(case.spec)), case.target, case.loss)


def autograds(case: Learning) -> tuple[float, list[Tensor]]:
    """The loss and its gradients by W1 .., B1 .. and the features, as raw torch gives them."""
    features, weights, biases = draw_longhand(case.spec)
    leaves = [tensor.requires_grad_() for tensor in (*weights, *biases, features)]
    values = features
    for at, weight in enumerate(weights):
        z = torch.mm(values, weight) + (biases[at] if biases else 0)
        values = TORCHS[case.spec.activation_of(at + 1)](z)
    target = torch.full_like(values, case.target)
    if case.loss == "ce":
        loss = functional.cross_entropy(z, torch.tensor([int(case.target)]))
    else:
        loss = LOSSES_OF_OUTPUTS[case.loss](values, target)
    return loss.item(), list(torch.autograd.grad(loss, leaves))


def by_hand(run: BackwardPass) -> list[Tensor]:
    biases = [layer.bias_gradient for layer in run.layers if layer.bias_gradient is not None]
    return [*(layer.weight_gradient for layer in run.layers), *biases, run.layers[0].input_gradient]


def test_random_networks_have_autograds_gradients() -> None:
    for case in learnings(share(1200)):
        run = learned(case)
        loss, expected = autograds(case)
        assert run.value == pytest.approx(loss, rel=1e-6), case
        for ours, torchs in zip(by_hand(run), expected, strict=True):
            assert (ours - torchs).abs().max() <= 1e-5 * torchs.abs().max(), case


@for_each("loss", ["mse", "bce"])
@for_each("target", [1.0, 0.0, 0.37])
def test_for_the_notebooks_network_both_are_the_same_to_the_last_bit(loss: str, target: float) -> None:
    case = Learning(NetworkSpec(), target, loss)
    for ours, torchs in zip(by_hand(learned(case)), autograds(case)[1], strict=True):
        assert torch.equal(ours, torchs)


def test_the_notebooks_network_by_longhand() -> None:
    """Seed 7, 3-2-1, target 1, mean squared error: every part written out, in float64."""
    features, (first, second), (first_bias, second_bias) = draw_longhand(NetworkSpec())
    x, w1, w2 = features[0].double(), first.double(), second.double()
    h = sigmoid(x @ w1 + first_bias[0].double())
    y = float(sigmoid(h @ w2[:, 0] + second_bias[0].double()))
    delta_y = 2 * (y - 1) * y * (1 - y)
    delta_h = [float(w2[j, 0]) * delta_y * float(h[j]) * (1 - float(h[j])) for j in range(2)]
    run = learned(Learning(NetworkSpec(), 1, "mse"))
    assert run.value == pytest.approx((y - 1) ** 2, rel=1e-6)
    for j in range(2):
        assert run.gradient(Weight(2, j, 0)) == pytest.approx(float(h[j]) * delta_y, rel=1e-5)
        assert run.gradient(Bias(1, j)) == pytest.approx(delta_h[j], rel=1e-5)
        assert run.gradient(Unit(1, j)) == pytest.approx(delta_h[j], rel=1e-5)
        for i in range(3):
            assert run.gradient(Weight(1, i, j)) == pytest.approx(float(x[i]) * delta_h[j], rel=1e-5)
    for i in range(3):
        expected = sum(float(w1[i, j]) * delta_h[j] for j in range(2))
        assert run.gradient(Unit(0, i)) == pytest.approx(expected, rel=1e-5)
    assert run.gradient(Bias(2, 0)) == pytest.approx(delta_y, rel=1e-5)
    assert run.gradient(Unit(2, 0)) == pytest.approx(delta_y, rel=1e-5)


def test_the_notebooks_numbers() -> None:
    run = learned(Learning(NetworkSpec(), 1, "mse"))
    last, first = run.layers[1], run.layers[0]
    assert round(run.value, 4) == 0.4664
    assert [round(value, 4) for value in last.weight_gradient.flatten().tolist()] == [-0.2015, -0.1288]
    assert [round(value, 4) for value in first.weight_gradient.flatten().tolist()] == [
        -0.0159, 0.0034, 0.0849, -0.0182, 0.1023, -0.0219,
    ]  # fmt: skip


@for_each("case", learnings(36))
def test_the_parts_of_a_delta_give_it(case: Learning) -> None:
    run = learned(case)
    for layer, units in enumerate(case.spec.sizes):
        for index in range(units):
            unit = Unit(layer, index)
            parts = run.parts(unit)
            assert len(parts.returned) == (0 if layer == case.spec.depth else case.spec.sizes[layer + 1])
            for back in parts.returned:
                assert back.weight.row == index
                assert back.value == run.passed.network.value(back.weight)
                assert back.delta == run.gradient(Unit(layer + 1, back.weight.column))
                assert back.product == pytest.approx(back.value * back.delta, rel=1e-6)
            largest = max((abs(back.product) for back in parts.returned), default=0.0)
            if parts.returned:
                total = sum(back.product for back in parts.returned)
                assert parts.output_gradient == pytest.approx(total, abs=2e-6 * largest)
            if layer == 0:
                assert parts.delta == parts.output_gradient
            elif parts.slope is not None:
                assert parts.delta == pytest.approx((parts.output_gradient or 0.0) * parts.slope, rel=1e-5)
            elif parts.jacobian is not None:
                gradients = run.layers[-1].output_gradient[0]
                assert parts.delta == pytest.approx(float(gradients @ parts.jacobian), rel=1e-3, abs=1e-6)
            else:
                is_class = float(index == case.target)
                assert parts.delta == pytest.approx(float(run.probabilities[0, index]) - is_class, abs=1e-6)


def test_a_batch_adds_up_over_its_rows() -> None:
    spec = NetworkSpec(3, 4, (5, 3), 2, "tanh", "softmax")
    network = draw(spec)
    batch = torch.randn((7, 4), generator=torch.Generator().manual_seed(1))
    whole = backward(forward(network.parameters, batch, spec), 0.25, "mse")
    rows = [backward(forward(network.parameters, row[None], spec), 0.25, "mse") for row in batch]
    assert whole.value == pytest.approx(sum(row.value for row in rows) / 7, rel=1e-5)
    for at, layer in enumerate(whole.layers):
        weights = torch.stack([row.layers[at].weight_gradient for row in rows]).mean(0)
        torch.testing.assert_close(layer.weight_gradient, weights, rtol=1e-4, atol=1e-7)
        biases = torch.stack([by_hand(row)[len(whole.layers) + at] for row in rows]).mean(0)
        torch.testing.assert_close(layer.bias_gradient, biases, rtol=1e-4, atol=1e-7)


def test_a_pass_that_requires_gradients_is_read_without_them() -> None:
    drawn = draw(NetworkSpec())
    parameters = Parameters(
        *(tuple(t.clone().requires_grad_() for t in kind) for kind in (drawn.weights, drawn.biases))
    )
    run = backward(forward(parameters, drawn.features, drawn.spec), 1, "mse")
    assert not any(tensor.requires_grad for tensor in by_hand(run))
    assert run.gradient(Weight(1, 0, 0)) == learned(Learning(NetworkSpec(), 1, "mse")).gradient(Weight(1, 0, 0))


def test_numbers_in_double_stay_double() -> None:
    drawn = draw(NetworkSpec(4, 3, (4,), 2, "elu", "leaky_relu"))
    double = Parameters(*(tuple(tensor.double() for tensor in kind) for kind in (drawn.weights, drawn.biases)))
    network = Network(drawn.spec, drawn.features.double(), double)
    assert {tensor.dtype for tensor in by_hand(backward(forward_network(network), 0.5, "mse"))} == {torch.float64}


@for_each("element", [Weight(3, 0, 0), Weight(1, 3, 0), Bias(2, 1), Unit(1, 2), Unit(3, 0)])
def test_an_element_that_is_not_there_has_no_gradient(element: Weight | Bias | Unit) -> None:
    with pytest.raises(SpecError):
        learned(Learning(NetworkSpec(), 1, "mse")).gradient(element)


def test_nothing_goes_back_through_heaviside() -> None:
    with pytest.raises(LossError) as refused:
        learned(Learning(NetworkSpec(activation="heaviside"), 1, "mse"))
    assert (refused.value.field, refused.value.value, refused.value.reason) == (
        "activation",
        "heaviside",
        "no derivative",
    )
    with pytest.raises(LossError) as refused:
        learned(Learning(NetworkSpec(hidden=(), output_activation="heaviside"), 1, "mse"))
    assert refused.value.field == "output_activation"
    at_the_output = NetworkSpec(outputs=3, output_activation="heaviside")
    assert learned(Learning(at_the_output, 1, "ce")).gradient(Weight(1, 0, 0)) != 0  # its logits come before it
    unused = NetworkSpec(hidden=(), activation="heaviside")
    assert learned(Learning(unused, 1, "mse")).gradient(Weight(1, 0, 0)) != 0  # there is no hidden layer
