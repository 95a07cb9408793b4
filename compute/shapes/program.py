"""The two parts of the shapes page as programs to run at home, in steps.

What torch refuses stands in `try`, and its error is printed in torch's own words.
"""

from collections.abc import Iterator
from math import prod

from compute.network.activations import ACTIVATIONS
from compute.network.program import PRINT_OPTIONS
from compute.shapes.operations import (
    COLUMN,
    DOT,
    OPERATIONS,
    ROW,
    Attempt,
    Repair,
    ShapesSpec,
    each_with_each,
)
from compute.shapes.reshaping import COUNTED, GRAD, NUMPY, Change, ChangeSpec, Shape, ShapeChanges

HEAD = f"import torch\n\n{PRINT_OPTIONS}"


def drawing_step(spec: ShapesSpec) -> str:
    """Write the step that draws both operands and the bias."""
    count = spec.inputs
    forms = {ROW: "", COLUMN: f".view({count}, 1)"}
    double = "features = features.double()\n" if spec.dtype == "float64" else ""
    return (
        f'{HEAD}\n\n\ndef activation(x):\n    """sigmoid"""\n    return {ACTIVATIONS["sigmoid"].code}\n\n\n'
        f"torch.manual_seed({spec.seed})\n"
        f"features = torch.randn((1, {count})){forms.get(spec.features_form, f'.view({count})')}\n"
        f"weights = torch.randn({spec.weights_shape})\n"
        f"bias = torch.randn((1, 1))\n{double}"
        'print(features, weights, bias, sep="\\n")'
    )


def operation_step(attempt: Attempt) -> str:
    """Write the step with the line that is tried."""
    if attempt.result is None:
        return _tried(f"result = {attempt.code}", attempt.error)
    return f"result = {attempt.code}\nprint(result)"


def parts_step(operation: str, names: tuple[str, str], dimensions: tuple[int, int], place: tuple[int, int]) -> str:
    """Write what a cell of the result is the sum of; nothing where only one number meets another.

    Parameters
    ----------
    names, dimensions: of both operands, as the line takes them.
    place: row and column of the cell, as the page draws it.
    """
    first, second = names
    if operation in ("sum", DOT):
        return f"terms = {first} * {second}\nprint(terms)"
    if not OPERATIONS[operation].multiplies_matrices:
        return ""
    row = f"[{place[0]}]" if dimensions[0] == 2 else ""
    column = f"[:, {place[1]}]" if dimensions[1] == 2 else ""
    return f"terms = {first}{row} * {second}{column}\nprint(terms, terms.sum())"


def trap_step(spec: ShapesSpec, attempt: Attempt) -> str:
    """Write what becomes of a result in which each number met each, and what was meant; nothing without that trap."""
    if attempt.result is None or not each_with_each(spec.operation, spec.features_shape, spec.weights_shape):
        return ""
    if spec.operation == "add" or prod(spec.features_shape) != prod(spec.weights_shape):
        return "print(result.shape)"
    return (
        "wrong = activation(torch.sum(result) + bias)\n"
        "meant = activation(torch.sum(features.flatten() * weights.flatten()) + bias)\n"
        "print(wrong, meant)"
    )


def repair_step(repair: Repair, place: tuple[int, int]) -> str:
    """Write the line that works instead, what the chosen cell is the sum of, and the output."""
    forms = repair.features, repair.weights
    names, dimensions = (forms[0].code, forms[1].code), (forms[0].tensor.dim(), forms[1].tensor.dim())
    parts = parts_step(repair.operation, names, dimensions, place)
    lines = (f"repaired = {repair.code}", "print(repaired)", parts, "output = activation(repaired + bias)")
    return "\n".join([*filter(None, lines), "print(output)"])


def output_step(attempt: Attempt) -> str:
    """Write the output from the result if it is one number; else nothing."""
    if attempt.result is not None and attempt.result.numel() == 1:
        return "output = activation(result + bias)\nprint(output)"
    return ""


def start_step(spec: ChangeSpec) -> str:
    """Write a function that gives a fresh tensor, since `resize_` changes it; and one that says what became of it."""
    detached = ".detach()" if spec.owner == GRAD else ""
    lines = [
        "import numpy as np" if spec.owner == NUMPY and spec.fill == COUNTED else "",
        f"{HEAD}\n\n",
        "def fresh():",
        *(f"    {line}" for line in _making(spec)),
        "\n",
        "def tell(b, a, address):",
        f"    print(b{detached})",
        '    print("stride", b.stride(), "contiguous", b.is_contiguous(), end=" ")',
        '    print("same memory", b.data_ptr() == address, "a itself", b is a)',
        "\n",
        "a = fresh()",
        f"print(a{detached}, a.shape, a.stride(), a.is_contiguous())",
    ]
    return "\n".join(lines).lstrip("\n")


def _making(spec: ChangeSpec) -> Iterator[str]:
    count = prod(spec.shape)
    if spec.fill != COUNTED:
        yield f"torch.manual_seed({spec.seed})"
    if spec.owner == NUMPY and spec.fill == COUNTED:
        yield f"numbers = torch.from_numpy(np.arange({count}, dtype=np.float32))"
    elif spec.owner == NUMPY:
        yield f"numbers = torch.from_numpy(torch.randn({spec.shape}).numpy().copy())"
    elif spec.fill == COUNTED:
        yield f"numbers = torch.arange({count}, dtype=torch.float32)"
    else:
        yield f"numbers = torch.randn({spec.shape})"
    transposed = ".transpose(0, 1)" if spec.transposed and not spec.flat else ""
    grad = ".requires_grad_()" if spec.owner == GRAD else ""
    yield f"return numbers.view({_listed(spec.shape)}){transposed}{grad}"


def change_step(change: Change, count: int) -> str:
    """Write the step of one of the six changes, on a fresh tensor of `count` elements."""
    name = result_name(change.name)
    line = f"{name} = {change.code}"
    if change.after is None:
        return f"a = fresh()\n{_tried(line, change.error)}"
    lines = ["a = fresh()", "address = a.data_ptr()", line]
    if any(element.origin is None for element in change.after.elements):
        lines.append(f"{name}.view(-1)[{count}:] = torch.nan  # nobody has set these: torch would show what lay there")
    lines.append(f"tell({name}, a, address)")
    if change.after.hidden:
        lines.append(f"print({name}.as_strided(({count},), (1,)))  # out of sight, still in memory")
    return "\n".join(lines)


def result_name(change: str) -> str:
    """Name the variable that holds what a change returned: by_view, by_resize, .."""
    return f"by_{change.rstrip('_')}"


def change_steps(spec: ChangeSpec, comparison: ShapeChanges) -> tuple[str, ...]:
    """Write the steps of the tensor and of the six changes, in the order of the page."""
    count = prod(spec.shape)
    return start_step(spec), *(change_step(change, count) for change in comparison.changes)


def _tried(line: str, error: str) -> str:
    return f"try:\n    {line}\nexcept {error} as error:\n    print(error)"


def _listed(shape: Shape) -> str:
    return ", ".join(map(str, shape))
