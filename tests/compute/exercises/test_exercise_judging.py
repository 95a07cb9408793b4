"""What no answer passes by: a flat sigmoid, a lucky sign, a list of guesses; and what is right in any form."""

import math
from contextlib import suppress

import pytest
import torch
from hypothesis import assume, example, given
from hypothesis import strategies as st

from compute.exercises.draws import other_draws
from compute.exercises.expression import ExpressionError
from compute.exercises.judging import (
    MATRIX,
    STACK,
    SUM,
    Case,
    Outcome,
    check_number,
    judge,
    mistaken,
    solution,
    thrown_away,
    typed_number,
)
from compute.exercises.numbers import agrees, parse_number, roughly
from compute.exercises.refusals import Reason, RefusedError
from tests.cases import for_each
from tests.examples import examples, some

UNIT, BY_MATRIX, TWO_LAYERS = Case(SUM, 7, 5), Case(MATRIX, 7, 5), Case(STACK, 7, 3, 2)
FLAT = Case(SUM, 0, 64)
"""y is 1.0000 here, with a bias and without."""

SEEDS, SIZES = st.integers(0, 9999), st.integers(1, 64)
CASES = st.one_of(
    st.builds(Case, st.sampled_from([SUM, MATRIX]), SEEDS, SIZES), st.builds(Case, st.just(STACK), SEEDS, SIZES, SIZES)
)
NONE_FOR_ONE = {
    "bias inside the sum",
    "column times row",
    "column times row, summed",
    "resized",
    "column spread",
    "not summed",
    "python's sum",
    "mean",
    "activation before the sum",
}
"""With a single input these are the right program: one product, whatever is done to it."""


def is_none(case: Case, mistake: str) -> bool:
    """Whether a mistake is none for these sizes."""
    return (case.inputs == 1 and mistake in NONE_FOR_ONE) or (
        mistake == "W1 by view" and 1 in (case.inputs, case.hidden)
    )


@pytest.mark.long
@examples(12)
@given(CASES)
@example(FLAT)
@example(Case(SUM, 0, 1))
@example(Case(STACK, 3, 64, 64))
@example(Case(STACK, 3, 1, 1))
def test_no_mistaken_program_is_ever_right(case: Case) -> None:
    for mistake, text, _ in some(mistaken(case)):
        verdict = judge(case, text).verdict
        is_right = verdict.outcome in (Outcome.RIGHT, Outcome.OTHER_WAY)
        assert not is_right or is_none(case, mistake.name), (mistake.name, text)
        assert is_right or verdict.outcome is Outcome.MISTAKE, (text, verdict)


@pytest.mark.long
@for_each("seed", range(0, 400, 21))
def test_a_forgotten_bias_shows_where_the_sigmoid_is_flat(seed: int) -> None:
    verdict = judge(Case(SUM, seed, 64), "activation(torch.sum(features * weights))").verdict
    assert verdict.mistake is not None
    assert verdict.mistake.name == "no bias"


def test_what_a_flat_sigmoid_hides_is_said() -> None:
    hidden = judge(FLAT, "activation(torch.sum(features * weights))").verdict
    assert hidden.hidden
    assert not judge(UNIT, "activation(torch.sum(features * weights))").verdict.hidden
    y = f"{solution(FLAT):.4f}"
    typed = check_number(FLAT, *parse_number(y) or (0.0, 0))
    assert typed.solved
    assert typed.alike is not None
    assert check_number(UNIT, 0.1595).alike is None
    assert check_number(Case(SUM, 7, 1), solution(Case(SUM, 7, 1))).alike is None


@for_each(
    "text",
    [
        "activation(torch.sum(features * weights).abs() * -1 + bias)",  # the sum is negative here
        "activation(torch.sum(features * weights) + bias.abs())",
        "activation(torch.sum(features * weights) + torch.relu(bias))",
        "-torch.relu(-torch.sum(features * weights)) * 1",
        "z = torch.sum(features * weights) + bias\nactivation(-torch.relu(-z))",
        "activation(torch.sum(features * weights)) + 0.0381",
    ],
)
def test_what_is_right_by_luck_is_not_right(text: str) -> None:
    assert not judge(UNIT, text).verdict.solved


@examples(30)
@given(CASES)
@example(Case(STACK, 0, 64, 64))
@example(Case(STACK, 0, 1, 1))
def test_the_other_draws_are_small_and_have_both_signs(case: Case) -> None:
    draws = other_draws(case)
    assert all(0.05 < float(draw.right) < 0.95 for draw in draws)
    for name in draws[0].tensors:
        numbers = torch.cat([draw.tensors[name].flatten() for draw in draws])
        assert numbers.min() < 0 < numbers.max(), name


@for_each(
    ("case", "text"),
    [
        (UNIT, "activation(torch.sum(features * weights) + 0.3177)"),
        (UNIT, "activation(-1.9796 + bias)"),
        (UNIT, "z = -1.6619\nactivation(bias * 0 + z)"),
        (
            UNIT,
            "1/(1+torch.exp(-(-0.1468*-0.8948 + 0.7861*-0.3556 + 0.9468*1.2324 - 1.1143*0.1382 - 1.6908*1.6822 "
            "+ bias)))",
        ),
        (TWO_LAYERS, "activation(0.6813 * W2[0, 0] + 0.4355 * W2[1, 0] + B2)"),
        (TWO_LAYERS, "h = activation(features @ W1 + B1)\nactivation(h[0, 0] * -1.6822 + h[0, 1] * 0.3177 + 0.2405)"),
    ],
)
def test_numbers_copied_from_the_page_are_read_as_what_they_are(case: Case, text: str) -> None:
    assert judge(case, text).verdict.solved


@for_each(
    "text",
    [
        "activation(torch.sum(features * weights) + 0.5)",
        "activation(-1.9796 + 0 * bias)",
        "activation(features * 0.5 + bias)",
        "activation(0.6813 + bias)",
    ],
)
def test_copied_numbers_pass_no_wrong_program(text: str) -> None:
    assert not judge(UNIT, text).verdict.solved


@for_each(
    ("text", "line"),
    [
        ("y = activation(features @ weights.t() + bias)\nfeatures.shape", 1),
        ("\n\n\ny = activation(features @ weights.t() + bias)  # the unit\ny = features\nweights", 4),
        ("activation(features @ weights.t() + bias)\nactivation(features @ weights.t())", 1),
        ("features\ny = activation(features @ weights.t() + bias)\ny", 0),
        ("# a unit\n\nb = 0.3177\n\ny = activation(features @ weights.t() + b)\ny.shape", 5),
    ],
)
def test_an_earlier_line_counts_and_is_named(text: str, line: int) -> None:
    verdict = judge(UNIT, text).verdict
    assert verdict.solved
    assert verdict.line == line


@for_each(
    "text",
    [
        "0.1595\n0.1596",
        "a = 0.1595\nb = 0.1594\nb",
        "y = 0.1595\nfeatures",
        "output = 0.1595\nactivation(features @ weights.t())",
        "a = 0.1 + 0.0595\nfeatures.shape",
        "y = 0.1595 + 0 * bias\nfeatures",
        "bias * 0 + 0.1595",
        "0.15\n0.16\n0.17",
    ],
)
def test_a_list_of_guesses_does_not_pass(text: str) -> None:
    assert not judge(UNIT, text).verdict.solved


@for_each("text", ["0.1\n0.1595", "features.shape\n0.1595", "y = 0.1595\ny", "y = 0.16\ny"])
def test_a_typed_number_counts_as_the_last_line(text: str) -> None:
    assert judge(UNIT, text).verdict.solved


@for_each(
    ("text", "solved"),
    [
        ("x = 0.15\nx", True),  # cut, as it was typed
        ("print('y:', 0.16)", True),
        ("activation(torch.tensor(0.0)) * 0.319", True),
        ("0.319 / 2", True),
        ("features.shape[1] * 0.0319", True),
        ("activation(torch.tensor(0.0)) * 0.3", False),
        ("activation(torch.tensor(0.0)) * 0.32", False),
        ("0.3 / 2", False),
        ("features.shape[1] * 0.03", False),
        ("bias * 0.5021", False),  # right for these numbers only
    ],
)
def test_a_program_of_typed_numbers_is_cut_only_as_it_was_typed(text: str, solved: bool) -> None:
    assert judge(UNIT, text).verdict.solved is solved


def test_a_program_that_makes_the_number_of_others_tells_no_more_than_the_number() -> None:
    typed = judge(FLAT, f"{solution(FLAT):.4f}").verdict
    made = judge(FLAT, f"activation(torch.tensor(0.0)) * {2 * solution(FLAT):.4f}").verdict
    assert typed.alike is not None
    assert made == typed
    assert not judge(UNIT, "activation(torch.tensor(0.0)) * 0.319\nfeatures").verdict.solved


@for_each(
    ("case", "text", "mistake"),
    [
        (UNIT, "weights = weights.view(5, 1)\nactivation((features * weights).sum() + bias)", "column spread"),
        (UNIT, "w = weights.t()\ntorch.sum(features * w) + bias", "column spread"),
        (UNIT, "weights.resize_(5, 1)\nactivation((features * weights).sum() + bias)", "resized"),
        (UNIT, "activation((weights.t() @ features).sum() + bias)", "column times row, summed"),
        (UNIT, "activation((features * weights).sum()) + bias", "bias after the activation"),
        (UNIT, "activation(features * weights).sum() + bias", "activation before the sum"),
        (UNIT, "activation(torch.mm(features, weights.view(5, 1) + bias))", "bias in the weights"),
        (UNIT, "activation(activation((features * weights).sum() + bias))", "activation twice"),
        (UNIT, "1 / (1 + torch.exp((features * weights).sum() + bias))", "sign in the exponent"),
        (UNIT, "activation((features * weights).mean() + bias)", "mean"),
        (BY_MATRIX, "activation(features @ weights.t()) + bias", "bias after the activation"),
        (BY_MATRIX, "activation(features @ weights.t() - bias)", "bias taken away"),
        (BY_MATRIX, "activation(torch.addmm(bias, features, weights.t()) + bias)", "bias twice"),
        (UNIT, "1 / 1 + torch.exp(-((features * weights).sum() + bias))", "brackets of the sigmoid"),
        (UNIT, "torch.sum(activation(features * weights) + bias)", "activation before the sum"),
        (TWO_LAYERS, "activation(features @ W1 @ W2 + B2)", "nothing on the hidden layer"),
        (
            TWO_LAYERS,
            "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.W1 = W1\n"
            "    def forward(self, x):\n        return activation((x @ self.W1 + B1) @ W2 + B2)\nNet()(features)",
            "no hidden activation",
        ),
        (TWO_LAYERS, "h = activation(features @ W1 + B1)\nactivation(h @ (W2 + B2))", "B2 in the weights"),
        (TWO_LAYERS, "h = activation(features @ (W1 + B1))\nactivation(h @ W2 + B2)", "B1 in the weights"),
        (TWO_LAYERS, "h = activation(features @ W1) + B1\nactivation(h @ W2 + B2)", "B1 after the activation"),
        (TWO_LAYERS, "h = activation(features @ W1 + B1)\nactivation(h @ W2) + B2", "B2 after the activation"),
        (TWO_LAYERS, "h = activation(features @ W1) + B1\nactivation(h @ W2) + B2", "biases after the activations"),
        (TWO_LAYERS, "h = activation(features) @ W1 + B1\nactivation(h @ W2 + B2)", "activation on the inputs"),
        (TWO_LAYERS, "h = activation(torch.relu(features @ W1 + B1))\nactivation(h @ W2 + B2)", "relu"),
        (TWO_LAYERS, "h = activation(features @ W1 + B2)\nactivation(h @ W2 + B2)", "B2 on the hidden layer"),
        (TWO_LAYERS, "h = activation(features @ W1 + B1)\nactivation(h.sum() + B2)", "no W2"),
    ],
)
def test_mistakes_are_named_by_what_was_done(case: Case, text: str, mistake: str) -> None:
    verdict = judge(case, text).verdict
    assert verdict.mistake is not None
    assert verdict.mistake.name == mistake


def test_a_shape_printed_at_the_end_does_not_hide_the_mistake() -> None:
    verdict = judge(UNIT, "y = activation((features * weights).sum())\nprint(y)\ny.shape").verdict
    assert verdict.mistake is not None
    assert verdict.mistake.name == "no bias"


@for_each(
    ("text", "thrown"),
    [
        ("weights.view(5, 1)\ntorch.mm(features, weights)", ("view", 1)),
        ("\nx = features\nweights.t()\ntorch.mm(x, weights)", ("t", 3)),
        ("weights = weights.view(5, 1)\ntorch.mm(weights, weights)", ("", 0)),
        ("torch.mm(features, weights)\nweights.view(5, 1)", ("", 0)),
        ("torch.mm(features, weights", ("", 0)),
    ],
)
def test_what_was_thrown_away_before_an_error(text: str, thrown: tuple[str, int]) -> None:
    assert thrown_away(UNIT, text) == thrown


def test_what_was_thrown_away_before_a_wrong_result() -> None:
    verdict = judge(UNIT, "weights.view(5, 1)\nactivation((features * weights).sum())").verdict
    assert verdict.discarded == ("view", 1)
    right = judge(UNIT, "weights.view(5, 1)\nactivation((features * weights).sum() + bias)").verdict
    assert right.solved
    assert right.discarded == ("", 0)


@for_each(
    "text",
    [
        "y = 0.1595",
        "output=0,1595",
        "[[0.1595]]",
        "[0.1595]",
        "(0.1595)",
        "tensor([[0.1595]], grad_fn=<MulBackward0>)",
        "tensor([[0.1595]], device='cuda:0', grad_fn=<SigmoidBackward0>)",
        "tensor([[0.15950656]], dtype=torch.float64)",
        "tensor([[0.1595]], requires_grad=True)",
        "array([[0.1595]], dtype=float32)",
        "np.array([[0,1595]])",
        "torch.tensor([[0.1595]])",
        "print(0.1595)",
        "Out[5]: tensor([[0.1595]])",
        "output: 0.1595",
        "≈ 0.1595",
        "0.1595;",
        " 0.1595\n[torch.FloatTensor of size 1x1]",
        "1.595e-1",
        "15950.7E-5",
        "0.16",
        "0.15",
        "0.159",
        "0.160",
        "0.1595",
        "0.15950",
        "0.1595065",
        "0.15950655937194824",
        "saída = 0,1595",
        "Resp.: 0,1595",
        "=> 0.1595",
        "**0.1595**",
        "`0.1595`",
        "'0.1595'",
        "$y \\approx 0.1595$",
        "# 0.1595",
        ">>> 0.1595",
        "1) 0.1595",
        "0.1595...",
        "0.1595…",
        "np.float32(0.1595)",
        "15.95%",
        "16 %",
        "a resposta é 0.1595",
        "La salida es 0,1595.",
        "the output is tensor([[0.1595]])",
        "0.1595 (aprox.)",
        "cerca de 0,16",
        "y = f(-1.6619) = 0.1595",
        "1/(1+e^1.6619) = 0.1595",
        "```\n0.1595\n```",
        ">>> the output is 0.1595",
        "!pip install torch\n0.1595",
    ],
)
def test_a_number_however_it_is_written(text: str) -> None:
    assert typed_number(text) is not None
    assert judge(UNIT, text).verdict.solved


@for_each(
    "text",
    [
        "a resposta não é 0.1595",
        "menor que 0.16",
        "0.16 ou 0.12",
        "entre 0.15 e 0.17",
        "f(0.1595)",
        "0.16%",
        "0.1595 x 2",
    ],
)
def test_a_sentence_that_states_no_single_number(text: str) -> None:
    with suppress(ExpressionError):
        assert judge(UNIT, text).verdict.outcome is not Outcome.RIGHT


@for_each("text", ["0.17", "0.161", "0.158", "0.1594", "0.1596", "0.15960", "-0.1595", "-0.16", "1.6e-3"])
def test_a_number_beside_it_is_wrong(text: str) -> None:
    assert judge(UNIT, text).verdict.outcome is not Outcome.RIGHT


CLOSE = "activation(torch.sum(features * weights) + bias)"


@pytest.mark.parametrize("sign", ["+", "-"])
def test_a_program_is_as_exact_as_another_order_of_summation(sign: str) -> None:
    assert judge(UNIT, f"{CLOSE} {sign} 0.000001").verdict.solved
    for off in ("0.00001", "0.0001", "0.001"):
        assert judge(UNIT, f"{CLOSE} {sign} {off}").verdict.outcome is not Outcome.RIGHT, off


@for_each(("decimals", "solved"), [(1, False), (2, False), (3, True), (4, True), (5, True), (6, True)])
def test_a_program_may_round_for_printing_but_not_to_two_decimals(decimals: int, solved: bool) -> None:
    assert judge(UNIT, f"round(float({CLOSE}), {decimals})").verdict.solved is solved


@for_each(("bias", "solved"), [("0.3", False), ("0.32", False), ("0.318", True), ("0.3177", True)])
def test_a_copied_number_has_three_decimals_or_more(bias: str, solved: bool) -> None:
    """With fewer it is as likely a number of the person's own."""
    assert judge(UNIT, f"activation(torch.sum(features * weights) + {bias})").verdict.solved is solved


@given(st.floats(-1, 1, allow_subnormal=False), st.sampled_from([-2, -1, 0, 1, 2]))
@example(0.12, 1)
@example(-0.12, -1)
@example(0.19, 2)
def test_one_decimal_is_rounded_or_cut(exact: float, beside: int) -> None:
    tenths = math.trunc(exact * 10) + beside
    typed = tenths / 10
    assume(0.02 < abs(exact) * 10 % 1 < 0.48 or 0.52 < abs(exact) * 10 % 1 < 0.98)
    cut, rounded = math.trunc(exact * 10), round(exact * 10)
    is_zero = tenths == 0 and exact < 0  # a typed 0 is a positive one
    assert roughly(typed, 1, exact) is (tenths in (cut, rounded) and not is_zero)
    assert not roughly(typed, 2, exact)


@for_each("case", [UNIT, Case(1, 7, 21), Case(2, 7, 64), Case(3, 7, 3, 2), Case(3, 7, 9, 1)])
def test_before_each_activation_the_other_draws_have_both_signs(case: Case) -> None:
    sums: list[list[torch.Tensor]] = []
    for draw in other_draws(case):
        x, *rest = draw.tensors.values()
        if case.exercise == 3:
            first, second, first_bias, second_bias = rest
            z = x @ first + first_bias
            sums.append([x @ first, z, torch.sigmoid(z) @ second + second_bias])
        else:
            weights, bias = rest
            total = (x * weights).sum()
            sums.append([x * weights, total + bias])
    for values in zip(*sums, strict=True):
        assert min(float(value.min()) for value in values) < -0.05
        assert max(float(value.max()) for value in values) > 0.05


@for_each("factor", ["0.999", "1.001", "0.99", "1.01"])
def test_a_mistake_is_known_by_its_number_and_not_by_one_beside_it(factor: str) -> None:
    assert judge(UNIT, "torch.sum(features * weights) + bias").verdict.outcome is Outcome.MISTAKE
    assert judge(UNIT, f"(torch.sum(features * weights) + bias) * {factor}").verdict.outcome is Outcome.WRONG


@given(st.floats(-1, 1, allow_subnormal=False), st.integers(2, 5))
def test_rounded_or_cut_and_nothing_else(exact: float, decimals: int) -> None:
    unit = 10.0**-decimals
    assume(0.05 < abs(exact) / unit % 1 < 0.95)
    sign = math.copysign(1, exact)
    cut = math.copysign(math.floor(abs(exact) / unit) * unit, exact)
    rounded = math.copysign(round(abs(exact) / unit) * unit, exact)
    assert agrees(cut, decimals, exact)
    assert agrees(rounded, decimals, exact)
    assert not agrees(cut + 2 * sign * unit, decimals, exact)
    assert not agrees(cut - 2 * sign * unit, decimals, exact)
    assert not agrees(rounded, 1, exact)


RIGHT = "y = activation(torch.sum(features * weights) + bias)"


@for_each(
    ("text", "line"),
    [
        ("`activation(torch.sum(features * weights) + bias)`", 0),
        (f"  {RIGHT}\n  y", 0),
        (f"\n\n\t{RIGHT}\n\ty.shape\n", 3),
        (f"1  {RIGHT}\n2  print(y)\n3  bias", 2),
        (f"Resposta: {RIGHT}", 0),
        ("saída: activation(torch.sum(features * weights) + bias)", 0),
        (f"{RIGHT}.", 0),
        (f"{RIGHT}\n…", 0),
        (f"{RIGHT}\r\nprint(“é”, y)\r\n", 0),
        (f"{RIGHT}\u2028print(f‘{{y}}’)", 0),
        ("\ufeffdef f(x):\n\xa0\xa0return activation(x)\nf(torch.sum(features × weights) + bias)\u200b", 0),
        ("1／（1 + torch.exp(−torch.sum(features ∗ weights) – bias)）", 0),
        (f"In [3]: {RIGHT}\nIn [4]: y", 0),  # which Python reads as a note about an element of `In`
        (f"from torch import tensor\n{RIGHT.replace('y = ', 'tensor(0.0) + ')}", 0),
        (f'{RIGHT}\n"""\n>>> y\ntensor(1.)\n"""', 0),
    ],
)
def test_what_comes_along_when_a_text_is_copied(text: str, line: int) -> None:
    verdict = judge(UNIT, text).verdict
    assert (verdict.solved, verdict.line) == (True, line)
    assert not judge(UNIT, text.replace("bias", "bias * 0").replace("0.1595", "0.1214")).verdict.solved


@for_each(
    ("text", "mark", "line"),
    [
        (f"```python\n{RIGHT}\nprint(y)\n```", "```python", 1),
        (f"My answer:\n~~~\n{RIGHT}\n~~~\nSo it is 0.1595", "~~~", 2),
        (f">>> {RIGHT}\n>>> y\ntensor([[0.1595]])", ">>>", 1),
        (f"In [3]: {RIGHT}\n   ...: print(y)\nOut[3]: tensor([[0.1595]])", "In [3]:", 1),
        (f"# a unit\n[12]:\n{RIGHT}", "[12]:", 2),
        (f"import torch\n%matplotlib inline\n{RIGHT}", "%matplotlib", 2),
        (f"!pip install torch\n{RIGHT}", "!pip", 1),
        ("%time activation(torch.sum(features * weights) + bias)", "%time", 1),
        (f"%%time\n{RIGHT}", "%%time", 1),
        (f"\ufeff```python\n{RIGHT}\n```", "```python", 1),
        (f"\xa0>>> {RIGHT}", ">>>", 1),
        (">>> y is 0.1595", ">>>", 1),
    ],
)
def test_what_is_no_python_is_named_to_be_taken_away(text: str, mark: str, line: int) -> None:
    with pytest.raises(RefusedError) as caught:
        judge(UNIT, text)
    assert (caught.value.reason, caught.value.what, caught.value.line) == (Reason.COPIED, mark, line)


def test_an_operator_at_the_beginning_of_a_line_is_no_mark() -> None:
    assert judge(UNIT, f"n = (7\n% 8)\n{RIGHT}").verdict.solved


@for_each(
    ("text", "line"),
    [
        ("features\n\ntorch.mm(features, weights)", 3),
        ("\n\nfeatures\nx = torch.mm(features, weights", 4),
        ("features\nfor i in range(2):\n    x = i\n    features.som()\nfeatures", 4),
        ("def f():\n    return 1 / 0\nf()", 2),
        ("features\n# ?\nx ?", 3),
        ("try:\n    y = 1", 2),
        ("features\nx = ____", 2),
    ],
)
def test_an_error_names_its_line(text: str, line: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        judge(UNIT, text)
    assert caught.value.line == line


@for_each(
    ("text", "outcome"),
    [
        ("a = 0.1595\nb = 0.4034\nprint(a, b)", Outcome.SEVERAL),
        ("0.1595, 0.2460, 0.2751", Outcome.SEVERAL),
        ("[k / 1000 for k in range(1000)]", Outcome.SEVERAL),
        ("0.1214\n0.4034\n0.1595", Outcome.SEVERAL),
        ("for k in range(999):\n    print(k / 999)\n0.1595", Outcome.SEVERAL),
        ("z = -1.6619\ny = 0.1595\nprint(z, y)", Outcome.RIGHT),
        ("z = -1.9796 + 0.3177\ny = 0.1595", Outcome.RIGHT),
    ],
)
def test_of_several_typed_numbers_none_is_chosen(text: str, outcome: Outcome) -> None:
    assert judge(UNIT, text).verdict.outcome is outcome


DRAWING = """def activation(x):
    return 1/(1+torch.exp(-x))

torch.manual_seed(7)
x = torch.randn((1, 5))
w = torch.randn_like(x)
b = torch.randn((1, 1))
"""


def test_a_program_that_draws_for_itself_is_run_on_other_draws_too() -> None:
    assert judge(UNIT, DRAWING + "activation(torch.sum(x * w) + b)").verdict.solved
    later = judge(UNIT, DRAWING + "y = activation(torch.sum(x * w) + b)\ny.shape").verdict
    assert (later.solved, later.line) == (True, 8)
    flat = DRAWING.replace("7", "0").replace("5", "64")
    assert judge(FLAT, flat + "activation(torch.sum(x * w) + b)").verdict.solved
    assert judge(FLAT, flat + "activation(torch.sum(x * w))").verdict.outcome is Outcome.MISTAKE


def test_an_assertion_about_one_draw_is_no_mistake() -> None:
    y = "activation(torch.sum(features * weights) + bias)"
    assert judge(UNIT, f"assert abs({y} - 0.1595) < 0.001\n{y}").verdict.solved
