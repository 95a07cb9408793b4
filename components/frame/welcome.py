"""The welcome strip of a first visit: what the picture is, and three scenes to begin with."""

from dataclasses import dataclass
from html import escape

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from components.base.text import Translate
from components.state import link
from components.state.arrival import arrived_bare, came_back
from components.state.own_writes import write
from compute.network.spec import NetworkSpec, hidden_field

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
    """A slim strip above the network; nothing once it was closed or left, in a frame, or for who came with a scene.

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
    spec = scene.spec
    settings = {
        "seed": spec.seed,
        "inputs": spec.inputs,
        "layers": len(spec.hidden),
        "outputs": spec.outputs,
        "activation": spec.activation,
        "output_activation": spec.output_activation,
        "bias": spec.bias,
    } | {hidden_field(layer): units for layer, units in enumerate(spec.hidden, start=1)}
    for name, value in settings.items():
        # A slider that is there writes itself into the link; for one that is yet to come this does it.
        if name not in st.session_state:
            st.query_params[name] = str(value)
        write(name, value)
    link.set_value("select", scene.select)
    link.set_value("edits", "")


def _close() -> None:
    st.session_state[CLOSED] = True
