"""The neuron page: one unit, number by number."""

import streamlit as st

from components import link
from components.chart import chart
from components.controls import UNIT_SLIDERS, unit_controls
from components.figures.neuron_diagram import describe_neuron, neuron_diagram
from components.live import watch
from components.panels.details import FORMULA, PROGRAM, details_panel
from components.panels.notes import crossing_note, ignored_panel
from components.panels.result import output_panel
from components.panels.selection import changed_values, select_picked, selected_in, sum_panel
from components.panels.values import moved_value, slider_keys, value_sliders
from components.panels.ways import ways_panel
from components.session import translate
from compute.edits import applied_to
from compute.elements import Unit
from compute.forward import forward
from compute.network import draw, edit


@st.fragment
def explorer() -> None:
    """Controls, picture and a slider for every number: a move runs this, and not the frame."""
    _ = translate()
    move = watch((*UNIT_SLIDERS, *slider_keys()))
    with st.container(key="explorer"):
        spec, device = unit_controls(move, _)
        edits = applied_to(spec, changed_values() | dict(moved_value(spec, move)))
        unit = edit(draw(spec), edits)
        passed = forward(unit, device)
        selected = selected_in(spec)
        with st.container(key="diagram"):
            chart(
                neuron_diagram(passed, selected=selected, changed=edits, with_legend=False, translate=_),
                key="neuron-chart",
                alt=describe_neuron(passed, _),
                on_pick=lambda: select_picked("neuron-chart"),
            )
        with st.container(key="values"):
            output_panel(passed, _)
            sum_panel(passed, Unit(1, 0), selected, _)
            crossing_note(spec, "neuron-crossing", _)
    value_sliders(unit, move, _)
    ways_panel(unit, _)
    details_panel(passed, selected, edits, move, _, only=(FORMULA, PROGRAM))


ignored_panel(link.check(link.NEURON), translate())
explorer()
