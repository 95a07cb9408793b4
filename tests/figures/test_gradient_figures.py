"""The pictures of the gradients page: gradients on edges and in units, the valley, and the bars of each layer."""

import numpy as np
import pytest
import torch

from components.base.style import true_minus
from components.gradients.figures.backward_diagram import backward_diagram
from components.gradients.figures.loss_curve import describe_curve, describe_map, loss_curve, loss_map, partner_of
from components.gradients.figures.vanishing_bars import describe_bars, vanishing_bars
from compute.gradients.backward import BackwardPass, backward
from compute.gradients.known_backward import known_backward
from compute.gradients.vanishing import vanishing
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.figures.figure_reading import Golden, traces, validated

SPECS = [NetworkSpec(), NetworkSpec(inputs=20, hidden=(20, 9), outputs=3, activation="tanh")]


def run_of(spec: NetworkSpec, loss: str = "mse") -> BackwardPass:
    return backward(forward_network(draw(spec)), 1.0, loss)


def loss_with(spec: NetworkSpec, edits: dict[Element, float]) -> float:
    """The loss of the network with other values, by way of its own forward pass."""
    output = forward_network(edit(draw(spec), edits)).output
    return float(((output - 1) ** 2).mean())


@pytest.mark.parametrize("spec", SPECS, ids=str)
def test_golden(golden: Golden, spec: NetworkSpec) -> None:
    golden(backward_diagram(known_backward(run_of(spec)), selected=Weight(1, 0, 0)), f"backward-{spec}")


def test_the_largest_gradient_has_the_strongest_colour_whatever_its_size() -> None:
    """Gradients of a thousandth of the size are drawn alike, and only their numbers are others."""
    run = run_of(NetworkSpec())
    drawing = backward_diagram(known_backward(run), selected=None)
    validated(drawing)
    largest = max(float(layer.weight_gradient.abs().max()) for layer in run.layers)
    (points,) = drawing.traces
    named = dict(zip(points["customdata"], points["marker"]["color"], strict=True))
    deltas = {"y1": float(run.layers[1].delta[0, 0]), "h1.1": float(run.layers[0].delta[0, 0])}
    assert abs(deltas["y1"]) > largest
    assert named["y1"] == "rgb(194,87,12)"  # the end of the scale, for a negative number
    assert named["h1.1"] != named["y1"]


@for_each("element", [Weight(1, 0, 0), Weight(2, 1, 0), Bias(1, 1), Unit(0, 2)])
def test_the_curve_is_the_loss_and_its_tangent_has_the_slope_of_the_gradient(element: Element) -> None:
    spec = NetworkSpec()
    run = run_of(spec)
    drawing = loss_curve(run, element, rate=0.5)
    validated(drawing)
    curve, tangent, after, now = traces(drawing)
    for point in (0, 40, 120):
        assert curve["y"][point] == pytest.approx(loss_with(spec, {element: curve["x"][point]}), abs=1e-5)
    slope = (tangent["y"][-1] - tangent["y"][0]) / (tangent["x"][-1] - tangent["x"][0])
    assert slope == pytest.approx(run.gradient(element), abs=1e-5)
    at = run.passed.network.value(element)
    assert (now["x"], now["y"]) == ([pytest.approx(at)], [pytest.approx(run.value)])
    moved = at - 0.5 * run.gradient(element)
    assert after["x"] == [pytest.approx(moved)]
    assert after["y"] == [pytest.approx(loss_with(spec, {element: moved}), abs=1e-5)]
    assert f"{run.value:.4f}" in describe_curve(run, element)


def test_the_map_has_the_loss_of_both_values_and_its_arrow_goes_downhill() -> None:
    spec, one, other = NetworkSpec(), Weight(1, 0, 0), Weight(2, 0, 0)
    run = run_of(spec)
    drawing = loss_map(run, one, other)
    validated(drawing)
    (heights,) = traces(drawing, "contour")
    losses = np.array(heights["z"])
    for row, column in ((0, 0), (5, 30), (32, 11)):
        wanted = loss_with(spec, {one: heights["x"][column], other: heights["y"][row]})
        assert losses[row, column] == pytest.approx(wanted, abs=1e-5)
    slopes = f"with the slopes {true_minus(f'{run.gradient(one):.4f} and {run.gradient(other):.4f}')}"
    assert slopes in describe_map(run, one, other)
    arrow, _now = traces(drawing)
    way = np.array([arrow["x"][1] - arrow["x"][0], arrow["y"][1] - arrow["y"][0]])
    assert way @ np.array([run.gradient(one), run.gradient(other)]) < 0


def test_the_partner_is_the_other_one_with_the_largest_gradient() -> None:
    for spec in SPECS:
        run = run_of(spec)
        largest = max(
            float(part.abs().max())
            for layer in run.layers
            for part in (layer.weight_gradient, layer.bias_gradient)
            if part is not None
        )
        partner = partner_of(run, Unit(0, 0))
        assert partner is not None
        assert abs(run.gradient(partner)) == pytest.approx(largest)
        second = partner_of(run, partner)
        assert second not in (None, partner)


def test_a_network_of_one_weight_has_no_partner() -> None:
    run = run_of(NetworkSpec(inputs=1, hidden=(), bias=False))
    assert partner_of(run, Weight(1, 0, 0)) is None


def test_the_bars_are_the_mean_gradients_of_each_layer() -> None:
    sizes = vanishing(NetworkSpec(hidden=(4,) * 6))
    drawing = vanishing_bars(sizes)
    validated(drawing)
    bars = traces(drawing, "bar")
    assert [bar["name"] for bar in bars] == ["sigmoid", "tanh", "relu"]
    for bar, each in zip(bars, sizes, strict=True):
        assert bar["y"] == pytest.approx([layer.mean for layer in each.layers])
        spec = NetworkSpec(hidden=(4,) * 6, activation=each.activation)
        gradients = [layer.weight_gradient for layer in run_of(spec).layers]
        assert bar["y"] == pytest.approx([float(torch.mean(gradient.abs())) for gradient in gradients], rel=1e-4)
    assert len({bar["marker"]["pattern"]["shape"] for bar in bars}) == 3  # a colour never says anything alone
    assert "sigmoid" in describe_bars(sizes)
