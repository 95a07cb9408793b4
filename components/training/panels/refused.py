"""Say what of a setting does not fit together, and what stands in."""

import streamlit as st

from components.base.text import Translate
from components.training.seen import SeenTraining
from compute.gradients.losses import NO_DERIVATIVE


def refused_note(shown: SeenTraining, _: Translate) -> None:
    """Show a warning where the page trains something else than the link asks for."""
    error = shown.refused
    if error is None:
        return
    allowed = ", ".join(f"`{each}`" for each in error.allowed.split(", "))
    if error.reason == NO_DERIVATIVE:
        words = _(
            "`{activation}` has no derivative in torch: it is flat everywhere and jumps at 0, so nothing before it "
            "could learn. Allowed are {allowed}. Here `{other}` stands in.",
            activation=str(error.value),
            allowed=allowed,
            other=shown.spec.activation,
        )
    else:
        words = _(
            "`{loss}` does not fit this data. Here `{other}` stands in.",
            loss=str(error.value) if error.field == "loss" else error.field,
            other=shown.spec.loss_name,
        )
    st.warning(words)
