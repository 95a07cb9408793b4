"""Place sliders for every input, every weight and the bias of one unit; they start at the drawn numbers."""

import math
from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from components.base.style import CHANGED
from components.base.text import Translate
from components.browser.live import Move
from components.network.panels.changes import change, changed_values, put_back
from components.state.own_writes import if_set_by_person, write
from compute.network.elements import Bias, Element, Unit, Weight, name_of
from compute.network.network import Network
from compute.network.spec import LIMITS, NetworkSpec

PER_PAGE = 8
"""Inputs whose sliders are shown at a time."""

REACH = 4.0
"""The sliders go from -4 to 4, where nearly all that randn draws lies, or farther if a value does."""

FIRST = "values-page"


def _key(label: str) -> str:
    return f"set-{label}"


SLIDERS: Mapping[str, str] = MappingProxyType(
    {
        **{_key(f"x{index}"): f"x{index}" for index in range(1, LIMITS["inputs"].high + 1)},
        **{_key(f"w{index}"): Weight(1, index - 1, 0).name() for index in range(1, LIMITS["inputs"].high + 1)},
        _key("b"): Bias(1, 0).name(),
    }
)
"""Keys of all value sliders that there can be, each with the short name of its element."""


def value_sliders(unit: Network, move: Move, _: Translate) -> None:
    """Place the sliders; moving one changes the value in the session and in the link."""
    spec = unit.spec
    first = _first_shown(spec, _)
    shown = range(first, min(first + PER_PAGE, spec.inputs))
    changed = changed_values()
    # One cell more than inputs: the bias stands at the end of the row of the weights.
    cells = min(spec.inputs, PER_PAGE) + 1
    with st.container(key="value-sliders", gap="xxsmall"):
        features, weights = st.columns(cells), st.columns(cells)
        for feature, weight, index in zip(features, weights, shown, strict=False):
            with feature:
                _slider(unit, f"x{index + 1}", Unit(0, index), changed, move)
            with weight:
                _slider(unit, f"w{index + 1}", Weight(1, index, 0), changed, move)
        if spec.bias:
            with weights[-1]:
                _slider(unit, "b", Bias(1, 0), changed, move)
    if changed:
        st.button(_("put all back"), icon=":material/restart_alt:", key="put-all-back", on_click=put_back)


def _first_shown(spec: NetworkSpec, _: Translate) -> int:
    """Return the index of the first input whose sliders are shown; place a choice where one row is too short."""
    if spec.inputs <= PER_PAGE:
        return 0
    starts = range(0, spec.inputs, PER_PAGE)
    first = st.segmented_control(
        _("sliders of the inputs"),
        list(starts),
        default=0,
        required=True,
        format_func=lambda start: f"{start + 1}-{min(start + PER_PAGE, spec.inputs)}",
        key=FIRST,
    )
    return first or 0


def _slider(unit: Network, label: str, element: Element, changed: Mapping[str, float], move: Move) -> None:
    key, name = _key(label), name_of(element, unit.spec)
    value = unit.value(element)
    reach = max(REACH, float(math.ceil(abs(value))))
    # A slider that is being dragged, or was released in this message, already stands where the person put it.
    if key not in (move.key, move.released):
        write(key, value)
    st.slider(
        f"{label} {CHANGED}" if name in changed else label,
        -reach,
        reach,
        value,
        step=0.01,
        format="%.4f",
        key=key,
        on_change=if_set_by_person(key, _take),
        args=(key, name),
    )


def _take(key: str, name: str) -> None:
    change(name, float(st.session_state[key]))
