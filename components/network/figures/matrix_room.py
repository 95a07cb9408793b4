"""Place the rows and columns of a layer's heatmap, and find which numbers have room in a cell.

All lengths are pixels of `ROOM`, from the top left.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int
from numpy import ndarray

from components.base.style import (
    FONT_SIZE,
    SMALL_FONT_SIZE,
    number,
    short_number,
)
from compute.network.known_pass import KnownLayer

ROOM = (820.0, 420.0)
"""Pixels that the figure has on a small laptop; a wider screen has wider cells."""

LEFT, TOP, BOTTOM = 8.0, 48.0, 6.0
"""Margins; the names of the columns stand in them. The right margin fits the names of the rows below W."""

LETTER = 6.6
"""Width of a letter of such a name."""

CELL = (84.0, 38.0)
"""Width and height of the largest cell."""

MIN_INPUT_WIDTH, MIN_RESULT_HEIGHT = 46.0, 20.0
"""The width that an input keeps while all of them take at most `INPUT_SHARE` of the room; and the least height of the
rows below W."""

INPUT_SHARE, LEAST_INPUT = 0.3, 6.0
"""The least width of an input, for its colour: while each has that, the cells of W stay wide enough for numbers."""

GAP, NAMES_GAP = 10.0, 34.0
"""Height of the gap below W, and width of the gap between the inputs and W, where the names of its rows stand."""

MIN_ABOVE = 44.0
"""The least height of W with the gap below it: beside them stand the names of the inputs."""


class NumberFit(NamedTuple):
    """A way to write numbers: the least width and height of a cell for it, and the most characters in one."""

    write: Callable[[float], str]
    width: float
    height: float
    characters: int
    font: float


FITS = (
    NumberFit(number, 62.0, 16.0, 9, FONT_SIZE),
    NumberFit(partial(short_number, decimals=2), 34.0, 14.0, 7, SMALL_FONT_SIZE),
)
"""From the widest to the narrowest: with four decimals, then with two."""


@dataclass(frozen=True)
class MatrixRoom:
    """The edges of the table's columns and rows, and which numbers its cells can hold."""

    x: Float[ndarray, " columns_and_one"]
    y: Float[ndarray, " rows_and_one"]
    inputs: int
    units: int
    names: tuple[str, ...]
    scale: float

    @classmethod
    def of(cls, layer: KnownLayer, names: tuple[str, ...], scale: float) -> "MatrixRoom":
        """Place the table of a layer.

        Parameters
        ----------
        names: of the rows from the inputs downwards.
        """
        inputs, units = layer.weights.shape
        gap = GAP * scale
        room = ROOM[1] * scale - TOP * scale - BOTTOM - gap
        high = min(CELL[1] * scale, room / (inputs + len(names)))
        below_high = max(high, MIN_RESULT_HEIGHT * scale)
        high = min(high, (room - len(names) * below_high) / inputs)
        gap = max(gap, MIN_ABOVE * scale - inputs * high)
        heights = [high] * inputs + [gap] + [below_high] * len(names)
        room = (ROOM[0] - LEFT - NAMES_GAP) * scale - right_margin(names, scale)
        input_wide, wide = _widths(inputs, units, room / scale)
        widths = [input_wide * scale] * inputs + [NAMES_GAP * scale] + [wide * scale] * units
        return cls(np.cumsum([0.0, *widths]), np.cumsum([0.0, *heights]), inputs, units, names, scale)

    @property
    def first(self) -> int:
        """The first column of W."""
        return self.inputs + 1

    @property
    def result_row(self) -> int:
        """The row of the inputs and of the sum; the bias, z and the output follow."""
        return self.inputs + 1

    def fit(self, row: int, column: int) -> NumberFit | None:
        """Return how the number in this cell is written; None where there is room for its colour only."""
        width, height = self.x[column + 1] - self.x[column], self.y[row + 1] - self.y[row]
        least = self.scale * (1 - 1e-9)
        return next((fit for fit in FITS if width >= fit.width * least and height >= fit.height * least), None)

    @property
    def weight_fit(self) -> NumberFit | None:
        """How the numbers of W are written."""
        return self.fit(0, self.first)

    def centre(self, row: Int[ndarray, " n"], column: Int[ndarray, " n"]) -> Float[ndarray, "2 n"]:
        """Return the middles of cells, x and y."""
        return np.stack([(self.x[column] + self.x[column + 1]) / 2, (self.y[row] + self.y[row + 1]) / 2])

    @property
    def fills_room(self) -> bool:
        """Whether the table is as wide as the room; a narrower one keeps the shape of its cells in any window."""
        return bool(self.x[-1] - self.x[-2] < CELL[0] * self.scale)


def _widths(inputs: int, units: int, room: float) -> tuple[float, float]:
    """Return the widths of an input and of a unit: equal, unless one needs more width to keep its numbers."""
    even = min(CELL[0], room / (inputs + units))
    if even >= FITS[-1].width:
        return even, even
    if inputs * MIN_INPUT_WIDTH <= INPUT_SHARE * room:
        return MIN_INPUT_WIDTH, (room - inputs * MIN_INPUT_WIDTH) / units
    fitting = (fit.width for fit in FITS if room - units * fit.width >= inputs * LEAST_INPUT)
    wide = next(fitting, even)
    return (room - units * wide) / inputs, wide


def right_margin(names: Sequence[str], scale: float) -> float:
    """Return the right margin: room for the longest of the names."""
    return (LETTER * max(map(len, names)) + 2 * BOTTOM) * scale
