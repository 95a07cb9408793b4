"""The picture of a network against its stored copies."""

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from components.base.drawing import CURVE_GROWTH, CURVE_WIDTH
from components.base.style import TIMES
from components.network.figures.diagram_rooms import FEW, LARGE, NARROW, NORMAL, WALL, Room
from components.network.figures.network_diagram import (
    MANY_UNITS,
    MAX_TERMS,
    MAX_TERMS_OF_MANY,
    MOST_NAMED,
    MOST_RINGED,
    describe,
    network_diagram,
)
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.figures.figure_reading import Golden, decoded, validated

CASES = {
    "diagram-3-2-1": NetworkSpec(),
    "diagram-5-4-3-2-without-bias": NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, bias=False),
    "diagram-1-1": NetworkSpec(inputs=1, hidden=()),
    "diagram-64-64-1": NetworkSpec(inputs=64, hidden=(64,)),
}


@for_each("name", CASES)
def test_golden(golden: Golden, name: str) -> None:
    golden(network_diagram(known_pass(forward_network(draw(CASES[name])))), name)


@for_each("name", CASES)
def test_figures_are_valid(name: str) -> None:
    validated(network_diagram(known_pass(forward_network(draw(CASES[name])))))


SPECS = [
    NetworkSpec(inputs=1, hidden=(1,)),
    NetworkSpec(),
    NetworkSpec(inputs=5, hidden=(4, 3), outputs=2),
    NetworkSpec(inputs=6, hidden=(6,), outputs=6),
    NetworkSpec(inputs=2, hidden=(2,) * 6, outputs=2),
    NetworkSpec(inputs=10, hidden=(10,) * 3, outputs=10),
    NetworkSpec(inputs=64, hidden=(64,) * 6, outputs=10),
]
ROOMS = {"narrow": NARROW, "normal": NORMAL, "large": LARGE, "wall": WALL}
Box = tuple[str, float, float, float, float]
"""What it is, its middle and its size in pixels."""


def laid_out(layout: dict[str, Any], room: Room) -> tuple[Room, dict[str, Any]]:
    """What the figure has for a room; for a large screen it has one of two."""
    rooms = {each["width"]: each for each in layout["meta"]["rooms"]}
    placed = FEW if room == LARGE and FEW.width in rooms else room
    return placed, rooms[placed.width]


@lru_cache(maxsize=1)
def drawn(spec: NetworkSpec, selected: Element | None, *, wall: bool) -> tuple[dict[str, Any], dict[str, Any]]:
    """The layout of a picture, with the places for all rooms but that of a wall, and its only trace."""
    passed = known_pass(forward_network(draw(spec)))
    figure = decoded(network_diagram(passed, selected=selected, wall=wall, with_legend=False))
    (trace,) = figure["data"]
    return figure["layout"], trace


def boxes(spec: NetworkSpec, room: Room, selected: Element | None) -> tuple[list[Box], list[Box]]:
    """The circles, and what else stands in the picture for a room: numbers, captions, names beside circles."""
    layout, trace = drawn(spec, selected, wall=room == WALL)
    room, there = laid_out(layout, room)
    first = layout["meta"]["first"] + len(layout["meta"]["edges"])
    pills = there.get("pills", layout["shapes"][first:])
    points = there.get("points") or {**trace, "size": trace["marker"]["size"], "type": trace["textfont"]["size"]}
    axes = there.get("axes", layout)
    (left, right), (bottom, top) = axes["xaxis"]["range"], axes["yaxis"]["range"]

    def pixels(x: float, y: float) -> tuple[float, float]:
        return (x - left) / (right - left) * room.width, (top - y) / (top - bottom) * room.height

    circles: list[Box] = []
    others: list[Box] = []
    sizes = points["size"] if isinstance(points["size"], list) else [points["size"]] * len(points["x"])
    types = points["type"] if isinstance(points["type"], list) else [points["type"]] * len(points["x"])
    names = {pill["name"] for pill in pills}
    shown = zip(points["x"], points["y"], points["text"], sizes, types, trace["customdata"], strict=True)
    for x, y, text, size, type_size, name in shown:
        if name[:1] in ("x", "h", "y"):
            circles.append((name, *pixels(x, y), size, size))
        elif text and name not in names:
            plain = re.sub("<[^>]*>", "", text)
            others.append((plain, *pixels(x, y), 0.45 * type_size * len(plain), type_size))
    for pill in pills:
        numbers = [float(number) for number in re.findall(r"[\d.]+", pill["path"])]
        size = 2 * max(numbers[::2]), 2 * max(numbers[1::2])
        others.append((pill["name"], *pixels(pill["xanchor"], pill["yanchor"]), *size))
    return circles, others


def overlapping(some: Sequence[Box], others: Sequence[Box]) -> list[tuple[str, str]]:
    """Pairs that share a place; what has the same name is one thing."""
    (x0, y0, wide, high), (x1, y1, wider, higher) = (places_of(some)[..., None], places_of(others)[:, None])
    near = (abs(x0 - x1) < (wide + wider) / 2 - 0.6) & (abs(y0 - y1) < (high + higher) / 2 - 0.6)
    pairs = [(some[row][0], others[column][0]) for row, column in np.argwhere(near)]
    return [(one, other) for one, other in pairs if one < other]


def places_of(boxes: Sequence[Box]) -> np.ndarray:
    """Middles and sizes, a row for each of the four numbers."""
    return np.array([box[1:] for box in boxes]).reshape(-1, 4).T


@pytest.mark.long
@for_each(
    ("spec", "selected", "room"), itertools.product(SPECS, (None, Unit(1, 0), Weight(1, 0, 0), Bias(1, 0)), ROOMS)
)
def test_nothing_covers_anything_else(spec: NetworkSpec, selected: Element | None, room: str) -> None:
    circles, others = boxes(spec, ROOMS[room], selected)
    assert overlapping(circles, circles) == []
    assert overlapping(others, others) == []
    assert overlapping([(f" {box[0]}", *box[1:]) for box in others], circles) == []


def numbered(spec: NetworkSpec, room: Room, selected: Element | None = None) -> set[str]:
    """Elements whose number has a box."""
    return {name for name, *_box in boxes(spec, room, selected)[1] if re.fullmatch(r"[wb]\d\.[\d.]+", name)}


def test_a_small_network_shows_all_its_numbers_and_a_large_one_those_of_what_is_selected() -> None:
    spec, large = NetworkSpec(), NetworkSpec(inputs=10, hidden=(8,), outputs=8)
    everything = {
        "w1.1.1",
        "w1.1.2",
        "w1.2.1",
        "w1.2.2",
        "w1.3.1",
        "w1.3.2",
        "w2.1.1",
        "w2.2.1",
        "b1.1",
        "b1.2",
        "b2.1",
    }
    for room in (NORMAL, LARGE, WALL):
        assert numbered(spec, room) == everything
        assert numbered(large, room) <= {f"b{layer}.{unit}" for layer in (1, 2) for unit in range(1, 9)}
        chosen = numbered(large, room, Unit(1, 2))
        assert {name for name in chosen if name.startswith("w")} >= {f"w1.{row}.3" for row in (1, 10)}
        assert not {name for name in chosen if name.startswith("w")} - {f"w1.{row}.3" for row in range(1, 11)}
        assert "b1.3" in chosen
        assert "w1.4.2" in numbered(large, room, Weight(1, 3, 1))


@pytest.mark.parametrize("hidden", [MANY_UNITS - 1, MANY_UNITS])
def test_few_biases_are_all_there_and_of_many_that_of_what_is_selected(hidden: int) -> None:
    spec = NetworkSpec(inputs=1, hidden=(hidden,))
    data = decoded(network_diagram(known_pass(forward_network(draw(spec))), selected=Bias(1, 2)))["data"][0]
    biases = [name for name in data["customdata"] if name.startswith("b")]
    assert biases == ([*(f"b1.{at}" for at in range(1, hidden + 1)), "b2.1"] if hidden < MANY_UNITS else ["b1.3"])


@pytest.mark.parametrize("inputs", [MANY_UNITS // 2, MANY_UNITS // 2 + 1])
def test_the_hover_of_a_unit_among_few_has_more_terms(inputs: int) -> None:
    spec = NetworkSpec(inputs=inputs, hidden=(MANY_UNITS // 2,), bias=False)
    data = decoded(network_diagram(known_pass(forward_network(draw(spec)))))["data"][0]
    told = data["hovertext"][data["customdata"].index("h1.1")]
    most = MAX_TERMS if inputs == MANY_UNITS // 2 else MAX_TERMS_OF_MANY
    assert told.count(TIMES) == most
    assert f"+ {inputs - most} more, together" in told


@pytest.mark.parametrize(
    ("hidden", "points"), [(MOST_RINGED, 3), (MOST_RINGED + 1, 2), (MOST_NAMED, 2), (MOST_NAMED + 1, 1)]
)
def test_many_units_have_no_rings_and_still_more_no_names_beside_them(hidden: int, points: int) -> None:
    """Circle, ring and name are points of their own."""
    spec = NetworkSpec(inputs=1, hidden=(hidden,), bias=False)
    drawing = network_diagram(known_pass(forward_network(draw(spec))), captions=lambda _spec, _: iter([[""] * 5]))
    named = decoded(drawing)["data"][0]["customdata"]
    units = [name for name in named if name.startswith(("x", "h", "y")) or not name]
    assert len(units) == points * (hidden + 2) + 5


def test_what_is_selected_moves_no_number() -> None:
    places = [boxes(NetworkSpec(), NORMAL, selected)[1] for selected in (None, Unit(1, 1), Weight(2, 0, 0))]
    assert places[0] == places[1] == places[2]


def test_where_all_have_room_circles_hold_four_decimals_and_else_fewer() -> None:
    def text(spec: NetworkSpec, room: Room) -> str:
        passed = known_pass(forward_network(draw(spec)))
        drawing = decoded(network_diagram(passed, wall=room == WALL, with_legend=False))
        _room, there = laid_out(drawing["layout"], room)
        (trace,) = drawing["data"]
        texts = there.get("points", trace)["text"]
        return "".join(text for text, name in zip(texts, trace["customdata"], strict=True) if name == "x1")

    assert {text(NetworkSpec(), room) for room in ROOMS.values()} == {"<b>x1</b><br><b>−0.1468</b>"}
    assert text(NetworkSpec(inputs=6, hidden=(6,)), NORMAL) == "<b>x1</b><br><b>−0.15</b>"
    assert text(NetworkSpec(inputs=6, hidden=(6,)), LARGE) == "<b>x1</b><br><b>−0.1468</b>"
    assert text(NetworkSpec(inputs=64, hidden=(6,)), LARGE) == ""


def test_few_units_have_larger_type_on_a_large_screen() -> None:
    def room(spec: NetworkSpec) -> Room:
        drawing = decoded(network_diagram(known_pass(forward_network(draw(spec))), with_legend=False))
        return laid_out(drawing["layout"], LARGE)[0]

    assert [room(spec) for spec in (NetworkSpec(), NetworkSpec(inputs=5, hidden=(4, 3)))] == [FEW, FEW]
    assert [room(NetworkSpec(inputs=6, hidden=(6,))), room(NetworkSpec(inputs=64, hidden=(64,)))] == [LARGE, LARGE]


def test_an_edge_leaves_and_arrives_level_and_is_as_wide_as_its_weight_is_large() -> None:
    drawing = network_diagram(known_pass(forward_network(draw(NetworkSpec()))), with_legend=False)
    shapes: Any = drawing.layout["shapes"]
    weight = known_pass(forward_network(draw(NetworkSpec()))).layers[0].weights.flatten().tolist()
    for shape, value in zip(shapes, weight, strict=False):
        x0, y0, x1, y1, *bend, x2, y2, x3, y3 = [float(number) for number in re.findall(r"-?[\d.]+", shape["path"])]
        assert (x0, y0, y2) == (0, y1, y3)
        assert x3 == 1
        assert bend == [0.5, y1, 0.5, y2]
        assert x0 < x1 < 0.5 < x2 < x3
        assert shape["line"]["dash"] == ("8px,5px" if value < 0 else "solid")
        assert shape["line"]["width"] == pytest.approx(CURVE_WIDTH + CURVE_GROWTH * abs(value), abs=0.01)


def test_the_words_for_a_screen_reader() -> None:
    def words(name: str) -> str:
        return describe(known_pass(forward_network(draw(CASES[name]))))

    assert words("diagram-3-2-1") == (
        "Network diagram 3-2-1: 3 inputs, 1 hidden layer (2 units), 1 output. Output: 0.3171"
    )
    output = forward_network(draw(CASES["diagram-5-4-3-2-without-bias"])).output[0].tolist()
    assert words("diagram-5-4-3-2-without-bias") == (
        "Network diagram 5-4-3-2: 5 inputs, 2 hidden layers (4 units, 3 units), 2 outputs. "
        f"Output: {output[0]:.4f}, {output[1]:.4f}"
    )
    assert "1 input, 0 hidden layers (–), 1 output." in words("diagram-1-1")
