"""The neuron page: one unit, number by number."""

from functools import partial

import streamlit as st

from components.browser.chart import chart
from components.browser.live import watch
from components.frame.keeping import keep
from components.network.controls import Settings, unit_settings, unit_sliders
from components.network.figures.neuron_diagram import describe_neuron, neuron_diagram
from components.network.page import NEURON
from components.network.panels.details import COMPARE, FORMULA, PROGRAM, details_panel, details_switch
from components.network.panels.result import output_panel
from components.network.panels.selection import changed_values, select_picked, selected_in, selected_name, sum_panel
from components.network.panels.values import moved_value, slider_keys, value_sliders
from components.network.panels.ways import ways_panel
from components.network.predict.panel import predict_panel
from components.network.predict.predicting import predicting
from components.network.walk.panel import walk_panel, walk_words
from components.network.walk.walking import remember_widgets, walk_bar, walk_now
from components.state.session import projector, translate
from components.state.take_home import offer
from components.widgets.beginning import begin
from components.widgets.notes import crossing_note
from compute.network.edits import applied_to
from compute.network.elements import Unit
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw, edit
from compute.network.walk import NOTHING


@st.fragment
def explorer(settings: Settings) -> None:
    """Picture, values and a slider for every number: a move runs this, and neither the frame nor the settings."""
    _ = translate()
    move = watch((*NEURON.sliders, *slider_keys()))
    spec = unit_sliders(settings, move, _)
    edits = applied_to(spec, changed_values() | dict(moved_value(spec, move)))
    unit = edit(draw(spec), edits)
    whole = forward_network(unit, settings.device)
    offer(partial(NEURON.lesson, whole, edits))
    selected = selected_in(spec)
    walk = walk_now(spec, selected, move)
    passed = known_pass(whole, walk.progress) if walk else known_pass(whole)
    prediction = predicting("neuron", settings.predict, passed, edits, selected, move)
    is_hidden = prediction is not None and prediction.answer is None
    if is_hidden:
        passed = known_pass(whole, NOTHING)
    with st.container(key="diagram"):
        chart(
            neuron_diagram(
                passed,
                selected=selected,
                changed=edits,
                with_legend=False,
                wall=projector(),
                translate=_,
            ),
            key="neuron-chart",
            alt=describe_neuron(passed, _),
            selected=selected_name(selected, spec),
            on_pick=lambda: select_picked("neuron-chart"),
        )
    if walk and not is_hidden:
        walk_bar(walk, walk_words(spec, walk, _), _)
        walk_panel(passed, walk, _)
    with st.container(key="values"):
        predict_panel(prediction, passed, _)
        output_panel(passed, _)
        sum_panel(passed, Unit(1, 0), selected, _, pick="neuron-chart")
        crossing_note(spec, "neuron-crossing", _)
    with st.container(key="by-hand"):
        value_sliders(unit, move, _)
        ways_panel(passed, _)
    details_panel(passed, selected, edits, move, _)
    if prediction:
        keep()
    if walk:
        remember_widgets()


_ = translate()
begin(NEURON)
with st.container(key="explorer"):
    moving = st.container(key="moving")
    settings = unit_settings(_)
    details_switch(_, only=(FORMULA, PROGRAM, COMPARE))
    with moving:
        explorer(settings)
