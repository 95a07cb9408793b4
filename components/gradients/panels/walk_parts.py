"""What the panel of a walk back is made of, whether it shows a layer or one unit."""

from collections.abc import Iterator, Sequence
from html import escape

from torch import Tensor

from components.base.left_out import left_out
from components.base.small import small
from components.base.text import Translate
from compute.gradients.known_backward import KnownLayerBackward
from compute.gradients.walk_back import DELTA, GRADIENT, LOSS, SLOPE, UPDATE

MAX_INPUTS = 4
"""The most gradients of one unit's weights; of more, the first and the last."""


def step_part(name: str, lit: str, inner: str) -> str:
    """Mark what the step of this name computes; it is lit in the step `lit`."""
    return f'<span class="part{" lit" if name == lit else ""}" data-step="{name}">{inner}</span>'


def column_html(values: Tensor | None, count: int, _: Translate) -> str:
    """Write the numbers of a column one after the other, or `count` question marks."""
    return listed([small(value) for value in ([None] * count if values is None else values.tolist())], _)


def listed(texts: Sequence[str], _: Translate) -> str:
    """Write texts one after the other; of many the first ones, how many more, and the last."""
    if len(texts) <= MAX_INPUTS:
        return " ".join(f"<span>{text}</span>" for text in texts)
    first = " ".join(f"<span>{text}</span>" for text in texts[: MAX_INPUTS - 2])
    more = escape(left_out(len(texts) - MAX_INPUTS + 1, None, _))
    return f'{first} <span class="left-out">({more})</span> <span>{texts[-1]}</span>'


def table(heads: str, rows: str) -> str:
    """Write the table of numbers."""
    return f"<table><thead><tr><th></th>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def row(name: str, words: str, cells: str, lit: str) -> str:
    """Write the row of a step."""
    look = " class=lit" if name == lit else ""
    return f'<tr{look} data-step="{name}"><th scope="row">{escape(words)}</th>{cells}</tr>'


def step_rows(layer: KnownLayerBackward, is_last: bool, _: Translate) -> Iterator[tuple[str, str]]:
    """Yield the step that each row of the table is for, "" for one of another layer, and what the row is called."""
    if not layer.gives_delta:
        yield LOSS if is_last else "", _("comes back")
        yield SLOPE, _("slope")
    elif is_last:
        yield LOSS, _("probability")
    yield DELTA, _("delta")
    yield GRADIENT, _("gradient")
    yield UPDATE, _("update")
