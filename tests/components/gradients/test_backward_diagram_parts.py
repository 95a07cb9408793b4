"""What the picture of a backward pass is made of: gradients in the places of values, scale, captions and words."""

import pytest

from components.base.text import untranslated
from components.gradients.figures.backward_diagram import (
    as_pass,
    backward_diagram,
    captions,
    describe_backward,
    scale_of,
)
from components.gradients.figures.scale import scale_html
from compute.gradients.known_backward import known_backward
from compute.gradients.walk_back import back_progress_after, back_steps
from compute.network.elements import Unit, Weight
from compute.network.walk import Step
from tests.cases import for_each
from tests.components.gradients.by_hand import (
    CLASSES,
    CLASSES_VALUES,
    ONE_UNIT,
    TWO_LAYERS,
    run_by_hand,
    words_of,
)


def test_the_ends_of_the_colour_scale_are_the_largest_number_in_the_picture() -> None:
    known = known_backward(run_by_hand())
    assert words_of(scale_html(known)) == "−16.00000" + "16.0000"
    assert scale_of(as_pass(known)) == pytest.approx(1 / 16)
    assert scale_html(None) == ""


@for_each(("count", "largest"), [(0, 1.0), (2, 1.0), (3, 4.0), (4, 6.0), (5, 6.0), (6, 8.0), (7, 16.0)])
def test_the_colour_scale_grows_with_what_is_known(count: int, largest: float) -> None:
    """At first nothing in the picture is known; then delta of y, dW2, the deltas of h, and dW1."""
    known = known_backward(run_by_hand(), back_progress_after(back_steps(TWO_LAYERS, "mse"), count))
    assert 1 / scale_of(as_pass(known)) == pytest.approx(largest)


def test_a_picture_in_which_all_gradients_are_zero_has_the_scale_one() -> None:
    run = run_by_hand(ONE_UNIT, {Unit(0, 0): 0.0, Weight(1, 0, 0): 0.0}, 0.5)
    assert scale_of(as_pass(known_backward(run))) == 1.0


def test_gradients_stand_where_the_values_do() -> None:
    shown = as_pass(known_backward(run_by_hand()))
    first, last = shown.network.weights
    assert first.tolist() == [pytest.approx([16.0, 0.24]), pytest.approx([-8.0, -0.12])]
    assert last.tolist() == [pytest.approx([6.0]), pytest.approx([-0.16])]
    assert [bias.tolist() for bias in shown.network.biases] == [[pytest.approx([8.0, 0.12])], [pytest.approx([4.0])]]
    assert shown.network.features.tolist() == [pytest.approx([7.88, 8.24])]
    assert [list(layer.output) for layer in shown.layers] == [pytest.approx([8.0, 0.12]), pytest.approx([4.0])]
    assert [list(layer.inputs) for layer in shown.layers] == [pytest.approx([7.88, 8.24]), pytest.approx([8.0, 0.12])]
    bare = as_pass(known_backward(run_by_hand(CLASSES, CLASSES_VALUES)))
    assert bare.network.biases == ()


def test_captions_grow_shorter_and_end_with_none_at_the_edges() -> None:
    units = ["<b>dL/dx</b>", "<b>δ</b> h", "<b>δ</b> y"]
    assert [list(each) for each in captions(TWO_LAYERS, untranslated)] == [
        [units[0], "<b>dL/dW1</b> (2 × 2)", units[1], "<b>dL/dW2</b> (2 × 1)", units[2]],
        [units[0], "<b>dL/dW1</b>", units[1], "<b>dL/dW2</b>", units[2]],
        [units[0], "", units[1], "", units[2]],
    ]


def test_the_picture_is_described_by_the_deltas_of_all_outputs() -> None:
    known = known_backward(run_by_hand(CLASSES, CLASSES_VALUES, 1.0, "ce"))
    assert describe_backward(known) == "Backward pass of the network 1-2. Delta of the output: 0.8000, −0.8000"
    early = known_backward(run_by_hand(), back_progress_after(back_steps(TWO_LAYERS, "mse"), 2))
    assert describe_backward(early) == "Backward pass of the network 2-2-1. Delta of the output: not computed yet"


@for_each(
    ("count", "step"),
    [
        (0, None),
        (1, Step("activation", 2)),
        (2, Step("activation", 2)),
        (3, Step("activation", 2)),
        (4, Step("product", 2)),
        (5, Step("activation", 1)),
        (7, Step("product", 1)),
        (8, None),
    ],
)
def test_a_gradient_lights_edges_and_all_else_units(count: int, step: Step | None) -> None:
    known = known_backward(run_by_hand(), back_progress_after(back_steps(TWO_LAYERS, "mse"), count))
    assert as_pass(known).step == step


def test_a_unit_that_is_walked_alone_is_lit_alone() -> None:
    path = back_steps(TWO_LAYERS, "mse", Unit(1, 1))
    known = known_backward(run_by_hand(), back_progress_after(path, 3))
    assert as_pass(known).step == Step("product", 1, 1)
    inputs = as_pass(known).network.weights[0]
    assert inputs[:, 1].tolist() == pytest.approx([0.24, -0.12])
    assert bool(inputs[:, 0].isnan().all())


def hovers(count: int) -> dict[str, str]:
    """Return what is said of each point on hover, after so many steps."""
    known = known_backward(run_by_hand(), back_progress_after(back_steps(TWO_LAYERS, "mse"), count))
    drawing = backward_diagram(known, selected=None)
    assert "step" not in drawing.layout["meta"]  # type: ignore[operator]
    assert "first" in drawing.layout["meta"]  # type: ignore[operator]
    (points,) = drawing.traces
    return dict(zip(points["customdata"], points["hovertext"], strict=True))


@for_each(
    ("count", "name", "words"),
    [
        (8, "x2", "<b>dL/dx2</b> = 8.2400"),
        (8, "h1.2", "<b>δ</b> h2 = 0.1200"),
        (8, "y1", "<b>δ</b> y = 4.0000"),
        (8, "b1.2", "<b>dL/dB1</b>[0, 1] = δ h2 = 0.1200"),
        (8, "b2.1", "<b>dL/dB2</b>[0, 0] = δ y = 4.0000"),
        (8, "w1.2.1", "<b>dL/dW1</b>[1, 0]  x2 → h1<br>−1.0000 × 8.0000 = −8.0000"),
        (8, "w2.2.1", "<b>dL/dW2</b>[1, 0]  h2 → y<br>−0.0400 × 4.0000 = −0.1600"),
        (3, "w2.2.1", "<b>dL/dW2</b>[1, 0]  h2 → y<br>−0.0400 × 4.0000 = ?"),
        (3, "h1.2", "<b>δ</b> h2 = ?"),
    ],
)
def test_each_point_says_its_gradient_and_what_it_is_made_of(count: int, name: str, words: str) -> None:
    assert hovers(count)[name] == words
