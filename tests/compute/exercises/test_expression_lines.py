"""What is kept of each line of a text: its number, name and values, what it threw away, and what it was made of."""

import pytest
import torch

from compute.exercises.expression import MAX_VALUES, Evaluated, evaluate
from compute.exercises.refusals import Reason, RefusedError
from tests.cases import for_each
from tests.compute.exercises.student_lines import NAMES


def run(text: str) -> Evaluated:
    return evaluate(text, dict(NAMES))


@for_each(
    ("text", "kept"),
    [
        ("a = x\nb", [(1, "a"), (2, "")]),
        ("\n\na = x\n\nb", [(3, "a"), (5, "")]),
        ("a = c = 3", [(1, "a")]),
        ("a: int = 3\na += 1\na", [(1, "a"), (2, "a"), (3, "")]),
        ("a, c = 1, 2\n[d] = [3]\nx[0] = 1", [(1, ""), (2, ""), (3, "")]),
        ("with torch.no_grad():\n    a = x\n    c = w\na", [(2, "a"), (3, "c"), (4, "")]),
        ("for i in range(3):\n    a = i\n    c = a * 2\nx", [(1, "c"), (4, "")]),
        ("i = 0\nwhile i < 3: i += 1\nx", [(1, "i"), (2, "i"), (3, "")]),
        ("if 1: c = 3\nx", [(1, "c"), (2, "")]),
        ("try:\n    c = 3\nexcept KeyError:\n    d = 4\nx", [(1, "c"), (5, "")]),
        ("for i in range(0):\n    a = i\nx", [(1, ""), (3, "")]),
        ("def f(): return 1\nf()", [(1, ""), (2, "")]),
    ],
)
def test_each_line_has_its_number_and_its_name(text: str, kept: list[tuple[int, str]]) -> None:
    assert [(line.number, line.name) for line in run(text).lines] == kept


@for_each(
    ("text", "discarded"),
    [
        ("x.view(3, 1)\nx", "view"),
        ("x.add_(1)\nx", ""),
        ("x.sum().item()\nx", ""),
        ("x.detach()\nx", "detach"),
        ("x.type(torch.float64)\nx", ""),
        ("torch.add(x, x)\nx", "add"),
        ("torch.add(x, x, out=w)\nx", ""),
        ("activation(x)\nx", "activation"),
        ("print(x)\nx", ""),
        ("display(x)\nx", ""),
        ("x + w\nx", "+"),
        ("x @ w.t()\nx", "@"),
        ("x.T\nx", "T"),
        ("x.mT\nx", "mT"),
        ("x.data\nx", ""),
        ("-x\nx", ""),
        ("x\nx", ""),
        ("y = x + w\nx", ""),
        ("x.view(3, 1)", ""),
        ("x.size()\nx", ""),
        ("with torch.no_grad():\n    x.t()\nx", "t"),
    ],
)
def test_a_result_that_was_thrown_away_has_the_name_of_its_operation(text: str, discarded: str) -> None:
    assert run(text).lines[0].discarded == discarded
    assert run(text).lines[-1].discarded == ""


@for_each(
    ("text", "typed"),
    [
        ("a = 3\nc = a + 1\nd = x\nd * 2\na", [True, True, False, False, True]),
        ("a = 3\na + x\na", [True, False, False]),
        ("x = 3\ny = x\nw", [True, True, False]),
        ("a = 3\na = x.sum()\na = 4\na", [True, False, True, True]),
        ("def f(v): return v\na = f(3)\nc = f(x)\na\nc", [True, True, False, True, False]),
        ("def f(): return x\nf()", [True, False]),
        ("a = x.shape[1]\na * 2", [False, False]),
        ("a, c = 3, x\na", [False, False]),
        ("c = [v for v in range(3)]\nd = [v for v in x]\nc\nd", [True, False, True, False]),
        ("a = 3\nfor i in range(2): a = a + i\na", [True, True, True]),
        ("a = 3\nfor i in range(2): a = a + x\na", [True, False, False]),
    ],
)
def test_a_line_without_anything_given_is_typed(text: str, typed: list[bool]) -> None:
    assert [line.typed for line in run(text).lines] == typed


def test_what_a_name_held_when_it_was_given_counts_from_there_on() -> None:
    """A list that something given was put into is made of it."""
    lines = run("a = [1]\na.append(x)\nc = a\n3").lines
    assert [line.typed for line in lines] == [True, False, False, True]


@for_each(
    ("text", "value"),
    [
        ("(3, 2.5)", 3),
        ("[x, b, 3]", [[0.75]]),
        ("[3, x]", [[1.0, -2.0, 3.0]]),
        ("[w, x]", [[0.5, 0.25, -1.0]]),
        ("[x.shape, 3]", 3),
        ("[x.shape, x.shape]", (1, 3)),
        ("print(1)\ndef f(): 1", 1),
        ("print(x.numpy())", [[1.0, -2.0, 3.0]]),
        ("{'a': 2.5}", 2.5),
        ("{'a': {'b': 6.5}}", 6.5),
        ("True", True),
        ("np.float64", None),
        ("()", None),
        ("[[[[7]]]]", 7),
    ],
)
def test_the_value_of_several_is_a_tensor_of_one_element_or_a_tensor_or_a_number(text: str, value: object) -> None:
    if value is None:
        with pytest.raises(RefusedError) as caught:
            run(text)
        assert caught.value.reason is Reason.NOTHING
        return
    found = run(text).value
    assert (found.tolist() if isinstance(found, torch.Tensor) else found) == value


def test_the_last_line_with_a_value_counts() -> None:
    assert run("3\n4\ndef f(): 1\nimport torch").value == 4
    assert run("a = 5").value == 5
    with pytest.raises(RefusedError) as caught:
        run("def f(): 1\nimport torch")
    assert caught.value.reason is Reason.NOTHING


def test_thirty_two_values_of_a_line_are_kept() -> None:
    assert MAX_VALUES == 32
    assert run("print(*[k + 0.5 for k in range(40)])").lines[0].values == tuple(k + 0.5 for k in range(32))
    assert len(run("[[k, k + 0.5, 'a'] for k in range(40)]").lines[0].values) == 32
    assert len(run("[[k + 0.5, k + 0.25] for k in range(16)]").lines[0].values) == 32


def test_lists_within_lists_are_looked_into_four_times() -> None:
    assert run("[[[[7]]]]\n8").lines[0].values == (7,)
    assert run("[[[[[7]]]]]\n8").lines[0].values == ()
    assert run("{1: {1: 7.5}}\n8").lines[0].values == (7.5,)
    assert run("{1: {1: [7.5]}}\n8").lines[0].values == ()
    assert run("[[{1: 7.5}]]\n8").lines[0].values == (7.5,)
    assert run("[[[{1: 7.5}]]]\n8").lines[0].values == ()


def test_what_the_names_hold_at_the_end() -> None:
    names = run("a = 3\nc = [x, b]\ndef f(): 1\nd = (1, 2)\ns = 'text'\nx = x + 1").names
    assert set(names) == {"x", "w", "b", "a", "c", "d"}
    assert (names["a"], names["d"]) == (3, (1, 2))
    assert names["c"].tolist() == [[0.75]]
    assert names["x"].tolist() == [[2.0, -1.0, 4.0]]


def test_a_value_is_as_it_was_when_its_line_ran() -> None:
    lines = run("y = x * 1\ny += 1\ny.mul_(0)\n5").lines
    assert [line.value.tolist() for line in lines[:3]] == [[[1.0, -2.0, 3.0]], [[2.0, -1.0, 4.0]], [[0.0, 0.0, 0.0]]]


def test_what_is_printed_is_the_value_of_a_line_that_gives_none_itself() -> None:
    lines = run("print(1)\nprint(f'{2.5} {3}')\nfor k in range(2):\n    print(k + 5)\n9").lines
    assert [line.values for line in lines] == [(1,), (2.5, 3), (5, 6), (9,)]


def test_within_no_grad_nothing_requires_a_gradient() -> None:
    text = "y = x * 1\ny.requires_grad = True\nwith torch.no_grad():\n    z = y * 2\nz.requires_grad"
    assert run(text).value is False
    assert run("y = x * 1\ny.requires_grad = True\n(y * 2).requires_grad").value is True
    with torch.no_grad():
        assert run("y = x * 1\ny.requires_grad = True\n(y * 2).requires_grad").value is True
