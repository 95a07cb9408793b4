"""What torch says when it refuses or warns: which errors it raises, and its words, short enough for a page."""

TORCH_ERRORS = (RuntimeError, IndexError, TypeError, ValueError)
"""What torch raises where shapes, dtypes or memory do not fit."""

MAX_MESSAGE = 400
"""Characters of what torch says that are kept; its longest message about shapes has half of that."""


_SOURCE = " (Triggered internally"
"""Begins what names a place in torch's own source, on the machine that built it; warnings end with that."""


def words_of(error: Exception, most: int = MAX_MESSAGE, *, lines: bool = False) -> str:
    """Return the words of an error or a warning, or its name where it has none.

    Parameters
    ----------
    most: characters that are kept.
    lines: whether all lines are kept; else the first, since where the error arose in torch's own code follows.
    """
    said = str(error.msg if isinstance(error, SyntaxError) else error).partition(_SOURCE)[0]
    return said[:most] if lines else (said.strip() or type(error).__name__).splitlines()[0][:most]
