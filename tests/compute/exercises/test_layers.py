"""The layers of `torch.nn` that a text may build, beside torch's own; and what a class of a text may hold."""

import pytest
import torch
from torch.nn import Parameter

from compute.exercises.classes import NN_MODULE, Class, Instance
from compute.exercises.layers import MAX_LAYERS, Linear, Sequential, is_layer, makers, parameters, set_parameter
from compute.exercises.making import Draws
from compute.exercises.refusals import Reason
from tests.cases import for_each
from tests.compute.exercises.student_lines import given, pythons, told

SAME = [
    "[nn.Sigmoid()(x), nn.Tanh()(x), nn.ReLU()(x), nn.Identity()(x)]",
    "nn.Flatten()(torch.ones(2, 3, 2))",
    "l = nn.Linear(3, 2)\nnn.init.constant_(l.weight, 0.5)\nnn.init.zeros_(l.bias)\nl(x).detach()",
    "l = nn.Linear(3, 2)\nnn.init.ones_(l.weight)\nnn.init.ones_(l.bias)\nl(x).detach()",
    "l = nn.Linear(3, 2, bias=False)\nnn.init.ones_(l.weight)\nl(x).detach()",
    "l = nn.Linear(in_features=3, out_features=2)\n[l.weight.requires_grad, l.bias.requires_grad, l.weight.shape]",
    "p = nn.Parameter(x)\n[p.requires_grad, p.detach()]",
    "nn.Parameter(x, requires_grad=False).requires_grad",
    "l = nn.Linear(3, 1)\nl.weight = nn.Parameter(w)\nl.bias = None\nl(x).detach()",
    "l = nn.Linear(3, 1)\nl.bias = nn.Parameter(b[0])\nl.weight = nn.Parameter(w)\nl(x).detach()",
    "m = nn.ModuleList([nn.ReLU(), nn.Tanh()])\n[len(m), m[1](x)]",
    "nn.init.zeros_(nn.Linear(3, 1).weight).requires_grad",
]


@for_each("text", SAME)
def test_a_layer_gives_what_torchs_gives(text: str) -> None:
    assert given(text) == pythons(text)


@for_each(
    ("text", "words"),
    [
        ("nn.Sequential(3)", ("TypeError", "int is not a Module subclass")),
        ("nn.Sequential(nn.ReLU(), x)", ("TypeError", "Tensor is not a Module subclass")),
        ("nn.ModuleList(nn.ReLU())", ("TypeError", "ModuleList takes a list of modules")),
        ("nn.Linear(65, 64)", (Reason.ELEMENTS, "")),
        ("nn.Linear(64, 64)\n1", ("", "")),
        ("nn.Linear(0, 1)\n1", ("", "")),
    ],
)
def test_what_is_no_layer_is_refused(text: str, words: tuple[str, str]) -> None:
    assert told(text) == words


def test_layers_within_layers_are_counted_with_those_that_hold_them() -> None:
    """Twenty in all: two that hold nine each."""
    inner = f"nn.Sequential({', '.join(['nn.ReLU()'] * 9)})"
    assert told(f"nn.Sequential({inner}, {inner})\n1") == ("", "")
    assert told(f"nn.Sequential({inner}, {inner}, nn.ReLU())\n1") == (Reason.SIZE, "")
    assert MAX_LAYERS == 20


def layer(inputs: int = 2, outputs: int = 1) -> Linear:
    """A layer whose numbers do not matter."""
    return Linear(Parameter(torch.ones(outputs, inputs)), Parameter(torch.zeros(outputs)))


def test_every_parameter_has_its_name_and_comes_once() -> None:
    first, second = layer(), layer()
    held = Instance(Class("Net", NN_MODULE, {}, is_module=True), {"a": first, "b": [second, first], "c": 3})
    plain = Instance(Class("A"), {"a": layer()})
    whole = Sequential((first, held, second))
    assert [name for name, _ in parameters(whole)] == ["0.weight", "0.bias", "1.b.0.weight", "1.b.0.bias"]
    assert [name for name, _ in parameters(held)] == ["a.weight", "a.bias", "b.0.weight", "b.0.bias"]
    assert [name for name, _ in parameters(Sequential((first,), ("fc",)))] == ["fc.weight", "fc.bias"]
    assert [name for name, _ in parameters(Linear(first.weight, None))] == ["weight"]
    assert list(parameters(plain)) == []
    assert next(value for _name, value in parameters(whole)) is first.weight


def test_a_class_is_a_layer_where_it_comes_from_torchs() -> None:
    assert is_layer(layer())
    assert is_layer(Instance(Class("Net", NN_MODULE, {}, is_module=True)))
    assert not is_layer(Instance(Class("A")))
    assert not is_layer(NN_MODULE)
    assert not is_layer(torch.ones(1))


def test_only_a_parameter_takes_the_place_of_a_parameter() -> None:
    changed, new = layer(), Parameter(torch.ones(1, 2))
    set_parameter(changed, "weight", new)
    set_parameter(changed, "bias", None)
    assert (changed.weight is new, changed.bias is None) == (True, True)
    set_parameter(changed, "bias", new)
    assert changed.bias is new
    for name, value, kind in (
        ("weight", None, "torch.NoneType"),
        ("weight", torch.ones(1), "torch.FloatTensor"),
        ("bias", 3, "torch.int"),
    ):
        with pytest.raises(TypeError, match=f"cannot assign '{kind}' as parameter '{name}'"):
            set_parameter(changed, name, value)


def test_nothing_is_made_that_torch_does_not_have() -> None:
    made = makers(Draws())
    assert sorted(made) == sorted(
        "Linear Sequential Module ModuleList init Parameter Sigmoid Tanh ReLU Identity Flatten".split()
    )
    assert all(hasattr(torch.nn, name) for name in made)
