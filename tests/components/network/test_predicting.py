"""Which guess opens a scene, what of it is kept for the next session, and what is not."""

import math
from typing import Any

import pytest

from components.base.text import untranslated
from components.browser.live import NO_MOVE, Move
from components.network.predict.predicting import (
    Prediction,
    guess_direction,
    guess_number,
    predict_switch,
    predicting,
    show,
    take_back,
    to_keep,
)
from compute.files.written_numbers import MAX_LENGTH
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw
from compute.network.prediction import Answer, Question
from compute.network.spec import NetworkSpec
from compute.network.walk import progress_after, steps
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SPEC = NetworkSpec(outputs=3)
EDITS: dict[Element, float] = {Weight(1, 0, 0): 0.5, Bias(1, 1): -2.0}
SCENE = Question(SPEC, "cpu", frozenset({("w1.1.1", 0.5), ("b1.2", -2.0)}))


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return WithoutPage(monkeypatch)


def passed(spec: NetworkSpec = SPEC, count: int | None = None) -> KnownPass:
    """Compute a pass, or so many steps of it."""
    whole = forward_network(draw(spec), "cpu")
    return known_pass(whole) if count is None else known_pass(whole, progress_after(steps(spec), count))


def asked(spec: NetworkSpec = SPEC, selected: Element | None = None, move: Move = NO_MOVE, page: str = "one") -> Any:
    return predicting(page, True, passed(spec), EDITS, selected, move)


def shown(spec: NetworkSpec = SPEC) -> tuple[float, ...]:
    return tuple(forward_network(draw(spec), "cpu").output[0].tolist())


@pytest.mark.usefixtures("page")
@for_each(
    ("selected", "output"),
    [
        (None, 0),
        (Unit(2, 0), 0),
        (Unit(2, 2), 2),
        (Weight(2, 0, 1), 1),
        (Bias(2, 2), 2),
        (Unit(1, 1), 0),
        (Unit(0, 2), 0),
    ],
)
def test_the_output_that_is_selected_is_asked_about_and_else_the_first(selected: Element | None, output: int) -> None:
    assert asked(selected=selected) == Prediction("one", SCENE, output, None)


def test_a_guess_opens_its_scene_and_no_other(page: WithoutPage) -> None:
    page.state["predict-number"] = "0,25"
    guess_number(asked(selected=Unit(2, 1)))
    answer = Answer(SCENE, 1, number=0.25)
    assert asked(selected=Unit(2, 2)).answer is not None  # whatever is looked at afterwards
    found = asked(selected=Unit(2, 2))
    assert (found.output, found.answer.number, found.answer.scene) == (1, answer.number, answer.scene)
    assert page.state["predict-number"] == ""
    assert asked(page="other").answer is None
    assert asked(NetworkSpec(seed=8, outputs=3)).answer is None
    assert asked().answer is None  # it is forgotten with the scene


@for_each("text", ["", "x", "1000001", "-1000001"])
def test_what_is_no_guess_is_noted_with_its_scene(page: WithoutPage, text: str) -> None:
    page.state["predict-number"] = text
    guess_number(asked())
    found = asked()
    assert (found.answer, found.refused) == (None, text)
    assert page.state["predict-number"] == text
    assert asked(NetworkSpec(outputs=2)).refused is None


def test_of_a_text_that_is_too_long_its_beginning_is_noted(page: WithoutPage) -> None:
    for text in ("x" * MAX_LENGTH, "x" * MAX_LENGTH + "y"):
        page.state["predict-number"] = text
        guess_number(asked())
        assert asked().refused == "x" * MAX_LENGTH


@for_each("text", ["1000000", "-1000000", "0"])
def test_the_largest_guess_is_taken(page: WithoutPage, text: str) -> None:
    page.state["predict-number"] = text
    guess_number(asked())
    assert asked().answer.number == float(text)
    page.state.clear()


def test_a_guess_that_counts_takes_back_what_was_refused(page: WithoutPage) -> None:
    page.state["predict-number"] = "x"
    guess_number(asked())
    show(asked())
    assert (asked().answer.number, asked().answer.direction, asked().refused) == (None, "", None)
    assert not any(key.endswith("refused") for key in page.state)


def test_a_direction_is_meant_from_the_value_that_was_seen_last(page: WithoutPage) -> None:
    show(asked())
    asked()
    other = NetworkSpec(seed=8, outputs=3)
    question = asked(other, Unit(2, 1))
    assert question.before == shown()[1]
    page.state["predict-direction"] = "lower"
    guess_direction(question)
    answer = asked(other).answer
    assert (answer.output, answer.direction, answer.before, answer.number) == (1, "lower", shown()[1], None)
    assert page.state["predict-direction"] is None


def test_without_a_value_seen_before_no_direction_counts(page: WithoutPage) -> None:
    page.state["predict-direction"] = "lower"
    question = asked()
    guess_direction(question)
    assert question.before is None
    assert asked().answer is None
    page.state["predict-one-seen"] = shown()[:1]
    assert asked(selected=Unit(2, 0)).before == shown()[0]
    assert asked(selected=Unit(2, 1)).before is None  # there were fewer outputs


@for_each(("count", "is_seen"), [(0, False), (7, False), (8, True)])
def test_outputs_are_seen_at_the_end_of_a_walk(page: WithoutPage, count: int, is_seen: bool) -> None:
    page.state.clear()
    show(asked())
    predicting("one", True, passed(count=count), EDITS, None, NO_MOVE)
    assert page.state.get("predict-one-seen") == (shown() if is_seen else None)


@pytest.mark.usefixtures("page")
@for_each(
    ("move", "is_open"),
    [
        (NO_MOVE, True),
        (Move("seed", 7.0), False),
        (Move("inputs", 3.0), False),
        (Move("step", 2.0), True),
        (Move("other_seed", 2.0), True),
    ],
)
def test_while_a_slider_is_dragged_that_changes_the_scene_nothing_is_open(move: Move, is_open: bool) -> None:
    show(asked())
    assert (asked(move=move).answer is not None) is is_open


def test_where_none_is_wanted_all_is_forgotten_of_this_page_alone(page: WithoutPage) -> None:
    for name in ("one", "other"):
        show(asked(page=name))
        asked(page=name)
        page.state |= {f"predict-{name}-refused": (SCENE, "x"), f"predict-{name}-left": {}}
    assert predicting("one", False, passed(), EDITS, None, NO_MOVE) is None
    assert sorted(page.state) == [f"predict-other-{name}" for name in ("answer", "left", "refused", "seen")]


@for_each(("said", "on"), [("true", True), ("false", False), ("", False)])
def test_the_switch_says_what_the_link_says_and_writes_it(page: WithoutPage, said: str, on: bool) -> None:
    page.state.clear()
    page.link["predict"] = said
    assert predict_switch(untranslated) is on
    assert page.widgets["predict-first"].given == ("predict first", on)
    page.state["predict-first"] = not on
    page.widgets["predict-first"].act()
    assert page.link.get("predict") == (None if on else "true")


def kept(page: WithoutPage) -> Any:
    """Return what an earlier session leaves, and forget that session."""
    left = to_keep(["one", "other"])
    page.state.clear()
    return left


def test_a_number_comes_back_to_its_scene(page: WithoutPage) -> None:
    page.state["predict-number"] = "0.25"
    guess_number(asked(selected=Unit(2, 2)))
    asked()
    left = kept(page)
    assert list(left) == ["one"]
    take_back(left, ["one", "other"])
    found = asked()
    assert (found.answer, found.answer.number, found.output) == (page.state["predict-one-answer"], 0.25, 2)
    assert page.state["predict-one-seen"] == shown()


def test_a_direction_comes_back_with_the_value_that_it_starts_from(page: WithoutPage) -> None:
    page.state |= {"predict-one-seen": shown(), "predict-direction": "same"}
    guess_direction(asked())
    take_back(kept(page), ["one"])
    answer = asked().answer
    assert (answer.number, answer.direction, answer.before) == (None, "same", shown()[0])


def test_what_was_shown_without_a_guess_comes_back_so(page: WithoutPage) -> None:
    show(asked())
    take_back(kept(page), ["one"])
    answer = asked().answer
    assert (answer.number, answer.direction) == (None, "")
    assert math.isnan(answer.before)


def test_of_another_scene_and_of_another_page_nothing_comes_back(page: WithoutPage) -> None:
    show(asked())
    left = kept(page)
    take_back(left, ["other"])
    assert page.state == {}
    take_back(left, ["one"])
    assert asked(NetworkSpec(seed=8, outputs=3)).answer is None
    assert asked().answer is None  # asked for once
    for edits in ({Weight(1, 0, 0): 0.5, Bias(1, 1): 2.0}, {Weight(1, 0, 1): 0.5, Bias(1, 1): -2.0}, {}):
        take_back(left, ["one"])
        assert predicting("one", True, passed(), edits, None, NO_MOVE).answer is None
    take_back(left, ["one"])
    turned = dict(reversed(EDITS.items()))
    assert predicting("one", True, passed(), turned, None, NO_MOVE).answer is not None


def test_a_guess_of_this_session_stays(page: WithoutPage) -> None:
    page.state["predict-number"] = "1"
    guess_number(asked())
    left = kept(page)
    page.state["predict-number"] = "2"
    guess_number(asked())
    take_back(left, ["one"])
    assert asked().answer.number == 2.0


@for_each(
    ("changed", "is_open"),
    [({}, True), ({"output": 3}, False), ({"output": -1}, False), ({"output": 2}, True), ({"scene": "0"}, False)],
)
def test_what_comes_back_has_to_fit(page: WithoutPage, changed: dict[str, object], is_open: bool) -> None:
    page.state.clear()
    show(asked())
    left = kept(page)
    take_back({"one": left["one"] | changed}, ["one"])
    assert (asked().answer is not None) is is_open


@for_each(
    ("seen", "then"),
    [
        ([0.5], (0.5,)),
        ([0.5] * 10, (0.5,) * 10),
        ([0.5] * 11, None),
        ([], None),
        ([0.5, "x"], None),
        ([0.5, math.nan], None),
        ("0.5", None),
    ],
)
def test_outputs_that_were_seen_come_back_as_numbers_of_a_network(
    page: WithoutPage, seen: object, then: tuple[float, ...] | None
) -> None:
    page.state.clear()
    take_back({"one": {"seen": seen}}, ["one"])
    assert page.state.get("predict-one-seen") == then
    page.state["predict-one-seen"] = (0.25,)
    take_back({"one": {"seen": seen}}, ["one"])
    assert page.state["predict-one-seen"] == (0.25,)
