"""Which wall stands around a setting, how large a wall one may train elsewhere, and which cell a click means."""

import pytest

from components.jobs.courses import WallSpec
from components.training.pictures import picked_point
from components.training.wall_file import larger_wall
from components.training.wall_part import wall_of
from components.training.wall_pictures import picked_cell
from compute.training.setting import TrainingSpec
from compute.training.wall import RATES, WIDTHS

OFFERED = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)


@pytest.mark.parametrize(("seed", "first"), [(0, 0), (7, 7), (9983, 9983), (9984, 9984), (9985, 9984), (9999, 9984)])
def test_a_wall_has_sixteen_seeds_from_that_of_the_setting_and_none_beyond_the_last(seed: int, first: int) -> None:
    key = wall_of(TrainingSpec(seed=seed), WIDTHS)
    assert key.seeds == tuple(range(first, first + 16))
    assert key.spec.seed == first


def test_widths_go_from_one_to_eight_and_rates_through_all_that_are_offered() -> None:
    spec = TrainingSpec(hidden=(5, 3), rate=0.3)
    widths, rates = wall_of(spec, WIDTHS), wall_of(spec, RATES)
    assert (widths.field, widths.values) == (WIDTHS, (1, 2, 3, 4, 5, 6, 7, 8))
    assert (rates.field, rates.values) == (RATES, OFFERED)
    assert widths.spec.hidden == (1, 1)
    assert rates.spec.hidden == (5, 3)


@pytest.mark.parametrize(("hidden", "last"), [((4,), 64), ((4, 4), 16)])
def test_a_larger_wall_has_all_widths_and_two_hundred_seeds(hidden: tuple[int, ...], last: int) -> None:
    larger = larger_wall(wall_of(TrainingSpec(hidden=hidden), WIDTHS))
    assert larger.values == tuple(range(1, last + 1))
    assert len(larger.seeds) == 200
    assert larger_wall(wall_of(TrainingSpec(hidden=hidden), RATES)).values == OFFERED


@pytest.mark.parametrize(("seed", "first"), [(3, 3), (9800, 9800), (9801, 9800), (9984, 9800)])
def test_the_seeds_of_a_larger_wall_end_with_the_last_one(seed: int, first: int) -> None:
    assert larger_wall(wall_of(TrainingSpec(seed=seed), RATES)).seeds == tuple(range(first, first + 200))


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("c1.1", (2, 30)),
        ("c3.1", (8, 30)),
        ("c1.2", (2, 31)),
        ("c3.2", (8, 31)),
        ("c4.1", None),
        ("c1.3", None),
        ("c0.1", None),
        ("c1.0", None),
        ("1.1", None),
        ("c1.1 ", None),
    ],
)
def test_a_click_names_the_column_first_and_the_seed_second(name: str, cell: tuple[int, int] | None) -> None:
    assert picked_cell(name, WallSpec(TrainingSpec(), WIDTHS, (2, 4, 8), (30, 31))) == cell


@pytest.mark.parametrize(
    ("name", "point"), [("p1", 1), ("p999", 999), ("p0", None), ("p1000", None), ("p01", None), ("1", None), ("", None)]
)
def test_points_of_the_plane_are_counted_from_one_and_have_three_digits_at_most(name: str, point: int | None) -> None:
    assert picked_point(name) == point
