"""Which sizes two operands compare, which lines are offered instead, and what holds where nothing is said."""

import pytest

from compute.network.spec import SpecError
from compute.shapes.operations import (
    Meeting,
    ShapesSpec,
    counted,
    draw_operands,
    each_with_each,
    intended_output,
    meetings,
    repairs,
)
from tests.cases import for_each


@for_each(
    ("operation", "left", "right", "pairs"),
    [
        ("dot", (5,), (5,), (Meeting(0, 0, True),)),
        ("dot", (5,), (4,), (Meeting(0, 0, False),)),
        ("dot", (5,), (5, 1), ()),
        ("dot", (1, 5), (5,), ()),
        ("mm", (1, 5), (5, 2), (Meeting(1, 0, True),)),
        ("mm", (1, 5), (1, 5), (Meeting(1, 0, False),)),
        ("matmul", (5,), (5, 2), (Meeting(0, 0, True),)),
        ("matmul", (2, 5), (5,), (Meeting(1, 0, True),)),
        ("matmul", (2, 5), (2,), (Meeting(1, 0, False),)),
        ("mul", (1, 5), (5, 1), (Meeting(1, 1, True, True), Meeting(0, 0, True, True))),
        ("mul", (1, 5), (1, 5), (Meeting(1, 1, True), Meeting(0, 0, True))),
        ("add", (5,), (3, 4), (Meeting(0, 1, False),)),
        ("add", (5,), (3, 5), (Meeting(0, 1, True),)),
        ("sum", (1, 1), (1, 1), (Meeting(1, 1, True), Meeting(0, 0, True))),
        ("sum", (2, 3), (3, 3), (Meeting(1, 1, True), Meeting(0, 0, False))),
    ],
)
def test_the_sizes_that_meet(
    operation: str, left: tuple[int, ...], right: tuple[int, ...], pairs: tuple[Meeting, ...]
) -> None:
    assert meetings(operation, left, right) == pairs


@for_each(
    ("spec", "names"),
    [
        (ShapesSpec(), ["view", "reshape", "t", "sum"]),
        (ShapesSpec(operation="matmul"), ["view", "reshape", "t", "sum"]),
        (ShapesSpec(operation="mul"), ["view", "reshape", "t", "sum"]),
        (ShapesSpec(form="column"), ["matmul", "sum_t"]),
        (ShapesSpec(form="column", operation="sum"), ["matmul", "mm", "sum_t"]),
        (ShapesSpec(features_form="vector", form="vector"), ["view", "reshape", "matmul", "sum"]),
        (
            ShapesSpec(features_form="vector", form="vector", operation="dot"),
            ["dot", "view", "reshape", "matmul", "sum"],
        ),
        (ShapesSpec(form="column", dtype="float64"), ["features", "sum_t"]),
        (ShapesSpec(form="column", operation="matmul"), ["mm", "sum_t"]),
    ],
)
def test_the_lines_that_help(spec: ShapesSpec, names: list[str]) -> None:
    assert [repair.name for repair in repairs(spec.operation, draw_operands(spec))] == names


def test_the_numbers_are_counted_row_by_row_in_the_same_shape() -> None:
    features = draw_operands(ShapesSpec(form="any", rows=2, columns=3)).weights
    assert counted(features).tolist() == [[0, 1, 2], [3, 4, 5]]
    assert counted(features.double()).dtype == features.double().dtype


def test_where_the_counts_differ_there_is_nothing_that_was_meant() -> None:
    assert intended_output(draw_operands(ShapesSpec(form="any"))) is None
    assert intended_output(draw_operands(ShapesSpec(inputs=6, form="any", rows=2, columns=3))) is not None


def test_a_vector_is_never_the_column_of_a_trap_in_a_product() -> None:
    assert not each_with_each("matmul", (1,), (1, 5))
    assert each_with_each("matmul", (2, 1), (1, 2))
    assert not each_with_each("dot", (5, 1), (1, 5))


def test_what_holds_where_nothing_is_said() -> None:
    spec = ShapesSpec()
    assert (spec.seed, spec.inputs, spec.rows, spec.columns) == (7, 5, 3, 4)
    assert (spec.features_form, spec.form, spec.operation, spec.dtype) == ("row", "row", "mm", "float32")
    assert (spec.features_shape, spec.weights_shape) == ((1, 5), (1, 5))
    assert ShapesSpec(form="any").weights_shape == (3, 4)
    assert ShapesSpec(form="any_vector").weights_shape == (4,)


@for_each(("field", "low", "high"), [("seed", 0, 9999), ("inputs", 1, 8), ("rows", 1, 8), ("columns", 1, 8)])
def test_each_number_may_be_at_both_ends_of_its_range(field: str, low: int, high: int) -> None:
    for value in (low, high):
        assert getattr(ShapesSpec(**{field: value}), field) == value
    for value in (low - 1, high + 1):
        with pytest.raises(SpecError) as caught:
            ShapesSpec(**{field: value})
        assert (caught.value.field, caught.value.value, caught.value.allowed) == (field, value, f"{low}..{high}")
