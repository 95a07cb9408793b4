"""Read from the link what is selected in the network, and select what was clicked."""

from components.browser.picks import newly_picked
from components.network import fields
from components.state import link
from compute.network.elements import Element, name_of, parse
from compute.network.spec import NetworkSpec

NOTHING = ""


def selected_in(spec: NetworkSpec) -> Element | None:
    """Return the selected element, if this network has it."""
    return parse(link.value("select"), spec)


def select_picked(chart_key: str) -> None:
    """Select what was clicked in the chart with this key, or let it go."""
    name = newly_picked(chart_key)
    if name is not None and (name == NOTHING or fields.SELECT.canonical(name)):
        link.set_value("select", name)


def selected_name(selected: Element | None, spec: NetworkSpec) -> str:
    """Return the short name of what is selected, or an empty text."""
    return name_of(selected, spec) if selected is not None else NOTHING
