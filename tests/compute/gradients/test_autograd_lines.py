"""Lines about autograd, run for real: torch's own numbers and words after each, and a program that prints them."""

import contextlib
import io

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from compute.gradients.autograd_lines import (
    AUTOGRAD_LINES,
    MAX_LINES,
    MAX_LINES_TEXT,
    AutogradStep,
    AutogradTensor,
    autograd_program,
    format_lines,
    parse_lines,
    run_lines,
)
from tests.cases import for_each
from tests.examples import examples

HISTORIES = st.lists(st.sampled_from(list(AUTOGRAD_LINES)), max_size=MAX_LINES).map(tuple)


def steps(history: str) -> tuple[AutogradStep, ...]:
    names = parse_lines(history)
    assert names is not None
    return run_lines(names)


def held(step: AutogradStep, name: str) -> AutogradTensor:
    found = step.tensor(name)
    assert found is not None
    return found


def test_gradients_add_up_until_they_are_zeroed() -> None:
    run = steps("grad~square~back~square~back~zero~square~back~none")
    grads = [held(step, "x").grad for step in run]
    once, twice = (2.0, 4.0, 6.0), (4.0, 8.0, 12.0)
    assert grads == [None, None, None, once, once, twice, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0), once, None]
    assert held(run[2], "y") == AutogradTensor("y", False, 14.0, True, None, "SumBackward0", False)
    assert not any(step.refused for step in run)


def test_a_graph_that_is_retained_can_be_gone_through_again() -> None:
    run = steps("grad~square~retain~back~back")
    assert [held(step, "x").grad for step in run[3:]] == [(2.0, 4.0, 6.0), (4.0, 8.0, 12.0), (4.0, 8.0, 12.0)]
    assert [step.refused for step in run] == [False, False, False, False, False, True]
    assert [any(node.is_freed for node in step.graph.nodes) for step in run[2:]] == [False, False, True, True]


def torchs_words(history: str) -> tuple[str, str]:
    """What raw torch says to the last line, run as the text that it is."""
    names: dict[str, object] = {"torch": torch, "x": torch.tensor([1.0, 2.0, 3.0])}
    for code in (parse_lines(history) or ())[:-1]:
        exec(AUTOGRAD_LINES[code], names)
    with pytest.raises(Exception) as raised:  # noqa: PT011 - which one is compared
        exec(AUTOGRAD_LINES[history.rpartition("~")[2]], names)
    return type(raised.value).__name__, str(raised.value).splitlines()[0]


@for_each(
    ("history", "error", "words"),
    [
        ("back", "NameError", "name 'y' is not defined"),
        ("square~back", "RuntimeError", "element 0 of tensors does not require grad"),
        ("grad~square~back~back", "RuntimeError", "Trying to backward through the graph a second time"),
        ("grad~triple~back", "RuntimeError", "grad can be implicitly created only for scalar outputs"),
        ("grad~numpy", "RuntimeError", "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy()"),
        ("grad~square~value", "RuntimeError", "Can't call numpy() on Tensor that requires grad."),
        ("grad~double", "RuntimeError", "a leaf Variable that requires grad is being used in an in-place operation."),
        ("grad~zero", "AttributeError", "'NoneType' object has no attribute 'zero_'"),
        ("grad~update", "TypeError", "unsupported operand type(s) for *: 'float' and 'NoneType'"),
        ("grad~square~detach~through~back", "RuntimeError", "one of the variables needed for gradient computation has"),
        ("grad~without~back", "RuntimeError", "element 0 of tensors does not require grad"),
        ("square~keep", "RuntimeError", "can't retain_grad on Tensor that has requires_grad=False"),
        ("triple~item", "RuntimeError", "a Tensor with 3 elements cannot be converted to Scalar"),
    ],
)
def test_what_is_refused_is_refused_in_torchs_own_words(history: str, error: str, words: str) -> None:
    run = steps(history)
    last, before = run[-1], run[-2]
    assert (last.error, last.words) == torchs_words(history)
    assert last.error == error
    assert last.words.startswith(words)
    assert last.tensors == before.tensors  # and nothing else has happened


@for_each("history", ["grad~array", "numpy", "double", "grad~square~item", "triple~value"])
def test_what_is_not_refused_is_not(history: str) -> None:
    assert not any(step.refused for step in steps(history))


def test_detach_and_array_look_at_the_same_memory() -> None:
    last = steps("grad~detach~array~through")[-1]
    doubled = (2.0, 4.0, 6.0)
    assert [(each.name, each.values) for each in last.tensors] == [("x", doubled), ("d", doubled), ("a", doubled)]
    assert [each.shares for each in last.tensors] == [(), ("x",), ("x", "d")]
    assert [each.requires_grad for each in last.tensors] == [True, False, False]
    assert [each.is_array for each in last.tensors] == [False, False, True]
    apart = steps("detach~square")[-1]
    assert held(apart, "y").shares == ()


def test_under_no_grad_a_leaf_is_changed_and_stays_a_leaf() -> None:
    last = held(steps("grad~square~back~update")[-1], "x")
    assert last.values == pytest.approx((0.8, 1.6, 2.4))
    assert (last.requires_grad, last.is_leaf, last.grad_fn) == (True, True, "")


def test_the_result_keeps_its_gradient_only_if_told_so() -> None:
    assert held(steps("grad~square~back")[-1], "y").grad is None
    assert held(steps("grad~square~keep~back")[-1], "y").grad == 1.0


def test_what_is_printed_is_kept() -> None:
    run = steps("square~item~triple~value")
    assert [step.printed for step in run] == ["", "", "14.0", "", "[3. 6. 9.]"]


def test_the_graph_goes_from_the_result_to_the_leaf() -> None:
    graph = steps("grad~triple~tanh~sum")[-1].graph
    assert [(node.name, node.tensor) for node in graph.nodes] == [
        ("SumBackward0", "y"), ("TanhBackward0", ""), ("MulBackward0", ""), ("AccumulateGrad", "x"),
    ]  # fmt: skip
    assert graph.edges == ((0, 1), (1, 2), (2, 3))
    assert graph.is_whole
    assert steps("triple")[-1].graph.nodes == ()
    assert steps("grad~without")[-1].graph.nodes == ()


def test_a_history_is_as_long_as_it_may_be_and_no_longer() -> None:
    name = max(AUTOGRAD_LINES, key=len)
    longest = (name,) * MAX_LINES
    assert len(format_lines(longest)) <= MAX_LINES_TEXT
    assert parse_lines(format_lines(longest)) == longest
    assert parse_lines(format_lines((*longest, name))) is None
    assert len(run_lines(longest)) == MAX_LINES + 1
    with pytest.raises(ValueError, match="no such lines"):
        run_lines((*longest, name))


@given(names=HISTORIES)
@examples(60)
def test_any_history_comes_back_from_a_link_and_gives_the_same(names: tuple[str, ...]) -> None:
    text = format_lines(names)
    assert len(text) <= MAX_LINES_TEXT
    assert parse_lines(text) == names
    run = run_lines(names)
    assert len(run) == len(names) + 1
    assert repr(run_lines(names)) == repr(run)
    assert repr(run_lines(names[:-1])) == repr(run[: max(1, len(names))])  # undo is the history without its last line


@given(names=HISTORIES)
@examples(40)
def test_the_program_prints_what_the_page_shows(names: tuple[str, ...]) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(autograd_program(names), "autograd.py", "exec"), {"__name__": "__main__"})
    run = run_lines(names)
    said = [step.words if step.refused else step.printed for step in run if step.refused or step.printed]
    printed = out.getvalue()
    for words in said:
        at = printed.find(words)
        assert at >= 0, (words, printed)
        printed = printed[at + len(words) :]
    for each in run[-1].tensors:
        _before, found, printed = printed.partition(f"{each.name} = ")
        assert found
        if each.grad is not None:
            _before, found, printed = printed.partition(f"{each.name}.grad = ")
            assert found


@for_each(
    "text",
    ["grad~", "~", "Grad", "grad~~back", "back ", "gräd", "import", "grad~" * 24 + "grad", "x" * 301, "grad,back"],
)
def test_a_text_that_says_nothing_is_not_read(text: str) -> None:
    assert parse_lines(text) is None


def test_only_known_lines_are_run() -> None:
    assert parse_lines("") == ()
    for names in (("import os",), ("grad",) * 25):
        with pytest.raises(ValueError, match="no such lines"):
            run_lines(names)


PROGRAM = """\
import torch

x = torch.tensor([1.0, 2.0, 3.0])
x.requires_grad_()
y = x * 3
try:
    y.backward()
except RuntimeError as error:
    print(error)
y = y.sum()
y.backward()
a = x.detach().numpy()
d = x.detach()
with torch.no_grad():
    y = (x ** 2).sum()
try:
    y.retain_grad()
except RuntimeError as error:
    print(error)
print(y.item())

print("x =", x)
print("x.grad =", x.grad)
print("y =", y)
print("d =", d)
print("a =", a)
"""


def test_the_program_has_each_line_and_a_try_around_what_is_refused() -> None:
    names = ("grad", "triple", "back", "sum", "back", "array", "detach", "without", "keep", "item")
    assert autograd_program(names) == PROGRAM
    assert autograd_program(()) == ('import torch\n\nx = torch.tensor([1.0, 2.0, 3.0])\n\nprint("x =", x)\n')


def test_each_step_has_its_name_and_its_line() -> None:
    run = steps("grad~without~double")
    assert [step.code for step in run] == ["", "grad", "without", "double"]
    assert [step.line for step in run] == [
        "x = torch.tensor([1.0, 2.0, 3.0])",
        "x.requires_grad_()",
        "with torch.no_grad():\n    y = (x ** 2).sum()",
        "x.mul_(2)",
    ]
    assert (run[0].error, run[0].words, run[0].printed, run[0].refused) == ("", "", "", False)
    assert run[0].tensors == (AutogradTensor("x", False, (1.0, 2.0, 3.0), False, None, "", True, ()),)
    assert held(run[2], "y") == AutogradTensor("y", False, 14.0, False, None, "", True, ())
    assert run[0].tensor("y") is None
    assert run[3].refused


def test_what_memory_is_shared_is_said_of_the_later_name() -> None:
    last = steps("grad~triple~array~detach")[-1]
    assert [(each.name, each.shares) for each in last.tensors] == [
        ("x", ()), ("y", ()), ("d", ("x",)), ("a", ("x", "d")),
    ]  # fmt: skip
    assert held(last, "y") == AutogradTensor("y", False, (3.0, 6.0, 9.0), True, None, "MulBackward0", False, ())
    assert held(last, "a") == AutogradTensor("a", True, (1.0, 2.0, 3.0), shares=("x", "d"))
