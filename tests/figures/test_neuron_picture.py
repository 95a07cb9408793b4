"""What the parts of a unit's picture are drawn from, and how a number stands in it."""

from typing import Any

import pytest

from components.base.text import untranslated
from components.network.figures.neuron_picture import LONGEST_BESIDE, bias_text, value_text
from compute.network.elements import Bias, Element, Unit, Weight
from tests.cases import for_each
from tests.figures.hand_made_unit import BARS, ROWS, hand_made


@for_each(("value", "at"), BARS.items())
def test_where_an_amount_is_on_the_scale(value: float, at: float) -> None:
    assert hand_made().x(value) == pytest.approx(at)


@for_each(("count", "products"), [(None, [1.0, -0.25]), (0, [None, None]), (1, [1.0, -0.25]), (4, [1.0, -0.25])])
def test_weights_are_given_and_products_come_with_their_step(count: int | None, products: list[float | None]) -> None:
    unit = hand_made(count)
    assert unit.weights == [2.0, 0.25]
    assert list(unit.products) == products


@for_each(
    ("count", "step", "selected"),
    [(None, "", Weight(1, 0, 0)), (0, "", Weight(1, 0, 0)), (1, "product", None), (4, "activation", None)],
)
def test_a_step_stands_out_instead_of_what_is_selected(count: int | None, step: str, selected: Element | None) -> None:
    unit = hand_made(count, selected=Weight(1, 0, 0))
    assert (unit.step, unit.selected) == (step, selected)


@for_each(
    ("selected", "row"),
    [(None, None), (Weight(1, 1, 0), 1), (Unit(0, 1), 1), (Unit(0, 0), 0), (Unit(1, 0), None), (Bias(1, 0), None)],
)
def test_an_input_is_selected_itself_or_by_its_weight(selected: Element | None, row: int | None) -> None:
    assert hand_made(selected=selected).chosen_row == row


def test_the_bias_stands_in_the_row_below_the_sum() -> None:
    assert hand_made().bias_at == pytest.approx((244.0, ROWS[3]))


def test_the_way_to_the_curve_begins_just_below_the_last_row() -> None:
    assert hand_made().z_row == pytest.approx(0.1725 - 0.8 * 0.066)


@for_each(
    ("value", "text"),
    [
        (None, "?"),
        (0.5, "0.5000"),
        (-99.1143, "−99.1143"),
        (100.25, "100.2500"),
        (-100.25, "−100.250"),
        (1234.5, "1234.500"),
        (-1234.5, "−1234.50"),
        (-123456.0, "−123456"),
        (-1234567.0, "−1234567"),
        (-12345678.0, "−12345678"),
        (-0.00001, "−0.0000"),
    ],
)
def test_a_long_number_has_as_many_decimals_less_as_it_is_too_long(value: float | None, text: str) -> None:
    assert value_text(value) == text


@for_each(("value", "text"), [(9.5, "9.5000"), (-9.5, "−9.5000"), (99.5, "99.5000"), (-99.5, "−99.500")])
def test_beside_a_circle_there_is_room_for_a_sign_less(value: float, text: str) -> None:
    assert value_text(value, LONGEST_BESIDE) == text


def test_only_what_was_changed_has_a_mark() -> None:
    unit = hand_made(changed=[Bias(1, 0), Weight(1, 1, 0)])
    marks = [unit.mark(element) for element in (Bias(1, 0), Weight(1, 1, 0), Weight(1, 0, 0), Unit(0, 1))]
    assert marks == ["✎", "✎", "", ""]


def test_the_bias_has_its_word_its_number_and_its_mark() -> None:
    assert bias_text(hand_made(), untranslated) == "bias b = −0.2500"
    assert bias_text(hand_made(changed=[Bias(1, 0)]), untranslated) == "bias b = −0.2500✎"
    assert bias_text(hand_made(bias=False), untranslated) == ""


def test_without_a_bias_there_are_two_rows_less() -> None:
    rows: Any = hand_made(bias=False).places.rows
    assert len(rows) == 3
    assert len(hand_made().places.rows) == 5
