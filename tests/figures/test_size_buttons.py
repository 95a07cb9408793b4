"""The buttons in the picture of a network that change its sizes: there where something can change, and nowhere else."""

import pytest

from components.base.text import untranslated
from components.network.figures.diagram_rooms import LARGE, NARROW, NORMAL, Room, look_in
from components.network.figures.size_buttons import OUTSIDE, SIZE, pressed_size, size_buttons
from compute.network.spec import NetworkSpec

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
