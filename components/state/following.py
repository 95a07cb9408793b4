"""Keep widgets in step with the link, also when something else than the widget has changed it."""

from collections.abc import Collection, Mapping
from typing import TypeVar

import streamlit as st

from components.state import link
from components.state.own_writes import write

Chosen = TypeVar("Chosen", bound=str | int | None)


def sync(key: str, value: Chosen, words: str = "") -> Chosen:
    """Let a choice show what the link says, also when something else than the choice itself has changed it.

    Returns the value, which the choice needs as its default, too: Streamlit tells the browser of a value from here
    once. A visitor who is faster than the scripts of the page brings a second run about before the choice is there, and
    would find the default, which the browser then sends back as if it were chosen.

    Parameters
    ----------
    words: of the chosen entry. The browser of a list or a radio keeps these, and not the value: it has to be told when
        they are others, as in another language.
    """
    place = link.page_key(f"{key}-words")
    write(key, value, again=st.session_state.get(place, words) != words)
    st.session_state[place] = words
    return value


def follow(key: str, names: Mapping[str, str], default: str = "") -> str | None:
    """Let the choice with this key show what the link says, in the words of now; returns what that is."""
    linked = link.value(key, default)
    name = linked if linked in names else default or None
    return sync(key, name, "" if name is None else names[name])


def place(names: Mapping[str, str], name: str | None) -> int | None:
    """Return the index of a name among others, counted from 0; None for None."""
    return None if name is None else list(names).index(name)


def keep(key: str, names: Collection[str], default: str = "") -> None:
    """Write what was chosen into the link, unless it is the default.

    A message that was sent before the browser had the words of another language still says those of the one before.
    They are none of `names`, and nobody has chosen anything.
    """
    chosen = st.session_state.get(key) or default
    if not chosen or chosen in names:
        link.set_value(key, "" if chosen == default else chosen)
