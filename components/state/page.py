"""The record of a page, declared once by its topic: menu, link, share, take home, tests and README read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeAlias

from components.base.text import Translate
from components.state.beat import Beat
from components.state.fields import Field
from components.state.scene import Said, Scene
from compute.files.take_home import TakeHome

Words: TypeAlias = Callable[[Translate], str]
Lesson: TypeAlias = Callable[..., TakeHome]


class SceneOf(Protocol):
    """Computes what a page shows for a link."""

    def __call__(self, said: Said, _: Translate, *, wall: bool) -> Scene:
        """Compute it; `said` has a value for each field of the page, and `wall` says whether it is for a wall."""


class Group(Enum):
    """Where in the menu a page stands."""

    NOTEBOOK = "the blocks of the notebook, in its order"
    PRACTICE = "to try out what was learned"
    NEXT = "what the notebook announces"


@dataclass(frozen=True)
class Page:
    """A page of the site.

    Attributes
    ----------
    slug: name of its script in `pages/`, and its address below that of the site.
    title: in the menu, and in the browser's title bar.
    lead: in one line what it shows.
    fields: what a link to it may hold, besides what the frame adds.
    sliders: keys of those that speak while they are dragged.
    picture: key of the container that holds its picture; the first that is there, where its parts have several.
    lessons: what it gives to take home, by the name of the part; a page without parts has one with an empty name.
    stylesheet: its own, or None where that of the site does.
    scene: computes what the page shows for a link while a slider moves; None where a move runs the page.
    plotly: whether Plotly draws what is seen first, so that its code may be on its way before anything is known.
    block: which part of the notebook it shows.
    beats: the lesson beside the picture, five to eight steps; empty for a page that is all questions.
    group: the part of the menu in which it stands.
    """

    slug: str
    title: Words
    lead: Words
    fields: tuple[Field, ...]
    sliders: tuple[str, ...]
    picture: tuple[str, ...]
    lessons: Mapping[str, Lesson]
    stylesheet: Path | None = None
    scene: SceneOf | None = None
    plotly: bool = False
    block: Words = field(default=lambda _: "")
    beats: tuple[Beat, ...] = ()
    group: Group = Group.NOTEBOOK

    @property
    def lesson(self) -> Lesson:
        """The lesson of a page without parts."""
        return self.lessons[""]


def only(lesson: Lesson) -> Mapping[str, Lesson]:
    """Return the lessons of a page without parts: this one, under an empty name."""
    return MappingProxyType({"": lesson})


def document_title(title: str) -> str:
    """Write the text of the browser's title bar, from the title of the page."""
    return f"{title} · Tensorama"
