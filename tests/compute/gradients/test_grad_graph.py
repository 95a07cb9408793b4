"""The graph of autograd, read from torch: its nodes, and the tensors that it ends at."""

from collections import Counter

import pytest
import torch

from compute.gradients import grad_graph
from compute.gradients.grad_graph import GradGraph, graph_of, loss_graph
from compute.network.network import draw
from compute.network.spec import NetworkSpec


def named(graph: GradGraph) -> list[tuple[str, str]]:
    return [(node.name, node.tensor) for node in graph.nodes]


def test_the_notebooks_network_from_its_loss_to_its_weights() -> None:
    graph = loss_graph(draw(NetworkSpec()), 1, "mse")
    assert graph.is_whole
    assert graph.nodes[0].name == "MseLossBackward0"
    assert graph.nodes[0].tensor == "loss"
    operations = Counter(name.removesuffix("Backward0") for name, _tensor in named(graph))
    assert operations == {"MseLoss": 1, "Sigmoid": 2, "Add": 2, "Mm": 2, "AccumulateGrad": 4}
    after = {graph.nodes[end].tensor: graph.nodes[start].name for start, end in graph.edges if graph.nodes[end].tensor}
    assert after == {"W1": "MmBackward0", "W2": "MmBackward0", "B1": "AddBackward0", "B2": "AddBackward0"}
    first, second = (next(i for i, node in enumerate(graph.nodes) if node.tensor == name) for name in ("W1", "W2"))
    assert first > second  # the last layer is nearer to the loss


@pytest.mark.parametrize(("loss", "name"), [("bce", "BinaryCrossEntropyBackward0"), ("ce", "NllLossBackward0")])
def test_each_loss_has_its_own_node(loss: str, name: str) -> None:
    assert loss_graph(draw(NetworkSpec(outputs=3)), 1, loss).nodes[0].name == name


def test_the_largest_network_is_whole() -> None:
    graph = loss_graph(
        draw(NetworkSpec(inputs=64, hidden=(64,) * 6, outputs=10, output_activation="softmax")), 1, "bce"
    )
    assert graph.is_whole
    assert len(graph.nodes) == 36
    assert {node.tensor for node in graph.nodes} == {"", "loss", *(f"{kind}{i}" for kind in "WB" for i in range(1, 8))}


def test_a_node_that_two_go_back_to_is_one_node() -> None:
    x = torch.tensor(2.0, requires_grad=True)
    graph = graph_of(x * x, {"x": x})
    assert named(graph) == [("MulBackward0", ""), ("AccumulateGrad", "x")]
    assert graph.edges == ((0, 1), (0, 1))


def test_after_a_backward_the_kept_values_are_gone() -> None:
    x = torch.tensor(2.0, requires_grad=True)
    y = torch.exp(x) + 1
    assert not any(node.is_freed for node in graph_of(y, {}).nodes)
    y.backward(retain_graph=True)
    assert not any(node.is_freed for node in graph_of(y, {}).nodes)
    y.backward()
    assert [node.is_freed for node in graph_of(y, {}).nodes] == [False, True, False]  # + keeps nothing


def test_a_graph_that_is_too_large_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grad_graph, "MOST_NODES", 3)
    x = torch.tensor(2.0, requires_grad=True)
    graph = graph_of(torch.sin(torch.sin(torch.sin(torch.sin(x)))), {})
    assert len(graph.nodes) == 3
    assert not graph.is_whole


def test_what_no_gradients_are_kept_for_has_no_graph() -> None:
    assert graph_of(torch.ones(2) * 2, {}) == GradGraph((), ())


@pytest.mark.parametrize(("most", "edges", "is_whole"), [(5, 4, True), (4, 3, False), (1, 0, False)])
def test_a_graph_of_as_many_nodes_as_are_read_is_whole(
    monkeypatch: pytest.MonkeyPatch, most: int, edges: int, is_whole: bool
) -> None:
    monkeypatch.setattr(grad_graph, "MOST_NODES", most)
    x = torch.tensor(2.0, requires_grad=True)
    graph = graph_of(torch.exp(torch.sin(torch.sin(torch.tanh(x)))), {"x": x})
    assert [node.name for node in graph.nodes] == [
        "ExpBackward0", "SinBackward0", "SinBackward0", "TanhBackward0", "AccumulateGrad",
    ][:most]  # fmt: skip
    assert graph.edges == tuple((at, at + 1) for at in range(edges))
    assert graph.is_whole is is_whole


def test_a_number_that_does_not_learn_has_no_node() -> None:
    x = torch.tensor(2.0, requires_grad=True)
    fixed = torch.tensor(3.0)
    middle = x * fixed
    graph = graph_of(fixed + middle, {"fixed": fixed, "middle": middle, "x": x})
    assert named(graph) == [("AddBackward0", ""), ("MulBackward0", "middle"), ("AccumulateGrad", "x")]
    assert graph.edges == ((0, 1), (1, 2))


def test_the_nodes_nearest_to_the_result_come_first() -> None:
    x, w = torch.tensor(2.0, requires_grad=True), torch.tensor(1.0, requires_grad=True)
    graph = graph_of(torch.exp(torch.sin(x)) * torch.tanh(w), {"x": x, "w": w})
    assert named(graph) == [
        ("MulBackward0", ""), ("ExpBackward0", ""), ("TanhBackward0", ""), ("SinBackward0", ""),
        ("AccumulateGrad", "w"), ("AccumulateGrad", "x"),
    ]  # fmt: skip
    assert graph.edges == ((0, 1), (0, 2), (1, 3), (2, 4), (3, 5))
