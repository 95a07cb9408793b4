"""A page that shows a forward pass: controls -> compute -> draw, in the order that all such pages share.

Network and neuron page are two of the kind; a further one says in a `ForwardPage` what it has of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from components.base.text import Translate
from components.browser.chart import place
from components.browser.live import Move, listen, moved
from components.browser.short_way import ShortWay, address
from components.network.controls import Settings
from components.network.fields import (
    DETAILS,
    DEVICE,
    EDITS,
    HIDDEN,
    INPUTS,
    LAYERS,
    OTHER_SEED,
    OUTPUTS,
    PREDICT,
    SELECT,
    STEP,
)
from components.network.panels.changes import changed_values, scrubbing, take_scrubbed
from components.network.panels.details import ALL, details_panel, details_switch
from components.network.panels.result import output_panel
from components.network.panels.selection import select_picked, selected_in
from components.network.predict.panel import predict_panel
from components.network.predict.predicting import predicting
from components.network.scene import ForwardPicture, SeenPass, said_of
from components.network.walk.panel import walk_panel, walk_words
from components.network.walk.walking import walk_bar, walk_now
from components.state import link
from components.state.page import Page
from components.state.scene import Said
from components.state.session import projector, said_of_visit, translate
from components.state.take_home import offer
from components.state.url import complete_link
from components.widgets.beginning import begin
from components.widgets.heading import heading
from components.widgets.lesson_panel import lesson_panel, lesson_said
from components.widgets.linked import linked
from components.widgets.notes import crossing_note
from compute.network.edits import applied_to, format_edits
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import EVERYTHING, NOTHING


@dataclass(frozen=True, eq=False)
class ForwardView(SeenPass):
    """What a run of the page shows.

    Attributes
    ----------
    picture: key of the picture, in which can be picked.
    """

    move: Move
    picture: str


Panel = Callable[[ForwardView, Translate], None]


def _no_panel(_shown: ForwardView, _: Translate) -> None:
    """Show nothing."""


@dataclass(frozen=True)
class ForwardPage:
    """What a page of this kind has of its own.

    Attributes
    ----------
    settings: places the choices that stay while a slider moves.
    sliders: places the sliders; gives the network that they and the settings describe.
    look: the picture, and the numbers beside it.
    details: what can be opened below the picture, see `details_switch`.
    values: places the panels beside the picture, below the output.
    below: places what stands under the picture.
    """

    page: Page
    settings: Callable[[Translate], Settings]
    sliders: Callable[[Settings, Move, Translate], NetworkSpec]
    look: ForwardPicture
    details: Sequence[str] = ALL
    values: Panel = _no_panel
    below: Panel = _no_panel


def forward_page(page: ForwardPage, keep: Callable[[], None]) -> None:
    """Show the whole page.

    Parameters
    ----------
    keep: lets the browser's tab keep the guesses of this visit; called once they have been asked for.
    """
    _ = translate()
    begin(page.page)
    # Keyed containers that assets/site.css lays out as a grid: each of st.columns would be a message more per move.
    with st.container(key="explorer"):
        moving = st.container(key="moving")
        settings = page.settings(_)
        details_switch(_, page.details)
        with moving:
            _explorer(page, settings, keep)


@st.fragment
def _explorer(page: ForwardPage, settings: Settings, keep: Callable[[], None]) -> None:
    """Show sliders, picture and values: a slider that moves runs this, and neither the frame nor the settings."""
    _ = translate()
    name = page.page.slug
    keys = page.page.sliders
    move = moved(keys)
    spec = page.sliders(settings, move, _)
    changed = changed_values()
    edits = applied_to(spec, changed)
    whole = forward_network(edit(draw(spec), edits), settings.device)
    offer(partial(page.page.lesson, whole, edits))
    selected = selected_in(spec)
    walk = walk_now(spec, selected, move)
    passed = known_pass(whole, walk.progress if walk else EVERYTHING)
    prediction = predicting(name, settings.predict, passed, edits, selected, move)
    is_hidden = prediction is not None and prediction.answer is None
    if is_hidden:
        passed = known_pass(whole, NOTHING)
    shown = ForwardView(passed, selected, edits, move, page.look.chart)
    heading(page.page, page.look.lead(spec, _), _)
    with st.container(key="diagram"):
        place(
            page.look.picture(shown, _, wall=projector()),
            key=shown.picture,
            on_pick=partial(select_picked, shown.picture),
        )
    if walk and not is_hidden:
        walk_bar(walk, walk_words(spec, walk, _), _)
        walk_panel(passed, walk, _)
    with st.container(key="values"):
        if page.look.beats:
            lesson_panel(page.page, shown, _)
        predict_panel(prediction, passed, _)
        output_panel(passed, _)
        page.values(shown, _)
        crossing_note(spec, f"{name}-crossing", _)
    page.below(shown, _)
    details_panel(passed, selected, edits, move, _)
    if prediction:
        keep()
    said = {
        **_resting_sizes(spec),
        **said_of(spec),
        DEVICE.name: settings.device,
        SELECT.name: linked(SELECT),  # also what this network does not have
        EDITS.name: format_edits(changed),
        DETAILS.name: link.value(DETAILS.name),
        PREDICT.name: "true" if settings.predict else "",
        STEP.name: str(walk.count) if walk else "",
        **(lesson_said(page.page) if page.look.beats else {}),
    }
    listen(keys, short_way(page, said, _) if page.page.scene else None, partial(take_scrubbed, spec))
    complete_link()


def _resting_sizes(spec: NetworkSpec) -> Said:
    """Return the sizes kept for hidden layers that the network lacks: their sliders begin there once it has them."""
    resting = () if spec.is_unit else HIDDEN[len(spec.hidden) :]
    found = {field: st.session_state.get(field.name, st.query_params.get(field.name, "")) for field in resting}
    return {field.name: field.canonical(str(value)) or "" for field, value in found.items()}


def short_way(page: ForwardPage, said: Said, _: Translate) -> ShortWay:
    """Return what the browser needs to ask for this scene, and for those that a slider leads to.

    Parameters
    ----------
    said: the link of the scene, whole.
    """
    # The session knows more than the link: where a walk was when its network changes, and whether there was a guess.
    aside = {OTHER_SEED.name}
    if said[STEP.name]:
        aside.add(LAYERS.name)
        if said[SELECT.name]:  # whether it is there decides which way the walk goes
            aside |= {field.name for field in (INPUTS, OUTPUTS, *HIDDEN)}
    if said[PREDICT.name]:
        aside.add(STEP.name)
    keys = tuple(key for key in page.page.sliders if key not in aside)
    return ShortWay(address(page.page.slug), {**said, **said_of_visit()}, keys, scrubbing=scrubbing(_))
