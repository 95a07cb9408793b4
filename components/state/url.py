"""Read and write the whole URL, past what Streamlit keeps of it for its own widgets."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from time import monotonic
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.query_params import WidgetBinding, _coerce_value_for_query_url, sanitize_query_string
from streamlit.runtime.state.session_state import SessionState

_ASKED = "link-asked"
_WRITTEN = "link-written"

ECHOES_END = 10.0
"""Seconds after which no message can be under way any more that does not know of a write."""

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
    note_write()
    with context.session_state.query_params() as params:
        if kept == {name: said_by(params.get_all(name)) for name in params}:
            return
        params.clear_with_no_forward_msg(preserve_embed=True)
        for name, said in kept.items():
            params.set_with_no_forward_msg(name, said)
        params.set_initial_query_params_from_current()
        params._send_query_param_msg()  # the only one of its messages that does not ask which widgets are bound


def note_write() -> None:
    """Remember that the page, and not a widget in the browser, writes into the link now."""
    st.session_state[_WRITTEN] = monotonic()


def said_by(values: list[str]) -> str | list[str]:
    """Return the value of a name as Streamlit keeps it: a list only where the name is there more than once."""
    return values[0] if len(values) == 1 else values


def _request() -> str:
    context = get_script_run_ctx()
    return context.query_string if context is not None else ""


def asked() -> dict[str, list[str]]:
    """Return the names and values that the browser asked for in this run, without those of an embedding site."""
    query = str(st.session_state.get(_ASKED, _request()))
    names = parse_qs(sanitize_query_string(query), keep_blank_values=True)
    return {name: values for name, values in names.items() if name.lower() not in EMBED}


def complete_link() -> None:
    """Let the link say what the widgets show that are bound to it; to be called when they all have been placed.

    The browser writes such a value into its link itself, and sends the link along with the value. An answer to what was
    done before can put the link of then in between: the value comes with a link that lacks it, and the browser has that
    link as well. "Back" asks for the link of its entry, and such an answer may put another one there meanwhile. So the
    link is said once more after "back", and while a message may be under way that crosses what the page wrote there.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    said = parse_qs(context.query_string, keep_blank_values=True)
    state = context.session_state._state
    with context.session_state.query_params() as params:
        shown = {
            name: _shown(state, binding)
            for name, binding in params._bindings_by_param.items()
            if binding.widget_id in context.shared.widget_ids_this_run
        }
        others = {name: value for name, value in shown.items() if not _says(said.get(name), value)}
        for name, value in others.items():
            params._query_params.pop(name, None)
            if value.in_link:
                params.set_with_no_forward_msg(name, said_by(list(value.written)))
        if others or context.is_history_navigation or _was_just_written():
            params._send_query_param_msg()


def _was_just_written() -> bool:
    return monotonic() - float(st.session_state.get(_WRITTEN, -inf)) < ECHOES_END


@dataclass(frozen=True)
class _ShownValue:
    """What a widget shows.

    Attributes
    ----------
    written: as a link has it.
    in_link: whether a link has to have it; the default goes without saying.
    """

    written: tuple[str, ...]
    in_link: bool


def _shown(state: SessionState, binding: WidgetBinding) -> _ShownValue:
    metadata = state.get_widget_metadata(binding.widget_id)
    value = state[binding.widget_id]
    if metadata is None:
        return _ShownValue((), in_link=False)
    written = _coerce_value_for_query_url(metadata.serializer(value), binding.value_type)
    return _ShownValue(
        (written,) if isinstance(written, str) else tuple(written), in_link=value != metadata.deserializer(None)
    )


def _says(said: list[str] | None, shown: _ShownValue) -> bool:
    """Tell whether what a link says of a widget leads to what the widget shows."""
    return not shown.in_link if said is None else tuple(said) == shown.written
