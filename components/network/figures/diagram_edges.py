"""The weights of a network as edges: where they begin and end, which are drawn, how wide, and what they are called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap

import numpy as np
from jaxtyping import Float, Int
from numpy import ndarray
from torch import Tensor

from components.network.figures.diagram_places import rows
from compute.network.elements import Unit, Weight
from compute.network.spec import NetworkSpec

MAX_EDGES = 300
"""Above this many edges only the strongest are drawn: the browser pays for every one."""

MAX_PICKABLE = 150
"""Up to this many edges each has a point that can be hovered."""

WIDTH_SHARES = ((16, 1.0), (40, 0.7), (80, 0.5), (MAX_PICKABLE, 0.4))
"""Up to how many edges their widths are which share of the full ones."""

FAINT_SHARE = 0.2
"""Factor on the widths where there are hundreds of edges."""

LEAST_HALO = 0.5
"""The same for the glow behind what is selected."""


@dataclass(frozen=True)
class Edges:
    """Weights as edges, in parallel arrays: where they begin and end, how large they are, and what they are."""

    begin: Float[ndarray, "edges 2"]
    end: Float[ndarray, "edges 2"]
    weight: Float[ndarray, " edges"]
    layer: Int[ndarray, " edges"]
    row: Int[ndarray, " edges"]
    column: Int[ndarray, " edges"]
    total: int

    def places(self) -> Iterator[tuple[int, int, int]]:
        """Yield layer, row and column of each edge."""
        return zip(self.layer.tolist(), self.row.tolist(), self.column.tolist(), strict=True)

    def elements(self) -> Iterator[Weight]:
        """Yield the weight that each edge stands for."""
        return starmap(Weight, self.places())

    def __len__(self) -> int:
        return len(self.weight)


def position(spec: NetworkSpec, layer: int) -> Float[ndarray, "units 2"]:
    """Return where the units of a layer stand: x is the number of the layer, y goes from 1 at the top to 0."""
    units = spec.sizes[layer]
    return np.column_stack([np.full(units, float(layer)), rows(units)])


def strongest_edges(spec: NetworkSpec, weights: Sequence[Tensor]) -> Edges:
    """Return all weights as edges; of more than `MAX_EDGES` only so many, the strongest of every layer."""
    values = [layer.numpy().ravel() for layer in weights]
    counts = [len(layer) for layer in values]
    total = sum(counts)
    if total <= MAX_EDGES:
        layers = [(*_between(spec.sizes, depth), layer) for depth, layer in enumerate(values, start=1)]
    else:
        layers = [
            _strongest_between(spec, depth, layer, share)
            for depth, (layer, share) in enumerate(zip(values, _shares(counts), strict=True), start=1)
        ]
    begin, end, depth, row, column, weight = (np.concatenate(part) for part in zip(*layers, strict=True))
    return Edges(begin, end, weight, depth, row, column, total)


def _shares(counts: Sequence[int]) -> list[int]:
    """Return how many edges each layer may show: equally many, and what a small one does not need goes to others."""
    shares = dict.fromkeys(range(len(counts)), 0)
    left = MAX_EDGES
    for rank, layer in enumerate(sorted(shares, key=lambda layer: counts[layer])):
        shares[layer] = min(counts[layer], left // (len(counts) - rank))
        left -= shares[layer]
    return [shares[layer] for layer in range(len(counts))]


@lru_cache(maxsize=256)
def _between(sizes: tuple[int, ...], layer: int) -> tuple[ndarray, ...]:
    """Return all edges that lead to a layer, in arrays that nobody may write to: begin, end, layer, row, column."""
    spec = sized(sizes)
    arrays = _edges_at(spec, layer, *(index.ravel() for index in np.indices(spec.weight_shapes[layer - 1])))
    for array in arrays:
        array.flags.writeable = False
    return arrays


def _strongest_between(
    spec: NetworkSpec, layer: int, values: Float[ndarray, " edges"], share: int
) -> tuple[ndarray, ...]:
    """Return the strongest edges to a layer, from weaker to stronger, as `_between` gives them, and their values."""
    size = np.nan_to_num(np.abs(values), nan=np.inf)
    # Of equal ones the last; only what can be among the strongest is put in order.
    able = np.flatnonzero(size >= np.partition(size, -share)[-share])
    chosen = able[np.argsort(size[able], kind="stable")[-share:]]
    row, column = np.divmod(chosen, spec.weight_shapes[layer - 1][1])
    return *_edges_at(spec, layer, row, column), values[chosen]


def _edges_at(
    spec: NetworkSpec, layer: int, row: Int[ndarray, " edges"], column: Int[ndarray, " edges"]
) -> tuple[ndarray, ...]:
    begin, end = position(spec, layer - 1)[row], position(spec, layer)[column]
    return begin, end, np.full(len(row), layer), row, column


def edge_ends(edges: Edges, spec: NetworkSpec) -> Iterator[tuple[str, ...]]:
    """Yield for each edge its short name, as `Weight.name` writes it, and those of the units at its ends."""
    units = [unit_names(spec.sizes, layer) for layer in range(len(spec.sizes))]
    for layer, row, column in edges.places():
        yield f"w{layer}.{row + 1}.{column + 1}", units[layer][column], units[layer - 1][row]


def sized(sizes: tuple[int, ...]) -> NetworkSpec:
    """Return the spec of a network of these sizes, for what depends on nothing else."""
    return NetworkSpec(inputs=sizes[0], hidden=sizes[1:-1], outputs=sizes[-1])


@lru_cache(maxsize=256)
def unit_names(sizes: tuple[int, ...], layer: int) -> tuple[str, ...]:
    """Return the short names of all units of a layer."""
    spec = sized(sizes)
    return tuple(Unit(layer, index).name(spec) for index in range(sizes[layer]))


@lru_cache(maxsize=256)
def unit_labels(sizes: tuple[int, ...], layer: int) -> tuple[str, ...]:
    """Return the names of all units of a layer, as they are on the screen."""
    spec = sized(sizes)
    return tuple(Unit(layer, index).label(spec) for index in range(sizes[layer]))


def width_share(edges: Edges) -> float:
    """Return the factor on the widths of the edges: the more there are, the smaller it is."""
    return next((share for count, share in WIDTH_SHARES if len(edges) <= count), FAINT_SHARE)
