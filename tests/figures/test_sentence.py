"""The line of the selected element: its numbers as torch computes them, and nothing before its time."""

import re

from components.base.text import untranslated
from components.network.figures.sentence import sentence_html
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from compute.network.walk import EVERYTHING, NOTHING, Progress
from tests.cases import for_each

NOTEBOOK = NetworkSpec()


def html(selected: Element | None, spec: NetworkSpec = NOTEBOOK, progress: Progress = EVERYTHING) -> str:
    return sentence_html(known_pass(forward_network(draw(spec)), progress), selected, untranslated)


def text(selected: Element | None, spec: NetworkSpec = NOTEBOOK, progress: Progress = EVERYTHING) -> str:
    return re.sub("<[^>]+>", "", html(selected, spec, progress))


@for_each(
    ("selected", "line"),
    [
        (
            Unit(1, 0),
            "h1 = sigmoid( −0.1468 × −1.1143 + 0.7861 × −0.8948 + 0.9468 × 1.2324 + 0.1328 ) = "
            "sigmoid(0.7598) = 0.6813",
        ),
        (Unit(2, 0), "y = sigmoid( 0.6813 × −1.6822 + 0.4355 × 0.3177 + 0.2405 ) = sigmoid(−0.7672) = 0.3171"),
        (Unit(0, 2), "x3 = features[0, 2] = 0.9468"),
        (Weight(1, 0, 0), "x1 × W1[0, 0] = −0.1468 × −1.1143 = 0.1636"),
        (Bias(1, 0), "z = Σ + B1[0, 0] = 0.6270 + 0.1328 = 0.7598"),
    ],
)
def test_the_line_of_the_notebooks_network(selected: Element, line: str) -> None:
    assert text(selected) == line


def test_with_nothing_selected_it_says_how_to_select() -> None:
    assert text(None).startswith("Click a circle")
    assert "Drag a number" in text(None)


def test_where_no_line_of_matrices_is_none_is_to_be_dragged() -> None:
    assert "Drag" not in text(None, NetworkSpec(hidden=(40,)))


def test_every_number_and_name_knows_its_element() -> None:
    found = re.findall('data-element="([^"]+)"', html(Unit(1, 1)))
    assert found == ["h1.2", "x1", "w1.1.2", "x2", "w1.2.2", "x3", "w1.3.2", "b1.2", "h1.2"]


def test_without_biases_none_is_added() -> None:
    assert text(Unit(1, 0), NetworkSpec(bias=False)).count("+") == 2


def test_a_long_sum_says_what_its_dots_stand_for() -> None:
    spec = NetworkSpec(inputs=40)
    network = draw(spec)
    products = network.features[0] * network.weights[0][:, 0]
    left_out = products[4:-1].sum()
    line = text(Unit(1, 0), spec)
    assert f"… (35 more, together {left_out:.4f})" in line
    assert line.count("×") == 5


def test_softmax_says_that_it_depends_on_its_neighbours() -> None:
    line = text(Unit(2, 1), NetworkSpec(outputs=3, output_activation="softmax"))
    assert re.search(r"softmax\(.*, 2 more\) = \d\.\d{4}$", line)


def test_what_is_not_known_yet_is_a_question_mark() -> None:
    assert text(Unit(2, 0), progress=NOTHING) == "y = sigmoid( ? × −1.6822 + ? × 0.3177 + 0.2405 ) = sigmoid(?) = ?"
    assert text(Weight(2, 0, 0), progress=NOTHING) == "h1 × W2[0, 0] = ? × −1.6822 = ?"
    assert text(Bias(2, 0), progress=NOTHING) == "z = Σ + B2[0, 0] = ? + 0.2405 = ?"


@for_each(("inputs", "shown", "words"), [(6, 6, ""), (7, 5, "… (2 more, together ")])
def test_up_to_six_terms_are_written(inputs: int, shown: int, words: str) -> None:
    line = text(Unit(1, 0), NetworkSpec(inputs=inputs))
    assert line.count("×") == shown
    assert ("…" in line) is bool(words)
    assert words in line
