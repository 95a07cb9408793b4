"""Type another value for what is selected, see what has been changed, and put it back."""

from functools import partial

import streamlit as st

from components.base.style import CHANGED
from components.base.text import Translate
from components.network.panels.changes import change, changed_values, put_back
from components.widgets.number_field import number_field, refused_panel
from compute.network.elements import Element, code_of, is_changeable, name_of, parse
from compute.network.known_pass import KnownPass
from compute.network.network import VALUE_LIMIT
from compute.network.spec import NetworkSpec

EDITOR, VALUE = "edit-value", "selected-value"


def editor_panel(passed: KnownPass, selected: Element, _: Translate) -> None:
    """The value of a feature, a weight or a bias, to be changed and put back."""
    network = passed.network
    name, code = name_of(selected, network.spec), code_of(selected, network.spec)
    limits = (-VALUE_LIMIT, VALUE_LIMIT)
    # One thing wherever the order of the panel is another one, as on a wall.
    with st.container(key=EDITOR, horizontal=True, vertical_alignment="bottom", gap="small"):
        number_field(code, VALUE, limits, name, network.value(selected), partial(_change_typed, network.spec))
        st.button(
            _("put back this value"),
            icon=":material/undo:",
            help=_("put back this value"),
            key="put-back",
            on_click=put_back,
            args=(name,),
            disabled=name not in changed_values(),
        )
        refused_panel(code, VALUE, limits, _)


def _change_typed(spec: NetworkSpec, name: str, value: float) -> None:
    """Take over a value that was typed for the element with this name."""
    element = parse(name, spec)
    if element is not None and is_changeable(element):
        change(name_of(element, spec), value)


def changes_panel(spec: NetworkSpec, _: Translate) -> None:
    """What has been changed, and the way back."""
    edits = changed_values()
    if not edits:
        return
    shown = []
    for name, value in edits.items():
        element = parse(name, spec)
        shown.append(
            f"`{code_of(element, spec)} = {value:g}`" if element else _("`{name}` (not in this network)", name=name)
        )
    st.markdown(_("{mark} changed: {values}", mark=CHANGED, values=" ".join(shown)))
    st.button(_("put all back"), icon=":material/restart_alt:", key="put-all-back", on_click=put_back)
