"""The bar of the time below the pictures, and what the page of training is declared to be."""

import json
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.state.page import Group
from components.training.fields import FIELDS
from components.training.lesson import training_lesson
from components.training.page import PAGE
from components.training.scene import training_scene
from components.training.seen import SeenTraining, seen_in
from components.training.time_bar import SPEEDS
from components.training.wall_lesson import wall_lesson
from compute.training.course import Course, train
from compute.training.setting import TrainingSpec
from tests.cases import for_each
from tests.pages.page_reading import html_in, in_link
from tests.scripts import open_script


@lru_cache(maxsize=1)
def trained() -> Course:
    return train(TrainingSpec(points=20, steps=100, hidden=(3,)))


def bar_page() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.browser.live import NO_MOVE  # noqa: PLC0415
    from components.training.time_bar import time_bar  # noqa: PLC0415

    time_bar(st.session_state["shown"], NO_MOVE, untranslated)


def bar(course: Course, **link: str) -> AppTest:
    said = {field.name: field.default for field in FIELDS} | {"steps": "100", "time": "30"}
    shown: SeenTraining = seen_in(said, course, lambda _spec: course, None)
    return open_script(bar_page, link, {"shown": shown})


def told(test: AppTest) -> dict[str, Any]:
    (component,) = (each for each in test.get("bidi_component") if each.proto.component_name == "tensorama_time")
    said: dict[str, Any] = json.loads(component.proto.json)
    return said


@for_each(("speed", "steps"), [("slow", 20), ("normal", 100), ("fast", 400), ("", 100)])
def test_the_browser_is_told_how_fast_the_time_plays_and_what_its_buttons_are_called(speed: str, steps: int) -> None:
    assert told(bar(trained(), speed=speed)) == {
        "key": "time",
        "speed": steps,
        "play": "play",
        "pause": "pause",
        "back": "one step back",
        "next": "one step on",
    }
    assert list(SPEEDS) == ["slow", "normal", "fast"]


def test_the_slider_goes_to_the_last_step_and_a_button_to_the_best_one() -> None:
    losses = trained().test_loss.clone()
    losses[42] = -1
    test = bar(replace(trained(), test_loss=losses))
    (slider,) = test.slider
    assert (slider.label, slider.min, slider.max, slider.value) == ("step", 0, 100, 30)
    assert "<b>step 30</b>" in html_in(test, "time-bar")
    assert [(button.key, button.label) for button in test.button] == [("to-best", "to the best test loss")]
    test.button(key="to-best").click().run()
    assert in_link(test, "time") == "42"


def test_where_a_course_broke_a_button_leads_to_the_step_after_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("components.training.time_bar.broken_note", lambda _shown, _: None)
    test = bar(replace(trained(), values=trained().values[:61], broke=object()))
    assert [(button.key, button.label) for button in test.button] == [
        ("to-broken", "where it broke"),
        ("to-best", "to the best test loss"),
    ]
    test.button(key="to-broken").click().run()
    assert in_link(test, "time") == "61"


def test_the_page_has_a_lesson_for_each_of_its_parts() -> None:
    assert dict(PAGE.lessons) == {"one": training_lesson, "wall": wall_lesson}
    assert (PAGE.slug, PAGE.scene, PAGE.group, PAGE.plotly) == ("training", training_scene, Group.NEXT, True)
    assert PAGE.title(untranslated) == "Training"
    assert PAGE.lead(untranslated) == "How a network learns, step by step"
    assert PAGE.block(untranslated) == "Notebook: what comes next, more units and more able to learn"
    assert PAGE.picture == ("diagram", "wall-picture")
    assert PAGE.stylesheet is not None
    assert PAGE.stylesheet.is_file()
