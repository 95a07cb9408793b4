"""The variables of the program, by the tensors whose elements have names."""

import ast

import pytest

from compute.network.elements import name_of, tensor_of
from compute.network.forward_line import variables
from compute.network.program import program
from compute.network.spec import NetworkSpec
from tests.compute.states import changeable, computed


def test_each_tensor_has_its_variable() -> None:
    assert variables(NetworkSpec()) == {
        "features": "x",
        "output": "y",
        "h": "h1",
        "W1": "w1",
        "W2": "w2",
        "B1": "b1",
        "B2": "b2",
    }
    assert variables(NetworkSpec(hidden=())) == {"features": "x", "output": "y", "weights": "w1", "bias": "b1"}


@pytest.mark.parametrize("spec", [NetworkSpec(), NetworkSpec(hidden=(3, 2, 4)), NetworkSpec(hidden=())], ids=str)
def test_the_program_has_these_variables(spec: NetworkSpec) -> None:
    assigned = {
        target.id
        for node in ast.parse(program(spec, {}, "cpu")).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    assert assigned == set(variables(spec))


@pytest.mark.parametrize(
    "spec", [NetworkSpec(), NetworkSpec(hidden=(3, 2), outputs=2), NetworkSpec(hidden=())], ids=str
)
def test_each_element_belongs_to_a_tensor_that_has_a_variable(spec: NetworkSpec) -> None:
    elements = changeable(spec) + computed(spec)
    assert {tensor_of(element, spec) for element in elements} == set(variables(spec).values())
    assert all(name_of(element, spec).startswith(tensor_of(element, spec)) for element in elements)
