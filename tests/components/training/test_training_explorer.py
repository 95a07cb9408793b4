"""What the moving part of the training page places and tells the browser, and what a click in its pictures does."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.jobs.courses import GivenUp
from components.state.scene import NotReady, Said
from components.training import course_for
from components.training.explorer import DETAIL_PANELS
from components.training.fields import RESIZABLE
from components.training.own.panel import beyond_words
from components.training.page import PAGE
from components.training.panels.autopsy import autopsy_panel
from components.training.panels.optimizer import optimizer_panel
from components.training.panels.path import path_panel
from components.training.panels.point import point_panel
from components.training.panels.program import program_panel
from components.training.pictures import DIAGRAM, MAP
from components.training.seen import SeenTraining
from components.training.setting import AskedSetting
from compute.training.course import Course, train
from compute.training.own_data import parse_points
from compute.training.setting import TrainingSpec
from tests.pages.page_reading import container, html_in, in_link, pictures, report, told
from tests.scripts import open_script

SMALL = {"steps": "100", "points": "20", "hidden": "3"}


@lru_cache(maxsize=4)
def trained(**changed: Any) -> Course:
    return train(TrainingSpec(points=20, steps=100, hidden=(3,), **changed))


def explorer_page() -> None:
    from components.training.explorer import explorer  # noqa: PLC0415

    explorer(None, lambda _name, _text: None)


class StoreOfOne:
    """A store that has the course of the page, and of others those that it is told."""

    def __init__(self, *others: Course) -> None:
        self.kept = {course.spec: course for course in (trained(), *others)}

    def find(self, spec: TrainingSpec) -> Course | None:
        return self.kept.get(spec)

    def find_last_bit(self, _spec: TrainingSpec) -> None:
        return None

    def wait_for(self, spec: TrainingSpec, _asker: object, _show: object) -> Course:
        course = self.find(spec)
        if course is None:
            raise NotReady
        return course


def opened(monkeypatch: pytest.MonkeyPatch, *others: Course, **link: str) -> AppTest:
    store = StoreOfOne(*others)
    monkeypatch.setattr(course_for, "courses", lambda: store)
    monkeypatch.setattr(course_for, "this_asker", lambda _tab: "asker")
    return open_script(explorer_page, SMALL | link)


def test_each_name_opens_its_own_panel_below_the_pictures() -> None:
    assert dict(DETAIL_PANELS) == {
        "point": point_panel,
        "path": path_panel,
        "optimizer": optimizer_panel,
        "autopsy": autopsy_panel,
        "program": program_panel,
    }


def test_the_page_tells_the_browser_the_whole_link_of_its_scene(monkeypatch: pytest.MonkeyPatch) -> None:
    link = {"time": "30", "select": "w1.2.1", "select_2": "w1.2.2", "point": "4", "speed": "fast", "across": "rate"}
    page = opened(monkeypatch, **link, view="backward")
    way = told(page)
    assert {name: way["said"][name] for name in (*SMALL, *link)} == SMALL | link
    names = ("part", "view", "details", "other", "data", "beat")
    assert [way["said"][name] for name in names] == ["one", "backward", "", "", "rings", "1"]
    assert {field.name for field in PAGE.fields} - set(way["said"]) == {"program_as"}
    assert way["keys"] == ["time"]
    assert "After step <strong>30</strong>" in html_in(page, "head")
    assert html_in(page, "time-bar").count("step 30") == 1
    assert [button.key for button in container(page, "time-bar").button] == ["to-best"]


def test_clicks_look_at_a_unit_a_point_or_let_the_point_go(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch)
    report(page, DIAGRAM, "picked", {"name": "h1.2", "number": 1})
    assert (in_link(page, "select"), in_link(page, "point"), in_link(page, "details")) == ("h1.2", None, None)
    report(page, DIAGRAM, "picked", {"name": "", "number": 2})
    report(page, DIAGRAM, "picked", {"name": "w9.9.9", "number": 3})
    assert in_link(page, "select") == "h1.2"
    report(page, MAP, "picked", {"name": "p17", "number": 4})
    assert (in_link(page, "point"), in_link(page, "details")) == ("17", "point")
    report(page, DIAGRAM, "picked", {"name": "", "number": 5})
    assert in_link(page, "point") == "17"
    report(page, MAP, "picked", {"name": "", "number": 6})
    assert (in_link(page, "point") or "", in_link(page, "details"), in_link(page, "select")) == ("", "point", "h1.2")


def test_a_second_course_that_is_not_there_leaves_the_first_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened(monkeypatch, other="rate_0.1")
    assert "The second training is not there." in [caption.value for caption in page.caption]
    assert "second" not in html_in(page, "values")
    other = replace(trained(rate=0.1))
    page = opened(monkeypatch, other, other="rate_0.1")
    assert "learning rate 0.1" in html_in(page, "values")


def test_a_question_about_a_course_that_is_not_there_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "The training that this question is about is not there."
    assert words in [each.value for each in container(opened(monkeypatch, beat="2"), "lesson-row").caption]
    one = trained()
    there = replace(one, spec=replace(one.spec, hidden=(1,)))
    assert words not in [each.value for each in opened(monkeypatch, there, beat="2").caption]


def test_where_there_is_no_course_the_heading_says_what_the_page_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StoreOfOne, "wait_for", lambda _store, _spec, _asker, _show: GivenUp(ValueError()))
    page = opened(monkeypatch)
    assert html_in(page, "head").count("How a network learns, step by step") == 1
    assert [warning.value for warning in page.warning] == [
        "This training could not be computed. Change the setting, or try again in a minute."
    ]
    assert told(page)["keys"] == []
    assert pictures(page) == {}


def test_a_table_of_the_session_has_no_short_way_and_is_said_to_be_in_no_link(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = parse_points("-1_-1_0~1_1_0~-1_1_1~1_-1_1")
    given: list[object] = []

    def setting(_said: Said, table: object) -> AskedSetting:
        given.append(table)
        return AskedSetting(trained().spec, None)

    beyond: list[object] = []
    monkeypatch.setattr("components.training.explorer.setting_of", setting)
    monkeypatch.setattr("components.training.explorer.say_beyond_link", beyond.append)
    for table, keys, words in ((rows, [], beyond_words), (None, ["time"], None)):
        monkeypatch.setattr("components.training.explorer.rows_beyond_link", lambda _said, table=table: table)
        given.clear()
        beyond.clear()
        assert told(opened(monkeypatch))["keys"] == keys
        assert (given, beyond) == ([table], [words])


def test_what_an_open_panel_leaves_to_do_is_done_last(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def panel(shown: SeenTraining, _: object) -> Callable[[], None]:
        done.append(f"placed at {shown.step}")
        return lambda: done.append("done")

    monkeypatch.setattr("components.training.explorer.DETAIL_PANELS", {"path": panel})
    monkeypatch.setattr("components.training.explorer.wait_for", lambda waits: done.append(f"waits: {waits}"))
    opened(monkeypatch, details="path", time="12")
    assert done == ["placed at 12", "waits: False", "done"]
    done.clear()
    opened(monkeypatch, time="12")
    assert done == ["waits: False"]


def test_the_page_comes_back_by_itself_only_while_a_wall_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[tuple[object, object]] = []
    monkeypatch.setattr("components.training.explorer.wanted_interval", lambda: 1.0)
    monkeypatch.setattr(
        "components.training.explorer.settle_interval", lambda wanted, now: settled.append((wanted, now))
    )
    opened(monkeypatch)
    assert settled == [(1.0, None)]


def test_a_button_of_the_picture_moves_the_slider_of_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[tuple[object, ...]] = []
    monkeypatch.setattr("components.training.explorer.resize", lambda *given: moved.append(given))
    page = opened(monkeypatch)
    report(page, DIAGRAM, "picked", {"name": "less.hidden", "number": 1})
    report(page, DIAGRAM, "picked", {"name": "more.layers", "number": 2})
    assert moved == [("hidden", -1, RESIZABLE), ("layers", 1, RESIZABLE)]
    assert in_link(page, "select") is None
