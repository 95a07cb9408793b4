"""The setting that a link to the training page describes, and what is replaced where it does not fit together."""

from components.training.fields import FIELDS
from components.training.setting import FIRST_POINTS, AskedSetting, setting_of
from compute.training.data import MeasuredRows
from compute.training.own_data import parse_points
from compute.training.setting import ALL, TrainingSpec


def asked(rows: MeasuredRows | None = None, **link: str) -> AskedSetting:
    return setting_of({field.name: field.default for field in FIELDS} | link, rows)


def test_each_word_of_the_link_is_a_field_of_the_setting() -> None:
    said = asked(
        data="moons",
        noise="0.11",
        points="21",
        split="31",
        features="x1x1~x2",
        seed="41",
        layers="3",
        hidden="5",
        hidden_2="6",
        hidden_3="7",
        hidden_4="8",
        activation="relu",
        init="xavier",
        loss="mse",
        optimizer="adam",
        rate="0.12",
        decay="0.13",
        l1="0.14",
        batch="32",
        steps="151",
    )
    assert said.refused is None
    assert said.spec == TrainingSpec(
        data="moons",
        noise=0.11,
        points=21,
        split=31,
        features=("x1x1", "x2"),
        seed=41,
        hidden=(5, 6, 7),
        activation="relu",
        init="xavier",
        loss="mse",
        optimizer="adam",
        rate=0.12,
        decay=0.13,
        l1=0.14,
        batch=32,
        steps=151,
    )


def test_a_link_that_says_nothing_has_the_setting_of_the_page() -> None:
    said = asked()
    assert said == AskedSetting(TrainingSpec(), None)
    assert said.spec.batch == ALL


def test_a_loss_that_does_not_fit_is_replaced_by_the_one_that_suits() -> None:
    said = asked(data="plane", loss="bce", activation="relu")
    assert said.refused is not None
    assert (said.refused.field, said.spec.loss, said.spec.loss_name, said.spec.activation) == (
        "loss",
        "",
        "mse",
        "relu",
    )
    assert asked(data="plane", loss="mse").refused is None


def test_an_activation_without_a_derivative_is_replaced_and_said_before_a_loss() -> None:
    said = asked(activation="heaviside", loss="mse")
    assert said.refused is not None
    assert (said.refused.field, said.spec.activation, said.spec.loss) == ("activation", "tanh", "mse")
    both = asked(data="plane", activation="heaviside", loss="bce").refused
    assert both is not None
    assert both.field == "activation"


def test_own_points_are_those_of_the_link_else_the_first_ones() -> None:
    four = "-1_-1_0~1.5_1_0~-1_1_1~1_-0.25_1"
    assert asked(data="own", own=four).spec.measured == parse_points(four)
    assert asked(data="own", own="").spec.measured == parse_points(FIRST_POINTS)
    assert asked(data="own", points="20").spec.points == 500
    assert asked(data="rings", own=four).spec.measured is None


def test_a_table_counts_before_the_points_of_the_link_and_for_own_data_alone() -> None:
    rows = parse_points("-1_-1_0~1_1_0~-1_1_1~1_-1_1")
    assert asked(rows, data="own", own="").spec.measured is rows
    assert asked(rows, data="rings").spec.measured is None


def test_the_first_points_are_two_classes_of_six_that_no_line_parts() -> None:
    first = parse_points(FIRST_POINTS)
    assert [row[0] * row[1] > 0 for row in first.rows] == [wanted == 0 for wanted in first.wanted]
    assert list(first.wanted) == [0.0] * 6 + [1.0] * 6
