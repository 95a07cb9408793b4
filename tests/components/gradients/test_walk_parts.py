"""Numbers one after the other: all of a few, of many the first ones, how many more, and the last."""

import re

import pytest

from components.base.text import untranslated
from components.gradients.panels.unit_walk import MAX_TERMS, unit_formula, unit_numbers
from components.gradients.panels.walk_parts import MAX_INPUTS, listed
from compute.gradients.backward import backward
from compute.gradients.known_backward import KnownBackward, known_backward
from compute.network.elements import Unit
from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec


@pytest.mark.parametrize("count", [1, MAX_INPUTS, MAX_INPUTS + 1, MAX_INPUTS + 4])
def test_of_many_numbers_it_is_said_how_many_are_left_out(count: int) -> None:
    html = listed([f"n{at}" for at in range(count)], untranslated)
    shown = re.findall(r"<span>n(\d+)</span>", html)
    left = re.findall(r"\((\d+) more\)", html)
    assert len(shown) + sum(map(int, left)) == count
    assert (left == []) == (count <= MAX_INPUTS)
    assert shown[-1] == f"{count - 1}"
    assert shown[:-1] == [f"{at}" for at in range(len(shown) - 1)]


def with_outputs(outputs: int) -> KnownBackward:
    return known_backward(backward(forward_network(draw(NetworkSpec(outputs=outputs))), 1.0, "mse"))


@pytest.mark.parametrize("outputs", [MAX_INPUTS, MAX_INPUTS + 1, MAX_INPUTS + 3])
def test_what_comes_back_to_a_unit_is_a_sum_of_all_or_says_how_many_are_left_out(outputs: int) -> None:
    came_back = unit_numbers(with_outputs(outputs), Unit(1, 0), "", untranslated).split("</tr>")[1]
    left = re.findall(r"\((\d+) more\)", came_back)
    assert came_back.count("×") + sum(map(int, left)) == outputs
    assert (left == []) == (outputs <= MAX_INPUTS)


@pytest.mark.parametrize("outputs", [MAX_TERMS, MAX_TERMS + 1])
def test_the_formula_of_a_unit_has_as_many_symbols_as_fit(outputs: int) -> None:
    formula = unit_formula(with_outputs(outputs), Unit(1, 0), "")
    assert ("…" in formula) == (outputs > MAX_TERMS)
    assert formula.count(f"δ y{outputs}") == 1
