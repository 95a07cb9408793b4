"""Values of the link that belong to no single widget, such as `select` and `edits`: read them, set them, remember them.

Sliders and choices are native widgets that Streamlit itself binds to the URL (`bind="query-params"`).
"""

from typing import NamedTuple

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.state.url import note_write


class Remembered(NamedTuple):
    """What the session knows of such a value: as it was last, and whether it was set here and not read from the URL."""

    text: str
    is_set_here: bool


def value(name: str, default: str = "") -> str:
    """Read a value that belongs to no single widget: from the URL at the first run and after "back", else as last set.

    The session remembers it: the URL that comes with a message can be older than what was just set here. Streamlit
    sends that URL back to the browser, so what it lacks is set once more.
    """
    place = page_key(name)
    remembered = st.session_state.get(place)
    if not isinstance(remembered, Remembered) or from_history():
        remembered = st.session_state[place] = Remembered(st.query_params.get(name, default), is_set_here=False)
    if remembered.is_set_here and st.query_params.get(name, "") != remembered.text:
        _into_url(name, remembered.text)
    return remembered.text


def from_history() -> bool:
    """Tell whether this run is the answer to the browser's "back" or "forward", so that the URL is what counts."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def set_value(name: str, new: str) -> None:
    """Set such a value in the session and in the URL; an empty one is removed from the URL."""
    st.session_state[page_key(name)] = Remembered(new, is_set_here=True)
    _into_url(name, new)


def _into_url(name: str, new: str) -> None:
    note_write()
    if new:
        st.query_params[name] = new
    elif name in st.query_params:
        del st.query_params[name]


def is_remembered(name: str) -> bool:
    """Tell whether this page remembers such a value, so that it is one that belongs to no single widget."""
    return isinstance(st.session_state.get(page_key(name)), Remembered)


def keep_for_next_page(name: str, text: str) -> None:
    """Let a shared setting go along although the link no longer says it: a part of a page may have no widget for it."""
    st.session_state[page_key(name)] = text


def last_on(page: str, name: str) -> str:
    """Return what a page last had for a value, or an empty text; `page` is where the session keeps its values."""
    kept = st.session_state.get(f"{page}{name}", "")
    return kept.text if isinstance(kept, Remembered) else str(kept)


def page_key(name: str) -> str:
    """Return the key of a value of the current page in the session; two pages do not share their selection.

    It is forgotten on the way to another page.
    """
    context = get_script_run_ctx()
    page = context.page_script_hash if context is not None else ""
    return f"link-{page}-{name}"
