"""Write the open beat of a lesson as HTML; what can be pressed in it says so by its name, see `PRESSED`."""

import re
from html import escape

from components.base.prose import paragraphs_html, sentence_html
from components.base.text import Translate
from components.state.beat import Asked, Told

_PRESSED = re.compile(r"(beat|answer)\.([0-9])", re.ASCII)


def beat_html(told: Told, number: int, total: int, answer: int | None, _: Translate) -> str:
    """Write the beat, its place among the others, and the way to them.

    Parameters
    ----------
    number: which beat it is, counted from 1.
    answer: index of the answer that was given; None while there is none.
    """
    asked = told.asked
    given = answer if asked is not None and answer is not None and answer < len(asked.answers) else None
    said = "" if asked is not None and given is None else paragraphs_html(told.text)
    question = "" if asked is None else _question(asked, given)
    verdict = "" if asked is None or given is None else _verdict(asked, given, _)
    name = escape(_("Lesson"))
    return (
        f'<section class="lesson" aria-label="{name}">'
        f"{_top(number, total, _)}"
        f'<div class="beat"><h2>{sentence_html(told.title)}</h2>{question}'
        f'<div role="status">{verdict}{said}</div>{_way(number, total, _)}</div></section>'
    )


def pressed_in(name: str) -> tuple[str, int] | None:
    """Read the name of what was pressed: `beat` with the number of one, or `answer` with the index of one."""
    found = _PRESSED.fullmatch(name)
    return (found[1], int(found[2])) if found else None


def _top(number: int, total: int, _: Translate) -> str:
    place = _("Lesson, {number} of {total}", number=number, total=total)
    folds = "".join(
        f'<button type="button" class="{state}" data-folds="lesson">{escape(words)}</button>'
        for state, words in (("folds", _("hide")), ("unfolds", _("show the lesson")))
    )
    return f'<header><span class="place">{escape(place)}</span>{folds}</header>'


def _question(asked: Asked, given: int | None) -> str:
    answers = "".join(
        f'<button type="button" data-name="answer.{index}" aria-pressed="{str(index == given).lower()}"'
        f"{_mark(asked, given, index)}>{sentence_html(words)}</button>"
        for index, words in enumerate(asked.answers)
    )
    return (
        f'<div class="st-key-question"><p>{sentence_html(asked.text)}</p><div class="answers" role="group">{answers}'
        "</div></div>"
    )


def _mark(asked: Asked, given: int | None, index: int) -> str:
    """Say of an answer, once one was given, whether it is the right one, or the wrong one that was given."""
    if given is None or index not in (given, asked.right):
        return ""
    return ' class="right"' if index == asked.right else ' class="wrong"'


def _verdict(asked: Asked, given: int, _: Translate) -> str:
    if given == asked.right:
        words = escape(_("Right."))
        return f'<p class="verdict right">{words}</p>'
    right = sentence_html(_("Not quite: {answer}.", answer=asked.answers[asked.right]))
    return f'<p class="verdict wrong">{right}</p>'


def _way(number: int, total: int, _: Translate) -> str:
    """Write the buttons that lead to other beats: back, a dot for each beat, next."""
    dots = "".join(_dot(each, number, _) for each in range(1, total + 1))
    back, after = _step(number - 1, total, "back", _("back")), _step(number + 1, total, "next", _("next"))
    name = escape(_("Beats of the lesson"))
    return f'<nav aria-label="{name}">{back}<span class="dots">{dots}</span>{after}</nav>'


def _dot(each: int, number: int, _: Translate) -> str:
    words, current = escape(_("beat {number}", number=each)), ' aria-current="step"' if each == number else ""
    return f'<button type="button" class="dot" data-name="beat.{each}" aria-label="{words}"{current}></button>'


def _step(to: int, total: int, place: str, words: str) -> str:
    if not 1 <= to <= total:
        return f'<button type="button" class="step" disabled>{escape(words)}</button>'
    return f'<button type="button" class="step" data-name="beat.{to}" data-place="{place}">{escape(words)}</button>'
