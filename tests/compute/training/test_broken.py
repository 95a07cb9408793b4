"""The losses after the step at which a course broke: inf or not a number, on each side by itself."""

import math
from dataclasses import replace

import torch
from torch import Tensor

from compute.training.broken import broken_losses
from compute.training.course import Course, Moment, OptimizerState, Sample, train
from compute.training.setting import TrainingSpec

PLANE = TrainingSpec(data="plane", hidden=(), steps=100, points=40)


def broken_at_last(course: Course) -> Course:
    """Say of a course that its next step was lost, though that step leads to common numbers."""
    moment = Moment(course.last, course.parameters(course.last), OptimizerState(), None)
    return replace(course, broke=moment)


def as_words(losses: tuple[float, float]) -> list[str]:
    """Write both losses, so that those that are not a number can be compared."""
    return [str(loss) for loss in losses]


def test_a_course_that_did_not_break_has_no_such_losses() -> None:
    assert as_words(broken_losses(train(PLANE))) == ["nan", "nan"]


def test_a_loss_that_stays_finite_counts_as_no_number() -> None:
    assert as_words(broken_losses(broken_at_last(train(PLANE)))) == ["nan", "nan"]


def test_a_loss_of_the_test_alone_may_be_infinite() -> None:
    course = broken_at_last(train(PLANE))
    start = replace(course.start, test=replace(course.start.test, features=1e30 * course.start.test.features))
    assert as_words(broken_losses(replace(course, start=start))) == ["nan", "inf"]


def test_a_loss_of_the_training_alone_may_be_infinite_and_a_step_sees_its_batch_alone() -> None:
    course = broken_at_last(train(PLANE))
    assert course.broke is not None
    features = course.start.training.features.clone()
    features[1:] *= 1e30
    start = replace(course.start, training=replace(course.start.training, features=features))
    first = replace(course.broke, batch=torch.tensor([0]))
    assert as_words(broken_losses(replace(course, start=start, broke=first))) == ["inf", "nan"]
    assert as_words(broken_losses(replace(course, start=start))) == ["nan", "nan"]


def test_the_step_that_was_lost_is_taken_again() -> None:
    course = train(TrainingSpec(data="plane", rate=10.0, optimizer="momentum", steps=100))
    moment = course.broke
    assert moment is not None
    w, h = (tensor.detach().clone() for tensor in moment.parameters.weights)
    b, c = (tensor.detach().clone() for tensor in moment.parameters.biases)
    leaves = [tensor.requires_grad_() for tensor in (w, h, b, c)]
    sides = (course.start.training, course.start.test)

    def loss(side: Sample) -> Tensor:
        return ((torch.tanh(side.features @ w + b) @ h + c - side.target) ** 2).mean()

    loss(sides[0]).backward()
    with torch.no_grad():
        for tensor, memory in zip(leaves, moment.state.first, strict=True):
            assert tensor.grad is not None
            tensor.sub_(10.0 * (0.9 * memory + tensor.grad))
        expected = [float(loss(side)) for side in sides]
    assert math.inf in expected
    assert as_words(broken_losses(course)) == [str(each) if not math.isfinite(each) else "nan" for each in expected]
