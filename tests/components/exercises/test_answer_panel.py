"""The verdict on an answer in words: each state has its own, and none stands where it is not so."""

import re

import pytest
import torch
from streamlit.testing.v1 import AppTest

from components.base.text import untranslated
from components.exercises.answers import DIRECTION, GUESS, Judged
from components.exercises.panels.answer import answer_panel, confetti_html, feedback, why
from compute.exercises.expression import FailedError, RefusedError
from compute.exercises.judging import Case, Judgement, Outcome, Verdict, judge, mistaken
from compute.exercises.refusals import Reason
from tests.cases import for_each
from tests.components.exercises.in_session import given_back, html, visit
from tests.pages.page_reading import codes

UNIT, PRODUCT, NETWORK, WEIGHT = Case(1, 7, 5), Case(2, 7, 5), Case(3, 7, 3, 2), Case(4, 7, 3, 2)
FLAT = Case(1, 0, 64)
GUESSES = "exercises-guesses"
SAID = re.compile(r'<div class="feedback (\w+)" role="status"><b>(.*?)</b>(.*?)</div>', re.DOTALL)


def said(case: Case, found: Judged | None, guess: str = "") -> tuple[str, str, list[str]]:
    """The kind, the heading and the sentences of a verdict."""
    page = visit(lambda: feedback(case, found, untranslated), {GUESSES: {case: guess}} if guess else {})
    ((kind, heading, rest),) = SAID.findall(html(page))
    return kind, heading, re.findall("<p>(.*?)</p>", rest)


def judged(case: Case, text: str) -> Judged:
    """The verdict on a text that is judged."""
    return Judged(judge(case, text))


AGAIN = "Once more with other numbers? Press the die beside the seed, or change the size."
BELOW = "Below 0: the loss falls where <code>W2[0, 0]</code> grows, so a step of gradient descent takes it up."


@for_each(
    ("case", "text", "words"),
    [
        (UNIT, "0.1595", ("right", "Right: y = 0.1595", [AGAIN])),
        (WEIGHT, "-0.2015", ("right", "Right: dL/dW2[0, 0] = −0.2015", [BELOW, AGAIN])),
        (
            UNIT,
            "y = activation(torch.sum(features * weights) + bias)\nbias",
            ("right", "Right: y = 0.1595", ["Line 1 is right, the last line is something else."]),
        ),
        (
            UNIT,
            "for k in [1]:\n    y = activation(torch.sum(features * weights) + bias)\n    z = 3",
            ("right", "Right: y = 0.1595", ["<code>y</code> is right, the last line is something else."]),
        ),
        (
            FLAT,
            "0.0000",
            (
                "right",
                "Right: y = 0.0000",
                [
                    "With these decimals, a mistake gives the same number here: the bias was forgotten. A line of "
                    "PyTorch can tell them apart."
                ],
            ),
        ),
        (
            PRODUCT,
            "activation(torch.sum(features * weights) + bias)",
            (
                "almost",
                "The number is right, the way is the one of exercise 1",
                [
                    "Here it shall be a matrix product: <code>torch.mm</code>, <code>torch.matmul</code> or "
                    "<code>@</code>."
                ],
            ),
        ),
        (UNIT, "0.2", ("almost", "Right as far as it goes", ["Give at least two decimals; torch prints four."])),
        (
            UNIT,
            "(0.1214, 0.1595)",
            ("wrong", "Several numbers", ["The answer is one number: leave the one that you mean."]),
        ),
        (
            UNIT,
            "activation(torch.sum(features * weights).abs() * -1 + bias)",
            (
                "almost",
                "Right for these numbers only",
                [
                    "With other features and weights the same lines give another number than the right ones. Use the "
                    "names."
                ],
            ),
        ),
        (
            UNIT,
            "features * 3",
            (
                "wrong",
                "Not a single number",
                ["The output is one number; this is of shape or value <code>(1, 5)</code>."],
            ),
        ),
        (
            WEIGHT,
            "W1 * 3",
            (
                "wrong",
                "Not a single number",
                ["One entry is asked for, that at <code>[0, 0]</code>; this is of shape or value <code>(3, 2)</code>."],
            ),
        ),
        (
            UNIT,
            "weights.t()\nbias * 3",
            (
                "wrong",
                "Not this number",
                [
                    "It is none of the known mistakes either. Take a hint, or look at one step.",
                    "Line 1: <code>t</code> returns a new tensor; it changes nothing here. Keep it under a name.",
                ],
            ),
        ),
        (
            UNIT,
            "weights.t()\ntorch.sum(features * weights) + bias",
            (
                "wrong",
                "A known mistake: the activation was forgotten",
                [
                    "This is the pre-activation z. Apply <code>activation</code> to it.",
                    "Line 1: <code>t</code> returns a new tensor; it changes nothing here. Keep it under a name.",
                ],
            ),
        ),
        (
            FLAT,
            "activation(torch.sum(features * weights))",
            (
                "wrong",
                "A known mistake: the bias was forgotten",
                [
                    "Add <code>bias</code> to the weighted sum, before the activation.",
                    "The number is the right one here, where <code>activation</code> is flat; with smaller sums it is "
                    "another one.",
                ],
            ),
        ),
    ],
)
def test_what_is_said_of_an_answer(case: Case, text: str, words: tuple[str, str, list[str]]) -> None:
    assert said(case, judged(case, text)) == words


def test_a_long_value_is_cut_in_a_sentence() -> None:
    shape = tuple(range(100, 200))
    found = Judged(Judgement(Verdict(Outcome.SHAPE), shape))
    assert said(UNIT, found)[2] == [
        f"The output is one number; this is of shape or value <code>{str(shape)[:54]}</code>."
    ]
    found = Judged(Judgement(Verdict(Outcome.SHAPE), ()))
    assert said(UNIT, found)[2] == ["The output is one number; this is of shape or value <code>()</code>."]


@pytest.mark.parametrize("hidden", [True, False])
def test_a_mistake_whose_number_is_right_here_says_so(hidden: bool) -> None:
    mistake, program, _value = mistaken(WEIGHT)[0]
    found = Judged(Judgement(Verdict(Outcome.MISTAKE, mistake, program, hidden=hidden), torch.ones(1)))
    sentence = "The number is the right one here; with other features and weights it is another one."
    assert said(WEIGHT, found)[2][1:] == [sentence] * hidden


def test_the_program_of_a_mistake_stands_beside_a_typed_number_alone() -> None:
    page = visit(lambda: feedback(UNIT, judged(UNIT, "-1.6619"), untranslated))
    assert codes(page) == ["torch.sum(features * weights) + bias\n# tensor([[-1.6619]])"]
    assert [caption.value for caption in page.caption] == ["this gives the same"]
    page = visit(lambda: feedback(UNIT, judged(UNIT, "torch.sum(features * weights) + bias"), untranslated))
    assert codes(page) == []
    assert not page.caption


@for_each(
    ("text", "caption"),
    [
        ("y = activation(torch.sum(features * weights) + bias)\nbias", "your last line gives"),
        ("activation(torch.sum(features * weights) + bias)", "your line gives"),
        ("bias", "your line gives"),
    ],
)
def test_what_the_line_gave_is_shown(text: str, caption: str) -> None:
    found = Judged(judge(UNIT, text), shown="tensor(5)")
    page = visit(lambda: feedback(UNIT, found, untranslated))
    assert [each.value for each in page.caption] == [caption]
    assert codes(page) == ["tensor(5)"]


@for_each(
    ("case", "guess", "right", "sentence"),
    [
        (UNIT, "0", True, "You said: nearer to 0. So it is."),
        (UNIT, "1", True, "You said: nearer to 1. It is nearer to 0."),
        (UNIT, "1", False, None),
        (Case(1, 12, 5), "1", True, "You said: nearer to 1. So it is."),
        (Case(1, 12, 5), "0", True, "You said: nearer to 0. It is nearer to 1."),
        (WEIGHT, "up", True, "You said: up. So it is."),
        (WEIGHT, "down", True, "You said: down. It goes up."),
        (WEIGHT, "down", False, None),
        (Case(5, 7, 3, 2), "down", True, "You said: down. So it is."),
        (Case(5, 7, 3, 2), "up", True, "You said: up. It goes down."),
        (UNIT, "", True, None),
    ],
)
def test_a_guess_is_judged_with_the_right_answer(case: Case, guess: str, right: bool, sentence: str | None) -> None:
    found = Judged(Judgement(Verdict(Outcome.RIGHT if right else Outcome.WRONG)))
    sentences = said(case, found, guess)[2]
    assert [each for each in sentences if "You said" in each] == ([sentence] if sentence else [])


@for_each(
    ("case", "guess", "question", "key", "options"),
    [
        (UNIT, "", "Predict first: is the output nearer to 0 or to 1?", GUESS, ["nearer to 0", "nearer to 1"]),
        (UNIT, "1", "Predict first: is the output nearer to 0 or to 1?", GUESS, ["nearer to 0", "nearer to 1"]),
        (
            WEIGHT,
            "down",
            "Predict first: does a step of gradient descent take <code>W2[0, 0]</code> up or down?",
            DIRECTION,
            ["up", "down"],
        ),
        (
            Case(6, 7, 3, 2),
            "up",
            "Predict first: does a step of gradient descent take <code>W1[0, 0]</code> up or down?",
            DIRECTION,
            ["up", "down"],
        ),
    ],
)
def test_before_an_answer_a_guess_is_asked_for(
    case: Case, guess: str, question: str, key: str, options: list[str]
) -> None:
    page = visit(lambda: feedback(case, None, untranslated), {GUESSES: {case: guess}} if guess else {})
    words = f"nearer to {guess}" if key == GUESS else guess
    sentence = f"<p>You said: {words}. Now compute it.</p>" if guess else ""
    assert html(page) == f'<div class="feedback question" role="status"><b>{question}</b>{sentence}</div>'
    control = page.segmented_control(key=key)
    assert (control.options, control.value) == (options, guess or None)
    assert control.label == re.sub("</?code>", "", question)


@for_each(
    ("found", "words"),
    [
        (
            Judged(error=RefusedError(Reason.EMPTY)),
            ("wrong", "No answer yet", ["Write a number, or a line of PyTorch."]),
        ),
        (
            Judged(error=RefusedError(Reason.WORK), place=(3, "while 1: `x`")),
            (
                "wrong",
                "Not allowed here",
                [
                    "That is too much work for here: use fewer turns or fewer steps.",
                    "Line 3: <code>while 1: &#x27;x&#x27;</code>",
                ],
            ),
        ),
        (
            Judged(failed=True),
            (
                "wrong",
                "This answer could not be judged",
                ["That is a fault of this page, not yours. Write it another way, or type the number that it gives."],
            ),
        ),
    ],
)
def test_why_there_is_no_verdict(found: Judged, words: tuple[str, str, list[str]]) -> None:
    assert said(UNIT, found) == words


def test_lines_that_give_nothing_are_no_answer_yet() -> None:
    assert said(UNIT, Judged(error=RefusedError(Reason.NOTHING)))[1] == "No answer yet"
    assert said(UNIT, Judged(error=RefusedError(Reason.NAME)))[1] == "Not allowed here"


@pytest.mark.parametrize(
    ("error", "heading", "meaning"),
    [
        (RuntimeError("mat1 and mat2 shapes cannot be multiplied (1x5 and 1x5)"), "torch says", "The columns of the"),
        (ZeroDivisionError("division by zero"), "Python says", "There is a division by zero."),
        (SyntaxError("invalid syntax"), "Python says", "Python cannot read this line"),
    ],
)
def test_torch_or_python_speaks_and_is_explained(error: Exception, heading: str, meaning: str) -> None:
    found = Judged(error=FailedError(error), discarded=("t", 1), place=(2, "a"))
    page = visit(lambda: feedback(UNIT, found, untranslated))
    ((kind, head, rest),) = SAID.findall(html(page))
    assert (kind, head) == ("wrong", heading)
    assert re.findall("<p>(.*?)</p>", rest) == [
        "Line 2: <code>a</code>",
        "Line 1: <code>t</code> returns a new tensor; it changes nothing here. Keep it under a name.",
    ]
    assert codes(page) == [f"{type(error).__name__}: {error}"]
    assert f'<p class="meaning">{meaning}' in html(page)


def test_the_meaning_names_the_shapes_of_the_case() -> None:
    found = Judged(error=FailedError(RuntimeError("something new")))
    page = visit(lambda: feedback(Case(1, 7, 4), found, untranslated))
    assert "<code>features</code> 1 × 4, <code>weights</code> 1 × 4, and <code>bias</code> 1 × 1." in html(page)


def panel(case: Case, session: dict[str, object], *, fresh: bool) -> AppTest:
    """The whole panel."""
    return visit(lambda: answer_panel(case, fresh=fresh, _=untranslated), session)


@for_each(
    ("text", "fresh", "scraps", "kind"),
    [
        ("0.1595", True, 28, "secondary"),
        ("0.1595", False, 0, "secondary"),
        ("0.1214", True, 0, "primary"),
        ("open(1)", True, 0, "primary"),
        ("", False, 0, "primary"),
    ],
)
def test_what_is_right_and_fresh_is_celebrated(text: str, fresh: bool, scraps: int, kind: str) -> None:
    page = panel(UNIT, {"exercises-answered": (text, UNIT)}, fresh=fresh)
    assert html(page).count("<i style=") == scraps
    assert page.button(key="check").proto.type == kind
    assert "60 lines" in page.text_area(key="answer").help
    assert page.text_area(key="answer").value == text


def test_the_button_hands_in_what_stands_in_the_field() -> None:
    page = panel(UNIT, {}, fresh=False)
    page.text_area(key="answer").set_value("0.1595")
    page.button(key="check").click().run()
    assert page.session_state["exercises-answered"] == ("0.1595", UNIT)
    assert "Right: y = 0.1595" in html(page)


def test_scraps_fly_to_all_sides_and_upwards() -> None:
    ways = re.findall(r"--to-x:(-?\d+)rem;--to-y:(-?\d+)rem;--turned:(\d+)deg", confetti_html())
    across, up, turned = ([int(number) for number in each] for each in zip(*ways, strict=True))
    assert sorted(across) == list(range(-6, 22))
    assert across[:4] == [-6, 5, 16, -1]
    assert up[:6] == [-2, -4, -6, -3, -5, -2]
    assert turned == list(range(0, 28 * 75, 75))
    assert 'aria-hidden="true"' in confetti_html()


@pytest.mark.parametrize(("exercise", "has_next"), [(1, True), (5, True), (6, False)])
def test_after_a_right_answer_the_next_exercise_or_the_page_that_shows_it(exercise: int, has_next: bool) -> None:
    case = Case(exercise, 7, 3, 2 if exercise > 2 else 0)
    found = Judged(Judgement(Verdict(Outcome.RIGHT)))
    page = visit(lambda: feedback(case, found, untranslated))
    (link,) = page.get("link_button")
    assert (link.proto.label, link.proto.type) == ("see why", "secondary" if has_next else "primary")
    assert [button.key for button in page.button] == ["next-exercise"] * has_next
    if has_next:
        assert (page.button[0].label, page.button[0].proto.type) == ("next exercise", "primary")
        page.button[0].click().run()
        assert page.query_params["exercise"] == str(exercise + 1)
    wrong = visit(lambda: feedback(case, Judged(Judgement(Verdict(Outcome.WRONG))), untranslated))
    assert not wrong.get("link_button")


@for_each(
    ("case", "link", "address"),
    [
        (UNIT, {}, "./neuron?seed=7&inputs=5"),
        (Case(2, 7, 8), {}, "./shapes?seed=7&inputs=8&weights=column"),
        (Case(2, 7, 64), {}, "./neuron?seed=7&inputs=64"),
        (NETWORK, {"lang": "pt", "seed": 9}, "./?seed=7&inputs=3&hidden=2&lang=pt"),
        (WEIGHT, {}, "./gradients?seed=7&inputs=3&hidden=2&view=backward&select=w2.1.1"),
        (
            Case(5, 7, 3, 2),
            {"lang": "de", "note": "a"},
            "./gradients?seed=7&inputs=3&hidden=2&view=backward&select=b1.1&lang=de",
        ),
        (
            Case(6, 7, 3, 2),
            {"projector": "true"},
            "./gradients?seed=7&inputs=3&hidden=2&view=backward&select=w1.1.1&rate=0.5&updates=1&projector=true",
        ),
    ],
)
def test_the_page_that_shows_the_numbers(case: Case, link: dict[str, object], address: str) -> None:
    assert given_back(lambda: why(case), **link) == address
