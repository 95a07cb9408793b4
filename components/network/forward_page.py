"""A page that shows a forward pass: controls -> compute -> draw, in the order that all such pages share.

Network and neuron page are two of the kind; a further one says in a `ForwardPage` what it has of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import streamlit as st

from components.base.drawing import Drawing
from components.base.text import Translate
from components.browser.chart import chart
from components.browser.live import Move, watch
from components.network.controls import Settings
from components.network.panels.changes import changed_values
from components.network.panels.details import ALL, details_panel, details_switch
from components.network.panels.result import output_panel
from components.network.panels.selection import select_picked, selected_in, selected_name
from components.network.predict.panel import predict_panel
from components.network.predict.predicting import predicting
from components.network.walk.panel import walk_panel, walk_words
from components.network.walk.walking import walk_bar, walk_now
from components.state.page import Page
from components.state.session import projector, translate
from components.state.take_home import offer
from components.widgets.beginning import begin
from components.widgets.notes import crossing_note
from compute.network.edits import applied_to
from compute.network.elements import Element
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from compute.network.walk import EVERYTHING, NOTHING


class Diagram(Protocol):
    """The picture of a page, such as `network_diagram`."""

    def __call__(
        self,
        passed: KnownPass,
        *,
        selected: Element | None,
        changed: Mapping[Element, float],
        with_legend: bool,
        wall: bool,
        _: Translate,
    ) -> Drawing:
        """Draw the pass, see `network_diagram` for the parameters."""


@dataclass(frozen=True)
class ForwardView:
    """What a run of the page shows.

    Attributes
    ----------
    passed: the forward pass, as far as it may be seen.
    edits: the values in it that the person changed.
    picture: key of the picture, in which can be picked.
    """

    passed: KnownPass
    selected: Element | None
    edits: Mapping[Element, float]
    move: Move
    picture: str


Panel = Callable[[ForwardView, Translate], None]


def _no_panel(_shown: ForwardView, _: Translate) -> None:
    """Show nothing."""


def _no_value(_spec: NetworkSpec, _move: Move) -> Mapping[str, float]:
    return {}


@dataclass(frozen=True)
class ForwardPage:
    """What a page of this kind has of its own.

    Attributes
    ----------
    settings: places the choices that stay while a slider moves.
    sliders: places the sliders; gives the network that they and the settings describe.
    diagram, describe: the picture, and what it shows in words.
    details: what can be opened below the picture, see `details_switch`.
    values: places the panels beside the picture, below the output.
    below: places what stands under the picture.
    watched: keys of sliders that speak while they are dragged, besides those of the page.
    moved_value: the value that one of these is being dragged to, by the short name of its element.
    """

    page: Page
    settings: Callable[[Translate], Settings]
    sliders: Callable[[Settings, Move, Translate], NetworkSpec]
    diagram: Diagram
    describe: Callable[[KnownPass, Translate], str]
    details: Sequence[str] = ALL
    values: Panel = _no_panel
    below: Panel = _no_panel
    watched: tuple[str, ...] = ()
    moved_value: Callable[[NetworkSpec, Move], Mapping[str, float]] = _no_value


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
    """Sliders, picture and values: a slider that moves runs this, and neither the frame nor the settings."""
    _ = translate()
    name = page.page.slug
    move = watch((*page.page.sliders, *page.watched))
    spec = page.sliders(settings, move, _)
    edits = applied_to(spec, changed_values() | dict(page.moved_value(spec, move)))
    whole = forward_network(edit(draw(spec), edits), settings.device)
    offer(partial(page.page.lesson, whole, edits))
    selected = selected_in(spec)
    walk = walk_now(spec, selected, move)
    passed = known_pass(whole, walk.progress if walk else EVERYTHING)
    prediction = predicting(name, settings.predict, passed, edits, selected, move)
    is_hidden = prediction is not None and prediction.answer is None
    if is_hidden:
        passed = known_pass(whole, NOTHING)
    shown = ForwardView(passed, selected, edits, move, f"{name}-chart")
    _picture(page, shown, _)
    if walk and not is_hidden:
        walk_bar(walk, walk_words(spec, walk, _), _)
        walk_panel(passed, walk, _)
    with st.container(key="values"):
        predict_panel(prediction, passed, _)
        output_panel(passed, _)
        page.values(shown, _)
        crossing_note(spec, f"{name}-crossing", _)
    page.below(shown, _)
    details_panel(passed, selected, edits, move, _)
    if prediction:
        keep()


def _picture(page: ForwardPage, shown: ForwardView, _: Translate) -> None:
    with st.container(key="diagram"):
        chart(
            page.diagram(
                shown.passed,
                selected=shown.selected,
                changed=shown.edits,
                with_legend=False,
                wall=projector(),
                _=_,
            ),
            key=shown.picture,
            alt=page.describe(shown.passed, _),
            selected=selected_name(shown.selected, shown.passed.network.spec),
            on_pick=lambda: select_picked(shown.picture),
        )
