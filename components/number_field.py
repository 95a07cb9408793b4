"""A field for a number: it takes a comma or a point, shows a point, and says what it allows when it is something else.

Streamlit's own number field is the browser's: that takes and shows the sign of the browser's language, and drops
without a word what it does not understand.
"""

from collections.abc import Callable
from html import escape

import streamlit as st

from components.panels.echo import show_text, taken_text
from components.text import Translate
from compute.written_numbers import MAX_LENGTH, read_within

MAX_SHOWN = 40
"""So many characters of what was refused are shown."""


def number_field(
    label: str, key: str, limits: tuple[float, float], value: float, take: Callable[[float], None]
) -> None:
    """A field that shows a value of the page with four decimals, and hands on the number that a person types.

    What is no number within `limits` stays in the field as it was typed until the value changes, and nothing is handed
    on; `refused_panel`, where there is room for it, says why.

    Parameters
    ----------
    take: called with the number before the page runs.
    """
    refused = st.session_state.get(_place(key))
    if refused is not None and refused[1:] != (label, value):
        refused = st.session_state[_place(key)] = None
    shown = f"{value:.4f}" if refused is None else str(refused[0])
    show_text(key, shown)

    def typed() -> None:
        text = taken_text(key)
        if text is None:
            return
        number = read_within(text, *limits)
        st.session_state[_place(key)] = None if number is not None else (text[:MAX_LENGTH], label, value)
        if number is not None:
            take(number)

    st.text_input(label, shown, MAX_LENGTH, key, on_change=typed, autocomplete="off")


def refused_panel(label: str, key: str, limits: tuple[float, float], _: Translate) -> None:
    """What is said about a text in the field with this key that is no number within `limits`."""
    refused = st.session_state.get(_place(key))
    if refused is not None:
        st.html(refusal(label, str(refused[0]), limits, _))


def refusal(label: str, text: str, limits: tuple[float, float], _: Translate) -> str:
    """The sentence as HTML: the field, what was typed, what is allowed."""
    low, high = (f"{limit:.0f}" for limit in limits)
    said = _(
        "{field}: “{text}” is no number from {low} to {high}. Write it like 0.5 or 0,5.",
        field=label,
        text=text.strip()[:MAX_SHOWN],
        low=low,
        high=high,
    )
    return f'<p class="refused" role="alert">{escape(said)}</p>'


def _place(key: str) -> str:
    return f"refused-{key}"
