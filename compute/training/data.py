"""Make the points that a training learns from: drawn from a seed, or measured, and split into training and test.

Everything is drawn from one generator, in this order:

    uniform = torch.rand((points, 2))       drawn data only
    normal = torch.randn((points, 2))       drawn data only
    order = torch.randperm(points)          of measured data: of all rows; the first `points` of it are used
                                            of digits: of all 1,797 pictures, likewise

The training takes the first of `order`, the test the rest. `compute.training.course` goes on with the same generator.
"""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import torch
from jaxtyping import Float, Int
from torch import Tensor

from compute.training.digits import BLACK, CLASSES, DIGITS, written_digits

IRIS, OWN = "iris", "own"

MOST_CLASSES = 10
"""A network has at most as many outputs."""


@dataclass(frozen=True)
class Feature:
    """A number that the network gets of a point (x1, x2).

    Attributes
    ----------
    function: of the columns x1 and x2.
    code: the same in the program.
    latex: as a formula.
    """

    name: str
    function: Callable[[Tensor, Tensor], Tensor]
    code: str
    latex: str


FEATURES: Mapping[str, Feature] = MappingProxyType(
    {
        feature.name: feature
        for feature in (
            Feature("x1", lambda x1, _x2: x1, "x1", "x_1"),
            Feature("x2", lambda _x1, x2: x2, "x2", "x_2"),
            Feature("x1x1", lambda x1, _x2: x1 * x1, "x1 * x1", "x_1^2"),
            Feature("x2x2", lambda _x1, x2: x2 * x2, "x2 * x2", "x_2^2"),
            Feature("x1x2", lambda x1, x2: x1 * x2, "x1 * x2", "x_1 x_2"),
            Feature("sin1", lambda x1, _x2: torch.sin(torch.pi * x1), "torch.sin(torch.pi * x1)", r"\sin(\pi x_1)"),
            Feature("sin2", lambda _x1, x2: torch.sin(torch.pi * x2), "torch.sin(torch.pi * x2)", r"\sin(\pi x_2)"),
        )
    }
)
"""Every feature by its name in links."""


Drawing = Callable[[Tensor, Tensor, float], tuple[Tensor, Tensor]]


@dataclass(frozen=True)
class DrawnData:
    """A kind of data that is drawn.

    Attributes
    ----------
    function: of `uniform`, `normal` and the noise, gives the points, (points, 2), and the wanted numbers: classes
        counted from 0 as int64, or float numbers.
    code: the same in the program, of the variables `uniform`, `normal` and `noise`; it sets `points` and `wanted`.
    classes: how many; 0 where a number is learned.
    """

    name: str
    function: Drawing
    code: tuple[str, ...]
    classes: int


def _half(uniform: Tensor) -> Tensor:
    """Give every other point the class 1."""
    return torch.arange(len(uniform)) % 2


def _rings(uniform: Tensor, normal: Tensor, noise: float) -> tuple[Tensor, Tensor]:
    wanted = _half(uniform)
    angle = 2 * torch.pi * uniform[:, 0]
    radius = 0.4 + wanted + 0.3 * uniform[:, 1]
    points = torch.stack([radius * torch.cos(angle), radius * torch.sin(angle)], dim=1)
    return points + noise / 2 * normal, wanted


def _xor(uniform: Tensor, normal: Tensor, noise: float) -> tuple[Tensor, Tensor]:
    points = 3 * uniform - 1.5
    wanted = (points[:, 0] * points[:, 1] < 0).long()
    return points + 0.2 * torch.sign(points) + noise / 2 * normal, wanted


def _gaussians(uniform: Tensor, normal: Tensor, noise: float) -> tuple[Tensor, Tensor]:
    wanted = _half(uniform)
    centres = (2.0 * wanted - 1).unsqueeze(1)
    return centres + (0.25 + noise / 2) * normal, wanted


def _spiral(uniform: Tensor, normal: Tensor, noise: float) -> tuple[Tensor, Tensor]:
    wanted = _half(uniform)
    angle = torch.pi * (2.5 * uniform[:, 0] + wanted)
    radius = 0.2 + 1.6 * uniform[:, 0]
    points = torch.stack([radius * torch.sin(angle), radius * torch.cos(angle)], dim=1)
    return points + noise / 4 * normal, wanted


def _moons(uniform: Tensor, normal: Tensor, noise: float) -> tuple[Tensor, Tensor]:
    wanted = _half(uniform)
    angle = torch.pi * (uniform[:, 0] + wanted)
    points = 1.3 * torch.stack([torch.cos(angle) + wanted - 0.5, torch.sin(angle) + wanted / 2 - 0.25], dim=1)
    return points + noise / 2 * normal, wanted


def _plane(uniform: Tensor, normal: Tensor, noise: float) -> tuple[Tensor, Tensor]:
    points = 3 * uniform - 1.5
    return points, (points[:, 0] + points[:, 1]) / 3 + noise / 2 * normal[:, 0]


def _hills(uniform: Tensor, normal: Tensor, noise: float) -> tuple[Tensor, Tensor]:
    points = 3 * uniform - 1.5
    up = torch.exp(-2 * (points - 0.75).square().sum(dim=1))
    down = torch.exp(-2 * (points + 0.75).square().sum(dim=1))
    return points, up - down + noise / 2 * normal[:, 0]


_HALF_CODE = "wanted = torch.arange(len(uniform)) % 2"
_ALL = (
    DrawnData(
        "rings",
        _rings,
        (
            _HALF_CODE,
            "angle = 2 * torch.pi * uniform[:, 0]",
            "radius = 0.4 + wanted + 0.3 * uniform[:, 1]",
            "points = torch.stack([radius * torch.cos(angle), radius * torch.sin(angle)], dim=1)",
            "points = points + noise / 2 * normal",
        ),
        2,
    ),
    DrawnData(
        "xor",
        _xor,
        (
            "points = 3 * uniform - 1.5",
            "wanted = (points[:, 0] * points[:, 1] < 0).long()",
            "points = points + 0.2 * torch.sign(points) + noise / 2 * normal",
        ),
        2,
    ),
    DrawnData(
        "gaussians",
        _gaussians,
        (
            _HALF_CODE,
            "centres = (2.0 * wanted - 1).unsqueeze(1)",
            "points = centres + (0.25 + noise / 2) * normal",
        ),
        2,
    ),
    DrawnData(
        "spiral",
        _spiral,
        (
            _HALF_CODE,
            "angle = torch.pi * (2.5 * uniform[:, 0] + wanted)",
            "radius = 0.2 + 1.6 * uniform[:, 0]",
            "points = torch.stack([radius * torch.sin(angle), radius * torch.cos(angle)], dim=1)",
            "points = points + noise / 4 * normal",
        ),
        2,
    ),
    DrawnData(
        "moons",
        _moons,
        (
            _HALF_CODE,
            "angle = torch.pi * (uniform[:, 0] + wanted)",
            "points = torch.stack([torch.cos(angle) + wanted - 0.5, torch.sin(angle) + wanted / 2 - 0.25], dim=1)",
            "points = 1.3 * points + noise / 2 * normal",
        ),
        2,
    ),
    DrawnData(
        "plane",
        _plane,
        (
            "points = 3 * uniform - 1.5",
            "wanted = (points[:, 0] + points[:, 1]) / 3 + noise / 2 * normal[:, 0]",
        ),
        0,
    ),
    DrawnData(
        "hills",
        _hills,
        (
            "points = 3 * uniform - 1.5",
            "up = torch.exp(-2 * (points - 0.75).square().sum(dim=1))",
            "down = torch.exp(-2 * (points + 0.75).square().sum(dim=1))",
            "wanted = up - down + noise / 2 * normal[:, 0]",
        ),
        0,
    ),
)

DRAWN: Mapping[str, DrawnData] = MappingProxyType({data.name: data for data in _ALL})
"""Every kind of data that is drawn, by its name in links."""

DATA: tuple[str, ...] = (*DRAWN, IRIS, DIGITS, OWN)
"""The names of all data in links."""

IN_PLANE: tuple[str, ...] = (*DRAWN, IRIS, OWN)
"""The names of the data whose points lie in a plane, so that there is a map of it."""


@dataclass(frozen=True)
class MeasuredRows:
    """Rows that nobody draws: iris, or what a person brings. Plain numbers, so that it can be a key.

    Attributes
    ----------
    columns: the names of x1, of x2 and of what is learned.
    rows: x1 and x2 of each point, as they were given.
    wanted: of each row its class, counted from 0, or the number that is learned.
    classes: their names; empty where a number is learned.
    """

    columns: tuple[str, str, str]
    rows: tuple[tuple[float, float], ...]
    wanted: tuple[float, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True)
class Scaling:
    """How measured values become those that are learned from: (value - mean) / deviation, over all rows.

    Attributes
    ----------
    means, deviations: of x1 and x2.
    mean, deviation: of the number that is learned; 0 and 1 for classes.
    """

    means: tuple[float, float]
    deviations: tuple[float, float]
    mean: float = 0.0
    deviation: float = 1.0


@dataclass(frozen=True, eq=False)
class LearningData:
    """The points of a training.

    Attributes
    ----------
    points: x1 and x2 of each, of measured data scaled; of digits all 64 pixels, from 0 for white to 1 for black, and
        those alone that were taken.
    wanted: of each its class, counted from 0, or the number that is learned.
    classes: how many there are; 0 where a number is learned.
    training, test: which points are learned from, and which are kept away from the training, in the order drawn.
    scaling: of measured data; None for drawn ones and for digits.
    """

    points: Float[Tensor, "points values"]
    wanted: Int[Tensor, " points"] | Float[Tensor, " points"]
    classes: int
    training: Int[Tensor, " training"]
    test: Int[Tensor, " test"]
    scaling: Scaling | None = None

    @property
    def has_plane(self) -> bool:
        """Whether every point has an x1 and an x2, and nothing else."""
        return self.points.shape[1] == 2

    def features(self, names: tuple[str, ...]) -> Float[Tensor, "points features"]:
        """Compute these features of every point; of digits the pixels, whatever the names."""
        return features_of(self.points, names) if self.has_plane else self.points


def features_of(points: Float[Tensor, "points 2"], names: tuple[str, ...]) -> Float[Tensor, "points features"]:
    """Compute the features of these names, a column each."""
    x1, x2 = points[:, 0], points[:, 1]
    return torch.stack([FEATURES[name].function(x1, x2) for name in names], dim=1)


def draw_data(generator: torch.Generator, name: str, noise: float, points: int, split: int) -> LearningData:
    """Draw data of this name in `DRAWN`, in the order that the module states.

    Parameters
    ----------
    noise: 0 .. 1.
    points: how many, training and test together.
    split: how many percent of them are for training.
    """
    kind = DRAWN[name]
    uniform = torch.rand((points, 2), generator=generator)
    normal = torch.randn((points, 2), generator=generator)
    order = torch.randperm(points, generator=generator)
    drawn, wanted = kind.function(uniform, normal, noise)
    for_training = training_count(points, split)
    return LearningData(drawn, wanted, kind.classes, order[:for_training], order[for_training:])


def take_data(generator: torch.Generator, measured: MeasuredRows, points: int, split: int) -> LearningData:
    """Scale measured data and take some of them by chance, or all where there are no more; see `draw_data`."""
    rows = torch.tensor(measured.rows, dtype=torch.float64)
    scaled = (rows - rows.mean(dim=0)) / rows.std(dim=0)
    order = torch.randperm(len(rows), generator=generator)[:points]
    wanted = torch.tensor(measured.wanted, dtype=torch.float64)
    wanted = wanted.long() if measured.classes else ((wanted - wanted.mean()) / wanted.std()).float()
    for_training = training_count(len(order), split)
    return LearningData(
        scaled.float(), wanted, len(measured.classes), order[:for_training], order[for_training:], scaling_of(measured)
    )


def take_digits(generator: torch.Generator, points: int, split: int) -> LearningData:
    """Take some of the handwritten digits by chance; see `draw_data`."""
    every = written_digits()
    order = torch.randperm(len(every.digits), generator=generator)[:points]
    number, for_training = torch.arange(points), training_count(points, split)
    pixels, wanted = every.pixels[order].float() / BLACK, every.digits[order]
    return LearningData(pixels, wanted, len(CLASSES), number[:for_training], number[for_training:])


def training_count(points: int, split: int) -> int:
    """Return how many of the points are for training: `split` percent, and at least one for either side."""
    return max(1, min(points - 1, (points * split + 50) // 100))


def scaling_of(measured: MeasuredRows) -> Scaling:
    """Compute means and standard deviations (divided by n - 1) over all rows."""
    rows = torch.tensor(measured.rows, dtype=torch.float64)
    (mean_1, mean_2), (deviation_1, deviation_2) = rows.mean(dim=0).tolist(), rows.std(dim=0).tolist()
    means, deviations = (mean_1, mean_2), (deviation_1, deviation_2)
    if measured.classes:
        return Scaling(means, deviations)
    wanted = torch.tensor(measured.wanted, dtype=torch.float64)
    return Scaling(means, deviations, float(wanted.mean()), float(wanted.std()))


@lru_cache(maxsize=1)
def iris() -> MeasuredRows:
    """Read the 150 flowers: petal length and width in centimetres, and which of three species."""
    text = Path(__file__).with_name("iris.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    species = tuple(dict.fromkeys(row["species"] for row in rows))
    return MeasuredRows(
        ("petal_length", "petal_width", "species"),
        tuple((float(row["petal_length"]), float(row["petal_width"])) for row in rows),
        tuple(float(species.index(row["species"])) for row in rows),
        species,
    )
