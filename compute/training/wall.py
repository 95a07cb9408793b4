"""Train the same setting with many widths or rates and many seeds, and compare how they end.

With at most one hidden layer, all seeds of a column are one batch, by `torch.baddbmm`: the operations of the course in
their order, which may differ from it in the last bits. So that a cell and the scene that it opens agree, two kinds of
networks are trained one by one as `compute.training.course` does: deeper ones, which make such a bit large, and those
that end elsewhere when they begin a last bit aside.
"""

import math
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from time import perf_counter

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from compute.gradients.losses import LOSSES
from compute.network.activations import ACTIVATIONS
from compute.network.spec import Range, SpecError
from compute.training.course import (
    ASIDE,
    Course,
    OptimizerState,
    Start,
    Training,
    batches_of,
    right_share,
    start_from,
    updated,
)
from compute.training.setting import TrainingSpec

WIDTHS, RATES = "hidden", "rate"

COLUMNS = Range(1, 64)
SEEDS = Range(2, 200)
"""How large a wall may be. One network alone would round otherwise than a batch does."""

RIGHT_SHARE, SMALL_LOSS = 0.95, 0.05
"""A training has succeeded with this accuracy in the test; where a number is learned, with at most this loss."""

SAME = 5e-6
"""The losses of both are the same up to this; else the network is trained once more, as the course does."""


SLICE_SECONDS = 0.05
"""Seconds of a slice; it ends with the first step after that."""

STEPS_AT_ONCE = 10
"""How many steps of a single network are taken at once; they take a few milliseconds."""


@dataclass(frozen=True, eq=False)
class WallColumn:
    """All seeds of one width or one rate, after all steps; the rows of the tensors are the seeds.

    Attributes
    ----------
    specs: the setting of each cell, which opens it as a scene.
    training_loss, test_loss: inf where it is not finite.
    test_accuracy: None where a number is learned.
    """

    specs: tuple[TrainingSpec, ...]
    training_loss: Float[Tensor, " seeds"]
    test_loss: Float[Tensor, " seeds"]
    test_accuracy: Float[Tensor, " seeds"] | None

    @property
    def median(self) -> float:
        """The median of the loss of the test; of an even number of seeds the mean of the middle two."""
        ordered = self.test_loss.sort().values
        return float((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)

    @property
    def spread(self) -> tuple[float, float]:
        """The loss of the test that a quarter of the seeds stay below, and that three quarters do, each of a seed."""
        ordered = self.test_loss.sort().values
        return float(ordered[(len(ordered) - 1) // 4]), float(ordered[-1 - (len(ordered) - 1) // 4])

    @property
    def successes(self) -> Bool[Tensor, " seeds"]:
        """Which of the seeds succeed, see `RIGHT_SHARE` and `SMALL_LOSS`."""
        return _succeed(self.test_loss, self.test_accuracy)

    @property
    def succeeded(self) -> float:
        """The share of the seeds that succeed."""
        return float(self.successes.float().mean())


def has_succeeded(course: Course) -> bool:
    """Tell whether a training has succeeded, as a cell of a wall does."""
    accuracy = course.final_test_accuracy
    return bool(_succeed(torch.tensor(course.final_test_loss), None if accuracy is None else torch.tensor(accuracy)))


def _succeed(test_loss: Tensor, test_accuracy: Tensor | None) -> Tensor:
    return test_loss <= SMALL_LOSS if test_accuracy is None else test_accuracy >= RIGHT_SHARE


@dataclass(frozen=True, eq=False)
class WallSlice:
    """Where a wall stands after a slice of work.

    Attributes
    ----------
    share: how much of the wall is done, 1.0 at last.
    column: the column that this slice has finished, or None.
    """

    share: float
    column: WallColumn | None = None


def wall(spec: TrainingSpec, field: str, values: Sequence[int | float], seeds: Sequence[int]) -> Iterator[WallColumn]:
    """Train a column after another; see `wall_slices`."""
    slices = wall_slices(spec, field, values, seeds)
    return (one.column for one in slices if one.column is not None)


def wall_slices(
    spec: TrainingSpec, field: str, values: Sequence[int | float], seeds: Sequence[int]
) -> Iterator[WallSlice]:
    """Train a column after another, in slices of about `SLICE_SECONDS`, so that a page can show progress and stop.

    Parameters
    ----------
    field: `WIDTHS`, the units of every hidden layer, or `RATES`.
    values: of the field, one for each column.
    seeds: of the cells of each column.

    Raises
    ------
    SpecError: at once, before anything is trained; see `wall_cells`.
    """
    return _slices(wall_cells(spec, field, values, seeds))


def wall_cells(
    spec: TrainingSpec, field: str, values: Sequence[int | float], seeds: Sequence[int]
) -> tuple[tuple[TrainingSpec, ...], ...]:
    """Return the settings of all cells, column by column.

    Raises
    ------
    SpecError: the wall is too large or too small, a value is not allowed, or a width is asked for without a layer.
    """
    if len(values) not in COLUMNS:
        raise SpecError("columns", len(values), str(COLUMNS))
    if len(seeds) not in SEEDS:
        raise SpecError("seeds", len(seeds), str(SEEDS))
    if field not in (WIDTHS, RATES) or (field == WIDTHS and not spec.hidden):
        raise SpecError("across", field, f"{WIDTHS}, {RATES}" if spec.hidden else RATES)
    columns = [_with(spec, field, value) for value in values]
    return tuple(tuple(replace(column, seed=seed) for seed in seeds) for column in columns)


def column_slices(specs: Sequence[TrainingSpec]) -> Generator[float, None, WallColumn]:
    """Train the cells of a column, two at least, in slices: yields the share that is done, and returns the column."""
    pause = _Pause()
    return (yield from _checked(specs, pause) if len(specs[0].hidden) < 2 else _one_by_one(specs, pause))


def _slices(columns: Sequence[Sequence[TrainingSpec]]) -> Iterator[WallSlice]:
    for number, specs in enumerate(columns):
        work = column_slices(specs)
        while True:
            try:
                share = next(work)
            except StopIteration as end:
                yield WallSlice((number + 1) / len(columns), end.value)
                break
            yield WallSlice((number + share) / len(columns))


class _Pause:
    """Tells when a slice has taken long enough."""

    def __init__(self) -> None:
        self._since = perf_counter()

    def at(self, share: float) -> Iterator[float]:
        """Yield the share that is done where it is time to, and begin another slice."""
        if perf_counter() - self._since >= SLICE_SECONDS:
            yield share
            self._since = perf_counter()


def _with(spec: TrainingSpec, field: str, value: int | float) -> TrainingSpec:
    if field == RATES:
        return replace(spec, rate=value)
    if not float(value).is_integer():
        raise SpecError(WIDTHS, value, "whole numbers")
    return replace(spec, hidden=(int(value),) * len(spec.hidden))


def _one_by_one(specs: Sequence[TrainingSpec], pause: _Pause) -> Generator[float, None, WallColumn]:
    training, test, accuracy = [], [], []
    for number, spec in enumerate(specs):
        job = Training(spec)
        while not job.is_done:
            job.advance(STEPS_AT_ONCE)
            yield from pause.at((number + job.share) / len(specs))
        course = job.course()
        training.append(course.final_training_loss)
        test.append(course.final_test_loss)
        if course.final_test_accuracy is not None:
            accuracy.append(course.final_test_accuracy)
    return _column(specs, torch.tensor(training), torch.tensor(test), torch.tensor(accuracy) if accuracy else None)


def _checked(specs: Sequence[TrainingSpec], pause: _Pause) -> Generator[float, None, WallColumn]:
    """Train a column as one batch, twice, and one by one those that the last bits lead elsewhere."""
    found = yield from _scaled(_together(specs, 0.0, pause), 0.0, 0.4)
    aside = yield from _scaled(_together(specs, ASIDE, pause), 0.4, 0.8)
    same = torch.ones(len(specs), dtype=torch.bool)
    for one, other in ((found.training_loss, aside.training_loss), (found.test_loss, aside.test_loss)):
        same &= (one == other) | ((one - other).abs() <= SAME)
    again = (~same).nonzero()[:, 0].tolist()
    if not again:
        return found
    exact = yield from _scaled(_one_by_one([specs[at] for at in again], pause), 0.8, 1.0)
    accuracy = found.test_accuracy
    if accuracy is not None and exact.test_accuracy is not None:
        accuracy = accuracy.masked_scatter(~same, exact.test_accuracy)
    return replace(
        found,
        training_loss=found.training_loss.masked_scatter(~same, exact.training_loss),
        test_loss=found.test_loss.masked_scatter(~same, exact.test_loss),
        test_accuracy=accuracy,
    )


def _scaled(work: Generator[float, None, WallColumn], begin: float, end: float) -> Generator[float, None, WallColumn]:
    """Go on with work of which the shares are those of a part of the whole."""
    while True:
        try:
            share = next(work)
        except StopIteration as done:
            column: WallColumn = done.value
            return column
        yield begin + share * (end - begin)


def _together(specs: Sequence[TrainingSpec], aside: float, pause: _Pause) -> Generator[float, None, WallColumn]:
    """Train all seeds as one batch: each tensor has a first dimension more, the seeds."""
    spec, starts = specs[0], []
    generators = [torch.Generator().manual_seed(one.seed) for one in specs]
    for generator, one in zip(generators, specs, strict=True):
        starts.append(start_from(generator, one))
        yield from pause.at(0.0)
    features = torch.stack([start.training.features for start in starts])
    target = torch.stack([start.training.target for start in starts])
    number = torch.arange(len(specs)).unsqueeze(1)
    batches = [batches_of(generator, features.shape[1], spec.batch) for generator in generators]
    tensors, state = tuple(tensor * (1 + aside) for tensor in _stacked(starts)), OptimizerState()
    for step in range(spec.steps):
        chosen = [batch for batch in map(next, batches) if batch is not None]
        at = (number, torch.stack(chosen)) if chosen else ...
        leaves = [tensor.detach().requires_grad_() for tensor in tensors]
        with torch.enable_grad():
            gradients = torch.autograd.grad(_losses(leaves, features[at], target[at], spec)[0].sum(), leaves)
        tensors, state = updated([leaf.detach() for leaf in leaves], gradients, state, spec)
        if aside and step == 0:
            tensors = tuple(tensor * (1 + aside) for tensor in tensors)
        yield from pause.at((step + 1) / spec.steps)
    training, _output = _losses(tensors, features, target, spec)
    test_features = torch.stack([start.test.features for start in starts])
    test, output = _losses(tensors, test_features, torch.stack([start.test.target for start in starts]), spec)
    classes = [start.test.classes for start in starts if start.test.classes is not None]
    return _column(specs, training, test, right_share(output, torch.stack(classes)) if classes else None)


def _column(specs: Sequence[TrainingSpec], training: Tensor, test: Tensor, accuracy: Tensor | None) -> WallColumn:
    broke = ~training.isfinite()
    return WallColumn(
        tuple(specs),
        training.masked_fill(broke, math.inf),
        test.nan_to_num(math.inf, math.inf).masked_fill(broke, math.inf),
        None if accuracy is None else accuracy.masked_fill(broke, 0.0),
    )


def _stacked(starts: Sequence[Start]) -> tuple[Tensor, ...]:
    """Return W1 .. WL, B1 .. BL of all seeds."""
    each = [start.network.parameters.tensors for start in starts]
    return tuple(torch.stack(tensors) for tensors in zip(*each, strict=True))


def _losses(
    tensors: Sequence[Tensor], features: Float[Tensor, "seeds points features"], target: Tensor, spec: TrainingSpec
) -> tuple[Tensor, Tensor]:
    """Compute the loss of each seed, a mean over its points, and all outputs."""
    network, loss = spec.network, LOSSES[spec.loss_name]
    values = z = features
    for layer in range(network.depth):
        z = torch.baddbmm(tensors[network.depth + layer], values, tensors[layer])
        values = ACTIVATIONS[network.activation_of(layer + 1)].function(z)
    if loss.of_logits:
        terms = loss.reduced(z.flatten(0, 1), target.flatten(), "none").view(target.shape)
    else:
        terms = loss.reduced(values, target, "none").flatten(1)
    return terms.mean(dim=1), values
