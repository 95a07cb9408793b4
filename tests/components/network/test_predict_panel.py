"""What is asked before anything is shown, and what is said of a guess afterwards."""

import re

import pytest

from components.base.text import untranslated
from components.network.predict.panel import predict_panel
from components.network.predict.predicting import Prediction
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw
from compute.network.prediction import Answer, Question
from compute.network.spec import NetworkSpec
from compute.network.walk import progress_after, steps
from tests.cases import for_each
from tests.components.without_page import WithoutPage

SPEC = NetworkSpec()
SCENE = Question(SPEC, "cpu", frozenset())
"""The notebook's network, whose output is 0.3171."""

MORE = "Change anything for the next question."


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> WithoutPage:
    return WithoutPage(monkeypatch)


def passed(count: int = 8, spec: NetworkSpec = SPEC) -> KnownPass:
    """Compute so many steps of the network."""
    return known_pass(forward_network(draw(spec)), progress_after(steps(spec), count))


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


def said(page: WithoutPage, answer: Answer, count: int = 8) -> str:
    """Return what is said after a guess."""
    page.clear()
    predict_panel(Prediction("one", SCENE, 0, answer), passed(count), untranslated)
    return words(page.text("value-guess" if count == 8 else "predict"))


@for_each(
    ("guess", "verdict"),
    [
        (0.5, "your guess 0.5000 y 0.3171 You were 0.1829 too high."),
        (0.25, "your guess 0.2500 y 0.3171 You were 0.0671 too low."),
        (-1.0, "your guess −1.0000 y 0.3171 You were 1.3171 too low."),
        (0.3171, "your guess 0.3171 y 0.3171 Exactly right, to four decimals."),
        (0.3172, "your guess 0.3172 y 0.3171 You were 0.0001 too high."),
    ],
)
def test_a_number_stands_beside_the_truth(page: WithoutPage, guess: float, verdict: str) -> None:
    assert said(page, Answer(SCENE, 0, number=guess)) == f"{verdict} {MORE}"


@for_each(
    ("direction", "before", "verdict"),
    [
        ("higher", 0.25, "before 0.2500 y 0.3171 You said: higher. Right. y rose from 0.2500 to 0.3171."),
        ("lower", 0.25, "before 0.2500 y 0.3171 You said: lower. Not this time. y rose from 0.2500 to 0.3171."),
        ("lower", 0.5, "before 0.5000 y 0.3171 You said: lower. Right. y fell from 0.5000 to 0.3171."),
        ("same", 0.5, "before 0.5000 y 0.3171 You said: the same. Not this time. y fell from 0.5000 to 0.3171."),
        ("same", 0.31712, "before 0.3171 y 0.3171 You said: the same. Right. y stayed at 0.3171."),
    ],
)
def test_a_direction_is_told_with_both_values(page: WithoutPage, direction: str, before: float, verdict: str) -> None:
    assert said(page, Answer(SCENE, 0, direction=direction, before=before)) == f"{verdict} {MORE}"


def test_what_is_shown_without_a_guess_is_not_judged(page: WithoutPage) -> None:
    assert said(page, Answer(SCENE, 0)) == f"Shown without a guess. {MORE}"


@for_each(
    ("answer", "line"),
    [
        (Answer(SCENE, 0, number=-0.5), "You said: −0.5000. Walk on until y is computed."),
        (Answer(SCENE, 0, number=0.0), "You said: 0.0000. Walk on until y is computed."),
        (Answer(SCENE, 0, direction="lower", before=0.5), "You said: lower. Walk on until y is computed."),
        (Answer(SCENE, 0), "Walk on until y is computed."),
    ],
)
def test_during_a_walk_the_guess_is_repeated(page: WithoutPage, answer: Answer, line: str) -> None:
    for count in (0, 7):
        assert said(page, answer, count) == line


def test_the_guess_is_about_its_own_output(page: WithoutPage) -> None:
    spec = NetworkSpec(outputs=3)
    value = forward_network(draw(spec)).output[0, 2].item()
    scene = Question(spec, "cpu", frozenset())
    prediction = Prediction("one", scene, 2, Answer(scene, 2, number=value))
    predict_panel(prediction, passed(spec=spec), untranslated)
    assert words(page.text("value-guess")).startswith(f"your guess {value:.4f} y3 {value:.4f} Exactly right")
    predict_panel(Prediction("one", scene, 1, None), passed(spec=spec), untranslated)
    assert words(page.text("predict")) == "Predict first: what will y2 be?"


def test_where_none_is_wanted_nothing_is_placed(page: WithoutPage) -> None:
    predict_panel(None, passed(), untranslated)
    assert (page.texts, page.widgets) == ([], {})


def test_a_question_has_a_field_and_a_way_around_it(page: WithoutPage) -> None:
    asked = Prediction("one", SCENE, 0, None)
    predict_panel(asked, passed(0), untranslated)
    assert words(page.text("predict")) == "Predict first: what will y be?"
    assert list(page.widgets) == ["predict-number", "predict-check", "predict-show"]
    assert page.widgets["predict-number"].label == "your guess for y"
    assert (page.widgets["predict-check"].label, page.widgets["predict-show"].label) == ("Check", "Show it")
    page.state["predict-number"] = "0.5"
    page.widgets["predict-check"].act()
    assert page.state["predict-one-answer"].number == 0.5
    page.widgets["predict-show"].act()
    assert page.state["predict-one-answer"].number is None


def test_after_a_change_a_direction_can_be_chosen(page: WithoutPage) -> None:
    predict_panel(Prediction("one", SCENE, 0, None, before=-0.5), passed(0), untranslated)
    choice = page.widgets["predict-direction"]
    assert choice.label == "The last y was −0.5000. This one is"
    assert [choice.named["format_func"](name) for name in choice.given[1]] == ["lower", "the same", "higher"]
    page.state["predict-direction"] = "higher"
    choice.act()
    answer = page.state["predict-one-answer"]
    assert (answer.direction, answer.before) == ("higher", -0.5)


@for_each(("step", "is_said"), [("", False), ("0", True), ("3", True), ("x", False)])
def test_a_walk_waits_for_the_guess_and_it_is_said(page: WithoutPage, step: str, is_said: bool) -> None:
    page.state.clear()
    page.clear()
    page.link["step"] = step
    predict_panel(Prediction("one", SCENE, 0, None), passed(0), untranslated)
    assert ("The steps follow when you have guessed." in page.text("predict")) is is_said


def test_a_text_that_is_refused_is_named_with_the_limits(page: WithoutPage) -> None:
    predict_panel(Prediction("one", SCENE, 0, None, refused="a < b"), passed(0), untranslated)
    assert "your guess for y: “a &lt; b” is no number from -1000000 to 1000000." in page.text("predict")
