"""A student's line of PyTorch, interpreted: never `eval`, never `exec`, nothing but what stands in an allow-list.

The text passes four gates, and each says what it lets through:

1. characters and words: only those that a line of tensor arithmetic needs. No quotes, so there are no strings; no
   Python keyword, so there are no lambdas, comprehensions or imports; few brackets within each other.
2. `ast.parse`, which builds a tree and runs nothing, on at most `MAX_LENGTH` characters.
3. size and depth of the tree.
4. an interpreter that knows a dozen kinds of nodes. It looks every name up in a table (`compute/vocabulary.py`), never
   by `getattr`, and knows how many elements a result will have before it computes it.

It is our own walker and not simpleeval's, because that one fetches attributes by the visitor's name and looks at a
value after it was computed. Here a value has at most `MAX_ELEMENTS` elements and a line at most `MAX_NODES` steps, so
that the worst line takes some milliseconds and less than 4 MB.
"""

import ast
import keyword
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import prod

from torch import Tensor

from compute.vocabulary import (
    ATTRIBUTES,
    FUNCTIONS,
    METHODS,
    OPERATORS,
    PLAIN,
    RESIZE,
    Operation,
)

MAX_LENGTH = 500
"""Characters of a text, comments included."""

MAX_STATEMENTS = 6
MAX_NODES = 400
"""Of the tree; half of them say just Load, Add, .., and five characters are needed for a step that computes."""

MAX_DEPTH = 40
MAX_BRACKETS = 12
"""Brackets within each other."""

MAX_DIGITS = 12
MAX_ELEMENTS = 64 * 64
"""The largest tensor of an exercise: W1 with 64 inputs and 64 hidden units."""

MAX_DIMENSIONS = 4
MAX_INTEGER = 10**9
MAX_EXPONENT = 16
"""Of a plain number; a tensor has floating-point elements, where any exponent takes the same time."""

MAX_WORDS = 700
"""So many characters of an error message are kept."""

TORCH, PRINT = "torch", "print"

_CHARACTERS = re.compile(r"[A-Za-z0-9_ \t\n.,()\[\]+\-*/@=:]")
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_HIDDEN = re.compile(r"(?<![A-Za-z0-9_])_\w*", re.ASCII)
_NUMERAL = re.compile(r"(?<![A-Za-z0-9_])\d\w*", re.ASCII)
_DECIMAL = re.compile(r"[\d_]+([eE]\d*)?", re.ASCII)
_KEYWORDS = frozenset(keyword.kwlist) - {"True", "False"}
_SIGNS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.Pow: "**",
    ast.MatMult: "@",
}

Value = Tensor | int | float | tuple[int, ...]
"""What an expression can be; a tuple is a shape. Functions are no values: they can only be called where they stand."""


class Reason(StrEnum):
    """Why a text is refused."""

    EMPTY = "empty"
    LENGTH = "length"
    STATEMENTS = "statements"
    SIZE = "size"
    CHARACTER = "character"
    WORD = "word"
    UNDERSCORE = "underscore"
    NAME = "name"
    ASSIGNMENT = "assignment"
    FUNCTION = "function"
    METHOD = "method"
    ARGUMENT = "argument"
    FORM = "form"
    OPERAND = "operand"
    NUMBER = "number"
    POWER = "power"
    ELEMENTS = "elements"
    DIMENSIONS = "dimensions"
    GROWTH = "growth"


class ExpressionError(ValueError):
    """A text that gives no value."""


class RefusedError(ExpressionError):
    """The text holds something that is not allowed here.

    Attributes
    ----------
    reason: what kind of thing.
    what: the thing itself, as the visitor wrote it: escape it before it is shown.
    allowed: the names or the limit that would be allowed.
    """

    def __init__(self, reason: Reason, what: str = "", allowed: Sequence[str] = ()) -> None:
        super().__init__(f"{reason}: {what!r}; allowed: {', '.join(allowed)}")
        self.reason = reason
        self.what = what[:60]
        self.allowed = tuple(allowed)


class FailedError(ExpressionError):
    """The text is allowed, and torch or Python says that it cannot be done.

    Attributes
    ----------
    kind: name of the error, RuntimeError for most of torch's.
    words: the message, as torch or Python wrote it.
    """

    def __init__(self, error: Exception) -> None:
        self.kind = type(error).__name__
        self.words = (str(error.msg) if isinstance(error, SyntaxError) else str(error))[:MAX_WORDS]
        super().__init__(f"{self.kind}: {self.words}")


@dataclass(frozen=True, eq=False)  # a tensor has no single answer to ==
class Line:
    """What one statement of a text did.

    Attributes
    ----------
    number: the line in the visitor's text where it begins, from 1.
    value: what was assigned, printed or named, as it was then; None where there is nothing (`def`, `import`).
    name: the name that it was assigned to, or nothing.
    discarded: the operation whose result was thrown away: `view` in `weights.view(5, 1)` alone, or nothing.
    """

    number: int
    value: Value | None
    name: str = ""
    discarded: str = ""


@dataclass(frozen=True, eq=False)
class Evaluated:
    """What a text gave.

    Attributes
    ----------
    value: of the last line that has one.
    used: names of the operations that took part: `mm`, `view`, `resize_`, `+`.
    lines: every statement of the text, in its order.
    names: what every name holds at the end.
    """

    value: Value
    used: frozenset[str]
    lines: tuple[Line, ...] = ()
    names: Mapping[str, Value] = field(default_factory=dict)


def evaluate(text: str, names: Mapping[str, Tensor | int]) -> Evaluated:
    """The value of the last line of `text`; the tensors of `names` are cloned first and never change.

    Raises
    ------
    RefusedError: something in the text is not allowed; nothing was computed that exceeds the bounds.
    FailedError: torch or Python refuses it, in their own words.
    """
    tree = _parsed(text)
    skipped = text[: len(text) - len(text.lstrip())].count("\n")
    interpreter = _Interpreter({name: _copied(value) for name, value in names.items()})
    lines = interpreter.lines_of(tree.body, skipped)
    last = next((line.value for line in reversed(lines) if line.value is not None), None)
    if last is None:
        raise RefusedError(Reason.EMPTY)
    return Evaluated(last, frozenset(interpreter.used), lines, interpreter.names)


def _copied(value: Value) -> Value:
    return value.clone() if isinstance(value, Tensor) else value


def _thrown_away(statement: ast.stmt) -> str:
    """The operation of a bare expression that gives a new tensor."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name))) if not name.endswith("_"):
            return name
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))) if name != PRINT:
            return name
        case ast.Expr(value=ast.BinOp(op=op)):
            return _SIGNS.get(type(op), "")
    return ""


def _parsed(text: str) -> ast.Module:
    """The tree of a text that has passed the first three gates."""
    if len(text) > MAX_LENGTH:
        raise RefusedError(Reason.LENGTH, allowed=[str(MAX_LENGTH)])
    code = "\n".join(line.partition("#")[0].rstrip() for line in text.strip().splitlines())
    if not code.strip():
        raise RefusedError(Reason.EMPTY)
    _check_characters(code)
    _check_words(code)
    try:
        tree = ast.parse(code.strip("\n"))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FailedError(error) from None
    if len(tree.body) > MAX_STATEMENTS:
        raise RefusedError(Reason.STATEMENTS, allowed=[str(MAX_STATEMENTS)])
    _check_tree(tree)
    return tree


def _check_characters(code: str) -> None:
    depth = 0
    for character in code:
        if not _CHARACTERS.fullmatch(character):
            raise RefusedError(Reason.CHARACTER, character)
        depth += (character in "([") - (character in ")]")
        if depth > MAX_BRACKETS:
            raise RefusedError(Reason.SIZE)
    if re.search(rf"\d{{{MAX_DIGITS + 1}}}", code.replace("_", "")):
        raise RefusedError(Reason.NUMBER)


def _check_words(code: str) -> None:
    for word in _WORD.findall(code):
        if word in _KEYWORDS:
            raise RefusedError(Reason.WORD, word)
    if not all(_DECIMAL.fullmatch(numeral) for numeral in _NUMERAL.findall(code)):
        raise RefusedError(Reason.NUMBER)  # 0x1F, 1j; and the parser would warn of 0x1for on the server's log
    hidden = _HIDDEN.search(code)
    if hidden:
        raise RefusedError(Reason.UNDERSCORE, hidden.group())


def _check_tree(tree: ast.Module) -> None:
    """Count nodes and depth without recursion."""
    level: list[ast.AST] = [tree]
    count = depth = 0
    while level:
        count, depth = count + len(level), depth + 1
        if count > MAX_NODES or depth > MAX_DEPTH:
            raise RefusedError(Reason.SIZE)
        level = [child for node in level for child in ast.iter_child_nodes(node)]


class _Interpreter:
    """Walks over the tree of one text, with the text's own copies of the tensors."""

    def __init__(self, names: dict[str, Value]) -> None:
        self.names = names
        self.used: set[str] = set()

    def lines_of(self, statements: Sequence[ast.stmt], skipped: int) -> tuple[Line, ...]:
        lines = []
        for statement in statements:
            value = _copied(self._statement(statement))
            name = statement.targets[0].id if isinstance(statement, ast.Assign) else ""  # type: ignore[attr-defined]
            thrown = _thrown_away(statement) if isinstance(value, Tensor) and statement is not statements[-1] else ""
            lines.append(Line(statement.lineno + skipped, value, name, thrown))
        return tuple(lines)

    def _statement(self, statement: ast.stmt) -> Value:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=node):
                if name in PLAIN or name in (TORCH, PRINT):
                    raise RefusedError(Reason.ASSIGNMENT, name)
                self.names[name] = self._value(node)
                return self.names[name]
            case ast.Expr(value=ast.Call(func=ast.Name(id="print"), args=[node], keywords=[])):
                return self._value(node)
            case ast.Expr(value=node):
                return self._value(node)
        raise RefusedError(Reason.FORM, type(statement).__name__)

    def _value(self, node: ast.expr) -> Value:
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise RefusedError(Reason.FORM, type(node).__name__)
        return handler(self, node)

    def constant(self, node: ast.Constant) -> Value:
        if type(node.value) not in (int, float, bool):
            raise RefusedError(Reason.FORM, type(node.value).__name__)
        return _checked(node.value)

    def name(self, node: ast.Name) -> Value:
        if node.id not in self.names:
            raise RefusedError(Reason.NAME, node.id, self._known_names())
        return self.names[node.id]

    def sequence(self, node: ast.Tuple | ast.List) -> Value:
        """A shape, as in view((5, 1))."""
        values = [self._value(element) for element in node.elts]
        sizes = [value for value in values if _is_whole(value)]
        if len(sizes) != len(values):
            raise RefusedError(Reason.OPERAND)
        return _checked(tuple(sizes))

    def unary(self, node: ast.UnaryOp) -> Value:
        value = self._value(node.operand)
        if not isinstance(node.op, ast.USub | ast.UAdd):
            raise RefusedError(Reason.FORM, type(node.op).__name__)
        if not _is_operand(value):
            raise RefusedError(Reason.OPERAND)
        return _checked(-value if isinstance(node.op, ast.USub) else value)  # type: ignore[operator]

    def binary(self, node: ast.BinOp) -> Value:
        sign = _SIGNS.get(type(node.op))
        if sign is None:
            raise RefusedError(Reason.FORM, type(node.op).__name__)
        left, right = self._value(node.left), self._value(node.right)
        if not (_is_operand(left) and _is_operand(right)):
            raise RefusedError(Reason.OPERAND)
        if (
            sign == "**"
            and not isinstance(left, Tensor)
            and isinstance(right, int | float)
            and abs(right) > MAX_EXPONENT
        ):
            raise RefusedError(Reason.POWER, allowed=[str(MAX_EXPONENT)])
        return self._run(sign, OPERATORS[sign], [left, right])

    def attribute(self, node: ast.Attribute) -> Value:
        if isinstance(node.value, ast.Name) and node.value.id == TORCH:
            raise RefusedError(Reason.FUNCTION, node.attr, sorted(FUNCTIONS))
        owner = self._value(node.value)
        if not isinstance(owner, Tensor) or node.attr not in ATTRIBUTES:
            raise RefusedError(Reason.METHOD, node.attr, [*sorted(ATTRIBUTES), *sorted(METHODS)])
        return self._run(node.attr, ATTRIBUTES[node.attr], [owner])

    def call(self, node: ast.Call) -> Value:
        name, operation, arguments = self._called(node.func)
        arguments += [self._value(argument) for argument in node.args]
        keywords = {}
        for given in node.keywords:
            if given.arg is None or given.arg not in operation.keywords:
                raise RefusedError(Reason.ARGUMENT, given.arg or "**", sorted(operation.keywords))
            keywords[given.arg] = self._value(given.value)
        if len(arguments) > operation.most:
            raise RefusedError(Reason.ARGUMENT, name)
        if name == RESIZE:
            _check_growth(arguments)
        return self._run(name, operation, arguments, keywords)

    def _called(self, function: ast.expr) -> tuple[str, Operation, list[Value]]:
        """Name and operation of what is called, and the tensor whose method it is."""
        match function:
            case ast.Name(id=name):
                if name not in PLAIN:
                    raise RefusedError(Reason.NAME, name, self._known_names())
                return name, PLAIN[name], []
            case ast.Attribute(value=ast.Name(id="torch"), attr=name):
                if name not in FUNCTIONS:
                    raise RefusedError(Reason.FUNCTION, name, sorted(FUNCTIONS))
                return name, FUNCTIONS[name], []
            case ast.Attribute(value=owner, attr=name):
                value = self._value(owner)
                if not isinstance(value, Tensor) or name not in METHODS:
                    raise RefusedError(Reason.METHOD, name, [*sorted(ATTRIBUTES), *sorted(METHODS)])
                return name, METHODS[name], [value]
        raise RefusedError(Reason.FORM, type(function).__name__)

    def subscript(self, node: ast.Subscript) -> Value:
        """Elements, rows and slices: by whole numbers only, so that the result is never larger than its source."""
        owner = self._value(node.value)
        if not isinstance(owner, Tensor | tuple):
            raise RefusedError(Reason.OPERAND)
        parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        places = [self._place(part) for part in parts]
        place = tuple(places) if isinstance(node.slice, ast.Tuple) else places[0]
        return _checked(_attempt(lambda: owner[place]))  # type: ignore[index]

    def _place(self, node: ast.expr) -> int | slice:
        if isinstance(node, ast.Slice):
            return slice(*(None if part is None else self._whole(part) for part in (node.lower, node.upper, node.step)))
        return self._whole(node)

    def _whole(self, node: ast.expr) -> int:
        value = self._value(node)
        if not _is_whole(value):
            raise RefusedError(Reason.OPERAND)
        return int(value)  # type: ignore[arg-type]

    def _run(
        self, name: str, operation: Operation, arguments: Sequence[Value], keywords: Mapping[str, Value] | None = None
    ) -> Value:
        if operation.elements(arguments) > MAX_ELEMENTS:
            raise RefusedError(Reason.ELEMENTS, allowed=[str(MAX_ELEMENTS)])
        self.used.add(name)
        return _checked(_attempt(lambda: operation.run(*arguments, **(keywords or {}))))

    def _known_names(self) -> list[str]:
        return [*self.names, *PLAIN, f"{TORCH}.sum", f"{TORCH}.mm", ".."]


_HANDLERS: Mapping[type[ast.expr], Callable[..., Value]] = {
    ast.Constant: _Interpreter.constant,
    ast.Name: _Interpreter.name,
    ast.Tuple: _Interpreter.sequence,
    ast.List: _Interpreter.sequence,
    ast.UnaryOp: _Interpreter.unary,
    ast.BinOp: _Interpreter.binary,
    ast.Attribute: _Interpreter.attribute,
    ast.Call: _Interpreter.call,
    ast.Subscript: _Interpreter.subscript,
}
"""Every kind of expression that there is here; any other is refused."""


def _attempt(step: Callable[[], object]) -> object:
    """Do one step; what torch or Python has to say against it becomes our own error with their words."""
    try:
        return step()
    except (RuntimeError, TypeError, ValueError, ArithmeticError, LookupError) as error:
        raise FailedError(error) from None


def _checked(value: object) -> Value:
    """A value within its bounds; the elements were counted before it was computed."""
    match value:
        case Tensor():
            if value.dim() > MAX_DIMENSIONS:
                raise RefusedError(Reason.DIMENSIONS, allowed=[str(MAX_DIMENSIONS)])
            return value
        case int() if abs(value) <= MAX_INTEGER:  # bool as well
            return value
        case float():
            return value
        case tuple() if len(value) <= 2 * MAX_DIMENSIONS:
            return tuple(int(size) for size in value)
    raise RefusedError(Reason.NUMBER)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_operand(value: Value) -> bool:
    """A shape is no operand: `(1, 2) * 10**9` would repeat it."""
    return isinstance(value, Tensor | int | float) and not isinstance(value, bool)


def _check_growth(arguments: Sequence[Value]) -> None:
    """`resize_` to more elements would show memory that nobody has set."""
    tensor, *parts = arguments
    sizes = [size for part in parts for size in (part if isinstance(part, tuple) else (part,))]
    if not all(_is_whole(size) for size in sizes):
        raise RefusedError(Reason.OPERAND)
    if isinstance(tensor, Tensor) and prod(abs(int(size)) for size in sizes) > tensor.numel():
        raise RefusedError(Reason.GROWTH)
