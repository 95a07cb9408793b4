"""What a page gives to take home: a program that prints the numbers on the screen, its lesson, and the tensors."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from torch import Tensor


@dataclass(frozen=True)
class Passage:
    """A step of the lesson: a text in the visitor's language, and the code that it leads to (perhaps none).

    Attributes
    ----------
    text: Markdown, formulas between dollar signs.
    code: Python; the passages' codes, run one after another in one namespace, print what the program prints.
    """

    text: str
    code: str = ""


@dataclass(frozen=True)
class OwnFile:
    """A file that only this kind of scene has.

    Attributes
    ----------
    ending: of its name, behind that of the others, such as course.csv.
    label, purpose: what it is and what it is for, in the visitor's language.
    kind: its media type.
    make: writes it, when somebody wants it.
    """

    ending: str
    label: str
    purpose: str
    kind: str
    make: Callable[[], bytes | str]


@dataclass(frozen=True, eq=False)  # tensors have no single answer to ==
class TakeHome:
    """Everything of one scene that can be taken home, whichever file it goes into.

    Attributes
    ----------
    name: what the files are called, without an ending: letters, digits and hyphens, such as network-3-2-1-seed-7.
    title: heading of the notebook, in the visitor's language.
    program: Python source, complete in itself, that prints the numbers on the screen.
    lesson: the same program in steps, with the text of the lesson.
    tensors: by their name in the program, in the order in which it makes them: what was drawn and what was computed.
    programs: the program in each way of writing it that a person can choose, by its name in links; empty for one way.
    files: what this kind of scene has besides.
    """

    name: str
    title: str
    program: str
    lesson: tuple[Passage, ...]
    tensors: Mapping[str, Tensor]
    programs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    files: tuple[OwnFile, ...] = ()
