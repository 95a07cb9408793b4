"""Read from the link what is selected in the network, and select what was clicked."""

from collections.abc import Mapping

import streamlit as st

from components.browser.picks import newly_picked
from components.network import fields
from components.network.figures.size_buttons import pressed_size
from components.state import link
from components.state.fields import WholeNumber
from components.state.own_writes import write
from compute.network.elements import Element, name_of, parse
from compute.network.spec import NetworkSpec

NOTHING = ""


def selected_in(spec: NetworkSpec) -> Element | None:
    """Return the selected element, if this network has it."""
    return parse(link.value("select"), spec)


def select_picked(chart_key: str) -> None:
    """Select what was clicked in the chart with this key, or let it go; a button there changes a size."""
    name = newly_picked(chart_key)
    size = pressed_size(name or "")
    if size is not None:
        resize(*size, fields.SIZES)
    elif name is not None and (name == NOTHING or fields.SELECT.canonical(name)):
        link.set_value("select", name)


def resize(name: str, step: int, sizes: Mapping[str, WholeNumber]) -> None:
    """Move the slider of a size by one, as far as it goes; one that is not on the page stays.

    Parameters
    ----------
    sizes: those that the page has, by their names.
    """
    now = st.session_state.get(name)
    if name in sizes and isinstance(now, int) and now + step in sizes[name].limits:
        write(name, now + step)


def selected_name(selected: Element | None, spec: NetworkSpec) -> str:
    """Return the short name of what is selected, or an empty text."""
    return name_of(selected, spec) if selected is not None else NOTHING
