"""A beat: one step of the lesson beside the picture. A topic declares its beats, and its page's record holds them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from components.base.text import Translate


@dataclass(frozen=True)
class Asked:
    """A question and the answers to choose from, in the visitor's language.

    Attributes
    ----------
    text: the question, Markdown as `components.base.prose` reads it.
    answers: two to four of them.
    right: index of the right one, counted from 0; computed from the numbers on the screen.
    """

    text: str
    answers: tuple[str, ...]
    right: int


@dataclass(frozen=True)
class Told:
    """What a beat says about the scene on the screen.

    Attributes
    ----------
    title: its heading.
    text: paragraphs, Markdown as `components.base.prose` reads it; those of a question come after the answer.
    asked: the question; None for a worked example, which says its text at once.
    """

    title: str
    text: tuple[str, ...]
    asked: Asked | None = None


Tell: TypeAlias = Callable[[Any, Translate], Told]
"""Writes a beat from the topic's record of what is on the screen."""


@dataclass(frozen=True)
class Beat:
    """A step of the lesson.

    Attributes
    ----------
    tell: writes it.
    link: the scene that it is about: what it sets of the link. What other beats of the page set goes back to its
        default, and everything else stays as the visitor has it.
    """

    tell: Tell
    link: Mapping[str, str]


def scene_of(beats: tuple[Beat, ...], number: int) -> Mapping[str, str]:
    """Return the names and values that a beat sets; a value is empty where it goes back to its default.

    Parameters
    ----------
    number: counted from 1, one of those that there are.
    """
    names = dict.fromkeys(name for beat in beats for name in beat.link)
    return {name: beats[number - 1].link.get(name, "") for name in names}


def ask_among(question: str, true: str, wrong: Iterable[str]) -> Asked:
    """Ask with the right answer among the wrong ones, each once, in an order that does not tell."""
    answers = sorted({true, *wrong})
    return Asked(question, tuple(answers), answers.index(true))
