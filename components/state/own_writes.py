"""Values that the page writes into its widgets, and how they are told from what a person sets there.

Each message of the browser carries the values of all widgets. One that is sent before the browser has heard what the
page wrote still has the value from before: over a slow line a click in the picture selects a unit, and the press on a
button right after it says with the old entry of the list that another unit is to be selected. Streamlit takes that for
a change by the person, and so for the last word.

Here is what tells the two apart. A person changes one widget at a time, and that change is what the message is sent
for. A value that the page has just overwritten, in a message that was sent for the sake of another widget, is an echo.
"""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.common import user_key_from_element_id

from components.state.link import from_history
from components.state.url import ECHOES_END

LATELY = 256
"""How many overwritten values are remembered of a widget; while a network changes there are some dozens a second."""


@dataclass
class _Writes:
    """What the page wrote into a widget: the last value; and the values before it, with the time of the write."""

    last: object = None
    overwritten: deque[tuple[object, float]] = field(default_factory=lambda: deque(maxlen=LATELY))


def write(key: str, value: object, *, again: bool = False) -> None:
    """Let the widget with this key show `value`; before the widget in the script, or in a callback.

    Parameters
    ----------
    again: whether the browser is told even if it has said the same last; what it was told before may not have come.
    """
    is_new = key not in st.session_state or st.session_state[key] != value
    if is_new:
        writes, now = _writes(key), monotonic()
        if key in st.session_state:
            # Both: a message that was older still can have put another value in the place of the last one written.
            writes.overwritten.extend((before, now) for before in (st.session_state[key], writes.last))
        writes.last = value
    if is_new or again:
        st.session_state[key] = value


def keep_showing(key: str, value: object) -> None:
    """Let the slider with this key show `value`, and tell the browser again while that may not have come.

    A browser that says so itself is not told again: that would take back what is pressed there meanwhile. Only where
    the page wrote another value in between it can have said so before it heard of that. Not for a choice between
    words: the browser says these, also where another language has others by now.
    """
    write(key, value, again=not _is_said(key) or _repeats(key, value))


def set_by_person(key: str) -> bool:
    """Tell in the callback of a widget whether a person has set it, and not the browser repeated an older value."""
    if not _counts(key):
        return False
    if _repeats(key, st.session_state.get(key)) and _another_was_set(key):
        return False
    _writes(key).overwritten.clear()  # who sets a widget has seen what stood there
    return True


def if_set_by_person(key: str, then: Callable[..., None]) -> Callable[..., None]:
    """Return a callback for the widget with this key that calls `then` only for what a person has set."""

    def heard(*arguments: object) -> None:
        if set_by_person(key):
            then(*arguments)

    return heard


def keep_written(key: str) -> None:
    """Write the page's last value again where the browser repeats an older one.

    This is the callback of a widget that is bound to the link.
    """
    if _counts(key) and not set_by_person(key):
        st.session_state[key] = _writes(key).last


def _is_said(key: str) -> bool:
    """Tell whether the message that is answered has a value of this widget; before the widget in the script."""
    context = get_script_run_ctx()
    if context is None:
        return False
    state = context.session_state._state
    return state._get_widget_id(key) in state._new_widget_state


def _repeats(key: str, value: object) -> bool:
    """Tell whether the widget had this value before the page wrote another one there, not long ago."""
    since = monotonic() - ECHOES_END
    return any(value == before and at > since for before, at in _writes(key).overwritten)


def _counts(key: str) -> bool:
    """Tell whether what a message says of a widget counts at all.

    "Back" and "forward" in the browser set the link and nothing else, whatever the widgets still say. A message that
    crosses them has the values of widgets that the last run did not place: Streamlit has forgotten those, and calls the
    callbacks all the same.
    """
    context = get_script_run_ctx()
    if context is None:
        return True
    state = context.session_state._state
    return not from_history() and state._get_widget_id(key) in state._old_state


def _another_was_set(key: str) -> bool:
    """Tell whether this message was sent for another widget than the one with this key.

    What a component says about the drag of this very slider is none. Streamlit tells a script the values of widgets,
    but not which of them the message changed; its own record of that decides which callbacks it calls.
    """
    context = get_script_run_ctx()
    if context is None:
        return False
    state = context.session_state._state
    heard = state._new_widget_state
    changed = (name for name in heard if name in heard.widget_metadata and state._widget_changed(name))
    return any(_is_another(user_key_from_element_id(name), heard[name], key) for name in changed)


def _is_another(other: str | None, value: object, key: str) -> bool:
    return other != key and not _is_about(value, key) and not (other is not None and _repeats(other, value))


def _is_about(told: object, key: str) -> bool:
    """Tell whether a component reports a drag of this slider, see `components.browser.live`."""
    if isinstance(told, list | tuple):
        return any(_is_about(part, key) for part in told)
    if isinstance(told, Mapping):
        return key in (told.get("key"), told.get("released")) or any(_is_about(part, key) for part in told.values())
    return False


def _writes(key: str) -> _Writes:
    return st.session_state.setdefault(f"written-{key}", _Writes())  # type: ignore[no-any-return]
