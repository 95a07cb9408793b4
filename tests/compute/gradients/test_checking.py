"""By hand, by autograd and by finite differences: how far the three are apart, and where the last cannot tell."""

import math

import pytest
import torch

from compute.gradients.backward import BackwardPass, backward
from compute.gradients.checking import Measured, TensorCheck, as_double, by_autograd, compare, measure, measure_all
from compute.network.elements import Bias, Unit, Weight
from compute.network.forward import forward_network
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.compute.gradients.random_networks import learnings
from tests.examples import share
from tests.longhand import draw_longhand, sigmoid


def run_of(spec: NetworkSpec, target: float = 1, loss: str = "mse") -> BackwardPass:
    return backward(forward_network(draw(spec)), target, loss)


def test_for_the_notebooks_network_the_first_two_are_the_same_to_the_last_bit() -> None:
    checks = compare(run_of(NetworkSpec()))
    assert [check.name for check in checks] == ["W1", "W2", "B1", "B2", "features"]
    assert all(check.is_same and check.difference == 0 and check.relative == 0 for check in checks)


def test_autograd_is_asked_and_not_repeated() -> None:
    """Its gradients are those of a program with `loss.backward()`."""
    features, (first, second), (first_bias, second_bias) = draw_longhand(NetworkSpec())
    leaves = [tensor.requires_grad_() for tensor in (first, second, first_bias, second_bias, features)]
    hidden = torch.sigmoid(torch.mm(features, first) + first_bias)
    output = torch.sigmoid(torch.mm(hidden, second) + second_bias)
    loss = torch.nn.functional.mse_loss(output, torch.ones(1, 1))
    loss.backward()
    torchs = by_autograd(draw(NetworkSpec()), 1, "mse")
    assert torchs.loss == loss.item()
    for ours, leaf in zip([*torchs.weights, *torchs.biases, torchs.features], leaves, strict=True):
        assert torch.equal(ours, leaf.grad)


def test_a_wrong_gradient_is_seen() -> None:
    run = run_of(NetworkSpec(bias=False))
    run.layers[0].weight_gradient[2, 1] *= 1.01
    checks = {check.name: check for check in compare(run)}
    assert list(checks) == ["W1", "W2", "features"]
    wrong = checks["W1"]
    assert not wrong.is_same
    entry = abs(float(wrong.by_autograd[2, 1]))
    assert wrong.difference == pytest.approx(0.01 * entry, rel=1e-3)
    assert wrong.relative == pytest.approx(0.01 * entry / float(wrong.by_autograd.abs().max()), rel=1e-3)
    assert checks["W2"].is_same


@pytest.mark.long
def test_random_networks_agree_in_double() -> None:
    """Away from corners and edges the finite difference is within 1e-6 of the largest entry, and mostly it is there."""
    measured = resolved = 0
    for case in learnings(share(1200)):
        run = backward(forward_network(draw(case.spec)), case.target, case.loss)
        for name, found in measure_all(run, 6).items():
            measured += 1
            if found.is_resolved:
                resolved += 1
                assert found.relative <= 1e-6, (case, name, found)
        double = backward(forward_network(as_double(run.passed.network)), case.target, case.loss)
        for check in compare(double):
            assert check.relative <= 1e-7, (case, check.name)  # torch cuts off at 1e-12 as float32 has it
    assert resolved > 0.7 * measured


def test_the_quotient_is_the_one_of_the_formula() -> None:
    found = measure(draw(NetworkSpec()), 1, "mse", [Weight(1, 0, 0), Weight(1, 2, 1)])
    features, (first, second), (first_bias, second_bias) = draw_longhand(NetworkSpec())

    def loss(row: int, column: int, step: float) -> float:
        w1 = first.double()
        w1[row, column] += step
        hidden = sigmoid(features.double() @ w1 + first_bias.double())
        return float((sigmoid(hidden @ second.double() + second_bias.double()) - 1) ** 2)

    for at, (row, column) in enumerate([(0, 0), (2, 1)]):
        quotient = (loss(row, column, found.step) - loss(row, column, -found.step)) / (2 * found.step)
        assert found.quotients[at].item() == pytest.approx(quotient, rel=1e-9)
    assert found.by_hand.tolist() == pytest.approx(found.quotients.tolist(), rel=1e-8)
    assert found.is_resolved


def test_on_a_corner_the_quotient_is_a_mean_of_two_slopes() -> None:
    """With w = 0 and no bias, z = 0: the slope is 0 to the left, 1 to the right, and 0 for torch."""
    spec = NetworkSpec(inputs=1, hidden=(), output_activation="relu", bias=False)
    network = edit(draw(spec), {Unit(0, 0): 2.0, Weight(1, 0, 0): 0.0})
    found = measure(network, 1, "mse", [Weight(1, 0, 0)])
    assert found.crosses_kink
    assert not found.is_resolved
    assert found.by_hand.tolist() == [0.0]
    assert found.quotients[0].item() == pytest.approx(-2.0, rel=0.01)  # half of 2 * (0 - 1) * 2
    beside = edit(network, {Weight(1, 0, 0): 0.25})
    assert measure(beside, 1, "mse", [Weight(1, 0, 0)]).is_resolved


def test_a_step_is_found_that_does_not_cross_a_near_corner() -> None:
    spec = NetworkSpec(inputs=1, hidden=(), output_activation="leaky_relu", bias=False)
    network = edit(draw(spec), {Unit(0, 0): 1.0, Weight(1, 0, 0): 1e-4})
    found = measure(network, 1, "mse", [Weight(1, 0, 0)])
    assert not found.crosses_kink
    assert found.step < 1e-4
    assert found.quotients[0].item() == pytest.approx(2 * (1e-4 - 1), rel=1e-8)


def test_where_bce_is_cut_off_the_quotient_does_not_judge() -> None:
    spec = NetworkSpec(inputs=1, hidden=(), bias=False)
    network = edit(draw(spec), {Unit(0, 0): 1.0, Weight(1, 0, 0): 30.0})
    found = measure(network, 0, "bce", [Weight(1, 0, 0)])
    assert found.is_cut_off
    assert not found.is_resolved
    assert not measure(network, 0, "mse", [Weight(1, 0, 0)]).is_cut_off
    inside = edit(network, {Weight(1, 0, 0): 3.0})
    assert not measure(inside, 0, "bce", [Weight(1, 0, 0)]).is_cut_off


def test_of_a_large_tensor_the_largest_gradients_are_measured() -> None:
    run = run_of(NetworkSpec(inputs=64, hidden=(64,)))
    found = measure_all(run, 5)
    largest = run.layers[0].weight_gradient.abs().flatten().topk(5).values.tolist()
    assert sorted((abs(run.gradient(each)) for each in found["W1"].elements), reverse=True) == largest
    assert [len(each.elements) for each in found.values()] == [5, 5, 5, 1, 5]
    assert found["B2"].elements == (Bias(2, 0),)


def measured(
    quotients: list[float], by_hand: list[float], uncertainty: float = 0.0, *, crosses: bool = False, cut: bool = False
) -> Measured:
    """Return a record of weights with these numbers."""
    elements = tuple(Weight(1, row, 0) for row in range(len(quotients)))
    found, slopes = (torch.tensor(numbers, dtype=torch.float64) for numbers in (quotients, by_hand))
    return Measured(elements, 0.125, found, slopes, uncertainty, crosses, cut)


@for_each(
    ("quotients", "by_hand", "largest", "difference", "relative"),
    [
        ([0.5, -2.0], [0.5, -1.75], 2.0, 0.25, 0.125),
        ([-0.5, 0.25], [0.0, 0.25], 0.5, 0.5, 1.0),
        ([0.0, 0.0], [0.0, 0.0], 0.0, 0.0, 0.0),
        ([0.0], [0.25], 0.0, 0.25, math.inf),
    ],
)
def test_the_difference_is_a_share_of_the_largest(
    quotients: list[float], by_hand: list[float], largest: float, difference: float, relative: float
) -> None:
    found = measured(quotients, by_hand)
    assert (found.largest, found.difference, found.relative) == (largest, difference, relative)
    check = TensorCheck("W1", torch.tensor([by_hand]), torch.tensor([quotients]), difference, largest)
    assert check.relative == relative
    assert check.is_same == (difference == 0)


@for_each(
    ("largest", "uncertainty", "crosses", "cut", "resolved"),
    [
        (1.0, 1e-7, False, False, True),
        (1.0, 1.01e-7, False, False, False),
        (-4.0, 3.9e-7, False, False, True),
        (0.0, 0.0, False, False, True),
        (1.0, 0.0, True, False, False),
        (1.0, 0.0, False, True, False),
        (1.0, 0.0, True, True, False),
    ],
)
def test_a_quotient_is_resolved_where_it_is_certain(
    largest: float, uncertainty: float, crosses: bool, cut: bool, resolved: bool
) -> None:
    found = measured([0.0, largest], [0.0, largest], uncertainty, crosses=crosses, cut=cut)
    assert found.is_resolved is resolved


@for_each(("weight", "times"), [(0.5, 1.0), (3.0, 4.0)])
def test_of_a_parabola_the_largest_step_with_another_before_it_counts(weight: float, times: float) -> None:
    """Its quotient is exact with any step, so that rounding alone is uncertain: of 1, or of the loss above it."""
    spec = NetworkSpec(inputs=1, hidden=(), output_activation="identity", bias=False)
    network = edit(draw(spec), {Unit(0, 0): 1.0, Weight(1, 0, 0): weight})
    found = measure(network, 1, "mse", [Weight(1, 0, 0)])
    assert found.step == 1 / 512
    assert found.uncertainty == times * 512 * 2.0**-52
    assert found.quotients.tolist() == [2 * (weight - 1)]
    assert found.elements == (Weight(1, 0, 0),)


@for_each(("weight", "cut"), [(27.0, False), (28.0, True), (-27.0, False), (-28.0, True)])
def test_bce_is_cut_off_where_y_has_less_than_a_millionth_of_a_millionth_left(weight: float, cut: bool) -> None:
    spec = NetworkSpec(inputs=1, hidden=(), bias=False)
    network = edit(draw(spec), {Unit(0, 0): 1.0, Weight(1, 0, 0): weight})
    assert measure(network, 0.5, "bce", [Weight(1, 0, 0)]).is_cut_off is cut


def test_measured_elements_stand_in_the_order_of_their_tensor() -> None:
    run = run_of(NetworkSpec(inputs=5, hidden=(4,)))
    found = measure_all(run, 7)
    sizes = {
        (row, column): abs(float(run.layers[0].weight_gradient[row, column])) for row in range(5) for column in range(4)
    }
    least = sorted(sizes.values(), reverse=True)[6]
    assert found["W1"].elements == tuple(Weight(1, *place) for place in sorted(sizes) if sizes[place] >= least)
    assert found["B1"].elements == tuple(Bias(1, column) for column in range(4))
    assert found["features"].elements == tuple(Unit(0, index) for index in range(5))
    assert list(found) == ["W1", "W2", "B1", "B2", "features"]
    assert list(measure_all(run_of(NetworkSpec(bias=False)), 1)) == ["W1", "W2", "features"]


def test_32_elements_of_a_tensor_are_measured_if_nothing_is_said() -> None:
    found = measure_all(run_of(NetworkSpec(inputs=33, hidden=(2,))))
    assert [len(each.elements) for each in found.values()] == [32, 2, 2, 1, 32]
