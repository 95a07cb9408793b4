"""Compute what a network and each of its units says of every point of the plane."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from compute.network.network import Parameters
from compute.network.spec import Range, SpecError
from compute.training.course import found_classes, layers_of
from compute.training.data import IN_PLANE, LearningData, features_of
from compute.training.digits import DIGITS
from compute.training.setting import TrainingSpec

GRID = Range(2, 200)
"""How many points a map may have in each direction."""

MARGIN = 0.1
"""A map reaches past the outermost points by this share of their distance."""


@dataclass(frozen=True)
class Span:
    """The part of the plane that a map shows: x1 from left to right, x2 from bottom to top."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, eq=False)
class DecisionMap:
    """What the network says of each point of a grid.

    Attributes
    ----------
    across, up: x1 of the columns and x2 of the rows, rising.
    layers: of layer 1 .. depth the values of its units; layers[-1][0][i, j] is the first output at up[i], across[j].
    """

    across: Float[Tensor, " columns"]
    up: Float[Tensor, " rows"]
    layers: tuple[Float[Tensor, "_ rows columns"], ...]

    @property
    def output(self) -> Float[Tensor, "outputs rows columns"]:
        """The values of the outputs."""
        return self.layers[-1]

    @property
    def classes(self) -> Int[Tensor, "rows columns"]:
        """The class of each point."""
        return found_classes(self.output.movedim(0, -1))


def span_of(data: LearningData) -> Span:
    """Return the part of the plane that holds all points, with a margin.

    Raises
    ------
    SpecError: the data have no plane.
    """
    _check_plane(data.has_plane)
    (left, bottom), (right, top) = data.points.amin(dim=0).tolist(), data.points.amax(dim=0).tolist()
    across, up = MARGIN * (right - left), MARGIN * (top - bottom)
    return Span(left - across, right + across, bottom - up, top + up)


def decision_map(spec: TrainingSpec, parameters: Parameters, span: Span, size: int = 100) -> DecisionMap:
    """Run a grid of size * size points through the network.

    Raises
    ------
    SpecError: the size is not within `GRID`, or the data have no plane.
    """
    _check_plane(spec.has_plane)
    if size not in GRID:
        raise SpecError("size", size, str(GRID))
    across, up = torch.linspace(span.left, span.right, size), torch.linspace(span.bottom, span.top, size)
    features = features_of(torch.cartesian_prod(up, across).flip(1), spec.features)
    layers = layers_of(parameters.tensors, features, spec.network)
    return DecisionMap(across, up, tuple(values.t().reshape(-1, size, size) for _z, values in layers))


def _check_plane(has_plane: bool) -> None:
    if not has_plane:
        raise SpecError("data", DIGITS, ", ".join(IN_PLANE))
