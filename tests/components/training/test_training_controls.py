"""Where the time of a training stands, and what the controls of a training and of the one beside it offer and take."""

from typing import Any

import pytest
import streamlit as st

from components.base.text import translator, untranslated
from components.browser.live import NO_MOVE, Move
from components.training.controls import (
    HUNDREDTHS,
    RATES,
    SHARES,
    course_controls,
    edges_choice,
    go_to,
    time_now,
    time_slider,
)
from tests.cases import for_each
from tests.components.without_page import WithoutPage

_ = translator("en")


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return without_page(monkeypatch)


def without_page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    """Give each widget the place that the state has for it, else the one it begins with."""
    found = WithoutPage(monkeypatch)

    def slide(label: str, *given: Any, key: str, **named: Any) -> int:
        found._place("slider", label, *given, key=key, **named)
        return int(found.state.setdefault(key, given[2]))

    def pick(label: str, options: list[str], key: str, **named: Any) -> str:
        found._place("selectbox", label, options, key=key, **named)
        return str(found.state.setdefault(key, named.get("default")))

    def lists(label: str, options: list[str], index: int, key: str, **named: Any) -> str:
        found._place("selectbox", label, options, key=key, **named)
        return str(found.state.setdefault(key, options[index]))

    monkeypatch.setattr(st, "slider", slide)
    monkeypatch.setattr(st, "selectbox", lists)
    for kind in ("segmented_control", "pills", "select_slider"):
        monkeypatch.setattr(st, kind, pick)
    monkeypatch.setattr("components.widgets.sliders.seed_field", lambda _: None)
    return found


@for_each(
    ("linked", "move", "steps", "time"),
    [
        ("40", NO_MOVE, 100, 40),
        ("100", NO_MOVE, 100, 100),
        ("101", NO_MOVE, 100, 100),
        ("0", NO_MOVE, 100, 0),
        ("40", Move("rate", 3.0), 100, 40),
        ("40", Move("time", 70.6), 100, 71),
        ("40", Move("time", -3.0), 100, 0),
        ("40", Move("time", 140.0), 100, 100),
    ],
)
def test_the_time_stands_where_the_link_or_the_dragged_slider_says(
    linked: str, move: Move, steps: int, time: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        WithoutPage(patched).link["time"] = linked
        assert time_now(steps, move) == time


@for_each(
    ("move", "stands"),
    [(NO_MOVE, 40), (Move("rate", 1.0), 40), (Move("time", 7.0), 12), (Move("", 0.0, "time"), 12)],
)
def test_the_slider_of_the_time_is_told_only_what_it_does_not_say_itself(move: Move, stands: int) -> None:
    with pytest.MonkeyPatch.context() as patched:
        page = WithoutPage(patched)
        page.state["time"] = 12
        time_slider(40, 100, move, untranslated)
        assert page.state["time"] == stands
        assert page.widgets["time"].given == ("step", 0, 100, 40)
        page.state["time"] = 33
        page.widgets["time"].act()
        assert page.link["time"] == "33"


def test_a_step_that_is_gone_to_stands_in_the_link(page: WithoutPage) -> None:
    go_to(75)
    assert page.link["time"] == "75"


def test_the_sliders_offer_the_whole_of_what_is_allowed_in_order() -> None:
    assert [float(rate) for rate in RATES] == [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10]
    assert [float(share) for share in SHARES] == [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1]
    assert len(HUNDREDTHS) == 101
    assert (HUNDREDTHS[0], HUNDREDTHS[1], HUNDREDTHS[30], HUNDREDTHS[100]) == ("0", "0.01", "0.3", "1")


def test_at_first_the_controls_say_what_holds_by_default(page: WithoutPage) -> None:
    said = course_controls(NO_MOVE, _)
    assert said == {
        "data": "rings",
        "seed": "7",
        "noise": "0.25",
        "layers": "1",
        **dict.fromkeys(("hidden", "hidden_2", "hidden_3", "hidden_4", "hidden_5", "hidden_6"), "4"),
        "rate": "0.3",
        "optimizer": "sgd",
        "activation": "tanh",
        "batch": "all",
        "init": "randn",
        "loss": "",
        "features": "x1~x2",
        "points": "200",
        "split": "70",
        "decay": "0",
        "l1": "0",
        "steps": "1000",
        "own": "",
    }
    assert {key: widget.label for key, widget in page.widgets.items() if key not in ("another-seed", "speed")} == {
        "data": "data",
        "seed": "seed",
        "noise": "noise",
        "layers": "hidden layers",
        "hidden": "hidden units",
        "rate": "learning rate",
        "optimizer": "optimizer",
        "activation": "activation",
        "batch": "points a step looks at",
        "init": "beginning of the weights",
        "loss": "loss",
        "features": "what the network gets of a point",
        "points": "points",
        "split": "percent for training",
        "decay": "weight decay",
        "l1": "L1",
        "steps": "steps in total",
    }
    helped = {key: str(widget.named["help"]) for key, widget in page.widgets.items() if widget.named.get("help")}
    assert {key: text.partition(":")[0] for key, text in helped.items() if key != "another-seed"} == {
        "seed": "**seed**",
        "layers": "**hidden layer**",
        "rate": "**learning rate**",
        "activation": "**activation**",
        "loss": "**loss**",
    }
    assert page.widgets["batch"].given[1] == ["all", "1", "10", "32", "100"]
    assert page.widgets["loss"].given[1][0] == ""
    assert page.widgets["init"].given[1] == ["randn", "linear", "xavier", "kaiming", "zeros"]
    assert page.widgets["optimizer"].given[1] == ["sgd", "momentum", "adam"]


def test_each_control_says_its_own_value(page: WithoutPage) -> None:
    page.state |= {"seed": 11, "layers": 2, "hidden": 5, "hidden_2": 6, "hidden_3": 9}
    page.state |= {"points": 44, "split": 33, "steps": 555}
    page.link |= {"noise": "0.11", "rate": "0.12", "decay": "0.13", "l1": "0.14", "features": "x1~x1x2"}
    page.link |= {"data": "moons", "optimizer": "adam", "activation": "relu", "batch": "32", "init": "zeros"}
    page.link |= {"loss": "mse", "own": "-1_-1_0~1_1_0~-1_1_1~1_-1_1"}
    said = course_controls(NO_MOVE, _)
    assert said == {
        "data": "moons",
        "seed": "11",
        "noise": "0.11",
        "layers": "2",
        "hidden": "5",
        "hidden_2": "6",
        "hidden_3": "9",
        "hidden_4": "4",
        "hidden_5": "4",
        "hidden_6": "4",
        "rate": "0.12",
        "optimizer": "adam",
        "activation": "relu",
        "batch": "32",
        "init": "zeros",
        "loss": "mse",
        "features": "x1~x1x2",
        "points": "44",
        "split": "33",
        "decay": "0.13",
        "l1": "0.14",
        "steps": "555",
        "own": "-1_-1_0~1_1_0~-1_1_1~1_-1_1",
    }
    assert (page.widgets["hidden"].label, page.widgets["hidden_2"].label) == ("units in h1", "units in h2")
    assert "hidden_3" not in page.widgets


def test_a_layer_that_cannot_have_so_many_units_rests_at_the_default(page: WithoutPage) -> None:
    page.state |= {"hidden_2": 17, "hidden_3": 16}
    said = course_controls(NO_MOVE, _)
    assert (said["hidden_2"], said["hidden_3"]) == ("4", "16")


@for_each(
    ("data", "absent"),
    [("rings", set()), ("iris", {"noise"}), ("digits", {"noise", "features"}), ("own", {"noise", "points"})],
)
def test_controls_that_change_nothing_are_not_there(data: str, absent: set[str]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        found = without_page(patched)
        found.link["data"] = data
        said = course_controls(NO_MOVE, _)
        assert {"noise", "features", "points", "split"} - set(found.widgets) == absent
        assert (said["noise"], said["features"], said["points"]) == ("0.25", "x1~x2", "200")


def test_features_that_are_chosen_stand_in_the_link_and_none_is_no_choice(page: WithoutPage) -> None:
    page.link["features"] = "x1~x1x2"
    course_controls(NO_MOVE, _)
    assert page.state["features"] == ["x1", "x1x2"]
    page.state["features"] = ["x2", "x1", "x1x1"]
    page.widgets["features"].act()
    assert page.link["features"] == "x1~x2~x1x1"
    page.state["features"] = []
    page.widgets["features"].act()
    assert page.link["features"] == "x1~x2~x1x1"


def test_edges_show_weights_first_and_gradients_second(page: WithoutPage) -> None:
    edges_choice(_)
    widget = page.widgets["view"]
    assert (widget.label, widget.given[1]) == ("what the edges show", ["forward", "backward"])
    assert [widget.named["format_func"](name) for name in widget.given[1]] == ["weights", "gradients"]
