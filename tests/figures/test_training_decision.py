"""The answer over the plane, with the points for training and for the test."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
import torch

from components.base.drawing import Drawing
from components.base.style import DARK_TEXT, HIGHLIGHT, INK, WHITE, fill_at_night, fill_of, printed_number
from components.training.figures.answers import output_image
from components.training.figures.classes import class_colour, class_symbol
from components.training.figures.decision_picture import (
    LONGEST_NAME,
    axis_names,
    class_names,
    decision_picture,
    describe_decision,
    reach_of,
    shortened,
    written_name,
)
from components.training.figures.maps import class_image, map_image
from components.training.figures.ticks import log_ticks, nice_ticks
from compute.training.course import Course, train
from compute.training.data import LearningData, MeasuredRows, Scaling
from compute.training.decision import DecisionMap, decision_map, span_of
from compute.training.setting import TrainingSpec
from tests.figures.figure_reading import Golden, decoded, marked, traces, validated

RINGS = TrainingSpec(steps=100)
FLOWERS = TrainingSpec(data="iris", steps=100)
HILLS = TrainingSpec(data="hills", steps=100)


@pytest.fixture(scope="module")
def courses() -> dict[TrainingSpec, Course]:
    return {spec: train(spec) for spec in (RINGS, FLOWERS, HILLS)}


def plane_of(course: Course, step: int, size: int = 100) -> DecisionMap:
    with torch.no_grad():
        return decision_map(course.spec, course.parameters(step), span_of(course.start.data), size)


@pytest.mark.parametrize(("length", "shown"), [(24, "n" * 24), (25, "n" * 23 + "…")])
def test_a_name_of_a_column_is_not_longer_than_there_is_room(length: int, shown: str) -> None:
    assert len(shown) == LONGEST_NAME
    assert shortened("n" * length) == shown


def test_golden(golden: Golden, courses: dict[TrainingSpec, Course]) -> None:
    course = courses[FLOWERS]
    golden(decision_picture(FLOWERS, course.start.data, plane_of(course, 50, 20), picked=3), "decision-flowers")


@pytest.mark.parametrize("spec", [RINGS, FLOWERS, HILLS], ids=lambda spec: spec.data)
def test_each_point_stands_once_with_class_and_side(spec: TrainingSpec, courses: dict[TrainingSpec, Course]) -> None:
    course = courses[spec]
    data = course.start.data
    drawing = decision_picture(spec, data, plane_of(course, 50))
    validated(drawing)
    found = {}
    for trace in traces(drawing):
        if "customdata" not in trace:
            continue
        marker = trace["marker"]
        for name, x, y in zip(trace["customdata"], trace["x"], trace["y"], strict=True):
            assert name not in found
            found[name] = (x, y, marker["color"], marker["symbol"], marker["line"]["color"])
    assert len(found) == len(data.training) + len(data.test)
    training = set(data.training.tolist())
    for name, (x, y, colour, symbol, rim) in found.items():
        point = int(name[1:]) - 1
        assert [x, y] == pytest.approx(data.points[point].tolist(), abs=1e-5)
        assert rim == (WHITE if point in training else DARK_TEXT)
        if data.classes:
            wanted = int(data.wanted[point])
            assert (colour, symbol) == (class_colour(wanted, data.classes), class_symbol(wanted))


def test_the_map_is_the_answer_of_the_step_and_reaches_past_its_outermost_points(
    courses: dict[TrainingSpec, Course],
) -> None:
    for spec, course in courses.items():
        data = course.start.data
        for step in (0, 80):
            plane = plane_of(course, step)
            drawing = decision_picture(spec, data, plane)
            (image,) = decoded(drawing)["layout"]["images"]
            values = plane.output.numpy()
            reach = float(data.wanted.abs().max())
            wanted = {
                "rings": partial(map_image, values[0], 0, 1),
                "iris": partial(class_image, values),
                "hills": partial(map_image, values[0], -reach, reach),
            }[spec.data]
            assert image["source"] == wanted() == output_image(spec.network, plane, reach)
            low, high = drawing.layout["xaxis"]["range"]
            pixel = image["sizex"] / 100
            first = image["x"] - image["sizex"] / 2 + pixel / 2
            assert [first, first + 99 * pixel] == pytest.approx(
                [low, high], abs=1e-4
            )  # the middle of a pixel is a point


def test_a_number_that_is_learned_is_the_colour_of_its_point(courses: dict[TrainingSpec, Course]) -> None:
    data = courses[HILLS].start.data
    drawing = decision_picture(HILLS, data, plane_of(courses[HILLS], 10), _=marked)
    outlines, training, test = traces(drawing)
    assert len(outlines["x"]) == len(data.points)
    assert "customdata" not in outlines  # they stand below, and are not what is picked
    values = data.wanted[data.training].tolist()
    assert training["hovertext"] == [f"{value:.4f}" for value in values]
    highest, lowest = (training["marker"]["color"][int(find(values))] for find in (np.argmax, np.argmin))
    assert highest != lowest
    assert [colour for _at, colour, _ink in training["meta"]["night"]] != training["marker"]["color"]
    assert "«training»" in training["hovertemplate"]
    assert "«test»" in test["hovertemplate"]


def test_the_picked_point_has_a_ring_which_is_not_picked_itself(courses: dict[TrainingSpec, Course]) -> None:
    data = courses[RINGS].start.data
    *_points, ring = traces(decision_picture(RINGS, data, plane_of(courses[RINGS], 10), picked=17))
    assert (ring["x"], ring["y"]) == ([pytest.approx(data.points[17, 0])], [pytest.approx(data.points[17, 1])])
    assert ring["marker"]["line"]["color"] == HIGHLIGHT
    assert "customdata" not in ring


def test_axes_have_the_numbers_that_were_measured(courses: dict[TrainingSpec, Course]) -> None:
    data = courses[FLOWERS].start.data
    assert data.scaling is not None
    drawing = decision_picture(FLOWERS, data, plane_of(courses[FLOWERS], 10))
    axis = drawing.layout["xaxis"]
    assert axis["title"]["text"] == "x1: petal_length"
    for value, text in zip(axis["tickvals"], axis["ticktext"], strict=True):
        measured = value * data.scaling.deviations[0] + data.scaling.means[0]
        assert measured == pytest.approx(float(text), abs=1e-4)
    rings = decision_picture(RINGS, courses[RINGS].start.data, plane_of(courses[RINGS], 10))
    assert rings.layout["yaxis"]["title"]["text"] == "x2"


def test_a_name_that_a_person_gave_is_no_markup_and_not_long() -> None:
    rows = tuple((float(at % 5), float(at)) for at in range(20))
    measured = MeasuredRows(("<b>&" + "w" * 50, "b", "c"), rows, (0.0, 1.0) * 10, ("<i>%{x}", "no"))
    spec = TrainingSpec(data="own", points=20, steps=100, measured=measured)
    course = train(spec)
    drawing = decision_picture(spec, course.start.data, plane_of(course, 0, 20))
    title = drawing.layout["xaxis"]["title"]["text"]
    assert title.startswith("x1: &lt;b&gt;&amp;www")
    assert title.endswith("www…")
    assert len(title) < 50
    first, second = traces(drawing)[:2]
    assert first["hovertemplate"].startswith("<b>training, class &lt;i&gt;% {x}</b>")
    assert second["hovertemplate"].startswith("<b>training, class no</b>")


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(-2.1, 2.0, [-2, 0, 2]), (0, 1000, [0, 500, 1000]), (0.02, 0.09, [0.025, 0.05, 0.075]), (-7e5, 1e5, None)],
)
def test_ticks_are_few_and_round(low: float, high: float, ticks: list[float] | None) -> None:
    found = nice_ticks(low, high, 3)
    assert 2 <= len(found) <= 5
    assert all(low <= tick <= high for tick in found)
    if ticks:
        assert list(found) == pytest.approx(ticks)


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0.03, 0.7, ["0.05", "0.1", "0.2", "0.5"]),
        (0.02, 30, ["0.1", "1", "10"]),
        (1e-8, 1.2, ["10<sup>−8</sup>", "10<sup>−6</sup>", "10<sup>−4</sup>", "0.01", "1"]),
        (2, 3e35, None),
    ],
)
def test_ticks_of_steps_of_ten_are_enough_to_be_read(low: float, high: float, texts: list[str] | None) -> None:
    ticks = decoded(Drawing([], {"xaxis": log_ticks(low, high)}))["layout"]["xaxis"]
    assert 3 <= len(ticks["tickvals"]) == len(ticks["ticktext"]) <= 5
    assert all(low <= value <= high for value in ticks["tickvals"])
    if texts:
        assert ticks["ticktext"] == texts


def test_it_is_said_in_words(courses: dict[TrainingSpec, Course]) -> None:
    course = courses[FLOWERS]
    plane = plane_of(course, 60)
    words = describe_decision(FLOWERS, course.start.data, plane, step=60, _=marked)
    share = round(100 * float((plane.classes == 1).float().mean()))
    assert f"«class versicolor in {share} % of it»" in words
    assert "Points: 105 for training, 45 for the test" in words
    hills = plane_of(courses[HILLS], 60)
    told = describe_decision(HILLS, courses[HILLS].start.data, hills, step=60, _=marked)
    assert f"from {printed_number(hills.output.min())} to {printed_number(hills.output.max())}" in told


ACROSS, UP = torch.linspace(0, 4, 5), torch.linspace(-1, 2, 4)
NUMBERS = LearningData(
    torch.tensor([[0.0, 1.0], [2.0, 0.5], [4.0, -1.0]]),
    torch.tensor([0.5, -2.0, 1.0]),
    0,
    training=torch.tensor([2, 0]),
    test=torch.tensor([1]),
)
TWO = replace(NUMBERS, wanted=torch.tensor([1, 0, 1]), classes=2)


def answers_of(*rows: list[float]) -> DecisionMap:
    """Make the map of one output, with the same answers in the layer before."""
    values = torch.tensor([rows])
    return DecisionMap(ACROSS[: values.shape[2]], UP[: values.shape[1]], (values, values))


LEVEL = answers_of(*[[0.5] * 5] * 4)


def test_the_map_reaches_half_a_pixel_past_both_ends_in_both_directions() -> None:
    layout = decoded(decision_picture(HILLS, NUMBERS, LEVEL))["layout"]
    (image,) = layout["images"]
    assert [image[key] for key in ("x", "y", "sizex", "sizey")] == [2, 0.5, 5, 4]
    assert (layout["xaxis"]["range"], layout["yaxis"]["range"]) == ([0, 4], [-1, 2])


def test_a_number_that_is_wanted_is_a_colour_by_its_share_of_the_largest() -> None:
    outlines, training, test = traces(decision_picture(HILLS, NUMBERS, LEVEL))
    assert (outlines["x"], outlines["y"]) == ([0, 2, 4], [1, 0.5, -1])
    assert (training["customdata"], test["customdata"]) == (["p3", "p1"], ["p2"])
    assert (training["x"], training["y"]) == ([4, 0], [-1, 1])
    assert training["marker"]["color"] == [fill_of(0.5), fill_of(0.25)]
    assert test["marker"]["color"] == [fill_of(-1)]
    assert training["meta"]["night"] == [[0, fill_at_night(0.5), INK], [1, fill_at_night(0.25), INK]]
    assert training["hovertext"] == ["1.0000", "0.5000"]
    assert (training["marker"]["line"]["color"], test["marker"]["line"]["color"]) == (WHITE, DARK_TEXT)
    assert {trace["marker"]["symbol"] for trace in (training, test)} == {"circle"}
    assert outlines["marker"]["size"] == pytest.approx(8.5 + 1.4 + 2)


def test_the_largest_number_has_either_sign_and_is_1_where_all_are_zero() -> None:
    assert reach_of(NUMBERS) == 2
    assert reach_of(replace(NUMBERS, wanted=torch.tensor([0.5, -0.25, 0.0]))) == 0.5
    assert reach_of(replace(NUMBERS, wanted=torch.zeros(3))) == 1


def test_classes_stand_in_order_first_those_of_the_training() -> None:
    drawn = traces(decision_picture(RINGS, TWO, LEVEL, _=marked))
    assert [trace["customdata"] for trace in drawn] == [[], ["p3", "p1"], ["p2"], []]
    assert [trace["marker"]["line"]["color"] for trace in drawn] == [WHITE, WHITE, DARK_TEXT, DARK_TEXT]
    places = "<br>x1 = %{x:.4f}<br>x2 = %{y:.4f}<extra></extra>"
    assert [trace["hovertemplate"] for trace in drawn] == [
        f"<b>«{side}», «class {index}»</b>{places}" for side in ("training", "test") for index in (0, 1)
    ]


def test_the_first_point_can_be_picked_as_well() -> None:
    *_points, ring = traces(decision_picture(RINGS, TWO, LEVEL, picked=0))
    assert (ring["x"], ring["y"]) == ([0], [1])


def test_axes_count_in_what_was_measured_and_points_say_what_is_learned_from() -> None:
    scaled = replace(NUMBERS, scaling=Scaling((10.0, -5.0), (2.0, 0.5), 0.0, 1.0))
    drawing = decision_picture(HILLS, scaled, LEVEL)
    across, up = drawing.layout["xaxis"], drawing.layout["yaxis"]
    assert (across["tickvals"], across["ticktext"]) == ([0, 1, 2, 3, 4], ["10", "12", "14", "16", "18"])
    assert (up["tickvals"], up["ticktext"]) == ([-1, 0, 1, 2], ["−5.5", "−5", "−4.5", "−4"])


@pytest.mark.parametrize(
    ("scaling", "names"),
    [
        (None, ("x1: long", "x2: wide")),
        (Scaling((0.0, 0.0), (1.0, 1.0), 0.0, 1.0), ("x1: long", "x2: wide")),
        (Scaling((0.0, 0.0), (1.0, 2.0), 0.0, 1.0), ("x1", "x2")),
        (Scaling((0.0, 3.0), (1.0, 1.0), 0.0, 1.0), ("x1", "x2")),
    ],
)
def test_a_point_has_the_names_of_its_columns_unless_its_numbers_are_scaled(
    scaling: Scaling | None, names: tuple[str, str]
) -> None:
    rows = MeasuredRows(("long", "wide", "high"), ((0.0, 1.0), (2.0, 0.5)) * 10, (0.5, -2.0) * 10, ())
    spec = TrainingSpec(data="own", points=20, measured=rows)
    assert axis_names(spec.rows) == ("x1: long", "x2: wide")
    training = traces(decision_picture(spec, replace(NUMBERS, scaling=scaling), LEVEL))[1]
    assert training["hovertemplate"] == (
        f"<b>training</b><br>{names[0]} = %{{x:.4f}}<br>{names[1]} = %{{y:.4f}}<br>%{{hovertext}}<extra></extra>"
    )


def test_names_of_axes_and_classes_are_numbers_where_nothing_was_measured() -> None:
    assert axis_names(None) == ("x1", "x2")
    assert list(class_names(RINGS)) == ["0", "1"]
    assert list(class_names(FLOWERS)) == ["setosa", "versicolor", "virginica"]
    assert written_name("a%{b}<c>") == "a% {b}&lt;c&gt;"


def test_shares_of_the_plane_and_numbers_of_points_are_said() -> None:
    plane = answers_of([0.9, 0.1, 0.2, 0.3], [0.4, 0.6, 0.1, 0.8])
    assert describe_decision(RINGS, TWO, plane, step=1234) == (
        "The answer over the plane after step 1,234: class 0 in 62 % of it and class 1 in 38 % of it. "
        "Points: 2 for training, 1 for the test."
    )
    assert describe_decision(HILLS, NUMBERS, answers_of([-0.5, 2.0], [0.1, 0.2]), step=7) == (
        "The answer over the plane after step 7: from −0.5000 to 2.0000. Points: 2 for training, 1 for the test."
    )
