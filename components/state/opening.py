"""Bring the controls of the page, and with them its link, to another scene."""

from collections.abc import Mapping

import streamlit as st

from components.state import link
from components.state.fields import Field, WholeNumber
from components.state.own_writes import write
from components.state.url import note_write


def open_scene(fields: Mapping[str, Field], said: Mapping[str, str]) -> None:
    """Set values of the link, in a callback; widgets and what is remembered follow.

    Parameters
    ----------
    fields: the fields of the page by their names.
    said: name -> value as its field writes it; empty for the field's default.
    """
    note_write()
    for name, value in said.items():
        if link.is_remembered(name):
            link.set_value(name, value)
        else:
            _set_widget(fields[name], value or fields[name].default)


def _set_widget(field: Field, value: str) -> None:
    """Set a widget that Streamlit binds to the link; for one that is yet to come its value waits in the link."""
    if field.name not in st.session_state:
        if value == field.default:
            st.query_params.pop(field.name, None)
        else:
            st.query_params[field.name] = value
        if isinstance(field, WholeNumber) and value:  # a slider that comes in this very run no longer reads the link
            write(field.name, int(value))
    else:
        write(field.name, _as_shown(st.session_state[field.name], value))


def _as_shown(shown: object, value: str) -> object:
    """Convert a value of the link into what its widget has: a switch, a number, or words."""
    if isinstance(shown, bool):
        return value == "true"
    return int(value) if isinstance(shown, int) else value
