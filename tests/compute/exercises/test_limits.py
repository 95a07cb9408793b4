"""A text may have just as much as it may have of everything, and no more: each limit is asked for from both sides."""

from collections.abc import Callable

import pytest
import torch

from compute.exercises.bounds import (
    MAX_DIMENSIONS,
    MAX_ELEMENTS,
    MAX_INTEGER,
    MAX_OPERATIONS,
    MAX_STEPS,
    MAX_TOTAL,
    Budget,
)
from compute.exercises.expression import FailedError, Reason, RefusedError, evaluate
from compute.exercises.interpreter import MAX_EXPONENT
from compute.exercises.layers import MAX_LAYERS
from compute.exercises.pasting import cleaned, copied_mark
from compute.exercises.reading import (
    MAX_BRACKETS,
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_FRACTION,
    MAX_LENGTH,
    MAX_NODES,
    MAX_SIGNS,
    MAX_STATEMENTS,
    read,
)

NAMES = {"x": torch.ones(1, 5)}


def reason(text: str) -> Reason | None:
    """Why a text is refused; None where it is not, also where torch or Python says no in its own words."""
    try:
        evaluate(text, NAMES)
    except RefusedError as error:
        return error.reason
    except FailedError:
        pass
    return None


LIMITS: dict[str, tuple[Callable[[int], str], int, Reason]] = {
    "characters": (lambda count: "1" + " " * (count - 1), MAX_LENGTH, Reason.LENGTH),
    "statements": (lambda count: "1\n" * count, MAX_STATEMENTS, Reason.STATEMENTS),
    "brackets": (lambda count: "(" * count + "1" + ")" * count, MAX_BRACKETS, Reason.SIZE),
    "signs": (lambda count: "-" * count + "1", MAX_SIGNS, Reason.SIZE),
    "digits of a whole number": (lambda count: f"1 if {'0' * count} else 2", MAX_DIGITS, Reason.NUMBER),
    "characters of a number with a point": (lambda count: f"0.{'1' * (count - 2)}", MAX_FRACTION, Reason.NUMBER),
    "whole number": (lambda value: f"{value}", MAX_INTEGER, Reason.NUMBER),
    "exponent": (lambda value: f"2 ** {value}", MAX_EXPONENT, Reason.POWER),
    "elements": (lambda count: f"torch.zeros({count})", MAX_ELEMENTS, Reason.ELEMENTS),
    "dimensions of a new tensor": (
        lambda count: f"torch.zeros({', '.join('1' * count)})",
        MAX_DIMENSIONS,
        Reason.DIMENSIONS,
    ),
    "layers of a model": (
        lambda count: f"torch.nn.Sequential({', '.join(['torch.nn.ReLU()'] * count)})(x)",
        MAX_LAYERS,
        Reason.SIZE,
    ),
    "dimensions of a list": (
        lambda count: f"torch.tensor({'[' * count}1.0{']' * count})",
        MAX_DIMENSIONS,
        Reason.DIMENSIONS,
    ),
}


@pytest.mark.parametrize("name", LIMITS)
def test_a_text_may_have_just_as_much_and_no_more(name: str) -> None:
    write, most, refusal = LIMITS[name]
    assert [reason(write(most)), reason(write(most + 1))] == [None, refusal]


@pytest.mark.parametrize(
    ("spend", "most"), [(Budget.step, MAX_STEPS), (Budget.operation, MAX_OPERATIONS)], ids=["steps", "operations"]
)
def test_a_budget_is_spent_to_its_end(spend: Callable[[Budget, int], None], most: int) -> None:
    budget = Budget()
    spend(budget, most)
    with pytest.raises(RefusedError):
        spend(budget, 1)


def test_elements_are_counted_one_by_one_and_together() -> None:
    budget = Budget()
    for _made in range(MAX_TOTAL // MAX_ELEMENTS):
        budget.made([MAX_ELEMENTS])
    with pytest.raises(RefusedError):
        budget.made([1])
    with pytest.raises(RefusedError):
        Budget().made([MAX_ELEMENTS + 1])


def test_a_tree_has_as_many_nodes_and_is_as_deep_as_it_may_be() -> None:
    """A name that is loaded is two nodes, a statement of it three; and each `.x` is one deeper."""
    names = f"({','.join(['x'] * ((MAX_NODES - 4) // 2))})"
    assert read(names)[0].body
    with pytest.raises(RefusedError):
        read(names.replace(")", ",x)"))
    deep = "x" + ".t" * (MAX_DEPTH - 4)
    assert read(deep)[0].body
    with pytest.raises(RefusedError):
        read(deep + ".t")


def test_a_long_paste_is_left_as_it_is() -> None:
    line = ">>> x + 1  # "
    padded = line + "a" * (MAX_LENGTH - len(line))
    assert copied_mark(padded) == (">>>", 1)
    assert copied_mark(padded + "a") is None
    numbered = "1 x\n2 y  # "
    longest = numbered + "a" * (MAX_LENGTH - len(numbered))
    assert cleaned(longest) == longest.replace("1 x\n2 y", "x\ny")
    assert cleaned(longest + "a") == longest + "a"
    assert cleaned("1 x\n2 y") == "x\ny"
    assert cleaned("1 x") == "1 x"
