"""Random trainings that every option takes part in, small and quick; the same ones in each run."""

import random

from compute.training.setting import BATCHES, INITS, OPTIMIZERS, TrainingSpec

DRAWN_CLASSES = ("rings", "xor", "gaussians", "spiral", "moons")
ALL_FEATURES = ("x1", "x2", "x1x1", "x2x2", "x1x2", "sin1", "sin2")


def trainings(count: int, steps: int = 100) -> list[TrainingSpec]:
    """Draw settings; the deeper ones have rates at which no rounding grows."""
    chance, drawn = random.Random(3), []
    for number in range(count):
        learns_number = number % 5 == 4
        optimizer = OPTIMIZERS[number % 3]
        drawn.append(
            TrainingSpec(
                data=chance.choice(("plane", "hills") if learns_number else DRAWN_CLASSES),
                noise=chance.randint(0, 100) / 100,
                points=chance.choice([20, 60, 200]),
                split=chance.choice([30, 50, 70]),
                features=tuple(chance.sample(ALL_FEATURES, chance.randint(1, 4))),
                seed=chance.randint(0, 9999),
                hidden=tuple(chance.randint(1, 6) for _ in range(number % 3)),
                activation=chance.choice(["tanh", "relu", "sigmoid"]),
                init=INITS[number % 5],
                loss="mse" if learns_number else chance.choice(["mse", "bce", "ce"]),
                optimizer=optimizer,
                rate=chance.choice([0.01, 0.05]) if optimizer != "sgd" else chance.choice([0.05, 0.3]),
                decay=chance.choice([0.0, 0.0, 0.01]),
                l1=chance.choice([0.0, 0.0, 0.001]),
                batch=BATCHES[number % 5],
                steps=steps,
            )
        )
    return drawn
