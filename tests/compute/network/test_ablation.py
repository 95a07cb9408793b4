"""The other network: against the notebook's lines, and what stays the same in it."""

from dataclasses import replace

import pytest
import torch

from compute.network.ablation import (
    ACTIVATION,
    BIAS,
    OUTPUT,
    SEED,
    SUM,
    VARIANTS,
    Pair,
    Row,
    Z,
    is_otherwise,
    most_different,
    side_by_side,
    varied,
)
from compute.network.edits import applied_to
from compute.network.elements import Unit
from compute.network.forward import forward_network
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.longhand import FORMULAS, draw_longhand

NOTEBOOK, UNIT = NetworkSpec(), NetworkSpec(inputs=5, hidden=())


def pair(spec: NetworkSpec, what: str, seed: int = 8, edits: dict[str, float] | None = None) -> Pair:
    edits = edits or {}
    return side_by_side(forward_network(edit(draw(spec), applied_to(spec, edits))), varied(spec, what, seed), edits)


def y(spec: NetworkSpec) -> list[float]:
    """The output by the notebook's lines, in float64."""
    values, weights, biases = draw_longhand(spec)
    values = values.double()
    for layer, weight in enumerate(weights, 1):
        values = torch.mm(values, weight.double())
        values = FORMULAS[spec.activation_of(layer)](values + biases[layer - 1] if spec.bias else values)
    return [float(value) for value in values[0]]


@for_each(
    ("spec", "what", "this", "other"),
    [
        (NOTEBOOK, BIAS, 0.3171, 0.2751),
        (replace(NOTEBOOK, bias=False), BIAS, 0.2751, 0.3171),
        (UNIT, BIAS, 0.1595, 0.1214),
        (UNIT, ACTIVATION, 0.1595, -1.6619),
    ],
)
def test_the_golden_numbers(spec: NetworkSpec, what: str, this: float, other: float) -> None:
    row = pair(spec, what).of(Unit(spec.depth, 0))
    assert (row.this, row.other) == pytest.approx((this, other), abs=6e-5)
    assert row.difference == pytest.approx(other - this, abs=1.2e-4)


@for_each("what", VARIANTS)
@for_each(
    "spec", [NOTEBOOK, UNIT, NetworkSpec(3, 20, (5, 17), 4, "tanh", "softmax"), NetworkSpec(0, 2, (3,), 2, bias=False)]
)
def test_the_other_is_a_network_of_its_own(spec: NetworkSpec, what: str) -> None:
    other = varied(spec, what, 42)
    rows = [row for row in pair(spec, what, 42).outputs() if row.step == OUTPUT]
    assert [row.this for row in rows] == pytest.approx(y(spec), abs=5e-5)
    assert [row.other for row in rows] == pytest.approx(y(other), abs=5e-5)
    assert is_otherwise(spec, other)
    assert other.sizes == spec.sizes


def test_biases_are_drawn_last() -> None:
    both = pair(NetworkSpec(5, 4, (30, 3), 2), BIAS)
    this, other = both.this.network, both.other.network
    assert torch.equal(this.features, other.features)
    assert all(torch.equal(mine, yours) for mine, yours in zip(this.weights, other.weights, strict=True))
    assert (len(this.biases), len(other.biases)) == (3, 0)


def test_nothing_else() -> None:
    linear = NetworkSpec(activation="identity", output_activation="identity")
    assert not is_otherwise(linear, varied(linear, ACTIVATION, 8))
    assert is_otherwise(replace(linear, activation="tanh"), varied(linear, ACTIVATION, 8))
    assert not is_otherwise(NOTEBOOK, varied(NOTEBOOK, SEED, NOTEBOOK.seed))
    # A unit has no hidden layer, so the function that hidden layers would have makes no difference.
    unit = replace(UNIT, activation="tanh", output_activation="identity")
    assert not is_otherwise(unit, varied(unit, ACTIVATION, 8))


def test_changed_values_count_in_both_where_both_have_them() -> None:
    edits = {"x1": 0.5, "w1.1.1": 2.0, "b2.1": -3.0}
    both = pair(NOTEBOOK, SEED, 8, edits)
    for passed in (both.this, both.other):
        network = passed.network
        values = (network.features[0, 0], network.weights[0][0, 0], network.biases[1][0, 0])
        assert [float(value) for value in values] == [0.5, 2.0, -3.0]
    assert pair(NOTEBOOK, BIAS, 8, edits).other.network.biases == ()
    # The changed bias of a network without biases rests there, and counts in the one that has them.
    resting = pair(replace(NOTEBOOK, bias=False), BIAS, 8, edits)
    assert float(resting.other.network.biases[1][0, 0]) == -3.0


def test_a_unit_shows_which_step_differs() -> None:
    assert [row.step for row in pair(UNIT, BIAS).outputs()] == [SUM, Z, OUTPUT]
    rows = {row.step: row for row in pair(UNIT, BIAS).outputs()}
    assert [rows[step].differs for step in (SUM, Z, OUTPUT)] == [False, True, True]
    assert rows[SUM].this == pytest.approx(-1.9796, abs=6e-5)
    assert (rows[Z].this, rows[Z].other) == pytest.approx((-1.6619, -1.9796), abs=6e-5)
    rows = {row.step: row for row in pair(UNIT, ACTIVATION).outputs()}
    assert [rows[step].differs for step in (SUM, Z, OUTPUT)] == [False, False, True]


def test_all_hidden_units_in_their_order() -> None:
    rows = pair(NetworkSpec(7, 3, (2, 3)), SEED).hidden()
    assert [row.unit for row in rows] == [Unit(1, 0), Unit(1, 1), Unit(2, 0), Unit(2, 1), Unit(2, 2)]


def test_those_that_differ_most_keep_their_order() -> None:
    rows = [Row(Unit(1, index), OUTPUT, 0.0, other) for index, other in enumerate((0.1, -0.9, 0.0, 0.5, -0.2))]
    assert [row.unit.index for row in most_different(rows, 3)] == [1, 3, 4]
    assert most_different(rows, 9) == rows
