"""Sliders that send their value while they are being dragged; see `components/browser/live.js` for the browser's side.

Whatever it sends is a wish of the browser: `watch` accepts a known key and a finite number, and the control that
asks for it keeps it within its own range.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson
import streamlit as st

from components.base.foreign import finite, whole
from components.browser.script import script
from components.browser.short_way import ShortWay

_SCRIPTS = tuple(Path(__file__).with_name(name) for name in ("short_way.js", "scrub.js", "live.js"))
_component = st.components.v2.component(
    "tensorama_live",
    html="<span></span>",
    css=Path(__file__).with_name("scrub.css").read_text("utf-8"),
    js="".join(script(path) for path in _SCRIPTS),
    isolate_styles=False,
)

_HEARD = "scrubs-heard"

MAX_SCRUBBED, MAX_NAME = 200, 64
"""The most values in one message of the browser, and the longest name of one."""


@dataclass(frozen=True)
class Move:
    """The position of a slider while it is being dragged."""

    key: str
    value: float
    released: str = ""
    """The slider that has just been let go: what it says at last may still be on its way."""

    def of(self, key: str) -> float | None:
        """Return the position if it is this slider that moves, else None."""
        return self.value if key == self.key else None


NO_MOVE = Move("", 0.0)


def watch(keys: Iterable[str]) -> Move:
    """Watch the sliders with these keys; returns the one that is being dragged in this run, or `NO_MOVE`.

    To be called in the fragment that holds the sliders, so that a move runs just that.
    """
    watched = list(keys)
    move = moved(watched)
    listen(watched)
    return move


def moved(keys: Iterable[str]) -> Move:
    """Find which of the sliders with these keys is being dragged in this run; `listen` must be called later in it."""
    return _move(_told(), list(keys))


def listen(
    keys: Iterable[str],
    short_way: ShortWay | None = None,
    on_scrub: Callable[[], None] | None = None,
) -> None:
    """Let the browser tell of the sliders with these keys.

    Parameters
    ----------
    on_scrub: called when a value was changed where it stands; `newly_scrubbed()` says which. `short_way` has to say
        the limits.
    short_way: how the browser can have the scene of a move without this page. Then this is to be called when all of
        the page has been placed: what it tells the browser is that the page shows this scene.
    """
    told = _told()
    number = whole(told.get("number")) if isinstance(told, Mapping) else 0
    # Bytes, or a list: in a dict Streamlit looks for dataframes, and imports pandas to do so.
    way = None if short_way is None else orjson.dumps(short_way.data()).decode()
    _component(
        key="live",
        data=[list(keys), number or 0, way],
        on_moved_change=_nothing,
        on_scrubbed_change=on_scrub or _nothing,
    )


def scrubs_heard() -> int:
    """Return the number of the last change of a value of this session that was heard."""
    return int(st.session_state.get(_HEARD, 0))


def newly_scrubbed() -> Mapping[str, float]:
    """Return, in the callback of `listen`, the values that were changed, by the short names of their elements.

    Empty where a later change was heard before, or the browser says what none of our scripts says.
    """
    state = st.session_state.get("live")
    said = state.get("scrubbed") if isinstance(state, Mapping) else None
    number, values = (whole(said.get("number")), said.get("values")) if isinstance(said, Mapping) else (None, None)
    if number is None or number <= scrubs_heard() or not isinstance(values, Mapping) or len(values) > MAX_SCRUBBED:
        return {}
    st.session_state[_HEARD] = number
    read = {str(name): finite(value) for name, value in values.items() if len(str(name)) <= MAX_NAME}
    return {name: value for name, value in read.items() if value is not None}


def _told() -> object:
    """Return what the browser says: known before the component is placed, so that the answer goes out with this run."""
    state = st.session_state.get("live")
    return state.get("moved") if isinstance(state, Mapping) else None


def _move(moved: object, keys: list[str]) -> Move:
    if not isinstance(moved, Mapping):
        return NO_MOVE
    key, value, released = moved.get("key"), finite(moved.get("value")), moved.get("released")
    if released in keys:
        return Move("", 0.0, str(released))
    if key not in keys or value is None:
        return NO_MOVE
    return Move(str(key), value)


def _nothing() -> None:
    """Do nothing: a component reports a trigger only if a callback is registered for it."""
