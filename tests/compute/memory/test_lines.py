"""A history as the link says it: it reads back, and what is none is not read."""

from hypothesis import given

from compute.memory.lines import MAX_OPS, OPERATIONS, Effect, Op, format_ops, line_of, parse_ops
from tests.cases import for_each
from tests.compute.memory.histories import HISTORIES


@given(ops=HISTORIES)
def test_the_link_reads_back(ops: tuple[Op, ...]) -> None:
    if ops:
        assert format_ops(parse_ops(format_ops(ops)) or ()) == format_ops(ops)


@for_each(
    "text",
    [
        "",
        "~",
        "mul",
        "mul_i",
        "mul_b~",
        "MUL_b",
        "set_b",
        "set_b_1_2_",
        "set_b_1_2_1e9",
        "set_b_1_2_100",
        "set_b_-1_2_1",
        "set_b_1_2_nan",
        "set_b_1_2_٣",
        "mul_b_1",
        "eval_b",
        "__import__",
        "~".join(["mul_a"] * (MAX_OPS + 1)),
        "mul_a~" * 5000,
        "mul_b\n",
    ],
)
def test_hostile_histories_are_not_read(text: str) -> None:
    assert parse_ops(text) is None


@for_each("is_tensor", [False, True])
@for_each("code", OPERATIONS)
def test_only_a_new_result_gets_a_new_name(code: str, is_tensor: bool) -> None:
    """The line says what becomes of the names: a new one, the old one for something new, or none."""
    line = line_of(Op(code, "b", 1, 2, -9.5), is_tensor, "z")
    expression = OPERATIONS[code].expression(is_tensor).format(x="b", row=1, column=2, value="-9.5")
    begins = {Effect.NEW: "z = ", Effect.AGAIN: "b = ", Effect.IN_PLACE: ""}[OPERATIONS[code].effect]
    assert line == begins + expression
