"""The six exercises for any seed and size: what is given, what is asked for, and which sizes there are."""

import pytest
import torch

from compute.exercises.cases import (
    BIAS_GRADIENT,
    EVERY_EXERCISE,
    EXERCISES,
    GRADIENT_EXERCISES,
    MATRIX,
    RATE,
    STACK,
    SUM,
    TARGET,
    UPDATED_WEIGHT,
    WEIGHT_GRADIENT,
    Case,
    drawing,
    exercise_of,
    given,
    sizes_of,
    wanted,
)
from compute.network.spec import SpecError
from tests.cases import for_each

OUTPUT = "h = activation(torch.mm(features, W1) + B1)\ny = activation(torch.mm(h, W2) + B2)"
DELTA = f"{OUTPUT}\ndelta = 2 * (y - target) * y * (1 - y)"
BACK = "W2[0, 0] * delta * h[0, 0] * (1 - h[0, 0])"
ANSWERS = {
    Case(SUM, 7, 4): ("output = activation(torch.sum(features * weights) + bias)", "features * weights", "output"),
    Case(MATRIX, 7, 4): (
        "weights = weights.view(4, 1)\noutput = activation(torch.mm(features, weights) + bias)",
        "view(4, 1)",
        "output",
    ),
    Case(STACK, 7, 4, 5): (
        "hidden_output = activation(torch.mm(features, W1) + B1)\n"
        "output = activation(torch.mm(hidden_output, W2) + B2)",
        "torch.mm(hidden_output, W2)",
        "output",
    ),
    Case(WEIGHT_GRADIENT, 7, 4, 5): (f"{DELTA}\ngradient = h[0, 0] * delta", "h[0, 0]", "gradient"),
    Case(BIAS_GRADIENT, 7, 4, 5): (f"{DELTA}\ngradient = {BACK}", "W2[0, 0]", "gradient"),
    Case(UPDATED_WEIGHT, 7, 4, 5): (
        f"{DELTA}\ndelta_h = {BACK}\nweight = W1[0, 0] - rate * features[0, 0] * delta_h",
        "features[0, 0]",
        "weight",
    ),
}


@for_each("case", ANSWERS)
def test_the_answer_and_the_answer_with_a_gap(case: Case) -> None:
    right, step, name = ANSWERS[case]
    assert case.right == right
    assert case.gap.count("____") == 1
    assert case.gap.replace("____", step) == right
    assert case.gap.splitlines()[-1].count("____") == (case.exercise != MATRIX)
    assert case.answer == name
    assert case.asks_for_gradient == (case.exercise > 3)


def test_the_exercises_stand_in_their_order_with_the_notebooks_sizes() -> None:
    assert list(EVERY_EXERCISE) == [*EXERCISES, *GRADIENT_EXERCISES] == [1, 2, 3, 4, 5, 6]
    assert all(exercise_of(number).number == number for number in EVERY_EXERCISE)
    sizes = [(exercise.inputs, exercise.hidden) for exercise in EVERY_EXERCISE.values()]
    assert sizes == [(5, 0), (5, 0), (3, 2), (3, 2), (3, 2), (3, 2)]
    for number in (0, 7):
        with pytest.raises(SpecError) as caught:
            exercise_of(number)
        assert str(number) in str(caught.value)
        assert "1, 2, 3, 4, 5, 6" in str(caught.value)


def test_how_large_each_exercise_may_be() -> None:
    assert [str(each) for each in sizes_of(SUM)] == [str(each) for each in sizes_of(STACK)] == ["1..64", "1..64"]
    assert [str(each) for each in sizes_of(UPDATED_WEIGHT)] == ["1..8", "1..8"]


@for_each(
    ("fields", "field"),
    [
        ((SUM, 7, 5, 1), "hidden"),
        ((STACK, 7, 3, 0), "hidden"),
        ((STACK, 7, 3, 65), "hidden"),
        ((STACK, 7, 65, 2), "inputs"),
        ((SUM, 7, 0), "inputs"),
        ((SUM, 7, 65), "inputs"),
        ((WEIGHT_GRADIENT, 7, 9, 2), "inputs"),
        ((WEIGHT_GRADIENT, 7, 3, 9), "hidden"),
        ((SUM, 10000, 5), "seed"),
        ((SUM, -1, 5), "seed"),
        ((9, 7, 5), "exercise"),
    ],
)
def test_the_field_that_is_out_of_its_range_is_named(fields: tuple[int, ...], field: str) -> None:
    with pytest.raises(SpecError) as caught:
        Case(*fields)
    assert field in str(caught.value)


@for_each("fields", [(SUM, 0, 1), (SUM, 9999, 64), (STACK, 7, 64, 64), (STACK, 7, 1, 1), (UPDATED_WEIGHT, 7, 8, 8)])
def test_the_smallest_and_the_largest_are_cases(fields: tuple[int, ...]) -> None:
    assert Case(*fields).inputs == fields[2]


def test_what_is_given_has_the_notebooks_names_and_shapes() -> None:
    shapes = {name: tuple(tensor.shape) for name, tensor in given(Case(MATRIX, 7, 4)).items()}
    assert shapes == {"features": (1, 4), "weights": (1, 4), "bias": (1, 1)}
    network = {"features": (1, 4), "W1": (4, 5), "W2": (5, 1), "B1": (1, 5), "B2": (1, 1)}
    for number, more in (
        (3, {}),
        (4, {"target": (1, 1)}),
        (5, {"target": (1, 1)}),
        (6, {"target": (1, 1), "rate": ()}),
    ):
        found = given(Case(number, 7, 4, 5))
        assert {name: tuple(tensor.shape) for name, tensor in found.items()} == network | more
        assert list(found) == [*network, *more]


def test_target_and_rate() -> None:
    assert (TARGET, RATE) == (1.0, 0.5)
    assert wanted(Case(STACK, 7, 4, 5)) == {}
    found = wanted(Case(UPDATED_WEIGHT, 7, 4, 5))
    assert {name: tensor.tolist() for name, tensor in found.items()} == {"target": [[1.0]], "rate": 0.5}


def test_each_line_that_draws_stands_beside_its_tensor() -> None:
    """With the generator of the lines themselves."""
    lines = drawing(Case(UPDATED_WEIGHT, 12, 4, 5))
    assert [line for line, _tensor in lines] == [
        "torch.manual_seed(12)",
        "features = torch.randn((1, 4))",
        "W1 = torch.randn(4, 5)",
        "W2 = torch.randn(5, 1)",
        "B1 = torch.randn((1, 5))",
        "B2 = torch.randn((1, 1))",
        "target = torch.tensor([[1.0]])",
        "rate = torch.tensor(0.5)",
    ]
    names: dict[str, object] = {"torch": torch}
    with torch.random.fork_rng(devices=[]):
        exec("\n".join(line for line, _tensor in lines), names)
    assert lines[0][1] is None
    for line, tensor in lines[1:]:
        assert torch.equal(names[line.partition(" ")[0]], tensor), line
    unit = [line for line, _tensor in drawing(Case(SUM, 3, 4))]
    assert unit[:2] == ["torch.manual_seed(3)", "features = torch.randn((1, 4))"]
    assert [line.partition(" ")[0] for line in unit[1:]] == ["features", "weights", "bias"]
