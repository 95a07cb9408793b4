"""Numbers one after the other: all of a few, of many the first ones, how many more, and the last."""

import re

import pytest

from components.base.text import untranslated
from components.gradients.panels.walk_parts import MAX_INPUTS, listed


@pytest.mark.parametrize("count", [1, MAX_INPUTS, MAX_INPUTS + 1, MAX_INPUTS + 4])
def test_of_many_numbers_it_is_said_how_many_are_left_out(count: int) -> None:
    html = listed([f"n{at}" for at in range(count)], untranslated)
    shown = re.findall(r"<span>n(\d+)</span>", html)
    left = re.findall(r"\((\d+) more\)", html)
    assert len(shown) + sum(map(int, left)) == count
    assert (left == []) == (count <= MAX_INPUTS)
    assert shown[-1] == f"{count - 1}"
    assert shown[:-1] == [f"{at}" for at in range(len(shown) - 1)]
