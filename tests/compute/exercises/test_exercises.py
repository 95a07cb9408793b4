"""The exercises: the notebook's numbers, its mistakes, and every mistake again for any seed and size."""

import contextlib
import io

import pytest
import torch
from hypothesis import example, given
from hypothesis import strategies as st
from torch import Tensor

from compute.exercises.expression import ExpressionError, FailedError
from compute.exercises.judging import (
    EXERCISES,
    MATRIX,
    STACK,
    SUM,
    TOLERANCE,
    Case,
    Outcome,
    check_number,
    drawing,
    judge,
    mistaken,
    parse_number,
    solution,
)
from compute.exercises.judging import given as drawn
from compute.exercises.numbers import agrees
from compute.network.spec import SpecError
from tests.cases import for_each
from tests.examples import examples
from tests.longhand import sigmoid

UNIT, BY_MATRIX, TWO_LAYERS = Case(SUM, 7, 5), Case(MATRIX, 7, 5), Case(STACK, 7, 3, 2)
SEEDS, SIZES = st.integers(0, 9999), st.integers(1, 64)
CASES = st.one_of(
    st.builds(Case, st.sampled_from([SUM, MATRIX]), SEEDS, SIZES), st.builds(Case, st.just(STACK), SEEDS, SIZES, SIZES)
)


def name_of(case: Case, text: str) -> str | None:
    mistake = judge(case, text).verdict.mistake
    return mistake.name if mistake else None


def longhand(case: Case) -> dict[str, Tensor]:
    """What the notebook draws, with the global generator."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(case.seed)
        features = torch.randn((1, case.inputs))
        if case.exercise != STACK:
            return {"features": features, "weights": torch.randn_like(features), "bias": torch.randn((1, 1))}
        return {
            "features": features,
            "W1": torch.randn(case.inputs, case.hidden),
            "W2": torch.randn(case.hidden, 1),
            "B1": torch.randn((1, case.hidden)),
            "B2": torch.randn((1, 1)),
        }


def output(case: Case) -> float:
    tensors = longhand(case)
    if case.exercise != STACK:
        features, weights, bias = tensors.values()
        return float(sigmoid(torch.sum(features * weights) + bias))
    features, first, second, first_bias, second_bias = tensors.values()
    return float(sigmoid(sigmoid(features @ first + first_bias) @ second + second_bias))


@pytest.mark.parametrize(("case", "y"), [(UNIT, "0.1595"), (BY_MATRIX, "0.1595"), (TWO_LAYERS, "0.3171")])
def test_the_notebooks_numbers_are_right(case: Case, y: str) -> None:
    assert f"{solution(case):.4f}" == y
    for text in (y, y.replace(".", ","), f" {y} ", f"tensor([[{y}]])", f"tensor({y})", y + "1", y[1:]):
        assert judge(case, text).verdict.solved, text


@for_each(
    ("case", "number", "mistake"),
    [
        *((case, "0.1214", "no bias") for case in (UNIT, BY_MATRIX)),
        *((case, "0.4034", "bias inside the sum") for case in (UNIT, BY_MATRIX)),
        *((case, "-1.6619", "no activation") for case in (UNIT, BY_MATRIX)),
        *((case, "0.0448", "resized") for case in (UNIT, BY_MATRIX)),
        *((case, "-1.9796", "weighted sum only") for case in (UNIT, BY_MATRIX)),
        (TWO_LAYERS, "0.2460", "no hidden activation"),
        (TWO_LAYERS, "0.2751", "no biases"),
        (TWO_LAYERS, "-0.7672", "no output activation"),
        (TWO_LAYERS, "0.2616", "relu"),
        (TWO_LAYERS, "0.2853", "tanh"),
    ],
)
def test_the_lessons_mistakes_have_their_numbers(case: Case, number: str, mistake: str) -> None:
    assert name_of(case, number) == mistake
    assert name_of(case, number.replace(".", ",").replace("-", "−")) == mistake


@for_each(
    ("case", "text", "mistake"),
    [
        (UNIT, "activation((features * weights).sum())", "no bias"),
        (UNIT, "activation(torch.sum(features * weights + bias))", "bias inside the sum"),
        (UNIT, "bias + (weights * features).sum()", "no activation"),
        (UNIT, "torch.mm(features.t(), weights)", "column times row"),
        (UNIT, "activation(weights.t() @ features + bias)", "column times row"),
        (BY_MATRIX, "torch.mm(weights.view(5, 1), features)", "column times row"),
        (UNIT, "weights.resize_(5, 1)\nfeatures * weights", "column times row"),
        (UNIT, "weights.resize_(5, 1)\nactivation((features * weights).sum() + bias)", "resized"),
        (UNIT, "activation(features * weights + bias)", "not summed"),
        (BY_MATRIX, "features.mm(weights.t())", "weighted sum only"),
        (TWO_LAYERS, "activation(torch.mm(torch.mm(features, W1) + B1, W2) + B2)", "no hidden activation"),
        (TWO_LAYERS, "h = torch.tanh(features @ W1 + B1)\nactivation(h @ W2 + B2)", "tanh"),
        (TWO_LAYERS, "activation(features @ W1 + B1)", "hidden layer only"),
        (TWO_LAYERS, "activation(activation(features @ W1) @ W2)", "no biases"),
        (TWO_LAYERS, "activation(activation(features @ W1) @ W2 + B2)", "no B1"),
        (TWO_LAYERS, "activation(activation(features @ W1 + B1) @ W2)", "no B2"),
        (TWO_LAYERS, "(features @ W1 + B1) @ W2 + B2", "no activation at all"),
    ],
)
def test_mistaken_lines_are_named(case: Case, text: str, mistake: str) -> None:
    assert name_of(case, text) == mistake


@examples(60)
@given(CASES)
def test_any_seed_and_size_is_the_notebooks_draw_and_answer(case: Case) -> None:
    for name, tensor in longhand(case).items():
        assert torch.equal(drawn(case)[name], tensor), name
    y = output(case)
    assert solution(case) == pytest.approx(y, abs=1e-5)
    assert check_number(case, round(y, 4)).solved
    assert judge(case, case.right).verdict.solved


WAYS = {
    SUM: [
        "activation(bias + (weights * features).sum(dim=1, keepdim=True))",
        "activation(torch.dot(features[0], weights[0]) + bias)",
        "p = features * weights\nactivation(torch.sum(p[:, ::2]) + torch.sum(p[:, 1::2]) + bias)",
    ],
    MATRIX: ["torch.sigmoid(weights @ features.T + bias)", "1 / (1 + (-(features.matmul(weights.t()) + bias)).exp())"],
    STACK: [
        "h = activation(W1.t() @ features.t() + B1.t())\nactivation(W2.t() @ h + B2)",
        "h = sigmoid((features.t() * W1).sum(dim=0) + B1)\nsigmoid((h.t() * W2).sum() + B2)",
    ],
}


@examples(60)
@given(CASES)
def test_another_order_of_summation_is_as_right(case: Case) -> None:
    for text in WAYS[case.exercise]:
        assert judge(case, text).verdict.solved, text


@examples(40)
@given(CASES)
@example(Case(STACK, 30, 61, 15))  # y is close to 1 with a bias and without
def test_every_mistakes_number_is_recognised_for_any_seed_and_size(case: Case) -> None:
    right = solution(case)
    single = [(mistake.name, float(result)) for mistake, _, result in mistaken(case) if result.numel() == 1]
    for name, number in single:
        if not agrees(round(number, 4), 4, right) and round(number, 4) != 0:  # which may be the answer, cut
            verdict = check_number(case, round(number, 4))
            near = [other for other, value in single if abs(value - number) < 3 * TOLERANCE]
            assert verdict.outcome is Outcome.MISTAKE, (name, number)
            assert verdict.mistake is not None
            assert verdict.mistake.name in near


def test_the_mistakes_are_what_their_names_say() -> None:
    """Longhand, for another seed and size."""
    case = Case(SUM, 3, 4)
    features, weights, bias = longhand(case).values()
    z = torch.sum(features * weights)
    expected = {
        "no bias": sigmoid(z),
        "bias inside the sum": sigmoid(z + 4 * bias),
        "no activation": z + bias,
        "resized": sigmoid(features.sum() * weights.sum() + bias),
        "weighted sum only": z,
    }
    for name, value in expected.items():
        assert name_of(case, f"{float(value):.4f}") == name
    case = Case(STACK, 3, 4, 5)
    features, first, second, first_bias, second_bias = longhand(case).values()
    z = features @ first + first_bias
    hidden = sigmoid(z)
    expected = {
        "no hidden activation": sigmoid(z @ second + second_bias),
        "no biases": sigmoid(sigmoid(features @ first) @ second),
        "no output activation": hidden @ second + second_bias,
        "relu": sigmoid(z.clamp(min=0) @ second + second_bias),
        "tanh": sigmoid((2 * sigmoid(2 * z) - 1) @ second + second_bias),
    }
    for name, value in expected.items():
        assert name_of(case, f"{float(value):.4f}") == name


@for_each(
    ("case", "text", "outcome"),
    [
        (UNIT, "0.16", Outcome.RIGHT),
        (UNIT, "0,2", Outcome.ROUNDED),
        (UNIT, "-0.2", Outcome.WRONG),
        (UNIT, "0.3", Outcome.WRONG),
        (UNIT, "0.160", Outcome.RIGHT),
        (UNIT, "0", Outcome.WRONG),
        (UNIT, "0.1596", Outcome.WRONG),
        (UNIT, "0.1594", Outcome.WRONG),
        (UNIT, "1e300", Outcome.WRONG),
        (UNIT, "1e999", Outcome.WRONG),
        (UNIT, "bias", Outcome.WRONG),
        (UNIT, "features", Outcome.SHAPE),
        (UNIT, "features.shape", Outcome.SHAPE),
        (UNIT, "features[:, 5:]", Outcome.SHAPE),
        (UNIT, "features * 1e999 * 0", Outcome.SHAPE),
        (UNIT, "bias * 1e999 * 0", Outcome.WRONG),
        (UNIT, "activation(torch.mm(features, weights.t()) + bias).item()", Outcome.RIGHT),
        (UNIT, "activation(torch.mm(features, weights.t()) + bias)[0]", Outcome.RIGHT),
        (BY_MATRIX, "activation(torch.sum(features * weights) + bias)", Outcome.OTHER_WAY),
        (BY_MATRIX, "activation(features @ weights.T + bias)", Outcome.RIGHT),
        (TWO_LAYERS, "True", Outcome.WRONG),
        (TWO_LAYERS, "W1", Outcome.SHAPE),
    ],
)
def test_the_other_verdicts(case: Case, text: str, outcome: Outcome) -> None:
    answer = judge(case, text)
    assert answer.verdict.outcome is outcome
    assert answer.verdict.solved == (outcome is Outcome.RIGHT)


@pytest.mark.long
def test_a_line_is_compared_more_closely_than_a_number() -> None:
    """With many inputs y may be 1.0000 with and without the bias; the line of code tells them apart."""
    case = next(
        case
        for case in (Case(SUM, seed, 64) for seed in range(500))
        if 2e-5 < float({m.name: r for m, _, r in mistaken(case)}["no bias"]) - solution(case) < TOLERANCE
    )
    assert check_number(case, float(f"{solution(case):.4f}")).solved
    assert name_of(case, "activation(torch.sum(features * weights))") == "no bias"


@for_each("case", [UNIT, BY_MATRIX, TWO_LAYERS, Case(MATRIX, 11, 64), Case(STACK, 5, 16, 7)])
def test_the_shown_program_runs_in_python_itself(case: Case) -> None:
    """What the page shows as drawing and solution, put together, is a program that prints the answer."""
    lines = ["import torch", "def activation(x): return 1/(1+torch.exp(-x))", *(line for line, _ in drawing(case))]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), torch.random.fork_rng(devices=[]):
        exec("\n".join([*lines, case.right, "print(output.item())"]), {})
    assert float(printed.getvalue()) == pytest.approx(output(case), abs=1e-6)


@pytest.mark.parametrize("case", [UNIT, BY_MATRIX, TWO_LAYERS])
def test_the_gap_has_to_be_filled(case: Case) -> None:
    with pytest.raises(ExpressionError):
        judge(case, case.gap)
    steps = {SUM: "features * weights", MATRIX: "view(5, 1)", STACK: "torch.mm(hidden_output, W2)"}
    assert judge(case, case.gap.replace("____", steps[case.exercise])).verdict.solved


def test_torchs_words_come_through() -> None:
    with pytest.raises(FailedError, match="mat1 and mat2 shapes cannot be multiplied \\(1x5 and 1x5\\)"):
        judge(UNIT, "torch.mm(features, weights)")


@for_each(
    ("text", "number"),
    [
        ("0.5", (0.5, 1)),
        ("0,5", (0.5, 1)),
        ("-1.6619", (-1.6619, 4)),
        ("−1,6619", (-1.6619, 4)),
        ("1.2e-3", (0.0012, 4)),
        ("5", (5.0, 0)),
        (".25", (0.25, 2)),
        ("tensor([[0.1595]])", (0.1595, 4)),
        ("tensor( 0.1595 )", (0.1595, 4)),
    ],
)
def test_numbers_as_people_type_them(text: str, number: tuple[float, int]) -> None:
    assert parse_number(text) == pytest.approx(number)


@for_each(
    "text",
    [
        "",
        "-",
        ".",
        "1,2,3",
        "1.2.3",
        "0x10",
        "1_0",
        "nan",
        "inf",
        "٣",
        "½",
        "1e",
        "1e9999",
        "9" * 41,
        "1+1",
        "tensor()",
    ],
)
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None


@examples(200)
@given(st.text(max_size=50) | st.from_regex(r"tensor\([\[\d.,e\]]*\)", fullmatch=True))
def test_any_text_is_judged_or_refused(text: str) -> None:
    try:
        answer = judge(TWO_LAYERS, text)
    except ExpressionError:
        return
    assert isinstance(answer.verdict.outcome, Outcome)


@for_each(
    "fields", [(0, 7, 5, 0), (4, 7, 5, 0), (1, -1, 5, 0), (1, 7, 0, 0), (1, 7, 65, 0), (1, 7, 5, 2), (3, 7, 3, 0)]
)
def test_a_case_keeps_its_ranges(fields: tuple[int, int, int, int]) -> None:
    with pytest.raises(SpecError):
        Case(*fields)


def test_what_a_caller_gets_is_its_own() -> None:
    value = mistaken(UNIT)[0][2]
    value.fill_(99.0)
    drawn(UNIT)["features"].fill_(99.0)
    assert name_of(UNIT, "0.1214") == "no bias"
    assert solution(UNIT) == pytest.approx(0.1595, abs=TOLERANCE)


def test_the_names_of_mistakes_are_unique_within_an_exercise() -> None:
    for exercise in EXERCISES.values():
        names = [mistake.name for mistake in exercise.mistakes]
        assert len(set(names)) == len(names)
