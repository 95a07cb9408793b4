"""What the editor of points and the tab may say, in words and in shapes, and what is done with everything else."""

import re

import pytest
import torch
from streamlit.testing.v1 import AppTest

from components.base.text import translator
from components.training.figures.classes import SYMBOLS
from components.training.own.panel import scaling_html
from components.training.own.points import SHAPES
from components.training.own.set_points import MOST_TEXT
from components.training.own.table import first_columns
from compute.training.data import MeasuredRows
from compute.training.own_data import (
    MOST_OWN_POINTS,
    format_points,
    parse_points,
    read_rows,
    read_table,
)
from compute.training.setting import WHOLE

FOUR = "-1_-1_0~1_1_0~-1_1_1~1_-1_1"

EDITOR = """
import streamlit as st
from components.state import link
from components.training.own.set_points import KEY, lay_aside, set_text, take_sent

told = st.session_state.pop("told", None)
if told is not None:
    st.session_state[KEY] = {"set": told}
    take_sent()
if st.session_state.pop("aside", False):
    lay_aside()
if "linked" in st.session_state:
    link.set_value("own", st.session_state.pop("linked"))
st.text(set_text())
"""


def editor(**link: str) -> AppTest:
    test = AppTest.from_string(EDITOR)
    for name, value in link.items():
        test.query_params[name] = value
    return test.run()


def after(test: AppTest, told: object) -> tuple[str, str]:
    """What stands in the editor, and in the link, once the browser has told this."""
    test.session_state["told"] = told
    test.run()
    assert not test.exception
    return test.text[0].value, "".join(test.query_params.get("own", []))


def test_points_that_can_be_learned_from_go_into_the_link_and_others_stay_in_the_editor() -> None:
    test = editor()
    assert after(test, {"text": FOUR, "number": 10}) == (FOUR, FOUR)
    for number, lacking in enumerate(("", "1_1_0", "1_1_0~1_2_0~1_3_0~2_1_0", "1_1_0~1_2_0~1_3_1~1_1_0"), start=11):
        assert after(test, {"text": lacking, "number": number}) == (lacking, FOUR)
    assert after(test, {"text": f"{FOUR}~0_0_5", "number": 20}) == (f"{FOUR}~0_0_2", f"{FOUR}~0_0_2")
    most = "~".join(f"-1.2{at % 10}_-0.{at}_{at % 2}" for at in range(10, 10 + MOST_OWN_POINTS))
    assert len(most) <= MOST_TEXT
    assert after(test, {"text": most, "number": 21})[1] == format_points(
        (*row, int(wanted)) for row, wanted in zip(parse_points(most).rows, parse_points(most).wanted, strict=True)
    )


@pytest.mark.parametrize(
    "told",
    [
        None,
        "1_1_0",
        {"text": FOUR},
        {"text": FOUR, "number": 10},  # heard before
        {"text": FOUR, "number": -1},
        {"text": FOUR, "number": float("nan")},
        {"text": None, "number": 11},
        {"text": ["1_1_0"], "number": 11},
        {"text": "1_1_0~x", "number": 11},
        {"text": "1_1_0~11_1_1~0_0_0~1_2_0", "number": 11},
        {"text": "1e1_1_0~1_1_1~0_0_0~1_2_0", "number": 11},
        {"text": "~".join(["1_1_0"] * (MOST_OWN_POINTS + 1)), "number": 11},
        {"text": "1_1_0~" * 100_000, "number": 11},
    ],
)
def test_what_no_editor_says_changes_nothing(told: object) -> None:
    test = editor()
    before = after(test, {"text": f"{FOUR}~0_0_0", "number": 10})
    assert after(test, told) == before


def test_points_of_the_editor_belong_to_the_link_that_they_were_set_beside() -> None:
    other = "0_0_0~1_1_0~-1_1_1~1_-1_1"
    test = editor(own=FOUR)
    assert after(test, {"text": "1_1_0", "number": 1}) == ("1_1_0", FOUR)
    test.session_state["linked"] = other
    assert after(test, None) == (other, other)
    test.session_state["linked"] = FOUR
    assert after(test, None) == ("1_1_0", FOUR)
    test.session_state["aside"] = True
    assert after(test, None) == ("1_1_0", "")
    assert after(test, {"text": other, "number": 2}) == (other, other)
    test.session_state["aside"] = True
    assert after(test, None) == (other, "")


def test_every_class_has_a_shape_of_its_own() -> None:
    assert set(SHAPES) == set(SYMBOLS)
    assert len(set(SHAPES.values())) == len(SYMBOLS)
    for path in SHAPES.values():
        assert all(abs(float(number)) <= 1.31 for number in re.findall(r"-?\d*\.?\d+", path)), path


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("a,b,c\n1,2,u\n2,1,v\n3,5,u\n4,2,v\n", ("a", "b", "c")),
        ("kind,a,b\nu,1,2\nv,2,1\nu,3,5\nv,4,2\n", ("a", "b", "kind")),  # the one that is suggested cannot be used
        ("p,q,r,s\nx,y,z,1w\nx,y,w,w\nx,y,z,w\nx,y,w,w\n", ("p", "q", "s")),  # the last one, not the next
        ("p,q,r\nx,y,z\nx,y,w\nx,y,z\nx,y,w\n", ("p", "q", "r")),
    ],
)
def test_of_any_table_three_columns_are_chosen_to_begin_with(text: str, columns: tuple[str, str, str]) -> None:
    assert first_columns(read_table(text)) == columns


def test_how_it_is_standardised_is_what_torch_says() -> None:
    rows = read_rows("a,<b>,c\n1000,0.5,2.5\n1001,0.25,1.5\n1005,-4,7\n999,3,0.25\n")
    html = scaling_html(rows, translator("en"))
    assert "&lt;b&gt;" in html
    columns = [torch.tensor([row[at] for row in rows.rows]).double() for at in (0, 1)]
    for column in (*columns, torch.tensor(rows.wanted).double()):
        mean, deviation = float(column.mean()), float(column.std())
        for value in (mean, deviation, (float(column[0]) - mean) / deviation):
            assert f"{value:.5g}".replace("-", "−") in html
    assert "(1000 − 1001.2) / 2.6300 = " in html.replace("2.63)", "2.6300)").replace("/ 2.63 ", "/ 2.6300 ")
    assert "(0.5 − (−0.0625)) / " in html
    centred = scaling_html(parse_points("-1.2_-1_0~1.1_1_0~-0.9_1_1~1_-1_1"), translator("en"))
    assert "e−" not in centred


@pytest.mark.parametrize("more", [0, 1])
def test_it_is_said_where_not_all_rows_are_taken(more: int) -> None:
    count = WHOLE["points"].high + more
    rows = tuple((at + 0.5, at % 7 - 0.25) for at in range(count))
    measured = MeasuredRows(("a", "b", "c"), rows, tuple(float(at % 2) for at in range(count)), ("u", "v"))
    html = scaling_html(measured, translator("en"))
    assert f"all {count} rows" in html
    assert ("The training takes 500 of them" in html) == bool(more)
