"""Which pictures a training has, what each of them is given, and what moves along with the time."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest

from components.base.text import translator
from components.state.scene import NotReady
from components.training import pictures, scene
from components.training.fields import FIELDS
from components.training.panels.values import MOVED, STANDS
from components.training.pictures import CURVE, DIAGRAM, MAP, pictures_of
from components.training.scene import parts_of, training_scene
from components.training.seen import SeenTraining, seen_in
from compute.network.elements import Unit
from compute.training.course import Course, train
from compute.training.setting import TrainingSpec

_ = translator("en")
DRAWINGS = ("training_diagram", "describe_training_diagram", "decision_picture", "describe_decision")
CURVES = ("course_curve", "describe_course")


@lru_cache(maxsize=4)
def trained(data: str = "rings", loss: str = "") -> Course:
    return train(TrainingSpec(data=data, loss=loss, points=40, steps=100, hidden=(3,)))


def shown(course: Course | None = None, **link: str) -> SeenTraining:
    said = {field.name: field.default for field in FIELDS} | {"steps": "100", "time": "30"} | link
    course = course or trained()
    return seen_in(said, course, lambda _spec: course, None)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[tuple[Any, ...], Mapping[str, Any]]]:
    """What each drawing and each description was given; nothing is drawn."""
    given: dict[str, tuple[tuple[Any, ...], Mapping[str, Any]]] = {}

    def noted(name: str) -> object:
        def call(*values: Any, **named: Any) -> str:
            given[name] = values, {key: value for key, value in named.items() if key != "_"}
            return name

        return call

    for name in (*DRAWINGS, *CURVES):
        monkeypatch.setattr(pictures, name, noted(name))
    monkeypatch.setattr(pictures, "picture", lambda drawing, **named: {"drawing": drawing, **named})
    return given


Calls = dict[str, tuple[tuple[Any, ...], Mapping[str, Any]]]


@pytest.mark.parametrize("wall", [True, False])
def test_each_picture_has_its_drawing_its_words_and_what_is_selected(calls: Calls, wall: bool) -> None:
    drawn = pictures_of(shown(select="w1.2.1", point="5"), _, wall=wall)
    assert drawn == {
        DIAGRAM: {
            "drawing": "training_diagram",
            "alt": "describe_training_diagram",
            "wall": wall,
            "selected": "w1.2.1",
        },
        MAP: {"drawing": "decision_picture", "alt": "describe_decision", "wall": wall, "selected": "p5"},
        CURVE: {"drawing": "course_curve", "alt": "describe_course", "wall": wall},
    }
    assert calls["training_diagram"][1]["wall"] is wall
    assert pictures_of(shown(), _, wall=wall)[MAP]["selected"] == ""


def test_the_network_is_drawn_with_gradients_only_where_they_are_asked_for(calls: Calls) -> None:
    seen = shown(select="h1.2")
    pictures_of(seen, _, wall=False)
    (network, features, parameters, small), named = calls["training_diagram"]
    assert (network, features, parameters) == (seen.spec.network, ("x1", "x2"), seen.parameters)
    assert small.output.shape == (1, 30, 30)
    assert named == {"gradients": None, "selected": Unit(1, 1), "wall": False, "classes": []}
    assert calls["describe_training_diagram"] == (
        (network, features, parameters, small),
        {"gradients": None, "step": 30},
    )
    backward = shown(view="backward")
    pictures_of(backward, _, wall=False)
    for name in ("training_diagram", "describe_training_diagram"):
        assert calls[name][1]["gradients"] is backward.gradients


def test_outputs_have_the_names_of_the_classes_where_each_class_has_one(calls: Calls) -> None:
    pictures_of(shown(trained("iris")), _, wall=False)
    assert len(calls["training_diagram"][1]["classes"]) == 3
    pictures_of(shown(trained("rings", "ce")), _, wall=False)
    assert len(calls["training_diagram"][1]["classes"]) == 2


def test_the_plane_shows_the_point_that_is_looked_at(calls: Calls) -> None:
    seen = shown(point="5")
    pictures_of(seen, _, wall=False)
    assert calls["decision_picture"] == ((seen.spec, seen.course.start.data, seen.plane), {"picked": 4})
    assert calls["describe_decision"] == ((seen.spec, seen.course.start.data, seen.plane), {"step": 30})


def test_the_curve_names_two_courses_where_there_are_two(calls: Calls) -> None:
    seen = shown()
    pictures_of(seen, _, wall=False)
    assert calls["course_curve"] == ((seen.course, 30), {"other": None, "names": ("", "")})
    other = trained("xor")
    pictures_of(replace(seen, other=other), _, wall=False)
    assert calls["course_curve"] == ((seen.course, 30), {"other": other, "names": ("this", "the other")})
    assert calls["describe_course"] == ((seen.course, 30), {"other": other})


def test_digits_have_no_plane_and_no_map(calls: Calls) -> None:
    assert set(pictures_of(shown(trained("digits")), _, wall=False)) == {DIAGRAM, CURVE}
    assert calls["training_diagram"][0][3] is None


def said(**link: str) -> dict[str, str]:
    return {field.name: field.default for field in FIELDS} | {"steps": "100", "points": "40", "hidden": "3"} | link


def test_a_scene_has_pictures_and_parts_of_the_step_of_the_link(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[TrainingSpec] = []

    def known(spec: TrainingSpec) -> Course:
        asked.append(spec)
        return trained()

    monkeypatch.setattr(scene, "known_course", known)
    monkeypatch.setattr(scene, "pictures_of", lambda seen, _, *, wall: {"step": seen.step, "wall": wall})
    plain = training_scene(said(time="30"), _, wall=True)
    assert plain.charts == {"step": 30, "wall": True}
    assert "After step <strong>30</strong>" in plain.parts["lead"]
    assert "detail" not in plain.waits
    assert training_scene(said(details="path"), _).waits[0] == "detail"
    assert training_scene(said(), _).charts == {"step": 0, "wall": False}
    assert asked == [trained().spec] * 3


def test_a_wall_has_no_scene(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scene, "known_course", lambda _spec: trained())
    with pytest.raises(NotReady):
        training_scene(said(part="wall"), _)


def test_what_moves_along_says_the_step() -> None:
    parts = parts_of(shown(select="w1.1.1"), _)
    assert {"lead", STANDS, MOVED} < set(parts)
    assert "step 30" in parts[STANDS]
    assert "Step 30 moved" in parts[MOVED]
