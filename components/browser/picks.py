"""Clicks in a picture or a table: which element shall be selected from now on. See `components/browser/picks.js`.

Streamlit hands on the clicks of a component as they come: two that are sent at once call the callback twice with the
second; of two that wait for a run the first is dropped, in the same picture, or comes after the second, in another
one. So a click says what it wants, not what it hits, and has a number.
"""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from components.base.foreign import whole
from components.browser.script import script

SCRIPT = script(Path(__file__).with_name("picks.js"))
"""JavaScript that stands before the script of each component whose parts can be clicked."""

MAX_NAME = 64
"""No name of a point is as long as this; what is longer comes from no picture of ours."""

_HEARD = "picks-heard"


def heard() -> int:
    """Return the number of the last click of this session that was heard."""
    return int(st.session_state.get(_HEARD, 0))


def newly_picked(key: str) -> str | None:
    """Return, in the callback of a component, what shall be selected; empty where the selected thing is let go.

    None where a later click was heard before, or the component says what none of ours says.
    """
    state = st.session_state.get(key)
    said = state.get("picked") if isinstance(state, Mapping) else None
    if not isinstance(said, Mapping):
        return None
    name, number = said.get("name"), whole(said.get("number"))
    if not isinstance(name, str) or len(name) > MAX_NAME or number is None or number <= heard():
        return None
    st.session_state[_HEARD] = number
    return name
