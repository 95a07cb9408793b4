"""The field for a selected value and the list of those that were changed."""

from typing import Any

import pytest

from components.base.text import untranslated
from components.network.panels import editor
from components.network.panels.editor import changes_panel, editor_panel
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import VALUE_LIMIT, draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SPEC = NetworkSpec()
UNIT = NetworkSpec(inputs=5, hidden=())


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return WithoutPage(monkeypatch)


@pytest.fixture
def field(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the field of a number is given."""
    given: list[Any] = []
    monkeypatch.setattr(editor, "number_field", lambda *arguments: given.append(arguments))
    return given


def edited(selected: Element, spec: NetworkSpec = SPEC) -> None:
    editor_panel(known_pass(forward_network(draw(spec))), selected, untranslated)


@pytest.mark.usefixtures("page")
@for_each(
    ("spec", "selected", "code", "name", "value"),
    [
        (SPEC, Weight(1, 2, 1), "W1[2, 1]", "w1.3.2", "0.1382"),
        (SPEC, Bias(2, 0), "B2[0, 0]", "b2.1", "0.2405"),
        (SPEC, Unit(0, 2), "features[0, 2]", "x3", "0.9468"),
        (UNIT, Weight(1, 2, 0), "weights[0, 2]", "w1.3.1", "1.2324"),
        (UNIT, Bias(1, 0), "bias[0, 0]", "b1.1", "0.3177"),
    ],
)
def test_the_field_is_named_as_in_the_program_and_has_the_value(
    field: list[Any], spec: NetworkSpec, selected: Element, code: str, name: str, value: str
) -> None:
    field.clear()
    edited(selected, spec)
    label, key, limits, of, shown, _take = field[0]
    assert (label, key, of, f"{shown:.4f}") == (code, "selected-value", name, value)
    assert limits == (-VALUE_LIMIT, VALUE_LIMIT)


@for_each(("name", "link"), [("w1.3.2", "w1.3.2_0.5"), ("x3", "x3_0.5"), ("h1.1", None), ("w1.4.1", None), ("", None)])
def test_what_is_typed_is_taken_for_the_element_that_it_was_typed_for(
    page: WithoutPage, field: list[Any], name: str, link: str | None
) -> None:
    page.state.clear()
    page.link.clear()
    field.clear()
    edited(Bias(1, 0))
    field[0][-1](name, 0.5)
    assert page.link.get("edits") == link


@pytest.mark.usefixtures("field")
@for_each(("edits", "disabled"), [("", True), ("x1_1.0", True), ("b1.1_2.0", False), ("x1_1.0~b1.1_2.0", False)])
def test_only_a_changed_value_can_be_put_back(page: WithoutPage, edits: str, disabled: bool) -> None:
    page.state.clear()
    page.link["edits"] = edits
    edited(Bias(1, 0))
    button = page.widgets["put-back"]
    assert (button.label, button.named["disabled"]) == ("put back this value", disabled)
    button.act()
    assert page.link.get("edits") == ("x1_1.0" if "x1" in edits else None)


@pytest.mark.usefixtures("field")
@for_each("field_is_refused", [True, False])
def test_a_refused_text_is_named_below_the_field(page: WithoutPage, field_is_refused: bool) -> None:
    page.clear()
    page.state["refused-selected-value"] = Refusal() if field_is_refused else None
    edited(Weight(1, 2, 1))
    said = page.text("edit-value")
    assert ("W1[2, 1]: “101” is no number from -100 to 100." in said) is field_is_refused


class Refusal:
    """A text that the field has refused."""

    text = "101"


def test_all_changed_values_are_listed_also_those_of_another_network(page: WithoutPage) -> None:
    changes_panel(SPEC, untranslated)
    assert (page.texts, page.widgets) == ([], {})
    page.state.clear()
    page.link["edits"] = "x3_0.5~w1.2.1_-1.25~b4.1_2.0"
    changes_panel(SPEC, untranslated)
    assert page.texts == [("", "✎ changed: `features[0, 2] = 0.5` `W1[1, 0] = -1.25` `b4.1` (not in this network)")]
    page.widgets["put-all-back"].act()
    assert "edits" not in page.link
