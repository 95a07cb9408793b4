"""A training in raw torch, written anew: what the kept course has to agree with."""

import math
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from compute.training.data import LearningData
from compute.training.setting import TrainingSpec


class RawStep(NamedTuple):
    """The losses of training and test, and W1 .. WL, B1 .. BL."""

    training: float
    test: float
    tensors: list[Tensor]


def raw_points(spec: TrainingSpec, draws: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """Points, what is wanted, and the order for the split."""
    n, noise = spec.points, spec.noise
    u, g = torch.rand(n, 2, generator=draws), torch.randn(n, 2, generator=draws)
    order = torch.randperm(n, generator=draws)
    rows, wanted = [], []
    for i in range(n):
        (u1, u2), (g1, g2), c = u[i].tolist(), g[i].tolist(), i % 2
        a, b = 3 * u1 - 1.5, 3 * u2 - 1.5
        if spec.data == "rings":
            r = 0.4 + c + 0.3 * u2
            row = (r * math.cos(2 * math.pi * u1) + noise / 2 * g1, r * math.sin(2 * math.pi * u1) + noise / 2 * g2)
        elif spec.data == "xor":
            c = int(a * b < 0)
            row = (a + math.copysign(0.2, a) + noise / 2 * g1, b + math.copysign(0.2, b) + noise / 2 * g2)
        elif spec.data == "gaussians":
            row = (2 * c - 1 + (0.25 + noise / 2) * g1, 2 * c - 1 + (0.25 + noise / 2) * g2)
        elif spec.data == "spiral":
            r, t = 0.2 + 1.6 * u1, math.pi * (2.5 * u1 + c)
            row = (r * math.sin(t) + noise / 4 * g1, r * math.cos(t) + noise / 4 * g2)
        elif spec.data == "moons":
            t = math.pi * (u1 + c)
            row = (
                1.3 * (math.cos(t) + c - 0.5) + noise / 2 * g1,
                1.3 * (math.sin(t) + c / 2 - 0.25) + noise / 2 * g2,
            )
        else:
            row = (a, b)
            flat = (a + b) / 3
            hills = math.exp(-2 * ((a - 0.75) ** 2 + (b - 0.75) ** 2))
            hills -= math.exp(-2 * ((a + 0.75) ** 2 + (b + 0.75) ** 2))
            c = (flat if spec.data == "plane" else hills) + noise / 2 * g1
        rows.append(row)
        wanted.append(c)
    return torch.tensor(rows), torch.tensor(wanted), order


def raw_features(spec: TrainingSpec, points: Tensor) -> Tensor:
    a, b = points[:, 0], points[:, 1]
    table = {"x1": a, "x2": b, "x1x1": a**2, "x2x2": b**2, "x1x2": a * b}
    table |= {"sin1": torch.sin(math.pi * a), "sin2": torch.sin(math.pi * b)}
    return torch.stack([table[name] for name in spec.features], dim=1)


def raw_start(spec: TrainingSpec, draws: torch.Generator, sizes: list[int]) -> list[Tensor]:
    weights, biases = [], []
    for a, b in pairwise(sizes):
        if spec.init == "randn":
            weights.append(torch.randn(a, b, generator=draws))
        elif spec.init == "linear":
            weights.append((torch.rand(a, b, generator=draws) * 2 - 1) / a**0.5)
        elif spec.init == "xavier":
            weights.append((torch.rand(a, b, generator=draws) * 2 - 1) * (6 / (a + b)) ** 0.5)
        elif spec.init == "kaiming":
            weights.append(torch.randn(a, b, generator=draws) * (2 / a) ** 0.5)
        else:
            weights.append(torch.zeros(a, b))
    for a, b in pairwise(sizes):
        if spec.init == "randn":
            biases.append(torch.randn(1, b, generator=draws))
        elif spec.init == "linear":
            biases.append((torch.rand(1, b, generator=draws) * 2 - 1) / a**0.5)
        else:
            biases.append(torch.zeros(1, b))
    return weights + biases


def raw_forward(spec: TrainingSpec, x: Tensor, tensors: list[Tensor], classes: int) -> Tensor:
    """The output; of `ce` the logits."""
    depth = len(tensors) // 2
    hidden = {"tanh": torch.tanh, "relu": torch.relu, "sigmoid": torch.sigmoid}
    for k in range(depth):
        x = torch.mm(x, tensors[k]) + tensors[depth + k]
        if k < depth - 1:
            x = hidden[spec.activation](x)
    return x if spec.loss == "ce" or not classes else torch.sigmoid(x)


def raw_loss(spec: TrainingSpec, output: Tensor, wanted: Tensor) -> Tensor:
    if spec.loss == "ce":
        return functional.cross_entropy(output, wanted)
    loss = functional.mse_loss if spec.loss == "mse" else functional.binary_cross_entropy
    return loss(output, wanted[:, None].float())


def raw_training(spec: TrainingSpec, steps: int, data: LearningData) -> list[RawStep]:
    """The plain loop: every step from 0 to `steps`.

    Its points are compared with those drawn here in doubles, and then used to the last bit, on which a course may hang.
    """
    draws = torch.Generator().manual_seed(spec.seed)
    points, wanted, order = raw_points(spec, draws)
    assert torch.allclose(points, data.points, atol=1e-5)
    assert torch.allclose(wanted.double(), data.wanted.double(), atol=1e-5)
    points, wanted = data.points, data.wanted
    classes = 0 if spec.data in ("plane", "hills") else 2
    count = round(spec.points * spec.split / 100)
    x, test_x = raw_features(spec, points[order[:count]]), raw_features(spec, points[order[count:]])
    t, test_t = wanted[order[:count]], wanted[order[count:]]
    outputs = 2 if spec.loss == "ce" else 1
    tensors = [t.requires_grad_() for t in raw_start(spec, draws, [len(spec.features), *spec.hidden, outputs])]
    m, s = [torch.zeros_like(w) for w in tensors], [torch.zeros_like(w) for w in tensors]
    found: list[RawStep] = []
    batches: list[list[int]] = []
    for step in range(steps + 1):
        with torch.no_grad():
            sides = [raw_loss(spec, raw_forward(spec, a, tensors, classes), b) for a, b in ((x, t), (test_x, test_t))]
        found.append(RawStep(float(sides[0]), float(sides[1]), [one.detach().clone() for one in tensors]))
        if step == steps:
            break
        if spec.batch and not batches:
            shuffled = torch.randperm(count, generator=draws).tolist()
            batches = [shuffled[i : i + spec.batch] for i in range(0, count, spec.batch)]
        chosen = batches.pop(0) if spec.batch else list(range(count))
        raw_loss(spec, raw_forward(spec, x[chosen], tensors, classes), t[chosen]).backward()
        with torch.no_grad():
            for k, w in enumerate(tensors):
                assert w.grad is not None
                g = w.grad + spec.decay * w + spec.l1 * w.sign()
                if spec.optimizer == "sgd":
                    w.sub_(spec.rate * g)
                elif spec.optimizer == "momentum":
                    m[k] = 0.9 * m[k] + g
                    w.sub_(spec.rate * m[k])
                else:
                    m[k], s[k] = 0.9 * m[k] + (1 - 0.9) * g, 0.999 * s[k] + (1 - 0.999) * g * g
                    mean, square = m[k] / (1 - 0.9 ** (step + 1)), s[k] / (1 - 0.999 ** (step + 1))
                    w.sub_(spec.rate * mean / (square.sqrt() + 1e-8))
                w.grad = None
    return found
