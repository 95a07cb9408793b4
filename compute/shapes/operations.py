"""Features and weights of chosen shapes, an operation on them, and what torch makes of it: a result or an error.

Nothing here predicts torch. Every operation and every repair is run, and what torch raises is kept in its own words.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from math import prod
from types import MappingProxyType

import torch
from jaxtyping import Float
from torch import Tensor

from compute.network.activations import ACTIVATIONS
from compute.network.spec import LIMITS, Range, SpecError
from compute.torch_errors import TORCH_ERRORS, words_of

Shape = tuple[int, ...]

DOT = "dot"

SIZES = Range(1, 8)
"""How many features, and how many rows or columns of weights, are still read number by number."""

ROW, COLUMN, VECTOR, ANY, ANY_VECTOR = "row", "column", "vector", "any", "any_vector"
FEATURE_FORMS = (ROW, COLUMN, VECTOR)
WEIGHT_FORMS = (ROW, COLUMN, VECTOR, ANY, ANY_VECTOR)
"""Forms of an operand of n numbers: 1 x n, n x 1, n; the last two have sizes of their own."""

DTYPES: Mapping[str, torch.dtype] = MappingProxyType({"float32": torch.float32, "float64": torch.float64})


@dataclass(frozen=True)
class Operation:
    """What is done with two operands: `code` with the places {a} and {b}, and the same as a function."""

    code: str
    run: Callable[[Tensor, Tensor], Tensor]
    multiplies_matrices: bool = False


OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "mm": Operation("torch.mm({a}, {b})", torch.mm, multiplies_matrices=True),
        "matmul": Operation("torch.matmul({a}, {b})", torch.matmul, multiplies_matrices=True),
        "mul": Operation("{a} * {b}", lambda a, b: a * b),
        "add": Operation("{a} + {b}", lambda a, b: a + b),
        "sum": Operation("torch.sum({a} * {b})", lambda a, b: torch.sum(a * b)),
        DOT: Operation("torch.dot({a}, {b})", torch.dot),
    }
)


@dataclass(frozen=True)
class ShapesSpec:
    """Which operands, and what is done with them; by default the line of the notebook that torch refuses.

    Raises
    ------
    SpecError: a field is out of its range; the error names it.
    """

    seed: int = 7
    inputs: int = 5
    features_form: str = ROW
    form: str = ROW
    rows: int = 3
    columns: int = 4
    operation: str = "mm"
    dtype: str = "float32"

    def __post_init__(self) -> None:
        words = {
            "features_form": FEATURE_FORMS,
            "form": WEIGHT_FORMS,
            "operation": tuple(OPERATIONS),
            "dtype": tuple(DTYPES),
        }
        for field, known in words.items():
            if getattr(self, field) not in known:
                raise SpecError(field, getattr(self, field), ", ".join(known))
        for field in ("seed", "inputs", "rows", "columns"):
            limits = LIMITS["seed"] if field == "seed" else SIZES
            if getattr(self, field) not in limits:
                raise SpecError(field, getattr(self, field), str(limits))

    @property
    def features_shape(self) -> Shape:
        """Shape of the features."""
        return _shape(self.features_form, self.inputs)

    @property
    def weights_shape(self) -> Shape:
        """Shape of the weights."""
        if self.form == ANY:
            return (self.rows, self.columns)
        return (self.columns,) if self.form == ANY_VECTOR else _shape(self.form, self.inputs)


@dataclass(frozen=True, eq=False)
class Operands:
    """What the notebook draws, in these shapes; float32 but for the features of a `dtype` float64."""

    features: Float[Tensor, "*features"]
    weights: Float[Tensor, "*weights"]
    bias: Float[Tensor, "1 1"]


@dataclass(frozen=True)
class Meeting:
    """Two sizes that the operation compares: dimension `left` of the first operand, `right` of the second."""

    left: int
    right: int
    agree: bool
    stretched: bool = False
    """Only one of the two is 1: its numbers are used again and again (broadcasting)."""


@dataclass(frozen=True, eq=False)
class Attempt:
    """A line that torch has run: `result`, or None and the class and the words of its error."""

    code: str
    result: Tensor | None = None
    message: str = ""
    error: str = ""


@dataclass(frozen=True, eq=False)
class Repair:
    """A line that works instead.

    Attributes
    ----------
    name: short name in links.
    label: the part of the line that is new, where all else stays; otherwise the whole line.
    code, result: the whole line, and what torch gives for it.
    output: activation(result + bias).
    operation: the one in the line, a key of `OPERATIONS`.
    features, weights: what the line makes of the operands before it takes them together, as `Form` each.
    """

    name: str
    label: str
    code: str
    result: Tensor
    output: Tensor
    operation: str
    features: "Form"
    weights: "Form"


@dataclass(frozen=True, eq=False)
class Form:
    """An operand as a line takes it: `code`, such as `weights.view(5, 1)`, and the tensor that it gives.

    `origins` has its shape, and says of each number which one of the operand it was, counted row by row from 0.
    """

    code: str
    tensor: Tensor
    origins: Tensor


def draw_operands(spec: ShapesSpec) -> Operands:
    """Draw features, weights and bias as the notebook does, from a generator of its own.

    With n weights these are the numbers of the unit on the neuron page, whatever the form.
    """
    generator = torch.Generator().manual_seed(spec.seed)
    features = torch.randn((1, spec.inputs), generator=generator).view(spec.features_shape)
    weights = torch.randn(spec.weights_shape, generator=generator)
    bias = torch.randn((1, 1), generator=generator)
    return Operands(features.to(DTYPES[spec.dtype]), weights, bias)


def attempt(operation: str, features: Tensor, weights: Tensor) -> Attempt:
    """Run the operation on both; what torch raises is caught and kept."""
    chosen = OPERATIONS[operation]
    code = chosen.code.format(a="features", b="weights")
    try:
        return Attempt(code, chosen.run(features, weights))
    except TORCH_ERRORS as error:
        return Attempt(code, None, words_of(error), type(error).__name__)


_INNER_SIZES = re.compile(r"mat1 and mat2 shapes cannot be multiplied \((\d+)x(\d+) and (\d+)x(\d+)\)")


def older_words(message: str) -> str:
    """Return the refusal of two matrices as torch worded it in 2018 and the notebook shows it; empty for all others."""
    sizes = _INNER_SIZES.fullmatch(message)
    return "" if sizes is None else "size mismatch, m1: [{} x {}], m2: [{} x {}]".format(*sizes.groups())


INNER, NO_MATRIX, NO_VECTOR, ELEMENTWISE, DTYPE, UNKNOWN = (
    "inner",
    "no_matrix",
    "no_vector",
    "elementwise",
    "dtype",
    "unknown",
)
"""Kinds of errors, each explained in other words."""

_KINDS = (
    (re.compile(r"must be a matrix"), NO_MATRIX),
    (re.compile(r"1D tensors expected"), NO_VECTOR),
    (re.compile(r"shapes cannot be multiplied|^size mismatch, got input|^inconsistent tensor size"), INNER),
    (re.compile(r"must match the size"), ELEMENTWISE),
    (re.compile(r"same dtype"), DTYPE),
)


def kind_of(message: str) -> str:
    """Return what kind of error this message of torch is; one that nobody foresaw is `UNKNOWN`."""
    return next((kind for pattern, kind in _KINDS if pattern.search(message)), UNKNOWN)


def meetings(operation: str, left: Shape, right: Shape) -> tuple[Meeting, ...]:
    """Return the sizes that the operation compares: inner two of a matrix product, else pair by pair from the right.

    `torch.dot` compares the lengths of two vectors, and nothing where one of the two is none.
    """
    if operation == DOT:
        return (Meeting(0, 0, left == right),) if len(left) == len(right) == 1 else ()
    if OPERATIONS[operation].multiplies_matrices:
        first, second = len(left) - 1, max(len(right) - 2, 0)
        return (Meeting(first, second, left[first] == right[second]),)
    pairs = []
    for back in range(1, min(len(left), len(right)) + 1):
        a, b = left[-back], right[-back]
        pairs.append(Meeting(len(left) - back, len(right) - back, a == b or 1 in (a, b), a != b and 1 in (a, b)))
    return tuple(pairs)


def each_with_each(operation: str, left: Shape, right: Shape) -> bool:
    """Tell whether every number of one operand meets every number of the other, and more than one of each: the trap.

    So do a column and a row, by broadcasting or as a matrix product, and torch sees nothing wrong.
    """
    sizes = prod(left), prod(right)
    if operation == DOT:
        return False
    if OPERATIONS[operation].multiplies_matrices:
        return len(left) == len(right) == 2 and left[1] == right[0] == 1 and min(sizes) > 1
    if not all(pair.agree for pair in meetings(operation, left, right)):
        return False
    return prod(max(pair) for pair in zip_longest(reversed(left), reversed(right), fillvalue=1)) > max(sizes)


def counted(tensor: Tensor) -> Tensor:
    """Return a tensor of the same shape and dtype that holds in each cell the cell's own number, row by row from 0."""
    return torch.arange(tensor.numel(), dtype=tensor.dtype).view(tensor.shape)


def output_of(weighted_sum: Tensor, bias: Float[Tensor, "1 1"]) -> Tensor:
    """Compute the notebook's activation(weighted_sum + bias)."""
    return ACTIVATIONS["sigmoid"](weighted_sum + bias)


def intended_output(operands: Operands) -> Tensor | None:
    """Compute activation(sum of w_i x_i + b), the notebook's aim; None where features and weights differ in count."""
    features, weights = operands.features.flatten(), operands.weights.flatten()
    if len(features) != len(weights):
        return None
    return output_of(torch.sum(features * weights), operands.bias)


@dataclass(frozen=True)
class _Step:
    """What is done with an operand before the operation: `code` follows its name."""

    code: str
    run: Callable[[Tensor], Tensor]


_AS_IT_IS = _Step("", lambda tensor: tensor)
_TRANSPOSED = _Step(".t()", torch.t)


def repairs(operation: str, operands: Operands) -> tuple[Repair, ...]:
    """Return the lines that help: each candidate is run, and kept if torch takes it and it falls into no trap."""
    found = []
    for name, label, other, first, second in _candidates(operation, operands):
        chosen = OPERATIONS[other]
        try:
            features, weights = first.run(operands.features), second.run(operands.weights)
            result = chosen.run(features, weights)
        except TORCH_ERRORS:
            continue
        shapes = tuple(features.shape), tuple(weights.shape)
        if each_with_each(other, *shapes) or (other == "sum" and prod(shapes[0]) != prod(shapes[1])):
            continue
        forms = (
            Form(f"features{first.code}", features, first.run(counted(operands.features))),
            Form(f"weights{second.code}", weights, second.run(counted(operands.weights))),
        )
        code = chosen.code.format(a=forms[0].code, b=forms[1].code)
        # A part of the line names it only where the rest is the line that was tried.
        part = label if other == operation and (name == "features" or not first.code) else ""
        found.append(Repair(name, part or code, code, result, output_of(result, operands.bias), other, *forms))
    return tuple(found)


def _candidates(operation: str, operands: Operands) -> Iterator[tuple[str, str, str, _Step, _Step]]:
    """Yield repairs to try: short name, part that is new, operation, what is done with features and with weights."""
    features, weights = operands.features, operands.weights
    multiply = operation if OPERATIONS[operation].multiplies_matrices else "mm"
    count = weights.numel()
    first = _for_product(features, weights)
    if operation == DOT:
        yield DOT, "", DOT, _as_vector(features, weights.dtype), _as_vector(weights, weights.dtype)
    if first.code:
        yield "features", f"features{first.code}", multiply, first, _AS_IT_IS
    if weights.shape != (count, 1):
        yield "view", f"view({count}, 1)", multiply, first, _Step(f".view({count}, 1)", lambda w: w.view(count, 1))
        yield "reshape", "reshape(-1, 1)", multiply, first, _Step(".reshape(-1, 1)", lambda w: w.reshape(-1, 1))
    if weights.dim() == 2:
        yield "t", ".t()", multiply, first, _TRANSPOSED
    if operation != "matmul":
        yield "matmul", "", "matmul", _AS_IT_IS, _AS_IT_IS
    if operation != "mm":
        yield "mm", "", "mm", _AS_IT_IS, _AS_IT_IS
    yield "sum", "", "sum", _AS_IT_IS, _AS_IT_IS
    if features.dim() == weights.dim() == 2 and features.shape != weights.shape:
        yield "sum_t", "", "sum", _AS_IT_IS, _TRANSPOSED


def _as_vector(tensor: Tensor, dtype: torch.dtype) -> _Step:
    """Return the step that turns a tensor into a vector of this dtype; without code if it is that already."""
    convert = ".float()" if tensor.dtype != dtype else ""
    turn = "" if tensor.dim() == 1 else ".flatten()"
    return _Step(f"{turn}{convert}", lambda x: x.flatten().to(dtype))


def _for_product(features: Tensor, weights: Tensor) -> _Step:
    """Return the step that turns features into a row with the weights' dtype; without code if they are that already."""
    count = features.numel()
    convert = ".float()" if features.dtype != weights.dtype else ""
    turn = "" if features.dim() == 2 and features.shape[0] == 1 else f".view(1, {count})"
    return _Step(
        f"{turn}{convert}", lambda x: (x.view(1, count) if turn else x).to(weights.dtype if convert else x.dtype)
    )


def _shape(form: str, count: int) -> Shape:
    return {ROW: (1, count), COLUMN: (count, 1), VECTOR: (count,)}[form]
