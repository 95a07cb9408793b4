"""NumPy's functions in a student's text: its own numbers, and a bound that is asked before anything is computed."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
import torch

from compute.exercises.allowed_numpy import check_array, inner, outer, product, same, together
from compute.exercises.refusals import Reason, RefusedError
from tests.cases import for_each
from tests.compute.exercises.student_lines import allowed, given, pythons, told

SAME = [
    "[np.sum(x.numpy()), np.mean(x.numpy()), np.max(x.numpy()), np.min(x.numpy()), np.prod(x.numpy())]",
    "[np.sum(x.numpy(), axis=1, keepdims=True), np.cumsum(x.numpy()), np.transpose(x.numpy())]",
    "[np.reshape(x.numpy(), (3, 1)), np.squeeze(x.numpy()), np.expand_dims(x.numpy(), axis=0)]",
    "[np.exp(x.numpy()), np.abs(x.numpy()), np.tanh(x.numpy()), np.sign(x.numpy()), np.square(x.numpy())]",
    "[np.add(x.numpy(), w.numpy()), np.subtract(x.numpy(), w.numpy()), np.divide(x.numpy(), w.numpy())]",
    "[np.multiply(x.numpy(), w.numpy()), np.power(x.numpy(), 2), np.maximum(x.numpy(), w.numpy())]",
    "[np.minimum(x.numpy(), w.numpy()), np.negative(x.numpy()), np.reciprocal(x.numpy())]",
    "[np.dot(x.numpy(), w.numpy().T), np.matmul(x.numpy(), w.numpy().T), np.inner(x.numpy(), w.numpy())]",
    "[np.outer(x.numpy(), w.numpy()), np.vdot(x.numpy(), w.numpy())]",
    "[np.concatenate([x.numpy(), w.numpy()]), np.vstack([x.numpy(), w.numpy()]), np.hstack([x.numpy(), w.numpy()])]",
    "np.stack([x.numpy(), w.numpy()], axis=1)",
    "np.einsum('ij,kj->ik', x.numpy(), w.numpy())",
    "[np.tensordot(x.numpy(), w.numpy(), axes=2), np.tensordot(x.numpy(), w.numpy())]",
    "np.tensordot(x.numpy(), w.numpy().T, axes=1)",
    "[np.allclose(x.numpy(), x.numpy() + 0.01, atol=0.1), np.allclose(x.numpy(), w.numpy())]",
    "[np.array([1, 2]), np.array([[1.5]], dtype=np.float32), np.array((True, False))]",
    "a = np.array([1.0, 2.0])\nc = np.array(a)\na[0] = 5\nc",
    "a = np.array([1.0, 2.0])\nc = np.asarray(a)\na[0] = 5\nc",
    "np.array([np.array([1, 2]), np.array([3, 4])])",
    "np.asarray([1, 2], dtype=np.float64)",
    "[np.array(x), np.asarray(x)]",
    "[np.zeros((2, 1)), np.ones(3), np.zeros(shape=(1, 2), dtype=np.int64), np.full((2,), 7.5)]",
    "[np.empty((2, 1)).shape, np.empty(3).shape]",
    "[np.arange(4), np.arange(1, 8, 3), np.linspace(0, 1, 3), np.linspace(0, 49)]",
    "[np.linspace(0, 1, num=5), np.zeros_like(x.numpy()), np.ones_like(x.numpy())]",
    "[np.pi, np.e, x.numpy()[np.newaxis].shape]",
    "[x.numpy().reshape(3, 1), x.numpy().reshape((3, -1)), x.numpy().sum(axis=0), x.numpy().flatten()]",
    "[x.numpy().astype(np.float64), x.numpy().dot(w.numpy().T), x.numpy().copy(), x.numpy().round()]",
    "[x.numpy().item(1), x.numpy().tolist(), x.numpy().max(), x.numpy().transpose()]",
    "[np.shape(x.numpy()), np.size(x.numpy()), np.ndim(x.numpy())]",
    "np.round(np.array(2.567), decimals=1)",
]


@for_each("text", SAME)
def test_a_function_of_numpys_gives_its_own_numbers(text: str) -> None:
    assert given(text) == pythons(text)


def test_what_is_empty_holds_nothing_of_anybodys() -> None:
    assert given("np.empty(2) == np.empty(2)") == [("torch.bool", (2,), [False, False])]
    assert given("np.empty(2, dtype=np.int64)") == [("torch.int64", (2,), [0, 0])]


@for_each("kind", ["float32", "float64", "int64", "int32", "bool"])
def test_each_kind_of_torchs_is_one_of_numpys(kind: str) -> None:
    assert given(f"np.ones(1, dtype=torch.{kind})")[0][0] == f"torch.{kind}"
    assert given(f"x.numpy().astype(torch.{kind})")[0][0] == f"torch.{kind}"


@for_each(
    ("bound", "fitting", "too_large"),
    [
        (same, [np.zeros((64, 1)), np.zeros((1, 64))], [np.zeros((64, 1)), np.zeros((1, 65))]),
        (same, [np.zeros((64, 64)), 3], [np.zeros((64, 65)), 3]),
        (same, [[0] * 4096, 1], [[0] * 4097, 1]),
        (same, [torch.zeros(64, 64)], [torch.zeros(4097)]),
        (product, [np.zeros((64, 99)), np.zeros((99, 64))], [np.zeros((64, 1)), np.zeros((1, 65))]),
        (product, [np.zeros((65, 9)), np.zeros(9)], [np.zeros((4097, 1)), np.zeros(1)]),
        (product, [np.zeros((2, 32, 9)), np.zeros((9, 64))], [np.zeros((2, 32, 9)), np.zeros((9, 65))]),
        (product, [np.zeros((64, 9)), np.zeros((1, 9, 64))], [np.zeros((64, 9)), np.zeros((2, 9, 64))]),
        (product, [np.zeros((64, 65))], [np.zeros((4097, 9))]),
        (inner, [np.zeros((64, 99)), np.zeros((64, 99))], [np.zeros((64, 1)), np.zeros((65, 1))]),
        (inner, [np.zeros((4096, 2)), np.zeros(2)], [np.zeros((4097, 2)), np.zeros(2)]),
        (outer, [np.zeros((8, 8)), np.zeros(64)], [np.zeros((8, 8)), np.zeros(65)]),
        (outer, [[0] * 64, [0] * 64], [[0] * 64, [0] * 65]),
        (
            together,
            [[np.zeros(2048), np.zeros((2, 1023)), 0, 0]],
            [[np.zeros(2048), np.zeros((2, 1023)), 0, 0, 0]],
        ),
        (together, [np.zeros(4095), 1], [np.zeros(4095), 1, 1]),
    ],
)
def test_a_result_is_bounded_before_it_is_computed(
    bound: Callable[[Sequence[object]], None], fitting: list[object], too_large: list[object]
) -> None:
    bound(fitting)
    with pytest.raises(RefusedError):
        bound(too_large)


ELEMENTS, OPERAND, DTYPE = (Reason.ELEMENTS, ""), (Reason.OPERAND, ""), (Reason.ARGUMENT, "dtype")


@for_each(
    ("text", "why"),
    [
        ("np.zeros(4096)", ("", "")),
        ("np.zeros(4097)", ELEMENTS),
        ("np.ones((65, 64))", ELEMENTS),
        ("np.empty((65, 64))", ELEMENTS),
        ("np.full((65, 64), 1)", ELEMENTS),
        ("np.arange(4096)", ("", "")),
        ("np.arange(4097)", ELEMENTS),
        ("np.arange(0, 1.5)", OPERAND),
        ("np.linspace(0, 1, 4096)", ("", "")),
        ("np.linspace(0, 1, 4097)", ELEMENTS),
        ("np.outer(np.zeros(64), np.zeros(65))", ELEMENTS),
        ("np.inner(np.zeros((64, 1)), np.zeros((65, 1)))", ELEMENTS),
        ("np.dot(np.zeros((64, 1)), np.zeros((1, 65)))", ELEMENTS),
        ("np.zeros((64, 1)).dot(np.zeros((1, 65)))", ELEMENTS),
        ("np.add(np.zeros((64, 1)), np.zeros((1, 65)))", ELEMENTS),
        ("np.vstack([np.zeros((64, 64)), np.zeros((1, 64))])", ELEMENTS),
        ("np.array([np.zeros(4000), np.zeros(97)])", ELEMENTS),
        ("np.zeros((0, 5)).reshape(0, 4097)", ELEMENTS),
        ("np.zeros((0, 5)).reshape((0, 4097))", ELEMENTS),
        ("np.zeros((0, 5)).reshape(4096, 0)", ("", "")),
        ("np.zeros(2, dtype=torch.int64)", ("", "")),
        ("np.zeros(2, dtype=torch.int32)", ("", "")),
        ("np.zeros(2, dtype=torch.bool)", ("", "")),
        ("np.zeros(2, dtype=3)", DTYPE),
        ("x.numpy().astype(3)", DTYPE),
        ("np.array(['a'])", (Reason.TEXT, "array")),
        ("np.sum(x, out=w)", (Reason.ARGUMENT, "out")),
    ],
)
def test_what_numpy_is_not_asked_for(text: str, why: tuple[str, str]) -> None:
    assert told(text) == why


def test_a_refusal_offers_two_kinds_of_numbers() -> None:
    assert allowed("np.zeros(2, dtype=3)") == ("np.float32", "np.float64")


def test_an_array_is_real_and_has_as_many_bytes_as_the_largest_tensor() -> None:
    check_array(np.zeros(4096))
    check_array(np.zeros((64, 64), dtype=np.bool_))
    check_array(np.zeros(3, dtype=np.uint8))
    for wrong, reason in (
        (np.zeros(4097, dtype=np.int8), Reason.ELEMENTS),
        (np.zeros(2, dtype=np.complex64), Reason.OPERAND),
        (np.array(["a"]), Reason.OPERAND),
        (np.array([None]), Reason.OPERAND),
        (np.zeros(4096, dtype=np.longdouble), Reason.ELEMENTS),
    ):
        with pytest.raises(RefusedError) as caught:
            check_array(wrong)
        assert caught.value.reason is reason


def test_an_array_has_four_dimensions() -> None:
    assert told("np.zeros((1, 1, 1, 1))") == ("", "")
    assert told("np.zeros((1, 1, 1, 1))[None]") == (Reason.DIMENSIONS, "")
