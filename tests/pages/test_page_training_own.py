"""The visitor's own data on the training page: the course, the program and the words have what was brought."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.base.text import translator
from components.training.fields import TIME
from components.training.own.table import MOST_KEPT
from components.training.own.table_panel import FIRST_ROWS, MOST_BYTES, MOST_PASTED
from compute.training.course import train
from compute.training.own_data import chosen_rows, parse_points, read_table
from compute.training.setting import TrainingSpec
from tests.compute.training.test_own_data import HOSTILE
from tests.lessons.pack_checking import check_pack
from tests.pages.page_reading import OpenPage, container, html_in, in_link, numbers, report, told, wait_for_wall
from tests.pages.test_page_keep import NEXT, kept, packed

FOUR = "-1_-1_0~1_1_0~-1_1_1~1_-1_1"
FIVE = f"{FOUR}~0_0.5_2"
TABLE = "kind,p,q,r\n" + "".join(f"{'uv'[at % 2]},{at},{at * at % 7},{at / 8}\n" for at in range(9))

SHARED = """
import runpy
import streamlit as st
from components.base.text import translator
from components.frame.share import Shown, share_dialog
from components.frame.take_home_panel import take_home_dialog

runpy.run_path("pages/training.py")
if st.button("share", key="share"):
    share_dialog(Shown("training", "Training", ("", "training")), translator("en"))
if st.button("take home", key="take"):
    take_home_dialog("training", translator("en"))
"""


def opened(open_page: OpenPage, **link: object) -> AppTest:
    page = open_page("training", data="own", steps=100, time=100, **link)
    assert not page.exception
    return page


def sets(page: AppTest, text: str, number: int) -> AppTest:
    report(page, "own-points", "set", {"text": text, "number": number})
    assert not page.exception
    return page


def reads(page: AppTest, text: str) -> AppTest:
    page.text_area(key="own-text").set_value(text)
    page.button(key="own-read").click().run()
    assert not page.exception
    return page


def brings(page: AppTest, file: bytes) -> AppTest:
    page.file_uploader(key="own-file").set_value([("points.csv", file, "")]).run()
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


@pytest.mark.long
def test_forty_hostile_tables_are_each_refused_in_a_sentence_and_change_nothing(open_page: OpenPage) -> None:
    page = opened(open_page, own=FIVE)
    before = losses(page)
    said: dict[str, set[str]] = {}
    for text, wrong in HOSTILE:
        if len(text) > MOST_PASTED:
            brings(page, text.encode())
        else:
            reads(page, text)
            assert page.text_area(key="own-text").value == text  # it stays, to be mended
        (error,) = page.error
        assert len(error.value) < 600
        said.setdefault(wrong, set()).add(error.value)
        assert losses(page) == before
        assert in_link(page, "own") == FIVE
    kinds = [words for each in said.values() for words in each]
    assert len(kinds) == len(set(kinds))
    reads(page, TABLE)
    assert not page.error


@pytest.mark.long
def test_a_table_is_learned_from_and_no_link_has_it(open_page: OpenPage) -> None:
    page = reads(opened(open_page, own=FOUR), TABLE)
    table = read_table(TABLE)
    assert (in_link(page, "own"), editor(page)[0]) == (None, FOUR)
    assert losses(page) == losses_of(spec_of(chosen_rows(table, ("p", "q", "r"))))
    assert told(page)["keys"] == []  # each move of the time runs the page
    chosen = [page.selectbox(key=key).value for key in ("own-x1", "own-x2", "own-learned")]
    assert chosen == ["p", "q", "r"]
    assert f"first {FIRST_ROWS} of 9 rows" in html_in(page, "own-brought")
    page.selectbox(key="own-learned").set_value("kind").run()
    assert losses(page) == losses_of(spec_of(chosen_rows(table, ("p", "q", "kind"))))
    page.slider(key="seed").set_value(12).run()
    assert losses(page) == losses_of(
        TrainingSpec(data="own", steps=100, points=500, seed=12, measured=chosen_rows(table, ("p", "q", "kind")))
    )
    before = losses(page)
    page.selectbox(key="own-x1").set_value("q").run()
    assert "`q` is chosen twice" in page.error[0].value
    assert losses(page) == before
    page.selectbox(key="own-x1").set_value("p").run()
    pack = page.session_state["take-home-pack"](translator("en"))
    assert f"training loss: {before[0]:.4f}" in check_pack(pack)
    page.button(key="own-use-points").click().run()
    assert (in_link(page, "own"), told(page)["keys"]) == (FOUR, [TIME.name])
    page.button(key="own-use-table").click().run()
    assert (in_link(page, "own"), losses(page)) == (None, before)
    assert losses(sets(page, FOUR, 1)) == losses(opened(open_page, own=FOUR, seed=12))


def test_of_a_long_table_as_many_rows_are_taken_as_may_be(open_page: OpenPage) -> None:
    rows = "a;b;c\n" + "".join(f"{at};{at * at % 101};{at % 3}\n" for at in range(700))
    page = reads(opened(open_page), rows)
    assert losses(page) == losses_of(spec_of(chosen_rows(read_table(rows), ("a", "b", "c"))))
    assert "takes 500 of them" in html_in(page, "own-standardised")
    assert any("bring it again" in caption.value for caption in page.caption)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (TABLE.encode(), ""),
        (b"\xff\xfe\x00a", "This is no text"),
        (b"a" * (MOST_BYTES + 1), "200,000 bytes at most"),
        (b"", "There is nothing in it"),
        (b"a,b,c\n1,2,u\n2,red,v\n3,5,u\n4,2,v\n", "`red` in row 3"),
    ],
)
def test_a_file_is_read_like_a_text(open_page: OpenPage, data: bytes, words: str) -> None:
    page = opened(open_page)
    before = losses(page)
    brings(page, data)
    if words:
        assert words in page.error[0].value
        assert losses(page) == before
    else:
        assert losses(page) == losses(reads(opened(open_page), TABLE))
        assert page.text_area(key="own-text").value == TABLE


@pytest.mark.long
def test_table_and_unfinished_points_outlive_the_session(open_page: OpenPage) -> None:
    page = sets(reads(opened(open_page), TABLE), "1_1_0", 3)
    page.selectbox(key="own-learned").set_value("kind").run()
    text = kept(page)[2]

    def after(sent: str, **link: str) -> AppTest:
        test = AppTest.from_string(NEXT.format(page="training"), default_timeout=30)
        for name, value in {"data": "own", "steps": "100", "time": "100", **link}.items():
            test.query_params[name] = value
        test.run()
        test.session_state["sent"] = sent
        test.run()
        assert not test.exception
        return test

    following = after(packed(text))
    assert losses(following) == losses(page)
    assert editor(following)[0] == "1_1_0"
    assert following.text_area(key="own-text").value == TABLE
    assert losses(after(packed(text), own=FOUR)) == losses(opened(open_page, own=FOUR))  # the link has the last word
    plain = losses(opened(open_page))
    long = "a;b;c\n" + "".join(f"{at};{at * at % 101};{at % 3}\n" for at in range(700))
    assert len(long) > MOST_KEPT
    for own in (
        None,
        {"table": [TABLE, "p", "q"], "points": ["1_1_0"]},
        {"table": [TABLE, "p", "p", "kind"], "points": ["1_x_0", ""]},
        {"table": [TABLE, "p", "q", "zz"], "points": [1, 2]},
        {"table": [["a"], "p", "q", "kind"], "points": ["1_1_0~" * 500, ""]},
        {"table": [long, "a", "b", "c"]},
    ):
        hostile = after(packed(json.dumps({"own": own})))
        assert losses(hostile) == plain
        assert len(editor(hostile)[0].split("~")) == 12
    draft = after(packed(text, {"about": "own-table", "text": "half"}))
    assert draft.text_area(key="own-text").value == "half"
    answer = after(packed(text, {"about": "1", "text": "half"}))
    assert answer.text_area(key="own-text").value == TABLE


@pytest.mark.long
def test_what_is_in_no_link_is_said_to_who_shares_it_or_takes_it_home(open_page: OpenPage) -> None:
    page = AppTest.from_string(SHARED, default_timeout=30)
    page.context = {"url": "https://school.edu/training", "locale": "en-US", "is_embedded": False}
    page.query_params.update(data="own", steps="100")

    def is_told() -> list[bool]:
        page.button(key="share").click().run()
        shared = any("not the table" in warning.value for warning in page.warning)
        page.button(key="take").click().run()
        assert not page.exception
        return [shared, any("not the table" in caption.value for caption in page.caption)]

    page.run()
    assert is_told() == [False, False]
    reads(page, TABLE)
    assert is_told() == [True, True]
    page.segmented_control(key="part").set_value("Wall").run()
    wait_for_wall(page)  # the run in which it ends begins anew, and a press that came with it is lost
    assert is_told() == [True, True]
    page.segmented_control(key="part").set_value("One training").run()
    sets(page, FOUR, 1)
    assert is_told() == [False, False]
    assert container(open_page("training", data="own"), "own-data")
    plain = open_page("training").get("bidi_component")
    assert not [each for each in plain if each.proto.id.endswith("-own-points")]
