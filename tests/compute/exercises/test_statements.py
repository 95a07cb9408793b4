"""Each statement and each of Python's own functions does here what it does in Python, with Python's own errors."""

import math

import numpy as np
import pytest
import torch

from compute.exercises.expression import ExpressionError, evaluate
from compute.exercises.refusals import Reason
from compute.exercises.statements import MAX_ROUND
from compute.exercises.words import PrintedText
from tests.cases import for_each
from tests.compute.exercises.student_lines import NAMES, allowed, given, pythons, spent, told

SAME = [
    # assignments
    "a = b = 3\n[a, b]",
    "a, (c, d) = 1, (2, 3)\n[a, c, d]",
    "[a, c] = [1, 2]\n[c, a]",
    "a, *c = [1, 2, 3]\n[a, c]",
    "*a, c = [1, 2, 3]\n[a, c]",
    "a, *c, d = [1, 2]\n[a, c, d]",
    "a: int = 3\na",
    "a = [1]\nc = a\na += [2]\nc",
    "a = (1,)\nc = a\na += (2,)\n[a, c]",
    "a = x\na += 1\nx",
    "a = x\na = a + 1\nx",
    "a = 7\na -= 2\na *= 3\na /= 2\na //= 2\na %= 2\na **= 3\na",
    "a = x.clone()\na -= w\na *= 3\na /= w\na **= 2\na",
    "a = [1, 2]\na[1] = 5\na[-2] += 3\na",
    "a = {}\na['k'] = 1\na['k'] += 4\na",
    "a = x.numpy().copy()\na[0, 1] = 9\na",
    "y = x.clone()\ny[0, 1:] = w[0, :2]\ny",
    "y = x * 1\ny.data = w * 1\ny",
    "y = x * 1\ny.requires_grad = True\ny.requires_grad",
    # loops
    "t = 0\nfor i in range(5):\n    if i == 1:\n        continue\n    if i == 4:\n        break\n    t += i\nt",
    "for i in range(3):\n    if i == 1:\n        break\nelse:\n    i = 9\ni",
    "for i in range(3): pass\nelse:\n    i = 9\ni",
    "i = 0\nwhile i < 3:\n    i += 1\nelse:\n    i = 9\ni",
    "i = 0\nwhile True:\n    i += 1\n    if i > 4: break\nelse:\n    i = 9\ni",
    "t = []\nfor i in range(3):\n    for j in range(3):\n        if j > i: break\n        t.append(i * 10 + j)\nt",
    "def f():\n    for i in range(9):\n        if i == 4: return i\n    return 0\nf()",
    "def f():\n    i = 0\n    while True:\n        i += 1\n        if i == 4: return i\nf()",
    "def f(): 3\nf() is None",
    "def f():\n    return\nf() is None",
    "def f(a):\n    if a: return 1\n    return 2\n[f(0), f(3)]",
    "if x[0, 0] > 5: y = 1\nelif x[0, 0] > 0: y = 2\nelse: y = 3\ny",
    # errors
    "try:\n    y = 1 / 0\nexcept ZeroDivisionError:\n    y = 2\ny",
    "try:\n    y = 1 / 0\nexcept TypeError:\n    y = 1\nexcept (KeyError, ZeroDivisionError):\n    y = 2\ny",
    "try:\n    y = 1 / 0\nexcept:\n    y = 2\ny",
    "try:\n    y = 1\nexcept:\n    y = 2\nelse:\n    y += 4\nfinally:\n    y += 8\ny",
    "try:\n    raise NotImplementedError('a')\nexcept RuntimeError as e:\n    y = len(str(e)) if 0 else 3\ny",
    "try:\n    raise KeyError\nexcept Exception:\n    y = 3\ny",
    "try:\n    raise KeyError('k')\nexcept BaseException:\n    y = 4\ny",
    "def f():\n    try:\n        return 1\n    finally:\n        y = 2\nf()",
    "def f():\n    try:\n        return 1\n    finally:\n        return 2\nf()",
    "for i in range(3):\n    try:\n        if i == 1: break\n    finally:\n        y = i\n[i, y]",
    "assert 1 < 2\n5",
    # names
    "a = c = 1\ndel a\nc",
    "n = 1\ndef f():\n    global n\n    n = 5\nf()\nn",
    "n = 1\ndef f():\n    n = 5\nf()\nn",
    "def f():\n    n = 1\n    def g():\n        nonlocal n\n        n = 4\n    g()\n    return n\nf()",
    "def f():\n    n = 1\n    def g():\n        global n\n        n = 4\n    g()\n    return n\n[f(), n]",
    "import torch.nn.functional as G\nG.relu(x)",
    "import torch.nn\ntorch.relu(x)",
    "from torch import relu as r, tanh\n[r(x), tanh(x)]",
    "from math import pi, e as k\n[pi, k]",
    "from functools import reduce\n[reduce(lambda a, c: a - c, [9, 2, 3]), reduce(lambda a, c: a - c, [2, 3], 20)]",
    "from functools import reduce\nreduce(lambda a, c: a - c, [], 20)",
    "from functools import reduce\nreduce(lambda a, c: a - c, [7])",
    "y = x.clone().requires_grad_()\ndef f():\n    with torch.no_grad(): return y * 2\nf().requires_grad",
    "y = x.clone().requires_grad_()\nwith torch.no_grad():\n    z = y * 2\nz.requires_grad",
    # Python's own functions
    "sum([1, 2], 5)",
    "sum([1, 2], start=7)",
    "sum(x[0])",
    "[float(3), int(2.9), int(-2.9), bool(0), bool(3), float(w[0, 0]), int(x[0, 2])]",
    "float(np.array(2.5))",
    "[round(2.567), round(2.567, 1), round(-25, -1)]",
    "[max(3, 1, 2), min([3, 1, 2]), max([1.5, 2])]",
    "[abs(-3), abs(2.5)]",
    "abs(x)",
    "[pow(2, 5), pow(2.0, -1)]",
    "[len([1, 2]), len((1,)), len({'a': 1}), len(x), len(x[0]), len('abcd'), len('')]",
    "[list(range(3)), list(range(2, 5)), list(range(7, 1, -2))]",
    "[(i, v) for i, v in enumerate([5, 6])]",
    "[(i, v) for i, v in enumerate([5, 6], 3)]",
    "[(i, v) for i, v in enumerate([5, 6], start=4)]",
    "[(a, c) for a, c in zip([1, 2, 3], (4, 5))]",
    "list(zip([1, 2], [3, 4], [5, 6]))",
    "list(map(lambda a, c: a - c, [5, 6], [1, 2, 3]))",
    "list(map(abs, [-1, 2]))",
    "list(reversed([1, 2, 3]))",
    "[list(), tuple(), dict(), 1]",
    "[list((1, 2)), tuple([3])]",
    "tuple({4: 5})",
    "[any([0, 2]), any([]), all([1, 0]), all([])]",
    "[sorted([3, 1, 2]), sorted((3, 1, 2), reverse=True), sorted([1, 2], reverse=False)]",
    "[float(v) for v in sorted(x[0])]",
    "[isinstance(x, torch.Tensor), isinstance(3, torch.Tensor)]",
    "[torch.is_tensor(x), torch.is_tensor(3)]",
    "dict(a=1, b=2)",
    "dict([('a', 1), ('b', 2)], c=3)",
    "dict({'a': 1}, a=4)",
    # lists and dictionaries
    "a = [1, 2]\na.append(3)\na",
    "a = [1, 2]\na.extend((3, 4))\na",
    "a = [1, 2]\na.insert(1, 7)\na",
    "a = [1, 2, 3]\n[a.pop(), a.pop(0), a]",
    "a = [1, 2, 3]\na.reverse()\na",
    "[(k, v) for k, v in {1: 2, 3: 4}.items()]",
    "[k for k in {1: 2, 3: 4}.keys()]",
    "[v for v in {1: 2, 3: 4}.values()]",
    "[{'a': 1}.get('a'), {'a': 1}.get('c', 5), {'a': 1}.get('c') is None]",
    "a = {'a': 1}\na.update({'a': 2, 'c': 3})\na",
    "[k[0] for k in {(1, 2): 3}.keys()]",
]


@for_each("text", SAME)
def test_a_statement_does_what_it_does_in_python(text: str) -> None:
    assert given(text) == pythons(text)


OPERAND = (Reason.OPERAND, "")
ELEMENTS = (Reason.ELEMENTS, "")
TOLD = {
    # assignments
    "a, c = [1]": ("ValueError", "not enough values to unpack (expected 2, got 1)"),
    "a, c = [1, 2, 3]": ("ValueError", "too many values to unpack (expected 2, got 3)"),
    "a, *c, d = [1]": ("ValueError", "not enough values to unpack (expected at least 2, got 1)"),
    "a, *c = []": ("ValueError", "not enough values to unpack (expected at least 1, got 0)"),
    "[1, 2][0] = 3": ("", ""),
    "a = (1, 2)\na[0] = 3": ("TypeError", "'tuple' object does not support item assignment"),
    "a = [1]\na[0:1] = [2]": (Reason.TARGET, ""),
    "a = [1]\na[1] = 2": ("IndexError", "list assignment index out of range"),
    "x[0] = 'a'": OPERAND,
    "x[0] = [1]": OPERAND,
    "x[0, 7] = 1": ("IndexError", "index 7 is out of bounds for dimension 1 with size 3"),
    "x.data = 3": (Reason.TARGET, "data"),
    "x.requires_grad = 1": (Reason.TARGET, "requires_grad"),
    "x.color = 1": (Reason.TARGET, "color"),
    "a = 3\na.b = 1": (Reason.TARGET, "b"),
    "l = nn.Linear(2, 1)\nl.weight = x": (
        "TypeError",
        "cannot assign 'torch.FloatTensor' as parameter 'weight' (torch.nn.Parameter or None expected)",
    ),
    "l = nn.Linear(2, 1)\nl.color = x": (Reason.TARGET, "color"),
    "a = 1\na |= 2": (Reason.CHARACTER, "|="),
    "a: int": (Reason.NOTHING, ""),
    "...": (Reason.NOTHING, ""),
    # loops and functions
    "return 1": ("SyntaxError", "'return' outside function"),
    "break": ("SyntaxError", "'break' outside loop"),
    "continue": ("SyntaxError", "'continue' not properly in loop"),
    "for i in range(2):\n    def f(): break\n    f()": ("SyntaxError", "'break' outside loop"),
    "for i in range(2): pass\nbreak": ("SyntaxError", "'break' outside loop"),
    "def f(): return 1\nf()\nreturn 2": ("SyntaxError", "'return' outside function"),
    # errors
    "raise": (Reason.FORM, "raise"),
    "raise 3": (Reason.FORM, "raise"),
    "raise KeyError": ("KeyError", ""),
    "raise ValueError('too', 'many')": ("ValueError", "too"),
    "raise ValueError(3, 'many')": ("ValueError", "many"),
    "raise ValueError(f'{x}')": ("ValueError", ""),
    "assert 2 < 1": ("AssertionError", ""),
    "try:\n    1 / 0\nexcept (TypeError, KeyError):\n    2": ("ZeroDivisionError", "division by zero"),
    "try:\n    raise RuntimeError('a')\nexcept NotImplementedError:\n    2": ("RuntimeError", "a"),
    "try:\n    1 / 0\nexcept 3:\n    2": ("ZeroDivisionError", "division by zero"),
    "try:\n    1 / 0\nexcept ValueError:\n    2\nfinally:\n    [][1]": ("ZeroDivisionError", "division by zero"),
    "try:\n    2 ** 17\nexcept Exception:\n    2": (Reason.POWER, ""),
    # names
    "del x\nx": (Reason.NAME, "x"),
    "del y": (Reason.NAME, "y"),
    "del x[0]": (Reason.FORM, "del"),
    "import socket": (Reason.IMPORT, "socket"),
    "import torch.jit": (Reason.IMPORT, "torch.jit"),
    "from . import a": (Reason.IMPORT, ""),
    "from torch import save": (Reason.FUNCTION, "torch.save"),
    "from pandas import DataFrame\nDataFrame(1)": (Reason.IMPORT, "pandas.DataFrame"),
    "from torch.optim import SGD as S\nS(1)": (Reason.IMPORT, "torch.optim.SGD"),
    "import torch.optim as o\no.SGD": (Reason.IMPORT, "torch.optim"),
    "import os.path\nos.path": (Reason.IMPORT, "os.path"),
    "import torch.optim\ntorch.optim.SGD": (Reason.IMPORT, "torch.optim"),
    "with open(1): pass": (Reason.NAME, "open"),
    # Python's own functions
    "len(x=1)": (Reason.ARGUMENT, "x"),
    "sorted([1], key=1)": (Reason.ARGUMENT, "key"),
    "len()": ("TypeError", "expected at least 1 argument, got 0"),
    "len(3)": ("TypeError", "object of type 'int' has no len()"),
    "len(range(3))": ("TypeError", "object of type 'range' has no len()"),
    "len(x[0, 0])": ("TypeError", "len() of a 0-d tensor"),
    "len(str(3))": ("TypeError", "object of type 'str' has no len()"),
    "float('a')": OPERAND,
    "float([1])": OPERAND,
    "round('a')": ("TypeError", "type str doesn't define __round__ method"),
    "round(x)": ("TypeError", "type Tensor doesn't define __round__ method"),
    "round(2.5, 1.0)": (Reason.NUMBER, ""),
    "sorted(['a'])": OPERAND,
    "sorted([x, x])": OPERAND,
    "max(['a'])": OPERAND,
    "min(3)": ("TypeError", "'int' object is not iterable"),
    "range(1.5)": ("TypeError", "a range is made of whole numbers"),
    "range()": ("TypeError", "range expected at least 1 argument, got 0"),
    "range(1, 2, 0)": ("ValueError", "range() arg 3 must not be zero"),
    "range(4096)\n1": ("", ""),
    "range(4097)": (Reason.WORK, ""),
    "enumerate([1], 0.5)": OPERAND,
    "pow(2)": ("TypeError", "pow() takes two arguments here"),
    "pow(2, 3, 4)": ("TypeError", "pow() takes two arguments here"),
    "dict([(1, 2, 3)])": ("ValueError", "dictionary update sequence element has not length 2"),
    "dict([1])": ("TypeError", "'int' object is not iterable"),
    "', '.join([1])": ("TypeError", "sequence item 0: expected str instance"),
    "from functools import reduce\nreduce(max, [])": (
        "TypeError",
        "reduce() of empty iterable with no initial value",
    ),
    "print(*[0] * 4096)\n1": ("", ""),
    "print(0, *[0] * 4096)": (Reason.SIZE, ""),
    # lists and dictionaries
    "[].pop()": ("IndexError", "pop from empty list"),
    "[1].pop(1)": ("IndexError", "pop index out of range"),
    "[1].pop(1, 2)": ("TypeError", "list.pop() takes other arguments"),
    "[1].append()": ("TypeError", "list.append() takes other arguments"),
    "[1].insert('a', 2)": ("TypeError", "list.insert() takes other arguments"),
    "[1].reverse(1)": ("TypeError", "list.reverse() takes other arguments"),
    "{}.get()": ("TypeError", "dict.get() takes other arguments"),
    "{}.items(1)": ("TypeError", "dict.items() takes other arguments"),
    "{}.update(3)": ("TypeError", "'int' object is not a mapping"),
    "a = [0] * 4095\na.append(1)": ("", ""),
    "a = [0] * 4096\na.append(1)": ELEMENTS,
    "a = [0] * 4096\na.insert(0, 1)": ELEMENTS,
    "a = [0] * 4000\na.extend([0] * 97)": ELEMENTS,
    "a = []\na.extend([a])": OPERAND,
    "a = []\na.insert(0, a)": OPERAND,
    "a = {}\na.update({'k': a})": OPERAND,
    "a = []\na.append([1, (2, {'k': a})])": OPERAND,
}


@for_each("text", TOLD)
def test_what_a_statement_is_refused_for_and_in_which_words(text: str) -> None:
    assert told(text) == TOLD[text]


def test_a_note_in_place_of_a_value_is_a_value_only_where_it_can_be_an_answer() -> None:
    assert given("y: x.sum()") == given("x.sum()")
    assert given("y: x + w") == given("x + w")
    assert given("y: [x]") == given("x")
    assert told("y: x") == told("y: 3") == (Reason.NOTHING, "")


def test_what_is_imported_and_empty_is_known_by_its_first_name() -> None:
    assert told("import pandas.io\npandas.io") == (Reason.IMPORT, "pandas.io")
    assert given("import torch.optim\nimport numpy as n, math\nn.pi - math.e") == [("float", math.pi - math.e)]


def test_a_refusal_offers_what_can_be_imported() -> None:
    assert {"torch", "torch.nn", "torch.nn.functional", "numpy", "math"} <= set(allowed("import socket"))
    assert list(allowed("import socket")) == sorted(allowed("import socket"))
    assert allowed("from math import sin") == ("e", "exp", "fabs", "log", "pi", "pow", "sqrt", "tanh")
    assert allowed("sorted([1], key=1)") == ("reverse",)


@for_each(
    ("text", "line"),
    [
        ("1\n1 / 0", 2),
        ("def f():\n    1\n    return 1 / 0\n1\nf()", 3),
        ("\n\n1\n\nx.sum(9)", 5),
        ("if 1:\n    2\n    open(3)", 3),
        ("for i in [1]:\n\n    1 / 0", 3),
    ],
)
def test_an_error_has_the_line_in_which_it_happens(text: str, line: int) -> None:
    with pytest.raises(ExpressionError) as caught:
        evaluate(text, dict(NAMES))
    assert caught.value.line == line


def test_what_is_printed_is_kept_up_to_the_largest_tensor() -> None:
    printed = evaluate("for k in range(3):\n    print(k, k + 0.5)\n", {}).lines
    assert [line.values for line in printed] == [(0, 0.5, 1, 1.5, 2, 2.5)]
    assert evaluate("print(1)\nprint(2, 3)\n4", {}).lines[1].values == (2, 3)
    for count, first in ((96, 9.5), (97, 0.5)):
        text = f"if 1:\n    print(9.5, *[0.5] * 3999)\n    print(*[1.5] * {count})"
        assert evaluate(text, {}).lines[0].values[0] == first


def sized(count: int) -> dict[str, object]:
    """Values of this many elements under short names."""
    return {
        "a": [0] * count,
        "d": dict.fromkeys(range(count), 0),
        "k": 8 * count,
        "n": np.zeros(count),
        "t": PrintedText(None, (0,) * count),
        "v": torch.zeros(count),
    }


@for_each(
    ("text", "each"),
    [
        ("[*a]", 1),
        ("a[0:1]", 1),
        ("a + [1]", 1),
        ("a * 1", 1),
        ("t + 'a'", 1),
        ("{**d}", 1),
        ("{a[0]: 1}", 0),
        ("{tuple(a): 1}", 2),
        ("for i in v: pass", 2),
        ("for i in a: pass", 2),
        ("torch.tensor(a)", 1),
        ("torch.stack(tensors=[v, v])", 0),
        ("max(a)", 2),
        ("sorted(a)", 1),
        ("a == a", 2),
        ("a.append(1)", 0),
        ("a.insert(0, 1)", 1),
        ("a.pop()", 1),
        ("a.reverse()", 1),
        ("d.get(0)", 1),
        ("dict(d)", 1),
        ("range(k)", 1),
        ("print(*a)", 2),
        ("print(a)", 0),
        ("v.tolist()", 1),
        ("v.shape", 0),
        ("', '.join([t])", 1),
        ("reversed(a)", 1),
        ("list(a)", 1),
        ("def f(*rest): pass\nf(*a)", 1),
        ("torch.sum(v, **{'dim': 0})", 0),
    ],
)
def test_each_element_that_is_walked_over_is_a_step(text: str, each: int) -> None:
    short, long = spent(text, sized(16)), spent(text, sized(24))
    assert long.steps - short.steps == 8 * each


@for_each(
    ("text", "operations", "elements"),
    [
        ("v + v", 1, 16),
        ("v * 2 + 1", 2, 32),
        ("n * 2", 0, 16),
        ("sorted(a)", 2, 0),
        ("try:\n    1 / 0\nexcept ZeroDivisionError:\n    2", 4, 0),
        ("[0, 1][1]", 0, 0),
    ],
)
def test_what_is_computed_is_counted(text: str, operations: int, elements: int) -> None:
    budget = spent(text, sized(16))
    assert (budget.operations, budget.elements) == (operations, elements)


def test_each_turn_and_each_statement_is_a_step() -> None:
    """A comparison is four: a name, a number, the whole of them, and what compares them. The rest of a turn is five."""
    once, twice = (spent("while c > 0: c -= 1", {"c": count}) for count in (1, 2))
    assert twice.steps - once.steps == 4 + 5
    assert spent("pass\npass\npass", {}).steps == 3


def test_a_number_is_rounded_to_twenty_decimals() -> None:
    assert MAX_ROUND == 20
    assert given("[round(2.5, 20), round(2.5, -20)]") == [("float", 2.5), ("float", 0.0)]
    assert told("round(2.5, 21)") == told("round(2.5, -21)") == (Reason.NUMBER, "")


def test_a_function_begins_with_no_loop_of_its_own() -> None:
    assert told("def f():\n    for i in [1]: pass\nfor i in [1]: f()\nbreak") == ("SyntaxError", "'break' outside loop")
    assert given("def f():\n    for i in [1]: pass\nfor i in [1, 2]:\n    f()\n    break\ni") == [("int", 1)]
