"""Step by step on the pages: at every step no number that is not there yet, anywhere; the controls; hostile links."""

import json
import re
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest

from compute.network.spec import NetworkSpec
from tests.longhand import draw_longhand, layers_longhand
from tests.pages.page_reading import OpenPage, codes, container, html_in, in_link, numbers, pictures, tables

NUMBER = re.compile(r"-?\d+\.\d{4,}")
NAMES = {True: ("product", "sum", "bias", "activation"), False: ("product", "sum", "activation")}


def quantities(spec: NetworkSpec) -> tuple[set[str], list[dict[str, set[str]]]]:
    """What is given, and per layer what each step computes, as raw torch gives it, with four decimals."""

    def written(tensor: torch.Tensor) -> set[str]:
        return {f"{value:.4f}" for value in tensor.flatten().tolist()}

    given = set().union(*map(written, (part for drawn in draw_longhand(spec) for part in drawn)))
    names = ("product", "sum", "bias", "activation")
    layers = [
        {name: written(tensor) for name, tensor in zip(names, layer, strict=True)} for layer in layers_longhand(spec)
    ]
    return given, layers


def on_the_page(page: AppTest) -> set[str]:
    """Every number with four decimals on the page: texts, HTML, code, and all that the pictures are sent with.

    But for the points of an activation's curve, which stand there for every z, and for the places of circles and edges,
    which look like numbers by chance.
    """
    texts = [element.proto.body for element in page.get("html")] + codes(page)
    texts += tables(page).values()
    texts += [element.value for kind in (page.markdown, page.caption) for element in kind]
    for key, picture in pictures(page).items():
        traces = [trace for trace in picture["data"] if not (trace.get("mode") == "lines" and len(trace["x"]) > 150)]
        shown = [traces, picture["layout"], picture["alt"]]
        texts.append(json.dumps(without_places(shown) if key == "network-chart" else shown, ensure_ascii=False))
    return {f"{float(text):.4f}" for text in NUMBER.findall(" ".join(texts).replace("−", "-"))}


def without_places(part: Any) -> Any:
    """A part of a picture without the coordinates in it, also those for other rooms."""
    if isinstance(part, dict):
        return {name: without_places(inner) for name, inner in part.items() if name not in ("x", "y")}
    return [without_places(inner) for inner in part] if isinstance(part, list) else part


@pytest.mark.parametrize("spec", [NetworkSpec(), NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, bias=False)], ids=str)
def test_every_step_shows_its_numbers_and_none_before_its_time(open_page: OpenPage, spec: NetworkSpec) -> None:
    given, layers = quantities(spec)
    order = [(at, name) for at in range(spec.depth) for name in NAMES[spec.bias]]
    hidden = dict(zip(("hidden", "hidden_2"), spec.hidden, strict=False)) | {"layers": len(spec.hidden)}
    link = {"inputs": spec.inputs, "outputs": spec.outputs, "bias": spec.bias, "step": 0, "details": "matrices"}
    page = open_page("network", seed=7, **hidden, **link)
    for count in range(len(order) + 1):
        known = given.union(*(layers[at][name] for at, name in order[:count]))
        coming = set().union(*(layers[at][name] for at, name in order[count:])) - known
        page.segmented_control(key="details").set_value(("formula", "matrices", "activation")[count % 3])
        page.slider(key="step").set_value(count).run()
        assert not page.exception
        shown = on_the_page(page)
        assert not shown & coming, count
        if count:
            at, name = order[count - 1]
            assert layers[at][name] <= shown, count
        assert in_link(page, "step") == str(count)


def test_a_selected_unit_is_walked_alone(open_page: OpenPage) -> None:
    _, (hidden, output) = quantities(NetworkSpec())
    page = open_page("network", seed=7, step=0, select="h1.1")
    assert page.slider(key="step").max == 4
    for count, value in enumerate(("", "0.6270", "0.7598", "0.6813"), start=1):
        page.button(key="step-next").click().run()
        shown = on_the_page(page)
        assert value in shown or count == 1
        assert not {"-0.3969", "-0.2596", "0.4355"} & shown  # its neighbour
        assert not set().union(*output.values()) & shown
    assert numbers(page, "value-hidden-1") == [0.6813]
    # The output, whose inputs then count as computed; the walk goes on from where it was.
    page.selectbox(key="pick-unit").set_value("y1").run()
    assert (page.slider(key="step").value, numbers(page, "value-hidden-1")) == (0, [0.6813, 0.4355])
    page.selectbox(key="pick-unit").set_value("").run()
    assert (page.slider(key="step").value, page.slider(key="step").max) == (4, 8)
    assert hidden["activation"] <= on_the_page(page)


def test_the_neuron_is_walked(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7, step=0, details="formula")
    values = ["-2.8442", "-1.9796", "-1.6619", "0.1595"]
    for count in range(5):
        page.slider(key="step").set_value(count).run()
        assert not page.exception
        assert [value in on_the_page(page) for value in values] == [at < count for at in range(4)]
    assert "torch.mm(" in html_in(page, "walk")


def test_the_switch_and_the_buttons(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    assert numbers(page, "value-output") == [0.3171]
    page.toggle(key="step-by-step").set_value(True).run()
    assert in_link(page, "step") == "0"
    assert numbers(page, "value-output") == []
    assert page.button(key="step-back").disabled
    for _ in range(8):
        page.button(key="step-next").click().run()
    assert (in_link(page, "step"), numbers(page, "value-output")) == ("8", [0.3171])
    assert page.button(key="step-next").disabled
    page.button(key="step-back").click().run()
    assert (in_link(page, "step"), numbers(page, "value-output")) == ("7", [])
    page.button(key="step-play").click().run()
    assert page.button(key="step-play").label == "pause"
    page.button(key="step-back").click().run()  # by hand: it stops
    assert page.button(key="step-play").label == "play"
    page.segmented_control(key="speed").set_value("fast").run()
    assert in_link(page, "speed") == "fast"
    page.toggle(key="step-by-step").set_value(False).run()
    assert in_link(page, "step") is None
    assert numbers(page, "value-output") == [0.3171]


def test_the_walk_stays_where_it_was_when_the_network_changes(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, layers=3, step=9)  # the products of the third layer
    page.slider(key="layers").set_value(1).run()
    assert (in_link(page, "step"), numbers(page, "value-output")) == ("8", [0.3171])
    page.slider(key="layers").set_value(3).run()
    assert (in_link(page, "step"), page.slider(key="step").value) == ("9", 9)
    page.slider(key="step").set_value(2).run()
    page.toggle(key="bias").set_value(False).run()  # the sum is then z, which had not been reached
    assert in_link(page, "step") == "1"
    page.toggle(key="bias").set_value(True).run()
    assert in_link(page, "step") == "2"


@pytest.mark.parametrize(
    ("step", "count"),
    [("8", 8), ("9", 8), ("+2", 2)],
)
def test_a_link_beyond_the_end_stands_at_the_end(open_page: OpenPage, step: str, count: int) -> None:
    page = open_page("network", seed=7, step=step)
    assert not page.warning
    assert page.slider(key="step").value == count


@pytest.mark.parametrize("step", ["", "-1", "29", "1.5", "٣", "<b>" * 2000])
def test_a_hostile_step_is_named_and_everything_is_shown(open_page: OpenPage, step: str) -> None:
    page = open_page("network", seed=7, step=step, speed="warp")
    assert not page.exception
    assert "step" in page.warning[0].value
    assert "speed" in page.warning[0].value
    assert numbers(page, "value-output") == [0.3171]
    assert not page.toggle(key="step-by-step").value


def test_without_a_walk_nothing_of_it_is_on_the_page(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    keys = [getattr(widget, "key", "") or "" for kind in (page.button, page.slider) for widget in kind]
    assert not [key for key in keys if key.startswith("step")]
    with pytest.raises(AssertionError, match="no container"):
        container(page, "walk")
    assert [element.proto.component_name for element in page.get("bidi_component")] == [
        "tensorama_chart",
        "tensorama_grids",
        "tensorama_live",
        "tensorama_seed",
    ]
