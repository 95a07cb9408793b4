"""Widgets that show a value of the network, and may be told another one by the page in every run.

While the network changes quickly, the browser's next message still carries the value that the page itself wrote a
moment ago. Streamlit takes that for a change by the person. A value is the person's own only if the page has not
written it to that widget lately: what is drawn has all the digits of a float, what a person sets has few.
"""

import time
from collections import deque
from dataclasses import dataclass, field

import streamlit as st

LATELY = 256
"""So many values that the page wrote are remembered for a widget; it writes at most some dozens a second."""

UNDER_WAY = 2.0
"""Seconds in which a text that the page has replaced may still come back from the browser."""


def show(key: str, value: float) -> None:
    """Let the widget with this key show `value`; to be called before the widget."""
    if st.session_state.get(key) != value:
        _written(key).append(value)
        st.session_state[key] = value


def taken(key: str) -> float | None:
    """In a widget's callback: the value that the person set, or None where it is only an echo."""
    value = st.session_state.get(key)
    return None if value is None or value in _written(key) else float(value)


def _written(key: str) -> deque[float]:
    return st.session_state.setdefault(f"written-{key}", deque(maxlen=LATELY))  # type: ignore[no-any-return]


@dataclass
class _Shown:
    """What a field of text was last told to show, and what stood there before, with the time at which it went."""

    last: str | None = None
    replaced: dict[str, float] = field(default_factory=dict)


def show_text(key: str, text: str) -> None:
    """Let the text field with this key show `text`; to be called before the field."""
    now, shown = st.session_state.get(key), _shown(key)
    if now == shown.last:
        shown.replaced.clear()  # the browser has it: nothing older can still be on its way
    if now != text:
        moment = time.monotonic()
        shown.replaced = {old: at for old, at in shown.replaced.items() if moment - at < UNDER_WAY}
        shown.replaced |= {old: moment for old in (now, shown.last) if isinstance(old, str)}
        st.session_state[key] = text
    shown.last = text


def taken_text(key: str) -> str | None:
    """In the field's callback: the text that the person typed, or None where it is only an echo.

    A person types the very text again that stood there before, unlike a number with all the digits of a float. So an
    echo is only what the page has just replaced.
    """
    text = st.session_state.get(key)
    if not isinstance(text, str):
        return None
    at = _shown(key).replaced.get(text)
    return None if at is not None and time.monotonic() - at < UNDER_WAY else text


def _shown(key: str) -> _Shown:
    return st.session_state.setdefault(f"shown-{key}", _Shown())  # type: ignore[no-any-return]
