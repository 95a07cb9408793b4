"""Look up attributes, methods and classes of a student's text: `owner.name`, `self`, `super()`.

Each kind of value has tables of its own. A name that stands in none of them does not exist here, even if Python has it.
"""

import ast
from collections.abc import Mapping, Sequence

import numpy as np
from torch import Tensor

from compute.exercises.allowed_numpy import ARRAY_ATTRIBUTES, ARRAY_METHODS
from compute.exercises.allowed_operations import ATTRIBUTES, METHODS
from compute.exercises.classes import (
    CALL,
    CONSTRUCTOR,
    FORWARD,
    Absent,
    Class,
    Instance,
    Method,
    Super,
    Wrapped,
    check_held,
    load,
)
from compute.exercises.interpreter import Function, Interpreter, NoGrad, Scope, attempt
from compute.exercises.layers import Elementwise, Linear, Sequential, is_layer, parameters
from compute.exercises.refusals import FailedError, Reason, RefusedError
from compute.exercises.words import AllowedOperation, Builtin, Module, PrintedText

_TEXT_METHODS = frozenset("upper lower title strip rstrip lstrip center ljust rjust zfill replace".split())
_LIST_METHODS = frozenset("append extend insert pop reverse".split())
_DICTIONARY_METHODS = frozenset("items keys values get update".split())
MODULE_METHODS = frozenset(
    "forward eval train to cpu float requires_grad_ zero_grad parameters named_parameters state_dict load_state_dict "
    "register_buffer register_parameter add_module".split()
)
_MAX_MEMBERS = 200


class Members(Interpreter):
    """The part of the interpreter that looks up what belongs to a value."""

    def __init__(self, known: Mapping[str, object], names: Mapping[str, object], budget: object) -> None:
        super().__init__(known, names, budget)  # type: ignore[arg-type]
        self.running: list[Method] = []

    # --- attributes ---

    def member(self, owner: object, name: str) -> object:  # noqa: C901, PLR0911  (a table of kinds)
        """Return `owner.name`."""
        match owner:
            case Module():
                return self._of_module(owner, name)
            case Linear() if name in ("weight", "bias"):
                return owner.weight if name == "weight" else owner.bias
            case Linear() if name in ("in_features", "out_features"):
                return owner.weight.shape[1 if name == "in_features" else 0]
            case Sequential() if name in owner.names:
                return owner.layers[owner.names.index(name)]
            case Tensor() if name in ATTRIBUTES:
                return self.apply(ATTRIBUTES[name], [owner])
            case Tensor() if name == "device":
                return PrintedText("cpu")
            case np.ndarray() | np.generic() if name in ARRAY_ATTRIBUTES:
                return self.apply(ARRAY_ATTRIBUTES[name], [owner])
            case Instance():
                return self._of_instance(owner, name)
            case Class():
                return _of_class(owner, name)
            case Super():
                return self._of_super(owner, name)
            case Absent():
                raise RefusedError(Reason.IMPORT, owner.name, ["torch", "numpy", "math"])
        raise RefusedError(Reason.METHOD, name, methods_of(owner))

    def _of_module(self, module: Module, name: str) -> object:
        if name not in module.members:
            raise RefusedError(
                Reason.FUNCTION,
                f"{module.name}.{name}",
                sorted(name for name in module.members if not name.startswith("_")),
            )
        return module.members[name]

    def _of_instance(self, owner: Instance, name: str) -> object:
        if name in owner.held:
            return owner.held[name]
        found = owner.kind.find(name)
        if found is None:
            raise FailedError(AttributeError(f"'{owner.kind.name}' object has no attribute '{name}'"))
        return self._bound(found, owner)

    def _bound(self, found: tuple[object, Class], owner: Instance) -> object:
        value, kind = found
        match value:
            case Function():
                return Method(value, owner, kind)
            case Wrapped(decorator="classmethod"):
                return Method(value.function, owner.kind, kind)
            case Wrapped(decorator="property"):
                return self.called(Method(value.function, owner, kind), [], {})
        return _unwrapped(value)

    def _of_super(self, owner: Super, name: str) -> object:
        found = owner.kind.base.find(name) if owner.kind.base is not None else None
        if found is not None:
            return self._bound(found, owner.owner)
        if name == CONSTRUCTOR:
            return Method(Builtin(CONSTRUCTOR), owner.owner, owner.kind)
        raise FailedError(AttributeError(f"'super' object has no attribute '{name}'"))

    # --- methods ---

    def method(self, owner: object, name: str) -> tuple[object, list[object]]:  # noqa: C901, PLR0911
        """Return what `owner.name(..)` calls, and the arguments that come first."""
        match owner:
            case Tensor() if name in METHODS:
                return METHODS[name], [owner]
            case np.ndarray() | np.generic() if name in ARRAY_METHODS:
                return ARRAY_METHODS[name], [owner]
            case PrintedText() if name == "format":
                return Builtin("str.format"), [owner]
            case PrintedText() if name == "join":
                return Builtin("str.join"), [owner]
            case PrintedText() if name in _TEXT_METHODS:
                return Builtin("str"), [owner]
            case list() if name in _LIST_METHODS:
                return Builtin(f"list.{name}"), [owner]
            case dict() if name in _DICTIONARY_METHODS:
                return Builtin(f"dict.{name}"), [owner]
            case Linear() | Elementwise() | Sequential() if name == FORWARD:
                return owner, []
            case AllowedOperation(name="Tensor") if name in METHODS:
                return METHODS[name], []
            case Class() if name == CONSTRUCTOR and owner.find(name) is None:
                return Builtin(CONSTRUCTOR), []
        if is_layer(owner) and name in MODULE_METHODS and not (isinstance(owner, Instance) and owner.kind.find(name)):
            return Builtin(f"module.{name}"), [owner]
        return self._callable(owner, name), []

    def _callable(self, owner: object, name: str) -> object:
        """Return an attribute that can be called, as a layer in `self.fc(x)`."""
        if isinstance(owner, Module | Class | Instance | Super | Absent | Sequential):
            return self.member(owner, name)
        raise RefusedError(Reason.METHOD, name, methods_of(owner))

    # --- classes ---

    def class_defined(self, node: ast.ClassDef) -> Class:
        """Define a `class` of the text; its functions do not see the names of its body."""
        if node.keywords or len(node.bases) > 1 or node.decorator_list:
            raise RefusedError(Reason.FORM, "class")
        base = self.value(node.bases[0]) if node.bases else None
        if isinstance(base, Builtin) and base.name == "object":
            base = None
        if not isinstance(base, Class | None):
            raise RefusedError(Reason.FORM, "class")
        held: dict[str, object] = {}
        outside, inside = self.scope, Scope(held, self.scope)
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef):
                held[statement.name] = self.decorated(statement)
                continue
            if not isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr | ast.Pass):
                raise RefusedError(Reason.FORM, "class")
            self.scope = inside
            try:
                self.run_body([statement])
            finally:
                self.scope = outside
        return Class(node.name, base, held, base is not None and base.is_module)

    def decorated(self, node: ast.FunctionDef) -> object:
        """Define a function under `@torch.no_grad()`, `@staticmethod`, `@classmethod` or `@property`."""
        function: object = self.defined(node.name, node.args, node.body)
        for decorator in reversed(node.decorator_list):
            wanted = self.value(decorator)
            match wanted:
                case NoGrad() | Builtin(name="no_grad") if isinstance(function, Function):
                    function = Function(**{**vars(function), "without_grad": True})
                case Builtin(name="staticmethod" | "classmethod" | "property"):
                    function = Wrapped(wanted.name, function)
                case _:
                    raise RefusedError(Reason.FORM, "@")
        return function

    def called_object(self, callee: object, arguments: list[object], keywords: Mapping[str, object]) -> object:
        """Call a class, an instance of one, or a method."""
        match callee:
            case Class():
                return self._constructed(callee, arguments, keywords)
            case Method(function=Function() as function):
                self.running.append(callee)
                try:
                    return self.invoke(function, [callee.owner, *arguments], keywords)
                finally:
                    self.running.pop()
            case Method():
                return self.called(callee.function, [callee.owner, *arguments], keywords)
            case Instance():
                return self._called_instance(callee, arguments, keywords)
        raise FailedError(TypeError("object is not callable"))

    def _constructed(self, kind: Class, arguments: list[object], keywords: Mapping[str, object]) -> Instance:
        constructor = kind.find(CONSTRUCTOR)
        made = Instance(kind, ready=not (kind.is_module and constructor is not None))
        if constructor is not None:
            self.called(self._bound(constructor, made), arguments, keywords)
        elif arguments or keywords:
            raise FailedError(TypeError(f"{kind.name}() takes no arguments"))
        return made

    def _called_instance(self, owner: Instance, arguments: list[object], keywords: Mapping[str, object]) -> object:
        name = owner.kind.name
        own = owner.kind.find(CALL)
        if own is not None:
            return self.called(self._bound(own, owner), arguments, keywords)
        if not owner.kind.is_module:
            raise FailedError(TypeError(f"'{name}' object is not callable"))
        if not owner.ready:
            raise FailedError(AttributeError(f"'{name}' object has no attribute '_backward_hooks'"))
        found = owner.held.get(FORWARD) or owner.kind.find(FORWARD)
        if found is None:
            raise FailedError(NotImplementedError(f'Module [{name}] is missing the required "forward" function'))
        return self.called(self.member(owner, FORWARD), arguments, keywords)

    def constructed_above(self, arguments: Sequence[object]) -> None:
        """Do `super().__init__()` of a class that has nothing above it but torch's or Python's own."""
        owner = arguments[0] if arguments else None
        if not isinstance(owner, Instance) or len(arguments) > 1:
            raise FailedError(TypeError("__init__() takes no arguments here but self"))
        owner.ready = True

    def super_of(self, arguments: Sequence[object]) -> Super:
        """Return `super()`, or `super(Net, self)`."""
        if arguments:
            kind, owner = (*arguments, None)[:2]
        elif self.running:
            kind, owner = self.running[-1].kind, self.running[-1].owner
        else:
            raise FailedError(RuntimeError("super(): no arguments"))
        if not isinstance(kind, Class) or not isinstance(owner, Instance):
            raise FailedError(TypeError("super(type, obj): obj must be an instance of type"))
        return Super(owner, kind)

    def hold(self, owner: Instance, name: str, value: object) -> None:
        """Set an attribute: `self.name = value`."""
        attempt(lambda: check_held(owner, name, value, is_layer=is_layer(value)))
        if len(owner.held) >= _MAX_MEMBERS:
            raise RefusedError(Reason.SIZE)
        owner.held[name] = value

    # --- what torch's modules can do ---

    def module_method(self, name: str, arguments: list[object]) -> object:
        """Do a method that every module of torch has."""
        layer, *further = arguments
        match name:
            case "parameters":
                found = dict(parameters(layer))
                self.budget.step(len(found))
                return list(found.values())
            case "named_parameters":
                return [(PrintedText(key), value) for key, value in parameters(layer)]
            case "state_dict":
                return {key: value.detach() for key, value in parameters(layer)}
            case "load_state_dict":
                given = self.mapping(further[0] if further else None)
                kind = layer.kind.name if isinstance(layer, Instance) else type(layer).__name__
                attempt(lambda: load(dict(parameters(layer)), given, kind))
                return None
            case "register_buffer" | "register_parameter" | "add_module":
                self._registered(layer, further)
                return None
            case "requires_grad_":
                wanted = bool(further[0]) if further else True
                attempt(lambda: [value.requires_grad_(wanted) for _name, value in parameters(layer)])
            case "to" if any(isinstance(place, PrintedText) and place.literal != "cpu" for place in further):
                raise RefusedError(Reason.ARGUMENT, "cuda", ["cpu"])
        return layer

    def _registered(self, layer: object, further: Sequence[object]) -> None:
        name, value = (*further, None, None)[:2]
        if (
            not isinstance(layer, Instance)
            or not isinstance(name, PrintedText)
            or not (name.literal or "").isidentifier()
        ):
            raise RefusedError(Reason.OPERAND)
        self.hold(layer, str(name.literal), value)


def _of_class(kind: Class, name: str) -> object:
    found = kind.find(name)
    if found is None:
        raise FailedError(AttributeError(f"type object '{kind.name}' has no attribute '{name}'"))
    match found[0]:
        case Wrapped(decorator="classmethod", function=function):
            return Method(function, kind, found[1])
    return _unwrapped(found[0])


def _unwrapped(value: object) -> object:
    return value.function if isinstance(value, Wrapped) else value


def methods_of(owner: object) -> list[str]:
    """List the methods of a value, by name."""
    match owner:
        case np.ndarray():
            return [*sorted(ARRAY_ATTRIBUTES), *sorted(ARRAY_METHODS)]
        case list():
            return sorted(_LIST_METHODS)
        case dict():
            return sorted(_DICTIONARY_METHODS)
        case PrintedText():
            return ["format", "join", *sorted(_TEXT_METHODS)]
        case _ if is_layer(owner):
            return sorted(MODULE_METHODS)
    return [*sorted(ATTRIBUTES), *sorted(METHODS)]
