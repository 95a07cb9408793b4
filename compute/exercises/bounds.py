"""Predict the size of each result before torch computes it.

Every call of torch that a student's text causes ends in torch's own small operations; `einsum` becomes `permute` and
`bmm`. A dispatch mode sees each of them. The shape of the result is found first: by a bound where that is enough, and
else by running the same operation on tensors of torch's `meta` device, which have shapes and no memory.

A size of 0 counts as 1: a reduction over an empty dimension gives as many elements as the other dimensions have.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from math import prod

import numpy as np
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from compute.exercises.refusals import FailedError, Reason, RefusedError

MAX_ELEMENTS = 64 * 64
"""The largest tensor of an exercise: W1 with 64 inputs and 64 hidden units."""

MAX_DIMENSIONS = 4
MAX_INTEGER = 10**9
MAX_STEPS = 20_000
"""Steps of the interpreter: values, calls, turns of a loop."""

MAX_OPERATIONS = 2500
"""Of torch's own small operations and NumPy's."""

MAX_TOTAL = 2**20
"""Elements that all operations together may give: 8 MB, if all of them were kept in double precision."""

MAX_UNKNOWN = 2**20
"""The most elements of all operands together, where torch cannot tell the result's shape beforehand."""

_NEVER_MORE = frozenset(
    "abs add all allclose amax amin any argmax argmin ceil clamp clone copy cos cumprod cumsum detach div eq equal erf "
    "exp expm1 fill floor ge gt isclose le lift_fresh log log1p lt max maximum mean min minimum mul ne neg permute pow "
    "prod reciprocal relu round rsub select sigmoid sign sin slice sqrt squeeze sub sum t tanh transpose unbind "
    "unsqueeze where zero _to_copy _softmax".split()
)
"""Gives at most as many elements as its tensors have when they are broadcast together, whatever its numbers are."""

_PRODUCTS = frozenset("addmm addmv addr baddbmm bmm dot mm mv vdot".split())
_NO_TENSOR = frozenset({"_local_scalar_dense", "equal", "is_same_size"})


def extent(shape: Sequence[int]) -> int:
    """Count the elements of a shape, where a size of 0 counts as 1."""
    return prod(max(size, 1) for size in shape)


def broadcast(shapes: Sequence[Sequence[int]]) -> int:
    """Count the elements of several shapes broadcast together; where they do not fit, torch says so itself."""
    return prod(max(1, *sizes) for sizes in zip_longest(*map(reversed, shapes), fillvalue=1))


def check_shape(shape: Sequence[int]) -> None:
    """Refuse a shape that has too many elements, or would have without its zeros.

    Raises
    ------
    RefusedError: it has.
    """
    if extent(shape) > MAX_ELEMENTS:
        raise RefusedError(Reason.ELEMENTS, allowed=[str(MAX_ELEMENTS)])


class Budget:
    """Limits on all that one text does.

    Raises
    ------
    RefusedError: by each method, when there is nothing left.
    """

    def __init__(self) -> None:
        self.steps = self.operations = self.elements = 0

    def step(self, count: int = 1) -> None:
        """Count steps of the interpreter."""
        self.steps += count
        self._check(self.steps <= MAX_STEPS)

    def operation(self, count: int = 1) -> None:
        """Count operations of torch or NumPy."""
        self.operations += count
        self._check(self.operations <= MAX_OPERATIONS)

    def made(self, shape: Sequence[int]) -> None:
        """Count the elements of a result, which must be small enough itself."""
        check_shape(shape)
        self.elements += prod(shape)
        self._check(self.elements <= MAX_TOTAL)

    def _check(self, fits: bool) -> None:
        if not fits:
            raise RefusedError(Reason.WORK)


class Gate(TorchDispatchMode):  # type: ignore[no-untyped-call]
    """While it is entered, no operation of torch in this thread runs before its result is known to be small."""

    def __init__(self, budget: Budget) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.budget = budget

    @classmethod
    def _should_skip_dynamo(cls) -> bool:
        """Return False, as nothing is compiled here; to skip the compiler torch would import it, a second and 70 MB."""
        return False

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):  # type: ignore[no-untyped-def]
        _ = types
        kwargs = kwargs or {}
        self.budget.operation()
        for shape in predicted(func, args, kwargs):
            check_shape(shape)
        result = func(*args, **kwargs)
        for tensor in _tensors(result):
            self.budget.made(tensor.shape)
        return result


def predicted(func: torch._ops.OpOverload, args: Sequence[object], kwargs: Mapping[str, object]) -> list[list[int]]:
    """Predict the shapes that one of torch's own operations gives, or one shape that is at least as large.

    Raises
    ------
    FailedError: torch cannot do it, and what took part is too large to let it say so itself.
    """
    name = func.overloadpacket.__name__.rstrip("_")
    shapes = [tensor.shape for tensor in _tensors((args, kwargs))]
    if name in _NO_TENSOR:
        return []
    if name in _NEVER_MORE:
        most = broadcast(shapes)
        return [] if most <= MAX_ELEMENTS else _by_meta(func, args, kwargs, fails_alike=True)
    most = prod(map(extent, shapes))
    if name in _PRODUCTS:
        return [] if most <= MAX_ELEMENTS else _by_meta(func, args, kwargs, fails_alike=True)
    most *= prod(abs(size) + 1 for size in _integers((args, kwargs)))
    return _by_meta(func, args, kwargs, fails_alike=most <= MAX_UNKNOWN)


def _by_meta(
    func: torch._ops.OpOverload, args: Sequence[object], kwargs: Mapping[str, object], *, fails_alike: bool
) -> list[list[int]]:
    """Run the operation on shapes alone; where that fails, it fails with real numbers too."""
    named = {name: _without_memory(value) for name, value in kwargs.items()}
    if "device" in named or any(argument.name == "device" for argument in func._schema.arguments):
        named["device"] = "meta"
    if "generator" in named:
        named["generator"] = None
    try:
        result = func(*(_without_memory(value) for value in args), **named)
    except (RuntimeError, TypeError, ValueError, LookupError, ArithmeticError) as error:
        if fails_alike:
            return []
        raise FailedError(error) from None
    return [list(tensor.shape) for tensor in _tensors(result)]


def _without_memory(value: object) -> object:
    if isinstance(value, Tensor):
        return torch.empty_strided(value.shape, value.stride(), dtype=value.dtype, device="meta")
    if isinstance(value, list | tuple):
        return [_without_memory(part) for part in value]
    return value


def _leaves(value: object) -> Iterator[object]:
    """Yield everything in nested lists, tuples and dicts that is none of these itself."""
    if isinstance(value, list | tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _leaves(part)
    else:
        yield value


def _tensors(value: object) -> Iterator[Tensor]:
    return (leaf for leaf in _leaves(value) if isinstance(leaf, Tensor))


def _integers(value: object) -> Iterator[int]:
    return (leaf for leaf in _leaves(value) if isinstance(leaf, int) and not isinstance(leaf, bool))


def shape_of(value: object) -> tuple[int, ...]:
    """Return the shape of a tensor or an array; anything else has the shape of a number."""
    return tuple(value.shape) if isinstance(value, Tensor | np.ndarray) else ()
