"""Read memory through its addresses: which array or tensor looks at which bytes, and what stands there.

Whether two names share memory is read from their addresses and strides, never from what the operations are known to do.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from compute.memory.memory import Block, Holder


def look(held: Mapping[str, Any]) -> tuple[tuple[Holder, ...], tuple[Block, ...]]:
    """Read all holders and all memory from the pointers."""
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
    """Return the real address of every element, row by row."""
    start = held.data_ptr() if isinstance(held, Tensor) else held.__array_interface__["data"][0]
    down, right = _step_in_bytes(held)
    return [[start + row * down + column * right for column in range(held.shape[1])] for row in range(held.shape[0])]


def _owner(held: Any) -> Any:
    """Find what has the memory: for a view the array that it was cut from, or the tensor that an array was made of."""
    while isinstance(held, np.ndarray) and isinstance(held.base, np.ndarray | Tensor):
        held = held.base
    return held


def _extent(owner: Any) -> tuple[int, int]:
    """Return the first address of an owner's memory, and the first one behind it."""
    if isinstance(owner, Tensor):
        storage = owner.untyped_storage()
        return storage.data_ptr(), storage.data_ptr() + storage.nbytes()
    start, stop = np.lib.array_utils.byte_bounds(owner)
    return int(start), int(stop)


def _cells(owner: Any) -> dict[int, float]:
    """Read every cell of an owner's memory: its address, and the number there."""
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
    """Collect the memory of all owners, with what overlaps as one block, in the order of the names that look at it."""
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
