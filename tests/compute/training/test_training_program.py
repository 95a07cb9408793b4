"""The program of a training, run as a student would: it prints the losses and weights of the step on the screen."""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.program_ways import MODULE, NOTEBOOK, SEQUENTIAL, WAYS
from compute.network.spec import SpecError
from compute.training.course import Course, train
from compute.training.data import MeasuredRows
from compute.training.program import training_program, training_steps
from compute.training.setting import TrainingSpec
from tests.compute.program_running import Run, printed_tensors, student
from tests.compute.training.random_trainings import trainings
from tests.examples import SHARE

LAST_DIGIT = 6e-5
"""Half of the last of four decimals, and a bit for rounding it."""

OWN_NUMBERS = MeasuredRows(
    ("a", "b", "c"), tuple((0.5 * i, float(i * i % 7)) for i in range(20)), tuple(i / 3 for i in range(20)), ()
)
OWN_CLASSES = MeasuredRows(
    ("a", "b", "c"), tuple((0.5 * i, float(i * i % 7)) for i in range(20)), tuple(float(i % 3) for i in range(20)),
    ("u", "v", "w"),
)  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    with student(Path(tmp_path_factory.mktemp("student"))) as run_one:
        yield run_one


def assert_prints(run: Run, course: Course, step: int, way: str, allowed: float = LAST_DIGIT) -> None:
    source = training_program(course.spec, step, way)
    printed = run(source)
    assert "Traceback" not in printed, printed + source
    training, test, *_rest = printed.splitlines()
    assert float(training.removeprefix("training loss: ")) == pytest.approx(
        float(course.training_loss[step]), abs=allowed
    )
    assert float(test.removeprefix("test loss: ")) == pytest.approx(float(course.test_loss[step]), abs=allowed)
    parameters = course.parameters(step)
    tensors = printed_tensors(printed)
    for rows, on_screen in zip(tensors, (*parameters.weights, *parameters.biases), strict=True):
        assert len(rows) == len(on_screen)
        for row, values in zip(rows, on_screen.tolist(), strict=True):
            assert row == pytest.approx(values, abs=allowed, rel=1e-6), source


@pytest.mark.long
def test_plain_tensors_print_a_random_step_of_any_training(run: Run) -> None:
    chance = random.Random(4)
    for spec in trainings(max(15, round(40 * SHARE))):
        assert_prints(run, train(spec), chance.choice([0, 1, chance.randint(2, 99), 100]), NOTEBOOK)


@pytest.mark.long
def test_modules_print_the_same_while_rounding_does_not_grow(run: Run) -> None:
    for number, spec in enumerate(trainings(15)):
        assert_prints(run, train(spec), 12, (SEQUENTIAL, MODULE)[number % 2], 5e-4)


@pytest.mark.long
@pytest.mark.parametrize(
    "spec",
    [
        TrainingSpec(data="iris", steps=100),
        TrainingSpec(data="iris", loss="bce", points=20, steps=100, hidden=()),
        TrainingSpec(data="own", measured=OWN_NUMBERS, steps=100),
        TrainingSpec(data="own", measured=OWN_CLASSES, steps=100, batch=10),
        TrainingSpec(hidden=(), loss="ce", steps=100),
        TrainingSpec(data="digits", points=500, steps=100, batch=32, hidden=(8,), init="xavier"),
        TrainingSpec(data="digits", points=20, split=10, loss="mse", steps=100, hidden=(), seed=3),
    ],
)
def test_measured_data_stand_in_the_program(run: Run, spec: TrainingSpec) -> None:
    for way in WAYS:
        assert_prints(run, train(spec), 40, way, LAST_DIGIT if way == NOTEBOOK else 5e-4)


def test_only_the_digits_that_are_taken_stand_in_the_program() -> None:
    spec = TrainingSpec(data="digits", points=40, steps=100)
    rows = re.findall(r'^    (\d+): \("([0-9a-g]{64})", (\d)\),$', training_program(spec, 0), re.MULTILINE)
    order = torch.randperm(1797, generator=torch.Generator().manual_seed(spec.seed))[:40].tolist()
    assert [int(row) for row, _pixels, _digit in rows] == order
    assert len(training_program(replace(spec, points=500), 0)) < 50_000


@pytest.mark.long
def test_every_activation_has_its_program(run: Run) -> None:
    for name in HIDDEN_ACTIVATIONS:
        if ACTIVATIONS[name].differentiable:
            course = train(TrainingSpec(activation=name, rate=0.05, steps=100))
            assert_prints(run, course, 10, NOTEBOOK)
            for way in (SEQUENTIAL, MODULE):
                assert_prints(run, course, 10, way, 5e-4)


def test_a_program_has_a_step_of_its_training_and_a_known_way() -> None:
    spec = TrainingSpec(steps=100)
    assert len(training_steps(spec, 100)) == 6
    for step, way in ((-1, NOTEBOOK), (101, NOTEBOOK), (True, NOTEBOOK), (5, "numpy")):
        with pytest.raises(SpecError):
            training_program(spec, step, way)
