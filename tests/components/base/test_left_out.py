"""Wherever a sum or a list is cut, it says how many more there are and what they amount to, in torch's numbers."""

import re
from contextlib import nullcontext
from types import SimpleNamespace
from typing import cast

import pytest
import torch

from components.base.left_out import left_out
from components.base.style import UNKNOWN, number_or_unknown, true_minus
from components.base.text import languages, translator, untranslated
from components.exercises import words as exercise_words
from components.network.figures.network_diagram import network_diagram
from components.network.panels import formula, result, sum_table
from components.network.walk import panel as walk
from components.network.walk.walking import Walk
from compute.exercises.cases import STACK, Case
from compute.network.elements import Unit
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.left_out import total_left_out
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.walk import EVERYTHING, NOTHING, Progress, steps

WIDE = NetworkSpec(inputs=64, hidden=(9,))
UNIT = Unit(1, 4)


def passed(progress: Progress = EVERYTHING) -> KnownPass:
    return known_pass(forward_network(draw(WIDE)), progress)


def products(unit: Unit = UNIT) -> torch.Tensor:
    """The products of a unit in raw torch."""
    generator = torch.Generator().manual_seed(7)
    x, weights = torch.randn(1, 64, generator=generator), torch.randn(64, 9, generator=generator)
    return (x.T * weights)[:, unit.index]


def rest_without(*shown: int) -> str:
    return f"{float(products()[[row for row in range(64) if row not in shown]].sum()):.4f}"


def test_the_words_have_plural_forms_in_every_language() -> None:
    for language in languages():
        one, many = (left_out(count, -0.1234, translator(language)) for count in (1, 2))
        assert one.startswith("1 ") or " 1" in one
        assert "-0.1234" in one
        assert "-0.1234" in many
        assert one.replace("1", "") != many.replace("2", "")
        assert "5" in left_out(5, None, translator(language))


def test_the_formula_says_it_below_its_dots() -> None:
    numbers = formula.unit_numbers(passed(), UNIT)
    assert rf"_{{\text{{59 more, together {rest_without(0, 1, 2, 3, 63)}}}}}" in numbers
    signs = set()
    for index in range(9):
        unit = Unit(1, index)
        rest = total_left_out(products(unit), [0, 1, 2, 3, 63])
        assert f"59 more, together {rest:.4f}" in formula.unit_numbers(passed(), unit)
        signs.add(rest < 0)
    assert signs == {True, False}
    assert r"_{\text{59 more}}" in formula.unit_formula(WIDE, UNIT)
    unknown = formula.unit_numbers(passed(NOTHING), UNIT)
    assert "59 more}" in unknown
    assert "together" not in unknown


def test_the_matrices_have_their_shapes_and_say_how_many_numbers_the_dots_stand_for() -> None:
    symbols = formula.layer_symbols(WIDE, 1, shapes=True)
    assert re.findall(r"(\d+)\\times (\d+)", symbols) == [("1", "9"), ("1", "64"), ("64", "9"), ("1", "9")]
    written = formula.dots_in(WIDE, 1, untranslated)
    assert r"$\vec{x}$ 1 × 64: 59 more" in written
    assert rf"$\mathbf{{W}}_{{1}}$ 64 × 9: {64 * 9 - 5 * 5} more" in written
    assert r"$\vec{h}$ 1 × 9: 4 more" in written
    assert formula.dots_in(NetworkSpec(), 1, untranslated) == ""


def test_the_walk_says_it_in_formula_products_and_sum() -> None:
    for unit, left in ((UNIT, (0, 1, 2, 3, 4, 63)), (None, (0, 1, 63))):
        walked = Walk(unit, steps(WIDE, unit), 2, plays=False, held=False)
        html = walk.walk_html(passed(walked.progress), walked, untranslated)
        if unit:
            assert html.count(f"({64 - len(left)} more, together {rest_without(*left)})") == 2  # products, sum
            assert f"({64 - len(left)} more)" in html  # the formula in symbols
        else:
            assert html.count("more, together") == 4
            assert "7 more" in html
        start = Walk(unit, steps(WIDE, unit), 0, plays=False, held=False)
        before = walk.walk_html(passed(start.progress), start, untranslated)
        assert "together" not in before


def test_a_unit_of_softmax_says_how_many_neighbours_it_needs() -> None:
    spec = NetworkSpec(outputs=4, output_activation="softmax")
    path = steps(spec)
    html = walk.walk_html(
        known_pass(forward_network(draw(spec))), Walk(None, path, len(path), plays=False, held=False), untranslated
    )
    assert ", 3 more)" in html


def test_the_picture_says_it_in_the_hover_of_a_unit() -> None:
    strongest = products().abs().topk(3).indices.tolist()
    written = (cast("list[str]", trace.get("hovertext", [])) for trace in network_diagram(passed()).traces)
    hovers = (text for texts in written for text in texts)
    (hover,) = (text for text in hovers if text.startswith("<b>h5</b>"))
    assert f"+ 61 more, together {true_minus(rest_without(*strongest))}<br>" in hover


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What panels write."""
    texts: list[str] = []
    page = SimpleNamespace(html=texts.append, container=lambda **_: nullcontext())
    for module in (sum_table, result):
        monkeypatch.setattr(module, "st", page)
    return texts


def test_the_table_of_a_unit_says_it_below_its_scrolling_part(written: list[str]) -> None:
    sum_table.sum_panel(passed(), UNIT, None, "diagram", untranslated)
    assert f"after the first 8, 56 more, together {true_minus(rest_without(*range(8)))}." in written[0]
    sum_table.sum_panel(passed(NOTHING), UNIT, None, "diagram", untranslated)
    assert "after the first 8, 56 more." in written[1]
    sum_table.sum_panel(
        known_pass(forward_network(draw(NetworkSpec(inputs=8)))), Unit(1, 0), None, "diagram", untranslated
    )
    assert "more" not in written[2]


def test_a_strip_of_values_says_how_many_there_are(written: list[str]) -> None:
    result.hidden_panel(passed(), untranslated)
    assert "9 numbers: [" in written[0]


def test_the_hint_says_how_many_more_hidden_values_there_are() -> None:
    case = Case(STACK, 7, 3, 12)
    network = forward_network(draw(NetworkSpec(inputs=3, hidden=(12,))))
    assert ", 4 more]" in exercise_words.hints(case, network, untranslated)[2]


def test_a_sum_of_nothing_is_known_and_said() -> None:
    """Zero is a number; only None says that it is not known."""
    assert left_out(3, 0.0, untranslated) == "3 more, together 0.0000"
    assert left_out(3, -0.0, untranslated) == "3 more, together -0.0000"
    assert left_out(3, None, untranslated) == "3 more"
    assert left_out(1, 0.0, untranslated) == "1 more: 0.0000"
    assert number_or_unknown(0.0) == "0.0000"
    assert number_or_unknown(None) == UNKNOWN
    assert walk._written(0.0) == walk._written(0.0, signed=True) == "0.0000"
    assert walk._written(None) == walk.BOX
