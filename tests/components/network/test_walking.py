"""How far a walk has come, and what moves it: the link, its slider, its buttons, and the browser's clock."""

from typing import Any

import pytest

from components.base.text import untranslated
from components.browser.live import NO_MOVE, Move
from components.network.walk import walking
from components.network.walk.walking import Walk, speed_choice, walk_bar, walk_now, walk_switch, walked_unit
from components.state import link
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.spec import NetworkSpec
from compute.network.walk import steps
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SPEC = NetworkSpec()
PATH = steps(SPEC)
"""Eight steps: four of each of the two layers."""

PLAYS, TOTAL = "link--walk-plays", "link--walk-total"


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return WithoutPage(monkeypatch)


def now(
    page: WithoutPage, step: str, spec: NetworkSpec = SPEC, unit: Element | None = None, move: Move = NO_MOVE
) -> Any:
    """Follow a link with this step, as a visitor who comes with it."""
    page.state.clear()
    page.link.clear()
    if step:
        page.link["step"] = step
    return walk_now(spec, unit, move)


def bar(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch, count: int, *, plays: bool = False, held: bool = False
) -> Any:
    """Place the bar of a walk that has come so far; return what its component is given."""
    given: dict[str, Any] = {}
    monkeypatch.setattr(walking, "_component", lambda **named: given.update(named))
    page.clear()
    page.state.update({TOTAL: len(PATH), PLAYS: plays})
    link.set_value("step", str(count))
    walk_bar(Walk(None, PATH, count, plays, held), "some words", untranslated)
    return given


@for_each("text", ["", "x", "29", "-1"])
def test_without_a_step_in_the_link_there_is_no_walk(page: WithoutPage, text: str) -> None:
    assert now(page, text) is None


def test_a_link_says_how_many_steps_are_done(page: WithoutPage) -> None:
    walk = now(page, "3")
    assert (walk.unit, walk.path, walk.count, walk.plays, walk.held) == (None, PATH, 3, False, False)
    assert (walk.step.name, walk.layer) == ("bias", 1)
    assert now(page, "0").step is None
    assert now(page, "5").layer == 2
    assert page.state[TOTAL] == 8


@for_each(("text", "count"), [("0", 0), ("7", 7), ("8", 8), ("9", 8), ("28", 8)])
def test_a_walk_goes_no_further_than_its_end_and_the_link_says_so(page: WithoutPage, text: str, count: int) -> None:
    assert now(page, text).count == count
    assert page.link["step"] == str(count)


@for_each(
    ("selected", "unit"),
    [
        (None, None),
        (Unit(0, 2), None),
        (Unit(1, 1), Unit(1, 1)),
        (Unit(2, 0), Unit(2, 0)),
        (Weight(1, 2, 1), Unit(1, 1)),
        (Bias(2, 0), Unit(2, 0)),
    ],
)
def test_a_walk_goes_through_the_unit_that_is_selected_or_whose_sum_that_enters(
    page: WithoutPage, selected: Element | None, unit: Unit | None
) -> None:
    assert walked_unit(selected) == unit
    walk = now(page, "8", unit=selected)
    assert (walk.unit, walk.count) == (unit, 4 if unit else 8)


def test_without_biases_a_walk_stays_before_what_they_would_have_uncovered(page: WithoutPage) -> None:
    """The sum of layer 2 is its sixth step; without biases that sum is z, which has not been computed yet."""
    without = NetworkSpec(bias=False)
    assert now(page, "6").count == 6
    assert walk_now(without, None, NO_MOVE).count == 4
    assert page.link["step"] == "4"
    assert walk_now(without, None, NO_MOVE).count == 4
    assert walk_now(SPEC, None, NO_MOVE).count == 6  # and is back where it was


def test_with_another_layer_before_it_a_walk_stays_at_its_layer(page: WithoutPage) -> None:
    deep = NetworkSpec(hidden=(2, 2))
    assert now(page, "9", deep).count == 9
    assert walk_now(SPEC, None, NO_MOVE).count == 8
    assert walk_now(deep, None, NO_MOVE).count == 9
    assert walk_now(deep, Unit(1, 0), NO_MOVE).count == 4
    assert walk_now(deep, Unit(3, 0), NO_MOVE).count == 1


def test_another_number_in_the_link_counts_as_it_is(page: WithoutPage, monkeypatch: pytest.MonkeyPatch) -> None:
    without = NetworkSpec(bias=False)
    now(page, "6")
    link.set_value("step", "5")
    assert walk_now(without, None, NO_MOVE).count == 5
    monkeypatch.setattr(link, "from_history", lambda: True)
    now(page, "6")
    assert walk_now(without, None, NO_MOVE).count == 6


@for_each(("value", "count"), [(2.4, 2), (2.6, 3), (-1.0, 0), (0.0, 0), (8.0, 8), (9.0, 8)])
def test_a_slider_that_is_dragged_decides_and_ends_the_playing(page: WithoutPage, value: float, count: int) -> None:
    page.state.clear()
    page.link["step"] = "5"
    page.state[PLAYS] = True
    walk = walk_now(SPEC, None, Move("step", value))
    assert (walk.count, walk.plays, walk.held) == (count, False, True)


def test_another_slider_neither_holds_a_walk_nor_ends_its_playing(page: WithoutPage) -> None:
    page.link["step"] = "5"
    page.state[PLAYS] = True
    for move, held in ((Move("seed", 3.0), False), (NO_MOVE, False), (Move("", 0.0, "step"), True)):
        walk = walk_now(SPEC, None, move)
        assert (walk.count, walk.plays, walk.held) == (5, True, held)


@for_each(("step", "plays"), [("7", True), ("8", False)])
def test_a_walk_plays_until_its_last_step(page: WithoutPage, step: str, plays: bool) -> None:
    page.state.clear()
    page.link["step"] = step
    page.state[PLAYS] = True
    assert walk_now(SPEC, None, NO_MOVE).plays is plays


@for_each(("count", "back", "forth"), [(0, True, False), (1, False, False), (7, False, False), (8, False, True)])
def test_at_the_ends_there_is_nothing_to_go_on_to(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch, count: int, back: bool, forth: bool
) -> None:
    given = bar(page, monkeypatch, count)
    assert page.widgets["step-back"].named["disabled"] is back
    assert page.widgets["step-next"].named["disabled"] is forth
    assert page.widgets["step"].given == ("step", 0, 8)
    assert page.state["step"] == count
    assert given["data"] == [count, 8, 0, 0, "some words"]


def test_each_button_has_its_words_and_its_key(page: WithoutPage, monkeypatch: pytest.MonkeyPatch) -> None:
    for plays, word, icon in ((False, "play", "play_arrow"), (True, "pause", "pause")):
        bar(page, monkeypatch, 3, plays=plays)
        found = [(page.widgets[key].label, page.widgets[key].named["shortcut"]) for key in ("step-back", "step-next")]
        assert found == [("back", "b"), ("next", "n")]
        play = page.widgets["step-play"]
        assert (play.label, play.named["icon"], play.named["shortcut"]) == (word, f":material/{icon}:", "p")


def test_a_slider_in_a_hand_is_not_moved(page: WithoutPage, monkeypatch: pytest.MonkeyPatch) -> None:
    page.state["step"] = 2
    bar(page, monkeypatch, 5, held=True)
    assert page.state["step"] == 2
    bar(page, monkeypatch, 5)
    assert page.state["step"] == 5


@for_each(("speed", "pause"), [("", 1500), ("slow", 3000), ("normal", 1500), ("fast", 600), ("faster", 1500)])
def test_how_long_a_step_stays_while_it_plays(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch, speed: str, pause: int
) -> None:
    page.state.clear()
    page.link["speed"] = speed
    assert bar(page, monkeypatch, 3, plays=True)["data"][2] == pause
    assert bar(page, monkeypatch, 3)["data"][2] == 0


@for_each(
    ("told", "number"),
    [({"stepped": {"number": 4}}, 4), ({"stepped": {"number": "4"}}, 0), ({"stepped": None}, 0), ({}, 0), (None, 0)],
)
def test_the_browser_hears_which_of_its_messages_has_come(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch, told: object, number: int
) -> None:
    page.state["step-presses"] = told
    assert bar(page, monkeypatch, 3)["data"][3] == number


@for_each(
    ("key", "count", "plays", "step", "plays_then"),
    [
        ("step-back", 3, True, "2", False),
        ("step-back", 0, False, "0", False),
        ("step-next", 3, True, "4", False),
        ("step-next", 8, False, "8", False),
        ("step-play", 3, False, "3", True),
        ("step-play", 3, True, "3", False),
        ("step-play", 7, False, "7", True),
        ("step-play", 8, False, "0", True),
        ("step-play", 8, True, "8", False),
    ],
)
def test_what_a_button_does(
    page: WithoutPage,
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    count: int,
    plays: bool,
    step: str,
    plays_then: bool,
) -> None:
    bar(page, monkeypatch, count, plays=plays)
    page.widgets[key].act()
    assert (page.link["step"], page.state[PLAYS]) == (step, plays_then)


def test_a_moved_slider_takes_the_walk_along_and_ends_the_playing(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar(page, monkeypatch, 3, plays=True)
    page.state["step"] = 6
    page.widgets["step"].act()
    assert (page.link["step"], page.state[PLAYS]) == ("6", False)


@for_each(
    ("told", "plays", "step", "plays_then"),
    [
        ({"to": 5, "of": 8}, True, "5", False),
        ({"to": 8, "of": 8}, False, "8", False),
        ({"to": 0, "of": 8}, False, "0", False),
        ({"to": 9, "of": 8}, True, "3", True),
        ({"to": 5, "of": 4}, True, "3", True),
        ({"to": 5}, True, "3", True),
        ({"of": 8}, True, "3", True),
        ({"to": 5, "of": 8, "clock": True}, True, "5", True),
        ({"to": 5, "of": 8, "clock": True}, False, "3", False),
        ({"to": 5, "of": 8, "clock": False}, True, "5", False),
    ],
)
def test_where_the_browser_leads(
    page: WithoutPage, monkeypatch: pytest.MonkeyPatch, told: object, plays: bool, step: str, plays_then: bool
) -> None:
    """A press ends the playing; the clock counts only while it plays; and both only for a walk of this length."""
    given = bar(page, monkeypatch, 3, plays=plays)
    page.state["step-presses"] = {"stepped": told}
    given["on_stepped_change"]()
    assert (page.link["step"], page.state[PLAYS]) == (step, plays_then)


@for_each(("step", "on"), [("", False), ("0", True), ("5", True), ("29", False)])
def test_the_switch_is_on_while_the_link_has_a_step(page: WithoutPage, step: str, on: bool) -> None:
    page.state.clear()
    page.link["step"] = step
    walk_switch(untranslated)
    assert page.widgets["step-by-step"].given == ("step by step", on)


def test_the_switch_begins_a_walk_at_nothing_and_ends_it(page: WithoutPage) -> None:
    for on, text in ((True, "0"), (False, None)):
        walk_switch(untranslated)
        page.state |= {"step-by-step": on, PLAYS: True}
        page.widgets["step-by-step"].act()
        assert (page.link.get("step"), page.state[PLAYS]) == (text, False)


def test_the_speeds_go_from_slow_to_fast(page: WithoutPage) -> None:
    speed_choice(untranslated)
    placed = page.widgets["speed"]
    assert placed.given == ("speed of playing", ["slow", "normal", "fast"])
    assert placed.named["default"] == "normal"
    assert [placed.named["format_func"](name) for name in placed.given[1]] == ["slow", "normal", "fast"]
