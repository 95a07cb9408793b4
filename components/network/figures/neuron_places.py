"""Where the parts of the neuron's picture stand.

The left part has inputs, weights and the bars of the waterfall: x goes from 0 to `WIDTH`, about the pixels that it has
on a small laptop, and y from 0 at the bottom to 1. The right part has the curve and y, in the units of the curve.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float
from numpy import ndarray

from components.base.drawing import curve_at

WIDTH = 480.0
"""Units of the left part."""

ROOM, WALL_ROOM = (740, 370), (600, 280)
"""Pixels that the whole drawing has on a small laptop, and on a wall, where everything is enlarged afterwards."""

TYPE, SMALL_TYPE = 14.0, 12.0
"""Pixels of type, and of type where room is short."""

LEFT_SHARE = 0.645
"""Share of the width that the left part has."""

TOP, BOTTOM, TITLE_ROW = 0.925, 0.105, 0.968
"""The heights between which the rows are, and that of the titles."""

MAX_ROW, MAX_SPACING, MAX_BAR = 0.135, 0.32, 0.066
"""However few rows there are: shares of the height for a row, for an input, and for a bar."""

STUB = 24.0
"""How far an edge goes straight at both ends."""

PILL_AT, PILL_AFTER_BESIDE = 0.42, 0.54
"""Share of an edge at which its weight stands, also where the inputs stand farther right."""

LARGE, WALL_LARGE = 74.0, 58.0
"""Pixels of y, the result."""

INPUT_TITLE_AT, WEIGHT_TITLE_AT = 36.0, 136.0
"""Where these titles stand at least, so that they neither leave the picture nor meet."""

LEAST_TAIL = 0.07
"""Share of the height that the rows of sum, bias and z have, however many products there are."""

LEAST_ROW, LEAST_PILL, LEAST_NAME = 15.0, 20.0, 22.0
"""Pixels that a row needs for its number, an edge for the number on it, and a circle for its name."""

GAP = 2.0
"""Pixels between two circles at least."""

HOLDS_VALUE, HOLDS_LARGE_VALUE = 50.0, 55.0
"""Pixels of a circle that holds a value, and of one in which it has the usual size."""

CURVE, Y_AT, ELBOW, RIGHT_WIDTH = (26.0, 172.0), 220.0, 178.0, 262.0
"""In the right part: from where to where the curve is, where y is, where the way to it turns, and how wide it is."""

CURVE_BOX = (0.3, 0.87)
"""The heights between which the curve is."""

NARROW_TITLE = (258.0, 0.9)
"""Where the title of the curve ends on a phone, and how high it is: beside the curve, to which a line comes down."""

Y_HEIGHT = (CURVE_BOX[0] + CURVE_BOX[1]) / 2
"""Height of y."""


@dataclass(frozen=True)
class NeuronColumns:
    """From where to where the columns of the left part are.

    Attributes
    ----------
    values_end: where the values end that stand beside their circles.
    input_at, input_beside: where circles are that hold their values, and others.
    edges_end, text_end: where the edges end, and the numbers of the rows.
    bias_at: the middle of the bias.
    bars: the ends of the waterfall.
    """

    values_end: float
    input_at: float
    input_beside: float
    edges_end: float
    text_end: float
    bias_at: float
    bars: tuple[float, float]


USUAL_COLUMNS = NeuronColumns(56.0, 37.0, 77.0, 192.0, 302.0, 244.0, (310.0, 466.0))
WALL_COLUMNS = NeuronColumns(58.0, 37.0, 86.0, 232.0, 352.0, 286.0, (364.0, 466.0))
"""On a wall the same type takes more of the width; the bars give it."""


@dataclass(frozen=True)
class NeuronPlaces:
    """Places and sizes for a number of inputs, and of rows below those of the products.

    Attributes
    ----------
    room: pixels that the whole drawing is laid out for.
    columns: from where to where inputs, edges, numbers and bars are.
    inputs: height of each input.
    rows: height of each row of the waterfall: products, sum, bias, z.
    thick: height of a bar of a product, and of one below.
    circle, large: pixels of the circle of an input, and of that of y.
    least_height: pixels above which circles, pills and rows of these sizes still stand apart.
    holds_values: whether the circles hold their values; else these stand beside them.
    type, row_type: pixels of the type in the circles, and in the rows.
    has_names, has_values, has_rows, has_pills: whether there is room for names in circles, values of inputs, numbers of
        the products, and weights on edges.
    """

    room: tuple[int, int]
    columns: NeuronColumns
    inputs: Float[ndarray, " inputs"]
    rows: Float[ndarray, " rows"]
    thick: tuple[float, float]
    circle: float
    large: float
    least_height: float
    holds_values: bool
    type: float
    row_type: float
    has_names: bool
    has_values: bool
    has_rows: bool
    has_pills: bool

    @classmethod
    def of(cls, inputs: int, below: int, *, wall: bool) -> "NeuronPlaces":
        """Return the places of a unit with so many inputs, and so many rows `below` those of its products."""
        size = WALL_ROOM if wall else ROOM
        height = size[1]
        room, middle = TOP - BOTTOM, (TOP + BOTTOM) / 2
        row = min(room / (inputs + below), MAX_ROW)
        tail = max(row, LEAST_TAIL)
        row = min(row, (room - below * tail) / inputs)
        spacing = min(room / inputs, MAX_SPACING)
        start = BOTTOM + inputs * row + below * tail
        products = start - row * (np.arange(inputs) + 0.5)
        others = start - inputs * row - tail * (np.arange(below) + 0.5)
        most = 0.92 * spacing * height
        holds_values = most >= HOLDS_VALUE
        circle = float(np.clip(most, HOLDS_VALUE, 58.0) if holds_values else np.clip(0.8 * most, 3.0, 32.0))
        large = not wall and circle >= HOLDS_LARGE_VALUE
        is_roomy = not wall and row * height >= 24
        has_rows = row * height >= LEAST_ROW
        edge = (spacing + row) / 2  # from the middle of one to that of the next
        has_pills = edge * height >= LEAST_PILL and has_rows
        least = max((circle + GAP) / spacing, has_rows * LEAST_ROW / row, has_pills * LEAST_PILL / edge)
        return cls(
            room=size,
            columns=WALL_COLUMNS if wall else USUAL_COLUMNS,
            inputs=middle + spacing * ((inputs - 1) / 2 - np.arange(inputs)),
            rows=np.concatenate([products, others]),
            thick=(min(0.62 * row, MAX_BAR), min(0.62 * tail, MAX_BAR)),
            circle=circle,
            large=WALL_LARGE if wall else LARGE,
            least_height=min(least, float(height)),
            holds_values=holds_values,
            type=TYPE if large else SMALL_TYPE,
            row_type=TYPE if is_roomy else SMALL_TYPE,
            has_names=circle >= LEAST_NAME,
            has_values=spacing * height >= LEAST_ROW,
            has_rows=has_rows,
            has_pills=has_pills,
        )

    @property
    def input_at(self) -> float:
        """Where the circles of the inputs are."""
        columns = self.columns
        return columns.input_at if self.holds_values or not self.has_values else columns.input_beside

    @property
    def edges_end(self) -> float:
        """Where the edges end: before the numbers of the products, or before the bars."""
        return self.columns.edges_end if self.has_rows else self.columns.text_end

    def on_edges(self) -> Float[ndarray, "inputs 2"]:
        """Return where the weights stand on the edges."""
        begin, end = self.edges()
        share = PILL_AT if self.holds_values else PILL_AFTER_BESIDE
        return curve_at(begin, end, np.array([share]), STUB)[:, 0]

    def edges(self) -> tuple[Float[ndarray, "inputs 2"], Float[ndarray, "inputs 2"]]:
        """Return where the edges begin and where they end."""
        count = len(self.inputs)
        begin = np.column_stack([np.full(count, self.input_at), self.inputs])
        end = np.column_stack([np.full(count, self.edges_end), self.rows[:count]])
        return begin, end


@dataclass(frozen=True)
class RightPart:
    """The axes of the right part: the curve has the ranges given, and around it is room for y and the way to it."""

    z_range: tuple[float, float]
    f_range: tuple[float, float]

    def x(self, pixels: float) -> float:
        """Return the place that is so many pixels from the left, as z."""
        low, high = self.z_range
        return low + (high - low) * (pixels - CURVE[0]) / (CURVE[1] - CURVE[0])

    def y(self, height: float) -> float:
        """Return the place at a share of the whole height, as f."""
        low, high = self.f_range
        return low + (high - low) * (height - CURVE_BOX[0]) / (CURVE_BOX[1] - CURVE_BOX[0])

    @property
    def x_range(self) -> list[float]:
        """From the left edge to the right one."""
        return [self.x(0), self.x(RIGHT_WIDTH)]

    @property
    def y_range(self) -> list[float]:
        """From the lower edge to the upper one."""
        return [self.y(0), self.y(1)]
