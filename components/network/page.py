"""Declare the network page and the neuron page."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from components.base.text import Translate
from components.network.beats import BEATS, lead
from components.network.controls import NETWORK_SLIDERS, UNIT_SLIDERS
from components.network.fields import NETWORK as NETWORK_FIELDS
from components.network.fields import NEURON as NEURON_FIELDS
from components.network.figures.network_diagram import describe, network_diagram
from components.network.figures.neuron_diagram import describe_neuron, neuron_diagram
from components.network.lesson import network_lesson
from components.network.neuron_beats import NEURON_BEATS
from components.network.neuron_lesson import neuron_lesson
from components.network.panels.band import band_parts
from components.network.panels.result import hidden_parts
from components.network.panels.sum_table import SUM, sum_html
from components.network.scene import ForwardPicture, SeenPass, network_spec, scene, unit_spec
from components.state.page import Page, only
from compute.network.elements import Unit, unit_of

NETWORK_CHART, NEURON_CHART = "network-chart", "neuron-chart"


def _beside_network(shown: SeenPass, _: Translate) -> Mapping[str, str]:
    """Write the hidden layers, the lines of `band_parts`, and the sum of the selected unit."""
    parts = {
        **hidden_parts(shown.passed, _),
        **band_parts(shown.passed, shown.selected, shown.edits, NETWORK_CHART, _),
    }
    unit = unit_of(shown.selected) if shown.selected is not None else None
    if unit is None or unit.layer == 0:
        return parts
    return {**parts, SUM: sum_html(shown.passed, unit, shown.selected, NETWORK_CHART, _)}


def _beside_neuron(shown: SeenPass, _: Translate) -> Mapping[str, str]:
    """Write the sum of the one unit."""
    return {SUM: sum_html(shown.passed, Unit(1, 0), shown.selected, NEURON_CHART, _)}


NETWORK_PICTURE = ForwardPicture(
    NETWORK_CHART,
    network_spec,
    partial(network_diagram, resizable=True),
    describe,
    _beside_network,
    lead=lead,
    beats=BEATS,
)
NEURON_PICTURE = ForwardPicture(
    NEURON_CHART,
    unit_spec,
    neuron_diagram,
    describe_neuron,
    _beside_neuron,
    waits=("ways",),
    lead=lead,
    beats=NEURON_BEATS,
)

NETWORK = Page(
    slug="network",
    title=lambda _: _("Network"),
    lead=lambda _: _("A network with hidden layers"),
    fields=NETWORK_FIELDS,
    sliders=NETWORK_SLIDERS,
    picture=("diagram",),
    lessons=only(network_lesson),
    scene=partial(scene, NETWORK_PICTURE),
    plotly=True,
    block=lambda _: _("Notebook: layers, the hidden layer h, more units"),
    beats=BEATS,
    stylesheet=Path(__file__).with_name("network.css"),
)
NEURON = Page(
    slug="neuron",
    title=lambda _: _("Neuron"),
    lead=lambda _: _("One unit, number by number"),
    fields=NEURON_FIELDS,
    sliders=UNIT_SLIDERS,
    picture=("diagram",),
    lessons=only(neuron_lesson),
    scene=partial(scene, NEURON_PICTURE),
    plotly=True,
    block=lambda _: _("Notebook: one unit, five features"),
    beats=NEURON_BEATS,
    stylesheet=Path(__file__).with_name("neuron.css"),
)
PAGES = (NETWORK, NEURON)
