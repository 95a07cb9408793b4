"""The names around a heatmap: which are written while there is room for all, and where they stand."""

from typing import Any

import numpy as np
import pytest

from components.network.figures.matrix_names import above, below_names, column_names, input_names, row_names, titles
from components.network.figures.matrix_room import MatrixRoom
from compute.network.spec import NetworkSpec
from tests.cases import for_each

SPEC = NetworkSpec(inputs=3, hidden=(2,))
NAMES = ("one", "two")


def room(inputs: int = 3, units: int = 2, width: float = 50, height: float = 20, scale: float = 1.0) -> MatrixRoom:
    """Return a table with cells of one size: gaps and the two rows below as wide and as high as they are."""
    x = np.arange(inputs + units + 2) * width * scale
    y = np.arange(inputs + 4) * height * scale
    return MatrixRoom(x, y, inputs, units, NAMES, scale)


def placed(trace: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    return [
        (text, pytest.approx(x, abs=0.011), pytest.approx(y))
        for text, x, y in zip(trace["text"], trace["x"].tolist(), trace["y"].tolist(), strict=True)
    ]


def test_each_name_stands_at_its_row_or_column() -> None:
    grid = room()
    assert placed(column_names(grid, SPEC, 1)) == [("h1", 225, 0), ("h2", 275, 0)]
    assert placed(input_names(grid, SPEC, 1)) == [("x1", 25, 80), ("x2", 75, 80), ("x3", 125, 80)]
    assert placed(row_names(grid, SPEC, 1)) == [("x1 ", 200, 10), ("x2 ", 200, 30), ("x3 ", 200, 50)]
    assert placed(below_names(grid)) == [(" one", 299.99, 90), (" two", 299.99, 110)]
    assert below_names(grid)["x"].max() < 300  # type: ignore[attr-defined]


def test_a_layer_is_named_after_the_units_before_and_behind_it() -> None:
    grid = room(2, 1)
    assert [text for text, *_ in placed(column_names(grid, SPEC, 2))] == ["y"]
    assert [text for text, *_ in placed(input_names(grid, SPEC, 2))] == ["h1", "h2"]
    assert [text for text, *_ in placed(row_names(grid, SPEC, 2))] == ["h1 ", "h2 "]


def test_a_name_is_aligned_with_what_it_names() -> None:
    for scale in (1.0, 2.0):
        grid = room(scale=scale)
        traces = (column_names(grid, SPEC, 1), input_names(grid, SPEC, 1), row_names(grid, SPEC, 1), below_names(grid))
        assert [trace["textposition"] for trace in traces] == [
            "top center",
            "top center",
            "middle left",
            "middle right",
        ]
        assert {trace["textfont"]["size"] for trace in traces} == {14 * scale}


@for_each(
    ("width", "numbers"),
    [
        (36, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        (35.9, [1, 2, 4, 6, 8]),
        (18, [1, 4, 8]),
        (12, [1, 4, 8]),
        (8, [1, 8]),
        (4, [1]),
        (40, [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ],
)
def test_where_names_would_meet_the_first_and_every_second_fourth_or_eighth_is_written(
    width: float, numbers: list[int]
) -> None:
    """A column's name needs 36 pixels, so 18 wide columns leave three between two names."""
    for scale in (1.0, 2.0):
        grid = room(9, 9, width=width, scale=scale)
        spec = NetworkSpec(inputs=9, hidden=(9,))
        assert column_names(grid, spec, 1)["text"] == [f"h{number}" for number in numbers]
        assert input_names(grid, spec, 1)["text"] == [f"x{number}" for number in numbers]
        assert len(row_names(grid, spec, 1)["text"]) == 9


@for_each(("height", "numbers"), [(13, list(range(1, 10))), (12.9, [1, 2, 4, 6, 8]), (6, [1, 4, 8]), (3, [1, 8])])
def test_a_rows_name_needs_thirteen_pixels(height: float, numbers: list[int]) -> None:
    for scale in (1.0, 2.0):
        grid = room(9, 9, height=height, scale=scale)
        shown = row_names(grid, NetworkSpec(inputs=9, hidden=(9,)), 1)["text"]
        assert shown == [f"x{number} " for number in numbers]


def test_the_sizes_that_must_agree_are_underlined() -> None:
    weights: Any
    inputs: Any
    weights, inputs = titles(room(), SPEC, 1)
    assert (weights["text"], weights["x"], weights["y"], weights["xanchor"]) == (
        "<b>W1</b> (<u>3</u> × 2)",
        250.0,
        0,
        "center",
    )
    assert (inputs["text"], inputs["x"], inputs["y"], inputs["xanchor"]) == ("<b>x</b> (1 × <u>3</u>)", 0, 80.0, "left")
    _weights, hidden = titles(room(2, 1), SPEC, 2)
    assert hidden["text"] == "<b>h</b> (1 × <u>2</u>)"


def test_a_line_above_keeps_its_distance() -> None:
    for scale in (1.0, 2.0):
        line: Any = above(room(scale=scale), "text")
        assert (line["y"], line["yshift"], line["font"]["size"]) == (0, 19 * scale, 14 * scale)
