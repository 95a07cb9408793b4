"""What torch says to a line of two tensors, what it means, and which repairs there are."""

import re

import pytest
import streamlit as st

from components.base.text import untranslated
from components.shapes.controls import Selected
from components.shapes.figures.product import ProductView, picture_html, sum_html
from components.shapes.panels import multiply
from components.shapes.panels.multiply import (
    chosen_repair,
    dtype_words,
    explained,
    is_trapped,
    line_html,
    line_panel,
    older_note,
    outcome_panel,
    output_html,
    output_panel,
    picture_panel,
    question_panel,
    trap_words,
)
from components.shapes.seen import product_of
from compute.shapes.operations import ShapesSpec
from tests.cases import for_each
from tests.components.without_page import WithoutPage

PARTNER = "Each number needs a partner: the two must be equal."
DOT_FOR_VECTORS = (
    "`torch.dot` takes two vectors, tensors with one dimension. A matrix is none, even with a single row or column; "
    "here: {shapes}. For matrices there is `torch.mm`, and `flatten()` makes a vector."
)
NO_VECTOR_WORDS = "`torch.mm` takes two matrices: tensors with rows and columns. (4,) is a vector, it has neither."
TRAP = "No error, and still a trap: every number of one meets every number of the other, **16** cells instead of 4."


def two(
    operation: str,
    features: str = "row",
    weights: str = "column",
    rows: int = 3,
    columns: int = 4,
    *,
    inputs: int = 4,
    dtype: str = "float32",
) -> tuple[ShapesSpec, ProductView]:
    """Draw two operands, and run the operation."""
    spec = ShapesSpec(7, inputs, features, weights, rows, columns, operation, dtype)
    return spec, product_of(spec, Selected())


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    """Take the texts of warnings and of programs, too."""
    found = WithoutPage(monkeypatch)
    monkeypatch.setattr(st, "warning", lambda text, icon: found._write(f"{icon} {text}"))
    monkeypatch.setattr(multiply, "code_block", lambda text, _, python=True: found._write(f"{python}: {text}"))
    return found


@for_each(
    ("operation", "features", "weights", "rows", "columns", "words"),
    [
        (
            "mm",
            "row",
            "row",
            3,
            4,
            f"A row of `features` has **4** numbers, a column of `weights` has **1**. {PARTNER}",
        ),
        (
            "mm",
            "row",
            "any",
            3,
            5,
            f"A row of `features` has **4** numbers, a column of `weights` has **3**. {PARTNER}",
        ),
        (
            "mm",
            "column",
            "column",
            3,
            4,
            f"A row of `features` has **1** number, a column of `weights` has **4**. {PARTNER}",
        ),
        (
            "matmul",
            "vector",
            "any",
            3,
            2,
            f"A row of `features` has **4** numbers, a column of `weights` has **3**. {PARTNER}",
        ),
        (
            "matmul",
            "row",
            "any_vector",
            1,
            3,
            f"A row of `features` has **4** numbers, a column of `weights` has **3**. {PARTNER}",
        ),
        ("mm", "vector", "column", 3, 4, NO_VECTOR_WORDS),
        ("mm", "row", "vector", 3, 4, NO_VECTOR_WORDS),
        (
            "mul",
            "row",
            "any",
            3,
            5,
            "Number meets number. Compared from the right, two sizes must be equal, or one of them 1: **4** and **5** "
            "are neither.",
        ),
        (
            "mul",
            "column",
            "any",
            3,
            5,
            "Number meets number. Compared from the right, two sizes must be equal, or one of them 1: **4** and **3** "
            "are neither.",
        ),
        ("dot", "row", "vector", 3, 4, DOT_FOR_VECTORS.format(shapes="(1, 4)")),
        ("dot", "vector", "column", 3, 4, DOT_FOR_VECTORS.format(shapes="(4, 1)")),
        ("dot", "row", "column", 3, 4, DOT_FOR_VECTORS.format(shapes="(1, 4) and (4, 1)")),
        ("dot", "vector", "any_vector", 1, 3, f"`features` has **4** numbers, `weights` has **3**. {PARTNER}"),
    ],
)
def test_what_a_refusal_means(operation: str, features: str, weights: str, rows: int, columns: int, words: str) -> None:
    spec, shown = two(operation, features, weights, rows, columns)
    assert shown.attempt.message
    assert explained(spec, shown.attempt.message, untranslated) == words


def test_a_single_number_is_one() -> None:
    spec, shown = two("dot", "vector", "any_vector", columns=3, inputs=1)
    words = f"`features` has **1** number, `weights` has **3**. {PARTNER}"
    assert explained(spec, shown.attempt.message, untranslated) == words


def test_two_kinds_of_number_and_words_that_nobody_knows() -> None:
    spec, shown = two("mm", dtype="float64")
    assert explained(spec, shown.attempt.message, untranslated) == (
        "The shapes agree, the kinds of number do not: `features` holds float64, as NumPy makes them, `weights` holds "
        "float32."
    )
    unknown = "torch cannot do this with these two tensors; above is what it says."
    assert explained(spec, "out of luck", untranslated) == unknown


def test_the_older_words_of_the_same_refusal() -> None:
    message = "mat1 and mat2 shapes cannot be multiplied (1x4 and 3x5)"
    assert older_note(message, untranslated) == (
        "In the notebook, run with torch 0.4 of 2018, the same error says: `size mismatch, m1: [1 x 4], m2: [3 x 5]`"
    )
    assert older_note("self must be a matrix", untranslated) == ""


@for_each(
    ("operation", "features", "weights", "trapped"),
    [
        ("mul", "row", "column", True),
        ("mul", "column", "row", True),
        ("add", "row", "column", True),
        ("mm", "column", "row", True),
        ("mm", "row", "column", False),
        ("mul", "row", "row", False),
        ("dot", "vector", "vector", False),
    ],
)
def test_a_trap_is_where_each_number_meets_every_other(
    operation: str, features: str, weights: str, trapped: bool
) -> None:
    assert is_trapped(two(operation, features, weights)[1]) is trapped


def test_the_trap_in_words() -> None:
    resized = " This is what happens after `weights.resize_(4, 1)`, which changes `weights` itself."
    spec, shown = two("add")
    assert trap_words(spec, shown, untranslated) == TRAP + resized
    spec, shown = two("mul", "column", "row")
    whole, operands = shown.attempt.result, shown.operands
    assert whole is not None
    right = (operands.features.flatten() @ operands.weights.flatten() + operands.bias.item()).sigmoid().item()
    wrong = (whole.sum() + operands.bias.item()).sigmoid().item()
    added = f" Added up they are one number, which looks like an answer: y = **{wrong:.4f}** instead of {right:.4f}."
    assert f"{wrong:.4f}" != f"{right:.4f}"
    assert trap_words(spec, shown, untranslated) == TRAP + added
    spec, shown = two("mul")
    assert trap_words(spec, shown, untranslated) == TRAP + added + resized
    spec, shown = two("mul", "column", "column")
    assert resized not in trap_words(spec, shown, untranslated)
    spec, shown = two("mul", "column", "any", 1, 6)
    assert trap_words(spec, shown, untranslated) == (
        "No error, and still a trap: every number of one meets every number of the other, **24** cells instead of 6."
    )


@for_each(
    ("operation", "features", "weights", "name", "code"),
    [
        ("mm", "row", "row", "t", "torch.mm(features, weights.t())"),
        ("mm", "row", "row", "sum", "torch.sum(features * weights)"),
        ("mul", "row", "column", "mm", "torch.mm(features, weights)"),
        ("mm", "row", "row", "", None),
        ("mm", "row", "row", "dot", None),
        ("mm", "row", "column", "matmul", None),  # nothing is to be repaired
    ],
)
def test_the_repair_of_the_link(operation: str, features: str, weights: str, name: str, code: str | None) -> None:
    repair = chosen_repair(name, two(operation, features, weights)[1])
    assert (repair.code if repair is not None else None) == code


def test_what_has_become_of_two_dtypes() -> None:
    shown = two("mul", "row", "row", dtype="float64")[1]
    wide = shown.attempt.result
    assert wide is not None
    assert dtype_words(wide, shown, untranslated).startswith("`result.dtype` is `torch.float64`: number by number,")
    assert dtype_words(wide.float(), shown, untranslated) == (
        "`result.dtype` is `torch.float32`: `.float()` has turned `features` into float32."
    )
    assert dtype_words(wide, two("mul", "row", "row")[1], untranslated) == ""


@for_each(
    ("operation", "features", "weights", "shown", "note"),
    [
        ("mm", "row", "row", "?", "no result: press one of the lines above the picture"),
        ("mul", "row", "row", "?", "the result is not one number"),
    ],
)
def test_the_output_or_why_there_is_none(operation: str, features: str, weights: str, shown: str, note: str) -> None:
    html = output_html(two(operation, features, weights)[1], untranslated)
    assert html == f'<div class="output"><p>y = {shown}</p><small>{note}</small></div>'


def test_where_no_repair_helps_none_is_to_be_pressed() -> None:
    html = output_html(two("mm", "row", "any", 3, 5)[1], untranslated)
    assert html == '<div class="output"><p>y = ?</p><small>no result</small></div>'


def test_the_output_is_activation_of_result_and_bias() -> None:
    view = two("mm")[1]
    assert view.attempt.result is not None
    y = (view.attempt.result + view.operands.bias).sigmoid().item()
    html = output_html(view, untranslated)
    assert html == f'<div class="output"><p>y = <b>{y:.4f}</b></p><small>activation(result + bias)</small></div>'


def test_the_line_that_is_drawn() -> None:
    assert line_html(two("mul")[1]) == '<code class="line">features * weights</code>'


@for_each(
    ("operation", "features", "weights", "words"),
    [
        ("mm", "row", "column", "Row by column: press a cell of the result to see its row, its column and its sum."),
        (
            "matmul",
            "vector",
            "vector",
            "Row by column: press a cell of the result to see its row, its column and its sum.",
        ),
        ("mul", "row", "row", "Number meets number: press a cell of the result to see where it comes from."),
        (
            "mul",
            "row",
            "vector",
            "Broadcasting: what has size 1, or no such dimension, is used again for each cell it meets.",
        ),
        (
            "mul",
            "row",
            "any",
            "Broadcasting: what has size 1, or no such dimension, is used again for each cell it meets.",
        ),
        (
            "dot",
            "vector",
            "vector",
            "Number meets number, and the products are added up: `torch.dot` is `torch.sum(features * weights)`.",
        ),
    ],
)
def test_how_to_read_a_result_without_a_trap(operation: str, features: str, weights: str, words: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        spec, scene = two(operation, features, weights)
        outcome_panel(spec, scene, None, untranslated)
        assert [text for _, text in shown.texts] == [words]


def test_a_refusal_stands_in_torchs_words_old_words_and_ours(page: WithoutPage) -> None:
    spec, scene = two("mm", "row", "row")
    outcome_panel(spec, scene, None, untranslated)
    assert [place for place, _ in page.texts] == ["value-error", "value-older", ""]
    assert page.text("value-error") == f"False: {scene.attempt.message}"
    assert page.text("").startswith("A row of `features` has **4** numbers")
    page.clear()
    spec, scene = two("mm", "row", "vector")
    outcome_panel(spec, scene, None, untranslated)
    assert [place for place, _ in page.texts] == ["value-error", ""]


def test_a_trap_is_a_warning(page: WithoutPage) -> None:
    spec, scene = two("add")
    outcome_panel(spec, scene, None, untranslated)
    assert page.text("value-trap").startswith(f":material/warning: {TRAP}")


def test_below_a_repair_stands_what_it_repairs_and_what_it_gives(page: WithoutPage) -> None:
    spec, scene = two("mm", "row", "row", dtype="float64")
    repair = chosen_repair("t", scene)
    assert repair is not None
    outcome_panel(spec, scene, repair, untranslated)
    assert page.texts[0] == ("unrepaired", "Without the repair, `torch.mm(features, weights)`:")
    first, second, third, fourth = page.text("value-repaired").split("\n")
    assert first == f"True: {repair.code}"
    assert (second, third) == (f"# {repair.result!r}", f"activation({repair.code} + bias)")
    assert fourth == f"# {repair.output!r}"
    assert page.text("value-dtype").startswith("`result.dtype` is `torch.float32`")


def test_a_repair_is_pressed_and_let_go(page: WithoutPage) -> None:
    scene = two("mm", "row", "row")[1]
    line_panel(scene, scene, None, untranslated)
    names = ["view", "reshape", "t", "sum"]
    assert list(page.widgets) == [f"repair-{name}" for name in names]
    assert [widget.label for widget in page.widgets.values()] == [
        "view(4, 1)",
        "reshape(-1, 1)",
        ".t()",
        "torch.sum(features * weights)",
    ]
    assert {widget.named["type"] for widget in page.widgets.values()} == {"secondary"}
    page.widgets["repair-t"].act()
    assert page.link == {"repair": "t"}
    line_panel(scene, scene, chosen_repair("t", scene), untranslated)
    assert [name for name in names if page.widgets[f"repair-{name}"].named["type"] == "primary"] == ["t"]
    page.widgets["repair-view"].act()
    assert page.link == {"repair": "view"}
    page.widgets["repair-view"].act()
    assert page.link == {}


@for_each(
    ("inputs", "words"),
    [
        (4, "No other shape helps: 4 numbers cannot meet 15. Move a slider."),
        (1, "No other shape helps: one number cannot meet 15. Move a slider."),
    ],
)
def test_where_nothing_helps_words_say_so(inputs: int, words: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        scene = two("mm", "row", "any", 3, 5, inputs=inputs)[1]
        line_panel(scene, scene, None, untranslated)
        assert shown.text("") == words
        assert not shown.widgets


@for_each(
    ("operation", "features", "weights", "are_offered"),
    [("mm", "row", "column", False), ("mul", "row", "column", True)],
)
def test_repairs_are_offered_where_something_is_to_be_repaired(
    operation: str, features: str, weights: str, are_offered: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        scene = two(operation, features, weights)[1]
        line_panel(scene, scene, None, untranslated)
        assert bool(shown.widgets) is are_offered


@for_each(
    ("guess", "answer"),
    [
        ("a", "No. torch says: mat1 and mat2 shapes cannot be multiplied (1x4 and 1x4)"),
        ("b", "No. torch says: mat1 and mat2 shapes cannot be multiplied (4x1 and 4x1)"),
        ("c", "Yes: the inner sizes agree, and the outer ones remain: (4, 4)."),
    ],
)
def test_torch_answers_the_question(guess: str, answer: str) -> None:
    asked: dict[str, str] = {}

    def choose(_question: str, options: dict[str, str]) -> str:
        asked.update(options)
        return guess

    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        patch.setattr(multiply, "guess_control", choose)
        question_panel(two("mm")[0], untranslated)
        assert asked == {"a": "(1, 4) with (1, 4)", "b": "(4, 1) with (4, 1)", "c": "(4, 1) with (1, 4)"}
        assert re.sub("<.*?>", "", shown.text("value-answer")) == answer


def test_without_a_guess_there_is_no_answer(page: WithoutPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiply, "guess_control", lambda *_: None)
    question_panel(two("mm")[0], untranslated)
    assert page.texts == []


@for_each(("pressed", "select"), [("c1.2", "c1.2"), ("c1.1", ""), ("c0.1", None), ("", None)])
def test_a_press_on_a_cell_selects_it_and_the_first_needs_no_word(pressed: str, select: str | None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        shown.link["select"] = "c2.2"
        shown.state["value-product"] = {"picked": {"name": pressed, "number": 1}}
        multiply._pick_cell()
        assert shown.link.get("select", "") == ("c2.2" if select is None else select)


def test_line_picture_sum_and_output_stand_in_their_own_places(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed: list[tuple[str, str]] = []
    monkeypatch.setattr(multiply, "pressable", lambda html, *, key, **_named: placed.append((key, html)))
    _spec, scene = two("mm", "row", "column")
    line_panel(scene, scene, None, untranslated)
    picture_panel(scene, untranslated)
    output_panel(scene, untranslated)
    assert placed == [("value-product", picture_html(scene))]
    assert page.texts == [
        ("value-line", f'<div data-part="value-line">{line_html(scene)}</div>'),
        ("value-sum", f'<div data-part="value-sum">{sum_html(scene)}</div>'),
        ("value-output", f'<div data-part="value-output">{output_html(scene, untranslated)}</div>'),
    ]
