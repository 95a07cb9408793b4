"""The cells of a layer's table in their order: their places, names, captions and values."""

import numpy as np
import torch

from components.base.text import untranslated
from components.network.figures.matrix_cells import (
    cell_of,
    cells_of,
    hover_texts,
    marked_cells,
    result_names,
    values_of,
)
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.walk import progress_after, steps
from tests.cases import for_each

SPEC = NetworkSpec(inputs=2, hidden=(2,))
INPUTS, WEIGHTS = ["x1", "x2"], ["w1.1.1", "w1.1.2", "w1.2.1", "w1.2.2"]
UNITS = ["h1.1", "h1.2"]


def test_the_cells_stand_below_and_beside_each_other() -> None:
    cells = cells_of(SPEC, 1)
    places = list(zip(cells.names, cells.row.tolist(), cells.column.tolist(), strict=True))
    assert places == [
        ("x1", 3, 0),
        ("x2", 3, 1),
        ("w1.1.1", 0, 3),
        ("w1.1.2", 0, 4),
        ("w1.2.1", 1, 3),
        ("w1.2.2", 1, 4),
        ("b1.1", 4, 3),
        ("b1.2", 4, 4),
        ("h1.1", 3, 3),
        ("h1.2", 3, 4),
        ("h1.1", 5, 3),
        ("h1.2", 5, 4),
        ("h1.1", 6, 3),
        ("h1.2", 6, 4),
    ]
    assert len(cells) == 14


def test_without_biases_z_follows_the_sum() -> None:
    cells = cells_of(NetworkSpec(inputs=2, hidden=(2,), bias=False), 1)
    assert list(cells.names) == [*INPUTS, *WEIGHTS, *UNITS * 3]
    assert cells.row.tolist() == [3, 3, 0, 0, 1, 1, 3, 3, 4, 4, 5, 5]
    assert cells.column.tolist() == [0, 1, *[3, 4] * 5]


def test_a_caption_says_what_a_cell_is() -> None:
    assert cells_of(SPEC, 1).captions == (
        "<b>x1</b> = ",
        "<b>x2</b> = ",
        "x1 → h1<br><b>W1</b>[0, 0] = ",
        "x1 → h2<br><b>W1</b>[0, 1] = ",
        "x2 → h1<br><b>W1</b>[1, 0] = ",
        "x2 → h2<br><b>W1</b>[1, 1] = ",
        "b → h1<br><b>B1</b>[0, 0] = ",
        "b → h2<br><b>B1</b>[0, 1] = ",
        "<b>h1</b> Σ = ",
        "<b>h2</b> Σ = ",
        "<b>h1</b> z = ",
        "<b>h2</b> z = ",
        "<b>h1</b> = ",
        "<b>h2</b> = ",
    )
    without = cells_of(NetworkSpec(inputs=2, hidden=(2,), bias=False), 2)
    assert without.captions == (
        "<b>h1</b> = ",
        "<b>h2</b> = ",
        "h1 → y<br><b>W2</b>[0, 0] = ",
        "h2 → y<br><b>W2</b>[1, 0] = ",
        "<b>y</b> Σ = ",
        "<b>y</b> z = ",
        "<b>y</b> = ",
    )


@for_each(
    ("spec", "count", "first", "last"),
    [
        (NetworkSpec(inputs=10, hidden=(30,), bias=False), 400, "<b>x1</b> = ", "<b>h30</b> = "),
        (NetworkSpec(inputs=11, hidden=(26,)), 401, "x1 = ", "h1.26 = "),
        (NetworkSpec(inputs=20, hidden=(20,)), 500, "x1 = ", "h1.20 = "),
    ],
)
def test_of_more_than_400_cells_a_caption_is_the_short_name_alone(
    spec: NetworkSpec, count: int, first: str, last: str
) -> None:
    cells = cells_of(spec, 1)
    assert len(cells) == count
    assert (cells.captions[0], cells.captions[-1]) == (first, last)


@for_each(
    ("element", "layer", "at"),
    [
        (Unit(0, 1), 1, 1),
        (Unit(0, 1), 2, None),
        (Unit(1, 1), 1, None),
        (Weight(1, 0, 0), 1, 3),
        (Weight(1, 2, 1), 1, 3 + 2 * 2 + 1),
        (Weight(1, 2, 1), 2, None),
        (Bias(1, 0), 1, 9),
        (Bias(1, 1), 1, 10),
        (Bias(2, 0), 1, None),
    ],
)
def test_what_can_be_changed_has_one_cell(element: Element, layer: int, at: int | None) -> None:
    spec = NetworkSpec()
    assert cell_of(element, layer, 3, 2) == at
    assert marked_cells([element], spec, layer) == (set() if at is None else {at})
    if at is not None:
        name = element.name(spec) if isinstance(element, Unit) else element.name()
        assert cells_of(spec, layer).names[at] == name


def test_what_the_network_has_not_is_not_marked() -> None:
    assert marked_cells([Weight(1, 3, 0), Weight(1, 0, 2), Unit(0, 3), Bias(1, 2)], NetworkSpec(), 1) == set()
    assert marked_cells([Bias(1, 0), Weight(1, 0, 1)], NetworkSpec(bias=False), 1) == {4}


def test_a_changed_cell_says_so_behind_its_value() -> None:
    cells = cells_of(NetworkSpec(inputs=1, hidden=(1,), bias=False), 1)
    assert hover_texts(cells, [0.5, -2.0, None, None, None], {1}, untranslated) == [
        "<b>x1</b> = 0.5000",
        "x1 → h1<br><b>W1</b>[0, 0] = −2.0000<br>✎ changed",
        "<b>h1</b> Σ = ?",
        "<b>h1</b> z = ?",
        "<b>h1</b> = ?",
    ]


@for_each(("count", "unknown"), [(0, 6), (1, 6), (2, 4), (3, 2), (4, 0), (8, 0)])
def test_the_values_stand_in_the_order_of_the_cells_and_unknown_ones_are_masked(count: int, unknown: int) -> None:
    spec = NetworkSpec()
    passed = forward_network(draw(spec))
    layer = passed.layers[0]
    values = values_of(known_pass(passed, progress_after(steps(spec), count)).layers[0])
    parts = (layer.inputs, layer.weights, layer.bias, layer.weighted_sum, layer.preactivation, layer.output)
    whole = torch.cat([part.flatten() for part in parts if part is not None]).tolist()
    assert len(values) == len(whole) == 17
    masked = np.ma.getmaskarray(values).tolist()
    assert masked == [False] * (17 - unknown) + [True] * unknown
    assert values.tolist() == [None if is_masked else value for value, is_masked in zip(whole, masked, strict=True)]


def test_without_biases_the_values_have_none() -> None:
    passed = forward_network(draw(NetworkSpec(bias=False)))
    values = values_of(known_pass(passed).layers[1])
    layer = passed.layers[1]
    parts = (layer.inputs, layer.weights, layer.weighted_sum, layer.preactivation, layer.output)
    assert values.tolist() == torch.cat([part.flatten() for part in parts]).tolist()


@for_each(
    ("spec", "layer", "names"),
    [
        (
            NetworkSpec(),
            1,
            ["Σ = x W1 (1 × 2)", "B1 (1 × 2)", "z = Σ + B1 (1 × 2)", "h = sigmoid(z) (1 × 2)"],
        ),
        (
            NetworkSpec(hidden=(4, 3), outputs=2, activation="tanh", bias=False),
            2,
            ["Σ = h1 W2 (1 × 3)", "z = Σ (1 × 3)", "h2 = tanh(z) (1 × 3)"],
        ),
        (
            NetworkSpec(hidden=(4, 3), outputs=2, activation="tanh"),
            3,
            ["Σ = h2 W3 (1 × 2)", "B3 (1 × 2)", "z = Σ + B3 (1 × 2)", "y = sigmoid(z) (1 × 2)"],
        ),
    ],
)
def test_the_rows_below_the_weights_have_formula_and_shape(spec: NetworkSpec, layer: int, names: list[str]) -> None:
    assert list(result_names(spec, layer)) == names
