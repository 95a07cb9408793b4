"""The picture of a network against its stored copies."""

import pytest
from figure_reading import Golden, validated

from components.figures.network_diagram import network_diagram
from compute.forward import forward
from compute.network import draw
from compute.spec import NetworkSpec

CASES = {
    "diagram-3-2-1": NetworkSpec(),
    "diagram-5-4-3-2-without-bias": NetworkSpec(inputs=5, hidden=(4, 3), outputs=2, bias=False),
    "diagram-1-1": NetworkSpec(inputs=1, hidden=()),
    "diagram-64-64-1": NetworkSpec(inputs=64, hidden=(64,)),
}


@pytest.mark.parametrize("name", CASES)
def test_golden(golden: Golden, name: str) -> None:
    golden(network_diagram(forward(draw(CASES[name]))), name)


@pytest.mark.parametrize("name", CASES)
def test_figures_are_valid(name: str) -> None:
    validated(network_diagram(forward(draw(CASES[name]))))
