"""The way of two weights through the loss: heights, the way, its two ends, and the same in words."""

import math

import numpy as np
import pytest

from components.base.drawing import Drawing
from components.base.style import HIGHLIGHT, INK, NEUTRAL
from components.training.figures.weight_path import describe_path, weight_path
from tests.cases import for_each
from tests.figures.figure_reading import marked, traces, validated

PATH = np.array([[1.0, -2.0], [2.5, -1.0], [4.0, 2.0]])
ACROSS, UP = np.array([0.0, 2.0, 5.0]), np.array([-3.0, 3.0])
EVEN = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def drawn(step: int, losses: np.ndarray = EVEN, path: np.ndarray = PATH) -> Drawing:
    return weight_path(("W1[0, 0]", "B1[0, 1]"), ACROSS, UP, losses, path, step, _=marked)


@for_each(
    ("step", "walked", "place", "words"),
    [
        (0, [1, 1, 1], (1, -2), "«step 0»<br>1.0000, -2.0000"),
        (1, [1, 2.5, 2.5], (2.5, -1), "«step 1»<br>2.5000, -1.0000"),
        (2, [1, 2.5, 4], (4, 2), "«step 2»<br>4.0000, 2.0000"),
    ],
)
def test_what_is_still_to_come_stands_on_the_present_point(
    step: int, walked: list[float], place: tuple[float, float], words: str
) -> None:
    whole, gone, start, now = traces(drawn(step))
    assert (whole["x"], whole["y"]) == ([1, 2.5, 4], [-2, -1, 2])
    assert gone["x"] == walked
    assert (now["x"], now["y"], now["hovertext"]) == ([place[0]], [place[1]], [words])
    assert (start["x"], start["y"], start["hovertext"]) == ([1], [-2], ["«start»<br>1.0000, -2.0000"])


def test_a_step_behind_the_end_of_the_way_is_at_its_end() -> None:
    assert traces(drawn(3))[3]["x"] == [4]
    assert "at step 3 a = 4.0000, b = 2.0000, a distance of 5.0000" in describe_path(("a", "b"), PATH, 3)


def test_the_whole_way_is_grey_and_dashed_and_what_was_walked_a_line() -> None:
    whole, gone, start, now = traces(drawn(1))
    assert whole["line"] == {"color": NEUTRAL, "width": 1.5, "dash": "3px,3px"}
    assert gone["line"] == {"color": INK, "width": 2.5, "dash": "solid"}
    assert [(end["marker"]["color"], end["marker"]["symbol"]) for end in (start, now)] == [
        (NEUTRAL, "square"),
        (HIGHLIGHT, "circle"),
    ]


@for_each(("steps", "points"), [(299, 299), (300, 300), (301, 300), (1000, 300)])
def test_a_way_is_drawn_through_300_steps_at_most_and_both_ends(steps: int, points: int) -> None:
    path = np.stack([np.arange(steps), -np.arange(steps)], axis=1).astype(float)
    whole = traces(drawn(5, path=path))[0]
    assert len(whole["x"]) == points
    assert (whole["x"][0], whole["x"][-1], whole["y"][-1]) == (0, steps - 1, 1 - steps)


def test_each_weight_names_its_axis_which_ends_with_the_map() -> None:
    layout = drawn(1).figure().layout
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == ("W1[0, 0]", "B1[0, 1]")
    assert (layout.xaxis.range, layout.yaxis.range) == ((0, 5), (-3, 3))


@for_each(
    ("low", "high", "grows"),
    [(1, 30, False), (1, 30.5, True), (0, 100, False), (-1, 100, False), (0.01, 0.31, True), (5, 5, False)],
)
def test_lines_stand_for_times_as_much_where_the_highest_is_more_than_thirty_times_the_lowest(
    low: float, high: float, grows: bool
) -> None:
    losses = np.array([[low, high, high], [high, high, math.inf]])
    drawing = drawn(1, losses)
    validated(drawing)
    (heights,) = traces(drawing, "contour")
    at_both_ends = [math.log10(low), math.log10(high)] if grows else [low, high]
    assert [heights["z"][0][0], heights["z"][0][1]] == pytest.approx(at_both_ends)
    assert math.isnan(heights["z"][1][2])
    assert heights["contours"]["showlabels"] is not grows
    assert heights["text"][1][2] == "inf"
    assert (heights["x"], heights["y"]) == (ACROSS.tolist(), UP.tolist())


def test_a_map_of_nothing_finite_has_no_heights() -> None:
    (heights,) = traces(drawn(1, np.full((2, 3), math.nan)), "contour")
    assert np.isnan(heights["z"]).all()
    assert heights["contours"]["showlabels"] is True


def test_it_is_said_in_words_with_the_distance_from_the_start() -> None:
    assert describe_path(("W1[0, 0]", "B1[0, 1]"), PATH, 1) == (
        "The loss over W1[0, 0] and B1[0, 1], and the way through it: at step 1 W1[0, 0] = 2.5000, "
        "B1[0, 1] = −1.0000, a distance of 1.8028 from the start"
    )
