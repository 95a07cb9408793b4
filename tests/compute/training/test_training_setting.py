"""What a training may be: each field at both ends and past them, and the loss that suits the data."""

import math
from typing import Any

import pytest

from compute.gradients.losses import LossError
from compute.network.spec import SpecError
from compute.training.data import MeasuredRows
from compute.training.setting import TrainingSpec

OWN = MeasuredRows(("a", "b", "c"), ((0.0, 1.0), (1.0, 0.0), (2.0, 2.0)), (0.0, 1.0, 2.0), ())

ENDS: dict[str, tuple[list[Any], list[Any]]] = {
    "noise": ([0, 1, 0.07, 0.29], [-0.01, 1.01, 0.255, math.nan, "0"]),
    "points": ([20, 500], [19, 501, 20.0, True]),
    "split": ([10, 90], [9, 91, None]),
    "features": ([("sin1",), ("x2", "x1")], [(), ("x1", "x1"), ("x3",)]),
    "seed": ([0, 9999], [-1, 10000]),
    "activation": ([], ["softmax", "step", ""]),
    "init": (["randn", "linear", "xavier", "kaiming", "zeros"], ["ones", ""]),
    "loss": (["mse", "bce", "ce", ""], ["mae"]),
    "optimizer": (["sgd", "momentum", "adam"], ["rmsprop"]),
    "rate": ([0.0001, 10, 10.0], [0.00009, 10.1, math.inf, math.nan, True, 10**400]),
    "decay": ([0, 1], [-0.1, 1.1]),
    "l1": ([0, 1], [-0.1, math.nan]),
    "batch": ([0, 1, 10, 32, 100], [2, -1, True, "all"]),
    "steps": ([100, 2000], [99, 2001]),
    "data": (["rings", "moons", "hills", "iris", "digits"], ["letters", "", "own"]),
}


@pytest.mark.parametrize("field", ENDS)
def test_a_field_takes_both_ends_and_nothing_past_them(field: str) -> None:
    good, bad = ENDS[field]
    for value in good:
        assert getattr(TrainingSpec(**{field: value}), field) == value
    for value in bad:
        with pytest.raises(SpecError) as error:
            TrainingSpec(**{field: value})
        assert error.value.field == ("own" if value == "own" else field)


def test_layers_and_their_units_have_bounds() -> None:
    TrainingSpec(hidden=())
    TrainingSpec(hidden=(16, 1, 16, 1, 16, 1))
    assert TrainingSpec(hidden=(16,)).fits_a_link
    assert not TrainingSpec(hidden=(17,)).fits_a_link
    assert not TrainingSpec(hidden=(64,)).fits_a_link
    for hidden, field in (((1,) * 7, "layers"), ((65,), "hidden"), ((17, 4), "hidden"), ((4, 0), "hidden_2")):
        with pytest.raises(SpecError) as error:
            TrainingSpec(hidden=hidden)
        assert error.value.field == field


@pytest.mark.parametrize(
    ("data", "loss", "suits", "outputs", "last"),
    [
        ("rings", "", "bce", 1, "sigmoid"),
        ("rings", "mse", "mse", 1, "sigmoid"),
        ("rings", "ce", "ce", 2, "softmax"),
        ("iris", "", "ce", 3, "softmax"),
        ("iris", "bce", "bce", 3, "sigmoid"),
        ("plane", "", "mse", 1, "identity"),
        ("digits", "", "ce", 10, "softmax"),
        ("digits", "mse", "mse", 10, "sigmoid"),
    ],
)
def test_loss_and_output_suit_the_data(data: str, loss: str, suits: str, outputs: int, last: str) -> None:
    spec = TrainingSpec(data=data, loss=loss)
    assert (spec.loss_name, spec.network.outputs, spec.network.output_activation) == (suits, outputs, last)


def test_what_cannot_learn_is_refused_with_its_reason() -> None:
    for settings, reason in (
        ({"data": "hills", "loss": "bce"}, "classes only"),
        ({"data": "own", "measured": OWN, "loss": "ce"}, "classes only"),
        ({"activation": "heaviside"}, "no derivative"),
    ):
        with pytest.raises(LossError) as error:
            TrainingSpec(**settings)
        assert error.value.reason == reason


def test_own_points_come_with_the_data_that_has_them_only() -> None:
    assert TrainingSpec(data="own", measured=OWN).loss_name == "mse"
    for settings in ({"data": "own"}, {"data": "rings", "measured": OWN}):
        with pytest.raises(SpecError) as error:
            TrainingSpec(**settings)
        assert error.value.field == "own"


@pytest.mark.parametrize(
    ("data", "has_plane", "unused", "inputs"),
    [
        ("rings", True, (), 3),
        ("iris", True, ("noise",), 3),
        ("own", True, ("noise",), 3),
        ("digits", False, ("noise", "features"), 64),
    ],
)
def test_what_a_network_gets_of_a_point(data: str, has_plane: bool, unused: tuple[str, ...], inputs: int) -> None:
    spec = TrainingSpec(data=data, features=("x1", "x2", "sin1"), measured=OWN if data == "own" else None)
    assert (spec.has_plane, spec.unused, spec.inputs, spec.network.inputs) == (has_plane, unused, inputs, inputs)
