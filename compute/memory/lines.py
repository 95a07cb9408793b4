"""What can be done with an array or a tensor on the memory page: each operation as a line of code and as the real call.

An operation knows nothing of sharing: who looks at whose memory is read from the pointers afterwards, in
`compute.memory.pointers`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from torch import Tensor

NAMES = "abcdefgh"
"""Names of the arrays and tensors, in the order in which they come to be; `a` is there from the start."""

MAX_OPS = 24
"""The most lines after the first one."""

MAX_TEXT = 600
"""The longest text of a history of `MAX_OPS` operations."""

VALUE_LIMIT = 99.0
"""An element can be set to a number from -99 to 99."""

GROWN = (5, 3)
"""The shape that `resize_` asks for: one row more than the array has."""

SEPARATOR = "~"

_SET = re.compile(r"set_([a-h])_(\d{1,2})_(\d{1,2})_(-?\d{1,2}(?:\.\d{1,4})?)", re.ASCII)
_PLAIN = re.compile(r"([a-z]{1,8})_([a-h])", re.ASCII)

Run = Callable[[Any], object]


class Effect(Enum):
    """What an operation does to the names, as its syntax says; not what it does to the memory."""

    NEW = "a new name"
    AGAIN = "the same name for the result"
    IN_PLACE = "no name changes"


@dataclass(frozen=True)
class LineKind:
    """A line that a person can add.

    Attributes
    ----------
    effect: whether its result gets a name.
    array, tensor: the line for either kind, with {x} for what it acts on.
    run: the call itself.
    """

    effect: Effect
    array: str
    tensor: str
    run: Run

    def expression(self, is_tensor: bool) -> str:
        """Return the line's template for a tensor, or for an array."""
        return self.tensor if is_tensor else self.array


@dataclass(frozen=True)
class Op:
    """An operation on one of the names; `set` also has an element and a number."""

    code: str
    holder: str
    row: int = 0
    column: int = 0
    value: float = 0.0

    def __str__(self) -> str:
        if self.code != SET:
            return f"{self.code}_{self.holder}"
        return f"{self.code}_{self.holder}_{self.row}_{self.column}_{_short(self.value)}"


def _copy(held: Any) -> object:
    return held.clone() if isinstance(held, Tensor) else held.copy()


def _transposed(held: Any) -> object:
    return held.t() if isinstance(held, Tensor) else held.T


def _as_float32(held: Any) -> object:
    return held.float() if isinstance(held, Tensor) else held.astype(np.float32)


def _multiplied(held: Any) -> object:
    if isinstance(held, Tensor):
        return held.mul_(2)
    held *= 2
    return held


def _added(held: Any) -> object:
    if isinstance(held, Tensor):
        return held.add_(1)
    held += 1
    return held


def _grown(tensor: Any) -> object:
    """Run `resize_`; where it gives new memory, which nobody has set, fill that with NaN.

    What happened to lie there is never shown; a NaN stays one in every copy and every product, as unset as before.
    """
    resize = tensor.resize_
    storage = tensor.untyped_storage()
    before = storage.nbytes()
    resize(*GROWN)
    if storage.nbytes() > before:
        torch.empty(0, dtype=tensor.dtype).set_(storage)[before // tensor.itemsize :] = torch.nan
    return tensor


def _of_the_data(held: Any) -> object:
    return held.data if isinstance(held, Tensor) else held.view()


def _locked(array: Any) -> object:
    array.flags.writeable = False
    return array


def same_for_both(effect: Effect, line: str, run: Run) -> LineKind:
    """Make an operation that is written alike for arrays and tensors."""
    return LineKind(effect, line, line, run)


SET, GROW, LOCK = "set", "grow", "lock"
GRAD, DETACH, DATA = "grad", "detach", "data"

OPERATIONS: Mapping[str, LineKind] = MappingProxyType(
    {
        "from": same_for_both(Effect.NEW, "torch.from_numpy({x})", torch.from_numpy),
        "numpy": same_for_both(Effect.NEW, "{x}.numpy()", lambda held: held.numpy()),
        "as": same_for_both(Effect.NEW, "torch.as_tensor({x})", torch.as_tensor),
        "tensor": same_for_both(Effect.NEW, "torch.tensor({x})", torch.tensor),
        "copy": LineKind(Effect.NEW, "{x}.copy()", "{x}.clone()", _copy),
        "t": LineKind(Effect.NEW, "{x}.T", "{x}.t()", _transposed),
        "slice": same_for_both(Effect.NEW, "{x}[1:3]", lambda held: held[1:3]),
        "back": same_for_both(Effect.NEW, "{x}[::-1]", lambda held: held[::-1]),
        "times": same_for_both(Effect.NEW, "{x} * 2", lambda held: held * 2),
        "float": LineKind(Effect.NEW, "{x}.astype(np.float32)", "{x}.float()", _as_float32),
        "again": same_for_both(Effect.AGAIN, "{x} * 2", lambda held: held * 2),
        "mul": LineKind(Effect.IN_PLACE, "{x} *= 2", "{x}.mul_(2)", _multiplied),
        "add": LineKind(Effect.IN_PLACE, "{x} += 1", "{x}.add_(1)", _added),
        SET: same_for_both(Effect.IN_PLACE, "{x}[{row}, {column}] = {value}", lambda held: held),
        LOCK: same_for_both(Effect.IN_PLACE, "{x}.flags.writeable = False", _locked),
        GROW: same_for_both(Effect.IN_PLACE, f"{{x}}.resize_({GROWN[0]}, {GROWN[1]})", _grown),
        GRAD: same_for_both(Effect.IN_PLACE, "{x}.requires_grad_()", lambda held: held.requires_grad_()),
        DETACH: same_for_both(Effect.NEW, "{x}.detach()", lambda held: held.detach()),
        DATA: LineKind(Effect.NEW, "{x}.view()", "{x}.data", _of_the_data),
    }
)


def run(op: Op, held: Any) -> object:
    """Run the operation; errors of NumPy or torch come through."""
    if op.code == SET:
        held[op.row, op.column] = op.value
        return held
    return OPERATIONS[op.code].run(held)


def line_of(op: Op, is_tensor: bool, new_name: str) -> str:
    """Write the operation as a line of the program; `new_name` is what its result is called, if it gets a name."""
    operation = OPERATIONS[op.code]
    expression = operation.expression(is_tensor).format(
        x=op.holder, row=op.row, column=op.column, value=repr(float(op.value))
    )
    if operation.effect is Effect.IN_PLACE:
        return expression
    return f"{op.holder if operation.effect is Effect.AGAIN else new_name} = {expression}"


def parse_ops(text: str) -> tuple[Op, ...] | None:
    """Read the history that a link holds, `from_a~numpy_b~set_b_1_2_9`; None where any part of it says nothing."""
    if len(text) > MAX_TEXT:
        return None
    parts = text.split(SEPARATOR)
    ops = [_parsed(part) for part in parts]
    known = tuple(op for op in ops if op is not None)
    return known if len(known) == len(parts) <= MAX_OPS else None


def format_ops(ops: tuple[Op, ...]) -> str:
    """Write the text that `parse_ops` reads back."""
    return SEPARATOR.join(map(str, ops))


def _parsed(part: str) -> Op | None:
    element = _SET.fullmatch(part)
    if element is not None:
        holder, row, column, value = element.groups()
        return Op(SET, holder, int(row), int(column), float(value))
    plain = _PLAIN.fullmatch(part)
    if plain is None or plain[1] == SET or plain[1] not in OPERATIONS:
        return None
    return Op(plain[1], plain[2])


def _short(value: float) -> str:
    """Write a number with up to four decimals, and no point behind a whole number."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
