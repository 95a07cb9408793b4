"""Write a forward pass as matrices in one line: x @ W1 + B1 → σ → h @ W2 + B2 → σ → y, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from components.base.cells import CHANGED, LIT
from components.base.style import ARROW, TIMES
from components.network.figures.element_html import ElementWriter
from compute.network.elements import Bias, Element, Unit, Weight, layer_name
from compute.network.known_pass import KnownPass
from compute.network.spec import NetworkSpec

MAX_UNITS, MAX_HIDDEN, MAX_COLUMNS = 6, 2, 30
"""The most units of a layer, hidden layers, and cells side by side, with which the line fits below the picture."""

CELL, SIGNS, NEEDS = 3.45, 7.5, (24, 32, 40, 48, 56, 64, 72)
"""Rem that a cell of four decimals takes, and the signs and gaps of a layer; and the widths that network.css knows:
below the first one that is enough, numbers have two decimals."""

CHOSEN = "chosen"
"""Mark of the cell that is selected itself; what belongs to it is `LIT`."""

_Marked = Mapping[str, frozenset[Element]]
"""Mark of cells -> the elements that have it."""


@dataclass(frozen=True)
class BandMatrix:
    """A matrix of the line: its name, its elements row by row."""

    name: str
    rows: Sequence[Sequence[Element]]


def band_fits(spec: NetworkSpec) -> bool:
    """Tell whether the matrices of the whole network have room in a line."""
    return max(spec.sizes) <= MAX_UNITS and len(spec.hidden) <= MAX_HIDDEN and columns_of(spec) <= MAX_COLUMNS


def columns_of(spec: NetworkSpec) -> int:
    """Count the cells side by side: the inputs, and of each layer W, B and the outputs."""
    return spec.inputs + (3 if spec.bias else 2) * sum(spec.sizes[1:])


def matrices_of(spec: NetworkSpec, layer: int) -> tuple[BandMatrix, ...]:
    """List the matrices of layer 1 .. depth: W, B where there are biases, and the outputs; of layer 0 the inputs."""
    units = BandMatrix(layer_name(spec, layer), [[Unit(layer, at) for at in range(spec.sizes[layer])]])
    if layer == 0:
        return (units,)
    before, after = spec.weight_shapes[layer - 1]
    weights = [[Weight(layer, row, column) for column in range(after)] for row in range(before)]
    bias = BandMatrix(f"B{layer}", [[Bias(layer, column) for column in range(after)]])
    return (BandMatrix(f"W{layer}", weights), *((bias,) if spec.bias else ()), units)


def band_html(
    passed: KnownPass, selected: Element | None, changed: Sequence[Element], pick: str, *, is_fixed: bool = False
) -> str:
    """Write the line of matrices, a step per layer; empty where it has no room.

    Parameters
    ----------
    selected: what stands out: of a unit its whole sum, of an input all that it goes into.
    changed: elements whose value a person set.
    pick: key of the picture in which a press on a cell counts as a click.
    is_fixed: whether no value can be changed here.
    """
    spec = passed.network.spec
    if not band_fits(spec):
        return ""
    writer = ElementWriter(passed, selected, pick, is_fixed)
    marked = {
        LIT: frozenset() if selected is None else belonging(selected, spec),
        CHOSEN: frozenset() if selected is None else frozenset((selected,)),
        CHANGED: frozenset(changed),
    }
    steps = "".join(_step(writer, layer, marked) for layer in range(1, spec.depth + 1))
    wanted = CELL * columns_of(spec) + SIGNS * spec.depth
    needs = next((width for width in NEEDS if width >= wanted), NEEDS[-1])
    return f'<div class="band needs-{needs}" style="--columns:{columns_of(spec)};--layers:{spec.depth}">{steps}</div>'


def _step(writer: ElementWriter, layer: int, marked: _Marked) -> str:
    """Write what one layer adds to the line, for the first layer with its inputs before it."""
    passed = writer.passed
    weights, *bias, outputs = (_matrix(writer, each, marked) for each in matrices_of(passed.network.spec, layer))
    inputs = [_matrix(writer, each, marked) for each in matrices_of(passed.network.spec, 0)] if layer == 1 else []
    plus = [_sign("+"), *bias] if bias else []
    function = _function(passed.layers[layer - 1].activation.name)
    return f'<div class="band-step">{"".join([*inputs, _sign("@"), weights, *plus, function, outputs])}</div>'


def _matrix(writer: ElementWriter, matrix: BandMatrix, marked: _Marked) -> str:
    across = len(matrix.rows[0])
    shape = f"{len(matrix.rows)} {TIMES} {across}"
    cells = "".join(_cell(writer, element, marked) for row in matrix.rows for element in row)
    return (
        f'<div class="band-matrix" role="group" aria-label="{matrix.name}, {shape}">'
        f'<span class="band-name" aria-hidden="true"><i>{matrix.name}</i> {shape}</span>'
        f'<div class="band-cells" style="--across:{across}">{cells}</div></div>'
    )


def _cell(writer: ElementWriter, element: Element, marked: _Marked) -> str:
    marks = tuple(mark for mark, elements in marked.items() if element in elements)
    return writer.html(element, short_decimals=2, marks=("cell", *marks), is_painted=True)


def belonging(selected: Element, spec: NetworkSpec) -> frozenset[Element]:
    """Return the elements that stand out with the selected one, itself among them.

    To a computed unit belong its inputs, its column of W and its bias; to an input its row of W; to a weight the value
    that it is multiplied with.
    """
    return frozenset(_belonging(selected, spec))


def _belonging(selected: Element, spec: NetworkSpec) -> Iterator[Element]:
    yield selected
    match selected:
        case Unit(0, index):
            yield from (Weight(1, index, column) for column in range(spec.sizes[1]))
        case Unit(layer, index):
            before = range(spec.sizes[layer - 1])
            yield from (Unit(layer - 1, row) for row in before)
            yield from (Weight(layer, row, index) for row in before)
            yield Bias(layer, index)
        case Weight(layer, row, _):
            yield Unit(layer - 1, row)


def _sign(sign: str) -> str:
    return f'<span class="band-sign">{sign}</span>'


def _function(name: str) -> str:
    """Write the arrow through the activation function, its name below."""
    return f'<span class="band-sign band-function">{ARROW} σ {ARROW}<small>{name}</small></span>'
