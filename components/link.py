"""The link is the state: what stands in the URL, what it may be, and what a page says when it is something else.

Sliders and choices are native widgets that Streamlit itself binds to the URL (`bind="query-params"`). This module
does the two things that Streamlit does not: it checks a link before any widget reads it, and it keeps those values in
the URL that belong to no single widget (`select`, `edits`, `lang`).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from components.foreign import MOST
from compute.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.devices import devices
from compute.edits import format_edits, parse_edits
from compute.spec import LIMITS, Range, hidden_field
from compute.variants import VARIANTS
from compute.walk import STEP_NAMES

MAX_VALUE = 8_000
"""Characters of a value; two hundred changed ones stay below, and a browser sends no longer link."""

_INTEGER = re.compile(r"[+-]?\d{1,9}", re.ASCII)
_NAME = re.compile(r"[a-z]\d{1,2}(\.\d{1,2}){0,2}", re.ASCII)
_LAST_PAGE = "link-last-page"
_LEFT = "link-left"
_BARE = "link-arrived-bare"
_NO_SCENE = ("lang", "projector", "embed", "embed_options")
_TRUE, _FALSE = ("true", "on", "1", "yes"), ("false", "off", "0", "no")


@dataclass(frozen=True)
class Field:
    """A name in the URL: `canonical` gives its value as Streamlit writes it, or None where the page cannot use it."""

    name: str
    canonical: Callable[[str], str | None]
    allowed: str


@dataclass(frozen=True)
class Ignored:
    """A part of a link that a page could not use; the default stands in."""

    name: str
    value: str
    allowed: str


def whole_number(name: str, limits: Range) -> Field:
    """A whole number within `limits`."""

    def canonical(value: str) -> str | None:
        text = value.strip()
        return str(int(text)) if _INTEGER.fullmatch(text) and int(text) in limits else None

    return Field(name, canonical, str(limits))


def choice(name: str, options: Iterable[str]) -> Field:
    """One of some words."""
    known = tuple(options)

    def canonical(value: str) -> str | None:
        return value if value in known else None

    return Field(name, canonical, ", ".join(known))


def switch(name: str) -> Field:
    """On or off."""

    def canonical(value: str) -> str | None:
        text = value.strip().lower()
        return "true" if text in _TRUE else "false" if text in _FALSE else None

    return Field(name, canonical, "true, false")


def changed_values(name: str) -> Field:
    """Changed values, as `compute.edits` writes them; the parts that can be read are kept."""

    def canonical(value: str) -> str | None:
        edits, _ = parse_edits(value)
        return format_edits(edits) or None

    return Field(name, canonical, "x3_0.5~w1.2.1_-1")


def element_name(name: str) -> Field:
    """Short name of an element. Whether the network has it can change with every slider, so only its form counts."""
    return Field(name, lambda value: value if _NAME.fullmatch(value) else None, "x1, h1.2, y1, w1.3.2, b1.2")


SEED = whole_number("seed", LIMITS["seed"])
INPUTS = whole_number("inputs", LIMITS["inputs"])
ACTIVATION = choice("activation", HIDDEN_ACTIVATIONS)
BIAS = switch("bias")
DEVICE = choice("device", (device.name for device in devices()))
SELECT = element_name("select")
EDITS = changed_values("edits")
DETAILS = choice("details", ("formula", "matrices", "activation", "program", "compare"))
COMPARE = choice("compare", VARIANTS)
OTHER_SEED = whole_number("other_seed", LIMITS["seed"])
PREDICT = switch("predict")
STEP = whole_number("step", Range(0, len(STEP_NAMES) * (LIMITS["layers"].high + 1)))
SPEED = choice("speed", ("slow", "normal", "fast"))

PROJECTOR = switch("projector")

FRAME = (PROJECTOR,)
"""What a link to any page may hold."""

NETWORK = (
    SEED,
    INPUTS,
    whole_number("layers", Range(1, LIMITS["layers"].high)),
    *(whole_number(hidden_field(layer), LIMITS["hidden"]) for layer in range(1, LIMITS["layers"].high + 1)),
    whole_number("outputs", LIMITS["outputs"]),
    ACTIVATION,
    choice("output_activation", ACTIVATIONS),
    BIAS,
    DEVICE,
    SELECT,
    EDITS,
    DETAILS,
    COMPARE,
    OTHER_SEED,
    PREDICT,
    STEP,
    SPEED,
)
"""What a link to the network page may hold."""

NEURON = (
    SEED,
    INPUTS,
    ACTIVATION,
    BIAS,
    DEVICE,
    SELECT,
    EDITS,
    choice("details", ("formula", "program", "compare")),
    COMPARE,
    OTHER_SEED,
    PREDICT,
    whole_number("step", Range(0, len(STEP_NAMES))),
    SPEED,
)
"""What a link to the neuron page may hold."""


def check(fields: Iterable[Field]) -> tuple[Ignored, ...]:
    """Correct the URL before any widget reads it, once per visit of a page, and return what had to be ignored.

    Streamlit would seed a slider with whatever parses as a number and stop with a traceback at `seed=inf`.
    """
    _arrive()
    place = page_key("checked")
    if place in st.session_state:
        return tuple(st.session_state[place])
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    kept: dict[str, str | list[str]] = dict(given)
    ignored = []
    for field in (*fields, *FRAME):
        values = given.get(field.name)
        if not values:
            continue
        canonical = field.canonical(values[-1]) if len(values[-1]) <= MAX_VALUE else None
        if canonical is None:
            del kept[field.name]
        else:
            kept[field.name] = canonical
        if canonical is None or (field.name == "edits" and parse_edits(values[-1])[1]):
            ignored.append(Ignored(field.name, values[-1][: MOST + 1], field.allowed))
    st.session_state[place] = tuple(ignored)
    if any(kept.get(name) not in (values, values[0]) for name, values in given.items()):
        st.query_params.from_dict(kept)
        st.rerun()
    return tuple(ignored)


def _arrive() -> None:
    """On the way from one page to another forget what the session remembers of this one: the link no longer says it.

    Streamlit empties the URL at each change of page, and its own widgets begin anew as well.
    """
    here = page_key("")
    arrived_bare()
    last = st.session_state.get(_LAST_PAGE, here)
    if last != here:
        st.session_state[_LEFT] = st.session_state.get(_LEFT, frozenset()) | {last}
        for key in [key for key in st.session_state if isinstance(key, str) and key.startswith(here)]:
            del st.session_state[key]
    st.session_state[_LAST_PAGE] = here


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
