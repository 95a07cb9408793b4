"""Replace numbers that were copied from the page by the names that they have there.

`activation(features @ weights.t() + 0.3177)` is right for one draw only, unless 0.3177 is read as the bias that it is.
The text is read as a tree and changed there; nothing runs here.
"""

import ast
import re

import torch

from compute.exercises.draws import Draw
from compute.exercises.expression import Line
from compute.exercises.numbers import agrees

MIN_DECIMALS = 3
"""A number with fewer decimals is as likely one of the person's own."""

NAME = "printed"
_RANDOM = frozenset({"randn", "randn_like", "rand", "normal"})
_DECIMALS = re.compile(r"\d*\.(\d+)", re.ASCII)


def by_name(text: str, lines: tuple[Line, ...], draw: Draw) -> tuple[str, str] | None:
    """Write `printed[3]` for every number that is printed; return the text and that name, or None without one.

    Parameters
    ----------
    lines: what the text gave on `draw`: an assignment that draws the given tensor is read as a copy of it.
    """
    if not draw.printed.numel():
        return None
    code = text.strip()
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    name = NAME
    while name in text:
        name += "s"
    skipped = text[: len(text) - len(text.lstrip())].count("\n")
    reader = _Reader(code, draw, name)
    drawn = reader.redrawn(tree, {line.number - skipped: line for line in lines})
    tree = reader.visit(tree)
    if not (drawn or reader.changed):
        return None
    return ast.unparse(ast.fix_missing_locations(tree)), name


class _Reader(ast.NodeTransformer):
    def __init__(self, code: str, draw: Draw, name: str) -> None:
        self._code, self._draw, self._name = code, draw, name
        self._values = draw.printed.tolist()
        self.changed = False

    def redrawn(self, tree: ast.Module, lines: dict[int, Line]) -> bool:
        """Replace each assignment that draws what is given anyway by the given tensor."""
        found = False
        for statement in tree.body:
            if not isinstance(statement, ast.Assign) or not _draws(statement.value):
                continue
            line = lines.get(statement.lineno)
            start = 0
            for tensor in self._draw.tensors.values():
                end = start + tensor.numel()
                value = line.value if line is not None else None
                if isinstance(value, torch.Tensor) and value.shape == tensor.shape and torch.equal(value, tensor):
                    shape = ", ".join(map(str, tensor.shape))
                    copied = f"{self._name}[{start}:{end}].reshape({shape}) * 1"
                    statement.value = ast.parse(copied, mode="eval").body
                    found = True
                    break
                start = end
        return found

    def visit_Assert(self, _node: ast.Assert) -> ast.AST:
        """Remove a claim about one draw, which need not hold on another; its line stays."""
        self.changed = True
        return ast.parse("import torch").body[0]

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """Replace a negative number as a whole."""
        if isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            return self._named(node.operand, -1.0) or node
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """Replace a number without a sign; after a minus it may stand for a negative one."""
        return self._named(node, 1.0) or node

    def _named(self, node: ast.Constant, sign: float) -> ast.expr | None:
        if not isinstance(node.value, float):
            return None
        written = _DECIMALS.fullmatch(ast.get_source_segment(self._code, node) or "")
        decimals = len(written.group(1)) if written else 0
        if decimals < MIN_DECIMALS:
            return None
        for turned, text in ((sign, ""), (-sign, "-")):
            place = self._place(turned * node.value, decimals)
            if place is not None:
                self.changed = True
                return ast.parse(f"{text}{self._name}[{place}]", mode="eval").body
        return None

    def _place(self, value: float, decimals: int) -> int | None:
        near = [place for place, exact in enumerate(self._values) if agrees(value, decimals, exact)]
        return min(near, key=lambda place: abs(self._values[place] - value), default=None)


def _draws(node: ast.expr) -> bool:
    """Tell whether the expression calls a random function."""
    calls = (each.func for each in ast.walk(node) if isinstance(each, ast.Call))
    return any(isinstance(function, ast.Attribute) and function.attr in _RANDOM for function in calls)
