"""The buttons in the picture of a network that change its sizes: there where something can change, and nowhere else."""

import pytest

from components.base.text import untranslated
from components.network.figures.diagram_rooms import LARGE, NARROW, NORMAL, Room, look_in
from components.network.figures.size_buttons import (
    OUTSIDE,
    SIZE,
    button_pair,
    has_room,
    pressed_size,
    size_buttons,
)
from compute.network.spec import NetworkSpec
from tests.cases import for_each

WIDE = NetworkSpec(inputs=1, hidden=(64, 3), outputs=10)


def placed(spec: NetworkSpec, room: Room = LARGE, width: float = 20.0) -> dict[str, tuple[float, float]]:
    look = look_in(spec, room, has_note=False)
    points = list(size_buttons(spec, look, [width] * (2 * len(spec.sizes) - 1), 1.1, untranslated))
    assert all((point.size == SIZE) == (point[:2] != OUTSIDE) == bool(point.text) for point in points)
    return {point.name: point[:2] for point in points if point.size}


def test_every_size_can_grow_and_shrink() -> None:
    spec = NetworkSpec(inputs=3, hidden=(2, 2), outputs=2)
    sizes = ("inputs", "hidden", "hidden_2", "outputs", "layers")
    assert set(placed(spec)) == {f"{way}.{size}" for way in ("more", "less") for size in sizes}


def test_at_a_limit_there_is_no_button() -> None:
    shown = placed(WIDE)
    assert not shown.keys() & {"less.inputs", "more.hidden", "more.outputs"}
    assert shown.keys() >= {"more.inputs", "less.hidden", "less.outputs", "more.layers", "less.layers"}
    assert "less.layers" not in placed(NetworkSpec())
    assert "more.layers" in placed(NetworkSpec(hidden=(2,) * 5))
    assert "more.layers" not in placed(NetworkSpec(hidden=(2,) * 6))


@pytest.mark.parametrize("room", [NARROW, NORMAL, LARGE])
def test_no_button_where_it_would_lie_over_a_caption(room: Room) -> None:
    assert placed(NetworkSpec(), room, width=0.0) if room != NARROW else True
    assert placed(NetworkSpec(), room, width=room.width / 4) == {}


def test_less_stands_left_of_its_caption_and_more_right() -> None:
    shown = placed(NetworkSpec())
    assert shown["less.inputs"][0] < 0 < shown["more.inputs"][0]
    assert shown["less.hidden"][0] < 1 < shown["more.hidden"][0]
    assert shown["more.layers"][0] > 1.5


def test_which_size_a_button_changes() -> None:
    assert pressed_size("more.hidden_6") == ("hidden_6", 1)
    assert pressed_size("less.inputs") == ("inputs", -1)
    for foreign in ("", "more.seed", "more.hidden_7", "more.hidden_1", "less.inputs ", "w1.1.1"):
        assert pressed_size(foreign) is None


def test_at_most_six_hidden_layers_can_be_had_and_at_least_one() -> None:
    for layers, shown in ((1, {"more.layers"}), (2, {"less.layers", "more.layers"}), (6, {"less.layers"})):
        found = placed(NetworkSpec(hidden=(2,) * layers), width=0.0)
        assert {name for name in found if name.endswith("layers")} == shown
        assert found


@for_each(
    ("field", "size", "names"),
    [
        ("inputs", 1, ["more.inputs"]),
        ("inputs", 64, ["less.inputs"]),
        ("hidden", 63, ["less.hidden", "more.hidden"]),
        ("hidden", 64, ["less.hidden"]),
        ("outputs", 1, ["more.outputs"]),
        ("outputs", 10, ["less.outputs"]),
    ],
)
def test_a_size_goes_from_one_to_its_largest(field: str, size: int, names: list[str]) -> None:
    sizes = {"inputs": 2, "hidden": 2, "outputs": 2} | {field: size}
    spec = NetworkSpec(inputs=sizes["inputs"], hidden=(sizes["hidden"],), outputs=sizes["outputs"])
    assert [name for name in placed(spec) if name.endswith(field)] == names


def test_a_pair_stands_on_both_sides_with_its_words() -> None:
    less, more = button_pair((1.5, 1.1), 0.2, "hidden", 2, range(1, 4), untranslated)
    assert ((less.x, less.y, less.text, less.name), less.size) == ((1.3, 1.1, "−", "less.hidden"), SIZE)
    assert ((more.x, more.y, more.text, more.name), more.size) == ((1.7, 1.1, "+", "more.hidden"), SIZE)
    less, more = button_pair((1.5, 1.1), 0.2, "hidden", 1, range(1, 2), untranslated)
    for point in (less, more):
        assert ((point.x, point.y), point.text, point.size) == (OUTSIDE, "", 0)


@for_each(
    ("field", "words"),
    [
        ("layers", ("one hidden layer less", "one hidden layer more")),
        ("inputs", ("one input less", "one input more")),
        ("outputs", ("one unit less in this layer", "one unit more in this layer")),
        ("hidden_2", ("one unit less in this layer", "one unit more in this layer")),
    ],
)
def test_what_a_button_says(field: str, words: tuple[str, str]) -> None:
    found = button_pair((0, 0), 0.1, field, 2, range(1, 4), untranslated)
    assert tuple(point.hover for point in found) == words


def test_buttons_stand_beside_captions_of_any_width() -> None:
    """Half of a caption of 40 pixels, 6 between, and half of a button are 36 of the 430.8 between two layers."""
    spec = NetworkSpec()
    look = look_in(spec, LARGE, has_note=False)
    points = list(size_buttons(spec, look, [40, 0, 60, 20, 0], 1.1, untranslated))
    beside = {"inputs": 36, "hidden": 46, "outputs": 16, "layers": 26}
    middles = {"inputs": 0, "hidden": 1, "outputs": 2, "layers": 1.5}
    for point in points:
        way, field = point.name.split(".")
        if point.size:
            sign = 1 if way == "more" else -1
            assert point.x == pytest.approx(middles[field] + sign * beside[field] / (1120 / 2.6), abs=1e-4)
            assert point.y == 1.1
    assert [point.name for point in points] == [
        "less.inputs",
        "more.inputs",
        "less.hidden",
        "more.hidden",
        "less.outputs",
        "more.outputs",
        "less.layers",
        "more.layers",
    ]


@for_each(
    ("widths", "fits"),
    [
        ([206, 0, 0, 0, 0], True),  # with its buttons as wide as both margins together
        ([207, 0, 0, 0, 0], False),
        ([0, 0, 0, 0, 206], True),
        ([0, 0, 0, 0, 207], False),
        ([0, 0, 314, 0, 0], True),  # beside the buttons of the layers
        ([0, 0, 315, 0, 0], False),
        ([0, 0, 0, 314, 0], True),
        ([0, 0, 0, 315, 0], False),
        ([0, 366, 0, 0, 0], True),  # which has no buttons of its own
        ([0, 367, 0, 0, 0], False),
    ],
)
def test_how_wide_captions_may_be(widths: list[float], fits: bool) -> None:
    """Half of a layer's pitch is 215.4 pixels, a margin 129.2; two buttons with their gaps take 52, and 6 stay free."""
    spec = NetworkSpec()
    assert has_room(spec, look_in(spec, LARGE, has_note=False), widths) is fits
