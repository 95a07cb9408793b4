"""The kept course beside a plain loop in raw torch, and its optimizers beside those of `torch.optim`."""

import random
from typing import Any

import pytest
import torch

from compute.network.spec import SpecError
from compute.training.course import OptimizerState, Training, course_bytes, slices, train, updated
from compute.training.setting import TrainingSpec
from tests.compute.training.random_trainings import trainings
from tests.compute.training.raw_loop import raw_training
from tests.examples import SHARE


@pytest.mark.long
def test_loss_and_weights_of_random_steps_are_those_of_a_plain_loop() -> None:
    chance = random.Random(8)
    for spec in trainings(max(15, round(40 * SHARE))):
        course = train(spec)
        plain = raw_training(spec, spec.steps, course.start.data)
        assert course.last == spec.steps
        for step in (0, spec.steps, *(chance.randrange(spec.steps) for _ in range(12))):
            assert float(course.training_loss[step]) == pytest.approx(plain[step].training, abs=1e-4), (spec, step)
            assert float(course.test_loss[step]) == pytest.approx(plain[step].test, abs=1e-4), (spec, step)
            parameters = course.parameters(step)
            for ours, theirs in zip((*parameters.weights, *parameters.biases), plain[step].tensors, strict=True):
                assert torch.allclose(ours, theirs, atol=1e-4), (spec, step)


@pytest.mark.parametrize("decay", [0.0, 0.01])
@pytest.mark.parametrize(
    ("name", "kind", "extra"),
    [
        ("sgd", torch.optim.SGD, {}),
        ("momentum", torch.optim.SGD, {"momentum": 0.9}),
        ("adam", torch.optim.Adam, {}),
    ],
)
def test_an_optimizer_is_that_of_torch(name: str, kind: Any, extra: dict[str, float], decay: float) -> None:
    spec = TrainingSpec(optimizer=name, rate=0.02, decay=decay)
    draws = torch.Generator().manual_seed(2)
    values: tuple[torch.Tensor, ...] = tuple(torch.randn(rows, 2, generator=draws) for rows in (3, 1))
    learned, state = [value.clone() for value in values], OptimizerState()
    optimizer = kind(learned, 0.02, weight_decay=decay, **extra)
    for step in range(1, 21):
        gradients = [torch.randn(value.shape, generator=draws) for value in values]
        values, state = updated(values, gradients, state, spec)
        for tensor, gradient in zip(learned, gradients, strict=True):
            tensor.grad = gradient
        optimizer.step()
        assert state.steps == step
        for ours, theirs in zip(values, learned, strict=True):
            assert torch.allclose(ours, theirs, atol=1e-6)


@pytest.mark.long
def test_slices_make_the_same_course_and_say_how_far_they_are() -> None:
    spec = TrainingSpec(batch=32, steps=250, optimizer="adam", rate=0.01)
    training = Training(spec)
    assert list(slices(training)) == [0.4, 0.8, 1.0]
    assert torch.equal(training.course().values, train(spec).values)
    stopped = Training(spec)
    next(slices(stopped))
    assert torch.equal(stopped.course().values, train(spec).values[:101])
    assert not stopped.is_done


def test_accuracy_is_the_share_of_points_on_the_right_side() -> None:
    course = train(TrainingSpec(steps=100))
    network = course.network(40)
    hidden = torch.tanh(network.features @ network.weights[0] + network.biases[0])
    output = torch.sigmoid(hidden @ network.weights[1] + network.biases[1])[:, 0]
    wanted = course.start.data.wanted[course.start.data.training]
    right = sum((y >= 0.5) == bool(t) for y, t in zip(output.tolist(), wanted.tolist(), strict=True))
    assert course.training_accuracy is not None
    assert float(course.training_accuracy[40]) == pytest.approx(right / 140)
    assert train(TrainingSpec(data="plane", steps=100)).test_accuracy is None


def test_flowers_are_learned_in_three_classes() -> None:
    course = train(TrainingSpec(data="iris", steps=300))
    assert course.test_accuracy is not None
    assert float(course.test_accuracy[-1]) > 0.9
    assert course.test_loss[course.best] == course.test_loss.min()


def test_what_is_not_finite_ends_the_course_and_nothing_of_it_is_kept() -> None:
    course = train(TrainingSpec(data="hills", rate=10.0, hidden=(8, 8), activation="relu"))
    assert course.broke is not None
    assert course.broke.step == course.last < 1000
    assert bool(course.values.isfinite().all())
    assert bool(course.training_loss.isfinite().all())


def test_gradients_of_a_step_are_those_that_the_next_one_took() -> None:
    course = train(TrainingSpec(steps=100))
    gradient, before, after = course.gradients(30), course.parameters(30), course.parameters(31)
    assert torch.equal(before.weights[0] - 0.3 * gradient.weights[0], after.weights[0])
    assert torch.equal(before.biases[1] - 0.3 * gradient.biases[1], after.biases[1])


@pytest.mark.long
def test_memory_is_known_before_and_bounded() -> None:
    for optimizer, remembered in (("sgd", 0), ("momentum", 2), ("adam", 4)):
        course = train(TrainingSpec(steps=250, optimizer=optimizer, rate=0.01))
        assert course.bytes == course_bytes(course.spec) == (251 * (17 + 4) + remembered * 17) * 4
    features = ("x1", "x2", "x1x1", "x2x2", "x1x2", "sin1", "sin2")
    assert course_bytes(TrainingSpec(features=features, hidden=(16,) * 6, loss="ce", steps=2000)) < 13e6


def test_a_step_that_is_not_there_is_refused() -> None:
    course = train(TrainingSpec(steps=100))
    for step in (-1, 101, True):
        with pytest.raises(SpecError):
            course.parameters(step)


def test_neither_draw_moves_the_generator_of_all_visitors() -> None:
    torch.manual_seed(1)
    before = torch.get_rng_state()
    train(TrainingSpec(steps=100, batch=10))
    assert torch.equal(before, torch.get_rng_state())
