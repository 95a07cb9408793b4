"""The picture of one unit against its stored copies."""

import pytest

from components.network.figures.neuron_diagram import describe_neuron, neuron_diagram
from compute.network.elements import Weight
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec
from tests.figures.figure_reading import Golden, validated

CASES = {
    "neuron-5": NetworkSpec(inputs=5, hidden=()),
    "neuron-1-without-bias": NetworkSpec(inputs=1, hidden=(), bias=False, output_activation="relu"),
    "neuron-64": NetworkSpec(inputs=64, hidden=(), output_activation="tanh"),
}


def passed(name: str) -> KnownPass:
    return known_pass(forward_network(draw(CASES[name])))


@pytest.mark.parametrize("name", CASES)
def test_golden(golden: Golden, name: str) -> None:
    golden(neuron_diagram(passed(name)), name)


def test_golden_with_a_selected_and_changed_weight(golden: Golden) -> None:
    weight = Weight(1, 1, 0)
    edits = {weight: -0.5}
    unit = known_pass(forward_network(edit(draw(CASES["neuron-5"]), edits)))
    golden(neuron_diagram(unit, selected=weight, changed=edits), "neuron-5-changed")


@pytest.mark.parametrize("name", CASES)
def test_figures_are_valid(name: str) -> None:
    validated(neuron_diagram(passed(name)))


def test_the_words_for_a_screen_reader() -> None:
    assert describe_neuron(passed("neuron-5")) == "One unit with 5 inputs: sum -1.9796, z -1.6619, output 0.1595"
    (layer,) = forward_network(draw(CASES["neuron-1-without-bias"])).layers
    total, output = layer.weighted_sum.item(), layer.output.item()
    assert describe_neuron(passed("neuron-1-without-bias")) == (
        f"One unit with one input: sum {total:.4f}, z {total:.4f}, output {output:.4f}"
    )
