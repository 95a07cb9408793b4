"""One line, two tensors and what comes out: `features (1, 5) @ weights (5, 1) → (1, 1)`, number by number, as HTML."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

import torch
from torch import Tensor

from components.base.cells import COLUMN, LIT, ROW, Cell, Grid, grids_html
from components.base.left_out import left_out
from components.base.style import ARROW, TIMES, number, painted, printed_number, true_minus
from components.base.text import Translate, untranslated
from compute.network.left_out import total_left_out
from compute.shapes.operations import DOT, OPERATIONS, Attempt, Meeting, Operands, Repair, Shape, counted, meetings

SIGNS: Mapping[str, str] = {"mm": "@", "matmul": "@", "mul": TIMES, "add": "+", "sum": TIMES, "dot": "·"}
ADDS_UP = ("sum", DOT)
"""Operations that multiply number by number and add up; their products are drawn as the result."""
REFUSED = "✗"

MAX_PRODUCTS = 8
"""Of a longer sum of products it says what those that are left out amount to; they all stand in their table."""

SHORT, MIDDLE = 7, 10
"""So many columns of numbers, those of the result included, have room side by side on a narrow or a middling page."""

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
    origins: tuple[Tensor, Tensor] | None = None
    """Which number of the operand as it was drawn each number is, where the line makes another one of it."""

    def repaired(self, repair: Repair) -> "ProductView":
        """Return the same view with the line that works instead: its operands, its operation and its result."""
        return ProductView(
            repair.operation,
            Operands(repair.features.tensor, repair.weights.tensor, self.operands.bias),
            Attempt(repair.code, repair.result),
            self.chosen,
            (repair.features.code, repair.weights.code),
            (repair.features.origins, repair.weights.origins),
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

    def travellers(self, at: int) -> list[list[int]]:
        """Return for each cell of one operand as it is drawn the number of the element in it, counted from 0."""
        operand = (self.operands.features, self.operands.weights)[at]
        origins = counted(operand) if self.origins is None else self.origins[at]
        return origins.reshape((self.left, self.right)[at].shape).int().tolist()

    @cached_property
    def place(self) -> Place:
        """The chosen cell, or the first where the result has no such cell."""
        cells = self.cells
        if cells is None or not (self.chosen[0] < len(cells) and self.chosen[1] < cells.shape[1]):
            return (0, 0)
        return self.chosen


@dataclass(frozen=True)
class Term:
    """One tensor of the line: its name, its shape with the sizes that meet lit, and its numbers.

    Attributes
    ----------
    shape: as HTML; empty where torch gave nothing.
    grid: None where there is nothing to be drawn.
    """

    name: str
    shape: str
    grid: Grid | None
    kind: str = ""


def picture_html(scene: ProductView, _: Translate = untranslated) -> str:
    """Draw the line as one row, with words for the case that it scrolls."""
    parts = picture_parts(scene, _)
    widths = [len(part.grid.rows[0]) for part in parts if isinstance(part, Term) and part.grid is not None]
    room = "short" if sum(widths) <= SHORT else "middle" if sum(widths) <= MIDDLE else "long"
    operands, outcome = ("".join(_part_html(part, scene) for part in some) for some in (parts[:3], parts[3:]))
    swipe = escape(_("The table goes on at the right: swipe, or use the arrow keys."))
    return (
        f'<div class="equation fit {room}" style="--columns:{max(widths)};--across:{sum(widths[:2])};'
        f'--all:{sum(widths)}" tabindex="0">{operands}<div class="outcome">{outcome}</div></div>'
        f'<p class="swipe">{swipe}</p>'
    )


def picture_parts(scene: ProductView, _: Translate = untranslated) -> list[Term | str]:
    """Return the line from left to right: operand, sign, operand, arrow, and at the end what torch gave."""
    parts: list[Term | str] = [_operand(scene, 0), SIGNS[scene.operation], _operand(scene, 1), ARROW]
    cells = scene.cells
    if cells is None:
        return [*parts, Term("", f'<b class="nothing">{REFUSED}</b>', None, "result")]
    result = cells if scene.attempt.result is None else scene.attempt.result
    if scene.operation in ADDS_UP:
        total = Grid([[Cell(number(float(result)), float(result), (LIT,), data={"cell": "total"})]])
        products = scene.operands.features * scene.operands.weights
        parts += [_result("products", products, _result_grid(scene, cells, _)), "Σ"]
        return [*parts, _result(f"{scene.operation} ", result, total)]
    return [*parts, _result("result", result, _result_grid(scene, cells, _))]


def _operand(scene: ProductView, at: int) -> Term:
    """Draw one operand; lit is what meets in the chosen cell, or the first row and column that cannot meet."""
    row, column = scene.place
    tensor, mark = (scene.left, scene.right)[at], (ROW, COLUMN)[at]
    if scene.is_product:
        lit = {(row, index) for index in range(tensor.shape[1])} if at == 0 else set()
        lit |= {(index, column) for index in range(len(tensor))} if at == 1 else set()
    else:
        lit = set() if scene.cells is None else {_met(tensor, scene.place)}
    grid = Grid(
        [
            [
                Cell(
                    number(value),
                    value,
                    (mark,) if (line, place) in lit else (),
                    data={"cell": f"{'xw'[at]}.{origin}", "of": _meets_in(scene, at, line, place)},
                )
                for place, (value, origin) in enumerate(zip(values, origins, strict=True))
            ]
            for line, (values, origins) in enumerate(zip(tensor.tolist(), scene.travellers(at), strict=True))
        ]
    )
    drawn = (scene.operands.features, scene.operands.weights)[at]
    return Term(scene.names[at], _sizes(scene, at), grid, _dtype(drawn))


def _meets_in(scene: ProductView, at: int, row: int, column: int) -> str:
    """Name what one operand brings to a result cell: a row or a column of a product, else a single cell."""
    if not scene.is_product:
        return f"{'xw'[at]}{row}.{column}"
    return f"x{row}" if at == 0 else f"w{column}"


def _result(name: str, tensor: Tensor, grid: Grid) -> Term:
    return Term(name, _boxes(tuple(tensor.shape), {}), grid, f"result {_dtype(tensor)}")


def _dtype(tensor: Tensor) -> str:
    return "float64" if tensor.dtype == torch.float64 else ""


def _term_html(term: Term) -> str:
    dtype = " <small>float64</small>" if "float64" in term.kind else ""
    table = "" if term.grid is None else grids_html([term.grid])
    name = f'<p class="name">{escape(term.name)}{dtype}</p>' if term.name else ""
    return f'<div class="tensor {term.kind}">{name}<p class="shape">{term.shape}</p>{table}</div>'


def _part_html(part: Term | str, scene: ProductView) -> str:
    return _term_html(part) if isinstance(part, Term) else _sign_html(part, scene)


def _sign_html(sign: str, scene: ProductView) -> str:
    """Write a sign of the line, and under that of the operation how the sizes meet."""
    said = f'<span class="said">{_relations(scene)}</span>' if sign == SIGNS[scene.operation] else ""
    return f'<div class="sign"><b>{escape(sign)}</b>{said}</div>'


def _states(scene: ProductView) -> Mapping[Meeting, str]:
    """Tell for each pair of sizes that the operation compares whether they agree, clash, or one is stretched."""
    pairs = meetings(scene.operation, *_shapes(scene))
    return {pair: "clash" if not pair.agree else "stretch" if pair.stretched else "agree" for pair in pairs}


def _shapes(scene: ProductView) -> tuple[Shape, Shape]:
    return tuple(scene.operands.features.shape), tuple(scene.operands.weights.shape)


def _sizes(scene: ProductView, at: int) -> str:
    states = {(pair.left, pair.right)[at]: state for pair, state in _states(scene).items()}
    return _boxes(_shapes(scene)[at], states)


def _relations(scene: ProductView) -> str:
    left, right = _shapes(scene)
    return "".join(
        f'<span class="{state}">{_relation(left[pair.left], right[pair.right], state)}</span>'
        for pair, state in reversed(list(_states(scene).items()))
    )


def _relation(left: int, right: int, state: str) -> str:
    """Write two sizes as they meet: 5 = 5, 5 ≠ 1, or 1 → 5 where the 1 is repeated."""
    if state == "stretch":
        return f"1 {ARROW} {max(left, right)}"
    return f"{left} {'=' if state == 'agree' else '≠'} {right}"


def sum_html(scene: ProductView, _: Translate = untranslated) -> str:
    """Write the chosen result cell with its numbers, pair by pair; empty where torch refused.

    The numbers come from the operands, and the sum goes to its cell: see `components/browser/flying.js`.
    """
    cells = scene.cells
    if cells is None:
        return ""
    row, column = scene.place
    if scene.operation in ADDS_UP and scene.attempt.result is not None:
        terms = [_chip(printed_number(value), value) for value in cells.flatten().tolist()]
        if len(terms) > MAX_PRODUCTS:
            shown = [*range(MAX_PRODUCTS - 2), len(terms) - 1]
            words = left_out(len(terms) - len(shown), total_left_out(cells.flatten(), shown), _)
            terms[MAX_PRODUCTS - 2 : -1] = [f"<span>({escape(true_minus(words))})</span>"]
        total, name = float(scene.attempt.result), scene.operation
        return _meeting(name, terms, printed_number(total), "total")
    has_place = scene.attempt.result is not None and scene.attempt.result.dim() == 2
    name = f"result[{row}, {column}]" if has_place else "result"
    sign = "+" if scene.operation == "add" else TIMES
    pairs = [_pair(scene, sign, at, pair) for at, pair in enumerate(_pairs(scene))]
    return _meeting(name, pairs, printed_number(float(cells[row, column])), f"y.{row}.{column}")


def _meeting(name: str, terms: Sequence[str], total: str, to: str) -> str:
    """Write terms with + between them, and what they add up to."""
    plus = '<span class="is">+</span>'
    return (
        f'<div class="written" tabindex="0"><b>{escape(name)}</b> <span class="is">=</span>'
        f'{plus.join(terms)}<span class="is">=</span> '
        f'<b class="total" data-sends="{to}">{total}</b></div>'
    )


@dataclass(frozen=True)
class MetNumbers:
    """Two numbers that meet: each with the name of the cell that it comes from, and what torch makes of both."""

    left: tuple[float, str]
    right: tuple[float, str]
    product: float


def _pairs(scene: ProductView) -> Iterator[MetNumbers]:
    """Yield the pairs of numbers that meet in the chosen cell."""
    row, column = scene.place
    left, right = scene.left, scene.right
    if scene.is_product:
        lefts, rights = left[row], right[:, column]
        names = list(zip(scene.travellers(0)[row], (line[column] for line in scene.travellers(1)), strict=True))
    else:
        first, second = _met(left, scene.place), _met(right, scene.place)
        lefts, rights = left[first].reshape(1), right[second].reshape(1)
        names = [(scene.travellers(0)[first[0]][first[1]], scene.travellers(1)[second[0]][second[1]])]
    made = lefts + rights if scene.operation == "add" else lefts * rights
    for a, b, product, (x, w) in zip(lefts.tolist(), rights.tolist(), made.tolist(), names, strict=True):
        yield MetNumbers((a, f"x.{x}"), (b, f"w.{w}"), product)


def _pair(scene: ProductView, sign: str, at: int, pair: MetNumbers) -> str:
    """Write two numbers over their product; without it where cell meets cell, since the result stands after them."""
    row, column = scene.place
    place = f"{row}.{column}.{at}"
    left = _chip(printed_number(pair.left[0]), pair.left[0], f"p.{place}", pair.left[1])
    right = _chip(printed_number(pair.right[0]), pair.right[0], f"q.{place}", pair.right[1])
    if not scene.is_product:
        return f"<span>{left} {sign} {right}</span>"
    product = f'<span class="product">{printed_number(pair.product)}</span>'
    return f'<span class="pair">{left} <span>{sign} {right}</span> {product}</span>'


def _chip(text: str, value: float, name: str = "", origin: str = "") -> str:
    """Write one number on its colour; with a name it is one that travels, from `origin`."""
    told = f' data-cell="{name}" data-way="{origin}"' if name else ""
    return f'<i class="chip" style="{painted(value)}"{told}>{text}</i>'


def _met(operand: Tensor, place: Place) -> Place:
    """Find the cell of an operand that a result cell comes from; a single row or column is used for all."""
    row, column = place
    rows, columns = operand.shape
    return (row if rows > 1 else 0, column if columns > 1 else 0)


def _result_grid(scene: ProductView, cells: Tensor, _: Translate) -> Grid:
    rows = []
    for row, values in enumerate(cells.tolist()):
        line = []
        for column, value in enumerate(values):
            printed = printed_number(value)
            title = _("row {row}, column {column}: {value}", row=row + 1, column=column + 1, value=printed)
            marks = (LIT,) if (row, column) == scene.place else ()
            met = [_met(operand, (row, column)) for operand in (scene.left, scene.right)]
            meets = (
                (_meets_in(scene, 0, row, 0), _meets_in(scene, 1, 0, column))
                if scene.is_product
                else (_meets_in(scene, 0, *met[0]), _meets_in(scene, 1, *met[1]))
            )
            data = {"cell": f"y.{row}.{column}", "meets": " ".join(meets)}
            line.append(Cell(number(value), value, marks, name_of_place((row, column)), title, data=data))
        rows.append(line)
    return Grid(rows)


def name_of_place(place: Place) -> str:
    """Return the short name of a result cell in links: c1.2, counted from 1."""
    return f"c{place[0] + 1}.{place[1] + 1}"


def shape_text(shape: Sequence[int]) -> str:
    """Write a shape as Python does: (1, 5), (5,), ()."""
    return str(tuple(shape))


def _boxes(shape: Shape, states: Mapping[int, str]) -> str:
    """Draw a shape size by size, each in a box that shows its state."""
    sizes = ", ".join(f'<i class="{states.get(index, "plain")}">{size}</i>' for index, size in enumerate(shape))
    return f"({sizes}{',' if len(shape) == 1 else ''})"


def _rows(shape: Sequence[int]) -> tuple[int, int]:
    """Return a shape with two dimensions; what has fewer becomes a single row."""
    return (shape[0], shape[1]) if len(shape) == 2 else (1, shape[0] if shape else 1)
