"""The kept course beside a plain loop in raw torch, and its optimizers beside those of `torch.optim`."""

import math
import random
from dataclasses import replace
from typing import Any

import pytest
import torch

from compute.network.spec import NetworkSpec, SpecError
from compute.training import course as course_module
from compute.training.course import (
    Course,
    OptimizerState,
    Training,
    batches_of,
    course_bytes,
    draw_parameters,
    found_classes,
    parameters_of,
    penalised,
    right_share,
    sample_of,
    slices,
    start_from,
    train,
    updated,
)
from compute.training.data import LearningData
from compute.training.setting import TrainingSpec
from tests.cases import for_each
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


@pytest.fixture(scope="module")
def rings() -> Course:
    """A course of a hundred steps of two classes."""
    return train(TrainingSpec(steps=100))


@pytest.fixture(scope="module")
def away() -> Course:
    """A course that has left the finite numbers."""
    return train(TrainingSpec(data="hills", rate=10.0, hidden=(8, 8), activation="relu", steps=100))


@for_each(
    ("losses", "best"),
    [
        ([3.0, 1.0, 2.0, 1.0], 1),
        ([math.nan, 4.0, 3.0], 2),
        ([math.inf, 5.0, math.nan], 1),
        ([1.0], 0),
    ],
)
def test_the_best_step_is_the_first_with_the_lowest_loss_of_the_test(
    rings: Course, losses: list[float], best: int
) -> None:
    course = replace(rings, test_loss=torch.tensor(losses + [9.0] * (101 - len(losses))))
    assert course.best == best


def test_what_a_course_ended_with(rings: Course, away: Course) -> None:
    assert rings.final_training_loss == float(rings.training_loss[100])
    assert rings.final_test_loss == float(rings.test_loss[100])
    assert rings.final_test_loss != rings.final_training_loss
    assert rings.test_accuracy is not None
    assert rings.final_test_accuracy == float(rings.test_accuracy[100]) > 0
    assert (away.final_training_loss, away.final_test_loss, away.final_test_accuracy) == (math.inf, math.inf, None)
    broken = replace(rings, broke=away.broke)
    assert (broken.final_training_loss, broken.final_test_loss, broken.final_test_accuracy) == (math.inf, math.inf, 0.0)


def test_a_training_says_how_far_it_is() -> None:
    training = Training(TrainingSpec(steps=100))
    assert (training.step, training.share, training.is_done) == (0, 0.0, False)
    training.advance(25)
    assert (training.step, training.share, training.is_done) == (25, 0.25, False)
    course = training.course()
    assert training.losses == (float(course.training_loss[25]), float(course.test_loss[25]))
    assert (len(course.values), len(course.test_loss), course.last, course.broke) == (26, 26, 25, None)
    training.advance(1000)
    assert (training.step, training.share, training.is_done) == (100, 1.0, True)


def test_a_training_that_broke_is_done(away: Course) -> None:
    training = Training(away.spec)
    training.advance(1000)
    assert (training.share, training.is_done, training.step) == (1.0, True, away.last)
    assert away.broke is not None
    assert away.last < 100
    assert [tensor.tolist() for tensor in away.broke.parameters.tensors] == [
        tensor.tolist() for tensor in away.parameters(away.last).tensors
    ]


def test_slices_have_a_hundred_steps_if_nothing_is_said() -> None:
    assert list(slices(Training(TrainingSpec(hidden=(), steps=200)))) == [0.5, 1.0]


def test_what_an_optimizer_remembers_is_kept_every_hundred_steps() -> None:
    course = train(TrainingSpec(hidden=(), optimizer="adam", rate=0.01, steps=250))
    assert [state.steps for state in course.states] == [0, 100, 200]
    assert [(len(state.first), len(state.second)) for state in course.states] == [(0, 0), (2, 2), (2, 2)]


@pytest.mark.parametrize(("weight", "bias", "breaks"), [(2e38, 0.0, False), (0.0, math.inf, True)])
def test_a_course_breaks_at_a_number_that_is_not_finite_and_at_no_sum(
    monkeypatch: pytest.MonkeyPatch, weight: float, bias: float, breaks: bool
) -> None:
    """Two weights of 2e38 are finite, and their sum is not; a bias of inf is not, and its loss is."""
    moved = (torch.full((2, 1), weight), torch.full((1, 1), bias))
    monkeypatch.setattr(course_module, "updated", lambda *_given: (moved, OptimizerState(1)))
    training = Training(TrainingSpec(hidden=(), steps=100))
    training.advance(1)
    assert training.is_done is breaks
    assert training.step == (0 if breaks else 1)


@for_each("step", [-1, 101, True])
def test_a_step_that_is_refused_is_told_which_there_are(rings: Course, step: int) -> None:
    with pytest.raises(SpecError) as error:
        rings.parameters(step)
    assert (error.value.field, error.value.value, error.value.allowed) == ("time", step, "0..100")


def test_a_step_of_a_course_as_a_network(rings: Course) -> None:
    network = rings.network(30)
    assert network.features is rings.start.network.features
    assert network.spec == rings.spec.network
    assert torch.equal(torch.cat([tensor.flatten() for tensor in network.parameters.tensors]), rings.values[30])
    assert not torch.equal(rings.values[30], rings.values[31])
    assert torch.equal(rings.parameters(0).weights[0], rings.start.network.weights[0])


def test_a_row_is_cut_into_weights_and_then_biases() -> None:
    found = parameters_of(torch.arange(12.0), NetworkSpec(inputs=2, hidden=(2,), outputs=2))
    assert [tensor.tolist() for tensor in found.weights] == [[[0, 1], [2, 3]], [[4, 5], [6, 7]]]
    assert [tensor.tolist() for tensor in found.biases] == [[[8, 9]], [[10, 11]]]


@for_each(
    ("output", "classes"),
    [
        ([[0.5], [0.4999], [0.9], [0.0]], [1, 0, 1, 0]),
        ([[0.5, 0.6], [0.9, 0.1], [0.5, 0.5]], [1, 0, 0]),
        ([[0.1, 0.2, 0.7], [0.4, 0.3, 0.3]], [2, 0]),
    ],
)
def test_a_class_is_found_from_the_output(output: list[list[float]], classes: list[int]) -> None:
    assert found_classes(torch.tensor(output)).tolist() == classes


def test_the_share_of_right_points_is_that_of_each_seed() -> None:
    output = torch.tensor([[[0.2], [0.7], [0.8], [0.9]], [[0.5], [0.1], [0.1], [0.6]]])
    classes = torch.tensor([[0, 1, 1, 0], [0, 0, 1, 0]])
    assert right_share(output, classes).tolist() == [0.75, 0.25]


@for_each(
    ("spec", "wanted", "target", "classes"),
    [
        (TrainingSpec(data="iris"), [2, 0, 1], [2, 0, 1], [2, 0, 1]),
        (TrainingSpec(data="iris", loss="mse"), [2, 0, 1], [[0, 0, 1], [1, 0, 0], [0, 1, 0]], [2, 0, 1]),
        (TrainingSpec(), [1, 0, 1], [[1], [0], [1]], [1, 0, 1]),
        (TrainingSpec(loss="ce"), [1, 0, 1], [1, 0, 1], [1, 0, 1]),
        (TrainingSpec(data="plane"), [0.5, 2.5, -1.0], [[0.5], [2.5], [-1.0]], None),
    ],
)
def test_points_are_given_as_the_loss_takes_them(
    spec: TrainingSpec, wanted: list[float], target: list[Any], classes: list[int] | None
) -> None:
    points, order = torch.tensor([[1.0, 2.0], [3.0, 5.0], [7.0, 11.0]]), torch.tensor([2, 0, 1])
    data = LearningData(points, torch.tensor(wanted), spec.classes, order[:2], order[2:])
    sample = sample_of(data, replace(spec, features=("x2", "x1")))
    assert sample.features.tolist() == [[2.0, 1.0], [5.0, 3.0], [11.0, 7.0]]
    assert sample.target.tolist() == target
    assert sample.target.dtype == (torch.int64 if spec.loss_name == "ce" else torch.float32)
    assert (None if sample.classes is None else sample.classes.tolist()) == classes
    part = sample.taken(torch.tensor([2, 0]))
    assert part.features.tolist() == [[11.0, 7.0], [2.0, 1.0]]
    assert part.target.tolist() == [target[2], target[0]]
    assert (None if part.classes is None else part.classes.tolist()) == (classes and [classes[2], classes[0]])


def test_a_start_has_both_sides_of_the_split() -> None:
    spec = TrainingSpec(points=20, split=30)
    start = start_from(torch.Generator().manual_seed(7), spec)
    assert (len(start.training.features), len(start.test.features)) == (6, 14)
    assert torch.equal(start.training.features, start.data.points[start.data.training])
    assert torch.equal(start.test.features, start.data.points[start.data.test])
    assert start.network.features is start.training.features
    assert start.network.spec == spec.network


@for_each(
    ("init", "parameters"),
    [
        ("randn", ["n 3 2", "n 2 1", "n 1 2", "n 1 1"]),
        ("linear", ["u 3 2 3", "u 2 1 2", "u 1 2 3", "u 1 1 2"]),
        ("xavier", ["u 3 2 0.8333333333", "u 2 1 0.5", "0 1 2", "0 1 1"]),
        ("kaiming", ["n 3 2 1.5", "n 2 1 1", "0 1 2", "0 1 1"]),
        ("zeros", ["0 3 2", "0 2 1", "0 1 2", "0 1 1"]),
    ],
)
def test_parameters_are_drawn_as_each_start_says(init: str, parameters: list[str]) -> None:
    """`n` is drawn normally, `u` evenly from -1 to 1, each divided by the root of a third number."""
    draws = torch.Generator().manual_seed(4)
    found = draw_parameters(torch.Generator().manual_seed(4), NetworkSpec(), init)
    assert len(found.weights) == len(found.biases) == 2
    for text, ours in zip(parameters, found.tensors, strict=True):
        kind, rows, columns, *by = text.split()
        shape = (int(rows), int(columns))
        if kind == "n":
            drawn = torch.randn(shape, generator=draws)
        else:
            drawn = 2 * torch.rand(shape, generator=draws) - 1 if kind == "u" else torch.zeros(shape)
        assert ours.shape == shape
        assert torch.allclose(ours, drawn / (float(by[0]) if by else 1.0) ** 0.5, rtol=1e-5)


@for_each(
    ("decay", "l1", "expected"),
    [
        (0.0, 0.0, [1.0, 1.0, 1.0]),
        (0.5, 0.0, [2.0, 1.0, -1.0]),
        (0.0, 0.25, [1.25, 1.0, 0.75]),
        (0.5, 0.25, [2.25, 1.0, -1.25]),
    ],
)
def test_decay_and_l1_are_added_to_a_gradient(decay: float, l1: float, expected: list[float]) -> None:
    value, spec = torch.tensor([2.0, 0.0, -4.0]), TrainingSpec(decay=decay, l1=l1)
    assert penalised(torch.ones(3), value, spec).tolist() == expected


def test_two_steps_of_each_optimizer_by_hand() -> None:
    """The gradient is 2 and then -1, the rate 0.5, the value 10 at first."""
    m, s = 0.9 * 0.2 + 0.1 * -1, 0.999 * 0.004 + 0.001 * 1
    for name, expected, kept in (
        ("sgd", [9.0, 9.5], []),
        ("momentum", [9.0, 9.0 - 0.5 * (0.9 * 2 - 1)], [0.8]),
        ("adam", [9.5, 9.5 - 0.5 * (m / (1 - 0.81)) / (s / (1 - 0.998001)) ** 0.5], [m, s]),
    ):
        spec = TrainingSpec(optimizer=name, rate=0.5)
        values: tuple[torch.Tensor, ...] = (torch.tensor([10.0]),)
        state, found = OptimizerState(), []
        for gradient in (2.0, -1.0):
            values, state = updated(values, [torch.tensor([gradient])], state, spec)
            found.append(float(values[0]))
        assert found == pytest.approx(expected, rel=1e-5), name
        assert [float(memory) for memory in (*state.first, *state.second)] == pytest.approx(kept, rel=1e-3), name
        assert state.steps == 2


def test_batches_go_round_over_all_points() -> None:
    draws, again = torch.Generator().manual_seed(3), torch.Generator().manual_seed(3)
    batches = batches_of(draws, 7, 3)
    found = [next(batches) for _step in range(6)]
    assert [len(batch) for batch in found if batch is not None] == [3, 3, 1, 3, 3, 1]
    for turn in (found[:3], found[3:]):
        numbers = [number for batch in turn if batch is not None for number in batch.tolist()]
        assert numbers == torch.randperm(7, generator=again).tolist()
    before = draws.get_state()
    everything = batches_of(draws, 7, 0)
    assert [next(everything), next(everything)] == [None, None]
    assert torch.equal(before, draws.get_state())


def test_a_step_looks_at_its_batch(rings: Course) -> None:
    moment = course_module.Moment(0, rings.parameters(0), OptimizerState(), None)
    assert rings.sample(moment) is rings.start.training
    chosen = replace(moment, batch=torch.tensor([5, 2]))
    assert torch.equal(rings.sample(chosen).features, rings.start.training.features[[5, 2]])


@for_each(
    ("optimizer", "steps", "numbers"),
    [
        ("sgd", 100, 101 * 21),
        ("momentum", 100, 101 * 21 + 17),
        ("adam", 199, 200 * 21 + 2 * 17),
        ("adam", 200, 201 * 21 + 4 * 17),
    ],
)
def test_the_memory_of_a_course_in_numbers_of_four_bytes(optimizer: str, steps: int, numbers: int) -> None:
    assert course_bytes(TrainingSpec(optimizer=optimizer, steps=steps)) == 4 * numbers


def test_of_a_course_that_begins_aside_both_the_start_and_the_first_step_are_larger() -> None:
    spec = TrainingSpec(hidden=(), rate=0.0001, steps=100)
    usual, aside = Training(spec), Training(spec, 0.5)
    assert torch.equal(aside.course().values[0], 1.5 * usual.course().values[0])
    aside.advance(2)
    first, second = aside.course().values[1:]
    assert torch.allclose(first, 2.25 * usual.course().values[0], atol=1e-3)
    assert torch.allclose(second, first, atol=1e-3)
