"""The points that a visitor has set by hand: in the link where they can be learned from, else in the session.

What is sent while one is still setting them may have too few points, or all of one class. No link can hold that; it
stays in the session until it is complete, and the course goes on with the points that the link has.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from components.base.foreign import whole
from components.state import link
from components.training.fields import OWN
from components.training.setting import FIRST_POINTS
from components.widgets.linked import linked, take
from compute.training.own_data import MOST_OWN_POINTS, OwnDataError, Wrong, parse_points

KEY = "own-points"

MOST_TEXT = MOST_OWN_POINTS * len("-10.25_-10.25_0~")
"""The most characters of the points of one message."""

INCOMPLETE = frozenset({Wrong.TOO_FEW_ROWS, Wrong.ONE_CLASS, Wrong.CONSTANT})
"""What is wrong with points that somebody is still setting; all else no editor of ours says."""

_DRAFT, _HEARD = "own-points-draft", "own-points-heard"


@dataclass(frozen=True)
class _Draft:
    """Points that the link does not have.

    Attributes
    ----------
    beside: the points that the link had when these were set; beside others they are out of date.
    """

    text: str
    beside: str


def set_text() -> str:
    """Return the points as they stand in the editor: the visitor's last ones, those of the link, or the first ones."""
    draft: _Draft | None = st.session_state.get(_DRAFT)
    said = linked(OWN)
    return draft.text if draft is not None and draft.beside == said else said or FIRST_POINTS


def take_points(text: str) -> None:
    """Let the course learn from these points; where that cannot be they stay in the editor."""
    lacking = lacking_in(text)
    if lacking is not None and lacking.wrong not in INCOMPLETE:
        return
    if lacking is None:
        st.session_state.pop(_DRAFT, None)
        take(OWN, text)
    else:
        st.session_state[_DRAFT] = _Draft(text, linked(OWN))


def lay_aside() -> None:
    """Take the points out of the link, as something else is learned from; the editor keeps them."""
    text = set_text()
    link.set_value(OWN.name, "")
    st.session_state[_DRAFT] = _Draft(text, "")


def draft() -> tuple[str, str] | None:
    """Return the points that the link does not have, and those that it had when they were set; None without any."""
    found: _Draft | None = st.session_state.get(_DRAFT)
    return None if found is None else (found.text, found.beside)


def restore(text: str, beside: str) -> None:
    """Take over such points of an earlier session, where there are none yet."""
    lacking = lacking_in(text)
    if lacking is None or lacking.wrong in INCOMPLETE:
        st.session_state.setdefault(_DRAFT, _Draft(text, beside))


def lacking_in(text: str) -> OwnDataError | None:
    """Return what is wrong with points; None where they can be learned from."""
    try:
        parse_points(text)
    except OwnDataError as error:
        return error
    return None


def heard() -> int:
    """Return the number of the last change that was heard."""
    return int(st.session_state.get(_HEARD, 0))


def take_sent() -> None:
    """Take over the points that the editor sent, where they are what our script sends; in its callback."""
    state = st.session_state.get(KEY)
    said = state.get("set") if isinstance(state, Mapping) else None
    if not isinstance(said, Mapping):
        return
    text, number = said.get("text"), whole(said.get("number"))
    if not isinstance(text, str) or len(text) > MOST_TEXT or number is None or number <= heard():
        return
    st.session_state[_HEARD] = number
    take_points(text)
