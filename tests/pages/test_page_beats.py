"""The lesson beside the picture: opening a beat opens its scene, and a question tells after its answer."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.frame.pages import PAGES
from components.state.beat import scene_of
from components.state.fields import BEAT
from components.state.page import Page
from components.widgets.lesson_panel import LESSON
from tests.pages.page_reading import OpenPage, in_link, report, tables

TAUGHT = [page for page in PAGES if page.beats]


def heading_of(test: AppTest) -> Any:
    return next(element.proto.body for element in test.get("html") if 'class="page-head"' in element.proto.body)


def press(test: AppTest, name: str, number: int) -> str:
    """Press what has this name in the lesson; returns what it shows then."""
    report(test, LESSON, "picked", {"name": name, "number": number})
    assert not test.exception
    return tables(test)[LESSON]


@pytest.mark.long
@pytest.mark.parametrize("page", TAUGHT, ids=lambda page: page.slug)
def test_each_beat_opens_its_scene(open_page: OpenPage, page: Page) -> None:
    assert 5 <= len(page.beats) <= BEAT.limits.high
    assert BEAT in page.fields
    names = {field.name: field for field in page.fields}
    test = open_page(page.slug)
    begun = dict(test.query_params)
    assert not begun  # the first beat is about what is there anyway
    assert "<h1>" in heading_of(test)
    for number in [*range(2, len(page.beats) + 1), 1]:
        shown = press(test, f"beat.{number}", number + 100 * (number == 1))
        assert f'data-name="beat.{number}" aria-label="beat {number}" aria-current="step"' in shown
        assert in_link(test, BEAT.name) == str(number)
        for name, value in scene_of(page.beats, number).items():
            assert (in_link(test, name) or names[name].default) == (value or names[name].default), (number, name)


@pytest.mark.long
@pytest.mark.parametrize("page", TAUGHT, ids=lambda page: page.slug)
def test_a_link_of_a_beat_alone_opens_its_scene_and_a_question_tells_after_its_answer(
    open_page: OpenPage, page: Page
) -> None:
    asked = 0
    for number, beat in enumerate(page.beats, start=1):
        test = open_page(page.slug, beat=str(number))
        assert not test.exception
        assert not [each for each in test.warning if "; allowed: " in each.value]
        before = tables(test)[LESSON]
        assert f'aria-label="beat {number}" aria-current="step"' in before
        for name, value in beat.link.items():
            assert in_link(test, name) == value
        if "st-key-question" not in before:
            continue
        asked += 1
        assert "verdict" not in before
        after = press(test, "answer.1", 1)
        assert "verdict" in after
        assert len(after) > len(before)
    assert asked >= 2


def test_a_part_that_is_opened_without_a_beat_has_the_first_about_it(open_page: OpenPage) -> None:
    for slug, part, number in (("shapes", "reshape", 6), ("shapes", "multiply", 1), ("tensors", "photo", 4)):
        shown = tables(open_page(slug, part=part))[LESSON]
        assert f'aria-label="beat {number}" aria-current="step"' in shown, (slug, part)
    shown = tables(open_page("shapes", part="reshape", beat="8"))[LESSON]
    assert 'aria-label="beat 8" aria-current="step"' in shown


def test_a_link_that_says_more_keeps_what_it_says(open_page: OpenPage) -> None:
    test = open_page("network", beat="2", seed="9")
    assert in_link(test, "select") is None
    assert in_link(test, "seed") == "9"


def test_what_no_beat_sets_stays(open_page: OpenPage) -> None:
    test = open_page("network", seed="12", inputs="4", edits="x1_0.5")
    press(test, "beat.7", 1)
    assert [in_link(test, name) for name in ("seed", "inputs", "edits", "hidden")] == ["12", "4", "x1_0.5", "4"]
    press(test, "beat.8", 2)
    assert in_link(test, "hidden") in (None, "2")


@pytest.mark.parametrize("name", ["beat.0", "beat.9", "answer.9", "beat.x", "<b>", "beat." + "1" * 60])
def test_hostile_presses_change_nothing(open_page: OpenPage, name: str) -> None:
    test = open_page("network", beat="2")
    before = tables(test)[LESSON]
    assert press(test, name, 1) == before


@pytest.mark.parametrize("beat", ["0", "9", "-1", "x", "٣", "2.0"])
def test_a_beat_that_no_page_has_is_named(open_page: OpenPage, beat: str) -> None:
    test = open_page("network", beat=beat)
    assert not test.exception
    assert "beat" in test.warning[0].value
