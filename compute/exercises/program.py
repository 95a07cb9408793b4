"""Write an exercise as a program to run at home: what is given, and a place for the answer, or the answer.

The caller decides which of them: the answer is for those who have found it or asked for it.
"""

import torch
from torch import Tensor

from compute.exercises.cases import UPDATED_WEIGHT
from compute.exercises.expression import evaluate
from compute.exercises.judging import Case, drawing, given
from compute.network.program import PRINT_OPTIONS

ACTIVATION = "def activation(x):\n    return 1/(1+torch.exp(-x))"
"""The notebook's sigmoid."""


def given_step(case: Case) -> str:
    """Write the notebook's lines that draw, and print what they have drawn."""
    lines = "\n".join(line for line, _tensor in drawing(case))
    return f'import torch\n\n{PRINT_OPTIONS}\n\n\n{ACTIVATION}\n\n\n{lines}\nprint({", ".join(given(case))}, sep="\\n")'


def open_step(words: str, gap: str = "", answer: str = "output") -> str:
    """Write a place for the answer; it runs as it is, and prints nothing before it is filled.

    Parameters
    ----------
    words: what is to be done here, in the visitor's language.
    gap: the solution with a step missing, to stand there as a comment: it does not run before it is filled.
    answer: the name for what is asked for.
    """
    comments = "\n".join(f"# {line}" for line in (words, *gap.splitlines()))
    return f"{comments}\n{answer} = None\n\nif {answer} is not None:\n    print({answer})"


def solved_step(case: Case) -> str:
    """Write the notebook's answer, and print all that it computes on the way."""
    *before, last = case.right.splitlines()
    on_the_way = ("activation", "delta") if case.asks_for_gradient else ("activation",)
    steps = (line for line in before if any(word in line for word in on_the_way))
    computed = [line.partition(" = ")[0] for line in (*steps, last)]
    return "\n".join([case.right, *(f"print({name})" for name in computed)])


def solved(case: Case) -> dict[str, Tensor]:
    """Run the notebook's answer; return every tensor by its name, given or computed."""
    tensors = given(case)
    for line in case.right.splitlines():
        name, _equals, expression = line.partition(" = ")
        tensors[name] = torch.as_tensor(evaluate(expression, tensors).value)
    return tensors


def gradient(case: Case) -> float:
    """Return dL/dw of the weight or bias that an exercise about gradients asks for; its sign says which way it goes."""
    tensors = solved(case)
    if case.exercise == UPDATED_WEIGHT:
        return float(tensors["features"][0, 0] * tensors["delta_h"])
    return float(tensors[case.answer])
