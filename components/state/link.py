"""Values of the link that belong to no single widget, such as `select` and `edits`: read them, set them, remember them.

Sliders and choices are native widgets that Streamlit itself binds to the URL (`bind="query-params"`).
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


def value(name: str, default: str = "") -> str:
    """Read a value that belongs to no single widget: from the URL at the first run and after "back", else as last set.

    The session remembers it: the URL that comes with a message can be older than what was just set here. Streamlit
    sends that URL back to the browser, so what it lacks is set once more.
    """
    place, set_here = page_key(name), page_key(f"{name}-set")
    if place not in st.session_state or from_history():
        st.session_state[place] = st.query_params.get(name, default)
        st.session_state[set_here] = False
    remembered = str(st.session_state[place])
    if st.session_state.get(set_here) and st.query_params.get(name, "") != remembered:
        _into_url(name, remembered)
    return remembered


def from_history() -> bool:
    """Whether this run is the answer to the browser's "back" or "forward", so that the URL is what counts."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def set_value(name: str, new: str) -> None:
    """Set such a value in the session and in the URL; an empty one is removed from the URL."""
    st.session_state[page_key(name)] = new
    st.session_state[page_key(f"{name}-set")] = True
    _into_url(name, new)


def _into_url(name: str, new: str) -> None:
    if new:
        st.query_params[name] = new
    elif name in st.query_params:
        del st.query_params[name]


def is_remembered(name: str) -> bool:
    """Whether this page has asked for such a value, so that it is one that belongs to no single widget."""
    return page_key(f"{name}-set") in st.session_state


def page_key(name: str) -> str:
    """Where the session keeps a value of the page it is on; two pages do not share their selection.

    It is forgotten on the way to another page.
    """
    context = get_script_run_ctx()
    page = context.page_script_hash if context is not None else ""
    return f"link-{page}-{name}"
