"""Offer a page's files: the page registers how to pack what it shows, the frame calls that when a visitor wants it.

What is kept is a function: a move of a slider costs no more than remembering it, and files are made on demand.
"""

from collections.abc import Callable
from typing import TypeAlias, cast

import streamlit as st

from components.base.text import Translate
from compute.files.take_home import TakeHome

Pack: TypeAlias = Callable[[Translate], TakeHome]

_PACK = "take-home-pack"


def offer(pack: Pack) -> None:
    """Register how to pack what the page shows now; a page calls this in each of its runs.

    Parameters
    ----------
    pack: is called with the session's translator, later, in a run of the same session; it must hold the records that
        are on the screen, and change none.
    """
    st.session_state[_PACK] = pack


def offered() -> Pack | None:
    """Return how to pack what the page showed in its last run, for the frame; None before any page has run."""
    return cast("Pack | None", st.session_state.get(_PACK))
