"""The panel of a walk back: its sentence, formula, numbers and code at each step, worked out by hand."""

import re

from components.base.text import untranslated
from components.gradients.goal import Goal
from components.gradients.panels.walk import MAX_UNITS, layer_at_work, walk_html, walk_words
from components.gradients.walk import BackWalk, back_walk
from compute.gradients.known_backward import KnownBackward, known_backward
from compute.gradients.losses import NO_DERIVATIVE, LossError
from compute.gradients.walk_back import back_steps
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.gradients.by_hand import (
    CLASSES,
    CLASSES_VALUES,
    MIXED,
    MIXED_VALUES,
    TWO_LAYERS,
    TWO_LAYERS_VALUES,
    rows_of,
    run_by_hand,
    words_of,
)

PATH = back_steps(TWO_LAYERS, "mse")

"""loss; slope, delta, gradient of layer 2; the same of layer 1; update."""


def known_after(walk: BackWalk, spec: NetworkSpec = TWO_LAYERS, loss: str = "mse") -> KnownBackward:
    values = TWO_LAYERS_VALUES if spec == TWO_LAYERS else CLASSES_VALUES
    return known_backward(run_by_hand(spec, values, 1.0, loss), walk.progress, 0.5)


def panel(walk: BackWalk, spec: NetworkSpec = TWO_LAYERS, loss: str = "mse") -> dict[str, str]:
    """Take the panel apart: words, formula, numbers, code."""
    html = walk_html(known_after(walk, spec, loss), walk, untranslated)
    names = ("words", "formula", "numbers", "code")
    found = {name: re.search(rf'class="walk-{name}"[^>]*>(.*?)</(?:p|div|pre)>', html) for name in names}
    return {name: match[1] for name, match in found.items() if match}


def code(walk: BackWalk, spec: NetworkSpec = TWO_LAYERS, loss: str = "mse") -> list[str]:
    """Return the lines of the program in the panel."""
    lines = re.findall(r'class="line(?: lit-line)?">(.*?)</span></span>', panel(walk, spec, loss)["code"])
    return [words_of(line) for line in lines]


@for_each(
    ("count", "layer", "words"),
    [
        (0, 2, "The forward pass is done, and nothing of the way back. Press next."),
        (1, 2, "loss: how far the output is from the target, and which way it falls"),
        (2, 2, "slope: how steep the activation of y is where z is"),
        (3, 2, "delta: what comes back to y, times the slope"),
        (4, 2, "gradient: each weight into y gets what came in through it, times delta"),
        (5, 1, "slope: how steep the activation of h is where z is"),
        (6, 1, "delta: what comes back to h, times the slope"),
        (7, 1, "gradient: each weight into h gets what came in through it, times delta"),
        (8, 1, "update: each weight and bias moves by the rate times its gradient, downhill"),
    ],
)
def test_each_step_is_said_of_the_layer_at_work(count: int, layer: int, words: str) -> None:
    walk = BackWalk(PATH, count)
    assert layer_at_work(walk, TWO_LAYERS) == layer
    assert walk_words(known_after(walk), walk, untranslated) == words
    assert words_of(panel(walk)["words"]) == f"{words} step {count} of 8"


@for_each(
    ("count", "words"),
    [
        (0, "Nothing of h2 has been computed on the way back yet. Press next."),
        (1, "slope: how steep the activation of h2 is where z is"),
        (2, "delta: what comes back to h2, times the slope"),
        (3, "gradient: each weight into h2 gets what came in through it, times delta"),
        (4, "update: the weights and the bias of h2 move by the rate times their gradients, downhill"),
    ],
)
def test_a_unit_that_is_walked_alone_is_named(count: int, words: str) -> None:
    unit = Unit(1, 1)
    walk = BackWalk(back_steps(TWO_LAYERS, "mse", unit), count, unit=unit)
    assert layer_at_work(walk, TWO_LAYERS) == 1
    told = f"{words} step {count} of 4 · h2 alone; select a weight to walk the whole network"
    assert words_of(panel(walk)["words"]) == told


def test_the_delta_of_logits_is_said_to_come_at_once() -> None:
    walk = BackWalk(back_steps(CLASSES, "ce"), 2)
    said = walk_words(known_after(walk, CLASSES, "ce"), walk, untranslated)
    assert said == "delta: the loss takes z itself, so it gives delta of y at once"


def test_the_formula_of_a_layer() -> None:
    below = ["dL/dwi,j = xi δj", "w − rate · dL/dw"]
    formulas = {
        (TWO_LAYERS, "mse", 1): "δj = dL/dyj identity′(zj)",
        (TWO_LAYERS, "mse", 5): "δj = dL/dyj leaky_relu′(zj)",
        (CLASSES, "mse", 1): "δj = dL/dyj softmax′(zj)",
        (CLASSES, "ce", 1): "δj = pj − [j = t]",
    }
    for (spec, loss, count), first in formulas.items():
        walk = BackWalk(back_steps(spec, loss), count)
        assert words_of(panel(walk, spec, loss)["formula"]).split("\n") == [first, *below]


@for_each(
    ("spec", "loss", "count", "rows"),
    [
        (
            TWO_LAYERS,
            "mse",
            8,
            [
                ["", "h1", "h2"],
                ["comes back", "8.0000", "12.0000"],
                ["slope", "leaky_relu′(1.5000) = 1.0000", "leaky_relu′(−4.0000) = 0.0100"],
                ["delta", "8.0000 × 1.0000 = 8.0000", "12.0000 × 0.0100 = 0.1200"],
                ["gradient", "16.0000 −8.0000", "0.2400 −0.1200"],
                ["update", "−7.0000 5.0000", "−1.1200 2.0600"],
            ],
        ),
        (
            TWO_LAYERS,
            "mse",
            4,
            [
                ["", "y"],
                ["comes back", "4.0000"],
                ["slope", "identity′(3.0000) = 1.0000"],
                ["delta", "4.0000 × 1.0000 = 4.0000"],
                ["gradient", "6.0000 −0.1600"],
                ["update", "? ?"],
            ],
        ),
        (
            CLASSES,
            "ce",
            4,
            [
                ["", "y1", "y2"],
                ["probability", "0.8000", "0.2000"],
                ["delta", "0.8000 − 0 = 0.8000", "0.2000 − 1 = −0.8000"],
                ["gradient", "0.8000", "−0.8000"],
                ["update", "0.9863", "0.4000"],
            ],
        ),
        (
            CLASSES,
            "mse",
            5,
            [
                ["", "y1", "y2"],
                ["comes back", "−0.2000", "−0.8000"],
                ["slope", "0.1600 −0.1600", "−0.1600 0.1600"],
                ["delta", "0.0960", "−0.0960"],
                ["gradient", "0.0960", "−0.0960"],
                ["update", "1.3383", "0.0480"],
            ],
        ),
    ],
)
def test_the_numbers_of_a_layer(spec: NetworkSpec, loss: str, count: int, rows: list[list[str]]) -> None:
    assert rows_of(panel(BackWalk(back_steps(spec, loss), count), spec, loss)["numbers"]) == rows


def test_of_each_weight_that_enters_a_unit_there_is_a_question_mark_before_its_step() -> None:
    rows = {name: cells for name, *cells in rows_of(panel(BackWalk(PATH, 3))["numbers"])}
    assert (rows["gradient"], rows["update"]) == (["? ?"], ["? ?"])


@for_each(("count", "step"), [(4, "loss"), (5, "")])
def test_what_comes_back_belongs_to_the_loss_at_the_output_only(count: int, step: str) -> None:
    numbers = panel(BackWalk(PATH, count))["numbers"]
    assert re.findall(r'data-step="(\w*)"><th scope="row">comes back<', numbers) == [step]


def test_of_a_wide_layer_the_first_and_the_last_unit_have_their_own_numbers() -> None:
    spec = NetworkSpec(outputs=MAX_UNITS + 2)
    run = run_by_hand(spec, {})
    walk = BackWalk(back_steps(spec, "mse"), 1)
    html = walk_html(known_backward(run, walk.progress), walk, untranslated)
    heads, came_back = rows_of(html)[:2]
    assert heads == ["", "y1", "3 more", "y5"]
    slopes = run.layers[-1].output_gradient
    assert slopes is not None
    first, last = (f"{float(slopes[0, at]):.4f}".replace("-", "−") for at in (0, 4))
    assert came_back == ["comes back", first, "…", last]


def test_the_code_of_each_layer() -> None:
    output = code(BackWalk(PATH, 3))
    assert output[:2] == [
        "loss = torch.nn.functional.mse_loss(output, target)",
        "gradient = 2 / output.numel() * (output - target)",
    ]
    assert output[2].startswith("slope = ")
    assert output[3:] == [
        "delta = gradient * slope",
        "dW2 = h.t() @ delta",
        "dB2 = delta",
        "gradient = delta @ W2.t()",
        "W2 = W2 - 0.5 * dW2",
    ]
    first = code(BackWalk(PATH, 6))
    assert first[0].startswith("slope = ")
    assert first[1:] == [
        "delta = gradient * slope",
        "dW1 = features.t() @ delta",
        "dB1 = delta",
        "gradient = delta @ W1.t()",
        "W1 = W1 - 0.5 * dW1",
    ]
    assert first[0] != output[2]


def test_the_code_of_classes_has_no_slope_with_ce_and_a_matrix_product_with_softmax() -> None:
    logits = code(BackWalk(back_steps(CLASSES, "ce"), 1), CLASSES, "ce")
    assert logits[0] == "loss = torch.nn.functional.cross_entropy(z, target)"
    assert logits[1].startswith("delta = torch.softmax(z, dim=-1) - ")
    assert logits[2:] == ["dW1 = features.t() @ delta", "gradient = delta @ W1.t()", "W1 = W1 - 0.5 * dW1"]
    softmax = code(BackWalk(back_steps(CLASSES, "mse"), 1), CLASSES, "mse")
    assert softmax[3] == "delta = gradient @ slope"


def test_only_the_lines_of_the_step_at_work_are_lit() -> None:
    lit = re.findall(r'lit-line"><span class="part lit" data-step="(\w+)">', panel(BackWalk(PATH, 4))["code"])
    assert lit == ["gradient"] * 3
    assert "lit" not in panel(BackWalk(PATH, 0))["code"]


FITS = Goal(1.0, "mse", None)

NO_WAY_BACK = Goal(1.0, "mse", LossError("activation", "heaviside", "tanh", NO_DERIVATIVE))


@for_each(
    ("step", "selected", "count", "steps", "unit"),
    [
        ("0", Weight(1, 0, 0), 0, 8, None),
        ("3", Bias(1, 0), 3, 8, None),
        ("8", Unit(0, 0), 8, 8, None),
        ("9", Weight(1, 0, 0), 8, 8, None),
        ("2", Unit(1, 1), 2, 4, Unit(1, 1)),
        ("9", Unit(2, 0), 5, 5, Unit(2, 0)),
    ],
)
def test_a_link_asks_for_a_walk_of_the_network_or_of_the_unit_that_is_selected(
    step: str, selected: Element, count: int, steps: int, unit: Unit | None
) -> None:
    walk = back_walk(TWO_LAYERS, FITS, step, selected)
    assert walk is not None
    assert (walk.count, len(walk.path), walk.unit) == (count, steps, unit)
    assert not walk.plays
    assert not walk.held


def test_nobody_walks_where_no_step_is_asked_for_or_there_is_no_way_back() -> None:
    assert back_walk(TWO_LAYERS, FITS, "", Weight(1, 0, 0)) is None
    assert back_walk(TWO_LAYERS, NO_WAY_BACK, "3", Weight(1, 0, 0)) is None


def test_a_walk_comes_further_with_every_step_and_a_layer_that_comes_later_on_the_way_has_the_larger_place() -> None:
    walk = BackWalk(PATH, 4)
    places = [walk.reached(count) for count in range(9)]
    assert places == [(-2, 0), (-2, 1), (-2, 2), (-2, 3), (-2, 4), (-1, 2), (-1, 3), (-1, 4), (0, 5)]
    assert walk.step == PATH[3]
    assert BackWalk(PATH, 0).step is None


def test_a_hidden_layer_before_a_softmax_and_the_softmax_behind_it_have_their_own_delta_and_code() -> None:
    """h = 1 and p = (0.8, 0.2): delta of the outputs is 0.096 and -0.096, and 0.096 * ln 4 = 0.1331 comes back."""
    path = back_steps(MIXED, "mse")
    run = run_by_hand(MIXED, MIXED_VALUES)
    last, first = (
        walk_html(known_backward(run, BackWalk(path, count).progress, 0.5), BackWalk(path, count), untranslated)
        for count in (4, len(path))
    )
    assert {name: cells for name, *cells in rows_of(last)[1:4]} == {
        "comes back": ["−0.2000", "−0.8000"],
        "slope": ["0.1600 −0.1600", "−0.1600 0.1600"],
        "delta": ["0.0960", "−0.0960"],
    }
    assert rows_of(first)[1:4] == [
        ["comes back", "0.1331"],
        ["slope", "identity′(1.0000) = 1.0000"],
        ["delta", "0.1331 × 1.0000 = 0.1331"],
    ]
    assert "delta = gradient @ slope" in last
    assert "delta = gradient * slope" in first
    assert "dB" not in first
