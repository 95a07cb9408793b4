"""Draw one layer as a heatmap: the inputs as a row, W above it, and the product where row and columns cross.

The bias, z and the output of every unit follow below it, each with its name and its shape. W has as many rows as x has
columns.

The colours are one heatmap, which fits any window and costs the browser a single image. A heatmap cannot be picked,
so an invisible square lies on every cell and carries its name.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from components.base.drawing import Drawing, bare_layout
from components.base.style import (
    CHANGED,
    DARK_TEXT,
    DIVERGING,
    HIGHLIGHT,
    INK,
    LIGHT_TEXT,
    MINUS,
    NIGHT,
    UNKNOWN,
    VALUE_RANGE,
    fill_at_night,
    ink_at_night,
    text_on,
    true_minus,
)
from components.base.text import Translate, untranslated
from components.network.figures.matrix_cells import (
    MAX_MARKERS,
    MatrixCells,
    cells_of,
    hover_texts,
    marked_cells,
    result_names,
    values_of,
)
from components.network.figures.matrix_names import above, below_names, column_names, input_names, row_names, titles
from components.network.figures.matrix_room import BOTTOM, LEFT, TOP, MatrixRoom, NumberFit, right_margin
from compute.network.elements import Bias, Element, Unit, Weight, exists
from compute.network.known_pass import KnownPass
from compute.network.spec import NetworkSpec

GRID_FROM = 8.0
"""From this width and height on, a fine line separates the cells."""

BADGE = 14.0
"""Size of the mark on a changed cell without a number."""


def layer_matrix(
    passed: KnownPass,
    layer: int,
    *,
    selected: Element | None = None,
    changed: Collection[Element] = (),
    pickable: bool = True,
    scale: float = 1.0,
    _: Translate = untranslated,
) -> Drawing:
    """Draw the table of layer 1 .. depth: x W + b = z, and f(z). Cells of what has not been computed yet are empty.

    Parameters
    ----------
    selected: the weight, bias or unit that stands out; a unit with its whole column, an input with its row.
    changed: elements whose value a person set; they are marked.
    pickable: whether cells can be picked even in a table so large that this slows the browser.
    scale: factor on cells and type, for a projector.

    Returns
    -------
    A drawing whose pickable points carry the short name of their element (`w1.3.2`, `h1.2`) as `customdata`.
    """
    spec, values = passed.network.spec, values_of(passed.layers[layer - 1])
    names = tuple(result_names(spec, layer))
    grid, cells = MatrixRoom.of(passed.layers[layer - 1], names, scale), cells_of(replace(spec, seed=0), layer)
    marked = marked_cells(changed, spec, layer)
    outline = _outline(grid, layer, selected) if selected is not None and exists(selected, spec) else ()
    squares = pickable or len(cells) <= MAX_MARKERS
    traces = [
        _colours(grid, cells, values, hover=not squares),
        *([_squares(grid, cells, values, marked, _)] if squares else []),
        *_numbers(grid, cells, values, marked),
        *outline,
        column_names(grid, spec, layer),
        input_names(grid, spec, layer),
        row_names(grid, spec, layer),
        below_names(grid),
    ]
    return Drawing(traces, _layout(grid, spec, layer))


def _colours(
    grid: MatrixRoom, cells: MatrixCells, values: Float[ndarray, " cells"], *, hover: bool
) -> dict[str, object]:
    table = np.full((len(grid.y) - 1, len(grid.x) - 1), np.nan, dtype=np.float32)
    table[cells.row, cells.column] = values
    cell = min(grid.x[-1] - grid.x[-2], grid.x[1] - grid.x[0], grid.y[1] - grid.y[0])
    gap = 0 if cell < GRID_FROM else 1 if grid.weight_fit is None else 2
    trace: dict[str, object] = {
        "type": "heatmap",
        "x": grid.x,
        "y": grid.y,
        "z": table,
        "colorscale": DIVERGING,
        "zmin": -VALUE_RANGE,
        "zmax": VALUE_RANGE,
        "showscale": False,
        "meta": {"nightScale": NIGHT},
        "xgap": gap,
        "ygap": gap,
    }
    if not hover:
        return trace | {"hoverinfo": "skip"}
    captions = np.full(table.shape, "", dtype=object)
    captions[cells.row, cells.column] = cells.captions
    return trace | {
        "text": captions.tolist(),
        "hovertemplate": "%{text}%{z:.4f}<extra></extra>",
        "hoverongaps": False,
    }


def _squares(
    grid: MatrixRoom,
    cells: MatrixCells,
    values: Float[ndarray, " cells"],
    marked: Collection[int],
    _: Translate,
) -> dict[str, object]:
    """Make invisible points that can be hovered and picked."""
    x, y = grid.centre(cells.row, cells.column)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x.astype(np.float32),
        "y": y.astype(np.float32),
        "marker": {
            "symbol": "square",
            "size": max(float(min(np.diff(grid.x).max(), np.diff(grid.y)[0])), 4.0),
            "color": np.ma.filled(values, np.nan),
            "colorscale": DIVERGING,
            "cmin": -VALUE_RANGE,
            "cmax": VALUE_RANGE,
            "opacity": 0,
        },
        "customdata": list(cells.names),
        "hovertext": hover_texts(cells, values.tolist(), marked, _),
        "hoverinfo": "text",
    }


def _numbers(
    grid: MatrixRoom, cells: MatrixCells, values: Float[ndarray, " cells"], marked: Collection[int]
) -> Iterator[dict[str, object]]:
    """Write the numbers into the cells that have room, with a mark on those that a person changed."""
    below = len(cells) - grid.inputs * (grid.units + 1)
    fits = [
        *[grid.fit(grid.result_row, 0)] * grid.inputs,
        *[grid.weight_fit] * (grid.inputs * grid.units),
        *[grid.fit(grid.result_row, grid.first)] * below,
    ]
    written = [(at, fit) for at, fit in enumerate(fits) if fit is not None]
    if written:
        at = [index for index, _fit in written]
        as_floats = values[at].tolist()
        yield _texts(grid, cells, at) | {
            "text": [
                _written(value, fit) + (CHANGED if index in marked else "")
                for (index, fit), value in zip(written, as_floats, strict=True)
            ],
            "textfont": {
                "size": [fit.font * grid.scale for _at, fit in written],
                "color": [INK if value is None else text_on(value) for value in as_floats],
            },
            "meta": {
                "night": [
                    (at, fill_at_night(value), ink_at_night(value))
                    for at, value in enumerate(as_floats)
                    if value is not None
                ]
            },
        }
    tiny = [index for index in sorted(marked) if fits[index] is None]
    if tiny:
        yield _texts(grid, cells, tiny) | {
            "mode": "markers+text",
            "text": [CHANGED] * len(tiny),
            "textfont": {"size": 0.75 * BADGE * grid.scale, "color": DARK_TEXT},
            "marker": {"size": BADGE * grid.scale, "color": LIGHT_TEXT, "line": {"color": DARK_TEXT, "width": 1}},
        }


def _texts(grid: MatrixRoom, cells: MatrixCells, at: list[int]) -> dict[str, object]:
    x, y = grid.centre(cells.row[at], cells.column[at])
    return {
        "type": "scatter",
        "mode": "text",
        "x": x.astype(np.float32),
        "y": y.astype(np.float32),
        "hoverinfo": "skip",
    }


def _written(value: float | None, fit: NumberFit) -> str:
    if value is None:
        return UNKNOWN
    text = fit.write(value)
    return true_minus(text if len(text) <= fit.characters else f"{value:.1e}")


def _outline(grid: MatrixRoom, layer: int, selected: Element) -> Iterator[dict[str, object]]:
    """Frame the selected cell, the whole column of a selected unit, or a selected input and its row of W."""
    first, last = grid.first, len(grid.x) - 2
    match selected:
        case Weight(at, row, column) if at == layer:
            frames = [(row, first + column, row, first + column)]
        case Bias(at, column) if at == layer:
            frames = [(grid.result_row + 1, first + column, grid.result_row + 1, first + column)]
        case Unit(at, index) if at == layer:
            frames = [(0, first + index, len(grid.y) - 2, first + index)]
        case Unit(at, index) if at == layer - 1:
            frames = [(grid.result_row, index, grid.result_row, index), (index, first, index, last)]
        case _:
            return
    for top_row, left_column, bottom_row, right_column in frames:
        left, right = grid.x[left_column], grid.x[right_column + 1]
        top, bottom = grid.y[top_row], grid.y[bottom_row + 1]
        yield {
            "type": "scatter",
            "mode": "lines",
            "x": [left, right, right, left, left],
            "y": [top, top, bottom, bottom, top],
            "line": {"color": HIGHLIGHT, "width": 3 * grid.scale},
            "cliponaxis": False,
            "hoverinfo": "skip",
        }


def _legend(grid: MatrixRoom) -> Iterator[dict[str, object]]:
    """Write the colour scale, where W has colours only."""
    if grid.weight_fit is None:
        low, lower, _zero, higher, high = (f'<span style="color:{colour}">■</span>' for _place, colour in DIVERGING)
        text = f"≤ {MINUS}{VALUE_RANGE:g} {low}{lower} 0 {higher}{high} ≥ {VALUE_RANGE:g}"
        yield above(grid, text) | {"xref": "paper", "x": 0, "xanchor": "left"}


def _layout(grid: MatrixRoom, spec: NetworkSpec, layer: int) -> dict[str, object]:
    axis = {"visible": False, "fixedrange": True}
    shape = {} if grid.fills_room else {"scaleanchor": "x", "scaleratio": 1}
    top = TOP * grid.scale
    return {
        "xaxis": axis | {"range": [0.0, grid.x[-1]]},
        "yaxis": axis | {"range": [grid.y[-1], 0.0]} | shape,
        "margin": {"l": LEFT * grid.scale, "r": right_margin(grid.names, grid.scale), "t": top, "b": BOTTOM},
        "height": float(grid.y[-1]) + top + BOTTOM,
        **bare_layout(),
        "hoverdistance": round(np.hypot(np.diff(grid.x).max(), np.diff(grid.y).max()) / 2),  # to its corner
        "clickmode": "event",
        "annotations": [*titles(grid, spec, layer), *_legend(grid)],
    }
