"""The moving part of the gradients page: sliders, picture, values, and what is open below."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import streamlit as st

from components.base.text import Translate
from components.browser.chart import place
from components.browser.live import Move, listen, moved
from components.browser.short_way import ShortWay, address, part
from components.gradients.controls import (
    RATES,
    Choices,
    rate_now,
    rate_slider,
    target_now,
    target_slider,
    updates_controls,
    updates_now,
)
from components.gradients.fields import (
    AUTOGRAD,
    CHECK,
    DETAILS,
    LINES,
    LOSS,
    PROGRAM,
    RATE,
    SELECT,
    STEP,
    TARGET,
    UPDATES,
    VALLEY,
    VANISHING,
)
from components.gradients.figures.scale import scale_html
from components.gradients.goal import goal_of, refused_words
from components.gradients.page import PAGE
from components.gradients.panels.autograd import autograd_panel
from components.gradients.panels.check import check_panel
from components.gradients.panels.program import program_panel
from components.gradients.panels.valley import valley_panel
from components.gradients.panels.values import DESCENT, descent_part, values_panel
from components.gradients.panels.vanishing import vanishing_panel
from components.gradients.panels.walk import walk_panel, walk_words
from components.gradients.panels.way_back import way_back_panel
from components.gradients.scene import CHART, SCALE, picture_of, seen_in, selected_in
from components.gradients.seen import SeenGradients, lead
from components.gradients.walk import BackWalk, back_walk
from components.network.controls import network_sliders
from components.network.fields import DEVICE, EDITS, HIDDEN, VIEW
from components.network.panels.changes import changed_values, scrubbing, take_scrubbed
from components.network.panels.editor import changes_panel, editor_panel
from components.network.panels.result import output_panel
from components.network.panels.selection import select_picked
from components.network.panels.selection_panel import selection_lists
from components.network.scene import said_of
from components.network.walk.walking import come_to, stand, walk_bar
from components.state import link
from components.state.scene import Said
from components.state.session import projector, said_of_visit, translate
from components.state.take_home import offer
from components.state.url import complete_link
from components.widgets.heading import heading
from components.widgets.lesson_panel import lesson_panel, lesson_said
from components.widgets.linked import linked, offered
from compute.network.edits import format_edits
from compute.network.elements import is_changeable
from compute.network.known_pass import known_pass
from compute.network.spec import NetworkSpec

Panel = Callable[[SeenGradients, Translate], None]

DETAIL_PANELS: Mapping[str, Panel] = MappingProxyType(
    {
        VALLEY: valley_panel,
        CHECK: check_panel,
        AUTOGRAD: autograd_panel,
        VANISHING: vanishing_panel,
        PROGRAM: program_panel,
    }
)
"""What can be opened below the picture; what is not open costs nothing."""


ALWAYS = (autograd_panel, program_panel)
"""What shows no gradient of the network, and need not wait for the end of a walk."""


@st.fragment
def explorer(choices: Choices) -> None:
    """Place all that a slider moves: a move runs this again, and neither the frame nor the settings."""
    _ = translate()
    move = moved(PAGE.sliders)
    spec = network_sliders(choices.network, move, _)
    said = _said(spec, choices, move)
    walk = _walk(spec, said, move)
    if walk is not None:
        said = {**said, STEP.name: str(walk.count)}
    shown = seen_in(said)
    offer(partial(PAGE.lesson, shown))
    heading(PAGE, lead(shown, _), _)
    with st.container(key="diagram"):
        place(picture_of(shown, _, wall=projector()), key=CHART, on_pick=partial(select_picked, CHART))
        st.html(part(SCALE, scale_html(shown.known if shown.is_backward else None)))
    has_lesson = False
    if walk is not None and shown.known is not None:
        walk_bar(walk, walk_words(shown.known, walk, _), _)
        if not projector():
            # The step has much to say: whoever pressed "next" in the lesson would not see the lesson below it.
            with st.container(key="lesson-place"):
                lesson_panel(PAGE, shown, _)
            has_lesson = True
        walk_panel(shown.known, walk, _)
    with st.container(key="values"):
        if not has_lesson:
            lesson_panel(PAGE, shown, _)
        _values(shown, choices, move, _)
    way_back_panel(shown, CHART, _)
    with st.container(key="selection"):
        _selection(shown, _)
    _detail(shown, _)
    changing = None if shown.updates else scrubbing(_)
    options = {RATE.name: offered(RATE, RATES)}
    way = ShortWay(address(PAGE.slug), {**said, **said_of_visit()}, PAGE.sliders, scrubbing=changing, options=options)
    listen(PAGE.sliders, way, partial(take_scrubbed, spec))
    complete_link()


def _said(spec: NetworkSpec, choices: Choices, move: Move) -> Said:
    """Collect all that a link says of the scene that the page shows."""
    resting = {field: str(st.session_state.get(field.name, "")) for field in HIDDEN[len(spec.hidden) :]}
    return {
        **{field.name: field.canonical(value) or "" for field, value in resting.items()},
        **said_of(spec),
        DEVICE.name: choices.network.device,
        TARGET.name: target_now(move),
        LOSS.name: choices.loss,
        VIEW.name: choices.view,
        RATE.name: rate_now(move),
        UPDATES.name: str(updates_now(move)),
        DETAILS.name: link.value(DETAILS.name),
        LINES.name: linked(LINES),
        STEP.name: linked(STEP),
        SELECT.name: linked(SELECT),
        EDITS.name: format_edits(changed_values()),
        **lesson_said(PAGE),
    }


def _walk(spec: NetworkSpec, said: Said, move: Move) -> BackWalk | None:
    """Return the walk that the link asks for, as far as its slider and its clock have brought it; None if it is off."""
    walk = back_walk(spec, goal_of(spec, said), said[STEP.name], selected_in(said, spec))
    if walk is None:
        return None
    count = stand(len(walk.path), said[STEP.name], walk.reached)
    count, plays, held = come_to(count, len(walk.path), move)
    return replace(walk, count=count, plays=plays, held=held)


def _values(shown: SeenGradients, choices: Choices, move: Move, _: Translate) -> None:
    """Place the controls of target and steps beside the picture, and show how far the network is from the target."""
    if shown.goal.refused is not None:
        st.warning(refused_words(shown.goal, choices.loss, _))
    with st.container(key="goal"):
        target_slider(shown.spec, shown.goal.target, shown.goal.loss, move, _)
        rate_slider(move, _)
        if shown.goal.has_gradients:
            updates_controls(updates_now(move), move, _)
            st.html(part(DESCENT, descent_part(shown, _)[DESCENT]))
    values_panel(shown, _)
    output_panel(known_pass(shown.passed), _)


def _selection(shown: SeenGradients, _: Translate) -> None:
    """Place below the picture lists to select from, and a field for the value of what is selected."""
    selection_lists(shown.spec, shown.selected, _)
    if shown.updates:
        st.caption(_("Numbers can be changed where the steps begin: set the steps taken back to 0."))
        return
    if is_changeable(shown.selected):
        editor_panel(known_pass(shown.passed), shown.selected, _)
    changes_panel(shown.spec, _)


def _detail(shown: SeenGradients, _: Translate) -> None:
    """Show the panel that is open below the picture, or say what it waits for."""
    panel = DETAIL_PANELS.get(link.value(DETAILS.name))
    if panel is None:
        return
    with st.container(key="detail"):
        if shown.whole is None and panel not in ALWAYS:
            if shown.known is not None:
                st.caption(
                    _("This comes once the walk has gone all the way back.")
                    if shown.walk is None or shown.walk.unit is None
                    else _("This needs the whole way back: select a weight, and walk it, or switch step by step off.")
                )
        else:
            panel(shown, _)
