"""What a visitor has answered and guessed on the exercises page, kept for the visit, and judged once."""

import logging
from dataclasses import dataclass

import streamlit as st
import torch
from torch import Tensor

from components.exercise_controls import TEXT, mark_solved
from components.panels.exercise_task import printed
from components.panels.selection import sync
from compute.exercise_numbers import parse_number
from compute.exercises import Answer, Case, judge, solution, thrown_away
from compute.expression import MAX_LENGTH, ExpressionError, FailedError, Value

GUESS, NEARER = "exercise-guess", ("0", "1")
LINE, MAX_SHOWN = 54, 4000
"""Characters in a line of a result, and in all of it."""

MAX_GUESSES = 500
"""So many cases are guessed about in one visit; the oldest guess makes room."""

_ANSWERED, _JUDGED, _GUESSES = "exercises-answered", "exercises-judged", "exercises-guesses"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Judged:
    """An answer with what is said of it: exactly one of the three.

    Attributes
    ----------
    shown: what the answer's last line gave, as `print` shows it; empty for a typed number.
    error: why there is no verdict, and what an earlier line has thrown away, with its number.
    failed: whether judging itself went wrong, which is the site's fault.
    """

    answer: Answer | None = None
    shown: str = ""
    error: ExpressionError | None = None
    discarded: tuple[str, int] = ("", 0)
    failed: bool = False


def hand_in(case: Case) -> None:
    """In the form's callback: judge what stands in the field."""
    text = str(st.session_state.get(TEXT) or "")[: MAX_LENGTH + 1]
    st.session_state[_ANSWERED] = (text, case)
    answer = _judged(case, text).answer
    if answer is not None and answer.verdict.solved:
        mark_solved(case)


def keep_text(case: Case) -> None:
    """Put the last answer to this exercise back into a field that is new, as after a visit of another page."""
    text, answered = st.session_state.get(_ANSWERED, ("", case))
    if TEXT not in st.session_state and answered.exercise == case.exercise:
        st.session_state[TEXT] = text


def judged(case: Case) -> Judged | None:
    """What is said of the last answer, on these numbers; None where there is none.

    Lines of PyTorch are run again when the numbers change; a typed number was meant for its own.
    """
    text, answered = st.session_state.get(_ANSWERED, ("", case))
    if not text or answered.exercise != case.exercise or (answered != case and parse_number(text) is not None):
        return None
    return _judged(case, text)


def _judged(case: Case, text: str) -> Judged:
    """The verdict, from memory where the page runs again with the same numbers."""
    known = st.session_state.get(_JUDGED)
    if known is None or known[0] != (text, case):
        known = st.session_state[_JUDGED] = ((text, case), _judge(case, text))
    found: Judged = known[1]
    return found


def _judge(case: Case, text: str) -> Judged:
    try:
        answer = judge(case, text)
        return Judged(answer, "" if answer.value is None else _shown(answer.value))
    except FailedError as error:
        return Judged(error=error, discarded=thrown_away(case, text))
    except ExpressionError as error:
        return Judged(error=error)
    except Exception:
        # Whatever a text has found that nobody thought of: the visitor gets a sentence, the server's log the rest.
        _LOG.exception("an answer to exercise %d could not be judged: %r", case.exercise, text[:200])
        return Judged(failed=True)


def _shown(value: Value) -> str:
    """As `print` shows it, in lines that fit."""
    if isinstance(value, Tensor) and value.numel() > 1 and value.is_floating_point():
        return printed(value.detach().to(torch.float64), LINE)
    text = repr(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]} .."  # as for all foreign text that is cut


def guess_of(case: Case) -> str | None:
    """What was guessed of this output: nearer to "0" or to "1"; None where nothing was."""
    guess: str | None = st.session_state.get(_GUESSES, {}).get(case)
    return guess


def guess_control(question: str, names: tuple[str, str], case: Case) -> None:
    """Two buttons for the guess."""
    st.segmented_control(
        question,
        NEARER,
        default=sync(GUESS, guess_of(case)),
        format_func=dict(zip(NEARER, names, strict=True)).__getitem__,
        key=GUESS,
        on_change=_guess,
        args=(case,),
        label_visibility="collapsed",
    )


def _guess(case: Case) -> None:
    guesses = {other: guess for other, guess in st.session_state.get(_GUESSES, {}).items() if other != case}
    chosen = st.session_state[GUESS]
    if chosen in NEARER:
        guesses[case] = chosen
    st.session_state[_GUESSES] = dict(list(guesses.items())[-MAX_GUESSES:])


def nearer(case: Case) -> str:
    """What the output is nearer to."""
    return NEARER[solution(case) > 0.5]
