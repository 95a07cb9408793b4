"""The same seed on every device: y and how far each device is from the CPU."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from components.base.style import printed_number
from components.base.text import Translate
from components.widgets.code import code_block
from components.widgets.program_choice import program_choice, program_way
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.ways import SumMethod, ways
from compute.timing.device_difference import FLOAT64, Run, runs
from compute.timing.devices import CPU
from compute.timing.program import moving_program

DIGITS = 10
"""Decimals that show where float32 ends: it has about seven digits."""


def agreement_panel(spec: NetworkSpec, _: Translate) -> None:
    """Show the output in `value-output`, the devices in `value-agreement`, sum and mm of one unit in `value-ways`."""
    found = runs(draw(spec))
    with st.container(key="value-output", gap=None):
        st.html(f'<div class="output"><p>y = <b>{printed_number(found[0].output)}</b></p></div>')
    with st.container(key="value-agreement", gap=None):
        st.html(agreement_html(found, _))
        st.html(generators_html(_))  # apart, so that a slider that moves does not close it
    with st.container(key="value-ways", gap=None):
        st.html(ways_html(ways(draw(NetworkSpec(spec.seed, spec.inputs, ()))), _))


def program_panel(spec: NetworkSpec, _: Translate) -> None:
    """Show how the network moves to an accelerator and back, as a program; with modules all parameters at once."""
    program_choice(_)
    with st.container(key="program-shown", gap=None):
        code_block(moving_program(spec, program_way()), _)


def agreement_html(found: Sequence[Run], _: Translate) -> str:
    """Write a table with a row for each device, and one for the CPU with twice as many digits."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in (_("device"), "y", _("difference")))
    rows = "".join(_row(run, _) for run in found)
    only = all(run.device == CPU for run in found)
    note = (
        _(
            "There is one device here, so compare on it: the same numbers as float32, with 7 digits, and as float64, "
            "with 16."
        )
        if only
        else _("Drawn on the CPU, then moved: a generator on another device gives other numbers for the same seed.")
    )
    title = _("The same seed on every device")
    question = _("Drag the seed: is there one without any difference?")
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(title)}">'
        f'<table class="agreement"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        f'<p class="small">{escape(note)} <b>{escape(question)}</b></p>'
    )


def generators_html(_: Translate) -> str:
    """Write why a GPU draws other numbers for the same seed, below that question; it has to be opened."""
    asked = _("Why does a GPU draw other numbers for the same seed?")
    return f'<details class="small"><summary>{escape(asked)}</summary><p>{escape(other_numbers(_))}</p></details>'


def other_numbers(_: Translate) -> str:
    """Explain why `manual_seed` gives other numbers on a GPU, and what is done about it here; true on every machine."""
    return _(
        "A seed only says where a generator begins, and there are two. On the CPU, torch.randn draws with the Mersenne "
        "Twister, one number after the other. With device='cuda' it draws with Philox, which many threads of the GPU "
        "can use at once. So torch.manual_seed(7) begins another sequence there: neither is wrong. For the same "
        "numbers everywhere, draw on the CPU and move them with .to(device), as this page does."
    )


def _row(run: Run, _: Translate) -> str:
    name = f"{run.device} {run.dtype}"
    if run.words:
        return f'<tr><th scope="row">{escape(name)}</th><td colspan="2">{escape(run.words)}</td></tr>'
    first = run.device == CPU and run.dtype != FLOAT64
    apart = _("compared with") if first else apart_text(run.difference)
    return f'<tr><th scope="row">{escape(name)}</th><td>{run.output:.{DIGITS}f}</td><td>{escape(apart)}</td></tr>'


def ways_html(unit: Sequence[SumMethod], _: Translate) -> str:
    """Write a table: one unit by `torch.sum` and `torch.mm`, which add in other orders: the last digits can differ."""
    rows = "".join(
        f'<tr><th scope="row"><code>{escape(way.code.partition("(")[0])}</code></th>'
        f"<td>{float(way.output):.{DIGITS}f}</td></tr>"
        for way in unit
    )
    first, second = (float(way.output) for way in unit)
    words = (
        _("One unit, two ways: the same to the last digit.")
        if first == second
        else _("One unit, two ways to add up: {difference} apart.", difference=apart_text(abs(first - second)))
    )
    return f'<table class="agreement"><caption>{escape(words)}</caption><tbody>{rows}</tbody></table>'


def apart_text(difference: float) -> str:
    """Write a difference with two digits, as torch writes small numbers; 0 where there is none."""
    return f"{difference:.1e}" if difference else "0"
