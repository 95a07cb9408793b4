"""How large a result will be is known before torch computes it, and everything is counted."""

import numpy as np
import pytest
import torch

from compute.exercises.bounds import (
    MAX_OPERATIONS,
    MAX_STEPS,
    MAX_TOTAL,
    Budget,
    Gate,
    broadcast,
    check_shape,
    extent,
    predicted,
    shape_of,
)
from compute.exercises.refusals import FailedError, Reason, RefusedError
from tests.cases import for_each

ATEN = torch.ops.aten


@for_each(
    ("shape", "elements"), [((), 1), ((0,), 1), ((5,), 5), ((2, 3), 6), ((0, 7), 7), ((4, 0, 3), 12), ((-1, 2), 2)]
)
def test_a_size_of_nothing_counts_as_one(shape: tuple[int, ...], elements: int) -> None:
    assert extent(shape) == elements


@for_each(
    ("shapes", "elements"),
    [
        ([], 1),
        ([()], 1),
        ([(2, 3)], 6),
        ([(2, 1), (3,)], 6),
        ([(3,), (2, 1)], 6),
        ([(4, 1, 3), (5, 1)], 60),
        ([(2, 3), (2, 3), ()], 6),
        ([(0, 4), (1, 4)], 4),
    ],
)
def test_shapes_are_lined_up_from_their_ends(shapes: list[tuple[int, ...]], elements: int) -> None:
    assert broadcast(shapes) == elements


@for_each(
    ("shape", "fits"), [((64, 64), True), ((64, 65), False), ((4096,), True), ((4097,), False), ((0, 4097), False)]
)
def test_a_shape_has_four_thousand_and_ninety_six_elements(shape: tuple[int, ...], fits: bool) -> None:
    if fits:
        check_shape(shape)
        return
    with pytest.raises(RefusedError) as caught:
        check_shape(shape)
    assert (caught.value.reason, caught.value.allowed) == (Reason.ELEMENTS, ("4096",))


def test_a_budget_counts_one_by_one() -> None:
    budget = Budget()
    budget.step()
    budget.step(3)
    budget.operation()
    budget.operation(2)
    budget.made((2, 3))
    budget.made((0, 3))
    budget.made(())
    assert (budget.steps, budget.operations, budget.elements) == (4, 3, 7)
    assert (MAX_STEPS, MAX_OPERATIONS, MAX_TOTAL) == (20_000, 2500, 1_048_576)


def test_a_budget_that_is_spent_says_so() -> None:
    for spend in (lambda budget: budget.step(20_001), lambda budget: budget.operation(2501)):
        with pytest.raises(RefusedError) as caught:
            spend(Budget())
        assert caught.value.reason is Reason.WORK
    budget = Budget()
    for _made in range(256):
        budget.made((64, 64))
    with pytest.raises(RefusedError):
        budget.made(())


def test_each_operation_of_torch_is_counted_with_what_it_gives() -> None:
    budget, tensor = Budget(), torch.ones(2, 3)
    with Gate(budget):
        product = torch.mm(tensor, tensor.t())
        parts = (product + 1).unbind()
    assert len(parts) == 2
    assert budget.operations == 4
    assert budget.elements == 6 + 4 + 4 + 4  # turned, multiplied, added, unbound


def test_the_gate_lets_nothing_through_that_is_too_large() -> None:
    budget, column = Budget(), torch.ones(64, 1)
    with Gate(budget), pytest.raises(RefusedError):
        column + torch.ones(1, 65)
    assert budget.elements == 65


def zeros(*shape: int) -> torch.Tensor:
    return torch.zeros(shape)


@for_each(
    ("called", "arguments", "shapes"),
    [
        (ATEN._local_scalar_dense.default, (zeros(1),), []),
        (ATEN.equal.default, (zeros(99, 99), zeros(99, 99)), []),
        (ATEN.add.Tensor, (zeros(64, 1), zeros(1, 64)), []),
        (ATEN.add.Tensor, (zeros(64, 1), zeros(1, 65)), [[64, 65]]),
        (ATEN.add_.Tensor, (zeros(64, 65), zeros(1)), [[64, 65]]),
        (ATEN.sum.dim_IntList, (zeros(65, 64), [1]), [[65]]),
        (ATEN.sum.default, (zeros(64, 64),), []),
        (ATEN.unbind.int, (zeros(2, 2049),), [[2049], [2049]]),
        (ATEN.mm.default, (zeros(1, 64), zeros(64, 1)), []),
        (ATEN.mm.default, (zeros(1, 64), zeros(64, 2)), [[1, 2]]),
        (ATEN.mm.default, (zeros(64, 64), zeros(64, 64)), [[64, 64]]),
        (ATEN.mm.default, (zeros(64, 64), zeros(65, 64)), []),  # torch says so itself
        (ATEN.dot.default, (zeros(64), zeros(64)), []),
        (ATEN.repeat.default, (zeros(2), [3, 4]), [[3, 8]]),
        (ATEN.cat.default, ([zeros(2, 3), zeros(4, 3)],), [[6, 3]]),
        (ATEN.view.default, (zeros(2, 3), [3, 2]), [[3, 2]]),
        (ATEN.view.default, (zeros(2, 3), [4, 2]), []),
        (ATEN.index.Tensor, (zeros(5), [torch.tensor([0, 1])]), [[2]]),
    ],
)
def test_shapes_are_predicted(
    called: torch._ops.OpOverload, arguments: tuple[object, ...], shapes: list[list[int]]
) -> None:
    assert predicted(called, arguments, {}) == shapes


def test_what_is_made_of_no_tensor_is_predicted_without_memory() -> None:
    assert predicted(ATEN.zeros.default, ([3, 4],), {"device": torch.device("cpu")}) == [[3, 4]]
    assert predicted(ATEN.ones.default, ([70, 70],), {}) == [[70, 70]]
    drawn = {"generator": torch.Generator()}
    assert predicted(ATEN.randn.generator, ([2, 5],), drawn) == [[2, 5]]


def test_a_wrong_step_says_so_itself_while_it_is_small() -> None:
    """A view to 255 of 4,096 elements counts 4,096 by 256, which is just as much as there may be."""
    assert predicted(ATEN.view.default, (zeros(4096), [255]), {}) == []
    assert predicted(ATEN.view.default, (zeros(4096), [-255]), {}) == []
    for size in (256, 1_000_000):
        with pytest.raises(FailedError, match="is invalid for input of size 4096"):
            predicted(ATEN.view.default, (zeros(4096), [size]), {})


def test_a_plain_number_has_no_shape() -> None:
    assert shape_of(zeros(2, 3)) == shape_of(np.zeros((2, 3))) == (2, 3)
    assert shape_of(3) == shape_of([1, 2]) == ()
