"""The exercises about gradients: autograd's numbers are right, and each mistake is known by its name."""

import contextlib
import io

import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st
from torch.nn import functional

from compute.exercises.cases import (
    BIAS_GRADIENT,
    EXERCISES,
    GRADIENT_EXERCISES,
    GRADIENT_SIZES,
    RATE,
    TARGET,
    UPDATED_WEIGHT,
    WEIGHT_GRADIENT,
    wanted,
)
from compute.exercises.draws import own_draw
from compute.exercises.expression import ExpressionError
from compute.exercises.judging import Case, Outcome, check_number, drawing, judge, mistaken, solution
from compute.exercises.judging import given as drawn
from compute.exercises.numbers import TOLERANCE, agrees
from compute.exercises.program import given_step, solved, solved_step
from compute.network.spec import SpecError
from tests.cases import for_each
from tests.examples import examples, some
from tests.longhand import draw_longhand

WEIGHT, BIAS, STEP = (Case(number, 7, 3, 2) for number in (WEIGHT_GRADIENT, BIAS_GRADIENT, UPDATED_WEIGHT))

CASES = st.builds(
    Case,
    st.sampled_from(list(GRADIENT_EXERCISES)),
    st.integers(0, 9999),
    st.integers(GRADIENT_SIZES.low, GRADIENT_SIZES.high),
    st.integers(GRADIENT_SIZES.low, GRADIENT_SIZES.high),
)


def autograds(case: Case) -> float:
    """The answer from `loss.backward()` of the notebook's network."""
    features, (first, second), (first_bias, second_bias) = draw_longhand(case.spec)
    for tensor in (first, second, first_bias, second_bias):
        tensor.requires_grad_()
    output = torch.sigmoid(torch.mm(torch.sigmoid(torch.mm(features, first) + first_bias), second) + second_bias)
    functional.mse_loss(output, torch.tensor([[1.0]])).backward()
    if case.exercise == WEIGHT_GRADIENT:
        return float(torch.as_tensor(second.grad)[0, 0])
    if case.exercise == BIAS_GRADIENT:
        return float(torch.as_tensor(first_bias.grad)[0, 0])
    with torch.no_grad():
        return float((first - 0.5 * torch.as_tensor(first.grad))[0, 0])


def name_of(case: Case, text: str) -> str | None:
    mistake = judge(case, text).verdict.mistake
    return mistake.name if mistake else None


@pytest.mark.parametrize(("case", "answer"), [(WEIGHT, "-0.2015"), (BIAS, "0.1080"), (STEP, "-1.1064")])
def test_the_notebooks_numbers(case: Case, answer: str) -> None:
    assert f"{solution(case):.4f}" == answer
    for text in (answer, answer.replace(".", ","), f"tensor([[{answer}]])", f"gradient: {answer}"):
        assert judge(case, text).verdict.solved, text


@examples(80)
@given(CASES)
@example(Case(UPDATED_WEIGHT, 3, 1, 1))
@example(Case(BIAS_GRADIENT, 3, 8, 8))
@pytest.mark.long
def test_any_seed_and_size_has_autograds_number(case: Case) -> None:
    expected = autograds(case)
    assert solution(case) == pytest.approx(expected, abs=1e-6)
    assert check_number(case, round(expected, 4)).solved
    assert judge(case, case.right).verdict.solved


WAYS = {
    WEIGHT_GRADIENT: [
        "h = sigmoid(features @ W1 + B1)\ny = sigmoid(h @ W2 + B2)\n(h.t() @ (2 * (y - 1) * y * (1 - y)))[0, 0]",
        "h = torch.sigmoid(torch.mm(features, W1) + B1)\nz = torch.mm(h, W2) + B2\ny = torch.sigmoid(z)\n"
        "dy = 2 * (y - target)\ndz = dy * y * (1 - y)\ndW2 = torch.mm(h.t(), dz)\nprint(dW2[0, 0])",
    ],
    BIAS_GRADIENT: [
        "h = activation(torch.mm(features, W1) + B1)\ny = activation(torch.mm(h, W2) + B2)\n"
        "d2 = 2 * (y - 1.0) * y * (1 - y)\nd1 = torch.mm(d2, W2.t()) * h * (1 - h)\nd1[0, 0]",
    ],
    UPDATED_WEIGHT: [
        "h = activation(torch.mm(features, W1) + B1)\ny = activation(torch.mm(h, W2) + B2)\n"
        "d2 = 2 * (y - target) * y * (1 - y)\nd1 = torch.mm(d2, W2.t()) * h * (1 - h)\n"
        "W1 = W1 - 0.5 * torch.mm(features.t(), d1)\nW1[0, 0]",
    ],
}


@examples(30)
@given(CASES)
def test_another_way_is_as_right(case: Case) -> None:
    for text in WAYS[case.exercise]:
        assert judge(case, text).verdict.solved, text


@for_each(
    ("case", "number", "mistake"),
    [
        (WEIGHT, "-0.9305", "no slope"),
        (WEIGHT, "-0.1008", "no two"),
        (WEIGHT, "0.2015", "turned round"),
        (WEIGHT, "-0.2958", "delta only"),
        (WEIGHT, "0.0434", "feature for h"),
        (WEIGHT, "-0.1288", "other weight"),
        (WEIGHT, "0.4664", "loss"),
        (WEIGHT, "0.3171", "output"),
        (BIAS, "-0.2958", "bias of the output"),
        (BIAS, "0.4975", "no slope of h"),
        (BIAS, "-0.0231", "other unit"),
        (BIAS, "-0.0159", "times the feature"),
        (BIAS, "0.0540", "no two"),
        (STEP, "-1.1223", "up"),
        (STEP, "-1.0985", "no rate"),
        (STEP, "-0.0159", "gradient only"),
        (STEP, "-0.0079", "change only"),
        (STEP, "0.0079", "change only"),
        (STEP, "-1.1143", "no step"),
        (STEP, "-1.1684", "no input"),
    ],
)
def test_mistakes_have_their_numbers(case: Case, number: str, mistake: str) -> None:
    assert name_of(case, number) == mistake


@examples(40)
@given(CASES)
def test_every_mistakes_number_is_recognised_for_any_seed_and_size(case: Case) -> None:
    right = solution(case)
    single = [(mistake.name, float(result)) for mistake, _, result in mistaken(case) if result.numel() == 1]
    for name, number in single:
        if not agrees(round(number, 4), 4, right) and round(number, 4) != 0:
            verdict = check_number(case, round(number, 4))
            if verdict.solved:
                continue  # the answer, cut after its fourth decimal
            near = [other for other, value in single if abs(value - number) < 3 * TOLERANCE]
            assert verdict.outcome is Outcome.MISTAKE, (name, number)
            assert verdict.mistake.name in near


SAME_FOR_ONE = {"other unit", "other unit's slope", "other weight", "other input"}
"""With a single hidden unit, or a single input, there is no other one."""


@pytest.mark.long
@examples(16)
@given(CASES)
@example(Case(WEIGHT_GRADIENT, 7, 3, 2))
@example(Case(BIAS_GRADIENT, 7, 3, 2))
@example(Case(UPDATED_WEIGHT, 7, 3, 2))
def test_no_mistaken_program_is_ever_right(case: Case) -> None:
    for mistake, text, _ in some(mistaken(case)):
        verdict = judge(case, text).verdict
        if mistake.name in SAME_FOR_ONE and 1 in (case.inputs, case.hidden):
            continue
        assert verdict.outcome is Outcome.MISTAKE, (mistake.name, text, verdict)


@pytest.mark.long
@pytest.mark.parametrize("case", [WEIGHT, BIAS, STEP])
def test_the_notebooks_mistaken_lines_are_named(case: Case) -> None:
    for mistake, text, _ in mistaken(case):
        assert name_of(case, text) == mistake.name


def test_a_number_that_was_copied_from_the_way_there_is_no_answer() -> None:
    assert judge(WEIGHT, "-0.2958 * 0.6813").verdict.outcome is not Outcome.MISTAKE
    assert not judge(BIAS, "0.6813").verdict.solved


@pytest.mark.parametrize(("case", "step"), [(WEIGHT, "h[0, 0]"), (BIAS, "W2[0, 0]"), (STEP, "features[0, 0]")])
def test_the_gap_of_a_gradient_has_to_be_filled(case: Case, step: str) -> None:
    with pytest.raises(ExpressionError):
        judge(case, case.gap)
    assert judge(case, case.gap.replace("____", step)).verdict.solved


@for_each("case", [WEIGHT, BIAS, STEP, Case(UPDATED_WEIGHT, 12, 8, 1)])
def test_the_shown_program_prints_the_answer(case: Case) -> None:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), torch.random.fork_rng(devices=[]):
        exec(f"{given_step(case)}\n{solved_step(case)}\nprint(float({case.right.splitlines()[-1].split()[0]}))", {})
    *_before, answer, plain = printed.getvalue().splitlines()
    assert float(plain) == pytest.approx(autograds(case), abs=1e-6)
    assert f"{autograds(case):.4f}" in answer


def test_target_and_rate_are_given_and_the_same_for_every_draw() -> None:
    assert wanted(WEIGHT) == {"target": torch.tensor([[TARGET]])}
    assert list(wanted(STEP)) == ["target", "rate"]
    assert [line for line, _ in drawing(STEP)][-2:] == ["target = torch.tensor([[1.0]])", "rate = torch.tensor(0.5)"]
    assert drawn(STEP)["rate"].item() == RATE == 0.5
    assert not {"target", "rate"} & set(wanted(Case(3, 7, 3, 2)))
    numbers = own_draw(STEP).printed.tolist()
    assert TARGET not in numbers
    assert RATE not in numbers
    assert solved(STEP)["weight"].item() == pytest.approx(autograds(STEP), abs=1e-6)


@for_each("fields", [(4, 7, 3, 0), (4, 7, 9, 2), (5, 7, 3, 9), (6, 7, 0, 2), (7, 7, 3, 2), (4, 10000, 3, 2)])
def test_a_case_about_gradients_keeps_its_ranges(fields: tuple[int, int, int, int]) -> None:
    with pytest.raises(SpecError):
        Case(*fields)


def test_every_name_of_a_mistake_stands_once_in_an_exercise() -> None:
    assert not set(EXERCISES) & set(GRADIENT_EXERCISES)
    for exercise in GRADIENT_EXERCISES.values():
        names = [mistake.name for mistake in exercise.mistakes]
        assert len(set(names)) == len(names)
