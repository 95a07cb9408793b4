"""Python code as HTML, coloured by what its parts are.

In the browser it would take a script of 1.5 megabytes, which knows every language.
"""

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from typing import Any

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Keyword, Literal, Name, Operator

KINDS = (
    (Comment, "comment"),
    (Keyword.Constant, "literal"),
    (Keyword, "keyword"),
    (Operator.Word, "keyword"),
    (Name.Function, "keyword"),
    (Name.Class, "keyword"),
    (Literal, "literal"),
)
"""What a part is -> its class in the stylesheet; the first that holds counts, and all else has no colour of its own."""

_LEXER = PythonLexer(stripnl=False, ensurenl=False)


@lru_cache(maxsize=256)
def highlighted(code: str) -> str:
    """Give the code as HTML; its text is the code, sign by sign."""
    return "".join(
        f'<span class="{kind}">{escape(text)}</span>' if kind else escape(text) for kind, text in _joined(code)
    )


def _joined(code: str) -> Iterator[tuple[str, str]]:
    """Class and text of what stands together and looks alike."""
    before, text = "", ""
    for token, part in _LEXER.get_tokens(code):
        kind = _class(token)
        if kind != before and text:
            yield before, text
            text = ""
        before, text = kind, text + part
    if text:
        yield before, text


def _class(token: Any) -> str:
    return next((name for kind, name in KINDS if token in kind), "")
