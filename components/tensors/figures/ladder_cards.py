"""The ladder of tensors as HTML: a card for each, with its picture, its call, and what torch says of it."""

from collections.abc import Mapping, Sequence
from html import escape

from torch import Tensor

from components.base.cells import LIT, Cell, Grid, grids_html
from components.base.glossary import SHAPE, term_html
from components.base.style import number, true_minus
from components.base.text import Translate, untranslated
from compute.tensors.ladder import Picked, Rung

LARGEST = {"torch.int64": 9.0, "torch.uint8": 255.0}
"""The largest element that is drawn, which has the end of the colour scale; else it is 1."""


def element_name(name: str, index: Sequence[int]) -> str:
    """Return the short name of an element in links and cells: `cube.0.1.2`."""
    return ".".join([name, *map(str, index)])


def element_text(value: float) -> str:
    """Write an element as it stands in a cell: four decimals for numbers with a point, none for whole ones or True."""
    return true_minus(number(value) if isinstance(value, float) else str(value))


AXES = ("depth", "row", "column")
"""The axes that an index walks along, by the classes of the stylesheet; a tensor with fewer has the last of them."""


def axes_of(dimensions: int) -> tuple[str, ...]:
    """Return the axes of a tensor with so many dimensions: a vector has columns alone."""
    return AXES[len(AXES) - dimensions :]


def ladder_html(rungs: Sequence[Rung], picked: Picked, _: Translate = untranslated) -> str:
    """Write three small cards, the picked element, and the cube in depth; every element can be pressed."""
    *small, cube = (_card(rung, picked, _) for rung in rungs)
    (rung,) = (rung for rung in rungs if rung.name == picked[0])
    return f'<div class="ladder">{"".join(small)}{_walk(rung, picked[1], _)}{cube}</div>'


def _walk(rung: Rung, index: tuple[int, ...], _: Translate) -> str:
    """Write the picked element in large type: each index in the colour of its axis; a press on it goes one further."""
    steps = ", ".join(_step(rung, index, at, _) for at in range(len(index)))
    inner = f"[{steps}]" if index else ""
    value = escape(element_text(rung.tensor[index].item()))
    return f'<p class="walk"><span>{escape(rung.name)}{inner}</span> = <b>{value}</b></p>'


def _step(rung: Rung, index: tuple[int, ...], at: int, _: Translate) -> str:
    following = (*index[:at], (index[at] + 1) % rung.tensor.shape[at], *index[at + 1 :])
    axis, name = axes_of(len(index))[at], element_name(rung.name, following)
    words = escape(_("go on to {element}", element=rung.expression(following)))
    return (
        f'<button type="button" class="axis {axis}" data-axis="{axis}" data-name="{name}" data-place="step-{at}" '
        f'title="{words}" aria-label="{index[at]}, {words}">{index[at]}</button>'
    )


def _axes_through(rung: Rung, index: tuple[int, ...], picked: Picked) -> tuple[str, ...]:
    """Return the mark of an element that differs from the picked one in a single index: the axis of that index."""
    if rung.name != picked[0]:
        return ()
    others = [axis for axis, one, other in zip(axes_of(len(index)), index, picked[1], strict=True) if one != other]
    return (f"along-{others[0]}",) if len(others) == 1 else ()


def _card(rung: Rung, picked: Picked, _: Translate) -> str:
    title = escape(_titles(_)[rung.tensor.ndim])
    properties = "".join(
        f"<div><dt><code>{_property(name)}</code></dt><dd>{escape(value)}</dd></div>"
        for name, value in rung.properties.items()
    )
    sizes = f"--columns:{_columns(rung)};--all:{_all_columns(rung)};--letters:{_letters(rung)}"
    look = f'class="scroll fit" style="{sizes}" tabindex="0" role="group"'
    return (
        f'<section class="rung rung-{rung.tensor.ndim}"><h3>{title}</h3>'
        f"<code>{escape(rung.name)} = {escape(rung.code)}</code>"
        f'<div {look} aria-label="{title}">{grids_html(_grids(rung, picked))}</div>'
        f"<dl>{properties}</dl></section>"
    )


def _columns(rung: Rung) -> int:
    """Count the columns that share the width of a card: those of one matrix, for the next has room below it."""
    return int((1, *rung.tensor.shape)[-1])


def _all_columns(rung: Rung) -> int:
    """Count the columns that the matrices of a card have together."""
    return _columns(rung) * (len(rung.tensor) if rung.tensor.ndim == 3 else 1)


def _letters(rung: Rung) -> int:
    """Count the characters of the longest number of a card."""
    return max(len(element_text(value)) for value in rung.tensor.reshape(-1).tolist())


def _property(name: str) -> str:
    return term_html(SHAPE, name) if name == ".shape" else escape(name)


def _titles(_: Translate) -> Mapping[int, str]:
    return {
        0: _("Scalar: no index"),
        1: _("Vector: one index"),
        2: _("Matrix: two indices"),
        3: _("Cube: three indices"),
    }


def _grids(rung: Rung, picked: Picked) -> list[Grid | str]:
    tensor = rung.tensor
    if tensor.ndim == 3:
        return [_matrix(rung, (at,), matrix, picked, caption=f"{rung.name}[{at}]") for at, matrix in enumerate(tensor)]
    return [_matrix(rung, (), tensor, picked)]


def _matrix(rung: Rung, first: tuple[int, ...], matrix: Tensor, picked: Picked, caption: str = "") -> Grid:
    """Lay out the last two indices as rows and columns, with their numbers beside them; a vector is a row."""
    rows, columns = (1, 1, *matrix.shape)[-2:]
    indices = [[(*first, *(row, column)[2 - matrix.ndim :]) for column in range(columns)] for row in range(rows)]
    # As a list, once: asking the tensor for each element by itself takes twice as long as all the rest.
    values = matrix.reshape(rows, columns).tolist()
    cells = [
        [_cell(rung, index, value, picked) for index, value in zip(*line, strict=True)]
        for line in zip(indices, values, strict=True)
    ]
    return Grid(
        cells,
        caption,
        row_names=[str(row) for row in range(rows)] if matrix.ndim == 2 else (),
        column_names=[str(column) for column in range(columns)] if matrix.ndim else (),
    )


def _cell(rung: Rung, index: tuple[int, ...], value: float, picked: Picked) -> Cell:
    text = element_text(value)
    return Cell(
        text,
        value / LARGEST.get(str(rung.tensor.dtype), 1.0),
        marks=(LIT,) if (rung.name, index) == picked else _axes_through(rung, index, picked),
        name=element_name(rung.name, index),
        title=f"{rung.expression(index)} = {text}",
    )
