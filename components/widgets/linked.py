"""Values of the link that no widget of Streamlit is bound to, and sliders that go over some of what they may be."""

from collections.abc import Sequence

import streamlit as st

from components.browser.live import Move
from components.state import link
from components.state.fields import Field
from components.state.own_writes import if_set_by_person, keep_showing


def linked(field: Field) -> str:
    """Return what the link says of a field that belongs to no widget, or what holds by default."""
    return field.canonical(link.value(field.name)) or field.default


def take(field: Field, text: str) -> None:
    """Write a value into the link, as short as it can be; the default goes without saying."""
    value = field.canonical(text)
    if value is not None:
        link.set_value(field.name, "" if value == field.default else value)


def option_now(field: Field, options: Sequence[str], move: Move) -> str:
    """Return the number that an `option_slider` stands at, also while it is being dragged."""
    dragged = move.of(field.name)
    if dragged is None:
        return linked(field)
    counted = offered(field, options)  # the slider counts its options
    return counted[min(max(round(dragged), 0), len(counted) - 1)]


def option_slider(label: str, field: Field, options: Sequence[str], move: Move, explanation: str | None = None) -> str:
    """Place a slider over numbers whose steps grow, and which has what the link says among them; returns that number.

    Parameters
    ----------
    options: the numbers as a link has them.
    """
    now = option_now(field, options, move)
    if field.name not in (move.key, move.released):
        keep_showing(field.name, now)
    st.select_slider(
        label,
        offered(field, options),
        key=field.name,
        on_change=if_set_by_person(field.name, _take_option),
        args=(field,),
        help=explanation,
    )
    return now


def offered(field: Field, options: Sequence[str]) -> list[str]:
    """List what an `option_slider` goes over: its options, and what the link says."""
    return sorted({*options, linked(field)}, key=float)


def _take_option(field: Field) -> None:
    take(field, str(st.session_state[field.name]))
