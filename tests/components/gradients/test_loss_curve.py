"""The loss along one number and over two of them: how far the pictures reach, and what stands in them."""

from collections.abc import Mapping

import numpy as np
import pytest

from components.base.style import GREEN, HIGHLIGHT
from components.base.text import untranslated
from components.gradients.figures.loss_curve import (
    describe_curve,
    describe_map,
    loss_curve,
    loss_map,
    partner_of,
    slopes,
)
from components.gradients.panels.valley import valley_pictures
from components.gradients.walk import BackWalk
from compute.gradients.walk_back import back_steps
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.gradients.by_hand import (
    ONE_UNIT,
    ONE_UNIT_VALUES,
    TWO_LAYERS,
    TWO_LAYERS_VALUES,
    run_by_hand,
    seen_by_hand,
)

FIRST, SECOND = Weight(2, 0, 0), Weight(2, 1, 0)
"""Two weights of `run_by_hand`: 2 and 3, with the gradients 6 and -0.16."""


def with_values(changed: Mapping[Element, float]) -> Mapping[Element, float]:
    return {**TWO_LAYERS_VALUES, **changed}


def test_the_curve_its_tangent_and_both_points() -> None:
    """Along the weight w from h = 1.5 the output is 1.5 w, so that the loss is (1.5 w - 1)^2."""
    drawing = loss_curve(run_by_hand(), FIRST, 0.5)
    curve, tangent, after, now = drawing.traces
    assert len(np.array(curve["x"])) == 121
    assert np.array(curve["x"])[[0, 60, 120]].tolist() == [-2.0, 2.0, 6.0]
    assert np.array(curve["y"])[[0, 60, 120]].tolist() == pytest.approx([16.0, 4.0, 64.0], abs=1e-4)
    assert np.array(tangent["y"])[[0, 60, 120]].tolist() == pytest.approx([-20.0, 4.0, 28.0], abs=1e-4)
    assert [curve["line"]["dash"], tangent["line"]["dash"]] == ["solid", "dash"]
    assert (now["x"], now["y"]) == ([2.0], [pytest.approx(4.0)])
    assert (after["x"], after["y"]) == ([pytest.approx(-1.0)], [pytest.approx(6.25)])
    assert [point["text"] for point in (after, now)] == [["after one step"], ["now"]]
    assert [point["textposition"] for point in (after, now)] == ["top left", "top right"]
    assert [(point["marker"]["symbol"], point["marker"]["color"]) for point in (after, now)] == [
        ("diamond", GREEN),
        ("circle", HIGHLIGHT),
    ]
    layout = drawing.layout
    assert [layout[axis]["title"]["text"] for axis in ("xaxis", "yaxis")] == ["W2[0, 0]", "L (mse)"]
    assert layout["xaxis"]["range"] == [-2.0, 6.0]
    assert layout["yaxis"]["range"] == pytest.approx([-9.6, 73.6], abs=1e-3)  # 0..64, and 15 % of that at both ends


def test_the_picture_of_a_loss_that_does_not_change_leaves_room_above_and_below() -> None:
    """No number comes in through W1[0, 0] where x1 is 0."""
    run = run_by_hand(TWO_LAYERS, with_values({Unit(0, 0): 0.0}))
    assert loss_curve(run, Weight(1, 0, 0), 0.5).layout["yaxis"]["range"] == pytest.approx(
        [run.value - 0.5, run.value + 0.5]
    )


def test_losses_that_are_no_longer_finite_do_not_stretch_the_axis() -> None:
    """With 1e19 from the last hidden layer the loss is w^2 * 1e38, and a float32 ends at 3.4e38: at |w| = 1.84."""
    spec = NetworkSpec(inputs=1, hidden=(10,) * 6, activation="identity", output_activation="identity", bias=False)
    values: dict[Element, float] = {Unit(0, 0): 100.0}
    for layer, (rows, columns) in enumerate(spec.weight_shapes, start=1):
        value = 0.0 if layer == spec.depth else 100.0
        values |= {Weight(layer, row, column): value for row in range(rows) for column in range(columns)}
    drawing = loss_curve(run_by_hand(spec, {**values, Weight(7, 0, 0): 1.0}), Weight(7, 0, 0), 0.0)
    losses = np.array(drawing.traces[0]["y"])
    assert np.isinf(losses[-1])
    assert drawing.layout["yaxis"]["range"] == pytest.approx([-0.15 * 1.8**2 * 1e38, 1.15 * 1.8**2 * 1e38], rel=1e-3)


@for_each(
    ("value", "ends"), [(99.0, (95.0, 100.0)), (96.0, (92.0, 100.0)), (-99.5, (-100.0, -95.5)), (0.0, (-4.0, 4.0))]
)
def test_the_curve_ends_where_no_value_may_be(value: float, ends: tuple[float, float]) -> None:
    run = run_by_hand(TWO_LAYERS, with_values({FIRST: value}))
    curve, *_others = loss_curve(run, FIRST, 0.5).traces
    assert (float(np.array(curve["x"])[0]), float(np.array(curve["x"])[-1])) == ends


@for_each(("element", "end"), [(FIRST, -100.0), (SECOND, 100.0)])
def test_a_step_that_is_too_long_ends_at_the_limit_of_values(element: Element, end: float) -> None:
    """2 - 1000 * 6 and 3 + 1000 * 0.16 lie beyond it."""
    *_lines, after, _now = loss_curve(run_by_hand(), element, 1000.0).traces
    assert after["x"] == [end]


def test_the_map_has_one_number_along_each_axis_and_an_arrow_against_both_gradients() -> None:
    drawing = loss_map(run_by_hand(), FIRST, SECOND)
    heights, arrow, now = drawing.traces
    assert np.array(heights["x"])[[0, 16, 32]].tolist() == [-2.0, 2.0, 6.0]
    assert np.array(heights["y"])[[0, 16, 32]].tolist() == [-1.0, 3.0, 7.0]
    losses = np.array(heights["z"])
    assert losses.shape == (33, 33)
    assert losses[16, 16] == pytest.approx(4.0, abs=1e-4)
    assert losses[16, 0] == pytest.approx(16.0, abs=1e-3)  # y = 1.5 * -2 - 0.12 + 0.12
    assert losses[0, 16] == pytest.approx(2.16**2, abs=1e-3)  # y = 3 + 0.04 + 0.12
    length = (6**2 + 0.16**2) ** 0.5
    assert arrow["x"] == [2.0, pytest.approx(2 - 1.2 * 6 / length)]
    assert arrow["y"] == [3.0, pytest.approx(3 + 1.2 * 0.16 / length)]
    assert arrow["marker"]["symbol"] == ["circle", "diamond"]
    assert (now["x"], now["y"], now["text"]) == ([2.0], [3.0], ["now"])
    layout = drawing.layout
    assert [layout[axis]["title"]["text"] for axis in ("xaxis", "yaxis")] == ["W2[0, 0]", "W2[1, 0]"]
    assert [layout[axis]["range"] for axis in ("xaxis", "yaxis")] == [[-2.0, 6.0], [-1.0, 7.0]]


def test_on_flat_ground_the_arrow_stays_where_it_is() -> None:
    run = run_by_hand(ONE_UNIT, {Unit(0, 0): 0.0, Weight(1, 0, 0): 0.25})
    _heights, arrow, _now = loss_map(run, Weight(1, 0, 0), Weight(1, 0, 0)).traces
    assert (arrow["x"], arrow["y"]) == ([0.25, 0.25], [0.25, 0.25])


THREE_INPUTS = NetworkSpec(inputs=3, hidden=(), outputs=2, output_activation="identity")
THREE_INPUTS_VALUES: Mapping[Element, float] = {
    **{Weight(1, row, column): 0.0 for row in range(3) for column in range(2)},
    Unit(0, 0): 0.5,
    Unit(0, 1): 0.25,
    Unit(0, 2): 4.0,
    Bias(1, 0): 2.0,
    Bias(1, 1): -2.0,
}
"""y = (2, -2), so delta = dB = (1, -3), and the largest of dW is 4 * -3, the next one 4 * 1."""


@for_each(
    ("values", "element", "partner"),
    [
        ({}, Unit(0, 0), Weight(1, 2, 1)),
        ({}, Bias(1, 1), Weight(1, 2, 1)),
        ({}, Weight(1, 2, 1), Weight(1, 2, 0)),
        ({Unit(0, 2): 0.75}, Weight(1, 2, 1), Bias(1, 1)),
        ({Unit(0, 2): 0.75}, Bias(1, 1), Weight(1, 2, 1)),
    ],
)
def test_the_partner_has_the_largest_gradient_of_all_others(
    values: dict[Element, float], element: Element, partner: Element
) -> None:
    run = run_by_hand(THREE_INPUTS, {**THREE_INPUTS_VALUES, **values})
    assert partner_of(run, element) == partner


@for_each(("element", "partner"), [(Weight(1, 0, 0), Weight(1, 1, 0)), (FIRST, Weight(1, 0, 0)), (None, None)])
def test_the_partner_may_be_of_another_layer(element: Element | None, partner: Element | None) -> None:
    run = run_by_hand() if element else run_by_hand(ONE_UNIT, ONE_UNIT_VALUES)
    assert partner_of(run, element or Weight(1, 0, 0)) == partner


@for_each(
    ("element", "has_curve"),
    [
        (Weight(1, 0, 0), True),
        (Bias(2, 0), True),
        (Unit(0, 1), True),
        (Unit(1, 0), False),
        (Unit(2, 0), False),
    ],
)
def test_there_is_a_curve_along_what_has_a_value_of_its_own(element: Element, has_curve: bool) -> None:
    assert slopes(element) is has_curve
    drawn = valley_pictures(seen_by_hand(selected=element), untranslated, wall=False)
    assert list(drawn) == (["loss-curve", "loss-map"] if has_curve else [])


def test_both_pictures_wait_for_the_end_of_a_walk_and_one_weight_alone_has_no_map() -> None:
    walk = BackWalk(back_steps(TWO_LAYERS, "mse"), 6)
    assert valley_pictures(seen_by_hand(walk=walk), untranslated, wall=False) == {}
    alone = seen_by_hand(run_by_hand(ONE_UNIT, ONE_UNIT_VALUES))
    assert list(valley_pictures(alone, untranslated, wall=False)) == ["loss-curve"]


def test_the_pictures_are_described_by_loss_values_and_slopes() -> None:
    drawn = valley_pictures(seen_by_hand(selected=FIRST), untranslated, wall=False)
    curve = "The loss along W2[0, 0]: 4.0000 at 2.0000, with the slope 6.0000"
    assert drawn["loss-curve"]["alt"] == describe_curve(run_by_hand(), FIRST) == curve
    assert drawn["loss-map"]["alt"] == (
        "The loss over W2[0, 0] and W1[0, 0], as lines of the same height: 4.0000 where the network is, with the "
        "slopes 6.0000 and 16.0000"
    )
    assert describe_map(run_by_hand(), SECOND, FIRST) == (
        "The loss over W2[1, 0] and W2[0, 0], as lines of the same height: 4.0000 where the network is, with the "
        "slopes −0.1600 and 6.0000"
    )
