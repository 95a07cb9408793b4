"""Read from the link which values a person changed; change one, put back one or all."""

from collections.abc import Mapping

import streamlit as st

from components.base.text import Translate
from components.browser.live import newly_scrubbed, scrubs_heard
from components.browser.short_way import Scrubbing
from components.state import link
from components.widgets.number_field import refusal_words
from compute.network.edits import MAX_EDITS, format_edits, parse_edits
from compute.network.elements import Element, is_changeable, parse
from compute.network.network import VALUE_LIMIT
from compute.network.spec import NetworkSpec


def changed_values() -> dict[str, float]:
    """Return all values that the person changed, by the short name of their element."""
    return parse_edits(link.value("edits"))[0]


def change(name: str, value: float) -> None:
    """Remember a changed value, in the session and in the link."""
    edits = changed_values() | {name: value}
    if len(edits) <= MAX_EDITS:
        link.set_value("edits", format_edits(edits))


def scrubbing(_: Translate) -> Scrubbing:
    """Return what the browser needs to know so that values can be changed where they stand on the page."""
    words = refusal_words("{field}", "{text}", (-VALUE_LIMIT, VALUE_LIMIT), _)
    return Scrubbing(-VALUE_LIMIT, VALUE_LIMIT, words, scrubs_heard())


def take_scrubbed(spec: NetworkSpec) -> None:
    """Take over the values that were changed where they stand; whatever this network does not allow is left out."""
    for name, value in newly_scrubbed().items():
        element = parse(name, spec)
        if element is not None and is_changeable(element) and abs(value) <= VALUE_LIMIT:
            change(name, value)


def put_back(name: str | None = None) -> None:
    """Forget one changed value, or all of them."""
    edits = changed_values()
    kept = {other: value for other, value in edits.items() if other != name} if name else {}
    link.set_value("edits", format_edits(kept))


def put_all_back(edits: Mapping[Element, float], _: Translate) -> None:
    """Place a button that forgets all changed values, where there are some."""
    if edits:
        st.button(_("put all back"), icon=":material/restart_alt:", key="put-all-back", on_click=put_back)
