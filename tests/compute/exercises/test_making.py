"""What a student's text makes tensors of: numbers, shapes and draws, as torch does it and within bounds."""

import numpy as np
import pytest
import torch

from compute.exercises.making import UNSEEDED, Draws, leaves, plain, sizes, tensor
from compute.exercises.refusals import Reason, RefusedError
from tests.cases import for_each
from tests.compute.exercises.student_lines import allowed, given, pythons, told

SAME = [
    "torch.tensor([1, 2])",
    "torch.tensor([[1, 2.5], [3, 4]])",
    "torch.tensor((1, 2), dtype=torch.float64)",
    "torch.tensor([torch.tensor(2.0), torch.tensor([[3.0]]), 4])",
    "torch.tensor([x[0, 0], w[0, 1]])",
    "torch.tensor(3)",
    "torch.tensor(True)",
    "torch.tensor([1.0], requires_grad=True).requires_grad",
    "torch.tensor([1.0]).requires_grad",
    "torch.tensor(np.array([1.5, 2.5]))",
    "torch.tensor(np.array([1.5]), dtype=torch.float32)",
    "torch.tensor(data=[7], device='cpu')",
    "torch.as_tensor([1, 2], dtype=torch.float32)",
    "a = np.array([1.0, 2.0])\nt = torch.as_tensor(a)\na[0] = 5\nt",
    "a = np.array([1.0, 2.0])\nt = torch.from_numpy(a)\nt[0] = 5\na",
    "a = np.array([1.0, 2.0])\nt = torch.tensor(a)\na[0] = 5\nt",
    "y = torch.as_tensor(x)\ny[0, 0] = 9\nx",
    "torch.Tensor([1, 2])",
    "torch.FloatTensor([[1, 2]])",
    "torch.Tensor(2, 3).shape",
    "torch.Tensor(np.array([1, 2]))",
    "torch.zeros(2, 3)",
    "torch.ones((2, 3), dtype=torch.int64)",
    "torch.zeros(size=(1, 2))",
    "torch.ones(2, requires_grad=True).requires_grad",
    "torch.zeros(0, 3)",
    "torch.empty(2, 3).shape",
    "torch.empty((2, 1), dtype=torch.int64).dtype is torch.int64",
    "torch.empty_like(x).shape",
    "torch.full((2, 1), 7)",
    "torch.full((2,), 2.5, dtype=torch.float64)",
    "torch.full(size=(1,), fill_value=torch.tensor(3.0))",
    "[torch.zeros_like(x), torch.ones_like(x, dtype=torch.int64), torch.full_like(x, 3)]",
    "[torch.arange(3), torch.arange(1, 7, 2), torch.linspace(0, 1, steps=5), torch.eye(2, 3)]",
    "torch.manual_seed(7)\n[torch.randn(1, 5), torch.randn_like(x), torch.rand((2, 2))]",
    "torch.manual_seed(seed=12)\ntorch.rand_like(x)",
    "torch.manual_seed(3)\ntorch.randn(2, dtype=torch.float64)",
    "torch.manual_seed(3)\ntorch.randn_like(x, dtype=torch.float64)",
    "[torch.randn(2, requires_grad=True).requires_grad, torch.randn(2).requires_grad]",
    "[torch.randn_like(x, requires_grad=True).requires_grad, torch.rand_like(x).requires_grad]",
    "torch.zeros(2, device='cpu')",
]


@for_each("text", SAME)
def test_a_tensor_is_made_as_torch_makes_it(text: str) -> None:
    state = torch.random.get_rng_state()
    assert given(text) == pythons(text)
    torch.random.set_rng_state(state)


OPERAND, ELEMENTS = (Reason.OPERAND, ""), (Reason.ELEMENTS, "")


@for_each(
    ("text", "why"),
    [
        ("torch.tensor(['a'])", OPERAND),
        ("torch.tensor(None)", OPERAND),
        ("torch.tensor([x])", ("ValueError", "only one element tensors can be converted to Python scalars")),
        ("torch.zeros(1, device='cuda')", (Reason.ARGUMENT, "device")),
        ("torch.tensor([1], device='cuda')", (Reason.ARGUMENT, "device")),
        ("torch.zeros(2.0)", OPERAND),
        ("torch.zeros(True)", OPERAND),
        ("torch.zeros((2, 3), 4)", OPERAND),
        ("torch.zeros(1, 1, 1, 1)\n1".replace("\\\n", "\n"), ("", "")),
        ("torch.zeros(1, 1, 1, 1, 1)", (Reason.DIMENSIONS, "")),
        ("torch.zeros(64, 65)", ELEMENTS),
        ("torch.zeros(4097, 0)", ELEMENTS),
        ("torch.full((64, 65), 1)", ELEMENTS),
        ("torch.Tensor(4097)", ELEMENTS),
        ("torch.arange(4097)", ELEMENTS),
        ("torch.tensor(range(3))", OPERAND),
    ],
)
def test_what_no_tensor_is_made_of(text: str, why: tuple[str, str]) -> None:
    assert told(text) == why


def test_what_is_empty_holds_no_number_of_anybodys() -> None:
    assert given("y = torch.empty(2)\ny == y") == [("torch.bool", (2,), [False, False])]
    assert given("torch.empty(2, dtype=torch.int64)") == [("torch.int64", (2,), [0, 0])]
    assert given("torch.empty_like(torch.ones(1, dtype=torch.int32))") == [("torch.int32", (1,), [0])]


def test_lists_within_lists_have_four_levels() -> None:
    assert plain([[[[1, 2.5, True]]]]) == [[[[1, 2.5, True]]]]
    with pytest.raises(RefusedError) as caught:
        plain([[[[[1]]]]])
    assert (caught.value.reason, caught.value.allowed) == (Reason.DIMENSIONS, ("4",))


def test_a_tensor_of_one_element_is_a_number_within_a_list_alone() -> None:
    assert plain([torch.tensor([[2.5]])]) == [2.5]
    assert plain(np.array([1, 2])) == [1, 2]
    for wrong in (torch.tensor(2.5), [torch.ones(2)]):
        with pytest.raises(ValueError, match="only one element"):
            plain(wrong)
    with pytest.raises(RefusedError):
        plain(["a"])


def test_twice_as_many_lists_and_numbers_are_walked_over_as_there_may_be_numbers() -> None:
    assert set(leaves([1, (2, [3]), []])) == {1, 2, 3}
    assert len(list(leaves([0] * 7, most=4))) == 7
    with pytest.raises(RefusedError) as caught:
        list(leaves([0] * 8, most=4))
    assert (caught.value.reason, caught.value.allowed) == (Reason.ELEMENTS, ("4096",))
    assert len(list(leaves([0] * 8191))) == 8191
    with pytest.raises(RefusedError):
        list(leaves([0] * 8192))


@for_each(
    ("parts", "size", "shape"),
    [
        ((1, 5), None, (1, 5)),
        (((1, 5),), None, (1, 5)),
        (([2, 3],), None, (2, 3)),
        ((), (4,), (4,)),
        ((9,), 2, (2,)),
        ((), None, ()),
        ((0, 3), None, (0, 3)),
        ((64, 64), None, (64, 64)),
    ],
)
def test_a_shape_is_written_in_three_ways(parts: tuple[object, ...], size: object, shape: tuple[int, ...]) -> None:
    assert sizes(parts, size) == shape


def test_a_tensor_of_a_tensor_is_a_copy_without_its_gradient() -> None:
    given_tensor = torch.tensor([1.5], requires_grad=True)
    made = tensor(given_tensor)
    assert (made.tolist(), made.requires_grad, made.dtype) == ([1.5], False, torch.float32)
    assert made.data_ptr() != given_tensor.data_ptr()
    assert tensor(given_tensor, torch.float64).dtype == torch.float64
    assert tensor(given_tensor, requires_grad=True).requires_grad


def test_a_text_without_a_seed_has_one_of_its_own() -> None:
    generator = torch.Generator().manual_seed(UNSEEDED)
    drawn = Draws().operations()["randn"].run(3)
    assert torch.equal(drawn, torch.randn(3, generator=generator))
    assert UNSEEDED > 2**31 > 9999


def test_a_draw_moves_no_generator_but_its_own() -> None:
    before = torch.random.get_rng_state()
    given("torch.manual_seed(5)\ntorch.rand(3)")
    assert torch.equal(before, torch.random.get_rng_state())


def test_what_may_be_named_in_making_a_tensor() -> None:
    assert allowed("torch.zeros(1, color=2)") == ("device", "dtype", "requires_grad", "size")
    assert allowed("torch.tensor(1, color=2)") == ("data", "device", "dtype", "requires_grad", "size")
    assert allowed("torch.zeros(1, device='cuda')") == ("cpu",)
    assert given("torch.set_printoptions(precision=8, sci_mode=False, profile='full')\n3") == [("int", 3)]


def test_a_new_layer_is_drawn_within_one_over_the_root_of_its_inputs() -> None:
    weight, bias = Draws().layer(16, 200)
    assert (weight.shape, bias.shape) == ((200, 16), (200,))
    for drawn in (weight, bias):
        assert 0.24 < float(drawn.max()) <= 0.25
        assert -0.25 <= float(drawn.min()) < -0.24
    weight, bias = Draws().layer(0, 1)
    assert (weight.shape, bias.shape) == ((1, 0), (1,))
    assert abs(float(bias)) <= 1


def test_torch_draws_the_same_layer_with_the_same_generator() -> None:
    draws = Draws()
    draws.generator.manual_seed(3)
    weight, bias = draws.layer(4, 3)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(3)
        layer = torch.nn.Linear(4, 3)
    assert torch.allclose(weight, layer.weight, atol=1e-7)
    assert torch.allclose(bias, layer.bias, atol=1e-7)
    with pytest.raises(RefusedError):
        Draws().layer(65, 64)
