"""The lists to select from without a mouse, and what stands below them."""

import pytest

from components.base.text import untranslated
from components.network.panels import selection_panel as panel
from components.network.panels.selection_panel import selection_lists, selection_panel
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SPEC = NetworkSpec()
HINT = "click the picture, or choose"
UNITS = {"": HINT, "x1": "x1", "x2": "x2", "x3": "x3", "h1.1": "h1", "h1.2": "h2", "y1": "y"}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return WithoutPage(monkeypatch)


def listed(page: WithoutPage, key: str) -> tuple[dict[str, str], str]:
    """Return the entries of a list with their words, and the one that is shown."""
    placed = page.widgets[key]
    names = placed.given[1]
    return {name: placed.named["format_func"](name) for name in names}, names[placed.given[2]]


@for_each(
    ("selected", "unit", "parts", "part"),
    [
        (None, "", None, ""),
        (Unit(0, 1), "x2", None, ""),
        (Unit(1, 1), "h1.2", {"w1.1.2": "w · x1", "w1.2.2": "w · x2", "w1.3.2": "w · x3", "b1.2": "b"}, ""),
        (Weight(1, 2, 1), "h1.2", {"w1.1.2": "w · x1", "w1.2.2": "w · x2", "w1.3.2": "w · x3", "b1.2": "b"}, "w1.3.2"),
        (Weight(2, 1, 0), "y1", {"w2.1.1": "w · h1", "w2.2.1": "w · h2", "b2.1": "b"}, "w2.2.1"),
        (Bias(2, 0), "y1", {"w2.1.1": "w · h1", "w2.2.1": "w · h2", "b2.1": "b"}, "b2.1"),
    ],
)
def test_the_lists_show_the_unit_and_what_enters_its_sum(
    page: WithoutPage, selected: Element | None, unit: str, parts: dict[str, str] | None, part: str
) -> None:
    page.state.clear()
    page.clear()
    selection_lists(SPEC, selected, untranslated)
    assert listed(page, "pick-unit") == (UNITS, unit)
    assert ("pick-part" in page.widgets) is (parts is not None)
    if parts is not None:
        assert listed(page, "pick-part") == ({"": "—"} | parts, part)


def test_without_biases_none_is_listed(page: WithoutPage) -> None:
    selection_lists(NetworkSpec(bias=False), Unit(2, 0), untranslated)
    assert list(listed(page, "pick-part")[0]) == ["", "w2.1.1", "w2.2.1"]


@for_each(
    ("key", "picked", "select"),
    [
        ("pick-unit", "h1.1", "h1.1"),
        ("pick-unit", "", None),
        ("pick-unit", "h1.3", "w1.3.2"),
        ("pick-part", "b1.2", "b1.2"),
        ("pick-part", "", "h1.2"),
        ("pick-part", "w1.1.1", "w1.3.2"),
    ],
)
def test_what_is_chosen_is_selected_if_it_is_in_the_list(
    page: WithoutPage, key: str, picked: str, select: str | None
) -> None:
    page.state.clear()
    page.link["select"] = "w1.3.2"
    selection_lists(SPEC, Weight(1, 2, 1), untranslated)
    page.state[key] = picked
    page.widgets[key].act()
    assert page.link.get("select") == select


@for_each(
    ("select", "placed"),
    [
        ("", []),
        ("x2", ["sum", "editor"]),
        ("h1.2", ["sum"]),
        ("y1", ["sum"]),
        ("w1.3.2", ["sum", "editor"]),
        ("b2.1", ["sum", "editor"]),
        ("h1.3", []),
    ],
)
def test_a_sum_stands_below_for_what_is_selected_and_an_editor_for_what_can_be_changed(
    page: WithoutPage, select: str, placed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []
    units: list[object] = []

    def add_sum(_passed: object, unit: Unit, selected: Element, pick: str, _: object) -> None:
        units.append((unit, selected, pick))
        found.append("sum")

    monkeypatch.setattr(panel, "sum_panel", add_sum)
    monkeypatch.setattr(panel, "editor_panel", lambda *_: found.append("editor"))
    monkeypatch.setattr(panel, "changes_panel", lambda *_: found.append("changes"))
    page.state.clear()
    page.link["select"] = select
    selection_panel(known_pass(forward_network(draw(SPEC))), "some-chart", untranslated)
    assert found == [*placed, "changes"]
    if select == "w1.3.2":
        assert units == [(Unit(1, 1), Weight(1, 2, 1), "some-chart")]
