"""Which weights of a large network are drawn as edges."""

import numpy as np
import torch

from components.network.figures.diagram_edges import MAX_EDGES, strongest_edges
from compute.network.spec import NetworkSpec
from tests.cases import for_each

SPEC = NetworkSpec(inputs=20, hidden=(30,), outputs=2)


def weights(*, decimals: int, unknown: int = 0) -> list[torch.Tensor]:
    """Draw weights, of which many are equal, and the first ones of the first layer are not known."""
    generator = torch.Generator().manual_seed(7)
    drawn = [torch.randn(shape, generator=generator).round(decimals=decimals) for shape in SPEC.weight_shapes]
    drawn[0].view(-1)[:unknown] = torch.nan
    return drawn


@for_each("decimals", [0, 1, 4])
@for_each("unknown", [0, 5, 400])
def test_the_strongest_are_drawn_from_the_weaker_to_the_stronger(decimals: int, unknown: int) -> None:
    first, last = weights(decimals=decimals, unknown=unknown)
    edges = strongest_edges(SPEC, [first, last])
    share = MAX_EDGES - last.numel()  # a small layer has all of its edges
    assert (len(edges), edges.total) == (MAX_EDGES, first.numel() + last.numel())
    sizes = first.abs().nan_to_num(nan=torch.inf).flatten().tolist()
    wanted = sorted(range(len(sizes)), key=sizes.__getitem__)[-share:]
    drawn = edges.layer == 1
    assert (edges.row[drawn] * 30 + edges.column[drawn]).tolist() == wanted
    assert np.array_equal(edges.weight[drawn], first.numpy().ravel()[wanted], equal_nan=True)
    assert np.array_equal(np.sort(edges.weight[~drawn]), np.sort(last.numpy().ravel()))


def test_an_edge_begins_and_ends_at_its_units() -> None:
    edges = strongest_edges(SPEC, weights(decimals=4))
    before, after = np.array([20, 30])[edges.layer - 1], np.array([30, 2])[edges.layer - 1]
    assert np.array_equal(edges.begin[:, 0], edges.layer - 1.0)
    assert np.array_equal(edges.end[:, 0], edges.layer)
    assert np.allclose(edges.begin[:, 1], 1 - (edges.row + 0.5) / before)
    assert np.allclose(edges.end[:, 1], 1 - (edges.column + 0.5) / after)
