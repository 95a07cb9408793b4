"""Write the names around the cells of a layer's heatmap: of rows and columns, of W and of the inputs."""

from collections.abc import Iterator, Sequence

import numpy as np
from jaxtyping import Float, Int
from numpy import ndarray

from components.base.style import (
    FONT_SIZE,
    INK,
    TIMES,
)
from components.network.figures.matrix_room import MatrixRoom
from compute.network.elements import Unit, layer_name
from compute.network.spec import NetworkSpec

NAME_ROOM = (36.0, 13.0)
"""Width of a column's name and height of a row's."""


def column_names(grid: MatrixRoom, spec: NetworkSpec, layer: int) -> dict[str, object]:
    """Write the name of every unit above its column of W, or of as many units as there is room for."""
    at = _thinned(grid.units, (grid.x[-1] - grid.x[-2]) / grid.scale, NAME_ROOM[0])
    names = [Unit(layer, index).label(spec) for index in at.tolist()]
    return _names(grid, _middles(grid.x)[at + grid.first], [0.0] * len(at), names, "top center")


def input_names(grid: MatrixRoom, spec: NetworkSpec, layer: int) -> dict[str, object]:
    """Write the names of the inputs above their row."""
    at = _thinned(grid.inputs, (grid.x[1] - grid.x[0]) / grid.scale, NAME_ROOM[0])
    names = [Unit(layer - 1, index).label(spec) for index in at.tolist()]
    return _names(grid, _middles(grid.x)[at], [grid.y[grid.result_row]] * len(at), names, "top center")


def row_names(grid: MatrixRoom, spec: NetworkSpec, layer: int) -> dict[str, object]:
    """Write the names of the inputs beside their rows of W."""
    at = _thinned(grid.inputs, (grid.y[1] - grid.y[0]) / grid.scale, NAME_ROOM[1])
    names = [f"{Unit(layer - 1, index).label(spec)} " for index in at.tolist()]
    return _names(grid, [grid.x[grid.first]] * len(at), _middles(grid.y)[at], names, "middle left")


def below_names(grid: MatrixRoom) -> dict[str, object]:
    """Write the names of the rows below W at their right ends."""
    rows = _middles(grid.y)[grid.result_row :]
    end = grid.x[-1] - 0.01  # rounding may put a point beyond the axis, where it is not drawn
    return _names(grid, [end] * len(rows), rows, [f" {name}" for name in grid.names], "middle right")


def _middles(edges: Float[ndarray, " n_and_one"]) -> Float[ndarray, " n"]:
    return np.asarray((edges[:-1] + edges[1:]) / 2)


def _thinned(count: int, size: float, room: float) -> Int[ndarray, " shown"]:
    """Choose which of `count` rows or columns are named: all, or the first and every second, fourth, eighth .."""
    step = 1
    while step < count and size * max(step - 1, 1) < room and size * step < 1.6 * room:
        step *= 2
    numbers = np.arange(1, count + 1)
    return np.flatnonzero((numbers % step == 0) | (numbers == 1))


def _names(
    grid: MatrixRoom, x: Sequence[float] | ndarray, y: Sequence[float] | ndarray, names: list[str], textposition: str
) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "text",
        "x": np.array(x, dtype=np.float32),
        "y": np.array(y, dtype=np.float32),
        "text": names,
        "textposition": textposition,
        "textfont": {"size": FONT_SIZE * grid.scale, "color": INK},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def titles(grid: MatrixRoom, spec: NetworkSpec, layer: int) -> Iterator[dict[str, object]]:
    """Write the names of W and of the inputs with their shapes; the sizes that must agree are underlined."""
    inner = f"<u>{grid.inputs}</u>"
    middle = (grid.x[grid.first] + grid.x[-1]) / 2
    yield above(grid, f"<b>W{layer}</b> ({inner} {TIMES} {grid.units})") | {"x": middle, "xanchor": "center"}
    yield above(grid, f"<b>{layer_name(spec, layer - 1)}</b> (1 {TIMES} {inner})") | {
        "x": 0,
        "xanchor": "left",
        "y": grid.y[grid.result_row],
    }


def above(grid: MatrixRoom, text: str) -> dict[str, object]:
    """Place a line above the names of the columns, at the same distance in any window."""
    return {
        "text": text,
        "showarrow": False,
        "y": 0,
        "yanchor": "bottom",
        "yshift": 19 * grid.scale,
        "font": {"size": FONT_SIZE * grid.scale, "color": INK},
    }
