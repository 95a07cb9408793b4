"""Place sliders and choices that are bound to the URL, and make a `NetworkSpec` of where they stand.

They stand in keyed containers that `assets/site.css` lays out as a grid: each of Streamlit's columns would be one more
message with every move.
"""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.base.glossary import ACTIVATION, BIAS, DEVICE, HIDDEN_LAYER, HYPERPARAMETER, UNIT, meaning
from components.base.text import Translate
from components.browser.live import Move
from components.network.fields import DEFAULTS, HIDDEN, INPUTS, LAYERS, OTHER_SEED, OUTPUTS, UNIT_INPUTS
from components.network.predict.predicting import predict_switch
from components.network.walk.walking import STEP, speed_choice, walk_switch
from components.state.fields import SEED
from components.state.own_writes import keep_written
from components.widgets.choices import choice
from components.widgets.seed_field import seed_field
from components.widgets.sliders import another_seed, seed_slider, slider
from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.elements import hidden_name
from compute.network.spec import NetworkSpec
from compute.timing.devices import CPU, devices

NETWORK_SLIDERS = (
    *(field.name for field in (SEED, INPUTS, LAYERS, *HIDDEN, OUTPUTS, OTHER_SEED)),
    STEP,
)
UNIT_SLIDERS = (*(field.name for field in (SEED, UNIT_INPUTS, OTHER_SEED)), STEP)


@dataclass(frozen=True)
class Settings:
    """The choices that stay while a slider moves."""

    activation: str
    output_activation: str
    bias: bool
    device: str
    predict: bool


def network_settings(_: Translate) -> Settings:
    """Place the choices of the network page.

    They stand outside the fragment of the sliders, so that a move of a slider does not send them again.
    """
    seed_field(_)
    predict = _ways_to_look(_)
    with st.container(key="settings"):
        activation = choice(_("activation"), "activation", HIDDEN_ACTIVATIONS, meaning(_, ACTIVATION))
        bias = bias_switch(_)
        with more(_):
            output_activation = choice(_("of the output"), "output_activation", ACTIVATIONS)
            device = device_choice(_)
            speed_choice(_)
    return Settings(activation, output_activation, bias, device, predict)


def unit_settings(_: Translate) -> Settings:
    """Place the choices of the neuron page, whose one unit is the output."""
    seed_field(_)
    predict = _ways_to_look(_)
    with st.container(key="settings"):
        activation = choice(_("activation"), "activation", HIDDEN_ACTIVATIONS, meaning(_, ACTIVATION))
        bias = bias_switch(_)
        with more(_):
            device = device_choice(_)
            speed_choice(_)
    return Settings(DEFAULTS.activation, activation, bias, device, predict)


def network_sliders(settings: Settings, move: Move, _: Translate) -> NetworkSpec:
    """Place the sliders of the network page; return the network that they and the settings describe."""
    with st.container(key="controls"):
        seed = seed_slider(move, _)
        inputs = slider(_("inputs"), INPUTS, move)
        outputs = slider(_("outputs"), OUTPUTS, move)
        layers = slider(_("hidden layers"), LAYERS, move, meaning(_, HIDDEN_LAYER, HYPERPARAMETER))
        hidden = tuple(
            slider(
                _("hidden units") if layers == 1 else _("units in {name}", name=hidden_name(layer, layers)),
                field,
                move,
                meaning(_, UNIT) if layers == 1 else None,
            )
            for layer, field in enumerate(HIDDEN[:layers], start=1)
        )
    return NetworkSpec(seed, inputs, hidden, outputs, settings.activation, settings.output_activation, settings.bias)


def unit_sliders(settings: Settings, move: Move, _: Translate) -> NetworkSpec:
    """Place the sliders of the neuron page; a unit is a network without hidden layers and with one output."""
    with st.container(key="controls"):
        seed = seed_slider(move, _)
        inputs = slider(_("inputs"), UNIT_INPUTS, move)
    return NetworkSpec(seed, inputs, (), output_activation=settings.output_activation, bias=settings.bias)


def _ways_to_look(_: Translate) -> bool:
    """Place what the page can do with the picture; return whether a guess comes first."""
    with st.container(key="chips"):
        another_seed(_)
        walk_switch(_)
        return predict_switch(_)


def bias_switch(_: Translate) -> bool:
    """Place the switch of the biases; return whether the units have them."""
    return st.toggle(
        _("bias"),
        value=DEFAULTS.bias,
        key="bias",
        bind="query-params",
        help=meaning(_, BIAS),
        on_change=keep_written,
        args=("bias",),
    )


def more(_: Translate) -> DeltaGenerator:
    """Place a button that opens what is rarely changed; return the container in which that is to be placed."""
    return st.popover(_("more"), key="more")


def device_choice(_: Translate) -> str:
    """Place the choice of where the forward pass runs; return the name of that device."""
    names = {device.name: device.label for device in devices()}
    device = st.selectbox(
        _("device"),
        list(names),
        key="device",
        bind="query-params",
        help="\n\n".join((meaning(_, DEVICE), *(f"**{name}**: {label}" for name, label in names.items()))),
    )
    return device or CPU
