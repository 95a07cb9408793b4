"""A NetworkSpec accepts exactly what its ranges say, and its errors name the field as links do."""

from dataclasses import FrozenInstanceError

import pytest

from compute.network.activations import ACTIVATIONS, HIDDEN_ACTIVATIONS
from compute.network.spec import LIMITS, NetworkSpec, Range, SpecError, hidden_field
from tests.cases import for_each

ENDS = {"seed": (0, 9999), "inputs": (1, 64), "hidden": (1, 64), "outputs": (1, 10)}
"""The promise of the design, written down again: a published link keeps its meaning."""

HIDDEN_FIELDS = ("hidden", "hidden_2", "hidden_3", "hidden_4", "hidden_5", "hidden_6")

NOT_WHOLE_NUMBERS = (True, False, 1.0, 2.5, "2", None)


pytestmark = pytest.mark.usefixtures("as_on_the_site")


def build(field: str, value: object) -> NetworkSpec:
    """A spec that is the default in all but one field, named as in links."""
    if field in HIDDEN_FIELDS:
        units: list[object] = [2] * len(HIDDEN_FIELDS)
        units[HIDDEN_FIELDS.index(field)] = value
        return NetworkSpec(hidden=tuple(units))
    return NetworkSpec(**{field: value})


def refusal(field: str, value: object) -> SpecError:
    with pytest.raises(SpecError) as caught:
        build(field, value)
    return caught.value


def test_the_default_is_the_notebooks_network() -> None:
    spec = NetworkSpec()
    assert (spec.seed, spec.sizes, spec.bias) == (7, (3, 2, 1), True)
    assert (spec.activation, spec.output_activation) == ("sigmoid", "sigmoid")


def test_limits_are_those_of_the_design() -> None:
    assert {field: (limit.low, limit.high) for field, limit in LIMITS.items()} == {**ENDS, "layers": (0, 6)}


@for_each(("field", "end"), [(field, end) for field, ends in ENDS.items() for end in ends])
def test_both_ends_of_a_range_are_accepted(field: str, end: int) -> None:
    spec = build(field, end)
    assert (spec.hidden[0] if field == "hidden" else getattr(spec, field)) == end


@for_each("field", ["seed", "inputs", "outputs", *HIDDEN_FIELDS])
def test_just_beyond_a_range_is_refused_by_name(field: str) -> None:
    low, high = ENDS[field.partition("_")[0]]
    for value in (low - 1, high + 1):
        error = refusal(field, value)
        assert (error.field, error.value, error.allowed) == (field, value, f"{low}..{high}")


@for_each("value", NOT_WHOLE_NUMBERS)
@for_each("field", ["seed", "inputs", "outputs", *HIDDEN_FIELDS])
def test_only_whole_numbers_are_sizes_and_seeds(field: str, value: object) -> None:
    error = refusal(field, value)
    assert error.field == field
    assert error.value is value


def test_none_to_six_hidden_layers() -> None:
    assert NetworkSpec(hidden=()).sizes == (3, 1)
    assert NetworkSpec(hidden=(2,) * 6).sizes == (3, 2, 2, 2, 2, 2, 2, 1)
    with pytest.raises(SpecError) as caught:
        NetworkSpec(hidden=(2,) * 7)
    assert (caught.value.field, caught.value.value, caught.value.allowed) == ("layers", 7, "0..6")


@for_each("name", HIDDEN_ACTIVATIONS)
def test_every_elementwise_activation_fits_every_layer(name: str) -> None:
    spec = NetworkSpec(activation=name, output_activation=name)
    assert [spec.activation_of(layer) for layer in (1, 2)] == [name, name]


def test_softmax_is_for_the_output_only() -> None:
    assert NetworkSpec(output_activation="softmax").activation_of(2) == "softmax"
    error = refusal("activation", "softmax")
    assert (error.field, error.value, error.allowed) == ("activation", "softmax", ", ".join(HIDDEN_ACTIVATIONS))


@for_each("name", ["", "Sigmoid", "sigmoid ", "relu6", None, 3])
@for_each("field", ["activation", "output_activation"])
def test_unknown_activations_are_refused_by_name(field: str, name: object) -> None:
    error = refusal(field, name)
    assert (error.field, error.value) == (field, name)
    assert error.allowed == ", ".join(HIDDEN_ACTIVATIONS if field == "activation" else ACTIVATIONS)


@for_each("value", [0, 1, None, "True", 1.0])
def test_bias_is_true_or_false(value: object) -> None:
    assert [build("bias", choice).bias for choice in (True, False)] == [True, False]
    error = refusal("bias", value)
    assert (error.field, error.value, error.allowed) == ("bias", value, "True, False")


def test_the_message_says_field_value_and_range() -> None:
    assert str(refusal("inputs", 65)) == "inputs = 65: allowed is 1..64"
    assert isinstance(refusal("inputs", 65), ValueError)


def test_shapes_and_activations_follow_the_sizes() -> None:
    spec = NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, activation="tanh", output_activation="softmax")
    assert spec.depth == 3
    assert spec.sizes == (5, 4, 3, 2)
    assert spec.weight_shapes == ((5, 4), (4, 3), (3, 2))
    assert [spec.activation_of(layer) for layer in (1, 2, 3)] == ["tanh", "tanh", "softmax"]
    assert str(spec) == "5-4-3-2"


def test_a_single_unit_is_a_network_without_hidden_layers() -> None:
    unit = NetworkSpec(inputs=5, hidden=(), activation="relu", output_activation="tanh")
    assert (unit.depth, unit.weight_shapes, unit.activation_of(1)) == (1, ((5, 1),), "tanh")
    assert unit.is_unit
    assert not NetworkSpec(hidden=(), outputs=2).is_unit
    assert not NetworkSpec(hidden=(1,)).is_unit


def test_specs_are_values() -> None:
    assert NetworkSpec(seed=8) == NetworkSpec(seed=8) != NetworkSpec()
    assert {NetworkSpec(seed=8): "cached"}[NetworkSpec(seed=8)] == "cached"
    with pytest.raises(FrozenInstanceError):
        NetworkSpec().seed = 8  # type: ignore[misc]


def test_limits_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        LIMITS["inputs"] = Range(1, 10_000)


def test_hidden_fields_are_named_as_in_links() -> None:
    assert tuple(hidden_field(layer) for layer in range(1, 7)) == HIDDEN_FIELDS
