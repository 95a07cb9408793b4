"""The notebook's three exercises, for any seed and size: what is given, what is right, and what people get wrong.

A mistake is a program, not a number: it is run on the tensors that were drawn, so that it is known for every seed. The
right program and the mistaken ones are text, run by `compute.expression` like a student's own line; so what a page
shows is what was run.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

import torch
from torch import Tensor

from compute.expression import Evaluated, Value, evaluate
from compute.network import draw
from compute.program import program
from compute.spec import LIMITS, NetworkSpec, SpecError
from compute.vocabulary import MATRIX_PRODUCTS

SUM, MATRIX, STACK = 1, 2, 3

TOLERANCE = 6e-5
"""For a number typed with the four decimals that torch prints: half of the last one, and some rounding."""

RELATIVE, ABSOLUTE = 2e-6, 4e-6
"""For the result of a program: orders of summation may differ, nothing else."""

MAX_NUMBER = 40
"""Characters of a typed number."""

_NUMBER = re.compile(r"[+-]?(\d{1,15}([.,]\d{0,15})?|[.,]\d{1,15})(e[+-]?\d{1,3})?", re.ASCII | re.IGNORECASE)
_PRINTED = re.compile(r"tensor\(\s*\[{0,2}([^][]*)\]{0,2}\s*\)")


@dataclass(frozen=True)
class Mistake:
    """A known wrong way.

    Attributes
    ----------
    name: short and fixed; the pages have its name and a hint in the reader's language.
    programs: ways to write it; any of them gives it away. `{inputs}` stands for the number of inputs.
    """

    name: str
    programs: tuple[str, ...]


@dataclass(frozen=True)
class Exercise:
    """One of the three.

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


OUTER = "column times row"

_RESIZED = Mistake("resized", ("weights.resize_({inputs}, 1)\nactivation(torch.sum(features * weights) + bias)",))
_OUTER = Mistake(
    OUTER,
    (
        "torch.mm(features.t(), weights)",
        "activation(torch.mm(features.t(), weights) + bias)",
        "features * weights.view({inputs}, 1)",
        "activation(features * weights.view({inputs}, 1) + bias)",
    ),
)
_NOT_SUMMED = Mistake("not summed", ("activation(features * weights + bias)", "features * weights + bias"))
_INSIDE = Mistake(
    "bias inside the sum",
    (
        "activation(torch.sum(features * weights + bias))",
        "activation(torch.mm(features, weights.view({inputs}, 1) + bias))",
    ),
)

EXERCISES: Mapping[int, Exercise] = MappingProxyType(
    {
        SUM: Exercise(
            SUM,
            "output = activation(torch.sum(features * weights) + bias)",
            "output = activation(torch.sum(____) + bias)",
            (
                Mistake("no bias", ("activation(torch.sum(features * weights))",)),
                _INSIDE,
                Mistake("no activation", ("torch.sum(features * weights) + bias",)),
                _OUTER,
                _RESIZED,
                Mistake("weighted sum only", ("torch.sum(features * weights)",)),
                _NOT_SUMMED,
            ),
            inputs=5,
        ),
        MATRIX: Exercise(
            MATRIX,
            "weights = weights.view({inputs}, 1)\noutput = activation(torch.mm(features, weights) + bias)",
            "weights = weights.____\noutput = activation(torch.mm(features, weights) + bias)",
            (
                Mistake("no bias", ("activation(torch.mm(features, weights.view({inputs}, 1)))",)),
                _INSIDE,
                Mistake("no activation", ("torch.mm(features, weights.view({inputs}, 1)) + bias",)),
                _OUTER,
                _RESIZED,
                Mistake("weighted sum only", ("torch.mm(features, weights.view({inputs}, 1))",)),
                _NOT_SUMMED,
            ),
            inputs=5,
        ),
        STACK: Exercise(
            STACK,
            "hidden_output = activation(torch.mm(features, W1) + B1)\n"
            "output = activation(torch.mm(hidden_output, W2) + B2)",
            "hidden_output = activation(torch.mm(features, W1) + B1)\noutput = activation(____ + B2)",
            (
                Mistake("no hidden activation", ("h = torch.mm(features, W1) + B1\nactivation(torch.mm(h, W2) + B2)",)),
                Mistake("no biases", ("h = activation(torch.mm(features, W1))\nactivation(torch.mm(h, W2))",)),
                Mistake("no output activation", ("h = activation(torch.mm(features, W1) + B1)\ntorch.mm(h, W2) + B2",)),
                Mistake("relu", ("h = torch.relu(torch.mm(features, W1) + B1)\nactivation(torch.mm(h, W2) + B2)",)),
                Mistake("tanh", ("h = torch.tanh(torch.mm(features, W1) + B1)\nactivation(torch.mm(h, W2) + B2)",)),
                Mistake("no B1", ("h = activation(torch.mm(features, W1))\nactivation(torch.mm(h, W2) + B2)",)),
                Mistake("no B2", ("h = activation(torch.mm(features, W1) + B1)\nactivation(torch.mm(h, W2))",)),
                Mistake("no activation at all", ("h = torch.mm(features, W1) + B1\ntorch.mm(h, W2) + B2",)),
                Mistake(
                    "hidden layer only",
                    (
                        "activation(torch.mm(features, W1) + B1)",
                        "torch.mm(features, W1) + B1",
                        "torch.mm(features, W1)",
                    ),
                ),
            ),
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
        """The same with one step missing."""
        return EXERCISES[self.exercise].gap.format(inputs=self.inputs)


class Outcome(StrEnum):
    """What can be said of an answer."""

    RIGHT = "right"
    OTHER_WAY = "other way"
    """The right number in the second exercise, but without a matrix product."""
    ROUNDED = "rounded"
    """Right as far as it goes, with fewer than four decimals."""
    MISTAKE = "mistake"
    SHAPE = "shape"
    """No known mistake, and not a single number."""
    WRONG = "wrong"


@dataclass(frozen=True)
class Verdict:
    """What is said of an answer; `mistake` and `program` name the known wrong way that gives the same."""

    outcome: Outcome
    mistake: Mistake | None = None
    program: str = ""

    @property
    def solved(self) -> bool:
        """Whether the exercise is done."""
        return self.outcome is Outcome.RIGHT


def given(case: Case) -> dict[str, Tensor]:
    """The tensors by their names in the notebook: features, weights, bias, or features, W1, W2, B1, B2.

    The notebook draws `weights` as a row like the features.
    """
    network = draw(case.spec)
    if case.exercise != STACK:
        return {"features": network.features, "weights": network.weights[0].view(1, -1), "bias": network.biases[0]}
    (first, second), (first_bias, second_bias) = network.weights, network.biases
    return {"features": network.features, "W1": first, "W2": second, "B1": first_bias, "B2": second_bias}


def drawing(case: Case) -> list[tuple[str, Tensor | None]]:
    """The notebook's lines that draw the tensors, each with what it draws; the first line sets the seed."""
    lines = [line for line in program(case.spec, {}).splitlines() if "torch.randn" in line]
    tensors = given(case)
    return [
        (f"torch.manual_seed({case.seed})", None),
        *((line, tensors[line.partition(" = ")[0]]) for line in lines),
    ]


@lru_cache(maxsize=16)
def _run(case: Case) -> tuple[Tensor, tuple[tuple[Mistake, str, Tensor], ...]]:
    """What the right program gives, and what each mistaken one gives; nobody gets hold of these tensors."""
    tensors = given(case)

    def result(text: str) -> Tensor:
        return torch.as_tensor(evaluate(text, tensors).value)

    mistakes = tuple(
        (mistake, text, result(text))
        for mistake in EXERCISES[case.exercise].mistakes
        for text in (template.format(inputs=case.inputs) for template in mistake.programs)
    )
    return result(case.right), mistakes


def solution(case: Case) -> float:
    """The output y that is asked for."""
    return float(_run(case)[0])


def mistaken(case: Case) -> list[tuple[Mistake, str, Tensor]]:
    """Each mistake with its program and what that gives."""
    return [(mistake, text, value.clone()) for mistake, text, value in _run(case)[1]]


def parse_number(text: str) -> tuple[float, int] | None:
    """A typed number and how many decimals it has, or None where the text is no number.

    It may have a decimal comma, and may be what `print` shows: `tensor([[0.1595]])`.
    """
    text = text.strip()
    if len(text) > MAX_NUMBER:
        return None
    printed = _PRINTED.fullmatch(text)
    text = (printed.group(1) if printed else text).strip().replace("−", "-")
    if not _NUMBER.fullmatch(text):
        return None
    mantissa, _, exponent = text.replace(",", ".").lower().partition("e")
    decimals = len(mantissa.partition(".")[2]) - int(exponent or 0)
    return float(f"{mantissa}e{exponent or 0}"), decimals


def check_number(case: Case, value: float, decimals: int = 4) -> Verdict:
    """What a typed number says: the right one, a known mistake, or neither; compared with `TOLERANCE`.

    Where a mistake happens to give the right number, it is right; a number cannot tell.
    """
    right, mistakes = _run(case)
    if abs(value - float(right)) <= TOLERANCE:
        return Verdict(Outcome.RIGHT)
    for mistake, program_text, result in mistakes:
        if result.numel() == 1 and abs(value - float(result)) <= TOLERANCE:
            return Verdict(Outcome.MISTAKE, mistake, program_text)
    if 0 < decimals < 4 and abs(value - float(right)) <= 0.5 * 10.0**-decimals + 1e-9:
        return Verdict(Outcome.ROUNDED)
    return Verdict(Outcome.WRONG)


def check_program(case: Case, evaluated: Evaluated) -> Verdict:
    """What a line of PyTorch gave: compared up to rounding, so that a mistake shows that four decimals would hide."""
    right, mistakes = _run(case)
    value = _as_tensor(evaluated.value)
    if value is None:
        return Verdict(Outcome.SHAPE)
    if value.numel() == 1 and _same(value.reshape(()), right.reshape(())):
        by_matrices = bool(evaluated.used & MATRIX_PRODUCTS)
        return Verdict(Outcome.RIGHT if case.exercise != MATRIX or by_matrices else Outcome.OTHER_WAY)
    for mistake, program_text, result in mistakes:
        single = value.numel() == result.numel() == 1
        if (single or value.shape == result.shape) and _same(value.reshape(result.shape), result):
            return Verdict(Outcome.MISTAKE, mistake, program_text)
    if case.exercise != STACK and case.inputs > 1 and value.shape == (case.inputs, case.inputs):
        mistake, program_text, _ = next(entry for entry in mistakes if entry[0].name == OUTER)
        return Verdict(Outcome.MISTAKE, mistake, program_text)
    return Verdict(Outcome.WRONG if value.numel() == 1 else Outcome.SHAPE)


@dataclass(frozen=True, eq=False)
class Answer:
    """What somebody answered, and what is said of it.

    Attributes
    ----------
    verdict: see `check_number` and `check_program`.
    value: what the line of PyTorch gave, or None where a number was typed.
    """

    verdict: Verdict
    value: Value | None = None


def judge(case: Case, text: str) -> Answer:
    """Judge a typed number or a line of PyTorch.

    Raises
    ------
    ExpressionError: the text is neither, or torch refuses it.
    """
    number = parse_number(text)
    if number is not None:
        return Answer(check_number(case, *number))
    evaluated = evaluate(text, given(case))
    return Answer(check_program(case, evaluated), evaluated.value)


def _as_tensor(value: Value) -> Tensor | None:
    """A tensor, or a plain number as one; a shape is none."""
    if isinstance(value, tuple):
        return None
    return value if isinstance(value, Tensor) else torch.tensor(float(value))


def _same(first: Tensor, second: Tensor) -> bool:
    return torch.allclose(first.float(), second, rtol=RELATIVE, atol=ABSOLUTE)
