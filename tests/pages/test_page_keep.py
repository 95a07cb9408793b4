"""What outlives a session: answers, guesses and what was solved go by way of the tab into the next one."""

import base64
import json
import math
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from components.exercises.answers import GUESS, MAX_KEPT
from components.exercises.controls import SOLVED
from components.frame.guard import acceptable
from components.frame.keeping import GUESSED, MAX_TEXT, read
from compute.exercises.expression import MAX_LENGTH
from compute.exercises.judging import Case, solution
from tests.components.frame.test_guard import told
from tests.pages.page_reading import OpenPage, html_in, numbers

RIGHT = "activation(torch.sum(features * weights) + bias)"

NEXT = """
import runpy
import streamlit as st
from components.frame.keeping import read, take_back

if "sent" in st.session_state:
    sent = st.session_state["sent"]
    del st.session_state["sent"]
    take_back(read(sent))
runpy.run_path("pages/{page}.py")
"""


def kept(test: AppTest) -> Any:
    """What the browser is told to keep: whose it is, whether that has been given what was there, and the text."""
    for element in test.get("bidi_component"):
        if element.proto.component_name == "tensorama_keep":
            return json.loads(element.proto.json)[:3]
    return None


def packed(text: str, draft: str | None = None) -> str:
    """As `components/frame/keeping.js` hands it over."""
    return pack({"session": "another", "text": text, "draft": draft})


def pack(value: object) -> str:
    said = json.dumps(value, ensure_ascii=False)
    return base64.b64encode(said.encode("utf-8", "replace")).decode()


def after(page: AppTest, sent: str, **link: object) -> AppTest:
    """The page in a session that is new, once the tab has handed this over."""
    test = AppTest.from_string(NEXT.format(page=page), default_timeout=30)
    for name, value in link.items():
        test.query_params[name] = str(value)
    test.run()
    assert not test.exception
    _session, taken, _text = kept(test)
    assert not taken
    test.session_state["sent"] = sent
    test.run()
    assert not test.exception
    assert kept(test)[1]
    return test


def answered(page: AppTest, text: str) -> AppTest:
    page.text_area(key="answer").set_value(text)
    return page.button(key="check").click().run()


def test_an_answer_its_verdict_and_a_guess(open_page: OpenPage) -> None:
    first = open_page("exercises", seed=7)
    assert not first.text_area(key="answer").proto.set_value  # what the browser shows in it stays
    first.segmented_control(key=GUESS).set_value("1").run()
    answered(first, RIGHT)
    session, taken, text = kept(first)
    assert not taken
    following = after("exercises", packed(text), seed=7)
    assert kept(following)[0] != session
    assert kept(following)[2] == text
    assert following.text_area(key="answer").value == RIGHT
    celebrated = re.sub('<div class="confetti".*?</div>', "", html_in(first, "value-feedback"))
    assert celebrated != html_in(first, "value-feedback")  # once, and not for who comes back
    assert html_in(following, "value-feedback") == celebrated
    assert "You said: nearer to 1" in html_in(following, "value-feedback")
    assert html_in(following, "value-progress") == html_in(first, "value-progress")
    assert "✓ 1" in html_in(following, "value-progress")


def test_a_wrong_answer_is_judged_anew(open_page: OpenPage) -> None:
    first = answered(open_page("exercises", seed=7), "0.1214")
    following = after("exercises", packed(kept(first)[2]), seed=7)
    assert "the bias was forgotten" in html_in(following, "value-feedback")
    assert "✓" not in html_in(following, "value-progress")


def test_what_was_typed_and_not_handed_in_stays_with_its_exercise(open_page: OpenPage) -> None:
    text = kept(answered(open_page("exercises", seed=7), "0.5"))[2]
    draft = {"about": "1", "text": 'torch.sum(features["é"])\n'}
    following = after("exercises", packed(text, draft), seed=7)
    assert following.text_area(key="answer").value == draft["text"]
    assert "Not this number" in html_in(following, "value-feedback")
    assert after("exercises", packed(text, {**draft, "about": "2"}), seed=7).text_area(key="answer").value == "0.5"


def test_what_the_new_session_has_already_comes_first(open_page: OpenPage) -> None:
    first = open_page("exercises", seed=7)
    first.segmented_control(key=GUESS).set_value("1").run()
    text = kept(answered(first, "0.1214"))[2]
    test = AppTest.from_string(NEXT.format(page="exercises"), default_timeout=30)
    test.query_params["seed"] = "7"
    test.run().segmented_control(key=GUESS).set_value("0").run()
    answered(test, RIGHT)
    test.session_state["sent"] = packed(text)
    test.run()
    assert "Right" in html_in(test, "value-feedback")
    assert "You said: nearer to 0" in html_in(test, "value-feedback")
    assert "✓ 1" in html_in(test, "value-progress")


@pytest.mark.parametrize("page", GUESSED)
def test_a_guess_opens_its_scene_and_no_other(open_page: OpenPage, page: str) -> None:
    link = {"seed": 9, "predict": "true", "edits": "w1.1.1_0.5"}
    first = open_page(page, **link)
    shut = kept(first)[2]
    first.text_input(key="predict-number").set_value("0.25")
    first.button(key="predict-check").click().run()
    text = kept(first)[2]
    following = after(page, packed(text), **link)
    assert numbers(following, "value-guess") == numbers(first, "value-guess")
    assert numbers(following, "value-output") == numbers(first, "value-output") != []
    assert kept(following)[2] == text
    for other in ({"seed": 8}, {"edits": "w1.1.1_0.6"}, {"bias": "false"}):
        test = after(page, packed(text), **(link | other))
        assert numbers(test, "value-output") == []
        assert test.text_input(key="predict-number").value == ""
    assert numbers(after(page, packed(shut), **link), "value-output") == []


def test_a_direction_and_what_it_starts_from(open_page: OpenPage) -> None:
    first = open_page("network", seed=7, predict="true")
    first.button(key="predict-show").click().run()
    first.slider(key="seed").set_value(8).run()
    waiting = after("network", packed(kept(first)[2]), seed=8, predict="true")
    label = "The last y was 0.3171. This one is"
    assert [control.label for control in waiting.segmented_control if control.key == "predict-direction"] == [label]
    first.segmented_control(key="predict-direction").set_value("higher").run()
    following = after("network", packed(kept(first)[2]), seed=8, predict="true")
    assert html_in(following, "value-guess") == html_in(first, "value-guess")
    assert "0.3171" in html_in(following, "value-guess")


def test_where_nothing_was_given_nothing_is_kept(open_page: OpenPage) -> None:
    assert kept(open_page("network", seed=7)) is None
    assert kept(open_page("network", seed=7, predict="true"))[2] == kept(open_page("exercises"))[2] == ""


NUMBERS = [10**400, -1, 1.5, math.nan, math.inf, True, "7", [7], None]
HOSTILE: list[object] = [
    *("", "A", "====", "a" * (MAX_TEXT + 4), "é", 7, None, [], {"text": "{}"}),
    *map(pack, ([], 7, "x", None, {"text": 7}, {"text": "[" * 3_000}, {"text": "{"}, {"draft": []})),
    "[" * 4_000,
    pack("\ud800"),
    *(packed(text) for text in ("[]", '"x"', '{"exercises": [], "guesses": "x"}', '{"exercises": 1}')),
    *(
        packed(json.dumps({"exercises": {"answered": value, "solved": value, "guesses": value}}))
        for value in (*NUMBERS, ["0.5"], ["0.5", "1.7.5"], [RIGHT, "9.7.5.0"], [RIGHT, "1.99999.5.0"], [5, "1.7.5.0"])
    ),
    *(
        packed(json.dumps({"exercises": {"solved": name, "guesses": f"{name}.0 {name}.2 {name}"}}))
        for name in (
            "1.7.5",
            "1.7.5.1",
            "4.7.5.0",
            "3.7.3.0",
            "3.7.3.65",
            "1.7.0.0",
            "1.-7.5.0",
            "1.٧.5.0",
        )
    ),
    packed(json.dumps({"exercises": {"guesses": "1.7.5.0.2 1.7.5.0."}})),
    *(packed("{}", draft) for draft in ("x", {"about": "1"}, {"about": "1", "text": 7}, {"about": 1, "text": "x"})),
]


@pytest.mark.long
def test_what_nobody_wrote_says_nothing(open_page: OpenPage) -> None:
    bare, test = open_page("exercises"), after("exercises", "")
    for sent in HOSTILE:
        test.session_state["sent"] = sent
        test.run()
        assert not test.exception, sent
        for key in ("value-feedback", "value-progress"):
            assert html_in(test, key) == html_in(bare, key), sent
        assert test.text_area(key="answer").value == "", sent


@pytest.fixture(scope="module")
def guessed() -> tuple[dict[str, Any], dict[str, str]]:
    """What is kept of a guess of 0.25 on the network page, and its link."""
    link = {"seed": "9", "predict": "true"}
    page = AppTest.from_string(NEXT.format(page="network"), default_timeout=30)
    page.query_params.update(link)
    page.run().text_input(key="predict-number").set_value("0.25")
    page.button(key="predict-check").click().run()
    return json.loads(kept(page)[2])["guesses"]["network"], link


def with_guess(guess: dict[str, object], link: object) -> AppTest:
    return after("network", packed(json.dumps({"guesses": {"network": guess}})), **link)


@pytest.mark.long
def test_a_guess_that_nobody_can_have_made(guessed: tuple[dict[str, Any], dict[str, str]]) -> None:
    mine, link = guessed
    assert numbers(with_guess(mine, link), "value-guess")[0] == 0.25
    wrong: dict[str, list[object]] = {"scene": [None, "x", 7], "output": [None, 1, -1, 0.5, "0", True]}
    for name, values in wrong.items():
        for value in values:
            assert numbers(with_guess({**mine, name: value}, link), "value-output") == [], (name, value)
    for number in (2e6, -1e300, 10**400, math.nan, math.inf, "7", [7], True):
        test = with_guess({**mine, "number": number}, link)
        assert "Shown without a guess." in html_in(test, "value-guess"), number
    for direction, before in (("higher", None), ("higher", math.nan), ("higher", "1"), ("up", 0.5), (["higher"], 0.5)):
        test = with_guess({**mine, "number": None, "direction": direction, "before": before}, link)
        assert "Shown without a guess." in html_in(test, "value-guess"), (direction, before)


def test_a_value_that_nobody_can_have_seen(guessed: tuple[dict[str, Any], dict[str, str]]) -> None:
    mine, link = guessed
    for seen, asks in (([0.25], True), *((seen, False) for seen in (None, "x", 7, [], [math.nan], ["1"], [0.5] * 11))):
        test = with_guess({**mine, "scene": "x", "seen": seen}, link)
        keys = [control.key for control in test.segmented_control]
        assert ("predict-direction" in keys) == asks, seen


def test_the_most_that_is_kept_gets_through(open_page: OpenPage) -> None:
    first = open_page("exercises", seed=7)
    answered(first, f"{RIGHT}#" + "\\" * (MAX_LENGTH - len(RIGHT) - 1))
    assert "Right" in html_in(first, "value-feedback")
    first.session_state[SOLVED] = frozenset(Case(3, 9000 + seed, 64, 64) for seed in range(3 * MAX_KEPT))
    first.session_state["exercises-guesses"] = {Case(3, 9000 + seed, 64, 64): "1" for seed in range(500)}
    first.run()
    exercises = json.loads(kept(first)[2])["exercises"]
    assert len(exercises["solved"].split()) == len(exercises["guesses"].split()) == MAX_KEPT
    sent = packed(kept(first)[2])
    assert len(sent) <= MAX_TEXT
    assert acceptable(told(json.dumps(sent)))
    assert acceptable(told(json.dumps("A" * MAX_TEXT)))
    following = after("exercises", sent, seed=7)
    assert re.search(rf"✓ {MAX_KEPT}\b", html_in(following, "value-progress"))
    assert read(sent)["session"] == "another"
    assert solution(Case(1, 7, 5)) == pytest.approx(0.1595, abs=5e-5)
