"""The line of matrices below the picture: torch's numbers cell by cell, what stands out, when there is room for it."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from torch import Tensor

from components.base.cells import CHANGED, LIT
from components.base.style import UNKNOWN, painted
from components.network.figures.band import CHOSEN, band_fits, band_html
from compute.network.elements import Bias, Element, Unit, Weight, name_of
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import VALUE_LIMIT, draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import NOTHING
from tests.cases import for_each
from tests.longhand import draw_longhand, layers_longhand

NOTEBOOK = NetworkSpec()
DEEP = NetworkSpec(seed=3, inputs=3, hidden=(3, 2), outputs=2, bias=False)


class Band(HTMLParser):
    """The cells of the line, by the name of their element, and its plain text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cells: dict[str, dict[str, str]] = {}
        self.groups: list[str] = []
        self.text = ""
        self._at = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self._at = said.get("data-element", "")
        if self._at:
            self.cells[self._at] = said | {"text": "", "tag": tag}
        if said.get("role") == "group":
            self.groups.append(said["aria-label"])

    def handle_endtag(self, _tag: str) -> None:
        self._at = ""

    def handle_data(self, data: str) -> None:
        if self._at:
            self.cells[self._at]["text"] += data
        self.text += data

    def with_mark(self, mark: str) -> set[str]:
        """Names of the elements whose cell has a mark."""
        return {name for name, said in self.cells.items() if mark in said["class"].split()}


def shown(spec: NetworkSpec) -> KnownPass:
    return known_pass(forward_network(draw(spec)))


def band(spec: NetworkSpec, selected: Element | None = None, changed: tuple[Element, ...] = ()) -> Band:
    return Band(band_html(shown(spec), selected, changed, "chart"))


def expected(spec: NetworkSpec) -> dict[str, float]:
    """The value of each element, as the notebook computes it."""
    features, weights, biases = draw_longhand(spec)
    units = [features, *(layer.output for layer in layers_longhand(spec))]
    values = {Unit(at, index).name(spec): row[0, index].item() for at, row in enumerate(units) for index in _along(row)}
    for layer, matrix in enumerate(weights, start=1):
        for row, numbers in enumerate(matrix.tolist()):
            values |= {Weight(layer, row, column).name(): value for column, value in enumerate(numbers)}
    for layer, bias in enumerate(biases, start=1):
        values |= {Bias(layer, column).name(): bias[0, column].item() for column in _along(bias)}
    return values


def _along(row: Tensor) -> range:
    return range(row.shape[1])


@pytest.mark.parametrize("spec", [NOTEBOOK, DEEP, NetworkSpec(inputs=2, hidden=(), outputs=1)], ids=str)
def test_each_cell_has_torchs_number_and_its_colour(spec: NetworkSpec) -> None:
    found, wanted = band(spec).cells, expected(spec)
    assert found.keys() == wanted.keys()
    for name, value in wanted.items():
        assert found[name]["text"] == f"{value:.4f}".replace("-", "−")
        assert found[name]["data-short"] == f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")
        assert found[name]["style"] == painted(value)


def test_the_matrices_stand_in_the_order_of_the_program_with_their_shapes() -> None:
    assert band(NOTEBOOK).groups == [
        "x, 1 × 3",
        "W1, 3 × 2",
        "B1, 1 × 2",
        "h, 1 × 2",
        "W2, 2 × 1",
        "B2, 1 × 1",
        "y, 1 × 1",
    ]
    assert re.sub(r"[^@+→σa-z]", "", band(NOTEBOOK).text) == "x@+→σ→sigmoidh@+→σ→sigmoidy"
    assert band(DEEP).groups == [
        "x, 1 × 3",
        "W1, 3 × 3",
        "h1, 1 × 3",
        "W2, 3 × 2",
        "h2, 1 × 2",
        "W3, 2 × 2",
        "y, 1 × 2",
    ]
    activated = replace(DEEP, activation="tanh")
    assert re.sub(r"[^@+→σa-z]", "", band(activated).text) == "x@→σ→tanhh@→σ→tanhh@→σ→sigmoidy"


@for_each(
    ("selected", "lit"),
    [
        (None, set()),
        (Unit(0, 1), {"x2", "w1.2.1", "w1.2.2"}),
        (Unit(1, 0), {"h1.1", "x1", "x2", "x3", "w1.1.1", "w1.2.1", "w1.3.1", "b1.1"}),
        (Unit(2, 0), {"y1", "h1.1", "h1.2", "w2.1.1", "w2.2.1", "b2.1"}),
        (Weight(1, 2, 1), {"w1.3.2", "x3"}),
        (Bias(1, 1), {"b1.2"}),
    ],
)
def test_what_belongs_to_the_selected_element_stands_out(selected: Element | None, lit: set[str]) -> None:
    found = band(NOTEBOOK, selected)
    assert found.with_mark(LIT) == lit
    assert found.with_mark(CHOSEN) == ({name_of(selected, NOTEBOOK)} if selected else set())


def test_inputs_weights_and_biases_can_be_changed_and_computed_numbers_pressed() -> None:
    for name, said in band(NOTEBOOK, Weight(1, 0, 0)).cells.items():
        assert said["data-name"] == name
        assert said["data-pick"] == "chart"
        if name[0] in "xwb":
            assert said["data-scrub"] == name
            assert (said["role"], said["tabindex"]) == ("spinbutton", "0")
            assert float(said["aria-valuenow"]) == pytest.approx(expected(NOTEBOOK)[name], abs=6e-5)
            assert (said["aria-valuemin"], said["aria-valuemax"]) == (f"-{VALUE_LIMIT:g}", f"{VALUE_LIMIT:g}")
            assert said.get("aria-current") == ("true" if name == "w1.1.1" else None)
        else:
            assert (said["tag"], said["aria-pressed"]) == ("button", "false")
            assert "data-scrub" not in said
    assert band(NOTEBOOK).cells["w1.3.2"]["aria-label"] == "W1[2, 1]"


def test_what_is_not_known_yet_is_not_shown() -> None:
    passed = known_pass(forward_network(draw(NOTEBOOK)), NOTHING)
    found = Band(band_html(passed, None, (), "chart")).cells
    for name in ("h1.1", "h1.2", "y1"):
        assert found[name]["text"] == UNKNOWN
        assert "style" not in found[name]
        assert "0." not in found[name]["aria-label"]


def test_a_changed_value_is_marked_and_a_long_one_is_short() -> None:
    network = edit(draw(NOTEBOOK), {Weight(1, 0, 0): -VALUE_LIMIT})
    passed = known_pass(forward_network(network))
    found = Band(band_html(passed, None, (Weight(1, 0, 0),), "chart"))
    assert found.with_mark(CHANGED) == {"w1.1.1"}
    assert found.cells["w1.1.1"]["text"] == "−1.0e+02"


@for_each(
    ("spec", "fits"),
    [
        (NetworkSpec(inputs=6, hidden=(2,)), True),
        (NetworkSpec(inputs=7, hidden=(2,)), False),
        (NetworkSpec(hidden=(7,)), False),
        (NetworkSpec(hidden=(2, 2)), True),
        (NetworkSpec(hidden=(2, 2, 2)), False),
        (NetworkSpec(inputs=3, hidden=(4, 4), outputs=1), True),
        (NetworkSpec(inputs=1, hidden=(4, 5), outputs=1), False),
        (NetworkSpec(inputs=6, hidden=(6, 6), outputs=6), False),
    ],
)
def test_it_is_there_while_it_has_room(spec: NetworkSpec, fits: bool) -> None:
    assert band_fits(spec) == fits
    assert bool(band(spec).cells) == fits


@for_each(
    ("spec", "needs"),
    [
        (NetworkSpec(inputs=1, hidden=()), 24),  # 4 cells of 3.45 and 7.5 for the signs are 21.3
        (NetworkSpec(inputs=2, hidden=()), 32),  # 24.75
        (NetworkSpec(inputs=2, hidden=(1,)), 48),  # 42.6
        (NetworkSpec(inputs=4, hidden=(1,)), 56),  # 49.5
        (NOTEBOOK, 64),  # 56.4
        (NetworkSpec(bias=False), 48),  # 46.05
        (NetworkSpec(hidden=(3,), outputs=1), 72),  # 66.75
        (NetworkSpec(hidden=(4, 4)), 72),  # more than any
    ],
)
def test_how_wide_a_page_has_to_be_for_four_decimals(spec: NetworkSpec, needs: int) -> None:
    html = band_html(shown(spec), None, (), "chart")
    assert html.startswith(f'<div class="band needs-{needs}" style="--columns:')
    assert f";--layers:{spec.depth}" in html


def test_the_browser_knows_how_many_cells_stand_side_by_side() -> None:
    for spec, columns in ((NOTEBOOK, 12), (NetworkSpec(bias=False), 9), (NetworkSpec(inputs=2, hidden=()), 5)):
        assert f"--columns:{columns};" in band_html(shown(spec), None, (), "chart")
