"""The torch functions and tensor methods that a student's line may use, each with a bound on what it gives.

A name that stands here is looked up in a table; a name that does not stand here is nothing. No attribute is ever
fetched by a name that a visitor wrote, so there is no way from a tensor to its module, its file methods or its memory.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import prod
from types import MappingProxyType

import torch
from torch import Tensor

Bound = Callable[[Sequence[object]], int]
"""How many elements the result has at most, from the arguments: asked before anything is computed."""

DIM = frozenset({"dim"})
DIM_KEEPDIM = frozenset({"dim", "keepdim"})


@dataclass(frozen=True)
class Operation:
    """One torch function, method or operator.

    Attributes
    ----------
    run: torch's own function; the tensor of a method is its first argument.
    most: so many positional arguments at most.
    elements: bound on the size of the result.
    keywords: names of the keyword arguments that may be given.
    """

    run: Callable[..., object]
    most: int
    elements: Bound
    keywords: frozenset[str] = frozenset()


def activation(x: Tensor) -> Tensor:
    """The notebook's sigmoid, word for word."""
    return 1 / (1 + torch.exp(-x))


def _shape(value: object) -> tuple[int, ...]:
    return tuple(value.shape) if isinstance(value, Tensor) else ()


def _not_more(arguments: Sequence[object]) -> int:
    """Each element gives one, or several give one."""
    return max((value.numel() for value in arguments if isinstance(value, Tensor)), default=1)


def _broadcast(arguments: Sequence[object]) -> int:
    """Element with element; where the shapes do not fit, torch says so itself."""
    sizes = zip_longest(*(reversed(_shape(value)) for value in arguments), fillvalue=1)
    return prod(max(pair) for pair in sizes)


def _product(arguments: Sequence[object]) -> int:
    """The largest of the factors and their product, times what the leading dimensions broadcast to."""
    first, second = (_shape(value) for value in (*arguments, None, None)[:2])
    rows = first[-2] if len(first) > 1 else 1
    inner = first[-1] if first else 1
    columns = second[-1] if len(second) > 1 else 1
    batch = prod(max(pair) for pair in zip_longest(first[-3::-1], second[-3::-1], fillvalue=1))
    return batch * max(rows * inner, inner * columns, rows * columns)


def _each(function: Callable[..., object]) -> Operation:
    return Operation(function, 1, _not_more)


def _both(function: Callable[..., object]) -> Operation:
    return Operation(function, 2, _broadcast)


_EITHER: dict[str, Operation] = {
    "sum": Operation(torch.sum, 3, _not_more, DIM_KEEPDIM),
    "mean": Operation(torch.mean, 3, _not_more, DIM_KEEPDIM),
    "mm": Operation(torch.mm, 2, _product),
    "matmul": Operation(torch.matmul, 2, _product),
    "dot": Operation(torch.dot, 2, lambda _: 1),
    "t": _each(torch.t),
    "transpose": Operation(torch.transpose, 3, _not_more),
    "flatten": Operation(torch.flatten, 1, _not_more),
    "squeeze": Operation(torch.squeeze, 2, _not_more, DIM),
    "unsqueeze": Operation(torch.unsqueeze, 2, _not_more, DIM),
    "sigmoid": _each(torch.sigmoid),
    "tanh": _each(torch.tanh),
    "relu": _each(torch.relu),
    "exp": _each(torch.exp),
    "log": _each(torch.log),
    "sqrt": _each(torch.sqrt),
    "square": _each(torch.square),
    "abs": _each(torch.abs),
    "neg": _each(torch.neg),
    "add": _both(torch.add),
    "sub": _both(torch.sub),
    "mul": _both(torch.mul),
    "div": _both(torch.div),
    "pow": _both(torch.pow),
    "numel": _each(torch.numel),
}
"""What is both a function of torch and a method of a tensor."""

FUNCTIONS: Mapping[str, Operation] = MappingProxyType(
    {**_EITHER, "reshape": Operation(torch.reshape, 2, _not_more)},
)
"""`torch.<name>(..)`."""

RESIZE = "resize_"

METHODS: Mapping[str, Operation] = MappingProxyType(
    {
        **_EITHER,
        "view": Operation(Tensor.view, 9, _not_more),
        "reshape": Operation(Tensor.reshape, 9, _not_more),
        RESIZE: Operation(Tensor.resize_, 9, _not_more),
        "size": Operation(Tensor.size, 2, lambda _: 1, DIM),
        "dim": Operation(Tensor.dim, 1, lambda _: 1),
        "item": Operation(Tensor.item, 1, lambda _: 1),
    }
)
"""`<tensor>.<name>(..)`."""

ATTRIBUTES: Mapping[str, Operation] = MappingProxyType(
    {
        "shape": Operation(Tensor.size, 1, lambda _: 1),
        "ndim": Operation(Tensor.dim, 1, lambda _: 1),
        "T": _each(torch.t),  # Tensor.T itself warns, on the server's log, unless there are two dimensions
    }
)
"""`<tensor>.<name>`."""

PLAIN: Mapping[str, Operation] = MappingProxyType({"activation": _each(activation), "sigmoid": _each(activation)})
"""`<name>(..)`, as the notebook defines it."""

OPERATORS: Mapping[str, Operation] = MappingProxyType(
    {
        "+": _both(operator.add),
        "-": _both(operator.sub),
        "*": _both(operator.mul),
        "/": _both(operator.truediv),
        "**": _both(operator.pow),
        "@": Operation(operator.matmul, 2, _product),
    }
)

MATRIX_PRODUCTS = frozenset({"mm", "matmul", "dot", "@"})
