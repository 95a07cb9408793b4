"""Judge an answer to one of the exercises: a typed number, or a student's own lines of PyTorch.

What is asked for and given stands in `compute/exercises/cases.py`, and what people get wrong in
`compute/exercises/mistakes.py`.

A number is compared with the answer to the decimals that were typed. Lines are run on the tensors of the case and on
other draws (`compute/exercises/draws.py`): what is right on all of them is right, whichever way it was computed. A text
in which numbers were copied from the page is also read with the names for these numbers.
"""

import ast
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import torch
from torch import Tensor

from compute.exercises.cases import (
    EVERY_EXERCISE,
    EXERCISES,
    GRADIENT_EXERCISES,
    MATRIX,
    STACK,
    SUM,
    Case,
    Exercise,
    drawing,
    given,
    sizes_of,
)
from compute.exercises.draws import Draw, mistaken_by, other_draws, own_draw, result, without_numbers
from compute.exercises.expression import Evaluated, ExpressionError, Line, RefusedError, Value, evaluate
from compute.exercises.mistakes import OUTER, Mistake
from compute.exercises.numbers import SHOWN_DECIMALS, TOLERANCE, agrees, nearly, parse_number, roughly, stated_number
from compute.exercises.pasting import UNREADABLE, cleaned, copied_mark, unmarked
from compute.exercises.reading import read
from compute.exercises.refusals import FailedError, Reason
from compute.exercises.rewriting import by_name

__all__ = [
    "EVERY_EXERCISE",
    "EXERCISES",
    "GRADIENT_EXERCISES",
    "MATRIX",
    "OUTER",
    "STACK",
    "SUM",
    "TOLERANCE",
    "Case",
    "Exercise",
    "Judgement",
    "Mistake",
    "Outcome",
    "Verdict",
    "check_number",
    "drawing",
    "given",
    "judge",
    "mistaken",
    "parse_number",
    "sizes_of",
    "solution",
    "thrown_away",
    "typed_number",
]

RELATIVE, ABSOLUTE = 2e-6, 4e-6
"""For the result of a program: orders of summation may differ, nothing else."""

MISTAKEN = 1e-4
"""For the result of a mistaken program, which may be large; it is compared on another draw as well."""

_TORCH_PRODUCTS = ("mm", "matmul", "@", "dot", "vdot", "inner", "mv", "bmm", "einsum", "tensordot", "multi_dot")
_ADDED_PRODUCTS = ("addmm", "addmv", "addbmm", "baddbmm", "addmm_", "addmv_", "linear", "Linear", "bilinear")
MATRIX_PRODUCTS = frozenset([*_TORCH_PRODUCTS, *_ADDED_PRODUCTS, "chain_matmul"])
"""What counts as a matrix product in the second exercise."""

_DECIMALS = re.compile(r"\d*\.\d+")
_ROUNDINGS = (3, 4, 5, 6)
_OUTPUTS = ("output", "y")
_MAX_BARE = 3
_MAX_GUESSES = 1
"""The most other numbers typed in the lines before the one that counts."""


class Outcome(StrEnum):
    """The possible verdicts on an answer."""

    RIGHT = "right"
    OTHER_WAY = "other way"
    """The right number in the second exercise, but without a matrix product."""
    ROUNDED = "rounded"
    """Right as far as it goes, with a single decimal."""
    SEVERAL = "several"
    """Several typed numbers, of which nobody knows which one is meant."""
    MISTAKE = "mistake"
    ONLY_HERE = "only here"
    """No known mistake, and right only for the numbers of the case."""
    SHAPE = "shape"
    """No known mistake, and not a single number."""
    WRONG = "wrong"


@dataclass(frozen=True)
class Verdict:
    """The verdict on an answer, with its details.

    Attributes
    ----------
    mistake, program: the known wrong way that gives the same.
    alike: of a right number: a mistake that gives the same to the decimals that were typed.
    line: the line that is right, where that is not the last; 0 for the last.
    name: the variable that holds the right number, where no line is right as it stands.
    hidden: of a mistake: that it gives the right number here, and on other draws does not.
    discarded: the operation whose result a line has thrown away, and that line's number.
    """

    outcome: Outcome
    mistake: Mistake | None = None
    program: str = ""
    alike: Mistake | None = None
    line: int = 0
    name: str = ""
    hidden: bool = False
    discarded: tuple[str, int] = ("", 0)

    @property
    def solved(self) -> bool:
        """Whether the exercise is done."""
        return self.outcome is Outcome.RIGHT


@dataclass(frozen=True, eq=False)
class Judgement:
    """The verdict on an answer, and the value that the answer gave.

    Attributes
    ----------
    verdict: see `check_number` and `judge`.
    value: what the lines of PyTorch gave, or None where a number was typed.
    """

    verdict: Verdict
    value: Value | None = None


def solution(case: Case) -> float:
    """Return the number that is asked for: the output y, a gradient, or a weight."""
    return float(own_draw(case).right)


def mistaken(case: Case) -> list[tuple[Mistake, str, Tensor]]:
    """Return each mistake with its program and its result."""
    return [(mistake, text, value.clone()) for mistake, text, value in mistaken_by(case)]


def judge(case: Case, text: str) -> Judgement:
    """Judge a typed number or lines of PyTorch.

    Raises
    ------
    ExpressionError: the text is neither, or torch refuses it.
    """
    number = typed_number(text)
    if number is not None:
        return Judgement(check_number(case, *number))
    mark = copied_mark(text)
    if mark is not None:
        refused = RefusedError(Reason.COPIED, mark[0])
        refused.line = mark[1]
        raise refused
    text = cleaned(text)
    evaluated = evaluate(text, own_draw(case).names(case))
    return Judgement(_check_program(case, text, evaluated), evaluated.value)


def typed_number(text: str) -> tuple[float, int] | None:
    """Read a number that was typed instead of a program, and its decimals: bare, as printed, or in a sentence."""
    number = parse_number(text)
    if number is None:
        number = stated_number(text)
        if number is not None and _is_program(text):
            return None
    return number


def _is_program(text: str) -> bool:
    """Tell whether Python reads a text as more than numbers or words in quotes."""
    try:
        statements = read(cleaned(unmarked(text)))[0]
    except FailedError:
        return False
    except RefusedError as error:
        return error.reason not in (*UNREADABLE, Reason.EMPTY, Reason.NUMBER)
    return not all(isinstance(line, ast.Expr) and isinstance(line.value, ast.Constant) for line in statements.body)


def thrown_away(case: Case, text: str) -> tuple[str, int]:
    """Find an earlier line of a refused text that discards a result: the operation and the line."""
    text = cleaned(text)
    code = text.strip()
    skipped = text[: len(text) - len(text.lstrip())].count("\n")
    try:
        statements = ast.parse(code).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return "", 0
    bare = [statement for statement in statements[:-1] if isinstance(statement, ast.Expr)]
    for statement in bare[:_MAX_BARE]:
        before = code.splitlines()[: statement.end_lineno]
        try:
            evaluated = evaluate("\n".join([*before, "0"]), own_draw(case).names(case))
        except ExpressionError:
            break
        operation, line = _discarded(evaluated.lines)
        if operation:
            return operation, line + skipped
    return "", 0


def check_number(case: Case, value: float, decimals: int = 4) -> Verdict:
    """Judge a typed number: right, a known mistake, or neither.

    Where a mistake gives the same to the typed decimals, it is right, and `alike` says so: a number cannot tell.
    """
    right = solution(case)
    likely = [entry for entry in mistaken_by(case) if entry[2].numel() == 1]
    likely.sort(key=lambda entry: not entry[0].typed)
    same = [entry for entry in likely if agrees(value, decimals, float(entry[2]))]
    if agrees(value, decimals, right):
        alike = next((mistake for mistake, text, _value in same if not _is_the_same(case, text)), None)
        return Verdict(Outcome.RIGHT, alike=alike)
    if not same and nearly(value, decimals, right):
        return Verdict(Outcome.RIGHT)
    same = same or [entry for entry in likely if nearly(value, decimals, float(entry[2]))]
    if same:
        rounded = [entry for entry in same if abs(value - float(entry[2])) <= 0.5 * 10.0**-decimals]
        mistake, text = (rounded or same)[0][:2]
        return Verdict(Outcome.MISTAKE, mistake, text)
    return Verdict(Outcome.ROUNDED if roughly(value, decimals, right) else Outcome.WRONG)


def _is_the_same(case: Case, program: str) -> bool:
    """Tell whether this mistake is right for the case's sizes: with one input, many ways are the same."""
    return all(_is_right(result(program, draw), draw.right) for draw in other_draws(case))


class _Trial:
    """One text, run on the case's own draw and, when it is asked for, on the others."""

    def __init__(self, case: Case, text: str, extra: str = "") -> None:
        self._case, self._text, self._extra = case, text, extra
        self.draws = (own_draw(case), *other_draws(case))
        self._runs: dict[int, Evaluated | None] = {}

    def ran(self, evaluated: Evaluated) -> None:
        """Remember the result on the case's own draw, which is known already."""
        self._runs[0] = evaluated

    def run(self, place: int) -> Evaluated | None:
        """Run the text on a draw, 0 for the case's own; None where it cannot be run."""
        if place not in self._runs:
            try:
                self._runs[place] = evaluate(self._text, self._names(self.draws[place]))
            except ExpressionError:
                self._runs[place] = None
        return self._runs[place]

    def _names(self, draw: Draw) -> dict[str, Tensor | int]:
        return draw.names(self._case) | ({self._extra: draw.printed} if self._extra else {})

    def found(self, place: int, where: tuple[int | str, int]) -> Tensor | None:
        """Return the single number at a place of the results: the n-th part of a line or of a name."""
        evaluated = self.run(place)
        key, part = where
        if evaluated is None:
            return None
        value = evaluated.names.get(key) if isinstance(key, str) else _line_value(evaluated.lines, key)
        numbers = _numbers(value)
        return numbers[part] if part < len(numbers) else None


def _line_value(lines: tuple[Line, ...], place: int) -> object:
    return lines[place].value if place < len(lines) else None


def _numbers(value: object) -> list[Tensor]:
    """Return the tensors and numbers that a line gave: more than one where it printed several."""
    if isinstance(value, Tensor):
        return [value.detach()]
    if isinstance(value, np.ndarray | np.generic):
        return [torch.from_numpy(np.array(value))] if value.dtype.kind in "fiu" else []
    if isinstance(value, int | float) and not isinstance(value, bool):
        return [torch.tensor(float(value))]
    if isinstance(value, tuple | list):
        tensors = [part for part in value if isinstance(part, Tensor | np.ndarray)]
        return [number for part in tensors or value for number in _numbers(part)]
    return []


def _check_program(case: Case, text: str, evaluated: Evaluated) -> Verdict:
    discarded = _discarded(evaluated.lines)
    verdict = _verdict(case, text, evaluated)
    return verdict if verdict.solved else replace(verdict, discarded=discarded)


def _verdict(case: Case, text: str, evaluated: Evaluated) -> Verdict:
    plain = _Trial(case, text)
    plain.ran(evaluated)
    trials = [plain]
    right = _right(case, plain)
    if right is None:
        named = by_name(text, evaluated.lines, own_draw(case))
        if named is not None:
            trials.append(_Trial(case, *named))
            right = _right(case, trials[1], evaluated.lines)
    if right is not None:
        return _other_way(case, evaluated.used, right)
    last = _last(evaluated)
    numbers = _numbers(last.value) if last is not None else []
    if len(numbers) == 1 and numbers[0].numel() == 1 and _is_typed(case, text, numbers[0]):
        meant = _meant(case, evaluated, float(numbers[0]))
        return Verdict(Outcome.SEVERAL) if meant is None else _check_typed(case, text, meant)
    hidden = any(number.numel() == 1 and _same(number, own_draw(case).right) for number in numbers)
    for trial in trials:
        verdict = _known_mistake(case, trial, text, evaluated.used)
        if verdict is not None:
            return replace(verdict, hidden=hidden)
    if hidden:
        return Verdict(Outcome.ONLY_HERE)
    is_single = isinstance(evaluated.value, bool) or (len(numbers) == 1 and numbers[0].numel() == 1)
    return Verdict(Outcome.WRONG if is_single else Outcome.SHAPE)


def _right(case: Case, trial: _Trial, written: tuple[Line, ...] = ()) -> Verdict | None:
    """Find the last line or name that is right on every draw.

    Parameters
    ----------
    written: the lines as the person wrote them, where the trial is of a text that was changed.
    """
    evaluated = trial.run(0)
    if evaluated is None:
        return None
    last = _last(evaluated)
    for where in _places(evaluated, own_draw(case).names(case)):
        if all(_is_right(trial.found(place, where), draw.right) for place, draw in enumerate(trial.draws)):
            key = where[0]
            if isinstance(key, str):
                return Verdict(Outcome.RIGHT, name=key)
            number = (written or evaluated.lines)[key].number
            return Verdict(Outcome.RIGHT, line=0 if evaluated.lines[key] is last else number)
    return None


def _places(evaluated: Evaluated, known: Mapping[str, object]) -> Iterator[tuple[int | str, int]]:
    """Yield where an answer can stand: in the lines from the last one upwards, then in the names."""
    for line in range(len(evaluated.lines) - 1, -1, -1):
        value = evaluated.lines[line].value
        if not isinstance(value, tuple):  # a shape is no answer, and may be long
            yield from ((line, part) for part in range(len(_numbers(value))))
    names = [*_OUTPUTS, *(name for name in evaluated.names if name not in known and name not in _OUTPUTS)]
    for name in names:
        if len(_numbers(evaluated.names.get(name))) == 1:
            yield name, 0


def _other_way(case: Case, used: frozenset[str], right: Verdict) -> Verdict:
    """Ask for a matrix product in the second exercise; the right number alone is not enough."""
    if case.exercise != MATRIX or any(name.rpartition(".")[2] in MATRIX_PRODUCTS for name in used):
        return right
    return replace(right, outcome=Outcome.OTHER_WAY)


def _last(evaluated: Evaluated) -> Line | None:
    """Return the last line that has a value."""
    return next((line for line in reversed(evaluated.lines) if line.value is not None), None)


def _is_typed(case: Case, text: str, number: Tensor) -> bool:
    """Tell whether the last line's number depends on no tensor: then it is judged as a typed number."""
    try:
        numbers = _numbers(evaluate(text, without_numbers(case)).value)
    except ExpressionError:
        return False
    return len(numbers) == 1 and numbers[0].numel() == 1 and _same(numbers[0], number)


def _meant(case: Case, evaluated: Evaluated, first: float) -> float | None:
    """Find the typed number that is the answer: the last line's, beside numbers on the way to it.

    None where there are several, or where the lines before it are guesses too.
    """
    typed = [line for line in evaluated.lines if line.typed and line.value is not None]
    if not typed:  # made of sizes, `features.shape[1] * 0.0319`
        return first
    *before, last = typed
    here = _guesses(case, last)
    earlier = {number for line in before for number in _guesses(case, line)} - here
    if len(here) > 1 or len(earlier) > _MAX_GUESSES:
        return None
    return next(iter(here), first)


def _guesses(case: Case, line: Line) -> set[float]:
    """Return the typed numbers of a line that are not on the way to the output."""
    numbers = {float(value) for value in line.values if isinstance(value, Tensor | float) and _is_single(value)}
    on_the_way = own_draw(case).printed.tolist()
    return {number for number in numbers if not any(agrees(number, 4, exact) for exact in on_the_way)}


def _is_single(value: Tensor | float) -> bool:
    return not isinstance(value, Tensor) or value.numel() == 1


def _check_typed(case: Case, text: str, value: float) -> Verdict:
    """Judge a number that a program has made of typed ones: as it was typed, or with all decimals that torch shows.

    Who types 0.15 has cut the output; a product that happens to be 0.15 is not the output.
    """
    typed = {float(number): len(number.partition(".")[2]) for number in _DECIMALS.findall(text)}
    own = [decimals for number, decimals in typed.items() if math.isclose(number, abs(value), rel_tol=RELATIVE)]
    if own:
        return check_number(case, value, max(own))
    decimals = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return check_number(case, value, max(decimals, SHOWN_DECIMALS, *typed.values()))


def _known_mistake(case: Case, trial: _Trial, text: str, used: frozenset[str]) -> Verdict | None:
    """Find the mistake that gives what the last line gives, on the case's draw and on the others."""
    told = [_told(trial.run(place)) for place in range(len(trial.draws))]
    if len(told[0]) != 1:
        return None
    here, others = told[0][0], [(draw, numbers[0]) for draw, numbers in zip(trial.draws, told, strict=True) if numbers]
    for mistake, program, gives in mistaken_by(case):
        if not (_alike(here, gives, MISTAKEN) and mistake.fits(used, text)):
            continue
        if all(_alike(number, result(program, draw), MISTAKEN) for draw, number in others[1:]):
            return Verdict(Outcome.MISTAKE, mistake, program)
    if not case.hidden and case.inputs > 1 and here.shape == (case.inputs, case.inputs):
        mistake, program = next(entry[:2] for entry in mistaken_by(case) if entry[0].name == OUTER)
        return Verdict(Outcome.MISTAKE, mistake, program)
    return None


def _told(evaluated: Evaluated | None) -> list[Tensor]:
    """Return what the last line with tensors gave; a shape printed after the result is not the answer."""
    if evaluated is None:
        return []
    found = (_numbers(line.value) for line in reversed(evaluated.lines) if _holds_tensors(line.value))
    return next(found, [])


def _holds_tensors(value: object) -> bool:
    return isinstance(value, Tensor | np.ndarray | float) or (
        isinstance(value, tuple | list) and any(map(_holds_tensors, value))
    )


def _discarded(lines: tuple[Line, ...]) -> tuple[str, int]:
    return next(((line.discarded, line.number) for line in lines if line.discarded), ("", 0))


def _is_right(value: Tensor | None, right: Tensor) -> bool:
    """Tell whether a value is the output, also where a person rounded it for printing."""
    if value is None or value.numel() != 1:
        return False
    if _same(value, right):
        return True
    number = float(value)
    return any(abs(number - round(float(right), decimals)) < 1e-7 for decimals in _ROUNDINGS)


def _same(first: Tensor, second: Tensor) -> bool:
    return torch.allclose(first.reshape(()).float(), second.reshape(()).float(), rtol=RELATIVE, atol=ABSOLUTE)


def _alike(value: Tensor, result: Tensor, tolerance: float) -> bool:
    """Tell whether two results are the same numbers; a dimension of size 1 makes no difference."""
    if value.squeeze().shape != result.squeeze().shape:
        return False
    return torch.allclose(value.squeeze().float(), result.squeeze().float(), rtol=tolerance, atol=tolerance)
