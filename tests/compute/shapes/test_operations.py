"""Two operands of chosen shapes: what torch says in its own words, the sizes that decide, and repairs that work."""

import math

import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st

from compute.network.network import draw
from compute.network.spec import NetworkSpec, SpecError
from compute.shapes.operations import (
    ANY,
    ANY_VECTOR,
    COLUMN,
    DTYPE,
    DTYPES,
    ELEMENTWISE,
    FEATURE_FORMS,
    INNER,
    NO_MATRIX,
    NO_VECTOR,
    OPERATIONS,
    ROW,
    SIZES,
    UNKNOWN,
    VECTOR,
    WEIGHT_FORMS,
    Attempt,
    ShapesSpec,
    attempt,
    draw_operands,
    each_with_each,
    intended_output,
    kind_of,
    meetings,
    older_words,
    output_of,
    repairs,
)
from tests.cases import for_each

SEEDS = st.integers(0, 9999)
SIDES = st.integers(SIZES.low, SIZES.high)
SPECS = st.builds(
    ShapesSpec,
    SEEDS,
    SIDES,
    st.sampled_from(FEATURE_FORMS),
    st.sampled_from(WEIGHT_FORMS),
    SIDES,
    SIDES,
    st.sampled_from(list(OPERATIONS)),
    st.sampled_from(list(DTYPES)),
)


def tried(spec: ShapesSpec) -> Attempt:
    operands = draw_operands(spec)
    return attempt(spec.operation, operands.features, operands.weights)


def notebook_output(spec: ShapesSpec) -> float:
    """y of the unit, added up in plain Python from the numbers that the notebook draws."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(spec.seed)
        features = torch.randn((1, spec.inputs))
        weights = torch.randn_like(features)
        bias = torch.randn((1, 1))
    total = sum(x * w for x, w in zip(features[0].tolist(), weights[0].tolist(), strict=True))
    return 1 / (1 + math.exp(-(total + float(bias))))


@for_each(
    ("spec", "words", "kind"),
    [
        (ShapesSpec(), "mat1 and mat2 shapes cannot be multiplied (1x5 and 1x5)", INNER),
        (ShapesSpec(operation="matmul"), "mat1 and mat2 shapes cannot be multiplied (1x5 and 1x5)", INNER),
        (ShapesSpec(form=ANY), "mat1 and mat2 shapes cannot be multiplied (1x5 and 3x4)", INNER),
        (ShapesSpec(features_form=VECTOR, form=VECTOR), "self must be a matrix", NO_MATRIX),
        (ShapesSpec(form=VECTOR), "mat2 must be a matrix", NO_MATRIX),
        (
            ShapesSpec(features_form=VECTOR, form=ANY_VECTOR, columns=4, operation="add"),
            "The size of tensor a (5) must match the size of tensor b (4) at non-singleton dimension 0",
            ELEMENTWISE,
        ),
        (ShapesSpec(form=ANY, operation="sum"), "must match the size of tensor b (4)", ELEMENTWISE),
        (
            ShapesSpec(form=COLUMN, dtype="float64"),
            "expected m1 and m2 to have the same dtype, but got: double != float",
            DTYPE,
        ),
        (ShapesSpec(features_form=VECTOR, form=VECTOR, operation="matmul", dtype="float64"), "same dtype", DTYPE),
        (ShapesSpec(features_form=VECTOR, form=ANY_VECTOR, operation="matmul"), "inconsistent tensor size", INNER),
        (ShapesSpec(form=ANY_VECTOR, operation="matmul"), "size mismatch, got input", INNER),
        (ShapesSpec(operation="dot"), "1D tensors expected, but got 2D and 2D tensors", NO_VECTOR),
        (ShapesSpec(form=VECTOR, operation="dot"), "1D tensors expected, but got 2D and 1D tensors", NO_VECTOR),
        (ShapesSpec(features_form=VECTOR, form=ANY_VECTOR, operation="dot"), "inconsistent tensor size", INNER),
        (ShapesSpec(features_form=VECTOR, form=VECTOR, operation="dot", dtype="float64"), "same dtype", DTYPE),
    ],
)
def test_what_torch_says(spec: ShapesSpec, words: str, kind: str) -> None:
    found = tried(spec)
    assert found.result is None
    assert words in found.message
    assert kind_of(found.message) == kind


@given(SPECS)
def test_an_attempt_is_what_raw_torch_gives(spec: ShapesSpec) -> None:
    operands = draw_operands(spec)
    a, b = operands.features, operands.weights
    longhand = {
        "mm": lambda: torch.mm(a, b),
        "matmul": lambda: torch.matmul(a, b),
        "mul": lambda: a * b,
        "add": lambda: a + b,
        "sum": lambda: torch.sum(a * b),
        "dot": lambda: torch.dot(a, b),
    }[spec.operation]
    found = attempt(spec.operation, a, b)
    try:
        expected, words = longhand(), ""
    except RuntimeError as error:
        expected, words = None, str(error)
    assert found.message == words
    if expected is None:
        assert found.result is None
        assert kind_of(words) != UNKNOWN
    else:
        assert torch.equal(found.result, expected)


@given(SEEDS, SIDES, st.sampled_from(FEATURE_FORMS), st.sampled_from((ROW, COLUMN, VECTOR)))
def test_the_numbers_are_those_of_the_neuron_page(seed: int, inputs: int, features_form: str, form: str) -> None:
    operands = draw_operands(ShapesSpec(seed, inputs, features_form, form))
    unit = draw(NetworkSpec(seed, inputs, hidden=()))
    assert torch.equal(operands.features.flatten(), unit.features.flatten())
    assert torch.equal(operands.weights.flatten(), unit.weights[0].flatten())
    assert torch.equal(operands.bias, unit.biases[0])


def test_a_draw_leaves_the_global_generator_alone() -> None:
    before = torch.get_rng_state()
    draw_operands(ShapesSpec())
    assert torch.equal(torch.get_rng_state(), before)


@given(SPECS)
def test_sizes_that_agree_are_those_that_torch_takes(spec: ShapesSpec) -> None:
    left, right = spec.features_shape, spec.weights_shape
    pairs = meetings(spec.operation, left, right)
    assume(spec.operation != "mm" or len(left) == len(right) == 2)
    assume(spec.operation != "dot" or len(left) == len(right) == 1)
    assume(spec.dtype == "float32")
    assert (tried(spec).result is not None) == all(pair.agree for pair in pairs)
    for pair in pairs:
        sizes = left[pair.left], right[pair.right]
        assert pair.agree == (sizes[0] == sizes[1] or (1 in sizes and spec.operation in ("mul", "add", "sum")))


@given(SPECS)
def test_the_trap_is_more_cells_than_either_has(spec: ShapesSpec) -> None:
    found = tried(spec)
    trapped = each_with_each(spec.operation, spec.features_shape, spec.weights_shape)
    if found.result is None:
        assume(spec.dtype == "float32")
        assert not trapped
    elif spec.operation in ("mul", "add"):
        operands = draw_operands(spec)
        assert trapped == (found.result.numel() > max(operands.features.numel(), operands.weights.numel()))
    elif spec.operation in ("mm", "matmul") and trapped:
        assert found.result.shape == (spec.features_shape[0], spec.weights_shape[1])


def test_the_notebook_trap() -> None:
    spec = ShapesSpec(form=COLUMN, operation="sum")
    operands = draw_operands(spec)
    found = tried(spec)
    assert each_with_each("sum", (1, 5), (5, 1))
    assert float(output_of(found.result, operands.bias)) == pytest.approx(0.0448, abs=5e-5)
    assert float(intended_output(operands)) == pytest.approx(0.1595, abs=5e-5)
    assert tuple((operands.features * operands.weights).shape) == (5, 5)


def test_the_notebook_repairs() -> None:
    found = repairs("mm", draw_operands(ShapesSpec()))
    assert [repair.label for repair in found] == [
        "view(5, 1)",
        "reshape(-1, 1)",
        ".t()",
        "torch.sum(features * weights)",
    ]
    for repair in found:
        assert float(repair.output) == pytest.approx(0.1595, abs=5e-5)


@given(SPECS.filter(lambda spec: spec.form in (ROW, COLUMN, VECTOR)))
def test_every_repair_gives_what_the_unit_gives(spec: ShapesSpec) -> None:
    operands = draw_operands(spec)
    trapped = each_with_each(spec.operation, spec.features_shape, spec.weights_shape)
    assume(tried(spec).message or trapped)
    found = repairs(spec.operation, operands)
    assert found
    expected = notebook_output(spec)
    for repair in found:
        assert repair.output.numel() == 1, repair.code
        assert float(repair.output) == pytest.approx(expected, abs=1e-5), repair.code


@given(SPECS)
def test_the_shown_line_is_the_line_that_ran(spec: ShapesSpec) -> None:
    operands = draw_operands(spec)
    names = {"torch": torch, "features": operands.features, "weights": operands.weights}
    for repair in repairs(spec.operation, operands):
        assert torch.equal(eval(repair.code, names), repair.result), repair.code
        assert repair.label in repair.code
        assert torch.equal(eval(repair.features.code, names), repair.features.tensor)
        assert torch.equal(eval(repair.weights.code, names), repair.weights.tensor)


@given(SPECS)
def test_a_part_of_a_line_names_it_only_where_all_else_is_the_line_that_was_tried(spec: ShapesSpec) -> None:
    operands, line = draw_operands(spec), tried(spec).code
    for repair in repairs(spec.operation, operands):
        if repair.label != repair.code:
            name = "features" if repair.label.startswith("features") else ""
            part = repair.label if name or repair.label.startswith(".") else f".{repair.label}"
            assert repair.code.replace(part, name) == line


def test_a_column_of_features_is_turned_too_and_the_button_says_so() -> None:
    found = repairs("mm", draw_operands(ShapesSpec(features_form=COLUMN)))
    assert [repair.label for repair in found] == [
        "torch.mm(features.view(1, 5), weights.view(5, 1))",
        "torch.mm(features.view(1, 5), weights.reshape(-1, 1))",
        "torch.mm(features.view(1, 5), weights.t())",
        "torch.sum(features * weights.t())",
    ]


def test_the_notebook_s_words_for_the_sizes_that_clash_today() -> None:
    assert older_words(tried(ShapesSpec()).message) == "size mismatch, m1: [1 x 5], m2: [1 x 5]"
    assert older_words(tried(ShapesSpec(form=ANY)).message) == "size mismatch, m1: [1 x 5], m2: [3 x 4]"
    assert older_words(tried(ShapesSpec(form=VECTOR)).message) == ""


def test_where_nothing_helps_nothing_is_offered() -> None:
    spec = ShapesSpec(features_form=VECTOR, form=ANY_VECTOR, columns=4, operation="add")
    assert repairs("add", draw_operands(spec)) == ()


def test_other_words_are_unknown() -> None:
    assert kind_of("something new") == UNKNOWN


@for_each(
    ("field", "value"),
    [("seed", -1), ("inputs", 9), ("rows", 0), ("columns", 9), ("operation", "conv"), ("form", ""), ("dtype", "int8")],
)
def test_a_spec_refuses_what_is_out_of_range(field: str, value: int | str) -> None:
    with pytest.raises(SpecError, match=field):
        ShapesSpec(**{field: value})


@for_each(
    ("operation", "left", "right", "trapped"),
    [
        ("mul", (1, 5), (5, 1), True),
        ("sum", (5,), (5, 1), True),
        ("add", (3, 1), (1, 2), True),
        ("mul", (1, 5), (1, 5), False),
        ("mul", (1, 5), (1, 1), False),
        ("add", (1, 1), (5, 1), False),
        ("sum", (5,), (1, 5), False),
        ("mul", (1, 4), (1, 5), False),
        ("mm", (5, 1), (1, 5), True),
        ("matmul", (2, 1), (1, 3), True),
        ("mm", (1, 5), (5, 1), False),
        ("mm", (5, 1), (1, 1), False),
        ("mm", (1, 1), (1, 5), False),
        ("matmul", (1, 1), (1, 1), False),
        ("matmul", (5,), (5, 1), False),
        ("dot", (5,), (5,), False),
    ],
)
def test_a_trap_is_called_one_and_what_is_harmless_is_not(
    operation: str, left: tuple[int, ...], right: tuple[int, ...], trapped: bool
) -> None:
    assert each_with_each(operation, left, right) is trapped
