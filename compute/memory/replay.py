"""Run a short program anew on fresh arrays, and say what its memory looks like afterwards.

A state is a function of the seed and of the operations alone, so that no session keeps an array, and undo is the same
history without its last line.
"""

import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from compute.memory.lines import NAMES, OPERATIONS, Effect, Op, line_of, run
from compute.memory.memory import FULL, MemoryState, MemoryStep, Said
from compute.memory.pointers import look
from compute.memory.story import story_of, with_changes
from compute.torch_errors import words_of

ROWS, COLUMNS = 4, 3
"""Shape of the notebook's array."""

_listening = threading.Lock()
"""Held while warnings are recorded: Python has one list of them for the whole process."""


def replay(seed: int, ops: Sequence[Op]) -> MemoryState:
    """Run `a = np.random.rand(4, 3)` for this seed, then every operation, and look at the memory.

    The generator is one of its own; it gives what `np.random.seed(seed); np.random.rand(4, 3)` gives.
    """
    held: dict[str, Any] = {NAMES[0]: np.random.RandomState(seed).rand(ROWS, COLUMNS)}
    steps = tuple(_step(held, op) for op in ops[:-1])
    if not ops:
        return MemoryState(seed, *look(held))
    before = MemoryState(seed, *look(held))
    last = _step(held, ops[-1])
    after = with_changes(before, MemoryState(seed, *look(held), (*steps, last)))
    return replace(after, story=story_of(before, after, last, _twins(held, last.result)))


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
        said = Said(type(error).__name__, words_of(error), True)
        left = _put_back(source, shaped)
        return MemoryStep(op, line, said, "", left, _putting_back(op.holder, shaped) if left is not None else "")
    if OPERATIONS[op.code].effect is Effect.IN_PLACE:
        return MemoryStep(op, line, warned, unset_from=size if _size(source) > size else None)
    held[name] = result
    return MemoryStep(op, line, warned, name)


def _name_for(held: Mapping[str, Any], op: Op) -> str:
    """Return the name that the result will have; empty if all names are taken."""
    if OPERATIONS[op.code].effect is not Effect.NEW:
        return op.holder
    return NAMES[len(held)] if len(held) < len(NAMES) else ""


def _heard(op: Op, source: Any) -> tuple[object, Said | None]:
    """Run the operation, and record what torch warns of.

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
    warned = next((each.message for each in heard if isinstance(each.message, Warning)), None)
    return result, None if warned is None else Said(type(warned).__name__, words_of(warned), False)


_Shaping = tuple[tuple[int, ...], tuple[int, ...], int]


def _shaping(held: Any) -> _Shaping | None:
    """Return shape, strides and offset of a tensor; None for an array."""
    return (tuple(held.shape), tuple(held.stride()), int(held.storage_offset())) if isinstance(held, Tensor) else None


def _size(held: Any) -> int:
    """Count the cells in the memory of a tensor; for an array, which never grows, those that it looks at."""
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


def _twins(held: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(other for other, thing in held.items() if name and other != name and thing is held[name])
