"""The picture of one unit against its stored copies, its bars against torch, and its places for all sizes."""

from typing import Any

import numpy as np
import pytest
import torch

from components.base.drawing import Drawing
from components.base.style import HIGHLIGHT, fill_at_night, ink_at_night, printed_number
from components.network.figures.neuron_diagram import describe_neuron, neuron_diagram
from components.network.figures.neuron_places import (
    BOTTOM,
    ROOM,
    TOP,
    USUAL_COLUMNS,
    WALL_COLUMNS,
    WALL_ROOM,
    NeuronPlaces,
)
from components.network.figures.neuron_shapes import FIRST_EDGE
from components.network.figures.waterfall import NO_BAR, Waterfall
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import progress_after, steps
from tests.cases import for_each
from tests.figures.figure_reading import Golden, decoded, validated
from tests.longhand import layers_longhand

CASES = {
    "neuron-5": NetworkSpec(inputs=5, hidden=()),
    "neuron-1-without-bias": NetworkSpec(inputs=1, hidden=(), bias=False, output_activation="relu"),
    "neuron-64": NetworkSpec(inputs=64, hidden=(), output_activation="tanh"),
}


def passed(name: str) -> KnownPass:
    return known_pass(forward_network(draw(CASES[name])))


def walked(count: int) -> KnownPass:
    """The unit with five inputs after so many steps."""
    spec = CASES["neuron-5"]
    return known_pass(forward_network(draw(spec)), progress_after(steps(spec), count))


def shapes(drawing: Drawing) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = decoded(drawing)["layout"]["shapes"]
    return found


def bars(drawing: Drawing, inputs: int = 5) -> list[dict[str, Any]]:
    """The bars of products, sum, bias and z."""
    boxes: list[dict[str, Any]] = [shape for shape in shapes(drawing)[FIRST_EDGE + inputs :] if shape["type"] == "rect"]
    return boxes


def texts(drawing: Drawing) -> set[str]:
    return {str(text) for trace in decoded(drawing)["data"] for text in trace.get("text", [])}


@pytest.mark.parametrize("name", CASES)
def test_golden(golden: Golden, name: str) -> None:
    golden(neuron_diagram(passed(name)), name)


def test_golden_with_a_selected_and_changed_weight(golden: Golden) -> None:
    weight = Weight(1, 1, 0)
    edits = {weight: -0.5}
    unit = known_pass(forward_network(edit(draw(CASES["neuron-5"]), edits)))
    golden(neuron_diagram(unit, selected=weight, changed=edits), "neuron-5-changed")


def test_golden_of_a_walk(golden: Golden) -> None:
    golden(neuron_diagram(walked(1), wall=True), "neuron-5-products")


@pytest.mark.parametrize("name", CASES)
def test_figures_are_valid(name: str) -> None:
    validated(neuron_diagram(passed(name)))


@for_each("seed", [3, 7, 8])
@for_each("inputs", [1, 5, 64])
def test_each_bar_begins_where_the_one_before_has_ended(seed: int, inputs: int) -> None:
    spec = NetworkSpec(seed, inputs, ())
    (raw,) = layers_longhand(spec)
    products, total, z, _y = (step.flatten() for step in raw)
    found = Waterfall.of(known_pass(forward_network(draw(spec))).layers[0])
    ends = torch.tensor([bar.end for bar in found.products])
    begins = torch.tensor([bar.begin for bar in found.products])
    torch.testing.assert_close(ends, torch.cumsum(products, 0))
    torch.testing.assert_close(ends - begins, products, atol=1e-5, rtol=1e-4)
    assert begins[0] == 0
    assert found.bias is not None
    assert found.preactivation is not None
    assert (found.total.begin, found.preactivation.begin) == (0, 0)
    assert found.total.end == pytest.approx(float(total), abs=1e-5)
    assert found.bias == pytest.approx((float(total), float(z)), abs=1e-5)
    assert found.last == found.preactivation
    edges = [edge for bar in found.bars for edge in bar]
    assert found.low <= min(edges)
    assert max(edges) <= found.high


def test_without_a_bias_the_sum_is_z() -> None:
    found = Waterfall.of(passed("neuron-1-without-bias").layers[0])
    assert (found.bias, found.preactivation) == (None, None)
    assert found.last == found.total
    assert len(found.bars) == 2


def test_the_scale_rests_while_a_value_moves_a_little() -> None:
    spec = CASES["neuron-5"]
    found = set()
    for value in np.linspace(0.28, 0.34, 7).tolist():
        unit = forward_network(edit(draw(spec), {Bias(1, 0): value}))
        fall = Waterfall.of(known_pass(unit).layers[0])
        found.add((fall.low, fall.high))
    assert found == {(-3.0, 1.5)}


@pytest.mark.parametrize("wall", [False, True])
def test_positive_bars_go_to_the_right_and_negative_ones_are_dashed(wall: bool) -> None:
    drawn = bars(neuron_diagram(passed("neuron-5"), wall=wall))
    begin, end = (WALL_COLUMNS if wall else USUAL_COLUMNS).bars
    values = [0.1314, -0.2796, 1.1668, -0.1540, -2.8442, -1.9796, 0.3177, -1.6619]
    assert len(drawn) == len(values)
    for bar, value in zip(drawn, values, strict=True):
        assert (bar["x1"] > bar["x0"]) == (value > 0)
        assert (bar["line"]["dash"] == "solid") == (value > 0)
    for bar in drawn:
        assert begin <= min(bar["x0"], bar["x1"])
        assert max(bar["x0"], bar["x1"]) <= end


def test_a_walk_shows_one_thing_after_the_other() -> None:
    shown = []
    for count in range(5):
        drawing = neuron_diagram(walked(count))
        found = " ".join(texts(drawing))
        shown.append([text in found for text in ("−2.8442", "Σ = <b>−1.9796", "−1.6619", "0.1595")])
    assert shown == [
        [False] * 4,
        [True, False, False, False],
        [True, True, False, False],
        [True, True, True, False],
        [True] * 4,
    ]


def test_products_are_made_at_zero_and_then_stacked() -> None:
    alone, stacked = (Waterfall.of(walked(count).layers[0]) for count in (1, 2))
    assert {bar.begin for bar in alone.products} == {0.0}
    assert [bar.end for bar in alone.products] == pytest.approx([0.1314, -0.2796, 1.1668, -0.1540, -2.8442], abs=5e-5)
    assert stacked.products[1].begin == stacked.products[0].end
    assert (alone.total, alone.bias, alone.preactivation) == (NO_BAR, NO_BAR, NO_BAR)
    assert (stacked.bias, stacked.preactivation) == (NO_BAR, NO_BAR)
    assert (alone.low, alone.high) == (stacked.low, stacked.high)


@for_each("count", range(5))
def test_a_step_changes_what_is_drawn_and_draws_nothing_more(count: int) -> None:
    """The browser can let things move only if they are the same ones."""
    whole, part = (decoded(neuron_diagram(walked(steps_done))) for steps_done in (4, count))
    assert [shape["type"] for shape in part["layout"]["shapes"]] == [
        shape["type"] for shape in whole["layout"]["shapes"]
    ]
    for one, other in zip(part["data"], whole["data"], strict=True):
        assert (one["mode"], len(one["x"])) == (other["mode"], len(other["x"]))


@for_each(
    ("selected", "lit"),
    [
        (Weight(1, 1, 0), {"w1.2.1"}),
        (Bias(1, 0), {"b1.1"}),
        (Unit(0, 2), {"x3"}),
        (Unit(1, 0), {"y1"}),
    ],
)
def test_what_is_selected_stands_out(selected: Element, lit: set[str]) -> None:
    drawing = neuron_diagram(passed("neuron-5"), selected=selected)
    pills = {shape["name"] for shape in shapes(drawing) if "name" in shape and shape["line"]["color"] == HIGHLIGHT}
    points = set()
    for trace in decoded(drawing)["data"]:
        widths = trace.get("marker", {}).get("line", {}).get("width", [])
        points |= {name for name, width in zip(trace.get("customdata", []), widths, strict=False) if width == 4}
    assert pills | points == lit


@for_each("inputs", [1, 3, 5, 8, 13, 64])
def test_everything_that_can_be_picked_has_its_name(inputs: int) -> None:
    drawing = decoded(neuron_diagram(known_pass(forward_network(draw(NetworkSpec(inputs=inputs, hidden=()))))))
    weights = [f"w1.{row}.1" for row in range(1, inputs + 1)]
    edges = [edge[0] for edge in drawing["layout"]["meta"]["edges"]]
    assert edges == [*weights, *weights, "y1", "b1.1", "y1"]
    named = {name for trace in drawing["data"] for name in trace.get("customdata", []) if name}
    assert {f"x{row}" for row in range(1, inputs + 1)} | {"y1", "b1.1"} <= named
    assert set(weights) <= named or inputs > 13


@for_each("wall", [False, True])
@for_each("below", [1, 3])
@for_each("inputs", range(1, 65))
@for_each("is_low", [False, True])
def test_rows_and_circles_never_meet(inputs: int, below: int, wall: bool, is_low: bool) -> None:
    places = NeuronPlaces.of(inputs, below, wall=wall)
    whole = (WALL_ROOM if wall else ROOM)[1]
    assert places.least_height <= whole
    height = places.least_height if is_low else whole
    rows = places.rows.tolist()
    assert len(rows) == inputs + below
    assert rows == sorted(rows, reverse=True)
    assert max(rows[0], float(places.inputs[0])) <= TOP
    assert min(rows[-1], float(places.inputs[-1])) >= BOTTOM
    apart = -np.diff(places.rows)
    assert (apart[: inputs - 1] >= places.thick[0]).all()
    assert (apart[inputs:] >= places.thick[1]).all()
    if inputs > 1:
        assert (-np.diff(places.inputs) * height).min() >= places.circle
    if places.has_rows:
        assert apart.min() * height >= places.row_type
    if places.has_pills:
        assert (-np.diff((places.inputs + places.rows[:inputs]) / 2) * height).min(initial=99) >= 19


@pytest.mark.parametrize("count", [0, 4])
def test_at_night_each_circle_has_the_fill_of_a_dark_page(count: int) -> None:
    values = [-0.1468, 0.7861, 0.9468, -1.1143, 1.6908, *([0.1595] * 2 if count else [])]
    traces = decoded(neuron_diagram(walked(count)))["data"]
    found = [entry[1:] for trace in traces for entry in trace.get("meta", {}).get("night", [])]
    assert len(found) == len(values)  # the dot and y have none before their number is known
    for (fill, ink), value in zip(found, values, strict=True):
        assert [ink, *map(float, fill[4:-1].split(","))] == [
            ink_at_night(value),
            *(pytest.approx(float(channel), abs=1) for channel in fill_at_night(value)[4:-1].split(",")),
        ]


@pytest.mark.parametrize("bias", [-6.0, 0.0, 6.0])
def test_on_a_phone_no_line_runs_through_the_title_of_the_curve(bias: float) -> None:
    unit = known_pass(forward_network(edit(draw(CASES["neuron-5"]), {Bias(1, 0): bias})))
    narrow = decoded(neuron_diagram(unit))["layout"]["meta"]["narrow"]["traces"]
    way, beyond = narrow["1"], narrow["7"]
    # It ends at the right edge, and its 22 letters at most leave the ends of the curve free, where the way comes down.
    assert beyond["textposition"][0] == "middle left"
    low, high = beyond["x"][1], beyond["x"][2]
    assert beyond["x"][0] > high + 0.5 * (high - low)
    assert low <= max(way["x"][1:3]) <= high
    assert beyond["y"][0] < way["y"][0]


def test_a_long_number_has_fewer_decimals() -> None:
    unit = known_pass(forward_network(edit(draw(CASES["neuron-5"]), {Unit(0, 0): -100.0, Weight(1, 0, 0): 100.0})))
    found = texts(neuron_diagram(unit))
    assert "w1 x1 = <b>−10000.0</b>" in found
    assert "x1<br><b>−100.000</b>" in found


def test_the_words_for_a_screen_reader() -> None:
    assert describe_neuron(passed("neuron-5")) == "One unit with 5 inputs: sum −1.9796, z −1.6619, output 0.1595"
    (layer,) = forward_network(draw(CASES["neuron-1-without-bias"])).layers
    total, output = layer.weighted_sum.item(), layer.output.item()
    assert describe_neuron(passed("neuron-1-without-bias")) == (
        f"One unit with one input: sum {printed_number(total)}, z {printed_number(total)}, output {output:.4f}"
    )


@for_each(("count", "is_down"), [(2, False), (3, True), (4, True)])
def test_on_a_phone_the_way_leads_down_to_the_curve_once_z_is_known(count: int, is_down: bool) -> None:
    """It goes to the lower edge of the bars; z is -1.6619 on a scale from -3 to 1.5, whose ends are at 310 and 466."""
    narrow = decoded(neuron_diagram(walked(count)))["layout"]["meta"]["narrow"]["traces"]
    x, y = narrow["0"]["x"], narrow["0"]["y"]
    assert (y[-1] == 0) is is_down
    assert x[-1] == pytest.approx(310 + 156 * ((3 - 1.6619) if is_down else 3) / 4.5, abs=0.01)
    start = narrow["1"]["x"][0]
    low, high = decoded(neuron_diagram(walked(count)))["layout"]["xaxis2"]["range"]
    assert start == pytest.approx(low + (high - low) * x[-1] / 480)


@for_each(
    ("inputs", "names"),
    [
        (2, ["x1", "x2", "w1.1.1", "w1.2.1", "b1.1"]),
        (13, [*(f"x{at}" for at in range(1, 14)), *(f"w1.{at}.1" for at in range(1, 14)), "b1.1"]),
        (15, [*(f"x{at}" for at in range(1, 16)), "b1.1"]),
        (20, [*(f"x{at}" for at in range(1, 21)), "b1.1"]),
        (21, ["b1.1"]),
    ],
)
def test_what_is_written_in_the_picture_can_be_changed_there(inputs: int, names: list[str]) -> None:
    spec = NetworkSpec(inputs=inputs, hidden=())
    values = decoded(neuron_diagram(known_pass(forward_network(draw(spec)))))["layout"]["meta"]["values"]
    assert [value["name"] for value in values] == names
    bias = draw(spec).biases[0].item()
    assert values[-1] == {"name": "b1.1", "label": "bias[0, 0]", "value": pytest.approx(bias, abs=5e-5)}
    without = NetworkSpec(inputs=inputs, hidden=(), bias=False)
    found = decoded(neuron_diagram(known_pass(forward_network(draw(without)))))["layout"]["meta"]["values"]
    assert [value["name"] for value in found] == names[:-1]


def test_on_a_phone_type_is_as_small_as_it_may_be() -> None:
    narrow = decoded(neuron_diagram(passed("neuron-5")))["layout"]["meta"]["narrow"]
    sizes = [
        size for trace in narrow["traces"].values() for size in np.ravel(trace.get("textfont", {}).get("size", []))
    ]
    assert sorted(set(map(float, sizes))) == pytest.approx([12, 16 * 12 / 14])
    assert (narrow["below"], narrow["shrink"]) == (480, pytest.approx(12 / 14))


def test_what_has_not_been_computed_is_said_in_words() -> None:
    assert describe_neuron(walked(2)) == (
        "One unit with 5 inputs: sum −1.9796, z not computed yet, output not computed yet"
    )
