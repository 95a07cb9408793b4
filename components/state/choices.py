"""Choices whose names on the page depend on the language, and whose names in the link do not.

Bound to the URL by Streamlit itself, such a choice would write the words of its visitor's language into the link.
"""

from collections.abc import Collection, Mapping

import streamlit as st

from components.network.panels.selection import sync
from components.state import link


def pressed(
    label: str,
    key: str,
    names: Mapping[str, str],
    default: str = "",
    *,
    hidden_label: bool = False,
    explanation: str | None = None,
) -> str:
    """One of a row of buttons.

    Parameters
    ----------
    key: its name in the link.
    names: name in the link -> words on the page.
    default: what is chosen where the link says nothing; empty where nothing need be.
    """
    shown = st.segmented_control(
        label,
        list(names),
        default=follow(key, names, default),
        format_func=names.__getitem__,
        required=bool(default),
        label_visibility="collapsed" if hidden_label else "visible",
        key=key,
        on_change=keep,
        args=(key, list(names), default),
        help=explanation,
    )
    return shown or default


def listed(label: str, key: str, names: Mapping[str, str], default: str, *, explanation: str | None = None) -> str:
    """One of a list."""
    shown = st.selectbox(
        label,
        list(names),
        place(names, follow(key, names, default)),
        format_func=names.__getitem__,
        key=key,
        on_change=keep,
        args=(key, list(names), default),
        help=explanation,
    )
    return shown or default


def follow(key: str, names: Mapping[str, str], default: str = "") -> str | None:
    """Let the choice with this key show what the link says, in the words of now; returns what that is."""
    linked = link.value(key, default)
    name = linked if linked in names else default or None
    return sync(key, name, "" if name is None else names[name])


def place(names: Mapping[str, str], name: str | None) -> int | None:
    """Which of these it is, counted from 0; None for nothing."""
    return None if name is None else list(names).index(name)


def keep(key: str, names: Collection[str], default: str = "") -> None:
    """What was chosen, into the link, unless it is what holds there without it.

    A message that was sent before the browser had the words of another language still says those of the one before.
    They are none of `names`, and nobody has chosen anything.
    """
    chosen = st.session_state.get(key) or default
    if not chosen or chosen in names:
        link.set_value(key, "" if chosen == default else chosen)
