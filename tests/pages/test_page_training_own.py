"""The visitor's own data on the training page: the course, the program and the words have what was brought."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from components.training.fields import TIME
from compute.training.course import train
from compute.training.own_data import parse_points
from compute.training.setting import TrainingSpec
from tests.pages.page_reading import OpenPage, in_link, numbers, report, told

FOUR = "-1_-1_0~1_1_0~-1_1_1~1_-1_1"
FIVE = f"{FOUR}~0_0.5_2"
TABLE = "kind,p,q,r\n" + "".join(f"{'uv'[at % 2]},{at},{at * at % 7},{at / 8}\n" for at in range(9))


def opened(open_page: OpenPage, **link: object) -> AppTest:
    page = open_page("training", data="own", steps=100, time=100, **link)
    assert not page.exception
    return page


def sets(page: AppTest, text: str, number: int) -> AppTest:
    report(page, "own-points", "set", {"text": text, "number": number})
    assert not page.exception
    return page


def editor(page: AppTest) -> tuple[str, int, dict[str, Any]]:
    (found,) = (each for each in page.get("bidi_component") if each.proto.id.endswith("-own-points"))
    text, heard, more = json.loads(found.proto.json)
    return text, heard, json.loads(more)


def losses(page: AppTest) -> list[float]:
    return [*numbers(page, "value-loss"), *numbers(page, "value-test-loss")]


def losses_of(spec: TrainingSpec) -> list[float]:
    course = train(spec)
    return [round(float(course.training_loss[100]), 4), round(float(course.test_loss[100]), 4)]


def spec_of(measured: Any) -> TrainingSpec:
    return TrainingSpec(data="own", steps=100, points=500, measured=measured)


def test_points_that_are_set_are_learned_from_and_stand_in_the_link(open_page: OpenPage) -> None:
    page = opened(open_page)
    assert len(editor(page)[0].split("~")) == 12
    assert in_link(page, "own") is None
    sets(page, FOUR, 5)
    assert (in_link(page, "own"), editor(page)[:2]) == (FOUR, (FOUR, 5))
    assert losses(page) == losses_of(spec_of(parse_points(FOUR)))
    assert told(page)["said"]["own"] == FOUR
    assert told(page)["keys"] == [TIME.name]
    assert losses(opened(open_page, own=FOUR)) == losses(page)
    sets(page, FIVE, 6)
    assert losses(page) == losses_of(spec_of(parse_points(FIVE)))
    assert not page.warning


def test_while_points_are_lacking_it_is_said_and_the_course_goes_on(open_page: OpenPage) -> None:
    page = opened(open_page, own=FOUR)
    before = losses(page)
    for number, (text, words) in enumerate(
        {
            "": "4 more points are needed",
            "1_1_0~0_0_0~1_0_1": "1 more point is needed",
            "1_1_2~0_0_2~1_0_2~0_1_2": "All points are of class 2",
            "1_1_0~1_0_0~1_0.5_1~1_2_1": "x1 is the same for all points",
        }.items(),
        start=1,
    ):
        sets(page, text, number)
        assert words in page.warning[0].value
        assert "the points that were there before" in page.warning[0].value
        assert (editor(page)[0], in_link(page, "own")) == (text, FOUR)
        assert losses(page) == before
    sets(page, FIVE, 9)
    assert (len(page.warning), in_link(page, "own")) == (0, FIVE)
