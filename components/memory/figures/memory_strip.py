"""Memory as a strip of cells, and above it every array and tensor that looks at it, as HTML."""

import math
from collections.abc import Iterator
from html import escape

from components.base.cells import CHANGED, LIT, ROW, UNSET, Cell, Grid, grids_html
from components.base.glossary import STRIDE, term_html
from components.base.style import number
from components.base.text import Translate, untranslated
from compute.memory.memory import Block, Holder, MemoryState

NOTHING = ("", 0, 0)

At = tuple[str, int, int]
"""Name, row and column of the element that is meant."""


def memory_html(scene: MemoryState, at: At = NOTHING, _: Translate = untranslated) -> str:
    """A section for each block of memory: its holders as small tables, and its cells in one row.

    Parameters
    ----------
    at: the element that is lit, in its table, in the strip, and in every other table that sees the same cell.
    """
    sections = [_section(scene, index, at, _) for index in range(len(scene.blocks))]
    empty = [holder for holder in scene.holders if holder.block is None]
    if empty:
        title = _("no memory")
        cards = "".join(_card(holder, None, at, _) for holder in empty)
        sections.append(
            f'<section class="memory-block"><h3>{escape(title)}</h3><div class="cards">{cards}</div></section>'
        )
    legend = (
        _("Above a cell: row and column of the element that stands there. Dashed: changed by the last line."),
        _("Strides: the way through memory to the next row and column: in bytes, or in torch in elements."),
    )
    return f'<div class="memory">{"".join(sections)}<small>{escape(" ".join(legend))}</small></div>'


def value_text(value: float) -> str:
    """Four decimals, fewer for large numbers, and a question mark for what nobody has set."""
    if math.isnan(value):
        return "?"
    return number(value) if abs(value) < 1000 else f"{value:.6g}"


def element_name(name: str, row: int, column: int) -> str:
    """An element as the program has it."""
    return f"{name}[{row}, {column}]"


def lit_place(scene: MemoryState, at: At) -> tuple[int | None, int | None]:
    """Block and place of the element that is meant."""
    name, row, column = at
    holder = scene.holder(name)
    if holder is None or row >= holder.shape[0] or column >= holder.shape[1]:
        return None, None
    return holder.block, holder.places[row][column]


def _section(scene: MemoryState, index: int, at: At, _: Translate) -> str:
    block, holders = scene.blocks[index], scene.looking_at(index)
    lit_block, place = lit_place(scene, at)
    lit = place if lit_block == index else None
    title = _("memory {number}", number=index + 1)
    where = _(
        "{size} bytes from {address} on, {cell} bytes a number",
        size=block.nbytes,
        address=hex(block.address),
        cell=block.itemsize,
    )
    cards = "".join(_card(holder, lit, at, _) for holder in holders)
    return (
        f'<section class="memory-block" aria-label="{escape(title)}">'
        f"<h3>{escape(title)} <small>{escape(where)}</small></h3>"
        f'<div class="cards">{cards}</div>'
        f'<div class="strip-frame" tabindex="0" role="region" aria-label="{escape(title)}: {escape(where)}">'
        f"{grids_html([_strip(block, holders, lit, _)])}</div></section>"
    )


def _strip(block: Block, holders: tuple[Holder, ...], lit: int | None, _: Translate) -> Grid:
    """A row for each holder that says which of its elements stands in a cell, and the cells themselves last."""
    rows = [list(_seats(block, holder, lit)) for holder in holders]
    rows.append(
        [
            Cell(
                value_text(value),
                None if math.isnan(value) else value,
                _marks(value, place == lit, place in block.changed, False),
                title=_("nobody has set this cell") if math.isnan(value) else "",
            )
            for place, value in zip(block.places, block.values, strict=True)
        ]
    )
    names = [*(holder.name for holder in holders), _("cell")]
    return Grid(rows, row_names=names, column_names=[f"+{place}" for place in block.places])


def _seats(block: Block, holder: Holder, lit: int | None) -> Iterator[Cell]:
    seated = {holder.places[row][column]: (row, column) for row, column in holder.elements}
    for place in block.places:
        if place in seated:
            row, column = seated[place]
            yield Cell(f"{row},{column}", marks=("seat", LIT) if place == lit else ("seat",))
        else:
            yield Cell("", marks=("seat", "nothing"))


def _card(holder: Holder, lit: int | None, at: At, _: Translate) -> str:
    """Name, kind, shape, strides and dtype, and the elements as a table whose cells can be pressed."""
    kind = _("tensor") if holder.is_tensor else _("array")
    strides = _("strides {strides} bytes", strides=holder.strides)
    if holder.is_tensor:
        strides = _("stride {strides}", strides=holder.strides)
    start = f"+{holder.places[0][0]}" if holder.seen else _("empty")
    about = [kind, str(holder.shape), "·", start, *(() if holder.writeable else ("·", _("read-only")))]
    rows = [
        [
            _element(holder, row, column, at, holder.places[row][column] == lit and holder.block is not None, _)
            for column in range(holder.shape[1])
        ]
        for row in range(holder.shape[0])
    ]
    dtype = f"{holder.dtype} · requires_grad" if holder.requires_grad else holder.dtype
    picked = " picked" if at[0] == holder.name else ""
    return (
        f'<div class="holder{picked}"><div class="holder-title"><b>{holder.name}</b> {escape(" ".join(about))}</div>'
        f'<div class="holder-facts">{term_html(STRIDE, strides)} · {escape(dtype)}</div>'
        f"{grids_html([Grid(rows)])}</div>"
    )


def _element(holder: Holder, row: int, column: int, at: At, same: bool, _: Translate) -> Cell:
    value = holder.values[row][column]
    name = element_name(holder.name, row, column)
    title = _(
        "{element} = {value}, at +{place}", element=name, value=value_text(value), place=holder.places[row][column]
    )
    if math.isnan(value):
        title = _("{element}: nobody has set this cell, at +{place}", element=name, place=holder.places[row][column])
    lit = at == (holder.name, row, column)
    marks = _marks(value, lit, (row, column) in holder.changed, same and not lit)
    return Cell(value_text(value), None if math.isnan(value) else value, marks, f"{holder.name}.{row}.{column}", title)


def _marks(value: float, lit: bool, changed: bool, same: bool) -> tuple[str, ...]:
    held = {LIT: lit, CHANGED: changed, ROW: same, UNSET: math.isnan(value)}
    return tuple(mark for mark, is_marked in held.items() if is_marked)
