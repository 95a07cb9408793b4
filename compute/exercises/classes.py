"""Represent classes of a student's text and their instances: `class Net(nn.Module)` with `__init__` and `forward`.

They are records, not Python's classes: an attribute is an entry of a dictionary, looked up by its name, so that nothing
of Python's own can be reached through one. What a module of torch does by itself is done for these by hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import Parameter

CONSTRUCTOR, CALL, FORWARD = "__init__", "__call__", "forward"
DOUBLE_UNDERSCORE = frozenset({CONSTRUCTOR, CALL, "__name__", "__version__", "__repr__", "__str__"})
"""Names with underscores that students write; each is looked up in our own tables, like any other."""


@dataclass(frozen=True, eq=False)
class Class:
    """A `class` of the text, or one of torch's that it can be derived from.

    Attributes
    ----------
    base: the class that it is derived from, or None.
    held: its functions and values by their names.
    is_module: whether it is `nn.Module` or derived from it.
    """

    name: str
    base: "Class | None" = None
    held: Mapping[str, object] = field(default_factory=dict)
    is_module: bool = False

    def find(self, name: str) -> "tuple[object, Class] | None":
        """Find a name here or in a class that this one is derived from; return its value and that class."""
        if name in self.held:
            return self.held[name], self
        return self.base.find(name) if self.base is not None else None


NN_MODULE = Class("Module", is_module=True)


@dataclass(eq=False)
class Instance:
    """An instance of such a class.

    Attributes
    ----------
    held: its attributes.
    ready: of a module: whether `super().__init__()` was called, without which torch takes no layers.
    """

    kind: Class
    held: dict[str, object] = field(default_factory=dict)
    ready: bool = True


@dataclass(frozen=True, eq=False)
class Method:
    """A function of a class with the instance that is its first argument, or under `@classmethod` the class."""

    function: object
    owner: Instance | Class
    kind: Class


@dataclass(frozen=True, eq=False)
class Wrapped:
    """A function under `@staticmethod`, `@classmethod` or `@property`."""

    decorator: str
    function: object


@dataclass(frozen=True, eq=False)
class Super:
    """`super()`: the instance, seen as an instance of the class that its own is derived from."""

    owner: Instance
    kind: Class


@dataclass(frozen=True)
class Absent:
    """A module that may be imported, since many notebooks do, and that is empty here."""

    name: str


def check_held(instance: Instance, name: str, value: object, *, is_layer: bool) -> None:
    """Raise torch's own error where a module cannot hold a value.

    Raises
    ------
    AttributeError: a layer or a parameter before `super().__init__()`.
    TypeError: something else in the place of a parameter.
    """
    if not instance.kind.is_module:
        return
    if not instance.ready and (is_layer or isinstance(value, Parameter)):
        what = "module" if is_layer else "parameters"
        raise AttributeError(f"cannot assign {what} before Module.__init__() call")
    if isinstance(instance.held.get(name), Parameter) and not isinstance(value, Parameter | None):
        kind = value.type() if isinstance(value, Tensor) else type(value).__name__
        raise TypeError(f"cannot assign '{kind}' as parameter '{name}' (torch.nn.Parameter or None expected)")


def load(own: Mapping[str, Tensor], given: Mapping[object, object], name: str) -> None:
    """Copy numbers into the parameters of these names: `load_state_dict`.

    Raises
    ------
    RuntimeError: names or shapes differ; in torch's own words.
    """
    wrong = []
    missing = [key for key in own if key not in given]
    unknown = [str(key) for key in given if key not in own]
    if missing:
        wrong.append("Missing key(s) in state_dict: " + ", ".join(f'"{key}"' for key in missing) + ". ")
    if unknown:
        wrong.append("Unexpected key(s) in state_dict: " + ", ".join(f'"{key}"' for key in unknown) + ". ")
    for key, parameter in own.items():
        value = given.get(key)
        if key in given and (not isinstance(value, Tensor) or value.shape != parameter.shape):
            shape = value.shape if isinstance(value, Tensor) else type(value).__name__
            wrong.append(
                f"size mismatch for {key}: copying a param with shape {shape} from checkpoint, "
                f"the shape in current model is {parameter.shape}."
            )
    if wrong:
        raise RuntimeError(f"Error(s) in loading state_dict for {name}:\n\t" + "\n\t".join(wrong))
    with torch.no_grad():
        for key, parameter in own.items():
            parameter.copy_(given[key])  # type: ignore[arg-type]
