"""Classes of a student's text: where a name is found, and what a module can hold and load."""

from collections.abc import Mapping

import pytest
import torch
from torch import Tensor
from torch.nn import Parameter

from compute.exercises.classes import DOUBLE_UNDERSCORE, NN_MODULE, Class, Instance, check_held, load
from compute.exercises.layers import Linear
from tests.cases import for_each


def layer() -> Linear:
    """A layer whose numbers do not matter."""
    return Linear(Parameter(torch.ones(1, 2)), Parameter(torch.zeros(1)))


def test_a_name_is_found_in_the_nearest_class_that_has_it() -> None:
    first = Class("A", held={"f": 1, "g": 2})
    second = Class("B", first, {"f": 3})
    assert second.find("f") == (3, second)
    assert second.find("g") == (2, first)
    assert second.find("h") is None


NET = Class("Net", NN_MODULE, {}, is_module=True)
PARAMETER = Parameter(torch.ones(1))


@for_each(
    ("instance", "value", "layer_given", "words"),
    [
        (Instance(NET, ready=False), layer(), True, "cannot assign module before Module.__init__"),
        (Instance(NET, ready=False), PARAMETER, False, "cannot assign parameters before Module.__init__"),
        (Instance(NET, {"p": PARAMETER}), 3, False, "cannot assign 'int' as parameter 'p'"),
        (Instance(NET, {"p": PARAMETER}), torch.ones(1), False, "cannot assign 'torch.FloatTensor' as parameter 'p'"),
    ],
)
def test_what_a_module_cannot_hold(instance: Instance, value: object, layer_given: bool, words: str) -> None:
    with pytest.raises((AttributeError, TypeError)) as caught:
        check_held(instance, "p", value, is_layer=layer_given)
    assert str(caught.value).startswith(words)


@for_each(
    ("instance", "value", "layer_given"),
    [
        (Instance(NET), layer(), True),
        (Instance(NET), PARAMETER, False),
        (Instance(NET, ready=False), 3, False),
        (Instance(NET, {"p": PARAMETER}), PARAMETER, False),
        (Instance(NET, {"p": PARAMETER}), None, False),
        (Instance(NET, {"q": PARAMETER}), 3, False),
        (Instance(Class("A"), {"p": PARAMETER}, ready=False), layer(), True),
    ],
)
def test_what_it_can_hold(instance: Instance, value: object, layer_given: bool) -> None:
    check_held(instance, "p", value, is_layer=layer_given)


def test_numbers_are_loaded_under_their_names() -> None:
    own = {"weight": Parameter(torch.zeros(1, 2)), "bias": Parameter(torch.zeros(1))}
    load(own, {"bias": torch.tensor([3.0]), "weight": torch.tensor([[1.0, 2.0]])}, "Linear")
    assert own["weight"].tolist() == [[1.0, 2.0]]
    assert own["bias"].tolist() == [3.0]
    assert own["weight"].requires_grad


@for_each(
    ("state", "words"),
    [
        (
            {"a": 1, 2: 3},
            'Missing key(s) in state_dict: "weight", "bias". \n\tUnexpected key(s) in state_dict: "a", "2". ',
        ),
        (
            {"weight": torch.zeros(2, 1), "bias": torch.ones(1)},
            "size mismatch for weight: copying a param with shape torch.Size([2, 1]) from checkpoint, the shape in "
            "current model is torch.Size([1, 2]).",
        ),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_loaded(state: Mapping[object, object], words: str) -> None:
    own: dict[str, Tensor] = {"weight": Parameter(torch.zeros(1, 2)), "bias": Parameter(torch.zeros(1))}
    with pytest.raises(RuntimeError) as caught:
        load(own, state, "Linear")
    assert str(caught.value) == f"Error(s) in loading state_dict for Linear:\n\t{words}"
    assert own["bias"].tolist() == [0.0]


def test_the_names_with_two_underscores_that_students_write() -> None:
    assert {"__init__", "__call__", "__name__", "__version__", "__repr__", "__str__"} == DOUBLE_UNDERSCORE


def test_an_instance_is_ready_unless_it_is_said_otherwise() -> None:
    first, second = Instance(NN_MODULE), Instance(Class("A"))
    assert (first.ready, first.held, NN_MODULE.is_module, Class("A").is_module) == (True, {}, True, False)
    first.held["a"] = 1
    assert second.held == {}
