"""Read the graph that autograd keeps: what each number was computed by, back to the tensors that learn."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from compute.gradients.losses import Target, check_loss
from compute.network.forward import forward
from compute.network.network import Network, Parameters

MOST_NODES = 80
"""The most nodes that are read; the largest network has 36."""


@dataclass(frozen=True)
class GradNode:
    """A node of the graph.

    Attributes
    ----------
    name: torch's own, such as PowBackward0; AccumulateGrad where a gradient is added to `.grad`.
    tensor: the name of the tensor whose `.grad` it adds to, or which it has computed; empty if it has no name.
    is_freed: whether the values that it had kept for the way back are gone, so that it cannot be gone back through.
    """

    name: str
    tensor: str
    is_freed: bool


@dataclass(frozen=True)
class GradGraph:
    """The nodes, the one of the result first, and edges from a node to those that a gradient goes on to.

    Attributes
    ----------
    edges: pairs of indices into `nodes`.
    is_whole: whether there are no more nodes than these.
    """

    nodes: tuple[GradNode, ...]
    edges: tuple[tuple[int, int], ...]
    is_whole: bool = True


def graph_of(result: Tensor, named: Mapping[str, Tensor]) -> GradGraph:
    """Return the graph behind a tensor; without nodes if it was not computed with gradients.

    Parameters
    ----------
    named: tensors that have a name, to be found again among the nodes.
    """
    found: list[Any] = [] if result.grad_fn is None else [result.grad_fn]
    waiting, edges, is_whole = deque(found), [], True
    while waiting:
        node = waiting.popleft()
        for after, _which in node.next_functions:
            if after is None:
                continue
            if after not in found:
                if len(found) == MOST_NODES:
                    is_whole = False
                    continue
                found.append(after)
                waiting.append(after)
            edges.append((found.index(node), found.index(after)))
    return GradGraph(tuple(_node(each, named) for each in found), tuple(edges), is_whole)


def loss_graph(network: Network, target: Target, loss: str) -> GradGraph:
    """Return the graph behind the loss of a network, whose weights and biases learn: W1, .., B1, ..

    Raises
    ------
    LossError: the loss does not fit the network, or the target not the loss.
    """
    found = check_loss(network.spec, loss)
    with torch.enable_grad():
        weights, biases = (
            tuple(tensor.detach().clone().requires_grad_() for tensor in kind)
            for kind in (network.weights, network.biases)
        )
        value = found.of(forward(Parameters(weights, biases), network.features.detach(), network.spec), target)
    named = {f"W{layer}": tensor for layer, tensor in enumerate(weights, start=1)}
    named |= {f"B{layer}": tensor for layer, tensor in enumerate(biases, start=1)}
    return graph_of(value, {**named, "loss": value})


def _node(node: Any, named: Mapping[str, Tensor]) -> GradNode:
    variable = getattr(node, "variable", None)
    names = [name for name, tensor in named.items() if tensor is variable or tensor.grad_fn is node]
    return GradNode(node.name().rpartition("::")[2], names[0] if names else "", _is_freed(node))


def _is_freed(node: Any) -> bool:
    """Ask the node for what it has kept: torch refuses once that is gone."""
    for name in dir(node):
        if name.startswith("_saved_"):
            try:
                getattr(node, name)
            except RuntimeError:
                return True
    return False
