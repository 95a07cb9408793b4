"""Run the programs of an exercise on the tensors of a case, and on three other draws of the same sizes.

Where the weighted sum is large, the sigmoid is flat: a program without the bias gives nearly the same number, which
even a close comparison accepts. The numbers of the other draws are small, so that every step shows. Among them each
tensor, the weighted sums and the hidden layer have both signs, so that no `abs`, `relu` or `clamp` passes by luck.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import torch
from torch import Tensor

from compute.exercises.cases import Case, exercise_of, given, wanted
from compute.exercises.expression import evaluate
from compute.exercises.mistakes import Mistake
from compute.network.activations import ACTIVATIONS

OTHER_DRAWS = 3
MAX_PRINTED = 256
"""The most printed numbers that a text may have copied."""

_MANY_SEEDS = 500
_BOTH_SIGNS = 0.05


@dataclass(frozen=True, eq=False)  # tensors have no single answer to ==
class Draw:
    """The tensors of one draw, and the output that the right program gives.

    Attributes
    ----------
    tensors: by their names in the notebook, with `target` and `rate` where the exercise has them.
    printed: the numbers that a person may copy, one after another: those of the tensors, then those on the way to
        the output, without the output; empty beyond `MAX_PRINTED`.
    right: the output.
    """

    tensors: Mapping[str, Tensor]
    printed: Tensor
    right: Tensor

    def names(self, case: Case) -> dict[str, Tensor | int]:
        """Return all that a text may use by name: the tensors, and in the third exercise the notebook's sizes."""
        sizes = {"n_input": case.inputs, "n_hidden": case.hidden, "n_output": 1} if case.hidden else {}
        return {**self.tensors, **sizes}


@lru_cache(maxsize=64)
def own_draw(case: Case) -> Draw:
    """Return the case's own tensors; only `evaluate` uses them, and it copies."""
    return _draw(given(case), case)


def other_draws(case: Case) -> tuple[Draw, ...]:
    """Return three draws of small numbers, the same for every seed."""
    return _others(case.exercise, case.inputs, case.hidden)


@lru_cache(maxsize=64)
def mistaken_by(case: Case) -> tuple[tuple[Mistake, str, Tensor], ...]:
    """Return each mistake with its program and its result on the case's own tensors."""
    programs = [
        (mistake, template.format(inputs=case.inputs, hidden=case.hidden))
        for mistake in exercise_of(case.exercise).mistakes
        for template in mistake.programs
    ]
    return tuple((mistake, text, result(text, own_draw(case))) for mistake, text in programs)


def result(program: str, draw: Draw) -> Tensor:
    """Run a program of an exercise on a draw."""
    value = evaluate(program, draw.tensors).value
    if not isinstance(value, Tensor):
        raise TypeError(f"a program of an exercise gives a tensor: {program}")
    return value


def without_numbers(case: Case) -> dict[str, Tensor | int]:
    """Return the names of a case with nan for every number: a result that is a number does not depend on them."""
    draw = own_draw(case)
    unknown = {name: torch.full_like(tensor, torch.nan) for name, tensor in draw.tensors.items()}
    return draw.names(case) | unknown


def _draw(tensors: Mapping[str, Tensor], case: Case) -> Draw:
    between = _on_the_way(tensors)
    drawn = [tensor for name, tensor in tensors.items() if name not in wanted(case)]
    numbers = torch.cat([tensor.flatten() for tensor in (*drawn, *between)])
    printed = numbers if numbers.numel() <= MAX_PRINTED else torch.zeros(0)
    right = evaluate(case.right, tensors).value
    return Draw(tensors, printed, torch.as_tensor(right))


def _on_the_way(tensors: Mapping[str, Tensor]) -> list[Tensor]:
    """Return products, sums and hidden values, on the way to a gradient the deltas: what a person prints before."""
    if "bias" in tensors:
        features, weights, bias = tensors.values()
        products = features * weights
        total = products.sum()
        return [products, total, total + bias]
    features, first, second, first_bias, second_bias = list(tensors.values())[:5]
    sums = features @ first
    hidden = ACTIVATIONS["sigmoid"].function(sums + first_bias)
    total = hidden @ second
    way = [sums, sums + first_bias, hidden, total, total + second_bias]
    return [*way, *_on_the_way_back(hidden, way[-1], tensors["target"])] if "target" in tensors else way


def _on_the_way_back(hidden: Tensor, z: Tensor, target: Tensor) -> list[Tensor]:
    """Return the output, its error and its slope, and delta."""
    y = ACTIVATIONS["sigmoid"].function(z)
    return [y, y - target, y * (1 - y), 2 * (y - target) * y * (1 - y), hidden * (1 - hidden)]


@lru_cache(maxsize=64)
def _others(exercise: int, inputs: int, hidden: int) -> tuple[Draw, ...]:
    case = Case(exercise, 0, inputs, hidden)
    fixed = wanted(case)
    shapes = {name: tuple(tensor.shape) for name, tensor in given(case).items() if name not in fixed}
    for seed in range(_MANY_SEEDS):
        drawn = [tensors | fixed for tensors in _small(seed, shapes)]
        if _have_both_signs(drawn):
            break
    return tuple(_draw(tensors, case) for tensors in drawn)


def _small(seed: int, shapes: Mapping[str, tuple[int, ...]]) -> list[dict[str, Tensor]]:
    """Draw tensors whose weighted sums are about 1 in size, with other signs in each draw."""
    generator = torch.Generator().manual_seed(seed)
    alternating = {name: (-1.0) ** place for place, name in enumerate(shapes)}
    signs = [dict.fromkeys(shapes, 1.0), dict.fromkeys(shapes, -1.0), alternating]
    base = {name: torch.randn(shape, generator=generator).sign() for name, shape in shapes.items()}
    return [
        {
            name: base[name]
            * turned[name]
            * (0.3 + torch.rand(shape, generator=generator))
            / (shape[0] ** 0.5 if name.startswith("W") else shape[1] ** 0.5 if name == "weights" else 1.0)
            for name, shape in shapes.items()
        }
        for turned in signs
    ]


def _have_both_signs(drawn: list[dict[str, Tensor]]) -> bool:
    """Tell whether each value before an activation is positive in some draw and negative in another."""
    ways = [_on_the_way(tensors) for tensors in drawn]
    wanted = (0, 2) if "bias" in drawn[0] else (0, 1, 4)
    return all(
        min(float(way[place].min()) for way in ways) < -_BOTH_SIGNS
        and max(float(way[place].max()) for way in ways) > _BOTH_SIGNS
        for place in wanted
    )
