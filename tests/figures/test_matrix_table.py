"""The table of a layer: torch's numbers under their names, what is pressed, and what stands out."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
import torch

from components.base.style import CHANGED, fill_of, printed_number, true_minus
from components.network.figures.matrix_cells import cells_of
from components.network.figures.matrix_table import FOUR_DECIMALS, MAX_CELLS, MAX_COLUMNS, is_table, layer_table_html
from components.network.figures.matrix_words import describe_matrix
from compute.network.elements import Bias, Element, Unit, Weight, name_of, parse
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import Parameters, draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import Progress
from tests.cases import for_each
from tests.figures.figure_reading import marked
from tests.longhand import first_layer

STACK = NetworkSpec()
DEEP = NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, activation="leaky_relu", bias=False)
EDITS: dict[Element, float] = {Weight(1, 1, 0): 0.5, Unit(0, 2): 2.0, Bias(1, 1): -1.0}


class Table(HTMLParser):
    """The cells of a table as they stand in its rows: what is in no cell is an empty text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.heads: list[str] = []
        self.cells: list[dict[str, str]] = []
        self.whole: dict[str, str] = {}
        self._into: list[str] | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1] += [""] * int(said.get("colspan", "1"))
            if tag == "th":
                self.heads.append("")
            if "cell" in said.get("class", "").split():
                self.cells.append(said | {"text": ""})
            self._into = self.heads if tag == "th" else None
        elif tag == "button":
            self.cells[-1] |= said | {"class": self.cells[-1]["class"]}
        elif tag == "div":
            self.whole = said

    def handle_data(self, data: str) -> None:
        if self.rows and data.strip() and "swipe" not in data:
            self.rows[-1][-1] += data
            if self._into is not None:
                self._into[-1] += data
            elif self.cells:
                self.cells[-1]["text"] += data


def passed(spec: NetworkSpec, edits: dict[Element, float] | None = None) -> KnownPass:
    return known_pass(forward_network(edit(draw(spec), edits or {})))


def named(table: Table, name: str) -> list[dict[str, str]]:
    return [cell for cell in table.cells if cell.get("data-name") == name]


def test_every_number_is_torchs_and_stands_under_its_name() -> None:
    x, weights, bias, weighted_sum, z, h = first_layer(STACK)
    rows = [[text.strip() for text in row] for row in Table(layer_table_html(passed(STACK), 1)).rows]
    title, columns, *above = rows[:5]
    assert title[-1] == "W1 (3 × 2)"
    assert columns[-2:] == ["h1", "h2"]
    assert [row[3] for row in above] == ["x1", "x2", "x3"]
    assert [row[4:] for row in above] == [[printed_number(value) for value in row] for row in weights.tolist()]
    assert rows[5][2] == "x (1 × 3)"
    assert rows[6][:3] == ["x1", "x2", "x3"]
    assert rows[7][:3] == [printed_number(value) for value in x[0].tolist()]
    assert [row[4:6] for row in rows[7:]] == [
        [printed_number(value) for value in part[0].tolist()] for part in (weighted_sum, bias, z, h)
    ]
    names = ["Σ = x W1 (1 × 2)", "B1 (1 × 2)", "z = Σ + B1 (1 × 2)", "h = sigmoid(z) (1 × 2)"]
    assert [row[6] for row in rows[7:]] == names
    assert {len(row) for row in rows[7:]} == {7}


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_every_cell_can_be_pressed_and_says_all_four_decimals(layer: int) -> None:
    network = passed(DEEP)
    table = Table(layer_table_html(network, layer))
    step = network.layers[layer - 1]
    inputs, units = step.weights.shape
    assert len(table.cells) == len(cells_of(DEEP, layer)) == inputs + inputs * units + 3 * units
    assert all(parse(cell["data-name"], DEEP) for cell in table.cells)
    for row in range(inputs):
        for column in range(units):
            (cell,) = named(table, Weight(layer, row, column).name())
            value = step.weights[row, column].item()
            source, target = Unit(layer - 1, row).label(DEEP), Unit(layer, column).label(DEEP)
            assert (
                cell["title"]
                == cell["aria-label"]
                == f"{source} → {target}, W{layer}[{row}, {column}] = {printed_number(value)}"
            )
            assert fill_of(value) in cell["style"]
    sums = [cell["title"] for cell in named(table, Unit(layer, 0).name(DEEP))]
    label = Unit(layer, 0).label(DEEP)
    assert sums == [
        f"{label} Σ = {printed_number(step.weighted_sum[0])}",
        f"{label} z = {printed_number(step.preactivation[0])}",
        f"{label} = {printed_number(step.output[0])}",
    ]


@for_each(
    ("selected", "lit", "beside"),
    [
        (None, [], []),
        (Weight(1, 2, 1), ["w1.3.2"], []),
        (Bias(1, 1), ["b1.2"], []),
        (Unit(1, 0), ["h1.1", "h1.1", "h1.1"], ["w1.1.1", "w1.2.1", "w1.3.1", "b1.1"]),
        (Unit(0, 1), ["x2"], ["w1.2.1", "w1.2.2"]),
        (Unit(2, 0), [], []),
        (Weight(2, 0, 0), [], []),
        (Weight(1, 60, 0), [], []),
    ],
)
def test_what_is_selected_stands_out(selected: Element | None, lit: list[str], beside: list[str]) -> None:
    cells = Table(layer_table_html(passed(STACK), 1, selected=selected)).cells
    assert [cell["data-name"] for cell in cells if cell["aria-pressed"] == "true"] == lit
    assert [cell["data-name"] for cell in cells if "lit" in cell["class"].split()] == lit
    found = [cell["data-name"] for cell in cells if {"row", "column"} & set(cell["class"].split())]
    assert sorted(found) == sorted(beside)


def test_changed_cells_are_marked_and_no_others() -> None:
    html = layer_table_html(passed(STACK, EDITS), 1, changed=[*EDITS, Weight(2, 0, 0)], _=marked)
    names = sorted(name_of(element, STACK) for element in EDITS)
    cells = Table(html).cells
    assert sorted(cell["data-name"] for cell in cells if cell["text"].endswith(CHANGED)) == names
    assert sorted(cell["data-name"] for cell in cells if "changed»" in cell["title"]) == names
    assert sorted(cell["data-name"] for cell in cells if "changed" in cell["class"].split()) == names


def test_what_is_not_known_leaves_no_number_and_no_colour() -> None:
    network = known_pass(forward_network(draw(STACK)), Progress(1, 2))
    cells = Table(layer_table_html(network, 1)).cells
    unknown = [cell for cell in cells if cell["text"] == "?"]
    assert [cell["data-name"] for cell in unknown] == ["h1.1", "h1.2"] * 2
    assert all(cell["title"].endswith("= ?") and "style" not in cell for cell in unknown)
    assert all("style" in cell for cell in cells if cell not in unknown)


def test_many_columns_have_two_decimals_and_all_four_in_the_title() -> None:
    network = passed(NetworkSpec(inputs=9, hidden=(9,)))
    (cell,) = named(Table(layer_table_html(network, 1)), "w1.9.9")
    value = network.layers[0].weights[8, 8].item()
    assert cell["text"] == f"{value:.2f}"
    assert cell["title"].endswith(f"= {printed_number(value)}")


def test_a_table_is_bounded() -> None:
    assert is_table(STACK, 1)
    for inputs, units in ((1, 17), (17, 1), (9, 9)):
        assert is_table(NetworkSpec(inputs=inputs, hidden=(units,)), 1)
    for inputs, units in ((18, 1), (1, 18), (64, 64)):
        assert not is_table(NetworkSpec(inputs=inputs, hidden=(units,)), 1)
    for inputs in range(1, 65):
        for units in range(1, 65):
            spec = NetworkSpec(inputs=inputs, hidden=(units,))
            if is_table(spec, 1):
                assert len(cells_of(spec, 1)) <= MAX_CELLS
                assert inputs + units <= MAX_COLUMNS


def test_the_whole_has_the_words_for_a_screen_reader() -> None:
    table = Table(layer_table_html(passed(STACK), 1))
    assert table.whole["role"] == "group"
    assert table.whole["aria-label"] == describe_matrix(passed(STACK), 1)
    assert table.whole["tabindex"] == "0"


@for_each(
    ("value", "text"),
    [(99.5, "99.5000"), (-99.5, "-99.5000"), (1234.5, "1234.5000"), (-1234.5, "-1.2e+03"), (12345.6, "1.2e+04")],
)
def test_a_long_number_has_an_exponent_whatever_its_sign(value: float, text: str) -> None:
    spec = NetworkSpec(inputs=1, hidden=(), bias=False, output_activation="identity")
    network = draw(spec)
    huge = replace(network, features=torch.tensor([[1.0]]), parameters=Parameters((torch.tensor([[value]]),), ()))
    cells = {
        cell["data-name"]: cell["text"] for cell in Table(layer_table_html(known_pass(forward_network(huge)), 1)).cells
    }
    assert cells["w1.1.1"] == true_minus(text)


@pytest.mark.parametrize(("inputs", "is_short"), [(FOUR_DECIMALS - 2, False), (FOUR_DECIMALS - 1, True)])
def test_a_wide_table_has_short_numbers_and_narrow_cells_for_them(inputs: int, is_short: bool) -> None:
    table = Table(layer_table_html(passed(NetworkSpec(inputs=inputs)), 1))
    assert ("short" in table.whole["class"].split()) is is_short
    decimals = {len(cell["text"].partition(".")[2]) for cell in table.cells}
    assert decimals == {2 if is_short else 4}
