"""Memory as a tape of cells, every name as a bracket over what it sees, and below what each name shows, as HTML."""

import math
from html import escape

from components.base.cells import CHANGED, LIT, ROW, UNSET, Cell, Grid, cell_html, grids_html
from components.base.glossary import STRIDE, term_html
from components.base.style import number, true_minus
from components.base.text import Translate, untranslated
from compute.memory.memory import Block, Holder, MemoryState

NOTHING = ("", 0, 0)

At = tuple[str, int, int]
"""Name, row and column of the element that is meant."""


def tapes_html(scene: MemoryState, at: At = NOTHING, _: Translate = untranslated) -> str:
    """Draw a tape of cells for each block of memory, and over it a bracket for each name that looks at it.

    `data-turn` says how many lines were run, and `data-flip` names what keeps its identity from line to line: see
    `components/browser/moves.js`.

    Parameters
    ----------
    at: the element whose cell is lit.
    """
    tapes = "".join(_section(scene, index, at, _) for index in range(len(scene.blocks)))
    legend = _("Above a cell: row and column of the element that stands there. Dashed: changed by the last line.")
    return (
        f'<div class="memory" data-turn="{len(scene.steps)}">{tapes}<small class="more">{escape(legend)}</small></div>'
    )


def cards_html(scene: MemoryState, at: At = NOTHING, _: Translate = untranslated) -> str:
    """Show as a table, for each name, what it sees of the memory.

    Parameters
    ----------
    at: the element that is lit, in its own table, and in every other one that sees the same cell.
    """
    block, place = lit_place(scene, at)
    cards = "".join(
        _card(holder, place if holder.block == block else None, at, len(scene.blocks) > 1, _)
        for holder in scene.holders
    )
    legend = _("Strides: the way through memory to the next row and column: in bytes, or in torch in elements.")
    return (
        f'<div class="memory" data-turn="{len(scene.steps)}"><div class="cards">{cards}</div>'
        f'<small class="more">{escape(legend)}</small></div>'
    )


def value_text(value: float) -> str:
    """Write a number with four decimals, fewer if it is large, and the minus of print; "?" for what nobody has set."""
    if math.isnan(value):
        return "?"
    return true_minus(number(value) if abs(value) < 1000 else f"{value:.6g}")


def element_name(name: str, row: int, column: int) -> str:
    """Write an element as the program does."""
    return f"{name}[{row}, {column}]"


def lit_place(scene: MemoryState, at: At) -> tuple[int | None, int | None]:
    """Find the block and the place of the element that is meant; None for both where there is no such element."""
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
    return (
        f'<section class="memory-block" data-flip="memory-{index}" aria-label="{escape(title)}">'
        f'<h3>{escape(title)} <small class="more">{escape(where)}</small></h3>'
        f'<div class="strip-frame" tabindex="0" role="region" aria-label="{escape(title)}: {escape(where)}">'
        f"{_tape(block, holders, lit, at[0], _)}</div></section>"
    )


def _tape(block: Block, holders: tuple[Holder, ...], lit: int | None, meant: str, _: Translate) -> str:
    """Draw the cells in one row, and above them a bracket for each name, over the cells that it sees."""
    places = "".join(f'<th scope="col">+{place}</th>' for place in block.places)
    brackets = "".join(_bracket(block, holder, lit, holder.name == meant, _) for holder in holders)
    cells = "".join(
        cell_html(
            Cell(
                value_text(value),
                None if math.isnan(value) else value,
                _marks(value, place == lit, place in block.changed, False),
                title=_("nobody has set this cell") if math.isnan(value) else "",
            )
        )
        for place, value in zip(block.places, block.values, strict=True)
    )
    name = escape(_("cell"))
    return (
        f'<table class="grid tape"><thead class="more"><tr><td></td>{places}</tr></thead><tbody>{brackets}'
        f'<tr class="cells"><th scope="row">{name}</th>{cells}</tr></tbody></table>'
    )


def _bracket(block: Block, holder: Holder, lit: int | None, meant: bool, _: Translate) -> str:
    """Draw a row of the tape: over each cell that the name sees, a piece of its bracket and the element there."""
    seated = {holder.places[row][column]: (row, column) for row, column in holder.elements}
    first, last = min(seated, default=-1), max(seated, default=-1)
    pieces = []
    for place in block.places:
        marks = ["cell", "seat"]
        held = {
            LIT: place == lit and place in seated,
            "nothing": place not in seated,
            "between": first < place < last and place not in seated,
            "first": place == first,
            "last": place == last,
        }
        marks += [mark for mark, is_marked in held.items() if is_marked]
        text = f'<span class="more">{seated[place][0]},{seated[place][1]}</span>' if place in seated else ""
        pieces.append(f'<td class="{" ".join(marks)}">{text}</td>')
    picked = " picked" if meant else ""
    return (
        f'<tr class="bracket{picked}" data-flip="bracket-{holder.name}"><th scope="row"><b>{holder.name}</b></th>'
        f"{''.join(pieces)}</tr>"
    )


def _card(holder: Holder, lit: int | None, at: At, several: bool, _: Translate) -> str:
    """Show a name, its kind, shape, strides and dtype, and its elements as a table whose cells can be pressed.

    Parameters
    ----------
    several: whether there are several blocks of memory, so that the card says which is its own.
    """
    kind = _("tensor") if holder.is_tensor else _("array")
    strides = _("strides {strides} bytes", strides=holder.strides)
    if holder.is_tensor:
        strides = _("stride {strides}", strides=holder.strides)
    about = [kind, str(holder.shape)]
    if holder.block is None:
        about += ["·", _("no memory")]
    elif several:
        about += ["·", _("memory {number}", number=holder.block + 1)]
    about += [] if holder.writeable else ["·", _("read-only")]
    about += ["· requires_grad"] if holder.requires_grad else []
    start = f"+{holder.places[0][0]}" if holder.seen else _("empty")
    rows = [
        [
            _element(holder, row, column, at, holder.places[row][column] == lit and holder.block is not None, _)
            for column in range(holder.shape[1])
        ]
        for row in range(holder.shape[0])
    ]
    picked = " picked" if at[0] == holder.name else ""
    return (
        f'<div class="holder{picked}" data-flip="card-{holder.name}"><div class="holder-title"><b>{holder.name}</b> '
        f"{escape(' '.join(about))}</div>"
        f'<div class="holder-facts more">{escape(start)} · {term_html(STRIDE, strides)} · {escape(holder.dtype)}</div>'
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
