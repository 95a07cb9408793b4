"""What the notebook computes, in raw torch and with nothing of the site."""

import itertools
from collections.abc import Sequence

import torch

TOLERANCE = 6e-5
"""Half of the last digit that the site shows, and a bit for rounding it."""


def notebook(
    seed: int,
    inputs: int,
    hidden: Sequence[int] = (),
    weights: dict[int, float] | None = None,
    *,
    with_bias: bool = True,
) -> list[list[float]]:
    """Values of every layer, hidden ones first, then [y].

    `weights` sets single weights of the first unit of the first layer, by the number of their input from 1.
    """
    generator = torch.Generator().manual_seed(seed)
    sizes = [inputs, *hidden, 1]
    shapes = list(itertools.pairwise(sizes))
    values = torch.randn((1, inputs), generator=generator)
    matrices = [torch.randn(shape, generator=generator) for shape in shapes]
    biases = [torch.randn((1, columns), generator=generator) for _, columns in shapes]
    for row, weight in (weights or {}).items():
        matrices[0][row - 1, 0] = weight
    layers = []
    for matrix, bias in zip(matrices, biases, strict=True):
        total = torch.mm(values, matrix)
        values = 1 / (1 + torch.exp(-(total + bias if with_bias else total)))
        layers.append(values[0].tolist())
    return layers
