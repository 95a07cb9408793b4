"""Where an answer stands in a text, how exact it has to be, and what is said where it is not the answer."""

import pytest
import torch

from compute.exercises import judging
from compute.exercises.cases import MATRIX, STACK, SUM, WEIGHT_GRADIENT, Case
from compute.exercises.judging import MATRIX_PRODUCTS, OUTER, Outcome, check_number, judge, solution, thrown_away
from tests.cases import for_each

UNIT, PRODUCT, NETWORK = Case(SUM, 7, 5), Case(MATRIX, 7, 5), Case(STACK, 7, 3, 2)
Z = "torch.sum(features * weights) + bias"
Y = f"activation({Z})"


@for_each(
    ("text", "thrown"),
    [
        ("features\nfeatures\nweights.t()\ntorch.mm(features, weights)", ("t", 3)),
        ("features\nfeatures\nfeatures\nweights.t()\ntorch.mm(features, weights)", ("", 0)),
        ("x = 1\ny = 2\nz = 3\nw = 4\nweights.t()\ntorch.mm(features, weights)", ("t", 5)),
        ("weights.view(\n    5, 1)\ntorch.mm(features, weights)", ("view", 1)),
        ("features.som()\nweights.t()\ntorch.mm(features, weights)", ("", 0)),
        ("\n\n  weights.t()\n  torch.mm(features, weights)", ("t", 3)),
        ("weights.t()", ("", 0)),
    ],
)
def test_the_first_of_three_bare_lines_that_throws_something_away(text: str, thrown: tuple[str, int]) -> None:
    assert thrown_away(UNIT, text) == thrown


@for_each(("off", "solved"), [("0.000004", True), ("-0.000004", True), ("0.000005", False), ("-0.000005", False)])
def test_lines_are_right_within_four_millionths(off: str, solved: bool) -> None:
    assert judge(UNIT, f"{Y} + {off}").verdict.solved is solved


@for_each(
    ("off", "outcome"),
    [
        ("0.00009", Outcome.MISTAKE),
        ("-0.00009", Outcome.MISTAKE),
        ("0.00021", Outcome.WRONG),
        ("-0.00021", Outcome.WRONG),
    ],
)
def test_a_mistake_is_known_within_a_ten_thousandth_and_as_much_of_its_size(off: str, outcome: Outcome) -> None:
    assert judge(UNIT, f"{Z} + {off}").verdict.outcome is outcome


@for_each(
    ("value", "decimals", "outcome", "name"),
    [
        (0.1595, 4, Outcome.RIGHT, ""),
        (0.15956, 5, Outcome.RIGHT, ""),  # more decimals than torch shows, and these are right
        (0.15957, 5, Outcome.WRONG, ""),
        (0.1594, 4, Outcome.WRONG, ""),
        (0.2, 1, Outcome.ROUNDED, ""),
        (0.1, 1, Outcome.ROUNDED, ""),
        (0.3, 1, Outcome.WRONG, ""),
        (0.0, 0, Outcome.WRONG, ""),
        (-1.6619, 4, Outcome.MISTAKE, "no activation"),
        (-1.66, 2, Outcome.MISTAKE, "no activation"),
        (-1.7, 1, Outcome.WRONG, ""),
        (-1.66194, 5, Outcome.MISTAKE, "no activation"),
        (-1.66203, 5, Outcome.WRONG, ""),
        (0.0448, 4, Outcome.MISTAKE, "resized"),
    ],
)
def test_a_typed_number_by_its_decimals(value: float, decimals: int, outcome: Outcome, name: str) -> None:
    verdict = check_number(UNIT, value, decimals)
    assert (verdict.outcome, verdict.mistake.name if verdict.mistake else "") == (outcome, name)
    assert verdict.solved is (outcome is Outcome.RIGHT)
    assert bool(verdict.program) is (outcome is Outcome.MISTAKE)


def test_four_decimals_are_taken_for_granted() -> None:
    assert check_number(UNIT, 0.1595) == check_number(UNIT, 0.1595, 4)
    assert check_number(UNIT, 0.16) != check_number(UNIT, 0.16, 2)
    assert solution(UNIT) == pytest.approx(0.15950655, abs=1e-7)


def test_of_two_mistakes_that_give_the_same_the_rounded_one_is_named() -> None:
    """With seed 2 the first in the list is 0.63676, and the second 0.63136: 0.63 is the first one cut."""
    for seed, number, name in ((2, 0.63, "activation twice"), (2, 0.64, "activation before the product")):
        verdict = check_number(Case(SUM, seed, 5), number, 2)
        assert verdict.mistake is not None
        assert verdict.mistake.name == name


@for_each(
    ("text", "line", "name"),
    [
        (Y, 0, ""),
        (f"{Y}\n{Y}", 0, ""),
        (f"y = {Y}\nz = {Z}", 1, ""),
        (f"y = {Y}\n{Y}\nz = {Z}", 2, ""),
        (f"def f():\n    return {Y}\nz = f()\nweights", 3, ""),
        (f"for k in [1]:\n    y = {Y}\n    z = 3\n", 0, "y"),
        (f"for k in [1]:\n    output = {Y}\n    a = output\n    z = 3\n", 0, "output"),
        (f"for k in [1]:\n    a = {Y}\n    y = a\n    z = 3\n", 0, "y"),
        (f"for k in [1]:\n    a = {Y}\n    c = a\n    z = 3\n", 0, "a"),
    ],
)
def test_the_last_line_or_name_that_is_right(text: str, line: int, name: str) -> None:
    verdict = judge(UNIT, text).verdict
    assert (verdict.solved, verdict.line, verdict.name) == (True, line, name)


@for_each(
    ("case", "text", "outcome"),
    [
        (UNIT, "activation(torch.sum(features * weights).abs() * -1 + bias)", Outcome.ONLY_HERE),
        (UNIT, "torch.tensor([0.5, 0.6])", Outcome.SHAPE),
        (UNIT, "bias > 0", Outcome.WRONG),
        (UNIT, "features > 0", Outcome.SHAPE),
        (UNIT, "True", Outcome.WRONG),
        (UNIT, "[bias, features.sum()]", Outcome.WRONG),
        (UNIT, "features.sum().item()", Outcome.WRONG),
        (UNIT, "np.array(0.5) * bias.numpy()", Outcome.WRONG),
        (UNIT, "features.numpy() * 3", Outcome.SHAPE),
        (PRODUCT, f"{Y}", Outcome.OTHER_WAY),
        (PRODUCT, "activation(torch.mm(features, weights.t()) + bias)", Outcome.RIGHT),
        (PRODUCT, "activation(F.linear(features, weights) + bias)", Outcome.RIGHT),
        (PRODUCT, "activation(np.dot(features.numpy(), weights.numpy().T)[0, 0] + bias)", Outcome.RIGHT),
        (PRODUCT, "activation(torch.outer(features[0], weights[0]).trace() + bias)", Outcome.OTHER_WAY),
        (UNIT, "activation(torch.outer(features[0], weights[0]).trace() + bias)", Outcome.RIGHT),
    ],
)
def test_other_verdicts_on_lines(case: Case, text: str, outcome: Outcome) -> None:
    assert judge(case, text).verdict.outcome is outcome


@for_each(
    ("case", "text", "is_outer"),
    [
        (UNIT, "features.t() + weights", True),
        (UNIT, "features.t()", False),
        (UNIT, "torch.zeros(4, 4) + bias", False),
        (Case(SUM, 7, 1), "features + 3 * weights", False),
        (NETWORK, "W1 @ W1.t()", False),
    ],
)
def test_as_many_rows_and_columns_as_inputs_are_a_column_by_a_row(case: Case, text: str, is_outer: bool) -> None:
    mistake = judge(case, text).verdict.mistake
    assert (mistake is not None and mistake.name == OUTER) is is_outer


@for_each(
    ("text", "outcome"),
    [
        ("0.1214\n0.1595", Outcome.RIGHT),
        ("0.1214\n0.4034\n0.1595", Outcome.SEVERAL),
        ("0.1595\n0.1595\n0.1595", Outcome.RIGHT),
        ("0.3177\n-0.1468\n0.1595", Outcome.RIGHT),  # printed on the page
        ("(0.1214, 0.1595)", Outcome.SEVERAL),
        ("(0.3177, 0.1595)", Outcome.RIGHT),
        ("3\n4\n0.1595", Outcome.RIGHT),  # whole numbers are no guesses
        ("torch.tensor(0.1214)\ntorch.tensor(0.4034)\n0.1595", Outcome.SEVERAL),
        ("features.shape[1] * 0.0319", Outcome.RIGHT),
        ("z = 0.1595\nprint(z)", Outcome.RIGHT),
    ],
)
def test_one_other_guess_may_stand_before_the_one_that_counts(text: str, outcome: Outcome) -> None:
    assert judge(UNIT, text).verdict.outcome is outcome


def test_what_a_text_gave_stands_beside_its_verdict() -> None:
    assert judge(UNIT, "0.1595").value is None
    value = judge(UNIT, "bias * 2").value
    assert isinstance(value, torch.Tensor)
    assert value.item() == pytest.approx(2 * 0.3177, abs=1e-4)
    verdict = judge(UNIT, f"weights.t()\n{Y}\n{Z}").verdict
    assert (verdict.solved, verdict.line, verdict.discarded) == (True, 2, ("", 0))
    assert judge(UNIT, f"weights.t()\n{Z}").verdict.discarded == ("t", 1)


def test_a_products_names_are_those_of_torch_and_numpy() -> None:
    assert {"mm", "@", "einsum", "multi_dot", "addmm_", "Linear", "chain_matmul"} <= MATRIX_PRODUCTS
    assert not {"outer", "sum", "*", "trace"} & MATRIX_PRODUCTS


@for_each(
    ("text", "solved"),
    [
        ("-0.2015", True),
        ("-0.20", True),
        ("0.2015", False),
        ("[[-0.2015]]", True),
        ("-20.15%", True),
    ],
)
def test_a_negative_answer(text: str, solved: bool) -> None:
    assert judge(Case(WEIGHT_GRADIENT, 7, 3, 2), text).verdict.solved is solved


def test_a_long_shape_is_not_compared_number_by_number(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[object] = []
    is_right = judging._is_right

    def noted(value: torch.Tensor | None, right: torch.Tensor) -> bool:
        seen.append(value)
        return is_right(value, right)

    monkeypatch.setattr(judging, "_is_right", noted)
    assert judge(UNIT, "(1,) * 4096\nfeatures").verdict.outcome is Outcome.SHAPE
    assert len(seen) == 1
