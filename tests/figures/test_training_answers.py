"""What a unit answers at every point: where its colours are the strongest, and which unit is drawn."""

import math

import numpy as np
import pytest
import torch

from components.base.style import NEGATIVE
from components.training.figures.answers import answer_range, map_size, output_image, unit_image
from components.training.figures.classes import class_colour
from components.training.figures.maps import class_image, map_image
from compute.network.elements import Unit
from compute.network.spec import NetworkSpec
from compute.training.decision import DecisionMap
from tests.cases import for_each

SMALL = [[0.1, -0.3], [0.5, 0.9]]
LARGE = [[3.0, -4.0], [0.0, 0.0]]  # the mean of the squares is 6.25, its root 2.5
ENDLESS = [[2.5, -2.5], [math.inf, math.nan]]
LOST = [[math.inf, math.nan], [math.nan, -math.inf]]


def plane(*layers: list[list[list[float]]]) -> DecisionMap:
    """Make a map of such answers: of each layer, of each unit, a row for each x2."""
    return DecisionMap(torch.arange(2.0), torch.arange(2.0), tuple(torch.tensor(layer) for layer in layers))


@for_each(
    ("activation", "values", "reach"),
    [
        *((name, LARGE, 1) for name in ("sigmoid", "tanh", "heaviside", "sin")),
        ("relu", LARGE, 5),
        ("relu", ENDLESS, 5),
        ("relu", SMALL, 1.0770329614269007),  # the mean of the squares is 0.29, twice its root
        ("relu", [[0.1, 0.2], [0.0, 0.1]], 1),
        ("relu", LOST, 1),
    ],
)
def test_a_hidden_unit_is_strongest_at_1_or_at_twice_the_size_of_most_of_its_values(
    activation: str, values: list[list[float]], reach: float
) -> None:
    spec = NetworkSpec(inputs=2, hidden=(2,), activation=activation)
    found = unit_image(spec, plane([[[0.7, 0.7]] * 2, values], [SMALL]), Unit(1, 1))
    assert found == map_image(np.array(values, np.float32), -reach, reach)


@for_each(
    ("activation", "low", "high"),
    [("sigmoid", 0, 1), ("softmax", 0, 1), ("tanh", -1, 1), ("sin", -1, 1), ("relu", -5, 5)],
)
def test_an_output_alone_has_its_middle_between_two_classes_or_at_zero(
    activation: str, low: float, high: float
) -> None:
    spec = NetworkSpec(inputs=2, hidden=(1,), output_activation=activation)
    found = unit_image(spec, plane([SMALL], [LARGE]), Unit(2, 0))
    assert found == map_image(np.array(LARGE, np.float32), low, high)


def test_one_of_several_outputs_has_the_colour_of_its_class_and_no_colour_at_zero() -> None:
    spec = NetworkSpec(inputs=2, hidden=(1,), outputs=3, output_activation="softmax")
    answers = plane([SMALL], [LARGE, LARGE, SMALL])
    colours = (NEGATIVE, class_colour(2, 3))
    assert unit_image(spec, answers, Unit(2, 2)) == map_image(np.array(SMALL, np.float32), -1, 1, colours=colours)
    numbers = NetworkSpec(inputs=2, hidden=(1,), outputs=3, output_activation="relu")
    assert unit_image(numbers, answers, Unit(2, 0)) == map_image(np.array(LARGE, np.float32), -5, 5)


@for_each(
    ("activation", "reach", "low", "high"),
    [("sigmoid", 3.0, 0, 1), ("softmax", 3.0, 0, 1), ("tanh", 3.0, -3, 3), ("relu", None, -1, 1)],
)
def test_the_whole_answer_reaches_as_far_as_what_is_learned(
    activation: str, reach: float | None, low: float, high: float
) -> None:
    spec = NetworkSpec(inputs=2, hidden=(1,), output_activation=activation)
    answers = plane([LARGE], [SMALL])
    found = output_image(spec, answers) if reach is None else output_image(spec, answers, reach)
    assert found == map_image(np.array(SMALL, np.float32), low, high)


def test_two_outputs_are_two_classes() -> None:
    spec = NetworkSpec(inputs=2, hidden=(1,), outputs=2, output_activation="softmax")
    found = output_image(spec, plane([LARGE], [SMALL, LARGE]))
    assert found == class_image(np.array([SMALL, LARGE], np.float32))


def test_the_range_is_that_of_the_unit_and_its_layer() -> None:
    answers = plane([SMALL, LARGE], [[[7.0, 8.0], [9.0, 6.0]]])
    assert answer_range(answers, Unit(1, 1)) == (-4, 3)
    assert answer_range(answers, Unit(1, 0)) == pytest.approx((-0.3, 0.9))
    assert answer_range(answers, Unit(2, 0)) == (6, 9)


@for_each(
    ("hidden", "outputs", "points"),
    [((29,), 1, 30), ((29,), 2, 20), ((30, 29), 1, 20), ((30, 29), 2, 14), ((1,), 1, 30)],
)
def test_a_map_has_fewer_points_behind_30_and_behind_60_units(
    hidden: tuple[int, ...], outputs: int, points: int
) -> None:
    assert map_size(NetworkSpec(inputs=64, hidden=hidden, outputs=outputs)) == points
