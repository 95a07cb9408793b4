"""A walker over the expressions of a student's text: it knows some kinds of nodes and looks every name up in a table.

Never `eval`, `exec` or `getattr` with a visitor's name. Every value that comes out of a step has passed `checked`.
Every operation passes `apply`, and torch's own ones `compute.bounds.Gate` as well. Steps, operations and elements are
counted against one budget, so that loops and functions cost what they do.
"""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

import numpy as np
import torch
from torch import Tensor

from compute.bounds import MAX_DIMENSIONS, MAX_ELEMENTS, MAX_INTEGER, Budget, check_shape
from compute.layers import LINEAR, Elementwise, Layer, Linear, Sequential, steps
from compute.making import leaves
from compute.numpy_vocabulary import ARRAY_ATTRIBUTES, ARRAY_METHODS, NUMBERS, check_array, product, same
from compute.refusals import ExpressionError, FailedError, Reason, RefusedError
from compute.vocabulary import ATTRIBUTES, COMPARISONS, METHODS, OPERATORS, OUT
from compute.words import Builtin, Module, Operation, Stream, Text

MAX_EXPONENT = 16
"""Of a plain number; a tensor has elements of a fixed size, where any exponent takes the same time."""

MAX_NESTING = 70
"""Expressions within expressions, through all calls of the text's own functions."""

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
    ast.USub: Operation("-", operator.neg, large=True),
    ast.UAdd: Operation("+", operator.pos, large=True),
}
Number = bool | int | float | np.generic


@dataclass
class Scope:
    """Names of a function, or of the whole text; `outer` is where the function was written."""

    names: dict[str, object]
    outer: "Scope | None" = None
    given: set[str] = field(default_factory=set)

    def find(self, name: str) -> "Scope | None":
        """Where a name is known."""
        if name in self.names:
            return self
        return self.outer.find(name) if self.outer is not None else None


@dataclass(frozen=True, eq=False)
class Function:
    """A `def` or `lambda` of the text; `defaults` stand for the last of its parameters."""

    name: str
    parameters: tuple[str, ...]
    defaults: tuple[object, ...]
    body: Sequence[ast.stmt] | ast.expr
    scope: Scope


class Interpreter:
    """Gives the value of an expression; `compute.statements` has what a statement does."""

    def __init__(self, known: Mapping[str, object], names: Mapping[str, object], budget: Budget) -> None:
        self.known = known
        self.scope = Scope(dict(names), given=set(names))
        self.budget = budget
        self.used: set[str] = set()
        self.printed: list[object] = []
        self.read: set[str] = set()
        self.from_given = False
        self.nesting = 0

    def value(self, node: ast.expr) -> object:
        """The value of any expression that there is here."""
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
            return Text(node.value)
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
        """What a refusal of a name offers."""
        return [*list(self.scope.names)[:12], "activation", "torch.sum", "torch.mm", ".."]

    def joined(self, node: ast.JoinedStr) -> Text:
        """An f-string; how a value would be laid out is never done."""
        values: list[object] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                value = self.value(part.value)
                _check_layout(value, part.format_spec is not None and part.conversion == -1)
                values.append(value)
        return Text(None, tuple(values))

    # --- several values ---

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
        """What a loop walks over."""
        if isinstance(value, Tensor | np.ndarray):
            items: list[object] = attempt(lambda: list(value))
        elif isinstance(value, tuple | list):
            items = list(value)
        else:
            raise FailedError(TypeError(f"'{type(value).__name__}' object is not iterable"))
        self.budget.step(len(items))
        return items

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp) -> object:
        found: list[object] = []
        outside, self.scope = self.scope, Scope({}, self.scope)
        try:
            self._comprehend(node.generators, node.elt, found)
        finally:
            self.scope = outside
        return found if isinstance(node, ast.ListComp) else Stream(found)

    def _comprehend(self, generators: Sequence[ast.comprehension], element: ast.expr, found: list[object]) -> None:
        if not generators:
            found.append(self.value(element))
            return
        first, *rest = generators
        for item in self.items(self.value(first.iter)):
            self.assign(first.target, item)
            if all(self.truth(self.value(test)) for test in first.ifs):
                self._comprehend(rest, element, found)

    def assign(self, target: ast.expr, value: object) -> None:
        """Give a value to a name, several names, an element or a parameter of a layer: see `compute.statements`."""
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
        self, sign: str, left: object, right: object, operations: Mapping[str, Operation] = OPERATORS
    ) -> object:
        """Two values by an operator; sequences and texts are put together within bounds."""
        if isinstance(left, Text) or isinstance(right, Text):
            return _written(sign, left, right)
        if isinstance(left, list | tuple) or isinstance(right, list | tuple):
            return _lined_up(sign, left, right)
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
        sign = _COMPARED.get(type(kind))
        if sign is None:
            raise RefusedError(Reason.FORM, form_of(kind))
        if isinstance(left, Text) and isinstance(right, Text):
            return (left.literal == right.literal) == (sign == "==")
        if any(isinstance(part, np.ndarray) for part in (left, right)):
            same([left, right])
        if isinstance(left, list | tuple) and isinstance(right, list | tuple):
            self.budget.step(sum(1 for _leaf in leaves([left, right])))  # shared lists within lists are compared again
            return attempt(lambda: COMPARISONS[sign].run(tuple(left), tuple(right)))
        return self.apply(COMPARISONS[sign], [left, right], take_part=False)

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
        """What `if` makes of a value."""
        return bool(attempt(lambda: bool(value)))

    # --- elements and attributes ---

    def _subscript(self, node: ast.Subscript) -> object:
        owner = self.value(node.value)
        place = self.place(node.slice, owner)
        if isinstance(owner, Sequential):
            return attempt(lambda: owner.layers[place])  # type: ignore[call-overload]
        return attempt(lambda: owner[place])  # type: ignore[index]

    def place(self, node: ast.expr, owner: object) -> object:
        """Where in a tensor or a list: whole numbers, slices, None, `...`, and lists of whole numbers."""
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
        if isinstance(value, list | tuple) and all(_is_whole(part) for part in leaves(value)):
            return list(value)
        raise RefusedError(Reason.OPERAND)

    def _whole(self, node: ast.expr) -> int | None:
        value = self.value(node)
        if value is not None and not _is_whole(value):
            raise RefusedError(Reason.OPERAND)
        return value  # type: ignore[return-value]

    def _attribute(self, node: ast.Attribute) -> object:
        owner = self.value(node.value)
        match owner:
            case Module():
                return self._member(owner, node.attr)
            case Linear() if node.attr in ("weight", "bias"):
                return owner.weight if node.attr == "weight" else owner.bias
            case Tensor() if node.attr in ATTRIBUTES:
                return self.apply(ATTRIBUTES[node.attr], [owner])
            case Tensor() if node.attr == "device":
                return Text("cpu")
            case np.ndarray() | np.generic() if node.attr in ARRAY_ATTRIBUTES:
                return self.apply(ARRAY_ATTRIBUTES[node.attr], [owner])
        raise RefusedError(Reason.METHOD, node.attr, _methods_of(owner))

    def _member(self, module: Module, name: str) -> object:
        if name not in module.members:
            raise RefusedError(Reason.FUNCTION, f"{module.name}.{name}", sorted(module.members))
        return module.members[name]

    # --- calls ---

    def _call(self, node: ast.Call) -> object:
        callee, first = self._called(node.func)
        arguments = first + self._values(node.args)
        keywords: dict[str, object] = {}
        for given in node.keywords:
            if given.arg is None:
                raise RefusedError(Reason.ARGUMENT, "**")
            keywords[given.arg] = self.value(given.value)
        return self.called(callee, arguments, keywords)

    def _called(self, node: ast.expr) -> tuple[object, list[object]]:  # noqa: PLR0911  (a table of kinds)
        """What is called, and the value whose method it is."""
        if not isinstance(node, ast.Attribute):
            return self.value(node), []
        owner = self.value(node.value)
        name = node.attr
        match owner:
            case Module():
                return self._member(owner, name), []
            case Tensor() if name in METHODS:
                return METHODS[name], [owner]
            case np.ndarray() | np.generic() if name in ARRAY_METHODS:
                return ARRAY_METHODS[name], [owner]
            case Text() if name == "format":
                return Builtin("str.format"), [owner]
            case list() if name == "append":
                return Builtin("list.append"), [owner]
            case Linear() | Elementwise() | Sequential() if name == "forward":
                return owner, []
        raise RefusedError(Reason.METHOD, name, _methods_of(owner))

    def called(self, callee: object, arguments: list[object], keywords: Mapping[str, object]) -> object:
        """Whatever can be called."""
        match callee:
            case Operation():
                return self.apply(callee, arguments, keywords)
            case Builtin():
                return self.builtin(callee.name, arguments, keywords)
            case Function():
                return self.invoke(callee, arguments, keywords)
            case Linear() | Elementwise() | Sequential():
                return self._layer(callee, arguments, keywords)
        raise FailedError(TypeError(f"'{type(callee).__name__}' object is not callable"))

    def _layer(self, layer: Layer, arguments: Sequence[object], keywords: Mapping[str, object]) -> object:
        if len(arguments) != 1 or keywords:
            raise FailedError(TypeError("forward() takes one positional argument: the input"))
        value = arguments[0]
        for step in steps(layer):
            if isinstance(step, Linear):
                value = self.apply(LINEAR, [value, step.weight, step.bias])
            else:
                value = self.apply(step.operation, [value])
        return value

    def builtin(self, name: str, arguments: list[object], keywords: Mapping[str, object]) -> object:
        """One of Python's own functions: see `compute.statements`."""
        raise NotImplementedError

    def _function(self, node: ast.Lambda) -> Function:
        return self.defined("<lambda>", node.args, node.body)

    def defined(self, name: str, arguments: ast.arguments, body: Sequence[ast.stmt] | ast.expr) -> Function:
        """A function of the text, not yet run."""
        if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.posonlyargs:
            raise RefusedError(Reason.FORM, "*args")
        parameters = tuple(argument.arg for argument in arguments.args)
        return Function(name, parameters, tuple(self._values(arguments.defaults)), body, self.scope)

    def invoke(self, function: Function, arguments: Sequence[object], keywords: Mapping[str, object]) -> object:
        """Run a function of the text with names of its own."""
        names = dict(zip(function.parameters, arguments, strict=False))
        twice = names.keys() & keywords.keys()
        unknown = keywords.keys() - set(function.parameters)
        if len(arguments) > len(function.parameters) or twice or unknown:
            raise FailedError(TypeError(f"{function.name}() got an argument too many, or one that it does not know"))
        names |= keywords
        for parameter, default in zip(reversed(function.parameters), reversed(function.defaults), strict=False):
            names.setdefault(parameter, default)
        missing = [parameter for parameter in function.parameters if parameter not in names]
        if missing:
            raise FailedError(
                TypeError(f"{function.name}() missing {len(missing)} required positional argument: '{missing[0]}'")
            )
        outside, self.scope = self.scope, Scope(dict(names), function.scope)
        try:
            return self.value(function.body) if isinstance(function.body, ast.expr) else self.run_body(function.body)
        finally:
            self.scope = outside

    def run_body(self, body: Sequence[ast.stmt]) -> object:
        """The statements of a function: see `compute.statements`."""
        raise NotImplementedError

    # --- the gate ---

    def apply(
        self,
        operation: Operation,
        arguments: Sequence[object],
        keywords: Mapping[str, object] | None = None,
        *,
        take_part: bool = True,
    ) -> object:
        """Do one operation of torch or NumPy, when its arguments are of a kind that it may have."""
        keywords = keywords or {}
        unknown = next((name for name in keywords if name not in operation.keywords), None)
        if unknown is not None:
            raise RefusedError(Reason.ARGUMENT, unknown, sorted(operation.keywords))
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
        if out is not None:
            result = attempt(lambda: _put_into(out, result, [*given, *named.values()]))
        return self.checked(result)

    def checked(self, value: object) -> object:  # noqa: C901, PLR0911, PLR0912  (a table of kinds)
        """A value within its bounds."""
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
                return Text(value)
            case list() | Stream():
                check_shape((len(value),))
            case tuple():
                check_shape((len(value),))
                return tuple(value)
            case Text() | Function() | Operation() | Builtin() | Module() | torch.dtype():
                return value
            case Linear() | Elementwise() | Sequential() | NoGrad():
                return value
            case _:
                raise RefusedError(Reason.NUMBER)
        return value


class NoGrad:
    """`torch.no_grad()`, before a `with` enters it."""


def form_of(node: ast.AST) -> str:
    """What a person calls a kind of Python; the page translates the words among them."""
    return _FORMS.get(type(node), "?")


_FORMS: Mapping[type[ast.AST], str] = {
    ast.While: "while",
    ast.ClassDef: "class",
    ast.Try: "try",
    ast.Raise: "raise",
    ast.Delete: "del",
    ast.Global: "global",
    ast.Nonlocal: "nonlocal",
    ast.With: "with",
    ast.AsyncFunctionDef: "async",
    ast.AsyncFor: "async",
    ast.AsyncWith: "async",
    ast.Await: "await",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
    ast.Return: "return",
    ast.Break: "break",
    ast.Continue: "continue",
    ast.Match: "match",
    ast.Dict: "{ : }",
    ast.Set: "{ }",
    ast.DictComp: "{ : }",
    ast.SetComp: "{ }",
    ast.NamedExpr: ":=",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Slice: ":",
    ast.Starred: "*",
}

_HANDLERS: Mapping[type[ast.expr], Callable[..., object]] = {
    ast.Constant: Interpreter._constant,
    ast.Name: Interpreter._name,
    ast.JoinedStr: Interpreter.joined,
    ast.Tuple: Interpreter._sequence,
    ast.List: Interpreter._sequence,
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


def attempt(step: Callable[[], Any]) -> Any:
    """Do one step; what torch, NumPy or Python has to say against it becomes our own error with their words."""
    try:
        return step()
    except (ExpressionError, RecursionError):
        raise
    except Exception as error:  # torch raises many kinds, none of them may reach a page
        raise FailedError(error) from None


def _argument(operation: Operation, value: object) -> object:
    """An argument as torch takes it; sizes and places are small numbers, whatever their function does with them."""
    match value:
        case Text():
            if not operation.text or value.literal is None:
                raise RefusedError(Reason.TEXT, operation.name)
            return value.literal
        case Stream() | Function() | Module() | Builtin() | NoGrad():
            raise RefusedError(Reason.OPERAND)
        case Operation():
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
    """What `out=` does, without the warning for a tensor that changes its shape."""
    if not isinstance(out, Tensor) or not isinstance(result, Tensor):
        raise TypeError(f"argument 'out' must be Tensor, not {type(out).__name__}")
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
    """What would take long with plain numbers, or stop the process with whole ones."""
    plain = not isinstance(left, Tensor | np.ndarray)
    if sign == "**" and plain and isinstance(right, Number) and abs(float(right)) > MAX_EXPONENT:
        raise RefusedError(Reason.POWER, allowed=[str(MAX_EXPONENT)])
    if sign in ("//", "%"):
        for value in (left, right):
            if isinstance(value, Tensor) and not value.is_floating_point():
                raise RefusedError(Reason.FORM, sign)


def _written(sign: str, left: object, right: object) -> Text:
    """Texts put together, multiplied or filled: only the values within them are kept."""
    parts = [part for part in (left, right) if isinstance(part, Text)]
    if sign == "%" and isinstance(left, Text):
        return Text(None, (*left.values, right))
    if sign == "*" and any(isinstance(part, int) for part in (left, right)):
        return Text(None, parts[0].values)
    if sign == "+" and len(parts) == 2:
        return _bounded_text((*parts[0].values, *parts[1].values))
    raise FailedError(TypeError(f"unsupported operand type(s) for {sign}: 'str'"))


def _bounded_text(values: tuple[object, ...]) -> Text:
    check_shape((len(values),))
    return Text(None, values)


def _lined_up(sign: str, left: object, right: object) -> object:
    """`(1,) + (5,)`, `[0] * 3`."""
    if sign == "+" and isinstance(left, list) and isinstance(right, list):
        check_shape((len(left) + len(right),))
        return left + right
    if sign == "+" and isinstance(left, tuple) and isinstance(right, tuple):
        check_shape((len(left) + len(right),))
        return tuple(left) + tuple(right)
    several, count = (left, right) if isinstance(left, list | tuple) else (right, left)
    if sign == "*" and isinstance(several, list | tuple) and _is_whole(count) and not isinstance(several, Stream):
        check_shape((len(several) * max(int(count), 1),))  # type: ignore[call-overload]
        return several * int(count)  # type: ignore[call-overload]
    raise RefusedError(Reason.OPERAND)


def _check_layout(value: object, laid_out: bool) -> None:
    """A tensor of several dimensions has no layout such as `:.4f`; Python's own words."""
    if laid_out and isinstance(value, Tensor) and value.dim():
        raise FailedError(TypeError("unsupported format string passed to Tensor.__format__"))
    if laid_out and isinstance(value, np.ndarray) and value.ndim:
        raise FailedError(TypeError("unsupported format string passed to numpy.ndarray.__format__"))


def filled(text: Text, arguments: Sequence[object], keywords: Mapping[str, object]) -> Text:
    """`"..{}..".format(..)`: which values it names; nothing is laid out.

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
    return Text(None, tuple(values))


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _methods_of(owner: object) -> list[str]:
    if isinstance(owner, np.ndarray):
        return [*sorted(ARRAY_ATTRIBUTES), *sorted(ARRAY_METHODS)]
    return [*sorted(ATTRIBUTES), *sorted(METHODS)]
