"""The curve of an activation: through the unit's point, over a range that holds it, with steps and sharp kinks."""

import numpy as np
import pytest
import torch

from components.base.drawing import Drawing
from components.base.style import INK, fill_at_night, fill_of, printed_number
from components.network.figures.activation_curve import (
    MAX_SAMPLES,
    PLACES,
    SAMPLES,
    TEXT_ROOM,
    activation_curve,
    curve_ranges,
    curve_traces,
    describe_curve,
)
from compute.network.activations import ACTIVATIONS
from compute.network.elements import Bias, Element, Unit
from compute.network.forward import forward_network
from compute.network.known_pass import KnownLayer, known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import progress_after, steps
from tests.cases import for_each
from tests.figures.figure_reading import Golden, marked, traces, validated

Z = [-100.0, -20.0, -6.0, -5.7, -0.8, -1e-7, 0.0, 1e-7, 0.4, 2.5, 5.7, 6.0, 6.1, 100.0]


def layer_at(activation: str, z: float, outputs: int = 3) -> KnownLayer:
    """A layer whose first unit has the pre-activation `z`: its input is 0 and its bias `z`."""
    spec = NetworkSpec(inputs=1, hidden=(), outputs=outputs, output_activation=activation)
    edits: dict[Element, float] = {Unit(0, 0): 0.0, Bias(1, 0): z}
    (layer,) = known_pass(forward_network(edit(draw(spec), edits))).layers
    return layer


def line_of(layer: KnownLayer, column: int = 0) -> tuple[np.ndarray, np.ndarray]:
    line = curve_traces(layer, column)[0]
    return np.asarray(line["x"]), np.asarray(line["y"])


@pytest.mark.parametrize("activation", ["sigmoid", "heaviside"])
def test_golden(golden: Golden, activation: str) -> None:
    layer = known_pass(forward_network(draw(NetworkSpec(activation=activation)))).layers[0]
    golden(activation_curve(layer, 0, "h1"), f"curve-{activation}")


@for_each("z", Z)
@for_each("activation", ACTIVATIONS)
@pytest.mark.long
def test_the_curve_passes_through_the_unit(activation: str, z: float) -> None:
    layer = layer_at(activation, z)
    x, y = line_of(layer)
    at = np.flatnonzero(x == layer.preactivation[0])
    assert len(at)
    assert y[at] == pytest.approx(layer.output[0], abs=1e-6, rel=1e-6)
    dot = traces(activation_curve(layer, 0, "y1"))[-1]
    assert dot["x"] == [layer.preactivation[0]]
    assert dot["y"] == [layer.output[0]]
    assert dot["text"] == [f" z = {printed_number(z)} <br> f(z) = {printed_number(layer.output[0])} "]


@for_each("z", Z)
@for_each("activation", ACTIVATIONS)
@pytest.mark.long
def test_the_axes_hold_the_curve_and_the_unit(activation: str, z: float) -> None:
    layer = layer_at(activation, z)
    figure = activation_curve(layer, 0, "y1").figure()
    (left, right), (bottom, top) = figure.layout.xaxis.range, figure.layout.yaxis.range
    x, y = line_of(layer)
    assert left <= min(-6, z)
    assert right >= max(6, z)
    assert (x[0], x[-1]) == pytest.approx((left, right))
    assert bottom < y.min()
    assert top > y.max()
    assert bottom < layer.output[0] < top
    assert np.all(np.diff(x) >= 0)


@for_each("name", [name for name, activation in ACTIVATIONS.items() if activation.elementwise])
def test_every_point_of_the_curve_is_torchs(name: str) -> None:
    x, y = line_of(layer_at(name, 0.4))
    assert np.array_equal(y, ACTIVATIONS[name].function(torch.from_numpy(x)).numpy())


def test_softmax_moves_one_z_and_keeps_the_others() -> None:
    layer = layer_at("softmax", 0.4)
    before = list(layer.preactivation)
    x, y = line_of(layer)
    z = torch.tensor(layer.preactivation).double()
    others = torch.exp(z[1]) + torch.exp(z[2])
    moved = torch.exp(torch.from_numpy(x).double())
    assert y == pytest.approx((moved / (moved + others)).numpy(), abs=1e-6)
    assert layer.preactivation == before
    for column in range(3):
        x, y = line_of(layer, column)
        assert y[x == layer.preactivation[column]] == pytest.approx(layer.output[column], abs=1e-6)


def test_softmax_has_no_curve_before_the_others_are_known() -> None:
    spec = NetworkSpec(inputs=1, hidden=(), outputs=3, output_activation="softmax")
    path = steps(spec, Unit(1, 0))
    (layer,) = known_pass(forward_network(draw(spec)), progress_after(path, len(path))).layers
    x, _ = line_of(layer)
    assert not len(x)
    dot = curve_traces(layer, 0)[-1]
    assert (dot["x"], dot["y"]) == ([layer.preactivation[0]], [layer.output[0]])
    assert None not in (layer.preactivation[0], layer.output[0])
    validated(activation_curve(layer, 0, "y1"))


def test_softmax_says_that_the_others_stay() -> None:
    soft = activation_curve(layer_at("softmax", 0.4), 0, "y1", _=marked).figure()
    assert soft.layout.xaxis.title.text == "«z of y1, while the others stay»"
    assert soft.layout.yaxis.title.text == "y1 = softmax(z)"
    plain = activation_curve(layer_at("tanh", 0.4), 0, "y1").figure()
    assert (plain.layout.xaxis.title.text, plain.layout.yaxis.title.text) == ("z", "y1 = tanh(z)")


@for_each("z", Z)
def test_heaviside_is_a_step(z: float) -> None:
    x, y = line_of(layer_at("heaviside", z))
    assert set(y.tolist()) == {0.0, 1.0}
    assert np.array_equal(y, (x >= 0).astype(np.float32))
    rise = np.flatnonzero(np.diff(y))
    assert len(rise) == 1
    assert x[rise[0] + 1] - x[rise[0]] <= 2e-6


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "elu"])
def test_kinks_are_sharp(activation: str) -> None:
    x, y = line_of(layer_at(activation, 3.0))
    assert y[x == 0].tolist() == [0.0]


@for_each("z", Z)
@for_each("activation", ["sigmoid", "sin", "softmax"])
def test_points_are_bounded_and_small(activation: str, z: float) -> None:
    x, y = line_of(layer_at(activation, z))
    assert x.dtype == y.dtype == np.float32
    assert len(x) == len(y) <= MAX_SAMPLES
    assert abs(z) >= 20 or len(x) == SAMPLES
    assert np.diff(x).max() < 0.2


@for_each("z", Z)
@for_each("activation", ACTIVATIONS)
def test_numbers_stay_within_the_axes(activation: str, z: float) -> None:
    layer = layer_at(activation, z)
    dot = curve_traces(layer, 0)[-1]
    sides = np.array(PLACES[str(dot["textposition"])])
    ranges = np.array(curve_ranges(layer, 0))
    point = (np.array([z, layer.output[0]]) - ranges[:, 0]) / (ranges[:, 1] - ranges[:, 0])
    far = point + sides * TEXT_ROOM
    assert np.all((far >= 0) & (far <= 1))


@for_each(
    ("activation", "z", "free"),
    [
        ("sigmoid", 0.5, {"top left", "bottom right"}),
        ("tanh", -0.7, {"top left", "bottom right"}),
        ("heaviside", -0.3, {"top left"}),
        ("sigmoid", -4.9, {"top right"}),
        ("sin", 2.5, {"top right", "bottom left"}),
    ],
)
def test_numbers_stay_off_the_curve(activation: str, z: float, free: set[str]) -> None:
    assert curve_traces(layer_at(activation, z), 0)[-1]["textposition"] in free


def test_guides_go_from_the_unit_to_both_axes() -> None:
    layer = layer_at("tanh", -0.7)
    (left, _), (bottom, _) = curve_ranges(layer, 0)
    guides = curve_traces(layer, 0)[1]
    z, value = layer.preactivation[0], layer.output[0]
    assert list(zip(guides["x"], guides["y"], strict=True)) == [(z, bottom), (z, value), (left, value)]
    assert guides["line"]["dash"] == "dash"


@for_each(
    ("z", "expected"),
    [
        (4.99, (-6.0, 6.0)),
        (5.01, (-6.0, 12.0)),
        (-5.01, (-12.0, 6.0)),
        (-10.1, (-24.0, 6.0)),
        (99.0, (-6.0, 192.0)),
    ],
)
def test_the_axis_doubles_where_a_unit_is_outside(z: float, expected: tuple[float, float]) -> None:
    assert curve_ranges(layer_at("sigmoid", z), 0)[0] == expected


@for_each("activation", ACTIVATIONS)
def test_figures_are_valid(activation: str) -> None:
    for z in (-100.0, 0.4, 7.0):
        for outputs in (1, 3):
            validated(activation_curve(layer_at(activation, z, outputs), outputs - 1, "y", scale=1.5))


def test_the_curve_fits_into_another_figure() -> None:
    layer = layer_at("tanh", -0.7)
    alone = traces(activation_curve(layer, 0, "y1"))
    beside = Drawing(curve_traces(layer, 0, xaxis="x2", yaxis="y2"), {})
    embedded = traces(beside)
    assert len(validated(beside).data) == 3
    alone[-1]["mode"] = "markers"  # no room for the numbers beside the point
    for name in ("colorscale", "cmin", "cmax"):  # its colour by name
        del alone[-1]["marker"][name]
    alone[-1]["marker"]["color"] = [fill_of(value) for value in alone[-1]["y"]]
    alone[-1]["meta"] = {"night": [[0, fill_at_night(alone[-1]["y"][0]), INK]]}
    assert [{"xaxis": "x", "yaxis": "y"} | trace for trace in alone] == [
        trace | {"xaxis": "x", "yaxis": "y"} for trace in embedded
    ]
    assert all((trace["xaxis"], trace["yaxis"]) == ("x2", "y2") for trace in embedded)


def test_a_projector_gets_larger_type_and_lines() -> None:
    layer = layer_at("tanh", -0.7)
    normal, large = (activation_curve(layer, 0, "y1", scale=scale).figure() for scale in (1.0, 1.5))
    assert large.layout.height == 1.5 * normal.layout.height
    assert large.data[-1].textfont.size == 1.5 * normal.data[-1].textfont.size
    assert large.data[0].line.width == 1.5 * normal.data[0].line.width


def test_the_words_for_a_screen_reader() -> None:
    layer = layer_at("tanh", -0.7)
    assert describe_curve(layer, 0, "y1") == (
        "Curve of the activation function tanh; y1 is at z = −0.7000, f(z) = −0.6044"
    )
    assert describe_curve(layer, 0, "y1", marked).startswith("«Curve of")


@for_each(("z", "points"), [(0.4, 200), (5.01, 200), (-10.1, 240), (22.0, 432), (99.0, 1584)])
def test_a_long_curve_has_eight_points_for_each_unit_of_z(z: float, points: int) -> None:
    """It goes from -6 to 6, and to the side of the unit to 12, 24, 48, .."""
    assert len(line_of(layer_at("sin", z))[0]) == points


@for_each(
    ("activation", "x_range", "y_range"),
    [("sigmoid", (-6, 6), (-0.08, 1.2)), ("relu", (-6, 6), (-0.48, 7.2)), ("tanh", (-6, 6), (-1.16, 1.4))],
)
def test_before_its_unit_is_known_a_curve_has_axes_of_its_own(
    activation: str, x_range: tuple[float, float], y_range: tuple[float, float]
) -> None:
    spec = NetworkSpec(inputs=1, hidden=(), outputs=3, output_activation=activation)
    (layer,) = known_pass(forward_network(draw(spec)), progress_after(steps(spec), 3)).layers
    found = curve_ranges(layer, 0)
    assert found[0] == x_range
    assert found[1] == pytest.approx(y_range, abs=1e-3)
    line, *rest = curve_traces(layer, 0)
    assert (len(np.asarray(line["x"])), rest) == (200, [])
    known = curve_ranges(layer_at(activation, 0.4), 0)
    assert known[1] == pytest.approx(y_range, abs=1e-3)
    said = describe_curve(layer, 0, "y1")
    assert said == f"Curve of the activation function {activation}; y1 has not been computed yet"
