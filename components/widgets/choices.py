"""Choices whose names on the page depend on the language, and whose names in the link do not.

Bound to the URL by Streamlit itself, such a choice would write the words of its visitor's language into the link.
"""

from collections.abc import Mapping

import streamlit as st

from components.state.following import follow, keep, place
from components.state.own_writes import if_set_by_person, keep_written


def pressed(
    label: str,
    key: str,
    names: Mapping[str, str],
    default: str = "",
    *,
    hidden_label: bool = False,
    explanation: str | None = None,
) -> str:
    """Show a row of buttons and return the chosen one.

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
        on_change=if_set_by_person(key, keep),
        args=(key, list(names), default),
        help=explanation,
    )
    return shown or default


def listed(label: str, key: str, names: Mapping[str, str], default: str, *, explanation: str | None = None) -> str:
    """Show a list and return the chosen entry."""
    shown = st.selectbox(
        label,
        list(names),
        place(names, follow(key, names, default)),
        format_func=names.__getitem__,
        key=key,
        on_change=if_set_by_person(key, keep),
        args=(key, list(names), default),
        help=explanation,
    )
    return shown or default


def choice(
    label: str, key: str, options: tuple[str, ...] | Mapping[str, object], explanation: str | None = None
) -> str:
    """Show a list of words that are the same in every language; the first is the default."""
    return str(
        st.selectbox(
            label, list(options), key=key, bind="query-params", help=explanation, on_change=keep_written, args=(key,)
        )
    )
