"""The table of gradients in three ways: its rows, and the three numbers of what is selected."""

import re
from dataclasses import replace

import pytest

from components.base.text import untranslated
from components.gradients.panels import check
from components.gradients.panels.check import apart, check_html
from compute.gradients.backward import BackwardPass
from compute.gradients.checking import TensorCheck, compare
from compute.network.elements import Bias, Element, Unit, Weight
from tests.cases import for_each
from tests.components.gradients.by_hand import TWO_LAYERS, TWO_LAYERS_VALUES, rows_of, run_by_hand, words_of


def test_each_tensor_has_a_row_with_its_largest_gradient_and_how_far_the_ways_are_apart() -> None:
    head, *rows = rows_of(check_html(run_by_hand(), Unit(1, 0), untranslated))
    assert head == ["", "largest gradient", "by hand − autograd", "by hand − trying", "h"]
    assert [row[:2] for row in rows] == [["W1", "16"], ["W2", "6"], ["B1", "8"], ["B2", "4"], ["features", "8.24"]]
    for _name, _largest, by_autograd, by_trying, step in rows:
        assert by_autograd == "0 the same to the last bit" or float(by_autograd.partition(" ")[0]) < 1e-5
        assert float(by_trying) < 1e-5
        assert 2.0**-25 * 0.99 < float(step) < 2.0**-7 * 1.01


def test_what_is_not_the_same_to_the_last_bit_is_not_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(run: BackwardPass) -> list[TensorCheck]:
        """Let autograd's W2 be another one by 0.25."""
        first, second, *rest = compare(run)
        return [first, replace(second, by_autograd=second.by_hand + 0.25, difference=0.25, largest=1.23456), *rest]

    monkeypatch.setattr(check, "compare", other)
    rows = rows_of(check_html(run_by_hand(), Unit(1, 0), untranslated))[1:]
    assert rows[1][1] == "1.235"
    assert float(rows[1][3]) < 1e-5  # trying is compared with what is done by hand
    assert [row[2] for row in rows[:3]] == ["0 the same to the last bit", "2.5e-01", "0 the same to the last bit"]


@for_each(
    ("selected", "name", "gradient"),
    [
        (Weight(1, 1, 0), "dL/dW1[1, 0]", -8.0),
        (Weight(1, 0, 1), "dL/dW1[0, 1]", 0.24),
        (Weight(2, 1, 0), "dL/dW2[1, 0]", -0.16),
        (Bias(1, 1), "dL/dB1[0, 1]", 0.12),
        (Bias(2, 0), "dL/dB2[0, 0]", 4.0),
        (Unit(0, 0), "dL/dx1", 7.88),
        (Unit(0, 1), "dL/dx2", 8.24),
    ],
)
def test_what_is_selected_has_its_gradient_in_three_ways(selected: Element, name: str, gradient: float) -> None:
    html = check_html(run_by_hand(), selected, untranslated)
    found = html.partition('<dl class="ways-to-it">')[2].partition("</dl>")[0]
    assert words_of(found.partition("</div>")[0]) == name
    assert re.findall(r"<dt>([^<]*)</dt>", found) == ["by hand", "by autograd", "by trying"]
    numbers = [float(text) for text in re.findall(r"<code>([^<]*)</code>", found)]
    assert numbers == [pytest.approx(gradient, rel=1e-5)] * 3


@for_each("selected", [Unit(1, 0), Unit(2, 0)])
def test_a_computed_unit_has_no_number_to_try(selected: Element) -> None:
    assert "ways-to-it" not in check_html(run_by_hand(), selected, untranslated)


@for_each(("z", "is_said"), [(0.0, True), (-4.0, False), (1.0, False)])
def test_a_unit_at_the_corner_of_its_activation_is_said_to_cross_it(z: float, is_said: bool) -> None:
    """z2 = 2 * -1 - 1 * w, with w = W1[1, 1]."""
    run = run_by_hand(TWO_LAYERS, {**TWO_LAYERS_VALUES, Weight(1, 1, 1): -2.0 - z})
    assert ("near to the corner of its activation" in check_html(run, Unit(1, 0), untranslated)) is is_said


@for_each(("difference", "words"), [(0.0, "0"), (1.25e-8, "1.2e-08"), (-0.5, "-5.0e-01"), (3.0, "3.0e+00")])
def test_how_far_two_numbers_are_apart_is_a_power_of_ten_or_nothing(difference: float, words: str) -> None:
    assert apart(difference) == words
