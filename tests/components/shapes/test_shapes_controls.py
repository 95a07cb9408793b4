"""What can be selected on the shapes page, and the controls of its two parts."""

import pytest

from components.base.text import untranslated
from components.shapes import controls
from components.shapes.controls import (
    SELECT,
    SLIDERS,
    Selected,
    case_controls,
    change_control,
    operation_control,
    part_control,
    said_of_change,
    said_of_product,
    selected,
    selected_in,
)
from compute.shapes.operations import ShapesSpec
from compute.shapes.reshaping import ChangeSpec
from tests.cases import for_each
from tests.components.without_page import WithoutPage


@for_each(
    ("select", "selected"),
    [
        ("", Selected((0, 0), None)),
        ("c1.1", Selected((0, 0), None)),
        ("c2.8", Selected((1, 7), None)),
        ("e1", Selected((0, 0), 0)),
        ("e108", Selected((0, 0), 107)),
        ("c0.1", Selected()),
        ("c1.9", Selected()),
    ],
)
def test_what_a_link_selects_counts_from_one(select: str, selected: Selected) -> None:
    assert selected_in(select) == selected


@for_each(
    ("text", "kept"),
    [("c8.8", True), ("c9.1", False), ("c1.0", False), ("e999", True), ("e1000", False), ("e0", False), ("", False)],
)
def test_what_can_be_selected(text: str, kept: bool) -> None:
    assert SELECT.canonical(text) == (text if kept else None)


def test_the_selection_is_the_links() -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.link["select"] = "c3.2"
        assert selected() == Selected((2, 1))


def test_which_values_of_the_link_are_sliders() -> None:
    assert SLIDERS == (
        "seed",
        "inputs",
        "weight_rows",
        "weight_columns",
        "rows",
        "columns",
        "depth",
        "new_rows",
        "new_columns",
    )


@for_each(
    ("key", "new_rows", "new_columns", "transposed"),
    [("sharing-case", 2, 5, False), ("copying-case", 5, 2, True)],
)
def test_a_case_asks_for_as_many_cells_as_there_are(
    key: str, new_rows: int, new_columns: int, transposed: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.link["infer"] = "rows"
        page.state |= {"depth": 3, "flat": True, "transposed": not transposed}
        case_controls(ChangeSpec(5, 2), untranslated)
        page.widgets[key].act()
        found = {name: page.state[name] for name in ("new_rows", "new_columns", "transposed", "flat", "depth")}
        assert found == {
            "new_rows": new_rows,
            "new_columns": new_columns,
            "transposed": transposed,
            "flat": False,
            "depth": 1,
        }
        assert "infer" not in page.link


@for_each(
    ("spec", "is_disabled"),
    [(ChangeSpec(2, 2), False), (ChangeSpec(1, 4), True), (ChangeSpec(4, 1), True), (ChangeSpec(1, 1), True)],
)
def test_a_single_row_or_column_is_never_copied(spec: ChangeSpec, is_disabled: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        case_controls(spec, untranslated)
        assert page.widgets["copying-case"].named["disabled"] is is_disabled
        assert "disabled" not in page.widgets["sharing-case"].named


def test_the_operations_are_written_as_lines() -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        assert operation_control(untranslated) == "mm"
        write = page.widgets["operation"].named["format_func"]
        assert (write("mm"), write("mul")) == ("torch.mm(a, b)", "a * b")
        assert page.widgets["operation"].named["label_visibility"] == "collapsed"


@for_each(
    ("state", "link", "is_flat"),
    [
        ({}, {}, False),
        ({}, {"flat": "true"}, True),
        ({"flat": False}, {"flat": "true"}, False),
        ({"flat": True}, {}, True),
    ],
)
def test_a_vector_is_known_before_its_switch_is_placed(
    state: dict[str, bool], link: dict[str, str], is_flat: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        page.state |= state
        page.link |= link
        assert controls._is_flat() is is_flat


def test_part_and_line_are_rows_of_buttons_without_a_label_in_sight() -> None:
    with pytest.MonkeyPatch.context() as patch:
        page = WithoutPage(patch)
        assert part_control(untranslated) == "multiply"
        assert change_control({"reshape": "a.reshape(2, 3)", "t": "a.t()"}, untranslated) == "reshape"
        part, line = page.widgets["part"], page.widgets["change"]
        assert (part.label, line.label) == ("part", "line")
        assert [part.named["format_func"](name) for name in part.given[1]] == [
            "Multiply two tensors",
            "Change the shape of one",
        ]
        assert [line.named["format_func"](name) for name in line.given[1]] == ["a.reshape(2, 3)", "a.t()"]
        assert part.named["label_visibility"] == line.named["label_visibility"] == "collapsed"


def test_what_is_on_the_screen_is_said_as_in_a_link() -> None:
    assert said_of_product(ShapesSpec(8, 2, "column", "any", 6, 3, "add", "float64")) == {
        "seed": "8",
        "inputs": "2",
        "features": "column",
        "weights": "any",
        "weight_rows": "6",
        "weight_columns": "3",
        "operation": "add",
        "dtype": "float64",
    }
    change = {"rows": "4", "columns": "3", "depth": "2", "new_rows": "6", "new_columns": "5"}
    rest = {"infer": "rows", "fill": "drawn", "owner": "numpy", "seed": "8"}
    spec = ChangeSpec(4, 3, 6, 5, 2, transposed=True, fill="drawn", owner="numpy", seed=8, infer="rows")
    assert said_of_change(spec) == {**change, "transposed": "true", "flat": "", **rest}
    flat = ChangeSpec(4, 3, 6, 5, 2, fill="drawn", owner="numpy", seed=8, flat=True, infer="rows")
    assert said_of_change(flat) == {**change, "transposed": "", "flat": "true", **rest}
