"""The network page: drag a slider and watch a forward pass."""

import streamlit as st

from components import link
from components.controls import CONTROLS, NETWORK_SLIDERS, PICTURE, chosen_device, network_controls, network_spec
from components.figures.network_diagram import describe, network_diagram
from components.live import watch
from components.panels.details import details_panel
from components.panels.notes import crossing_note, ignored_panel
from components.panels.result import hidden_panel, output_panel
from components.panels.selection import changed_values, select_picked, selected_in, selection_panel
from components.session import translate
from components.style import CHART
from compute.edits import applied_to
from compute.forward import forward
from compute.network import draw, edit


@st.fragment(key=CONTROLS)
def controls() -> None:
    """Everything that can be set."""
    with st.container(key="controls", gap="xxsmall"):
        network_controls(translate())


@st.fragment(key=PICTURE)
def picture() -> None:
    """Everything that answers; a slider that moves runs this and nothing else."""
    _ = translate()
    move = watch(NETWORK_SLIDERS)
    spec = network_spec(move)
    edits = applied_to(spec, changed_values())
    passed = forward(edit(draw(spec), edits), chosen_device())
    selected = selected_in(spec)

    diagram, values = st.columns([2.5, 1], gap="medium")
    with diagram, st.container(key="diagram"):
        st.plotly_chart(
            network_diagram(passed, selected=selected, changed=edits, translate=_),
            height="stretch",
            key="network-chart",
            on_select=lambda: select_picked("network-chart"),
            selection_mode="points",
            config=CHART,
            alt=describe(passed, _),
        )
    with values:
        output_panel(passed, _)
        hidden_panel(passed, _)
        selection_panel(passed, _)
        crossing_note(spec, "network-crossing", _)
    details_panel(passed, selected, edits, move, _)


ignored_panel(link.check(link.NETWORK), translate())
left, right = st.columns([1, 3.9], gap="medium")
with left:
    controls()
with right:
    picture()
