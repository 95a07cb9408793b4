"""What is open below the picture, and about which unit."""

from types import SimpleNamespace
from typing import Any

import pytest

from components.base.text import untranslated
from components.browser.live import NO_MOVE, Move
from components.network.panels import details
from components.network.panels.details import (
    curve_of,
    curve_panel,
    details_panel,
    details_switch,
    matrix_of,
    matrix_panel,
)
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SPEC = NetworkSpec(activation="tanh")
NAMES = {
    "formula": "Formula",
    "matrices": "Matrices",
    "activation": "Activation",
    "program": "Program",
    "compare": "Compare",
}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return WithoutPage(monkeypatch)


def passed(spec: NetworkSpec = SPEC) -> KnownPass:
    return known_pass(forward_network(draw(spec)))


@for_each(("only", "names"), [(None, list(NAMES)), (("formula", "compare"), ["formula", "compare"])])
def test_a_page_offers_its_details_in_their_order(page: WithoutPage, only: Any, names: list[str]) -> None:
    details_switch(untranslated, *([] if only is None else [only]))
    placed = page.widgets["details"]
    assert placed.given[1] == names
    assert [placed.named["format_func"](name) for name in names] == [NAMES[name] for name in names]
    assert placed.named["required"] is False


@for_each(("is_open", "beside"), [(None, None), ("formula", None), ("compare", "compare"), ("program", "program_as")])
def test_its_choice_stands_beside_a_detail_that_has_one(page: WithoutPage, is_open: str | None, beside: str) -> None:
    page.clear()
    page.state["details"] = is_open
    page.link["details"] = is_open or ""
    page.state.pop("link--details", None)
    details_switch(untranslated)
    assert list(page.widgets) == ["details", *([beside] if beside else [])]


@for_each(("is_open", "panel"), [*((name, name) for name in NAMES), ("", None), ("other", None)])
def test_one_detail_is_open_and_it_is_the_one_that_the_link_names(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch, is_open: str, panel: str | None
) -> None:
    found: list[str] = []
    panels = {"formula": "formula", "matrices": "matrix", "activation": "curve", "program": "program"} | {
        "compare": "compare"
    }
    for name, function in panels.items():
        monkeypatch.setattr(details, f"{function}_panel", lambda *_, name=name: found.append(name))
    page.state.clear()
    page.link["details"] = is_open
    details_panel(passed(), None, {}, NO_MOVE, untranslated)
    assert found == ([] if panel is None else [panel])


@for_each(
    ("selected", "unit"),
    [(None, Unit(2, 0)), (Unit(1, 1), Unit(1, 1)), (Weight(1, 2, 1), Unit(1, 1)), (Bias(2, 0), Unit(2, 0))],
)
def test_it_is_about_the_unit_that_is_selected_and_else_about_the_output(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch, selected: Element | None, unit: Unit
) -> None:
    found: list[Unit] = []
    monkeypatch.setattr(details, "formula_panel", lambda _passed, about, _: found.append(about))
    page.link["details"] = "formula"
    details_panel(passed(), selected, {}, NO_MOVE, untranslated)
    assert found == [unit]


@for_each(
    ("unit", "words"),
    [
        (Unit(0, 2), "tanh; h1 is at z = 0.7598, f(z) = 0.6409"),
        (Unit(1, 0), "tanh; h1 is at z = 0.7598, f(z) = 0.6409"),
        (Unit(1, 1), "tanh; h2 is at z = −0.2596, f(z) = −0.2539"),
        (Unit(2, 0), "sigmoid; y is at z = "),
    ],
)
def test_the_curve_is_that_of_the_units_layer_and_of_an_input_that_of_the_first_hidden_unit(
    unit: Unit, words: str
) -> None:
    shown = curve_of(passed(), unit, untranslated, wall=False)
    assert str(shown["alt"]).startswith(f"Curve of the activation function {words}")


@for_each(
    ("unit", "formula"),
    [(Unit(0, 0), r"\operatorname{tanh}(z)"), (Unit(1, 1), r"\operatorname{tanh}(z)"), (Unit(2, 0), "sigmoid}(z)")],
)
def test_the_formula_above_the_curve_is_of_the_same_layer(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch, unit: Unit, formula: str
) -> None:
    page.clear()
    drawn: list[tuple[str, str]] = []
    monkeypatch.setattr(details, "place", lambda shown, key: drawn.append((key, shown["alt"][:25])))
    monkeypatch.setattr(details, "projector", lambda: False)
    curve_panel(passed(), unit, untranslated)
    assert formula in page.text("activation-formula")
    assert drawn == [("curve-chart", "Curve of the activation f")]


@for_each(
    ("unit", "title"),
    [
        (Unit(0, 2), "Matrix W1 with 3 rows"),
        (Unit(1, 1), "Matrix W1 with 3 rows"),
        (Unit(2, 0), "Matrix W2 with 2 rows"),
    ],
)
def test_the_matrix_is_that_of_the_units_layer_and_of_an_input_the_first(unit: Unit, title: str) -> None:
    table = matrix_of(passed(), unit, None, {}, untranslated, wall=False, pickable=True)
    assert isinstance(table, str)
    assert title in table


def test_a_large_layer_is_a_picture() -> None:
    large = passed(NetworkSpec(inputs=20, hidden=(30,)))
    given = matrix_of(large, Unit(1, 0), Weight(1, 4, 2), {}, untranslated, wall=False, pickable=True)
    assert isinstance(given, dict)
    assert (given["selected"], str(given["alt"])[:32]) == ("w1.5.3", "Matrix W1 with 20 rows and 30 co")
    without = matrix_of(large, Unit(1, 0), None, {}, untranslated, wall=False, pickable=False)
    assert isinstance(without, dict)
    assert (without["selected"], len(given["data"]) > len(without["data"])) == ("", True)


def test_a_cell_is_picked_like_an_edge_of_the_picture(page: WithoutPage, monkeypatch: pytest.MonkeyPatch) -> None:
    placed: list[Any] = []
    pick: Any = SimpleNamespace()
    monkeypatch.setattr(details, "projector", lambda: False)
    monkeypatch.setattr(details, "pressable", lambda *_, **named: placed.append(("table", named)))
    monkeypatch.setattr(details, "place", lambda *_, **named: placed.append(("picture", named)))
    monkeypatch.setattr(details, "matrix_of", lambda *_, **named: pick.__dict__.update(named) or pick.shown)
    for shown, kind, move, pickable in (("<p>", "table", NO_MOVE, True), ({}, "picture", Move("seed", 1.0), False)):
        pick.shown = shown
        matrix_panel(passed(), Unit(1, 0), None, {}, move, untranslated)
        what, named = placed.pop()
        assert (what, named["key"], pick.pickable) == (kind, "matrix-chart", pickable)
        page.state["matrix-chart"] = {"picked": {"name": "w1.3.2", "number": 1 + len(page.state)}}
        page.link.pop("select", None)
        named["on_pick"]()
        assert page.link["select"] == "w1.3.2"
