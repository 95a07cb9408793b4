"""A second setting out of one changed field of a link, and all that is no such text."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compute.network.spec import SpecError
from compute.training.data import MeasuredRows
from compute.training.setting import TrainingSpec
from compute.training.variant import FIELDS, canonical, changed, link_values, parse
from tests.cases import for_each
from tests.compute.training.random_trainings import trainings
from tests.examples import examples

OWN = MeasuredRows(("a", "b", "c"), ((0.0, 1.0), (1.0, 0.0), (2.0, 2.0)), (0.0, 1.0, 2.0), ())
DEEP = TrainingSpec(hidden=(5, 4, 3))


@pytest.mark.parametrize(
    ("text", "canonical_text", "expected"),
    [
        ("rate_1", "rate_1", {"rate": 1.0}),
        ("rate_0.00010", "rate_0.0001", {"rate": 0.0001}),
        ("rate_10.0", "rate_10", {"rate": 10.0}),
        ("decay_.000001", "decay_0.000001", {"decay": 0.000001}),
        ("l1_0", "l1_0", {"l1": 0.0}),
        ("noise_0.50", "noise_0.5", {"noise": 0.5}),
        ("seed_0008", "seed_8", {"seed": 8}),
        ("points_500", "points_500", {"points": 500}),
        ("split_90", "split_90", {"split": 90}),
        ("steps_2000", "steps_2000", {"steps": 2000}),
        ("hidden_1", "hidden_1", {"hidden": (1, 4, 3)}),
        ("hidden_2", "hidden_2", {"hidden": (2, 4, 3)}),
        ("hidden_2_16", "hidden_2_16", {"hidden": (5, 16, 3)}),
        ("hidden_3_6", "hidden_3_6", {"hidden": (5, 4, 6)}),
        ("layers_6", "layers_6", {"hidden": (5,) * 6}),
        ("layers_0", "layers_0", {"hidden": ()}),
        ("activation_leaky_relu", "activation_leaky_relu", {"activation": "leaky_relu"}),
        ("optimizer_adam", "optimizer_adam", {"optimizer": "adam"}),
        ("init_zeros", "init_zeros", {"init": "zeros"}),
        ("loss_ce", "loss_ce", {"loss": "ce"}),
        ("batch_all", "batch_all", {"batch": 0}),
        ("batch_10", "batch_10", {"batch": 10}),
        ("data_digits", "data_digits", {"data": "digits"}),
        ("features_x1~x2~x1x2", "features_x1~x2~x1x2", {"features": ("x1", "x2", "x1x2")}),
    ],
)
def test_one_field_is_changed_and_no_other(text: str, canonical_text: str, expected: dict[str, Any]) -> None:
    assert canonical(text) == canonical_text
    assert parse(text).text == canonical_text
    for spec in (DEEP, replace(DEEP, batch=32, optimizer="momentum", rate=0.02)):
        assert changed(spec, text) == replace(spec, **expected) == changed(spec, canonical_text)


def test_the_values_of_a_setting_are_those_of_its_link() -> None:
    for spec in trainings(20):
        other = TrainingSpec()
        values = link_values(spec)
        for field in ("data", "layers", *sorted(set(values) - {"data", "layers"})):
            other = changed(other, f"{field}_{values[field]}")
            assert canonical(f"{field}_{values[field]}") == f"{field}_{values[field]}"
        assert replace(other, loss=spec.loss) == spec


def test_every_field_has_its_text() -> None:
    named = set(TrainingSpec.__dataclass_fields__) - {"measured"} | {"layers"} | {f"hidden_{n}" for n in range(2, 7)}
    assert set(FIELDS) == named


def test_a_network_without_layers_gets_those_of_the_usual_width() -> None:
    assert changed(TrainingSpec(hidden=()), "layers_2").hidden == (4, 4)


def test_own_points_stay_where_they_are() -> None:
    own = TrainingSpec(data="own", measured=OWN)
    assert changed(own, "data_own") == own
    assert changed(own, "data_rings") == TrainingSpec()
    assert changed(own, "seed_8").measured == OWN


@pytest.mark.parametrize(
    ("spec", "text", "field", "allowed"),
    [
        (DEEP, "rate_0", "rate", "0.0001..10"),
        (DEEP, "rate_11", "rate", "0.0001..10"),
        (DEEP, "rate_0.00000001", "rate", "0.0001..10"),
        (DEEP, "rate_1e3", "rate", "0.0001..10"),
        (DEEP, "noise_0.255", "noise", "0..1"),
        (DEEP, "hidden_17", "hidden", "1..16"),
        (DEEP, "hidden_3_0", "hidden_3", "1..16"),
        (DEEP, "hidden_4_2", "hidden_4", "a layer of 3"),
        (DEEP, "layers_7", "layers", "0..6"),
        (DEEP, "steps_99", "steps", "100..2000"),
        (DEEP, "seed_99999999", "seed", "0..9999"),
        (DEEP, "batch_0", "batch", "all, 1, 10, 32, 100"),
        (DEEP, "data_own", "data", "rings, xor, gaussians, spiral, moons, plane, hills, iris, digits"),
        (DEEP, "activation_heaviside", "activation", "sigmoid, tanh"),
        (DEEP, "features_x1~x1", "features", "x1, x2"),
        (DEEP, "features_x9", "features", "x1, x2"),
        (replace(DEEP, data="hills"), "loss_ce", "loss", "mse"),
        (replace(DEEP, loss="bce"), "data_plane", "data", "rings, xor, gaussians, spiral, moons, iris, digits"),
        (replace(DEEP, data="iris"), "noise_0.5", "other", "not noise"),
        (replace(DEEP, data="digits"), "features_x1", "other", "not noise, features"),
        (DEEP, "hidden_7_1", "hidden", "1..16"),
        (DEEP, "measured_1", "other", "rate_1"),
        (DEEP, "rate", "other", "rate_1"),
        (DEEP, "", "other", "rate_1"),
        (DEEP, "rate_1\n", "other", "rate_1"),
        (DEEP, "seed_" + "1" * 100_000, "other", "rate_1"),
        (DEEP, "rate_\u0663", "other", "rate_1"),
    ],
)
def test_what_cannot_be_is_refused_by_its_name(spec: TrainingSpec, text: str, field: str, allowed: str) -> None:
    with pytest.raises(SpecError) as error:
        changed(spec, text)
    assert error.value.field == field
    assert allowed in error.value.allowed
    assert len(str(error.value.value)) <= 60


@given(st.one_of(st.text(max_size=70), st.from_regex(rf"({'|'.join(FIELDS)})_[a-z0-9_.~]*", fullmatch=True)))
@examples(200)
def test_any_text_gives_a_setting_or_is_refused(text: str) -> None:
    written = canonical(text)
    assert written is None or canonical(written) == written
    try:
        found = changed(DEEP, text)
    except SpecError:
        return
    assert written is not None
    assert changed(DEEP, written) == found


def test_every_field_as_links_have_it() -> None:
    spec = TrainingSpec(
        data="moons", noise=0.5, points=60, split=50, features=("x1", "sin2"), seed=3, hidden=(3, 5), activation="relu",
        init="zeros", optimizer="adam", rate=0.0001, decay=1e-6, l1=1, batch=10, steps=200,
    )  # fmt: skip
    assert link_values(spec) == {
        "data": "moons", "points": "60", "split": "50", "seed": "3", "activation": "relu", "init": "zeros",
        "loss": "bce", "optimizer": "adam", "steps": "200", "noise": "0.5", "rate": "0.0001", "decay": "0.000001",
        "l1": "1", "layers": "2", "features": "x1~sin2", "hidden": "3", "hidden_2": "5", "batch": "10",
    }  # fmt: skip
    other = link_values(TrainingSpec(hidden=(), noise=1.0, rate=10, decay=0.1, loss="ce"))
    assert (other["batch"], other["layers"], other["noise"], other["rate"], other["decay"], other["l1"]) == (
        "all", "0", "1", "10", "0.1", "0",
    )  # fmt: skip
    assert other["loss"] == "ce"
    assert "hidden" not in other


@for_each(
    ("text", "expected"),
    [
        ("rate_0.00010", "rate_0.0001"),
        ("rate_10", "rate_10"),
        ("rate_10.0", "rate_10"),
        ("rate_.5", "rate_0.5"),
        ("rate_5.", None),
        ("rate_0.1234567", None),
        ("rate_0.123456", "rate_0.123456"),
        ("rate_100", None),
        ("rate_-1", None),
        ("noise_0.01", "noise_0.01"),
        ("noise_0.010", "noise_0.01"),
        ("noise_0.011", None),
        ("noise_1", "noise_1"),
        ("noise_1.01", None),
        ("decay_0", "decay_0"),
        ("seed_09999", "seed_9999"),
        ("seed_009999", None),
        ("seed_10000", None),
        ("hidden_6_16", "hidden_6_16"),
        ("hidden_7_16", None),
        ("layers_6", "layers_6"),
        ("layers_7", None),
        ("features_x1", "features_x1"),
        ("features_x1~x1", None),
        ("features_x1~", None),
        ("batch_all", "batch_all"),
        ("batch_0", None),
        ("batch_100", "batch_100"),
        ("data_own", "data_own"),
        ("data_", None),
        ("Rate_1", None),
        ("rate_1 ", None),
        ("activation_heaviside", None),
        ("activation_softmax", None),
    ],
)
def test_a_text_is_written_as_links_have_it(text: str, expected: str | None) -> None:
    assert canonical(text) == expected


@for_each(
    ("text", "field", "value"),
    [
        ("seed_" + "1" * 55, "seed", "1" * 55),
        ("seed_" + "1" * 56, "other", "seed_" + "1" * 55),
    ],
)
def test_of_a_text_sixty_characters_are_read(text: str, field: str, value: str) -> None:
    with pytest.raises(SpecError) as error:
        changed(DEEP, text)
    assert (error.value.field, error.value.value) == (field, value)
    assert parse(text) is None


@for_each(
    ("spec", "text", "allowed"),
    [
        (DEEP, "nothing", "a field, _ and its value, such as rate_1"),
        (replace(DEEP, data="iris"), "noise_0.5", "fields that iris have: not noise"),
        (replace(DEEP, data="digits"), "noise_0.5", "fields that digits have: not noise, features"),
        (replace(DEEP, data="hills"), "loss_ce", "mse"),
        (replace(DEEP, loss="bce"), "data_plane", "rings, xor, gaussians, spiral, moons, iris, digits"),
        (replace(DEEP, loss="mse"), "data_own", "rings, xor, gaussians, spiral, moons, plane, hills, iris, digits"),
        (DEEP, "hidden_4_1", "a layer of 3"),
        (DEEP, "features_x9", "x1, x2, x1x1, x2x2, x1x2, sin1, sin2, joined by ~"),
        (DEEP, "optimizer_lion", "sgd, momentum, adam"),
        (DEEP, "batch_7", "all, 1, 10, 32, 100"),
    ],
)
def test_a_refusal_says_what_would_do(spec: TrainingSpec, text: str, allowed: str) -> None:
    with pytest.raises(SpecError) as error:
        changed(spec, text)
    assert error.value.allowed == allowed


def test_the_last_layer_can_be_changed_and_one_more_is_refused() -> None:
    assert changed(DEEP, "hidden_3_9").hidden == (5, 4, 9)
    assert changed(TrainingSpec(hidden=(5,)), "hidden_9").hidden == (9,)
    assert changed(TrainingSpec(hidden=(5, 6)), "layers_4").hidden == (5, 5, 5, 5)
    with pytest.raises(SpecError):
        changed(TrainingSpec(hidden=(5,)), "hidden_2_9")
    with pytest.raises(SpecError):
        changed(TrainingSpec(hidden=()), "hidden_9")
