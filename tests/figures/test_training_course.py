"""Loss and accuracy over the steps, with the cursor at one of them."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from components.base.style import GREEN, HIGHLIGHT
from components.training.figures.course_curve import (
    MOST_POINTS,
    course_curve,
    describe_course,
    thinned,
    written,
)
from compute.training.course import Course, Moment, OptimizerState, train
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


def with_losses(course: Course, training: list[float], test: list[float], *, is_broken: bool = False) -> Course:
    """Make a course of these losses, without accuracy."""
    rows = len(training)
    return replace(
        course,
        values=torch.zeros(rows, 1),
        training_loss=torch.tensor(training, dtype=torch.float64),
        test_loss=torch.tensor(test, dtype=torch.float64),
        training_accuracy=None,
        test_accuracy=None,
        broke=Moment(rows - 1, course.parameters(0), OptimizerState(), None) if is_broken else None,
    )


@pytest.mark.parametrize(
    ("losses", "low", "high", "is_log"),
    [
        ([50.0, 1.0], 0, 53, False),  # 1 is a fiftieth of 50, and not less
        ([50.0, 0.99], 0.99 / 1.3, 65, True),
        ([1.0, 1e-9], 0, 1.06, False),  # so low a loss is not shown, and the axis need not reach it
        ([1.0, 1.3e-9], 1e-9, 1.3, True),
        ([2.0, math.inf, 1.0], 0, 2.12, False),
        ([math.nan, math.inf], 1e-9 / 1.3, 1.3, True),
    ],
)
def test_the_axis_of_the_loss_reaches_a_little_past_the_highest(
    course: Course, losses: list[float], low: float, high: float, is_log: bool
) -> None:
    drawing = course_curve(with_losses(course, losses, losses), 0)
    (first, last) = drawing.figure().layout.yaxis.range
    ends = (10**first, 10**last) if is_log else (first, last)
    assert ends == (pytest.approx(low), pytest.approx(high))
    cursor = next(trace for trace in traces(drawing) if trace["line"]["color"] == HIGHLIGHT)
    assert cursor["y"] == pytest.approx([low, high])


def test_what_is_below_such_an_axis_stands_on_its_edge_and_is_said_as_it_is(course: Course) -> None:
    fallen = with_losses(course, [1.0, 0.013, 0.0], [1.0, 0.5, 0.013])
    lines = [trace for trace in traces(course_curve(fallen, 2)) if trace["mode"] == "lines" and len(trace["x"]) == 3]
    assert lines[0]["y"] == pytest.approx([1, 0.013, 0.01])
    assert lines[1]["y"] == pytest.approx([1, 0.5, 0.013])
    dots = next(trace for trace in traces(course_curve(fallen, 2)) if trace["mode"] == "markers")
    assert dots["y"] == pytest.approx([0.01, 0.013])
    assert dots["hovertext"] == ["training loss: <b>0.0000</b>", "test loss: <b>0.0130</b>"]
    assert dots["marker"]["symbol"] == ["circle", "diamond"]


def test_the_cross_stands_a_little_above_the_lower_edge_at_the_end_of_each_course_that_broke(course: Course) -> None:
    even = with_losses(course, [50.0, 10.0], [50.0, 10.0], is_broken=True)
    steep = with_losses(course, [1.0, 0.013, 0.5], [1.0, 0.5, 0.013], is_broken=True)
    whole = with_losses(course, [50.0, 10.0], [50.0, 10.0])

    def cross(one: Course, other: Course | None) -> dict[str, object]:
        drawing = course_curve(one, 1, other=other, names=("a", "b"), _=marked)
        return next(trace for trace in traces(drawing) if trace.get("text"))

    assert cross(even, None)["y"] == [pytest.approx(0.08 * 53)]
    assert cross(steep, None)["y"] == [pytest.approx(0.01 * 130**0.08)]  # from 0.01 to 1.3
    assert cross(even, steep)["x"] == [1, 2]
    assert cross(whole, steep)["x"] == [2]
    assert cross(even, even)["text"] == ["<b>«broke»</b>"] * 2


def test_of_a_long_line_each_piece_keeps_its_lowest_and_its_highest_between_both_ends() -> None:
    values = np.array([0, 1, 5, 2, 3, 9, -1, 4, 6, 7], dtype=float)
    steps, kept = thinned(values, 6)
    assert steps.tolist() == [0, 1, 2, 5, 6, 9]
    assert kept.tolist() == [0, 1, 5, 9, -1, 7]
    steps, kept = thinned(np.array([0, 1, math.inf, 2, 3, *[math.nan] * 4, math.inf]), 6)
    assert steps.tolist() == [0, 1, 4, 5, 9]
    assert np.isnan(kept).tolist() == [False, False, False, True, True]
    values[3] = math.inf
    assert thinned(values, 10)[0].tolist() == list(range(10))  # as many as there may be: none is left out


def test_a_course_without_accuracy_has_the_whole_height_for_its_loss(course: Course, plane: Course) -> None:
    below, alone = (course_curve(each, 5, _=marked).figure().layout for each in (course, plane))
    assert (below.yaxis.domain, below.yaxis2.domain) == ((0.36, 1), (0, 0.2))
    assert (below.xaxis.anchor, alone.xaxis.anchor) == ("y2", "y")
    assert (alone.yaxis.domain, "yaxis2" in alone) == ((0, 1), False)
    assert below.xaxis.range == (-6, 412)  # of 400 steps
    assert below.xaxis.ticktext == ("0", "200", "«400 steps»")
    assert below.yaxis2.tickvals == (0, 1)
    assert below.yaxis2.range == (-0.06, 1.06)
    (note,) = below.annotations
    assert (note.text, note.x, note.y, note.xanchor, note.yanchor) == ("«accuracy»", 0, 0.2, "left", "bottom")
    assert not alone.annotations
    assert [trace["name"] for trace in traces(course_curve(plane, 5)) if trace["showlegend"]] == ["training", "test"]


def test_the_axis_of_steps_is_that_of_the_longer_course(course: Course) -> None:
    short = with_losses(course, [3.0, 2.0], [3.0, 2.0])
    long = with_losses(course, [3.0] * 21, [3.0] * 21)
    for one, other in ((short, long), (long, short)):
        layout = course_curve(one, 0, other=other, names=("a", "b")).figure().layout
        assert layout.xaxis.range == (pytest.approx(-0.3), pytest.approx(20.6))
    dots = next(
        trace for trace in traces(course_curve(short, 9, other=long, names=("a", "b"))) if trace["mode"] == "markers"
    )
    assert dots["x"] == [1, 1, 9, 9]
    assert dots["marker"]["color"] == [HIGHLIGHT, HIGHLIGHT, GREEN, GREEN]
    assert [told.partition(": <b>")[0] for told in dots["hovertext"]] == [
        "a: training loss",
        "a: test loss",
        "b: training loss",
        "b: test loss",
    ]


def test_the_cursor_and_the_dots_of_the_accuracy_stand_between_0_and_1(course: Course) -> None:
    assert course.training_accuracy is not None
    assert course.test_accuracy is not None
    drawn = traces(course_curve(course, 33))
    assert [trace.get("yaxis", "y") for trace in drawn] == ["y", "y", "y2", "y2", "y", "y2", "y", "y2"]
    assert (drawn[5]["x"], drawn[5]["y"]) == ([33, 33], [0, 1])
    assert drawn[7]["hovertext"] == [
        f"training accuracy: <b>{course.training_accuracy[33]:.4f}</b>",
        f"test accuracy: <b>{course.test_accuracy[33]:.4f}</b>",
    ]


def test_words_say_losses_then_accuracies_and_the_other_training(course: Course) -> None:
    one = replace(
        with_losses(course, [3.0, 2.0, 1.0], [4.0, 3.5, 2.5], is_broken=True),
        training_accuracy=torch.tensor([0.25, 0.5, 1.0]),
        test_accuracy=torch.tensor([0.125, 0.25, 0.75]),
    )
    other = with_losses(course, [7.0, 6.0], [9.0, 8.0])
    first = (
        "After step 2 of 2 the loss is 1.0000 in training and 2.5000 in the test. The accuracy is 1.0000 and 0.7500."
    )
    broke = "It broke after step 2: the next values are not finite."
    second = "After step 1 of 1 the loss is 6.0000 in training and 8.0000 in the test."
    assert describe_course(one, 2) == f"{first} {broke}"
    assert describe_course(one, 5, other=other) == f"{first} The other training: {second} {broke}"
    assert describe_course(other, 1) == second


def test_one_accuracy_alone_is_neither_drawn_nor_said(course: Course) -> None:
    for name in ("training_accuracy", "test_accuracy"):
        lone = replace(with_losses(course, [3.0, 2.0], [4.0, 3.0]), **{name: torch.tensor([0.5, 1.0])})
        assert {trace.get("yaxis", "y") for trace in traces(course_curve(lone, 1))} == {"y"}
        assert describe_course(lone, 1) == "After step 1 of 1 the loss is 2.0000 in training and 3.0000 in the test."
