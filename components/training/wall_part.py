"""The wall: many widths or rates, many seeds, and how each training of them ends."""

from dataclasses import replace
from functools import partial

import streamlit as st

from components.base.text import Translate
from components.browser.chart import place
from components.browser.picks import newly_picked
from components.jobs.courses import WallSoFar, WallSpec
from components.state.opening import open_scene
from components.state.session import projector
from components.training.controls import RATES as OFFERED_RATES
from components.training.course_for import stop_wall, wall_now
from components.training.fields import ACROSS, FIELDS, HIDDEN, ONE, PART, RATE
from components.training.wall_file import opened_wall
from components.training.wall_pictures import CURVE, WALL, picked_cell, wall_pictures
from components.training.words import wall_words
from components.widgets.choices import pressed
from components.widgets.linked import linked
from compute.training.setting import WHOLE, TrainingSpec
from compute.training.wall import RATES, WIDTHS

COLUMNS = 8
"""How many widths are compared, from one unit on."""

VALUE, SEED = "wall-value", "wall-seed"
"""Keys of the lists of a cell."""

SEEDS = 16
"""How many seeds each column has, from that of the scene on."""


def wall_of(spec: TrainingSpec, across: str) -> WallSpec:
    """Make the wall around a setting."""
    first = min(spec.seed, WHOLE["seed"].high - SEEDS + 1)
    values = tuple(range(1, COLUMNS + 1)) if across == WIDTHS else tuple(float(rate) for rate in OFFERED_RATES)
    # What the columns set is the same for all walls of a setting, so that these are found again.
    plain = replace(spec, seed=first, hidden=(1,) * len(spec.hidden)) if across == WIDTHS else replace(spec, seed=first)
    return WallSpec(plain, across, values, tuple(range(first, first + SEEDS)))


def wall_part(spec: TrainingSpec, interval: float | None, _: Translate) -> tuple[WallSpec, WallSoFar, bool]:
    """Place the wall as far as it has got; returns which it is, that, and whether it goes on.

    Parameters
    ----------
    interval: seconds after which the page looks again; None where it does not.
    """
    key, found, goes_on = _shown(spec, interval, _)
    pictures = wall_pictures(found, key, _, wall=projector())
    with st.container(key="wall-picture"):
        pressed(
            _("across"),
            ACROSS.name,
            {WIDTHS: _("units of a layer"), RATES: _("learning rate")},
            WIDTHS,
            hidden_label=True,
        )
        place(pictures[WALL], key=WALL, on_pick=partial(_open_picked, key))
    _by_hand(key, _)
    with st.container(key="beside"):
        with st.container(key="curve"):
            place(pictures[CURVE], key=CURVE)
        for words in wall_words(key, _):
            st.markdown(words)
    if not found.is_done:
        with st.container(key="waiting", horizontal=True, vertical_alignment="center"):
            if goes_on:
                cells = len(key.values) * len(key.seeds)
                done = _("{done} of {total} are done.", done=round(found.share * cells), total=cells)
                st.progress(min(found.share, 1.0), done)
                st.button(_("stop"), key="wall-stop", on_click=stop_wall, args=(key,))
            else:
                st.caption(_("You have stopped this wall. Change a setting to begin another one."))
    return key, found, goes_on


def _shown(spec: TrainingSpec, interval: float | None, _: Translate) -> tuple[WallSpec, WallSoFar, bool]:
    """Return the wall of a file the visitor has opened, else the one around the setting; and whether it goes on."""
    key = wall_of(spec, linked(ACROSS))
    saved = opened_wall(key, _)
    if saved is not None:
        key = WallSpec(saved.spec, saved.across, saved.values, saved.seeds)
        return key, WallSoFar(saved.columns, saved.share, is_done=True), False
    return key, *wall_now(key, interval)


def _by_hand(key: WallSpec, _: Translate) -> None:
    """Choose a cell without a pointer."""
    with st.container(key="wall-open"):
        label = _("units of a layer") if key.field == WIDTHS else _("learning rate")
        st.selectbox(label, key.values, format_func=lambda value: f"{value:g}", key=VALUE)
        st.selectbox(_("seed"), key.seeds, key=SEED)
        st.button(_("open this training"), key="wall-open-cell", on_click=_open_chosen, args=(key,))


def _open_chosen(key: WallSpec) -> None:
    """Open the training that the two lists say now."""
    value, seed = st.session_state[VALUE], st.session_state[SEED]
    if value in key.values and seed in key.seeds:
        _open(key, value, seed)


def _open_picked(key: WallSpec) -> None:
    """Open the training of the cell that was clicked."""
    cell = picked_cell(newly_picked(WALL) or "", key)
    if cell is not None:
        _open(key, *cell)


def _open(key: WallSpec, value: int | float, seed: int) -> None:
    """Open a training of the wall as a scene of its own; one that is wider than a link can say stays."""
    if key.field == WIDTHS:
        if value not in WHOLE["hidden"]:
            return
        said = {field.name: str(value) for field in HIDDEN[: len(key.spec.hidden)]}
    else:
        said = {RATE.name: RATE.canonical(f"{value:f}") or ""}
    fields = {field.name: field for field in FIELDS}
    said |= {"seed": str(seed), PART.name: ONE}
    open_scene(fields, {name: "" if text == fields[name].default else text for name, text in said.items()})
