"""A field for a number: it takes a comma or a point, shows a point, and says what it allows when it is something else.

Streamlit's own number field is the browser's: that takes and shows the sign of the browser's language, and drops
without a word what it does not understand. Its field of text sends back what the page itself has shown, with whatever
message comes next; where the page has gone on meanwhile that looks like an edit by hand. So the browser's side is our
own, see `number_field.js`: it speaks only when a person has typed, and says which value the text is for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

import streamlit as st

from components.base.foreign import whole
from components.base.text import Translate
from components.browser.script import script
from compute.files.written_numbers import MAX_LENGTH, read_within

MAX_SHOWN = 40
"""The most characters of a refused text that are shown."""

MAX_NAME = 64
"""The longest name of a value."""

_SCRIPT = Path(__file__).with_name("number_field.js")
_component = st.components.v2.component(
    "tensorama_number",
    html='<label class="number-field"><span></span><input type="text" inputmode="decimal" autocomplete="off"></label>',
    js=script(_SCRIPT),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Typed:
    """What a person typed: the text, the name of the value it is for, and a number that no other one has."""

    text: str
    of: str
    number: int


@dataclass(frozen=True)
class _Refused:
    """A text that was no number within the limits, and the value that it was to replace."""

    text: str
    of: str
    value: float


def number_field(
    label: str, key: str, limits: tuple[float, float], of: str, value: float, take: Callable[[str, float], None]
) -> None:
    """Place a field that shows a value of the page with four decimals, and hands on the number that a person types.

    What is no number within `limits` stays in the field as it was typed until the value changes, and nothing is handed
    on; `refused_panel`, where there is room for it, says why.

    Parameters
    ----------
    of: name of the value that is shown.
    take: called before the page runs, with the name of the value that the person saw, and the number. That can be
        another one than what the page has shown last.
    """
    refused = _refused(key)
    if refused is not None and (refused.of, refused.value) != (of, value):
        refused = st.session_state[_place(key)] = None
    shown = f"{value:.4f}" if refused is None else refused.text

    def typed() -> None:
        said = what_was_typed(st.session_state.get(key))
        if said is None:
            return
        st.session_state[_answered(key)] = said.number
        number = read_within(said.text, *limits)
        if number is not None:
            take(said.of, number)
        if said.of == of:
            st.session_state[_place(key)] = None if number is not None else _Refused(said.text, of, value)

    # With the number of the last answer even a value that stays as it was is a message, and replaces what was typed.
    answered = st.session_state.get(_answered(key), 0)
    _component(key=key, data=[label, of, shown, refused is not None, MAX_LENGTH, answered], on_typed_change=typed)


def what_was_typed(state: object) -> Typed | None:
    """Read from the browser's report what was typed; None for all that no person can have typed there."""
    said = state.get("typed") if isinstance(state, Mapping) else None
    if not isinstance(said, Mapping):
        return None
    text, of, number = said.get("text"), said.get("of"), whole(said.get("number"))
    if not isinstance(text, str) or not isinstance(of, str) or number is None:
        return None
    return Typed(text, of, number) if len(text) <= MAX_LENGTH and len(of) <= MAX_NAME else None


def refused_panel(label: str, key: str, limits: tuple[float, float], _: Translate) -> None:
    """Say what is wrong with a text in the field with this key that is no number within `limits`."""
    refused = _refused(key)
    if refused is not None:
        st.html(refusal(label, refused.text, limits, _))


def refusal(label: str, text: str, limits: tuple[float, float], _: Translate) -> str:
    """Write as HTML why a text is refused: the field, what was typed, what is allowed."""
    return f'<p class="refused" role="alert">{escape(refusal_words(label, text.strip()[:MAX_SHOWN], limits, _))}</p>'


def refusal_words(label: str, text: str, limits: tuple[float, float], _: Translate) -> str:
    """Say in a sentence why a text is refused: the field, what was typed, what is allowed."""
    low, high = (f"{limit:.0f}" for limit in limits)
    return _(
        "{field}: “{text}” is no number from {low} to {high}. Write it like 0.5 or 0,5.",
        field=label,
        text=text,
        low=low,
        high=high,
    )


def _refused(key: str) -> _Refused | None:
    refused: _Refused | None = st.session_state.get(_place(key))
    return refused


def _place(key: str) -> str:
    return f"refused-{key}"


def _answered(key: str) -> str:
    return f"answered-{key}"
