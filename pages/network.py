"""The network page: drag a slider and watch a forward pass."""

from functools import partial

import streamlit as st

from components.browser.chart import chart
from components.browser.live import watch
from components.frame.keeping import keep
from components.network.controls import Settings, network_settings, network_sliders
from components.network.figures.network_diagram import describe, network_diagram
from components.network.page import NETWORK
from components.network.panels.changes import changed_values
from components.network.panels.details import details_panel, details_switch
from components.network.panels.result import hidden_panel, output_panel
from components.network.panels.selection import select_picked, selected_in, selected_name
from components.network.panels.selection_panel import selection_panel
from components.network.predict.panel import predict_panel
from components.network.predict.predicting import predicting
from components.network.walk.panel import walk_panel, walk_words
from components.network.walk.walking import remember_widgets, walk_bar, walk_now
from components.state.session import projector, translate
from components.state.take_home import offer
from components.widgets.beginning import begin
from components.widgets.notes import crossing_note
from compute.network.edits import applied_to
from compute.network.forward import forward_network
from compute.network.network import draw, edit


@st.fragment
def explorer(settings: Settings) -> None:
    """Sliders, picture and values: a slider that moves runs this, and neither the frame nor the settings."""
    _ = translate()
    move = watch(NETWORK.sliders)
    spec = network_sliders(settings, move, _)
    edits = applied_to(spec, changed_values())
    passed = forward_network(edit(draw(spec), edits), settings.device)
    offer(partial(NETWORK.lesson, passed, edits))
    selected = selected_in(spec)
    walk = walk_now(spec, selected, move)
    prediction = predicting("network", settings.predict, passed, edits, selected, move, walk)
    hidden = prediction.progress if prediction else None
    known = hidden or (walk.progress if walk else None)
    with st.container(key="diagram"):
        chart(
            network_diagram(
                passed,
                selected=selected,
                changed=edits,
                with_legend=False,
                wall=projector(),
                translate=_,
                progress=known,
            ),
            key="network-chart",
            alt=describe(passed, _, known),
            selected=selected_name(selected, spec),
            on_pick=lambda: select_picked("network-chart"),
        )
    if walk and not hidden:
        walk_bar(walk, walk_words(spec, walk, _), _)
        walk_panel(passed, walk, _)
    with st.container(key="values"):
        predict_panel(prediction, passed, _, known)
        output_panel(passed, _, known)
        hidden_panel(passed, _, known)
        selection_panel(passed, _, known)
        crossing_note(spec, "network-crossing", _)
    details_panel(passed, selected, edits, move, _, known)
    if prediction:
        keep()
    if walk:
        remember_widgets()


_ = translate()
begin(NETWORK)
# Keyed containers that assets/site.css lays out as a grid: each of st.columns would be a message more per move.
with st.container(key="explorer"):
    moving = st.container(key="moving")
    settings = network_settings(_)
    details_switch(_)
    with moving:
        explorer(settings)
