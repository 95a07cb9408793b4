"""The names that a student's text may use without assigning them, and what stands behind each."""

import math

import numpy as np
import torch

from compute.exercises.bounds import Budget
from compute.exercises.known import BUILTINS, DTYPES, FAILURES, PLAIN, UNUSED, known, modules
from compute.exercises.making import Draws
from compute.exercises.refusals import Reason
from compute.exercises.statements import Program
from tests.cases import for_each
from tests.compute.exercises.student_lines import given, pythons, told

MODULES = modules(Draws())

SAME = [
    "import math\n[math.exp(1), math.log(2), math.sqrt(2), math.tanh(0.5), math.pow(2, 3), math.fabs(-2), math.pi]",
    "import math\n[math.e, math.exp(w[0, 0])]",
    "import torch.special\ntorch.special.expit(x)",
    "[torch.is_tensor(x), torch.is_tensor([1])]",
    "len(torch.Size([2, 3]))",
    "torch.nn.functional.relu(x)",
    "torch.device('cpu') is None",
    "import torch.nn as m\nm.functional.tanh(x)",
    "from torch.nn.functional import relu\nrelu(x)",
    "np.linalg.multi_dot([x.numpy(), w.numpy().T, x.numpy()])",
    "with torch.inference_mode():\n    y = x * 2\ny",
    "import functools, collections\nfunctools.reduce(lambda a, c: a * c, [2, 3, 4])",
]


@for_each("text", SAME)
def test_a_module_has_here_what_it_has_in_python(text: str) -> None:
    assert given(text) == pythons(text)


def test_each_kind_of_number_is_torchs_own() -> None:
    assert dict(DTYPES) == {name: getattr(torch, name) for name in DTYPES}
    assert set(DTYPES) == set("float float32 double float64 int int32 long int64 bool".split())
    assert math.isclose(MODULES["numpy"].members["pi"], np.pi)


def test_a_module_stands_under_its_own_name() -> None:
    assert all(module.name == name for name, module in MODULES.items())
    assert MODULES["torch"].members["nn"] is MODULES["torch.nn"]
    assert MODULES["torch.nn"].members["functional"] is MODULES["torch.nn.functional"]
    assert sorted(MODULES) == sorted(
        "torch torch.nn torch.nn.functional torch.linalg torch.special numpy functools collections time math".split()
    )


def test_short_names_are_those_of_the_notebooks() -> None:
    names = known(MODULES)
    for short, module in {
        "torch": "torch",
        "nn": "torch.nn",
        "F": "torch.nn.functional",
        "np": "numpy",
        "numpy": "numpy",
        "math": "math",
    }.items():
        assert names[short] is MODULES[module]
    assert {*PLAIN, *BUILTINS, *FAILURES, "__name__"} <= names.keys()
    assert PLAIN["sigmoid"].run(torch.tensor(0.0)) == torch.tensor(0.5)


def test_each_of_pythons_functions_is_there_and_each_error_is_pythons() -> None:
    program = Program(MODULES, {}, Budget())
    for name in BUILTINS:
        if name in ("print", "display", "object", "staticmethod", "classmethod", "property", "super"):
            continue
        told_of = told(f"{name}(7, 7)")
        assert told_of[0] != "KeyError", name
    assert {*program.known} >= set(FAILURES)
    assert told("raise ArithmeticError('a')") == ("ArithmeticError", "a")


def test_what_notebooks_import_and_do_not_need_is_let_through_until_it_is_used() -> None:
    for name in sorted(UNUSED):
        assert told(f"import {name} as m\n1") == ("", ""), name
        assert told(f"import {name} as m\nm.x") == (Reason.IMPORT, name), name
    assert told("import matplotlib.pyplot as plt\nplt.x") == (Reason.IMPORT, "matplotlib.pyplot")


def test_a_clock_stands_still() -> None:
    assert given("import time\n[time.time(), time.perf_counter()]") == [("float", 0.0)] * 2
