"""One step of one parameter, compared with the course and with `torch.optim`'s own memory."""

import pytest
import torch

from compute.network.elements import Bias, Weight
from compute.network.spec import SpecError
from compute.training.course import train
from compute.training.optimizer_step import moment_at, parameter_step
from compute.training.setting import TrainingSpec


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
