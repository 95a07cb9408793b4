"""Each loss is torch's, its slope is autograd's, its line of code gives the same, and what does not fit is refused."""

from collections.abc import Callable, Mapping

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from compute.gradients.losses import LOSSES, LossError, check_loss, check_target, with_logits
from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each

TORCHS: Mapping[str, Callable[..., Tensor]] = {
    "mse": functional.mse_loss,
    "bce": functional.binary_cross_entropy,
    "ce": functional.cross_entropy,
}


@for_each("rows", [1, 4])
@for_each("name", LOSSES)
def test_function_slope_and_code_are_torchs(name: str, rows: int) -> None:
    generator = torch.Generator().manual_seed(5)
    z = torch.randn((rows, 3), generator=generator)
    values = (z if name == "ce" else torch.sigmoid(z)).requires_grad_()
    target = (
        torch.randint(3, (rows,), generator=generator) if name == "ce" else torch.rand((rows, 3), generator=generator)
    )
    expected = TORCHS[name](values, target)
    (slope,) = torch.autograd.grad(expected, values)
    loss = LOSSES[name]
    assert torch.equal(loss.function(values, target), expected)
    assert torch.allclose(loss.slope(values.detach(), target), slope, rtol=1e-5, atol=1e-8)
    names = {"torch": torch, "output": values.detach(), "z": values.detach(), "target": target}
    assert torch.equal(eval(loss.code, names), expected.detach())
    if rows == 1:
        assert torch.allclose(eval(loss.slope_code, names), slope, rtol=1e-5, atol=1e-8)
    terms = loss.terms(values, target)
    assert terms.shape == ((rows,) if name == "ce" else (rows, 3))
    assert torch.allclose(terms.mean(), expected)


@for_each(("y", "t"), [(1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0), (1.0, 0.3), (1e-30, 0.5)])
def test_bce_at_its_edges_does_what_torch_does(y: float, t: float) -> None:
    values, target = torch.tensor([[y]], requires_grad=True), torch.tensor([[t]])
    expected = functional.binary_cross_entropy(values, target)
    (slope,) = torch.autograd.grad(expected, values)
    assert torch.equal(LOSSES["bce"].function(values, target), expected)
    assert torch.equal(LOSSES["bce"].slope(values.detach(), target), slope)
    assert expected.isfinite()


def test_bce_of_no_number_is_no_number() -> None:
    values = torch.tensor([[torch.nan, 0.25]])
    assert LOSSES["bce"].function(values, torch.zeros(1, 2)).isnan()
    terms = LOSSES["bce"].terms(values, torch.zeros(1, 2))
    assert terms.isnan().tolist() == [[True, False]]


def test_with_logits_goes_on_where_the_sigmoid_is_flat() -> None:
    beside = with_logits(torch.tensor([[200.0]]), 0.0)
    assert (beside.loss, beside.delta.item()) == (100.0, 0.0)
    assert (beside.logits_loss, beside.logits_delta.item()) == (200.0, 1.0)
    near = with_logits(torch.tensor([[0.5]]), 1.0)
    assert near.loss == pytest.approx(near.logits_loss, rel=1e-6)
    assert near.delta.item() == pytest.approx(near.logits_delta.item(), rel=1e-6)


@for_each(
    ("changes", "name", "field", "reason"),
    [
        ({"output_activation": "tanh"}, "bce", "output_activation", "range"),
        ({"output_activation": "identity"}, "bce", "output_activation", "range"),
        ({"outputs": 1}, "ce", "outputs", "classes"),
        ({"activation": "heaviside"}, "ce", "activation", "no derivative"),
        ({}, "mae", "loss", "unknown"),
    ],
)
def test_a_loss_that_does_not_fit_is_refused(changes: dict[str, object], name: str, field: str, reason: str) -> None:
    with pytest.raises(LossError) as refused:
        check_loss(NetworkSpec(**{"outputs": 2, **changes}), name)
    assert (refused.value.field, refused.value.reason) == (field, reason)


@pytest.mark.parametrize("name", ["mse", "bce", "ce"])
def test_a_loss_that_fits_is_not_refused(name: str) -> None:
    assert check_loss(NetworkSpec(outputs=2), name) is LOSSES[name]
    assert check_loss(NetworkSpec(outputs=2, output_activation="softmax"), name) is LOSSES[name]


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("mse", [0, 1, 0.37, -2.5, 100.0], [100.5, float("nan"), float("inf"), True, "1"]),
        ("bce", [0, 1, 0.37], [-0.01, 1.01, float("nan")]),
        ("ce", [0, 1, 2, 2.0], [3, -1, 0.5, float("nan"), True]),
    ],
)
@pytest.mark.usefixtures("as_on_the_site")
def test_targets(name: str, good: list[float], bad: list[object]) -> None:
    spec = NetworkSpec(outputs=3)
    for target in good:
        check_target(spec, target, name)
    for other in bad:
        with pytest.raises(LossError) as refused:
            check_target(spec, other, name)
        assert (refused.value.field, refused.value.reason) == ("target", "target")


def test_the_loss_of_a_pass() -> None:
    passed = forward_network(draw(NetworkSpec(outputs=3)))
    last = passed.layers[-1]
    assert torch.equal(LOSSES["ce"].of(passed, 2), functional.cross_entropy(last.preactivation, torch.tensor([2])))
    assert torch.equal(LOSSES["mse"].of(passed, 0.25), functional.mse_loss(last.output, torch.full((1, 3), 0.25)))
