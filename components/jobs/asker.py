"""Tell who asks for work: the visitor, the tab, and the address in the network."""

import secrets
from dataclasses import dataclass

import streamlit as st

from components.jobs.queue import network_of, visitor_of

COOKIE = "_streamlit_xsrf"
"""Name of Streamlit's own cookie, which all tabs of a browser share."""


@dataclass(frozen=True)
class Asker:
    """A tab of a visitor; the names say nothing about the person.

    Attributes
    ----------
    address: where in the network the visitor is; empty for this machine and where nobody knows.
    """

    visitor: str
    tab: str = ""
    address: str = ""


def this_asker(key: str) -> Asker:
    """Tell who asks in this session; under `key` the session remembers the name of its tab."""
    tab = str(st.session_state.setdefault(key, secrets.token_hex(8)))
    return Asker(visitor_of(st.context.cookies.get(COOKIE)) or tab, tab, network_of(st.context.ip_address))
