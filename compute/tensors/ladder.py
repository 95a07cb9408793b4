"""The ladder of tensors: no index, one, two, three; each drawn by one call that differs in its shape alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from jaxtyping import Shaped
from torch import Generator, Tensor

from compute.files.steps import in_one
from compute.network.program import PRINT_OPTIONS
from compute.network.spec import LIMITS, Range, SpecError
from compute.torch_errors import TORCH_ERRORS, words_of

SIDES: Mapping[str, Range] = MappingProxyType({"depth": Range(1, 3), "rows": Range(1, 4), "columns": Range(1, 5)})
"""How many matrices, rows and columns there can be: what can be seen at once."""

NAMES = ("scalar", "vector", "matrix", "cube")
"""The rungs by their variables in the program; the place of a name is the number of indices."""

Picked = tuple[str, tuple[int, ...]]
"""The variable of a rung, and an index into it that gives one element."""


@dataclass(frozen=True)
class Fill:
    """How a tensor is drawn: the line of the program, with a place for the shape, and the same as a function."""

    code: str
    draw: Callable[[tuple[int, ...], Generator], Tensor]


FILLS: Mapping[str, Fill] = MappingProxyType(
    {
        "int64": Fill(
            "torch.randint(10, {shape})", lambda shape, generator: torch.randint(10, shape, generator=generator)
        ),
        "float32": Fill("torch.randn({shape})", lambda shape, generator: torch.randn(shape, generator=generator)),
        "uint8": Fill(
            "torch.randint(256, {shape}, dtype=torch.uint8)",
            lambda shape, generator: torch.randint(256, shape, generator=generator, dtype=torch.uint8),
        ),
        "bool": Fill("torch.randn({shape}) > 0", lambda shape, generator: torch.randn(shape, generator=generator) > 0),
    }
)
"""By torch's name of the type that the call gives."""


@dataclass(frozen=True)
class LadderSpec:
    """What is drawn: the seed, the lengths of the three indices, and the type of the elements.

    Raises
    ------
    SpecError: a field is out of its range; the error names it.
    """

    seed: int = 7
    depth: int = 2
    rows: int = 3
    columns: int = 4
    dtype: str = "int64"

    def __post_init__(self) -> None:
        sizes = {"seed": self.seed, "depth": self.depth, "rows": self.rows, "columns": self.columns}
        for field, value in sizes.items():
            limits = LIMITS["seed"] if field == "seed" else SIDES[field]
            if value not in limits:
                raise SpecError(field, value, str(limits))
        if self.dtype not in FILLS:
            raise SpecError("dtype", self.dtype, ", ".join(FILLS))

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:
        """Shape of each rung: (), (columns,), (rows, columns), (depth, rows, columns)."""
        whole = (self.depth, self.rows, self.columns)
        return tuple(whole[3 - indices :] for indices in range(4))


@dataclass(frozen=True, eq=False)  # == of tensors gives a tensor
class Rung:
    """One tensor of the ladder, its variable and the call that drew it."""

    name: str
    code: str
    tensor: Shaped[Tensor, "..."]

    @property
    def properties(self) -> dict[str, str]:
        """What torch itself says of the tensor, by how one asks."""
        tensor = self.tensor
        return {
            ".shape": str(tensor.shape),
            ".ndim": str(tensor.ndim),
            ".numel()": str(tensor.numel()),
            ".dtype": str(tensor.dtype),
        }

    def within(self, index: tuple[int, ...]) -> tuple[int, ...]:
        """Return the same index, with each number kept inside its dimension; numbers that are missing are 0."""
        padded = (*index, *(0 for _size in self.tensor.shape))
        return tuple(min(max(at, 0), size - 1) for at, size in zip(padded, self.tensor.shape, strict=False))

    def expression(self, index: tuple[int, ...]) -> str:
        """Write the Python expression for one element: `cube[0, 1, 2]`; a scalar needs no index."""
        return f"{self.name}[{', '.join(map(str, index))}]" if index else self.name


def ladder(spec: LadderSpec) -> tuple[Rung, ...]:
    """Draw scalar, vector, matrix and cube, one after the other as the program of `ladder_program` does.

    From a generator of its own: a draw neither reads nor moves the global one.
    """
    generator = Generator().manual_seed(spec.seed)
    fill = FILLS[spec.dtype]
    return tuple(
        Rung(name, fill.code.format(shape=shape), fill.draw(shape, generator))
        for name, shape in zip(NAMES, spec.shapes, strict=True)
    )


def without_first_index(cube: Rung) -> Shaped[Tensor, "rows columns"]:
    """Return what is left when the first of three indices is given."""
    return cube.tensor[0]


@dataclass(frozen=True)
class AskedOfTorch:
    """A line and what came of it: what Python prints, or the class of torch's error and its words."""

    code: str
    said: str
    error: str = ""


def to_number(rung: Rung, index: tuple[int, ...]) -> tuple[AskedOfTorch, ...]:
    """Try to get a number of Python: by `.item()` of an element, an index too many, and `.item()` of the whole tensor.

    An element is a tensor without an index; the scalar is its own element.
    """
    element, code = rung.tensor[index], rung.expression(index)
    lines: list[tuple[str, Callable[[], object]]] = [
        (f"{code}.item()", element.item),
        (f"{code}[0]", lambda: element[0]),
    ]
    if index:
        lines.append((f"{rung.name}.item()", rung.tensor.item))
    return tuple(_ask(line, run) for line, run in lines)


def _ask(code: str, run: Callable[[], object]) -> AskedOfTorch:
    try:
        return AskedOfTorch(code, repr(run()))
    except TORCH_ERRORS as error:
        return AskedOfTorch(code, words_of(error), type(error).__name__)


def _asking(asked: AskedOfTorch) -> str:
    if not asked.error:
        return f"print({asked.code})"
    return f"try:\n    {asked.code}\nexcept {asked.error} as error:\n    print(error)"


def ladder_steps(spec: LadderSpec, picked: Picked) -> tuple[str, str, str, str, str]:
    """Write a program in steps: the seed, the four draws, what torch says of each, one element, the number in it."""
    rung = next(rung for rung in ladder(spec) if rung.name == picked[0])
    options = f"{PRINT_OPTIONS}\n" if spec.dtype == "float32" else ""
    return (
        f"import torch\n\n{options}torch.manual_seed({spec.seed})",
        "\n".join(f"{rung.name} = {rung.code}" for rung in ladder(spec)),
        f"for t in ({', '.join(NAMES)}):\n    print(t)\n    print(t.shape, t.ndim, t.numel(), t.dtype)",
        f"print({rung.expression(picked[1])})",
        "\n".join(_asking(asked) for asked in to_number(rung, picked[1])),
    )


def ladder_program(spec: LadderSpec, picked: Picked) -> str:
    """Write a program that draws the same, and prints the tensors, what torch says of them, and one element."""
    return in_one(ladder_steps(spec, picked))
