"""Each known mistake on the way back to a gradient gives what its name says, written out with plain numbers."""

from collections.abc import Mapping

import torch

from compute.exercises.cases import (
    BIAS_GRADIENT,
    STACK,
    UPDATED_WEIGHT,
    WEIGHT_GRADIENT,
    Case,
    exercise_of,
    given,
)
from compute.exercises.draws import mistaken_by
from compute.exercises.gradient_mistakes import BIAS_MISTAKES, STEP_MISTAKES, WEIGHT_MISTAKES
from compute.exercises.mistakes import STACK_MISTAKES
from tests.longhand import sigmoid


def steps_back(case: Case) -> dict[str, float]:
    """The numbers of the way there and back, under short names."""
    x, first, second, b1, b2 = list(given(case).values())[:5]
    z1 = x @ first + b1
    h = sigmoid(z1)
    z = float(h @ second + b2)
    y = float(sigmoid(torch.tensor(z)))
    numbers = {"x": x[0, 0], "last_x": x[0, -1], "w1": first[0, 0], "w2": second[0, 0], "last_w2": second[-1, 0]}
    numbers |= {"b1": b1[0, 0], "h": h[0, 0], "last_h": h[0, -1], "z1": z1[0, 0]}
    return {name: float(number) for name, number in numbers.items()} | {"z": z, "y": y, "error": y - 1}


def deltas(n: Mapping[str, float]) -> dict[str, float]:
    """Delta of the output with one thing wrong."""
    error, y, z = n["error"], n["y"], n["z"]
    return {
        "no slope": 2 * error,
        "no two": error * y * (1 - y),
        "turned round": -2 * error * y * (1 - y),
        "no error": y * (1 - y),
        "half a slope": 2 * error * (1 - y),
        "only y": 2 * error * y,
        "squared error": error**2 * y * (1 - y),
        "no target": 2 * y * y * (1 - y),
        "slope of z": 2 * error * z * (1 - z),
        "slope twice": 2 * error * (y * (1 - y)) ** 2,
    }


def ways_back(n: Mapping[str, float], delta: float) -> dict[str, float]:
    """Delta of the first hidden unit with one thing wrong."""
    h, y, last = n["h"], n["y"], n["last_h"]
    return {
        "no slope of h": n["w2"] * delta,
        "no weight back": delta * h * (1 - h),
        "slope of y again": n["w2"] * delta * y * (1 - y),
        "first weight back": n["w1"] * delta * h * (1 - h),
        "half a slope of h": n["w2"] * delta * (1 - h),
        "other unit": n["last_w2"] * delta * last * (1 - last),
        "other unit's slope": n["w2"] * delta * last * (1 - last),
    }


def test_a_mistake_on_the_way_back_gives_what_its_name_says() -> None:
    case = Case(WEIGHT_GRADIENT, 7, 4, 3)
    n = steps_back(case)
    delta = 2 * n["error"] * n["y"] * (1 - n["y"])
    back = n["w2"] * n["h"] * (1 - n["h"])
    w1, x, step = n["w1"], n["x"], 0.5 * n["x"]
    moved = n["w2"] - 0.5 * n["h"] * delta
    ends = {"loss": n["error"] ** 2, "output": n["y"]}
    weight = {name: n["h"] * value for name, value in deltas(n).items()} | {
        "delta only": delta,
        "feature for h": x * delta,
        "weight for h": n["w2"] * delta,
        "other weight": n["last_h"] * delta,
        "z for h": n["z1"] * delta,
        "error times h": n["error"] * n["h"],
    }
    bias = ways_back(n, delta) | {name: back * value for name, value in deltas(n).items()}
    bias |= {"times the feature": x * back * delta, "times the bias": n["b1"] * back * delta}
    after = {
        "up": w1 + step * back * delta,
        "no rate": w1 - x * back * delta,
        "gradient only": x * back * delta,
        "change only": step * back * delta,
        "no step": w1,
        "no input": w1 - 0.5 * back * delta,
        "rate to the weight": 0.5 * (w1 - x * back * delta),
        "other input": w1 - 0.5 * n["last_x"] * back * delta,
        "W2 before it": w1 - step * moved * delta * n["h"] * (1 - n["h"]),
    }
    after |= {name: w1 - step * value for name, value in ways_back(n, delta).items()}
    after |= {name: w1 - step * back * value for name, value in deltas(n).items() if name != "turned round"}
    expected = {
        WEIGHT_GRADIENT: weight | ends,
        BIAS_GRADIENT: bias | {"bias of the output": delta} | ends,
        UPDATED_WEIGHT: after,
    }
    for number, numbers in expected.items():
        programs = mistaken_by(Case(number, 7, 4, 3))
        assert list(dict.fromkeys(mistake.name for mistake, _text, _value in programs)) == list(numbers)
        for mistake, text, value in programs:
            sign = -1 if text.endswith("-rate * features[0, 0] * delta_h") and mistake.name == "change only" else 1
            assert abs(float(value) - sign * numbers[mistake.name]) < 1e-6, mistake.name


def test_the_exercises_have_these_mistakes() -> None:
    assert exercise_of(STACK).mistakes is STACK_MISTAKES
    assert exercise_of(WEIGHT_GRADIENT).mistakes is WEIGHT_MISTAKES
    assert exercise_of(BIAS_GRADIENT).mistakes is BIAS_MISTAKES
    assert exercise_of(UPDATED_WEIGHT).mistakes is STEP_MISTAKES
