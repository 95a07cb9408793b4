"""What is wrong: why a training broke, or what keeps it from learning, with a repair to press and a way to see it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.base.prose import paragraphs_html, sentence_html
from components.base.text import Translate
from components.state import link
from components.state.opening import open_scene
from components.training.autopsy_words import (
    before_words,
    broken_words,
    finding_words,
    last_bit_words,
    nothing_words,
    units_of,
)
from components.training.controls import go_to
from components.training.course_for import known_last_bit, wait_for_last_bit
from components.training.fields import DETAILS, FIELDS, OTHER, SELECT
from components.training.known_results import known_findings, known_not_finite
from components.training.seen import SeenTraining
from components.training.words import field_names
from compute.network.elements import Element, Unit, code_of, name_of
from compute.network.spec import NetworkSpec
from compute.training.autopsy import (
    DeadUnits,
    Finding,
    OtherRate,
    SaturatedUnits,
    SettingRepair,
    SymmetricUnits,
    ZeroGradients,
)
from compute.training.course import Course

AUTOPSY = "autopsy"
"""The name of the panel in the link."""

BROKEN = "broken"
"""The name of the finding that the course broke."""

_KEYS: Mapping[type, str] = MappingProxyType(
    {
        ZeroGradients: "zeros",
        DeadUnits: "dead",
        SaturatedUnits: "saturated",
        SymmetricUnits: "symmetric",
        OtherRate: "other-rate",
    }
)
"""The name of each kind of finding, in the keys of what is placed for it."""

MOST_LOOKS = 3
"""The most units of a finding that have a button of their own."""


def autopsy_panel(shown: SeenTraining, _: Translate) -> Callable[[], None] | None:
    """Show each finding; where there is none, say so.

    Returns what is to be done when all else of the page stands, or None: to find out whether the training hangs on the
    last bit takes as long as the training took.
    """
    broken, found = known_not_finite(shown.course), known_findings(shown.course, shown.step)
    with st.container(key="autopsy"):
        if broken is not None:
            with st.container(key=f"finding-{BROKEN}"):
                st.html(paragraphs_html([broken_words(broken, shown.spec, _), before_words(broken, _)]))
                with _row(BROKEN):
                    _repair_buttons(broken.repair, BROKEN, _)
                    last = _.count(shown.course.last)
                    st.button(
                        _("look at step {step}, the last finite one", step=last),
                        key=f"look-{BROKEN}",
                        on_click=go_to,
                        args=(shown.course.last,),
                    )
        for finding in found:
            _finding(finding, shown, _)
        if broken is None and not found:
            with st.container(key="finding-nothing"):
                st.html(paragraphs_html([nothing_words(shown, _)]))
        with st.container(key="last-bit"):
            slot, found_before = st.empty(), known_last_bit(shown.course)
            if found_before is None:
                return partial(_compare, shown.course, slot, _)
            slot.html(paragraphs_html([last_bit_words(found_before, shown.course, _)]))
            return None


def _compare(course: Course, slot: DeltaGenerator, _: Translate) -> None:
    """Say how far a training was compared with one that begins a last bit aside, and what that gave."""

    def show(share: float) -> None:
        words = _(
            "Whether it hangs on the last bit of its numbers is being compared: {percent} % of the steps so far.",
            percent=round(100 * share),
        )
        slot.html(paragraphs_html([words]))

    show(0.0)
    found = wait_for_last_bit(course, show)
    if found is None:
        words = _("Whether it hangs on the last bit of its numbers could not be compared now.")
    else:
        words = last_bit_words(found, course, _)
    slot.html(paragraphs_html([words]))


def broken_note(shown: SeenTraining, _: Translate) -> None:
    """Say beside the time why the course broke, with a button that opens the panel; nothing where it did not."""
    broken = known_not_finite(shown.course)
    if broken is None:
        return
    with st.container(key="broken-note"):
        st.html(f"<span>{sentence_html(broken_words(broken, shown.spec, _))}</span>")
        if shown.details != AUTOPSY:
            st.button(_("What is wrong"), key="to-autopsy", on_click=_open)


def _open() -> None:
    link.set_value(DETAILS.name, AUTOPSY)


def _finding(finding: Finding, shown: SeenTraining, _: Translate) -> None:
    key = _KEYS[type(finding)]
    with st.container(key=f"finding-{key}"):
        st.html(paragraphs_html([finding_words(finding, shown, _)]))
        with _row(key):
            _repair_buttons(finding.repair, key, _)
            _looks(units_of(finding), shown.spec.network, key, _)


def _row(key: str) -> DeltaGenerator:
    return st.container(key=f"ways-{key}", horizontal=True)


def _repair_buttons(repair: SettingRepair, key: str, _: Translate) -> None:
    """Place a button that sets what may repair it, and one that shows the course with that beside this one."""
    value = _as_in_links(repair)
    said = {"field": field_names(_)[repair.field], "value": value}
    st.button(
        _("repair: set {field} to {value}", **said),
        key=f"repair-{key}",
        on_click=_set,
        args=({repair.field: value, OTHER.name: ""},),
        type="primary",
    )
    st.button(
        _("show that beside this one"),
        key=f"beside-{key}",
        on_click=_set,
        args=({OTHER.name: f"{repair.field}_{value}"},),
    )


def _looks(elements: Sequence[Element], network: NetworkSpec, key: str, _: Translate) -> None:
    for at, element in enumerate(elements[:MOST_LOOKS]):
        st.button(
            _("look at {name}", name=_label(element, network)),
            key=f"look-{key}-{at}",
            on_click=_set,
            args=({SELECT.name: name_of(element, network)},),
        )


def _label(element: Element, network: NetworkSpec) -> str:
    return element.label(network) if isinstance(element, Unit) else code_of(element, network)


def _as_in_links(repair: SettingRepair) -> str:
    """Write the value of a repair as the field of the link writes it."""
    field = next(field for field in FIELDS if field.name == repair.field)
    return field.canonical(f"{repair.value:.6f}" if isinstance(repair.value, float) else repair.value) or field.default


def _set(said: dict[str, str]) -> None:
    """Set values of the link; a default goes without saying."""
    fields = {field.name: field for field in FIELDS}
    open_scene(fields, {name: "" if value == fields[name].default else value for name, value in said.items()})
