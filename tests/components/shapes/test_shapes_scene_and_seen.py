"""What a link to the shapes page says, and the sentence at its head."""

from components.base.text import untranslated
from components.shapes.controls import (
    FIELDS,
    said_of_change,
    said_of_product,
)
from components.shapes.scene import WAITS, seen_in, shapes_scene
from components.shapes.seen import lead
from compute.shapes.operations import ShapesSpec
from compute.shapes.reshaping import ChangeSpec
from tests.cases import for_each

PLAIN = {field.name: field.default for field in FIELDS} | {"select": "", "transposed": "", "flat": "", "beat": ""}


def said(**given: str) -> dict[str, str]:
    """Return all that a link says: what is given, and else the defaults."""
    return {**PLAIN, **given}


PRODUCT = said(
    part="multiply",
    seed="8",
    inputs="2",
    features="column",
    weights="any",
    weight_rows="3",
    weight_columns="5",
    operation="mul",
    dtype="float64",
)
CHANGE = said(
    part="reshape",
    seed="8",
    rows="4",
    columns="3",
    new_rows="6",
    new_columns="5",
    depth="2",
    transposed="true",
    infer="rows",
    fill="drawn",
    owner="numpy",
    change="view",
)


def test_two_operands_are_read_from_a_link_and_written_into_one() -> None:
    seen = seen_in(PRODUCT)
    assert seen.spec == ShapesSpec(8, 2, "column", "any", 3, 5, "mul", "float64")
    assert (seen.part, seen.name, seen.repair) == ("multiply", "reshape", None)
    assert {name: PRODUCT[name] for name in said_of_product(seen.spec)} == said_of_product(seen.spec)
    assert list(said_of_product(seen.spec)) == [
        "seed",
        "inputs",
        "features",
        "weights",
        "weight_rows",
        "weight_columns",
        "operation",
        "dtype",
    ]


def test_a_change_is_read_from_a_link_and_written_into_one() -> None:
    seen = seen_in(CHANGE)
    assert seen.change == ChangeSpec(4, 3, 6, 5, 2, True, "drawn", "numpy", 8, False, "rows")
    assert (seen.part, seen.name) == ("reshape", "view")
    assert said_of_change(seen.change) == {
        "rows": "4",
        "columns": "3",
        "depth": "2",
        "new_rows": "6",
        "new_columns": "5",
        "transposed": "true",
        "flat": "",
        "infer": "rows",
        "fill": "drawn",
        "owner": "numpy",
        "seed": "8",
    }


def test_a_vector_has_neither_layers_nor_a_transposition() -> None:
    change = seen_in(CHANGE | {"flat": "true"}).change
    assert (change.flat, change.depth, change.transposed) == (True, 1, False)
    assert not seen_in(CHANGE | {"transposed": ""}).change.transposed


def test_the_selected_cell_and_the_repair_of_the_link_are_shown() -> None:
    seen = seen_in(said(features="row", weights="row", select="c2.3", repair="t"))
    assert seen.product.chosen == (1, 2)
    assert seen.repair is not None
    assert seen.repair.name == "t"
    assert seen.shown.attempt.code == "torch.mm(features, weights.t())"
    assert seen_in(said(features="row", weights="row")).shown is not None
    plain = seen_in(said(features="row", weights="row"))
    assert plain.shown is plain.product


@for_each(
    ("link", "words"),
    [
        (
            said(features="row", weights="column"),
            "Shapes **(1, 5)** and **(5, 1)**: `torch.mm(features, weights)` gives **(1, 1)**.",
        ),
        (
            said(features="column", weights="any"),
            "Shapes **(5, 1)** and **(3, 4)**: torch refuses `torch.mm(features, weights)`.",
        ),
        (
            said(features="row", weights="row", repair="t"),
            "Shapes **(1, 5)** and **(5, 1)**: `torch.mm(features, weights.t())` gives **(1, 1)**.",
        ),
        (
            said(part="reshape"),
            "`a.reshape(2, 3)` makes **(2, 3)** of **(3, 2)**, and no number moves in the memory.",
        ),
        (
            said(part="reshape", transposed="true", new_rows="3", new_columns="2"),
            "`a.reshape(3, 2)` makes **(3, 2)** of **(2, 3)**, in a memory of its own.",
        ),
        (
            said(part="reshape", change="view", new_rows="1"),
            "`a` has the shape **(3, 2)**, and torch refuses `a.view(1, 3)`.",
        ),
    ],
)
def test_the_sentence_at_the_head(link: dict[str, str], words: str) -> None:
    assert lead(seen_in(link), untranslated) == words


def test_each_part_moves_what_it_shows() -> None:
    product = shapes_scene(PRODUCT, untranslated)
    assert set(product.parts) == {"lead", "value-line", "value-sum", "value-output"}
    assert "value-product" in product.tables
    assert product.waits[:2] == WAITS["multiply"] == ("repairs", "shapes-words")
    change = shapes_scene(CHANGE, untranslated)
    assert {"value-journey", "value-changes"} <= set(change.tables)
    assert change.waits[:3] == WAITS["reshape"] == ("change", "shapes-words", "value-twins")
    assert "value-line" not in change.parts
