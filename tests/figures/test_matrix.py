"""The heatmap of a layer: torch's numbers in their places, names that read back, and a bound on what a browser gets."""

import itertools
import math

import pytest
import torch

from components.base.drawing import Drawing
from components.base.style import CHANGED, DIVERGING, HIGHLIGHT, INK, printed_number, text_on, true_minus
from components.network.figures.matrix import layer_matrix
from compute.network.activations import ACTIVATIONS
from compute.network.elements import Bias, Element, Unit, Weight, name_of, parse
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.examples import some
from tests.figures.figure_reading import (
    Golden,
    decoded,
    heatmap,
    marked,
    pickable,
    places,
    points_named,
    texts,
    traces,
    validated,
)
from tests.longhand import first_layer

STACK = NetworkSpec()
DEEP = NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, activation="leaky_relu", bias=False)
LARGE = NetworkSpec(inputs=64, hidden=(64,))
EDITS: dict[Element, float] = {Weight(1, 1, 0): 0.5, Unit(0, 2): 2.0, Bias(1, 1): -1.0}
SHAPES = [(1, 1), (1, 64), (2, 3), (3, 2), (7, 7), (8, 8), (14, 14), (16, 16), (40, 3), (64, 1), (64, 64)]


def passed(spec: NetworkSpec, edits: dict[Element, float] | None = None) -> KnownPass:
    return known_pass(forward_network(edit(draw(spec), edits or {})))


def shape(inputs: int, units: int, *, bias: bool = True) -> KnownPass:
    return passed(NetworkSpec(inputs=inputs, hidden=(units,), bias=bias))


@for_each(
    ("name", "layer", "edits", "selected"),
    [
        ("matrix-3-2-1-layer-1", 1, {}, None),
        ("matrix-3-2-1-layer-2", 2, {}, None),
        ("matrix-3-2-1-selected-weight", 1, {}, Weight(1, 2, 1)),
        ("matrix-3-2-1-changed", 1, EDITS, None),
    ],
)
def test_golden(golden: Golden, name: str, layer: int, edits: dict[Element, float], selected: Element | None) -> None:
    golden(layer_matrix(passed(STACK, edits), layer, selected=selected, changed=edits), name)


def test_golden_16_wide(golden: Golden) -> None:
    golden(layer_matrix(shape(3, 16), 1), "matrix-3-16")


@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(("inputs", "units"), SHAPES)
def test_figures_are_valid(inputs: int, units: int, bias: bool) -> None:
    network = shape(inputs, units, bias=bias)
    selected = (None, Weight(1, 0, 0), Unit(0, 0), Unit(1, units - 1), Bias(1, 0), Unit(2, 0))
    for pick, each in zip(itertools.cycle((True, False)), selected, strict=False):
        validated(layer_matrix(network, 1, selected=each, changed={Weight(1, 0, 0)}, pickable=pick))
    validated(layer_matrix(network, 2, scale=1.6))


def test_every_number_is_torchs_and_stands_in_its_place() -> None:
    x, weights, bias, weighted_sum, z, h = first_layer(STACK)
    figure = layer_matrix(passed(STACK), 1)
    shown = texts(figure)
    rows = {row: min(y for (_, y), text in shown.items() if text.strip() == row) for row in ("x1", "x2", "x3")}
    columns = {name: next(place for place, text in shown.items() if text == name)[0] for name in ("h1", "h2")}
    for column, name in enumerate(("h1", "h2")):
        for row in range(3):
            (place,) = points_named(figure, f"w1.{row + 1}.{column + 1}")
            assert place == (columns[name], rows[f"x{row + 1}"])
            assert shown[place] == printed_number(weights[row, column].item())
        (place,) = points_named(figure, f"b1.{column + 1}")
        assert place[0] == columns[name]
        assert shown[place] == printed_number(bias[0, column].item())
        results = points_named(figure, f"h1.{column + 1}")
        assert {place[0] for place in results} == {columns[name]}
        assert [shown[place] for place in results] == [
            printed_number(step[0, column].item()) for step in (weighted_sum, z, h)
        ]
    for row in range(3):
        (place,) = points_named(figure, f"x{row + 1}")
        assert place[1] == points_named(figure, "h1.1")[0][1]  # the row of x meets the columns of W in the sum
        assert place[0] < min(columns.values())
        assert shown[place] == printed_number(x[0, row].item())


@pytest.mark.long
def test_x_is_a_row_below_and_left_of_the_weights() -> None:
    """The shape that torch says: 1 row, and the product where row and columns cross."""
    for network, layer in ((passed(STACK), 1), (passed(DEEP), 2), (shape(64, 3), 1), (shape(1, 64), 1)):
        figure, spec = layer_matrix(network, layer), network.network.spec
        inputs, units = spec.weight_shapes[layer - 1]
        row = [points_named(figure, Unit(layer - 1, index).name(spec))[0] for index in range(inputs)]
        assert len({y for _, y in row}) == 1
        assert [x for x, _ in row] == sorted({x for x, _ in row})
        weights = [points_named(figure, Weight(layer, at, 0).name())[0] for at in range(inputs)]
        assert max(y for _, y in weights) < row[0][1]
        assert row[-1][0] < min(x for x, _ in weights)
        sums = [points_named(figure, Unit(layer, index).name(spec))[0] for index in range(units)]
        assert {y for _, y in sums} == {row[0][1]}


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_colours_and_hover_texts_have_the_layers_values(layer: int) -> None:
    network = passed(DEEP)
    step = network.layers[layer - 1]
    figure = layer_matrix(network, layer)
    inputs, units = step.weights.shape
    trace = pickable(figure)
    values = trace["marker"]["color"]
    for name, value, hover in zip(trace["customdata"], values, trace["hovertext"], strict=True):
        assert hover.endswith(f" {printed_number(value)}"), name
    table = heatmap(figure)["z"]
    first = inputs + 1
    assert torch.equal(torch.tensor([row[first:] for row in table[:inputs]]), step.weights)
    below = [row for row in table[inputs:] if not math.isnan(row[first])]
    assert below[0][:inputs] == step.inputs
    assert [row[first:] for row in below] == [step.weighted_sum, step.preactivation, step.output]
    assert all(math.isnan(row[0]) for row in table if row is not below[0])
    assert len(values) == inputs + inputs * units + 3 * units
    assert sorted(values) == sorted(value for row in table for value in row if not math.isnan(value))


def test_the_square_on_a_cell_lies_on_its_colour() -> None:
    """The picture is a heatmap, what is picked is a point: both must be the same cell."""
    for network in (passed(STACK), shape(20, 9), shape(64, 64)):
        figure = layer_matrix(network, 1)
        colours, trace = heatmap(figure), pickable(figure)
        for (x, y), value in zip(places(trace), trace["marker"]["color"], strict=True):
            column = sum(edge < x for edge in colours["x"]) - 1
            row = sum(edge < y for edge in colours["y"]) - 1
            assert colours["z"][row][column] == value


@for_each("spec", [STACK, DEEP, LARGE, NetworkSpec(inputs=1, hidden=())])
def test_names_read_back_as_the_elements_of_the_layer(spec: NetworkSpec) -> None:
    for layer in range(1, spec.depth + 1):
        names = pickable(layer_matrix(passed(spec), layer))["customdata"]
        inputs, units = spec.weight_shapes[layer - 1]
        expected: list[Element] = [Unit(layer - 1, row) for row in range(inputs)]
        expected += [Weight(layer, row, column) for row in range(inputs) for column in range(units)]
        expected += [Bias(layer, column) for column in range(units) if spec.bias]
        expected += [Unit(layer, column) for column in range(units)] * 3
        assert [parse(name, spec) for name in names] == expected


def test_names_are_those_of_this_spec_and_not_of_one_before() -> None:
    """Names are kept between calls; sizes, depth, biases and activation make other ones."""
    for spec in (STACK, NetworkSpec(bias=False), NetworkSpec(hidden=(2, 2)), NetworkSpec(inputs=2, hidden=())):
        names = pickable(layer_matrix(passed(spec), 1))["customdata"]
        assert all(parse(name, spec) for name in names)
        labels = [text.strip() for text in texts(layer_matrix(passed(spec), 1)).values()]
        assert Unit(1, 0).label(spec) in labels
    for activation in ("tanh", "relu"):
        labels = [*texts(layer_matrix(passed(NetworkSpec(activation=activation)), 1)).values()]
        assert any(f"{activation}(z)" in label for label in labels)


def test_large_tables_are_bounded_and_a_picture_only_while_dragging() -> None:
    network = passed(LARGE)
    full = layer_matrix(network, 1)
    cells = 64 + 64 * 64 + 4 * 64
    assert len(pickable(full)["x"]) == cells
    assert sum(len(trace["x"]) for trace in traces(full)) < cells + 60
    assert len(full.figure().to_json()) < 300_000

    quick = layer_matrix(network, 1, pickable=False)
    assert not any("customdata" in trace for trace in traces(quick))
    assert sum(len(trace["x"]) for trace in traces(quick)) < 60
    assert len(quick.figure().to_json()) < 150_000
    picture = heatmap(quick)
    assert picture["z"][33][65 + 19] == network.layers[0].weights[33, 19].item()
    assert picture["text"][33][65 + 19].startswith("w1.34.20 ")
    assert "%{text}" in picture["hovertemplate"]
    assert "%{z:.4f}" in picture["hovertemplate"]
    assert str(picture["z"]) == str(heatmap(full)["z"])  # as text: NaN is not equal to itself
    assert heatmap(full)["hoverinfo"] == "skip"


def test_small_tables_are_the_same_while_dragging() -> None:
    network = passed(STACK)
    assert layer_matrix(network, 1, pickable=False).figure().to_json() == layer_matrix(network, 1).figure().to_json()


@for_each(
    ("inputs", "units", "decimals"),
    [(1, 1, 4), (3, 7, 4), (3, 14, 2), (16, 14, 2), (3, 30, 0), (30, 3, 0), (64, 64, 0)],
)
def test_numbers_while_they_fit(inputs: int, units: int, decimals: int) -> None:
    network = shape(inputs, units)
    figure = layer_matrix(network, 1)
    (place,) = points_named(figure, f"w1.{inputs}.{units}")
    shown = texts(figure)
    if decimals:
        assert shown[place] == true_minus(f"{network.layers[0].weights[-1, -1].item():.{decimals}f}")
    else:
        assert place not in shown


def test_results_have_numbers_where_the_weights_have_no_room() -> None:
    network = shape(64, 1)
    figure = layer_matrix(network, 1)
    assert [texts(figure)[place] for place in points_named(figure, "h1.1")] == [
        printed_number(part[0])
        for part in (network.layers[0].weighted_sum, network.layers[0].preactivation, network.layers[0].output)
    ]


def test_a_number_is_never_wider_than_its_cell() -> None:
    spec = NetworkSpec(
        inputs=64, hidden=(64, 64, 64, 64, 64, 6), outputs=6, activation="identity", output_activation="identity"
    )
    figure = layer_matrix(passed(spec), 6)
    assert max(map(abs, passed(spec).layers[5].output)) > 10_000
    numbers = [text for place, text in texts(figure).items() if place in set(places(pickable(figure)))]
    assert numbers
    assert max(map(len, numbers)) <= 9
    assert any("e+" in text for text in numbers)


def outlined(figure: Drawing) -> list[str]:
    """Names of the cells inside the frame, in the order of the table's parts."""
    frames = [trace for trace in traces(figure) if trace.get("line", {}).get("color") == HIGHLIGHT]
    if not frames:
        return []
    trace = pickable(figure)
    return [
        name
        for (x, y), name in zip(places(trace), trace["customdata"], strict=True)
        for frame in frames
        if min(frame["x"]) < x < max(frame["x"]) and min(frame["y"]) < y < max(frame["y"])
    ]


@for_each(
    ("selected", "names"),
    [
        (None, []),
        (Weight(1, 2, 1), ["w1.3.2"]),
        (Bias(1, 1), ["b1.2"]),
        (Unit(1, 0), ["w1.1.1", "w1.2.1", "w1.3.1", "b1.1", "h1.1", "h1.1", "h1.1"]),
        (Unit(0, 1), ["x2", "w1.2.1", "w1.2.2"]),
        (Unit(2, 0), []),
        (Weight(2, 0, 0), []),
        (Bias(2, 0), []),
    ],
)
def test_the_frame_holds_what_is_selected(selected: Element | None, names: list[str]) -> None:
    assert outlined(layer_matrix(passed(STACK), 1, selected=selected)) == names


@for_each("gone", [Bias(1, 0), Weight(1, 60, 0), Weight(1, 0, 60), Unit(0, 60), Unit(1, 60)])
def test_what_the_network_no_longer_has_is_not_shown(gone: Element) -> None:
    figure = layer_matrix(passed(DEEP), 1, selected=gone, changed=[gone])
    assert outlined(figure) == []
    assert not any(CHANGED in text for text in texts(figure).values())


@pytest.mark.parametrize("spec", [STACK, NetworkSpec(inputs=16, hidden=(14,)), LARGE], ids=str)
def test_changed_cells_are_marked_and_no_others(spec: NetworkSpec) -> None:
    figure = layer_matrix(passed(spec, EDITS), 1, changed=[*EDITS, Weight(2, 0, 0)], _=marked)
    names = dict(zip(places(pickable(figure)), pickable(figure)["customdata"], strict=True))
    found = {names[place] for place, text in texts(figure).items() if text.endswith(CHANGED)}
    assert found == {name_of(element, spec) for element in EDITS}
    told = [
        name
        for name, hover in zip(pickable(figure)["customdata"], pickable(figure)["hovertext"], strict=True)
        if "changed»" in hover
    ]
    assert set(told) == found
    assert len(told) == len(found)


def test_colours_end_at_one_and_text_is_legible_on_them() -> None:
    figure = layer_matrix(passed(STACK), 1)
    colours, trace = heatmap(figure), pickable(figure)
    assert (colours["zmin"], colours["zmax"]) == (-1, 1)
    assert colours["colorscale"] == [list(stop) for stop in DIVERGING]
    value_at = dict(zip(places(trace), trace["marker"]["color"], strict=True))
    (numbers,) = (other for other in traces(figure) if set(places(other)) == set(value_at) and "text" in other)
    assert numbers["textfont"]["color"] == [text_on(value_at[place]) for place in places(numbers)]
    assert max(value_at.values()) > 1
    assert len(set(numbers["textfont"]["color"])) == 2


def test_squares_are_invisible_but_there() -> None:
    trace = pickable(layer_matrix(passed(STACK), 1))
    assert trace["marker"]["opacity"] == 0
    assert trace["marker"]["symbol"] == "square"
    assert trace["mode"] == "markers"


def test_rows_and_columns_have_names_and_every_matrix_its_shape() -> None:
    labels = [text.strip() for text in texts(layer_matrix(passed(STACK), 1)).values()]
    for name in ("h1", "h2", "Σ = x W1 (1 × 2)", "B1 (1 × 2)", "z = Σ + B1 (1 × 2)", "h = sigmoid(z) (1 × 2)"):
        assert name in labels
    assert [labels.count(name) for name in ("x1", "x2", "x3")] == [2, 2, 2]  # columns of x, and rows of W
    deep = [text.strip() for text in texts(layer_matrix(passed(DEEP), 2)).values()]
    for name in ("h1.4", "h2.3", "Σ = h1 W2 (1 × 3)", "z = Σ (1 × 3)", "h2 = leaky_relu(z) (1 × 3)"):
        assert name in deep
    assert not any(name.startswith("B") for name in deep)


@for_each(("shape", "name"), some(itertools.product(SHAPES, sorted(ACTIVATIONS))))
@pytest.mark.long
def test_the_names_at_the_right_have_room(shape: tuple[int, int], name: str) -> None:
    inputs, units = shape
    spec = NetworkSpec(inputs=inputs, hidden=(), outputs=min(units, 10), output_activation=name)
    figure = layer_matrix(passed(spec), 1)
    (names,) = (trace for trace in traces(figure) if trace.get("textposition") == "middle right")
    assert 6.5 * max(map(len, names["text"])) <= decoded(figure)["layout"]["margin"]["r"]
    assert max(names["x"]) < decoded(figure)["layout"]["xaxis"]["range"][1]


@for_each(("inputs", "units"), SHAPES)
def test_names_are_many_but_do_not_run_into_each_other(inputs: int, units: int) -> None:
    figure = layer_matrix(shape(inputs, units), 1)
    for trace in (t for t in traces(figure) if t.get("textposition") in {"top center", "middle left"}):
        along = trace["x"] if trace["textposition"] == "top center" else trace["y"]
        least, most = (28, 90) if trace["textposition"] == "top center" else (11, 40)
        assert along
        assert all(least <= after - before <= most for before, after in itertools.pairwise(along))


def test_the_titles_have_the_shapes_and_the_sizes_that_meet_are_underlined() -> None:
    annotations = decoded(layer_matrix(shape(64, 10), 1))["layout"]["annotations"]
    assert [title["text"] for title in annotations[:2]] == [
        "<b>W1</b> (<u>64</u> × 10)",
        "<b>x</b> (1 × <u>64</u>)",
    ]
    assert len(annotations) == 3
    second = decoded(layer_matrix(passed(STACK), 2))["layout"]["annotations"]
    assert [title["text"] for title in second] == ["<b>W2</b> (<u>2</u> × 1)", "<b>h</b> (1 × <u>2</u>)"]


@for_each(("inputs", "units"), SHAPES)
def test_the_table_fits_its_room(inputs: int, units: int) -> None:
    layout = decoded(layer_matrix(shape(inputs, units), 1))["layout"]
    assert layout["height"] <= 420.01
    width = layout["xaxis"]["range"][1] + layout["margin"]["l"] + layout["margin"]["r"]
    assert width <= 820.01
    assert layout["yaxis"]["range"][0] + layout["margin"]["t"] + layout["margin"]["b"] == pytest.approx(
        layout["height"]
    )


def test_a_projector_gets_larger_type_and_cells() -> None:
    normal, large = (layer_matrix(passed(STACK), 1, scale=scale) for scale in (1.0, 1.5))
    assert decoded(large)["layout"]["height"] > 1.4 * decoded(normal)["layout"]["height"]
    assert texts(large).keys() != texts(normal).keys()
    assert list(texts(large).values()) == list(texts(normal).values())
    for before, after in zip(traces(normal), traces(large), strict=True):
        if "textfont" in before:
            assert torch.tensor(after["textfont"]["size"]).allclose(1.5 * torch.tensor(before["textfont"]["size"]))


def test_no_colour_of_the_page_is_assumed() -> None:
    figure = decoded(layer_matrix(passed(STACK), 1))
    assert figure["layout"]["paper_bgcolor"] == figure["layout"]["plot_bgcolor"] == "rgba(0,0,0,0)"
    for trace in traces(layer_matrix(passed(STACK), 1)):
        if trace.get("textposition") in {"top center", "middle left"}:
            assert trace["textfont"]["color"] == INK


def test_drawing_changes_no_value() -> None:
    network = passed(STACK)
    before = [layer.weights.clone() for layer in network.layers]
    layer_matrix(network, 1, selected=Weight(1, 0, 0), changed=EDITS)
    assert all(torch.equal(layer.weights, weights) for layer, weights in zip(network.layers, before, strict=True))


@for_each(
    ("spec", "has_squares"),
    [(NetworkSpec(inputs=10, hidden=(30,), bias=False), True), (NetworkSpec(inputs=11, hidden=(26,)), False)],
)
def test_up_to_400_cells_can_be_picked_while_a_slider_moves(spec: NetworkSpec, has_squares: bool) -> None:
    figure = layer_matrix(passed(spec), 1, pickable=False)
    assert any("customdata" in trace for trace in traces(figure)) is has_squares
    assert (heatmap(figure).get("hoverinfo") == "skip") is has_squares


def test_the_mark_on_a_small_cell_has_its_size() -> None:
    for scale in (1.0, 2.0):
        figure = layer_matrix(passed(LARGE, EDITS), 1, changed=[Weight(1, 1, 0)], scale=scale)
        (mark,) = (trace for trace in traces(figure) if trace.get("text") == [CHANGED])
        assert (mark["textfont"]["size"], mark["marker"]["size"]) == (10.5 * scale, 14 * scale)
