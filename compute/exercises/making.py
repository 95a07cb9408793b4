"""Provide torch's functions that make tensors for a student's text: from numbers, from a shape, or drawn.

What is drawn comes from a generator of the text's own, so that a visitor's `torch.manual_seed` changes nothing for
others. `torch.empty` shows no memory: its cells are NaN, which no right answer is made of.
"""

from collections.abc import Callable, Iterator, Mapping
from math import sqrt
from typing import Any

import numpy as np
import torch
from torch import Tensor

from compute.exercises.bounds import MAX_DIMENSIONS, MAX_ELEMENTS, check_shape
from compute.exercises.refusals import Reason, RefusedError
from compute.exercises.words import AllowedOperation, PrintedText

UNSEEDED = 2**31 + 12345
"""The seed of a text that sets none: no exercise has it, so that a draw never equals the given numbers.

The generator keeps 32 bits of it."""

_KEYWORDS = frozenset({"dtype", "requires_grad", "device", "size"})


def plain(data: object, depth: int = 0) -> object:
    """Convert nested lists for torch: tensors of one element among the numbers become numbers.

    Raises
    ------
    RefusedError: there is something else among them, or there are too many.
    """
    if depth > MAX_DIMENSIONS:
        raise RefusedError(Reason.DIMENSIONS, allowed=[str(MAX_DIMENSIONS)])
    if isinstance(data, list | tuple):
        return [plain(part, depth + 1) for part in data]
    if isinstance(data, np.ndarray | np.generic):
        return data.tolist()
    if isinstance(data, Tensor):
        if data.numel() != 1 or not depth:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return data.detach().item()
    if isinstance(data, bool | int | float):
        return data
    raise RefusedError(Reason.OPERAND)


def leaves(data: object, most: int = MAX_ELEMENTS) -> Iterator[object]:
    """Yield every number of nested lists, up to a limit.

    Raises
    ------
    RefusedError: there are more.
    """
    waiting, count = [data], 0
    while waiting:
        part = waiting.pop()
        count += 1
        if count > 2 * most:
            raise RefusedError(Reason.ELEMENTS, allowed=[str(MAX_ELEMENTS)])
        if isinstance(part, list | tuple):
            waiting.extend(part)
        else:
            yield part


def tensor(
    data: object, dtype: torch.dtype | None = None, requires_grad: bool = False, device: object = None
) -> Tensor:
    """Make a copy: `torch.tensor(..)`."""
    _on_cpu(device)
    if isinstance(data, Tensor):  # torch warns of this, on the server's log
        made = data.detach().clone()
        made = made if dtype is None else made.to(dtype)
    elif isinstance(data, np.ndarray | np.generic):
        made = torch.tensor(data, dtype=dtype)
    else:
        for _number in leaves(data):
            pass
        made = torch.tensor(plain(data), dtype=dtype)
    return made.requires_grad_() if requires_grad else made


def as_tensor(data: object, dtype: torch.dtype | None = None) -> Tensor:
    """Make a tensor that shares memory where that is possible: `torch.as_tensor(..)` and `torch.from_numpy(..)`."""
    if isinstance(data, Tensor | np.ndarray):
        return torch.as_tensor(data, dtype=dtype)
    return tensor(data, dtype)


def float_tensor(*data: object) -> Tensor:
    """Make a tensor from a list or of a shape: `torch.Tensor(..)`."""
    if len(data) == 1 and isinstance(data[0], Tensor):
        return data[0].float()
    if len(data) == 1 and isinstance(data[0], list | tuple | np.ndarray):
        return tensor(data[0], torch.float32)
    return empty(*data)


def sizes(parts: tuple[object, ...], size: object = None) -> tuple[int, ...]:
    """Read a shape from `(1, 5)`, `1, 5` or `size=`.

    Raises
    ------
    RefusedError: it has something else in it, or it is too large.
    TypeError: it is negative.
    """
    given = parts if size is None else (size,)
    if len(given) == 1 and isinstance(given[0], tuple | list):
        given = tuple(given[0])
    numbers = tuple(part for part in given if isinstance(part, int) and not isinstance(part, bool))
    if len(numbers) != len(given):
        raise RefusedError(Reason.OPERAND)
    if len(numbers) > MAX_DIMENSIONS:
        raise RefusedError(Reason.DIMENSIONS, allowed=[str(MAX_DIMENSIONS)])
    check_shape(numbers)
    return numbers


def _filled(make: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def filled(
        *parts: object,
        size: object = None,
        dtype: torch.dtype | None = None,
        requires_grad: bool = False,
        device: object = None,
    ) -> Tensor:
        _on_cpu(device)
        made = make(sizes(parts, size), dtype=dtype)
        return made.requires_grad_() if requires_grad else made

    return filled


def _empty(shape: tuple[int, ...], dtype: torch.dtype | None = None) -> Tensor:
    kind = dtype or torch.float32
    return torch.full(shape, float("nan") if kind.is_floating_point else 0, dtype=kind)


empty = _filled(_empty)


def full(size: object, fill_value: Any, dtype: torch.dtype | None = None) -> Tensor:
    """Fill a shape with a number: `torch.full(shape, number)`."""
    number = fill_value.detach().item() if isinstance(fill_value, Tensor) else fill_value
    return torch.full(sizes((), size), number, dtype=dtype)


def _empty_like(input: Tensor, dtype: torch.dtype | None = None) -> Tensor:  # noqa: A002
    return _empty(input.shape, dtype or input.dtype)


def _on_cpu(device: object) -> None:
    if device not in (None, "cpu"):
        raise RefusedError(Reason.ARGUMENT, "device", ["cpu"])


def nothing(*_arguments: object, **_named: object) -> None:
    """Accept any arguments and do nothing: how many digits torch prints changes no number."""


MAKING: Mapping[str, AllowedOperation] = {
    "tensor": AllowedOperation("tensor", tensor, _KEYWORDS | {"data"}, large=True, text=True),
    "as_tensor": AllowedOperation("as_tensor", as_tensor, frozenset({"data", "dtype"}), large=True),
    "from_numpy": AllowedOperation("from_numpy", as_tensor),
    "Tensor": AllowedOperation("Tensor", float_tensor, large=True),
    "FloatTensor": AllowedOperation("FloatTensor", float_tensor, large=True),
    "zeros": AllowedOperation("zeros", _filled(torch.zeros), _KEYWORDS, text=True),
    "ones": AllowedOperation("ones", _filled(torch.ones), _KEYWORDS, text=True),
    "empty": AllowedOperation("empty", empty, _KEYWORDS, text=True),
    "full": AllowedOperation("full", full, frozenset({"size", "fill_value", "dtype"}), large=True),
    "zeros_like": AllowedOperation("zeros_like", torch.zeros_like, frozenset({"input", "dtype"})),
    "ones_like": AllowedOperation("ones_like", torch.ones_like, frozenset({"input", "dtype"})),
    "full_like": AllowedOperation(
        "full_like", torch.full_like, frozenset({"input", "fill_value", "dtype"}), large=True
    ),
    "empty_like": AllowedOperation("empty_like", _empty_like, frozenset({"input", "dtype"})),
    "arange": AllowedOperation("arange", torch.arange, frozenset({"start", "end", "step", "dtype"})),
    "linspace": AllowedOperation("linspace", torch.linspace, frozenset({"start", "end", "steps", "dtype"})),
    "eye": AllowedOperation("eye", torch.eye, frozenset({"n", "m", "dtype"})),
    "set_printoptions": AllowedOperation(
        "set_printoptions",
        nothing,
        frozenset({"precision", "threshold", "edgeitems", "linewidth", "profile", "sci_mode"}),
        large=True,
        text=True,
    ),
}
"""`torch.<name>(..)`, without those that draw."""


class Draws:
    """Torch's functions that draw, all from one generator of their own."""

    def __init__(self) -> None:
        self.generator = torch.Generator()
        self.generator.manual_seed(UNSEEDED)

    def operations(self) -> dict[str, AllowedOperation]:
        """Return the functions that draw: `torch.<name>(..)`."""
        like = frozenset({"input", "dtype", "requires_grad"})
        return {
            "manual_seed": AllowedOperation("manual_seed", self._seed, frozenset({"seed"}), large=True),
            "randn": AllowedOperation("randn", _filled(self._drawn(torch.randn)), _KEYWORDS, text=True),
            "rand": AllowedOperation("rand", _filled(self._drawn(torch.rand)), _KEYWORDS, text=True),
            "randn_like": AllowedOperation("randn_like", self._like(torch.randn), like),
            "rand_like": AllowedOperation("rand_like", self._like(torch.rand), like),
        }

    def layer(self, inputs: int, outputs: int) -> tuple[Tensor, Tensor]:
        """Draw weights and biases as `nn.Linear` does."""
        weight = torch.zeros(sizes((outputs, inputs)))
        bound = sqrt(3.0) * (sqrt(2.0 / (1 + 5)) / sqrt(max(inputs, 1)))
        weight.uniform_(-bound, bound, generator=self.generator)
        bound = 1 / sqrt(max(inputs, 1))
        return weight, torch.zeros(sizes((outputs,))).uniform_(-bound, bound, generator=self.generator)

    def _seed(self, seed: int) -> PrintedText:
        self.generator.manual_seed(seed)
        return PrintedText()

    def _drawn(self, draw: Callable[..., Tensor]) -> Callable[..., Tensor]:
        return lambda shape, dtype=None: draw(shape, generator=self.generator, dtype=dtype)

    def _like(self, draw: Callable[..., Tensor]) -> Callable[..., Tensor]:
        def drawn(input: Tensor, dtype: torch.dtype | None = None, requires_grad: bool = False) -> Tensor:  # noqa: A002
            made = draw(input.shape, generator=self.generator, dtype=dtype or input.dtype)
            return made.requires_grad_() if requires_grad else made

        return drawn
