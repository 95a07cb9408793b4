"""The network page: drag a slider and watch a forward pass."""

from functools import partial

import streamlit as st

from components.browser.chart import chart
from components.browser.live import watch
from components.frame.keeping import keep
from components.network.controls import Settings, network_settings, network_sliders
from components.network.figures.network_diagram import describe, network_diagram
from components.network.page import NETWORK
from components.network.panels.details import details_panel, details_switch
from components.network.panels.result import hidden_panel, output_panel
from components.network.panels.selection import (
    changed_values,
    select_picked,
    selected_in,
    selected_name,
    selection_panel,
)
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
from compute.network.known_pass import known_pass
from compute.network.network import draw, edit
from compute.network.walk import NOTHING


@st.fragment
def explorer(settings: Settings) -> None:
    """Sliders, picture and values: a slider that moves runs this, and neither the frame nor the settings."""
    _ = translate()
    move = watch(NETWORK.sliders)
    spec = network_sliders(settings, move, _)
    edits = applied_to(spec, changed_values())
    whole = forward_network(edit(draw(spec), edits), settings.device)
    offer(partial(NETWORK.lesson, whole, edits))
    selected = selected_in(spec)
    walk = walk_now(spec, selected, move)
    passed = known_pass(whole, walk.progress) if walk else known_pass(whole)
    prediction = predicting("network", settings.predict, passed, edits, selected, move)
    is_hidden = prediction is not None and prediction.answer is None
    if is_hidden:
        passed = known_pass(whole, NOTHING)
    with st.container(key="diagram"):
        chart(
            network_diagram(
                passed,
                selected=selected,
                changed=edits,
                with_legend=False,
                wall=projector(),
                translate=_,
            ),
            key="network-chart",
            alt=describe(passed, _),
            selected=selected_name(selected, spec),
            on_pick=lambda: select_picked("network-chart"),
        )
    if walk and not is_hidden:
        walk_bar(walk, walk_words(spec, walk, _), _)
        walk_panel(passed, walk, _)
    with st.container(key="values"):
        predict_panel(prediction, passed, _)
        output_panel(passed, _)
        hidden_panel(passed, _)
        selection_panel(passed, _)
        crossing_note(spec, "network-crossing", _)
    details_panel(passed, selected, edits, move, _)
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
