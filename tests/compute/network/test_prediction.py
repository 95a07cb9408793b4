"""What a guess is about, and what it may be."""

import math
from dataclasses import replace

import torch

from compute.network.edits import applied_to
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw, edit
from compute.network.prediction import DIRECTIONS, HIGHER, LIMIT, LOWER, SAME, Question, direction_of, is_guess, is_same
from compute.network.spec import NetworkSpec
from tests.cases import for_each

SPEC = NetworkSpec()


def scene(spec: NetworkSpec = SPEC, edits: dict[str, float] | None = None) -> Question:
    found = applied_to(spec, edits or {})
    return Question.of(known_pass(forward_network(edit(draw(spec), found))), found)


def test_a_scene_is_what_decides_the_numbers() -> None:
    assert scene() == scene()
    assert scene(edits={"x1": 0.5, "b1.1": 1.0}) == scene(edits={"b1.1": 1.0, "x1": 0.5})
    others = [
        scene(replace(SPEC, seed=8)),
        scene(replace(SPEC, hidden=(2, 2))),
        scene(replace(SPEC, bias=False)),
        scene(replace(SPEC, activation="tanh")),
        scene(edits={"x1": 0.5}),
        scene(edits={"x1": 0.25}),
        replace(scene(), device="cuda:0"),
    ]
    assert len({scene(), *others}) == len(others) + 1
    # What this network has no place for changes nothing.
    assert scene(edits={"w1.1.9": 3.0}) == scene()


@for_each("value", [0, 0.5, -1, LIMIT, -LIMIT, 1_000_000, -1_000_000, 1e-300])
def test_numbers_that_can_be_guessed(value: float) -> None:
    assert is_guess(value)


@for_each("value", [None, "0.5", True, math.nan, math.inf, -math.inf, 1_000_001, -1_000_001, [0.5], {}])
def test_what_is_no_guess(value: object) -> None:
    assert not is_guess(value)


@for_each(
    ("before", "now", "went"),
    [
        (0.3171, 0.2751, LOWER),
        (0.2751, 0.3171, HIGHER),
        (-1.0, -2.0, LOWER),
        (0.31712, 0.31708, SAME),  # 0.3171 on the screen, both times
        (0.3171, 0.3172, HIGHER),
        (0.3172, 0.3171, LOWER),
        (0.50004, 0.49996, SAME),
    ],
)
def test_where_an_output_has_gone(before: float, now: float, went: str) -> None:
    assert direction_of(before, now) == went
    assert is_same(before, now) is (went == SAME)


def test_the_directions_stand_from_below_to_above() -> None:
    assert DIRECTIONS == ("lower", "same", "higher")


def test_the_last_digit_that_is_shown_decides() -> None:
    y = float(torch.tensor(0.31714))
    assert is_same(0.3171, y)
    assert not is_same(0.3172, y)
