"""Check the link of a page before any widget reads it, and say what of it had to be ignored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st

from components.base.foreign import MOST
from components.state import link
from components.state.arrival import NO_SCENE, arrive
from components.state.beat import Beat, scene_of
from components.state.fields import BEAT, FRAME, SEED, Field
from components.state.url import asked, rewrite, said_by
from compute.network.edits import parse_edits
from compute.network.spec import LIMITS, hidden_field

MAX_VALUE = 8_000
"""Characters of a value; two hundred changed ones stay below, and a browser sends no longer link."""


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
        "program_as",
    }
)
"""Settings that mean the same on every page that has them: they go along to the next page. The number of inputs does
not, since each page begins with that of its own example, and neither does what belongs to one picture."""


def check(fields: Iterable[Field], beats: tuple[Beat, ...] = ()) -> tuple[Ignored, ...]:
    """Correct the URL before any widget reads it, once per visit of a page, and return what had to be ignored.

    Streamlit would seed a slider with whatever parses as a number and stop with a traceback at `seed=inf`. On the way
    from another page the settings that both have go along; what the link itself says wins. A link that names a beat of
    the lesson and nothing else opens the scene of that beat.
    """
    come_from = arrive()
    place = link.page_key("checked")
    if place in st.session_state and not link.from_history():
        return tuple(st.session_state[place])
    known = {field.name: field for field in (*fields, *FRAME)}
    given = {name: st.query_params.get_all(name) for name in st.query_params}
    if link.from_history():
        given |= asked()
    kept = {name: said_by(values) for name, values in given.items()}
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
    if come_from and not link.from_history():
        kept = {**_going_along(come_from, known), **kept}
        _forget_widgets(fields)
    kept |= _scene_of_beat(kept, beats)
    st.session_state[place] = tuple(ignored)
    if SEED.name in known:
        link.keep_for_next_page(SEED.name, str(kept.get(SEED.name, SEED.default)))
    rewrite(kept)
    return tuple(ignored)


def _scene_of_beat(kept: Mapping[str, object], beats: tuple[Beat, ...]) -> Mapping[str, str]:
    """Return what a beat sets, for a link that names the beat and no field of a scene; for any other link, nothing."""
    if not beats or BEAT.name not in kept or kept.keys() - {BEAT.name, *NO_SCENE}:
        return {}
    number = min(int(str(kept[BEAT.name])), len(beats))
    return {name: value for name, value in scene_of(beats, number).items() if value}


def _going_along(come_from: str, known: Mapping[str, Field]) -> dict[str, str]:
    """Return the shared settings of the page one comes from, as far as this page can use them.

    Parameters
    ----------
    come_from: where the session keeps the values of that page.
    known: the fields of this page by their names.
    """
    requested = asked()
    shared = {}
    for name in known.keys() & SHARED:
        said = requested.get(name, [link.last_on(come_from, name)])
        canonical = known[name].canonical(said[-1])
        if canonical is not None and (name in requested or canonical != known[name].default):
            shared[name] = canonical
    return shared


def _forget_widgets(fields: Iterable[Field]) -> None:
    """Let the widgets of a new page begin with what its link says, and with their own defaults where it says nothing.

    Where the last thing on the old page was a move of a slider, Streamlit would hand its value on to one that has the
    same name here.
    """
    for field in fields:
        if field.name in st.session_state:
            del st.session_state[field.name]
