"""Select by keyboard, and show the selected element: its sum with numbers, and its value."""

from collections.abc import Collection

import streamlit as st

from components.base.glossary import BIAS, WEIGHT, meaning
from components.base.text import Translate
from components.network.panels.editor import changes_panel, editor_panel
from components.network.panels.selection import NOTHING, selected_in
from components.network.panels.sum_table import sum_panel
from components.state import link
from components.state.following import sync
from components.state.own_writes import if_set_by_person
from compute.network.elements import Bias, Element, Unit, Weight, is_changeable, name_of, unit_of
from compute.network.known_pass import KnownPass
from compute.network.spec import NetworkSpec

PICK_UNIT, PICK_PART = "pick-unit", "pick-part"


def selection_panel(passed: KnownPass, pick: str, _: Translate) -> None:
    """Place the lists to select from, the selected unit's sum with numbers, and the editor of a value.

    Parameters
    ----------
    pick: key of the picture in which a press on a number counts as a click.
    """
    spec = passed.network.spec
    selected = selected_in(spec)
    selection_lists(spec, selected, _)
    if selected is not None:
        sum_panel(passed, unit_of(selected), selected, pick, _)
        if is_changeable(selected):
            editor_panel(passed, selected, _)
    changes_panel(spec, _)


def selection_lists(spec: NetworkSpec, selected: Element | None, _: Translate) -> None:
    """Place two lists: the units, and the weights and bias of the chosen one."""
    units = {
        unit.name(spec): unit.label(spec)
        for layer, size in enumerate(spec.sizes)
        for unit in (Unit(layer, index) for index in range(size))
    }
    unit = unit_of(selected) if selected is not None else None
    labels = {NOTHING: _("click the picture, or choose"), **units}
    names, looked_into = list(labels), unit.name(spec) if unit else NOTHING
    st.selectbox(
        _("look into"),
        names,
        names.index(sync(PICK_UNIT, looked_into, labels[looked_into])),
        format_func=labels.__getitem__,
        key=PICK_UNIT,
        on_change=if_set_by_person(PICK_UNIT, _pick),
        args=(PICK_UNIT, names),
    )
    parts = _parts(spec, unit) if unit else {}
    if not parts:
        return
    names = [NOTHING, *parts]
    picked = name_of(selected, spec) if selected is not None and selected != unit else NOTHING
    st.selectbox(
        _("weight or bias"),
        names,
        names.index(sync(PICK_PART, picked)),
        format_func=lambda name: parts.get(name, "—"),
        key=PICK_PART,
        on_change=if_set_by_person(PICK_PART, _pick),
        args=(PICK_PART, names),
        help=meaning(_, WEIGHT, BIAS),
    )


def _parts(spec: NetworkSpec, unit: Unit) -> dict[str, str]:
    """Return the weights and the bias of a unit's sum: short name -> what the list shows."""
    if unit.layer == 0:
        return {}
    parts = {
        Weight(unit.layer, row, unit.index).name(): f"w · {Unit(unit.layer - 1, row).label(spec)}"
        for row in range(spec.sizes[unit.layer - 1])
    }
    if spec.bias:
        parts[Bias(unit.layer, unit.index).name()] = "b"
    return parts


def _pick(key: str, names: Collection[str]) -> None:
    """Select what was chosen if it is one of `names`; late words of another language are not, see `choices.keep`."""
    picked = st.session_state[key]
    if picked not in names:
        return
    if key == PICK_PART and picked == NOTHING:
        picked = st.session_state[PICK_UNIT]
    link.set_value("select", picked or NOTHING)
