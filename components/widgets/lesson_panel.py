"""The lesson beside the picture: one beat at a time, each about a scene that it opens, and asking before it tells."""

from functools import partial

import streamlit as st

from components.base.text import Translate
from components.browser.grids import pressable
from components.browser.picks import newly_picked
from components.lesson.beat_html import beat_html, pressed_in
from components.state import link
from components.state.beat import Beat, scene_of
from components.state.fields import BEAT
from components.state.opening import open_scene
from components.state.page import Page
from components.state.scene import Said, Scene

LESSON = "lesson"
"""Key of the panel, also in a scene."""

PART = "part"
"""What a link calls the part of a page that is open, on all pages that have several."""

_ANSWERS = "lesson-answers"


def lesson_panel(page: Page, shown: object, _: Translate) -> None:
    """Place the open beat of the page's lesson, about what is on the screen.

    Parameters
    ----------
    shown: the topic's record of that, as its beats read it.
    """
    number = _open_beat(page)
    told = page.beats[number - 1].tell(shown, _)
    html = beat_html(told, number, len(page.beats), _answers().get(number), _)
    pressable(html, key=LESSON, on_pick=partial(_press, page))


def lesson_said(page: Page) -> Said:
    """Return what the page's link says of its lesson, for the short way.

    Of a beat whose question was answered it says nothing: the answer stands in no link, so the panel waits.
    """
    number = _open_beat(page)
    return {BEAT.name: "" if number in _answers() else str(number)}


def lesson_in(beats: tuple[Beat, ...], said: Said, shown: object, _: Translate) -> Scene:
    """Return the panel as a part of a scene, before any answer; where there was one, the panel waits."""
    if not said[BEAT.name]:
        return Scene({}, {}, waits=(LESSON,))
    number = min(int(said[BEAT.name]), len(beats))
    return Scene({}, {}, {LESSON: beat_html(beats[number - 1].tell(shown, _), number, len(beats), None, _)})


def _open_beat(page: Page) -> int:
    """Return the number of the open beat: the one that the link names, else the first about the page's open part."""
    named = BEAT.canonical(link.value(BEAT.name))
    if named:
        return min(int(named), len(page.beats))
    part = link.value(PART)
    return next((number for number, beat in enumerate(page.beats, 1) if beat.link.get(PART, "") == part), 1)


def _answers() -> dict[int, int]:
    """Return number of a beat -> index of the answer that was given on this visit of the page."""
    place = link.page_key(_ANSWERS)
    return st.session_state.setdefault(place, {})  # type: ignore[no-any-return]


def _press(page: Page) -> None:
    found = pressed_in(newly_picked(LESSON) or "")
    if found is None:
        return
    what, number = found
    if what == "answer":
        st.session_state[link.page_key(_ANSWERS)] = {**_answers(), _open_beat(page): number}
    elif 1 <= number <= len(page.beats):
        link.set_value(BEAT.name, str(number))
        fields = {field.name: field for field in page.fields}
        open_scene(fields, scene_of(page.beats, number))
