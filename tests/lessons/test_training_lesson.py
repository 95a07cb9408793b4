"""What the training page gives to take home prints the numbers of the page, and its questions have the true answers."""

import csv
import io
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from components.base.text import languages, translator, untranslated
from components.jobs.courses import WallSoFar, WallSpec
from components.training.beats import BEATS
from components.training.fields import FIELDS
from components.training.lesson import training_lesson
from components.training.seen import SeenTraining, seen_in
from components.training.setting import FIRST_POINTS, setting_of
from components.training.wall_lesson import wall_lesson
from components.training.wall_part import wall_of
from compute.training.course import Course, train
from compute.training.own_data import parse_points, read_rows
from compute.training.setting import TrainingSpec
from compute.training.wall import RATES, WIDTHS, wall
from compute.training.wall_program import program_minutes
from tests.cases import for_each
from tests.lessons.pack_checking import check_pack, run

SMALL = {"steps": "100", "points": "40", "hidden": "3"}
LINKS: list[dict[str, str]] = [
    {"time": "37"},
    {"data": "moons", "optimizer": "adam", "rate": "0.03", "batch": "10", "time": "100", "init": "kaiming"},
    {"data": "hills", "layers": "2", "activation": "relu", "features": "x1~x1x2", "time": "1", "l1": "0.01"},
    {"data": "iris", "optimizer": "momentum", "rate": "0.1", "time": "50", "decay": "0.01"},
    {"data": "digits", "time": "20"},
    {"data": "own", "own": "", "time": "5"},
]


def seen(**link: str) -> SeenTraining:
    said = {field.name: field.default for field in FIELDS} | SMALL | link
    asked = setting_of(said)
    return seen_in(said, train(asked.spec), train, asked.refused)


@pytest.mark.long
@for_each("link", LINKS)
def test_the_program_prints_what_the_page_shows(link: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.training.lesson.course_for_files", train)
    shown = seen(**link)
    pack = training_lesson(shown, untranslated)
    printed = check_pack(pack)
    assert f"training loss: {shown.training_loss:.4f}" in printed
    assert f"test loss: {shown.test_loss:.4f}" in printed
    for way, program in pack.programs.items():
        said = float(run([program])[1].splitlines()[1].removeprefix("test loss: "))
        assert said == pytest.approx(shown.test_loss, abs=2e-4), way


@pytest.mark.long
def test_the_whole_course_is_in_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.training.lesson.course_for_files", train)
    shown = seen()
    files = {file.ending: file.make() for file in training_lesson(shown, untranslated).files}
    arrays = np.load(io.BytesIO(bytes(files["course.npz"])))
    assert np.array_equal(arrays["training_loss"], shown.course.training_loss.numpy())
    assert arrays["W1"].shape == (101, 2, 3)
    rows = list(csv.DictReader(io.StringIO(str(files["course.csv"]))))
    assert [int(row["step"]) for row in rows] == list(range(101))
    assert float(rows[42]["W2[1, 0]"]) == pytest.approx(float(shown.course.parameters(42).weights[1][1, 0]))


@pytest.mark.long
@pytest.mark.parametrize("language", languages())
def test_the_lesson_is_whole_in_every_language(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.training.lesson.course_for_files", train)
    check_pack(training_lesson(seen(), translator(language)))
    for beat in BEATS:
        told = beat.tell(seen(**{**beat.link, "steps": "100", "points": "40"}), translator(language))
        assert told.title
        assert any(told.text)


@pytest.mark.long
def test_what_is_asked_is_answered_by_courses() -> None:
    shown = seen(steps="1000", points="200", hidden="4")
    course = shown.course
    one, slow, zeros = (
        train(replace(course.spec, **{field: value}))
        for field, value in (("hidden", (1,)), ("rate", 0.01), ("init", "zeros"))
    )
    asked = [told.asked for told in (beat.tell(shown, untranslated) for beat in BEATS) if told.asked is not None]
    assert [question.right for question in asked] == [
        0 if float(course.test_loss[-1]) < float(course.test_loss[0]) else 1,
        0 if _succeeds(one) else 1,
        0 if float(course.training_loss[-1]) < float(slow.training_loss[-1]) else 1,
        0 if _succeeds(zeros) else 1,
    ]
    assert _succeeds(course)


def _succeeds(course: Course) -> bool:
    assert course.test_accuracy is not None
    return float(course.test_accuracy[-1]) >= 0.95


@pytest.mark.long
@pytest.mark.parametrize(
    ("across", "changes"),
    [
        (WIDTHS, {}),
        (RATES, {}),
        (WIDTHS, {"data": "digits", "points": 30, "batch": 10}),
        (RATES, {"data": "own", "measured": parse_points(FIRST_POINTS), "optimizer": "adam"}),
    ],
)
def test_the_program_of_a_wall_prints_its_losses(
    across: str, changes: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("components.training.wall_part.SEEDS", 3)
    monkeypatch.setattr("components.training.wall_part.COLUMNS", 2)
    monkeypatch.setattr("components.training.wall_part.OFFERED_RATES", ("0.1", "1"))
    spec = TrainingSpec(**{"steps": 100, "points": 40, "hidden": (2,), "init": "xavier", "seed": 12} | changes)
    key = wall_of(spec, across)
    columns = tuple(wall(key.spec, key.field, key.values, key.seeds))
    pack = wall_lesson(key, WallSoFar(columns, 1.0, is_done=True), untranslated)
    printed = check_pack(pack)
    assert set(pack.tensors) == {"losses"}
    for column in columns:
        for loss in column.test_loss.tolist():
            assert f"{loss:.4f}" in printed
    assert [file.ending for file in pack.files] == ([] if spec.measured is None else ["data.csv"])
    for file in pack.files:
        assert read_rows(str(file.make())).rows == parse_points(FIRST_POINTS).rows


def test_the_program_of_a_large_wall_trains_some_of_it_and_says_how_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("compute.training.wall_program.MOST_CELLS", 5)
    key = WallSpec(TrainingSpec(steps=100, points=20, hidden=(1,)), WIDTHS, (1, 2), tuple(range(3, 43)))
    columns = tuple(wall(key.spec, key.field, key.values, key.seeds))
    pack = wall_lesson(key, WallSoFar(columns, 1.0, is_done=True), untranslated)
    check_pack(pack)
    assert pack.tensors["losses"].tolist() == [column.test_loss[:2].tolist() for column in columns]
    assert "trains 4 of these 80 networks" in pack.lesson[0].text
    assert "takes about 1 min " in pack.lesson[0].text
    assert "# 4 trainings of 100 steps, one after another: about 1 minute on one core\n" in pack.program
    assert "# the wall has more seeds: range(3, 43), which take about 1 minute on one core\n" in pack.program
    assert program_minutes(TrainingSpec(steps=2000, hidden=(16,) * 6), 256) < 15
