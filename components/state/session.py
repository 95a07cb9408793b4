"""Settings of a whole visit: the language, chosen or the browser's, and projector mode."""

from collections.abc import Mapping

import streamlit as st

from components.base.text import Translate, language_for, languages, translator
from components.state import link
from components.state.fields import PROJECTOR
from components.state.url import note_request

KEY = "lang"


def begin_run() -> None:
    """Note what the browser asks for, and after its "back" let language and projector be what the link says then."""
    note_request()
    if link.from_history():
        st.session_state[KEY] = _first_language()
        st.session_state[PROJECTOR.name] = _projector_linked() == "true"


def language() -> str:
    """Return the code of the session's language."""
    chosen = st.session_state.get(KEY)
    return str(chosen) if chosen in languages() else _first_language()


def translate() -> Translate:
    """Return the session's translator; a page calls this once and names the translator `_`."""
    return translator(language())


def choose_language(label: str) -> None:
    """Place the choice of language in the frame. The link says it unless it is what the browser asks for anyway."""
    if KEY not in st.session_state:
        st.session_state[KEY] = _first_language()
    st.segmented_control(
        label,
        list(languages()),
        default=language(),
        format_func=lambda code: languages()[code],
        required=True,
        key=KEY,
        label_visibility="collapsed",  # a language's own name needs no word before it
    )
    wanted = language()
    if st.query_params.get(KEY) != wanted and wanted != language_for(st.context.locale):
        st.query_params[KEY] = wanted
    elif KEY in st.query_params and wanted == language_for(st.context.locale):
        del st.query_params[KEY]


def projector() -> bool:
    """Tell whether the page is for a wall: large type, strong contrast, nothing that needs a pointer resting on it."""
    chosen = st.session_state.get(PROJECTOR.name)
    return _projector_linked() == "true" if chosen is None else bool(chosen)


def said_of_visit() -> Mapping[str, str]:
    """Return what a link says of language and projector when it says all."""
    return {KEY: language(), PROJECTOR.name: "true" if projector() else ""}


def switch_projector(label: str) -> None:
    """Place the switch of projector mode in the frame; while it is on, the link says so."""
    key = PROJECTOR.name
    if key not in st.session_state:
        st.session_state[key] = projector()
    if st.toggle(label, projector(), key=key):
        if st.query_params.get(key) != "true":
            st.query_params[key] = "true"
    elif _projector_linked() is not None:  # what cannot be read stays for `link_check.check`, which says so
        del st.query_params[key]


def _projector_linked() -> str | None:
    return PROJECTOR.canonical(st.query_params.get(PROJECTOR.name, ""))


def _first_language() -> str:
    linked = st.query_params.get(KEY, "")
    return linked if linked in languages() else language_for(st.context.locale)
