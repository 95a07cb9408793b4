"""What a training may be: each field at both ends and past them, and the loss that suits the data."""

import math
from typing import Any

import pytest

from compute.gradients.losses import LossError
from compute.network.spec import NetworkSpec, SpecError
from compute.training.data import MeasuredRows, iris
from compute.training.setting import NumberRange, TrainingSpec, suiting_loss
from tests.cases import for_each

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


@for_each(
    ("settings", "field", "value", "allowed"),
    [
        ({"points": 19}, "points", 19, "20..500"),
        ({"split": 91}, "split", 91, "10..90"),
        ({"seed": 10_000}, "seed", 10_000, "0..9999"),
        ({"steps": 2001}, "steps", 2001, "100..2000"),
        ({"hidden": (1,) * 7}, "layers", 7, "0..6"),
        ({"hidden": (0,)}, "hidden", 0, "1..64"),
        ({"hidden": (65,)}, "hidden", 65, "1..64"),
        ({"hidden": (17, 4)}, "hidden", 17, "1..16"),
        ({"hidden": (4, 17)}, "hidden_2", 17, "1..16"),
        ({"hidden": (4, 4, 0)}, "hidden_3", 0, "1..16"),
        ({"noise": 1.01}, "noise", 1.01, "0..1"),
        ({"noise": 0.005}, "noise", 0.005, "hundredths"),
        ({"rate": 10.1}, "rate", 10.1, "0.0001..10"),
        ({"decay": 1.5}, "decay", 1.5, "0..1"),
        ({"l1": -1}, "l1", -1, "0..1"),
        ({"init": "ones"}, "init", "ones", "randn, linear, xavier, kaiming, zeros"),
        ({"optimizer": ""}, "optimizer", "", "sgd, momentum, adam"),
        ({"batch": 2}, "batch", 2, "0, 1, 10, 32, 100"),
        ({"batch": False}, "batch", False, "0, 1, 10, 32, 100"),
        ({"features": ("x1", "x1")}, "features", ("x1", "x1"), "x1, x2, x1x1, x2x2, x1x2, sin1, sin2"),
        ({"features": ("x1", "y")}, "features", ("x1", "y"), "x1, x2, x1x1, x2x2, x1x2, sin1, sin2"),
        ({"data": "own"}, "own", None, "points of your own, with this data only"),
        ({"measured": OWN}, "own", OWN, "points of your own, with this data only"),
        ({"data": "hills", "loss": "ce"}, "loss", "ce", "mse"),
        ({"loss": "mae"}, "loss", "mae", "mse, bce, ce"),
    ],
)
def test_an_error_says_what_was_given_and_what_may_be(
    settings: dict[str, Any], field: str, value: object, allowed: str
) -> None:
    with pytest.raises(SpecError) as error:
        TrainingSpec(**settings)
    assert (error.value.field, error.value.value, error.value.allowed) == (field, value, allowed)


@for_each(
    ("hidden", "fits"),
    [((), True), ((16,), True), ((17,), False), ((1,), True), ((16, 16), True), ((1, 16, 3), True)],
)
def test_a_link_can_say_layers_that_are_no_wider_than_sixteen(hidden: tuple[int, ...], fits: bool) -> None:
    assert TrainingSpec(hidden=hidden).fits_a_link is fits


@for_each(
    ("value", "within"),
    [
        (0.5, True),
        (2, True),
        (0.49, False),
        (2.01, False),
        (True, False),
        ("1", False),
        (math.nan, False),
        (None, False),
    ],
)
def test_a_range_of_numbers_has_both_ends(value: object, within: bool) -> None:
    limits = NumberRange(0.5, 2)
    assert (value in limits) is within
    assert str(limits) == "0.5..2"


@for_each(("classes", "loss"), [(0, "mse"), (2, "bce"), (3, "ce"), (10, "ce")])
def test_a_loss_suits_so_many_classes(classes: int, loss: str) -> None:
    assert suiting_loss(classes) == loss


def own(*classes: str) -> TrainingSpec:
    """A setting with points of one's own, of these classes."""
    wanted = tuple(float(at % max(1, len(classes))) for at in range(3))
    return TrainingSpec(data="own", measured=MeasuredRows(OWN.columns, OWN.rows, wanted, classes))


@for_each(
    ("spec", "classes"),
    [
        (TrainingSpec(), 2),
        (TrainingSpec(data="hills"), 0),
        (TrainingSpec(data="iris"), 3),
        (TrainingSpec(data="digits"), 10),
        (own(), 0),
        (own("u", "v"), 2),
        (own("u", "v", "w"), 3),
    ],
)
def test_so_many_classes_have_the_data(spec: TrainingSpec, classes: int) -> None:
    assert spec.classes == classes


def test_the_rows_of_measured_data() -> None:
    assert TrainingSpec(data="iris").rows is iris()
    assert TrainingSpec(data="own", measured=OWN).rows is OWN
    assert TrainingSpec().rows is None
    assert TrainingSpec(data="digits").rows is None


@for_each(
    ("spec", "network"),
    [
        (
            TrainingSpec(seed=3, features=("x1",), hidden=(5, 2), activation="relu"),
            NetworkSpec(3, 1, (5, 2), 1, "relu", "sigmoid"),
        ),
        (TrainingSpec(loss="ce"), NetworkSpec(7, 2, (4,), 2, "tanh", "softmax")),
        (TrainingSpec(data="plane", hidden=()), NetworkSpec(7, 2, (), 1, "tanh", "identity")),
        (TrainingSpec(data="digits", features=("x1",)), NetworkSpec(7, 64, (4,), 10, "tanh", "softmax")),
        (TrainingSpec(data="iris", loss="mse"), NetworkSpec(7, 2, (4,), 3, "tanh", "sigmoid")),
    ],
)
def test_the_network_of_a_setting(spec: TrainingSpec, network: NetworkSpec) -> None:
    assert spec.network == network
