"""Draws of randn as tables: the first numbers, and the experiments with shape, seed and the sixteenth element."""

from collections.abc import Sequence
from html import escape

import torch
from jaxtyping import Float
from torch import Tensor

from components.base.cells import LIT, UNSET, Cell, Grid, grids_html
from components.base.style import number
from components.base.text import Translate, untranslated
from compute.tensors.randn import MOST, SHAPE, SHOWN, Crossing, Like, Twice

PER_ROW = 5
HIDDEN = "?"
"""Stands where a number waits for a guess."""


def numbers_html(numbers: Tensor, _: Translate = untranslated) -> str:
    """Write the first numbers of a draw, as many in a row as fit a phone; the very first is lit: watch that one."""
    cells = [
        Cell(number(value), value, (LIT,) if at == 0 else (), title=f"t[{at}]")
        for at, value in enumerate(numbers[:MOST].tolist())
    ]
    rows = [cells[at : at + PER_ROW] for at in range(0, len(cells), PER_ROW)]
    caption = (
        _("all numbers of t")
        if len(numbers) <= MOST
        else _("the first {shown} of {total} numbers of t", shown=MOST, total=_.count(len(numbers)))
    )
    names = [f"t[{at * PER_ROW}:]" for at in range(len(rows))]
    look = f'class="scroll fit" style="--columns:{PER_ROW + 1}" tabindex="0" role="group"'
    return f'<div {look} aria-label="{escape(caption)}">{grids_html([Grid(rows, caption, names)])}</div>'


def like_html(like: Like) -> str:
    """Write a tensor and the one that takes over its shape."""
    pairs = ((f"t = torch.randn{SHAPE}", like.model), ("torch.randn_like(t)", like.drawn))
    return "".join(
        f"<p><code>{escape(code)}</code> <b>{escape(str(tensor.shape))}</b></p>{_table(tensor)}"
        for code, tensor in pairs
    )


def twice_html(twice: Twice, seed: int) -> str:
    """Write two draws from the same seed, and a third that goes on."""
    seeded, drawn = f"torch.manual_seed({seed})", f"torch.randn({SHOWN})"
    lines = (f"{seeded}; a = {drawn}", f"{seeded}; b = {drawn}", f"c = {drawn}")
    codes = "".join(f"<p><code>{escape(code)}</code></p>" for code in lines)
    table = _table(torch.stack([twice.first, twice.again, twice.going_on]), "abc")
    answers = (("torch.equal(a, b)", twice.same), ("torch.equal(b, c)", not twice.went_on_to_others))
    asked = " ".join(f"<span><code>{code}</code> <b>{answer}</b></span>" for code, answer in answers)
    return f"{codes}{table}<p>{asked}</p>"


def crossing_html(crossing: Crossing, revealed: bool) -> str:
    """Write the first numbers of 15 and of 16; those of 16 are hidden until somebody has guessed."""
    lines = (("torch.randn(15)", crossing.below, True), ("torch.randn(16)", crossing.above, revealed))
    return "".join(
        f"<p><code>{escape(code)}[:{SHOWN}]</code></p>{_table(numbers[:SHOWN].unsqueeze(0), shown=shown)}"
        for code, numbers, shown in lines
    )


def _table(rows: Float[Tensor, "rows columns"], names: Sequence[str] = (), *, shown: bool = True) -> str:
    """Write the rows of a matrix, or as many question marks."""
    return grids_html([Grid([[_cell(value, shown) for value in row] for row in rows.tolist()], row_names=names)])


def _cell(value: float, shown: bool) -> Cell:
    return Cell(number(value), value) if shown else Cell(HIDDEN, marks=(UNSET,))
