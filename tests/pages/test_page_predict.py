"""Predict, then see: nothing computed before a guess, every kind of guess, and a new question after every change."""

import json
import re
from collections.abc import Callable
from html import escape

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Element

from components.browser.live import NO_MOVE, Move
from components.network.predict.predicting import Prediction, guess_direction, guess_number, predicting
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.prediction import Answer, Question
from compute.network.spec import NetworkSpec
from compute.network.walk import steps
from tests.cases import for_each
from tests.pages.page_reading import OpenPage, container, html_in, in_link, numbers, pictures, tables, type_into

DECIMAL = re.compile(r"-?\d+\.(\d{4,})(?:e-?\d+)?")


def sent(page: AppTest) -> str:
    """All that the page sends, as text: every element, and what the pictures hold."""
    pieces, blocks = [json.dumps(pictures(page), ensure_ascii=False), *tables(page).values()], [page._tree]
    while blocks:
        block = blocks.pop()
        children = getattr(block, "children", None)
        if children:
            blocks.extend(children.values())
        elif (proto := getattr(block, "proto", None)) is not None and getattr(proto, "component_name", "") == "":
            pieces.append(str(proto))
    # A protobuf writes what is not ASCII as octal numbers.
    return "\n".join(pieces).replace("\\342\\210\\222", "-").replace("−", "-")


def leaked(page: AppTest, spec: NetworkSpec) -> set[float]:
    """Computed numbers of this network that the page sends; what was drawn may be seen, and is needed to guess."""
    passed = forward_network(draw(spec))
    tensors = [passed.network.features, *passed.network.weights, *passed.network.biases]
    drawn = [value for tensor in tensors for value in tensor.flatten().tolist()]
    computed = [
        value
        for layer in passed.layers
        for tensor in (layer.products, layer.weighted_sum, layer.preactivation, layer.output)
        for value in tensor.flatten().tolist()
    ]
    found = [(float(match[0]), 0.6 * 10 ** -len(match[1])) for match in DECIMAL.finditer(sent(page))]
    return {
        value
        for value in computed
        for shown, near in found
        if abs(shown - value) <= near and all(abs(value - other) > 1e-4 for other in drawn)
    }


def hidden(page: AppTest) -> bool:
    return not numbers(page, "value-output") and "?" in html_in(page, "value-output")


def guess(page: AppTest, value: object) -> None:
    page.text_input(key="predict-number").set_value(str(value))
    page.button(key="predict-check").click().run()


def say(page: AppTest, direction: str) -> None:
    page.segmented_control(key="predict-direction").set_value(direction).run()


NETWORK, UNIT = NetworkSpec(), NetworkSpec(inputs=5, hidden=())


@pytest.mark.parametrize(
    ("name", "spec", "details", "select"),
    [
        ("network", NETWORK, "formula", "h1.1"),
        ("network", NETWORK, "matrices", "y1"),
        ("network", NETWORK, "activation", "y1"),
        ("network", NETWORK, "compare", "w1.1.1"),
        ("network", NetworkSpec(3, 9, (5, 4), 4, output_activation="softmax"), "activation", "y2"),
        ("neuron", UNIT, "formula", "y1"),
        ("neuron", UNIT, "compare", ""),
    ],
)
def test_no_computed_number_before_the_guess(
    open_page: OpenPage, name: str, spec: NetworkSpec, details: str, select: str
) -> None:
    link = {"seed": spec.seed, "inputs": spec.inputs, "select": select, "details": details}
    if spec.hidden:
        link |= {"layers": len(spec.hidden), "hidden": spec.hidden[0], "hidden_2": spec.hidden[-1]}
        link |= {"outputs": spec.outputs, "output_activation": spec.output_activation}
    page = open_page(name, predict="true", **link)
    assert not page.exception
    assert hidden(page)
    assert leaked(page, spec) == set()
    page.button(key="predict-show").click().run()
    assert len(leaked(page, spec)) > 2
    assert numbers(page, "value-output")


@pytest.mark.parametrize(("name", "spec"), [("network", NETWORK), ("neuron", UNIT)])
def test_the_steps_wait_for_the_guess(open_page: OpenPage, name: str, spec: NetworkSpec) -> None:
    page = open_page(name, seed=7, predict="true", step=3, details="compare")
    assert not page.exception
    assert leaked(page, spec) == set()
    assert "The steps follow when you have guessed." in html_in(page, "predict")
    assert "step" not in [slider.key for slider in page.slider]
    guess(page, 0.5)
    assert page.slider(key="step").value == 3
    assert hidden(page)  # the fourth step is the one that computes y, or only h
    assert "follows" in html_in(page, "value-compare")
    waiting = html_in(page, "predict")
    assert "You said: 0.5000." in waiting
    assert "Walk on until y is computed." in waiting
    assert float(forward_network(draw(spec)).output[0, 0]) not in leaked(page, spec)
    page.slider(key="step").set_value(len(steps(spec))).run()
    assert "too high" in html_in(page, "value-guess")


def test_a_number_and_what_it_was_worth(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, predict="true")
    guess(page, 0.5)
    said = html_in(page, "value-guess")
    assert numbers(page, "value-guess") == [0.5, 0.3171, 0.1829]
    assert "You were 0.1829 too high." in said
    assert numbers(page, "value-output") == [0.3171]
    page.toggle(key="bias").set_value(False).run()
    assert hidden(page)
    assert not page.text_input(key="predict-number").value
    guess(page, 0.25)
    assert "You were 0.0251 too low." in html_in(page, "value-guess")
    page.slider(key="seed").set_value(8).run()
    page.toggle(key="bias").set_value(True).run()
    page.slider(key="seed").set_value(7).run()
    guess(page, 0.3171)
    assert "Exactly right" in html_in(page, "value-guess")


def test_what_becomes_of_it_without_the_bias(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, predict="true")
    assert "predict-direction" not in [each.key for each in page.segmented_control]  # nothing was seen yet
    page.button(key="predict-show").click().run()
    assert "Shown without a guess." in html_in(page, "value-guess")
    page.toggle(key="bias").set_value(False).run()
    assert "0.3171" in page.segmented_control(key="predict-direction").label
    say(page, "lower")
    assert "You said: lower. Right. y fell from 0.3171 to 0.2751." in html_in(page, "value-guess")
    page.toggle(key="bias").set_value(True).run()
    say(page, "lower")
    assert "You said: lower. Not this time. y rose from 0.2751 to 0.3171." in html_in(page, "value-guess")
    # A value set to what was drawn changes nothing that can be seen.
    page.selectbox(key="pick-unit").set_value("x1").run()
    type_into(page, "selected-value", "-0.14680")
    say(page, "same")
    assert "Right. y stayed at 0.3171." in html_in(page, "value-guess")


@pytest.mark.long
def test_every_change_asks_anew_and_a_look_elsewhere_does_not(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, predict="true", outputs=2)
    changes: list[Callable[[], AppTest | Element]] = [
        lambda: page.slider(key="seed").set_value(8),
        lambda: page.slider(key="inputs").set_value(4),
        lambda: page.slider(key="layers").set_value(2),
        lambda: page.slider(key="hidden_2").set_value(3),
        lambda: page.selectbox(key="activation").set_value("tanh"),
        lambda: page.selectbox(key="output_activation").set_value("softmax"),
        lambda: page.toggle(key="bias").set_value(False),
        lambda: type_into(page, "selected-value", "0,5"),
        lambda: page.button(key="put-back").click(),
    ]
    page.button(key="predict-show").click().run()
    page.selectbox(key="pick-unit").set_value("x1").run()
    page.segmented_control(key="details").set_value("formula").run()
    assert numbers(page, "value-output")
    for change in changes:
        change().run()
        assert not page.exception
        assert hidden(page)
        page.button(key="predict-show").click().run()
    # Back again without a guess: that is a question too.
    page.toggle(key="bias").set_value(True).run()
    page.toggle(key="bias").set_value(False).run()
    assert hidden(page)


def test_the_bias_of_the_neuron_asks_anew(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7, predict="true")
    guess(page, 0.1595)
    assert "Exactly right" in html_in(page, "value-guess")
    page.toggle(key="bias").set_value(False).run()
    assert hidden(page)
    say(page, "higher")
    assert "Not this time. y fell from 0.1595 to 0.1214." in html_in(page, "value-guess")


def test_the_selected_output_is_asked_about(open_page: OpenPage) -> None:
    page = open_page("network", seed=7, outputs=3, predict="true", select="y2")
    assert "what will y2 be?" in html_in(page, "predict")
    guess(page, 0.0)
    second = numbers(page, "value-output")[1]
    assert numbers(page, "value-guess")[1] == second
    page.selectbox(key="pick-unit").set_value("y3").run()  # it is on the screen already: no new question
    assert numbers(page, "value-guess")[1] == second
    page.toggle(key="bias").set_value(False).run()
    assert "what will y3 be?" in html_in(page, "predict")


def test_the_switch_stands_in_the_link_and_off_forgets(open_page: OpenPage) -> None:
    page = open_page("network", seed=7)
    before = len(page.main.children)
    assert "predict-check" not in [each.key for each in page.button]
    assert numbers(page, "value-output") == [0.3171]
    page.toggle(key="predict-first").set_value(True).run()
    assert in_link(page, "predict") == "true"
    assert hidden(page)
    page.button(key="predict-show").click().run()
    page.toggle(key="predict-first").set_value(False).run()
    assert in_link(page, "predict") is None
    assert len(page.main.children) == before
    page.toggle(key="predict-first").set_value(True).run()
    assert hidden(page)
    assert "predict-direction" not in [each.key for each in page.segmented_control]


@pytest.mark.parametrize("text", ["", "10000001", "inf", "nan", "half", "0.5.1", "<b>1</b>", "1 000", "٣"])
def test_what_is_no_guess_is_refused_with_a_word_and_stays(open_page: OpenPage, text: str) -> None:
    page = open_page("network", seed=7, predict="true")
    guess(page, text)
    assert not page.exception
    assert hidden(page)
    said = html_in(page, "predict")
    assert f"your guess for y: “{escape(text)}” is no number from -1000000 to 1000000." in said
    assert page.text_input(key="predict-number").value == text
    page.slider(key="seed").set_value(7).run()
    assert page.text_input(key="predict-number").value == text
    guess(page, "0,5")
    assert "too high" in html_in(page, "value-guess")
    assert numbers(page, "value-guess")[0] == 0.5
    assert not page.exception


@for_each("value", ["sideways", None, ["lower"], "7,,"])
def test_a_direction_that_is_none_opens_nothing(monkeypatch: pytest.MonkeyPatch, value: list[str] | str | None) -> None:
    state = {"predict-direction": value, "predict-number": value}
    monkeypatch.setattr("streamlit.session_state", state)
    asked = Prediction("network", Question(NETWORK, "cpu", frozenset()), 0, None, before=0.5)
    guess_direction(asked)
    guess_number(asked)
    assert "predict-network-answer" not in state


def test_a_drag_over_what_was_open_shows_nothing_and_forgets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    passed = known_pass(forward_network(draw(NETWORK)))
    state = {"predict-network-answer": Answer(Question.of(passed, {}), 0)}
    monkeypatch.setattr("streamlit.session_state", state)
    for move, is_open in ((Move("seed", 7.0), False), (NO_MOVE, True), (Move("", 0.0, "seed"), True)):
        prediction = predicting("network", True, passed, {}, None, move)
        assert (prediction.answer is not None) is is_open


def test_only_true_is_true(open_page: OpenPage) -> None:
    for value in ("false", "", "2", "<script>"):
        page = open_page("network", seed=7, predict=value)
        assert not page.exception
        assert numbers(page, "value-output") == [0.3171]
    container(open_page("network", seed=7, predict="on"), "predict")
