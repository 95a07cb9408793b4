"""The records of the memory page: arrays and tensors, the memory that they look at, and what the lines did to both."""

from collections.abc import Iterator
from dataclasses import dataclass

from compute.memory.lines import Op

FULL = "full"
"""Kind of the message that no name is left; it is ours, not torch's."""


@dataclass(frozen=True)
class Holder:
    """An array or a tensor, and the memory that it looks at.

    Attributes
    ----------
    is_tensor: a tensor, else an array.
    shape: rows and columns.
    strides: from one row, and one column, to the next: bytes in NumPy, elements in torch, as each says it.
    step: the same in bytes for both.
    block: index of its memory in the scene; None if it is empty and has none.
    places: per row and column, the byte of the block at which the element stands.
    values: the elements; NaN where nobody has set the memory.
    changed: the elements that the last line has changed.
    requires_grad: whether torch keeps account of what is computed with it; never for an array.
    """

    name: str
    is_tensor: bool
    shape: tuple[int, int]
    strides: tuple[int, int]
    step: tuple[int, int]
    dtype: str
    writeable: bool
    block: int | None
    places: tuple[tuple[int, ...], ...]
    values: tuple[tuple[float, ...], ...]
    changed: frozenset[tuple[int, int]] = frozenset()
    requires_grad: bool = False

    @property
    def elements(self) -> Iterator[tuple[int, int]]:
        """Row and column of every element."""
        return ((row, column) for row in range(self.shape[0]) for column in range(self.shape[1]))

    @property
    def seen(self) -> frozenset[int]:
        """Every place of the block that it looks at."""
        return frozenset(place for row in self.places for place in row)


@dataclass(frozen=True)
class Block:
    """A stretch of memory that something looks at.

    Attributes
    ----------
    address: where it begins; another one in every run.
    itemsize: bytes of one cell.
    places: where each cell begins, counted in bytes from the start of the block.
    values: what stands in each cell; NaN where nobody has set it.
    changed: the places that the last line has changed.
    """

    address: int
    itemsize: int
    places: tuple[int, ...]
    values: tuple[float, ...]
    changed: frozenset[int] = frozenset()

    @property
    def nbytes(self) -> int:
        """Size of the block."""
        return len(self.places) * self.itemsize


@dataclass(frozen=True)
class Said:
    """What NumPy or torch said to a line: `kind` is the class of the error or warning, `text` its own words."""

    kind: str
    text: str
    refused: bool


@dataclass(frozen=True)
class MemoryStep:
    """A line of the history.

    Attributes
    ----------
    line: as in the program.
    said: an error or a warning.
    result: the name that the result has; empty if no name was given.
    left_shape: a shape that a refused line left on the tensor, whose memory is too small for it.
    put_back: the line that gives the tensor its own shape again, as the program has it.
    unset_from: the first cell of its memory that nobody has set, where the line has made that memory larger.
    """

    op: Op
    line: str
    said: Said | None = None
    result: str = ""
    left_shape: tuple[int, ...] | None = None
    put_back: str = ""
    unset_from: int | None = None

    @property
    def refused(self) -> bool:
        """Whether the line has done nothing but raise an error."""
        return self.said is not None and self.said.refused


@dataclass(frozen=True)
class Story:
    """What the last line did, read from memory before and after it.

    Attributes
    ----------
    source: what it acted on, as it was before; None if there was no such name.
    twins: other names of the very same object as the result.
    sharing: other names that look at some of the same cells as the result.
    changed: the names whose numbers are others now.
    untouched: the names that look at the same memory as the changed ones, at other cells of it.
    apart: the names that look at other memory.
    freed: how many blocks nothing looks at any more.
    unset: how many cells came that nobody has set.
    """

    step: MemoryStep
    source: Holder | None
    twins: tuple[str, ...] = ()
    sharing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    untouched: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    freed: int = 0
    unset: int = 0


@dataclass(frozen=True)
class MemoryState:
    """All arrays, tensors and memory after the last line."""

    seed: int
    holders: tuple[Holder, ...]
    blocks: tuple[Block, ...]
    steps: tuple[MemoryStep, ...] = ()
    story: Story | None = None

    def holder(self, name: str) -> Holder | None:
        """Return the array or tensor of this name; None if there is none."""
        return next((holder for holder in self.holders if holder.name == name), None)

    def looking_at(self, block: int) -> tuple[Holder, ...]:
        """Return everything that looks at a block, in the order of the names."""
        return tuple(holder for holder in self.holders if holder.block == block)
