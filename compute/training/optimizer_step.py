"""Take one step of a course again and say of one parameter, term by term, what the optimizer makes of its gradient.

What an optimizer remembers is kept with every `EVERY`th step of a course. For those between it is computed anew from
the kept parameters, whose gradients are those of the training bit by bit.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from compute.network.elements import Bias, Weight
from compute.network.spec import SpecError
from compute.training.course import (
    EVERY,
    Course,
    Moment,
    OptimizerState,
    batches_of,
    gradients_of,
    penalised,
    start_from,
    updated,
)


@dataclass(frozen=True)
class ParameterStep:
    """One step of one parameter.

    Attributes
    ----------
    step: counted from 1.
    points: how many the gradient is the mean over.
    gradient: of the loss alone.
    given: g, the gradient with decay and l1.
    first_before, first: v of momentum or m of Adam, before and in this step; None for sgd.
    second_before, second: s of Adam.
    before, after: the parameter.
    """

    step: int
    points: int
    gradient: float
    given: float
    first_before: float | None
    first: float | None
    second_before: float | None
    second: float | None
    before: float
    after: float


def moment_at(course: Course, step: int) -> Moment:
    """Return all that the step after `step` hangs on.

    Raises
    ------
    SpecError: the course has no such step.
    """
    if course.broke is not None and step == course.last:
        return course.broke
    course.parameters(step)  # raises
    state, batches = course.states[step // EVERY], _batches(course)
    for _skipped in range(step - step % EVERY):
        next(batches)
    for at in range(step - step % EVERY, step):
        batch = next(batches)
        if course.spec.optimizer != "sgd":
            state = _after(Moment(at, course.parameters(at), state, batch), course)
    return Moment(step, course.parameters(step), state, next(batches))


def parameter_step(course: Course, moment: Moment, element: Weight | Bias) -> ParameterStep:
    """Take the step after a moment, and read from it what becomes of one parameter.

    Raises
    ------
    SpecError: the network has no such parameter.
    """
    spec, depth = course.spec, course.spec.network.depth
    tensors = moment.parameters.tensors
    at, place = element.layer - 1, (0, element.column)
    if isinstance(element, Weight):
        place = (element.row, element.column)
    else:
        at += depth
    if not (1 <= element.layer <= depth and all(0 <= i < n for i, n in zip(place, tensors[at].shape, strict=True))):
        raise SpecError("select", element, "a weight or bias of the network")
    gradients = _gradients(moment, course)
    moved, state = updated(tensors, gradients, moment.state, spec)
    given = penalised(gradients[at], tensors[at], spec)

    def read(memory: tuple[Tensor, ...]) -> float:
        return float(memory[at][place]) if memory else 0.0

    return ParameterStep(
        moment.step + 1,
        len(course.start.training.features) if moment.batch is None else len(moment.batch),
        float(gradients[at][place]),
        float(given[place]),
        read(moment.state.first) if state.first else None,
        read(state.first) if state.first else None,
        read(moment.state.second) if state.second else None,
        read(state.second) if state.second else None,
        float(tensors[at][place]),
        float(moved[at][place]),
    )


def _batches(course: Course) -> Iterator[Tensor | None]:
    """Draw the batches again, behind the data and the parameters."""
    generator = torch.Generator().manual_seed(course.spec.seed)
    start_from(generator, course.spec)
    return batches_of(generator, len(course.start.training.features), course.spec.batch)


def _gradients(moment: Moment, course: Course) -> tuple[Tensor, ...]:
    return gradients_of(moment.parameters, course.sample(moment), course.spec).tensors


def _after(moment: Moment, course: Course) -> OptimizerState:
    tensors = moment.parameters.tensors
    return updated(tensors, _gradients(moment, course), moment.state, course.spec)[1]
