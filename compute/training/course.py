"""Train a network and keep every step: the whole course, from the first draw to the last step.

2,000 steps of the largest network of points in a plane take 12.5 MB, and of digits 20.6 MB, see `course_bytes`.

One generator, seeded by the setting, draws in this order: the data (`compute.training.data`), W1 .. WL, B1 .. BL by
`init`, and then, for each round of batches, `torch.randperm` over the points for training. With all at once there
is nothing more to draw.

A step is one change of all parameters, from the gradients g of one batch, by autograd:

    g = dL/dw + decay * w + l1 * sign(w)

    sgd         w = w - rate * g
    momentum    v = 0.9 * v + g;  w = w - rate * v
    adam        m = 0.9 * m + 0.1 * g;  s = 0.999 * s + 0.001 * g * g
                w = w - rate * (m / (1 - 0.9 ** t)) / (sqrt(s / (1 - 0.999 ** t)) + 0.00000001)

with v, m and s = 0 at first and t = 1, 2, ..; the same as `torch.optim`.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import functional

from compute.gradients.losses import LOSSES
from compute.network.activations import ACTIVATIONS
from compute.network.network import Network, Parameters
from compute.network.spec import NetworkSpec, SpecError
from compute.training.data import LearningData, draw_data, take_data, take_digits
from compute.training.digits import DIGITS
from compute.training.setting import ALL, TrainingSpec

ASIDE = 2.0**-22
"""Parameters that begin larger by this share, which is a last bit or two, show whether a training hangs on rounding.

After the first step they are made larger once more: then those that begin with 0 are, too.
"""

EVERY = 100
"""Of so many steps one keeps what the optimizer remembers."""

MOMENTUM = 0.9
ADAM_MEAN, ADAM_SQUARE, ADAM_SMALLEST = 0.9, 0.999, 1e-8
"""What `torch.optim` has as momentum in most examples, and as Adam's own defaults."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Points as the network and the loss take them.

    Attributes
    ----------
    target: 0 or 1 for each output, the number that is learned, or for `ce` the class.
    classes: of each point, counted from 0; None where a number is learned.
    """

    features: Float[Tensor, "points features"]
    target: Float[Tensor, "points outputs"] | Int[Tensor, " points"]
    classes: Int[Tensor, " points"] | None

    def taken(self, chosen: Int[Tensor, " batch"]) -> "Sample":
        """Return these points alone."""
        classes = None if self.classes is None else self.classes[chosen]
        return Sample(self.features[chosen], self.target[chosen], classes)


@dataclass(frozen=True, eq=False)
class Start:
    """What stands before the first step.

    Attributes
    ----------
    network: the drawn parameters, with the features of the points for training.
    """

    data: LearningData
    network: Network
    training: Sample
    test: Sample


@dataclass(frozen=True, eq=False)
class OptimizerState:
    """What an optimizer remembers of the steps before, a tensor for each parameter.

    Attributes
    ----------
    steps: how many there were.
    first: v of momentum, or m of Adam; nothing for sgd.
    second: s of Adam; nothing for the others.
    """

    steps: int = 0
    first: tuple[Tensor, ...] = ()
    second: tuple[Tensor, ...] = ()


@dataclass(frozen=True, eq=False)
class Moment:
    """Everything that the next step depends on, so that it can be computed again.

    Attributes
    ----------
    step: how many steps have led here.
    batch: the points, among those for training, that the next step looks at; None for all of them.
    """

    step: int
    parameters: Parameters
    state: OptimizerState
    batch: Int[Tensor, " batch"] | None


@dataclass(frozen=True, eq=False)
class Course:
    """A training step by step; row 0 is before the first step, and row t after t steps.

    Attributes
    ----------
    values: all parameters of every step in one row: W1 .. WL, B1 .. BL, each row by row.
    training_loss, test_loss: the mean over all points of either side.
    training_accuracy, test_accuracy: the share of points with the right class; None where a number is learned.
    states: what the optimizer remembers before step 0, `EVERY`, 2 * `EVERY` ..
    broke: the moment whose step led to a loss or a parameter that is not finite, or None. The rows end
        with that moment.
    """

    spec: TrainingSpec
    start: Start
    values: Float[Tensor, "rows parameters"]
    training_loss: Float[Tensor, " rows"]
    test_loss: Float[Tensor, " rows"]
    training_accuracy: Float[Tensor, " rows"] | None
    test_accuracy: Float[Tensor, " rows"] | None
    states: tuple[OptimizerState, ...]
    broke: Moment | None = None

    @property
    def last(self) -> int:
        """The last step that is kept."""
        return len(self.values) - 1

    @property
    def best(self) -> int:
        """The step with the lowest loss of the test, the first of them."""
        return int(self.test_loss.nan_to_num(math.inf, math.inf).argmin())

    @property
    def final_training_loss(self) -> float:
        """The loss over the points for training after all steps; inf where the course broke."""
        return math.inf if self.broke is not None else float(self.training_loss[-1])

    @property
    def final_test_loss(self) -> float:
        """The loss over the points for the test after all steps; inf where the course broke."""
        return math.inf if self.broke is not None else float(self.test_loss[-1])

    @property
    def final_test_accuracy(self) -> float | None:
        """The accuracy in the test after all steps, 0 where the course broke; None where a number is learned."""
        if self.test_accuracy is None:
            return None
        return 0.0 if self.broke is not None else float(self.test_accuracy[-1])

    @property
    def bytes(self) -> int:
        """How much memory the kept steps take."""
        kept = [self.values, self.training_loss, self.test_loss, self.training_accuracy, self.test_accuracy]
        remembered = [tensor for state in self.states for tensor in (*state.first, *state.second)]
        return sum(tensor.nbytes for tensor in (*kept, *remembered) if tensor is not None)

    def parameters(self, step: int) -> Parameters:
        """Return weights and biases after so many steps.

        Raises
        ------
        SpecError: the course has no such step.
        """
        if isinstance(step, bool) or not 0 <= step <= self.last:
            raise SpecError("time", step, f"0..{self.last}")
        return parameters_of(self.values[step], self.spec.network)

    def network(self, step: int) -> Network:
        """Return the network after so many steps, with the features of the points for training."""
        return replace(self.start.network, parameters=self.parameters(step))

    def gradients(self, step: int) -> Parameters:
        """Return the gradients of the loss over all points for training, by autograd, without decay and l1."""
        return gradients_of(self.parameters(step), self.start.training, self.spec)

    def sample(self, moment: Moment) -> Sample:
        """Return the points that the step after a moment looks at."""
        everything = self.start.training
        return everything if moment.batch is None else everything.taken(moment.batch)


def start_from(generator: torch.Generator, spec: TrainingSpec) -> Start:
    """Draw data and parameters with the next numbers of a generator, in the order that the module states."""
    data = data_from(generator, spec)
    parameters = draw_parameters(generator, spec.network, spec.init)
    everything = sample_of(data, spec)
    training, test = everything.taken(data.training), everything.taken(data.test)
    return Start(data, Network(spec.network, training.features, parameters), training, test)


def data_from(generator: torch.Generator, spec: TrainingSpec) -> LearningData:
    """Draw or take the points of a setting with the next numbers of a generator."""
    if spec.data == DIGITS:
        return take_digits(generator, spec.points, spec.split)
    rows = spec.rows
    if rows is None:
        return draw_data(generator, spec.data, float(spec.noise), spec.points, spec.split)
    return take_data(generator, rows, spec.points, spec.split)


def draw_parameters(generator: torch.Generator, spec: NetworkSpec, init: str) -> Parameters:
    """Draw W1 .. WL and then B1 .. BL, with one call for each that has to be drawn.

    `randn` draws all as in the notebook, `linear` evenly within 1 / sqrt(inputs) as `nn.Linear` does. `xavier` draws
    weights evenly within sqrt(6 / (inputs + units)), `kaiming` normally with deviation sqrt(2 / inputs); with both of
    them, and with `zeros`, biases are 0.
    """
    shapes = spec.weight_shapes
    weights = tuple(_weight(generator, shape, init) for shape in shapes)
    biases = tuple(_bias(generator, shape, init) for shape in shapes)
    return Parameters(weights, biases)


def _weight(generator: torch.Generator, shape: tuple[int, int], init: str) -> Tensor:
    inputs, units = shape
    match init:
        case "randn":
            return torch.randn(shape, generator=generator)
        case "linear":
            return (2 * torch.rand(shape, generator=generator) - 1) / math.sqrt(inputs)
        case "xavier":
            return (2 * torch.rand(shape, generator=generator) - 1) * math.sqrt(6 / (inputs + units))
        case "kaiming":
            return torch.randn(shape, generator=generator) * math.sqrt(2 / inputs)
        case _:
            return torch.zeros(shape)


def _bias(generator: torch.Generator, shape: tuple[int, int], init: str) -> Tensor:
    inputs, units = shape
    match init:
        case "randn":
            return torch.randn((1, units), generator=generator)
        case "linear":
            return (2 * torch.rand((1, units), generator=generator) - 1) / math.sqrt(inputs)
        case _:
            return torch.zeros((1, units))


def sample_of(data: LearningData, spec: TrainingSpec) -> Sample:
    """Return all points as the network and the loss of this setting take them."""
    features = data.features(spec.features)
    if not data.classes:
        return Sample(features, data.wanted.unsqueeze(1), None)
    if LOSSES[spec.loss_name].of_logits:
        return Sample(features, data.wanted, data.wanted)
    if spec.network.outputs == 1:
        return Sample(features, data.wanted.unsqueeze(1).float(), data.wanted)
    return Sample(features, functional.one_hot(data.wanted, data.classes).float(), data.wanted)


def last_layer(
    parameters: Sequence[Tensor], features: Float[Tensor, "points features"], spec: NetworkSpec
) -> tuple[Tensor, Tensor]:
    """Compute z and y of the last layer, from W1 .. WL, B1 .. BL in a row."""
    values = z = features
    for z, values in layers_of(parameters, features, spec):  # noqa: B007  (the last ones are what is meant)
        pass
    return z, values


def layers_of(
    parameters: Sequence[Tensor], features: Float[Tensor, "points features"], spec: NetworkSpec
) -> Iterator[tuple[Tensor, Tensor]]:
    """Compute z and the values of every layer, from W1 .. WL, B1 .. BL in a row."""
    values = features
    for layer in range(spec.depth):
        z = torch.mm(values, parameters[layer]) + parameters[spec.depth + layer]
        values = ACTIVATIONS[spec.activation_of(layer + 1)].function(z)
        yield z, values


def found_classes(output: Float[Tensor, "*points outputs"]) -> Int[Tensor, "*points"]:
    """Return the class that each output says: whether y >= 0.5 of a single one, else the largest."""
    return (output[..., 0] >= 0.5).long() if output.shape[-1] == 1 else output.argmax(dim=-1)


def right_share(output: Float[Tensor, "*seeds points outputs"], classes: Int[Tensor, "*seeds points"]) -> Tensor:
    """Return the share of points with the right class."""
    return (found_classes(output) == classes).float().mean(dim=-1)


def gradients_of(parameters: Parameters, sample: Sample, spec: TrainingSpec) -> Parameters:
    """Return dL/dW and dL/dB for these points, by autograd."""
    leaves = [tensor.detach().requires_grad_() for tensor in parameters.tensors]
    with torch.enable_grad():
        found = torch.autograd.grad(loss_of(leaves, sample, spec)[0], leaves)
    depth = spec.network.depth
    return Parameters(found[:depth], found[depth:])


def loss_of(tensors: Sequence[Tensor], sample: Sample, spec: TrainingSpec) -> tuple[Tensor, Tensor]:
    """Compute the loss of W1 .. WL, B1 .. BL for these points, and the output."""
    loss, (z, output) = LOSSES[spec.loss_name], last_layer(tensors, sample.features, spec.network)
    return loss.reduced(z if loss.of_logits else output, sample.target, "mean"), output


def parameters_of(values: Float[Tensor, " parameters"], spec: NetworkSpec) -> Parameters:
    """Cut a row of a course into weights and biases."""
    shapes = [*spec.weight_shapes, *((1, units) for _inputs, units in spec.weight_shapes)]
    parts = torch.split(values, [rows * columns for rows, columns in shapes])
    tensors = tuple(part.view(shape) for part, shape in zip(parts, shapes, strict=True))
    return Parameters(tensors[: spec.depth], tensors[spec.depth :])


def penalised(gradient: Tensor, value: Tensor, spec: TrainingSpec) -> Tensor:
    """Add weight decay and l1 to a gradient."""
    if spec.decay:
        gradient = gradient + spec.decay * value
    return gradient + spec.l1 * torch.sign(value) if spec.l1 else gradient


def updated(
    values: Sequence[Tensor], gradients: Sequence[Tensor], state: OptimizerState, spec: TrainingSpec
) -> tuple[tuple[Tensor, ...], OptimizerState]:
    """Take one step of the setting's optimizer, by the formulas of the module; nothing is changed in place."""
    steps = state.steps + 1
    given = [penalised(gradient, value, spec) for gradient, value in zip(gradients, values, strict=True)]
    if spec.optimizer == "sgd":
        moved = (value - spec.rate * g for value, g in zip(values, given, strict=True))
        return tuple(moved), OptimizerState(steps)
    before = state.first or tuple(torch.zeros_like(value) for value in values)
    if spec.optimizer == "momentum":
        first = tuple(MOMENTUM * v + g for v, g in zip(before, given, strict=True))
        moved = (value - spec.rate * v for value, v in zip(values, first, strict=True))
        return tuple(moved), OptimizerState(steps, first)
    squares = state.second or tuple(torch.zeros_like(value) for value in values)
    first = tuple(ADAM_MEAN * m + (1 - ADAM_MEAN) * g for m, g in zip(before, given, strict=True))
    second = tuple(ADAM_SQUARE * s + (1 - ADAM_SQUARE) * g * g for s, g in zip(squares, given, strict=True))
    mean_share, square_share = 1 - ADAM_MEAN**steps, 1 - ADAM_SQUARE**steps
    moved = (
        value - spec.rate * (m / mean_share) / (torch.sqrt(s / square_share) + ADAM_SMALLEST)
        for value, m, s in zip(values, first, second, strict=True)
    )
    return tuple(moved), OptimizerState(steps, first, second)


@runtime_checkable
class SlicedJob(Protocol):
    """A computation that goes on for some steps at a time, so that a page can show progress and stop."""

    @property
    def share(self) -> float:
        """Return how much of it is done, 1.0 at last."""

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to do."""

    def advance(self, steps: int) -> None:
        """Take so many steps more, or as many as there are left."""


class Training:
    """A course that is being computed, slice by slice.

    Parameters
    ----------
    aside: the parameters begin larger by this share, see `ASIDE`.
    """

    def __init__(self, spec: TrainingSpec, aside: float = 0.0) -> None:
        generator = torch.Generator().manual_seed(spec.seed)
        self.spec, self.start, self._aside = spec, start_from(generator, spec), aside
        tensors = tuple(tensor * (1 + aside) for tensor in self.start.network.parameters.tensors)
        self._state, self._row = OptimizerState(), 0
        self._states: list[OptimizerState] = []
        self._broke: Moment | None = None
        self._batches = batches_of(generator, len(self.start.training.features), spec.batch)
        rows = spec.steps + 1
        self._values = torch.empty((rows, sum(tensor.numel() for tensor in tensors)))
        self._measures = torch.full((4, rows), math.nan)
        self._leaves, self._loss, self._output = self._measured(tensors)
        self._keep()

    @property
    def step(self) -> int:
        """How many steps were taken so far."""
        return self._row

    @property
    def share(self) -> float:
        """How much of it is done; 1.0 also where it broke before its last step."""
        return 1.0 if self.is_done else self._row / self.spec.steps

    @property
    def losses(self) -> tuple[float, float]:
        """The loss of training and of test after the step that was taken last."""
        training, test = self._measures[:2, self._row].tolist()
        return training, test

    @property
    def is_done(self) -> bool:
        """Whether all steps were taken, or one led to what is not finite."""
        return self._broke is not None or self._row == self.spec.steps

    def advance(self, steps: int) -> None:
        """Take so many steps more, or as many as there are left."""
        for _step in range(steps):
            if self.is_done:
                return
            self._take()

    def course(self) -> Course:
        """Return the course up to the step that was taken last."""
        measures = self._measures[:, : self._row + 1].clone()
        training_accuracy, test_accuracy = (None, None) if self.start.test.classes is None else measures[2:].unbind()
        values = self._values[: self._row + 1].clone()
        return Course(
            self.spec,
            self.start,
            values,
            measures[0],
            measures[1],
            training_accuracy,
            test_accuracy,
            tuple(self._states),
            self._broke,
        )

    def _take(self) -> None:
        before, batch = [leaf.detach() for leaf in self._leaves], next(self._batches)
        loss = self._loss if batch is None else loss_of(self._leaves, self.start.training.taken(batch), self.spec)[0]
        gradients = torch.autograd.grad(loss, self._leaves)
        moved, state = updated(before, gradients, self._state, self.spec)
        if self._aside and self._row == 0:
            moved = tuple(tensor * (1 + self._aside) for tensor in moved)
        leaves, loss, output = self._measured(moved)
        finite = math.isfinite(loss.item()) and all(math.isfinite(tensor.sum().item()) for tensor in moved)
        if not finite and not (loss.isfinite() and all(bool(tensor.isfinite().all()) for tensor in moved)):
            depth = self.spec.network.depth
            parameters = Parameters(tuple(before[:depth]), tuple(before[depth:]))
            self._broke = Moment(self._row, parameters, self._state, batch)
            return
        self._leaves, self._loss, self._output, self._state = leaves, loss, output, state
        self._row += 1
        self._keep()

    def _measured(self, tensors: Sequence[Tensor]) -> tuple[list[Tensor], Tensor, Tensor]:
        """Compute the loss over all points for training, ready for autograd."""
        leaves = [tensor.detach().requires_grad_() for tensor in tensors]
        with torch.enable_grad():
            loss, output = loss_of(leaves, self.start.training, self.spec)
        return leaves, loss, output

    def _keep(self) -> None:
        if self._row % EVERY == 0:
            self._states.append(self._state)
        test, training = self.start.test, self.start.training
        with torch.no_grad():
            torch.cat([leaf.reshape(-1) for leaf in self._leaves], out=self._values[self._row])
            test_loss, test_output = loss_of(self._leaves, test, self.spec)
            measured = [self._loss.item(), test_loss.item()]
            if training.classes is not None and test.classes is not None:
                sides = ((self._output, training.classes), (test_output, test.classes))
                measured += [float(right_share(output, classes)) for output, classes in sides]
        self._measures[: len(measured), self._row] = torch.tensor(measured)


def train(spec: TrainingSpec) -> Course:
    """Compute the whole course of a setting."""
    training = Training(spec)
    training.advance(spec.steps)
    return training.course()


def slices(job: SlicedJob, steps: int = 100) -> Iterator[float]:
    """Compute a course, or another job, in slices of so many steps; after each the share that is done, 1.0 at last."""
    while not job.is_done:
        job.advance(steps)
        yield job.share


def course_bytes(spec: TrainingSpec) -> int:
    """Return how much memory the course of a setting takes at most, before it is computed."""
    parameters = sum((inputs + 1) * units for inputs, units in spec.network.weight_shapes)
    remembered = {"momentum": 1, "adam": 2}.get(spec.optimizer, 0) * (spec.steps // EVERY)  # there is none at step 0
    return ((spec.steps + 1) * (parameters + 4) + remembered * parameters) * torch.float32.itemsize


def batches_of(generator: torch.Generator, count: int, size: int) -> Iterator[Tensor | None]:
    """Give the points of one step after another; None for all of them, without a draw."""
    while True:
        if size == ALL:
            yield None
        else:
            yield from torch.split(torch.randperm(count, generator=generator), size)
