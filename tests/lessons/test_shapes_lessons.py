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
from tests.lessons.pack_checking import check_pack


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
