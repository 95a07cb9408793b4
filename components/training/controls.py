"""Place the controls of the training page: what the course is a function of, and the time."""

import streamlit as st

from components.base.glossary import ACTIVATION, HIDDEN_LAYER, LEARNING_RATE, LOSS, meaning
from components.base.text import Translate
from components.browser.live import Move
from components.network.controls import more
from components.network.fields import BACKWARD, FORWARD, LAYERS, VIEW
from components.network.walk.walking import speed_choice
from components.state.fields import Field
from components.state.own_writes import if_set_by_person, write
from components.state.scene import Said
from components.training.fields import (
    ACTIVATION as ACTIVATION_FIELD,
)
from components.training.fields import (
    ALL_AT_ONCE,
    BATCH,
    DATA_FIELD,
    DECAY,
    FEATURE_NAMES,
    HIDDEN,
    INIT,
    JOINT,
    L1,
    NOISE,
    OPTIMIZER,
    OWN,
    POINTS,
    RATE,
    SPLIT,
    STEPS,
    TIME,
)
from components.training.fields import LOSS as LOSS_FIELD
from components.training.words import data_names, feature_names
from components.widgets.choices import listed, pressed
from components.widgets.linked import linked, option_slider, take
from components.widgets.sliders import seed_control, slider
from compute.network.elements import hidden_name
from compute.training.data import DRAWN
from compute.training.data import OWN as OWN_DATA
from compute.training.digits import DIGITS
from compute.training.setting import BATCHES, INITS, OPTIMIZERS

RATES = ("0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1", "3", "10")
HUNDREDTHS = tuple(f"{hundredths / 100:g}" for hundredths in range(101))
SHARES = ("0", "0.0001", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1")
"""The values that the sliders of weight decay and l1 offer."""


def course_controls(move: Move, _: Translate) -> Said:
    """Place all that the course depends on; returns what the link says of it, also while a slider moves."""
    with st.container(key="controls"):
        data = listed(_("data"), DATA_FIELD.name, data_names(_), DATA_FIELD.default)
        seed = seed_control(move, _)
        noise = option_slider(_("noise"), NOISE, HUNDREDTHS, move) if data in DRAWN else linked(NOISE)
        layers = slider(_("hidden layers"), LAYERS, move, meaning(_, HIDDEN_LAYER))
        hidden = {
            field.name: str(
                slider(
                    _("hidden units") if layers == 1 else _("units in {name}", name=hidden_name(layer, layers)),
                    field,
                    move,
                )
            )
            for layer, field in enumerate(HIDDEN[:layers], start=1)
        }
        rate = option_slider(_("learning rate"), RATE, RATES, move, meaning(_, LEARNING_RATE))
        chosen = _choices(_)
        with more(_):
            rare = _rare(data, move, _)
            speed_choice(_)
    return {
        DATA_FIELD.name: data,
        "seed": str(seed),
        NOISE.name: noise,
        LAYERS.name: str(layers),
        **{field.name: _resting_size(field) for field in HIDDEN},
        **hidden,
        RATE.name: rate,
        **chosen,
        **rare,
        OWN.name: linked(OWN),
    }


def edges_choice(_: Translate) -> None:
    """Place the choice of what the edges of the network show."""
    names = {FORWARD: _("weights"), BACKWARD: _("gradients")}
    pressed(_("what the edges show"), VIEW.name, names, FORWARD)


def _resting_size(field: Field) -> str:
    """Return how many units a layer that the network does not have now will have when it is there again."""
    return field.canonical(str(st.session_state.get(field.name, ""))) or field.default


def _choices(_: Translate) -> Said:
    optimizer = listed(_("optimizer"), OPTIMIZER.name, _plain(OPTIMIZERS), OPTIMIZER.default)
    activations = _plain(ACTIVATION_FIELD.allowed.split(", "))
    activation = listed(
        _("activation"),
        ACTIVATION_FIELD.name,
        activations,
        ACTIVATION_FIELD.default,
        explanation=meaning(_, ACTIVATION),
    )
    return {OPTIMIZER.name: optimizer, ACTIVATION_FIELD.name: activation}


def _rare(data: str, move: Move, _: Translate) -> Said:
    """Place the controls that are rarely changed."""
    batches = {ALL_AT_ONCE: _("all at once"), **_plain([str(batch) for batch in BATCHES if batch])}
    batch = listed(_("points a step looks at"), BATCH.name, batches, ALL_AT_ONCE)
    init = listed(_("beginning of the weights"), INIT.name, _plain(INITS), INIT.default)
    suiting = {"": _("what suits the data"), **_plain(LOSS_FIELD.allowed.split(", "))}
    loss = listed(_("loss"), LOSS_FIELD.name, suiting, "", explanation=meaning(_, LOSS))
    features = _features(data, _)
    points = slider(_("points"), POINTS, move) if data != OWN_DATA else POINTS.start
    split = slider(_("percent for training"), SPLIT, move)
    decay = option_slider(_("weight decay"), DECAY, SHARES, move)
    l1 = option_slider("L1", L1, SHARES, move)
    steps = slider(_("steps in total"), STEPS, move)
    return {
        BATCH.name: batch,
        INIT.name: init,
        LOSS_FIELD.name: loss,
        FEATURE_NAMES.name: features,
        POINTS.name: str(points),
        SPLIT.name: str(split),
        DECAY.name: decay,
        L1.name: l1,
        STEPS.name: str(steps),
    }


def _features(data: str, _: Translate) -> str:
    """Place a choice of several features; the network gets one at least."""
    said = linked(FEATURE_NAMES)
    names = feature_names(data != DIGITS)
    if not names:
        return said
    key = FEATURE_NAMES.name
    write(key, said.split(JOINT), again=True)
    st.pills(
        _("what the network gets of a point"),
        list(names),
        selection_mode="multi",
        format_func=names.__getitem__,
        key=key,
        on_change=if_set_by_person(key, _take_features),
    )
    return said


def _take_features() -> None:
    chosen = st.session_state[FEATURE_NAMES.name]
    if chosen:
        take(FEATURE_NAMES, JOINT.join(chosen))


def time_now(steps: int, move: Move) -> int:
    """Return the step that is shown, also while its slider is dragged."""
    dragged = move.of(TIME.name)
    time = int(linked(TIME)) if dragged is None else round(dragged)
    return min(max(time, 0), steps)


def time_slider(time: int, steps: int, move: Move, _: Translate) -> None:
    """Place the slider of the time.

    It is told only what it does not say itself: a key that is pressed while this run is on its way counts.
    """
    if TIME.name not in (move.key, move.released):
        write(TIME.name, time)
    st.slider(
        _("step"),
        0,
        steps,
        time,
        key=TIME.name,
        on_change=if_set_by_person(TIME.name, _take_time),
        label_visibility="collapsed",
    )


def _take_time() -> None:
    take(TIME, str(st.session_state[TIME.name]))


def go_to(time: int) -> None:
    """Show another step; in a callback."""
    take(TIME, str(time))


def _plain(names: list[str] | tuple[str, ...]) -> dict[str, str]:
    """Return each name as its own label: these are the same in every language."""
    return {name: name for name in names}
