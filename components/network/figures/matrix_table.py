"""Write one layer as a table of cells, with the places, names and numbers of its heatmap, while numbers have room.

A table is read by a screen reader cell by cell, copied, and pressed by keyboard; the heatmap takes over where a layer
has more cells than a person reads one by one.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from html import escape

from components.base.cells import CHANGED as CHANGED_MARK
from components.base.cells import COLUMN, LIT, ROW, Cell, cell_html
from components.base.style import CHANGED, TIMES, UNKNOWN, number, short_number
from components.base.text import Translate, untranslated
from components.network.figures.matrix_cells import cells_of, hover_texts, marked_cells, result_names, values_of
from components.network.figures.matrix_words import describe_matrix
from compute.network.elements import Element, Unit, exists, layer_name, name_of
from compute.network.known_pass import KnownPass, Value
from compute.network.spec import NetworkSpec

MAX_CELLS, MAX_COLUMNS = 400, 18
"""The most cells, and the most inputs and units side by side, that fit a small laptop as a table; else a heatmap."""

FOUR_DECIMALS = 12
"""With more inputs and units side by side than this, a number has two decimals; its title has all four."""

MAX_CHARACTERS = 9
"""A longer number is written with an exponent."""

_TAG = re.compile(r"<[^>]+>")


def is_table(spec: NetworkSpec, layer: int) -> bool:
    """Tell whether layer 1 .. depth is small enough for a table of cells."""
    inputs, units = spec.weight_shapes[layer - 1]
    rows = inputs + (4 if spec.bias else 3)
    return inputs + units * rows <= MAX_CELLS and inputs + units <= MAX_COLUMNS


def layer_table_html(
    passed: KnownPass,
    layer: int,
    *,
    selected: Element | None = None,
    changed: Collection[Element] = (),
    _: Translate = untranslated,
) -> str:
    """Write the table of layer 1 .. depth: x W + b = z, and f(z). What has not been computed yet is a question mark.

    Parameters
    ----------
    selected: the weight, bias or unit that stands out; a unit with its whole column, an input with its row.
    changed: elements whose value a person set; they are marked.
    """
    spec = passed.network.spec
    inputs, units = spec.weight_shapes[layer - 1]
    cells = cells_of(replace(spec, seed=0), layer)
    marked = marked_cells(changed, spec, layer)
    values = values_of(passed.layers[layer - 1]).tolist()
    hovers = hover_texts(cells, values, marked, _)
    is_short = inputs + units > FOUR_DECIMALS
    meant = selected if selected is not None and exists(selected, spec) else None
    lit = name_of(meant, spec) if meant is not None else None
    written = {}
    for at, place in enumerate(zip(cells.row.tolist(), cells.column.tolist(), strict=True)):
        marks = (LIT,) if cells.names[at] == lit else _marks(meant, layer, inputs, *place)
        text = _written(values[at], is_short=is_short)
        if at in marked:
            marks, text = (*marks, CHANGED_MARK), text + CHANGED
        title = _TAG.sub("", hovers[at].replace("<br>", ", "))
        written[place] = cell_html(
            Cell(text, values[at], marks, cells.names[at], title, data={"element": cells.names[at]})
        )
    rows = "".join(_rows(spec, layer, written))
    short = " short" if is_short else ""
    words = escape(describe_matrix(passed, layer, _))
    swipe = escape(_("The table goes on at the right: swipe, or use the arrow keys."))
    return (
        f'<div class="fit layer-table{short}" role="group" aria-label="{words}" tabindex="0">'
        f'<table class="grid"><tbody>{rows}</tbody></table></div>'
        f'<p class="swipe">{swipe}</p>'
    )


def _rows(spec: NetworkSpec, layer: int, cells: dict[tuple[int, int], str]) -> Iterator[str]:
    """Write the rows from the titles of W down to the output."""
    inputs, units = spec.weight_shapes[layer - 1]
    before = [Unit(layer - 1, index).label(spec) for index in range(inputs)]
    after = [Unit(layer, index).label(spec) for index in range(units)]
    inner = f"<u>{inputs}</u>"
    blank = f'<td colspan="{inputs + 1}"></td>'
    yield f'<tr>{blank}<th scope="colgroup" colspan="{units}">W{layer} ({inner} {TIMES} {units})</th></tr>'
    yield f"<tr>{blank}{_heads(after)}</tr>"
    for row, source in enumerate(before):
        side = f'<td colspan="{inputs}"></td><th scope="row">{source}</th>'
        yield f"<tr>{side}{_row(cells, row, range(inputs + 1, inputs + 1 + units))}</tr>"
    title = f"{layer_name(spec, layer - 1)} (1 {TIMES} {inner})"
    yield f'<tr><th class="title" scope="colgroup" colspan="{inputs}">{title}</th><td colspan="{units + 1}"></td></tr>'
    yield f'<tr>{_heads(before)}<td colspan="{units + 1}"></td></tr>'
    for row, name in enumerate(result_names(spec, layer), start=inputs + 1):
        side = f"{_row(cells, row, range(inputs))}<td></td>" if row == inputs + 1 else blank
        results = _row(cells, row, range(inputs + 1, inputs + 1 + units))
        yield f'<tr>{side}{results}<th class="result" scope="row">{escape(name)}</th></tr>'


def _heads(names: list[str]) -> str:
    return "".join(f'<th scope="col">{name}</th>' for name in names)


def _row(cells: dict[tuple[int, int], str], row: int, columns: range) -> str:
    return "".join(cells[row, column] for column in columns)


def _written(value: Value, *, is_short: bool) -> str:
    if value is None:
        return UNKNOWN
    text = short_number(value, decimals=2) if is_short else number(value)
    return text if len(text) <= MAX_CHARACTERS else f"{value:.1e}"


def _marks(selected: Element | None, layer: int, inputs: int, row: int, column: int) -> tuple[str, ...]:
    """Return the marks of a cell in the column of a selected unit, or in the row of a selected input."""
    match selected:
        case Unit(at, index) if at == layer and column == inputs + 1 + index:
            return (COLUMN,)
        case Unit(at, index) if at == layer - 1 and row == index and column > inputs:
            return (ROW,)
        case _:
            return ()
