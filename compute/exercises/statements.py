"""Run the statements of a student's text: names, loops, functions, imports, and Python's own functions."""

import ast
import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import Parameter

from compute.exercises.allowed_operations import IN_PLACE
from compute.exercises.bounds import MAX_ELEMENTS, Budget
from compute.exercises.classes import CONSTRUCTOR, Absent, Instance
from compute.exercises.interpreter import SIGNS, NoGrad, Number, Scope, attempt, filled, form_of, kind_of, named_again
from compute.exercises.known import UNUSED, known
from compute.exercises.layers import Linear, set_parameter
from compute.exercises.members import MODULE_METHODS, Members
from compute.exercises.refusals import ExpressionError, FailedError, Reason, RefusedError
from compute.exercises.words import AllowedOperation, Failure, Module, PrintedText, Stream

_CHEAP = 8
"""How many numbers of a `range` count as one step; a turn of the loop over them counts more."""

_FAILURE = 4
"""How many operations a caught error counts for: torch writes long messages."""

MAX_ROUND = 20
"""The most decimals of `round`."""


@dataclass(frozen=True, eq=False)
class Returned:
    """A function has reached its `return`."""

    value: object


class Broken:
    """A loop has reached its `break`."""


class Continued:
    """A turn of a loop has reached its `continue`."""


Left = Returned | Broken | Continued
"""Why the statements that follow are skipped."""


class Program(Members):
    """Runs statements, and keeps what the text prints and assigns for its lines."""

    def __init__(self, modules: Mapping[str, Module], names: Mapping[str, object], budget: Budget) -> None:
        super().__init__(known(modules), names, budget)
        self.modules = modules
        self.inside = self.loops = 0
        self.skipped = 0

    def run_body(self, body: Sequence[ast.stmt]) -> object:
        """Run the statements of a function, and return what it returns."""
        self.inside += 1
        loops, self.loops = self.loops, 0
        try:
            left = self.block(body)
        finally:
            self.inside -= 1
            self.loops = loops
        return left.value if isinstance(left, Returned) else None

    def block(self, body: Sequence[ast.stmt]) -> Left | None:
        """Run statements in their order, up to a `return`, `break` or `continue`."""
        for statement in body:
            done = self.statement(statement)
            if isinstance(done, Left):
                return done
        return None

    def statement(self, node: ast.stmt) -> object:
        """Run one statement; return the value assigned or named, or what a function returns."""
        self.budget.step()
        handler = _STATEMENTS.get(type(node))
        try:
            if handler is None:
                raise RefusedError(Reason.FORM, form_of(node))
            return handler(self, node)
        except ExpressionError as error:
            error.line = error.line or node.lineno + self.skipped
            raise

    def _expression(self, node: ast.Expr) -> object:
        if isinstance(node.value, ast.Constant) and node.value.value is Ellipsis:
            return None
        return self.value(node.value)

    def _assignment(self, node: ast.Assign) -> object:
        value = self.value(node.value)
        for target in node.targets:
            self.assign(target, value)
        return value

    def _annotated(self, node: ast.AnnAssign) -> object:
        if node.value is None:
            # `answer: activation(..)`, which Python would take for a note about a name
            is_answer = isinstance(node.annotation, ast.Call | ast.BinOp | ast.List)
            return self.value(node.annotation) if is_answer else None
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
                scope = self.scope.elsewhere.get(name, self.scope)
                scope.names[name] = value
                if self.from_given:
                    scope.given.add(name)
                else:
                    scope.given.discard(name)
            case ast.Tuple(elts=targets) | ast.List(elts=targets):
                self._assign_each(targets, self.items(value))
            case ast.Subscript(value=owner_node, slice=place_node):
                owner = self.value(owner_node)
                if isinstance(owner, dict):
                    self._put_under(owner, self.key(self.value(place_node)), value)
                else:
                    self._put(owner, self.place(place_node, owner), value)
            case ast.Attribute(value=owner_node, attr=name):
                self._hold(self.value(owner_node), name, value)
            case _:
                raise RefusedError(Reason.TARGET)

    def _assign_each(self, targets: Sequence[ast.expr], values: Sequence[object]) -> None:
        starred = [place for place, target in enumerate(targets) if isinstance(target, ast.Starred)]
        if starred and len(values) >= len(targets) - 1:
            place = starred[0]
            several = len(values) - len(targets) + 1
            values = [*values[:place], list(values[place : place + several]), *values[place + several :]]
        if len(values) != len(targets):
            words = "too many" if len(values) > len(targets) else "not enough"
            least, count = ("at least ", len(targets) - 1) if starred else ("", len(targets))
            raise FailedError(ValueError(f"{words} values to unpack (expected {least}{count}, got {len(values)})"))
        for target, value in zip(targets, values, strict=True):
            self.assign(target.value if isinstance(target, ast.Starred) else target, value)

    def _put(self, owner: object, place: object, value: object) -> None:
        """Set elements: `tensor[0, 1] = value`; torch's own broadcasting, behind the gate."""
        if not isinstance(owner, Tensor | np.ndarray | list):
            raise FailedError(TypeError(f"'{kind_of(owner)}' object does not support item assignment"))
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

    def _put_under(self, owner: dict[object, object], key: object, value: object) -> None:
        self._check_end(owner, value)
        owner[key] = value
        self.checked(owner)

    def _hold(self, owner: object, name: str, value: object) -> None:
        """Set an attribute: `tensor.data = ..`, `layer.weight = ..`."""
        if isinstance(owner, Linear) and name in ("weight", "bias"):
            attempt(lambda: set_parameter(owner, name, value))
        elif isinstance(owner, Tensor) and name == "data" and isinstance(value, Tensor):
            attempt(lambda: _set_data(owner, value))
        elif isinstance(owner, Tensor) and name == "requires_grad" and isinstance(value, bool):
            attempt(lambda: owner.requires_grad_(value))
        elif isinstance(owner, Instance):
            self.hold(owner, name, value)
        else:
            raise RefusedError(Reason.TARGET, name)

    def _definition(self, node: ast.FunctionDef) -> object:
        self.scope.names[node.name] = self.decorated(node)
        return None

    def _class(self, node: ast.ClassDef) -> object:
        self.scope.names[node.name] = self.class_defined(node)
        return None

    def _returning(self, node: ast.Return) -> Returned:
        if not self.inside:
            raise FailedError(SyntaxError("'return' outside function"))
        return Returned(None if node.value is None else self.value(node.value))

    def _loop(self, node: ast.For) -> object:
        for item in self.items(self.value(node.iter)):
            self.assign(node.target, item)
            left = self._turn(node.body)
            if isinstance(left, Returned):
                return left
            if isinstance(left, Broken):
                return None
        return self.block(node.orelse)

    def _while(self, node: ast.While) -> object:
        while self.truth(self.value(node.test)):
            self.budget.step()
            left = self._turn(node.body)
            if isinstance(left, Returned):
                return left
            if isinstance(left, Broken):
                return None
        return self.block(node.orelse)

    def _turn(self, body: Sequence[ast.stmt]) -> Left | None:
        self.loops += 1
        try:
            return self.block(body)
        finally:
            self.loops -= 1

    def _break(self, node: ast.Break | ast.Continue) -> Left:
        is_break = isinstance(node, ast.Break)
        if not self.loops:
            raise FailedError(SyntaxError("'break' outside loop" if is_break else "'continue' not properly in loop"))
        return Broken() if is_break else Continued()

    def _try(self, node: ast.Try) -> object:
        """Catch errors of torch and Python; what is not allowed here cannot be caught."""
        try:
            left = self.block(node.body) or self.block(node.orelse)
        except FailedError as error:
            self.budget.operation(_FAILURE)
            handler = next((one for one in node.handlers if self._catches(one, error)), None)
            if handler is None:
                raise
            if handler.name:
                self.scope.names[handler.name] = PrintedText(error.words)
            left = self.block(handler.body)
        return self.block(node.finalbody) or left

    def _catches(self, handler: ast.ExceptHandler, error: FailedError) -> bool:
        if handler.type is None:
            return True
        kinds = self.value(handler.type)
        names = [kind.name for kind in (kinds if isinstance(kinds, tuple) else (kinds,)) if isinstance(kind, Failure)]
        return bool({"Exception", "BaseException", error.kind} & set(names)) or (
            error.kind == "NotImplementedError" and "RuntimeError" in names
        )

    def _raise(self, node: ast.Raise) -> None:
        call = node.exc
        kind = self.value(call.func if isinstance(call, ast.Call) else call) if call is not None else None
        if not isinstance(kind, Failure):
            raise RefusedError(Reason.FORM, "raise")
        words = [self.value(argument) for argument in call.args] if isinstance(call, ast.Call) else []
        text = next((word.literal for word in words if isinstance(word, PrintedText) and word.literal), "")
        raise FailedError(RuntimeError(text), kind.name)

    def _delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if not isinstance(target, ast.Name):
                raise RefusedError(Reason.FORM, "del")
            if target.id not in self.scope.names:
                raise RefusedError(Reason.NAME, target.id, self.known_names())
            del self.scope.names[target.id]

    def _shared(self, node: ast.Global | ast.Nonlocal) -> None:
        outermost = self.scope
        while outermost.outer is not None:
            outermost = outermost.outer
        for name in node.names:
            owner: Scope | None = outermost
            if isinstance(node, ast.Nonlocal):
                owner = self.scope.outer.find(name) if self.scope.outer is not None else None
            if owner is not None and owner is not self.scope:
                self.scope.elsewhere[name] = owner

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
                self.scope.names[first] = (
                    module if isinstance(module, Absent) and first != "torch" else self._module(first)
                )

    def _imported_from(self, node: ast.ImportFrom) -> None:
        module = self._module(node.module or "")
        for alias in node.names:
            if isinstance(module, Absent):
                self.scope.names[alias.asname or alias.name] = Absent(f"{module.name}.{alias.name}")
                continue
            if alias.name not in module.members:
                raise RefusedError(Reason.FUNCTION, f"{module.name}.{alias.name}", sorted(module.members))
            self.scope.names[alias.asname or alias.name] = module.members[alias.name]

    def _module(self, name: str) -> Module | Absent:
        if name.partition(".")[0] in UNUSED or name in UNUSED:
            return Absent(name)
        if name not in self.modules:
            raise RefusedError(Reason.IMPORT, name, sorted(self.modules))
        return self.modules[name]

    # --- Python's own functions ---

    def builtin(self, name: str, arguments: list[object], keywords: Mapping[str, object]) -> object:
        """Call one of Python's own functions, with its own errors."""
        if keywords and name not in _NAMED:
            raise RefusedError(Reason.ARGUMENT, next(iter(keywords)))
        if len(arguments) > MAX_ELEMENTS:
            raise RefusedError(Reason.SIZE)
        return _BUILTINS[name](self, arguments, keywords)

    def _print(self, arguments: list[object], _keywords: Mapping[str, object]) -> None:
        self.budget.step(len(arguments))
        self.printed.extend(arguments)
        del self.printed[:-MAX_ELEMENTS]

    def _text(self, arguments: list[object], _keywords: Mapping[str, object]) -> PrintedText:
        return PrintedText(None, tuple(arguments))

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
            raise FailedError(TypeError(f"type {kind_of(value)} doesn't define __round__ method"))
        if decimals is not None and (not isinstance(decimals, int) or abs(decimals) > MAX_ROUND):
            raise RefusedError(Reason.NUMBER)
        return attempt(lambda: round(value, decimals))  # type: ignore[arg-type]

    def _sorted(self, arguments: list[object], keywords: Mapping[str, object]) -> object:
        items = self.items(_first(arguments))
        self.budget.operation(len(items) // 8)
        if keywords.keys() - {"reverse"}:
            raise RefusedError(Reason.ARGUMENT, next(iter(keywords.keys() - {"reverse"})), ["reverse"])
        if not all(isinstance(item, Number) or (isinstance(item, Tensor) and item.numel() == 1) for item in items):
            raise RefusedError(Reason.OPERAND)
        return attempt(lambda: sorted(items, reverse=bool(keywords.get("reverse"))))

    def _extreme(self, function: Callable[..., object], arguments: list[object]) -> object:
        items = self.items(arguments[0]) if len(arguments) == 1 else arguments
        if not all(isinstance(item, Tensor | Number) for item in items):
            raise RefusedError(Reason.OPERAND)
        self.budget.step(len(items))
        return attempt(lambda: function(items))

    def _length(self, arguments: list[object]) -> object:
        value = _first(arguments)
        if isinstance(value, PrintedText) and value.literal is not None:
            return len(value.literal)
        if not isinstance(value, Tensor | np.ndarray | list | tuple | dict) or isinstance(value, Stream):
            raise FailedError(TypeError(f"object of type '{kind_of(value)}' has no len()"))
        return attempt(lambda: len(value))

    def _range(self, arguments: list[object]) -> object:
        if not all(isinstance(number, int) for number in arguments):
            raise FailedError(TypeError("a range is made of whole numbers"))
        numbers = attempt(lambda: range(*arguments))  # type: ignore[call-overload]
        if attempt(lambda: len(numbers) > MAX_ELEMENTS):
            raise RefusedError(Reason.WORK)
        self.budget.step(len(numbers) // _CHEAP)
        return Stream(numbers)

    def _numbered(self, arguments: list[object], keywords: Mapping[str, object]) -> Iterator[object]:
        start = keywords.get("start", arguments[1] if len(arguments) > 1 else 0)
        if not isinstance(start, int):
            raise RefusedError(Reason.OPERAND)
        return enumerate(self.items(_first(arguments)), start)

    def _zip(self, arguments: list[object]) -> Stream:
        return Stream(zip(*(self.items(argument) for argument in arguments), strict=False))

    def _mapped(self, arguments: list[object]) -> Stream:
        function, *several = arguments
        return Stream(
            self.called(function, list(items), {})
            for items in zip(*(self.items(argument) for argument in several), strict=False)
        )

    def _changed(self, how: str, arguments: list[object]) -> object:
        """Call a method that changes a list."""
        owner, *further = arguments
        if not isinstance(owner, list):
            raise FailedError(TypeError(f"list.{how}() takes a list"))
        self.budget.step(len(owner) if how in ("insert", "pop", "reverse") else 1)
        match how, further:
            case "append", [value]:
                self._check_end(owner, value)
                owner.append(value)
            case "extend", [several]:
                items = self.items(several)
                self._check_end(owner, items)
                owner.extend(items)
            case "insert", [int() as place, value]:
                self._check_end(owner, value)
                owner.insert(place, value)
            case "pop", []:
                return attempt(owner.pop)
            case "pop", [int() as place]:
                return attempt(lambda: owner.pop(place))
            case "reverse", []:
                owner.reverse()
            case _:
                raise FailedError(TypeError(f"list.{how}() takes other arguments"))
        self.checked(owner)
        return None

    def _of_dictionary(self, how: str, arguments: list[object]) -> object:
        owner, *further = arguments
        if not isinstance(owner, dict):
            raise FailedError(TypeError(f"dict.{how}() takes a dictionary"))
        self.budget.step(len(owner))
        match how, further:
            case "items", []:
                return Stream((named_again(key), value) for key, value in owner.items())
            case "keys", []:
                return Stream(map(named_again, owner))
            case "values", []:
                return Stream(owner.values())
            case "get", [key, *default]:
                return owner.get(self.key(key), default[0] if default else None)
            case "update", [other]:
                for key, value in self.mapping(other).items():
                    self._put_under(owner, key, value)
                return None
        raise FailedError(TypeError(f"dict.{how}() takes other arguments"))

    def _dictionary_of(self, arguments: list[object], keywords: Mapping[str, object]) -> object:
        made: dict[object, object] = {}
        if arguments and isinstance(arguments[0], dict):
            made |= self.mapping(arguments[0])
        elif arguments:
            for pair in self.items(arguments[0]):
                parts = self.items(pair)
                if len(parts) != 2:
                    raise FailedError(ValueError("dictionary update sequence element has not length 2"))
                made[self.key(parts[0])] = parts[1]
        made.update(keywords)
        return made

    def _joined(self, arguments: list[object]) -> PrintedText:
        self.budget.step()
        parts = self.items(arguments[1]) if len(arguments) == 2 else []
        if not all(isinstance(part, PrintedText) for part in parts):
            raise FailedError(TypeError("sequence item 0: expected str instance"))
        values = [value for part in parts if isinstance(part, PrintedText) for value in part.values]
        self.budget.step(len(values))
        return PrintedText(None, tuple(values[:MAX_ELEMENTS]))

    def _reduced(self, arguments: list[object]) -> object:
        function, several, *start = (*arguments, None, None)[: max(2, len(arguments))]
        items = self.items(several)
        if not start and not items:
            raise FailedError(TypeError("reduce() of empty iterable with no initial value"))
        result, rest = (start[0], items) if start else (items[0], items[1:])
        for item in rest:
            result = self.called(function, [result, item], {})
        return result

    def _is_instance(self, arguments: list[object]) -> bool:
        """Tell whether a value is a tensor, the only kind that can be asked for here."""
        value, kind = (*arguments, None, None)[:2]
        return isinstance(kind, AllowedOperation) and kind.name == "Tensor" and isinstance(value, Tensor)

    def _check_end(self, owner: object, value: object) -> None:
        """Refuse a list within itself, which has no end."""
        waiting, seen = [value], {0}
        while waiting:
            part = waiting.pop()
            if part is owner:
                raise RefusedError(Reason.OPERAND)
            within = part.values if isinstance(part, PrintedText) else part.values() if isinstance(part, dict) else part
            if isinstance(part, PrintedText | list | tuple | dict) and id(part) not in seen:
                seen.add(id(part))
                self.budget.step(len(within))  # type: ignore[arg-type]
                waiting.extend(within)  # type: ignore[arg-type]


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
    ast.While: Program._while,
    ast.Break: Program._break,
    ast.Continue: Program._break,
    ast.Try: Program._try,
    ast.Raise: Program._raise,
    ast.ClassDef: Program._class,
    ast.Delete: Program._delete,
    ast.Global: Program._shared,
    ast.Nonlocal: Program._shared,
    ast.Import: Program._imported,
    ast.ImportFrom: Program._imported_from,
}
"""Every allowed kind of statement; any other is refused."""

_Builtin = Callable[[Program, list[object], Mapping[str, object]], object]


def _list_method(how: str) -> _Builtin:
    return lambda program, arguments, _keywords: program._changed(how, arguments)


def _dictionary_method(how: str) -> _Builtin:
    return lambda program, arguments, _keywords: program._of_dictionary(how, arguments)


def _module_method(how: str) -> _Builtin:
    return lambda program, arguments, _keywords: program.module_method(how, arguments)


ABSOLUTE = AllowedOperation("abs", operator.abs, large=True)
_NAMED = frozenset({"print", "display", "sum", "str.format", "enumerate", "dict", "sorted"})
_BUILTINS: Mapping[str, _Builtin] = {
    "print": Program._print,
    "display": Program._print,
    "str": Program._text,
    "repr": Program._text,
    "format": Program._text,
    "type": lambda _program, _arguments, _keywords: PrintedText(),
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
    "enumerate": lambda program, arguments, keywords: Stream(program._numbered(arguments, keywords)),
    "reversed": lambda program, arguments, _: Stream(reversed(program.items(_first(arguments)))),
    "list": lambda program, arguments, _: program.items(arguments[0]) if arguments else [],
    "tuple": lambda program, arguments, _: tuple(program.items(arguments[0])) if arguments else (),
    "str.format": lambda _program, arguments, keywords: filled(arguments[0], arguments[1:], keywords),  # type: ignore[arg-type]
    "str.join": lambda program, arguments, _: program._joined(arguments),
    "dict": lambda program, arguments, keywords: program._dictionary_of(arguments, keywords),
    "any": lambda program, arguments, _: any(map(program.truth, program.items(_first(arguments)))),
    "all": lambda program, arguments, _: all(map(program.truth, program.items(_first(arguments)))),
    "is_tensor": lambda _program, arguments, _: isinstance(_first(arguments), Tensor),
    "sorted": lambda program, arguments, keywords: program._sorted(arguments, keywords),
    "isinstance": lambda program, arguments, _: program._is_instance(arguments),
    "reduce": lambda program, arguments, _: program._reduced(arguments),
    "super": lambda program, arguments, _: program.super_of(arguments),
    CONSTRUCTOR: lambda program, arguments, _: program.constructed_above(arguments),
    **{f"list.{how}": _list_method(how) for how in ("append", "extend", "insert", "pop", "reverse")},
    **{f"dict.{how}": _dictionary_method(how) for how in ("items", "keys", "values", "get", "update")},
    **{f"module.{how}": _module_method(how) for how in MODULE_METHODS},
    "no_grad": lambda _program, _arguments, _keywords: NoGrad(),
}


def _two(arguments: Sequence[object]) -> tuple[object, object]:
    if len(arguments) != 2:
        raise FailedError(TypeError("pow() takes two arguments here"))
    return arguments[0], arguments[1]
