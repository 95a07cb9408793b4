"""The table of gradients in three ways says where not every element is tried."""

import pytest

from components.base.text import untranslated
from components.gradients.panels.check import check_html
from compute.gradients.backward import backward
from compute.gradients.checking import MOST_MEASURED
from compute.network.elements import Weight
from compute.network.forward import forward_network
from compute.network.network import draw
from compute.network.spec import NetworkSpec


@pytest.mark.parametrize(("inputs", "hidden", "is_all"), [(4, 8, True), (3, 11, False)])
def test_it_says_so_where_only_the_largest_gradients_are_tried(inputs: int, hidden: int, is_all: bool) -> None:
    assert (inputs * hidden <= MOST_MEASURED) == is_all
    run = backward(forward_network(draw(NetworkSpec(inputs=inputs, hidden=(hidden,)))), 1.0, "mse")
    html = check_html(run, Weight(1, 0, 0), untranslated)
    assert ("that have the largest gradients" in html) != is_all
    assert "near to the corner" not in html
