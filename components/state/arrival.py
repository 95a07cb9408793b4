"""How the session came to a page: from another one, back again, or with a link that names no scene."""

import streamlit as st

from components.state.link import page_key
from components.state.url import EMBED

_LAST_PAGE = "link-last-page"
_LEFT = "link-left"
_BARE = "link-arrived-bare"
NO_SCENE = ("lang", "projector", *EMBED)
"""Names of a link that say nothing of a scene."""


def arrive() -> str:
    """Notice a change of page, and forget what the session remembers of the new one: the link no longer says it.

    Streamlit empties the URL at each change of page, and its own widgets begin anew as well. Returns where the values
    of the page that was left are kept, or an empty text where none was left.
    """
    here = page_key("")
    arrived_bare()
    last = str(st.session_state.get(_LAST_PAGE, here))
    st.session_state[_LAST_PAGE] = here
    if last == here:
        return ""
    st.session_state[_LEFT] = st.session_state.get(_LEFT, frozenset()) | {last}
    for key in [key for key in st.session_state if isinstance(key, str) and key.startswith(here)]:
        del st.session_state[key]
    return last


def arrived_bare() -> bool:
    """Tell whether the link that began this session named no scene: nothing but a language, a projector or a frame."""
    return bool(st.session_state.setdefault(_BARE, not any(name not in NO_SCENE for name in st.query_params)))


def came_back() -> bool:
    """Tell whether the session was on this page before, and on another one since."""
    return page_key("") in st.session_state.get(_LEFT, ())
