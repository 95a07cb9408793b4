"""Loss and accuracy over the steps, with the cursor at one of them."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from components.base.style import GREEN
from components.training.figures.course_curve import (
    MOST_POINTS,
    course_curve,
    describe_course,
    thinned,
    written,
)
from compute.training.course import Course, train
from compute.training.setting import TrainingSpec
from tests.figures.figure_reading import Golden, marked, traces, validated

RINGS = TrainingSpec(steps=400)


@pytest.fixture(scope="module")
def course() -> Course:
    return train(RINGS)


@pytest.fixture(scope="module")
def plane() -> Course:
    """A number is learned, and there is no accuracy."""
    return train(TrainingSpec(data="plane", steps=150, rate=0.1))


@pytest.fixture(scope="module")
def broken() -> Course:
    return train(TrainingSpec(data="plane", steps=300, activation="relu", hidden=(8, 8), rate=3))


def test_golden(golden: Golden, course: Course) -> None:
    golden(course_curve(course, 40), "course-small")


def test_the_lines_are_the_courses_and_the_dots_its_values_at_the_step(course: Course, plane: Course) -> None:
    for each, names in (
        (course, ("training_loss", "test_loss", "training_accuracy", "test_accuracy")),
        (plane, ("training_loss", "test_loss")),
    ):
        drawing = course_curve(each, 33)
        validated(drawing)
        lines = [trace for trace in traces(drawing) if trace["mode"] == "lines" and len(trace["x"]) > 2]
        assert len(lines) == len(names)
        for line, name in zip(lines, names, strict=True):
            values = getattr(each, name)
            assert line["y"] == pytest.approx(values[line["x"]].tolist(), abs=1e-6)
            assert (line["x"][0], line["x"][-1]) == (0, each.last)
            assert (line["line"]["dash"] == "solid") == name.startswith("training")
        dots = [trace for trace in traces(drawing) if trace["mode"] == "markers"]
        wanted = [float(getattr(each, name)[33]) for name in names]
        assert [y for trace in dots for y in trace["y"]] == pytest.approx(wanted)
        assert {x for trace in dots for x in trace["x"]} == {33}
        told = [text for trace in dots for text in trace["hovertext"]]
        assert all(f"<b>{value:.4f}</b>" in text for value, text in zip(wanted, told, strict=True))


def test_a_step_moves_the_cursor_alone(course: Course) -> None:
    one, other = (course_curve(course, step) for step in (40, 399))
    assert one.layout == other.layout
    moved = 0
    for before, after in zip(one.traces, other.traces, strict=True):
        same = all(np.array_equal(before[key], after[key]) for key in before)
        assert same or set(before["x"]) == {40}
        moved += not same
        assert {*before} == {*after}
        assert before.get("marker") == after.get("marker")
    assert moved == 4  # a line and its dots, for each of both pictures


@pytest.mark.parametrize("rows", [1, 2, MOST_POINTS, MOST_POINTS + 1, 777, 2001])
def test_a_thinned_line_keeps_its_ends_and_every_peak(rows: int) -> None:
    values = torch.rand(rows, generator=torch.Generator().manual_seed(rows)).numpy()
    values[rows // 3], values[rows // 2] = 9.0, -9.0
    if rows > 5:
        values[4] = math.inf
    steps, kept = thinned(values)
    assert len(steps) == len(kept) <= MOST_POINTS
    assert (np.diff(steps) > 0).all()
    assert (steps[0], steps[-1]) == (0, rows - 1)
    finite = np.isfinite(kept)
    assert np.array_equal(kept[finite], values[steps][finite])
    assert {np.nanmax(kept), np.nanmin(kept)} == {values[np.isfinite(values)].max(), values[np.isfinite(values)].min()}
    assert not np.isinf(kept).any()


def test_each_step_up_is_ten_times_as_much_where_an_even_axis_would_hide_the_end(course: Course) -> None:
    def with_loss(low: float) -> Course:
        losses = torch.linspace(1.0, low, len(course.training_loss))
        return replace(course, training_loss=losses, test_loss=losses)

    for low, is_log in ((0.1, False), (0.03, False), (0.01, True), (0.0, True)):
        axis = course_curve(with_loss(low), 5).layout["yaxis"]
        assert (axis.get("type") == "log") == is_log  # type: ignore[attr-defined]
        assert all(map(math.isfinite, axis["range"]))


def test_a_second_course_has_another_colour_and_stands_at_the_same_step(course: Course) -> None:
    other = train(replace(RINGS, rate=1.0, steps=100))
    drawing = course_curve(course, 150, other=other, names=("rate 0.3", "rate 1"), _=marked)
    validated(drawing)
    lines = [trace for trace in traces(drawing) if trace["mode"] == "lines" and len(trace["x"]) > 2]
    assert [line["line"]["color"] == GREEN for line in lines] == [False, False, True, True] * 2
    assert [line["name"] for line in lines if line["showlegend"]] == ["rate 0.3", "«test»", "rate 1"]
    losses = next(trace for trace in traces(drawing) if trace["mode"] == "markers")
    assert losses["x"] == [150, 150, 100, 100]  # it had no more steps
    assert losses["y"][2] == pytest.approx(float(other.training_loss[-1]))
    words = describe_course(course, 150, other=other, _=marked)
    assert f"{course.test_loss[150]:.4f}" in words
    assert f"{other.test_loss[100]:.4f}" in words


def test_where_it_broke_is_marked_and_no_number_is_hidden(broken: Course, course: Course) -> None:
    assert broken.broke is not None
    drawing = course_curve(broken, broken.last, _=marked)
    validated(drawing)
    (cross,) = (trace for trace in traces(drawing) if trace.get("text"))
    assert cross["x"] == [broken.last]
    assert cross["hovertext"] == [f"«not finite after step {broken.last}»"]
    assert f"«It broke after step {broken.last}: the next values are not finite.»" in describe_course(
        broken, 3, _=marked
    )
    assert not [trace for trace in traces(course_curve(course, 4)) if trace.get("text")]
    endless = torch.cat([course.test_loss[:-1], torch.tensor([math.inf])])
    lost = replace(course, test_loss=endless)
    dots = next(trace for trace in traces(course_curve(lost, lost.last)) if trace["mode"] == "markers")
    assert dots["hovertext"][1] == "test loss: <b>inf</b>"
    top = course_curve(lost, lost.last).figure().layout.yaxis.range[1]
    assert math.isfinite(dots["y"][0])
    assert dots["y"][1] == pytest.approx(top)
    assert "inf in the test" in describe_course(lost, lost.last)


def test_losses_are_written_with_four_decimals_and_huge_ones_shortly() -> None:
    assert [written(value) for value in (0.06704, 12.0, 999999.9375, 1e6, -1e6, 2.5e36, math.inf, math.nan)] == [
        "0.0670",
        "12.0000",
        "999999.9375",
        "1.0000e+06",
        "-1.0000e+06",
        "2.5000e+36",
        "inf",
        "nan",
    ]
