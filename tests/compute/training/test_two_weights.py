"""The path of two parameters, and the loss around it: each value as the network with these parameters has it."""

import math
from dataclasses import replace

import pytest
import torch
from torch.nn import functional

from compute.network.elements import Bias, Element, Unit, Weight, exists
from compute.network.network import Parameters, edit
from compute.network.spec import SpecError
from compute.training import two_weights as two_weights_module
from compute.training.course import last_layer, train
from compute.training.setting import TrainingSpec
from compute.training.two_weights import column_of, suiting_size, two_weights

DEEP = TrainingSpec(hidden=(4, 3), steps=100, features=("x1", "x2", "x1x1"))
ELEMENTS: list[tuple[TrainingSpec, Weight | Bias, Weight | Bias]] = [
    (TrainingSpec(steps=100), Weight(1, 0, 2), Weight(1, 1, 2)),
    (TrainingSpec(steps=100, activation="relu"), Bias(1, 3), Weight(1, 1, 0)),
    (TrainingSpec(steps=100, loss="mse"), Weight(2, 1, 0), Weight(1, 1, 1)),
    (DEEP, Weight(1, 2, 1), Bias(3, 0)),
    (DEEP, Bias(2, 1), Weight(2, 3, 1)),
    (DEEP, Weight(3, 2, 0), Bias(3, 0)),
    (replace(DEEP, loss="ce"), Weight(3, 2, 1), Weight(1, 0, 0)),
    (replace(DEEP, data="hills", batch=10), Weight(2, 2, 1), Bias(1, 2)),
    (TrainingSpec(data="iris", loss="bce", hidden=(), steps=100), Weight(1, 0, 2), Bias(1, 1)),
    (TrainingSpec(data="digits", hidden=(2,), points=60, steps=100), Weight(1, 20, 1), Bias(2, 9)),
]


def loss_with(course, step: int, edits: dict[Element, float]) -> float:  # type: ignore[no-untyped-def]
    parameters = edit(course.network(step), edits).parameters
    tensors = (*parameters.weights, *parameters.biases)
    sample, spec = course.start.training, course.spec
    z, y = last_layer(tensors, sample.features, spec.network)
    if spec.loss_name == "ce":
        return float(functional.cross_entropy(z, sample.target))
    loss = functional.mse_loss if spec.loss_name == "mse" else functional.binary_cross_entropy
    return float(loss(y, sample.target))


@pytest.mark.parametrize(("spec", "first", "second"), ELEMENTS)
def test_each_loss_is_that_of_the_network_with_both_values(
    spec: TrainingSpec, first: Weight | Bias, second: Weight | Bias
) -> None:
    course = train(spec)
    found = two_weights(course, 60, first, second, 9)
    for row, column in ((0, 0), (8, 1), (3, 6), (5, 2)):
        values: dict[Element, float] = {first: float(found.across[column]), second: float(found.up[row])}
        assert float(found.loss[row, column]) == pytest.approx(loss_with(course, 60, values), rel=1e-4, abs=1e-5)
    for step in (0, 33, 100):
        network = course.network(step)
        assert found.path[step].tolist() == [network.value(first), network.value(second)]
    for at, grid in enumerate((found.across, found.up)):
        path = found.path[:, at]
        assert float(grid[0]) < float(path.min()) <= float(path.max()) < float(grid[-1])
        moved = float(path.max() - path.min())
        assert float(grid[-1] - grid[0]) == pytest.approx(max(1.0, 1.3 * moved), rel=1e-4)


def test_every_parameter_has_its_column() -> None:
    spec = replace(DEEP, hidden=(2, 3))
    course = train(spec)
    columns = []
    for layer, (inputs, units) in enumerate(spec.network.weight_shapes, start=1):
        columns += [column_of(Weight(layer, i, j), spec.network) for i in range(inputs) for j in range(units)]
    for layer, (_inputs, units) in enumerate(spec.network.weight_shapes, start=1):
        columns += [column_of(Bias(layer, j), spec.network) for j in range(units)]
    assert columns == list(range(course.values.shape[1]))
    assert exists(Weight(2, 1, 2), spec.network)
    assert float(course.values[40, column_of(Weight(2, 1, 2), spec.network)]) == course.network(40).value(
        Weight(2, 1, 2)
    )


def test_the_loss_at_the_step_shown_lies_between_those_around_it() -> None:
    course = train(TrainingSpec(steps=300))
    found = two_weights(course, 300, Weight(1, 0, 0), Weight(2, 0, 0))
    assert found.loss.shape == (41, 41)
    column = int((found.across - float(found.path[300, 0])).abs().argmin())
    row = int((found.up - float(found.path[300, 1])).abs().argmin())
    assert float(found.loss[row, column]) == pytest.approx(float(course.training_loss[300]), rel=0.2)
    other = two_weights(course, 0, Weight(1, 0, 0), Weight(2, 0, 0))
    assert torch.equal(other.path, found.path)
    assert torch.equal(other.across, found.across)
    assert not torch.allclose(other.loss, found.loss, rtol=0.1)


def test_what_runs_away_stays_within_bounds_and_is_inf_where_it_is_not_finite() -> None:
    course = train(TrainingSpec(data="hills", rate=10.0, hidden=(8, 8), activation="relu", steps=100))
    assert course.broke is not None
    found = two_weights(course, course.last, Weight(1, 0, 0), Weight(2, 0, 0), 5)
    assert bool(found.across.isfinite().all())
    assert float(found.up.abs().max()) <= 1.3e6
    assert not bool(found.loss.isnan().any())
    large = Parameters(tuple(1e30 * w for w in course.parameters(0).weights), course.parameters(0).biases)
    values = torch.cat([tensor.flatten() for tensor in (*large.weights, *large.biases)])
    away = two_weights(replace(course, values=values.expand(course.last + 1, -1)), 0, Weight(1, 0, 0), Bias(2, 0), 5)
    assert math.inf in away.loss.flatten().tolist()
    still = two_weights(train(TrainingSpec(init="zeros", steps=100)), 50, Weight(1, 0, 0), Weight(1, 1, 0), 3)
    assert still.across.tolist() == [-0.5, 0.0, 0.5]


def test_a_large_network_gets_fewer_values() -> None:
    assert suiting_size(TrainingSpec()) == 41
    largest = TrainingSpec(data="digits", points=500, split=90, hidden=(16,) * 6)
    assert suiting_size(largest) == 15
    assert 15 < suiting_size(TrainingSpec(hidden=(8,) * 6, points=500)) < 41
    course = train(replace(largest, steps=100))
    assert two_weights(course, 3, Bias(1, 1), Bias(1, 2)).loss.shape == (15, 15)


@pytest.mark.parametrize(
    ("step", "first", "second", "size", "field"),
    [
        (101, Weight(1, 0, 0), Weight(1, 0, 1), 5, "time"),
        (-1, Weight(1, 0, 0), Weight(1, 0, 1), 5, "time"),
        (0, Weight(1, 0, 0), Weight(1, 0, 0), 5, "path"),
        (0, Weight(1, 2, 0), Weight(1, 0, 0), 5, "path"),
        (0, Weight(1, 0, 0), Bias(3, 0), 5, "path"),
        (0, Unit(0, 0), Bias(1, 0), 5, "path"),
        (0, Weight(1, 0, 0), Unit(1, 0), 5, "path"),
        (0, Weight(1, 0, 0), Bias(1, 0), 1, "size"),
        (0, Weight(1, 0, 0), Bias(1, 0), 82, "size"),
    ],
)
def test_what_is_no_pair_of_parameters_is_refused(
    step: int, first: Element, second: Element, size: int, field: str
) -> None:
    with pytest.raises(SpecError) as error:
        two_weights(train(TrainingSpec(steps=100)), step, first, second, size)
    assert error.value.field == field


@pytest.mark.parametrize(
    ("points", "split", "hidden", "size"),
    [
        # 8 million activations: 41 x 41 of 4759 units, 31 x 31 of 8324, 21 x 21 of 18140.
        (458, 80, (12,), 41),  # 366 points and 13 units
        (459, 80, (12,), 31),  # 367 points
        (500, 90, (16, 1), 31),  # 450 points and 18 units
        (500, 90, (16, 2), 21),
        (500, 90, (16, 16, 7), 21),  # 40 units
        (500, 90, (16, 16, 8), 15),
        (20, 10, (), 41),
    ],
)
def test_the_size_that_suits_hangs_on_points_and_units(
    points: int, split: int, hidden: tuple[int, ...], size: int
) -> None:
    assert suiting_size(TrainingSpec(points=points, split=split, hidden=hidden)) == size


def test_values_reach_past_a_path_that_is_kept_within_a_million() -> None:
    course = train(TrainingSpec(hidden=(), steps=100))
    values = course.values.clone()
    values[:, 0], values[:, 1], values[:, 2] = 0.0, 1.0, 2.0
    values[0, 0], values[1, 0] = -2e6, 5.0
    values[2, 1] = 2e6
    values[3, 2] = 3.0
    moved = replace(course, values=values)
    found = two_weights(moved, 0, Weight(1, 0, 0), Weight(1, 1, 0), 3)
    half = 1.3 * 1_000_005 / 2
    middle = -999_995 / 2
    assert found.across.tolist() == pytest.approx([middle - half, middle, middle + half], rel=1e-6)
    half, middle = 1.3 * 999_999 / 2, 1_000_001 / 2
    assert found.up.tolist() == pytest.approx([middle - half, middle, middle + half], rel=1e-6)
    bias = two_weights(moved, 0, Bias(1, 0), Weight(1, 1, 0), 3)
    assert bias.across.tolist() == pytest.approx([2.5 - 0.65, 2.5, 2.5 + 0.65])


@pytest.mark.parametrize("at_once", [1, 1000, 5 * 140 * 4])
def test_in_parts_the_losses_are_the_same(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    course = train(TrainingSpec(steps=100))
    given = course, 50, Weight(1, 0, 2), Bias(2, 0), 6
    whole = two_weights(*given)
    monkeypatch.setattr(two_weights_module, "AT_ONCE", at_once)
    assert torch.allclose(two_weights(*given).loss, whole.loss, rtol=1e-5)


@pytest.mark.parametrize(
    ("first", "second", "size", "field", "value", "allowed"),
    [
        (Weight(1, 0, 0), Bias(1, 0), 82, "size", 82, "2..81"),
        (Weight(1, 0, 1), Weight(1, 0, 1), 5, "path", "w1.1.2", "two parameters"),
        (Unit(1, 0), Bias(1, 0), 5, "path", "h1.1", "a weight or a bias of 2-4-1"),
        (Bias(1, 0), Weight(1, 2, 0), 5, "path", "w1.3.1", "a weight or a bias of 2-4-1"),
    ],
)
def test_a_refused_pair_is_named(
    first: Element, second: Element, size: int, field: str, value: object, allowed: str
) -> None:
    with pytest.raises(SpecError) as error:
        two_weights(train(TrainingSpec(steps=100)), 0, first, second, size)
    assert (error.value.field, error.value.value, error.value.allowed) == (field, value, allowed)


@pytest.mark.parametrize("size", [2, 81])
def test_there_may_be_from_2_to_81_values(size: int) -> None:
    course = train(TrainingSpec(hidden=(), steps=100))
    found = two_weights(course, 0, Weight(1, 0, 0), Bias(1, 0), size)
    assert found.loss.shape == (size, size)
    assert (found.first, found.second, found.step) == (Weight(1, 0, 0), Bias(1, 0), 0)
