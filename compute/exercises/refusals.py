"""Say why a student's text gives no value: refused by us, or an error of torch or Python."""

from collections.abc import Sequence
from enum import StrEnum

from compute.torch_errors import words_of

MAX_WORDS = 700
"""The most characters of an error message that are kept."""


class Reason(StrEnum):
    """The reasons why a text is refused."""

    EMPTY = "empty"
    NOTHING = "nothing"
    """Lines that give no value: a function that nobody calls."""
    LENGTH = "length"
    STATEMENTS = "statements"
    SIZE = "size"
    WORK = "work"
    CHARACTER = "character"
    UNDERSCORE = "underscore"
    COPIED = "copied"
    """What a notebook, a terminal or a chat wrote around it: a prompt, a command of the notebook's own, a fence."""
    NAME = "name"
    IMPORT = "import"
    FUNCTION = "function"
    METHOD = "method"
    ARGUMENT = "argument"
    FORM = "form"
    TARGET = "target"
    OPERAND = "operand"
    TEXT = "text"
    NUMBER = "number"
    POWER = "power"
    ELEMENTS = "elements"
    DIMENSIONS = "dimensions"
    GROWTH = "growth"


class ExpressionError(ValueError):
    """A text that gives no value.

    Attributes
    ----------
    line: where in the text it happened, from 1; 0 where that is not known.
    """

    line = 0


class RefusedError(ExpressionError):
    """A text that holds something that is not allowed here.

    Attributes
    ----------
    reason: what kind of thing.
    what: the thing itself, as the visitor wrote it or as Python writes it (`while`): escape it before it is shown.
    allowed: the names or the limit that would be allowed.
    """

    def __init__(self, reason: Reason, what: str = "", allowed: Sequence[str] = ()) -> None:
        super().__init__(f"{reason}: {what!r}; allowed: {', '.join(allowed)}")
        self.reason = reason
        self.what = what[:60]
        self.allowed = tuple(allowed)


class FailedError(ExpressionError):
    """A text that is allowed, and that torch or Python cannot run.

    Attributes
    ----------
    kind: name of the error, RuntimeError for most of torch's.
    words: the message, as torch or Python wrote it.
    """

    def __init__(self, error: Exception, kind: str = "") -> None:
        self.kind = kind or type(error).__name__
        self.words = words_of(error, MAX_WORDS, lines=True)
        super().__init__(f"{self.kind}: {self.words}")
