"""The sentences of the exercises about gradients: the question, the task, three hints, and what the answer means."""

import torch

from components.base.text import untranslated
from components.exercises.gradient_words import (
    gradient_lead,
    gradient_task,
    hints_bias_gradient,
    hints_updated_weight,
    hints_weight_gradient,
    meaning_of,
    parameter,
)
from compute.exercises.cases import BIAS_GRADIENT, UPDATED_WEIGHT, WEIGHT_GRADIENT, Case, given
from compute.network.forward import forward_network
from compute.network.network import draw
from tests.cases import for_each


def test_each_exercise_is_about_a_weight_or_a_bias() -> None:
    assert [parameter(number) for number in (4, 5, 6)] == ["W2[0, 0]", "B1[0, 0]", "W1[0, 0]"]


@for_each(
    ("case", "question"),
    [
        (
            Case(4, 12, 4, 5),
            "Network **4-5-1** from the seed **12**, target **1**: how steep is the loss along a weight of the output?",
        ),
        (
            Case(5, 7, 3, 2),
            "Network **3-2-1** from the seed **7**, target **1**: how steep is the loss along a bias of the hidden "
            "layer?",
        ),
        (
            Case(6, 7, 1, 8),
            "Network **1-8-1** from the seed **7**, target **1**, learning rate **0.5**: where does one step take "
            "a weight?",
        ),
    ],
)
def test_the_question_has_network_seed_target_and_rate(case: Case, question: str) -> None:
    assert gradient_lead(case, untranslated) == question


def test_the_task_names_what_is_asked_for() -> None:
    for number, asked in (
        (WEIGHT_GRADIENT, "dL/dW2[0, 0]"),
        (BIAS_GRADIENT, "dL/dB1[0, 0]"),
        (UPDATED_WEIGHT, "`W1[0, 0]`"),
    ):
        assert asked in gradient_task(number, untranslated)
        assert "the loss is L = (y − target)²" in gradient_task(number, untranslated)
    assert "`rate`" in gradient_task(UPDATED_WEIGHT, untranslated)
    assert "`rate`" not in gradient_task(BIAS_GRADIENT, untranslated)


def way(case: Case) -> dict[str, str]:
    """The numbers of the way there and back, as torch and the page write them."""
    x, first, second, b1, b2 = list(given(case).values())[:5]
    h = torch.sigmoid(x @ first + b1)
    y = torch.sigmoid(h @ second + b2)
    delta = 2 * (y - 1) * y * (1 - y)
    back = second[0, 0] * delta * h[0, 0] * (1 - h[0, 0])
    numbers = {"h": h[0, 0], "W2": second[0, 0], "W1": first[0, 0], "delta": delta, "delta_h": back}
    return {name: f"{float(number):.4f}".replace("-", "−") for name, number in numbers.items()}


@for_each("seed", [7, 9, 12])
def test_the_third_hint_has_the_numbers_of_the_way(seed: int) -> None:
    weight, bias, step = (Case(number, seed, 4, 3) for number in (4, 5, 6))
    passed, n = forward_network(draw(weight.spec)), way(weight)
    assert hints_weight_gradient(weight, passed, untranslated)[2] == (
        f"`h[0, 0]` is {n['h']} and delta is {n['delta']}. What do they make together?"
    )
    assert hints_bias_gradient(bias, passed, untranslated)[2] == (
        f"`W2[0, 0]` is {n['W2']}, delta of the output {n['delta']}, `h[0, 0]` {n['h']}. What is missing is the slope."
    )
    assert hints_updated_weight(step, passed, untranslated)[2] == (
        f"`h[0, 0]` is {n['h']}, and delta of the hidden unit is {n['delta_h']}. Multiply by `features[0, 0]` and "
        "`rate`, and take it away from the weight."
    )


@for_each(
    ("hints", "case", "first", "second"),
    [
        (hints_weight_gradient, Case(4, 7, 3, 2), "Go forward first", "Delta of the output has two factors"),
        (hints_bias_gradient, Case(5, 7, 3, 2), "Go back from the loss", "Delta of the output is `2 * (y - target)"),
        (hints_updated_weight, Case(6, 7, 3, 2), "A step goes downhill", "as in exercise 5."),
    ],
)
def test_the_first_hints_come_before_it(hints: object, case: Case, first: str, second: str) -> None:
    found = hints(case, forward_network(draw(case.spec)), untranslated)  # type: ignore[operator]
    assert first in found[0]
    assert second in found[1]


@for_each(
    ("case", "words"),
    [
        (
            Case(4, 7, 3, 2),
            "Below 0: the loss falls where `W2[0, 0]` grows, so a step of gradient descent takes it up.",
        ),
        (Case(5, 7, 3, 2), "Above 0: the loss grows with `B1[0, 0]`, so a step of gradient descent takes it down."),
        (
            Case(6, 7, 3, 2),
            "The step goes against the gradient, which is −0.0159: `W1[0, 0]` goes up, from −1.1143 to −1.1064.",
        ),
        (
            Case(6, 10, 3, 2),
            "The step goes against the gradient, which is 0.0112: `W1[0, 0]` goes down, from −1.2277 to −1.2333.",
        ),
        (
            Case(6, 8, 3, 2),
            "The step goes against the gradient, which is −0.0001: `W1[0, 0]` stays 0.4181 in four decimals.",
        ),
        (Case(3, 7, 3, 2), ""),
        (Case(1, 7, 5), ""),
    ],
)
def test_what_the_answer_means(case: Case, words: str) -> None:
    assert meaning_of(case, untranslated) == words
