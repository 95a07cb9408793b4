"""Interpret a student's lines of PyTorch: no `eval`, no `exec`, only what stands in an allow-list.

1. `reading` makes a bounded tree of the text and runs nothing;
2. `interpreter` and `statements` walk over it, with tables of names (`allowed_operations` and others);
3. `bounds` knows how large a result will be before torch computes it.

It is our own interpreter and not simpleeval, which fetches attributes by a name that the visitor wrote, and checks a
value only after computing it. Here a value has at most `MAX_ELEMENTS` elements, and a text has one budget for all that
it does, so that the worst text takes less than a second and some megabytes.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from torch import Tensor

from compute.exercises.bounds import MAX_DIMENSIONS, MAX_ELEMENTS, MAX_INTEGER, Budget, Gate
from compute.exercises.interpreter import MAX_EXPONENT, SIGNS
from compute.exercises.known import modules
from compute.exercises.making import Draws
from compute.exercises.reading import MAX_LENGTH, MAX_STATEMENTS, read
from compute.exercises.refusals import MAX_WORDS, ExpressionError, FailedError, Reason, RefusedError
from compute.exercises.statements import Program
from compute.exercises.words import PrintedText, Stream

__all__ = [
    "MAX_DIMENSIONS",
    "MAX_ELEMENTS",
    "MAX_EXPONENT",
    "MAX_INTEGER",
    "MAX_LENGTH",
    "MAX_STATEMENTS",
    "MAX_WORDS",
    "Evaluated",
    "ExpressionError",
    "FailedError",
    "Line",
    "Reason",
    "RefusedError",
    "Value",
    "evaluate",
]

Value = Tensor | int | float | tuple[int, ...]
"""What a line can give; a tuple is a shape."""

MAX_VALUES = 32
"""The most tensors and numbers of one line that are kept."""

_LOOKS = frozenset("size dim ndimension numel nelement stride is_contiguous item tolist type storage_offset".split())
"""Methods that only look at a tensor: nothing is thrown away when their result is."""


@dataclass(frozen=True, eq=False)  # a tensor has no single answer to ==
class Line:
    """What one statement of a text did.

    Attributes
    ----------
    number: the line in the visitor's text where it begins, from 1.
    value: what was assigned, printed or named, as it was then; None where there is nothing (`def`, `import`). Where
        there are several, the first tensor of one element, or else the first tensor, or else the first number.
    name: the name that it was assigned to, or nothing.
    discarded: the operation whose result was thrown away: `view` in `weights.view(5, 1)` alone, or nothing.
    values: every tensor, number and shape that was assigned, printed or named.
    typed: whether nothing that was given takes part in it: a number that was typed.
    """

    number: int
    value: Value | None
    name: str = ""
    discarded: str = ""
    values: tuple[Value, ...] = ()
    typed: bool = False


@dataclass(frozen=True, eq=False)
class Evaluated:
    """The result of a text.

    Attributes
    ----------
    value: of the last line that has one.
    used: names of the operations that took part: `mm`, `view`, `resize_`, `+`.
    lines: every statement of the text, in its order.
    names: what every name holds at the end, where that is a tensor, a number or a shape.
    """

    value: Value
    used: frozenset[str]
    lines: tuple[Line, ...] = ()
    names: Mapping[str, Value] = field(default_factory=dict)


def evaluate(text: str, names: Mapping[str, Tensor | int], on_the_way: list[Tensor] | None = None) -> Evaluated:
    """Evaluate `text` line by line; the tensors of `names` are cloned first and never change.

    Parameters
    ----------
    on_the_way: gets a copy of what each operation gives, also where a later one fails.

    Raises
    ------
    RefusedError: something in the text is not allowed; nothing was computed that exceeds the bounds.
    FailedError: torch, NumPy or Python refuses it, in their own words.
    """
    tree, skipped = read(text)
    given = {name: value.clone() if isinstance(value, Tensor) else value for name, value in names.items()}
    budget = Budget()
    try:
        with Gate(budget), np.errstate(all="ignore"), torch.enable_grad():
            program = Program(modules(Draws()), given, budget)
            program.on_the_way = on_the_way
            return _run(tree, skipped, program)
    except ExpressionError:
        raise
    except (RecursionError, MemoryError):
        raise RefusedError(Reason.SIZE) from None
    except Exception as error:  # whatever torch raises, a page shows it as a sentence
        raise FailedError(error) from None


def _run(tree: ast.Module, skipped: int, program: Program) -> Evaluated:
    lines: list[Line] = []
    program.skipped = skipped
    _run_lines(tree.body, program, lines, skipped)
    if lines and lines[-1].discarded:
        lines[-1] = replace(lines[-1], discarded="")
    last = next((line.value for line in reversed(lines) if line.value is not None), None)
    if last is None:
        raise RefusedError(Reason.NOTHING)
    held = {name: _first(_snapshots(value)) for name, value in program.scope.names.items()}
    kept = {name: value for name, value in held.items() if value is not None}
    return Evaluated(last, frozenset(program.used), tuple(lines), kept)


def _run_lines(body: list[ast.stmt], program: Program, lines: list[Line], skipped: int) -> None:
    """Run each statement as a line; the statements within a `with` are lines of their own."""
    for statement in body:
        if isinstance(statement, ast.With):
            with torch.no_grad():
                program._without_grad(ast.With(items=statement.items, body=[]))
                _run_lines(statement.body, program, lines, skipped)
        else:
            lines.append(_line(statement, program, skipped))


def _line(statement: ast.stmt, program: Program, skipped: int) -> Line:
    program.printed.clear()
    program.read.clear()
    program.from_given = False
    result = program.statement(statement)
    if program.from_given:
        program.scope.given |= program.read & program.scope.names.keys()
    values = tuple(_snapshots(result)) or tuple(_snapshots(list(program.printed)))
    name = _target(statement)
    if not values and isinstance(statement, ast.For | ast.While | ast.If | ast.Try):
        name, values = _last_assigned(statement, program)
    value = _first(values)
    discarded = _thrown_away(statement) if isinstance(value, Tensor) else ""
    return Line(statement.lineno + skipped, value, name, discarded, values, not program.from_given)


def _last_assigned(
    statement: ast.For | ast.While | ast.If | ast.Try, program: Program
) -> tuple[str, tuple[Value, ...]]:
    """Return the name that the last assignment in a loop sets, and its value at the end."""
    for node in reversed(list(ast.walk(statement))):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            name = _target(node)
            if name in program.scope.names:
                return name, tuple(_snapshots(program.scope.names[name]))
    return "", ()


def _target(statement: ast.stmt) -> str:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name), *_]):
            return name
        case ast.AugAssign(target=ast.Name(id=name)) | ast.AnnAssign(target=ast.Name(id=name)):
            return name
    return ""


def _thrown_away(statement: ast.stmt) -> str:
    """Return the operation of a bare expression that gives a new tensor."""
    match statement:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr=name), keywords=keywords)):
            kept = name.endswith("_") or name in _LOOKS or any(keyword.arg == "out" for keyword in keywords)
            return "" if kept else name
        case ast.Expr(value=ast.Call(func=ast.Name(id=name))) if name not in ("print", "display"):
            return name
        case ast.Expr(value=ast.BinOp(op=op)):
            return SIGNS.get(type(op), "")
        case ast.Expr(value=ast.Attribute(attr="T" | "mT" as name)):
            return name
    return ""


def _snapshots(value: object) -> list[Value]:
    """Copy the tensors, numbers and shapes within a value."""
    found: list[Value] = []
    for part in _parts(value, 0):
        found.append(part)
        if len(found) == MAX_VALUES:
            break
    return found


def _parts(value: object, depth: int) -> Iterator[Value]:
    match value:
        case Tensor():
            yield value.detach().clone()
        case np.ndarray():
            yield torch.tensor(value)
        case np.generic():
            yield value.item()
        case bool() | int() | float():
            yield value
        case PrintedText():
            yield from _parts(value.values, depth)
        case tuple() if value and not isinstance(value, Stream) and all(type(part) is int for part in value):
            yield tuple(part for part in value if isinstance(part, int))
        case dict() if depth < MAX_DIMENSIONS:
            yield from _parts(tuple(value.values()), depth + 1)
        case tuple() | list() if depth < MAX_DIMENSIONS:
            for part in value[:MAX_VALUES]:
                yield from _parts(part, depth + 1)


def _first(values: list[Value] | tuple[Value, ...]) -> Value | None:
    """Choose the value that counts: a tensor with one element before other tensors, these before plain numbers."""

    def rank(value: Value) -> int:
        if isinstance(value, Tensor):
            return 0 if value.numel() == 1 else 1
        return 3 if isinstance(value, tuple) else 2

    return min(values, key=rank, default=None)
