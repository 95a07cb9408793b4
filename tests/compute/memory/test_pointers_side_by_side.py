"""Memory that lies side by side or overlaps, made so on purpose: which of it is one block."""

import numpy as np
import torch

from compute.memory.pointers import look
from tests.cases import for_each

BUFFER = bytearray(np.arange(12, dtype=np.float64).tobytes())


def part(offset: int, rows: int = 2) -> np.ndarray:
    """Cut an array of so many rows of three out of the buffer, which knows nothing of other arrays there."""
    return np.ndarray((rows, 3), np.float64, BUFFER, offset)


def test_neighbours_are_two_blocks_each_with_its_own_cells() -> None:
    holders, blocks = look({"a": part(0), "b": part(48)})
    assert [holder.block for holder in holders] == [0, 1]
    assert [block.values for block in blocks] == [(0, 1, 2, 3, 4, 5), (6, 7, 8, 9, 10, 11)]
    assert blocks[1].address - blocks[0].address == blocks[0].nbytes == 48
    assert [block.itemsize for block in blocks] == [8, 8]
    back, _blocks = look({"b": part(48), "a": part(0)})
    assert [holder.block for holder in back] == [0, 1]


@for_each("names", ["abc", "cab", "bca"])
def test_what_overlaps_two_blocks_makes_them_one(names: str) -> None:
    parts = {"a": part(0), "b": part(48), "c": part(24)}
    holders, blocks = look({name: parts[name] for name in names})
    assert [holder.block for holder in holders] == [0, 0, 0]
    assert [(block.values, block.places) for block in blocks] == [(tuple(range(12)), tuple(range(0, 96, 8)))]
    places = {holder.name: holder.places[0][0] for holder in holders}
    assert places == {"a": 0, "b": 48, "c": 24}


def test_a_block_keeps_its_place_in_the_order_of_the_names() -> None:
    other = np.ones((2, 3))
    holders, blocks = look({"a": part(0), "b": other, "c": part(24)})
    assert [holder.block for holder in holders] == [0, 1, 0]
    assert len(blocks[0].values) == 9
    assert blocks[1].values == (1, 1, 1, 1, 1, 1)


def test_what_is_empty_has_no_memory_wherever_it_points() -> None:
    holders, blocks = look({"a": part(0), "b": part(8, rows=0), "c": torch.empty(0, 3)})
    assert [holder.block for holder in holders] == [0, None, None]
    assert len(blocks) == 1
    assert look({"a": torch.empty(0, 3)})[1] == ()


def test_strides_are_elements_in_torch_and_bytes_in_numpy() -> None:
    tensor = torch.arange(6, dtype=torch.float32).view(2, 3).t()
    array = np.array([[0, 1, 2], [3, 4, 5]], np.float32).T
    (first, second), _blocks = look({"a": tensor, "b": array})
    assert (first.strides, first.step, first.shape) == ((1, 3), (4, 12), (3, 2))
    assert (second.strides, second.step, second.shape) == ((4, 12), (4, 12), (3, 2))
    for holder in (first, second):
        assert holder.places == ((0, 12), (4, 16), (8, 20))
        assert holder.values == ((0, 3), (1, 4), (2, 5))
    assert [holder.is_tensor for holder in (first, second)] == [True, False]


def test_what_may_be_written_and_what_requires_grad() -> None:
    locked = np.ones((2, 3))
    locked.flags.writeable = False
    leaf = torch.ones(2, 3, requires_grad=True)
    (one, other, third), _blocks = look({"a": locked, "b": leaf, "c": np.ones((2, 3))})
    assert [holder.writeable for holder in (one, other, third)] == [False, True, True]
    assert [holder.requires_grad for holder in (one, other, third)] == [False, True, False]
