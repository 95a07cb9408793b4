"""Torch's functions and methods in a student's text, each under its own name; and what stands for those of its own."""

import torch
from torch.nn import functional

from compute.exercises.allowed_operations import (
    ATTRIBUTES,
    COMPARISONS,
    FUNCTIONAL,
    FUNCTIONS,
    IN_PLACE,
    LINALG,
    MATRIX_PRODUCTS,
    METHODS,
    OPERATORS,
    activation,
    transposed,
)
from compute.exercises.refusals import Reason
from tests.cases import for_each
from tests.compute.exercises.student_lines import allowed, given, pythons, told

OWN = {"item", "resize", "resize_", "to", "type"}
SAME = [
    "torch.linalg.multi_dot([x, w.T, b])",
    "torch.linalg.vecdot(x, w)",
    "torch.linalg.matmul(x, w.T)",
    "torch.tensordot(x, w, dims=2)",
    "torch.tensordot(a=x, b=w.T, dims=1)",
    "F.softmax(x, dim=1)",
    "F.linear(input=x, weight=w)",
    "w[0, 0].item()",
    "x.requires_grad_()[0, 1].item()",
    "[x.to(torch.float64), x.to('cpu'), x.to(dtype=torch.int64), x.to(device='cpu')]",
    "x.type(torch.float64)",
    "x.type(dtype=torch.int64)",
    "x.type() == 'torch.FloatTensor'",
    "x.T.contiguous().resize_(1, 3)",
    "x.resize_(2)",
    "x.resize_((1, 2))",
    "x.view(3).resize_(0, 9).shape",
    "torch.ones(2, 3).T.shape",
    "torch.clamp(x, min=-1, max=2)",
    "x.copy_(w)",
    "x.fill_(3)",
    "[torch.eq(x, w), torch.gt(x, w), torch.le(x, w)]",
    "torch.sum(x, dim=1, keepdim=True, dtype=torch.float64)",
]


@for_each("text", SAME)
def test_an_operation_gives_what_torchs_gives(text: str) -> None:
    assert given(text) == pythons(text)


def test_each_function_stands_under_its_own_name() -> None:
    for name, operation in FUNCTIONS.items():
        assert operation.name == name
        assert name == "chain_matmul" or operation.run is getattr(torch, name)
    for name, operation in METHODS.items():
        assert operation.name == name
        assert name in OWN or operation.run is getattr(torch.Tensor, name)
    for name, operation in FUNCTIONAL.items():
        assert operation.run is getattr(torch if name == "softmax" else functional, name)
    for name, operation in (*LINALG.items(), *FUNCTIONAL.items(), *ATTRIBUTES.items()):
        assert operation.name == name


def test_only_what_has_operands_takes_large_numbers() -> None:
    large = {"add", "sub", "mul", "div", "pow", "maximum", "eq", "clamp", "where", "isclose"}
    sized = {"sum", "mean", "max", "argmax", "view", "reshape", "expand", "repeat", "transpose", "squeeze", "softmax"}
    for table in (FUNCTIONS, METHODS):
        assert all(table[name].large for name in large & table.keys())
        assert not any(table[name].large for name in sized & table.keys())
    assert METHODS["fill_"].large
    assert not any(METHODS[name].large for name in OWN)
    assert told("x.fill_(4097)") == ("", "")
    assert told("x.transpose(0, 4097)") == (Reason.ELEMENTS, "")


def test_some_functions_have_a_place_for_their_result_and_methods_have_none() -> None:
    for name in ("add", "sum", "mm", "cat", "tensordot"):
        assert "out" in FUNCTIONS[name].keywords
    for name in ("t", "reshape", "transpose", "einsum", "chain_matmul"):
        assert "out" not in FUNCTIONS[name].keywords
    assert not any("out" in method.keywords for method in METHODS.values())
    assert all("out" in operation.keywords for operation in LINALG.values())


def test_only_two_take_a_text() -> None:
    assert {name for name, operation in {**FUNCTIONS, **METHODS}.items() if operation.text} == {"einsum", "to"}


def test_the_notebooks_sigmoid() -> None:
    assert activation(torch.tensor([0.0])).tolist() == [0.5]
    assert torch.allclose(activation(torch.tensor([2.0, -3.0])), torch.sigmoid(torch.tensor([2.0, -3.0])))


def test_more_than_two_dimensions_are_turned_round_as_a_whole() -> None:
    assert transposed(torch.zeros(2, 3, 4)).shape == (4, 3, 2)
    assert transposed(torch.zeros(2, 3)).shape == (3, 2)
    assert transposed(torch.zeros(5)).shape == (5,)
    assert transposed(torch.arange(6).view(2, 3))[2].tolist() == [2, 5]


def test_a_row_is_resized_to_a_column_of_its_own() -> None:
    assert given("y = x.resize(3, 1)\n[y, x]") == [
        ("torch.float32", (3, 1), [[1.0], [-2.0], [3.0]]),
        ("torch.float32", (1, 3), [[1.0, -2.0, 3.0]]),
    ]
    assert given("x.T.expand(3, 2).resize(2, 3)") == [
        ("torch.float32", (2, 3), [[1.0, 1.0, -2.0], [-2.0, 3.0, 3.0]]),
    ]


GROWTH, OPERAND = (Reason.GROWTH, ""), (Reason.OPERAND, "")


@for_each(
    ("text", "why"),
    [
        ("x.resize_(3, 1)", ("", "")),
        ("x.resize_(4)", GROWTH),
        ("x.resize_(2, 2)", GROWTH),
        ("x.resize_(-2, 2)", GROWTH),
        ("x.resize_([4])", GROWTH),
        ("x.resize_(1.0)", OPERAND),
        ("x.resize_(True)", OPERAND),
        ("x.resize_((1, 1.0))", OPERAND),
        ("x.to('cuda')", (Reason.ARGUMENT, "cuda")),
        ("x.to(device='cuda')", (Reason.ARGUMENT, "cuda")),
        ("x.to(torch.float64, 'cuda')", (Reason.ARGUMENT, "cuda")),
        ("x.item()", ("RuntimeError", "a Tensor with 3 elements cannot be converted to Scalar")),
    ],
)
def test_what_a_tensor_does_not_do_here(text: str, why: tuple[str, str]) -> None:
    assert told(text) == why


def test_a_tensor_stays_on_this_machine() -> None:
    assert allowed("x.to('cuda')") == ("cpu",)


NUMBERS = {"+": 9, "-": 5, "*": 14, "/": 3.5, "//": 3, "%": 1, "**": 49}


def test_each_sign_is_its_operation() -> None:
    assert {sign: operation.run(7, 2) for sign, operation in OPERATORS.items() if sign != "@"} == NUMBERS
    assert {sign: operation.run(7, 2) for sign, operation in IN_PLACE.items() if sign != "@"} == NUMBERS
    row = torch.tensor([[1.0, 2.0]])
    assert OPERATORS["@"].run(row, row.t()) == torch.tensor([[5.0]])
    assert [operation.name for operation in IN_PLACE.values()] == [f"{sign}=" for sign in OPERATORS]
    changed = torch.tensor([3.0])
    assert IN_PLACE["+"].run(changed, 1) is changed
    compared = {sign: [op.run(*pair) for pair in ((1, 2), (2, 2), (3, 2))] for sign, op in COMPARISONS.items()}
    assert compared == {
        "==": [False, True, False],
        "!=": [True, False, True],
        "<": [True, False, False],
        "<=": [True, True, False],
        ">": [False, False, True],
        ">=": [False, True, True],
    }


def test_outer_multiplies_and_adds_nothing_up() -> None:
    assert {"mm", "matmul", "@", "@=", "linear", "einsum", "addmm_"} <= MATRIX_PRODUCTS
    assert not {"outer", "mul", "*", "sum"} & MATRIX_PRODUCTS
