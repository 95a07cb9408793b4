"""What a link to the training page may say, at the limits of each field and just beyond them, and how features look."""

import pytest

from components.state.fields import Field
from components.training import fields
from components.training.fields import FIELDS, own_text
from components.training.signs import feature_sign
from tests.cases import for_each

FOUR = "-1_-1_0~1.5_1_0~-1_1_1~1_-0.25_1"


@for_each(
    ("field", "said", "value"),
    [
        (fields.RATE, "0.0001", "0.0001"),
        (fields.RATE, "0.000099", None),
        (fields.RATE, "0", None),
        (fields.RATE, "10", "10"),
        (fields.RATE, "10.000001", None),
        (fields.RATE, "010", "10"),
        (fields.RATE, "0010", None),
        (fields.RATE, " 0.30 ", "0.3"),
        (fields.RATE, ".5", "0.5"),
        (fields.RATE, "5.", None),
        (fields.RATE, "0.123456", "0.123456"),
        (fields.RATE, "0.1234567", None),
        (fields.RATE, ".1234567", None),
        (fields.RATE, "-1", None),
        (fields.RATE, "1e0", None),
        (fields.RATE, "٣", None),
        (fields.NOISE, "0.254", "0.25"),
        (fields.NOISE, "0.256", "0.26"),
        (fields.NOISE, "1.004", "1"),
        (fields.NOISE, "1.006", None),
        (fields.DECAY, "0", "0"),
        (fields.DECAY, "1", "1"),
        (fields.DECAY, "1.000001", None),
        (fields.DECAY, "0.000001", "0.000001"),
        (fields.L1, "0.000001", "0.000001"),
        (fields.L1, "1.000001", None),
        (fields.POINT, "1", "1"),
        (fields.POINT, "0", None),
        (fields.POINT, "500", "500"),
        (fields.POINT, "501", None),
        (fields.POINT, " 007 ", "7"),
        (fields.POINT, "0007", None),
        (fields.POINT, "-1", None),
        (fields.POINT, "", None),
        (fields.POINTS, "20", "20"),
        (fields.POINTS, "19", None),
        (fields.POINTS, "501", None),
        (fields.SPLIT, "9", None),
        (fields.SPLIT, "91", None),
        (fields.STEPS, "2000", "2000"),
        (fields.STEPS, "99", None),
        (fields.TIME, "0", "0"),
        (fields.TIME, "2000", "2000"),
        (fields.TIME, "2001", None),
        (fields.HIDDEN[5], "16", "16"),
        (fields.HIDDEN[5], "17", None),
        (fields.FEATURE_NAMES, "x1", "x1"),
        (fields.FEATURE_NAMES, "x1x2~x2~x1", "x1~x2~x1x2"),
        (fields.FEATURE_NAMES, "x1~x1", None),
        (fields.FEATURE_NAMES, "x1~x3", None),
        (fields.FEATURE_NAMES, "", None),
        (fields.FEATURE_NAMES, "sin2~sin1~x1x2~x2x2~x1x1~x2~x1", "x1~x2~x1x1~x2x2~x1x2~sin1~sin2"),
        (fields.OWN, FOUR, FOUR),
        (fields.OWN, "1_1_0", None),
        (fields.OWN, "text", None),
        (fields.BATCH, "all", "all"),
        (fields.BATCH, "0", None),
        (fields.BATCH, "32", "32"),
        (fields.LOSS, "mse", "mse"),
        (fields.OTHER, "rate_0.10", "rate_0.1"),
        (fields.OTHER, "rate", None),
    ],
)
def test_a_field_takes_what_lies_within_its_limits(field: Field, said: str, value: str | None) -> None:
    assert field.canonical(said) == value


def test_what_holds_where_a_link_says_nothing() -> None:
    hidden = {"hidden": "4"} | {f"hidden_{layer}": "4" for layer in range(2, 7)}
    assert {field.name: field.default for field in FIELDS if field.default and field.name != "beat"} == hidden | {
        "part": "one",
        "across": "hidden",
        "data": "rings",
        "noise": "0.25",
        "points": "200",
        "split": "70",
        "features": "x1~x2",
        "seed": "7",
        "layers": "1",
        "activation": "tanh",
        "init": "randn",
        "optimizer": "sgd",
        "rate": "0.3",
        "decay": "0",
        "l1": "0",
        "batch": "all",
        "steps": "1000",
        "time": "0",
        "select": "w1.1.1",
        "view": "forward",
        "program_as": "notebook",
        "speed": "normal",
    }


def test_what_is_allowed_is_said_as_a_link_has_it() -> None:
    allowed = {field.name: field.allowed for field in FIELDS}
    assert {name: allowed[name] for name in ("rate", "noise", "decay", "l1", "point", "points", "time", "batch")} == {
        "rate": "0.0001..10",
        "noise": "0..1",
        "decay": "0..1",
        "l1": "0..1",
        "point": "1..500",
        "points": "20..500",
        "time": "0..2000",
        "batch": "all, 1, 10, 32, 100",
    }
    assert (allowed["part"], allowed["across"]) == ("one, wall", "hidden, rate")
    assert allowed["details"] == "point, path, autopsy, optimizer, data, program"


def test_the_buttons_of_the_picture_change_layers_and_units() -> None:
    layers = ["layers", "hidden", "hidden_2", "hidden_3", "hidden_4", "hidden_5", "hidden_6"]
    assert list(fields.RESIZABLE) == layers
    assert [field.name for field in fields.RESIZABLE.values()] == layers
    assert set(fields.SLIDERS) == {"seed", "noise", "points", "split", *layers, "rate", "decay", "l1", "steps", "time"}


def test_points_are_written_with_their_coordinates_first_and_their_class_last() -> None:
    assert own_text([((0.5, -1.25), 0.0), ((1.0, 2.0), 1.0)]) == "0.5_-1.25_0~1_2_1"


@pytest.mark.parametrize("which", ["select", "select_2"])
def test_weights_and_units_are_named_alike_in_both_choices(which: str) -> None:
    (field,) = (field for field in FIELDS if field.name == which)
    assert field.canonical("w1.2.1") == "w1.2.1"
    assert field.canonical("w") is None


@for_each(
    ("name", "sign"),
    [
        ("x1", "x1"),
        ("x2", "x2"),
        ("x1x1", "x1²"),
        ("x2x2", "x2²"),
        ("x1x2", "x1·x2"),
        ("sin1", "sin πx1"),
        ("sin2", "sin πx2"),
    ],
)
def test_features_are_written_as_a_reader_does(name: str, sign: str) -> None:
    assert feature_sign(name) == sign
