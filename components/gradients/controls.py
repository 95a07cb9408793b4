"""Place the controls of the gradients page."""

from dataclasses import dataclass

import streamlit as st

from components.base.glossary import ACTIVATION, LEARNING_RATE, meaning
from components.base.text import Translate
from components.browser.live import Move
from components.gradients.fields import (
    AUTOGRAD,
    CHECK,
    DETAILS,
    LOSS,
    MOST_UPDATES,
    PROGRAM,
    RATE,
    TARGET,
    UPDATES,
    VALLEY,
    VANISHING,
)
from components.network.controls import Settings, bias_switch, device_choice, more
from components.network.fields import BACKWARD, FORWARD, VIEW
from components.network.walk.walking import speed_choice, walk_switch
from components.state.own_writes import if_set_by_person, keep_showing
from components.widgets.choices import choice, pressed
from components.widgets.linked import linked, option_now, option_slider, take
from components.widgets.program_choice import program_choice, program_way
from components.widgets.seed_field import seed_field
from components.widgets.sliders import another_seed
from compute.gradients.losses import CE, LOSSES
from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.spec import NetworkSpec

RATES = ("0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10", "30", "100")
"""What the slider of the learning rate offers."""


@dataclass(frozen=True)
class Choices:
    """The choices that stay while a slider moves."""

    network: Settings
    loss: str
    view: str


def gradient_choices(_: Translate) -> Choices:
    """Place the choices that stay while a slider moves, outside the fragment of the sliders, as on the network page."""
    seed_field(_)
    with st.container(key="chips"):
        another_seed(_)
        names = {FORWARD: _("forward"), BACKWARD: _("backward")}
        view = pressed(_("what the picture shows"), VIEW.name, names, FORWARD, hidden_label=True)
        walk_switch(_)
    with st.container(key="settings"):
        activation = choice(_("activation"), "activation", HIDDEN_ACTIVATIONS, meaning(_, ACTIVATION))
        loss = choice(_("loss"), LOSS.name, LOSSES)
        with more(_):
            bias = bias_switch(_)
            output_activation = choice(_("of the output"), "output_activation", ACTIVATIONS)
            device = device_choice(_)
            speed_choice(_)
    return Choices(Settings(activation, output_activation, bias, device, predict=False), loss, view)


def target_now(move: Move) -> str:
    """Return the target as a link says it: where its slider is while it is being dragged, else what was chosen."""
    dragged = move.of(TARGET.name)
    return linked(TARGET) if dragged is None else TARGET.canonical(_written(dragged)) or linked(TARGET)


def target_slider(spec: NetworkSpec, target: float, loss: str, move: Move, _: Translate) -> None:
    """Place the slider of the target: a number, or the class that is right."""
    if TARGET.name not in (move.key, move.released):
        keep_showing(TARGET.name, int(target) if loss == CE else target)
    heard = if_set_by_person(TARGET.name, _take_target)
    if loss == CE:
        st.slider(_("right class"), 0, spec.outputs - 1, key=TARGET.name, on_change=heard)
    else:
        st.slider(_("target"), 0.0, 1.0, step=0.01, key=TARGET.name, on_change=heard)


def _take_target() -> None:
    take(TARGET, _written(float(st.session_state[TARGET.name])))


def rate_now(move: Move) -> str:
    """Return the learning rate as a link says it, also while its slider is being dragged."""
    return option_now(RATE, RATES, move)


def rate_slider(move: Move, _: Translate) -> None:
    """Place the slider of the learning rate."""
    option_slider(_("learning rate"), RATE, RATES, move, meaning(_, LEARNING_RATE))


def updates_now(move: Move) -> int:
    """Return how many steps are asked for: where the slider is while it is being dragged, else what the link says."""
    dragged = move.of(UPDATES.name)
    return int(linked(UPDATES)) if dragged is None else min(max(round(dragged), 0), MOST_UPDATES)


def updates_controls(updates: int, move: Move, _: Translate) -> None:
    """Place a slider of the steps that have been taken, and buttons that take one, take ten, and go back."""
    if UPDATES.name not in (move.key, move.released):
        keep_showing(UPDATES.name, updates)
    st.slider(
        _("steps taken"),
        0,
        MOST_UPDATES,
        key=UPDATES.name,
        on_change=if_set_by_person(UPDATES.name, _take_updates),
    )
    with st.container(key="steps"):
        at_end = updates == MOST_UPDATES
        st.button(_("take a step"), key="take-step", type="primary", on_click=_step, args=(1,), disabled=at_end)
        st.button(_("ten steps"), key="take-ten", on_click=_step, args=(10,), disabled=at_end)
        st.button(_("one back"), key="step-off", on_click=_step, args=(-1,), disabled=updates == 0)


def _take_updates() -> None:
    take(UPDATES, str(st.session_state[UPDATES.name]))


def _step(by: int) -> None:
    take(UPDATES, str(min(max(int(linked(UPDATES)) + by, 0), MOST_UPDATES)))


def details_switch(_: Translate) -> None:
    """Place the choice of what is open below the picture."""
    names = {
        VALLEY: _("Valley"),
        CHECK: _("Three ways"),
        AUTOGRAD: _("autograd"),
        VANISHING: _("Vanishing"),
        PROGRAM: _("Program"),
    }
    program_way()  # asked for in every run: it goes along to the next page, whether the program is open or not
    with st.container(key="details-row", horizontal=True, vertical_alignment="bottom"):
        shown = pressed(_("details"), DETAILS.name, names, hidden_label=True)
        if shown == PROGRAM:
            program_choice(_)


def _written(value: float) -> str:
    return f"{round(value, 2):g}"
