"""Keep a visitor's answer, guesses and solved exercises for the visit, and judge each answer once."""

import contextlib
import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, replace

import streamlit as st
import torch
from torch import Tensor

from components.exercises.controls import TEXT, chosen_exercise, mark_solved, solved_cases
from components.exercises.panels.task import printed
from components.state.following import sync
from components.state.own_writes import if_set_by_person
from compute.exercises.expression import MAX_LENGTH, ExpressionError, FailedError, Value
from compute.exercises.filling import FilledStep, filled
from compute.exercises.judging import Case, Judgement, judge, solution, thrown_away, typed_number
from compute.exercises.program import gradient
from compute.network.spec import SpecError

GUESS, NEARER = "exercise-guess", ("0", "1")
DIRECTION, WAYS = "exercise-direction", ("up", "down")
"""The choices for a guess, and what it may be: what the output is nearer to, or which way a step takes a weight."""

LINE, MAX_SHOWN = 54, 4000
"""The most characters in a line of a result, and in the whole result."""

MAX_GUESSES = 500
"""The most guesses that are kept in one visit; a further one replaces the oldest."""

MAX_KEPT = 200
"""The most solved cases, and the most guesses, that are kept beyond the session."""

_ANSWERED, _JUDGED, _GUESSES = "exercises-answered", "exercises-judged", "exercises-guesses"
_FRESH = "exercises-fresh"
"""In the session: an answer was handed in, and no run has shown it yet."""

_CASE = re.compile(r"\d{1,4}(\.\d{1,4}){3}", re.ASCII)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Judged:
    """The result of judging an answer: exactly one of `answer`, `error` and `failed` is set.

    Attributes
    ----------
    shown: what the answer's last line gave, as `print` shows it; empty for a typed number.
    error: why there is no verdict, and what an earlier line has thrown away, with its number.
    failed: whether judging itself went wrong, which is the site's fault.
    place: of an error in a text of several lines: the number of its line, and that line.
    steps: the steps of the right way, and which of them the lines have computed; for a typed number those of the
        lines that give it.
    """

    answer: Judgement | None = None
    shown: str = ""
    error: ExpressionError | None = None
    discarded: tuple[str, int] = ("", 0)
    failed: bool = False
    place: tuple[int, str] = (0, "")
    steps: tuple[FilledStep, ...] = ()


def hand_in(case: Case) -> None:
    """Judge what stands in the field; the callback of the form."""
    text = str(st.session_state.get(TEXT) or "")[: MAX_LENGTH + 1]
    st.session_state[_ANSWERED], st.session_state[_FRESH] = (text, case), True
    answer = _judged(case, text).answer
    if answer is not None and answer.verdict.solved:
        mark_solved(case)


def keep_text(case: Case) -> None:
    """Fill the field with the last answer to this exercise where the field is new, as on the way back to this page."""
    text, answered = st.session_state.get(_ANSWERED, ("", case))
    # No empty text: the browser may show what has been typed and not been handed in.
    if text and TEXT not in st.session_state and answered.exercise == case.exercise:
        st.session_state[TEXT] = text


def judged(case: Case) -> Judged | None:
    """Judge the last answer on these numbers; None where there is none.

    Lines of PyTorch are run again when the numbers change; a typed number counts for its own numbers only.
    """
    text, answered = st.session_state.get(_ANSWERED, ("", case))
    if not text or answered.exercise != case.exercise or (answered != case and typed_number(text) is not None):
        return None
    return _judged(case, text)


def _judged(case: Case, text: str) -> Judged:
    """Return the verdict; it is remembered while text and numbers stay."""
    known = st.session_state.get(_JUDGED)
    if known is None or known[0] != (text, case):
        known = st.session_state[_JUDGED] = ((text, case), _judge(case, text))
    found: Judged = known[1]
    return found


def just_handed_in() -> bool:
    """Tell, once, whether an answer was handed in for this run of the page."""
    return bool(st.session_state.pop(_FRESH, False))


def steps_of(case: Case) -> tuple[FilledStep, ...]:
    """Return the steps of the right way, and which of them the last answer has computed."""
    found = judged(case)
    return found.steps if found is not None and found.steps else filled(case)


def _judge(case: Case, text: str) -> Judged:
    found = _judge_text(case, text)
    return replace(found, steps=filled(case, _lines_behind(case, text, found.answer)))


def _lines_behind(case: Case, text: str, answer: Judgement | None) -> str:
    """Return the lines that lead to an answer: its own, or of a typed number those that give it; none if unknown."""
    if answer is None or answer.value is not None:
        return text
    return case.right if answer.verdict.solved else answer.verdict.program


def _judge_text(case: Case, text: str) -> Judged:
    try:
        answer = judge(case, text)
        return Judged(answer, "" if answer.value is None else _shown(answer.value))
    except FailedError as error:
        return Judged(error=error, discarded=thrown_away(case, text), place=_place(error, text))
    except ExpressionError as error:
        return Judged(error=error, place=_place(error, text))
    except Exception:
        # A fault of ours: the visitor gets a sentence, the server's log the traceback.
        _LOG.exception("an answer to exercise %d could not be judged: %r", case.exercise, text[:200])
        return Judged(failed=True)


def _place(error: ExpressionError, text: str) -> tuple[int, str]:
    """Find the line of an error, in a text of several lines."""
    lines = text.splitlines()
    if not 0 < error.line <= len(lines) or sum(1 for line in lines if line.strip()) < 2:
        return 0, ""
    return error.line, lines[error.line - 1].strip()


def _shown(value: Value) -> str:
    """Write a value as `print` does, in lines that fit."""
    if isinstance(value, Tensor) and value.numel() > 1 and value.is_floating_point():
        return printed(value.detach().to(torch.float64), LINE)
    text = repr(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]} .."  # as `foreign.visible` cuts a text


def guess_of(case: Case) -> str | None:
    """Return the guess about this case: one of its `guesses`; None without a guess."""
    guess: str | None = st.session_state.get(_GUESSES, {}).get(case)
    return guess


def guess_control(question: str, names: tuple[str, str], case: Case) -> None:
    """Place two buttons for the guess."""
    key = DIRECTION if case.asks_for_gradient else GUESS
    st.segmented_control(
        question,
        guesses(case),
        default=sync(key, guess_of(case)),
        format_func=dict(zip(guesses(case), names, strict=True)).__getitem__,
        key=key,
        on_change=if_set_by_person(key, _guess),
        args=(key, case),
        label_visibility="collapsed",
    )


def _guess(key: str, case: Case) -> None:
    kept = {other: guess for other, guess in st.session_state.get(_GUESSES, {}).items() if other != case}
    chosen = st.session_state[key]
    if chosen in guesses(case):
        kept[case] = chosen
    st.session_state[_GUESSES] = dict(list(kept.items())[-MAX_GUESSES:])


def guesses(case: Case) -> tuple[str, str]:
    """Return what can be guessed of a case."""
    return WAYS if case.asks_for_gradient else NEARER


def right_guess(case: Case) -> str:
    """Return what the output is nearer to, "0" or "1", or whether a step takes the weight "up" or "down"."""
    if case.asks_for_gradient:
        return WAYS[gradient(case) > 0]
    return NEARER[solution(case) > 0.5]


def to_keep() -> Mapping[str, object]:
    """Return answer, solved exercises and guesses, as `take_back` reads them."""
    text, answered = st.session_state.get(_ANSWERED, ("", None))
    guessed = list(st.session_state.get(_GUESSES, {}).items())[-MAX_KEPT:]
    kept = {
        "answered": [text, _written(answered)] if answered is not None else None,
        "solved": " ".join(sorted(map(_written, solved_cases()))[:MAX_KEPT]),
        "guesses": " ".join(f"{_written(case)}.{guess}" for case, guess in guessed),
    }
    return {name: what for name, what in kept.items() if what}


def take_back(kept: Mapping[str, object], draft: Mapping[str, object]) -> None:
    """Take over what an earlier session has left, where it is valid; an answer is judged anew.

    Parameters
    ----------
    draft: a text that was typed and not handed in, and the exercise that it is about.
    """
    for case in _cases(_words(kept.get("solved"))):
        mark_solved(case)
    guessed: dict[Case, str] = {}
    for word in _words(kept.get("guesses")):
        name, _point, guess = word.rpartition(".")
        guessed |= {case: guess for case in _cases([name]) if guess in guesses(case)}
    st.session_state[_GUESSES] = guessed | st.session_state.get(_GUESSES, {})
    here = chosen_exercise()
    match kept.get("answered"):
        case [str(text), str(name)] if _ANSWERED not in st.session_state:
            for case in _cases([name]):
                st.session_state[_ANSWERED] = (text[: MAX_LENGTH + 1], case)
                if case.exercise == here:
                    st.session_state[TEXT] = text[: MAX_LENGTH + 1]
    typed = draft.get("text")
    if isinstance(typed, str) and draft.get("about") == str(here):
        st.session_state[TEXT] = typed


def _written(case: Case) -> str:
    return ".".join(map(str, astuple(case)))


def _words(text: object) -> list[str]:
    return text.split(" ", MAX_KEPT)[:MAX_KEPT] if isinstance(text, str) else []


def _cases(names: Iterable[str]) -> Iterable[Case]:
    """Yield the cases with these names; names of no case are left out."""
    for name in names:
        if _CASE.fullmatch(name):
            with contextlib.suppress(SpecError):
                yield Case(*map(int, name.split(".")))
