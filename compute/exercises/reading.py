"""Parse a visitor's text into the tree of its program, within bounds; nothing runs.

Three gates: characters (outside of texts and comments), `ast.parse` on at most `MAX_LENGTH` of them, and the size, the
depth and the names of the tree.
"""

import ast
import io
import re
import tokenize
import unicodedata

from compute.exercises.bounds import MAX_INTEGER
from compute.exercises.classes import DOUBLE_UNDERSCORE
from compute.exercises.refusals import FailedError, Reason, RefusedError

MAX_LENGTH = 3000
"""Characters of a text, comments included: the notebook's own lines, the drawing and a long answer fit."""

MAX_STATEMENTS = 60
MAX_NODES = 2500
"""The most nodes of the tree; half of them are just Load, Add, .., and a step that computes has five characters."""

MAX_DEPTH = 60
MAX_BRACKETS = 15
"""The most nested brackets."""

MAX_SIGNS = 6
"""The most signs before one value, as in `--1`."""

MAX_DIGITS = 12
MAX_FRACTION = 40
"""The most characters of a number with a point."""

_OPERATORS = frozenset("( ) [ ] { } , . : ; = + - * / // % ** @ += -= *= /= //= %= **= @= -> == != < > <= >=".split())
_NAME = re.compile(r"[A-Za-z_À-ÖØ-öø-ÿĀ-ſ][A-Za-z0-9_À-ÖØ-öø-ÿĀ-ſ]*")
_WHOLE = re.compile(r"[\d_]{1,20}", re.ASCII)
_FRACTION = re.compile(r"[\d_]*\.?[\d_]*([eE][+-]?\d{1,4})?", re.ASCII)
_TEXT = re.compile(r"""(f|r|fr|rf)?("{3}|'{3}|"|')""", re.IGNORECASE)
_ESCAPE = re.compile(r"\\[^nt\\'\"\n]")
GAP = re.compile(r"(?<!\w)__+(?!\w)", re.ASCII)


def read(text: str) -> tuple[ast.Module, int]:
    """Parse a text; return its tree, and how many of its first lines are left out before it.

    Raises
    ------
    RefusedError: it is empty, too large, or holds signs or names that are not allowed here.
    FailedError: Python cannot read it, in its own words.
    """
    if len(text) > MAX_LENGTH:
        raise RefusedError(Reason.LENGTH, allowed=[str(MAX_LENGTH)])
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    code = text.strip()
    if not code:
        raise RefusedError(Reason.EMPTY)
    _check_signs(code, _before(text, code))
    try:
        tree = ast.parse(code)
    except (RecursionError, MemoryError):
        raise RefusedError(Reason.SIZE) from None
    except (SyntaxError, ValueError) as error:
        failed = FailedError(error)
        if isinstance(error, SyntaxError) and error.lineno:
            failed.line = error.lineno + _before(text, code)
        raise failed from None
    if not tree.body:
        raise RefusedError(Reason.EMPTY)
    if len(tree.body) > MAX_STATEMENTS:
        raise RefusedError(Reason.STATEMENTS, allowed=[str(MAX_STATEMENTS)])
    _check_tree(tree)
    return tree, _before(text, code)


def _before(text: str, code: str) -> int:
    """Count the lines of the text before its first one with words."""
    return text[: text.index(code)].count("\n")


def _check_signs(code: str, skipped: int = 0) -> None:
    """Check what stands outside of texts and comments; Python's own error names what cannot be cut into words."""
    gap = GAP.search(code)
    if gap:
        error = RefusedError(Reason.UNDERSCORE, gap.group())
        error.line = code[: gap.start()].count("\n") + 1 + skipped
        raise error
    depth = signs = 0
    before: tokenize.TokenInfo | None = None
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            try:
                _check_token(token, before)
            except RefusedError as error:
                error.line = token.start[0] + skipped
                raise
            depth += (token.string in "([{" and token.type == tokenize.OP) - (token.string in ")]}")
            signs = signs + 1 if token.string in ("-", "+", "~", "not") else 0
            if depth > MAX_BRACKETS or signs > MAX_SIGNS:
                raise RefusedError(Reason.SIZE)
            before = token
    except (tokenize.TokenError, SyntaxError):
        return


def _check_token(token: tokenize.TokenInfo, before: tokenize.TokenInfo | None) -> None:
    match token.type:
        case tokenize.OP if token.string not in _OPERATORS and token.string not in ("...", ":="):
            raise RefusedError(Reason.CHARACTER, token.string)
        case tokenize.ERRORTOKEN if token.string.strip() and token.string not in "\"'":
            raise RefusedError(Reason.CHARACTER, token.string[:1])
        case tokenize.NAME if not _NAME.fullmatch(token.string):
            raise RefusedError(Reason.CHARACTER, next(sign for sign in token.string if not _NAME.match(sign)))
        case tokenize.NAME if before is not None and before.type == tokenize.NUMBER and before.end == token.start:
            raise RefusedError(
                Reason.NUMBER, before.string + token.string
            )  # the parser would warn, on the server's log
        case tokenize.NUMBER:
            _check_number(token.string)
        case tokenize.STRING if not _TEXT.match(token.string):
            raise RefusedError(Reason.CHARACTER, token.string[:1])
        case tokenize.STRING if _ESCAPE.search(token.string):
            raise RefusedError(Reason.CHARACTER, "\\")


def _check_number(digits: str) -> None:
    if _WHOLE.fullmatch(digits):
        fits = len(digits.replace("_", "")) <= MAX_DIGITS
    else:
        fits = len(digits) <= MAX_FRACTION and _FRACTION.fullmatch(digits) is not None
    if not fits:
        raise RefusedError(Reason.NUMBER, digits)


def _check_tree(tree: ast.Module) -> None:
    """Count nodes and depth without recursion, and check every name and number, also within an f-string."""
    level: list[ast.AST] = [tree]
    count = depth = 0
    while level:
        count, depth = count + len(level), depth + 1
        if count > MAX_NODES or depth > MAX_DEPTH:
            raise RefusedError(Reason.SIZE)
        for node in level:
            for name in _names(node):
                if name.startswith("__") and name not in DOUBLE_UNDERSCORE:
                    raise RefusedError(Reason.UNDERSCORE, name)
            if isinstance(node, ast.Constant) and isinstance(node.value, int) and node.value > MAX_INTEGER:
                raise RefusedError(Reason.NUMBER)
        level = [child for node in level for child in ast.iter_child_nodes(node)]


def _names(node: ast.AST) -> list[str]:  # noqa: PLR0911  (a table of kinds)
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
            return [name]
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.ExceptHandler(name=str() as name):
            return [name]
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return names
        case ast.keyword(arg=str() as name):
            return [name]
        case ast.alias(name=name, asname=other):
            return [*name.split("."), *([other] if other else [])]
    return []
