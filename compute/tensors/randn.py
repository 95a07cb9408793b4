"""`torch.randn`: what a seed and a size draw, how the draw nears the normal curve, and what changes at 16 elements."""

import math
from dataclasses import dataclass

import torch
from jaxtyping import Bool, Float, Int
from torch import Generator, Tensor

from compute.files.steps import in_one
from compute.network.network import VECTORIZED_RANDN
from compute.network.program import PRINT_OPTIONS
from compute.network.spec import LIMITS, SpecError

SIZES = (*range(1, 21), 25, 30, 40, 50, 70, 100, 150, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 5000, 7000, 10000)
"""How many numbers there can be: each single one around 16, then in steps that grow."""

FEW = 50
"""Up to here a bar of the histogram is twice as wide."""

BAR = 0.25
"""Width of a bar, in standard deviations."""

REACH = 4
"""The histogram goes from -4 to 4, or as far as the draw does."""

MARKS = 60
"""Points on the way of mean and deviation."""

MOST = 20
"""The most numbers of a draw that are written out."""

SHOWN = 4
"""How many numbers of a draw are compared."""

SHAPE = (2, 3)
"""Shape of the tensor whose shape `randn_like` takes."""


@dataclass(frozen=True)
class DrawSpec:
    """A draw of `size` numbers from `seed`.

    Raises
    ------
    SpecError: a field is out of its range; the error names it.
    """

    seed: int = 7
    size: int = 15

    def __post_init__(self) -> None:
        if self.seed not in LIMITS["seed"]:
            raise SpecError("seed", self.seed, str(LIMITS["seed"]))
        if isinstance(self.size, bool) or self.size not in SIZES:
            raise SpecError("size", self.size, ", ".join(map(str, SIZES)))

    @property
    def vectorized(self) -> bool:
        """Whether the draw is large enough for randn's other method."""
        return self.size >= VECTORIZED_RANDN


def draw_numbers(spec: DrawSpec) -> Float[Tensor, " size"]:
    """Draw what `torch.manual_seed(seed); torch.randn(size)` gives, without the global generator."""
    return torch.randn(spec.size, generator=Generator().manual_seed(spec.seed))


def deviation(numbers: Float[Tensor, " size"]) -> float:
    """Compute `numbers.std()`; nan for one number alone, as torch gives it, but without the warning that torch adds."""
    return float(numbers.std()) if len(numbers) > 1 else math.nan


@dataclass(frozen=True, eq=False)
class Histogram:
    """Bars over `edges`: `density` is the share of the numbers per unit, so that the area of all bars is 1."""

    edges: Float[Tensor, " edges"]
    density: Float[Tensor, " bars"]


def histogram(numbers: Float[Tensor, " size"]) -> Histogram:
    """Compute how the numbers are spread, by `torch.histogram`; wide enough that none is left out."""
    reach = max(REACH, math.ceil(float(numbers.abs().max())))
    width = BAR if len(numbers) > FEW else 2 * BAR
    found = torch.histogram(numbers, bins=round(2 * reach / width), range=(-reach, reach), density=True)
    return Histogram(found.bin_edges, found.hist)


def normal_density(z: Float[Tensor, " points"]) -> Float[Tensor, " points"]:
    """Compute the density of the normal distribution with mean 0 and deviation 1."""
    return torch.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)


@dataclass(frozen=True, eq=False)
class Approach:
    """Mean and deviation of the first `counts` numbers of a draw; the deviation of one number is nan."""

    counts: Int[Tensor, " marks"]
    means: Float[Tensor, " marks"]
    deviations: Float[Tensor, " marks"]


def approach(numbers: Float[Tensor, " size"]) -> Approach:
    """Compute mean and deviation as more and more numbers of the draw are counted.

    From running sums in double precision; var = (sum of squares - n mean^2) / (n - 1), as `std` has it.
    """
    counts = torch.unique(torch.logspace(0, math.log10(len(numbers)), MARKS).round().long())
    exact = numbers.double()
    means = exact.cumsum(0)[counts - 1] / counts
    squares = (exact**2).cumsum(0)[counts - 1]
    variances = (squares - counts * means**2).clamp(min=0) / (counts - 1)  # 0/0 gives nan for a single number
    return Approach(counts, means, variances.sqrt())


@dataclass(frozen=True, eq=False)
class Twice:
    """`first` after manual_seed, `again` after the same manual_seed, `going_on` without another one."""

    first: Float[Tensor, " shown"]
    again: Float[Tensor, " shown"]
    going_on: Float[Tensor, " shown"]

    @property
    def same(self) -> bool:
        """Whether the second draw equals the first."""
        return torch.equal(self.first, self.again)

    @property
    def went_on_to_others(self) -> bool:
        """Whether the third draw differs from the second."""
        return not torch.equal(self.again, self.going_on)


def twice(seed: int) -> Twice:
    """Draw twice after the same seed, and once more without setting it."""
    generator = Generator().manual_seed(seed)
    first = torch.randn(SHOWN, generator=generator)
    generator.manual_seed(seed)
    again = torch.randn(SHOWN, generator=generator)
    return Twice(first, again, torch.randn(SHOWN, generator=generator))


@dataclass(frozen=True, eq=False)
class Like:
    """A tensor, and another one that `randn_like` has drawn with its shape."""

    model: Float[Tensor, "2 3"]
    drawn: Float[Tensor, "2 3"]


def like(seed: int) -> Like:
    """Draw weights in the notebook's way: a tensor, and another one of its shape, from one seed."""
    generator = Generator().manual_seed(seed)
    model = torch.randn(SHAPE, generator=generator)
    return Like(model, torch.randn_like(model, generator=generator))


@dataclass(frozen=True, eq=False)
class Crossing:
    """The same seed with one element too few for randn's other method, and with just enough."""

    below: Float[Tensor, " 15"]
    above: Float[Tensor, " 16"]

    @property
    def kept(self) -> Bool[Tensor, " 15"]:
        """Which of the first 15 numbers stay when a 16th is drawn."""
        return self.below == self.above[:-1]


def crossing(seed: int) -> Crossing:
    """Draw 15 numbers and 16 numbers from the same seed."""
    return Crossing(draw_numbers(DrawSpec(seed, VECTORIZED_RANDN - 1)), draw_numbers(DrawSpec(seed, VECTORIZED_RANDN)))


def randn_steps(spec: DrawSpec) -> tuple[str, str, str, str]:
    """Write a program in steps: the draw, and the three experiments of the page."""
    below, above = VECTORIZED_RANDN - 1, VECTORIZED_RANDN
    seed = f"torch.manual_seed({spec.seed})"
    return (
        f"import torch\n\n{PRINT_OPTIONS}\n\n{seed}\nt = torch.randn({spec.size})\n"
        f"print({'t' if spec.size <= MOST else f't[:{MOST}]'})\nprint(t.mean(), t.std())",
        f'{seed}\nmodel = torch.randn{SHAPE}\nlike = torch.randn_like(model)\nprint(model, like, sep="\\n")',
        f"{seed}\nfirst = torch.randn({SHOWN})\n"
        f"{seed}\nagain = torch.randn({SHOWN})\ngoing_on = torch.randn({SHOWN})\n"
        'print(first, again, going_on, sep="\\n")\nprint(torch.equal(first, again), torch.equal(again, going_on))',
        f"{seed}\nbelow = torch.randn({below})\n{seed}\nabove = torch.randn({above})\n"
        f'print(below[:{SHOWN}], above[:{SHOWN}], sep="\\n")',
    )


def randn_program(spec: DrawSpec) -> str:
    """Write a program that draws the same numbers, and runs the three experiments of the page."""
    return in_one(randn_steps(spec))
