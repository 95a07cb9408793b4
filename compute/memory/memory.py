"""Who looks at which memory: a short program is run anew on fresh arrays, and the pointers say what it has become.

A scene is a function of the seed and of the operations alone, so that no session keeps an array, and undo is the same
history without its last line. Whether two names share memory is read from their addresses and strides.
"""

import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from compute.memory.lines import NAMES, OPERATIONS, Effect, Op, line_of, run

ROWS, COLUMNS = 4, 3
"""Shape of the notebook's array."""

FULL = "full"
"""Kind of what is said when there is no name left; it is ours, not torch's."""

_listening = threading.Lock()
"""Python's list of recorded warnings is one for the process."""


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
    """Everything after the last line."""

    seed: int
    holders: tuple[Holder, ...]
    blocks: tuple[Block, ...]
    steps: tuple[MemoryStep, ...] = ()
    story: Story | None = None

    def holder(self, name: str) -> Holder | None:
        """The array or tensor of this name."""
        return next((holder for holder in self.holders if holder.name == name), None)

    def looking_at(self, block: int) -> tuple[Holder, ...]:
        """Everything that looks at a block, in the order of the names."""
        return tuple(holder for holder in self.holders if holder.block == block)


def replay(seed: int, ops: Sequence[Op]) -> MemoryState:
    """Run `a = np.random.rand(4, 3)` for this seed, then every operation, and look at the memory.

    The generator is one of its own; it gives what `np.random.seed(seed); np.random.rand(4, 3)` gives.
    """
    held: dict[str, Any] = {NAMES[0]: np.random.RandomState(seed).rand(ROWS, COLUMNS)}
    steps = tuple(_step(held, op) for op in ops[:-1])
    if not ops:
        return MemoryState(seed, *_look(held))
    before = MemoryState(seed, *_look(held))
    last = _step(held, ops[-1])
    after = _with_changes(before, MemoryState(seed, *_look(held), (*steps, last)))
    return replace(after, story=_story(before, after, last, _twins(held, last.result)))


def _step(held: dict[str, Any], op: Op) -> MemoryStep:
    """Do one operation with what is held, and keep what it said."""
    if op.holder not in held:
        return MemoryStep(op, line_of(op, True, "_"), Said("NameError", f"name '{op.holder}' is not defined", True))
    source = held[op.holder]
    name = _name_for(held, op)
    line = line_of(op, isinstance(source, Tensor), name)
    if not name:
        return MemoryStep(op, line, Said(FULL, "", True))
    shaped, size = _shaping(source), _size(source)
    try:
        result, warned = _heard(op, source)
    except (ValueError, TypeError, RuntimeError, AttributeError, IndexError) as error:
        said = Said(type(error).__name__, str(error), True)
        left = _put_back(source, shaped)
        return MemoryStep(op, line, said, "", left, _putting_back(op.holder, shaped) if left is not None else "")
    if OPERATIONS[op.code].effect is Effect.IN_PLACE:
        return MemoryStep(op, line, warned, unset_from=size if _size(source) > size else None)
    held[name] = result
    return MemoryStep(op, line, warned, name)


def _name_for(held: Mapping[str, Any], op: Op) -> str:
    """What the result will be called; empty if all names are taken."""
    if OPERATIONS[op.code].effect is not Effect.NEW:
        return op.holder
    return NAMES[len(held)] if len(held) < len(NAMES) else ""


def _heard(op: Op, source: Any) -> tuple[object, Said | None]:
    """Do it, and listen to what torch warns of.

    torch says such a thing once in the life of a process unless told otherwise, and both that switch and Python's
    list of warnings are global; so it is told and heard only where there may be a warning, and by one at a time.
    """
    if op.code not in ("from", "as", "tensor") or (isinstance(source, np.ndarray) and source.flags.writeable):
        return run(op, source), None
    with _listening, warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        always = torch.is_warn_always_enabled()
        torch.set_warn_always(True)
        try:
            result = run(op, source)
        finally:
            torch.set_warn_always(always)
    if not heard:
        return result, None
    return result, Said(heard[0].category.__name__, str(heard[0].message), False)


_Shaping = tuple[tuple[int, ...], tuple[int, ...], int]


def _shaping(held: Any) -> _Shaping | None:
    """Shape, strides and offset of a tensor."""
    return (tuple(held.shape), tuple(held.stride()), int(held.storage_offset())) if isinstance(held, Tensor) else None


def _size(held: Any) -> int:
    """How many cells the memory of a tensor has; of an array, which never grows, how many it looks at."""
    return held.untyped_storage().nbytes() // held.itemsize if isinstance(held, Tensor) else int(held.size)


def _put_back(held: Any, shaped: _Shaping | None) -> tuple[int, ...] | None:
    """Give a tensor its shape again if a refused line has changed it, and return what that line had left.

    `resize_` writes the new shape before it finds that the memory cannot grow. Whoever used such a tensor would
    read and write beyond the end of the array.
    """
    if shaped is None or shaped == _shaping(held):
        return None
    left = tuple(held.shape)
    held.as_strided_(*shaped)
    return left


def _putting_back(name: str, shaped: _Shaping | None) -> str:
    return f"{name}.as_strided_({', '.join(map(str, shaped or ()))})"


def _look(held: Mapping[str, Any]) -> tuple[tuple[Holder, ...], tuple[Block, ...]]:
    """All holders and all memory, from the pointers."""
    owners = {name: _owner(thing) for name, thing in held.items()}
    blocks = _blocks(owners.values())
    holders = tuple(_holder(name, thing, _block_of(owners[name], blocks), blocks) for name, thing in held.items())
    return holders, blocks


def _holder(name: str, held: Any, block: int | None, blocks: Sequence[Block]) -> Holder:
    base = blocks[block].address if block is not None else 0
    is_tensor = isinstance(held, Tensor)
    strides = held.stride() if is_tensor else held.strides
    addresses = _addresses(held)
    return Holder(
        name,
        is_tensor,
        (int(held.shape[0]), int(held.shape[1])),
        (int(strides[0]), int(strides[1])),
        _step_in_bytes(held),
        str(held.dtype),
        is_tensor or bool(held.flags.writeable),
        block,
        tuple(tuple(address - base for address in row) for row in addresses),
        tuple(map(tuple, held.tolist())),
        requires_grad=is_tensor and bool(held.requires_grad),
    )


def _step_in_bytes(held: Any) -> tuple[int, int]:
    rows, columns = held.stride() if isinstance(held, Tensor) else held.strides
    unit = held.itemsize if isinstance(held, Tensor) else 1
    return rows * unit, columns * unit


def _addresses(held: Any) -> list[list[int]]:
    """The real address of every element, row by row."""
    start = held.data_ptr() if isinstance(held, Tensor) else held.__array_interface__["data"][0]
    down, right = _step_in_bytes(held)
    return [[start + row * down + column * right for column in range(held.shape[1])] for row in range(held.shape[0])]


def _owner(held: Any) -> Any:
    """What has the memory: for a view the array that it was cut from, or the tensor that an array was made of."""
    while isinstance(held, np.ndarray) and isinstance(held.base, np.ndarray | Tensor):
        held = held.base
    return held


def _extent(owner: Any) -> tuple[int, int]:
    """First address of an owner's memory, and the one behind it."""
    if isinstance(owner, Tensor):
        storage = owner.untyped_storage()
        return storage.data_ptr(), storage.data_ptr() + storage.nbytes()
    start, stop = np.lib.array_utils.byte_bounds(owner)
    return int(start), int(stop)


def _cells(owner: Any) -> dict[int, float]:
    """Every cell of an owner's memory: its address, and the number there."""
    if isinstance(owner, Tensor):
        start, stop = _extent(owner)
        whole = torch.empty(0, dtype=owner.dtype).set_(owner.untyped_storage())
        return dict(zip(range(start, stop, owner.itemsize), whole.tolist(), strict=True))
    return {
        address: value
        for addresses, values in zip(_addresses(owner), owner.tolist(), strict=True)
        for address, value in zip(addresses, values, strict=True)
    }


def _blocks(owners: Iterable[Any]) -> tuple[Block, ...]:
    """The memory of all owners, with what overlaps as one block, in the order of the names that look at it."""
    found: list[tuple[int, int, list[Any]]] = []
    for owner in owners:
        start, stop = _extent(owner)
        if start == stop:
            continue
        same = [block for block in found if block[0] < stop and start < block[1]]
        first = found.index(same[0]) if same else len(found)
        merged = (
            min(start, *(block[0] for block in same), start),
            max(stop, *(block[1] for block in same), stop),
            [other for block in same for other in block[2]] + [owner],
        )
        found = [block for block in found if block not in same]
        found.insert(first, merged)
    return tuple(_block(start, parts) for start, _, parts in found)


def _block(start: int, owners: Sequence[Any]) -> Block:
    cells: dict[int, float] = {}
    for owner in owners:
        cells |= _cells(owner)
    places = tuple(sorted(cells))
    return Block(
        start, owners[0].itemsize, tuple(place - start for place in places), tuple(cells[place] for place in places)
    )


def _block_of(owner: Any, blocks: Sequence[Block]) -> int | None:
    start, stop = _extent(owner)
    for index, block in enumerate(blocks):
        if start < stop and block.address <= start < block.address + block.nbytes:
            return index
    return None


def _with_changes(before: MemoryState, after: MemoryState) -> MemoryState:
    """The scene with all cells marked that are others than before; memory that is new as a whole is not."""
    was = {block.address + place: value for block in before.blocks for place, value in zip(block.places, block.values)}  # noqa: B905
    blocks = tuple(
        replace(
            block,
            changed=frozenset(
                place
                for place, value in zip(block.places, block.values, strict=True)
                if _differs(was.get(block.address + place, value), value)
            ),
        )
        for block in after.blocks
    )
    holders = tuple(replace(holder, changed=_changed(before.holder(holder.name), holder)) for holder in after.holders)
    return replace(after, holders=holders, blocks=blocks)


def _changed(before: Holder | None, after: Holder) -> frozenset[tuple[int, int]]:
    if before is None:
        return frozenset()
    known = set(before.elements)
    return frozenset(
        (row, column)
        for row, column in after.elements
        if (row, column) not in known or _differs(before.values[row][column], after.values[row][column])
    )


def _differs(one: float, other: float) -> bool:
    """Two cells that nobody has set are not different."""
    return one != other and not (one != one and other != other)  # noqa: PLR0124  (NaN is what differs from itself)


def _twins(held: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(other for other, thing in held.items() if name and other != name and thing is held[name])


def _story(before: MemoryState, after: MemoryState, step: MemoryStep, twins: tuple[str, ...]) -> Story:
    source = before.holder(step.op.holder)
    result = after.holder(step.result) or after.holder(step.op.holder)
    if result is None:
        return Story(step, source)
    others = [holder for holder in after.holders if holder is not result]
    written = {holder.block for holder in after.holders if holder.changed}
    still = [holder for holder in after.holders if not holder.changed]
    return Story(
        step,
        source,
        twins,
        tuple(other.name for other in others if other.block == result.block and other.seen & result.seen),
        tuple(holder.name for holder in after.holders if holder.changed),
        tuple(holder.name for holder in still if holder.block in written),
        tuple(holder.name for holder in still if holder.block not in written),
        freed=_lost(before, after),
        unset=_unset(after) - _unset(before) if not step.result else 0,
    )


def _lost(before: MemoryState, after: MemoryState) -> int:
    """Blocks that had holders, all of whose names stand for other memory now."""
    moved = {holder.name for holder in after.holders if holder.name == after.steps[-1].result}
    alone = [block for block in range(len(before.blocks)) if {h.name for h in before.looking_at(block)} <= moved]
    return len(alone) if moved else 0


def _unset(scene: MemoryState) -> int:
    return sum(value != value for block in scene.blocks for value in block.values)  # noqa: PLR0124
