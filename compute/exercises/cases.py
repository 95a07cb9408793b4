"""State the exercises for any seed and size: what is asked for, and what is given.

The first three are the notebook's. Three more ask for a gradient of its network with two layers.

The right program and the mistaken ones are text, run by `compute.exercises.expression` like a student's own line; so
what a page shows is what was run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor

from compute.exercises.gradient_mistakes import (
    BACK,
    BIAS_MISTAKES,
    STEP_MISTAKES,
    TO_HIDDEN,
    TO_OUTPUT,
    WEIGHT_MISTAKES,
)
from compute.exercises.mistakes import STACK_MISTAKES, Mistake, unit_mistakes
from compute.network.network import draw
from compute.network.program import program
from compute.network.spec import LIMITS, NetworkSpec, Range, SpecError

SUM, MATRIX, STACK = 1, 2, 3
WEIGHT_GRADIENT, BIAS_GRADIENT, UPDATED_WEIGHT = 4, 5, 6

TARGET, RATE = 1.0, 0.5
"""What the output is to be, and the learning rate, in the exercises about gradients; the same for every draw."""

GRADIENT_SIZES = Range(1, 8)
"""How many inputs and hidden units these may have: with more, the sigmoids are flat and the gradients nearly 0."""


@dataclass(frozen=True)
class Exercise:
    """One of the exercises.

    Attributes
    ----------
    number: 1, 2, 3, in the notebook's order, then 4, 5, 6.
    right: the notebook's own answer.
    gap: the same with one step left out, written `____`.
    mistakes: what people get wrong; where two of them give the same, the first is named.
    inputs, hidden: the notebook's sizes.
    """

    number: int
    right: str
    gap: str
    mistakes: tuple[Mistake, ...]
    inputs: int
    hidden: int = 0


EXERCISES: Mapping[int, Exercise] = MappingProxyType(
    {
        SUM: Exercise(
            SUM,
            "output = activation(torch.sum(features * weights) + bias)",
            "output = activation(torch.sum(____) + bias)",
            unit_mistakes("torch.sum(features * weights)"),
            inputs=5,
        ),
        MATRIX: Exercise(
            MATRIX,
            "weights = weights.view({inputs}, 1)\noutput = activation(torch.mm(features, weights) + bias)",
            "weights = weights.____\noutput = activation(torch.mm(features, weights) + bias)",
            unit_mistakes("torch.mm(features, weights.view({inputs}, 1))"),
            inputs=5,
        ),
        STACK: Exercise(
            STACK,
            "hidden_output = activation(torch.mm(features, W1) + B1)\n"
            "output = activation(torch.mm(hidden_output, W2) + B2)",
            "hidden_output = activation(torch.mm(features, W1) + B1)\noutput = activation(____ + B2)",
            STACK_MISTAKES,
            inputs=3,
            hidden=2,
        ),
    }
)
"""The notebook's exercises by their number."""

GRADIENT_EXERCISES: Mapping[int, Exercise] = MappingProxyType(
    {
        WEIGHT_GRADIENT: Exercise(
            WEIGHT_GRADIENT,
            f"{TO_OUTPUT}\ngradient = h[0, 0] * delta",
            f"{TO_OUTPUT}\ngradient = ____ * delta",
            WEIGHT_MISTAKES,
            inputs=3,
            hidden=2,
        ),
        BIAS_GRADIENT: Exercise(
            BIAS_GRADIENT,
            f"{TO_OUTPUT}\ngradient = {BACK}",
            f"{TO_OUTPUT}\ngradient = ____ * delta * h[0, 0] * (1 - h[0, 0])",
            BIAS_MISTAKES,
            inputs=3,
            hidden=2,
        ),
        UPDATED_WEIGHT: Exercise(
            UPDATED_WEIGHT,
            f"{TO_HIDDEN}\nweight = W1[0, 0] - rate * features[0, 0] * delta_h",
            f"{TO_HIDDEN}\nweight = W1[0, 0] - rate * ____ * delta_h",
            STEP_MISTAKES,
            inputs=3,
            hidden=2,
        ),
    }
)
"""The exercises about gradients by their number: dL/dW2[0, 0], dL/dB1[0, 0], and W1[0, 0] after one step, where L is
the mean squared error."""

EVERY_EXERCISE: Mapping[int, Exercise] = MappingProxyType({**EXERCISES, **GRADIENT_EXERCISES})
"""All exercises by their number."""


def exercise_of(number: int) -> Exercise:
    """Return the exercise of this number.

    Raises
    ------
    SpecError: there is none.
    """
    if number not in EVERY_EXERCISE:
        raise SpecError("exercise", number, ", ".join(map(str, EVERY_EXERCISE)))
    return EVERY_EXERCISE[number]


def sizes_of(number: int) -> tuple[Range, Range]:
    """Return how many inputs and how many hidden units an exercise may have."""
    if number in GRADIENT_EXERCISES:
        return GRADIENT_SIZES, GRADIENT_SIZES
    return LIMITS["inputs"], LIMITS["hidden"]


@dataclass(frozen=True)
class Case:
    """An exercise with numbers: which one, from which seed, how large.

    Raises
    ------
    SpecError: a field is out of its range.
    """

    exercise: int
    seed: int
    inputs: int
    hidden: int = 0

    def __post_init__(self) -> None:
        has_hidden = exercise_of(self.exercise).hidden > 0
        inputs, hidden = sizes_of(self.exercise)
        if not has_hidden and self.hidden:
            raise SpecError("hidden", self.hidden, "0 for a single unit")
        if has_hidden and self.hidden not in hidden:
            raise SpecError("hidden", self.hidden, str(hidden))
        if self.inputs not in inputs:
            raise SpecError("inputs", self.inputs, str(inputs))
        _ = self.spec

    @property
    def spec(self) -> NetworkSpec:
        """The network whose output is asked for."""
        return NetworkSpec(self.seed, self.inputs, (self.hidden,) if self.hidden else ())

    @property
    def right(self) -> str:
        """The notebook's answer, for these sizes."""
        return exercise_of(self.exercise).right.format(inputs=self.inputs)

    @property
    def gap(self) -> str:
        """The notebook's answer with one step missing."""
        return exercise_of(self.exercise).gap.format(inputs=self.inputs)

    @property
    def answer(self) -> str:
        """The name under which the right program keeps the answer."""
        return self.right.splitlines()[-1].partition(" = ")[0]

    @property
    def asks_for_gradient(self) -> bool:
        """Whether it is one of the exercises about gradients."""
        return self.exercise in GRADIENT_EXERCISES


def given(case: Case) -> dict[str, Tensor]:
    """Return the tensors by their names in the notebook: features, weights, bias, or features, W1, W2, B1, B2.

    The notebook draws `weights` as a row like the features. The exercises about gradients have `target` as well, and
    where a step is taken `rate`.
    """
    network = draw(case.spec)
    if not case.hidden:
        return {"features": network.features, "weights": network.weights[0].view(1, -1), "bias": network.biases[0]}
    (first, second), (first_bias, second_bias) = network.weights, network.biases
    tensors = {"features": network.features, "W1": first, "W2": second, "B1": first_bias, "B2": second_bias}
    return tensors | wanted(case)


def wanted(case: Case) -> dict[str, Tensor]:
    """Return what is not drawn and stays the same in every draw: `target` and `rate`, where the exercise has them."""
    found: dict[str, Tensor] = {}
    if case.exercise in GRADIENT_EXERCISES:
        found["target"] = torch.tensor([[TARGET]])
    if case.exercise == UPDATED_WEIGHT:
        found["rate"] = torch.tensor(RATE)
    return found


def drawing(case: Case) -> list[tuple[str, Tensor | None]]:
    """Return the notebook's lines that draw, each with its tensor; the first line sets the seed.

    Then come those of `target` and `rate`, where the exercise has them.
    """
    lines = [line for line in program(case.spec, {}).splitlines() if "torch.randn" in line]
    tensors = given(case)
    return [
        (f"torch.manual_seed({case.seed})", None),
        *((line, tensors[line.partition(" = ")[0]]) for line in lines),
        *((f"{name} = torch.tensor({tensor.tolist()})", tensor) for name, tensor in wanted(case).items()),
    ]
