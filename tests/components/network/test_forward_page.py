"""Which sliders of a forward page can go the short way, and what its link says of sizes that rest."""

import pytest

from components.base.text import untranslated
from components.network.beats import BEATS
from components.network.forward_page import ForwardPage, _resting_sizes, short_way
from components.network.neuron_beats import NEURON_BEATS
from components.network.page import NETWORK, NETWORK_PICTURE, NEURON, NEURON_PICTURE, PAGES
from components.network.panels.band import band_parts
from components.network.panels.result import hidden_parts
from components.network.panels.sum_table import sum_html
from components.network.scene import SeenPass, said_of
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SIZES = ("hidden", "hidden_2", "hidden_3", "hidden_4", "hidden_5", "hidden_6")
PAGE = ForwardPage(NETWORK, lambda _: None, lambda *_: None, NETWORK_PICTURE)  # type: ignore[return-value]


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return WithoutPage(monkeypatch)


@for_each(
    ("said", "aside"),
    [
        ({}, {"other_seed"}),
        ({"select": "h1.1"}, {"other_seed"}),
        ({"step": "3"}, {"other_seed", "layers"}),
        ({"step": "3", "select": "h1.1"}, {"other_seed", "layers", "inputs", "outputs", *SIZES}),
        ({"predict": "true"}, {"other_seed", "step"}),
        ({"predict": "true", "step": "3"}, {"other_seed", "layers", "step"}),
    ],
)
@pytest.mark.usefixtures("page")
def test_a_slider_whose_scene_the_link_does_not_say_whole_goes_the_pages_way(
    said: dict[str, str], aside: set[str]
) -> None:
    whole = {**said_of(NetworkSpec()), "step": "", "select": "", "predict": "", **said}
    way = short_way(PAGE, whole, untranslated)
    sliders = ("seed", "inputs", "layers", *SIZES, "outputs", "other_seed", "step")
    assert way.keys == tuple(name for name in sliders if name not in aside)
    assert whole.items() <= way.said.items()
    assert way.address.endswith("/network")
    assert way.scrubbing is not None


@for_each(
    ("spec", "resting"),
    [
        (NetworkSpec(), SIZES[1:]),
        (NetworkSpec(hidden=(2, 2, 2)), SIZES[3:]),
        (NetworkSpec(hidden=(2,) * 6), ()),
        (NetworkSpec(inputs=5, hidden=()), ()),
    ],
)
def test_the_sizes_of_layers_that_are_not_there_rest_in_the_link(
    page: WithoutPage, spec: NetworkSpec, resting: tuple[str, ...]
) -> None:
    page.state.clear()
    page.state |= dict.fromkeys(SIZES, 4)
    assert _resting_sizes(spec) == dict.fromkeys(resting, "4")


def test_a_size_that_rests_is_the_sliders_and_before_that_the_links(page: WithoutPage) -> None:
    page.link |= {"hidden_2": "5", "hidden_3": "5", "hidden_4": "65"}
    page.state["hidden_2"] = 6
    assert _resting_sizes(NetworkSpec()) == {
        "hidden_2": "6",
        "hidden_3": "5",
        "hidden_4": "",
        "hidden_5": "",
        "hidden_6": "",
    }


def seen(spec: NetworkSpec, selected: Element | None = None) -> SeenPass:
    return SeenPass(known_pass(forward_network(draw(spec), "cpu")), selected, {Bias(1, 0): 1.0})


@for_each(
    ("selected", "unit"),
    [
        (None, None),
        (Unit(0, 1), None),
        (Unit(1, 1), Unit(1, 1)),
        (Weight(1, 0, 0), Unit(1, 0)),
        (Bias(2, 0), Unit(2, 0)),
    ],
)
def test_beside_the_network_stand_its_layers_its_lines_and_the_selected_sum(
    selected: Element | None, unit: Unit | None
) -> None:
    shown = seen(NetworkSpec(), selected)
    parts = dict(NETWORK_PICTURE.parts(shown, untranslated))
    assert parts.pop("sum", None) == (
        None if unit is None else sum_html(shown.passed, unit, selected, "network-chart", untranslated)
    )
    lines = band_parts(shown.passed, selected, {Bias(1, 0): 1.0}, "network-chart", untranslated)
    assert parts == {**hidden_parts(shown.passed, untranslated), **lines}


@for_each("selected", [None, Weight(1, 2, 0), Unit(0, 1)])
def test_beside_the_neuron_stands_its_sum(selected: Element | None) -> None:
    shown = seen(NetworkSpec(inputs=5, hidden=()), selected)
    assert NEURON_PICTURE.parts(shown, untranslated) == {
        "sum": sum_html(shown.passed, Unit(1, 0), selected, "neuron-chart", untranslated)
    }


def test_each_page_has_its_own_picture_words_and_lesson() -> None:
    network, neuron = seen(NetworkSpec()), seen(NetworkSpec(inputs=5, hidden=()))
    for picture, shown, chart, words in (
        (NETWORK_PICTURE, network, "network-chart", "Network diagram 3-2-1"),
        (NEURON_PICTURE, neuron, "neuron-chart", "One unit with 5 inputs"),
    ):
        assert picture.chart == chart
        assert picture.describe(shown.passed, untranslated).startswith(words)
    assert NETWORK_PICTURE.lead(NetworkSpec(), untranslated).startswith("**3** numbers go in")
    assert NEURON_PICTURE.lead(NetworkSpec(inputs=5, hidden=()), untranslated).startswith("**5** numbers go in")
    assert (NETWORK_PICTURE.waits, NEURON_PICTURE.waits) == ((), ("ways",))
    assert (NETWORK.beats, NEURON.beats) == (NETWORK_PICTURE.beats, NEURON_PICTURE.beats) == (BEATS, NEURON_BEATS)
    sizes = {name for name in NETWORK.sliders if name not in NEURON.sliders}
    assert sizes == {"layers", "outputs", *SIZES}
    assert [page.slug for page in PAGES] == ["network", "neuron"]
    drawn = NETWORK_PICTURE.picture(network, untranslated, wall=False)
    assert any("more.inputs" in trace.get("customdata", ()) for trace in drawn["data"])  # type: ignore[attr-defined]
