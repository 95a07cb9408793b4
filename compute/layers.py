"""The layers of `torch.nn` that a student's text may build: `Linear`, the activations, and several in a row.

They are not torch's modules, which would draw their first weights from the generator that everybody shares, and which
can be saved, hooked and walked through. Their parameters are real ones.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import Parameter, functional

from compute.making import Draws
from compute.refusals import Reason, RefusedError
from compute.words import Operation

MAX_LAYERS = 20


@dataclass(eq=False)
class Linear:
    """`nn.Linear`: inputs by the transposed weight, plus the bias."""

    weight: Tensor
    bias: Tensor | None


@dataclass(frozen=True, eq=False)
class Elementwise:
    """`nn.Sigmoid()` and its like: one operation."""

    operation: Operation


@dataclass(frozen=True, eq=False)
class Sequential:
    """`nn.Sequential`: layer after layer."""

    layers: tuple["Layer", ...]


Layer = Linear | Elementwise | Sequential


def parameter(data: Tensor, requires_grad: bool = True) -> Tensor:
    """`nn.Parameter(..)`: shares the memory of its tensor."""
    return Parameter(data, requires_grad)


def set_parameter(layer: Linear, name: str, value: object) -> None:
    """`layer.weight = ..`, which torch lets only a parameter be.

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


def steps(layer: Layer) -> list[Linear | Elementwise]:
    """The layers in the order in which they compute, however they are nested."""
    if not isinstance(layer, Sequential):
        return [layer]
    return [step for part in layer.layers for step in steps(part)]


LINEAR = Operation("linear", functional.linear)


def makers(draws: Draws) -> dict[str, Operation]:
    """`nn.<name>(..)`."""

    def linear(in_features: int, out_features: int, bias: bool = True) -> Linear:
        weight, first_bias = draws.layer(in_features, out_features)
        return Linear(Parameter(weight), Parameter(first_bias) if bias else None)

    def sequential(*layers: object) -> Sequential:
        made = tuple(layer for layer in layers if isinstance(layer, Layer))
        if len(made) != len(layers):
            raise RefusedError(Reason.OPERAND)
        whole = Sequential(made)
        if len(steps(whole)) > MAX_LAYERS:
            raise RefusedError(Reason.SIZE)
        return whole

    return {
        "Linear": Operation("Linear", linear, frozenset({"in_features", "out_features", "bias"})),
        "Sequential": Operation("Sequential", sequential),
        "Parameter": Operation("Parameter", parameter, frozenset({"data", "requires_grad"})),
        **{name: Operation(name, _maker(name, run)) for name, run in _ELEMENTWISE.items()},
    }


_ELEMENTWISE: Mapping[str, Callable[[Tensor], Tensor]] = {
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "ReLU": torch.relu,
    "Identity": lambda x: x,
}


def _maker(name: str, run: Callable[[Tensor], Tensor]) -> Callable[[], Elementwise]:
    return lambda: Elementwise(Operation(name.lower(), run))
