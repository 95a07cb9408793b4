"""The walk back through one unit: its formula and its numbers, worked out by hand."""

import re
from collections.abc import Mapping

from components.base.style import UNKNOWN
from components.base.text import untranslated
from components.gradients.panels.unit_walk import MAX_TERMS, unit_formula, unit_numbers
from components.gradients.panels.walk_parts import MAX_INPUTS
from compute.gradients.known_backward import known_backward
from compute.gradients.walk_back import back_progress_after, back_steps
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.gradients.by_hand import (
    BEHIND,
    LOGITS,
    PLAIN,
    SOFTMAX,
    SPREAD,
    TWO_LAYERS,
    TWO_LAYERS_VALUES,
    Scene,
    rows_of,
    run_by_hand,
    run_in,
    words_of,
)


def numbers_in(scene: Scene, unit: Unit) -> dict[str, str]:
    table = unit_numbers(known_backward(run_in(scene), rate=0.5), unit, "", untranslated)
    head, *rows = rows_of(table)
    assert head == ["", unit.label(scene[0])]
    return dict(rows)


@for_each(
    ("scene", "unit", "delta", "gradient"),
    [
        (PLAIN, Unit(1, 0), "δ h1 = ( W2[0, 0] δ y ) leaky_relu′(z)", "dL/dwi = xi δ h1"),
        (PLAIN, Unit(1, 1), "δ h2 = ( W2[1, 0] δ y ) leaky_relu′(z)", "dL/dwi = xi δ h2"),
        (PLAIN, Unit(2, 0), "δ y = dL/dy identity′(z)", "dL/dwi = hi δ y"),
        (SPREAD, Unit(1, 0), "δ h1 = ( W2[0, 0] δ y1 + W2[0, 1] δ y2 ) sigmoid′(z)", "dL/dwi = xi δ h1"),
        (SPREAD, Unit(2, 1), "δ y2 = dL/dy2 identity′(z)", "dL/dwi = hi δ y2"),
        (LOGITS, Unit(1, 0), "δ y1 = p − 0", "dL/dwi = xi δ y1"),
        (LOGITS, Unit(1, 1), "δ y2 = p − 1", "dL/dwi = xi δ y2"),
        (BEHIND, Unit(1, 0), "δ h1 = ( W2[0, 0] δ y1 + W2[0, 1] δ y2 ) identity′(z)", "dL/dwi = xi δ h1"),
        (BEHIND, Unit(2, 0), "δ y1 = Σk dL/dyk dyk/dz1", "dL/dwi = hi δ y1"),
        (SOFTMAX, Unit(1, 1), "δ y2 = Σk dL/dyk dyk/dz2", "dL/dwi = xi δ y2"),
    ],
)
def test_the_formula_of_a_unit(scene: Scene, unit: Unit, delta: str, gradient: str) -> None:
    formula = words_of(unit_formula(known_backward(run_in(scene)), unit, ""))
    assert formula.split("\n") == [delta, gradient, "w − rate · dL/dw"]


@for_each(
    ("scene", "unit", "rows"),
    [
        (
            PLAIN,
            Unit(1, 1),
            {
                "comes back": "3.0000 × 4.0000 = 12.0000",
                "slope": "leaky_relu′(−4.0000) = 0.0100",
                "delta": "12.0000 × 0.0100 = 0.1200",
                "gradient": "2.0000 × 0.1200 = 0.2400 −1.0000 × 0.1200 = −0.1200 b: 0.1200",
                "update": "−1.0000 − 0.5 × 0.2400 = −1.1200 2.0000 − 0.5 × (−0.1200) = 2.0600 "
                "b: 0.0000 − 0.5 × 0.1200 = −0.0600",
            },
        ),
        (
            PLAIN,
            Unit(2, 0),
            {
                "comes back": "4.0000",
                "slope": "identity′(3.0000) = 1.0000",
                "delta": "4.0000 × 1.0000 = 4.0000",
                "gradient": "1.5000 × 4.0000 = 6.0000 −0.0400 × 4.0000 = −0.1600 b: 4.0000",
                "update": "2.0000 − 0.5 × 6.0000 = −1.0000 3.0000 − 0.5 × (−0.1600) = 3.0800 "
                "b: 0.1200 − 0.5 × 4.0000 = −1.8800",
            },
        ),
        (
            SPREAD,
            Unit(1, 0),
            {
                "comes back": "6.0000 × 2.0000 + −2.0000 × −2.0000 = 16.0000",
                "slope": "sigmoid′(0.0000) = 0.2500",
                "delta": "16.0000 × 0.2500 = 4.0000",
                "gradient": "2.0000 × 4.0000 = 8.0000",
                "update": "0.0000 − 0.5 × 8.0000 = −4.0000",
            },
        ),
        (
            LOGITS,
            Unit(1, 1),
            {
                "probability": "0.2000",
                "delta": "0.2000 − 1 = −0.8000",
                "gradient": "1.0000 × −0.8000 = −0.8000",
                "update": "0.0000 − 0.5 × (−0.8000) = 0.4000",
            },
        ),
        (
            LOGITS,
            Unit(1, 0),
            {
                "probability": "0.8000",
                "delta": "0.8000 − 0 = 0.8000",
                "gradient": "1.0000 × 0.8000 = 0.8000",
                "update": "1.3863 − 0.5 × 0.8000 = 0.9863",
            },
        ),
        (
            SOFTMAX,
            Unit(1, 0),
            {
                "comes back": "−0.2000",
                "slope": "0.1600 −0.1600",
                "delta": "0.0960",
                "gradient": "1.0000 × 0.0960 = 0.0960",
                "update": "1.3863 − 0.5 × 0.0960 = 1.3383",
            },
        ),
        (
            BEHIND,
            Unit(1, 0),
            {
                "comes back": "1.3863 × 0.0960 + 0.0000 × −0.0960 = 0.1331",
                "slope": "identity′(1.0000) = 1.0000",
                "delta": "0.1331 × 1.0000 = 0.1331",
                "gradient": "1.0000 × 0.1331 = 0.1331",
                "update": "1.0000 − 0.5 × 0.1331 = 0.9335",
            },
        ),
        (
            BEHIND,
            Unit(2, 1),
            {
                "comes back": "−0.8000",
                "slope": "−0.1600 0.1600",
                "delta": "−0.0960",
                "gradient": "1.0000 × −0.0960 = −0.0960",
                "update": "0.0000 − 0.5 × (−0.0960) = 0.0480",
            },
        ),
    ],
)
def test_the_numbers_of_a_unit(scene: Scene, unit: Unit, rows: dict[str, str]) -> None:
    assert numbers_in(scene, unit) == rows


def test_a_gradient_of_zero_stands_in_no_brackets() -> None:
    """No number comes in from x1 where it is 0; with a large bias of the output delta is positive."""
    values: Mapping[Element, float] = {**TWO_LAYERS_VALUES, Unit(0, 0): 0.0, Bias(2, 0): 2.0}
    update = numbers_in((TWO_LAYERS, values, "mse"), Unit(1, 0))["update"]
    assert update.startswith("1.0000 − 0.5 × 0.0000 = 1.0000 ")
    assert "1.0000 − 0.5 × (−" in update


def test_before_its_first_step_a_unit_shows_what_comes_back_and_else_question_marks() -> None:
    unit = Unit(1, 1)
    run = run_in(PLAIN)
    known = known_backward(run, back_progress_after(back_steps(TWO_LAYERS, "mse", unit), 0), 0.5)
    rows = dict(rows_of(unit_numbers(known, unit, "", untranslated))[1:])
    assert rows["comes back"] == "3.0000 × 4.0000 = 12.0000"
    assert rows["slope"] == f"leaky_relu′(−4.0000) = {UNKNOWN}"
    assert rows["delta"] == "12.0000 × ? = ?"
    assert rows["gradient"] == "2.0000 × ? = ? −1.0000 × ? = ? b: ?"
    assert rows["update"] == "−1.0000 − 0.5 × ? = ? 2.0000 − 0.5 × ? = ? b: 0.0000 − 0.5 × ? = ?"


def test_only_the_step_at_work_is_lit() -> None:
    known = known_backward(run_in(PLAIN))
    for step in ("loss", "slope", "delta", "gradient", "update"):
        formula = unit_formula(known, Unit(2, 0), step)
        assert re.findall(r'part lit" data-step="(\w+)"', formula) == [step]
    assert "lit" not in unit_formula(known, Unit(2, 0), "")


@for_each(
    ("outputs", "columns"), [(MAX_INPUTS, [0, 1, 2, 3]), (MAX_INPUTS + 1, [0, 1, 4]), (MAX_INPUTS + 3, [0, 1, 6])]
)
def test_of_a_long_sum_the_first_two_terms_and_the_last_are_written(outputs: int, columns: list[int]) -> None:
    network = draw(NetworkSpec(outputs=outputs))
    table = unit_numbers(known_backward(run_by_hand(network.spec, {})), Unit(1, 0), "", untranslated)
    terms = dict(rows_of(table)[1:])["comes back"].partition(" = ")[0].split(" + ")
    shown = [network.value(Weight(2, 0, column)) for column in columns]
    written = [term.partition(" × ")[0].replace("−", "-") for term in terms if "more" not in term]
    assert written == [f"{value:.4f}" for value in shown]
    left = [term for term in terms if "more" in term]
    assert left == ([] if outputs == MAX_INPUTS else [f"({outputs - 3} more)"])


@for_each(
    ("outputs", "symbols"),
    [
        (MAX_TERMS, "W2[0, 0] δ y1 + W2[0, 1] δ y2 + W2[0, 2] δ y3"),
        (MAX_TERMS + 1, "W2[0, 0] δ y1 + W2[0, 1] δ y2 + … + W2[0, 3] δ y4"),
        (MAX_TERMS + 3, "W2[0, 0] δ y1 + W2[0, 1] δ y2 + … + W2[0, 5] δ y6"),
    ],
)
def test_of_a_long_formula_the_first_two_symbols_and_the_last_are_written(outputs: int, symbols: str) -> None:
    run = run_by_hand(NetworkSpec(outputs=outputs), {})
    assert words_of(unit_formula(known_backward(run), Unit(1, 0), "")).startswith(f"δ h1 = ( {symbols} ) sigmoid′(z)\n")
