"""One change of shape: the tensor before, its tape of memory, and what came of it, as HTML.

Every element of the tensor after goes from its cell before over its place in the memory to its new cell:
`components/browser/flying.js` lets it.
"""

from collections.abc import Iterator
from html import escape

from components.base.cells import DIM, LIT, UNSET, Cell, Grid, grids_html
from components.base.style import DARK_TEXT
from components.base.text import Translate, untranslated
from components.shapes.figures.changes import UNKNOWN, colours_of_element, facts_html, text_of, warning_html
from components.shapes.figures.product import shape_text
from compute.shapes.reshaping import Change, Element, Layout

BEFORE, MEMORY, COPY, AFTER = "a", "m", "n", "r"
"""What the names of the cells begin with: those of the tensor before, of its memory, of a copy, of the tensor after."""


MANY = 16
"""Of more numbers than these the cells are smaller."""


def journey_html(
    before: Layout, change: Change, words: str, chosen: int | None = None, _: Translate = untranslated
) -> str:
    """Draw the tensor before, the memory in the middle, and the tensor after.

    Parameters
    ----------
    words: what the refusal means, or what there is to say about the change.
    chosen: the element, counted row by row in the tensor before, that is lit wherever it is.
    """
    made = f'<p class="name"><code>{escape(change.code)}</code></p>'
    return (
        f'<div class="journey{" long" if _is_long(before, change) else ""}">'
        f'<section class="tensor">{_title("a", before)}{_table(before, before, BEFORE, chosen, _)}</section>'
        f'<section class="memory">{_tapes(before, change, chosen, _)}</section>'
        f'<section class="tensor after">{made}{_after(before, change, chosen, _)}</section>'
        f'</div><div class="journey-words">{facts_html(change, _)}{warning_html(change, _)}'
        f"{f'<p>{escape(words)}</p>' if words else ''}</div>"
    )


def _is_long(before: Layout, change: Change) -> bool:
    """Tell whether the numbers are many, or have decimals."""
    after = () if change.after is None else change.after.memory
    return max(len(before.memory), len(after)) > MANY or any((each.value or 0) % 1 for each in before.memory)


def _title(name: str, layout: Layout) -> str:
    return f'<p class="name"><code>{escape(name)}</code></p><p class="shape">{shape_text(layout.shape)}</p>'


def _after(before: Layout, change: Change, chosen: int | None, _: Translate) -> str:
    if change.after is None:
        refused = escape(_("torch refuses"))
        return f'<p class="refused">{refused}</p><pre class="message">{escape(change.message)}</pre>'
    table = _table(change.after, before, AFTER, chosen, _, change)
    return f'<p class="shape result">{shape_text(change.after.shape)}</p>{table}'


def _tapes(before: Layout, change: Change, chosen: int | None, _: Translate) -> str:
    """Draw the memory of the tensor, and where the change has made another one, that below it."""
    after = change.after
    first = _tape(before, before, MEMORY, chosen, _)
    if after is None or change.same_memory:
        one = escape(_("one tape of memory"))
        return f'<p class="name">{one}</p>{first if after is None else _tape(after, before, MEMORY, chosen, _)}'
    old = escape(_("the memory of a"))
    new = escape(_("the same memory, made longer") if change.in_place else _("a second tape: a copy"))
    return f'<p class="name">{old}</p>{first}<p class="name">{new}</p>{_tape(after, before, COPY, chosen, _)}'


def _tape(layout: Layout, before: Layout, kind: str, chosen: int | None, _: Translate) -> str:
    seen = set(layout.places)
    cells = []
    for place, element in enumerate(layout.memory):
        title = _("place {place} of the memory", place=place)
        marks = () if place in seen else (DIM,)
        data = {"cell": f"{kind}.{place}", "of": _name(element), "slot": str(place)}
        if kind == COPY and element.origin is not None:
            data["way"] = f"{MEMORY}.{before.places[element.origin]}"
        cells.append(_cell(element, before, chosen, marks, title, data, _))
    return f'<div class="tape">{grids_html([Grid([cells])])}</div>'


def _table(
    layout: Layout, before: Layout, kind: str, chosen: int | None, _: Translate, change: Change | None = None
) -> str:
    """Draw a tensor as one table, or with three dimensions as one table for each index of the first."""
    rows, columns = (1, *layout.shape)[-2:]
    cells = []
    for element, place in zip(layout.elements, layout.places, strict=True):
        number = "" if element.origin is None else f".{element.origin}"
        name = f"{kind}{number}" if change is None else f"{kind}.{change.name}{number or f'.unset.{place}'}"
        data = {"cell": name, "of": _name(element), "meets": _name(element)}
        if change is not None and element.origin is not None:
            data["way"] = " ".join(_way(element.origin, place, before, change))
        title = "" if element.origin is None else _("element {index} of a", index=element.origin + 1)
        pressed = f"e{element.origin + 1}" if change is None and element.origin is not None else ""
        cells.append(_cell(element, before, chosen, (), title, data, _, pressed))
    lines = [cells[start : start + columns] for start in range(0, len(cells), columns)]
    grids: list[Grid | str] = [
        Grid(lines[start : start + rows], f"[{start // rows}]" if len(layout.shape) == 3 else "")
        for start in range(0, len(lines), rows)
    ]
    flat = " vector" if len(layout.shape) == 1 else ""
    return f'<div class="tables fit{flat}" style="--columns:{columns}" tabindex="0">{grids_html(grids)}</div>'


def _way(origin: int, place: int, before: Layout, change: Change) -> Iterator[str]:
    """Yield the cells that an element passes, one after the other."""
    yield f"{BEFORE}.{origin}"
    yield f"{MEMORY}.{before.places[origin]}"
    if not change.same_memory:
        yield f"{COPY}.{place}"


def _name(element: Element) -> str:
    """Return the name of an element, the same wherever it is."""
    return "unset" if element.origin is None else f"e{element.origin + 1}"


def _cell(
    element: Element,
    before: Layout,
    chosen: int | None,
    marks: tuple[str, ...],
    title: str,
    data: dict[str, str],
    _: Translate,
    pressed: str = "",
) -> Cell:
    if element.origin is None or element.value is None:
        return Cell(UNKNOWN, marks=(UNSET, *marks), title=_("Nobody has set this cell."), data=data)
    lit = (LIT,) if element.origin == chosen else ()
    fill, night = colours_of_element(element.origin, before)
    return Cell(text_of(element.value), None, (*lit, *marks), pressed, title, fill, DARK_TEXT, night, data)
