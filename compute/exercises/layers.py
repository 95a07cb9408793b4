"""Provide the layers of `torch.nn` that a text may build: `Linear`, the activations, and several in a row.

They are not torch's modules, which would draw their first weights from the generator that everybody shares, and which
can be saved, hooked and walked through. Their parameters are real ones.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import Parameter, functional

from compute.exercises.classes import NN_MODULE, Instance
from compute.exercises.making import Draws
from compute.exercises.refusals import Reason, RefusedError
from compute.exercises.words import AllowedOperation, Module

MAX_LAYERS = 20


@dataclass(eq=False)
class Linear:
    """`nn.Linear`: inputs by the transposed weight, plus the bias."""

    weight: Tensor
    bias: Tensor | None


@dataclass(frozen=True, eq=False)
class Elementwise:
    """`nn.Sigmoid()` and its like: one operation."""

    operation: AllowedOperation


@dataclass(frozen=True, eq=False)
class Sequential:
    """`nn.Sequential`: layer after layer, by number or by the names that were given."""

    layers: tuple["Layer | Instance", ...]
    names: tuple[str, ...] = ()


Layer = Linear | Elementwise | Sequential


def parameter(data: Tensor, requires_grad: bool = True) -> Tensor:
    """Make a parameter that shares the memory of its tensor: `nn.Parameter(..)`."""
    return Parameter(data, requires_grad)


def set_parameter(layer: Linear, name: str, value: object) -> None:
    """Replace a parameter of a layer: `layer.weight = ..`; torch accepts only another parameter.

    Raises
    ------
    TypeError: it is something else; in torch's own words.
    """
    if not (isinstance(value, Parameter) or (value is None and name == "bias")):
        kind = f"torch.{type(value).__name__}" if not isinstance(value, Tensor) else value.type()
        raise TypeError(f"cannot assign '{kind}' as parameter '{name}' (torch.nn.Parameter or None expected)")
    if name == "weight" and value is not None:
        layer.weight = value
    else:
        layer.bias = value


def is_layer(value: object) -> bool:
    """Tell whether torch would take a value for a module."""
    return isinstance(value, Layer) or (isinstance(value, Instance) and value.kind.is_module)


def _children(layer: object) -> list[tuple[str, object]]:
    """List what a layer holds, by torch's names."""
    match layer:
        case Linear():
            return [("weight", layer.weight), ("bias", layer.bias)]
        case Sequential():
            return list(zip(layer.names or map(str, range(len(layer.layers))), layer.layers, strict=True))
        case Instance():
            return list(layer.held.items())
        case list():
            return [(str(place), part) for place, part in enumerate(layer)]
    return []


def parameters(layer: object) -> Iterator[tuple[str, Tensor]]:
    """Yield every parameter with its name, such as `0.weight`; a shared one comes once."""
    waiting, seen = [("", layer)], set[int]()
    while waiting:
        name, part = waiting.pop(0)
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, Parameter):
            yield name, part
        elif is_layer(part) or isinstance(part, list):
            inner = [(f"{name}.{child}" if name else child, value) for child, value in _children(part)]
            waiting[:0] = inner


def _count(layer: object) -> int:
    """Count the layers within a layer, those that only hold others included."""
    return sum(1 + _count(part) for part in layer.layers) if isinstance(layer, Sequential) else 0


LINEAR = AllowedOperation("linear", functional.linear)


def makers(draws: Draws) -> dict[str, object]:
    """Return what `nn` has: `nn.<name>(..)`, and `nn.Module`."""

    def linear(in_features: int, out_features: int, bias: bool = True) -> Linear:
        weight, first_bias = draws.layer(in_features, out_features)
        return Linear(Parameter(weight), Parameter(first_bias) if bias else None)

    def sequential(*layers: object) -> Sequential:
        names: tuple[str, ...] = ()
        if len(layers) == 1 and isinstance(layers[0], dict):
            names, layers = tuple(map(str, layers[0])), tuple(layers[0].values())
        for layer in layers:
            if not is_layer(layer):
                raise TypeError(f"{type(layer).__name__} is not a Module subclass")
        whole = Sequential(layers, names)  # type: ignore[arg-type]
        if _count(whole) > MAX_LAYERS:
            raise RefusedError(Reason.SIZE)
        return whole

    return {
        "Linear": AllowedOperation("Linear", linear, frozenset({"in_features", "out_features", "bias"})),
        "Sequential": AllowedOperation("Sequential", sequential, layers=True),
        "Module": NN_MODULE,
        "ModuleList": AllowedOperation("ModuleList", _listed, frozenset({"modules"}), layers=True),
        "init": Module("torch.nn.init", {name: AllowedOperation(name, _filling(name)) for name in _FILLINGS}),
        "Parameter": AllowedOperation("Parameter", parameter, frozenset({"data", "requires_grad"})),
        **{name: AllowedOperation(name, _maker(name, run)) for name, run in _ELEMENTWISE.items()},
    }


_FILLINGS = ("constant_", "zeros_", "ones_")


def _filling(name: str) -> Callable[..., Tensor]:
    """Make `nn.init.constant_(tensor, number)` and its like, which fill a parameter without its gradient."""
    fixed = {"zeros_": 0.0, "ones_": 1.0}.get(name)

    def fill(tensor: Tensor, number: float = 0.0) -> Tensor:
        with torch.no_grad():
            return tensor.fill_(number if fixed is None else fixed)

    return fill


def _listed(modules: object = ()) -> list[object]:
    """Make a list of modules: `nn.ModuleList(..)`."""
    if not isinstance(modules, list | tuple):
        raise TypeError("ModuleList takes a list of modules")
    return list(modules)


_ELEMENTWISE: Mapping[str, Callable[[Tensor], Tensor]] = {
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "ReLU": torch.relu,
    "Identity": lambda x: x,
    "Flatten": lambda x: torch.flatten(x, 1),
}


def _maker(name: str, run: Callable[[Tensor], Tensor]) -> Callable[[], Elementwise]:
    return lambda: Elementwise(AllowedOperation(name.lower(), run))
