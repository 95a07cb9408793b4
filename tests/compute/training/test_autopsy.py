"""What went wrong: the first tensor that is not finite, and what keeps a network from learning."""

import math
from dataclasses import replace

import pytest
import torch

from compute.training.autopsy import (
    DeadUnits,
    Finding,
    NotFinite,
    OtherRate,
    SaturatedUnits,
    SettingRepair,
    SymmetricUnits,
    ZeroGradients,
    findings,
    not_finite,
)
from compute.training.course import train
from compute.training.setting import TrainingSpec

HILLS = TrainingSpec(data="hills", rate=10.0, hidden=(8, 8), activation="relu", steps=100)


def is_symmetric(finding: Finding) -> bool:
    return isinstance(finding, SymmetricUnits)


def kinds(spec: TrainingSpec, step: int) -> list[type]:
    return [type(finding) for finding in findings(train(spec), step)]


def test_the_first_tensor_that_is_not_finite_is_the_one_that_a_longhand_step_meets() -> None:
    course = train(HILLS)
    found = not_finite(course)
    assert found is not None
    moved = [tensor.clone().requires_grad_() for tensor in course.values[-1].split([16, 64, 8, 8, 8, 1])]
    x, t = course.start.training.features, course.start.training.target
    w1, w2, w3 = (tensor.reshape(shape) for tensor, shape in zip(moved, [(2, 8), (8, 8), (8, 1)], strict=False))
    h1 = torch.relu(torch.mm(x, w1) + moved[3])
    y = torch.mm(torch.relu(torch.mm(h1, w2) + moved[4]), w3) + moved[5]
    ((y - t) ** 2).mean().backward()
    w1, w2, b1, b2 = (moved[at].detach() - 10 * moved[at].grad for at in (0, 1, 3, 4))
    assert bool(w1.isfinite().all())
    assert bool(w2.isfinite().all())
    h1 = torch.relu(torch.mm(x, w1.reshape(2, 8)) + b1)
    z2 = torch.mm(h1, w2.reshape(8, 8)) + b2
    assert bool(h1.isfinite().all())
    assert not bool(z2.isfinite().all())
    assert (found.tensor, found.operation, found.step) == ("z2", "preactivation", course.last + 1)
    assert found.value == float(z2[found.where])
    assert [before.name for before in found.before] == ["h1", "W2", "B2"]
    assert [before.largest for before in found.before] == pytest.approx(
        [float(h1.max()), float(w2.abs().max()), float(b2.abs().max())], rel=1e-4
    )


def test_where_only_the_square_overflows_it_is_the_loss() -> None:
    found = not_finite(train(TrainingSpec(data="plane", rate=10.0, optimizer="momentum", steps=100)))
    assert isinstance(found, NotFinite)
    assert (found.tensor, found.operation, found.value, found.where) == ("loss", "loss", math.inf, ())
    assert found.before[0].name == "y"
    assert 1e19 < found.before[0].largest < math.inf


@pytest.mark.parametrize(
    "spec",
    [
        HILLS,
        replace(HILLS, activation="identity", batch=10),
        replace(HILLS, data="plane", optimizer="momentum", activation="tanh"),
        replace(HILLS, activation="softplus", loss="mse", rate=3.0),
    ],
)
def test_the_repair_keeps_a_training_finite(spec: TrainingSpec) -> None:
    course = train(spec)
    found = not_finite(course)
    assert found is not None
    assert found.repair.field == "rate"
    repaired = train(replace(spec, rate=found.repair.value))
    assert not_finite(repaired) is None
    assert repaired.training_loss[-1] < course.training_loss[0]


def test_a_training_that_stays_finite_has_no_such_tensor() -> None:
    assert not_finite(train(TrainingSpec(steps=100))) is None


@pytest.mark.long
def test_zeros_leave_all_units_alike_and_weights_still() -> None:
    spec = TrainingSpec(init="zeros", hidden=(3,), steps=100)
    for step in (0, 100):
        symmetric, zero = findings(train(spec), step)
        assert symmetric == SymmetricUnits(((1, (1, 2, 3)),), SettingRepair("init", "randn"))
        assert zero == ZeroGradients(("W1", "W2", "B1"), 12, 13, SettingRepair("init", "randn"))
    assert SymmetricUnits not in kinds(replace(spec, init="randn"), 0)
    assert ZeroGradients not in kinds(replace(spec, init="randn"), 0)


@pytest.mark.long
def test_units_of_relu_are_dead_where_no_point_reaches_them() -> None:
    course = train(TrainingSpec(rate=3.0, activation="relu", hidden=(16,), loss="ce", seed=3, steps=100))
    counts = []
    for step in (0, 2, 5, 10, 20, 50, 100):
        w1, b1 = course.parameters(step).weights[0], course.parameters(step).biases[0]
        largest = (course.start.training.features @ w1 + b1).max(dim=0).values
        dead = [(1, unit + 1) for unit in range(16) if largest[unit] <= 0]
        found = [finding for finding in findings(course, step) if isinstance(finding, DeadUnits)]
        assert [list(finding.units) for finding in found] == ([dead] if dead else [])
        for finding in found:
            assert finding.largest == pytest.approx([float(largest[unit - 1]) for _layer, unit in dead])
        counts.append(len(dead))
    assert min(counts) < max(counts) < 16
    assert DeadUnits not in kinds(replace(course.spec, activation="leaky_relu"), 100)


def test_a_unit_of_relu_that_no_point_moves_is_dead_too() -> None:
    course = train(TrainingSpec(init="zeros", activation="relu", hidden=(2,), steps=100))
    (dead,) = (finding for finding in findings(course, 0) if isinstance(finding, DeadUnits))
    assert (dead.units, dead.largest) == (((1, 1), (1, 2)), (0.0, 0.0))


def test_units_with_other_weights_after_them_are_not_alike() -> None:
    course = train(TrainingSpec(hidden=(3,), steps=100))
    after = 6  # where W2 begins, behind the six numbers of W1
    alike = torch.tensor([[0.5, 0.5, 0.1, -1.0, -1.0, 0.2, 1.0, 2.0, 3.0, 0.3, 0.3, 0.4, 0.0]])
    rows = len(course.values)
    assert not [each for each in findings(replace(course, values=alike.repeat(rows, 1)), 0) if is_symmetric(each)]
    alike[0, after + 1] = alike[0, after]
    (found,) = (each for each in findings(replace(course, values=alike.repeat(rows, 1)), 0) if is_symmetric(each))
    assert found == SymmetricUnits(((1, (1, 2)),), SettingRepair("init", "randn"))


@pytest.mark.parametrize("init", ["xavier", "randn"])
def test_units_that_begin_flat_need_another_start_unless_they_have_it(init: str) -> None:
    course = train(TrainingSpec(init=init, activation="tanh", hidden=(4,), steps=100))
    sample = course.start.training
    far = replace(course, start=replace(course.start, training=replace(sample, features=1000 * sample.features)))
    (found,) = (each for each in findings(far, 0) if isinstance(each, SaturatedUnits))
    assert found.repair.field == ("rate" if init == "xavier" else "init")


@pytest.mark.parametrize(("activation", "slope"), [("tanh", lambda h: 1 - h * h), ("sigmoid", lambda h: h * (1 - h))])
def test_saturated_units_are_flat_for_nearly_all_points(activation: str, slope) -> None:  # type: ignore[no-untyped-def]
    course = train(TrainingSpec(rate=10.0, activation=activation, hidden=(8,), steps=300))
    w1, b1 = course.parameters(300).weights[0], course.parameters(300).biases[0]
    z = course.start.training.features @ w1 + b1
    slopes = slope(torch.tanh(z) if activation == "tanh" else torch.sigmoid(z))
    shares = (slopes < (0.05 if activation == "tanh" else 0.0125)).float().mean(dim=0)
    flat = [(1, unit + 1) for unit in range(8) if shares[unit] >= 0.95]
    found = [finding for finding in findings(course, 300) if isinstance(finding, SaturatedUnits)]
    assert [list(finding.units) for finding in found] == ([flat] if flat else [])
    assert flat or activation == "sigmoid"
    for finding in found:
        assert finding.shares == pytest.approx([float(shares[unit - 1]) for _layer, unit in flat])
        assert finding.repair == SettingRepair("rate", 1.0)


@pytest.mark.long
def test_a_rate_is_too_small_or_too_large_where_a_trial_shows_it() -> None:
    for spec, too_large in (
        (TrainingSpec(rate=0.0001, steps=100), False),
        (TrainingSpec(data="plane", rate=3.0, optimizer="momentum", steps=100), True),
    ):
        course = train(spec)
        (found,) = (finding for finding in findings(course, 0) if isinstance(finding, OtherRate))
        assert found.too_large == too_large
        assert found.now == float(course.training_loss[0])
        other = train(replace(spec, rate=found.repair.value))
        assert found.other == pytest.approx(float(other.training_loss[100]), rel=1e-4)
        assert found.other < 0.8 * min(found.now, found.same)
        if not too_large:
            assert found.same == pytest.approx(float(course.training_loss[100]), rel=1e-4)
    assert OtherRate not in kinds(TrainingSpec(steps=100), 0)
