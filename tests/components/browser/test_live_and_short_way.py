"""What the browser is told of sliders and of the short way, and what it says of changed values."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st

from components.browser import live
from components.browser.short_way import Scrubbing, ShortWay, address, part, version
from tests.cases import for_each
from tests.components.browser.telling import Told, on_pick

WAY = ShortWay(
    "scene/1/network", {"seed": "7"}, ("seed",), Scrubbing(-10.0, 10.0, "no {text}", 3), {"rate": ("0.1", "1")}
)


def test_the_short_way_says_all_that_the_browser_needs() -> None:
    assert WAY.data() == {
        "address": "scene/1/network",
        "said": {"seed": "7"},
        "keys": ["seed"],
        "values": {"low": -10.0, "high": 10.0, "refusal": "no {text}", "heard": 3},
        "options": {"rate": ["0.1", "1"]},
    }
    bare = ShortWay("a", {}, ()).data()
    assert (bare["values"], bare["options"]) == (None, {})
    assert part("lead", "<p>") == '<div data-part="lead"><p></div>'
    assert address("neuron") == f"scene/{version()}/neuron"
    assert len(version()) == 16


@for_each(("number", "answered"), [(5, 5), (0, 0), (-1, 0), ("5", 0), (None, 0)])
def test_the_browser_hears_which_move_was_answered(number: object, answered: int) -> None:
    told: Told = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(st, "session_state", {"live": {"moved": {"key": "seed", "value": 8, "number": number}}})
        patched.setattr(live, "_component", lambda **given: told.append(given))
        move = live.watch(iter(["seed", "inputs"]))
        live.listen(["seed"], WAY, on_pick)
    assert (move.of("seed"), move.of("inputs")) == (8.0, None)
    assert [each["data"][:2] for each in told] == [[["seed", "inputs"], answered], [["seed"], answered]]
    assert told[0]["data"][2] is None
    assert json.loads(told[1]["data"][2]) == WAY.data()
    assert told[1]["on_scrubbed_change"] is on_pick
    assert {each["key"] for each in told} == {"live"}


def test_where_the_browser_says_nothing_nothing_moves(listening: Callable[[object], Told]) -> None:
    told = listening(live)
    assert live.watch(["seed"]) == live.NO_MOVE == live.moved(["seed"])
    assert told[0]["data"] == [["seed"], 0, None]


def scrubbed(session: dict[str, Any], number: object, values: object) -> dict[str, float]:
    session["live"] = {"scrubbed": {"number": number, "values": values}}
    return dict(live.newly_scrubbed())


def test_a_changed_value_is_heard_once_and_only_if_it_is_newer(session: dict[str, Any]) -> None:
    assert live.scrubs_heard() == 0
    assert scrubbed(session, 0, {"x1": 1.0}) == {}
    assert scrubbed(session, 1, {"x1": 1.0}) == {"x1": 1.0}
    assert scrubbed(session, 1, {"x1": 2.0}) == {}
    assert scrubbed(session, 3, {"x1": 2}) == {"x1": 2.0}
    assert scrubbed(session, 2, {"x1": 4.0}) == {}
    assert live.scrubs_heard() == 3


def test_of_changed_values_those_that_can_be_are_read(session: dict[str, Any]) -> None:
    values = {"x" * 64: 1.0, "y" * 65: 1.0, "x1": float("inf"), "x2": "3", "x3": None, "x4": -2.5}
    assert scrubbed(session, 1, values) == {"x" * 64: 1.0, "x4": -2.5}
    most = {f"x{place}": 1.0 for place in range(200)}
    assert len(scrubbed(session, 2, most)) == 200
    assert scrubbed(session, 3, most | {"y": 1.0}) == {}
    assert live.scrubs_heard() == 2


@for_each("said", [None, [], {"number": 1}, {"number": 1, "values": [1]}, {"number": "1", "values": {"x1": 1.0}}])
def test_what_no_script_says_changes_no_value(said: object) -> None:
    with pytest.MonkeyPatch.context() as patched:
        kept: dict[str, Any] = {"live": {"scrubbed": said}}
        patched.setattr(st, "session_state", kept)
        assert dict(live.newly_scrubbed()) == {}
        assert live.scrubs_heard() == 0
