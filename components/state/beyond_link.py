"""What a page shows beyond its link: the page says so, and whoever shares the link or takes a file home is told.

As what can be taken home (`components/state/take_home.py`), it is said in each run of the page.
"""

from collections.abc import Callable
from typing import TypeAlias, cast

import streamlit as st

from components.base.text import Translate
from components.state.link import page_key

Words: TypeAlias = Callable[[Translate], str]

_BEYOND = "beyond-link"


def say_beyond_link(words: Words | None) -> None:
    """Register the sentence about what is on the page and in no link; None where the link has it all."""
    st.session_state[page_key(_BEYOND)] = words


def beyond_link(_: Translate) -> str:
    """Return the sentence of the page; an empty one where the link has it all."""
    words = cast("Words | None", st.session_state.get(page_key(_BEYOND)))
    return "" if words is None else words(_)
