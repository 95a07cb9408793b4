"""The matrix of one layer as a table: inputs, W, bias, and below them the sum, z and the output of every unit.

The colours are one heatmap, which fits any window and costs the browser a single image. A heatmap cannot be picked,
so an invisible square lies on every cell and carries its name. All lengths are pixels of `ROOM`, from the top left.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int
from numpy import ndarray
from torch import Tensor

from components.figures.parts import Drawing
from components.style import (
    ARROW,
    CHANGED,
    DARK_TEXT,
    DIVERGING,
    FONT_SIZE,
    HIGHLIGHT,
    INK,
    LIGHT_TEXT,
    SMALL_FONT_SIZE,
    TIMES,
    TRANSPARENT,
    UNKNOWN,
    VALUE_RANGE,
    number,
    short_number,
    text_on,
)
from components.text import Translate, untranslated
from compute.elements import Bias, Element, Unit, Weight, exists
from compute.forward import ForwardPass, LayerPass
from compute.program import hidden_name
from compute.spec import NetworkSpec
from compute.walk import EVERYTHING, Progress

MAX_MARKERS = 400
"""While nothing can be picked, a table with more cells than this has no squares on them."""

MAX_TOLD = 8
"""The words for a screen reader give the values of this many units."""

ROOM = (820.0, 420.0)
"""Pixels that the figure has on a small laptop; a wider screen has wider cells."""

LEFT, RIGHT, TOP, BOTTOM = 66.0, 14.0, 48.0, 6.0
"""Margins: the names of rows and columns stand in them."""

CELL = (84.0, 38.0)
"""The largest cell."""

MIN_INPUT_WIDTH, MIN_RESULT_HEIGHT = 46.0, 20.0
"""However many units there are, the inputs are this wide and the rows below W this high."""

GAP = 10.0
"""Between W and the inputs, the bias and the results."""


class _Fit(NamedTuple):
    """A way to write numbers: the least width and height of a cell for it, and the most characters in one."""

    write: Callable[[float], str]
    width: float
    height: float
    characters: int
    font: float


FITS = (
    _Fit(number, 62.0, 16.0, 9, FONT_SIZE),
    _Fit(partial(short_number, decimals=2), 34.0, 14.0, 7, SMALL_FONT_SIZE),
)
"""With as many decimals as there is room for."""

GRID_FROM = 8.0
"""Cells of this width and height are parted by a fine line."""

BADGE = 14.0
"""Size of the mark on a changed cell without a number."""

NAME_ROOM = (36.0, 13.0)
"""Width of a column's name and height of a row's."""


@dataclass(frozen=True)
class _Cells:
    """The cells of the table in reading order of its parts: inputs, W, bias, sum, z, output.

    Attributes
    ----------
    row, column: place in the table; column 0 has the inputs, 1 is a gap, W begins at 2.
    names: short names of what the cells show; a sum and a z go by their unit.
    captions: what the hover text says before the value.
    """

    row: Int[ndarray, " cells"]
    column: Int[ndarray, " cells"]
    names: tuple[str, ...]
    captions: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class _Grid:
    """Where the columns and rows of the table begin, with the end of the last; and which numbers its cells can hold."""

    x: Float[ndarray, " columns_and_one"]
    y: Float[ndarray, " rows_and_one"]
    inputs: int
    units: int
    bias: bool
    scale: float

    @classmethod
    def of(cls, layer: LayerPass, scale: float) -> "_Grid":
        inputs, units = layer.weights.shape
        bias = layer.bias is not None
        below = 4 if bias else 3
        gap, gaps = GAP * scale, (2 if bias else 1) * GAP * scale
        room = ROOM[1] * scale - TOP * scale - BOTTOM - gaps
        high = min(CELL[1] * scale, room / (inputs + below))
        below_high = max(high, MIN_RESULT_HEIGHT * scale)
        high = min(high, (room - below * below_high) / inputs)
        room = ROOM[0] - LEFT * scale - RIGHT - gap
        wide = min(CELL[0] * scale, room / (units + 1))
        input_wide = max(wide, MIN_INPUT_WIDTH * scale)
        wide = min(wide, (room - input_wide) / units)
        bias_row = [below_high, gap] if bias else []
        heights = [high] * inputs + [gap, *bias_row] + [below_high] * 3
        widths = [input_wide, gap] + [wide] * units
        return cls(np.cumsum([0.0, *widths]), np.cumsum([0.0, *heights]), inputs, units, bias, scale)

    @property
    def result_row(self) -> int:
        """The row of the sum; z and the output follow."""
        return self.inputs + (3 if self.bias else 1)

    def cell(self, element: Element, layer: int) -> int | None:
        """Which of the cells shows something that can be changed; None where the table of `layer` does not have it."""
        match element:
            case Unit(0, index) if layer == 1:
                return index
            case Weight(at, row, column) if at == layer:
                return self.inputs + row * self.units + column
            case Bias(at, column) if at == layer:
                return self.inputs + self.inputs * self.units + column
            case _:
                return None

    def fit(self, row: int, column: int) -> _Fit | None:
        """How the number in this cell is written; None where there is room for its colour only."""
        width, height = self.x[column + 1] - self.x[column], self.y[row + 1] - self.y[row]
        least = self.scale * (1 - 1e-9)
        return next((fit for fit in FITS if width >= fit.width * least and height >= fit.height * least), None)

    @property
    def weight_fit(self) -> _Fit | None:
        """How the numbers of W are written."""
        return self.fit(0, 2)

    def centre(self, row: Int[ndarray, " n"], column: Int[ndarray, " n"]) -> Float[ndarray, "2 n"]:
        """The middles of cells, x and y."""
        return np.stack([(self.x[column] + self.x[column + 1]) / 2, (self.y[row] + self.y[row + 1]) / 2])

    @property
    def fills_room(self) -> bool:
        """Whether the table is as wide as the room; a narrower one keeps the shape of its cells in any window."""
        return bool(self.x[-1] - self.x[-2] < CELL[0] * self.scale)


def layer_matrix(
    passed: ForwardPass,
    layer: int,
    *,
    selected: Element | None = None,
    changed: Collection[Element] = (),
    pickable: bool = True,
    scale: float = 1.0,
    translate: Translate = untranslated,
    progress: Progress | None = None,
) -> Drawing:
    """Draw the table of layer 1 .. depth: x W + b = z, and f(z).

    Parameters
    ----------
    selected: the weight, bias or unit that stands out; a unit with its whole column, an input with its row.
    changed: elements whose value a person set; they are marked.
    pickable: whether cells can be picked even where there are so many that it takes the browser a while.
    scale: factor on cells and type, for a projector.
    progress: what has been computed so far, None for everything; the other cells are empty.

    Returns
    -------
    A drawing whose pickable points carry the short name of their element (`w1.3.2`, `h1.2`) as `customdata`.
    """
    spec, values = passed.network.spec, _values(passed.layers[layer - 1], layer, progress or EVERYTHING)
    grid, cells = _Grid.of(passed.layers[layer - 1], scale), _cells(replace(spec, seed=0), layer)
    places = (grid.cell(element, layer) for element in changed if exists(element, spec))
    marked = {at for at in places if at is not None}
    outline = _outline(grid, layer, selected) if selected is not None and exists(selected, spec) else ()
    squares = pickable or len(cells) <= MAX_MARKERS
    traces = [
        _colours(grid, cells, values, hover=not squares),
        *([_squares(grid, cells, values, marked, translate)] if squares else []),
        *_numbers(grid, cells, values, marked),
        *outline,
        _column_names(grid, spec, layer),
        _row_names(grid, spec, layer),
    ]
    return Drawing(traces, _layout(grid, layer))


@lru_cache(maxsize=16)
def _cells(spec: NetworkSpec, layer: int) -> _Cells:
    """What every cell of the table is; the same for every seed, and kept, since 64 x 64 names take a while."""
    inputs, units = spec.weight_shapes[layer - 1]
    before = [Unit(layer - 1, index) for index in range(inputs)]
    after = [Unit(layer, index) for index in range(units)]
    weights = (Weight(layer, row, column).name() for row in range(inputs) for column in range(units))
    biases = (Bias(layer, column).name() for column in range(units)) if spec.bias else ()
    results = [unit.name(spec) for unit in after] * 3
    names = (*(unit.name(spec) for unit in before), *weights, *biases, *results)
    heads = names
    if len(names) <= MAX_MARKERS:
        sources, targets = [unit.label(spec) for unit in before], [unit.label(spec) for unit in after]
        heads = (
            *(f"<b>{source}</b>" for source in sources),
            *(
                f"{source} {ARROW} {target}<br><b>W{layer}</b>[{row}, {column}]"
                for row, source in enumerate(sources)
                for column, target in enumerate(targets)
            ),
            *(f"b {ARROW} {target}<br><b>B{layer}</b>[0, {at}]" for at, target in enumerate(targets) if spec.bias),
            *(f"<b>{target}</b>" for target in targets * 3),
        )
    signs = ["= "] * len(names)
    signs[-3 * units : -units] = ["Σ = "] * units + ["z = "] * units
    first = inputs + 1
    below = [first, first + 2, first + 3, first + 4] if spec.bias else [first, first + 1, first + 2]
    rows = np.repeat([*range(inputs), *below], units)
    return _Cells(
        row=np.concatenate([np.arange(inputs), rows]),
        column=np.concatenate([np.zeros(inputs, dtype=int), np.tile(np.arange(2, units + 2), inputs + len(below))]),
        names=names,
        captions=tuple(f"{head} {sign}" for head, sign in zip(heads, signs, strict=True)),
    )


def _values(layer: LayerPass, depth: int, known: Progress) -> Float[ndarray, " cells"]:
    """The values of the cells, in the order of `_Cells`; what has not been computed yet is masked."""
    bias = [] if layer.bias is None else [layer.bias]
    parts = [layer.inputs, layer.weights, *bias, layer.weighted_sum, layer.preactivation, layer.output]
    values = np.concatenate([part.numpy().ravel() for part in parts])
    if known.knows_layer(depth):
        return values
    inputs, units = layer.weights.shape
    after = [Unit(depth, index) for index in range(units)]
    given = np.full(len(values) - inputs - 3 * units, True)
    knows = [
        *(known.knows_output(Unit(depth - 1, index)) for index in range(inputs)),
        *given,
        *map(known.knows_sum, after),
        *map(known.knows_preactivation, after),
        *map(known.knows_output, after),
    ]
    return np.ma.masked_array(np.where(knows, values, np.float32(np.nan)), ~np.array(knows))


def _colours(grid: _Grid, cells: _Cells, values: Float[ndarray, " cells"], *, hover: bool) -> dict[str, object]:
    table = np.full((len(grid.y) - 1, len(grid.x) - 1), np.nan, dtype=np.float32)
    table[cells.row, cells.column] = values
    cell = min(grid.x[3] - grid.x[2], grid.y[1] - grid.y[0])
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
    grid: _Grid, cells: _Cells, values: Float[ndarray, " cells"], marked: Collection[int], translate: Translate
) -> dict[str, object]:
    """Invisible points that can be hovered and picked."""
    hovers = [
        f"{caption}{UNKNOWN if value is None else f'{value:.4f}'}"
        for caption, value in zip(cells.captions, values.tolist(), strict=True)
    ]
    for at in marked:
        hovers[at] += translate("<br>{mark} changed", mark=CHANGED)
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
        "hovertext": hovers,
        "hoverinfo": "text",
    }


def _numbers(
    grid: _Grid, cells: _Cells, values: Float[ndarray, " cells"], marked: Collection[int]
) -> Iterator[dict[str, object]]:
    """The numbers in the cells that have room for them; those that a person changed have a mark."""
    below = len(cells) - grid.inputs * (grid.units + 1)
    fits = [
        *[grid.fit(0, 0)] * grid.inputs,
        *[grid.weight_fit] * (grid.inputs * grid.units),
        *[grid.fit(grid.result_row, 2)] * below,
    ]
    written = [(at, fit) for at, fit in enumerate(fits) if fit is not None]
    if written:
        at = [index for index, _ in written]
        as_floats = values[at].tolist()
        yield _texts(grid, cells, at) | {
            "text": [
                _written(value, fit) + (CHANGED if index in marked else "")
                for (index, fit), value in zip(written, as_floats, strict=True)
            ],
            "textfont": {
                "size": [fit.font * grid.scale for _, fit in written],
                "color": [INK if value is None else text_on(value) for value in as_floats],
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


def _texts(grid: _Grid, cells: _Cells, at: list[int]) -> dict[str, object]:
    x, y = grid.centre(cells.row[at], cells.column[at])
    return {
        "type": "scatter",
        "mode": "text",
        "x": x.astype(np.float32),
        "y": y.astype(np.float32),
        "hoverinfo": "skip",
    }


def _written(value: float | None, fit: _Fit) -> str:
    if value is None:
        return UNKNOWN
    text = fit.write(value)
    return text if len(text) <= fit.characters else f"{value:.1e}"


def _outline(grid: _Grid, layer: int, selected: Element) -> Iterator[dict[str, object]]:
    """A frame around the selected cell, around the whole column of a unit, or around an input and its weights."""
    last_column = len(grid.x) - 2
    match selected:
        case Weight(at, row, column) if at == layer:
            first, last = (row, column + 2), (row, column + 2)
        case Bias(at, column) if at == layer:
            first, last = (grid.inputs + 1, column + 2), (grid.inputs + 1, column + 2)
        case Unit(at, index) if at == layer:
            first, last = (0, index + 2), (grid.result_row + 2, index + 2)
        case Unit(at, index) if at == layer - 1:
            first, last = (index, 0), (index, last_column)
        case _:
            return
    left, right = grid.x[first[1]], grid.x[last[1] + 1]
    top, bottom = grid.y[first[0]], grid.y[last[0] + 1]
    yield {
        "type": "scatter",
        "mode": "lines",
        "x": [left, right, right, left, left],
        "y": [top, top, bottom, bottom, top],
        "line": {"color": HIGHLIGHT, "width": 3 * grid.scale},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _column_names(grid: _Grid, spec: NetworkSpec, layer: int) -> dict[str, object]:
    """The name of the inputs and of every unit, or of as many units as there is room for."""
    at = _thinned(grid.units, (grid.x[-1] - grid.x[-2]) / grid.scale, NAME_ROOM[0])
    x = [grid.x[:2].mean(), *((grid.x[at + 2] + grid.x[at + 3]) / 2)]
    names = [f"<b>{_vector(spec, layer - 1)}</b>", *(Unit(layer, index).label(spec) for index in at.tolist())]
    return _names(grid, x, [0.0] * len(x), names, "top center")


def _row_names(grid: _Grid, spec: NetworkSpec, layer: int) -> dict[str, object]:
    """The names of the units before, and what the rows below W are, with the formula where there is room for it."""
    at = _thinned(grid.inputs, (grid.y[1] - grid.y[0]) / grid.scale, NAME_ROOM[1])
    result = _vector(spec, layer)
    names = [Unit(layer - 1, index).label(spec) for index in at.tolist()]
    below = ["Σ", "z", result]
    if grid.x[1] >= 0.8 * CELL[0] * grid.scale:
        z = "z = Σ + b" if grid.bias else "z = Σ"
        below = [f"Σ = {_vector(spec, layer - 1)} W{layer}", z, f"{result} = {spec.activation_of(layer)}(z)"]
    rows = [grid.result_row, grid.result_row + 1, grid.result_row + 2]
    if grid.bias:
        below, rows = ["b", *below], [grid.inputs + 1, *rows]
    middles = (grid.y[:-1] + grid.y[1:]) / 2
    x = [0.0] * len(names) + [grid.x[2]] * len(below)
    y = [*middles[at], *middles[rows]]
    return _names(grid, x, y, [f"{name} " for name in (*names, *(f"<b>{name}</b>" for name in below))], "middle left")


def _thinned(count: int, size: float, room: float) -> Int[ndarray, " shown"]:
    """Which of `count` rows or columns are named: all, or the first and every second, fourth, eighth .."""
    step = 1
    while step < count and size * max(step - 1, 1) < room and size * step < 1.6 * room:
        step *= 2
    numbers = np.arange(1, count + 1)
    return np.flatnonzero((numbers % step == 0) | (numbers == 1))


def _names(grid: _Grid, x: list[float], y: list[float], names: list[str], textposition: str) -> dict[str, object]:
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


def _title(grid: _Grid, layer: int) -> dict[str, object]:
    return _above(grid, f"<b>W{layer}</b> ({grid.inputs} {TIMES} {grid.units})") | {
        "x": (grid.x[2] + grid.x[-1]) / 2,
        "xanchor": "center",
    }


def _legend(grid: _Grid) -> Iterator[dict[str, object]]:
    """The colour scale, where W has colours only."""
    if grid.weight_fit is None:
        low, lower, _, higher, high = (f'<span style="color:{colour}">■</span>' for _, colour in DIVERGING)
        text = f"≤ {-VALUE_RANGE:g} {low}{lower} 0 {higher}{high} ≥ {VALUE_RANGE:g}"
        yield _above(grid, text) | {"xref": "paper", "x": 1, "xanchor": "right"}


def _above(grid: _Grid, text: str) -> dict[str, object]:
    """A line above the names of the columns, which stays so far from them in any window."""
    return {
        "text": text,
        "showarrow": False,
        "y": 0,
        "yanchor": "bottom",
        "yshift": 19 * grid.scale,
        "font": {"size": FONT_SIZE * grid.scale, "color": INK},
    }


def _layout(grid: _Grid, layer: int) -> dict[str, object]:
    axis = {"visible": False, "fixedrange": True}
    shape = {} if grid.fills_room else {"scaleanchor": "x", "scaleratio": 1}
    top = TOP * grid.scale
    return {
        "xaxis": axis | {"range": [0.0, grid.x[-1]]},
        "yaxis": axis | {"range": [grid.y[-1], 0.0]} | shape,
        "margin": {"l": LEFT * grid.scale, "r": RIGHT, "t": top, "b": BOTTOM},
        "height": float(grid.y[-1]) + top + BOTTOM,
        "template": {},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": round(np.hypot(np.diff(grid.x).max(), np.diff(grid.y).max()) / 2),  # to the corner of a cell
        "clickmode": "event",
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "annotations": [_title(grid, layer), *_legend(grid)],
    }


def describe_matrix(
    passed: ForwardPass, layer: int, translate: Translate = untranslated, progress: Progress | None = None
) -> str:
    """The table in words, for a screen reader: what it holds, and z and the output of every unit."""
    spec, step, known = passed.network.spec, passed.layers[layer - 1], progress or EVERYTHING
    inputs, units = step.weights.shape
    result = _vector(spec, layer)
    words = translate(
        "Matrix W{layer} with {rows} and {columns}, from {inputs} to {outputs}.",
        layer=layer,
        rows=translate.plural("{count} row", "{count} rows", inputs),
        columns=translate.plural("{count} column", "{count} columns", units),
        inputs=_vector(spec, layer - 1),
        outputs=result,
    )
    after = [Unit(layer, index) for index in range(units)]
    z = _told(step.preactivation, [known.knows_preactivation(unit) for unit in after], translate)
    outputs = _told(step.output, [known.knows_output(unit) for unit in after], translate)
    return f"{words} z = {z}. {result} = {outputs}."


def _told(values: Tensor, knows: Sequence[bool], translate: Translate) -> str:
    """The first values of a row, and how many more there are."""
    if not any(knows):
        return translate("not computed yet")
    told = ", ".join(
        number(value) if known else UNKNOWN for value, known in zip(values[0, :MAX_TOLD].tolist(), knows, strict=False)
    )
    rest = values.shape[1] - MAX_TOLD
    return told if rest <= 0 else translate("{values} and {count} more", values=told, count=rest)


def _vector(spec: NetworkSpec, layer: int) -> str:
    """Name of all values of a layer together: x, h or h1, h2, .., y."""
    if layer == 0:
        return "x"
    return "y" if layer == spec.depth else hidden_name(spec, layer)
