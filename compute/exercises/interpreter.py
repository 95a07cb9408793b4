"""Evaluate the expressions of a student's text: some kinds of nodes, and names that stand in a table.

Never `eval`, `exec` or `getattr` with a visitor's name. Every value that comes out of a step has passed `checked`.
Every operation passes `apply`, and torch's own ones `compute.exercises.bounds.Gate` as well. Steps, operations and
elements are counted against one budget, so that loops and functions cost what they do.
"""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

import numpy as np
import torch
from torch import Tensor

from compute.exercises.allowed_numpy import NUMBERS, check_array, product, same
from compute.exercises.allowed_operations import COMPARISONS, OPERATORS, OUT
from compute.exercises.bounds import MAX_DIMENSIONS, MAX_ELEMENTS, MAX_INTEGER, Budget, check_shape, extent, shape_of
from compute.exercises.classes import Absent, Class, Instance, Method, Super, Wrapped
from compute.exercises.layers import LINEAR, Elementwise, Layer, Linear, Sequential
from compute.exercises.making import leaves
from compute.exercises.refusals import ExpressionError, FailedError, Reason, RefusedError
from compute.exercises.words import AllowedOperation, Builtin, Failure, Module, PrintedText, Stream

MAX_EXPONENT = 16
"""Of a plain number; a tensor has elements of a fixed size, where any exponent takes the same time."""

MAX_NESTING = 70
"""Expressions within expressions, through all calls of the text's own functions."""

MAX_NOTED = 200
"""The most results of operations that are kept for whoever asks what was computed on the way."""

SIGNS: Mapping[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.MatMult: "@",
}
_COMPARED: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_UNARY = {
    ast.USub: AllowedOperation("-", operator.neg, large=True),
    ast.UAdd: AllowedOperation("+", operator.pos, large=True),
}
Number = bool | int | float | np.generic


@dataclass
class Scope:
    """Names of a function, or of the whole text.

    Attributes
    ----------
    outer: where the function was written.
    given: the names that hold something made of what was given.
    inner: whether it is that of a comprehension: a name that `:=` sets belongs to the scope around it.
    elsewhere: names that `global` or `nonlocal` says are another scope's.
    """

    names: dict[str, object]
    outer: "Scope | None" = None
    given: set[str] = field(default_factory=set)
    inner: bool = False
    elsewhere: dict[str, "Scope"] = field(default_factory=dict)

    def find(self, name: str) -> "Scope | None":
        """Return the scope in which a name is known."""
        if name in self.names:
            return self
        return self.outer.find(name) if self.outer is not None else None


@dataclass(frozen=True, eq=False)
class Function:
    """A `def` or `lambda` of the text.

    Attributes
    ----------
    parameters: those that may be given by their place.
    defaults: the values of those that have one, by name.
    by_name: those after `*`, which may only be given by name.
    rest, named_rest: the names of `*args` and `**kwargs`, or nothing.
    without_grad: whether it stands under `@torch.no_grad()`.
    """

    name: str
    parameters: tuple[str, ...]
    defaults: Mapping[str, object]
    by_name: tuple[str, ...]
    rest: str
    named_rest: str
    body: Sequence[ast.stmt] | ast.expr
    scope: Scope
    without_grad: bool = False


class Interpreter:
    """Evaluates expressions; `compute.exercises.statements` runs statements."""

    def __init__(self, known: Mapping[str, object], names: Mapping[str, object], budget: Budget) -> None:
        self.known = known
        self.scope = Scope(dict(names), given=set(names))
        self.budget = budget
        self.used: set[str] = set()
        self.printed: list[object] = []
        self.read: set[str] = set()
        self.from_given = False
        self.nesting = 0
        self.on_the_way: list[Tensor] | None = None

    def value(self, node: ast.expr) -> object:
        """Evaluate an expression."""
        handler = _HANDLERS.get(type(node))
        if handler is None:
            raise RefusedError(Reason.FORM, form_of(node))
        self.budget.step()
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise RefusedError(Reason.SIZE)
        try:
            return self.checked(handler(self, node))
        finally:
            self.nesting -= 1

    # --- names, numbers, texts ---

    def _constant(self, node: ast.Constant) -> object:
        if isinstance(node.value, str):
            return PrintedText(node.value)
        if node.value is Ellipsis or isinstance(node.value, complex | bytes):
            raise RefusedError(Reason.NUMBER if isinstance(node.value, complex) else Reason.OPERAND)
        return node.value

    def _name(self, node: ast.Name) -> object:
        scope = self.scope.find(node.id)
        if scope is None:
            if node.id in self.known:
                return self.known[node.id]
            raise RefusedError(Reason.NAME, node.id, self.known_names())
        self.read.add(node.id)
        self.from_given |= node.id in scope.given
        return scope.names[node.id]

    def known_names(self) -> list[str]:
        """List the names that a refusal offers."""
        return [*list(self.scope.names)[:12], "activation", "torch.sum", "torch.mm", ".."]

    def joined(self, node: ast.JoinedStr) -> PrintedText:
        """Evaluate an f-string; its values are kept and never laid out."""
        values: list[object] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                value = self.value(part.value)
                _check_layout(value, part.format_spec is not None and part.conversion == -1)
                values.append(value)
        return PrintedText(None, tuple(values))

    # --- several values ---

    def _dictionary(self, node: ast.Dict) -> object:
        made: dict[object, object] = {}
        for key_node, value_node in zip(node.keys, node.values, strict=True):
            if key_node is None:
                made |= self.mapping(self.value(value_node))
            else:
                made[self.key(self.value(key_node))] = self.value(value_node)
        return made

    def mapping(self, value: object) -> dict[object, object]:
        """Check what follows `**`, and return it."""
        if not isinstance(value, dict):
            raise FailedError(TypeError(f"'{kind_of(value)}' object is not a mapping"))
        self.budget.step(len(value))
        return value

    def key(self, value: object) -> object:
        """Convert a key of a dictionary: a text, a number, or a tuple of them."""
        match value:
            case PrintedText() if value.literal is not None:
                return value.literal
            case bool() | int() | float() | None:
                return value
            case tuple() if not isinstance(value, Stream) and not any(isinstance(part, tuple) for part in value):
                self.budget.step(len(value))
                return tuple(map(self.key, value))
        raise RefusedError(Reason.OPERAND)

    def _sequence(self, node: ast.Tuple | ast.List) -> object:
        values = self._values(node.elts)
        return values if isinstance(node, ast.List) else tuple(values)

    def _values(self, nodes: Sequence[ast.expr]) -> list[object]:
        values: list[object] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                values.extend(self.items(self.value(node.value)))
            else:
                values.append(self.value(node))
        return values

    def items(self, value: object) -> list[object]:
        """List what a loop walks over."""
        if isinstance(value, Tensor | np.ndarray):
            items: list[object] = attempt(lambda: list(value))
        elif isinstance(value, dict):
            items = [named_again(key) for key in value]
        elif isinstance(value, tuple | list):
            items = list(value)
        else:
            raise FailedError(TypeError(f"'{kind_of(value)}' object is not iterable"))
        self.budget.step(len(items))
        return items

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> object:
        found: list[object] = []
        self._comprehend(node.generators, lambda: found.append(self.value(node.elt)))
        return found if isinstance(node, ast.ListComp) else Stream(found)

    def _dictionary_comprehension(self, node: ast.DictComp) -> object:
        made: dict[object, object] = {}

        def add() -> None:
            made[self.key(self.value(node.key))] = self.value(node.value)

        self._comprehend(node.generators, add)
        return made

    def _comprehend(self, generators: Sequence[ast.comprehension], add: Callable[[], None]) -> None:
        outside, self.scope = self.scope, Scope({}, self.scope, inner=True)
        try:
            self._walk(generators, add)
        finally:
            self.scope = outside

    def _walk(self, generators: Sequence[ast.comprehension], add: Callable[[], None]) -> None:
        if not generators:
            add()
            return
        first, *rest = generators
        for item in self.items(self.value(first.iter)):
            self.assign(first.target, item)
            if all(self.truth(self.value(test)) for test in first.ifs):
                self._walk(rest, add)

    def _named(self, node: ast.NamedExpr) -> object:
        """Assign within an expression: `(y := value)`."""
        value = self.value(node.value)
        within = self.scope
        while self.scope.inner and self.scope.outer is not None:
            self.scope = self.scope.outer
        try:
            self.assign(node.target, value)
        finally:
            self.scope = within
        return value

    def assign(self, target: ast.expr, value: object) -> None:
        """Give a value to a name, several names, an element or a parameter of a layer: see `statements.py`."""
        raise NotImplementedError

    # --- arithmetic ---

    def _unary(self, node: ast.UnaryOp) -> object:
        value = self.value(node.operand)
        if isinstance(node.op, ast.Not):
            return not self.truth(value)
        if type(node.op) not in _UNARY:
            raise RefusedError(Reason.FORM, "~")
        _check_operands(value)
        return self.apply(_UNARY[type(node.op)], [value], take_part=False)

    def _binary(self, node: ast.BinOp) -> object:
        sign = SIGNS.get(type(node.op))
        if sign is None:
            raise RefusedError(Reason.FORM, form_of(node.op))
        return self.calculated(sign, self.value(node.left), self.value(node.right))

    def calculated(
        self, sign: str, left: object, right: object, operations: Mapping[str, AllowedOperation] = OPERATORS
    ) -> object:
        """Apply an operator to two values; sequences and texts are joined within bounds."""
        if isinstance(left, PrintedText) or isinstance(right, PrintedText):
            written = _written(sign, left, right)
            self.budget.step(len(written.values))
            return written
        if isinstance(left, list | tuple) or isinstance(right, list | tuple):
            lined_up = _lined_up(sign, left, right)
            self.budget.step(len(lined_up))
            return lined_up
        if isinstance(left, dict) or isinstance(right, dict):
            raise FailedError(TypeError(f"unsupported operand type(s) for {sign}: 'dict'"))
        _check_operands(left, right)
        _check_arithmetic(sign, left, right)
        if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
            (product if sign == "@" else same)([left, right])
        return self.apply(operations[sign], [left, right])

    def _compare(self, node: ast.Compare) -> object:
        left = self.value(node.left)
        result: object = True
        for kind, right_node in zip(node.ops, node.comparators, strict=True):
            right = self.value(right_node)
            result = self._compared(kind, left, right)
            if len(node.ops) > 1 and not self.truth(result):
                return result
            left = right
        return result

    def _compared(self, kind: ast.cmpop, left: object, right: object) -> object:
        if isinstance(kind, ast.Is | ast.IsNot):
            return (left is right) == isinstance(kind, ast.Is)
        if isinstance(kind, ast.In | ast.NotIn):
            return self._is_in(left, right) == isinstance(kind, ast.In)
        sign = _COMPARED.get(type(kind))
        if sign is None:
            raise RefusedError(Reason.FORM, form_of(kind))
        if isinstance(left, PrintedText) and isinstance(right, PrintedText):
            return (left.literal == right.literal) == (sign == "==")
        if any(isinstance(part, PrintedText | dict) or part is None for part in (left, right)) and sign in ("==", "!="):
            return (left is right) == (sign == "==")
        if any(isinstance(part, np.ndarray) for part in (left, right)):
            same([left, right])
        if isinstance(left, list | tuple) and isinstance(right, list | tuple):
            self.budget.step(sum(1 for _leaf in leaves([left, right])))  # shared lists within lists are compared again
            return attempt(lambda: COMPARISONS[sign].run(tuple(left), tuple(right)))
        return self.apply(COMPARISONS[sign], [left, right], take_part=False)

    def _is_in(self, value: object, several: object) -> bool:
        if isinstance(several, dict):
            return self.key(value) in several
        if isinstance(value, PrintedText) and isinstance(several, PrintedText):
            return (value.literal or "") in (several.literal or "")
        return any(self.truth(self._compared(ast.Eq(), item, value)) for item in self.items(several))

    def _boolean(self, node: ast.BoolOp) -> object:
        value: object = None
        for part in node.values:
            value = self.value(part)
            if self.truth(value) != isinstance(node.op, ast.And):
                break
        return value

    def _choice(self, node: ast.IfExp) -> object:
        return self.value(node.body if self.truth(self.value(node.test)) else node.orelse)

    def truth(self, value: object) -> bool:
        """Decide as `if` does."""
        if isinstance(value, PrintedText):
            return bool(value.literal or value.values)
        return bool(attempt(lambda: bool(value)))

    # --- elements and attributes ---

    def _subscript(self, node: ast.Subscript) -> object:
        owner = self.value(node.value)
        if isinstance(owner, dict):
            key = self.key(self.value(node.slice))
            return attempt(lambda: owner[key])
        if isinstance(owner, PrintedText) and isinstance(node.slice, ast.Slice):
            return PrintedText(None, owner.values)  # some of its characters; the values within it are all that is kept
        place = self.place(node.slice, owner)
        if isinstance(owner, list | tuple) and isinstance(place, slice):
            self.budget.step(len(owner))
        if isinstance(owner, Sequential):
            return attempt(lambda: owner.layers[place])  # type: ignore[call-overload]
        return attempt(lambda: owner[place])  # type: ignore[index]

    def place(self, node: ast.expr, owner: object) -> object:
        """Evaluate an index: whole numbers, slices, None, `...`, and lists of whole numbers."""
        if not isinstance(owner, Tensor | np.ndarray | list | tuple | Sequential) or isinstance(owner, Stream):
            raise RefusedError(Reason.OPERAND)
        if isinstance(node, ast.Tuple):
            places = tuple(self._place(part) for part in node.elts)
            if len(places) > 2 * MAX_DIMENSIONS:
                raise RefusedError(Reason.DIMENSIONS, allowed=[str(MAX_DIMENSIONS)])
            return places
        return self._place(node)

    def _place(self, node: ast.expr) -> object:
        if isinstance(node, ast.Slice):
            return slice(*(None if part is None else self._whole(part) for part in (node.lower, node.upper, node.step)))
        if isinstance(node, ast.Constant) and node.value is Ellipsis:
            return Ellipsis
        value = self.value(node)
        if value is None or _is_whole(value):
            return value
        if isinstance(value, Tensor) and value.dtype in (torch.int64, torch.int32):
            return value
        if isinstance(value, list | tuple) and all(map(_is_whole, value)):
            return list(value)
        raise RefusedError(Reason.OPERAND)

    def _whole(self, node: ast.expr) -> int | None:
        value = self.value(node)
        if value is not None and not _is_whole(value):
            raise RefusedError(Reason.OPERAND)
        return value  # type: ignore[return-value]

    def _attribute(self, node: ast.Attribute) -> object:
        return self.member(self.value(node.value), node.attr)

    def member(self, owner: object, name: str) -> object:
        """Return `owner.name`: see `compute.exercises.members`."""
        raise NotImplementedError

    # --- calls ---

    def _call(self, node: ast.Call) -> object:
        callee, first = self._called(node.func)
        arguments = first + self._values(node.args)
        keywords: dict[str, object] = {}
        for given in node.keywords:
            if given.arg is not None:
                keywords[given.arg] = self.value(given.value)
                continue
            for key, value in self.mapping(self.value(given.value)).items():
                if not isinstance(key, str):
                    raise FailedError(TypeError("keywords must be strings"))
                keywords[key] = value
        return self.called(callee, arguments, keywords)

    def _called(self, node: ast.expr) -> tuple[object, list[object]]:
        """Return what is called, and the value whose method it is."""
        if not isinstance(node, ast.Attribute):
            return self.value(node), []
        return self.method(self.value(node.value), node.attr)

    def method(self, owner: object, name: str) -> tuple[object, list[object]]:
        """Return what `owner.name(..)` calls and its first arguments: see `compute.exercises.members`."""
        raise NotImplementedError

    def called(self, callee: object, arguments: list[object], keywords: Mapping[str, object]) -> object:
        """Call anything that can be called."""
        match callee:
            case AllowedOperation():
                return self.apply(callee, arguments, keywords)
            case Builtin():
                return self.builtin(callee.name, arguments, keywords)
            case Function():
                return self.invoke(callee, arguments, keywords)
            case Linear() | Elementwise() | Sequential():
                return self._layer(callee, arguments, keywords)
            case Class() | Instance() | Method() | Wrapped():
                return self.called_object(callee, arguments, keywords)
            case Failure():
                return PrintedText(None, tuple(arguments))
            case Absent():
                raise RefusedError(Reason.IMPORT, callee.name, ["torch", "numpy", "math"])
        raise FailedError(TypeError(f"'{kind_of(callee)}' object is not callable"))

    def called_object(self, callee: object, arguments: list[object], keywords: Mapping[str, object]) -> object:
        """Call a class or an instance of one: see `compute.exercises.members`."""
        raise NotImplementedError

    def _layer(self, layer: Layer, arguments: Sequence[object], keywords: Mapping[str, object]) -> object:
        if len(arguments) != 1 or keywords:
            raise FailedError(TypeError("forward() takes one positional argument: the input"))
        value = arguments[0]
        if isinstance(layer, Linear):
            return self.apply(LINEAR, [value, layer.weight, layer.bias])
        if isinstance(layer, Elementwise):
            return self.apply(layer.operation, [value])
        for part in layer.layers:
            value = self.called(part, [value], {})
        return value

    def builtin(self, name: str, arguments: list[object], keywords: Mapping[str, object]) -> object:
        """Call one of Python's own functions: see `compute.exercises.statements`."""
        raise NotImplementedError

    def _function(self, node: ast.Lambda) -> Function:
        return self.defined("<lambda>", node.args, node.body)

    def defined(self, name: str, arguments: ast.arguments, body: Sequence[ast.stmt] | ast.expr) -> Function:
        """Define a function of the text without running it."""
        places = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
        by_name = [argument.arg for argument in arguments.kwonlyargs]
        defaults = dict(zip(reversed(places), reversed(self._values(arguments.defaults)), strict=False))
        for name_only, default in zip(by_name, arguments.kw_defaults, strict=True):
            if default is not None:
                defaults[name_only] = self.value(default)
        rest = arguments.vararg.arg if arguments.vararg else ""
        named_rest = arguments.kwarg.arg if arguments.kwarg else ""
        return Function(name, tuple(places), defaults, tuple(by_name), rest, named_rest, body, self.scope)

    def invoke(self, function: Function, arguments: Sequence[object], keywords: Mapping[str, object]) -> object:
        """Run a function of the text with names of its own."""
        names = _bound(function, arguments, keywords)
        outside, self.scope = self.scope, Scope(names, function.scope)
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise RefusedError(Reason.SIZE)
        try:
            with torch.no_grad() if function.without_grad else nullcontext():
                if isinstance(function.body, ast.expr):
                    return self.value(function.body)
                return self.run_body(function.body)
        finally:
            self.nesting -= 1
            self.scope = outside

    def run_body(self, body: Sequence[ast.stmt]) -> object:
        """Run the statements of a function: see `compute.exercises.statements`."""
        raise NotImplementedError

    # --- the gate ---

    def apply(
        self,
        operation: AllowedOperation,
        arguments: Sequence[object],
        keywords: Mapping[str, object] | None = None,
        *,
        take_part: bool = True,
    ) -> object:
        """Do one operation of torch or NumPy, if its arguments are of the allowed kinds."""
        keywords = keywords or {}
        unknown = next((name for name in keywords if name not in operation.keywords), None)
        if unknown is not None:
            raise RefusedError(Reason.ARGUMENT, unknown, sorted(operation.keywords))
        for value in (*arguments, *keywords.values()):
            if isinstance(value, list | tuple):
                self.budget.step(sum(1 for _leaf in leaves(value)))
        given = [_argument(operation, value) for value in arguments]
        named = {name: _argument(operation, value) for name, value in keywords.items()}
        out = named.pop(OUT, None)
        _check_order(operation.name, given)
        if operation.bound is not None:
            operation.bound([*given, *named.values()])
        self.budget.step()
        if take_part:
            self.used.add(operation.name)
        result = attempt(lambda: operation.run(*given, **named))
        self._count(result, given)
        if out is not None:
            result = attempt(lambda: _put_into(out, result, [*given, *named.values()]))
        found = self.checked(result)
        self._note(found)
        return found

    def _note(self, value: object) -> None:
        """Keep a copy of what an operation gave, as it is now, for whoever asks what was computed on the way."""
        if self.on_the_way is None or len(self.on_the_way) >= MAX_NOTED:
            return
        if isinstance(value, Tensor):
            self.on_the_way.append(value.detach().clone())
        elif isinstance(value, np.ndarray | np.generic | float):
            self.on_the_way.append(torch.tensor(value))

    def _count(self, result: object, given: Sequence[object]) -> None:
        """Count what torch's gate does not see: arrays of NumPy, and lists of many small things."""
        if isinstance(result, np.ndarray):
            self.budget.made(result.shape)
        elif isinstance(result, list):
            self.budget.step(sum(extent(shape_of(value)) for value in given))
        elif isinstance(result, tuple):
            self.budget.step(len(result))

    def checked(self, value: object) -> object:  # noqa: C901, PLR0911, PLR0912  (a table of kinds)
        """Check that a value is within its bounds, and return it."""
        match value:
            case Tensor():
                if value.dim() > MAX_DIMENSIONS:
                    raise RefusedError(Reason.DIMENSIONS, allowed=[str(MAX_DIMENSIONS)])
                if value.is_complex():
                    raise RefusedError(Reason.NUMBER)
                check_shape(value.shape)
            case np.ndarray():
                if value.ndim > MAX_DIMENSIONS:
                    raise RefusedError(Reason.DIMENSIONS, allowed=[str(MAX_DIMENSIONS)])
                check_array(value)
            case np.generic() if value.dtype.kind in NUMBERS:
                return value
            case bool() | float() | None:
                return value
            case int():
                if abs(value) > MAX_INTEGER:
                    raise RefusedError(Reason.NUMBER)
            case torch.Size():
                return tuple(int(size) for size in value)
            case str():
                return PrintedText(value)
            case list() | Stream() | dict():
                check_shape((len(value),))
            case tuple():
                check_shape((len(value),))
                return tuple(value)
            case PrintedText() | Function() | AllowedOperation() | Builtin() | Module() | torch.dtype():
                return value
            case Linear() | Elementwise() | Sequential() | NoGrad():
                return value
            case Class() | Instance() | Method() | Wrapped() | Super() | Absent() | Failure():
                return value
            case _:
                raise RefusedError(Reason.NUMBER)
        return value


class NoGrad:
    """`torch.no_grad()`, before a `with` enters it."""


def form_of(node: ast.AST) -> str:
    """Name a kind of syntax as a person does; the page translates the words among the names."""
    return _FORMS.get(type(node), "?")


_FORMS: Mapping[type[ast.AST], str] = {
    ast.With: "with",
    ast.AsyncFunctionDef: "async",
    ast.AsyncFor: "async",
    ast.AsyncWith: "async",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
    ast.Match: "match",
    ast.TryStar: "except*",
    ast.Set: "{ }",
    ast.SetComp: "{ }",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.Slice: ":",
    ast.Starred: "*",
}

_HANDLERS: Mapping[type[ast.expr], Callable[..., object]] = {
    ast.Constant: Interpreter._constant,
    ast.Name: Interpreter._name,
    ast.JoinedStr: Interpreter.joined,
    ast.Tuple: Interpreter._sequence,
    ast.List: Interpreter._sequence,
    ast.Dict: Interpreter._dictionary,
    ast.DictComp: Interpreter._dictionary_comprehension,
    ast.NamedExpr: Interpreter._named,
    ast.ListComp: Interpreter._comprehension,
    ast.GeneratorExp: Interpreter._comprehension,
    ast.UnaryOp: Interpreter._unary,
    ast.BinOp: Interpreter._binary,
    ast.Compare: Interpreter._compare,
    ast.BoolOp: Interpreter._boolean,
    ast.IfExp: Interpreter._choice,
    ast.Subscript: Interpreter._subscript,
    ast.Attribute: Interpreter._attribute,
    ast.Call: Interpreter._call,
    ast.Lambda: Interpreter._function,
}
"""Every kind of expression that there is here; any other is refused."""


def _bound(function: Function, arguments: Sequence[object], keywords: Mapping[str, object]) -> dict[str, object]:
    """Match a call's arguments with the names of a function's parameters."""
    names: dict[str, object] = dict(zip(function.parameters, arguments, strict=False))
    further = arguments[len(function.parameters) :]
    known_names = {*function.parameters, *function.by_name}
    unknown = {name: value for name, value in keywords.items() if name not in known_names}
    twice = names.keys() & keywords.keys()
    if (further and not function.rest) or twice or (unknown and not function.named_rest):
        raise FailedError(TypeError(f"{function.name}() got an argument too many, or one that it does not know"))
    names |= {name: value for name, value in keywords.items() if name in known_names}
    names = {**function.defaults, **names}
    missing = [name for name in (*function.parameters, *function.by_name) if name not in names]
    if missing:
        raise FailedError(
            TypeError(f"{function.name}() missing {len(missing)} required positional argument: '{missing[0]}'")
        )
    if function.rest:
        names[function.rest] = tuple(further)
    if function.named_rest:
        names[function.named_rest] = dict(unknown)
    return names


def kind_of(value: object) -> str:
    """Name the kind of a value as Python does, also of our own kinds."""
    match value:
        case Instance():
            return value.kind.name
        case Class():
            return "type"
    own = {PrintedText: "str", Stream: "range", Function: "function", Module: "module", Absent: "module"}
    calls = dict.fromkeys((AllowedOperation, Builtin, Method, Wrapped), "builtin_function_or_method")
    return (own | calls).get(type(value), type(value).__name__)


def named_again(key: object) -> object:
    """Turn a key of a dictionary back into a value of the text."""
    if isinstance(key, str):
        return PrintedText(key)
    return tuple(map(named_again, key)) if isinstance(key, tuple) else key


def attempt(step: Callable[[], Any]) -> Any:
    """Do one step, and turn an error of torch, NumPy or Python into our own with their words."""
    try:
        return step()
    except (ExpressionError, RecursionError):
        raise
    except Exception as error:  # torch raises many kinds, none of them may reach a page
        raise FailedError(error) from None


def _argument(operation: AllowedOperation, value: object) -> object:  # noqa: C901  (a table of kinds)
    """Convert an argument for torch; sizes and places must be small numbers, whatever the function."""
    match value:
        case PrintedText():
            if not operation.text or value.literal is None:
                raise RefusedError(Reason.TEXT, operation.name)
            return value.literal
        case Instance() | Linear() | Elementwise() | Sequential() | dict() if operation.layers:
            return value
        case Instance() | Linear() | Elementwise() | Sequential():
            raise FailedError(TypeError(f"argument must be Tensor, not {kind_of(value)}"))
        case Stream() | Function() | Module() | Builtin() | NoGrad() | AllowedOperation() | dict():
            raise RefusedError(Reason.OPERAND)
        case Class() | Method() | Wrapped() | Super() | Absent() | Failure():
            raise RefusedError(Reason.OPERAND)
        case list() | tuple():
            for part in leaves(value):
                _argument(operation, part)
        case int():
            if not operation.large and abs(value) > MAX_ELEMENTS:
                raise RefusedError(Reason.ELEMENTS, allowed=[str(MAX_ELEMENTS)])
    return value


def _check_order(name: str, arguments: Sequence[object]) -> None:
    """Refuse a factor before a tensor, as in `torch.add(x, 2, y)`: torch would warn of it, on the server's log."""
    if not name.startswith(("add", "sub", "baddbmm")) or len(arguments) < 3:
        return
    tensors = [place for place, value in enumerate(arguments) if isinstance(value, Tensor)]
    if tensors and not all(isinstance(value, Tensor) for value in arguments[: tensors[-1]]):
        raise FailedError(TypeError(f"This overload of {name} is deprecated: name the factor (alpha=, beta=, value=)"))


def _put_into(out: object, result: object, arguments: Sequence[object]) -> Tensor:
    """Do what `out=` does, without torch's warning for a tensor that changes its shape."""
    if not isinstance(out, Tensor) or not isinstance(result, Tensor):
        raise TypeError(f"argument 'out' must be Tensor, not {kind_of(out)}")
    if (
        any(isinstance(value, Tensor) and value.requires_grad for value in (out, *arguments))
        and torch.is_grad_enabled()
    ):
        raise RuntimeError(
            "functions with out=... arguments don't support automatic differentiation, but one requires grad."
        )
    if not torch.can_cast(result.dtype, out.dtype):
        raise RuntimeError(f"result type {result.dtype} can't be cast to the desired output type {out.dtype}")
    if out.shape != result.shape:
        out.resize_(result.shape)
    return out.copy_(result)


def _check_operands(*values: object) -> None:
    if not all(isinstance(value, Tensor | np.ndarray | Number) for value in values):
        if any(value is None for value in values):
            raise FailedError(TypeError("unsupported operand type(s): 'NoneType'"))
        raise RefusedError(Reason.OPERAND)


def _check_arithmetic(sign: str, left: object, right: object) -> None:
    """Refuse what takes long with plain numbers, or stops the process with whole ones."""
    plain = not isinstance(left, Tensor | np.ndarray)
    if sign == "**" and plain and isinstance(right, Number) and abs(float(right)) > MAX_EXPONENT:
        raise RefusedError(Reason.POWER, allowed=[str(MAX_EXPONENT)])
    if sign in ("//", "%"):
        for value in (left, right):
            if isinstance(value, Tensor) and not value.is_floating_point():
                raise RefusedError(Reason.FORM, sign)


def _written(sign: str, left: object, right: object) -> PrintedText:
    """Join, multiply or fill texts; only the values within them are kept."""
    parts = [part for part in (left, right) if isinstance(part, PrintedText)]
    if sign == "%" and isinstance(left, PrintedText):
        return PrintedText(None, (*left.values, right))
    if sign == "*" and any(isinstance(part, int) for part in (left, right)):
        return PrintedText(None, parts[0].values)
    if sign == "+" and len(parts) == 2:
        return _bounded_text((*parts[0].values, *parts[1].values))
    raise FailedError(TypeError(f"unsupported operand type(s) for {sign}: 'str'"))


def _bounded_text(values: tuple[object, ...]) -> PrintedText:
    check_shape((len(values),))
    return PrintedText(None, values)


def _lined_up(sign: str, left: object, right: object) -> list[object] | tuple[object, ...]:
    """Join or repeat sequences: `(1,) + (5,)`, `[0] * 3`."""
    if sign == "+" and isinstance(left, list) and isinstance(right, list):
        check_shape((len(left) + len(right),))
        return left + right
    if sign == "+" and isinstance(left, tuple) and isinstance(right, tuple):
        check_shape((len(left) + len(right),))
        return tuple(left) + tuple(right)
    several, count = (left, right) if isinstance(left, list | tuple) else (right, left)
    if sign == "*" and isinstance(several, list | tuple) and _is_whole(count) and not isinstance(several, Stream):
        check_shape((len(several) * max(int(count), 1),))  # type: ignore[call-overload]
        return several * int(count)  # type: ignore[call-overload, no-any-return]
    raise RefusedError(Reason.OPERAND)


def _check_layout(value: object, laid_out: bool) -> None:
    """Refuse a layout such as `:.4f` for a tensor of several dimensions, in Python's own words."""
    if laid_out and isinstance(value, Tensor) and value.dim():
        raise FailedError(TypeError("unsupported format string passed to Tensor.__format__"))
    if laid_out and isinstance(value, np.ndarray) and value.ndim:
        raise FailedError(TypeError("unsupported format string passed to numpy.ndarray.__format__"))


def filled(text: PrintedText, arguments: Sequence[object], keywords: Mapping[str, object]) -> PrintedText:
    """Find the values that `"..{}..".format(..)` names; nothing is laid out.

    Raises
    ------
    RefusedError: a field is more than a number or a name.
    FailedError: a field has no value, or its value has no such layout.
    """
    if text.literal is None:
        return _bounded_text((*text.values, *arguments))
    values: list[object] = []
    fields = attempt(lambda: list(Formatter().parse(text.literal or "")))
    for _words, name, layout, conversion in fields:
        if name is None:
            continue
        key = name or str(len(values))
        if not key.isdigit() and key not in keywords:
            raise RefusedError(Reason.FORM, "{" + key + "}")
        if key.isdigit() and (len(key) > 4 or int(key) >= len(arguments)):
            raise FailedError(IndexError(f"Replacement index {key[:9]} out of range for positional args tuple"))
        value = arguments[int(key)] if key.isdigit() else keywords[key]
        _check_layout(value, bool(layout) and not conversion)
        values.append(value)
    return PrintedText(None, tuple(values))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
