"""What the buttons of the memory page do with the lines and the element that the link holds."""

import pytest
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.memory import controls
from components.memory.controls import (
    FIELDS,
    NONE,
    go_to_line,
    history,
    history_in,
    later,
    meant,
    meant_in,
    pick_cell,
    question,
    undo_buttons,
)
from components.memory.figures.memory_strip import At
from components.memory.panels.history import LINES
from components.state import link
from compute.memory.lines import MAX_OPS, Op
from compute.memory.replay import replay
from tests.cases import for_each
from tests.components.without_page import WithoutPage
from tests.compute.memory.histories import scene
from tests.scripts import open_script

CANONICAL = {field.name: field.canonical for field in FIELDS}
FULL = "~".join(["add_a"] * MAX_OPS)
NEARLY_FULL = "~".join(["add_a"] * (MAX_OPS - 1))


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return WithoutPage(monkeypatch)


def buttons() -> None:
    """Place all that the page has for a line, as a script of its own."""
    from components.base.text import untranslated as words  # noqa: PLC0415  (a script of its own)
    from components.memory.controls import history as lines  # noqa: PLC0415
    from components.memory.controls import line_buttons  # noqa: PLC0415
    from components.memory.controls import meant as meant_element  # noqa: PLC0415
    from compute.memory.replay import replay  # noqa: PLC0415

    shown = replay(7, lines())
    line_buttons(shown, meant_element(shown), words)


def opened(**said: str) -> AppTest:
    """Open a page of these buttons by a link."""
    return open_script(buttons, said)


def said_by(test: AppTest, name: str) -> str:
    """Read what the link says now."""
    found = test.query_params.get(name, "")
    return found if isinstance(found, str) else found[0]


def test_a_link_without_lines_has_the_notebooks_and_none_is_the_array_alone() -> None:
    assert history_in("") == (Op("from", "a"), Op("numpy", "b"))
    assert history_in(NONE) == ()
    assert history_in("mul_a") == (Op("mul", "a"),)
    assert history_in("nonsense") == ()


@for_each(
    ("name", "text", "kept"),
    [
        ("ops", "none", "none"),
        ("ops", "mul_a~add_a", "mul_a~add_a"),
        ("ops", "mul_z", None),
        ("at", "b.1.2", "b.1.2"),
        ("at", "h.0.0", "h.0.0"),
        ("at", "i.0.0", None),
        ("at", "b.1", None),
        ("set", "9", "9.0"),
        ("set", "-12.344", "-12.34"),
        ("set", "1.23456", None),
        ("set", "100", None),
        ("guess", "yes", "yes"),
        ("guess", "perhaps", None),
    ],
)
def test_what_a_link_may_say(name: str, text: str, kept: str | None) -> None:
    assert CANONICAL[name](text) == kept


@for_each(
    ("lines", "chosen", "element"),
    [
        ("from_a~numpy_b", "", ("b", 0, 0)),
        ("from_a~numpy_b", "c.3.1", ("c", 3, 1)),
        ("from_a~numpy_b", "a.0.2", ("a", 0, 2)),
        ("from_a~numpy_b", "h.0.2", ("c", 0, 0)),  # no such name: what the last line made
        ("from_a", "", ("b", 0, 0)),
        ("from_a~copy_a~mul_b", "", ("b", 0, 0)),  # makes none: what it was done with
        ("from_a~mul_a", "", ("a", 0, 0)),
        ("from_a~mul_a", "b.9.9", ("b", 3, 2)),
        ("from_a~mul_a", "b.4.0", ("b", 3, 0)),
        ("from_a~mul_a", "b.3.3", ("b", 3, 2)),
        ("from_a~t_b", "c.9.9", ("c", 2, 3)),
        ("from_a~mul_c", "", ("b", 0, 0)),  # no such name: the last one there is
        ("none", "", ("a", 0, 0)),
    ],
)
def test_the_element_that_the_buttons_act_on(lines: str, chosen: str, element: At) -> None:
    ops = history_in(lines)
    assert meant_in(ops, chosen, replay(7, ops)) == element


def test_lines_and_element_come_from_the_link(page: WithoutPage) -> None:
    page.link |= {"ops": "copy_a~mul_b", "at": "a.2.1"}
    assert history() == (Op("copy", "a"), Op("mul", "b"))
    assert meant(scene("copy_a~mul_b")) == ("a", 2, 1)


@for_each(("pressed", "at"), [("b.2.1", "b.2.1"), ("b.2", ""), ("", "")])
def test_a_press_on_a_cell_chooses_it(pressed: str, at: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        shown.state[controls.CARDS] = {"picked": {"name": pressed, "number": 1}}
        pick_cell()
        assert shown.link.get("at", "") == at


def test_undo_takes_the_last_line_back_and_keeps_it_for_later(page: WithoutPage) -> None:
    page.link["ops"] = "from_a~mul_b~add_a"
    undo_buttons(untranslated)
    assert [page.widgets[key].named["disabled"] for key in ("undo", "start-over")] == [False, False]
    page.widgets["undo"].act()
    assert page.link["ops"] == "from_a~mul_b"
    assert later() == (Op("add", "a"),)
    page.widgets["undo"].act()
    assert page.link["ops"] == "from_a"
    assert later() == (Op("mul", "b"), Op("add", "a"))
    page.widgets["undo"].act()
    assert page.link["ops"] == NONE
    page.clear()
    undo_buttons(untranslated)
    assert [page.widgets[key].named["disabled"] for key in ("undo", "start-over")] == [True, False]
    page.link["at"] = "a.1.1"
    link.set_value("at", "a.1.1")
    page.widgets["start-over"].act()
    assert page.link == {"ops": NONE}
    assert later() == ()
    page.clear()
    undo_buttons(untranslated)
    assert [page.widgets[key].named["disabled"] for key in ("undo", "start-over")] == [True, True]


@for_each(("lines", "says"), [(NEARLY_FULL, ""), (FULL, "24 lines are all that fit here.")])
def test_where_no_more_lines_fit_words_say_so(lines: str, says: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        shown.link["ops"] = lines
        undo_buttons(untranslated)
        assert shown.text("") == says


def test_a_press_on_a_line_goes_back_to_it_and_on_again(page: WithoutPage) -> None:
    page.link |= {"ops": "from_a~mul_b~add_a", "at": "a.1.1"}
    for number, (pressed, lines, gone) in enumerate(
        [
            ("line.1", "from_a", 2),
            ("line.3", "from_a~mul_b~add_a", 0),
            ("line.0", NONE, 3),
            ("line.2", "from_a~mul_b", 1),
            ("line.x", "from_a~mul_b", 1),
        ],
        start=1,
    ):
        page.state[LINES] = {"picked": {"name": pressed, "number": number}}
        go_to_line()
        assert page.link == {"ops": lines}
        assert len(later()) == gone
    link.set_value("ops", "copy_a")
    assert later() == ()  # another line has taken the place of those that were taken back


def test_the_notebooks_lines_are_not_written_into_the_link(page: WithoutPage) -> None:
    page.link["ops"] = "from_a~numpy_b~mul_a"
    undo_buttons(untranslated)
    page.widgets["undo"].act()
    assert page.link == {}
    assert history() == (Op("from", "a"), Op("numpy", "b"))


@for_each(
    ("lines", "element", "asks"),
    [
        ("from_a", ("b", 0, 0), "Run `b.mul_(2)`: will `a` change too?"),
        ("from_a~numpy_b", ("a", 0, 0), "Run `a *= 2`: will `c` change too?"),
        (NONE, ("a", 0, 0), ""),
        (FULL, ("a", 0, 0), ""),
        (f"from_a~{NEARLY_FULL}", ("b", 0, 0), ""),
        (f"from_a~{NEARLY_FULL[: -len('~add_a')]}", ("b", 0, 0), "Run `b.mul_(2)`: will `a` change too?"),
        ("from_a", ("h", 0, 0), ""),
    ],
)
def test_the_question_is_about_another_name(lines: str, element: At, asks: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        question(replay(7, history_in(lines)), element, untranslated)
        assert shown.text("question") == asks


@for_each("answer", ["yes", "no"])
def test_both_answers_run_the_line_and_are_kept(answer: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        shown = WithoutPage(patch)
        shown.link["ops"] = "from_a"
        question(scene("from_a"), ("b", 0, 0), untranslated)
        shown.widgets[f"guess-{answer}"].act()
        assert shown.link == {"ops": "from_a~mul_b", "guess": answer}
        assert controls.guess() == answer


def test_no_line_is_added_to_a_full_history(page: WithoutPage) -> None:
    page.link["ops"] = "from_a"
    question(scene("from_a"), ("b", 0, 0), untranslated)
    link.set_value("ops", NEARLY_FULL)
    page.widgets["guess-yes"].act()
    assert page.link["ops"] == f"{NEARLY_FULL}~mul_b"
    page.widgets["guess-yes"].act()
    assert page.link["ops"] == f"{NEARLY_FULL}~mul_b"


def test_in_sight_is_what_shares_copies_writes_and_leaves() -> None:
    keys = [button.key for button in opened(ops="from_a", at="a.1.2").button]
    assert keys[:4] == ["do-from", "do-copy", "do-mul", "do-again"]
    assert keys[4:7] == ["do-set", "do-add", "do-lock"]
    assert keys[7:] == ["do-as", "do-tensor", "do-t", "do-slice", "do-back", "do-times", "do-float"]
    keys = [button.key for button in opened(ops="from_a").button]
    assert keys[:4] == ["do-numpy", "do-copy", "do-mul", "do-again"]
    assert keys[4:8] == ["do-set", "do-add", "do-grad", "do-grow"]


def test_the_lines_are_written_without_the_name_that_they_would_give() -> None:
    page = opened(ops="none", at="a.1.2")
    labels = {button.key: button.label for button in page.button}
    assert labels["do-copy"] == "`a.copy()`"
    assert labels["do-mul"] == "`a *= 2`"
    assert labels["do-set"] == "`a[1, 2] = 9.0`"
    assert page.selectbox[0].value == "1.2"
    assert [page.selectbox[0].options[at] for at in (0, 5, 11)] == ["a[0, 0]", "a[1, 2]", "a[3, 2]"]


def test_a_line_that_makes_a_name_lets_the_chosen_element_go_and_one_in_place_keeps_it() -> None:
    page = opened(ops="from_a", at="b.1.2")
    page.button("do-mul").click().run()
    assert (said_by(page, "ops"), said_by(page, "at")) == ("from_a~mul_b", "b.1.2")
    page.button("do-copy").click().run()
    assert (said_by(page, "ops"), said_by(page, "at")) == ("from_a~mul_b~copy_b", "")


def test_a_number_is_written_where_the_list_says() -> None:
    page = opened(ops="none", at="a.1.2")
    page.selectbox[0].select("3.0").run()
    assert said_by(page, "at") == "a.3.0"
    page.text_input("set").set_value("-4,567").run()
    assert page.text_input("set").value == "-4.57"
    page.button("do-set").click().run()
    assert said_by(page, "ops") == "set_a_3_0_-4.57"
    page.text_input("set").set_value("99").run()
    assert "do-set" in [button.key for button in page.button]
    page.text_input("set").set_value("99.5").run()
    assert "do-set" not in [button.key for button in page.button]


def test_another_name_is_acted_on_from_its_first_element() -> None:
    page = opened(ops="from_a", at="b.1.2")
    page.segmented_control("holder").set_value("a").run()
    assert said_by(page, "at") == "a.0.0"


def test_with_eight_names_no_other_can_be_made_but_all_can_be_changed() -> None:
    lines = "~".join(["copy_a"] * 7)
    able = {button.key: not button.disabled for button in opened(ops=lines, at="a.0.0").button}
    assert [key for key, can in able.items() if can] == ["do-mul", "do-again", "do-set", "do-add", "do-lock"]
    able = {button.key: not button.disabled for button in opened(ops=lines[:-7], at="a.0.0").button}
    assert all(able.values())
    able = {button.key: not button.disabled for button in opened(ops=FULL, at="a.0.0").button}
    assert not any(able.values())
    able = {button.key: not button.disabled for button in opened(ops=NEARLY_FULL, at="a.0.0").button}
    assert all(able.values())


def test_the_list_of_elements_has_another_key_once_something_else_has_chosen() -> None:
    page = opened(ops="from_a", at="a.1.2")
    keys = [page.selectbox[0].key]
    page.run()
    keys.append(page.selectbox[0].key)
    page.selectbox[0].select("3.0").run()
    keys.append(page.selectbox[0].key)
    page.segmented_control("holder").set_value("b").run()
    keys.append(page.selectbox[0].key)
    assert keys == ["element-0", "element-0", "element-0", "element-1"]


def seeded() -> None:
    import streamlit as st  # noqa: PLC0415  (a script of its own)

    from components.base.text import untranslated as words  # noqa: PLC0415
    from components.browser.live import NO_MOVE  # noqa: PLC0415
    from components.memory.controls import seed_chosen  # noqa: PLC0415

    st.session_state["made"] = seed_chosen(NO_MOVE, words)


@for_each(("link", "seed"), [({}, 7), ({"seed": "12"}, 12)])
def test_the_seed_of_the_array_is_the_link_s(link: dict[str, str], seed: int) -> None:
    page = open_script(seeded, link)
    assert page.session_state["made"] == seed
    assert [slider.label for slider in page.slider] == ["seed"]
