"""Each loss is torch's, its slope is autograd's, its line of code gives the same, and what does not fit is refused."""

import math
from collections.abc import Callable, Mapping

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from compute.gradients.losses import LOSSES, LossError, check_loss, check_target, target_tensor, with_logits
from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.compute.formula_reading import cases_of, value_of

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


def test_beside_what_is_no_number_the_other_terms_stay() -> None:
    terms = LOSSES["bce"].terms(torch.tensor([[torch.nan, 0.25, 0.25]]), torch.tensor([[1.0, 0.0, 1.0]]))
    assert terms[0, 1:].tolist() == pytest.approx([-math.log(0.75), -math.log(0.25)], rel=1e-6)


SLOPED = "sigmoid, tanh, relu, leaky_relu, elu, gelu, silu, softplus, sin, identity, softmax"


@for_each(
    ("changes", "name", "field", "value", "allowed"),
    [
        ({"output_activation": "tanh"}, "bce", "output_activation", "tanh", "sigmoid, softmax"),
        ({"outputs": 1}, "ce", "outputs", 1, "2 or more"),
        ({}, "mae", "loss", "mae", "mse, bce, ce"),
        ({"activation": "heaviside"}, "mse", "activation", "heaviside", SLOPED),
        ({"output_activation": "heaviside"}, "mse", "output_activation", "heaviside", SLOPED),
        (
            {"activation": "heaviside", "output_activation": "heaviside"},
            "mse",
            "output_activation",
            "heaviside",
            SLOPED,
        ),
        ({"activation": "heaviside", "output_activation": "heaviside"}, "ce", "activation", "heaviside", SLOPED),
    ],
)
def test_a_refused_loss_says_what_would_do(
    changes: dict[str, object], name: str, field: str, value: object, allowed: str
) -> None:
    with pytest.raises(LossError) as refused:
        check_loss(NetworkSpec(**{"outputs": 2, **changes}), name)
    assert (refused.value.field, refused.value.value, refused.value.allowed) == (field, value, allowed)


@for_each(
    ("name", "outputs", "good", "bad", "allowed"),
    [
        ("mse", 3, [-100, 100, -100.0], [-100.5, 100.01, -math.inf], "-100..100"),
        ("bce", 3, [0, 1, 0.0, 1.0], [-0.01, 1.01], "0..1"),
        ("ce", 3, [0, 2, 1.0], [3, -1, 1.5, 2.5], "0..2"),
        ("ce", 2, [0, 1], [2, 0.5], "0..1"),
    ],
)
def test_a_target_lies_within_what_is_said(
    name: str, outputs: int, good: list[float], bad: list[float], allowed: str
) -> None:
    spec = NetworkSpec(outputs=outputs)
    for target in good:
        check_target(spec, target, name)
    for target in bad:
        with pytest.raises(LossError) as refused:
            check_target(spec, target, name)
        assert (refused.value.value, refused.value.allowed) == (target, allowed)


def test_a_target_has_the_shape_that_the_loss_takes() -> None:
    spec, values = NetworkSpec(outputs=3), torch.zeros((2, 4, 3), dtype=torch.float64, requires_grad=True)
    classes = target_tensor(spec, 2.0, "ce", values)
    assert (classes.dtype, classes.tolist()) == (torch.int64, [[2] * 4] * 2)
    numbers = target_tensor(spec, 1, "mse", values)
    assert (numbers.dtype, numbers.requires_grad) == (torch.float64, False)
    assert numbers.tolist() == [[[1.0] * 3] * 4] * 2
    for target, name in ((3, "ce"), (0.5, "mae")):
        with pytest.raises(LossError):
            target_tensor(spec, target, name, values)


def test_with_logits_both_are_means_over_the_outputs() -> None:
    numbers, target = [0.5, -1.0, 2.0], 0.25
    beside = with_logits(torch.tensor([numbers]), target)
    y = [1 / (1 + math.exp(-z)) for z in numbers]
    loss = sum(-target * math.log(each) - (1 - target) * math.log(1 - each) for each in y) / 3
    assert beside.loss == pytest.approx(loss, rel=1e-5)
    assert beside.logits_loss == pytest.approx(loss, rel=1e-5)
    delta = [(each - target) / 3 for each in y]
    assert beside.delta[0].tolist() == pytest.approx(delta, rel=1e-5)
    assert beside.logits_delta[0].tolist() == pytest.approx(delta, rel=1e-5)


@pytest.mark.parametrize("name", ["mse", "bce"])
def test_the_formulas_on_the_screen_give_torchs_numbers(name: str) -> None:
    y, t = torch.tensor([[0.2, 0.7, 0.9]], requires_grad=True), torch.tensor([[0.0, 0.25, 1.0]])
    expected = TORCHS[name](y, t)
    (slope,) = torch.autograd.grad(expected, y)
    loss, given = LOSSES[name], {"y_k": y.detach()[0], "t_k": t[0], "n": 3}
    assert float(value_of(loss.latex, **given)) == pytest.approx(expected.item(), rel=1e-5)
    assert value_of(loss.slope_latex, **given).tolist() == pytest.approx(slope[0].tolist(), rel=1e-5)


def test_the_formulas_of_ce_give_torchs_numbers() -> None:
    z, c = torch.tensor([[0.5, -1.0, 2.0]], requires_grad=True), 1
    expected = functional.cross_entropy(z, torch.tensor([c]))
    (slope,) = torch.autograd.grad(expected, z)
    powers = [math.exp(number) for number in z[0].tolist()]
    loss, slope_of = LOSSES["ce"].latex, LOSSES["ce"].slope_latex
    first, second = loss.split(r", \quad ")
    assert second == r"p_k = \frac{e^{z_k}}{\sum_m e^{z_m}}"
    p = [power / sum(powers) for power in powers]
    assert first == r"L = -\ln p_c"
    assert -math.log(p[c]) == pytest.approx(expected.item(), rel=1e-5)
    assert slope_of.startswith(r"\frac{\partial L}{\partial z_k} = p_k - \begin{cases}")
    (right, its_condition), (wrong, other_condition) = cases_of(slope_of)
    assert (its_condition, other_condition) == ("k = c", r"k \ne c")
    found = [p[k] - float(right if k == c else wrong) for k in range(3)]
    assert found == pytest.approx(slope[0].tolist(), rel=1e-5)
