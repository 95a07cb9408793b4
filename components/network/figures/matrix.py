"""One layer as matrices: the inputs as the row that they are, W above, and where row and columns cross their product.

The bias, z and the output of every unit follow below it, each with its name and its shape: as many columns as x has,
W has rows.

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

from components.base.drawing import Drawing
from components.base.left_out import left_out
from components.base.style import (
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
from components.base.text import Translate, untranslated
from compute.network.elements import Bias, Element, Unit, Weight, exists, layer_name
from compute.network.known_pass import KnownLayer, KnownPass, Value
from compute.network.spec import NetworkSpec

MAX_MARKERS = 400
"""While nothing can be picked, a table with more cells than this has no squares on them."""

MAX_TOLD = 8
"""The words for a screen reader give the values of this many units."""

ROOM = (820.0, 420.0)
"""Pixels that the figure has on a small laptop; a wider screen has wider cells."""

LEFT, TOP, BOTTOM = 8.0, 48.0, 6.0
"""Margins: the names of columns stand in them, and at the right, as wide as need be, those of the rows below W."""

LETTER = 6.6
"""Width of a letter of such a name."""

CELL = (84.0, 38.0)
"""The largest cell."""

MIN_INPUT_WIDTH, MIN_RESULT_HEIGHT = 46.0, 20.0
"""However many units there are, an input is this wide while all of them take `INPUT_SHARE` of the room at most, and the
rows below W are this high."""

INPUT_SHARE, LEAST_INPUT = 0.3, 6.0
"""And however many inputs there are, W keeps its numbers while that leaves each input this width, for its colour."""

GAP, NAMES_GAP = 10.0, 34.0
"""Between W and the rows below it; and between W and the inputs, where the names of its rows stand."""

MIN_ABOVE = 44.0
"""Height of W and the gap below it, at least: beside them are the name of the inputs and those of their columns."""


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
    row, column: place in the table; the columns of the inputs come first, then a gap, then those of W, whose rows are
        above that of the inputs.
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
    names: tuple[str, ...]
    scale: float

    @classmethod
    def of(cls, layer: KnownLayer, names: tuple[str, ...], scale: float) -> "_Grid":
        """The table of a layer.

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
        room = (ROOM[0] - LEFT - NAMES_GAP) * scale - _right(names, scale)
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
        return self.fit(0, self.first)

    def centre(self, row: Int[ndarray, " n"], column: Int[ndarray, " n"]) -> Float[ndarray, "2 n"]:
        """The middles of cells, x and y."""
        return np.stack([(self.x[column] + self.x[column + 1]) / 2, (self.y[row] + self.y[row + 1]) / 2])

    @property
    def fills_room(self) -> bool:
        """Whether the table is as wide as the room; a narrower one keeps the shape of its cells in any window."""
        return bool(self.x[-1] - self.x[-2] < CELL[0] * self.scale)


def _widths(inputs: int, units: int, room: float) -> tuple[float, float]:
    """Widths of an input and of a unit: the same, unless one of them keeps its numbers by being wider."""
    even = min(CELL[0], room / (inputs + units))
    if even >= FITS[-1].width:
        return even, even
    if inputs * MIN_INPUT_WIDTH <= INPUT_SHARE * room:
        return MIN_INPUT_WIDTH, (room - inputs * MIN_INPUT_WIDTH) / units
    fitting = (fit.width for fit in FITS if room - units * fit.width >= inputs * LEAST_INPUT)
    wide = next(fitting, even)
    return (room - units * wide) / inputs, wide


def _right(names: Sequence[str], scale: float) -> float:
    """The right margin: room for the longest of the names."""
    return (LETTER * max(map(len, names)) + 2 * BOTTOM) * scale


def layer_matrix(
    passed: KnownPass,
    layer: int,
    *,
    selected: Element | None = None,
    changed: Collection[Element] = (),
    pickable: bool = True,
    scale: float = 1.0,
    translate: Translate = untranslated,
) -> Drawing:
    """Draw the table of layer 1 .. depth: x W + b = z, and f(z). Cells of what has not been computed yet are empty.

    Parameters
    ----------
    selected: the weight, bias or unit that stands out; a unit with its whole column, an input with its row.
    changed: elements whose value a person set; they are marked.
    pickable: whether cells can be picked even where there are so many that it takes the browser a while.
    scale: factor on cells and type, for a projector.

    Returns
    -------
    A drawing whose pickable points carry the short name of their element (`w1.3.2`, `h1.2`) as `customdata`.
    """
    spec, values = passed.network.spec, _values(passed.layers[layer - 1])
    names = tuple(_results(spec, layer))
    grid, cells = _Grid.of(passed.layers[layer - 1], names, scale), _cells(replace(spec, seed=0), layer)
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
        _input_names(grid, spec, layer),
        _row_names(grid, spec, layer),
        _result_names(grid),
    ]
    return Drawing(traces, _layout(grid, spec, layer))


@lru_cache(maxsize=16)
def _cells(spec: NetworkSpec, layer: int) -> _Cells:
    """What every cell of the table is; the same for every seed, and kept, since 64 x 64 names take a while."""
    inputs, units = spec.weight_shapes[layer - 1]
    before = [Unit(layer - 1, index) for index in range(inputs)]
    after = [Unit(layer, index) for index in range(units)]
    weights = (Weight(layer, row, column).name() for row in range(inputs) for column in range(units))
    biases = (Bias(layer, column).name() for column in range(units)) if spec.bias else ()
    after_names = [unit.name(spec) for unit in after] * 3
    names = (*(unit.name(spec) for unit in before), *weights, *biases, *after_names)
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
    columns, below = np.arange(inputs + 1, inputs + 1 + units), inputs + 1
    # In the order of the names: W, the bias below the sum, the sum, z and the output.
    results = [below + 1, below, below + 2, below + 3] if spec.bias else [below, below + 1, below + 2]
    return _Cells(
        row=np.concatenate([np.full(inputs, below), np.repeat([*range(inputs), *results], units)]),
        column=np.concatenate([np.arange(inputs), np.tile(columns, inputs + len(results))]),
        names=names,
        captions=tuple(f"{head} {sign}" for head, sign in zip(heads, signs, strict=True)),
    )


def _values(layer: KnownLayer) -> Float[ndarray, " cells"]:
    """The values of the cells, in the order of `_Cells`; what has not been computed yet is masked."""
    given = [layer.weights] if layer.bias is None else [layer.weights, layer.bias]
    before, *after = (
        np.array(row, dtype=np.float32)  # None gives nan
        for row in (layer.inputs, layer.weighted_sum, layer.preactivation, layer.output)
    )
    values = np.concatenate([before, *(tensor.numpy().ravel() for tensor in given), *after])
    is_whole = not any(None in row for row in (layer.inputs, layer.output))
    return values if is_whole else np.ma.masked_where(np.isnan(values), values)


def _colours(grid: _Grid, cells: _Cells, values: Float[ndarray, " cells"], *, hover: bool) -> dict[str, object]:
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
        *[grid.fit(grid.result_row, 0)] * grid.inputs,
        *[grid.weight_fit] * (grid.inputs * grid.units),
        *[grid.fit(grid.result_row, grid.first)] * below,
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
    """A frame around the selected cell, around the whole column of a unit, or around an input and its row of W."""
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


def _column_names(grid: _Grid, spec: NetworkSpec, layer: int) -> dict[str, object]:
    """The name of every unit above its column of W, or of as many units as there is room for."""
    at = _thinned(grid.units, (grid.x[-1] - grid.x[-2]) / grid.scale, NAME_ROOM[0])
    names = [Unit(layer, index).label(spec) for index in at.tolist()]
    return _names(grid, _middles(grid.x)[at + grid.first], [0.0] * len(at), names, "top center")


def _input_names(grid: _Grid, spec: NetworkSpec, layer: int) -> dict[str, object]:
    """The names of the inputs above their row."""
    at = _thinned(grid.inputs, (grid.x[1] - grid.x[0]) / grid.scale, NAME_ROOM[0])
    names = [Unit(layer - 1, index).label(spec) for index in at.tolist()]
    return _names(grid, _middles(grid.x)[at], [grid.y[grid.result_row]] * len(at), names, "top center")


def _row_names(grid: _Grid, spec: NetworkSpec, layer: int) -> dict[str, object]:
    """The names of the inputs beside their rows of W."""
    at = _thinned(grid.inputs, (grid.y[1] - grid.y[0]) / grid.scale, NAME_ROOM[1])
    names = [f"{Unit(layer - 1, index).label(spec)} " for index in at.tolist()]
    return _names(grid, [grid.x[grid.first]] * len(at), _middles(grid.y)[at], names, "middle left")


def _result_names(grid: _Grid) -> dict[str, object]:
    """What the rows below W are, at their right ends."""
    rows = _middles(grid.y)[grid.result_row :]
    end = grid.x[-1] - 0.01  # what is rounded to beyond the end of the axis is not drawn
    return _names(grid, [end] * len(rows), rows, [f" {name}" for name in grid.names], "middle right")


def _results(spec: NetworkSpec, layer: int) -> Iterator[str]:
    """What the rows below W are, with the formula of each and its shape."""
    before, result = layer_name(spec, layer - 1), layer_name(spec, layer)
    shape = _shape(1, spec.sizes[layer])
    yield f"Σ = {before} W{layer} {shape}"
    if spec.bias:
        yield f"B{layer} {shape}"
    yield f"z = Σ + B{layer} {shape}" if spec.bias else f"z = Σ {shape}"
    yield f"{result} = {spec.activation_of(layer)}(z) {shape}"


def _shape(rows: int, columns: int) -> str:
    return f"({rows} {TIMES} {columns})"


def _middles(edges: Float[ndarray, " n_and_one"]) -> Float[ndarray, " n"]:
    return np.asarray((edges[:-1] + edges[1:]) / 2)


def _thinned(count: int, size: float, room: float) -> Int[ndarray, " shown"]:
    """Which of `count` rows or columns are named: all, or the first and every second, fourth, eighth .."""
    step = 1
    while step < count and size * max(step - 1, 1) < room and size * step < 1.6 * room:
        step *= 2
    numbers = np.arange(1, count + 1)
    return np.flatnonzero((numbers % step == 0) | (numbers == 1))


def _names(
    grid: _Grid, x: Sequence[float] | ndarray, y: Sequence[float] | ndarray, names: list[str], textposition: str
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


def _titles(grid: _Grid, spec: NetworkSpec, layer: int) -> Iterator[dict[str, object]]:
    """The names of W and of the inputs with their shapes; the sizes that meet are underlined."""
    inner = f"<u>{grid.inputs}</u>"
    middle = (grid.x[grid.first] + grid.x[-1]) / 2
    yield _above(grid, f"<b>W{layer}</b> ({inner} {TIMES} {grid.units})") | {"x": middle, "xanchor": "center"}
    yield _above(grid, f"<b>{layer_name(spec, layer - 1)}</b> (1 {TIMES} {inner})") | {
        "x": 0,
        "xanchor": "left",
        "y": grid.y[grid.result_row],
    }


def _legend(grid: _Grid) -> Iterator[dict[str, object]]:
    """The colour scale, where W has colours only."""
    if grid.weight_fit is None:
        low, lower, _, higher, high = (f'<span style="color:{colour}">■</span>' for _, colour in DIVERGING)
        text = f"≤ {-VALUE_RANGE:g} {low}{lower} 0 {higher}{high} ≥ {VALUE_RANGE:g}"
        yield _above(grid, text) | {"xref": "paper", "x": 0, "xanchor": "left"}


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


def _layout(grid: _Grid, spec: NetworkSpec, layer: int) -> dict[str, object]:
    axis = {"visible": False, "fixedrange": True}
    shape = {} if grid.fills_room else {"scaleanchor": "x", "scaleratio": 1}
    top = TOP * grid.scale
    return {
        "xaxis": axis | {"range": [0.0, grid.x[-1]]},
        "yaxis": axis | {"range": [grid.y[-1], 0.0]} | shape,
        "margin": {"l": LEFT * grid.scale, "r": _right(grid.names, grid.scale), "t": top, "b": BOTTOM},
        "height": float(grid.y[-1]) + top + BOTTOM,
        "template": {},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverdistance": round(np.hypot(np.diff(grid.x).max(), np.diff(grid.y).max()) / 2),  # to the corner of a cell
        "clickmode": "event",
        "paper_bgcolor": TRANSPARENT,
        "plot_bgcolor": TRANSPARENT,
        "annotations": [*_titles(grid, spec, layer), *_legend(grid)],
    }


def describe_matrix(passed: KnownPass, layer: int, translate: Translate = untranslated) -> str:
    """The table in words, for a screen reader: what it holds, and z and the output of every unit."""
    spec, step = passed.network.spec, passed.layers[layer - 1]
    inputs, units = step.weights.shape
    result = layer_name(spec, layer)
    words = translate(
        "Matrix W{layer} with {rows} and {columns}, from {inputs} to {outputs}.",
        layer=layer,
        rows=translate.plural("{count} row", "{count} rows", inputs),
        columns=translate.plural("{count} column", "{count} columns", units),
        inputs=layer_name(spec, layer - 1),
        outputs=result,
    )
    z, outputs = _told(step.preactivation, translate), _told(step.output, translate)
    return f"{words} z = {z}. {result} = {outputs}."


def _told(values: Sequence[Value], translate: Translate) -> str:
    """The first values of a row, and how many more there are."""
    if all(value is None for value in values):
        return translate("not computed yet")
    told = ", ".join(UNKNOWN if value is None else number(value) for value in values[:MAX_TOLD])
    rest = len(values) - MAX_TOLD
    return told if rest <= 0 else f"{told}, {left_out(rest, None, translate)}"
