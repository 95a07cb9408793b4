"""State the notebook's three exercises for any seed and size: what is asked for, and what is given.

The right program and the mistaken ones are text, run by `compute.exercises.expression` like a student's own line; so
what a page shows is what was run.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from torch import Tensor

from compute.exercises.mistakes import STACK_MISTAKES, Mistake, unit_mistakes
from compute.network.network import draw
from compute.network.program import program
from compute.network.spec import LIMITS, NetworkSpec, SpecError

SUM, MATRIX, STACK = 1, 2, 3


@dataclass(frozen=True)
class Exercise:
    """One of the three exercises.

    Attributes
    ----------
    number: 1, 2, 3, in the notebook's order.
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
"""The exercises by their number."""


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
        if self.exercise not in EXERCISES:
            raise SpecError("exercise", self.exercise, ", ".join(map(str, EXERCISES)))
        if self.exercise != STACK and self.hidden:
            raise SpecError("hidden", self.hidden, "0 for a single unit")
        if self.exercise == STACK and self.hidden not in LIMITS["hidden"]:
            raise SpecError("hidden", self.hidden, str(LIMITS["hidden"]))
        _ = self.spec

    @property
    def spec(self) -> NetworkSpec:
        """The network whose output is asked for."""
        return NetworkSpec(self.seed, self.inputs, (self.hidden,) if self.hidden else ())

    @property
    def right(self) -> str:
        """The notebook's answer, for these sizes."""
        return EXERCISES[self.exercise].right.format(inputs=self.inputs)

    @property
    def gap(self) -> str:
        """The notebook's answer with one step missing."""
        return EXERCISES[self.exercise].gap.format(inputs=self.inputs)


def given(case: Case) -> dict[str, Tensor]:
    """Return the tensors by their names in the notebook: features, weights, bias, or features, W1, W2, B1, B2.

    The notebook draws `weights` as a row like the features.
    """
    network = draw(case.spec)
    if case.exercise != STACK:
        return {"features": network.features, "weights": network.weights[0].view(1, -1), "bias": network.biases[0]}
    (first, second), (first_bias, second_bias) = network.weights, network.biases
    return {"features": network.features, "W1": first, "W2": second, "B1": first_bias, "B2": second_bias}


def drawing(case: Case) -> list[tuple[str, Tensor | None]]:
    """Return the notebook's lines that draw, each with its tensor; the first line sets the seed."""
    lines = [line for line in program(case.spec, {}).splitlines() if "torch.randn" in line]
    tensors = given(case)
    return [
        (f"torch.manual_seed({case.seed})", None),
        *((line, tensors[line.partition(" = ")[0]]) for line in lines),
    ]
