"""Write Python code as HTML, coloured by the kind of each token.

The server does it: in the browser it would take a script of 1.5 megabytes, for every language.
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
"""Kind of token -> its class in the stylesheet. The first match counts; a token without a match has no colour."""

_LEXER = PythonLexer(stripnl=False, ensurenl=False)


@lru_cache(maxsize=256)
def highlighted(code: str) -> str:
    """Return the code as HTML; without its tags it is the same code, character by character."""
    return "".join(
        f'<span class="{kind}">{escape(text)}</span>' if kind else escape(text) for kind, text in _joined(code)
    )


def _joined(code: str) -> Iterator[tuple[str, str]]:
    """Yield class and text of each run of neighbouring tokens that have the same class."""
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
