"""Tables of cells as HTML: small tensors, number by number.

A table is read by a screen reader, copied, wrapped on a phone, and costs the browser a hundredth of a Plotly figure. A
cell with a `name` is a button; `components/browser/grids.py` says what is pressed.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType

from components.base.style import ink_on, painted, true_minus

LIT, ROW, COLUMN, DIM, UNSET, CHANGED = "lit", "row", "column", "dim", "unset", "changed"
"""Marks of a cell: selected; in the selected row; in the selected column; less important; memory that was never set;
changed by a person."""

_NEGATIVE = re.compile(r"-\d")


@dataclass(frozen=True)
class Cell:
    """One element of a tensor, as it is shown.

    Parameters
    ----------
    text: what stands in the cell; a number is shown with the minus of print.
    value: colours the cell on the diverging scale; None leaves it plain.
    marks: any of `LIT`, `ROW`, `COLUMN`, `DIM`, `UNSET`, `CHANGED`.
    name: what a press on the cell gives; without it the cell is no button.
    title: said of the cell on hover and to a screen reader.
    fill: CSS colour instead of that of `value`; its text is dark or light as `ink` says.
    night: `rgb(r,g,b)` instead of `fill` on a dark page, where it is another one there.
    data: what the scripts of the page are to know of it, by name: `cell` and `way` for `components/browser/flying.js`,
        `element` for `lighting.js`.
    """

    text: str
    value: float | None = None
    marks: tuple[str, ...] = ()
    name: str = ""
    title: str = ""
    fill: str = ""
    ink: str = ""
    night: str = ""
    data: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Grid:
    """A table of cells with names beside the rows and above the columns; the rows may have different lengths."""

    rows: Sequence[Sequence[Cell]]
    caption: str = ""
    row_names: Sequence[str] = ()
    column_names: Sequence[str] = ()


def grids_html(parts: Sequence[Grid | str]) -> str:
    """Write grids as HTML, side by side with signs such as `×` or `=` between; on a narrow screen below each other."""
    inner = "".join(
        f'<span class="sign">{escape(part)}</span>' if isinstance(part, str) else _table(part) for part in parts
    )
    return f'<div class="grids">{inner}</div>'


def _table(grid: Grid) -> str:
    caption = f"<caption>{escape(grid.caption)}</caption>" if grid.caption else ""
    corner = "<td></td>" if grid.row_names else ""
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in grid.column_names)
    head = f"<thead><tr>{corner}{names}</tr></thead>" if grid.column_names else ""
    return f'<table class="grid">{caption}{head}<tbody>{"".join(_rows(grid))}</tbody></table>'


def _rows(grid: Grid) -> Iterator[str]:
    for index, cells in enumerate(grid.rows):
        name = f'<th scope="row">{escape(grid.row_names[index])}</th>' if grid.row_names else ""
        yield f"<tr>{name}{''.join(map(cell_html, cells))}</tr>"


def cell_html(cell: Cell) -> str:
    """Write a cell as `<td>`, with a button in it if it has a name."""
    style = _style(cell)
    title = f' title="{escape(cell.title)}"' if cell.title else ""
    told = "".join(f' data-{name}="{escape(value)}"' for name, value in cell.data.items())
    shape = f'class="{" ".join(("cell", *cell.marks))}"{style}{title}{told}'
    if not cell.name:
        return f"<td {shape}>{_shown(cell)}</td>"
    pressed = "true" if LIT in cell.marks else "false"
    label = f' aria-label="{escape(cell.title)}"' if cell.title else ""
    button = f'<button type="button" data-name="{escape(cell.name)}" aria-pressed="{pressed}"{label}>'
    return f"<td {shape}>{button}{_shown(cell)}</button></td>"


def _shown(cell: Cell) -> str:
    """Write what stands in the cell; a number is known by its colour, or by its sign."""
    is_number = cell.value is not None or _NEGATIVE.match(cell.text)
    return escape(true_minus(cell.text) if is_number else cell.text)


def _style(cell: Cell) -> str:
    if cell.fill:
        night = f";--fill-night:{escape(cell.night)};--type-night:{ink_on(cell.night)}" if cell.night else ""
        return f' style="--fill:{escape(cell.fill)};--type:{escape(cell.ink)}{night}"'
    if cell.value is None:
        return ""
    return f' style="{painted(cell.value)}"'
