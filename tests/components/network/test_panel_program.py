"""The program below the picture, and beside a module what is said about which layer."""

import pytest

from components.base.text import untranslated
from components.network.panels import program
from components.network.panels.program import program_panel
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.without_page import WithoutPage

PASSED = known_pass(forward_network(draw(NetworkSpec()), "cpu"))


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return WithoutPage(monkeypatch)


@for_each(
    ("way", "selected", "layer"),
    [
        ("", Unit(2, 0), None),
        ("notebook", Unit(2, 0), None),
        ("sequential", None, 1),
        ("sequential", Unit(0, 2), 1),
        ("module", Unit(1, 1), 1),
        ("module", Weight(2, 1, 0), 2),
        ("module", Bias(2, 0), 2),
    ],
)
def test_the_facts_beside_a_module_are_about_the_selected_layer_and_else_about_the_first(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch, way: str, selected: Element | None, layer: int | None
) -> None:
    page.state.clear()
    page.clear()
    page.link["program_as"] = way
    monkeypatch.setattr(program, "module_facts_html", lambda _passed, layer, way, _: f"{way} {layer}")
    program_panel(PASSED, selected, {}, untranslated)
    assert page.text("module-facts") == ("" if layer is None else f"{way} {layer}")
    assert ("nn.Sequential" in page.text("program")) is (way == "sequential")


def test_the_program_has_the_changed_values_and_lights_what_is_selected(page: WithoutPage) -> None:
    program_panel(PASSED, Weight(2, 1, 0), {Bias(1, 1): 2.5}, untranslated)
    shown = page.text("program")
    assert '<span class="lit" data-tensor="w2">W2</span>' in shown
    assert '<span class="lit" data-tensor="w1">' not in shown
    assert "2.5" in shown
