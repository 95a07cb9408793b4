"""The welcome strip of a first visit: what the picture is, and three scenes to begin with."""

from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components.base.text import Translate
from components.frame.pages import FIELDS
from components.network.scene import said_of
from components.state.arrival import arrived_bare, came_back
from components.state.opening import open_scene
from compute.network.spec import NetworkSpec

CLOSED = "welcome-closed"
"""The session remembers that it was closed, or a scene opened."""


@dataclass(frozen=True)
class Preset:
    """A network to begin with, and what of it is selected."""

    spec: NetworkSpec
    select: str = ""


NOTEBOOK = Preset(NetworkSpec(), "h1.1")
DEEP = Preset(NetworkSpec(inputs=5, hidden=(4, 4, 3), outputs=2, activation="tanh"))


def welcome_panel(neuron: StreamlitPage, _: Translate) -> None:
    """Show a slim strip above the network; not once it was closed or left, in a frame, or for who came with a scene.

    Parameters
    ----------
    neuron: the page of the single unit, which is one of the scenes.
    """
    # The container is always there: what follows it keeps its place, and the browser does not build it anew.
    with st.container():
        if _is_wanted():
            with st.container(key="welcome"):
                _strip(neuron, _)


def _is_wanted() -> bool:
    bare = arrived_bare() and not st.context.is_embedded
    return bare and not came_back() and not st.session_state.get(CLOSED, False)


def _strip(neuron: StreamlitPage, _: Translate) -> None:
    text = _("New here? The way through the notebook begins with a single unit. Or start with a network:")
    st.html(f"<p>{escape(text)}</p>")
    st.page_link(neuron, label=_("Start at the beginning"))
    st.button(
        _("The notebook's network"), icon=":material/hub:", key="welcome-notebook", on_click=_open, args=(NOTEBOOK,)
    )
    st.button(_("A deep network"), icon=":material/lan:", key="welcome-deep", on_click=_open, args=(DEEP,))
    st.button("", icon=":material/close:", help=_("close"), key="welcome-close", type="tertiary", on_click=_close)


def _open(scene: Preset) -> None:
    """Bring the controls of this page, and with them the link, to a scene."""
    _close()
    fields = {field.name: field for field in FIELDS["network"]}
    open_scene(fields, {**said_of(scene.spec), "select": scene.select, "edits": ""})


def _close() -> None:
    st.session_state[CLOSED] = True
