"""Tell what a person did to a widget from the echo of a value that the page itself has written.

While the page changes quickly, the browser's next message still carries a value that such a widget had before the
page's last write. Streamlit takes that for a change by the person. It is an echo where the page has lately written or
replaced this very value, and the message was sent for the sake of something else: a person's own move of the widget is
a message of its own.
"""

from collections import deque
from collections.abc import Mapping

import streamlit as st

from components.state import link

LATELY = 256
"""The most written or replaced values that are remembered for a widget; a page writes at most some dozens a second."""


def show(key: str, value: float, *, again: bool = False) -> None:
    """Let the widget with this key show `value`; to be called before the widget.

    Parameters
    ----------
    again: whether the browser is told even if it has said the same last; what it was told before may not have come.
    """
    before = st.session_state.get(key)
    if before != value:
        # Both: a message that was older still can have put another value in the place of the last one written.
        _lately(key).extend(each for each in (before, value) if each is not None)
    if again or before != value:
        st.session_state[key] = value


def taken(key: str) -> float | None:
    """In a widget's callback: the value that the person set, or None where it is only an echo."""
    value = st.session_state.get(key)
    if value is None or (value in _lately(key) and (link.from_history() or _something_else_spoke(key))):
        return None
    return float(value)


def remember_widgets() -> None:
    """At the end of a run: what all widgets say, so that the next message shows which of them spoke."""
    st.session_state[_widgets_place()] = _widgets()


def _lately(key: str) -> deque[float]:
    place = link.page_key(f"written-{key}")
    return st.session_state.setdefault(place, deque(maxlen=LATELY))  # type: ignore[no-any-return]


def _something_else_spoke(key: str) -> bool:
    """Whether this message was sent by something else than the widget with this key."""
    before: Mapping[str, object] = st.session_state.get(_widgets_place(), {})
    now = _widgets()
    others = now.keys() & before.keys() - {key}
    return any(now[other] != before[other] for other in others) or any(
        _triggered(component, key) for component in st.session_state
    )


def _triggered(component: object, key: str) -> bool:
    """Whether it is a component that tells of something: a picture, presses, or a slider other than `key` in motion."""
    state = st.session_state[component] if isinstance(component, str) and not component.startswith("link-") else None
    if not isinstance(state, Mapping):
        return False
    told = [value for value in state.values() if value is not None]
    of_the_widget = ({"key": key}.items(), {"released": key}.items())
    return any(
        not (isinstance(value, Mapping) and any(part <= value.items() for part in of_the_widget)) for value in told
    )


def _widgets() -> dict[str, object]:
    """What all widgets of the page say."""
    return {
        key: value
        for key, value in st.session_state.to_dict().items()  # `items` would look each of them up anew
        if isinstance(key, str) and isinstance(value, bool | int | float | str | None) and not key.startswith("link-")
    }


def _widgets_place() -> str:
    return link.page_key("widgets")
