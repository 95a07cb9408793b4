"""Take an answer, a number or lines of PyTorch, and show the verdict."""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from typing import Literal
from urllib.parse import urlencode

import streamlit as st

from components.base.foreign import visible, within_code
from components.base.style import printed_number
from components.base.text import Translate
from components.exercises.answers import Judged, guess_control, guess_of, hand_in, judged, keep_text, right_guess
from components.exercises.controls import TEXT, choose
from components.exercises.gradient_words import meaning_of, parameter
from components.exercises.mistake_words import mistake_words
from components.exercises.words import asked, explanation, refusal, rich, shapes_of
from components.state.page_address import address_of
from components.widgets.code import code_block
from compute.exercises.cases import BIAS_GRADIENT, RATE, UPDATED_WEIGHT, WEIGHT_GRADIENT
from compute.exercises.expression import MAX_STATEMENTS, FailedError, Reason, RefusedError
from compute.exercises.judging import (
    EVERY_EXERCISE,
    MATRIX,
    Case,
    Judgement,
    Outcome,
    Verdict,
    given,
    mistaken,
    solution,
)
from compute.shapes.operations import SIZES

MAX_WORDS = 2_000
"""The most characters of an error's words; none of torch's own is longer."""

MAX_VALUE = 54
"""The most characters of a value in a sentence."""

RIGHT, ALMOST, WRONG, QUESTION = "right", "almost", "wrong", "question"
SCRAPS = 28
"""The number of scraps of paper that fall when an answer is right."""

KEPT = ("lang", "projector", "embed", "embed_options")
"""The names that a link to another page repeats."""


def answer_panel(case: Case, *, fresh: bool, _: Translate) -> None:
    """Place the field for the answer, and the verdict on what was last handed in for this exercise.

    Parameters
    ----------
    fresh: whether the answer was handed in just now: then a right one is celebrated.
    """
    keep_text(case)
    found = judged(case)
    solved = found is not None and found.answer is not None and found.answer.verdict.solved
    with st.form("answer-form", border=False, enter_to_submit=True):
        st.text_area(
            _("your answer: a number, or PyTorch"),
            key=TEXT,
            height="content",
            placeholder="0.5000\nactivation(...)",
            help=_(
                "A number as torch prints it; a decimal comma is fine. Or up to {limit} lines of PyTorch: the names on "
                "the left, `+ - * / ** @`, functions such as `torch.sum` and `torch.mm`, methods such as `.view`, "
                "`.reshape`, `.t` and `.sum`. The last line is the answer.",
                limit=MAX_STATEMENTS,
            ),
        )
        kind: Literal["primary", "secondary"] = "secondary" if solved else "primary"  # then another one leads on
        st.form_submit_button(_("Check"), type=kind, key="check", on_click=hand_in, args=(case,))
    with st.container(key="value-feedback", gap="small"):
        if solved and fresh:
            st.html(confetti_html())
        feedback(case, found, _)


def confetti_html() -> str:
    """Draw the scraps of paper that fly from the verdict for a second, as HTML; a screen reader skips them."""
    ways = ((11 * scrap % SCRAPS - 6, -2 - 7 * scrap % 5, 75 * scrap) for scrap in range(SCRAPS))
    scraps = "".join(f'<i style="--to-x:{x}rem;--to-y:{y}rem;--turned:{turned}deg"></i>' for x, y, turned in ways)
    return f'<div class="confetti" aria-hidden="true">{scraps}</div>'


def feedback(case: Case, found: Judged | None, _: Translate) -> None:
    """Show the verdict, or before any answer ask for a guess."""
    if found is None:
        _question(case, _)
    elif found.answer is not None:
        _verdict(case, found.answer, found.shown, _)
    elif isinstance(found.error, RefusedError):
        nothing = found.error.reason in (Reason.EMPTY, Reason.NOTHING)
        heading = _("No answer yet") if nothing else _("Not allowed here")
        _say(WRONG, heading, refusal(found.error, _), _line_words(found.place, _))
    elif isinstance(found.error, FailedError):
        _failed(case, found, found.error, _)
    else:
        _say(
            WRONG,
            _("This answer could not be judged"),
            _("That is a fault of this page, not yours. Write it another way, or type the number that it gives."),
        )


def _question(case: Case, _: Translate) -> None:
    """Ask for a guess before anything is computed; it is judged with the answer."""
    guess = guess_of(case)
    if case.asks_for_gradient:
        question = _(
            "Predict first: does a step of gradient descent take `{name}` up or down?", name=parameter(case.exercise)
        )
        words = (_("up"), _("down"))
        answers = {"up": _("You said: up. Now compute it."), "down": _("You said: down. Now compute it.")}
        said = answers[guess] if guess else ""
    else:
        question, words = _("Predict first: is the output nearer to 0 or to 1?"), (_("nearer to 0"), _("nearer to 1"))
        said = _("You said: nearer to {guess}. Now compute it.", guess=guess) if guess else ""
    with st.container(key="question"):
        _say(QUESTION, question, said)
        guess_control(question.replace("`", ""), words, case)


def _line_words(place: tuple[int, str], _: Translate) -> str:
    """Name the line of an error."""
    line, code = place
    return _("Line {line}: `{code}`", line=line, code=within_code(visible(code, MAX_VALUE))) if line else ""


def _failed(case: Case, found: Judged, error: FailedError, _: Translate) -> None:
    """Show the words of torch or Python, and explain them."""
    shapes = shapes_of({name: tuple(tensor.shape) for name, tensor in given(case).items()}, _)
    heading = _("torch says") if error.kind.endswith("RuntimeError") else _("Python says")
    _say(WRONG, heading, _line_words(found.place, _), _thrown_away(found.discarded, _))
    words = visible(f"{error.kind}: {error.words}", MAX_WORDS, lines=True)
    code_block(words, _, python=False)
    st.html(f'<p class="meaning">{rich(explanation(error.kind, error.words, shapes, _))}</p>')


def _verdict(case: Case, answer: Judgement, shown: str, _: Translate) -> None:
    verdict = answer.verdict
    if verdict.outcome is Outcome.MISTAKE:
        _mistake(case, verdict, answer.value is None, _)
    else:
        kind, heading, sentence = _plain_words(case, answer, _)
        meant = meaning_of(case, _) if verdict.solved else ""
        _say(kind, heading, meant, sentence, _thrown_away(verdict.discarded, _), _about_guess(case, verdict, _))
    if verdict.solved:
        _onward(case, _)
    if shown:
        st.caption(_("your last line gives") if verdict.line else _("your line gives"))
        code_block(shown, _)


def _plain_words(case: Case, answer: Judgement, _: Translate) -> tuple[str, str, str]:
    """Return kind, heading and sentence of a verdict without a known mistake."""
    shape = tuple(getattr(answer.value, "shape", ())) or answer.value
    return {
        Outcome.RIGHT: (
            RIGHT,
            _("Right: {name} = {value}", name=asked(case.exercise), value=printed_number(solution(case))),
            _right_words(case, answer.verdict, _),
        ),
        Outcome.OTHER_WAY: (
            ALMOST,
            _("The number is right, the way is the one of exercise 1"),
            _("Here it shall be a matrix product: `torch.mm`, `torch.matmul` or `@`."),
        ),
        Outcome.ROUNDED: (
            ALMOST,
            _("Right as far as it goes"),
            _("Give at least two decimals; torch prints four."),
        ),
        Outcome.SEVERAL: (
            WRONG,
            _("Several numbers"),
            _("The answer is one number: leave the one that you mean."),
        ),
        Outcome.ONLY_HERE: (
            ALMOST,
            _("Right for these numbers only"),
            _("With other features and weights the same lines give another number than the right ones. Use the names."),
        ),
        Outcome.SHAPE: (
            WRONG,
            _("Not a single number"),
            (
                _(
                    "One entry is asked for, that at `[0, 0]`; this is of shape or value `{shape}`.",
                    shape=str(shape)[:MAX_VALUE],
                )
                if case.asks_for_gradient
                else _("The output is one number; this is of shape or value `{shape}`.", shape=str(shape)[:MAX_VALUE])
            ),
        ),
    }.get(
        answer.verdict.outcome,
        (
            WRONG,
            _("Not this number"),
            _("It is none of the known mistakes either. Take a hint, or look at one step."),
        ),
    )


def _right_words(case: Case, verdict: Verdict, _: Translate) -> str:
    """Say which line is right, what a typed number cannot show, or how to go on."""
    if verdict.line:
        return _("Line {line} is right, the last line is something else.", line=verdict.line)
    if verdict.name:
        return _("`{name}` is right, the last line is something else.", name=verdict.name)
    if verdict.alike is not None:
        return _(
            "With these decimals, a mistake gives the same number here: {name}. A line of PyTorch can tell them apart.",
            name=mistake_words(verdict.alike, case, _)[0],
        )
    return _("Once more with other numbers? Press the die beside the seed, or change the size.")


def _about_guess(case: Case, verdict: Verdict, _: Translate) -> str:
    """Say whether the guess was right, once the exercise is solved."""
    guess = guess_of(case)
    if guess is None or not verdict.solved:
        return ""
    right = right_guess(case)
    if case.asks_for_gradient:
        return {
            ("up", "up"): _("You said: up. So it is."),
            ("up", "down"): _("You said: up. It goes down."),
            ("down", "down"): _("You said: down. So it is."),
            ("down", "up"): _("You said: down. It goes up."),
        }[guess, right]
    if guess == right:
        return _("You said: nearer to {guess}. So it is.", guess=guess)
    return _("You said: nearer to {guess}. It is nearer to {other}.", guess=guess, other=right)


def _mistake(case: Case, verdict: Verdict, typed: bool, _: Translate) -> None:
    """Name the mistake with a hint; for a typed number also show the program that gives it."""
    if verdict.mistake is None:
        return
    name, hint = mistake_words(verdict.mistake, case, _)
    hidden = ""
    if verdict.hidden and case.asks_for_gradient:
        hidden = _("The number is the right one here; with other features and weights it is another one.")
    elif verdict.hidden:
        hidden = _("The number is the right one here, where `activation` is flat; with smaller sums it is another one.")
    _say(WRONG, _("A known mistake: {name}", name=name), hint, hidden, _thrown_away(verdict.discarded, _))
    if typed:
        result = next(value for _mistake, text, value in mistaken(case) if text == verdict.program)
        st.caption(_("this gives the same"))
        code_block(f"{verdict.program}\n# {result!r}", _)


def _thrown_away(discarded: tuple[str, int], _: Translate) -> str:
    """Say that a line discards its result."""
    operation, line = discarded
    if not operation:
        return ""
    return _(
        "Line {line}: `{operation}` returns a new tensor; it changes nothing here. Keep it under a name.",
        line=line,
        operation=operation.replace("`", "'"),
    )


def _onward(case: Case, _: Translate) -> None:
    """Place the ways on after a right answer: the next exercise, and the page that shows these numbers."""
    with st.container(key="exercise-onward", horizontal=True):
        last = case.exercise + 1 not in EVERY_EXERCISE
        if not last:
            st.button(
                _("next exercise"),
                key="next-exercise",
                type="primary",
                icon=":material/arrow_forward:",
                on_click=choose,
                args=(case.exercise + 1,),
            )
        st.link_button(_("see why"), why(case), icon=":material/visibility:", type="primary" if last else "secondary")


ASKED_GRADIENTS: Mapping[int, Mapping[str, object]] = MappingProxyType(
    {
        WEIGHT_GRADIENT: {"select": "w2.1.1"},
        BIAS_GRADIENT: {"select": "b1.1"},
        UPDATED_WEIGHT: {"select": "w1.1.1", "rate": RATE, "updates": 1},
    }
)
"""Exercise -> what the gradients page is to look at."""


def why(case: Case) -> str:
    """Return the link to the page that shows this case: a unit, its two operands, the network, or its gradients."""
    scene: dict[str, object] = {"seed": case.seed, "inputs": case.inputs}
    page = "neuron"
    if case.exercise in ASKED_GRADIENTS:
        page = "gradients"
        scene |= {"hidden": case.hidden, "view": "backward", **ASKED_GRADIENTS[case.exercise]}
    elif case.hidden:
        page, scene = "network", scene | {"hidden": case.hidden}
    elif case.exercise == MATRIX and case.inputs in SIZES:
        page, scene = "shapes", scene | {"weights": "column"}
    kept = {name: st.query_params.get_all(name) for name in KEPT if name in st.query_params}
    return f"./{address_of(page)}?{urlencode(scene | kept, doseq=True)}"


def _say(kind: str, heading: str, *sentences: str) -> None:
    more = "".join(f"<p>{rich(sentence)}</p>" for sentence in sentences if sentence)
    st.html(f'<div class="feedback {escape(kind)}" role="status"><b>{rich(heading)}</b>{more}</div>')
