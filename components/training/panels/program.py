"""Show the program that trains up to the step on the screen, in the three ways of all programs."""

import streamlit as st

from components.base.text import Translate
from components.training.seen import SeenTraining
from components.widgets.code import code_block
from components.widgets.program_choice import program_choice, program_way
from compute.training.program import training_program

PROGRAM = "program"
"""The name of the panel in the link."""


def program_panel(shown: SeenTraining, _: Translate) -> None:
    """Show the program with a button that copies it; `sequential` and `class` give the same program here."""
    program_choice(_)
    way = program_way()
    st.caption(
        _(
            "Run this with PyTorch: it trains up to step {step} and prints its loss and its weights.",
            step=_.count(shown.time),
        )
    )
    with st.container(key="program"):
        code_block(training_program(shown.spec, shown.time, way), _)
