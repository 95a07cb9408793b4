"""What the heading of the gradients page says, and the losses behind it."""

import pytest

from components.base.text import untranslated
from components.gradients.seen import lead
from components.gradients.walk import BackWalk
from compute.gradients.walk_back import back_steps
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.gradients.by_hand import (
    CLASSES,
    CLASSES_VALUES,
    ONE_UNIT,
    ONE_UNIT_VALUES,
    TWO_LAYERS,
    run_by_hand,
    seen_by_hand,
    seen_by_link,
)


@for_each(
    ("selected", "words"),
    [
        (Weight(1, 0, 0), "dL/dW1[0, 0] is **16.0000**"),
        (Unit(1, 1), "δ h2 is **0.1200**"),
        (Bias(2, 0), "dL/dB2[0, 0] is **4.0000**"),
        (Unit(0, 0), "dL/dx1 is **7.8800**"),
    ],
)
def test_the_heading_has_output_target_loss_and_the_gradient_of_what_is_selected(selected: Element, words: str) -> None:
    said = lead(seen_by_hand(selected=selected), untranslated)
    assert said == f"The output is **3.0000**, the target **1**, the loss **4.0000**, and {words}."


def test_with_ce_the_heading_has_the_right_class() -> None:
    shown = seen_by_hand(run_by_hand(CLASSES, CLASSES_VALUES, 1.0, "ce"), Weight(1, 0, 1))
    assert lead(shown, untranslated) == (
        "The output is **0.8000, 0.2000**, the right class **1**, the loss **1.6094**, and dL/dW1[0, 1] is **−0.8000**."
    )


@for_each(("outputs", "numbers", "has_more"), [(1, 1, False), (3, 3, False), (4, 3, True), (10, 3, True)])
def test_the_heading_names_three_outputs_at_most(outputs: int, numbers: int, has_more: bool) -> None:
    spec = NetworkSpec(outputs=outputs)
    words = lead(seen_by_link(outputs=str(outputs)), untranslated).partition("**, the target")[0]
    values = run_by_hand(spec, {}).passed.output[0].tolist()
    shown = ", ".join(f"{value:.4f}" for value in values[:numbers])
    assert words == f"The output is **{shown}{', …' if has_more else ''}"


def test_without_a_way_back_the_heading_has_a_loss_and_no_gradient() -> None:
    number = seen_by_link(activation="heaviside", target="0.25")
    output = float(number.passed.output[0, 0])
    assert number.loss == pytest.approx((output - 0.25) ** 2)
    assert lead(number, untranslated) == (
        f"The output is **{output:.4f}**, the target **0.25**, the loss **{(output - 0.25) ** 2:.4f}**."
    )
    a_class = seen_by_link(activation="heaviside", loss="ce", outputs="2", target="1", output_activation="identity")
    assert ", the right class **1**, the loss **" in lead(a_class, untranslated)
    assert " is **" not in lead(a_class, untranslated).removeprefix("The output is **")
    assert (number.known, number.back, number.whole, number.gradient) == (None, None, None, None)


def test_the_loss_for_another_target_is_of_the_same_output() -> None:
    shown = seen_by_hand()
    assert [shown.loss_for(target) for target in (0.0, 0.5, 1.0)] == [9.0, 6.25, 4.0]
    binary = seen_by_hand(run_by_hand(ONE_UNIT, ONE_UNIT_VALUES, 1.0, "bce"))
    assert [round(binary.loss_for(target), 4) for target in (0.0, 1.0)] == [0.2231, 1.6094]  # -ln 0.8, -ln 0.2
    classes = seen_by_hand(run_by_hand(CLASSES, CLASSES_VALUES, 1.0, "ce"))
    assert [round(classes.loss_for(target), 4) for target in (0.0, 1.0)] == [0.2231, 1.6094]  # -ln 0.8, -ln 0.2


@for_each(
    ("count", "loss", "gradient", "is_whole"), [(0, None, None, False), (1, 4.0, None, False), (7, 4.0, 16.0, True)]
)
def test_nothing_is_known_before_its_step(
    count: int, loss: float | None, gradient: float | None, is_whole: bool
) -> None:
    shown = seen_by_hand(walk=BackWalk(back_steps(TWO_LAYERS, "mse"), count))
    assert (shown.loss, shown.gradient) == (loss, gradient)
    assert (shown.whole is not None) is is_whole
    assert ("the loss **?**" in lead(shown, untranslated)) is (loss is None)
