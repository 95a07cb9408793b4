"""Which weights of a large network are drawn as edges."""

import numpy as np
import torch

from components.network.figures import diagram_edges
from components.network.figures.diagram_edges import (
    MAX_EDGES,
    Edges,
    edge_ends,
    position,
    strongest_edges,
    unit_labels,
    unit_names,
    width_share,
)
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


def drawn(spec: NetworkSpec) -> Edges:
    generator = torch.Generator().manual_seed(7)
    return strongest_edges(spec, [torch.randn(shape, generator=generator) for shape in spec.weight_shapes])


@for_each(
    ("sizes", "count"),
    [((60, 5), 300), ((43, 7), 300), ((10, 20, 5), 300), ((9, 20, 6), 300), ((29, 10), 290), ((1, 1), 1)],
)
def test_up_to_300_edges_are_drawn_all(sizes: tuple[int, ...], count: int) -> None:
    spec = diagram_edges.sized(sizes)
    edges = drawn(spec)
    assert (len(edges), edges.total) == (count, sum(rows * columns for rows, columns in spec.weight_shapes))


@for_each(
    ("sizes", "shown"),
    [
        ((30, 10, 10), [200, 100]),  # the second has all of its edges
        ((64, 64, 64, 10), [100, 100, 100]),
        ((64, 4, 64, 10), [100, 100, 100]),
        ((64, 1, 64, 10), [64, 64, 172]),
        ((64, 64, 1), [236, 64]),
        ((1, 64, 64, 1), [64, 172, 64]),
    ],
)
def test_each_layer_has_its_share_of_the_edges(sizes: tuple[int, ...], shown: list[int]) -> None:
    edges = drawn(diagram_edges.sized(sizes))
    assert [int((edges.layer == layer).sum()) for layer in range(1, len(sizes))] == shown


def test_edges_stand_in_the_order_of_the_program_with_what_they_connect() -> None:
    spec = NetworkSpec()
    edges = drawn(spec)
    assert list(edges.places()) == [
        *((1, row, column) for row in range(3) for column in range(2)),
        (2, 0, 0),
        (2, 1, 0),
    ]
    assert [weight.name() for weight in edges.elements()][5:] == ["w1.3.2", "w2.1.1", "w2.2.1"]
    assert list(edge_ends(edges, spec))[4:] == [
        ("w1.3.1", "h1.1", "x3"),
        ("w1.3.2", "h1.2", "x3"),
        ("w2.1.1", "y1", "h1.1"),
        ("w2.2.1", "y1", "h1.2"),
    ]
    assert edges.begin[5].tolist() == [0, 1 - 2.5 / 3]
    assert edges.end[5].tolist() == [1, 0.25]


def test_units_have_short_names_and_those_of_the_screen() -> None:
    assert unit_names((3, 2, 4, 1), 2) == ("h2.1", "h2.2", "h2.3", "h2.4")
    assert unit_labels((3, 2, 4, 1), 2) == ("h2.1", "h2.2", "h2.3", "h2.4")
    assert (unit_names((3, 2, 1), 1), unit_labels((3, 2, 1), 1)) == (("h1.1", "h1.2"), ("h1", "h2"))
    assert (unit_names((3, 2, 1), 2), unit_labels((3, 2, 1), 2)) == (("y1",), ("y",))
    assert unit_labels((3, 2, 2), 0) == ("x1", "x2", "x3")
    assert unit_labels((3, 2, 2), 2) == ("y1", "y2")


@for_each(
    ("sizes", "share"),
    [
        ((16, 1), 1.0),
        ((17, 1), 0.7),
        ((40, 1), 0.7),
        ((41, 1), 0.5),
        ((8, 10), 0.5),
        ((9, 9), 0.4),
        ((15, 10), 0.4),
        ((10, 10, 5), 0.4),
        ((19, 8), 0.2),
        ((64, 10), 0.2),
    ],
)
def test_the_more_edges_there_are_the_thinner_they_are(sizes: tuple[int, ...], share: float) -> None:
    assert width_share(drawn(diagram_edges.sized(sizes))) == share


def test_units_stand_at_the_number_of_their_layer() -> None:
    assert position(NetworkSpec(), 1).tolist() == [[1, 0.75], [1, 0.25]]
    assert position(NetworkSpec(), 2).tolist() == [[2, 0.5]]
