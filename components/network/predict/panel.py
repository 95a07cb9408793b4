"""Ask for a prediction before anything is shown, and compare it with the output afterwards."""

from html import escape

import streamlit as st

from components.base.style import printed_number
from components.base.text import Translate
from components.network import fields
from components.network.predict.predicting import DIRECTION, NUMBER, Prediction, guess_direction, guess_number, show
from components.network.walk.walking import STEP
from components.state import link
from components.widgets.number_field import refusal
from compute.files.written_numbers import MAX_LENGTH
from compute.network.elements import Unit
from compute.network.known_pass import KnownPass
from compute.network.prediction import HIGHER, LIMIT, LOWER, SAME, Answer, direction_of, is_same


def predict_panel(prediction: Prediction | None, passed: KnownPass, _: Translate) -> None:
    """Ask for a guess; once the output is computed, say how near it was; nothing where none is wanted."""
    if prediction is None:
        return
    spec = passed.network.spec
    output = Unit(spec.depth, prediction.output)
    name = output.label(spec)
    with st.container(key="predict", gap="xsmall"):
        if prediction.answer is None:
            _question(prediction, name, _)
            return
        now = passed.value(output)
        if now is None:
            st.html(_waiting(prediction.answer, name, _))
            return
        with st.container(key="value-guess", gap=None):
            st.html(_verdict(prediction.answer, name, now, _))


def _question(asked: Prediction, name: str, _: Translate) -> None:
    """Place the fields of a guess: a number, after a change also a direction; and a button to see it without."""
    question = _("Predict first: what will {name} be?", name=name)
    lines = [f'<p class="question">{escape(question)}</p>']
    if fields.STEP.canonical(link.value(STEP)) is not None:
        steps = _("The steps follow when you have guessed.")
        lines.append(f"<p>{escape(steps)}</p>")
    field = _("your guess for {name}", name=name)
    if asked.refused is not None:
        lines.append(refusal(field, asked.refused, (-LIMIT, LIMIT), _))
    st.html("".join(lines))
    with st.form("predict-form", border=False):
        st.text_input(
            field,
            max_chars=MAX_LENGTH,
            key=NUMBER,
            autocomplete="off",
            label_visibility="collapsed",
            placeholder="0.5",
        )
        st.form_submit_button(_("Check"), key="predict-check", on_click=guess_number, args=(asked,))
        st.form_submit_button(
            _("Show it"),
            icon=":material/visibility:",
            type="tertiary",
            key="predict-show",
            on_click=show,
            args=(asked,),
        )
    if asked.before is not None:
        names = _direction_names(_)
        st.segmented_control(
            _("The last {name} was {value}. This one is", name=name, value=printed_number(asked.before)),
            list(names),
            format_func=names.__getitem__,
            key=DIRECTION,
            on_change=guess_direction,
            args=(asked,),
        )


def _waiting(answer: Answer, name: str, _: Translate) -> str:
    """Repeat the guess while the walk has not come to the output yet."""
    guess = printed_number(answer.number) if answer.number is not None else ""
    guess = _direction_names(_)[answer.direction] if answer.direction else guess
    said = _("You said: {guess}.", guess=guess) if guess else ""
    on = _("Walk on until {name} is computed.", name=name)
    return f'<div class="guess" role="status"><p><b>{escape(said)}</b> {escape(on)}</p></div>'


def _direction_names(_: Translate) -> dict[str, str]:
    return {LOWER: _("lower"), SAME: _("the same"), HIGHER: _("higher")}


def _verdict(answer: Answer, name: str, now: float, _: Translate) -> str:
    """Write guess and truth side by side, and a sentence about the difference."""
    cells: tuple[tuple[str, str], ...] = ()
    if answer.number is not None:
        cells = ((_("your guess"), printed_number(answer.number)), (name, printed_number(now)))
        words = _about_number(answer.number, now, _)
    elif answer.direction:
        cells = ((_("before"), printed_number(answer.before)), (name, printed_number(now)))
        words = _about_direction(answer, name, now, _)
    else:
        words = _("Shown without a guess.")
    both = "".join(f"<div><span>{escape(title)}</span> <b>{value}</b></div>" for title, value in cells)
    more = _("Change anything for the next question.")
    return (
        f'<div class="guess" role="status"><div class="both">{both}</div>'
        f'<p><b>{escape(words)}</b></p><p class="more">{escape(more)}</p></div>'
    )


def _about_number(guess: float, now: float, _: Translate) -> str:
    if is_same(guess, now):
        return _("Exactly right, to four decimals.")
    amount = printed_number(abs(guess - now))
    if guess > now:
        return _("You were {amount} too high.", amount=amount)
    return _("You were {amount} too low.", amount=amount)


def _about_direction(answer: Answer, name: str, now: float, _: Translate) -> str:
    went = direction_of(answer.before, now)
    verdict = _("Right.") if went == answer.direction else _("Not this time.")
    said = _("You said: {guess}.", guess=_direction_names(_)[answer.direction])
    values = {"name": name, "before": printed_number(answer.before), "now": printed_number(now)}
    if went == SAME:
        happened = _("{name} stayed at {now}.", name=name, now=printed_number(now))
    elif went == HIGHER:
        happened = _("{name} rose from {before} to {now}.", **values)
    else:
        happened = _("{name} fell from {before} to {now}.", **values)
    return f"{said} {verdict} {happened}"
