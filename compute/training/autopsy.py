"""Find out why a training ended in numbers that are not finite, or why it learns nothing.

Each finding holds its numbers, and a change of the setting that may repair it.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import torch
from torch import Tensor

from compute.gradients.derivatives import DERIVATIVES, ElementwiseDerivative
from compute.gradients.losses import LOSSES
from compute.network.network import Parameters
from compute.training.course import (
    Course,
    Moment,
    OptimizerState,
    Sample,
    batches_of,
    gradients_of,
    layers_of,
    updated,
)
from compute.training.setting import NUMBERS, TrainingSpec

PREACTIVATION, ACTIVATION, LOSS, GRADIENT, MEMORY, UPDATE = (
    "preactivation",
    "activation",
    "loss",
    "gradient",
    "memory",
    "update",
)
"""The operations of a step: mm and bias, activation, loss, autograd, what the optimizer remembers, the change."""

FLAT = 0.05
"""A slope below this share of the steepest one counts as flat."""

MOSTLY = 0.95
"""A unit that is flat for at least this share of the points is saturated."""

TRIAL_STEPS = 100
"""How many steps are tried with each other rate."""

SLOW = 0.95
"""A rate may be too small where the trial leaves more than this share of the loss."""

CLEARLY = 0.8
"""Another rate is better where its loss is below this share of the loss now and of what the same rate reaches."""


@dataclass(frozen=True)
class SettingRepair:
    """A change of one field of the setting."""

    field: str
    value: str | float


@dataclass(frozen=True)
class Before:
    """A tensor that went into an operation, and its largest magnitude."""

    name: str
    largest: float


@dataclass(frozen=True)
class NotFinite:
    """The first tensor of a training that was not finite.

    Attributes
    ----------
    step: the step that was to be taken, counted from 1.
    tensor: its name: z1, h1, y, loss, dL/dW1, W1, and of what an optimizer remembers v1 .. or m1 .., s1 ...
    operation: one of PREACTIVATION .. UPDATE.
    value: the first element that is not finite: inf, -inf or nan.
    where: its place in the tensor.
    before: what went into the operation.
    """

    step: int
    tensor: str
    operation: str
    value: float
    where: tuple[int, ...]
    before: tuple[Before, ...]
    repair: SettingRepair


@dataclass(frozen=True)
class ZeroGradients:
    """Gradients that are exactly 0: these parameters do not move.

    Attributes
    ----------
    tensors: the names of those of which every gradient is 0, such as W1 and B1.
    zeros, total: how many single gradients are 0, of how many.
    """

    tensors: tuple[str, ...]
    zeros: int
    total: int
    repair: SettingRepair


@dataclass(frozen=True)
class DeadUnits:
    """Units of relu whose z is at most 0 for every point for training, so that nothing comes back through them.

    Attributes
    ----------
    units: layer and number of each, counted from 1.
    largest: the largest z of each.
    """

    units: tuple[tuple[int, int], ...]
    largest: tuple[float, ...]
    repair: SettingRepair


@dataclass(frozen=True)
class SaturatedUnits:
    """Units of sigmoid or tanh that are flat for nearly all points.

    Attributes
    ----------
    units: layer and number of each, counted from 1.
    shares: of each the share of points at which its slope is below `FLAT` of the steepest.
    slopes: of each the mean slope.
    """

    units: tuple[tuple[int, int], ...]
    shares: tuple[float, ...]
    slopes: tuple[float, ...]
    repair: SettingRepair


@dataclass(frozen=True)
class SymmetricUnits:
    """Hidden units with the same weights in and out: their gradients are the same, and they stay alike.

    Attributes
    ----------
    groups: of each group its layer and the numbers of its units, counted from 1.
    """

    groups: tuple[tuple[int, tuple[int, ...]], ...]
    repair: SettingRepair


@dataclass(frozen=True)
class OtherRate:
    """Another rate gets further in the same number of steps from here; both were tried.

    Attributes
    ----------
    too_large: whether the rate of the setting is too large; else it is too small.
    now: the loss before the trial.
    same, other: the loss after `TRIAL_STEPS` steps with the rate of the setting, and with that of `repair`; inf where
        it was no longer finite.
    """

    too_large: bool
    now: float
    same: float
    other: float
    repair: SettingRepair


Finding: TypeAlias = ZeroGradients | DeadUnits | SaturatedUnits | SymmetricUnits | OtherRate


@dataclass(frozen=True, eq=False)
class _Computed:
    """A tensor of a step, the operation that gave it and what went in."""

    name: str
    operation: str
    tensor: Tensor
    inputs: tuple[tuple[str, Tensor], ...]


def not_finite(course: Course) -> NotFinite | None:
    """Take the step again at which a course broke, and find the first tensor that is not finite; None if it did not."""
    if course.broke is None:
        return None
    for computed in _step_again(course.broke, course):
        bad = (~computed.tensor.isfinite()).nonzero()
        if len(bad):
            where = tuple(bad[0].tolist())
            return NotFinite(
                course.broke.step + 1,
                computed.name,
                computed.operation,
                float(computed.tensor[where]),
                where,
                tuple(Before(name, float(tensor.abs().max())) for name, tensor in computed.inputs),
                _finite_rate(course),
            )
    raise AssertionError("a course breaks at what is not finite")


def findings(course: Course, step: int) -> tuple[Finding, ...]:
    """Say what keeps the network of this step from learning; nothing where nothing does.

    Raises
    ------
    SpecError: the course has no such step.
    """
    gradients, passed = course.gradients(step), _passed(course, step)
    found = (
        _symmetric(course, step),
        _zero_gradients(course, gradients),
        _dead(course, passed),
        _saturated(course, passed),
        _other_rate(course, step),
    )
    return tuple(finding for finding in found if finding is not None)


def names_of(depth: int) -> tuple[str, ...]:
    """Name the parameters in the order of a course: W1 .., B1 .."""
    return tuple(f"{letter}{layer}" for letter in "WB" for layer in range(1, depth + 1))


def _finite_rate(course: Course) -> SettingRepair:
    """Find the largest of the smaller rates with which the loss falls at first."""
    rates, loss = _other_rates(course.spec, 0.1), float(course.training_loss[0])
    falling = (rate for rate in rates if _tried(course, 0, rate) < loss)
    return SettingRepair("rate", next(falling, rates[-1]))


def _other_rates(spec: TrainingSpec, factor: float) -> list[float]:
    """Return the rate of the setting times the factor, once to five times, as far as rates go."""
    limits = NUMBERS["rate"]
    rates = [float(f"{spec.rate * factor**times:.4g}") for times in range(1, 6)]
    return [rate for rate in rates if rate in limits] or [limits.low if factor < 1 else limits.high]


def _step_again(moment: Moment, course: Course) -> Iterator[_Computed]:
    """Compute a step tensor by tensor, in the order of the course: pass, loss, gradients, change, pass and loss."""
    spec, batch = course.spec, course.sample(moment)
    names = names_of(spec.network.depth)
    values = moment.parameters.tensors
    yield from _pass(values, batch, spec)
    found = gradients_of(moment.parameters, batch, spec)
    gradients = found.tensors
    backwards = sorted(range(len(names)), key=lambda at: int(names[at][1:]), reverse=True)
    for at in backwards:
        yield _Computed(f"dL/d{names[at]}", GRADIENT, gradients[at], ((names[at], values[at]),))
    moved, state = updated(values, gradients, moment.state, spec)
    for letter, memory in (("v" if spec.optimizer == "momentum" else "m", state.first), ("s", state.second)):
        for number, (name, tensor) in enumerate(zip(names, memory, strict=False)):
            yield _Computed(f"{letter} of {name}", MEMORY, tensor, ((f"dL/d{name}", gradients[number]),))
    for name, after, value, gradient in zip(names, moved, values, gradients, strict=True):
        yield _Computed(name, UPDATE, after, ((name, value), (f"dL/d{name}", gradient)))
    yield from _pass(moved, course.start.training, spec)


def _pass(tensors: Sequence[Tensor], sample: Sample, spec: TrainingSpec) -> Iterator[_Computed]:
    """Compute a forward pass and the loss."""
    network, name, values = spec.network, "x", sample.features
    logits = values
    for layer, (logits, after) in enumerate(layers_of(tensors, values, network), start=1):
        weights, bias = tensors[layer - 1], tensors[network.depth + layer - 1]
        inputs = ((name, values), (f"W{layer}", weights), (f"B{layer}", bias))
        yield _Computed(f"z{layer}", PREACTIVATION, logits, inputs)
        values = after
        name = "y" if layer == network.depth else f"h{layer}"
        yield _Computed(name, ACTIVATION, values, ((f"z{layer}", logits),))
    loss = LOSSES[spec.loss_name]
    taken = (f"z{network.depth}", logits) if loss.of_logits else (name, values)
    yield _Computed("loss", LOSS, loss.reduced(taken[1], sample.target, "mean"), (taken,))


def _passed(course: Course, step: int) -> tuple[tuple[Tensor, Tensor], ...]:
    """Return z and its values of each layer, for the points for training."""
    parameters = course.parameters(step)
    steps = list(_pass(parameters.tensors, course.start.training, course.spec))
    return tuple((steps[at].tensor, steps[at + 1].tensor) for at in range(0, len(steps) - 1, 2))


def _zero_gradients(course: Course, gradients: Parameters) -> ZeroGradients | None:
    tensors = gradients.tensors
    names = names_of(course.spec.network.depth)
    still = tuple(name for name, tensor in zip(names, tensors, strict=True) if not tensor.any())
    if not still:
        return None
    zeros = sum(int((tensor == 0).sum()) for tensor in tensors)
    if course.spec.init == "zeros":
        repair = SettingRepair("init", "randn")
    elif course.spec.activation == "relu":
        repair = SettingRepair("activation", "leaky_relu")
    else:
        repair = SettingRepair("rate", _other_rates(course.spec, 0.1)[0])
    return ZeroGradients(still, zeros, sum(tensor.numel() for tensor in tensors), repair)


def _dead(course: Course, passed: Sequence[tuple[Tensor, Tensor]]) -> DeadUnits | None:
    if course.spec.activation != "relu":
        return None
    found = [
        ((layer, unit), largest)
        for layer, (z, _values) in enumerate(passed[:-1], start=1)
        for unit, largest in enumerate(z.amax(dim=0).tolist(), start=1)
        if largest <= 0
    ]
    if not found:
        return None
    units, largest = zip(*found, strict=True)
    return DeadUnits(units, largest, SettingRepair("activation", "leaky_relu"))


def _saturated(course: Course, passed: Sequence[tuple[Tensor, Tensor]]) -> SaturatedUnits | None:
    found = _flat_units(course, passed)
    if not found:
        return None
    from_the_start = set(found) <= set(_flat_units(course, _passed(course, 0)))
    by_init = from_the_start and course.spec.init != "xavier"
    repair = SettingRepair("init", "xavier") if by_init else SettingRepair("rate", _other_rates(course.spec, 0.1)[0])
    shares, slopes = zip(*found.values(), strict=True)
    return SaturatedUnits(tuple(found), shares, slopes, repair)


def _flat_units(course: Course, passed: Sequence[tuple[Tensor, Tensor]]) -> dict[tuple[int, int], tuple[float, float]]:
    """Return share of flat points and mean slope of each saturated unit, by layer and number."""
    if course.spec.activation not in ("sigmoid", "tanh"):
        return {}
    derivative = DERIVATIVES[course.spec.activation]
    assert isinstance(derivative, ElementwiseDerivative)  # both of them are
    steepest = 0.25 if course.spec.activation == "sigmoid" else 1.0
    found = {}
    for layer, (z, values) in enumerate(passed[:-1], start=1):
        slopes = derivative.function(z, values)
        shares, means = (slopes < FLAT * steepest).float().mean(dim=0), slopes.mean(dim=0).tolist()
        for unit in (shares >= MOSTLY).nonzero()[:, 0].tolist():  # as float32, where 19 of 20 are this share
            found[layer, unit + 1] = (float(shares[unit]), means[unit])
    return found


def _symmetric(course: Course, step: int) -> SymmetricUnits | None:
    parameters = course.parameters(step)
    groups = []
    for layer in range(1, course.spec.network.depth):
        alike: dict[tuple[float, ...], list[int]] = {}
        weights, bias, after = parameters.weights[layer - 1], parameters.biases[layer - 1], parameters.weights[layer]
        for unit in range(weights.shape[1]):
            ways = torch.cat([weights[:, unit], bias[0, unit : unit + 1], after[unit]])
            alike.setdefault(tuple(ways.tolist()), []).append(unit + 1)
        groups += [(layer, tuple(units)) for units in alike.values() if len(units) > 1]
    return SymmetricUnits(tuple(groups), SettingRepair("init", "randn")) if groups else None


def _other_rate(course: Course, step: int) -> OtherRate | None:
    """Try the rate of the setting from this step on, and where it climbs or hardly falls, others."""
    now, same = float(course.training_loss[step]), _tried(course, step, course.spec.rate)
    too_large = same >= now
    if not too_large and same < SLOW * now:
        return None
    for rate in _other_rates(course.spec, 0.1 if too_large else 10):
        other = _tried(course, step, rate)
        if other < CLEARLY * min(now, same):
            return OtherRate(too_large, now, same, other, SettingRepair("rate", rate))
    return None


def _tried(course: Course, step: int, rate: float) -> float:
    """Return the loss after `TRIAL_STEPS` steps with this rate; inf where it is not finite."""
    spec, sample = course.spec, course.start.training
    generator = torch.Generator().manual_seed(spec.seed)
    chosen = batches_of(generator, len(sample.features), spec.batch)
    parameters, state, depth = course.parameters(step), OptimizerState(), spec.network.depth
    tried = replace(spec, rate=rate)
    for _step in range(TRIAL_STEPS):
        batch = next(chosen)
        gradients = gradients_of(parameters, sample if batch is None else sample.taken(batch), spec)
        values = parameters.tensors
        moved, state = updated(values, gradients.tensors, state, tried)
        parameters = Parameters(moved[:depth], moved[depth:])
    *_computed, last = _pass(parameters.tensors, sample, spec)
    loss = float(last.tensor)
    return loss if math.isfinite(loss) else math.inf
