"""The picture of two operands: the sizes that are lit, the row and the column, and the sum with its numbers."""

import re
from typing import Any

import pytest
import torch

from components.base.cells import COLUMN, LIT, ROW, Grid
from components.shapes.figures.product import (
    REFUSED,
    ProductView,
    picture_html,
    picture_parts,
    sizes_html,
    sum_html,
)
from compute.shapes.operations import ANY, VECTOR, ShapesSpec, attempt, draw_operands, repairs
from compute.shapes.operations import COLUMN as AS_COLUMN

NUMBER = re.compile(r"-?\d+\.\d{4}")


def scene(chosen: tuple[int, int] | None = (0, 0), **fields: Any) -> ProductView:
    spec = ShapesSpec(**fields)
    operands = draw_operands(spec)
    return ProductView(spec.operation, operands, attempt(spec.operation, operands.features, operands.weights), chosen)


def marked(grid: Grid, mark: str) -> list[tuple[int, int]]:
    return [
        (row, column) for row, cells in enumerate(grid.rows) for column, cell in enumerate(cells) if mark in cell.marks
    ]


def test_sizes_that_clash_are_lit_and_the_others_are_not() -> None:
    html = sizes_html(scene())
    assert html.count('<i class="clash">') == 2
    assert 'features (<i class="plain">1</i>, <i class="clash">5</i>)' in html
    assert 'weights (<i class="clash">1</i>, <i class="plain">5</i>)' in html
    assert "5 ≠ 1" in html
    assert REFUSED in html
    assert "torch.mm(features, weights)" in html


def test_sizes_that_agree_or_are_repeated() -> None:
    agree = sizes_html(scene(form=AS_COLUMN))
    assert agree.count('<i class="agree">5</i>') == 2
    assert "5 = 5" in agree
    ones = sizes_html(scene(operation="sum"))
    assert (ones.count('class="agree"'), ones.count('class="stretch"')) == (6, 0)  # 1 = 1 is no repetition
    assert "1 = 1" in ones
    stretched = sizes_html(scene(form=AS_COLUMN, operation="mul"))
    assert stretched.count('class="stretch"') == 6
    assert "1 → 5" in stretched
    assert '<i class="plain">5</i>, <i class="plain">5</i>' in stretched


def test_a_matrix_product_row_by_column() -> None:
    shown = scene((0, 2), form=ANY, rows=5, columns=4)
    sign, weights, features, result = picture_parts(shown)
    assert sign == "@"
    assert marked(features, ROW) == [(0, index) for index in range(5)]
    assert marked(weights, COLUMN) == [(index, 2) for index in range(5)]
    assert marked(result, LIT) == [(0, 2)]
    assert [cell.name for cell in result.rows[0]] == ["c1.1", "c1.2", "c1.3", "c1.4"]
    expected = torch.mm(shown.operands.features, shown.operands.weights)
    assert [cell.text for cell in result.rows[0]] == [f"{value:.4f}" for value in expected[0].tolist()]
    written = [float(text) for text in NUMBER.findall(sum_html(shown))]
    factors, total = written[:-1], written[-1]
    assert len(factors) == 10
    assert abs(sum(a * b for a, b in zip(factors[::2], factors[1::2], strict=True)) - total) < 2e-3
    assert abs(total - float(expected[0, 2])) < 6e-5


def test_a_refused_product_has_no_result() -> None:
    parts = picture_parts(scene())
    assert parts[-1] == REFUSED
    assert marked(parts[2], ROW) == [(0, index) for index in range(5)]
    assert marked(parts[1], COLUMN) == [(0, 0)]
    assert sum_html(scene()) == ""


def test_the_trap_as_rows_and_columns() -> None:
    shown = scene((3, 1), form=AS_COLUMN, operation="mul")
    _, above, beside, result = picture_parts(shown)
    assert (len(above.rows), len(beside.rows), len(result.rows), len(result.rows[0])) == (1, 5, 5, 5)
    assert marked(above, ROW) == [(0, 1)]
    assert marked(beside, COLUMN) == [(3, 0)]
    a, b, product = (float(text) for text in NUMBER.findall(sum_html(shown)))
    assert (a, b) == (0.7861, 0.1382)
    assert abs(a * b - product) < 1e-4


def test_a_sum_shows_its_products() -> None:
    shown = scene(operation="sum")
    left, sign, right, equals, products, sigma, total = picture_parts(shown)
    assert (sign, equals, sigma) == ("×", "=", "Σ")
    assert [cell.text for cell in products.rows[0]] == ["0.1314", "-0.2796", "1.1668", "-0.1540", "-2.8442"]
    assert total.rows[0][0].text == "-1.9796"
    assert sum_html(shown).endswith("= <b>-1.9796</b></div>")
    assert (len(left.rows), len(right.rows)) == (1, 1)


def test_vectors_are_drawn_as_row_and_column() -> None:
    _, weights, features, result = picture_parts(scene(features_form=VECTOR, form=VECTOR, operation="matmul"))
    assert (len(features.rows), len(weights.rows)) == (1, 5)
    assert features.caption == "features (5,)"
    assert result.caption == "result ()"
    assert result.rows[0][0].text == "-1.9796"


def test_a_chosen_cell_that_is_not_there_gives_the_first() -> None:
    assert scene((7, 7), form=AS_COLUMN).place == (0, 0)
    assert scene((7, 7)).place == (0, 0)


def test_a_repair_redraws_its_operands_its_sizes_and_its_result() -> None:
    refused = scene()
    (view,) = (repair for repair in repairs("mm", refused.operands) if repair.name == "view")
    shown = refused.repaired(view)
    html = sizes_html(shown)
    assert "5 = 5" in html
    assert 'weights.view(5, 1) (<i class="agree">5</i>, <i class="plain">1</i>)' in html
    assert "torch.mm(features, weights.view(5, 1))" in html
    _, weights, features, result = picture_parts(shown)
    assert (len(weights.rows), len(features.rows[0])) == (5, 5)
    assert weights.caption == "weights.view(5, 1) (5, 1)"
    assert result.rows[0][0].text == "-1.9796"
    assert "-1.9796" in sum_html(shown)


def test_two_vectors_as_products_and_their_sum() -> None:
    shown = scene(features_form=VECTOR, form=VECTOR, operation="dot")
    parts = picture_parts(shown)
    assert parts[1::2] == ["·", "=", "Σ"]
    assert parts[4].caption == "products (5,)"
    assert parts[6].rows[0][0].text == "-1.9796"
    assert sum_html(shown).startswith('<div class="written" tabindex="0"><b>dot</b>')
    assert "said" in sizes_html(scene(operation="dot"))
    assert "clash" not in sizes_html(scene(operation="dot"))


def test_a_long_sum_says_how_many_products_it_leaves_out_and_what_they_amount_to() -> None:
    shown = scene(inputs=8, form=AS_COLUMN, operation="sum")
    written = sum_html(shown)
    *products, total = (float(text) for text in NUMBER.findall(written))
    rest = torch.sum((shown.operands.features * shown.operands.weights).flatten()[6:-1])
    assert f"(57 more, together {float(rest):.4f})" in written
    expected = (shown.operands.features * shown.operands.weights).flatten()
    assert products == [round(value, 4) for value in (*expected[:6].tolist(), float(rest), float(expected[-1]))]
    assert sum(products) == pytest.approx(total, abs=5e-4)
    assert " more" not in sum_html(scene(inputs=8, operation="sum"))


def test_a_result_cell_says_its_place_in_words_and_in_code() -> None:
    shown = scene((2, 1), form=AS_COLUMN, operation="mul")
    (result,) = (part for part in picture_parts(shown) if isinstance(part, Grid) and part.caption.startswith("result"))
    values = (shown.operands.features * shown.operands.weights).tolist()
    for row, cells in enumerate(result.rows):
        for column, cell in enumerate(cells):
            assert cell.name == f"c{row + 1}.{column + 1}"
            assert cell.title == f"row {row + 1}, column {column + 1}: {values[row][column]:.4f}"
    assert "<b>result[2, 1]</b>" in sum_html(shown)


def test_a_negative_number_stands_in_brackets_and_a_positive_one_does_not() -> None:
    shown = scene(operation="mul")
    pairs = zip(shown.operands.features[0].tolist(), shown.operands.weights[0].tolist(), strict=True)
    for column, numbers in enumerate(pairs):
        a, b = (f"({value:.4f})" if value < 0 else f"{value:.4f}" for value in numbers)
        assert f"= {a} × {b} =" in sum_html(scene((0, column), operation="mul"))
    assert "+ (-0.2796) + 1.1668 +" in sum_html(scene(operation="sum"))


@pytest.mark.parametrize(
    ("fields", "room"),
    [
        ({"inputs": 5, "form": ANY, "rows": 5, "columns": 1}, "few"),
        ({"inputs": 5, "form": ANY, "rows": 5, "columns": 2}, "some"),
        ({"inputs": 5, "form": ANY, "rows": 5, "columns": 5}, "some"),
        ({"inputs": 5, "form": ANY, "rows": 5, "columns": 6}, "many"),
    ],
)
def test_how_much_room_the_columns_of_both_operands_leave(fields: dict[str, Any], room: str) -> None:
    shown = scene(**fields)
    across = shown.left.shape[1] + shown.right.shape[1]
    html = picture_html(shown)
    assert f'<div class="frame fit {room}" style="--columns:' in html
    assert f";--across:{across}" in html


def test_the_first_operand_stands_above_where_it_is_a_row_of_numbers_that_meet_a_column() -> None:
    above = {"form": AS_COLUMN, "operation": "mul"}
    assert scene(**above).is_left_above
    assert ' left-above" style' in picture_html(scene(**above))
    for below in ({}, {"form": AS_COLUMN}, {"form": AS_COLUMN, "features_form": AS_COLUMN, "operation": "mul"}):
        assert not scene(**below).is_left_above
        assert "left-above" not in picture_html(scene(**below))
