"""Each activation has its derivative: autograd's numbers, the formula's code, and a word where there is none."""

import pytest
import torch

from compute.gradients.derivatives import (
    DERIVATIVES,
    ElementwiseDerivative,
    JacobianDerivative,
    NoDerivative,
    has_kink,
)
from compute.network.activations import ACTIVATIONS
from tests.cases import for_each
from tests.compute.formula_reading import cases_of, value_of

ELEMENTWISE = [name for name, each in DERIVATIVES.items() if isinstance(each, ElementwiseDerivative)]

POINTS = torch.cat([torch.linspace(-12, 12, 481), torch.tensor([-100.0, 0.0, 1e-8, 100.0])])[None]


def autograds(name: str, z: torch.Tensor, gradient: torch.Tensor) -> torch.Tensor:
    leaf = z.clone().requires_grad_()
    (result,) = torch.autograd.grad(ACTIVATIONS[name](leaf), leaf, gradient)
    return result


def test_every_activation_has_one_and_heaviside_has_none() -> None:
    assert list(DERIVATIVES) == list(ACTIVATIONS)
    without = [name for name, each in DERIVATIVES.items() if isinstance(each, NoDerivative)]
    assert without == [name for name, each in ACTIVATIONS.items() if not each.differentiable] == ["heaviside"]
    matrices = [name for name, each in DERIVATIVES.items() if isinstance(each, JacobianDerivative)]
    assert matrices == [name for name, each in ACTIVATIONS.items() if not each.elementwise] == ["softmax"]


@for_each("dtype", [torch.float32, torch.float64])
@for_each("name", ELEMENTWISE)
def test_the_derivative_is_autograds(name: str, dtype: torch.dtype) -> None:
    z = POINTS.to(dtype)
    y = ACTIVATIONS[name](z)
    expected = autograds(name, z, torch.ones_like(z))
    derivative = DERIVATIVES[name]
    assert isinstance(derivative, ElementwiseDerivative)
    slope = derivative.function(z, y)
    assert slope.dtype == dtype
    close = {"rtol": 1e-5, "atol": 2e-7} if dtype == torch.float32 else {"rtol": 1e-8, "atol": 3e-9}
    torch.testing.assert_close(slope, expected, **close)
    torch.testing.assert_close(eval(derivative.code, {"torch": torch, "z": z, "y": y}).to(dtype), slope, **close)
    gradient = torch.linspace(-3, 2, z.numel(), dtype=dtype)[None]
    torch.testing.assert_close(derivative.back(gradient, z, y), autograds(name, z, gradient), **close)


@pytest.mark.parametrize("name", ["relu", "leaky_relu"])
def test_at_the_corner_torchs_choice_is_said(name: str) -> None:
    zero = torch.zeros(1, 1)
    assert DERIVATIVES[name].choice == pytest.approx(autograds(name, zero, torch.ones(1, 1)).item())
    assert DERIVATIVES[name].function(zero, zero).item() == pytest.approx(DERIVATIVES[name].choice)
    below, above = (autograds(name, torch.full((1, 1), z), torch.ones(1, 1)).item() for z in (-1e-6, 1e-6))
    assert below != above


def test_the_others_have_no_corner() -> None:
    assert [name for name in DERIVATIVES if has_kink(name)] == ["relu", "leaky_relu"]
    for name in set(ELEMENTWISE) - {"relu", "leaky_relu"}:
        below, above = (autograds(name, torch.full((1, 1), z), torch.ones(1, 1)).item() for z in (-1e-6, 1e-6))
        assert below == pytest.approx(above, abs=1e-5)


def test_the_matrix_of_softmax_is_autograds() -> None:
    z = torch.tensor([[0.3, -1.2, 2.0, 0.0], [5.0, 1.0, 1.0, -3.0]])
    y = torch.softmax(z, -1)
    softmax = DERIVATIVES["softmax"]
    assert isinstance(softmax, JacobianDerivative)
    torchs = torch.autograd.functional.jacobian(lambda row: torch.softmax(row, -1), z[0])
    torch.testing.assert_close(softmax.matrix(y[0]), torchs)
    torch.testing.assert_close(eval(softmax.code, {"torch": torch, "y": y}), torchs)
    gradient = torch.tensor([[1.0, -0.5, 0.25, 2.0], [0.1, 0.2, 0.3, 0.4]])
    torch.testing.assert_close(softmax.back(gradient, y), autograds("softmax", z, gradient))
    torch.testing.assert_close(softmax.back(gradient, y)[0], gradient[0] @ torchs)


@for_each("name", ELEMENTWISE)
def test_the_formula_on_the_screen_gives_autograds_numbers(name: str) -> None:
    derivative = DERIVATIVES[name]
    assert isinstance(derivative, ElementwiseDerivative)
    for number in (-2.5, -0.75, 0.5, 3.0):
        z = torch.tensor([[number]], dtype=torch.float64)
        formula = derivative.latex
        if "cases" in formula:
            (above, its_condition), (below, other_condition) = cases_of(formula)
            assert (its_condition, other_condition) == ("z > 0", r"z \le 0")
            formula = above if number > 0 else below
        found = value_of(formula, z=z[0, 0], y=ACTIVATIONS[name](z)[0, 0])
        assert float(found) == pytest.approx(autograds(name, z, torch.ones_like(z)).item(), rel=1e-6), number


def test_the_formulas_of_softmax_give_autograds_numbers() -> None:
    z = torch.tensor([0.3, -1.2, 2.0], dtype=torch.float64)
    y, softmax = torch.softmax(z, -1).tolist(), DERIVATIVES["softmax"]
    assert isinstance(softmax, JacobianDerivative)
    torchs = torch.autograd.functional.jacobian(lambda row: torch.softmax(row, -1), z)
    (same, its_condition), (other, other_condition) = cases_of(softmax.latex)
    assert (its_condition, other_condition) == ("k = j", r"k \ne j")
    for k in range(3):
        for j in range(3):
            found = value_of(same if k == j else other.replace(r"\,", r" * "), y_j=y[j], y_k=y[k])
            assert float(found) == pytest.approx(torchs[k, j].item(), rel=1e-6)
