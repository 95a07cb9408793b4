"""Keep what a person has guessed, and decide whether that opens what is on the page now.

The guess lives in the session, with the scene that it is about: any change of seed, size, setting or value makes
another scene, and what is computed is hidden again until there is a guess about that one.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import streamlit as st

from components.base.foreign import finite, whole
from components.base.text import Translate
from components.browser.live import Move
from components.network import fields
from components.state import link
from components.state.following import sync
from components.state.own_writes import if_set_by_person
from compute.files.written_numbers import MAX_LENGTH, read_number
from compute.network.elements import Element, unit_of
from compute.network.known_pass import KnownPass
from compute.network.prediction import DIRECTIONS, Answer, Question, is_guess
from compute.network.spec import LIMITS

KEY, SWITCH = "predict", "predict-first"
NUMBER, DIRECTION = "predict-number", "predict-direction"

ASIDE = (fields.STEP.name, fields.OTHER_SEED.name)
"""Sliders that change nothing in the scene of the question."""


@dataclass(frozen=True)
class Prediction:
    """The state of the question that the page asks now.

    Attributes
    ----------
    page: name of the page, which keeps its guesses apart from those of another.
    output: the output that is asked about, or that the answer is about; counted from 0.
    answer: what opened the scene; None while everything is hidden.
    before: the value of this output that was last seen on the page, if it was.
    refused: the text that was just given and is no number that can be guessed, None where there is none.
    """

    page: str
    scene: Question
    output: int
    answer: Answer | None
    before: float | None = None
    refused: str | None = None


def predict_switch(_: Translate) -> bool:
    """Place the switch that asks for a guess first; it stands in the link."""
    return st.toggle(
        _("predict first"),
        sync(SWITCH, link.value(KEY) == "true"),
        key=SWITCH,
        on_change=if_set_by_person(SWITCH, _keep_switch),
        help=_("What is computed stays hidden until you have guessed the output."),
    )


def predicting(
    page: str,
    wanted: bool,
    passed: KnownPass,
    edits: Mapping[Element, float],
    selected: Element | None,
    move: Move,
) -> Prediction | None:
    """Return the prediction for what the page shows in this run; while a slider is dragged nothing is open.

    None where no prediction is wanted; earlier guesses and outputs are then forgotten.

    Parameters
    ----------
    passed: as far as a walk has computed it; after the guess the scene is walked, and only its end shows the outputs.
    edits: the values that the person changed, of those that this network has.
    selected: an output that is selected is the one that is asked about, else it is the first.
    """
    if not wanted:
        _forget(page)
        return None
    scene = Question.of(passed, edits)
    if move.key and move.key not in ASIDE:
        answer = None
    else:
        answer = _answer(page) or _left(page, scene)
        if answer is not None and answer.scene != scene:
            answer = st.session_state[_place(page, "answer")] = None
    if answer is not None:
        if None not in passed.output:
            st.session_state[_place(page, "seen")] = tuple(passed.output)
        return Prediction(page, scene, answer.output, answer)
    output = _asked(scene, selected)
    before = st.session_state.get(_place(page, "seen"), ())
    about, refused = st.session_state.get(_place(page, "refused"), (scene, None))
    refused = refused if about == scene else None
    return Prediction(page, scene, output, None, before[output] if output < len(before) else None, refused)


def guess_number(asked: Prediction) -> None:
    """Take the number in the form's callback; one that is not allowed is noted, and its text stays where it is."""
    text = str(st.session_state.get(NUMBER) or "")
    value = read_number(text)
    if is_guess(value):
        st.session_state[NUMBER] = ""
        _open(asked, Answer(asked.scene, asked.output, number=value))
    else:
        st.session_state[_place(asked.page, "refused")] = (asked.scene, text[:MAX_LENGTH])


def guess_direction(asked: Prediction) -> None:
    """Take the direction in the callback of the choice; it is meant from the value that was seen last."""
    value = st.session_state.get(DIRECTION)
    st.session_state[DIRECTION] = None
    if value in DIRECTIONS and asked.before is not None:
        _open(asked, Answer(asked.scene, asked.output, direction=value, before=asked.before))


def show(asked: Prediction) -> None:
    """Open the scene without a guess."""
    _open(asked, Answer(asked.scene, asked.output))


def _open(asked: Prediction, answer: Answer) -> None:
    st.session_state[_place(asked.page, "answer")] = answer
    st.session_state.pop(_place(asked.page, "refused"), None)


def _forget(page: str) -> None:
    for name in ("answer", "seen", "refused", "left"):
        st.session_state.pop(_place(page, name), None)


def _answer(page: str) -> Answer | None:
    found: Answer | None = st.session_state.get(_place(page, "answer"))
    return found


def to_keep(pages: Iterable[str]) -> Mapping[str, object]:
    """Return the guesses of each of these pages, as `take_back` reads them; a hash stands for each scene."""
    return {page: kept for page in pages if (kept := _to_keep(page))}


def _to_keep(page: str) -> Mapping[str, object]:
    answer, seen = _answer(page), st.session_state.get(_place(page, "seen"))
    kept: dict[str, object] = {} if seen is None else {"seen": seen}
    if answer is None:
        return kept
    return kept | {
        "scene": _mark(answer.scene),
        "output": answer.output,
        "number": answer.number,
        "direction": answer.direction,
        "before": finite(answer.before),
    }


def take_back(kept: Mapping[str, object], pages: Iterable[str]) -> None:
    """Take over the guesses of an earlier session about these pages, where this one has none yet."""
    for page in pages:
        left = kept.get(page)
        if not isinstance(left, dict) or _answer(page) is not None:
            continue
        st.session_state[_place(page, "left")] = left
        seen = left.get("seen")
        values = [finite(value) for value in seen] if isinstance(seen, list) else []
        if values and None not in values and len(values) in LIMITS["outputs"]:
            st.session_state.setdefault(_place(page, "seen"), tuple(values))


def _left(page: str, scene: Question) -> Answer | None:
    """Return an earlier session's guess if it is about this scene; about another scene it is forgotten."""
    left: Mapping[str, object] = st.session_state.pop(_place(page, "left"), {})
    output = whole(left.get("output"), scene.spec.outputs - 1)
    if output is None or left.get("scene") != _mark(scene):
        return None
    number, direction, before = left.get("number"), left.get("direction"), finite(left.get("before"))
    if is_guess(number):
        answer = Answer(scene, output, number=finite(number))
    elif direction in DIRECTIONS and before is not None:
        answer = Answer(scene, output, direction=str(direction), before=before)
    else:
        answer = Answer(scene, output)
    st.session_state[_place(page, "answer")] = answer
    return answer


def _mark(scene: Question) -> str:
    """Return a hash of a scene that is the same on every server."""
    said = repr((scene.spec, scene.device, sorted(scene.edits)))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _asked(scene: Question, selected: Element | None) -> int:
    unit = unit_of(selected) if selected is not None else None
    return unit.index if unit is not None and unit.layer == scene.spec.depth else 0


def _keep_switch() -> None:
    link.set_value(KEY, "true" if st.session_state[SWITCH] else "")


def _place(page: str, name: str) -> str:
    return f"predict-{page}-{name}"
