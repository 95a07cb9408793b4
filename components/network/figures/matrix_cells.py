"""List the cells of a layer's table: what each of them shows, its name and its value."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from jaxtyping import Float, Int
from numpy import ndarray

from components.base.style import ARROW, CHANGED, TIMES, number_or_unknown
from components.base.text import Translate
from compute.network.elements import Bias, Element, Unit, Weight, exists, layer_name
from compute.network.known_pass import KnownLayer, Value
from compute.network.spec import NetworkSpec

MAX_MARKERS = 400
"""With more cells than this, a hover text gives the short name only, and cells have squares only while they can be
picked."""


@dataclass(frozen=True)
class MatrixCells:
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


@lru_cache(maxsize=16)
def cells_of(spec: NetworkSpec, layer: int) -> MatrixCells:
    """List all cells of the table; cached for every seed, since 64 x 64 names take a while."""
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
    return MatrixCells(
        row=np.concatenate([np.full(inputs, below), np.repeat([*range(inputs), *results], units)]),
        column=np.concatenate([np.arange(inputs), np.tile(columns, inputs + len(results))]),
        names=names,
        captions=tuple(f"{head} {sign}" for head, sign in zip(heads, signs, strict=True)),
    )


def cell_of(element: Element, layer: int, inputs: int, units: int) -> int | None:
    """Return the index of the cell of something that can be changed; None where this layer's table lacks it."""
    match element:
        case Unit(0, index) if layer == 1:
            return index
        case Weight(at, row, column) if at == layer:
            return inputs + row * units + column
        case Bias(at, column) if at == layer:
            return inputs + inputs * units + column
        case _:
            return None


def marked_cells(changed: Collection[Element], spec: NetworkSpec, layer: int) -> set[int]:
    """Return the indices of the cells that show one of these elements."""
    shape = spec.weight_shapes[layer - 1]
    places = (cell_of(element, layer, *shape) for element in changed if exists(element, spec))
    return {at for at in places if at is not None}


def hover_texts(cells: MatrixCells, values: Sequence[Value], marked: Collection[int], _: Translate) -> list[str]:
    """Write the hover text of each cell: what it shows, its value, and whether a person has changed it."""
    texts = [f"{caption}{number_or_unknown(value)}" for caption, value in zip(cells.captions, values, strict=True)]
    for at in marked:
        texts[at] += _("<br>{mark} changed", mark=CHANGED)
    return texts


def values_of(layer: KnownLayer) -> Float[ndarray, " cells"]:
    """Return the values of the cells in the order of `MatrixCells`; those not computed yet are masked."""
    given = [layer.weights] if layer.bias is None else [layer.weights, layer.bias]
    before, *after = (
        np.array(row, dtype=np.float32)  # None gives nan
        for row in (layer.inputs, layer.weighted_sum, layer.preactivation, layer.output)
    )
    values = np.concatenate([before, *(tensor.numpy().ravel() for tensor in given), *after])
    is_whole = not any(None in row for row in (layer.inputs, layer.output))
    return values if is_whole else np.ma.masked_where(np.isnan(values), values)


def result_names(spec: NetworkSpec, layer: int) -> Iterator[str]:
    """Name the rows below W, with the formula of each and its shape."""
    before, result = layer_name(spec, layer - 1), layer_name(spec, layer)
    shape = _shape(1, spec.sizes[layer])
    yield f"Σ = {before} W{layer} {shape}"
    if spec.bias:
        yield f"B{layer} {shape}"
    yield f"z = Σ + B{layer} {shape}" if spec.bias else f"z = Σ {shape}"
    yield f"{result} = {spec.activation_of(layer)}(z) {shape}"


def _shape(rows: int, columns: int) -> str:
    return f"({rows} {TIMES} {columns})"
