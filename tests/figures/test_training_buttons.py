"""The row of buttons above the picture of a training: what can change has one, and nothing lies over anything."""

from itertools import pairwise

import pytest

from components.base.text import translator
from components.network.figures.size_buttons import OUTSIDE, SIZE
from components.training.figures.training_buttons import training_buttons
from components.training.figures.training_places import EDGE, LAPTOP, NAME_WIDTH, MapLook, look_in
from compute.network.spec import NetworkSpec

NETWORKS = [(4,), (1,), (16,), (5, 3), (2,) * 3, (16,) * 4, (8, 1, 16, 2, 3), (16,) * 6]


def row(hidden: tuple[int, ...], language: str = "en") -> tuple[MapLook, dict[str, float], list[tuple[float, float]]]:
    """The look, the middles of the buttons by their names, and the ends of all that stands, in pixels."""
    spec = NetworkSpec(inputs=2, hidden=hidden)
    look = look_in(spec.sizes, LAPTOP, has_note=False, has_head=True)
    points = [point for point in training_buttons(spec, look, translator(language)) if point[:2] != OUTSIDE]
    assert all(1 < point.y < look.y_range[1] for point in points)
    buttons = {point.name: point.x * look.pitch for point in points if point.name}
    wide = {id(point): point.size or len(point.text) * NAME_WIDTH * point.text_size for point in points}
    ends = [
        (point.x * look.pitch - wide[id(point)] / 2, point.x * look.pitch + wide[id(point)] / 2) for point in points
    ]
    return look, buttons, sorted(end for end in ends if end[0] < end[1])


@pytest.mark.parametrize("hidden", NETWORKS, ids=str)
def test_what_can_change_has_a_button(hidden: tuple[int, ...]) -> None:
    fields = ["hidden", *(f"hidden_{layer}" for layer in range(2, 7))][: len(hidden)]
    wanted = {f"less.{field}" for field, units in zip(fields, hidden, strict=True) if units > 1}
    wanted |= {f"more.{field}" for field, units in zip(fields, hidden, strict=True) if units < 16}
    wanted |= {"more.layers"} if len(hidden) < 6 else set()
    wanted |= {"less.layers"} if len(hidden) > 1 else set()
    _look, buttons, _ends = row(hidden)
    assert buttons.keys() == wanted


@pytest.mark.parametrize("language", ["en", "pt", "es"])
@pytest.mark.parametrize("hidden", NETWORKS, ids=str)
def test_nothing_lies_over_anything(hidden: tuple[int, ...], language: str) -> None:
    look, buttons, ends = row(hidden, language)
    assert all(right <= left + 0.01 for (_left, right), (left, _right) in pairwise(ends))
    assert ends[0][0] >= look.x_range[0] * look.pitch
    assert ends[-1][1] <= look.x_range[1] * look.pitch - EDGE + 0.1
    assert all(middle > look.pitch / 2 for middle in buttons.values())  # none over the inputs
    assert SIZE >= 20  # with the room around it as large as a finger needs


def test_less_stands_left_of_its_layer_and_more_right() -> None:
    look, buttons, _ends = row((4, 3))
    for layer, field in enumerate(("hidden", "hidden_2"), start=1):
        assert buttons[f"less.{field}"] < layer * look.pitch < buttons[f"more.{field}"]


def captions(hidden: tuple[int, ...], look: MapLook) -> list[tuple[str, float]]:
    """Read what stands between the buttons, and where, from the left to the right."""
    points = training_buttons(NetworkSpec(inputs=2, hidden=hidden), look, translator("en"))
    shown = [point for point in points if not point.name]
    assert {point.size for point in shown} == {0}
    return [(point.text, point.x) for point in shown]


@pytest.mark.parametrize(
    ("pitch", "words"),
    [
        (110.8, ["h1 (5)", "h2 (3)", "2 layers"]),
        (110.7, ["h1 (5)", "h2 (3)", "2"]),
        (103.3, ["h1 (5)", "h2 (3)", "2"]),
        (103.2, ["5", "3", "2"]),
        (65.6, ["5", "3", "2"]),
        (65.5, ["", "", ""]),
    ],
)
def test_captions_are_as_long_as_six_pixels_between_two_pairs_allow(pitch: float, words: list[str]) -> None:
    look = MapLook(LAPTOP, (-1, 5), (0, 1.1), pitch, 300, (20, 20, 20, 20))
    assert captions((5, 3), look) == list(zip(words, (1, 2, 3), strict=True))


def test_buttons_stand_six_pixels_beside_their_caption_in_the_middle_of_the_row() -> None:
    spec = NetworkSpec(inputs=2, hidden=(4,))
    look = look_in(spec.sizes, LAPTOP, has_note=False, has_head=True)
    points = {point.name: point for point in training_buttons(spec, look, translator("en")) if point.name}
    # Five letters of 7.54 pixels are 37.7: half of them, the gap and half of a button are 34.85.
    assert (points["less.hidden"].x, points["more.hidden"].x) == (round(1 - 34.85 / 163, 4), round(1 + 34.85 / 163, 4))
    assert {point.y for point in points.values()} == {round(1 + 15 / 305, 4), OUTSIDE[1]}
    # The last pair ends five pixels before the edge: seven letters are 52.78.
    assert captions((4,), look) == [("h (4)", 1), ("1 layer", round(2.227 - (26.39 + 26 + 5) / 163, 4))]


def test_buttons_without_a_caption_stand_two_pixels_apart() -> None:
    look, buttons, _ends = row((2,) * 6)
    assert look.pitch == pytest.approx(361.6 / 7)
    assert buttons["more.hidden_3"] - buttons["less.hidden_3"] == pytest.approx(22, abs=0.01)
