"""The maps of a training as PNGs: read back by another hand, point by point, and the looks of classes."""

import base64
import io

import numpy as np
import pytest
from jaxtyping import UInt8
from numpy import ndarray
from PIL import Image

from components.base.style import NEGATIVE, NEUTRAL, POSITIVE
from components.training.figures.classes import SYMBOLS, class_colour, class_symbol
from components.training.figures.maps import STRONGEST, class_image, map_image


def pixels(address: str) -> UInt8[ndarray, "rows columns 4"]:
    """Red, green, blue and opacity of each point, the top row first."""
    kind, packed = address.split(",")
    assert kind == "data:image/png;base64"
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(packed))).convert("RGBA"))


def rgb(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


STRONG = round(255 * STRONGEST)


def test_the_sign_is_the_colour_and_the_size_how_much_of_it_is_seen() -> None:
    values = np.array([[-1.0, -0.5, 0.0, 0.5], [1.0, 7.0, -np.inf, np.nan]])
    above, below = pixels(map_image(values))  # row 0 of the values is at the bottom
    assert [point[:3].tolist() for point in below] == [rgb(NEGATIVE), rgb(NEGATIVE), rgb(POSITIVE), rgb(POSITIVE)]
    assert below[:, 3].tolist() == pytest.approx([STRONG, STRONG / 2, 0, STRONG / 2], abs=5)
    assert below[2, 3] == 0  # the page shows through
    assert [point[:3].tolist() for point in above] == [rgb(POSITIVE), rgb(POSITIVE), rgb(NEGATIVE), rgb(NEUTRAL)]
    assert above[:3, 3].tolist() == [STRONG] * 3
    assert 0 < above[3, 3] < STRONG


def test_the_middle_between_both_ends_has_no_colour() -> None:
    ((low, middle, high),) = pixels(map_image(np.array([[0.0, 0.5, 1.0]]), 0.0, 1.0))
    assert (low[3], middle[3], high[3]) == (STRONG, 0, STRONG)
    assert (low[:3].tolist(), high[:3].tolist()) == (rgb(NEGATIVE), rgb(POSITIVE))
    ((_low, _middle, own),) = pixels(map_image(np.array([[0.0, 0.5, 1.0]]), 0.0, 1.0, colours=(NEGATIVE, NEUTRAL)))
    assert own[:3].tolist() == rgb(NEUTRAL)


def test_a_map_rises_in_as_many_steps_as_the_eye_needs() -> None:
    (row,) = pixels(map_image(np.linspace(-1, 1, 101)[None]))
    opacity = row[:, 3].astype(int)
    assert (np.diff(opacity[:51]) <= 0).all()
    assert (np.diff(opacity[50:]) >= 0).all()
    assert np.abs(np.diff(opacity)).max() < 16


@pytest.mark.parametrize("classes", [2, 3, 10])
def test_the_largest_class_has_the_colour_and_its_lead_the_strength(classes: int) -> None:
    values = np.full((classes, 1, classes + 2), 0.1)
    for index in range(classes):
        values[index, 0, index] = 1.1
    values[-1, 0, classes] = 0.6
    values[0, 0, classes + 1] = np.nan
    (row,) = pixels(class_image(values))
    assert [point[:3].tolist() for point in row[:classes]] == [rgb(class_colour(at, classes)) for at in range(classes)]
    assert row[:classes, 3].tolist() == [STRONG] * classes
    assert row[classes, :3].tolist() == rgb(class_colour(classes - 1, classes))
    assert row[classes, 3] == pytest.approx(STRONG / 2, abs=5)
    assert row[classes + 1, 3] == 0


def test_no_two_classes_look_alike() -> None:
    assert (class_colour(0, 2), class_colour(1, 2)) == (NEGATIVE, POSITIVE)
    assert len({class_colour(index, 10) for index in range(10)}) == len(SYMBOLS) == 10
    assert len({class_symbol(index) for index in range(10)}) == 10


def test_half_of_the_grey_of_what_is_no_number_is_seen() -> None:
    ((point,),) = pixels(map_image(np.array([[np.nan]])))
    assert point.tolist() == [*rgb(NEUTRAL), 128]
