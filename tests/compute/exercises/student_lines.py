"""What a student's lines give here, beside what Python itself makes of them."""

import ast
from collections.abc import Iterator, Mapping

import numpy as np
import torch
from torch import Tensor

from compute.exercises.bounds import Budget, Gate
from compute.exercises.expression import FailedError, RefusedError, evaluate
from compute.exercises.known import modules
from compute.exercises.making import Draws
from compute.exercises.statements import Program

NAMES: Mapping[str, Tensor] = {
    "x": torch.tensor([[1.0, -2.0, 3.0]]),
    "w": torch.tensor([[0.5, 0.25, -1.0]]),
    "b": torch.tensor([[0.75]]),
}


def parts(value: object) -> Iterator[object]:
    """Every number within a value, with its kind; of a tensor its type and its shape as well. Texts are left out."""
    if isinstance(value, np.ndarray | np.generic):
        value = torch.from_numpy(value.copy()) if isinstance(value, np.ndarray) else value.item()
    if isinstance(value, Tensor):
        yield str(value.dtype), tuple(value.shape), value.tolist()
    elif isinstance(value, dict):
        yield from parts(list(value.values()))
    elif isinstance(value, list | tuple | range):
        for part in value:
            yield from parts(part)
    elif isinstance(value, bool | int | float):
        yield type(value).__name__, value


def given(text: str) -> list[object]:
    """What the last line of a text gives here."""
    return list(parts(evaluate(text, NAMES).lines[-1].values))


def pythons(text: str) -> list[object]:
    """What the last line of a text gives in Python itself, with the real torch."""
    tree = ast.parse(text)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr)
    names: dict[str, object] = {"torch": torch, "np": np, "nn": torch.nn, "F": torch.nn.functional}
    names |= {name: tensor.clone() for name, tensor in NAMES.items()}
    exec(compile(tree, "student", "exec"), names)
    return list(parts(eval(compile(ast.Expression(last.value), "student", "eval"), names)))


def told(text: str, names: Mapping[str, Tensor] = NAMES) -> tuple[str, str]:
    """Why a text gives nothing: the reason of a refusal and the thing, or the kind and the words of an error."""
    try:
        evaluate(text, dict(names))
    except RefusedError as error:
        return error.reason, error.what
    except FailedError as error:
        return error.kind, error.words
    return "", ""


def allowed(text: str) -> tuple[str, ...]:
    """What a refusal says would be allowed."""
    try:
        evaluate(text, NAMES)
    except RefusedError as error:
        return error.allowed
    return ()


def spent(text: str, names: Mapping[str, object]) -> Budget:
    """What a text costs: steps of the interpreter, operations of torch and NumPy, elements that these give."""
    budget = Budget()
    program = Program(modules(Draws()), names, budget)
    with Gate(budget):
        for statement in ast.parse(text).body:
            program.statement(statement)
    return budget
