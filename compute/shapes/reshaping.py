"""reshape, resize_, view, transpose, t and T on the same tensor: what each gives, shares, changes or refuses.

Each is run on a fresh tensor. Cells that nobody has set are never read: which cells those are follows from strides and
from how many elements the memory held before, and the rest is read from that part of the memory alone.
"""

import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from math import prod
from operator import mul
from typing import NamedTuple

import torch
from torch import Tensor

from compute.network.spec import LIMITS, Range, SpecError
from compute.torch_errors import TORCH_ERRORS, words_of

Shape = tuple[int, ...]

SIDE = Range(1, 6)
DEPTH = Range(1, 3)
COUNTED, DRAWN = "counted", "drawn"
FILLS = (COUNTED, DRAWN)
TORCH, NUMPY, GRAD = "torch", "numpy", "requires_grad"
OWNERS = (TORCH, NUMPY, GRAD)
"""Whose memory it is: torch's own, that of a NumPy array, or torch's own in a tensor that requires grad."""

NONE, ROWS, COLUMNS, BOTH = "none", "rows", "columns", "both"
INFERRED = (NONE, ROWS, COLUMNS, BOTH)
"""Which of the two sizes asked for is -1, so that torch has to work it out."""


@dataclass(frozen=True)
class ChangeSpec:
    """The tensor before, and the rows and columns asked for.

    Parameters
    ----------
    depth: from 2 on the tensor has three dimensions, depth x rows x columns.
    transposed: its first two dimensions have been swapped already, so that it is not contiguous.
    flat: the same numbers as a vector, which has one dimension and nothing to be transposed.
    infer: which of the sizes asked for is -1.

    Raises
    ------
    SpecError: a field is out of its range; the error names it.
    """

    rows: int = 3
    columns: int = 2
    new_rows: int = 2
    new_columns: int = 3
    depth: int = 1
    transposed: bool = False
    fill: str = COUNTED
    owner: str = TORCH
    seed: int = 7
    flat: bool = False
    infer: str = NONE

    def __post_init__(self) -> None:
        sides = ("rows", "columns", "new_rows", "new_columns")
        ranges = dict.fromkeys(sides, SIDE) | {"depth": DEPTH, "seed": LIMITS["seed"]}
        for field, limits in ranges.items():
            if getattr(self, field) not in limits:
                raise SpecError(field, getattr(self, field), str(limits))
        for field, known in {"fill": FILLS, "owner": OWNERS, "infer": INFERRED}.items():
            if getattr(self, field) not in known:
                raise SpecError(field, getattr(self, field), ", ".join(known))

    @property
    def shape(self) -> Shape:
        """Shape before a transposition."""
        if self.flat:
            return (self.depth * self.rows * self.columns,)
        return (self.rows, self.columns) if self.depth == 1 else (self.depth, self.rows, self.columns)

    @property
    def target(self) -> tuple[int, int]:
        """The shape asked for; -1 where torch has to work it out."""
        return (
            -1 if self.infer in (ROWS, BOTH) else self.new_rows,
            -1 if self.infer in (COLUMNS, BOTH) else self.new_columns,
        )


class Element(NamedTuple):
    """A cell of a tensor: its value, and which cell of the tensor before it was, counted row by row from 0.

    Both are None where nobody has set the cell.
    """

    value: float | None
    origin: int | None


@dataclass(frozen=True)
class Layout:
    """A tensor as it can be shown: its elements row by row, and what is in its memory but out of its sight.

    Attributes
    ----------
    memory: its memory from the beginning to the end, also what is out of its sight.
    places: for each element, which one of the memory it shows.
    """

    shape: Shape
    stride: Shape
    contiguous: bool
    elements: tuple[Element, ...]
    hidden: tuple[Element, ...] = ()
    memory: tuple[Element, ...] = ()
    places: tuple[int, ...] = ()


@dataclass(frozen=True)
class Change:
    """What one of the six changes did.

    Attributes
    ----------
    name: reshape, resize_, view, transpose, t or T.
    code: the line, on a tensor named a.
    after: what it returned; None if torch refused.
    message, error: torch's words if it refused, and the class of its error.
    same_memory: the result begins where the tensor began.
    in_place: the tensor itself was changed and returned.
    warning: torch's words if it did it and warned.
    """

    name: str
    code: str
    after: Layout | None
    message: str = ""
    error: str = ""
    same_memory: bool = False
    in_place: bool = False
    warning: str = ""


@dataclass(frozen=True)
class ShapeChanges:
    """The tensor before, and the six changes."""

    before: Layout
    changes: tuple[Change, ...]

    def named(self, name: str) -> Change:
        """Return the change of this name."""
        return next(change for change in self.changes if change.name == name)


def compare(spec: ChangeSpec) -> ShapeChanges:
    """Run all six changes, each on a fresh tensor of its own."""
    fresh = start(spec)
    count = fresh.numel()
    return ShapeChanges(
        _layout(fresh, _origins(fresh), count),
        tuple(_change(spec, name, code, run) for name, code, run in _calls(spec)),
    )


def start(spec: ChangeSpec) -> Tensor:
    """Return a fresh tensor with the numbers of the spec; nothing else refers to its memory."""
    count = prod(spec.shape)
    if spec.fill == COUNTED:
        numbers = torch.arange(count, dtype=torch.float32)
    else:
        numbers = torch.randn(spec.shape, generator=torch.Generator().manual_seed(spec.seed)).view(-1)
    if spec.owner == NUMPY:
        numbers = torch.from_numpy(numbers.numpy().copy())
    tensor = numbers.view(spec.shape)
    return tensor.transpose(0, 1) if spec.transposed and not spec.flat else tensor


def _calls(spec: ChangeSpec) -> Iterator[tuple[str, str, Callable[[Tensor], Tensor]]]:
    rows, columns = spec.target
    yield "reshape", f"a.reshape({rows}, {columns})", lambda a: a.reshape(rows, columns)
    yield "resize_", f"a.resize_({rows}, {columns})", lambda a: a.resize_(rows, columns)
    yield "view", f"a.view({rows}, {columns})", lambda a: a.view(rows, columns)
    yield "transpose", "a.transpose(0, 1)", lambda a: a.transpose(0, 1)
    yield "t", "a.t()", lambda a: a.t()
    yield "T", "a.T", lambda a: a.T


def _warned() -> str:
    """Return what torch says to `.T` of a tensor that is no matrix; empty where it says nothing or refuses."""
    always = torch.is_warn_always_enabled()
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            torch.set_warn_always(True)
            torch.zeros(1).T  # noqa: B018
            torch.set_warn_always(False)
            torch.zeros(1).T  # noqa: B018
        except TORCH_ERRORS:
            return ""
        finally:
            torch.set_warn_always(always)
    words = (words_of(warning.message) for warning in said if isinstance(warning.message, UserWarning))
    return next((each for each in words if ".T`" in each), "")


T_WARNING = _warned()
"""Asked once, while the module is loaded: warnings cannot be recorded safely while several sessions run. Torch gives
this one once in a process; the second call above takes that one, so that it reaches no log later."""


def _change(spec: ChangeSpec, name: str, code: str, run: Callable[[Tensor], Tensor]) -> Change:
    tensor = start(spec)
    origins, count, address = _origins(tensor), tensor.numel(), tensor.data_ptr()
    if spec.owner == GRAD:
        tensor.requires_grad_()
    try:
        after = run(tensor)
    except TORCH_ERRORS as error:
        return Change(name, code, None, words_of(error), type(error).__name__)
    return Change(
        name,
        code,
        _layout(after.detach(), run(origins), count),
        same_memory=after.data_ptr() == address,
        in_place=after is tensor,
        warning=T_WARNING if name == "T" and tensor.dim() != 2 else "",
    )


def _origins(tensor: Tensor) -> Tensor:
    """Make a tensor that lies in memory like this one and holds in each cell its own number, row by row from 0."""
    numbered = torch.empty_strided(tensor.shape, tensor.stride(), dtype=torch.int64)
    return numbered.copy_(torch.arange(tensor.numel()).view(tensor.shape))


def _layout(tensor: Tensor, origins: Tensor, count: int) -> Layout:
    """Read a tensor whose memory holds `count` elements that were set; what lies behind them is left alone."""
    values, numbers = (each.as_strided((count,), (1,), 0).tolist() for each in (tensor, origins))
    places = _places(tensor)
    shown = {place for place in places if place < count}
    elements = tuple(
        Element(values[place], numbers[place]) if place < count else Element(None, None) for place in places
    )
    memory = tuple(map(Element, values, numbers))
    hidden = tuple(memory[place] for place in range(count) if place not in shown)
    unset = (Element(None, None),) * (max(places, default=0) + 1 - count)
    shape, stride = tuple(tensor.shape), tensor.stride()
    return Layout(shape, stride, tensor.is_contiguous(), elements, hidden, memory + unset, tuple(places))


def _places(tensor: Tensor) -> list[int]:
    """Return for each cell, row by row, which element of the memory it shows: the sum of index times stride."""
    stride = tensor.stride()
    return [sum(map(mul, index, stride)) for index in product(*map(range, tensor.shape))]


DOES_NOT_FIT, TWO_INFERRED, NOT_INFERRED, ONE_DIMENSION, SCATTERED, NO_MATRIX, OWNED, NEEDS_GRAD, UNKNOWN = (
    "does_not_fit",
    "two_inferred",
    "not_inferred",
    "one_dimension",
    "scattered",
    "no_matrix",
    "owned",
    "needs_grad",
    "unknown",
)
"""Kinds of refusals, each explained in other words."""

_KINDS = (
    ("is invalid for input of size", DOES_NOT_FIT),
    ("only one dimension can be inferred", TWO_INFERRED),
    ("numel: integer multiplication overflow", NOT_INFERRED),
    ("Dimension out of range", ONE_DIMENSION),
    ("view size is not compatible", SCATTERED),
    ("expects a tensor with <= 2 dimensions", NO_MATRIX),
    ("storage that is not resizable", OWNED),
    ("cannot resize variables that require grad", NEEDS_GRAD),
)


def kind_of_refusal(message: str) -> str:
    """Return what kind of refusal this message of torch is; one that nobody foresaw is `UNKNOWN`."""
    return next((kind for part, kind in _KINDS if part in message), UNKNOWN)
