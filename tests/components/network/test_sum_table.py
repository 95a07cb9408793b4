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
