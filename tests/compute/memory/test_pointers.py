"""Memory as its addresses say it: against torch's strides, and against the bytes themselves."""

import ctypes
import math
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.memory.lines import Op
from compute.memory.replay import replay
from tests.compute.memory.histories import HISTORIES, held, notebook, scene
from tests.examples import examples


def test_strides_and_places_of_every_view() -> None:
    shown = scene("from_a~t_b~slice_b~back_a~float_b")
    longhand = torch.from_numpy(notebook())
    views = {"b": longhand, "c": longhand.t(), "d": longhand[1:3], "f": longhand.float()}
    for name, view in views.items():
        holder = held(shown, name)
        assert holder.strides == view.stride()
        assert holder.shape == tuple(view.shape)
        assert holder.dtype == str(view.dtype)
    assert held(shown, "d").places == ((24, 32, 40), (48, 56, 64))
    assert held(shown, "e").strides == (-24, 8)
    assert held(shown, "e").places == ((72, 80, 88), (48, 56, 64), (24, 32, 40), (0, 8, 16))
    assert shown.blocks[held(shown, "f").block or 0].itemsize == 4


@pytest.mark.parametrize(
    "history", ["slice_a~again_a", "tensor_a~slice_b~again_b", "tensor_a~numpy_b~slice_c~again_b~again_c"]
)
def test_a_slice_keeps_all_of_the_memory_that_it_was_cut_from(history: str) -> None:
    shown = scene(history)
    (cut,) = (holder for holder in shown.holders if holder.shape == (2, 3) and holder.places[0][0] == 24)
    assert shown.blocks[cut.block or 0].values == tuple(notebook().ravel().tolist())


def test_cells_that_nobody_has_set_are_never_shown() -> None:
    shown = scene("tensor_a~slice_b~grow_c~copy_c~mul_d~set_d_4_2_5")
    for name in ("c", "d"):  # d = c.clone(), multiplied: what nobody has set stays so
        rows = held(shown, name).values
        assert not any(math.isnan(value) for row in rows[:3] for value in row)
        assert [math.isnan(value) for row in rows[3:] for value in row][:5] == [True] * 5
    assert held(shown, "d").values[4][2] == 5.0
    assert shown.blocks[1].values[:12] == tuple(notebook().ravel().tolist())
    assert all(math.isnan(value) for value in shown.blocks[1].values[12:])
    story = scene("tensor_a~slice_b~grow_c").story
    assert story is not None
    assert story.unset == 6


@given(seed=st.integers(0, 9999), ops=HISTORIES)
@examples(150)
def test_any_history(seed: int, ops: tuple[Op, ...]) -> None:
    shown = replay(seed, ops)
    assert len(shown.steps) == len(ops)
    assert shown.holders[0].name == "a"
    for holder in shown.holders:
        if holder.block is None:
            assert not holder.seen
            continue
        block = shown.blocks[holder.block]
        cells = dict(zip(block.places, block.values, strict=True))
        for row, column in holder.elements:
            value, cell = holder.values[row][column], cells[holder.places[row][column]]
            assert value == cell or (math.isnan(value) and math.isnan(cell))
    for one in shown.blocks:
        for other in shown.blocks:
            assert (
                one is other or one.address + one.nbytes <= other.address or other.address + other.nbytes <= one.address
            )


def test_the_address_is_where_the_numbers_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the bytes at the addresses while the arrays live: pointers and strides against memory itself."""
    from compute.memory import pointers  # noqa: PLC0415
    from compute.memory import replay as replaying  # noqa: PLC0415

    looked = pointers.look
    seen = []

    def look(things: Any) -> Any:
        holders, blocks = looked(things)
        for holder in holders:
            for row, column in holder.elements:
                address = blocks[holder.block].address + holder.places[row][column]
                kind = ctypes.c_float if holder.dtype.endswith("32") else ctypes.c_double
                seen.append(kind.from_address(address).value == holder.values[row][column])
        return holders, blocks

    monkeypatch.setattr(replaying, "look", look)
    scene("from_a~t_b~slice_b~back_a~float_b~copy_c~mul_b")
    assert len(seen) > 100
    assert all(seen)
