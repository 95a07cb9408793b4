"""Run lines about autograd for real, one after another, and say what each leaves behind.

A state is a function of the lines alone, so that no session keeps a tensor, and undo is the same history without its
last line. What is run is the text that is shown.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import CodeType, MappingProxyType
from typing import Any

import numpy as np
import torch
from torch import Tensor

from compute.files.steps import in_one
from compute.gradients.grad_graph import GradGraph, graph_of
from compute.torch_errors import TORCH_ERRORS, words_of

MAX_LINES = 24
"""The most lines after the first one."""

MAX_LINES_TEXT = 300
"""The longest text of a history of `MAX_LINES` lines."""

LINE_SEPARATOR = "~"

GIVEN = "x = torch.tensor([1.0, 2.0, 3.0])"
"""The line that every history begins with."""

TENSOR_NAMES = ("x", "y", "d", "a")
"""What the lines make: the leaf, the result, the detached tensor, the array."""

AUTOGRAD_LINES: Mapping[str, str] = MappingProxyType(
    {
        "grad": "x.requires_grad_()",
        "square": "y = (x ** 2).sum()",
        "triple": "y = x * 3",
        "tanh": "y = torch.tanh(y)",
        "sum": "y = y.sum()",
        "without": "with torch.no_grad():\n    y = (x ** 2).sum()",
        "back": "y.backward()",
        "retain": "y.backward(retain_graph=True)",
        "keep": "y.retain_grad()",
        "zero": "x.grad.zero_()",
        "none": "x.grad = None",
        "update": "with torch.no_grad():\n    x -= 0.1 * x.grad",
        "double": "x.mul_(2)",
        "detach": "d = x.detach()",
        "through": "d.mul_(2)",
        "numpy": "a = x.numpy()",
        "array": "a = x.detach().numpy()",
        "item": "print(y.item())",
        "value": "print(y.numpy())",
    }
)
"""The lines by their names in links."""

_ERRORS = (*TORCH_ERRORS, NameError, AttributeError)

_NAMES = re.compile(r"[a-z]{1,8}(?:~[a-z]{1,8})*", re.ASCII)

_CODE: Mapping[str, CodeType] = MappingProxyType(
    {name: compile(line, "autograd.py", "exec") for name, line in AUTOGRAD_LINES.items()}
)


@dataclass(frozen=True)
class AutogradTensor:
    """A name and what it holds after a line.

    Attributes
    ----------
    is_array: an array of NumPy's, which knows no gradients.
    values: a number, or a row of numbers.
    requires_grad: whether torch keeps account of what is computed with it.
    grad: `.grad`; None where it has none, or where torch keeps none because it is not a leaf.
    grad_fn: the name of what it was computed by; empty if torch does not know of any.
    is_leaf: whether it was not computed from something that requires gradients.
    shares: the names before it that look at the same memory.
    """

    name: str
    is_array: bool
    values: float | tuple[float, ...]
    requires_grad: bool = False
    grad: float | tuple[float, ...] | None = None
    grad_fn: str = ""
    is_leaf: bool = True
    shares: tuple[str, ...] = ()


@dataclass(frozen=True)
class AutogradStep:
    """A line of the history, and the state after it.

    Attributes
    ----------
    code: its name in links; empty for the line that is given.
    line: as in the program, with the line below it where it has one.
    printed: what it has printed.
    error, words: the class and the own words of torch's or Python's error; empty if the line was not refused.
    tensors: every name after the line.
    graph: what y was computed by, after the line.
    """

    code: str
    line: str
    printed: str
    error: str
    words: str
    tensors: tuple[AutogradTensor, ...]
    graph: GradGraph

    @property
    def refused(self) -> bool:
        """Whether the line has raised an error."""
        return bool(self.error)

    def tensor(self, name: str) -> AutogradTensor | None:
        """Return what a name holds after the line."""
        return next((each for each in self.tensors if each.name == name), None)


def parse_lines(text: str) -> tuple[str, ...] | None:
    """Read the history that a link holds, `grad~square~back`; None where any part of it says nothing."""
    if not text:
        return ()
    if len(text) > MAX_LINES_TEXT or not _NAMES.fullmatch(text):
        return None
    names = tuple(text.split(LINE_SEPARATOR))
    return names if len(names) <= MAX_LINES and all(name in AUTOGRAD_LINES for name in names) else None


def format_lines(names: Sequence[str]) -> str:
    """Write the text that `parse_lines` reads back."""
    return LINE_SEPARATOR.join(names)


def run_lines(names: Sequence[str]) -> tuple[AutogradStep, ...]:
    """Run the given line and then each of these, and return the state after every one; the last one is what is there.

    Raises
    ------
    ValueError: more than `MAX_LINES` lines, or one that is not among `AUTOGRAD_LINES`.
    """
    if len(names) > MAX_LINES or any(name not in AUTOGRAD_LINES for name in names):
        raise ValueError(f"no such lines: {names}")
    printed: list[str] = []
    held: dict[str, Any] = {"torch": torch, "print": lambda value: printed.append(str(value))}
    with torch.enable_grad():
        exec(compile(GIVEN, "autograd.py", "exec"), held)
        steps = [_state("", GIVEN, "", None, held)]
        for name in names:
            printed.clear()
            error = _error_of(_CODE[name], held)
            steps.append(_state(name, AUTOGRAD_LINES[name], "".join(printed), error, held))
    return tuple(steps)


def autograd_program(names: Sequence[str]) -> str:
    """Write the history as a program; a line that was refused stands in `try`, and prints the error's words."""
    steps = run_lines(names)
    told = [line for held in steps[-1].tensors for line in _told(held)]
    lines = [line for step in steps for line in _lines_of(step)]
    return in_one(["import torch", "\n".join(lines), "\n".join(told)])


def _error_of(code: CodeType, held: dict[str, Any]) -> Exception | None:
    try:
        exec(code, held)
    except _ERRORS as error:
        return error
    return None


def _state(code: str, line: str, printed: str, error: Exception | None, held: Mapping[str, Any]) -> AutogradStep:
    found = {name: held[name] for name in TENSOR_NAMES if name in held}
    tensors = {name: each for name, each in found.items() if isinstance(each, Tensor)}
    graph = graph_of(tensors["y"], tensors) if "y" in tensors else GradGraph((), ())
    kind, words = ("", "") if error is None else (type(error).__name__, words_of(error))
    return AutogradStep(code, line, printed, kind, words, tuple(_looked_at(found)), graph)


def _looked_at(found: Mapping[str, Any]) -> Iterator[AutogradTensor]:
    for at, (name, held) in enumerate(found.items()):
        shares = tuple(other for other in list(found)[:at] if _address(found[other]) == _address(held))
        if isinstance(held, np.ndarray):
            yield AutogradTensor(name, True, _values(torch.from_numpy(held)), shares=shares)
            continue
        has_grad = held.is_leaf or held.retains_grad  # for any other one torch would only warn
        grad = held.grad if has_grad else None
        yield AutogradTensor(
            name,
            False,
            _values(held),
            held.requires_grad,
            None if grad is None else _values(grad),
            "" if held.grad_fn is None else held.grad_fn.name(),
            held.is_leaf,
            shares,
        )


def _address(held: Any) -> int:
    """Return where the memory of a tensor or an array begins."""
    return int(held.data_ptr() if isinstance(held, Tensor) else held.__array_interface__["data"][0])


def _values(tensor: Tensor) -> float | tuple[float, ...]:
    values = tensor.detach().tolist()
    return tuple(values) if isinstance(values, list) else float(values)


def _lines_of(step: AutogradStep) -> list[str]:
    lines = step.line.splitlines()
    if not step.refused:
        return lines
    return ["try:", *(f"    {line}" for line in lines), f"except {step.error} as error:", "    print(error)"]


def _told(held: AutogradTensor) -> list[str]:
    if held.is_array:
        return [f'print("{held.name} =", {held.name})']
    lines = [f'print("{held.name} =", {held.name})']
    return [*lines, f'print("{held.name}.grad =", {held.name}.grad)'] if held.grad is not None else lines
