"""The points of a training: drawn in the stated order, split, and made into features."""

import csv
from pathlib import Path

import pytest
import torch

from compute.training import data as data_module
from compute.training.data import (
    DATA,
    DRAWN,
    FEATURES,
    IN_PLANE,
    MeasuredRows,
    Scaling,
    draw_data,
    features_of,
    iris,
    scaling_of,
    take_data,
    training_count,
)
from compute.training.setting import TrainingSpec
from tests.cases import for_each
from tests.compute.formula_reading import value_of
from tests.compute.training.raw_loop import raw_features, raw_points


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("noise", [0.0, 0.37, 1.0])
def test_points_are_those_of_the_formulas_written_anew(name: str, noise: float) -> None:
    spec = TrainingSpec(data=name, noise=noise, points=61, split=33, seed=12)
    points, wanted, order = raw_points(spec, torch.Generator().manual_seed(12))
    drawn = draw_data(torch.Generator().manual_seed(12), name, noise, 61, 33)
    assert torch.allclose(drawn.points, points, atol=1e-5)
    assert torch.allclose(drawn.wanted.double(), wanted.double(), atol=1e-5)
    assert drawn.training.tolist() + drawn.test.tolist() == order.tolist()
    assert len(drawn.training) == 20


@pytest.mark.parametrize("name", DRAWN)
def test_the_code_of_a_kind_draws_the_same_bits(name: str) -> None:
    draws = torch.Generator().manual_seed(3)
    names = {"torch": torch, "uniform": torch.rand((40, 2), generator=draws), "noise": 0.4}
    names["normal"] = torch.randn((40, 2), generator=draws)
    exec("\n".join(DRAWN[name].code), names)
    drawn = draw_data(torch.Generator().manual_seed(3), name, 0.4, 40, 50)
    assert torch.equal(drawn.points, names["points"])
    assert torch.equal(drawn.wanted, names["wanted"])


@pytest.mark.parametrize("name", [name for name, kind in DRAWN.items() if kind.classes])
def test_both_classes_have_points(name: str) -> None:
    counts = draw_data(torch.Generator().manual_seed(1), name, 0.25, 200, 70).wanted.bincount().tolist()
    assert len(counts) == 2
    assert min(counts) > 70


def test_features_are_those_that_are_named_in_their_order() -> None:
    names = ("sin2", "x1x2", "x1", "x2x2", "sin1", "x2", "x1x1")
    points = torch.tensor([[0.5, -2.0], [1.25, 0.25]])
    assert set(names) == set(FEATURES)
    assert torch.allclose(features_of(points, names), raw_features(TrainingSpec(features=names), points))
    for column, name in enumerate(names):
        value = eval(FEATURES[name].code, {"torch": torch, "x1": points[:, 0], "x2": points[:, 1]})
        assert torch.equal(value, features_of(points, names)[:, column])


def test_either_side_of_a_split_has_a_point() -> None:
    assert [training_count(*case) for case in ((2, 10), (2, 90), (20, 10), (21, 50), (500, 90))] == [1, 1, 2, 11, 450]


def test_the_flowers_are_those_of_the_paper() -> None:
    flowers = iris()
    assert flowers.classes == ("setosa", "versicolor", "virginica")
    assert [flowers.wanted.count(species) for species in (0, 1, 2)] == [50, 50, 50]
    text = Path(data_module.__file__).with_name("iris.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    means = [sum(float(row[name]) for row in rows) / 150 for name in list(rows[0])[:4]]
    assert means == pytest.approx([5.843333, 3.057333, 3.758, 1.199333], abs=1e-6)


def test_measured_rows_are_scaled_over_all_and_taken_by_chance() -> None:
    rows = ((1.0, 10.0), (2.0, 30.0), (4.0, 20.0), (5.0, 100.0))
    taken = take_data(
        torch.Generator().manual_seed(5), MeasuredRows(("a", "b", "c"), rows, (1.0, 2.0, 4.0, 5.0), ()), 3, 50
    )
    first = torch.tensor([1.0, 2.0, 4.0, 5.0])
    assert torch.allclose(taken.points[:, 0], (first - 3) / (10 / 3) ** 0.5)
    assert torch.allclose(taken.wanted, (first - 3) / (10 / 3) ** 0.5)
    order = torch.randperm(4, generator=torch.Generator().manual_seed(5))[:3].tolist()
    assert taken.training.tolist() + taken.test.tolist() == order
    assert taken.scaling is not None
    assert taken.scaling.means == (3.0, 40.0)
    classes = take_data(torch.Generator().manual_seed(5), iris(), 500, 70)
    assert (len(classes.training), len(classes.test), classes.classes) == (105, 45, 3)
    assert classes.wanted.dtype == torch.int64


def test_of_a_flower_length_and_width_of_its_petal_are_taken() -> None:
    flowers = iris()
    assert flowers.columns == ("petal_length", "petal_width", "species")
    assert flowers.rows[0] == (1.4, 0.2)
    assert flowers.rows[149] == (5.1, 1.8)
    for column, mean in ((0, 3.758), (1, 1.199333)):
        assert sum(row[column] for row in flowers.rows) / 150 == pytest.approx(mean, abs=1e-6)
    assert (flowers.wanted[0], flowers.wanted[50], flowers.wanted[149]) == (0.0, 1.0, 2.0)


ROWS = ((1.0, 10.0), (2.0, 30.0), (4.0, 20.0), (5.0, 100.0))


def test_measured_rows_are_divided_by_the_deviation_of_a_sample() -> None:
    numbers = scaling_of(MeasuredRows(("a", "b", "c"), ROWS, (2.0, 4.0, 6.0, 8.0), ()))
    assert numbers.means == (3.0, 40.0)
    assert numbers.deviations == pytest.approx(((10 / 3) ** 0.5, (5000 / 3) ** 0.5))
    assert (numbers.mean, numbers.deviation) == pytest.approx((5.0, (20 / 3) ** 0.5))
    classes = scaling_of(MeasuredRows(("a", "b", "c"), ROWS, (0.0, 1.0, 2.0, 1.0), ("u", "v", "w")))
    assert classes == Scaling(numbers.means, numbers.deviations, 0.0, 1.0)


def test_of_measured_rows_no_more_are_taken_than_there_are() -> None:
    rows = MeasuredRows(("a", "b", "c"), ROWS, (0.0, 1.0, 1.0, 0.0), ("u", "v"))
    for points, taken, training in ((500, 4, 3), (4, 4, 3), (3, 3, 2), (2, 2, 1)):
        found = take_data(torch.Generator().manual_seed(5), rows, points, 70)
        assert (len(found.training), len(found.test)) == (training, taken - training)
        assert len(found.points) == 4  # scaled over all of them, whichever are taken
    assert found.points[:, 1].tolist() == pytest.approx([(b - 40) / (5000 / 3) ** 0.5 for _a, b in ROWS])
    assert (found.wanted.tolist(), found.classes) == ([0, 1, 1, 0], 2)
    assert found.scaling == scaling_of(rows)
    assert found.has_plane


@for_each(
    ("points", "split", "count"),
    [(20, 52, 10), (20, 53, 11), (10, 44, 4), (10, 45, 5), (50, 99, 49), (50, 98, 49), (50, 1, 1), (50, 3, 2),
     (2, 50, 1), (3, 90, 2), (100, 10, 10)],
)  # fmt: skip
def test_the_share_for_training_is_rounded_and_leaves_one(points: int, split: int, count: int) -> None:
    assert training_count(points, split) == count


def test_data_by_their_names() -> None:
    assert DATA == ("rings", "xor", "gaussians", "spiral", "moons", "plane", "hills", "iris", "digits", "own")
    assert tuple(name for name in DATA if name != "digits") == IN_PLANE
    assert [kind.classes for kind in DRAWN.values()] == [2, 2, 2, 2, 2, 0, 0]


def test_the_formula_of_a_feature_is_that_feature() -> None:
    points = torch.tensor([[0.5, -2.0], [1.25, 0.25], [-0.75, 3.0]])
    x1, x2 = points.unbind(dim=1)
    for name, feature in FEATURES.items():
        found = value_of(feature.latex, x_1=x1, x_2=x2)
        assert torch.allclose(found, raw_features(TrainingSpec(features=(name,)), points)[:, 0], atol=1e-6), name
        assert feature.name == name
