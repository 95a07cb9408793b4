"""The picture of two operands: the sizes that are lit, the row and the column, and the sum with its numbers."""

import re
from typing import Any

import pytest
import torch

from components.base.cells import COLUMN, LIT, ROW, Grid
from components.base.style import ARROW, MINUS, printed_number, true_minus
from components.shapes.figures.product import REFUSED, ProductView, Term, picture_html, picture_parts, sum_html
from compute.shapes.operations import ANY, VECTOR, ShapesSpec, attempt, draw_operands, repairs
from compute.shapes.operations import COLUMN as AS_COLUMN
from tests.cases import for_each

NUMBER = re.compile(r"[−-]?\d+\.\d{4}")


def scene(chosen: tuple[int, int] | None = (0, 0), **fields: Any) -> ProductView:
    spec = ShapesSpec(**fields)
    operands = draw_operands(spec)
    return ProductView(spec.operation, operands, attempt(spec.operation, operands.features, operands.weights), chosen)


def terms(shown: ProductView) -> list[Term]:
    return [part for part in picture_parts(shown) if isinstance(part, Term)]


def grids(shown: ProductView) -> list[Grid]:
    return [term.grid for term in terms(shown) if term.grid is not None]


def signs(shown: ProductView) -> list[str]:
    return [part for part in picture_parts(shown) if isinstance(part, str)]


def texts(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def numbers(html: str) -> list[float]:
    """The numbers as they are read: none with the hyphen of code."""
    texts = NUMBER.findall(html)
    assert not any("-" in text for text in texts)
    return [float(text.replace(MINUS, "-")) for text in texts]


def marked(grid: Grid, mark: str) -> list[tuple[int, int]]:
    return [
        (row, column) for row, cells in enumerate(grid.rows) for column, cell in enumerate(cells) if mark in cell.marks
    ]


def test_sizes_that_clash_are_lit_and_the_others_are_not() -> None:
    html = picture_html(scene())
    assert html.count('<i class="clash">') == 2
    features, weights, result = terms(scene())
    assert (features.name, features.shape) == ("features", '(<i class="plain">1</i>, <i class="clash">5</i>)')
    assert (weights.name, weights.shape) == ("weights", '(<i class="clash">1</i>, <i class="plain">5</i>)')
    assert '<span class="clash">5 ≠ 1</span>' in html
    assert REFUSED in result.shape


def test_sizes_that_agree_or_are_repeated() -> None:
    agree = picture_html(scene(form=AS_COLUMN))
    assert agree.count('<i class="agree">5</i>') == 2
    assert "5 = 5" in agree
    ones = picture_html(scene(operation="sum"))
    assert (ones.count('class="agree"'), ones.count('class="stretch"')) == (6, 0)  # 1 = 1 is no repetition
    assert "1 = 1" in ones
    stretched = picture_html(scene(form=AS_COLUMN, operation="mul"))
    assert stretched.count('class="stretch"') == 6
    assert "1 → 5" in stretched
    assert '<i class="plain">5</i>, <i class="plain">5</i>' in stretched


def test_a_matrix_product_row_by_column() -> None:
    shown = scene((0, 2), form=ANY, rows=5, columns=4)
    features, weights, result = grids(shown)
    assert signs(shown) == ["@", ARROW]
    assert marked(features, ROW) == [(0, index) for index in range(5)]
    assert marked(weights, COLUMN) == [(index, 2) for index in range(5)]
    assert marked(result, LIT) == [(0, 2)]
    assert [cell.name for cell in result.rows[0]] == ["c1.1", "c1.2", "c1.3", "c1.4"]
    expected = torch.mm(shown.operands.features, shown.operands.weights)
    assert [cell.text for cell in result.rows[0]] == [f"{value:.4f}" for value in expected[0].tolist()]
    *written, total = numbers(sum_html(shown))
    assert written[::3] == [round(value, 4) for value in shown.operands.features[0].tolist()]
    assert written[1::3] == [round(value, 4) for value in shown.operands.weights[:, 2].tolist()]
    products = shown.operands.features[0] * shown.operands.weights[:, 2]
    assert written[2::3] == [round(value, 4) for value in products.tolist()]
    assert abs(total - float(expected[0, 2])) < 6e-5


def test_a_refused_product_has_no_result() -> None:
    features, weights = grids(scene())
    assert terms(scene())[-1].grid is None
    assert marked(features, ROW) == [(0, index) for index in range(5)]
    assert marked(weights, COLUMN) == [(0, 0)]
    assert sum_html(scene()) == ""


def test_the_trap_as_rows_and_columns() -> None:
    shown = scene((3, 1), form=AS_COLUMN, operation="mul")
    features, weights, result = grids(shown)
    assert (len(features.rows), len(weights.rows), len(result.rows), len(result.rows[0])) == (1, 5, 5, 5)
    assert marked(features, ROW) == [(0, 1)]
    assert marked(weights, COLUMN) == [(3, 0)]
    a, b, product = numbers(sum_html(shown))
    assert (a, b) == (0.7861, 0.1382)
    assert abs(a * b - product) < 1e-4


def test_a_sum_shows_its_products() -> None:
    shown = scene(operation="sum")
    left, right, products, total = grids(shown)
    assert signs(shown) == ["×", ARROW, "Σ"]
    assert [cell.text for cell in products.rows[0]] == ["0.1314", "-0.2796", "1.1668", "-0.1540", "-2.8442"]
    assert total.rows[0][0].text == "-1.9796"
    assert texts(sum_html(shown)).endswith("= −1.9796")
    assert (len(left.rows), len(right.rows)) == (1, 1)


def test_vectors_are_drawn_as_row_and_column() -> None:
    shown = scene(features_form=VECTOR, form=VECTOR, operation="matmul")
    features, weights, result = grids(shown)
    assert (len(features.rows), len(weights.rows)) == (1, 5)
    assert [(term.name, texts(term.shape)) for term in terms(shown)][::2] == [("features", "(5,)"), ("result", "()")]
    assert result.rows[0][0].text == "-1.9796"


def test_a_chosen_cell_that_is_not_there_gives_the_first() -> None:
    assert scene((7, 7), form=AS_COLUMN).place == (0, 0)
    assert scene((7, 7)).place == (0, 0)


def test_a_repair_redraws_its_operands_its_sizes_and_its_result() -> None:
    refused = scene()
    (view,) = (repair for repair in repairs("mm", refused.operands) if repair.name == "view")
    shown = refused.repaired(view)
    html = picture_html(shown)
    assert "5 = 5" in html
    assert shown.attempt.code == "torch.mm(features, weights.view(5, 1))"
    features, weights, result = grids(shown)
    assert (len(weights.rows), len(features.rows[0])) == (5, 5)
    assert terms(shown)[1].name == "weights.view(5, 1)"
    assert terms(shown)[1].shape == '(<i class="agree">5</i>, <i class="plain">1</i>)'
    assert result.rows[0][0].text == "-1.9796"
    assert "−1.9796" in sum_html(shown)


def test_two_vectors_as_products_and_their_sum() -> None:
    shown = scene(features_form=VECTOR, form=VECTOR, operation="dot")
    assert signs(shown) == ["·", ARROW, "Σ"]
    assert (terms(shown)[2].name, texts(terms(shown)[2].shape)) == ("products", "(5,)")
    assert grids(shown)[3].rows[0][0].text == "-1.9796"
    assert sum_html(shown).startswith('<div class="written" tabindex="0"><b>dot</b>')
    assert "said" in picture_html(scene(operation="dot"))
    assert "clash" not in picture_html(scene(operation="dot"))


def test_a_long_sum_says_how_many_products_it_leaves_out_and_what_they_amount_to() -> None:
    shown = scene(inputs=8, form=AS_COLUMN, operation="sum")
    written = sum_html(shown)
    *products, total = numbers(written)
    rest = torch.sum((shown.operands.features * shown.operands.weights).flatten()[6:-1])
    assert f"(57 more, together {printed_number(float(rest))})" in written
    expected = (shown.operands.features * shown.operands.weights).flatten()
    assert products == [round(value, 4) for value in (*expected[:6].tolist(), float(rest), float(expected[-1]))]
    assert sum(products) == pytest.approx(total, abs=5e-4)
    assert " more" not in sum_html(scene(inputs=8, operation="sum"))


def test_a_result_cell_says_its_place_in_words_and_in_code() -> None:
    shown = scene((2, 1), form=AS_COLUMN, operation="mul")
    *_, result = grids(shown)
    values = (shown.operands.features * shown.operands.weights).tolist()
    for row, cells in enumerate(result.rows):
        for column, cell in enumerate(cells):
            assert cell.name == f"c{row + 1}.{column + 1}"
            assert cell.title == f"row {row + 1}, column {column + 1}: {printed_number(values[row][column])}"
    assert "<b>result[2, 1]</b>" in sum_html(shown)


@for_each(
    ("fields", "room"),
    [
        ({"inputs": 5, "form": ANY, "rows": 5, "columns": 1}, "short"),
        ({"inputs": 5, "form": ANY, "rows": 5, "columns": 2}, "middle"),
        ({"inputs": 5}, "middle"),
        ({"inputs": 5, "form": ANY, "rows": 5, "columns": 3}, "long"),
        ({"inputs": 8}, "long"),
    ],
)
def test_how_much_room_the_columns_need(fields: dict[str, Any], room: str) -> None:
    shown = scene(**fields)
    columns = [len(grid.rows[0]) for grid in grids(shown)]
    html = picture_html(shown)
    assert f'<div class="equation fit {room}" style="--columns:{max(columns)};' in html
    assert f"--across:{columns[0] + columns[1]};--all:{sum(columns)}" in html


def travellers(grid: Grid) -> list[tuple[str, str]]:
    return [(cell.data["cell"], cell.text) for cells in grid.rows for cell in cells]


@for_each(("name", "rows"), [("view", 1), ("reshape", 1), ("t", 1), ("t", 2)])
def test_a_repaired_number_is_the_same_traveller(name: str, rows: int) -> None:
    refused = scene(form=ANY, rows=rows, columns=5)
    (repair,) = (repair for repair in repairs("mm", refused.operands) if repair.name == name)
    before, after = (grids(shown)[1] for shown in (refused, refused.repaired(repair)))
    assert sorted(travellers(before)) == sorted(travellers(after))
    assert len(dict(travellers(before))) == 5 * rows


def test_each_number_of_the_sum_comes_from_its_cell_and_the_sum_goes_to_its_own() -> None:
    shown = scene((0, 2), form=ANY, rows=5, columns=4)
    features, weights, result = (dict(travellers(grid)) for grid in grids(shown))
    html = sum_html(shown)
    chips = re.findall(r'data-way="([^"]+)">([^<]+)<', html)
    assert [name for name, _ in chips] == [name for at in range(5) for name in (f"x.{at}", f"w.{4 * at + 2}")]
    assert all(true_minus((features | weights)[name]) == text for name, text in chips)
    ((to, total),) = re.findall(r'data-sends="([^"]+)">([^<]+)<', html)
    assert true_minus(result[to]) == total


@pytest.mark.parametrize(
    "fields", [{"form": ANY, "rows": 5, "columns": 3}, {"form": AS_COLUMN, "operation": "mul"}], ids=["mm", "mul"]
)
def test_what_meets_in_a_cell_is_what_it_is_made_of(fields: dict[str, Any]) -> None:
    features, weights, result = grids(scene(**fields))
    for row, cells in enumerate(result.rows):
        for column, cell in enumerate(cells):
            met = cell.data["meets"].split()
            lefts, rights = (
                [float(each.text) for line in grid.rows for each in line if each.data["of"] in met]
                for grid in (features, weights)
            )
            assert sum(a * b for a, b in zip(lefts, rights, strict=True)) == pytest.approx(float(cell.text), abs=1e-3)
            assert cell.name == f"c{row + 1}.{column + 1}"


@for_each(
    ("operation", "form", "cell", "words", "sent"),
    [
        ("add", "row", (0, 1), "result[0, 1] =0.7861 + −1.1143= −0.3282", ["x.1", "w.1", "y.0.1"]),
        ("mul", "column", (1, 0), "result[1, 0] =−0.1468 × −1.1143= 0.1636", ["x.0", "w.1", "y.1.0"]),
        (
            "mm",
            "column",
            (0, 0),
            "result[0, 0] =−0.1468 × 0.9468 −0.1390+0.7861 × −1.1143 −0.8760= −1.0150",
            ["x.0", "w.0", "x.1", "w.1", "y.0.0"],
        ),
        ("sum", "row", (0, 0), "sum =−0.1390+−0.8760= −1.0150", ["total"]),
    ],
)
def test_a_cell_is_written_out_with_its_sign(
    operation: str, form: str, cell: tuple[int, int], words: str, sent: list[str]
) -> None:
    html = sum_html(scene(cell, inputs=2, form=form, operation=operation))
    assert texts(html) == words
    assert re.findall(r'data-(?:way|sends)="([^"]+)"', html) == sent
    assert html.count("data-cell=") == len(sent) - 1


def test_the_pairs_travel_by_the_cell_and_by_their_number() -> None:
    html = sum_html(scene((0, 2), inputs=2, form=ANY, rows=2, columns=4))
    assert re.findall(r'data-cell="([^"]+)"', html) == ["p.0.2.0", "q.0.2.0", "p.0.2.1", "q.0.2.1"]


def test_a_result_without_two_dimensions_has_no_place_in_code() -> None:
    shown = scene(features_form=VECTOR, form=AS_COLUMN, operation="matmul")
    assert shown.attempt.result is not None
    assert shown.attempt.result.dim() == 1
    assert "<b>result</b>" in sum_html(shown)


@for_each(("inputs", "more"), [(8, False), (3, True)])
def test_eight_products_are_all_written_and_of_nine_six_and_the_last(inputs: int, more: bool) -> None:
    form = AS_COLUMN if more else "row"
    written = sum_html(scene(inputs=inputs, form=form, operation="sum"))
    assert written.count('class="chip"') == (7 if more else 8)
    assert ("(2 more, together " in written) is more


@for_each(
    ("place", "inside"),
    [((4, 3), True), ((4, 4), False), ((5, 3), False), ((0, 3), True), ((4, 0), True)],
)
def test_the_last_row_and_column_can_be_chosen_and_the_next_cannot(place: tuple[int, int], inside: bool) -> None:
    shown = scene(place, features_form=AS_COLUMN, form=ANY, rows=1, columns=4)
    assert shown.cells is not None
    assert shown.cells.shape == (5, 4)
    assert shown.place == (place if inside else (0, 0))


def test_a_line_of_float64_says_so_beside_its_tensors() -> None:
    assert [term.kind.strip() for term in terms(scene(operation="mul", dtype="float64"))] == [
        "float64",
        "",
        "result float64",
    ]
    assert picture_html(scene(operation="mul", dtype="float64")).count("<small>float64</small>") == 2
    assert "<small>" not in picture_html(scene(operation="mul"))


def test_the_sizes_that_meet_are_said_under_the_sign_of_the_operation_alone() -> None:
    html = picture_html(scene(inputs=2, form=AS_COLUMN, operation="mul"))
    signs_of = re.findall(r'<div class="sign"><b>([^<]+)</b>(.*?)</div>', html)
    assert [sign for sign, _ in signs_of] == ["×", ARROW]
    assert texts(signs_of[0][1]) == "1 → 21 → 2"
    assert signs_of[1][1] == ""


def test_the_dimensions_are_those_of_features_and_weights() -> None:
    assert scene(features_form=VECTOR, form=AS_COLUMN, operation="matmul").dimensions == (1, 2)
    assert scene(form=VECTOR, operation="matmul").dimensions == (2, 1)
