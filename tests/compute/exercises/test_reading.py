"""What a text may be written with: signs, names, numbers and brackets, each asked for from both sides."""

import ast

import pytest

from compute.exercises.reading import MAX_DEPTH, MAX_NODES, read
from compute.exercises.refusals import FailedError, Reason, RefusedError
from tests.cases import for_each


def why(text: str) -> tuple[str, str, int]:
    """The reason or kind, the thing or the words, and the line in which a text cannot be read."""
    try:
        read(text)
    except RefusedError as error:
        return error.reason, error.what, error.line
    except FailedError as error:
        return error.kind, error.words, error.line
    return "", "", 0


OK = ("", "", 0)


@for_each(
    ("text", "found"),
    [
        ("", (Reason.EMPTY, "", 0)),
        (" \n\t\n", (Reason.EMPTY, "", 0)),
        ("# a", (Reason.EMPTY, "", 0)),
        ("1\n" * 60, OK),
        ("1\n" * 61, (Reason.STATEMENTS, "", 0)),
        ("1" + " " * 2999, OK),
        ("1" + " " * 3000, (Reason.LENGTH, "", 0)),
        ("x\n\n a", ("IndentationError", "unexpected indent", 3)),
        ("\n\nx\ny (", ("SyntaxError", "'(' was never closed", 4)),
        # signs
        ("a | b", (Reason.CHARACTER, "|", 1)),
        ("a\n\nb ? c", (Reason.CHARACTER, "?", 3)),
        ("\n\na\nb $ c", (Reason.CHARACTER, "$", 4)),
        ("'a | ? $'", OK),
        ("1  # a | ? $", OK),
        ("a[...]", OK),
        ("(a := 3)", OK),
        ("a -> b", ("SyntaxError", "invalid syntax", 1)),
        ("a != b <= c >= d", OK),
        ("a ** b // c % d", OK),
        ("a @= b", OK),
        ("a; b", OK),
        ("a &= b", (Reason.CHARACTER, "&=", 1)),
        ("a ^ b", (Reason.CHARACTER, "^", 1)),
        ("a >> b", (Reason.CHARACTER, ">>", 1)),
        # names
        ("é + ÿ", OK),
        ("ſ", OK),
        ("ɐ", (Reason.CHARACTER, "ɐ", 1)),
        ("aжb", (Reason.CHARACTER, "ж", 1)),
        ("a × b", (Reason.CHARACTER, "×", 1)),
        ("1a", (Reason.NUMBER, "1a", 1)),
        ("1if 2 else 3", (Reason.NUMBER, "1if", 1)),
        ("1 if 2 else 3", OK),
        ("____", (Reason.UNDERSCORE, "____", 1)),
        ("a\nb = __", (Reason.UNDERSCORE, "__", 2)),
        ("\n\na\nb = __", (Reason.UNDERSCORE, "__", 4)),
        ("_", OK),
        ("a__b", OK),
        ("__a", (Reason.UNDERSCORE, "__a", 0)),
        ("a.__b", (Reason.UNDERSCORE, "__b", 0)),
        ("def __a(): 1", (Reason.UNDERSCORE, "__a", 0)),
        ("class __A: 1", (Reason.UNDERSCORE, "__A", 0)),
        ("def a(__b): 1", (Reason.UNDERSCORE, "__b", 0)),
        ("a(__b=1)", (Reason.UNDERSCORE, "__b", 0)),
        ("a(**b)", OK),
        ("global __a", (Reason.UNDERSCORE, "__a", 0)),
        ("try:\n    1\nexcept A as __b:\n    1", (Reason.UNDERSCORE, "__b", 0)),
        ("try:\n    1\nexcept A:\n    1", OK),
        ("import __a", (Reason.UNDERSCORE, "__a", 0)),
        ("import a.__b", (Reason.UNDERSCORE, "__b", 0)),
        ("import a as __b", (Reason.UNDERSCORE, "__b", 0)),
        ("from a import __b", (Reason.UNDERSCORE, "__b", 0)),
        ("f'{__a}'", (Reason.UNDERSCORE, "__a", 0)),
        ("class A:\n    def __init__(self): 1\n    def __call__(self): 1\n    def __repr__(self): 1", OK),
        ("a.__str__, a.__name__, a.__version__", OK),
        # numbers
        ("123456789012345", (Reason.NUMBER, "123456789012345", 1)),
        ("0 if 000000000000 else 1", OK),
        ("0 if 0000000000000 else 1", (Reason.NUMBER, "0000000000000", 1)),
        ("1_000_000", OK),
        ("0 if 0_0_0_0_0_0_0_0_0_0 else 1", OK),
        ("1000000000", OK),
        ("1000000001", (Reason.NUMBER, "", 0)),
        ("1.5e300", OK),
        ("1e-5000", OK),
        ("1e12345", (Reason.NUMBER, "1e12345", 1)),
        (".5 + 5.", OK),
        ("0." + "1" * 38, OK),
        ("0." + "1" * 39, (Reason.NUMBER, "0." + "1" * 39, 1)),
        ("1j", (Reason.NUMBER, "1j", 1)),
        ("0x1F", (Reason.NUMBER, "0x1F", 1)),
        # texts
        ("f'a' + r'b' + rf'c' + fr'd' + F'e'", OK),
        ("b'a'", (Reason.CHARACTER, "b", 1)),
        ("u'a'", (Reason.CHARACTER, "u", 1)),
        ("'a\\n\\t\\\\'", OK),
        ("'\\x41'", (Reason.CHARACTER, "\\", 1)),
        ("'\\\nb'", OK),
        ('"""a\nb"""', OK),
        # brackets and signs
        ("(" * 15 + "1" + ")" * 15, OK),
        ("(" * 16 + "1" + ")" * 16, (Reason.SIZE, "", 0)),
        ("[" * 8 + "(" * 7 + "1" + ")" * 7 + "]" * 8, OK),
        ("()" * 9, OK),
        ("'((((((((((((((((' + '))'", OK),
        ("- + - + - + 1", OK),
        ("- + - + - + -1", (Reason.SIZE, "", 0)),
        ("not not not not not not 1", OK),
        ("not not not not not not not 1", (Reason.SIZE, "", 0)),
        ("-1 - -1 - -1 - -1", OK),
    ],
)
def test_why_a_text_cannot_be_read(text: str, found: tuple[str, str, int]) -> None:
    assert why(text) == found


def test_the_sentences_of_a_refusal_have_the_limits() -> None:
    for text, limit in (("1\n" * 61, "60"), ("1" + " " * 3000, "3000")):
        with pytest.raises(RefusedError) as caught:
            read(text)
        assert caught.value.allowed == (limit,)


@for_each(
    ("text", "before", "body"),
    [
        ("x", 0, "x"),
        ("\n\n x", 2, "x"),
        ("\r\n\rx\r\ny", 2, "x\ny"),
        ("x\n\n", 0, "x"),
        ("e\u0301 = 1", 0, "é = 1"),
    ],
)
def test_the_lines_before_the_first_one_are_counted(text: str, before: int, body: str) -> None:
    tree, skipped = read(text)
    assert (skipped, ast.unparse(tree)) == (before, body)


def test_a_tree_is_as_large_as_it_may_be() -> None:
    """A tuple of names: the module, the statement, the tuple and its `Load` are four, each name is two."""
    assert (MAX_NODES, MAX_DEPTH) == (2500, 60)
    assert why(f"({','.join(['x'] * 1248)})") == OK
    assert why(f"({','.join(['x'] * 1249)})") == (Reason.SIZE, "", 0)
