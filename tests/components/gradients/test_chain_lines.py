"""The line with the gradient of what is selected, with every number worked out by hand."""

import re

from components.base.text import untranslated
from components.gradients.figures.chain import MAX_TERMS, chain_html, gradient_name
from compute.gradients.known_backward import known_backward
from compute.gradients.walk_back import back_progress_after, back_steps
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.gradients.by_hand import (
    BINARY,
    LOGITS,
    ONE_UNIT_VALUES,
    PLAIN,
    SOFTMAX,
    SPREAD,
    TWO_LAYERS,
    Scene,
    run_by_hand,
    run_in,
    words_of,
)


def line(scene: Scene, selected: Element) -> str:
    return chain_html(known_backward(run_in(scene)), selected, "picture", untranslated)


@for_each(
    ("scene", "selected", "words"),
    [
        (PLAIN, Weight(1, 1, 0), "dL/dW1[1, 0] = x2 × δ h1 = −1.0000 × 8.0000 = −8.0000"),
        (PLAIN, Weight(1, 0, 1), "dL/dW1[0, 1] = x1 × δ h2 = 2.0000 × 0.1200 = 0.2400"),
        (PLAIN, Weight(2, 1, 0), "dL/dW2[1, 0] = h2 × δ y = −0.0400 × 4.0000 = −0.1600"),
        (PLAIN, Bias(1, 1), "dL/dB1[0, 1] = δ h2 = 0.1200"),
        (PLAIN, Bias(2, 0), "dL/dB2[0, 0] = δ y = 4.0000"),
        (
            PLAIN,
            Unit(0, 0),
            "dL/dx1 = W1[0, 0] × δ h1 + W1[0, 1] × δ h2 = 1.0000 × 8.0000 + −1.0000 × 0.1200 = 7.8800",
        ),
        (
            PLAIN,
            Unit(1, 1),
            "δ h2 = ( W2[1, 0] × δ y ) × leaky_relu′(−4.0000) = ( 3.0000 × 4.0000 ) × 0.0100 = 0.1200",
        ),
        (
            PLAIN,
            Unit(2, 0),
            "dL/dy = 2 × (3.0000 − 1) = 4.0000; δ y = dL/dy × identity′(3.0000) = 4.0000 × 1.0000 = 4.0000",
        ),
        (
            SPREAD,
            Unit(1, 0),
            "δ h1 = ( W2[0, 0] × δ y1 + W2[0, 1] × δ y2 ) × sigmoid′(0.0000) = "
            "( 6.0000 × 2.0000 + −2.0000 × −2.0000 ) × 0.2500 = 16.0000 × 0.2500 = 4.0000",
        ),
        (
            SPREAD,
            Unit(2, 1),
            "dL/dy2 = 2 × (−1.0000 − 1) / 2 = −2.0000; δ y2 = dL/dy2 × identity′(−1.0000) = −2.0000 × 1.0000 = −2.0000",
        ),
        (LOGITS, Unit(1, 0), "δ y1 = p − 0 = 0.8000 − 0 = 0.8000"),
        (LOGITS, Unit(1, 1), "δ y2 = p − 1 = 0.2000 − 1 = −0.8000"),
        (SOFTMAX, Unit(1, 0), "δ y1 = Σk dL/dyk × dyk/dz1 = −0.2000 × 0.1600 + −0.8000 × −0.1600 = 0.0960"),
        (SOFTMAX, Unit(1, 1), "δ y2 = Σk dL/dyk × dyk/dz2 = −0.2000 × −0.1600 + −0.8000 × 0.1600 = −0.0960"),
        (
            BINARY,
            Unit(1, 0),
            "dL/dy = (0.2000 − 1) / (0.2000 × (1 − 0.2000)) = −5.0000; "
            "δ y = dL/dy × sigmoid′(−1.3863) = −5.0000 × 0.1600 = −0.8000",
        ),
        (BINARY, Weight(1, 0, 0), "dL/dweights[0, 0] = x1 × δ y = 1.0000 × −0.8000 = −0.8000"),
    ],
)
def test_the_line_has_every_factor_in_its_place(scene: Scene, selected: Element, words: str) -> None:
    assert words_of(line(scene, selected)) == words


def test_with_two_outputs_the_slope_of_bce_is_shared_between_them() -> None:
    two = NetworkSpec(inputs=1, hidden=(), outputs=2, bias=False)
    values = {**ONE_UNIT_VALUES, Weight(1, 0, 1): 0.0}
    words = words_of(line((two, values, "bce"), Unit(1, 0)))
    assert words.startswith("dL/dy1 = (0.2000 − 1) / (0.2000 × (1 − 0.2000)) / 2 = −2.5000; ")


def test_every_factor_is_a_button_that_selects_what_it_is_the_number_of() -> None:
    buttons = re.findall(
        r'data-element="([^"]*)" data-pick="([^"]*)" data-name="([^"]*)">([^<]*)<', line(PLAIN, Unit(0, 1))
    )
    assert buttons == [
        ("w1.2.1", "picture", "w1.2.1", "W1[1, 0]"),
        ("h1.1", "picture", "h1.1", "δ h1"),
        ("w1.2.2", "picture", "w1.2.2", "W1[1, 1]"),
        ("h1.2", "picture", "h1.2", "δ h2"),
    ]
    of_weight = re.findall(r'data-element="([^"]*)"[^>]*>([^<]*)<', line(PLAIN, Weight(2, 1, 0)))
    assert of_weight == [("h1.2", "h2"), ("y1", "δ y")]


@for_each(("units", "columns"), [(MAX_TERMS, [0, 1, 2, 3, 4]), (MAX_TERMS + 1, [0, 1, 2, 5])])
def test_of_a_long_sum_the_first_three_terms_and_the_last_are_written(units: int, columns: list[int]) -> None:
    run = run_by_hand(NetworkSpec(hidden=(units,)), {})
    _name, symbols, numbers, _end = words_of(chain_html(known_backward(run), Unit(0, 0), "", untranslated)).split(" = ")
    terms = [term for term in symbols.split(" + ") if "more" not in term]
    assert terms == [f"W1[0, {column}] × δ h{column + 1}" for column in columns]
    left = [term for term in symbols.split(" + ") if "more" in term]
    assert left == ([] if units == MAX_TERMS else [f"… ({units - 4} more)"])
    written = [float(term.replace("−", "-").split(" × ")[0]) for term in numbers.split(" + ") if "more" not in term]
    weights = run.passed.network.weights[0][0]
    assert written == [round(float(weights[column]), 4) for column in columns]


@for_each(("walked", "is_summed"), [(Unit(1, 3), False), (Unit(1, 6), False), (None, True)])
def test_a_total_is_given_once_every_term_that_is_left_out_is_known(walked: Unit | None, is_summed: bool) -> None:
    spec = NetworkSpec(hidden=(7,))
    path = back_steps(spec, "mse", walked)
    known = known_backward(run_by_hand(spec, {}), back_progress_after(path, len(path)))
    words = words_of(chain_html(known, Unit(0, 0), "", untranslated))
    assert ("3 more, together" in words) is is_summed
    assert words.count("3 more") == 2


@for_each(
    ("element", "name"),
    [
        (Unit(0, 1), "dL/dx2"),
        (Unit(1, 1), "δ h2"),
        (Unit(2, 0), "δ y"),
        (Weight(1, 1, 0), "dL/dW1[1, 0]"),
        (Bias(1, 1), "dL/dB1[0, 1]"),
    ],
)
def test_a_gradient_is_named_by_what_it_is_the_gradient_of(element: Element, name: str) -> None:
    assert gradient_name(element, TWO_LAYERS) == name
