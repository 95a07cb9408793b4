"""One step of one parameter, compared with the course and with `torch.optim`'s own memory."""

from dataclasses import replace

import pytest
import torch

from compute.network.elements import Bias, Weight
from compute.network.spec import SpecError
from compute.training.course import Course, train
from compute.training.optimizer_step import moment_at, parameter_step
from compute.training.setting import TrainingSpec
from tests.cases import for_each


@pytest.mark.long
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("batch", [0, 10])
def test_a_step_taken_again_is_that_of_the_course(optimizer: str, batch: int) -> None:
    spec = TrainingSpec(optimizer=optimizer, batch=batch, rate=0.05, decay=0.01, l1=0.001, steps=230, points=40)
    course = train(spec)
    for step in (0, 1, 99, 100, 101, 229):
        moment = moment_at(course, step)
        weight = parameter_step(course, moment, Weight(1, 1, 2))
        bias = parameter_step(course, moment, Bias(2, 0))
        after = course.parameters(step + 1)
        assert weight.after == float(after.weights[0][1, 2])
        assert bias.after == float(after.biases[1][0, 0])
        assert weight.points == (28 if batch == 0 else min(batch, 28 - 10 * (step % 3)))
        penalty = 0.01 * weight.before + 0.001 * (1 if weight.before > 0 else -1)
        assert weight.given == pytest.approx(weight.gradient + penalty, abs=1e-6)


@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_what_is_remembered_is_what_torch_remembers(optimizer: str) -> None:
    spec = TrainingSpec(optimizer=optimizer, rate=0.05, steps=150, points=40)
    course = train(spec)
    w1, w2 = (w.clone().requires_grad_() for w in course.parameters(0).weights)
    b1, b2 = (b.clone().requires_grad_() for b in course.parameters(0).biases)
    leaves = [w1, w2, b1, b2]
    torchs = torch.optim.Adam(leaves, 0.05) if optimizer == "adam" else torch.optim.SGD(leaves, 0.05, momentum=0.9)
    x, target = course.start.training.features, course.start.training.target
    for _step in range(121):
        torchs.zero_grad()
        output = torch.sigmoid(torch.tanh(x @ w1 + b1) @ w2 + b2)
        torch.nn.functional.binary_cross_entropy(output, target).backward()
        torchs.step()
    found = parameter_step(course, moment_at(course, 120), Weight(1, 0, 3))
    memory = torchs.state[w1]
    names = ("exp_avg", "exp_avg_sq") if optimizer == "adam" else ("momentum_buffer",)
    for value, name in zip((found.first, found.second), names, strict=False):
        assert value == pytest.approx(float(memory[name][0, 3]), rel=1e-3, abs=1e-6)
    assert (found.second is None) is (optimizer == "momentum")
    assert found.after == pytest.approx(float(w1.detach()[0, 3]), abs=1e-4)
    for wrong in (Weight(1, 2, 0), Weight(3, 0, 0), Bias(2, 1)):
        with pytest.raises(SpecError):
            parameter_step(course, moment_at(course, 0), wrong)


@pytest.fixture(scope="module")
def adam() -> Course:
    """A course with batches that remembers two numbers of each parameter."""
    return train(TrainingSpec(optimizer="adam", rate=0.05, batch=10, points=40, steps=100))


def test_the_first_step_by_hand(adam: Course) -> None:
    found = parameter_step(adam, moment_at(adam, 0), Weight(2, 3, 0))
    assert (found.step, found.points, found.first_before, found.second_before) == (1, 10, 0.0, 0.0)
    assert found.given == found.gradient != 0
    assert found.first == pytest.approx(0.1 * found.gradient, rel=1e-5)
    assert found.second == pytest.approx(0.001 * found.gradient**2, rel=1e-3)
    assert found.before == float(adam.parameters(0).weights[1][3, 0])
    direction = 1 if found.gradient > 0 else -1
    assert found.after == pytest.approx(found.before - 0.05 * direction, abs=1e-5)


def test_a_later_step_goes_on_from_the_one_before(adam: Course) -> None:
    one, other = (parameter_step(adam, moment_at(adam, step), Bias(1, 2)) for step in (41, 42))
    assert (one.step, other.step) == (42, 43)
    assert (other.first_before, other.second_before, other.before) == (one.first, one.second, one.after)
    assert one.first is not None
    assert one.second is not None
    assert other.first == pytest.approx(0.9 * one.first + 0.1 * other.gradient, abs=1e-7)
    assert other.second == pytest.approx(0.999 * one.second + 0.001 * other.gradient**2, abs=1e-9)
    assert other.before == float(adam.parameters(42).biases[0][0, 2])
    assert other.after == float(adam.parameters(43).biases[0][0, 2])
    assert (one.points, other.points) == (8, 10)  # every third batch has what is left of 28


def test_without_memory_there_is_none_to_tell_of() -> None:
    course = train(TrainingSpec(steps=100, points=40, decay=0.5, l1=0.25))
    found = parameter_step(course, moment_at(course, 99), Weight(1, 1, 3))
    assert (found.first_before, found.first, found.second_before, found.second) == (None,) * 4
    assert (found.step, found.points) == (100, 28)
    sign = 1 if found.before > 0 else -1
    assert found.given == pytest.approx(found.gradient + 0.5 * found.before + 0.25 * sign, rel=1e-5)
    assert found.after == pytest.approx(found.before - 0.3 * found.given, rel=1e-5)
    assert found.gradient == float(course.gradients(99).weights[0][1, 3])


def test_momentum_remembers_one_number() -> None:
    course = train(TrainingSpec(steps=100, points=40, optimizer="momentum", rate=0.05))
    first, second = (parameter_step(course, moment_at(course, step), Bias(2, 0)) for step in (0, 1))
    assert (first.first_before, first.first) == (0.0, first.gradient)
    assert second.first == pytest.approx(0.9 * first.gradient + second.gradient, rel=1e-5)
    assert (first.second_before, first.second) == (None, None)


def test_where_a_course_broke_the_last_moment_is_that_one(adam: Course) -> None:
    broke = replace(moment_at(adam, 3), step=100)
    broken = replace(adam, broke=broke)
    assert moment_at(broken, 100) is broke
    assert moment_at(broken, 99).step == 99
    assert moment_at(adam, 100) is not broke


@for_each("step", [-1, 101])
def test_a_moment_that_a_course_does_not_have_is_refused(adam: Course, step: int) -> None:
    with pytest.raises(SpecError) as error:
        moment_at(adam, step)
    assert (error.value.field, error.value.allowed) == ("time", "0..100")


@for_each(
    "element",
    [
        Weight(0, 0, 0), Weight(3, 0, 0), Weight(1, -1, 0), Weight(1, 2, 0), Weight(1, 0, -1), Weight(1, 0, 4),
        Weight(2, 4, 0), Bias(0, 0), Bias(3, 0), Bias(1, -1), Bias(1, 4), Bias(2, 1),
    ],
)  # fmt: skip
def test_a_parameter_that_the_network_does_not_have_is_refused(adam: Course, element: Weight | Bias) -> None:
    with pytest.raises(SpecError) as error:
        parameter_step(adam, moment_at(adam, 0), element)
    assert (error.value.field, error.value.value) == ("select", element)
    assert error.value.allowed == "a weight or bias of the network"
