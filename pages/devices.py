"""The devices page: what this machine has, the same seed on every device, and why matrices."""

from functools import partial

import streamlit as st

from components.browser.live import watch
from components.devices.beats import SeenDevices, lead
from components.devices.controls import network_controls, program_control
from components.devices.page import PAGE
from components.devices.panels.difference import agreement_panel, program_panel
from components.devices.panels.machine import machine_panel
from components.devices.panels.timing import loops_panel, timing_panel
from components.jobs import measuring
from components.jobs.coming_back import settle_interval
from components.state.session import translate
from components.state.take_home import offer
from components.state.url import complete_link
from components.widgets.beginning import begin
from components.widgets.heading import heading
from components.widgets.lesson_panel import lesson_panel
from components.widgets.program_choice import program_way


@st.fragment
def same_seed() -> None:
    """Show the same network on every device; a slider that moves runs this, and not the frame."""
    _ = translate()
    move = watch(PAGE.sliders)
    lesson_place = st.container(key="devices-lesson")
    spec = network_controls(move, _)
    with lesson_place:
        lesson_panel(PAGE, SeenDevices(spec, measuring.current()), _)
    offer(partial(PAGE.lesson, spec, measuring.current()))
    agreement_panel(spec, _)
    program_way()  # asked for in every run: it goes along to the next page, whether the program is shown or not
    if program_control(_):
        program_panel(spec, _)
    complete_link()


def why_matrices(interval: float | None) -> None:
    """Show a measurement; while one is under way this runs every `interval` seconds and takes it a bit further."""
    timing_panel(translate())
    settle_interval(measuring.interval(), interval)


_ = translate()
begin(PAGE)
heading(PAGE, lead(_), _)
with st.container(key="devices"):
    picture, beside = st.container(key="devices-timing"), st.container(key="devices-here")
    with beside:  # first: the measurement takes the seed that is chosen here
        same_seed()
        machine_panel(_)
    with picture:
        again = measuring.interval()
        st.fragment(why_matrices, run_every=again)(again)
loops_panel(_)
