"""The two lines below the picture: each is a part of the page, in one element."""

import re

import pytest

from components.base.cells import CHANGED
from components.base.text import untranslated
from components.network.figures.band import CHOSEN, band_html
from components.network.figures.sentence import sentence_html
from components.network.panels.band import band_panel, band_parts
from compute.network.elements import Bias, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.components.without_page import WithoutPage

PASSED = known_pass(forward_network(draw(NetworkSpec())))


def test_the_line_of_matrices_stands_above_that_of_the_selected_element(monkeypatch: pytest.MonkeyPatch) -> None:
    page = WithoutPage(monkeypatch)
    band_panel(PASSED, Weight(1, 2, 1), {Bias(1, 0): 1.0}, "some-chart", untranslated)
    ((place, html),) = page.texts
    assert place == "band"
    assert re.findall(r'data-part="(\w+)"', html) == ["band", "sentence"]
    for name, inner in band_parts(PASSED, Weight(1, 2, 1), {Bias(1, 0): 1.0}, "some-chart", untranslated).items():
        assert f'<div data-part="{name}">{inner}</div>' in html


def test_each_part_shows_what_is_selected_and_the_line_of_matrices_what_was_changed() -> None:
    parts = band_parts(PASSED, Weight(1, 2, 1), {Bias(1, 0): 1.0}, "some-chart", untranslated)
    assert parts["band"] == band_html(PASSED, Weight(1, 2, 1), (Bias(1, 0),), "some-chart")
    assert re.findall(rf'class="element cell [^"]*{CHOSEN}" data-element="([^"]+)" data-pick="some', parts["band"]) == [
        "w1.3.2"
    ]
    assert re.findall(rf'class="element cell {CHANGED}" data-element="([^"]+)"', parts["band"]) == ["b1.1"]
    assert parts["sentence"] == sentence_html(PASSED, Weight(1, 2, 1), untranslated)
