"""The seed as a number that is typed, beside its slider: both always say the same. See `seed_field.js`."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from components.base.text import Translate
from components.browser.script import script
from components.state.own_writes import write
from compute.network.spec import LIMITS

KEY = "seed-typed"

_component = st.components.v2.component(
    "tensorama_seed",
    html='<div class="seed-typed"><input type="text" inputmode="numeric" autocomplete="off" maxlength="40">'
    '<p role="alert"></p></div>',
    js=script(Path(__file__).with_name("seed_field.js")),
    isolate_styles=False,
)


def seed_field(_: Translate) -> None:
    """Place a field that follows the slider of key `seed` without a message, and moves it when a number is typed."""
    limits = LIMITS["seed"]
    refusal = _(
        "{field}: “{text}” is no whole number from {low} to {high}.",
        field=_("seed"),
        text="{text}",  # the browser puts in what was typed
        low=limits.low,
        high=limits.high,
    )
    _component(key=KEY, data=[_("seed"), limits.low, limits.high, refusal], on_typed_change=_take)


def seed_of(state: object) -> int | None:
    """Read the seed from the browser's report; None for all that no person can have typed there."""
    typed = state.get("typed") if isinstance(state, Mapping) else None
    if isinstance(typed, float) and typed.is_integer():
        typed = int(typed)
    return typed if isinstance(typed, int) and typed in LIMITS["seed"] else None


def _take() -> None:
    seed = seed_of(st.session_state.get(KEY))
    if seed is not None:
        write("seed", seed)
