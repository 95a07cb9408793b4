"""Show the program that trains up to the step on the screen, in plain tensors or with modules."""

import streamlit as st

from components.base.text import Translate
from components.network.fields import PROGRAM_AS
from components.training.lesson import way_of
from components.training.seen import SeenTraining
from components.widgets.choices import pressed
from components.widgets.code import code_block
from components.widgets.linked import linked
from compute.network.program_ways import NOTEBOOK, SEQUENTIAL
from compute.training.program import training_program

PROGRAM = "program"
"""The name of the panel in the link."""


def program_panel(shown: SeenTraining, _: Translate) -> None:
    """Show the program with a button that copies it; `sequential` and `class` give the same program here."""
    now = linked(PROGRAM_AS)
    with_modules = SEQUENTIAL if now == NOTEBOOK else now
    names = {NOTEBOOK: _("plain tensors"), with_modules: _("nn.Sequential and torch.optim")}
    way = pressed(_("how the program is written"), PROGRAM_AS.name, names, NOTEBOOK, hidden_label=True)
    st.caption(
        _(
            "Run this with PyTorch: it trains up to step {step} and prints its loss and its weights.",
            step=_.count(shown.time),
        )
    )
    with st.container(key="program"):
        code_block(training_program(shown.spec, shown.time, way_of(way)), _)
