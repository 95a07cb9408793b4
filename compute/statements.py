"""What the statements of a student's text do: names, loops, functions, imports, and Python's own functions."""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import Parameter

from compute.bounds import MAX_ELEMENTS, Budget
from compute.interpreter import SIGNS, Interpreter, NoGrad, Number, attempt, filled, form_of
from compute.known import known
from compute.layers import Linear, set_parameter
from compute.refusals import FailedError, Reason, RefusedError
from compute.vocabulary import IN_PLACE
from compute.words import Module, Operation, Stream, Text

MAX_ROUND = 20
"""Decimals of `round`."""


@dataclass(frozen=True, eq=False)
class Returned:
    """A function has come to its `return`."""

    value: object


class Program(Interpreter):
    """Runs statements; what the whole text prints and assigns is kept for its lines."""

    def __init__(self, modules: Mapping[str, Module], names: Mapping[str, object], budget: Budget) -> None:
        super().__init__(known(modules), names, budget)
        self.modules = modules
        self.inside = 0

    def run_body(self, body: Sequence[ast.stmt]) -> object:
        """The statements of a function: what it returns."""
        self.inside += 1
        try:
            returned = self.block(body)
        finally:
            self.inside -= 1
        return returned.value if returned is not None else None

    def block(self, body: Sequence[ast.stmt]) -> Returned | None:
        """Statements in their order, up to a `return`."""
        for statement in body:
            done = self.statement(statement)
            if isinstance(done, Returned):
                return done
        return None

    def statement(self, node: ast.stmt) -> object:
        """Do one statement, and give what it gave: the value assigned or named, or that a function returns."""
        self.budget.step()
        handler = _STATEMENTS.get(type(node))
        if handler is None:
            raise RefusedError(Reason.FORM, form_of(node))
        return handler(self, node)

    def _expression(self, node: ast.Expr) -> object:
        return self.value(node.value)

    def _assignment(self, node: ast.Assign) -> object:
        value = self.value(node.value)
        for target in node.targets:
            self.assign(target, value)
        return value

    def _annotated(self, node: ast.AnnAssign) -> object:
        if node.value is None:
            return None
        value = self.value(node.value)
        self.assign(node.target, value)
        return value

    def _augmented(self, node: ast.AugAssign) -> object:
        sign = SIGNS.get(type(node.op))
        if sign is None:
            raise RefusedError(Reason.FORM, form_of(node.op))
        before = self.value(node.target)
        value = self.calculated(sign, before, self.value(node.value), IN_PLACE)
        if isinstance(before, list) and isinstance(value, list):
            before[:] = value
            value = before
        self.assign(node.target, value)
        return value

    def assign(self, target: ast.expr, value: object) -> None:
        """Give a value to a name, several names, an element, or what a tensor or layer holds."""
        match target:
            case ast.Name(id=name):
                self.scope.names[name] = value
                if self.from_given:
                    self.scope.given.add(name)
                else:
                    self.scope.given.discard(name)
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                self._assign_each(targets, self.items(value))
            case ast.Subscript(value=owner_node, slice=place_node):
                owner = self.value(owner_node)
                self._put(owner, self.place(place_node, owner), value)
            case ast.Attribute(value=owner_node, attr=name):
                self._hold(self.value(owner_node), name, value)
            case _:
                raise RefusedError(Reason.TARGET)

    def _assign_each(self, targets: Sequence[ast.expr], values: Sequence[object]) -> None:
        if any(isinstance(target, ast.Starred) for target in targets):
            raise RefusedError(Reason.TARGET, "*")
        if len(values) != len(targets):
            words = "too many" if len(values) > len(targets) else "not enough"
            raise FailedError(ValueError(f"{words} values to unpack (expected {len(targets)}, got {len(values)})"))
        for target, value in zip(targets, values, strict=True):
            self.assign(target, value)

    def _put(self, owner: object, place: object, value: object) -> None:
        """`tensor[0, 1] = value`; torch's own broadcasting, behind the gate."""
        if not isinstance(owner, Tensor | np.ndarray | list):
            raise FailedError(TypeError(f"'{type(owner).__name__}' object does not support item assignment"))
        if isinstance(owner, list):
            if not isinstance(place, int):
                raise RefusedError(Reason.TARGET)
            self._check_end(owner, value)
            attempt(lambda: owner.__setitem__(place, value))
            return
        if not isinstance(value, Tensor | np.ndarray | Number):
            raise RefusedError(Reason.OPERAND)
        self.used.add("[]=")
        attempt(lambda: owner.__setitem__(place, value))  # type: ignore[index, assignment, call-overload]

    def _hold(self, owner: object, name: str, value: object) -> None:
        """`tensor.data = ..`, `layer.weight = ..`."""
        if isinstance(owner, Linear) and name in ("weight", "bias"):
            attempt(lambda: set_parameter(owner, name, value))
        elif isinstance(owner, Tensor) and name == "data" and isinstance(value, Tensor):
            attempt(lambda: _set_data(owner, value))
        elif isinstance(owner, Tensor) and name == "requires_grad" and isinstance(value, bool):
            attempt(lambda: owner.requires_grad_(value))
        else:
            raise RefusedError(Reason.TARGET, name)

    def _definition(self, node: ast.FunctionDef) -> object:
        if node.decorator_list:
            raise RefusedError(Reason.FORM, "@")
        self.scope.names[node.name] = self.defined(node.name, node.args, node.body)
        return None

    def _returning(self, node: ast.Return) -> Returned:
        if not self.inside:
            raise FailedError(SyntaxError("'return' outside function"))
        return Returned(None if node.value is None else self.value(node.value))

    def _loop(self, node: ast.For) -> object:
        for item in self.items(self.value(node.iter)):
            self.assign(node.target, item)
            done = self.block(node.body)
            if done is not None:
                return done
        return self.block(node.orelse)

    def _condition(self, node: ast.If) -> object:
        return self.block(node.body if self.truth(self.value(node.test)) else node.orelse)

    def _without_grad(self, node: ast.With) -> object:
        for entered in node.items:
            if entered.optional_vars is not None or not isinstance(self.value(entered.context_expr), NoGrad):
                raise RefusedError(Reason.FORM, "with")
        with torch.no_grad():
            return self.block(node.body)

    def _assertion(self, node: ast.Assert) -> None:
        if not self.truth(self.value(node.test)):
            raise FailedError(AssertionError(""))

    def _nothing(self, _node: ast.Pass) -> None:
        return None

    def _imported(self, node: ast.Import) -> None:
        for alias in node.names:
            module = self._module(alias.name)
            if alias.asname:
                self.scope.names[alias.asname] = module
            else:
                first = alias.name.partition(".")[0]
                self.scope.names[first] = self._module(first)

    def _imported_from(self, node: ast.ImportFrom) -> None:
        module = self._module(node.module or "")
        for alias in node.names:
            if alias.name not in module.members:
                raise RefusedError(Reason.FUNCTION, f"{module.name}.{alias.name}", sorted(module.members))
            self.scope.names[alias.asname or alias.name] = module.members[alias.name]

    def _module(self, name: str) -> Module:
        if name not in self.modules:
            raise RefusedError(Reason.IMPORT, name, sorted(self.modules))
        return self.modules[name]

    # --- Python's own functions ---

    def builtin(self, name: str, arguments: list[object], keywords: Mapping[str, object]) -> object:
        """One of Python's own functions, with its own errors."""
        if keywords and name not in _NAMED:
            raise RefusedError(Reason.ARGUMENT, next(iter(keywords)))
        if len(arguments) > MAX_ELEMENTS:
            raise RefusedError(Reason.SIZE)
        return _BUILTINS[name](self, arguments, keywords)

    def _print(self, arguments: list[object], _keywords: Mapping[str, object]) -> None:
        self.budget.step(len(arguments))
        self.printed.extend(arguments)
        del self.printed[:-MAX_ELEMENTS]

    def _text(self, arguments: list[object], _keywords: Mapping[str, object]) -> Text:
        return Text(None, tuple(arguments))

    def _sum(self, arguments: list[object], keywords: Mapping[str, object]) -> object:
        total = keywords.get("start", arguments[1] if len(arguments) > 1 else 0)
        for item in self.items(_first(arguments)):
            total = self.calculated("+", total, item)
        self.used.add("sum")
        return total

    def _number(self, kind: type[float] | type[int] | type[bool], arguments: list[object]) -> object:
        value = _first(arguments)
        value = value.detach() if isinstance(value, Tensor) else value
        if not isinstance(value, Tensor | np.ndarray | Number):
            raise RefusedError(Reason.OPERAND)
        return attempt(lambda: kind(value))

    def _rounded(self, arguments: list[object]) -> object:
        value: Any
        decimals: Any
        value, decimals = (*arguments, None, None)[:2]
        if not isinstance(value, bool | int | float | np.generic):
            raise FailedError(TypeError(f"type {type(value).__name__} doesn't define __round__ method"))
        if decimals is not None and (not isinstance(decimals, int) or abs(decimals) > MAX_ROUND):
            raise RefusedError(Reason.NUMBER)
        return attempt(lambda: round(value, decimals))  # type: ignore[arg-type]

    def _extreme(self, function: Callable[..., object], arguments: list[object]) -> object:
        items = self.items(arguments[0]) if len(arguments) == 1 else arguments
        if not all(isinstance(item, Tensor | Number) for item in items):
            raise RefusedError(Reason.OPERAND)
        self.budget.step(len(items))
        return attempt(lambda: function(items))

    def _length(self, arguments: list[object]) -> object:
        value = _first(arguments)
        if not isinstance(value, Tensor | np.ndarray | list | tuple) or isinstance(value, Stream):
            raise FailedError(TypeError(f"object of type '{type(value).__name__}' has no len()"))
        return attempt(lambda: len(value))

    def _range(self, arguments: list[object]) -> object:
        if not all(isinstance(number, int) for number in arguments):
            raise FailedError(TypeError("a range is made of whole numbers"))
        numbers = attempt(lambda: range(*arguments))  # type: ignore[call-overload]
        if attempt(lambda: len(numbers) > MAX_ELEMENTS):
            raise RefusedError(Reason.WORK)
        return Stream(numbers)

    def _zip(self, arguments: list[object]) -> Stream:
        return Stream(zip(*(self.items(argument) for argument in arguments), strict=False))

    def _mapped(self, arguments: list[object]) -> Stream:
        function, *several = arguments
        return Stream(
            self.called(function, list(items), {})
            for items in zip(*(self.items(argument) for argument in several), strict=False)
        )

    def _appended(self, arguments: list[object]) -> None:
        owner, value = (*arguments, None)[:2]
        if not isinstance(owner, list) or len(arguments) != 2:
            raise FailedError(TypeError("list.append() takes exactly one argument"))
        self._check_end(owner, value)
        owner.append(value)
        self.checked(owner)

    def _check_end(self, owner: list[object], value: object) -> None:
        """A list within itself has no end."""
        waiting, seen = [value], {0}
        while waiting:
            part = waiting.pop()
            if part is owner:
                raise RefusedError(Reason.OPERAND)
            within = part.values if isinstance(part, Text) else part
            if isinstance(within, list | tuple) and id(within) not in seen:
                seen.add(id(within))
                self.budget.step(len(within))
                waiting.extend(within)


def _set_data(owner: Tensor, value: Tensor) -> None:
    owner.data = value.detach() if isinstance(value, Parameter) else value


def _first(arguments: Sequence[object]) -> object:
    if not arguments:
        raise FailedError(TypeError("expected at least 1 argument, got 0"))
    return arguments[0]


_STATEMENTS: Mapping[type[ast.stmt], Callable[..., object]] = {
    ast.Expr: Program._expression,
    ast.Assign: Program._assignment,
    ast.AnnAssign: Program._annotated,
    ast.AugAssign: Program._augmented,
    ast.FunctionDef: Program._definition,
    ast.Return: Program._returning,
    ast.For: Program._loop,
    ast.If: Program._condition,
    ast.With: Program._without_grad,
    ast.Assert: Program._assertion,
    ast.Pass: Program._nothing,
    ast.Import: Program._imported,
    ast.ImportFrom: Program._imported_from,
}
"""Every kind of statement that there is here; any other is refused."""

ABSOLUTE = Operation("abs", operator.abs, large=True)
_NAMED = frozenset({"print", "display", "sum", "str.format", "enumerate"})
_BUILTINS: Mapping[str, Callable[[Program, list[object], Mapping[str, object]], object]] = {
    "print": Program._print,
    "display": Program._print,
    "str": Program._text,
    "repr": Program._text,
    "format": Program._text,
    "type": lambda _program, _arguments, _keywords: Text(),
    "sum": Program._sum,
    "float": lambda program, arguments, _: program._number(float, arguments),
    "int": lambda program, arguments, _: program._number(int, arguments),
    "bool": lambda program, arguments, _: program._number(bool, arguments),
    "round": lambda program, arguments, _: program._rounded(arguments),
    "abs": lambda program, arguments, _: program.apply(ABSOLUTE, arguments),
    "pow": lambda program, arguments, _: program.calculated("**", *_two(arguments)),
    "max": lambda program, arguments, _: program._extreme(max, arguments),
    "min": lambda program, arguments, _: program._extreme(min, arguments),
    "len": lambda program, arguments, _: program._length(arguments),
    "range": lambda program, arguments, _: program._range(arguments),
    "zip": lambda program, arguments, _: program._zip(arguments),
    "map": lambda program, arguments, _: program._mapped(arguments),
    "enumerate": lambda program, arguments, _: Stream(enumerate(program.items(_first(arguments)))),
    "reversed": lambda program, arguments, _: Stream(reversed(program.items(_first(arguments)))),
    "list": lambda program, arguments, _: program.items(arguments[0]) if arguments else [],
    "tuple": lambda program, arguments, _: tuple(program.items(arguments[0])) if arguments else (),
    "str.format": lambda _program, arguments, keywords: filled(arguments[0], arguments[1:], keywords),  # type: ignore[arg-type]
    "list.append": lambda program, arguments, _: program._appended(arguments),
    "no_grad": lambda _program, _arguments, _keywords: NoGrad(),
}


def _two(arguments: Sequence[object]) -> tuple[object, object]:
    if len(arguments) != 2:
        raise FailedError(TypeError("pow() takes two arguments here"))
    return arguments[0], arguments[1]
