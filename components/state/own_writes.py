"""Widgets that show a value of the network, and may be told another one by the page in every run.

While the network changes quickly, the browser's next message still carries the value that the page itself wrote a
moment ago. Streamlit takes that for a change by the person. A value is the person's own only if the page has not
written it to that widget lately: what is drawn has all the digits of a float, what a person sets has few.
"""

from collections import deque

import streamlit as st

LATELY = 256
"""So many values that the page wrote are remembered for a widget; it writes at most some dozens a second."""


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
