"""Steps of descent are those of a plain program; curve and contour are the losses of each network by itself."""

import math

import pytest
import torch
from torch import Tensor
from torch.nn import functional

from compute.gradients.backward import backward
from compute.gradients.checking import measure
from compute.gradients.descent import descend, loss_along, loss_over, take_step
from compute.gradients.losses import LossError
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec, SpecError
from tests.cases import for_each
from tests.compute.gradients.random_networks import Learning, learnings
from tests.longhand import draw_longhand


def trained(seed: int, rate: float, updates: int) -> tuple[list[float], list[Tensor]]:
    """The notebook's network and mean squared error as a program with `loss.backward()`."""
    features, (first, second), (first_bias, second_bias) = draw_longhand(NetworkSpec(seed))
    parameters = [tensor.requires_grad_() for tensor in (first, second, first_bias, second_bias)]
    losses = []
    for update in range(updates + 1):
        hidden = torch.sigmoid(torch.mm(features, first) + first_bias)
        output = torch.sigmoid(torch.mm(hidden, second) + second_bias)
        loss = functional.mse_loss(output, torch.tensor([[0.25]]))
        losses.append(loss.item())
        if update == updates:
            break
        for tensor in parameters:
            tensor.grad = None
        loss.backward()
        with torch.no_grad():
            for tensor in parameters:
                tensor.sub_(rate * torch.as_tensor(tensor.grad))
    return losses, parameters


@for_each(("seed", "rate", "updates"), [(7, 0.1, 0), (7, 0.1, 1), (7, 1.5, 200), (42, 20.0, 60)])
def test_every_step_is_the_programs_to_the_last_bit(seed: int, rate: float, updates: int) -> None:
    losses, parameters = trained(seed, rate, updates)
    run = descend(draw(NetworkSpec(seed)), 0.25, "mse", rate, updates)
    assert list(run.losses) == losses
    assert (run.taken, run.asked, run.stopped_at) == (updates, updates, None)
    for ours, torchs in zip([*run.network.weights, *run.network.biases], parameters, strict=True):
        assert torch.equal(ours, torchs)


def test_one_step_by_hand_is_one_step_of_autograd() -> None:
    for case in learnings(60):
        network = draw(case.spec)
        by_hand = take_step(backward(forward_network(network), case.target, case.loss), 0.05)
        before = [tensor.clone() for tensor in (*network.weights, *network.biases)]
        run = descend(network, case.target, case.loss, 0.05, 1)
        for ours, torchs in zip(
            [*by_hand.weights, *by_hand.biases], [*run.network.weights, *run.network.biases], strict=True
        ):
            torch.testing.assert_close(ours, torchs, rtol=1e-5, atol=1e-6)
        assert by_hand.features is network.features
        assert by_hand.spec == network.spec
        assert all(map(torch.equal, before, (*network.weights, *network.biases)))  # nothing is changed in place


def test_a_small_step_goes_down_as_far_as_the_gradient_says() -> None:
    network = draw(NetworkSpec())
    run = backward(forward_network(network), 1, "mse")
    gradients = [layer.weight_gradient for layer in run.layers]
    gradients += [layer.bias_gradient for layer in run.layers if layer.bias_gradient is not None]
    squares = sum(float(gradient.square().sum()) for gradient in gradients)
    losses = descend(network, 1, "mse", 0.01, 1).losses
    assert losses[0] - losses[1] == pytest.approx(0.01 * squares, rel=0.01)


def test_the_watched_values_are_those_after_each_step() -> None:
    watch: list[Element] = [Weight(1, 0, 0), Bias(2, 0), Unit(0, 1)]
    network = draw(NetworkSpec())
    run = descend(network, 1, "mse", 0.5, 5, watch)
    assert len(run.watched) == len(run.losses) == 6
    for taken, values in enumerate(run.watched):
        then = descend(network, 1, "mse", 0.5, taken).network
        assert values == tuple(then.value(element) for element in watch)
    assert run.watched[0][2] == run.watched[5][2]  # a feature is given and stays
    assert run.watched[0][0] != run.watched[5][0]


def test_it_stops_before_numbers_are_not_finite() -> None:
    network = draw(NetworkSpec(output_activation="identity", activation="relu"))
    run = descend(network, 1, "mse", 100.0, 1000)
    assert 0 < run.taken < 1000
    assert run.stopped_at == run.taken + 1
    assert all(map(math.isfinite, run.losses))
    assert all(bool(tensor.isfinite().all()) for tensor in (*run.network.weights, *run.network.biases))
    whole = descend(network, 1, "mse", 100.0, run.taken)
    assert (whole.losses, whole.stopped_at) == (run.losses, None)
    beyond = descend(network, 1, "mse", 100.0, run.taken + 1)
    assert (beyond.losses, beyond.stopped_at) == (run.losses, run.taken + 1)


@for_each(
    ("changes", "field"),
    [
        ({"updates": 1001}, "updates"),
        ({"updates": -1}, "updates"),
        ({"updates": True}, "updates"),
        ({"rate": math.inf}, "rate"),
        ({"rate": math.nan}, "rate"),
        ({"loss": "ce"}, "outputs"),
        ({"target": math.nan}, "target"),
    ],
)
def test_what_cannot_be_is_refused(changes: dict[str, float], field: str) -> None:
    given = {"target": 1.0, "loss": "mse", "rate": 0.1, "updates": 3} | changes
    with pytest.raises(SpecError) as refused:
        descend(draw(NetworkSpec()), **given)
    assert refused.value.field == field


def loss_of(case: Learning, edits: dict[Element, float]) -> float:
    return backward(forward_network(edit(draw(case.spec), edits)), case.target, case.loss).value


@for_each("element", [Weight(1, 0, 0), Weight(2, 1, 1), Bias(1, 1), Unit(0, 2)])
def test_the_curve_is_the_loss_of_each_network(element: Element) -> None:
    case = Learning(NetworkSpec(outputs=2, output_activation="tanh"), 0.5, "ce" if element == Unit(0, 2) else "mse")
    case = Learning(case.spec, 1, case.loss)
    curve = loss_along(draw(case.spec), case.target, case.loss, element, (-2.0, 3.0), 11)
    assert curve.values.tolist() == pytest.approx([-2 + 0.5 * at for at in range(11)])
    for value, loss in zip(curve.values.tolist(), curve.losses.tolist(), strict=True):
        assert loss == pytest.approx(loss_of(case, {element: value}), rel=1e-5)
    assert curve.at == draw(case.spec).value(element)
    assert curve.loss == pytest.approx(loss_of(case, {}), rel=1e-6)
    slope = measure(draw(case.spec), case.target, case.loss, [element]).quotients.item()
    assert curve.slope == pytest.approx(slope, rel=1e-4)
    assert curve.tangent(curve.at) == curve.loss
    assert curve.tangent(curve.at + 2) == pytest.approx(curve.loss + 2 * curve.slope)


def test_the_contour_is_the_loss_of_each_network() -> None:
    case = Learning(NetworkSpec(), 1, "bce")
    first, second = Weight(1, 0, 0), Weight(2, 1, 0)
    surface = loss_over(draw(case.spec), 1, "bce", (first, second), ((-1.0, 2.0), (3.0, 5.0)), 4)
    assert surface.across.tolist() == pytest.approx([-1, 0, 1, 2])
    assert surface.up.tolist() == pytest.approx([3, 11 / 3, 13 / 3, 5])
    for i, up in enumerate(surface.up.tolist()):
        for j, across in enumerate(surface.across.tolist()):
            expected = loss_of(case, {first: across, second: up})
            assert surface.losses[i, j].item() == pytest.approx(expected, rel=1e-5)
    network = draw(case.spec)
    assert surface.at == (network.value(first), network.value(second))
    run = backward(forward_network(network), 1, "bce")
    assert surface.slopes == (run.gradient(first), run.gradient(second))


def test_curves_and_contours_have_limits() -> None:
    network, weight, other = draw(NetworkSpec()), Weight(1, 0, 0), Weight(1, 1, 0)
    for span, points in (((1.0, 1.0), 11), ((2.0, 1.0), 11), ((0.0, math.inf), 11), ((0.0, 1.0), 1), ((0.0, 1.0), 402)):
        with pytest.raises(SpecError):
            loss_along(network, 1, "mse", weight, span, points)
    assert len(loss_along(network, 1, "mse", weight, (0.0, 1.0), 401).values) == 401
    for elements, points in (((weight, weight), 5), ((weight, Unit(1, 0)), 5), ((weight, other), 62)):
        with pytest.raises(SpecError):
            loss_over(network, 1, "mse", elements, ((0.0, 1.0), (0.0, 1.0)), points)
    assert loss_over(network, 1, "mse", (weight, other), ((0.0, 1.0), (0.0, 1.0)), 61).losses.shape == (61, 61)
    with pytest.raises(LossError):
        loss_along(network, 1, "ce", weight, (0.0, 1.0))


def test_it_stops_before_a_weight_is_not_finite_though_the_loss_is() -> None:
    """A sigmoid of infinity is 1, and its loss a number like any other."""
    network = draw(NetworkSpec(hidden=()))
    run = descend(network, 1, "mse", 1e40, 3)
    assert (run.taken, run.stopped_at) == (0, 1)
    assert run.network is network
    assert descend(network, 1, "mse", 1e30, 1).taken == 1


@for_each(
    ("span", "points", "field", "allowed"),
    [
        ((1.0, 1.0), 11, "span", "two numbers, the lower one first"),
        ((-math.inf, 1.0), 11, "span", "two numbers, the lower one first"),
        ((0.0, math.nan), 11, "span", "two numbers, the lower one first"),
        ((0.0, 1.0), 1, "points", "2..401"),
        ((0.0, 1.0), 402, "points", "2..401"),
    ],
)
def test_a_refused_curve_says_what_is_allowed(span: tuple[float, float], points: int, field: str, allowed: str) -> None:
    with pytest.raises(SpecError) as refused:
        loss_along(draw(NetworkSpec()), 1, "mse", Weight(1, 0, 0), span, points)
    assert (refused.value.field, refused.value.allowed) == (field, allowed)


@for_each(
    ("second", "up", "points", "field", "allowed"),
    [
        (Weight(1, 0, 0), (0.0, 1.0), 5, "elements", "two different ones"),
        (Weight(1, 1, 0), (0.0, 1.0), 1, "points", "2..61"),
        (Weight(1, 1, 0), (0.0, 1.0), 62, "points", "2..61"),
        (Weight(1, 1, 0), (1.0, 0.0), 5, "span", "two numbers, the lower one first"),
    ],
)
def test_a_refused_contour_says_what_is_allowed(
    second: Weight, up: tuple[float, float], points: int, field: str, allowed: str
) -> None:
    with pytest.raises(SpecError) as refused:
        loss_over(draw(NetworkSpec()), 1, "mse", (Weight(1, 0, 0), second), ((0.0, 1.0), up), points)
    assert (refused.value.field, refused.value.allowed) == (field, allowed)


def test_curves_and_contours_have_their_usual_and_their_fewest_points() -> None:
    network, pair, unit = draw(NetworkSpec()), (Weight(1, 0, 0), Bias(2, 0)), (0.0, 1.0)
    assert len(loss_along(network, 1, "mse", pair[0], unit).values) == 201
    assert loss_along(network, 1, "mse", pair[0], unit, 2).values.tolist() == [0.0, 1.0]
    assert loss_over(network, 1, "mse", pair, (unit, unit)).losses.shape == (41, 41)
    assert loss_over(network, 1, "mse", pair, (unit, unit), 2).losses.shape == (2, 2)


def test_what_is_not_watched_leaves_empty_rows() -> None:
    assert descend(draw(NetworkSpec()), 1, "mse", 0.5, 2).watched == ((), (), ())
    assert descend(draw(NetworkSpec()), 1, "mse", 0.5, 0).watched == ((),)


@for_each(("updates", "rate", "allowed"), [(1001, 0.1, "0..1000"), (1, math.inf, "a number")])
def test_refused_steps_say_what_is_allowed(updates: int, rate: float, allowed: str) -> None:
    with pytest.raises(SpecError) as refused:
        descend(draw(NetworkSpec()), 1, "mse", rate, updates)
    assert refused.value.allowed == allowed
    assert refused.value.value == (updates if updates > 1000 else rate)


def test_with_a_negative_rate_the_loss_climbs() -> None:
    losses = descend(draw(NetworkSpec()), 1, "mse", -0.5, 1).losses
    assert losses[1] > losses[0]
