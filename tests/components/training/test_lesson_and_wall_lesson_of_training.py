"""What a training and a wall give to take home: names, sentences, formulas and files, without running a program."""

import math
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

import pytest
import torch

from components.base.text import translator
from components.jobs.courses import WallSoFar, WallSpec
from components.state.scene import NotReady
from components.training import lesson
from components.training.beats import BEATS
from components.training.fields import FIELDS
from components.training.lesson import UPDATES, training_lesson
from components.training.seen import seen_in
from components.training.wall_lesson import wall_lesson
from compute.files.take_home import Passage, TakeHome
from compute.gradients.losses import LOSSES
from compute.training.course import Course, train
from compute.training.own_data import parse_points
from compute.training.setting import TrainingSpec
from compute.training.wall import WIDTHS, WallColumn
from tests.cases import for_each

_ = translator("en")


@lru_cache(maxsize=4)
def trained(**changed: Any) -> Course:
    return train(TrainingSpec(points=20, steps=100, hidden=(3,), **changed))


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The beats whose questions are packed."""
    beats: list[object] = []

    def steps(told: tuple[object, ...], _shown: object, _: object) -> Iterator[Passage]:
        beats.extend(told)
        yield Passage("the questions", "")

    def no_other(spec: TrainingSpec) -> Course:
        if spec.init == "zeros":
            raise NotReady
        return trained()

    monkeypatch.setattr(lesson, "question_steps", steps)
    monkeypatch.setattr(lesson, "course_for_files", no_other)
    return beats


def pack(course: Course, time: str = "30") -> TakeHome:
    said = {field.name: field.default for field in FIELDS} | {"steps": "100", "time": time}

    def never(spec: TrainingSpec) -> Course:
        raise AssertionError(spec)

    return training_lesson(seen_in(said, course, never, None), _)


def test_a_pack_is_named_by_data_network_seed_and_step() -> None:
    packed = pack(trained(), "1000")
    assert packed.name == "training-rings-2-3-1-seed-7-step-100"
    assert packed.title == "Training on two rings: step 100"
    assert [file.ending for file in packed.files] == ["course.npz", "course.csv"]
    assert [file.kind for file in packed.files] == ["application/octet-stream", "text/csv"]
    assert [file.label for file in packed.files] == ["The whole training (.npz)", "The whole training (.csv)"]


def test_the_tensors_of_a_pack_are_those_of_the_step() -> None:
    tensors, course = pack(trained()).tensors, trained()
    assert list(tensors) == ["W1", "W2", "B1", "B2"]
    for name, tensor in zip(tensors, course.parameters(30).tensors, strict=True):
        assert torch.equal(tensors[name], tensor)


def test_the_lesson_says_the_setting_and_both_losses_in_its_order() -> None:
    course = trained(optimizer="momentum", rate=0.05, init="xavier")
    texts = [passage.text for passage in pack(course).lesson]
    assert len(texts) == 7
    assert texts[0].startswith("What Tensorama shows on its training page: a network 2-3-1 learns from data of seed 7.")
    assert "The data: **two rings**." in texts[1]
    assert "Its weights and biases begin as `xavier` draws them." in texts[2]
    assert LOSSES["bce"].latex in texts[3]
    assert "With `momentum`, the learning rate η = 0.05 and" in texts[4]
    assert r"v \leftarrow 0.9\, v + g" in texts[4]
    training, test = float(course.training_loss[30]), float(course.test_loss[30])
    assert f"The page shows the training loss {training:.4f} and the test loss {test:.4f}." in texts[5]
    assert texts[6] == "the questions"


def test_a_question_about_a_course_that_is_not_to_be_had_is_left_out(asked: list[object]) -> None:
    packed = pack(trained())
    assert packed.lesson
    assert asked == [beat for beat in BEATS if beat is not BEATS[5]]


IN_PYTHON = {
    r"\eta": "rate",
    "^{-8}": "**(-8)",
    "^": "**",
    r"\,": "*",
    "}{": ")/(",
    r"\frac{": "(",
    r"\sqrt{": "math.sqrt(",
    "}": ")",
}
"""What stands in Python for each sign of a formula, in the order in which they are replaced."""


def updated(formula: str, gradients: tuple[float, ...], rate: float) -> float:
    """Take steps from 1 by a formula, as its reader does."""
    known: dict[str, Any] = {"math": math, "rate": rate, "w": 1.0, "v": 0.0, "m": 0.0, "s": 0.0}
    for old, new in IN_PYTHON.items():
        formula = formula.replace(old, new)
    for t, g in enumerate(gradients, start=1):
        for line in formula.split(r"\quad"):
            name, value = line.strip(" ,*").split(r"\leftarrow")
            known[name.strip()] = eval(value, {}, known | {"t": t, "g": g})  # a formula of ours
    return float(known["w"])


@for_each(
    ("name", "optimizer"),
    [
        ("sgd", torch.optim.SGD),
        ("momentum", partial(torch.optim.SGD, momentum=0.9)),
        ("adam", torch.optim.Adam),
    ],
)
def test_the_formula_of_each_optimizer_gives_the_steps_of_torch(name: str, optimizer: Any) -> None:
    weight, gradients = torch.tensor([1.0], dtype=torch.float64, requires_grad=True), (0.5, -2.0, 1e-6)
    steps = optimizer([weight], lr=0.05)
    for gradient in gradients:
        weight.grad = torch.tensor([gradient], dtype=torch.float64)
        steps.step()
    assert updated(UPDATES[name], gradients, 0.05) == pytest.approx(weight.item(), abs=1e-12)


def column(width: int, loss: float, seeds: int = 3) -> WallColumn:
    specs = tuple(replace(trained().spec, hidden=(width,), seed=3 + at) for at in range(seeds))
    losses = torch.arange(seeds) + loss
    return WallColumn(specs, losses + 100, losses, torch.ones(seeds))


def wall_pack(*columns: WallColumn, spec: TrainingSpec | None = None) -> TakeHome:
    key = WallSpec(spec or trained().spec, WIDTHS, (1, 2), (3, 4, 5))
    return wall_lesson(key, WallSoFar(columns, 1.0), _)


def test_a_wall_that_is_whole_gives_its_test_losses() -> None:
    packed = wall_pack(column(1, 0.25), column(2, 10.0))
    assert packed.name == "training-wall-rings-hidden-seed-3"
    assert packed.title == "Many trainings side by side"
    assert packed.tensors["losses"].tolist() == [[0.25, 1.25, 2.25], [10.0, 11.0, 12.0]]
    assert wall_pack(column(1, 0.25)).tensors == {}


def test_a_wall_is_all_trained_by_its_program_or_with_its_first_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "The program trains all 6 networks, one after another, and prints a column as soon as it is there. "
    said = wall_pack(column(1, 0.25)).lesson[0].text
    assert words + "That takes about 1 min on one core." in said
    assert said.startswith("A training **succeeds**")
    monkeypatch.setattr("compute.training.wall_program.MOST_CELLS", 5)
    packed = wall_pack(column(1, 0.25), column(2, 10.0))
    assert "The program trains 4 of these 6 networks, one after another: with the first seeds alone." in (
        packed.lesson[0].text
    )
    assert packed.tensors["losses"].tolist() == [[0.25, 1.25], [10.0, 11.0]]


def test_the_time_of_a_program_is_that_of_all_its_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    cells: list[int] = []

    def minutes(_spec: TrainingSpec, count: int) -> int:
        cells.append(count)
        return 12

    monkeypatch.setattr("components.training.wall_lesson.program_minutes", minutes)
    assert "takes about 12 min on one core" in wall_pack(column(1, 0.25)).lesson[0].text
    assert cells == [6]


def test_a_wall_of_own_data_gives_them_as_its_command_reads_them() -> None:
    rows = parse_points("-1_-1_0~1_1_0~-1_1_1~1_-0.25_1")
    packed = wall_pack(spec=TrainingSpec(data="own", measured=rows, steps=100, hidden=(1,)))
    (file,) = packed.files
    assert (file.ending, file.label, file.kind) == ("data.csv", "Your own data (.csv)", "text/csv")
    lines = str(file.make()).split()
    assert len(lines) == 5
    assert "-0.25" in lines[4]
    assert wall_pack().files == ()
