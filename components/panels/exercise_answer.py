"""The answer to an exercise, a number or a line of PyTorch, and what is said of it."""

from html import escape

import streamlit as st
from torch import Tensor

from components.exercise_controls import TEXT, mark_solved
from components.exercise_words import explanation, mistake_words, refusal, rich, shapes_of
from components.foreign import visible
from components.panels.exercise_task import printed
from components.style import number
from components.text import Translate
from compute.exercises import Answer, Case, Outcome, Verdict, given, judge, mistaken, parse_number, solution
from compute.expression import MAX_LENGTH, MAX_STATEMENTS, ExpressionError, FailedError, RefusedError, Value

ANSWERED = "exercises-answered"
MAX_WORDS = 2_000
"""Characters of an error's words; no own one of torch is longer."""

LINE = 54
"""Characters in a line of a result."""

RIGHT, ALMOST, WRONG, QUESTION = "right", "almost", "wrong", "question"


def answer_panel(case: Case, _: Translate) -> None:
    """The field for the answer, and the verdict on what was last handed in for this exercise."""
    with st.form("answer-form", border=False, enter_to_submit=True):
        st.text_area(
            _("your answer: a number, or PyTorch"),
            key=TEXT,
            height=98,
            max_chars=MAX_LENGTH,
            placeholder="0.5000\nactivation(...)",
            help=_(
                "A number with four decimals, as torch prints it; a decimal comma is fine. Or up to {limit} lines of "
                "PyTorch: the names on the left, `+ - * / ** @`, functions such as `torch.sum` and `torch.mm`, methods "
                "such as `.view`, `.reshape`, `.t` and `.sum`. The last line is the answer.",
                limit=MAX_STATEMENTS,
            ),
        )
        st.form_submit_button(_("Check"), type="primary", key="check", on_click=_hand_in, args=(case,))
    with st.container(key="value-feedback", gap="small"):
        feedback(case, _)


def _hand_in(case: Case) -> None:
    text = str(st.session_state.get(TEXT, ""))[: MAX_LENGTH + 1]
    st.session_state[ANSWERED] = (text, case)
    try:
        answer = judge(case, text)
    except ExpressionError:
        return
    if answer.verdict.solved:
        mark_solved(case)


def feedback(case: Case, _: Translate) -> None:
    """The verdict; a line of PyTorch is run again when the numbers change, a typed number was meant for its own."""
    text, answered = st.session_state.get(ANSWERED, ("", case))
    if not text or answered.exercise != case.exercise or (answered != case and parse_number(text) is not None):
        _say(QUESTION, _("Predict first: is the output nearer to 0 or to 1?"), "")
        return
    try:
        _verdict(case, judge(case, text), _)
    except RefusedError as error:
        _say(WRONG, _("Not allowed here"), refusal(error, _))
    except FailedError as error:
        shapes = shapes_of({name: tuple(tensor.shape) for name, tensor in given(case).items()})
        _say(WRONG, _("torch says") if error.kind.endswith("RuntimeError") else _("Python says"), "")
        words = visible(f"{error.kind}: {error.words}", MAX_WORDS, lines=True)
        st.code(words, language=None, wrap_lines=True)
        st.html(f'<p class="meaning">{rich(explanation(error.kind, error.words, shapes, _))}</p>')


def _verdict(case: Case, answer: Answer, _: Translate) -> None:
    verdict = answer.verdict
    if verdict.outcome is Outcome.MISTAKE:
        _mistake(case, verdict, answer.value is None, _)
    else:
        _say(*_plain_words(case, answer, _))
    if answer.value is not None:
        st.caption(_("your line gives"))
        st.code(_shown(answer.value), language="python", wrap_lines=True)


def _plain_words(case: Case, answer: Answer, _: Translate) -> tuple[str, str, str]:
    """Kind, heading and sentence of a verdict without a known mistake."""
    match answer.verdict.outcome:
        case Outcome.RIGHT:
            return (
                RIGHT,
                _("Right: y = {value}", value=number(solution(case))),
                _("Once more with other numbers? Press the die beside the seed, or change the size."),
            )
        case Outcome.OTHER_WAY:
            return (
                ALMOST,
                _("The number is right, the way is the one of exercise 1"),
                _("Here it shall be a matrix product: `torch.mm`, `torch.matmul` or `@`."),
            )
        case Outcome.ROUNDED:
            return ALMOST, _("Right as far as it goes"), _("Give four decimals, as torch prints them.")
        case Outcome.SHAPE:
            shape = tuple(answer.value.shape) if isinstance(answer.value, Tensor) else answer.value
            return (
                WRONG,
                _("Not a single number"),
                _("The output is one number; this is of shape or value `{shape}`.", shape=shape),
            )
    return WRONG, _("Not this number"), _("It is none of the known mistakes either. Take a hint, or look at one step.")


def _mistake(case: Case, verdict: Verdict, typed: bool, _: Translate) -> None:
    """The name of the mistake and the way out; to a typed number also the program that gives it."""
    if verdict.mistake is None:
        return
    name, hint = mistake_words(verdict.mistake, case, _)
    _say(WRONG, _("A known mistake: {name}", name=name), hint)
    if typed:
        result = next(value for _mistake, text, value in mistaken(case) if text == verdict.program)
        st.caption(_("this gives the same"))
        st.code(f"{verdict.program}\n# {result!r}", language="python", wrap_lines=True)


def _shown(value: Value) -> str:
    """As `print` shows it, in lines that fit."""
    return printed(value, LINE) if isinstance(value, Tensor) and value.numel() > 1 else repr(value)


def _say(kind: str, heading: str, sentence: str) -> None:
    more = f"<p>{rich(sentence)}</p>" if sentence else ""
    st.html(f'<div class="feedback {escape(kind)}" role="status"><b>{rich(heading)}</b>{more}</div>')
