"""Sliders and choices, bound to the URL: they turn what a person moves into a `NetworkSpec`.

The controls and the picture are two fragments. A control that changes runs the picture alone: sending all the controls
again would cost more than the picture does. The picture therefore reads their values from the session.
"""

import random
from collections.abc import Callable, Mapping

import streamlit as st

from components.live import NO_MOVE, Move
from components.text import Translate
from compute.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.devices import CPU, devices
from compute.spec import LIMITS, NetworkSpec, Range, hidden_field

CONTROLS = "controls"
PICTURE = "picture"
"""Keys of the two fragments of a page."""

DEFAULTS = NetworkSpec()
UNIT_DEFAULTS = NetworkSpec(inputs=5, hidden=())
LAYERS = Range(1, LIMITS["layers"].high)
NETWORK_SLIDERS = ("seed", "inputs", "layers", *map(hidden_field, range(1, LAYERS.high + 1)), "outputs")
UNIT_SLIDERS = ("seed", "inputs")


def network_controls(_: Translate) -> None:
    """All controls of the network page."""
    _seed_slider(_)
    left, right = st.columns(2)
    with left:
        _slider(_("inputs"), "inputs", LIMITS["inputs"], DEFAULTS.inputs)
    with right:
        _slider(_("outputs"), "outputs", LIMITS["outputs"], DEFAULTS.outputs)
    _slider(_("hidden layers"), "layers", LAYERS, len(DEFAULTS.hidden), changed=_redraw_all)
    _hidden_sliders(_)
    left, right = st.columns(2)
    with left:
        _choice(_("activation"), "activation", HIDDEN_ACTIVATIONS)
    with right:
        _choice(_("of the output"), "output_activation", ACTIVATIONS)
    _bias_and_device(_)


def network_spec(move: Move) -> NetworkSpec:
    """The network that the controls of the network page say, and the slider that is being dragged."""
    layers = _whole_number("layers", LAYERS, len(DEFAULTS.hidden), move)
    hidden = tuple(
        _whole_number(hidden_field(layer), LIMITS["hidden"], DEFAULTS.hidden[0], move) for layer in range(1, layers + 1)
    )
    state = st.session_state
    return NetworkSpec(
        seed=_whole_number("seed", LIMITS["seed"], DEFAULTS.seed, move),
        inputs=_whole_number("inputs", LIMITS["inputs"], DEFAULTS.inputs, move),
        hidden=hidden,
        outputs=_whole_number("outputs", LIMITS["outputs"], DEFAULTS.outputs, move),
        activation=state.get("activation", DEFAULTS.activation),
        output_activation=state.get("output_activation", DEFAULTS.output_activation),
        bias=state.get("bias", DEFAULTS.bias),
    )


def unit_controls(_: Translate) -> None:
    """The controls of the neuron page: one unit is a network without hidden layers and with one output."""
    _seed_slider(_)
    _slider(_("inputs"), "inputs", LIMITS["inputs"], UNIT_DEFAULTS.inputs)
    _choice(_("activation"), "activation", HIDDEN_ACTIVATIONS)
    _bias_and_device(_)


def unit_spec(move: Move) -> NetworkSpec:
    """The unit that the controls of the neuron page say."""
    return NetworkSpec(
        seed=_whole_number("seed", LIMITS["seed"], UNIT_DEFAULTS.seed, move),
        inputs=_whole_number("inputs", LIMITS["inputs"], UNIT_DEFAULTS.inputs, move),
        hidden=(),
        output_activation=st.session_state.get("activation", UNIT_DEFAULTS.activation),
        bias=st.session_state.get("bias", UNIT_DEFAULTS.bias),
    )


def chosen_device() -> str:
    """Where the forward pass runs."""
    return str(st.session_state.get("device", CPU))


def redraw() -> None:
    """Callback of a control: run the picture, and nothing else."""
    st.rerun(PICTURE)


def _redraw_all() -> None:
    st.rerun([CONTROLS, PICTURE])


def _whole_number(key: str, limits: Range, default: int, move: Move) -> int:
    """Value of a slider: where it is being dragged, else where it stands."""
    live = move.of(key)
    value = st.session_state.get(key, default) if live is None else round(live)
    return min(max(int(value), limits.low), limits.high)


def _slider(label: str, key: str, limits: Range, default: int, changed: Callable[[], None] = redraw) -> None:
    st.slider(label, limits.low, limits.high, default, key=key, bind="query-params", on_change=changed)


def _choice(label: str, key: str, options: tuple[str, ...] | Mapping[str, object]) -> None:
    st.selectbox(label, list(options), key=key, bind="query-params", on_change=redraw)


def _seed_slider(_: Translate) -> None:
    """The seed, and a button for another one."""
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        _slider(_("seed"), "seed", LIMITS["seed"], DEFAULTS.seed)
    with right:
        st.button(
            ":material/casino:", help=_("another seed"), key="another-seed", type="tertiary", on_click=_another_seed
        )


def _bias_and_device(_: Translate) -> None:
    """Biases on or off, and where the forward pass runs."""
    left, right = st.columns(2, vertical_alignment="bottom")
    names = {device.name: device.label for device in devices()}
    with left:
        st.toggle(_("bias"), value=DEFAULTS.bias, key="bias", bind="query-params", on_change=redraw)
    with right:
        st.selectbox(
            _("device"),
            list(names),
            key="device",
            bind="query-params",
            on_change=redraw,
            help="  \n".join(f"**{name}** {label}" for name, label in names.items()),
        )


def _hidden_sliders(_: Translate) -> None:
    """A slider per hidden layer; two in a row, so that six layers do not push the page off the screen."""
    layers = _whole_number("layers", LAYERS, len(DEFAULTS.hidden), NO_MOVE)
    if layers == 1:
        _hidden_slider(_("hidden units"), 1)
        return
    for first in range(1, layers + 1, 2):
        for layer, place in zip((first, first + 1), st.columns(2), strict=True):
            if layer <= layers:
                with place:
                    _hidden_slider(_("units in h{layer}", layer=layer), layer)


def _hidden_slider(label: str, layer: int) -> None:
    _slider(label, hidden_field(layer), LIMITS["hidden"], DEFAULTS.hidden[0])


def _another_seed() -> None:
    """Not torch's generator: which seed comes next must not depend on a seed."""
    limits = LIMITS["seed"]
    st.session_state["seed"] = random.SystemRandom().randint(limits.low, limits.high)
    _redraw_all()
