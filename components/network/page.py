"""Declare the network page and the neuron page."""

from components.network.controls import NETWORK_SLIDERS, UNIT_SLIDERS
from components.network.fields import NETWORK as NETWORK_FIELDS
from components.network.fields import NEURON as NEURON_FIELDS
from components.network.lesson import network_lesson
from components.network.neuron_lesson import neuron_lesson
from components.state.page import Page, only

NETWORK = Page(
    slug="network",
    title=lambda _: _("Network"),
    lead=lambda _: _("A network with hidden layers"),
    icon="hub",
    fields=NETWORK_FIELDS,
    sliders=NETWORK_SLIDERS,
    picture=("diagram",),
    lessons=only(network_lesson),
)
NEURON = Page(
    slug="neuron",
    title=lambda _: _("Neuron"),
    lead=lambda _: _("One unit, number by number"),
    icon="adjust",
    fields=NEURON_FIELDS,
    sliders=UNIT_SLIDERS,
    picture=("diagram",),
    lessons=only(neuron_lesson),
)
PAGES = (NETWORK, NEURON)
