"""List the names that a text may use without assigning them: torch, NumPy, the notebook's function, Python's own."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

import torch
from torch import Tensor

from compute.exercises.allowed_numpy import NUMPY, NUMPY_LINALG
from compute.exercises.allowed_operations import FUNCTIONAL, FUNCTIONS, LINALG, activation
from compute.exercises.classes import Absent
from compute.exercises.layers import makers
from compute.exercises.making import MAKING, Draws
from compute.exercises.words import AllowedOperation, Builtin, Failure, Module, PrintedText, named

DTYPES: Mapping[str, object] = {
    "float": torch.float32,
    "float32": torch.float32,
    "double": torch.float64,
    "float64": torch.float64,
    "int": torch.int32,
    "int32": torch.int32,
    "long": torch.int64,
    "int64": torch.int64,
    "bool": torch.bool,
}

_X = frozenset({"x"})
PLAIN: Mapping[str, AllowedOperation] = MappingProxyType(
    {
        "activation": AllowedOperation("activation", activation, _X),
        "sigmoid": AllowedOperation("sigmoid", activation, _X),
    }
)
"""`<name>(..)`, as the notebook defines it."""

BUILTINS = tuple(
    "print display str repr format type sum float int bool round abs pow max min len range zip map enumerate reversed "
    "list tuple dict sorted any all isinstance super object staticmethod classmethod property".split()
)

FAILURES = tuple(
    "Exception BaseException RuntimeError ValueError TypeError IndexError KeyError AttributeError AssertionError "
    "ZeroDivisionError ArithmeticError NotImplementedError NameError".split()
)
"""Errors that a text may catch or raise."""

UNUSED = frozenset(
    "matplotlib pandas seaborn sklearn scipy torchvision torch.optim torch.utils torch.autograd typing dataclasses "
    "itertools random warnings tqdm IPython copy helper os sys".split()
)
"""Modules that notebooks import at their top; they have nothing here, and whoever uses one is told so."""


def _number(value: object) -> object:
    return value.detach() if isinstance(value, Tensor) else value


def _of_number(function: Callable[..., object]) -> Callable[..., object]:
    return lambda *numbers: function(*map(_number, numbers))


MATH: Mapping[str, object] = {
    **{
        name: AllowedOperation(name, _of_number(function), large=True)
        for name, function in named(math.exp, math.log, math.sqrt, math.tanh, math.pow, math.fabs).items()
    },
    "pi": math.pi,
    "e": math.e,
}


def modules(draws: Draws) -> dict[str, Module]:
    """Return every module that may be imported, by its dotted name; `draws` has the text's own generator."""
    functional = Module("torch.nn.functional", FUNCTIONAL)
    nn = Module("torch.nn", {**makers(draws), "functional": functional})
    linalg = Module("torch.linalg", LINALG)
    special = Module("torch.special", {"expit": AllowedOperation("expit", torch.special.expit)})
    cuda = Module("torch.cuda", {"is_available": AllowedOperation("is_available", lambda: False)})
    whole = Module(
        "torch",
        {
            **DTYPES,
            **FUNCTIONS,
            **MAKING,
            **draws.operations(),
            "Size": Builtin("tuple"),
            "no_grad": Builtin("no_grad"),
            "inference_mode": Builtin("no_grad"),
            "device": AllowedOperation("device", PrintedText, text=True),
            "nn": nn,
            "linalg": linalg,
            "special": special,
            "cuda": cuda,
            "is_tensor": Builtin("is_tensor"),
            "__version__": PrintedText(),
            "optim": Absent("torch.optim"),
        },
    )
    numpy = Module("numpy", {**NUMPY, "__version__": PrintedText(), "linalg": Module("numpy.linalg", NUMPY_LINALG)})
    named = Module("collections", {"OrderedDict": Builtin("dict")})
    folding = Module("functools", {"reduce": Builtin("reduce")})
    clock = Module("time", dict.fromkeys(("time", "perf_counter"), AllowedOperation("time", lambda: 0.0)))
    several = (whole, nn, functional, linalg, special, numpy, folding, named, clock, Module("math", MATH))
    return {module.name: module for module in several}


def known(modules: Mapping[str, Module]) -> dict[str, object]:
    """Return the names that are known before the text assigns any."""
    return {
        **PLAIN,
        **{name: Builtin(name) for name in BUILTINS},
        "torch": modules["torch"],
        "nn": modules["torch.nn"],
        "F": modules["torch.nn.functional"],
        "np": modules["numpy"],
        "numpy": modules["numpy"],
        "math": modules["math"],
        "__name__": PrintedText("__main__"),
        **{name: Failure(name) for name in FAILURES},
    }
