"""Each line of the memory page, as it is written for an array and for a tensor, and what it gives."""

import math

import numpy as np
import pytest
import torch

from compute.memory.lines import MAX_OPS, OPERATIONS, Op, format_ops, line_of, parse_ops, run
from tests.cases import for_each

LINES = {
    "from": ("c = torch.from_numpy(b)",) * 2,
    "numpy": ("c = b.numpy()",) * 2,
    "as": ("c = torch.as_tensor(b)",) * 2,
    "tensor": ("c = torch.tensor(b)",) * 2,
    "copy": ("c = b.copy()", "c = b.clone()"),
    "t": ("c = b.T", "c = b.t()"),
    "slice": ("c = b[1:3]",) * 2,
    "back": ("c = b[::-1]",) * 2,
    "times": ("c = b * 2",) * 2,
    "float": ("c = b.astype(np.float32)", "c = b.float()"),
    "again": ("b = b * 2",) * 2,
    "mul": ("b *= 2", "b.mul_(2)"),
    "add": ("b += 1", "b.add_(1)"),
    "set": ("b[1, 2] = -9.5",) * 2,
    "lock": ("b.flags.writeable = False",) * 2,
    "grow": ("b.resize_(5, 3)",) * 2,
    "grad": ("b.requires_grad_()",) * 2,
    "detach": ("c = b.detach()",) * 2,
    "data": ("c = b.view()", "c = b.data"),
}
"""The line for an array, and for a tensor."""


def test_every_line_as_it_is_written() -> None:
    found = {
        code: tuple(line_of(Op(code, "b", 1, 2, -9.5), kind, "c") for kind in (False, True)) for code in OPERATIONS
    }
    assert found == LINES


REFUSED = (AttributeError, TypeError, ValueError)
"""What an array or a tensor raises where it knows no such line."""


@pytest.mark.filterwarnings("ignore:To copy construct from a tensor")
@for_each("is_tensor", [False, True])
@for_each("code", OPERATIONS)
def test_every_line_does_what_is_written(code: str, is_tensor: bool) -> None:
    """Run the written line itself beside the operation."""
    numbers = np.arange(12, dtype=np.float64).reshape(4, 3)
    mine, other = (torch.tensor(numbers) if is_tensor else numbers.copy() for _ in range(2))
    names: dict[str, object] = {"np": np, "torch": torch, "b": other}
    try:
        exec(LINES[code][is_tensor], names)  # our own text, in a test
    except REFUSED as error:
        with pytest.raises(type(error)):
            run(Op(code, "b", 1, 2, -9.5), mine)
        return
    result = run(Op(code, "b", 1, 2, -9.5), mine)
    wanted = names.get("c", names["b"])
    assert type(result) is type(wanted)
    pairs = [(mine, other)] if code == "grow" else [(mine, other), (result, wanted)]
    for found, expected in pairs:
        assert told(found)[:4].tolist() == told(expected)[:4].tolist()
        assert told(found).dtype == told(expected).dtype
        for name in ("requires_grad", "flags"):
            assert str(getattr(found, name, "")) == str(getattr(expected, name, ""))


def told(held: object) -> np.ndarray:
    """Return the numbers of an array or a tensor as an array."""
    return np.asarray(held.detach() if isinstance(held, torch.Tensor) else held)


def test_memory_that_is_new_is_not_a_number_until_somebody_sets_it() -> None:
    tensor = torch.arange(12, dtype=torch.float64).reshape(4, 3)
    run(Op("grow", "b"), tensor)
    assert tensor.shape == (5, 3)
    assert tensor.flatten()[:12].tolist() == list(range(12))
    assert all(math.isnan(value) for value in tensor[4].tolist())


def test_memory_that_is_large_enough_stays_as_it_is() -> None:
    whole = torch.arange(15, dtype=torch.float64)
    part = whole[:12].view(4, 3)
    run(Op("grow", "b"), part)
    assert part.flatten().tolist() == whole.tolist() == list(range(15))


@for_each(
    ("value", "written"),
    [
        (9.0, "9"),
        (10.0, "10"),
        (-0.25, "-0.25"),
        (1.5, "1.5"),
        (0.0, "0"),
        (-0.00001, "0"),
        (0.0001, "0.0001"),
        (12.3456, "12.3456"),
        (12.34564, "12.3456"),
    ],
)
def test_a_number_in_a_link_is_as_short_as_it_can_be(value: float, written: str) -> None:
    assert str(Op("set", "b", 1, 2, value)) == f"set_b_1_2_{written}"


@for_each(
    ("text", "op"),
    [
        ("set_h_99_99_-99.9999", Op("set", "h", 99, 99, -99.9999)),
        ("set_a_0_12_0.5", Op("set", "a", 0, 12, 0.5)),
        ("mul_h", Op("mul", "h")),
        ("requires_a", None),
        ("set_a_0_0_1.23456", None),
        ("set_a_100_0_1", None),
        ("set_i_0_0_1", None),
        ("set_a", None),
    ],
)
def test_a_link_names_an_operation_and_what_it_acts_on(text: str, op: Op | None) -> None:
    assert parse_ops(text) == (None if op is None else (op,))


def test_the_longest_history_is_read_and_one_line_more_is_not() -> None:
    part = "set_h_99_99_-99.9999"
    longest = "~".join([part] * MAX_OPS)
    ops = parse_ops(longest)
    assert ops is not None
    assert len(ops) == 24
    assert format_ops(ops) == longest
    assert parse_ops(f"{longest}~{part}") is None
