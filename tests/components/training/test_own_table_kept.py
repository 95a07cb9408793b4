"""The table that a visitor has brought: which of its columns are taken, and what of it outlives the session."""

from streamlit.testing.v1 import AppTest

from components.training.own.table import MOST_KEPT, OwnTable
from components.training.own.table_panel import MOST_PASTED, TEXT
from compute.training.data import MeasuredRows
from compute.training.own_data import MOST_CHARACTERS, OwnDataError, Wrong
from tests.cases import for_each

GOOD = "a,b,c\n1,2,7\n2,1,9\n3,5,8\n4,2,6\n"
OTHER = "p,q,r\n1,2,7\n2,1,9\n3,5,8\n4,2,6\n"
POINTS = "-1_-1_0~1_1_0~-1_1_1~1_-1_1"

SESSION = """
import streamlit as st
from components.training.own import kept, set_points, table

for name, given in st.session_state.pop("acts", []):
    room = {"hand_in": table.hand_in, "choose": table.choose, "use": table.use, "restore": table.restore,
            "take_back": kept.take_back, "points": set_points.take_points}
    st.session_state["gave"] = room[name](*given)
st.session_state["tried"], st.session_state["used"] = table.tried(), table.used()
st.session_state["rows"] = table.rows_in_use(st.query_params.get("own", ""))
st.session_state["keeps"] = kept.to_keep()
"""


def after(*acts: tuple[str, tuple[object, ...]]) -> AppTest:
    """Do this in a new session."""
    test = AppTest.from_string(SESSION)
    test.session_state["acts"] = list(acts)
    test.run()
    assert not test.exception
    return test


def test_a_text_of_just_the_kept_size_outlives_and_one_byte_more_does_not() -> None:
    assert MOST_KEPT == 6000
    assert OwnTable("x" * 6000, None).outlives()
    assert not OwnTable("x" * 6001, None).outlives()
    assert OwnTable("é" * 3000, None).outlives()
    assert not OwnTable("é" * 3001, None).outlives()


def test_a_text_that_is_too_long_is_kept_just_beyond_the_limit() -> None:
    tried = after(("hand_in", ("x" * (MOST_CHARACTERS + 50),))).session_state["tried"]
    assert len(tried.text) == MOST_CHARACTERS + 1
    found = tried.table()
    assert isinstance(found, OwnDataError)
    assert found.wrong == Wrong.TOO_LONG
    assert tried.columns is None


@for_each(("place", "columns"), [(0, ("b", "b", "c")), (1, ("a", "b", "c")), (2, ("a", "b", "b"))])
def test_a_column_is_chosen_at_its_place_and_what_cannot_be_used_leaves_the_last_one_in_use(
    place: int, columns: tuple[str, str, str]
) -> None:
    test = after(("hand_in", (GOOD,)), ("choose", (place, "b")))
    assert test.session_state["tried"] == OwnTable(GOOD, columns)
    assert test.session_state["used"] == OwnTable(GOOD, ("a", "b", "c"))


def test_the_link_has_the_last_word_until_the_table_is_used_again() -> None:
    test = after(("hand_in", (GOOD,)))
    rows = test.session_state["rows"]
    assert isinstance(rows, MeasuredRows)
    assert rows.rows == ((1.0, 2.0), (2.0, 1.0), (3.0, 5.0), (4.0, 2.0))
    assert rows.wanted == (1.0, 3.0, 2.0, 0.0)  # places of the classes 6, 7, 8, 9
    test = after(("hand_in", (GOOD,)), ("points", (POINTS,)))
    assert "".join(test.query_params["own"]) == POINTS
    assert test.session_state["rows"] is None
    assert after(("hand_in", (GOOD,)), ("points", (POINTS,)), ("use", ())).session_state["rows"] == rows
    assert "".join(after(("points", (POINTS,)), ("use", ())).query_params["own"]) == POINTS


def test_what_is_kept_is_taken_back_and_does_not_replace_what_is_there() -> None:
    kept = after(("hand_in", (GOOD,)), ("points", ("1_1_0",))).session_state["keeps"]
    assert kept == {"table": [GOOD, "a", "b", "c"], "points": ["1_1_0", ""]}
    test = after(("take_back", (kept, {})))
    assert test.session_state["keeps"] == kept
    assert test.session_state[TEXT] == GOOD
    test = after(("hand_in", (OTHER,)), ("take_back", (kept, {})))
    assert test.session_state["used"].text == OTHER


def test_a_table_of_another_session_is_taken_where_it_can_be_learned_from() -> None:
    assert after(("restore", (GOOD, ("a", "b", "c")))).session_state["gave"] is True
    for text, columns in ((GOOD, ("a", "a", "c")), ("a,b\n", ("a", "b", "c"))):
        test = after(("restore", (text, columns)))
        assert test.session_state["gave"] is False
        assert test.session_state["used"] is None
    assert after(("hand_in", (OTHER,)), ("restore", (GOOD, ("a", "b", "c")))).session_state["gave"] is False


@for_each(
    ("about", "size", "taken"),
    [("own-table", MOST_PASTED, True), ("own-table", MOST_PASTED + 1, False), ("other", 3, False)],
)
def test_what_was_typed_comes_back_up_to_the_size_of_its_field(about: str, size: int, taken: bool) -> None:
    test = after(("take_back", ({}, {"about": about, "text": "x" * size})))
    assert (TEXT in test.session_state) == taken
