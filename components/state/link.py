"""The link is the state: what stands in the URL, what it may be, and what a page says when it is something else.

Sliders and choices are native widgets that Streamlit itself binds to the URL (`bind="query-params"`). This module
does the two things that Streamlit does not: it checks a link before any widget reads it, and it keeps those values in
the URL that belong to no single widget (`select`, `edits`, `lang`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.query_params import sanitize_query_string

from components.base.foreign import MOST
from components.state.fields import FRAME, Field
from compute.network.edits import parse_edits
from compute.network.spec import LIMITS, hidden_field

MAX_VALUE = 8_000
"""Characters of a value; two hundred changed ones stay below, and a browser sends no longer link."""

_LAST_PAGE = "link-last-page"
_LEFT = "link-left"
_BARE = "link-arrived-bare"
_ASKED = "link-asked"
_EMBED = ("embed", "embed_options")
_NO_SCENE = ("lang", "projector", *_EMBED)


@dataclass(frozen=True)
class Ignored:
    """A part of a link that a page could not use; the default stands in."""

    name: str
    value: str
    allowed: str


SHARED = frozenset(
    {
        "seed",
        "layers",
        *(hidden_field(layer) for layer in range(1, LIMITS["layers"].high + 1)),
        "outputs",
        "activation",
        "output_activation",
        "bias",
        "device",
        "predict",
    }
)
"""Settings that mean the same on every page that has them: they go along to the next page. The number of inputs does
not, since each page begins with that of its own example, and neither does what belongs to one picture."""


def note_request() -> None:
    """Remember what the browser has asked for, before anything else is written into the link; first in each run.

    On the way to another page the browser still says what the old one had in its link, and Streamlit drops all names
    that widgets of the old page are bound to: those are the settings that go along.
    """
    st.session_state[_ASKED] = _request()


def check(fields: Iterable[Field]) -> tuple[Ignored, ...]:
    """Correct the URL before any widget reads it, once per visit of a page, and return what had to be ignored.

    Streamlit would seed a slider with whatever parses as a number and stop with a traceback at `seed=inf`. On the way
    from another page the settings that both have go along; what the link itself says wins.
    """
    come_from = _arrive()
    place = page_key("checked")
    if place in st.session_state and not from_history():
        return tuple(st.session_state[place])
    known = {field.name: field for field in (*fields, *FRAME)}
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    if from_history():
        given |= _asked()
    kept = {name: _said(values) for name, values in given.items()}
    ignored = []
    for name, field in known.items():
        values = given.get(name)
        if not values:
            continue
        canonical = field.canonical(values[-1]) if len(values[-1]) <= MAX_VALUE else None
        if canonical is None:
            del kept[name]
        else:
            kept[name] = canonical
        if canonical is None or (name == "edits" and parse_edits(values[-1])[1]):
            ignored.append(Ignored(name, values[-1][: MOST + 1], field.allowed))
    if come_from and not from_history():
        kept = {**_going_along(come_from, known), **kept}
        _forget_widgets(fields)
    st.session_state[place] = tuple(ignored)
    _let_it_say(kept)
    return tuple(ignored)


def _going_along(come_from: str, known: Mapping[str, Field]) -> dict[str, str]:
    """The shared settings of the page one comes from, as far as this page can use them.

    Parameters
    ----------
    come_from: where the session keeps the values of that page.
    known: the fields of this page by their names.
    """
    asked = _asked()
    shared = {}
    for name in known.keys() & SHARED:
        said = asked.get(name, [str(st.session_state.get(f"{come_from}{name}", ""))])
        canonical = known[name].canonical(said[-1])
        if canonical is not None:
            shared[name] = canonical
    return shared


def let_begin_with(name: str, new: str) -> None:
    """Let a widget that is yet to come begin with this value, whatever the link has said about its name so far."""
    _let_it_say({**{other: _said(st.query_params.get_all(other)) for other in st.query_params}, name: new})


def _forget_widgets(fields: Iterable[Field]) -> None:
    """Let the widgets of a new page begin with what its link says, and with their own defaults where it says nothing.

    Where the last thing on the old page was a move of a slider, Streamlit would hand its value on to one that has the
    same name here.
    """
    for field in fields:
        if field.name in st.session_state:
            del st.session_state[field.name]


def _let_it_say(kept: Mapping[str, str | list[str]]) -> None:
    """Write all of the link anew, also for the widgets of this very run, unless it says just that."""
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as params:
        if kept == {name: _said(params.get_all(name)) for name in params}:
            return
        params.clear_with_no_forward_msg(preserve_embed=True)
        for name, said in kept.items():
            params.set_with_no_forward_msg(name, said)
        params.set_initial_query_params_from_current()
        params._send_query_param_msg()  # the only one of its messages that does not ask which widgets are bound


def _said(values: list[str]) -> str | list[str]:
    """What a name says, as Streamlit keeps it: a list only where the name is there more than once."""
    return values[0] if len(values) == 1 else values


def _request() -> str:
    context = get_script_run_ctx()
    return context.query_string if context is not None else ""


def _asked() -> dict[str, list[str]]:
    """All that the browser has asked for in this run, but for what belongs to the frame of another site."""
    asked = str(st.session_state.get(_ASKED, _request()))
    names = parse_qs(sanitize_query_string(asked), keep_blank_values=True)
    return {name: values for name, values in names.items() if name.lower() not in _EMBED}


def _arrive() -> str:
    """On the way from one page to another forget what the session remembers of this one: the link no longer says it.

    Streamlit empties the URL at each change of page, and its own widgets begin anew as well. Returns where the values
    of the page that was left are kept, or an empty text where none was left.
    """
    here = page_key("")
    arrived_bare()
    last = str(st.session_state.get(_LAST_PAGE, here))
    st.session_state[_LAST_PAGE] = here
    if last == here:
        return ""
    st.session_state[_LEFT] = st.session_state.get(_LEFT, frozenset()) | {last}
    for key in [key for key in st.session_state if isinstance(key, str) and key.startswith(here)]:
        del st.session_state[key]
    return last


def arrived_bare() -> bool:
    """Whether the link that began this session named no scene: nothing but a language, a projector or a frame."""
    return bool(st.session_state.setdefault(_BARE, not any(name not in _NO_SCENE for name in st.query_params)))


def came_back() -> bool:
    """Whether the session was on this page before, and on another one since."""
    return page_key("") in st.session_state.get(_LEFT, ())


def value(name: str, default: str = "") -> str:
    """A value that belongs to no single widget: from the URL at the first run and after "back", else as last set.

    The session remembers it: the URL that comes with a message can be older than what was just set here. Streamlit
    sends that URL back to the browser, so what it lacks is set once more.
    """
    place, set_here = page_key(name), page_key(f"{name}-set")
    if place not in st.session_state or from_history():
        st.session_state[place] = st.query_params.get(name, default)
        st.session_state[set_here] = False
    remembered = str(st.session_state[place])
    if st.session_state.get(set_here) and st.query_params.get(name, "") != remembered:
        _into_url(name, remembered)
    return remembered


def from_history() -> bool:
    """Whether this run is the answer to the browser's "back" or "forward", so that the URL is what counts."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def set_value(name: str, new: str) -> None:
    """Set such a value, here and in the URL; the empty one leaves the URL."""
    st.session_state[page_key(name)] = new
    st.session_state[page_key(f"{name}-set")] = True
    _into_url(name, new)


def _into_url(name: str, new: str) -> None:
    if new:
        st.query_params[name] = new
    elif name in st.query_params:
        del st.query_params[name]


def page_key(name: str) -> str:
    """Where the session keeps a value of the page it is on; two pages do not share their selection.

    It is forgotten on the way to another page.
    """
    context = get_script_run_ctx()
    page = context.page_script_hash if context is not None else ""
    return f"link-{page}-{name}"
