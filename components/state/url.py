"""Read and write the whole URL, past what Streamlit keeps of it for its own widgets."""

from collections.abc import Mapping
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.query_params import sanitize_query_string

_ASKED = "link-asked"

EMBED = ("embed", "embed_options")
"""What Streamlit itself reads of a URL on which the site stands in the frame of another one."""


def note_request() -> None:
    """Remember what the browser has asked for, before anything else is written into the link; first in each run.

    On the way to another page the browser still says what the old one had in its link, and Streamlit drops all names
    that widgets of the old page are bound to: those are the settings that go along.
    """
    st.session_state[_ASKED] = _request()


def let_begin_with(name: str, new: str) -> None:
    """Let a widget that comes later in this run begin with this value, whatever the link has said so far."""
    rewrite({**{other: said_by(st.query_params.get_all(other)) for other in st.query_params}, name: new})


def rewrite(kept: Mapping[str, str | list[str]]) -> None:
    """Write all of the link anew, also for the widgets of this very run, unless it says just that."""
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as params:
        if kept == {name: said_by(params.get_all(name)) for name in params}:
            return
        params.clear_with_no_forward_msg(preserve_embed=True)
        for name, said in kept.items():
            params.set_with_no_forward_msg(name, said)
        params.set_initial_query_params_from_current()
        params._send_query_param_msg()  # the only one of its messages that does not ask which widgets are bound


def said_by(values: list[str]) -> str | list[str]:
    """The value of a name, as Streamlit keeps it: a list only where the name is there more than once."""
    return values[0] if len(values) == 1 else values


def _request() -> str:
    context = get_script_run_ctx()
    return context.query_string if context is not None else ""


def asked() -> dict[str, list[str]]:
    """The names and values that the browser asked for in this run, without those of an embedding site."""
    query = str(st.session_state.get(_ASKED, _request()))
    names = parse_qs(sanitize_query_string(query), keep_blank_values=True)
    return {name: values for name, values in names.items() if name.lower() not in EMBED}
