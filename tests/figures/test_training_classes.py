"""Each class has a colour and a shape of its own."""

import pytest

from components.base.style import NEGATIVE, POSITIVE
from components.training.figures.classes import class_colour, class_sign, class_symbol


def test_of_two_classes_the_first_is_negative_and_the_second_positive_and_of_three_no_longer() -> None:
    assert [class_colour(index, 2) for index in (0, 1)] == [NEGATIVE, POSITIVE]
    three = [class_colour(index, 3) for index in range(3)]
    assert three[0] == NEGATIVE
    assert three[2] == POSITIVE
    assert len(set(three)) == 3


def test_ten_classes_have_ten_colours_and_shapes_and_the_eleventh_begins_again() -> None:
    assert len({class_colour(index, 10) for index in range(10)}) == 10
    assert len({class_symbol(index) for index in range(10)}) == 10
    assert class_colour(10, 11) == class_colour(0, 11)
    assert class_symbol(10) == class_symbol(0)


@pytest.mark.parametrize(
    ("index", "name", "sign"), [(0, "square", "■"), (1, "circle", "●"), (2, "triangle-up", "▲"), (9, "hexagram", "✶")]
)
def test_the_sign_in_a_line_looks_like_the_shape_of_the_points(index: int, name: str, sign: str) -> None:
    assert class_symbol(index) == name
    assert class_sign(index) == sign
