"""What went wrong: the first tensor that is not finite, and what keeps a network from learning."""

import math
from dataclasses import replace
from functools import cache

import pytest
import torch

from compute.training import autopsy
from compute.training.autopsy import (
    Before,
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
from compute.training.course import Course, Moment, OptimizerState, Training, train
from compute.training.setting import TrainingSpec
from tests.cases import for_each

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


@cache
def trained(spec: TrainingSpec) -> Course:
    """Take the first five steps of a training."""
    training = Training(spec)
    training.advance(5)
    return training.course()


@pytest.fixture
def without_trials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no other rate be tried: as if the loss fell to 0 with the rate of the setting."""
    monkeypatch.setattr(autopsy, "_tried", lambda *_given: 0.0)


def shared_out(course: Course, rows: list[float]) -> Course:
    """Return the course with these parameters in every step."""
    return replace(course, values=torch.tensor(rows).expand(len(course.values), -1))


TWO = TrainingSpec(hidden=(2,), steps=100, points=20)
"""Its parameters are W1 with 2 x 2 numbers, W2 with 2, B1 with 2 and B2 with 1."""


PASS = ["z1 < x W1 B1", "h1 < z1", "z2 < h1 W2 B2"]
GRADIENTS = ["dL/dW2 < W2", "dL/dB2 < B2", "dL/dW1 < W1", "dL/dB1 < B1"]
NAMES = ("W1", "W2", "B1", "B2")


@pytest.mark.parametrize(
    ("optimizer", "loss", "memory", "end"),
    [
        ("sgd", "bce", "", ["y < z2", "loss < y"]),
        ("momentum", "mse", "v", ["y < z2", "loss < y"]),
        ("adam", "ce", "ms", ["y < z2", "loss < z2"]),
    ],
)
def test_a_step_is_taken_again_tensor_by_tensor(optimizer: str, loss: str, memory: str, end: list[str]) -> None:
    course = trained(replace(TWO, optimizer=optimizer, loss=loss, rate=0.1))
    moment = Moment(5, course.parameters(5), OptimizerState(), torch.tensor([0, 1]))
    steps = list(autopsy._step_again(moment, course))
    told = [f"{step.name} < {' '.join(name for name, _tensor in step.inputs)}" for step in steps]
    kept = [f"{letter} of {name} < dL/d{name}" for letter in memory for name in NAMES]
    moved = [f"{name} < {name} dL/d{name}" for name in NAMES]
    assert told == [*PASS, *end, *GRADIENTS, *kept, *moved, *PASS, *end]
    kinds = ["preactivation", "activation", "preactivation", "activation", "loss"]
    assert [step.operation for step in steps] == [
        *kinds, *["gradient"] * 4, *["memory"] * len(kept), *["update"] * 4, *kinds,
    ]  # fmt: skip
    assert len(steps[0].tensor) == 2  # the batch before the change, and all points after it
    assert len(steps[-5].tensor) == 14
    by_name = {step.name: step.tensor for step in steps[5:-5]}
    for name, tensor in zip(NAMES, course.parameters(5).tensors, strict=True):
        assert by_name[f"dL/d{name}"].shape == by_name[name].shape == tensor.shape
        assert not torch.equal(by_name[name], tensor)
    if loss == "bce":
        assert torch.allclose(by_name["W1"], course.parameters(5).weights[0] - 0.1 * by_name["dL/dW1"])


def huge(tensors: tuple[torch.Tensor, ...], at: int, value: float) -> tuple[torch.Tensor, ...]:
    """Return tensors of zeros of these shapes, with one number at the end of one of them."""
    found = [torch.zeros_like(tensor) for tensor in tensors]
    found[at].view(-1)[-1] = value
    return tuple(found)


@pytest.mark.usefixtures("without_trials")
@pytest.mark.parametrize(
    ("optimizer", "first", "second", "tensor", "where"),
    [
        ("momentum", 0, None, "v of W1", (1, 1)),
        ("momentum", 3, None, "v of B2", (0, 0)),
        ("adam", 1, None, "m of W2", (1, 0)),
        ("adam", None, 2, "s of B1", (0, 1)),
    ],
)
def test_what_is_remembered_can_be_the_first_that_is_not_finite(
    optimizer: str, first: int | None, second: int | None, tensor: str, where: tuple[int, ...]
) -> None:
    course = trained(replace(TWO, optimizer=optimizer, rate=0.1))
    parameters = course.parameters(4)
    nothing = tuple(torch.zeros_like(each) for each in parameters.tensors)
    state = OptimizerState(
        4,
        nothing if first is None else huge(parameters.tensors, first, -math.inf),
        () if optimizer == "momentum" else nothing if second is None else huge(parameters.tensors, second, math.inf),
    )
    found = not_finite(replace(course, broke=Moment(4, parameters, state, None)))
    assert found is not None
    assert (found.step, found.tensor, found.operation, found.where) == (5, tensor, "memory", where)
    assert found.value == (math.inf if second is not None else -math.inf)
    name = tensor[-2:]
    gradients = dict(zip(NAMES, course.gradients(4).tensors, strict=True))
    assert found.before == (Before(f"dL/d{name}", float(gradients[name].abs().max())),)


@pytest.mark.usefixtures("without_trials")
def test_a_change_can_be_the_first_that_is_not_finite() -> None:
    course = trained(replace(TWO, optimizer="momentum", rate=10.0))
    parameters = course.parameters(0)
    state = OptimizerState(1, huge(parameters.tensors, 2, 3e38))
    found = not_finite(replace(course, broke=Moment(7, parameters, state, None)))
    assert found is not None
    assert (found.step, found.tensor, found.operation, found.where) == (8, "B1", "update", (0, 1))
    assert found.value == -math.inf
    assert [before.name for before in found.before] == ["B1", "dL/dB1"]


def test_parameters_are_named_weights_first() -> None:
    assert autopsy.names_of(1) == ("W1", "B1")
    assert autopsy.names_of(3) == ("W1", "W2", "W3", "B1", "B2", "B3")


@for_each(
    ("rate", "factor", "rates"),
    [
        (0.3, 0.1, [0.03, 0.003, 0.0003]),
        (10.0, 0.1, [1.0, 0.1, 0.01, 0.001, 0.0001]),
        (0.0001, 0.1, [0.0001]),
        (0.00012345, 0.1, [0.0001]),
        (0.3, 10, [3.0]),
        (0.0001, 10, [0.001, 0.01, 0.1, 1.0, 10.0]),
        (10.0, 10, [10.0]),
        (0.123456, 10, [1.235]),
    ],
)
def test_other_rates_are_ten_times_as_large_or_small(rate: float, factor: float, rates: list[float]) -> None:
    assert autopsy._other_rates(TrainingSpec(rate=rate), factor) == rates


@for_each(
    ("losses", "rate"),
    [
        ({0.03: 0.5}, 0.03),
        ({0.03: 1.0, 0.003: 0.5}, 0.003),
        ({0.03: 1.5, 0.003: 1.0, 0.0003: 0.99}, 0.0003),
        ({0.03: 1.5, 0.003: 1.0, 0.0003: 1.0}, 0.0003),
        ({0.03: math.inf, 0.003: 0.2, 0.0003: 0.1}, 0.003),
    ],
)
def test_the_largest_rate_with_which_the_loss_falls_is_advised(losses: dict[float, float], rate: float) -> None:
    course = trained(replace(TWO, steps=100))
    course = replace(course, training_loss=torch.ones(6))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(autopsy, "_tried", lambda _course, step, tried: losses[tried] if step == 0 else 0.0)
        assert autopsy._finite_rate(course) == SettingRepair("rate", rate)


@for_each(
    ("now", "losses", "found"),
    [
        (1.0, {0.3: 0.94}, None),
        (1.0, {0.3: 0.951, 3.0: 0.75}, OtherRate(False, 1.0, 0.951, 0.75, SettingRepair("rate", 3.0))),
        (1.0, {0.3: 0.951, 3.0: 0.77}, None),
        (1.0, {0.3: 0.999, 3.0: 0.79}, OtherRate(False, 1.0, 0.999, 0.79, SettingRepair("rate", 3.0))),
        (1.0, {0.3: 1.0, 0.03: 0.79}, OtherRate(True, 1.0, 1.0, 0.79, SettingRepair("rate", 0.03))),
        (1.0, {0.3: 1.0, 0.03: 0.81, 0.003: 0.7}, OtherRate(True, 1.0, 1.0, 0.7, SettingRepair("rate", 0.003))),
        (1.0, {0.3: math.inf, 0.03: 0.8, 0.003: 0.81, 0.0003: 0.9}, None),
        (2.0, {0.3: 5.0, 0.03: 1.5}, OtherRate(True, 2.0, 5.0, 1.5, SettingRepair("rate", 0.03))),
    ],
)
def test_another_rate_is_advised_where_it_is_clearly_better(
    now: float, losses: dict[float, float], found: OtherRate | None
) -> None:
    course = trained(TWO)
    course = replace(course, training_loss=torch.tensor([9.0, now, *[9.0] * 4]))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(autopsy, "_tried", lambda _course, _step, tried: losses[tried])
        patched.setattr(autopsy, "_other_rates", lambda _spec, factor: OTHERS[factor])
        assert autopsy._other_rate(course, 1) == found


OTHERS = {0.1: [0.03, 0.003, 0.0003], 10: [3.0]}


def test_a_trial_goes_on_a_hundred_steps_from_a_step() -> None:
    course = train(replace(TWO, steps=150))
    for step in (0, 50):
        assert autopsy._tried(course, step, 0.3) == pytest.approx(float(course.training_loss[step + 100]), rel=1e-5)
    assert autopsy._tried(trained(HILLS), 0, 10.0) == math.inf


@pytest.mark.usefixtures("without_trials")
@for_each(
    ("changes", "values", "found"),
    [
        (
            {}, [0.0] * 9,
            ZeroGradients(("W1", "W2", "B1"), 8, 9, SettingRepair("rate", 0.03)),
        ),
        (
            {"init": "zeros"}, [0.0] * 9,
            ZeroGradients(("W1", "W2", "B1"), 8, 9, SettingRepair("init", "randn")),
        ),
        (
            {"activation": "relu"}, [0.0] * 9,
            ZeroGradients(("W1", "W2", "B1"), 8, 9, SettingRepair("activation", "leaky_relu")),
        ),
        (
            {"activation": "relu"}, [0.5, 0.5, 0.5, 0.5, 1.0, 1.0, 9.0, -9.0, 0.0],
            None,
        ),
        (
            {"activation": "relu"}, [0.5, 0.5, 0.5, 0.5, 1.0, 1.0, -9.0, -9.0, 0.0],
            ZeroGradients(("W1", "W2", "B1"), 8, 9, SettingRepair("activation", "leaky_relu")),
        ),
        (
            {"init": "zeros", "activation": "relu"}, [0.5, 0.5, 0.5, 0.5, 0.0, 0.0, 9.0, 9.0, 0.0],
            ZeroGradients(("W1", "B1"), 6, 9, SettingRepair("init", "randn")),
        ),
    ],
)  # fmt: skip
def test_parameters_whose_gradients_are_all_zero_stand_still(
    changes: dict[str, str], values: list[float], found: ZeroGradients | None
) -> None:
    course = shared_out(trained(replace(TWO, **changes)), values)
    assert [each for each in findings(course, 3) if isinstance(each, ZeroGradients)] == ([found] if found else [])


@pytest.mark.usefixtures("without_trials")
@for_each(
    ("biases", "units", "largest"),
    [
        ([-20.0, -30.0, 1.0, 2.0], ((1, 1), (1, 2)), (-20.0, -30.0)),
        ([1.0, -30.0, -2.0, 0.0], ((1, 2), (2, 1), (2, 2)), (-30.0, -2.0, 0.0)),
        ([0.0, 0.5, 0.5, -0.25], ((1, 1), (2, 2)), (0.0, -0.25)),
        ([0.5, 0.5, 0.5, 0.5], (), ()),
    ],
)
def test_a_dead_unit_has_no_z_above_zero(
    biases: list[float], units: tuple[tuple[int, int], ...], largest: tuple[float, ...]
) -> None:
    """All weights but those of the output are 0, so that each z is the bias."""
    course = trained(replace(TWO, hidden=(2, 2), activation="relu"))
    course = shared_out(course, [*[0.0] * 8, 1.0, 1.0, *biases, -1.0])
    found = [each for each in findings(course, 5) if isinstance(each, DeadUnits)]
    repair = SettingRepair("activation", "leaky_relu")
    assert found == ([DeadUnits(units, largest, repair)] if units else [])
    other = shared_out(trained(replace(TWO, hidden=(2, 2))), [*[0.0] * 8, 1.0, 1.0, *biases, -1.0])
    assert not [each for each in findings(other, 5) if isinstance(each, DeadUnits)]


def with_flat_points(activation: str, z: float, flat: int, *, later: float = 0.0) -> Course:
    """Return a course of 20 points of which so many have this z in the first unit, and the others 0.

    The second unit has a z of 0 for all of them at first, and `later` after the first step.
    """
    course = trained(replace(TWO, activation=activation, points=40, split=50))
    features = torch.zeros((20, 2))
    features[:flat, 0] = 1.0
    sample = course.start.training
    start = replace(course.start, training=replace(sample, features=features))
    course = shared_out(replace(course, start=start), [z, 0.0, 0.0, 0.0, 1.0, 2.0, 0.0, 0.0, 0.5])
    values = course.values.clone()
    values[1:, 7] = later
    return replace(course, values=values)


@pytest.mark.usefixtures("without_trials")
@for_each(
    ("activation", "z", "flat", "is_saturated"),
    [
        ("tanh", 5.0, 19, True),
        ("tanh", 5.0, 18, False),
        ("tanh", -4.0, 20, True),
        ("tanh", 2.1847, 19, True),  # 1 - tanh(2.1847)^2 is just below 0.05
        ("tanh", 2.1764, 19, False),  # and here just above it
        ("sigmoid", 4.3696, 19, True),  # y (1 - y) is just below a twentieth of 0.25
        ("sigmoid", 4.3528, 19, False),
        ("relu", -9.0, 20, False),
        ("softplus", -9.0, 20, False),
    ],
)
def test_a_unit_is_saturated_where_it_is_flat_for_nearly_all_points(
    activation: str, z: float, flat: int, is_saturated: bool
) -> None:
    course = with_flat_points(activation, z, flat)
    found = [each for each in findings(course, 0) if isinstance(each, SaturatedUnits)]
    if not is_saturated:
        assert not found
        return
    (one,) = found
    assert one.units == ((1, 1),)
    assert one.shares == pytest.approx((flat / 20,))
    if activation == "tanh":
        slope, most = 1 - math.tanh(z) ** 2, 1.0
    else:
        slope, most = math.exp(-z) / (1 + math.exp(-z)) ** 2, 0.25
    assert one.slopes == pytest.approx(((flat * slope + (20 - flat) * most) / 20,), rel=1e-3)
    assert one.repair == SettingRepair("init", "xavier")


@pytest.mark.usefixtures("without_trials")
def test_a_unit_that_became_flat_needs_a_smaller_rate() -> None:
    course = with_flat_points("tanh", 9.0, 20, later=-9.0)
    for step, units, repair in (
        (0, ((1, 1),), SettingRepair("init", "xavier")),
        (5, ((1, 1), (1, 2)), SettingRepair("rate", 0.03)),
    ):
        (found,) = (each for each in findings(course, step) if isinstance(each, SaturatedUnits))
        assert (found.units, found.repair) == (units, repair)
    begun = replace(course, spec=replace(course.spec, init="xavier"))
    (found,) = (each for each in findings(begun, 0) if isinstance(each, SaturatedUnits))
    assert found.repair == SettingRepair("rate", 0.03)


@pytest.mark.usefixtures("without_trials")
def test_units_that_are_alike_stand_in_groups_of_their_layer() -> None:
    course = trained(replace(TWO, hidden=(3, 2)))
    first, after = [0.1, 0.1, 0.2, 0.3, 0.3, 0.4], [0.5, 0.5, 0.5, 0.5, 0.7, 0.7]
    rows = [*first, *after, 0.9, 0.9, 0.6, 0.6, 0.6, 0.8, 0.8, 0.0]
    (found,) = (each for each in findings(shared_out(course, rows), 0) if is_symmetric(each))
    assert found == SymmetricUnits(((1, (1, 2)), (2, (1, 2))), SettingRepair("init", "randn"))
    for at in (0, 6, 14):  # a weight into the first unit, one out of it, or its bias
        other = list(rows)
        other[at] += 0.25
        kept = [each for each in findings(shared_out(course, other), 0) if isinstance(each, SymmetricUnits)]
        assert [each.groups for each in kept] == ([] if at == 6 else [((2, (1, 2)),)])


@pytest.mark.usefixtures("without_trials")
def test_findings_stand_in_their_order() -> None:
    course = shared_out(trained(replace(TWO, activation="relu", init="zeros", rate=0.0001)), [0.0] * 9)
    assert [type(each) for each in findings(course, 0)][:3] == [SymmetricUnits, ZeroGradients, DeadUnits]
