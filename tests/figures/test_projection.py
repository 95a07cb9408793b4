"""Figures for a wall: no type below 24 pixels, and all of it larger by the same factor."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from components.base.drawing import Drawing
from components.base.projection import enlarged
from components.base.style import PROJECTOR_SCALE, true_minus
from components.devices.figures.timing_plot import timing_plot
from components.network.figures.activation_curve import activation_curve
from components.network.figures.matrix import layer_matrix
from components.network.figures.network_diagram import network_diagram
from components.network.figures.neuron_diagram import neuron_diagram
from components.tensors.figures.normal_histogram import normal_histogram
from compute.network.elements import Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.tensors.randn import DrawSpec, approach, draw_numbers, histogram
from compute.timing.timing import Measurement
from tests.cases import for_each
from tests.figures.figure_reading import decoded, validated

SMALL = known_pass(forward_network(draw(NetworkSpec())))
LARGE = known_pass(forward_network(draw(NetworkSpec(inputs=12, hidden=(9, 5), outputs=2))))
UNIT = known_pass(forward_network(draw(NetworkSpec(inputs=5, hidden=()))))
NUMBERS = draw_numbers(DrawSpec(7, 40))

FIGURES = {
    "network": network_diagram(SMALL, wall=True),
    "large network": network_diagram(LARGE, selected=Unit(1, 2), wall=True),
    "neuron": neuron_diagram(UNIT, wall=True),
    "matrix": layer_matrix(SMALL, 1, selected=Weight(1, 0, 0), changed=[Weight(1, 0, 0)]),
    "large matrix": layer_matrix(
        known_pass(forward_network(draw(NetworkSpec(inputs=64, hidden=(64,))))), 1, changed=[Weight(1, 0, 0)]
    ),
    "curve": activation_curve(SMALL.layers[0], 0, "h1"),
    "histogram": normal_histogram(histogram(NUMBERS), approach(NUMBERS), 40),
    "timing": timing_plot(Measurement(7, 64, 1, ())),
}


def sizes(part: object, inside: str = "") -> Iterator[float]:
    """Every size of type in a figure as plain data."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "size" and inside.endswith("font"):
                yield from value if isinstance(value, list) else [value]
            else:
                yield from sizes(value, key)
    elif isinstance(part, list):
        for inner in part:
            yield from sizes(inner, inside)


def texts(drawing: Drawing) -> list[str]:
    found: list[str] = []
    for trace in decoded(drawing)["data"]:
        text = trace.get("text", [])
        found += [text] if isinstance(text, str) else text
    return found


@for_each("name", FIGURES)
def test_no_type_is_small(name: str) -> None:
    drawing = enlarged(FIGURES[name])
    validated(drawing)
    assert min(sizes(decoded(drawing))) >= 24
    assert not [text for text in texts(drawing) if isinstance(text, str) and "<sub>" in text]


@for_each("name", FIGURES)
def test_what_it_shows_stays(name: str) -> None:
    before, after = decoded(FIGURES[name])["data"], decoded(enlarged(FIGURES[name]))["data"]
    for old, new in zip(before, after, strict=True):
        for part in ("x", "y", "z", "customdata", "mode", "hovertext"):
            assert repr(old.get(part)) == repr(new.get(part))  # where lines are parted there is no number
        if isinstance(old.get("line"), dict):
            assert new["line"]["width"] == pytest.approx(PROJECTOR_SCALE * old["line"]["width"])


def test_dashes_and_margins_grow_with_the_rest() -> None:
    line = {"line": {"width": 1, "dash": "6px,3px"}, "marker": {"size": [1, 2], "line": {"width": 1}}}
    drawing = enlarged(Drawing([line], {"margin": {"l": 10, "t": 0}, "height": 100, "xaxis": {"range": [0, 1]}}), 2)
    assert drawing.traces == [
        {"line": {"width": 2, "dash": "12px,6px"}, "marker": {"size": [2, 4], "line": {"width": 2}}}
    ]
    assert drawing.layout["margin"] == {"l": 20, "t": 0}
    assert (drawing.layout["height"], drawing.layout["xaxis"]) == (200, {"range": [0, 1]})


def test_of_many_weights_the_selected_ones_have_their_numbers() -> None:
    passed = known_pass(forward_network(draw(NetworkSpec(inputs=5, hidden=(6,)))))
    weights = passed.layers[0].weights
    numbers = {true_minus(f"{value:.4f}") for value in weights[:, 2].tolist()}
    others = {true_minus(f"{value:.4f}") for value in weights[:, :2].flatten().tolist()}
    for wall in (False, True):
        assert not numbers & set(texts(network_diagram(passed, wall=wall)))
        shown = set(texts(network_diagram(passed, selected=Unit(1, 2), wall=wall)))
        assert numbers <= shown
        assert not others & shown


def test_boxes_grow_with_their_numbers_and_so_does_the_room_that_they_are_for() -> None:
    before: Any = FIGURES["network"].layout
    larger: Any = enlarged(FIGURES["network"]).layout
    boxes = [[shape for shape in layout["shapes"] if "name" in shape] for layout in (before, larger)]
    assert len(boxes[0]) == 11
    for old, new in zip(*boxes, strict=True):
        wide = [max(float(number) for number in re.findall(r"[\d.]+", box["path"])) for box in (old, new)]
        assert wide[1] == pytest.approx(PROJECTOR_SCALE * wide[0], rel=1e-3)
        assert (old["xanchor"], old["yanchor"]) == (new["xanchor"], new["yanchor"])
    (room,), (large,) = before["meta"]["rooms"], larger["meta"]["rooms"]
    for old, new in ((room["width"], large["width"]), (room["height"], large["height"])):
        assert new == pytest.approx(PROJECTOR_SCALE * old)
    assert large["hangs"]["by"] == pytest.approx(PROJECTOR_SCALE * room["hangs"]["by"])
