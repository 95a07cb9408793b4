"""Walk step by step: keep how far the walk has come, and move it by slider, buttons, keys and a clock.

The step stands in the link; the walk is on while it is there. Whether the walk plays is kept in the session.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

import streamlit as st

from components.base.foreign import whole
from components.base.text import Translate
from components.browser.live import Move
from components.browser.script import script
from components.network import fields
from components.state import link
from components.state.following import sync
from components.state.own_writes import if_set_by_person, keep_showing
from components.widgets.choices import pressed
from compute.network.elements import Element, Unit, unit_of
from compute.network.spec import NetworkSpec
from compute.network.walk import Progress, Step, progress_after, steps

STEP, SWITCH, SPEED = "step", "step-by-step", "speed"
"""Keys of the slider, of the switch, and of the choice; the first and the last are also names in the link."""

BACK, NEXT, PLAY, PRESSES = "step-back", "step-next", "step-play", "step-presses"

PAUSES: Mapping[str, int] = {"slow": 3000, "normal": 1500, "fast": 600}
"""Milliseconds between two steps while it plays, by the name in the link."""

NORMAL = "normal"

_SCRIPT = Path(__file__).with_name("walking.js")
_component = st.components.v2.component("tensorama_walk", html='<span role="status"></span>', js=script(_SCRIPT))


@dataclass(frozen=True)
class Walk:
    """A walk and how far it has come.

    Attributes
    ----------
    unit: the only unit that is walked, None for the whole network.
    path: the steps.
    count: how many of them are done.
    plays: whether it goes on by itself.
    held: whether the slider is being dragged; the page then does not move it.
    """

    unit: Unit | None
    path: tuple[Step, ...]
    count: int
    plays: bool
    held: bool

    @property
    def progress(self) -> Progress:
        """What has been computed so far."""
        return progress_after(self.path, self.count)

    @property
    def step(self) -> Step | None:
        """The last step, which is lit; None where there is none."""
        return self.progress.step

    @property
    def layer(self) -> int:
        """The layer at work."""
        return self.progress.layer


class Walked(Protocol):
    """What the bar of a walk has to know of it, whichever way it goes; see `Walk`."""

    @property
    def path(self) -> Sequence[object]:
        """The steps."""

    @property
    def count(self) -> int:
        """How many of them are done."""

    @property
    def plays(self) -> bool:
        """Whether it goes on by itself."""

    @property
    def held(self) -> bool:
        """Whether its slider is being dragged."""


Reached: TypeAlias = tuple[int, int]
"""How far a walk has come, whatever its path: the layer at work, in the walk's own order, and how many of its steps."""


@dataclass(frozen=True)
class _Place:
    """Where the walk was last: the `text` in the link, and what that stood for."""

    text: str
    at: Reached


def walk_switch(_: Translate) -> None:
    """Place the switch of the walk, outside of what moves."""
    on = sync(SWITCH, fields.STEP.canonical(link.value(STEP)) is not None)
    st.toggle(_("step by step"), on, key=SWITCH, on_change=if_set_by_person(SWITCH, _switch))


def speed_choice(_: Translate) -> None:
    """Place the choice of how fast a walk plays."""
    names = {"slow": _("slow"), "normal": _("normal"), "fast": _("fast")}
    pressed(_("speed of playing"), SPEED, names, NORMAL)


def walk_now(spec: NetworkSpec, selected: Element | None, move: Move) -> Walk | None:
    """Return the walk that the link asks for; None where it is switched off.

    It goes through the selected unit, or through whole layers. Where that or the network has changed, the walk stays at
    the same layer and step, so that removing a layer or the biases uncovers nothing.
    """
    text = fields.STEP.canonical(link.value(STEP))
    if text is None:
        return None
    unit = walked_unit(selected)
    path = steps(spec, unit)
    count = stand(len(path), text, lambda steps_done: _reached(path, steps_done))
    count, plays, held = come_to(count, len(path), move)
    return Walk(unit, path, count, plays, held)


def come_to(count: int, total: int, move: Move) -> tuple[int, bool, bool]:
    """Let the slider that is being dragged decide how far a walk of `total` steps has come, and remember its length.

    Returns
    -------
    How many steps are done, whether the walk plays, and whether its slider is held.
    """
    dragged = move.of(STEP)
    if dragged is not None:
        count = min(max(round(dragged), 0), total)
    if dragged is not None or count == total:
        _stop()
    st.session_state[_kept("total")] = total
    return count, _plays(), STEP in (move.key, move.released)


def walked_unit(selected: Element | None) -> Unit | None:
    """Return the unit that a walk goes through: the selected one if it computes something, None for whole layers."""
    unit = unit_of(selected) if selected is not None else None
    return unit if unit is not None and unit.layer > 0 else None


def stand(total: int, text: str, reached: Callable[[int], Reached]) -> int:
    """Return how many of `total` steps are done: as many as the link says, or on another path up to where the walk was.

    Parameters
    ----------
    text: the number of steps in the link.
    reached: how far the walk has come after so many steps.
    """
    place: _Place | None = st.session_state.get(_kept("place"))
    if place is None or place.text != text or link.from_history():
        count = min(int(text), total)
        at = reached(count)
    else:
        at = place.at
        count = sum(reached(each) <= at for each in range(1, total + 1))
    if str(count) != text:
        link.set_value(STEP, str(count))
    st.session_state[_kept("place")] = _Place(str(count), at)
    return count


def _reached(path: tuple[Step, ...], count: int) -> Reached:
    progress = progress_after(path, count)
    return progress.layer, progress.done


def walk_bar(walk: Walked, words: str, _: Translate) -> None:
    """Place back, next, play and the slider of the steps; `words` are read out to screen readers."""
    if not walk.held:
        keep_showing(STEP, walk.count)
    with st.container(key="walk-bar"):
        st.button(_("back"), key=BACK, shortcut="b", on_click=_by_hand, args=(-1,), disabled=walk.count == 0)
        st.button(
            _("next"), key=NEXT, shortcut="n", on_click=_by_hand, args=(1,), disabled=walk.count == len(walk.path)
        )
        icon = ":material/pause:" if walk.plays else ":material/play_arrow:"
        st.button(
            _("pause") if walk.plays else _("play"), icon=icon, key=PLAY, type="primary", shortcut="p", on_click=_play
        )
        st.slider(
            _("step"),
            0,
            len(walk.path),
            key=STEP,
            on_change=if_set_by_person(STEP, _slid),
            label_visibility="collapsed",
        )
        pause = PAUSES.get(link.value(SPEED, NORMAL), PAUSES[NORMAL]) if walk.plays else 0
        number = _told().get("number")
        _component(
            key=PRESSES,
            data=[walk.count, len(walk.path), pause, number if isinstance(number, int) else 0, words],
            on_stepped_change=_stepped,
        )


def _switch() -> None:
    _stop()
    link.set_value(STEP, "0" if st.session_state[SWITCH] else "")


def _by_hand(by: int) -> None:
    _stop()
    _go(_count() + by)


def _play() -> None:
    plays = not _plays()
    if plays and _count() >= _total():
        _go(0)
    st.session_state[_kept("plays")] = plays


def _slid() -> None:
    """Go where a person has moved the slider."""
    _stop()
    _go(int(st.session_state[STEP]))


def _stepped() -> None:
    """Go where the browser's presses or its clock lead, if the walk has such a step."""
    told = _told()
    to, total, clock = whole(told.get("to"), _total()), told.get("of"), told.get("clock")
    if to is None or total != _total():
        return
    if clock is True and not _plays():
        return
    if clock is not True:
        _stop()
    _go(to)


def _told() -> Mapping[str, object]:
    state = st.session_state.get(PRESSES)
    told = state.get("stepped") if isinstance(state, Mapping) else None
    return told if isinstance(told, Mapping) else {}


def _go(count: int) -> None:
    link.set_value(STEP, str(min(max(count, 0), _total())))


def _count() -> int:
    return int(fields.STEP.canonical(link.value(STEP)) or 0)


def _total() -> int:
    return int(st.session_state.get(_kept("total"), 0))


def _plays() -> bool:
    return bool(st.session_state.get(_kept("plays")))


def _stop() -> None:
    st.session_state[_kept("plays")] = False


def _kept(name: str) -> str:
    """Return the session's key for something of the walk; it is forgotten on the way to another page."""
    return link.page_key(f"walk-{name}")
