"""An exercise as a program to take home: what is given, a place for the answer, and the answer."""

import contextlib
import io
from typing import Any

import pytest
import torch

from compute.exercises.cases import BIAS_GRADIENT, MATRIX, STACK, SUM, UPDATED_WEIGHT, WEIGHT_GRADIENT, Case, given
from compute.exercises.program import given_step, gradient, open_step, solved, solved_step
from tests.cases import for_each

NUMBERS = (SUM, MATRIX, STACK, WEIGHT_GRADIENT, BIAS_GRADIENT, UPDATED_WEIGHT)
CASES = [Case(number, 7, 3, 2 if number > 2 else 0) for number in NUMBERS]
NAMES = {
    SUM: ["output"],
    MATRIX: ["output"],
    STACK: ["hidden_output", "output"],
    WEIGHT_GRADIENT: ["h", "y", "delta", "gradient"],
    BIAS_GRADIENT: ["h", "y", "delta", "gradient"],
    UPDATED_WEIGHT: ["h", "y", "delta", "delta_h", "weight"],
}


@for_each("case", CASES)
def test_the_answer_prints_all_that_it_computes(case: Case) -> None:
    assert solved_step(case).removeprefix(case.right) == "".join(f"\nprint({name})" for name in NAMES[case.exercise])


@for_each("case", CASES)
def test_what_is_given_is_drawn_and_printed(case: Case) -> None:
    printed = io.StringIO()
    names: dict[str, Any] = {}
    with contextlib.redirect_stdout(printed), torch.random.fork_rng(devices=[]):
        exec(given_step(case), names)
    torch.set_printoptions(profile="default")  # for the tests after it
    for name, tensor in given(case).items():
        assert torch.equal(names[name], tensor), name
    assert names["activation"](torch.tensor(0.0)) == 0.5
    assert printed.getvalue().count("tensor(") == len(given(case))


@pytest.mark.parametrize(
    ("gap", "comments"), [("", "# do it\n"), ("a = ____\nb = a", "# do it\n# a = ____\n# b = a\n")]
)
def test_a_place_for_the_answer_runs_as_it_is_and_prints_what_is_put_there(gap: str, comments: str) -> None:
    text = open_step("do it", gap, "gradient")
    assert text == f"{comments}gradient = None\n\nif gradient is not None:\n    print(gradient)"
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(text, {})
        exec(text.replace("= None", "= 5", 1), {})
    assert printed.getvalue() == "5\n"
    assert open_step("do it").startswith("# do it\noutput = None")


def autograds(case: Case) -> dict[str, torch.Tensor]:
    """The gradients of all weights and biases."""
    tensors = {name: tensor.clone() for name, tensor in given(case).items()}
    network = [tensors[name].requires_grad_() for name in ("W1", "W2", "B1", "B2")]
    hidden = torch.sigmoid(tensors["features"] @ tensors["W1"] + tensors["B1"])
    loss = (torch.sigmoid(hidden @ tensors["W2"] + tensors["B2"]) - 1) ** 2
    return dict(zip(("W1", "W2", "B1", "B2"), torch.autograd.grad(loss.sum(), network), strict=True))


@for_each("seed", [7, 8, 12])
def test_the_gradient_is_autograds(seed: int) -> None:
    for number, name in ((WEIGHT_GRADIENT, "W2"), (BIAS_GRADIENT, "B1"), (UPDATED_WEIGHT, "W1")):
        case = Case(number, seed, 4, 3)
        assert gradient(case) == pytest.approx(float(autograds(case)[name][0, 0]), abs=1e-7)


@for_each("case", CASES)
def test_the_answer_is_run_line_by_line(case: Case) -> None:
    tensors = solved(case)
    assert [name for name in tensors if name not in given(case)] == NAMES[case.exercise]
    if case.exercise == MATRIX:
        assert tensors["weights"].shape == (3, 1)
    if case.exercise == UPDATED_WEIGHT:
        moved = given(case)["W1"][0, 0] - 0.5 * autograds(case)["W1"][0, 0]
        assert float(tensors["weight"]) == pytest.approx(float(moved), abs=1e-7)
