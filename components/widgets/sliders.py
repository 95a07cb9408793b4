"""Sliders bound to the URL, and the seed with all that sets it: its slider, a field to type it, a button."""

import random

import streamlit as st

from components.base.glossary import SEED as GLOSSARY_SEED
from components.base.glossary import meaning
from components.base.text import Translate
from components.browser.live import Move
from components.state.fields import SEED, WholeNumber
from components.state.link import keep_for_next_page
from components.state.own_writes import keep_written, write
from components.widgets.seed_field import seed_field


def slider(label: str, field: WholeNumber, move: Move, explanation: str | None = None) -> int:
    """Place a slider for a field of the link; returns where it stands, or where it is being dragged."""
    limits = field.limits
    native = st.slider(
        label,
        limits.low,
        limits.high,
        field.start,
        key=field.name,
        bind="query-params",
        help=explanation,
        on_change=keep_written,
        args=(field.name,),
    )
    live = move.of(field.name)
    return native if live is None else min(max(round(live), limits.low), limits.high)


def seed_control(move: Move, _: Translate) -> int:
    """Place the seed's slider, and over its end a field to type it and a button that draws another one."""
    seed_field(_)
    another_seed(_, explanation=_("another seed"))  # the words beside its icon are for screen readers and walls
    return seed_slider(move, _)


def seed_slider(move: Move, _: Translate) -> int:
    """Place the seed's slider alone."""
    seed = slider(_("seed"), SEED, move, meaning(_, GLOSSARY_SEED))
    keep_for_next_page(SEED.name, str(st.session_state[SEED.name]))
    return seed


def another_seed(_: Translate, explanation: str | None = None) -> None:
    """Place a button that draws another seed."""
    st.button(
        _("another seed"),
        icon=":material/casino:",
        key="another-seed",
        type="tertiary",
        on_click=_draw_seed,
        shortcut="s",
        help=explanation,
    )


def _draw_seed() -> None:
    """Draw another seed, but not by torch's generator: which seed comes next must not depend on a seed."""
    limits = SEED.limits
    write("seed", random.SystemRandom().randint(limits.low, limits.high))
