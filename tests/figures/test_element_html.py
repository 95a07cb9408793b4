"""A number as it stands on the page: how it is written, and what the browser and a screen reader know of it."""

import re

from components.base.style import painted
from components.network.figures.element_html import ElementWriter, plain_html, value_of, written
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.walk import NOTHING
from tests.cases import for_each

PASSED = known_pass(forward_network(draw(NetworkSpec())))
BEFORE = known_pass(forward_network(draw(NetworkSpec())), NOTHING)


def attributes(html: str) -> dict[str, str]:
    """Read the attributes of the only element, its tag and its text."""
    (found,) = re.findall(r"^<(\w+) (.*?)>([^<]*)</\1>$", html)
    return dict(re.findall(r'([\w-]+)="([^"]*)"', found[1])) | {"tag": found[0], "text": found[2]}


@for_each(
    ("value", "decimals", "text"),
    [
        (None, 4, "?"),
        (0.5, 4, "0.5000"),
        (-0.5, 4, "−0.5000"),
        (99.1143, 4, "99.1143"),
        (-99.1143, 4, "−99.1143"),
        (100.0, 4, "100.0000"),
        (-100.0, 4, "−1.0e+02"),
        (1234.5, 4, "1.2e+03"),
        (0.126, 2, "0.13"),
        (-0.001, 2, "0.00"),
        (-0.00001, 4, "−0.0000"),
        (12345.0, 2, "12345.00"),
        (123456.0, 2, "1.2e+05"),
    ],
)
def test_a_number_is_never_longer_than_its_cell(value: float | None, decimals: int, text: str) -> None:
    assert written(value, decimals=decimals) == text


@for_each(
    ("passed", "element", "value"),
    [
        (PASSED, Unit(0, 2), "0.9468"),
        (PASSED, Unit(1, 1), "0.4355"),
        (PASSED, Unit(2, 0), "0.3171"),
        (PASSED, Weight(1, 2, 0), "1.2324"),
        (PASSED, Bias(1, 1), "0.1373"),
        (BEFORE, Unit(0, 2), "0.9468"),
        (BEFORE, Unit(1, 1), "None"),
        (BEFORE, Weight(2, 0, 0), "-1.6822"),
    ],
)
def test_the_value_of_an_element(passed: KnownPass, element: Element, value: str) -> None:
    found = value_of(passed, element)
    assert (str(found) if found is None else f"{found:.4f}") == value


@for_each(
    ("element", "name", "label", "value"),
    [
        (Unit(0, 2), "x3", "features[0, 2]", "0.9468"),
        (Weight(1, 2, 1), "w1.3.2", "W1[2, 1]", "0.1382"),
        (Bias(2, 0), "b2.1", "B2[0, 0]", "0.2405"),
    ],
)
def test_what_can_be_changed_is_a_number_to_be_turned(element: Element, name: str, label: str, value: str) -> None:
    said = attributes(ElementWriter(PASSED, None, "chart").html(element))
    assert said == {
        "tag": "span",
        "class": "element",
        "data-element": name,
        "data-pick": "chart",
        "data-name": name,
        "data-scrub": name,
        "role": "spinbutton",
        "tabindex": "0",
        "aria-label": label,
        "aria-valuemin": "-100",
        "aria-valuemax": "100",
        "aria-valuenow": value,
        "aria-valuetext": value,
        "text": value,
    }


@for_each(
    ("passed", "element", "is_fixed", "name", "says", "text"),
    [
        (PASSED, Unit(1, 1), False, "h1.2", "h2 = 0.4355", "0.4355"),
        (PASSED, Unit(2, 0), False, "y1", "y = 0.3171", "0.3171"),
        (BEFORE, Unit(1, 1), False, "h1.2", "h2 = ?", "?"),
        (PASSED, Weight(2, 0, 0), True, "w2.1.1", "W2[0, 0] = −1.6822", "−1.6822"),
        (PASSED, Unit(0, 0), True, "x1", "features[0, 0] = −0.1468", "−0.1468"),
    ],
)
def test_all_else_is_a_button_that_says_its_number(
    passed: KnownPass, element: Element, is_fixed: bool, name: str, says: str, text: str
) -> None:
    assert attributes(ElementWriter(passed, None, "chart", is_fixed).html(element)) == {
        "tag": "button",
        "type": "button",
        "class": "element",
        "data-element": name,
        "data-pick": "chart",
        "data-name": name,
        "aria-pressed": "false",
        "aria-label": says,
        "text": text,
    }


def test_what_is_selected_is_so_for_a_screen_reader_too() -> None:
    for selected, weight, unit in ((Weight(1, 2, 1), "true", "false"), (Unit(1, 1), None, "true")):
        writer = ElementWriter(PASSED, selected, "chart")
        assert attributes(writer.html(Weight(1, 2, 1))).get("aria-current") == weight
        assert attributes(writer.html(Unit(1, 1)))["aria-pressed"] == unit
        assert "aria-current" not in attributes(writer.html(Weight(1, 2, 0)))


def test_a_cell_has_its_marks_its_colour_and_a_short_text() -> None:
    for element, value in ((Weight(2, 0, 0), -1.6822), (Unit(1, 1), 0.4355)):
        writer = ElementWriter(PASSED, None, "chart")
        said = attributes(writer.html(element, short_decimals=2, marks=("cell", "lit"), is_painted=True))
        assert said["class"] == "element cell lit"
        assert said["data-short"] == f"{value:.2f}".replace("-", "−")
        assert said["style"] == painted(value)
    unknown = attributes(ElementWriter(BEFORE, None, "chart").html(Unit(1, 1), short_decimals=2, is_painted=True))
    assert ("style" in unknown, unknown["data-short"]) == (False, "?")


def test_another_text_stands_in_the_place_of_the_number() -> None:
    said = attributes(ElementWriter(PASSED, None, "chart").html(Bias(2, 0), "a < b"))
    assert (said["text"], said["aria-valuetext"]) == ("a &lt; b", "0.2405")
    assert plain_html(Bias(2, 0), PASSED, "a < b") == '<span data-element="b2.1">a &lt; b</span>'
    assert plain_html(Bias(2, 0), PASSED) == '<span data-element="b2.1">0.2405</span>'
    assert plain_html(Unit(1, 1), BEFORE) == '<span data-element="h1.2">?</span>'
