"""Keep what a visitor has entered and no link holds: the browser's tab stores it for the next session.

Answers, guesses and what was solved live in the session, which ends with its server. The tab keeps a copy
(`keeping.js`) and hands it to a session that is new, once. Whoever sits at the browser can have written that copy:
all of it is checked, and it decides nothing but what this visitor is shown.
"""

import base64
import json
import secrets
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from components.browser.script import script
from components.exercises import answers as exercise_answers
from components.frame.guard import MAX_VALUE
from components.frame.pages import FIELDS
from components.network.fields import PREDICT
from components.network.predict import predicting
from components.training.own import kept as own_data

KEY = "keep"

MAX_TEXT = MAX_VALUE - 100
"""Characters of what the tab hands over; the guard lets through a little more."""

GUESSED = tuple(page for page, fields in FIELDS.items() if PREDICT in fields)
"""The pages whose guesses are kept: those with "predict first" in their link."""

_SESSION, _TAKEN = "keep-session", "keep-taken"
_SCRIPT = Path(__file__).with_name("keeping.js")
_component = st.components.v2.component("tensorama_keep", html="<span></span>", js=script(_SCRIPT))

Kept = Mapping[str, object]


def keep(field: str = "", about: str = "") -> None:
    """Let the tab keep what this visit has given so far, and ask it for what an earlier session has left there.

    To be called in the fragment in which it is given, after that.

    Parameters
    ----------
    field: key of the field whose text the tab keeps while it is being typed; empty where there is none.
    about: what that text is an answer to; about something else it is worth nothing.
    """
    session = st.session_state.setdefault(_SESSION, secrets.token_hex(8))
    taken = bool(st.session_state.get(_TAKEN))
    _component(key=KEY, data=[session, taken, _written(), field, about, MAX_TEXT], on_kept_change=_take)


def _written() -> str:
    """Write what there is to keep as a text; an empty one where there is nothing."""
    kept = {
        "exercises": exercise_answers.to_keep(),
        "guesses": predicting.to_keep(GUESSED),
        "own": own_data.to_keep(),
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")) if any(kept.values()) else ""


def _take() -> None:
    state = st.session_state.get(KEY)
    take_back(read(state.get("kept") if isinstance(state, Mapping) else None))


def take_back(handed: Kept) -> None:
    """Give this session what an earlier one has left; what this one has already comes first."""
    st.session_state[_TAKEN] = True
    kept = _mapping(read_json(handed.get("text")))
    exercise_answers.take_back(_mapping(kept.get("exercises")), _mapping(handed.get("draft")))
    predicting.take_back(_mapping(kept.get("guesses")), GUESSED)
    own_data.take_back(_mapping(kept.get("own")), _mapping(handed.get("draft")))


def read(sent: object) -> Kept:
    """Read what the tab hands over; empty where it is not what `components/frame/keeping.js` writes."""
    if not isinstance(sent, str) or len(sent) > MAX_TEXT:
        return {}
    try:
        return _mapping(read_json(base64.b64decode(sent, validate=True).decode("utf-8")))
    except ValueError:
        return {}


def read_json(text: object) -> object:
    """Return the value that a JSON text stands for; None where there is none."""
    try:
        return json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None


def _mapping(value: object) -> Kept:
    return value if isinstance(value, dict) else {}
