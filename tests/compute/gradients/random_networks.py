"""Random networks with a loss and a target that fit: all activations with a derivative, all losses, depths to 6."""

import random
from dataclasses import dataclass

from compute.gradients.derivatives import DERIVATIVES, NoDerivative
from compute.network.activations import HIDDEN_ACTIVATIONS
from compute.network.spec import NetworkSpec

DIFFERENTIABLE = [name for name, derivative in DERIVATIVES.items() if not isinstance(derivative, NoDerivative)]

HIDDEN = [name for name in HIDDEN_ACTIVATIONS if name in DIFFERENTIABLE]


@dataclass(frozen=True)
class Learning:
    """A network, and what it is to learn."""

    spec: NetworkSpec
    target: float
    loss: str


def learnings(count: int, *, depths: int = 6, widest: int = 12) -> list[Learning]:
    """Draw them from fixed numbers, so that each run has the same ones and goes through all of the choices in turn."""
    chance = random.Random(13)
    drawn = []
    for number in range(count):
        loss = ("mse", "bce", "ce")[number % 3]
        hidden = tuple(chance.randint(1, widest) for _ in range(number // 3 % depths))
        outputs = chance.randint(2 if loss == "ce" else 1, 6)
        after = ["sigmoid", "softmax"] if loss == "bce" else DIFFERENTIABLE
        spec = NetworkSpec(
            chance.randint(0, 9999),
            chance.randint(1, widest),
            hidden,
            outputs,
            HIDDEN[number // 3 % len(HIDDEN)],
            chance.choice(after),
            chance.random() < 0.8,
        )
        target = chance.randrange(outputs) if loss == "ce" else chance.randint(0, 100) / 100
        drawn.append(Learning(spec, target, loss))
    return drawn
