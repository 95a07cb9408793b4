"""The lessons of the shapes page: whatever torch says to two tensors or to a change, the program prints it too."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
import torch

from components.base.text import Translate, languages, translator, untranslated
from components.shapes.beats import ASKED_CHANGE, beats_of
from components.shapes.controls import MULTIPLY, RESHAPE, Selected
from components.shapes.figures.product import ProductView
from components.shapes.lesson import change_lesson, multiply_lesson
from components.shapes.seen import SeenShapes, product_of
from compute.files.take_home import TakeHome
from compute.shapes.operations import (
    FEATURE_FORMS,
    OPERATIONS,
    WEIGHT_FORMS,
    Operands,
    Repair,
    ShapesSpec,
    attempt,
    draw_operands,
    each_with_each,
    repairs,
)
from compute.shapes.reshaping import FILLS, OWNERS, ChangeSpec, compare
from tests.cases import for_each
from tests.lessons.pack_checking import check_pack, openings


def multiply_pack(
    spec: ShapesSpec, repair: Repair | None = None, _: Translate = untranslated, place: tuple[int, int] = (0, 0)
) -> TakeHome:
    operands = draw_operands(spec)
    tried = attempt(spec.operation, operands.features, operands.weights)
    return multiply_lesson(spec, ProductView(spec.operation, operands, tried, place), repair, _)


def told(pack: TakeHome) -> str:
    return "\n".join(passage.text for passage in pack.lesson)


@pytest.mark.long
@for_each("operation", OPERATIONS)
def test_any_two_tensors(operation: str) -> None:
    """Every form meets every form; every line that helps is taken once."""
    for features, weights, dtype in (*product(FEATURE_FORMS, WEIGHT_FORMS, ["float32"]), ("row", "column", "float64")):
        spec = ShapesSpec(7, 5, features, weights, 3, 4, operation, dtype)
        operands = draw_operands(spec)
        tried = attempt(operation, operands.features, operands.weights)
        pack = multiply_pack(spec)
        printed = check_pack(pack)
        if tried.message:
            assert tried.message in printed
            assert list(pack.tensors) == ["features", "weights", "bias"]
        else:
            assert torch.equal(pack.tensors["result"], tried.result)
        if dtype == "float32" and (tried.message or each_with_each(operation, *map(tuple, _shapes(operands)))):
            for repair in repairs(operation, operands):
                repaired = multiply_pack(spec, repair)
                assert str(repair.result.tolist()[0] if repair.result.dim() else "")[:5] in check_pack(repaired)
                assert torch.equal(repaired.tensors["output"], repair.output)
                assert f"`{repair.code}`" in told(repaired)
                assert f"- `{repair.code}`" in told(pack)


def _shapes(operands: Operands) -> tuple[torch.Size, torch.Size]:
    return operands.features.shape, operands.weights.shape


def test_the_notebooks_mismatch_and_its_repair() -> None:
    assert check_pack(multiply_pack(ShapesSpec())).endswith(
        "tensor([[0.3177]])\nmat1 and mat2 shapes cannot be multiplied (1x5 and 1x5)\n"
    )
    operands = draw_operands(ShapesSpec())
    (view,) = (repair for repair in repairs("mm", operands) if repair.name == "view")
    assert check_pack(multiply_pack(ShapesSpec(), view)).endswith(
        "(1x5 and 1x5)\ntensor([[-1.9796]])\n"
        "tensor([ 0.1314, -0.2796,  1.1668, -0.1540, -2.8442]) tensor(-1.9796)\ntensor([[0.1595]])\n"
    )


def test_a_repaired_trap_prints_the_repaired_cell_and_not_the_cell_of_the_trap() -> None:
    spec = ShapesSpec(features_form="column")
    (view,) = (repair for repair in repairs("mm", draw_operands(spec)) if repair.name == "view")
    program = multiply_pack(spec, view, place=(2, 1)).program
    assert "terms = features.view(1, 5)[0] * weights.view(5, 1)[:, 0]" in program
    assert "features[2]" not in program


def test_float64_is_said_where_it_spreads_and_older_words_where_sizes_clash() -> None:
    spread = multiply_pack(ShapesSpec(operation="mul", dtype="float64"))
    assert "`torch.float64`" in told(spread)
    assert "torch.float64" in check_pack(spread)
    assert "m1: [1 x 5], m2: [1 x 5]" in told(multiply_pack(ShapesSpec()))


def test_the_trap_of_a_row_and_a_column() -> None:
    trapped = multiply_pack(ShapesSpec(7, 5, "row", "column", operation="mul"))
    assert check_pack(trapped).endswith("tensor([[0.0448]]) tensor([[0.1595]])\n")
    assert "0.0448" in told(trapped)
    assert trapped.tensors["result"].shape == (5, 5)


def test_the_chosen_cell_is_taken_apart() -> None:
    pack = multiply_pack(ShapesSpec(7, 3, "column", "row", operation="mm"), place=(2, 1))
    assert "terms = features[2] * weights[:, 1]" in pack.program
    check_pack(pack)


CHANGES = [
    (3, 2, 2, 3),
    (3, 2, 2, 3, 1, True),
    (3, 2, 1, 2),
    (3, 2, 1, 2, 2, True),
    (3, 2, 6, 6, 1, True),
    (1, 5, 5, 1),
    (2, 3, 3, 4, 2),
]
"""Rows and columns before and asked for; layers; already transposed."""

OTHER_CHANGES: list[dict[str, Any]] = [
    {"flat": True},
    {"infer": "rows"},
    {"infer": "columns", "flat": True},
    {"infer": "both", "depth": 3},
]


@pytest.mark.long
@for_each("owner", OWNERS)
@for_each("fill", FILLS)
def test_any_change(fill: str, owner: str) -> None:
    specs = [replace(ChangeSpec(*sizes), fill=fill, owner=owner) for sizes in CHANGES]
    for spec in [*specs, *(ChangeSpec(fill=fill, owner=owner, **other) for other in OTHER_CHANGES)]:
        comparison = compare(spec)
        pack = change_lesson(spec, comparison, untranslated)
        printed = check_pack(pack)
        assert ("-1 in a shape says" in pack.lesson[0].text) == (-1 in spec.target)
        for change in comparison.changes:
            name = f"by_{change.name.rstrip('_')}"
            assert (name in pack.tensors) == (change.after is not None)
            if change.after is None:
                assert change.message in printed
            else:
                assert pack.tensors[name].shape == change.after.shape
                assert f"stride {change.after.stride}" in printed


def test_what_nobody_has_set_is_nan_in_file_and_program() -> None:
    spec = ChangeSpec(3, 2, 4, 3)
    pack = change_lesson(spec, compare(spec), untranslated)
    assert pack.tensors["by_resize"].isnan().flatten().tolist() == [False] * 6 + [True] * 6
    assert check_pack(pack).count("nan") == 6


def test_what_went_out_of_sight_is_printed() -> None:
    spec = ChangeSpec(3, 2, 1, 2)
    assert "tensor([0., 1., 2., 3., 4., 5.])" in check_pack(change_lesson(spec, compare(spec), untranslated))


@pytest.mark.parametrize("language", languages())
def test_every_language(language: str) -> None:
    _ = translator(language)
    for operation, weights in product(OPERATIONS, ("row", "column")):
        check_pack(multiply_pack(ShapesSpec(7, 5, "row", weights, operation=operation), None, _))
    for owner in OWNERS:
        spec = ChangeSpec(3, 2, 4, 3, owner=owner)
        check_pack(change_lesson(spec, compare(spec), _))


def test_names_of_files() -> None:
    assert multiply_pack(ShapesSpec()).name == "shapes-mm-seed-7"
    spec = ChangeSpec(depth=2)
    assert change_lesson(spec, compare(spec), untranslated).name == "shapes-change-2-3-2-to-2-3"


@pytest.mark.parametrize("language", languages())
def test_what_is_asked_goes_home_with_its_answers(language: str) -> None:
    _, spec, change = translator(language), ShapesSpec(), ChangeSpec()
    shown = product_of(spec, Selected())
    packs = {MULTIPLY: multiply_pack(spec, _=_), RESHAPE: change_lesson(change, compare(change), _)}
    for part, pack in packs.items():
        *_before, last = pack.lesson
        seen = SeenShapes(part, spec, shown, None, change, ASKED_CHANGE)
        questions = {
            told.asked.text: told.asked for told in (beat.tell(seen, _) for beat in beats_of(part)) if told.asked
        }
        assert questions
        for question in questions.values():
            assert last.text.count(question.text) == 1
            assert last.text.count(question.answers[question.right]) >= 2


BEGUN, QUESTIONS = ("A unit multiplies its inputs b", "import torch"), ("## Questions", "")
TRAPPED = ShapesSpec(7, 5, "row", "column", operation="mul")
VECTORS = ShapesSpec(7, 5, "vector", "vector", operation="dot")
HELPS = ("## What helps", "")


def repaired(spec: ShapesSpec, name: str) -> TakeHome:
    (repair,) = (each for each in repairs(spec.operation, draw_operands(spec)) if each.name == name)
    return multiply_pack(spec, repair)


@for_each(
    ("spec", "repair", "between"),
    [
        (ShapesSpec(), "", [("## `torch.mm(features, weights", "try:"), HELPS]),
        (
            ShapesSpec(),
            "view",
            [
                ("## `torch.mm(features, weights", "try:"),
                ("## What helps", "repaired = torch.mm(features, weights.view(5, 1))"),
            ],
        ),
        (
            TRAPPED,
            "",
            [
                ("## `features * weights`", "result = features * weights"),
                ("## A trap", "wrong = activation(torch.sum(result) + bias)"),
                HELPS,
            ],
        ),
        (
            VECTORS,
            "",
            [
                ("## `torch.dot(features, weight", "result = torch.dot(features, weights)"),
                ("These are the products that we", "terms = features * weights"),
                ("## The output", "output = activation(result + bias)"),
            ],
        ),
        (
            ShapesSpec(operation="sum"),
            "",
            [
                ("## `torch.sum(features * weigh", "result = torch.sum(features * weights)"),
                ("These are the products that we", "terms = features * weights"),
                ("## The output", "output = activation(result + bias)"),
            ],
        ),
        (
            ShapesSpec(operation="add"),
            "",
            [("## `features + weights`", "result = features + weights")],
        ),
        (
            ShapesSpec(form="any", rows=5, columns=3),
            "",
            [
                ("## `torch.mm(features, weights", "result = torch.mm(features, weights)"),
                ("Where does a number of the res", "terms = features[0] * weights[:, 0]"),
            ],
        ),
        (
            ShapesSpec(form="any", rows=3, columns=4),
            "",
            [("## `torch.mm(features, weights", "try:"), ("No other shape helps: the two ", "")],
        ),
    ],
)
def test_what_the_lesson_goes_through_depends_on_what_torch_says(
    spec: ShapesSpec, repair: str, between: list[tuple[str, str]]
) -> None:
    pack = repaired(spec, repair) if repair else multiply_pack(spec)
    assert openings(pack) == [BEGUN, *between, QUESTIONS]


@for_each(
    ("spec", "sentences"),
    [
        (
            ShapesSpec(form="any", rows=5, columns=3),
            [
                "Rule of the matrix product: the columns of the first tensor must be as many as the rows of the "
                "second. Those two sizes are used up, the outer ones remain.",
                "Here they fit: (1, 3).",
            ],
        ),
        (
            VECTORS,
            [
                "`torch.dot` takes two vectors of the same length, multiplies number by number and adds up the "
                "products.",
                "Here they fit: ().",
            ],
        ),
        (
            TRAPPED,
            [
                "Element by element: compared from the right, two sizes must be equal, or one of them 1, whose numbers "
                "are then used again and again (broadcasting).",
                "Here they fit: (5, 5).",
            ],
        ),
        (
            ShapesSpec(),
            [
                "Rule of the matrix product: the columns of the first tensor must be as many as the rows of the "
                "second. Those two sizes are used up, the outer ones remain.",
                "Here torch refuses, in its own words below. What they mean:",
                "A row of `features` has **5** numbers, a column of `weights` has **1**. Each number needs a partner: "
                "the two must be equal.",
                "In the notebook, run with torch 0.4 of 2018, the same error says: "
                "`size mismatch, m1: [1 x 5], m2: [1 x 5]`",
            ],
        ),
    ],
)
def test_the_rule_and_what_came_of_it_stand_below_the_line(spec: ShapesSpec, sentences: list[str]) -> None:
    code = product_of(spec, Selected()).attempt.code
    assert multiply_pack(spec).lesson[1].text.split("\n\n") == [f"## `{code}`", *sentences]


def test_the_shapes_that_were_drawn_and_the_cell_that_is_taken_apart_are_named() -> None:
    first, _outcome, parts, *_ = multiply_pack(ShapesSpec(7, 3, "column", "row", operation="mm"), place=(2, 1)).lesson
    assert "Drawn here: `features` of shape (3, 1), `weights` of shape (1, 3), and a bias." in first.text
    assert parts.text.endswith("This is row 2, column 1, counted from 0:")


def test_what_helps_is_offered_line_by_line_and_what_was_chosen_says_that_it_works() -> None:
    assert multiply_pack(ShapesSpec()).lesson[2].text.split("\n\n") == [
        "## What helps",
        "Torch takes each of these lines. Which shape does each of them give? Guess, then try:",
        "- `torch.mm(features, weights.view(5, 1))`\n- `torch.mm(features, weights.reshape(-1, 1))`\n"
        "- `torch.mm(features, weights.t())`\n- `torch.sum(features * weights)`",
    ]
    assert repaired(ShapesSpec(), "view").lesson[2].text.split("\n\n") == [
        "## What helps",
        "`torch.mm(features, weights.view(5, 1))` works. With bias and activation it gives the output:",
    ]
    assert multiply_pack(VECTORS).lesson[3].text.split("\n\n") == [
        "## The output",
        "Bias and activation make the output y of this one number:",
    ]


def test_what_is_taken_home_of_each_kind_of_line() -> None:
    drawn = ["features", "weights", "bias"]
    assert list(multiply_pack(ShapesSpec()).tensors) == drawn
    assert list(repaired(ShapesSpec(), "view").tensors) == [*drawn, "repaired", "output"]
    assert list(multiply_pack(TRAPPED).tensors) == [*drawn, "result", "wrong", "meant"]
    assert list(multiply_pack(VECTORS).tensors) == [*drawn, "result", "output"]
    assert list(multiply_pack(ShapesSpec(form="any", rows=5, columns=3)).tensors) == [*drawn, "result"]


def test_each_way_to_another_shape_is_explained_by_its_own_line() -> None:
    spec = ChangeSpec(infer="rows")
    pack = change_lesson(spec, compare(spec), untranslated)
    assert pack.name == "shapes-change-3-2-to-any-3"
    assert pack.title == "Six ways to another shape"
    assert pack.lesson[0].text.split("\n\n") == [
        "The numbers of a tensor lie in memory one behind the other. Its shape says how they are arranged, its stride "
        "how many steps in memory it is to the next row and to the next column. The tensor `a` has the shape (3, 2). "
        "Three ways ask for (-1, 3), three swap rows and columns.",
        "Each way gets a fresh tensor, for one of the six changes the tensor itself.",
        "-1 in a shape says: work this size out from the others.",
    ]
    told_of = [each.text.split("\n\n") for each in pack.lesson[1:8]]
    assert [(heading, way[:42], more) for heading, way, *more in told_of] == [
        (
            "## `a.reshape(-1, 3)`",
            "`reshape` gives another tensor with the sa",
            ["torch has worked out -1: it is 2."],
        ),
        (
            "## `a.resize_(-1, 3)`",
            "`resize_` works in place, as the underscor",
            ["-1 is for view and reshape. resize_ works nothing out, for it may give any number of cells."],
        ),
        (
            "## `a.view(-1, 3)`",
            "`view` gives another tensor that looks at ",
            ["torch has worked out -1: it is 2."],
        ),
        ("## `a.transpose(0, 1)`", "`transpose(0, 1)` swaps two dimensions, ro", []),
        ("## `a.t()`", "`t()` is the same for a matrix, in fewer l", []),
        ("## `a.T`", "`.T` is the same for a matrix. Of other te", []),
        (
            "## Which one?",
            "`a.view(-1, 3)` and `a.t()` have the same ",
            [told_of[6][2]],
        ),
    ]
    assert told_of[6][2].startswith("A row of weights becomes the same column by `view`, by `reshape` and by `t()`.")
    assert openings(pack)[8:] == [QUESTIONS]
    assert list(pack.tensors) == ["a", "by_reshape", "by_view", "by_transpose", "by_t", "by_T"]
