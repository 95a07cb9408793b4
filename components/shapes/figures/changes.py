"""A tensor before and after six changes of its shape: a card each, every element in its old colour."""

from collections.abc import Iterator, Sequence
from html import escape

from components.base.cells import LIT, UNSET, Cell, Grid, grids_html
from components.base.glossary import SHAPE, STRIDE, term_html
from components.base.style import DARK_TEXT, number, tint_at_night, tint_of
from components.base.text import Translate, untranslated
from components.shapes.figures.product import shape_text
from compute.shapes.reshaping import Change, Element, Layout, ShapeChanges

LONG = 4
"""A row of more numbers with decimals than this needs wider cards."""

UNKNOWN = "?"
"""Stands in a cell that nobody has set."""


def cards_html(
    comparison: ShapeChanges,
    explained: dict[str, str],
    chosen: int | None = None,
    _: Translate = untranslated,
) -> str:
    """Draw the tensor before, whose cells can be pressed, and a card for each of the six changes.

    Parameters
    ----------
    explained: name of a change -> what its refusal means, or what there is to say about it.
    chosen: the element, counted row by row in the tensor before, that is lit wherever it went.
    """
    before = _before(comparison.before, chosen, _)
    changes = (_card(change, comparison.before, explained, chosen, _) for change in comparison.changes)
    return f'<div class="cards{" long" if _is_long(comparison) else ""}">{before}{"".join(changes)}</div>'


def _is_long(comparison: ShapeChanges) -> bool:
    """Tell whether some row has more numbers with decimals than a third of the page has room for."""
    layouts = [comparison.before, *(change.after for change in comparison.changes if change.after is not None)]
    decimals = any(element.value is not None and element.value % 1 for element in comparison.before.elements)
    return decimals and any(len(layout.shape) > 1 and layout.shape[-1] > LONG for layout in layouts)


def _before(layout: Layout, chosen: int | None, _: Translate) -> str:
    heading = escape(_("the tensor a"))
    facts = "".join(_facts(layout, _, with_terms=True))
    stride = _("Stride: how many steps in memory to the next row, and to the next column.")
    if len(layout.shape) == 3:
        stride = _("Stride: how many steps in memory to the next layer, row and column.")
    return (
        f'<section class="card before"><h3>{heading}</h3>{_tables(layout, layout, chosen, _, named=True)}'
        f'<dl>{facts}</dl><p class="stride">{escape(stride)}</p></section>'
    )


def _card(change: Change, before: Layout, explained: dict[str, str], chosen: int | None, _: Translate) -> str:
    heading = f'<section class="card {change.name}"><h3><code>{escape(change.code)}</code></h3>'
    words = explained.get(change.name, "")
    remark = f"<p>{escape(words)}</p>" if words else ""
    if change.after is None:
        refused = escape(_("torch refuses"))
        message = f'<pre class="message">{escape(change.message)}</pre>'
        return f'{heading}<p class="refused">{refused}</p>{message}{remark}</section>'
    hidden = _hidden(change.after, before, chosen, _)
    tables = _tables(change.after, before, chosen, _)
    return f"{heading}{tables}{hidden}{facts_html(change, _)}{warning_html(change, _)}{remark}</section>"


def facts_html(change: Change, _: Translate = untranslated) -> str:
    """List the facts about the tensor after a change and about its memory; nothing where torch refused."""
    if change.after is None:
        return ""
    return f"<dl>{''.join([*_facts(change.after, _), *_memory(change, _)])}</dl>"


def warning_html(change: Change, _: Translate = untranslated) -> str:
    """Show torch's words where it has made the change and warned; else nothing."""
    if not change.warning:
        return ""
    warned = escape(_("torch does it and warns"))
    return f'<p class="refused">{warned}</p><pre class="message">{escape(change.warning)}</pre>'


def _facts(layout: Layout, _: Translate, *, with_terms: bool = False) -> Iterator[str]:
    """Yield the facts about a tensor; where their names stand for the first time, they open the glossary."""
    yield _fact("shape", shape_text(layout.shape), SHAPE if with_terms else "")
    yield _fact("stride", shape_text(layout.stride), STRIDE if with_terms else "")
    yield _fact(_("contiguous"), _("yes") if layout.contiguous else _("no"))


def _memory(change: Change, _: Translate) -> Iterator[str]:
    if change.same_memory:
        memory = _("shared")
    elif change.in_place:
        memory = _("new, larger")
    else:
        memory = _("a copy")
    yield _fact(_("memory"), memory)
    yield _fact(_("in place"), _("yes, a itself") if change.in_place else _("no"))


def _fact(name: str, value: str, term: str = "") -> str:
    word = term_html(term, name) if term else escape(name)
    return f"<div><dt>{word}</dt><dd>{escape(value)}</dd></div>"


def _tables(layout: Layout, before: Layout, chosen: int | None, _: Translate, *, named: bool = False) -> str:
    """Draw a tensor as one table, or with three dimensions as one table for each index of the first."""
    rows, columns = (1, *layout.shape)[-2:]
    kind = "tables fit vector" if len(layout.shape) == 1 else "tables fit"
    cells = [_cell(element, before, chosen, _, named=named) for element in layout.elements]
    lines = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    grids: list[Grid | str] = [
        Grid(lines[start : start + rows], f"[{start // rows}]" if len(layout.shape) == 3 else "")
        for start in range(0, len(lines), rows)
    ]
    return f'<div class="{kind}" style="--columns:{columns}" tabindex="0">{grids_html(grids)}</div>'


def _hidden(layout: Layout, before: Layout, chosen: int | None, _: Translate) -> str:
    """Draw what is still in memory, but out of the tensor's sight."""
    if not layout.hidden:
        return ""
    heading = escape(_("out of sight, still in memory"))
    cells = [_cell(element, before, chosen, _) for element in layout.hidden]
    return f'<div class="hidden"><p>{heading}</p>{grids_html([Grid([cells])])}</div>'


def _cell(element: Element, before: Layout, chosen: int | None, _: Translate, *, named: bool = False) -> Cell:
    if element.origin is None or element.value is None:
        return Cell(UNKNOWN, marks=(UNSET,), title=_("Nobody has set this cell."))
    name = f"e{element.origin + 1}" if named else ""
    title = _("element {index} of a", index=element.origin + 1) if named else ""
    marks = (LIT,) if element.origin == chosen else ()
    fill, night = colours_of_element(element.origin, before)
    return Cell(text_of(element.value), None, marks, name, title, fill, DARK_TEXT, night)


def colours_of_element(origin: int, before: Layout) -> tuple[str, str]:
    """Return the colours that an element has wherever it goes, by day and at night: its row's, paler along the row."""
    columns = before.shape[-1]
    row, column = divmod(origin, columns)
    place = column / (columns - 1) if columns > 1 else 0.0
    return tint_of(row, place), tint_at_night(row, place)


def text_of(value: float) -> str:
    """Write a counted number as it is, a drawn one with four decimals."""
    return f"{value:g}" if value == int(value) else number(value)


def same_numbers(first: Layout, second: Layout) -> bool:
    """Tell whether two results have the same number in every cell."""
    return _values(first.elements) == _values(second.elements)


def _values(elements: Sequence[Element]) -> list[float | None]:
    return [element.value for element in elements]
