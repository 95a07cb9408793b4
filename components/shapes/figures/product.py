"""Two operands, the sizes that must agree, and the result cell by cell, as HTML."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import torch
from torch import Tensor

from components.base.cells import COLUMN, LIT, ROW, Cell, Grid, grids_html
from components.base.left_out import left_out
from components.base.style import ARROW, TIMES, number
from components.base.text import Translate, untranslated
from compute.network.left_out import total_left_out
from compute.shapes.operations import DOT, OPERATIONS, Attempt, Operands, Repair, Shape, meetings

SIGNS: Mapping[str, str] = {"mm": "@", "matmul": "@", "mul": TIMES, "add": "+", "sum": TIMES, "dot": "·"}
ADDS_UP = ("sum", DOT)
"""Operations that multiply number by number and add up; their products are drawn as the result."""
REFUSED = "✗"

MAX_PRODUCTS = 8
"""Of a longer sum of products it says what those that are left out amount to; they all stand in their table."""

FEW, SOME = 6, 10
"""Columns of both operands together up to which narrow, and middling, screens have room for a crossed result."""

Place = tuple[int, int]
"""Row and column of a cell as it is drawn, counted from 0; a vector is drawn as a row or as a column."""


@dataclass(frozen=True, eq=False)
class ProductView:
    """What is drawn: the operation, its operands, what torch said, and the result cell that is looked into."""

    operation: str
    operands: Operands
    attempt: Attempt
    chosen: Place = (0, 0)
    names: tuple[str, str] = ("features", "weights")
    """What the operands are called: by their names, or by what the line makes of them."""

    def repaired(self, repair: Repair) -> "ProductView":
        """The same with the line that works instead: its operands, its operation and its result."""
        return ProductView(
            repair.operation,
            Operands(repair.features.tensor, repair.weights.tensor, self.operands.bias),
            Attempt(repair.code, repair.result),
            self.chosen,
            (repair.features.code, repair.weights.code),
        )

    @property
    def dimensions(self) -> tuple[int, int]:
        """How many dimensions the operands have."""
        return self.operands.features.dim(), self.operands.weights.dim()

    @property
    def is_product(self) -> bool:
        """Whether rows meet columns; else cells meet cells."""
        return OPERATIONS[self.operation].multiplies_matrices

    @cached_property
    def left(self) -> Tensor:
        """The features as drawn, with two dimensions: a vector is a row."""
        return self.operands.features.reshape(_rows(self.operands.features.shape))

    @cached_property
    def right(self) -> Tensor:
        """The weights as drawn: in a matrix product a vector is a column."""
        weights = self.operands.weights
        vector_in_product = weights.dim() == 1 and self.is_product
        return weights.reshape(-1, 1) if vector_in_product else weights.reshape(_rows(weights.shape))

    @cached_property
    def cells(self) -> Tensor | None:
        """The numbers drawn as the result: of torch.sum and torch.dot the products; None where torch refused."""
        result = self.attempt.result
        if result is None:
            return None
        if self.operation in ADDS_UP:
            return self.left * self.right
        return (
            result.reshape(len(self.left), self.right.shape[1])
            if self.is_product
            else result.reshape(_rows(result.shape))
        )

    @cached_property
    def is_crossed(self) -> bool:
        """Whether the result is drawn where rows and columns cross: of a matrix product, and of a row by a column."""
        row_by_column = (len(self.left), self.right.shape[1]) == (1, 1)
        column_by_row = (self.left.shape[1], len(self.right)) == (1, 1)
        return self.is_product or (self.attempt.result is not None and (row_by_column or column_by_row))

    @property
    def is_left_above(self) -> bool:
        """Whether it is the first operand that stands above a crossed result."""
        return not self.is_product and len(self.left) == 1

    @cached_property
    def place(self) -> Place:
        """The chosen cell, or the first where the result has no such cell."""
        cells = self.cells
        if cells is None or not (self.chosen[0] < len(cells) and self.chosen[1] < cells.shape[1]):
            return (0, 0)
        return self.chosen


def name_of_place(place: Place) -> str:
    """Short name of a result cell in links: c1.2, counted from 1."""
    return f"c{place[0] + 1}.{place[1] + 1}"


def sizes_html(scene: ProductView) -> str:
    """The shapes as boxes, the sizes that must agree lit, and the shape that comes out."""
    left, right = tuple(scene.operands.features.shape), tuple(scene.operands.weights.shape)
    pairs = meetings(scene.operation, left, right)
    states = {pair: "clash" if not pair.agree else "stretch" if pair.stretched else "agree" for pair in pairs}
    features = _boxes(scene.names[0], left, {pair.left: states[pair] for pair in pairs})
    weights = _boxes(scene.names[1], right, {pair.right: states[pair] for pair in pairs})
    result = scene.attempt.result
    outcome = f"<b>{REFUSED}</b>" if result is None else _boxes("", tuple(result.shape), {})
    said = "".join(
        f'<span class="{states[pair]}">{_relation(left[pair.left], right[pair.right], states[pair])}</span>'
        for pair in reversed(pairs)
    )
    return (
        f'<div class="sizes">{features}<b>{SIGNS[scene.operation]}</b>{weights}<b>{ARROW}</b>{outcome}'
        f'<span class="said">{said}</span></div><code class="line">{escape(scene.attempt.code)}</code>'
    )


def _relation(left: int, right: int, state: str) -> str:
    """Two sizes as they meet: 5 = 5, 5 ≠ 1, or 1 → 5 where the 1 is repeated."""
    if state == "stretch":
        return f"1 {ARROW} {max(left, right)}"
    return f"{left} {'=' if state == 'agree' else '≠'} {right}"


def picture_parts(scene: ProductView, _: Translate = untranslated) -> list[Grid | str]:
    """The tables: one operand above and one beside the result where they cross, else one after the other."""
    left, right = _operand_grids(scene)
    cells = scene.cells
    if scene.is_crossed:
        above, beside = (left, right) if scene.is_left_above else (right, left)
        crossing = REFUSED if cells is None else _result_grid(scene, cells, _)
        return [SIGNS[scene.operation], above, beside, crossing]
    parts: list[Grid | str] = [left, SIGNS[scene.operation], right, "="]
    if cells is None:
        return [*parts, REFUSED]
    parts.append(_result_grid(scene, cells, _))
    if scene.operation in ADDS_UP and scene.attempt.result is not None:
        total = float(scene.attempt.result)
        parts += ["Σ", Grid([[Cell(number(total), total)]], caption=f"{scene.operation} ()")]
    return parts


def picture_html(scene: ProductView, _: Translate = untranslated) -> str:
    """The tables in a frame that knows how many columns share its width, with words for the case that it scrolls."""
    parts = picture_parts(scene, _)
    widths = [max(map(len, part.rows)) for part in parts if isinstance(part, Grid)]
    columns, across = max(widths), scene.left.shape[1] + scene.right.shape[1]
    room = "few" if across <= FEW else "some" if across <= SOME else "many"
    order = " left-above" if scene.is_left_above else ""
    swipe = escape(_("The table goes on at the right: swipe, or use the arrow keys."))
    return (
        f'<div class="frame fit {room}{order}" style="--columns:{columns};--across:{across}" tabindex="0">'
        f'{grids_html(parts)}</div><p class="swipe">{swipe}</p>'
    )


def sum_html(scene: ProductView, _: Translate = untranslated) -> str:
    """The chosen result cell with its numbers; empty where torch refused."""
    cells = scene.cells
    if cells is None:
        return ""
    row, column = scene.place
    terms = list(_terms(scene))
    value = number(float(cells[row, column]))
    sign = "+" if scene.operation == "add" else TIMES
    written = [f"{_signed(a)} {sign} {_signed(b)}" for a, b in terms]
    if scene.operation in ADDS_UP and scene.attempt.result is not None:
        products = [_signed(product) for product in cells.flatten().tolist()]
        if len(products) > MAX_PRODUCTS:
            shown = [*range(MAX_PRODUCTS - 2), len(products) - 1]
            words = left_out(len(products) - len(shown), total_left_out(cells.flatten(), shown), _)
            products[MAX_PRODUCTS - 2 : -1] = [f"({words})"]
        return _line(scene.operation, " + ".join(products), number(float(scene.attempt.result)))
    name = f"[{row}, {column}]" if scene.attempt.result is not None and scene.attempt.result.dim() == 2 else ""
    return _line(f"result{name}", " + ".join(written), value)


def _line(name: str, terms: str, value: str) -> str:
    return f'<div class="written" tabindex="0"><b>{escape(name)}</b> = {escape(terms)} = <b>{value}</b></div>'


def _terms(scene: ProductView) -> Iterator[tuple[float, float]]:
    """The pairs of numbers that meet in the chosen cell."""
    row, column = scene.place
    left, right = scene.left, scene.right
    if scene.is_product:
        yield from zip(left[row].tolist(), right[:, column].tolist(), strict=True)
    else:
        yield float(left[_met(left, scene.place)]), float(right[_met(right, scene.place)])


def _met(operand: Tensor, place: Place) -> Place:
    """Which cell of an operand a result cell comes from: where it has one row or column only, that one."""
    row, column = place
    rows, columns = operand.shape
    return (row if rows > 1 else 0, column if columns > 1 else 0)


def _operand_grids(scene: ProductView) -> tuple[Grid, Grid]:
    """Both operands; lit is what meets in the chosen cell, or the first row and column that cannot meet."""
    row, column = scene.place
    left, right = scene.left, scene.right
    if scene.is_product:
        marked_left = {(row, index): (ROW,) for index in range(left.shape[1])}
        marked_right = {(index, column): (COLUMN,) for index in range(len(right))}
    elif scene.cells is None:
        marked_left, marked_right = {}, {}
    else:
        marked_left, marked_right = {_met(left, (row, column)): (ROW,)}, {_met(right, (row, column)): (COLUMN,)}
    return (
        _grid(left, _caption(scene.names[0], scene.operands.features), marked_left),
        _grid(right, _caption(scene.names[1], scene.operands.weights), marked_right),
    )


def _result_grid(scene: ProductView, cells: Tensor, _: Translate) -> Grid:
    if scene.operation in ADDS_UP:
        caption = _caption("products", scene.operands.features * scene.operands.weights)
    else:
        shown = scene.attempt.result
        caption = _caption("result", cells if shown is None else shown)
    rows = []
    for row, values in enumerate(cells.tolist()):
        line = []
        for column, value in enumerate(values):
            title = _("row {row}, column {column}: {value}", row=row + 1, column=column + 1, value=number(value))
            marks = (LIT,) if (row, column) == scene.place else ()
            line.append(Cell(number(value), value, marks, name_of_place((row, column)), title))
        rows.append(line)
    return Grid(rows, caption)


def _grid(tensor: Tensor, caption: str, marks: Mapping[Place, tuple[str, ...]]) -> Grid:
    rows = [
        [Cell(number(value), value, marks.get((row, column), ())) for column, value in enumerate(values)]
        for row, values in enumerate(tensor.tolist())
    ]
    return Grid(rows, caption)


def _caption(name: str, tensor: Tensor) -> str:
    double = " float64" if tensor.dtype == torch.float64 else ""
    return f"{name} {shape_text(tensor.shape)}{double}"


def shape_text(shape: Sequence[int]) -> str:
    """A shape as Python writes it: (1, 5), (5,), ()."""
    return str(tuple(shape))


def _boxes(name: str, shape: Shape, states: Mapping[int, str]) -> str:
    """A shape, size by size, each in a box of its state."""
    sizes = ", ".join(f'<i class="{states.get(index, "plain")}">{size}</i>' for index, size in enumerate(shape))
    sizes += "," if len(shape) == 1 else ""
    return f'<span class="shape">{escape(name)} ({sizes})</span>'


def _rows(shape: Sequence[int]) -> tuple[int, int]:
    """A shape with two dimensions for what has fewer."""
    return (shape[0], shape[1]) if len(shape) == 2 else (1, shape[0] if shape else 1)


def _signed(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)
