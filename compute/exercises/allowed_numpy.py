"""List NumPy's functions and array methods that a student's text may use; the arrays are real ones.

NumPy has no `meta` device: here a bound stands beside each function, and is asked before anything is computed.
"""

from collections.abc import Callable, Mapping, Sequence
from math import prod
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from torch import Tensor

from compute.exercises.bounds import MAX_ELEMENTS, broadcast, check_shape, extent, shape_of
from compute.exercises.making import leaves, nothing, plain, sizes
from compute.exercises.refusals import Reason, RefusedError
from compute.exercises.words import AllowedOperation, named

Run = Callable[..., object]

_KEYWORDS = frozenset(
    "axis axes axis1 axis2 keepdims dtype newshape shape decimals a b x x1 x2 arr m atol rtol".split()
)


def _shape(value: object) -> tuple[int, ...]:
    """Return the shape of an array or a tensor; of numbers in lists, how many there are."""
    if isinstance(value, list | tuple):
        return (sum(extent(shape_of(part)) for part in leaves(value)),)
    return shape_of(value)


def same(arguments: Sequence[object]) -> None:
    """Bound an elementwise function: as many elements as all arguments broadcast together."""
    check_shape((broadcast([_shape(argument) for argument in arguments]),))


def product(arguments: Sequence[object]) -> None:
    """Bound a matrix product: rows of the first by columns of the second."""
    first, second = (*map(_shape, arguments[:2]), (), ())[:2]
    check_shape((*first[:-1], *second[:-2], *second[-1:]) if len(second) > 1 else first[:-1])


def inner(arguments: Sequence[object]) -> None:
    """Bound an inner product: rows of the first by rows of the second."""
    first, second = (*map(_shape, arguments[:2]), (), ())[:2]
    check_shape((*first[:-1], *second[:-1]))


def outer(arguments: Sequence[object]) -> None:
    """Bound an outer product: every element by every element."""
    check_shape([extent(_shape(argument)) for argument in arguments])


def together(arguments: Sequence[object]) -> None:
    """Bound a function that joins arrays: the elements of all of them."""
    check_shape((sum(extent(shape_of(part)) for argument in arguments for part in leaves(argument)),))


def _array(data: object, dtype: object = None) -> np.ndarray:
    """Make a copy: `np.array(..)`."""
    if isinstance(data, Tensor | np.ndarray):
        return np.array(data.numpy() if isinstance(data, Tensor) else data, dtype=_kind(dtype))
    parts = list(leaves(data))
    if any(isinstance(part, Tensor | np.ndarray) for part in parts):
        check_shape((sum(extent(shape_of(part)) for part in parts),))
        return np.array(data, dtype=_kind(dtype))
    return np.array(plain(data), dtype=_kind(dtype))


def _asarray(data: object, dtype: object = None) -> np.ndarray:
    """Make an array that shares the memory where that is possible: `np.asarray(..)`."""
    if not isinstance(data, Tensor | np.ndarray):
        return _array(data, dtype)
    return np.asarray(data.numpy() if isinstance(data, Tensor) else data, dtype=_kind(dtype))


_KINDS: Mapping[object, type] = {
    torch.float32: np.float32,
    torch.float64: np.float64,
    torch.int64: np.int64,
    torch.int32: np.int32,
    torch.bool: np.bool_,
}


def _kind(dtype: object) -> type | None:
    if dtype is None:
        return None
    if dtype not in _KINDS:
        raise RefusedError(Reason.ARGUMENT, "dtype", ["np.float32", "np.float64"])
    return _KINDS[dtype]


def _filled(make: Callable[..., np.ndarray]) -> Run:
    return lambda shape, dtype=None: make(sizes((), shape), dtype=_kind(dtype))


def _empty(shape: object, dtype: object = None) -> np.ndarray:
    return np.full(sizes((), shape), np.nan if dtype is None else 0, dtype=_kind(dtype))


def _full(shape: object, fill_value: float) -> np.ndarray:
    return np.full(sizes((), shape), fill_value)


def _arange(*numbers: int) -> np.ndarray:
    if not all(isinstance(number, int) for number in numbers):
        raise RefusedError(Reason.OPERAND)
    check_shape((len(range(*numbers)),))
    return np.arange(*numbers)


def _linspace(start: float, stop: float, num: int = 50) -> np.ndarray:
    check_shape((num,))
    return np.linspace(start, stop, num)


def _by_torch(run: Callable[..., Tensor]) -> Run:
    """Compute by torch, whose gate predicts the size, and give the result back as an array."""

    def computed(*arguments: object, **named_arguments: object) -> object:
        return run(*map(_as_tensors, arguments), **named_arguments).numpy()

    return computed


def _as_tensors(value: object) -> object:
    if isinstance(value, Tensor):
        return torch.from_numpy(value.numpy())
    if isinstance(value, np.ndarray):
        return torch.from_numpy(value)
    return [_as_tensors(part) for part in value] if isinstance(value, list | tuple) else value


def _tensordot(first: object, second: object, axes: object = 2) -> Tensor:
    return torch.tensordot(first, second, dims=axes)  # type: ignore[no-any-return]


def _operations(functions: Mapping[str, Run], bound: Callable[[Sequence[object]], None]) -> dict[str, AllowedOperation]:
    return {name: AllowedOperation(name, run, _KEYWORDS, bound=bound) for name, run in functions.items()}


_EACH = named(
    *(np.sum, np.mean, np.max, np.min, np.prod, np.cumsum, np.round, np.transpose, np.reshape, np.squeeze, np.ravel),
    *(np.expand_dims, np.swapaxes, np.atleast_2d, np.shape, np.size, np.ndim, np.copy, np.zeros_like, np.ones_like),
)
_OPERANDS = named(
    *(np.exp, np.log, np.sqrt, np.abs, np.tanh, np.square, np.sign, np.negative, np.add, np.subtract, np.multiply),
    *(np.divide, np.allclose, np.isclose, np.power, np.maximum, np.minimum, np.reciprocal),
)

NUMPY: Mapping[str, object] = MappingProxyType(
    {
        **_operations(_EACH, same),
        **{name: AllowedOperation(name, run, _KEYWORDS, large=True, bound=same) for name, run in _OPERANDS.items()},
        "abs": AllowedOperation("abs", np.abs, _KEYWORDS, large=True, bound=same),
        "max": AllowedOperation("max", np.max, _KEYWORDS, bound=same),
        "min": AllowedOperation("min", np.min, _KEYWORDS, bound=same),
        **_operations(named(np.dot, np.matmul), product),
        **_operations(named(np.inner), inner),
        **_operations(named(np.vdot), lambda _arguments: None),
        **_operations(named(np.outer), outer),
        **_operations(named(np.concatenate, np.vstack, np.hstack, np.stack), together),
        "einsum": AllowedOperation("einsum", _by_torch(torch.einsum), text=True),
        "tensordot": AllowedOperation("tensordot", _by_torch(_tensordot), frozenset({"axes"})),
        "array": AllowedOperation("array", _array, frozenset({"dtype"}), large=True),
        "asarray": AllowedOperation("asarray", _asarray, frozenset({"dtype"}), large=True),
        "zeros": AllowedOperation("zeros", _filled(np.zeros), frozenset({"shape", "dtype"})),
        "ones": AllowedOperation("ones", _filled(np.ones), frozenset({"shape", "dtype"})),
        "empty": AllowedOperation("empty", _empty, frozenset({"shape", "dtype"})),
        "full": AllowedOperation("full", _full, frozenset({"shape", "fill_value"}), large=True),
        "arange": AllowedOperation("arange", _arange),
        "linspace": AllowedOperation("linspace", _linspace, frozenset({"num"}), large=True),
        "float32": torch.float32,
        "float64": torch.float64,
        "int64": torch.int64,
        "newaxis": None,
        "pi": float(np.pi),
        "e": float(np.e),
        "set_printoptions": AllowedOperation(
            "set_printoptions",
            nothing,
            frozenset({"precision", "suppress", "threshold", "linewidth", "edgeitems", "floatmode", "sign"}),
            large=True,
            text=True,
        ),
    }
)
"""`np.<name>`."""

NUMPY_LINALG: Mapping[str, object] = MappingProxyType(
    {"multi_dot": AllowedOperation("multi_dot", _by_torch(torch.linalg.multi_dot))}
)


def _reshaped(array: np.ndarray, *shape: Any) -> Any:
    """Reshape within the bound; NumPy itself would accept any size beside a 0."""
    parts = shape[0] if len(shape) == 1 and isinstance(shape[0], tuple | list) else shape
    numbers = [size for size in parts if isinstance(size, int)]
    check_shape(numbers)
    return array.reshape(*shape)


ARRAY_METHODS: Mapping[str, AllowedOperation] = MappingProxyType(
    {
        **_operations(
            named(
                *(np.ndarray.sum, np.ndarray.mean, np.ndarray.max, np.ndarray.min, np.ndarray.prod),
                *(np.ndarray.cumsum, np.ndarray.transpose, np.ndarray.swapaxes, np.ndarray.flatten, np.ndarray.ravel),
                *(np.ndarray.squeeze, np.ndarray.copy, np.ndarray.item, np.ndarray.tolist, np.ndarray.round),
            ),
            same,
        ),
        **_operations(named(np.ndarray.dot), product),
        "reshape": AllowedOperation("reshape", _reshaped),
        "astype": AllowedOperation("astype", lambda array, dtype: array.astype(_kind(dtype)), frozenset({"dtype"})),
    }
)
"""`<array>.<name>(..)`."""

ARRAY_ATTRIBUTES: Mapping[str, AllowedOperation] = MappingProxyType(
    {
        "T": AllowedOperation("T", lambda array: array.T),
        "shape": AllowedOperation("shape", lambda array: array.shape),
        "ndim": AllowedOperation("ndim", lambda array: array.ndim),
        "size": AllowedOperation("size", lambda array: array.size),
    }
)
"""`<array>.<name>`."""

NUMBERS = "fiub"
"""Kinds of NumPy's elements that are numbers."""


def check_array(array: np.ndarray) -> None:
    """Refuse an array of anything but real numbers, or one that is too large.

    Raises
    ------
    RefusedError: it is.
    """
    if array.dtype.kind not in NUMBERS:
        raise RefusedError(Reason.OPERAND)
    check_shape(array.shape)
    if array.nbytes > 8 * MAX_ELEMENTS or prod(array.shape) > MAX_ELEMENTS:
        raise RefusedError(Reason.ELEMENTS, allowed=[str(MAX_ELEMENTS)])
