"""What the sliders and choices of the two pages make of where they stand."""

from typing import Any

import pytest
import streamlit as st

from components.base.text import untranslated
from components.browser.live import NO_MOVE, Move
from components.network import controls
from components.network.controls import (
    NETWORK_SLIDERS,
    UNIT_SLIDERS,
    Settings,
    bias_switch,
    device_choice,
    network_settings,
    network_sliders,
    unit_settings,
    unit_sliders,
)
from components.network.fields import HIDDEN, SIZES
from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.spec import NetworkSpec
from tests.components.without_page import WithoutPage

SETTINGS = Settings("tanh", "softmax", True, "cpu", False)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    """Give each slider the place that the state has for it, else its default."""
    found = WithoutPage(monkeypatch)

    def slide(label: str, *given: int, key: str, **named: Any) -> int:
        found._place("slider", label, *given, key=key, **named)
        return int(found.state.setdefault(key, given[2]))

    monkeypatch.setattr(st, "slider", slide)
    for name in ("seed_field", "another_seed", "walk_switch", "speed_choice"):
        monkeypatch.setattr(controls, name, lambda _: None)
    return found


def labels(page: WithoutPage) -> dict[str, str]:
    return {name: widget.label for name, widget in page.widgets.items()}


def test_at_first_the_sliders_describe_the_notebooks_networks(page: WithoutPage) -> None:
    assert network_sliders(SETTINGS, NO_MOVE, untranslated) == NetworkSpec(
        activation="tanh", output_activation="softmax"
    )
    assert page.widgets["inputs"].given[1:] == (1, 64, 3)
    assert page.widgets["outputs"].given[1:] == (1, 10, 1)
    assert page.widgets["layers"].given[1:] == (1, 6, 1)
    assert page.widgets["hidden"].given[1:] == (1, 64, 2)
    assert page.widgets["seed"].given[1:] == (0, 9999, 7)
    page.state.clear()
    unit = Settings("sigmoid", "relu", False, "cpu", False)
    assert unit_sliders(unit, NO_MOVE, untranslated) == NetworkSpec(
        inputs=5, hidden=(), output_activation="relu", bias=False
    )


def test_each_slider_sets_its_own_size(page: WithoutPage) -> None:
    page.state |= {"seed": 1, "inputs": 4, "outputs": 5, "layers": 3, "hidden": 6, "hidden_2": 7, "hidden_3": 8}
    assert network_sliders(SETTINGS, NO_MOVE, untranslated) == NetworkSpec(1, 4, (6, 7, 8), 5, "tanh", "softmax")
    assert "hidden_4" not in page.widgets
    assert labels(page) == {
        "seed": "seed",
        "inputs": "inputs",
        "outputs": "outputs",
        "layers": "hidden layers",
        "hidden": "units in h1",
        "hidden_2": "units in h2",
        "hidden_3": "units in h3",
    }


def test_a_single_hidden_layer_needs_no_name(page: WithoutPage) -> None:
    network_sliders(SETTINGS, NO_MOVE, untranslated)
    assert labels(page)["hidden"] == "hidden units"
    assert page.widgets["hidden"].named["help"]
    page.state["layers"] = 2
    network_sliders(SETTINGS, NO_MOVE, untranslated)
    assert page.widgets["hidden"].named["help"] is None


def test_a_slider_that_is_dragged_counts_where_it_is(page: WithoutPage) -> None:
    assert network_sliders(SETTINGS, Move("hidden", 9.0), untranslated).hidden == (9,)
    assert network_sliders(SETTINGS, Move("layers", 2.0), untranslated).hidden == (2, 2)
    assert unit_sliders(SETTINGS, Move("inputs", 8.0), untranslated).inputs == 8
    assert page.state["inputs"] == 3


def test_the_choices_of_both_pages(page: WithoutPage) -> None:
    chosen = {"activation": "tanh", "output_activation": "relu", "bias": False, "device": "cpu"}
    page.state |= chosen
    page.link["predict"] = "true"
    assert network_settings(untranslated) == Settings("tanh", "relu", False, "cpu", True)
    assert page.widgets["activation"].given[1] == list(HIDDEN_ACTIVATIONS)
    assert page.widgets["output_activation"].given[1] == list(ACTIVATIONS)
    assert [labels(page)[name] for name in ("activation", "output_activation")] == ["activation", "of the output"]
    page.clear()
    assert unit_settings(untranslated) == Settings("sigmoid", "tanh", False, "cpu", True)
    assert page.widgets["activation"].given[1] == list(HIDDEN_ACTIVATIONS)
    assert "output_activation" not in page.widgets


def test_biases_are_there_unless_switched_off(page: WithoutPage, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}
    monkeypatch.setattr(st, "toggle", lambda _label, **named: given.update(named) or True)
    assert bias_switch(untranslated) is True
    assert (given["value"], given["key"], given["args"]) == (True, "bias", ("bias",))
    assert page.widgets == {}


def test_the_processor_computes_where_nothing_else_is_chosen(page: WithoutPage) -> None:
    assert device_choice(untranslated) == "cpu"
    assert page.widgets["device"].given[1][0] == "cpu"
    page.state["device"] = "cuda"
    assert device_choice(untranslated) == "cuda"


def test_the_sliders_of_the_pages() -> None:
    sizes = tuple(field.name for field in HIDDEN)
    assert sizes == ("hidden", "hidden_2", "hidden_3", "hidden_4", "hidden_5", "hidden_6")
    assert ("seed", "inputs", "layers", *sizes, "outputs", "other_seed", "step") == NETWORK_SLIDERS
    assert UNIT_SLIDERS == ("seed", "inputs", "other_seed", "step")
    assert list(SIZES) == ["inputs", "layers", *sizes, "outputs"]
