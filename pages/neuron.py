"""The neuron page: one unit, number by number."""

import streamlit as st

from components import link
from components.chart import chart
from components.controls import UNIT_SLIDERS, Settings, unit_settings, unit_sliders
from components.figures.neuron_diagram import describe_neuron, neuron_diagram
from components.live import watch
from components.panels.details import FORMULA, PROGRAM, details_panel, details_switch
from components.panels.notes import crossing_note, ignored_panel
from components.panels.result import output_panel
from components.panels.selection import changed_values, select_picked, selected_in, sum_panel
from components.panels.values import moved_value, slider_keys, value_sliders
from components.panels.ways import ways_panel
from components.session import projector, translate
from compute.edits import applied_to
from compute.elements import Unit
from compute.forward import forward
from compute.network import draw, edit


@st.fragment
def explorer(settings: Settings) -> None:
    """Picture, values and a slider for every number: a move runs this, and neither the frame nor the settings."""
    _ = translate()
    move = watch((*UNIT_SLIDERS, *slider_keys()))
    spec = unit_sliders(settings, move, _)
    edits = applied_to(spec, changed_values() | dict(moved_value(spec, move)))
    unit = edit(draw(spec), edits)
    passed = forward(unit, settings.device)
    selected = selected_in(spec)
    with st.container(key="diagram"):
        chart(
            neuron_diagram(passed, selected=selected, changed=edits, with_legend=False, wall=projector(), translate=_),
            key="neuron-chart",
            alt=describe_neuron(passed, _),
            on_pick=lambda: select_picked("neuron-chart"),
        )
    with st.container(key="values"):
        output_panel(passed, _)
        sum_panel(passed, Unit(1, 0), selected, _, pick="neuron-chart")
        crossing_note(spec, "neuron-crossing", _)
    with st.container(key="by-hand"):
        value_sliders(unit, move, _)
        ways_panel(unit, _)
    details_panel(passed, selected, edits, move, _)


_ = translate()
ignored_panel(link.check(link.NEURON), _)
with st.container(key="explorer"):
    moving = st.container(key="moving")
    settings = unit_settings(_)
    details_switch(_, only=(FORMULA, PROGRAM))
    with moving:
        explorer(settings)
