"""The wall of trainings and its columns, the way of two weights, and pictures of eight by eight pixels."""

import math
from collections.abc import Sequence
from statistics import median

import numpy as np
import pytest
import torch

from components.base.style import HIGHLIGHT
from components.training.figures.digit_picture import weights_image
from components.training.figures.wall_picture import (
    ACCURACY,
    MOST_COLUMNS,
    MOST_ROWS,
    describe_wall,
    wall_curve,
    wall_picture,
)
from components.training.figures.weight_path import describe_path, weight_path
from compute.training.digits import SIDE
from compute.training.setting import TrainingSpec
from compute.training.wall import RATES, RIGHT_SHARE, SMALL_LOSS, WIDTHS, WallColumn
from tests.figures.figure_reading import Golden, decoded, heatmap, marked, traces, validated
from tests.figures.test_training_maps import pixels

WIDE = (1, 2, 4)
SEEDS = (3, 5, 8, 13)


def column(losses: Sequence[float], accuracy: Sequence[float] | None = None) -> WallColumn:
    values = torch.tensor(losses)
    specs = tuple(TrainingSpec(seed=seed) for seed in range(len(losses)))
    return WallColumn(specs, values, values, None if accuracy is None else torch.tensor(accuracy))


@pytest.fixture
def columns() -> list[WallColumn | None]:
    first = column([0.7, 0.6, math.inf, 0.5], [0.5, 0.6, 0.0, 0.7])
    return [first, column([0.04, 0.051, 0.2, 0.001], [1.0, 0.94, 0.9, 0.95]), None]


def test_golden(golden: Golden, columns: list[WallColumn | None]) -> None:
    golden(wall_picture(columns, WIDE, SEEDS, WIDTHS, picked=(1, 2)), "wall")
    golden(wall_curve(columns, WIDE, WIDTHS), "wall-curve")


def test_names_below_the_narrow_curve_stand_side_by_side() -> None:
    rates = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
    (below, _), (beside, _) = (
        (drawing.layout["xaxis"], validated(drawing))
        for drawing in (wall_curve([None] * 11, rates, RATES), wall_picture([None] * 11, rates, SEEDS, RATES))
    )
    assert (below["tickvals"], below["ticktext"]) == ([0, 3, 6, 9], ["0.0001", "0.003", "0.1", "3"])
    assert len(beside["ticktext"]) == len(rates)


@pytest.mark.parametrize("count", [MOST_COLUMNS, MOST_COLUMNS + 1])
@pytest.mark.parametrize("seeds", [MOST_ROWS, MOST_ROWS + 1])
def test_as_many_columns_and_rows_as_fit_have_air_and_numbers(count: int, seeds: int) -> None:
    drawing = wall_picture([None] * count, range(1, count + 1), range(seeds), WIDTHS)
    fits = (count, seeds) == (MOST_COLUMNS, MOST_ROWS)
    assert [heatmap(drawing)[gap] for gap in ("xgap", "ygap")] == [2 if fits else 0] * 2
    assert ("texttemplate" in heatmap(drawing)) == fits


def test_each_cell_has_its_number_its_name_and_blue_where_it_succeeded(columns: list[WallColumn | None]) -> None:
    for measure, texts in (
        ("loss", [["0.7000", "0.0400"], ["0.6000", "0.0510"], ["inf", "0.2000"], ["0.5000", "0.0010"]]),
        (ACCURACY, [["0.50", "1.00"], ["0.60", "0.94"], ["0.00", "0.90"], ["0.70", "0.95"]]),
    ):
        drawing = wall_picture(columns, WIDE, SEEDS, WIDTHS, measure=measure, _=marked)
        validated(drawing)
        cells = heatmap(drawing)
        assert cells["text"] == [[*row, ""] for row in texts]  # the last column is not there yet
        assert cells["customdata"][3] == ["c1.4", "c2.4", "c3.4"]
        assert "<br>«seed 13»<br>" in cells["hovertext"][3][1]
        assert cells["hovertext"][0][0].startswith("«1 unit»")
        for row in range(4):
            assert math.isnan(cells["z"][row][2])
            for at, found in enumerate(columns[:2]):
                assert found is not None
                assert found.test_accuracy is not None
                good = float(found.test_accuracy[row]) >= RIGHT_SHARE - 1e-6
                assert (cells["z"][row][at] >= -1e-6) == good
    assert heatmap(wall_picture(columns, WIDE, SEEDS, WIDTHS))["z"][2][0] == -1  # inf
    numbers = column([0.04, SMALL_LOSS, 0.051, math.inf])  # where a number is learned, the loss alone says it
    shades = [row[0] for row in heatmap(wall_picture([numbers], (1,), SEEDS, WIDTHS))["z"]]
    assert [shade > 0 for shade in shades] == [True, True, False, False]
    assert shades == sorted(shades, reverse=True)


def test_numbers_stand_in_the_cells_as_long_as_they_fit(columns: list[WallColumn | None]) -> None:
    assert "texttemplate" in heatmap(wall_picture(columns, WIDE, SEEDS, WIDTHS))
    many = [columns[0]] * 40
    drawing = wall_picture(many, [0.1 * at for at in range(40)], SEEDS, RATES)
    validated(drawing)
    assert "texttemplate" not in heatmap(drawing)
    assert 8 <= len(decoded(drawing)["layout"]["xaxis"]["tickvals"]) <= 16


def test_the_picked_cell_has_a_frame(columns: list[WallColumn | None]) -> None:
    assert not decoded(wall_picture(columns, WIDE, SEEDS, WIDTHS))["layout"]["shapes"]
    (frame,) = decoded(wall_picture(columns, WIDE, SEEDS, WIDTHS, picked=(1, 2)))["layout"]["shapes"]
    assert [frame[side] for side in ("x0", "x1", "y0", "y1")] == [0.5, 1.5, 1.5, 2.5]
    assert frame["line"]["color"] == HIGHLIGHT


def test_the_curve_is_the_median_with_the_band_of_half_of_the_seeds(columns: list[WallColumn | None]) -> None:
    drawing = wall_curve(columns, WIDE, WIDTHS, _=marked)
    validated(drawing)
    band, line = traces(drawing)
    (bars,) = traces(drawing, "bar")
    done = [found for found in columns if found is not None]
    assert line["x"] == bars["x"] == [0, 1]
    medians = [median(found.test_loss.tolist()) for found in done]
    assert line["y"] == pytest.approx(medians)
    top = decoded(drawing)["layout"]["yaxis"]["range"][1]
    shown = [[min(value, 10**top) for value in found.spread] for found in done]
    assert band["x"] == [0, 1, 1, 0]
    assert band["y"] == pytest.approx([shown[0][1], shown[1][1], shown[1][0], shown[0][0]])
    assert bars["y"] == [found.succeeded for found in done] == [0.0, 0.5]
    assert f"«median {medians[1]:.4f}, half of the seeds from" in line["hovertext"][1]
    words = describe_wall(columns, WIDE, WIDTHS, _=marked)
    assert "«2 of 3 columns are there.»" in words
    assert f"«1 unit»: median {medians[0]:.4f}" in words
    assert "50 % succeed" in words


def test_a_wall_without_any_column_is_a_picture_as_well() -> None:
    for drawing in (wall_picture([None] * 3, WIDE, SEEDS, WIDTHS), wall_curve([None] * 3, WIDE, WIDTHS)):
        validated(drawing)
    endless = column([math.inf, math.inf], [0.0, 0.0])
    validated(wall_curve([endless], [1], WIDTHS))


def test_the_way_is_that_of_both_weights_and_only_its_walked_part_changes() -> None:
    generator = torch.Generator().manual_seed(1)
    path = torch.randn((1000, 2), generator=generator).cumsum(dim=0).numpy()
    (left, bottom), (right, top) = path.min(axis=0) - 1, path.max(axis=0) + 1
    across, up = np.linspace(left, right, 7), np.linspace(bottom, top, 5)
    losses = np.arange(35.0).reshape(5, 7) + 1
    one, other = (weight_path(("W1[0, 0]", "B1[0, 1]"), across, up, losses, path, step) for step in (40, 999))
    validated(one)
    (heights,) = traces(one, "contour")
    assert np.array(heights["z"]) == pytest.approx(np.log10(losses))  # 35 times as high at one end
    assert heights["text"][4][6] == "35.0000"
    whole, walked, start, now = traces(one)
    for trace in (whole, walked):
        assert trace["x"][0] == pytest.approx(path[0, 0])
        assert len(trace["x"]) == 300
    assert whole["y"][-1] == pytest.approx(path[-1, 1])
    assert (walked["x"][-1], walked["y"][-1]) == (pytest.approx(path[40, 0]), pytest.approx(path[40, 1]))
    assert (now["x"][0], now["y"][0]) == (pytest.approx(path[40, 0]), pytest.approx(path[40, 1]))
    assert start["x"][0] == pytest.approx(path[0, 0])
    assert one.layout == other.layout
    changed = [before["mode"] for before, after in zip(traces(one), traces(other), strict=True) if before != after]
    assert changed == ["lines", "markers"]
    distance = math.dist(path[40].tolist(), path[0].tolist())
    assert f"a distance of {distance:.4f} from the start" in describe_path(("a", "b"), path, 40)
    (even,) = traces(weight_path(("a", "b"), across, up, losses + 100, path, 4), "contour")
    assert np.array(even["z"]) == pytest.approx(losses + 100)


def test_weights_are_a_picture_with_both_signs_each_a_square_in_its_place() -> None:
    weights = torch.zeros(SIDE * SIDE)
    weights[1], weights[8] = 1.0, -2.0  # the second of the first row, the first of the second
    colours = pixels(weights_image(weights))
    opacity, side = colours[:, :, 3], colours.shape[0] // SIDE
    seen = opacity[side // 2 :: side, side // 2 :: side]
    assert seen[1, 0] > seen[0, 1] > seen[0, 0] == seen[5, 5] == 0
    assert (opacity[:side, side : 2 * side] == seen[0, 1]).all()
    assert colours[0, side, :3].tolist() != colours[side, 0, :3].tolist()
    assert pixels(weights_image(torch.zeros(SIDE * SIDE)))[:, :, 3].max() == 0


def shades_of(losses: Sequence[float], accuracy: Sequence[float] | None, measure: str) -> list[float]:
    """Read the shades of a wall of one column, from the top down."""
    drawing = wall_picture([column(losses, accuracy)], (1,), range(len(losses)), WIDTHS, measure=measure)
    return [row[0] for row in heatmap(drawing)["z"]]


def test_an_accuracy_is_strongest_at_1_and_at_one_half() -> None:
    accuracy = [1.0, 0.975, 0.96, 0.94, 0.725, 0.5, 0.2]
    assert shades_of([0.1] * 7, accuracy, ACCURACY) == pytest.approx([1, 0.5, 0.2, -0.15, -0.5, -1, -1], abs=1e-5)
    assert shades_of([0.1] * 2, [0.951, 0.905], ACCURACY) == pytest.approx([0.15, -0.15], abs=1e-5)


def test_a_loss_is_strongest_at_a_hundredth_and_at_twelve_times_what_is_small() -> None:
    losses = [0.001, 0.01, 0.05, 0.051, 0.05 * 12**0.5, 0.6, 5.0]
    of_a_number = [1, 1, math.log(10) / math.log(50), -0.15, -0.5, -1, -1]
    assert shades_of(losses, None, "loss") == pytest.approx(of_a_number, abs=1e-5)
    right = shades_of([0.5, 0.49, 0.25, 0.02, 0.0], [0.96] * 5, "loss")
    assert right == pytest.approx([0.15, 0.15, math.log(2) / math.log(50), math.log(25) / math.log(50), 1], abs=1e-5)
    assert shades_of([0.01, 0.12], [0.9, 0.9], "loss") == pytest.approx(
        [-0.15, -math.log(2.4) / math.log(12)], abs=1e-5
    )


def test_a_large_loss_in_a_cell_has_three_digits() -> None:
    cells = heatmap(wall_picture([column([9.9999, 10.0, 12.345, 12345.0])], (1,), SEEDS, WIDTHS))
    assert [row[0] for row in cells["text"]] == ["9.9999", "10", "12.3", "1.23e+04"]


def test_a_column_without_accuracy_has_no_number_of_it() -> None:
    cells = heatmap(wall_picture([column([0.1, 0.2])], (1,), (3, 5), WIDTHS, measure=ACCURACY))
    assert cells["text"] == [[""], [""]]
    assert cells["hovertext"] == [[""], [""]]


@pytest.mark.parametrize(
    ("field", "measure", "words", "title"),
    [
        (WIDTHS, "loss", "«2 units»<br>«seed 5»<br>«test loss»: 0.0510", "«hidden units»"),
        (WIDTHS, ACCURACY, "«2 units»<br>«seed 5»<br>«test accuracy»: 0.9400", "«hidden units»"),
        (RATES, "loss", "«rate 2»<br>«seed 5»<br>«test loss»: 0.0510", "«learning rate»"),
    ],
)
def test_a_cell_and_the_axes_say_what_they_are(
    columns: list[WallColumn | None], field: str, measure: str, words: str, title: str
) -> None:
    drawing = wall_picture(columns, WIDE, SEEDS, field, measure=measure, _=marked)
    assert heatmap(drawing)["hovertext"][1][1] == words
    layout = drawing.figure().layout
    assert (layout.xaxis.title.text, layout.yaxis.title.text) == (title, "«seed»")
    assert (layout.xaxis.range, layout.yaxis.range) == ((-0.5, 2.5), (3.5, -0.5))
    assert (layout.xaxis.ticktext, layout.yaxis.ticktext) == (("1", "2", "4"), ("3", "5", "8", "13"))
    assert layout.yaxis.tickvals == (0, 1, 2, 3)


@pytest.mark.parametrize(("seeds", "every"), [(16, 1), (17, 2), (32, 2), (33, 3)])
def test_sixteen_names_at_an_axis_at_most(seeds: int, every: int) -> None:
    axis = wall_picture([None], (1,), range(100, 100 + seeds), WIDTHS).figure().layout.yaxis
    assert axis.tickvals == tuple(range(0, seeds, every))
    assert axis.ticktext == tuple(str(100 + at) for at in range(0, seeds, every))


@pytest.mark.parametrize(("last", "every"), [(17, 1), (100, 2)])
def test_sixteen_letters_below_the_narrow_curve_at_most(last: int, every: int) -> None:
    widths = (10, 11, 12, 13, 14, 15, 16, last)  # two letters each, and one more
    axis = wall_curve([None] * 8, widths, WIDTHS).figure().layout.xaxis
    assert axis.tickvals == tuple(range(0, 8, every))


@pytest.mark.parametrize(
    ("losses", "low", "high"),
    [
        ([[0.13, 0.13]], 0.13 / 8**0.5, 0.13 * 8**0.5),  # never less than eight times as much at the top
        ([[0.013, 0.013], [1.3, 1.3]], 0.01, 1.69),
        ([[0.0, 0.0], [0.013, 0.013], [1.3, 1.3], [math.inf] * 2], 0.01, 1.69),
        ([[0.0, math.inf]], 0.01, 1.0),
    ],
)
def test_the_axis_of_the_curve_reaches_past_all_losses(losses: list[list[float]], low: float, high: float) -> None:
    drawing = wall_curve([column(each) for each in losses], range(1, len(losses) + 1), WIDTHS)
    first, last = drawing.figure().layout.yaxis.range
    assert (10**first, 10**last) == (pytest.approx(low), pytest.approx(high))
    line = traces(drawing)[1]
    assert line["y"] == pytest.approx([min(max(median(each), low), high) for each in losses])


def test_a_column_says_its_median_its_quarters_and_its_share(columns: list[WallColumn | None]) -> None:
    shown = [None, *columns]
    drawing = wall_curve(shown, (8, 1, 2, 4), WIDTHS)
    band, line = traces(drawing)
    (bars,) = traces(drawing, "bar")
    assert line["x"] == bars["x"] == [1, 2]
    assert band["x"] == [1, 2, 2, 1]
    assert line["hovertext"] == [
        "<b>1 unit</b><br>median 0.6500, half of the seeds from 0.5000 to inf<br>0 % succeed",
        "<b>2 units</b><br>median 0.0455, half of the seeds from 0.0010 to 0.2000<br>50 % succeed",
    ]
    assert bars["hovertext"] == ["0%", "50%"]
    assert (band["name"], line["name"]) == ("half of the seeds", "median")
    assert describe_wall(shown, (8, 1, 2, 4), RATES) == (
        "2 of 4 columns are there. "
        "rate 1: median 0.6500, half of the seeds from 0.5000 to inf, 0 % succeed. "
        "rate 2: median 0.0455, half of the seeds from 0.0010 to 0.2000, 50 % succeed."
    )


def test_one_weight_that_is_the_largest_is_the_strongest_whatever_its_sign() -> None:
    weights = torch.zeros(SIDE * SIDE)
    weights[0], weights[SIDE * SIDE - 1] = -4.0, 2.0
    opacity = pixels(weights_image(weights))[:, :, 3].astype(int)
    assert opacity.shape == (64, 64)
    assert (opacity[0, 0], opacity[7, 7], opacity[8, 8]) == (204, 204, 0)  # four fifths of 255
    assert opacity[63, 63] == opacity[56, 56] == pytest.approx(102, abs=5)
