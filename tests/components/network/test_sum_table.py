"""The products of a unit as a table: whose they are, their numbers, and what is lit."""

import re
from types import SimpleNamespace

import pytest

from components.base.style import true_minus
from components.base.text import untranslated
from components.network.panels import sum_table
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.longhand import layers_longhand

ROW = re.compile(r"<tr( class=\"lit\")?>(.*?)</tr>")
SPEC = NetworkSpec(inputs=4, hidden=(3,))


def rows(unit: Unit, monkeypatch: pytest.MonkeyPatch, selected: Element | None = None) -> list[tuple[bool, str]]:
    """Every row of a unit's table: whether it is lit, and its text."""
    written: list[str] = []
    monkeypatch.setattr(sum_table, "st", SimpleNamespace(html=written.append))
    sum_table.sum_panel(known_pass(forward_network(draw(SPEC))), unit, selected, "diagram", untranslated)
    found = ROW.findall(written[0].partition("<tbody>")[2])
    return [(bool(lit), re.sub(r"<[^>]+>", " ", text)) for lit, text in found]


@pytest.mark.parametrize("unit", [Unit(1, 0), Unit(1, 2), Unit(2, 0)])
def test_each_product_stands_beside_what_it_comes_from(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    layers = layers_longhand(SPEC)
    layer, before = layers[unit.layer - 1], "x" if unit.layer == 1 else "h"
    products = layer.products[:, unit.index].tolist()
    shown = [text.split() for _, text in rows(unit, monkeypatch)][: len(products)]
    assert [words[0] for words in shown] == [f"{before}{at + 1}" for at in range(len(products))]
    assert [words[-1] for words in shown] == [true_minus(f"{product:.4f}") for product in products]


@for_each(
    ("selected", "lit"),
    [
        (Weight(1, 2, 1), [2]),
        (Weight(1, 2, 0), []),
        (Weight(2, 2, 1), []),
        (Bias(1, 1), [5]),
        (Unit(1, 1), []),
        (None, []),
    ],
)
def test_only_what_is_selected_is_lit(
    selected: Element | None, lit: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four products, sum, bias, z and activation."""
    found = rows(Unit(1, 1), monkeypatch, selected)
    assert len(found) == 8
    assert [at for at, (is_lit, _) in enumerate(found) if is_lit] == lit


def plain(text: str) -> str:
    return " ".join(text.split())


def test_the_whole_table_of_the_notebooks_output(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(sum_table, "st", SimpleNamespace(html=written.append))
    passed = known_pass(forward_network(draw(NetworkSpec())))
    sum_table.sum_panel(passed, Unit(2, 0), None, "diagram", untranslated)
    lines = [plain(re.sub(r"<[^>]+>", " ", line)) for line in written[0].split("</tr>")]
    assert lines == [
        "y product",
        "h1 0.6813 × −1.6822 −1.1461",
        "h2 0.4355 × 0.3177 0.1383",
        "sum Σ −1.0078",
        "bias b 0.2405",
        "z Σ + b −0.7672",
        "activation sigmoid(z) 0.3171",
        "",
    ]


def test_without_biases_the_table_has_neither_bias_nor_z() -> None:
    spec = NetworkSpec(bias=False)
    html = sum_table.sum_html(known_pass(forward_network(draw(spec))), Unit(1, 1), None, "diagram", untranslated)
    assert [plain(re.sub(r"<[^>]+>", " ", line)) for line in html.split("</tr>")][4:6] == [
        "sum Σ −0.3969",
        "activation sigmoid(z) 0.4020",
    ]


def test_a_sign_is_a_button_that_picks_its_element_in_the_picture() -> None:
    passed = known_pass(forward_network(draw(NetworkSpec())))
    html = sum_table.sum_html(passed, Unit(1, 1), Bias(1, 1), "some-chart", untranslated)
    signs = re.findall(
        r'<button type="button" data-element="([^"]+)" data-pick="([^"]+)" data-name="\1" '
        r'aria-pressed="(\w+)">([^<]+)<',
        html,
    )
    assert signs == [
        ("x1", "some-chart", "false", "x1"),
        ("x2", "some-chart", "false", "x2"),
        ("x3", "some-chart", "false", "x3"),
        ("h1.2", "some-chart", "false", "Σ"),
        ("b1.2", "some-chart", "true", "b"),
        ("h1.2", "some-chart", "false", "Σ + b"),
        ("h1.2", "some-chart", "false", "sigmoid(z)"),
    ]
    assert re.findall(r'<td data-element="([^"]+)">', html) == ["w1.1.2", "w1.2.2", "w1.3.2"]


@for_each(("inputs", "words"), [(8, ""), (9, "The table scrolls: after the first 8, 1 more: ")])
def test_from_nine_products_on_it_is_said_that_the_table_scrolls(inputs: int, words: str) -> None:
    spec = NetworkSpec(inputs=inputs)
    html = sum_table.sum_html(known_pass(forward_network(draw(spec))), Unit(1, 0), None, "diagram", untranslated)
    last = layers_longhand(spec)[0].products[-1, 0].item()
    assert ("<p>" in html) is bool(words)
    if words:
        assert f"<p>{words}{true_minus(f'{last:.4f}')}.</p>" in html


def test_an_input_has_no_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not written_for(Unit(0, 0), monkeypatch)
    assert written_for(Unit(1, 0), monkeypatch)


def written_for(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is shown for a unit."""
    written: list[str] = []
    monkeypatch.setattr(sum_table, "st", SimpleNamespace(html=written.append))
    sum_table.sum_panel(known_pass(forward_network(draw(SPEC))), unit, None, "diagram", untranslated)
    return written
