"""The line with the gradient of what is selected: how a long sum is cut, and when the loss is said to grow or fall."""

import re

import pytest

from components.base.style import TIMES
from components.base.text import untranslated
from components.gradients.figures.chain import MAX_TERMS, chain_html
from components.gradients.goal import Goal
from components.gradients.panels.way_back import way_back_parts
from components.gradients.seen import SeenGradients
from compute.gradients.backward import backward
from compute.gradients.known_backward import known_backward
from compute.network.elements import Unit, Weight
from compute.network.forward import forward_network
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec


@pytest.mark.parametrize("outputs", [2, MAX_TERMS, MAX_TERMS + 1, MAX_TERMS + 3])
def test_a_sum_has_all_its_terms_or_says_how_many_are_left_out_and_what_they_add_up_to(outputs: int) -> None:
    run = backward(forward_network(draw(NetworkSpec(outputs=outputs))), 0.25, "mse")
    line = re.sub(r"<[^>]*>", "", chain_html(known_backward(run), Unit(1, 0), "chart", untranslated))
    terms = (run.passed.network.weights[1][0] * run.layers[1].delta[0]).tolist()
    left = re.search(r"\((\d+) more, together ([−\d.]+)\)", line)
    if outputs <= MAX_TERMS:
        assert left is None
        assert line.count(f" {TIMES} δ y") == outputs
        return
    assert left is not None
    hidden = terms[MAX_TERMS - 2 : -1]
    assert line.count(f" {TIMES} δ y") == outputs - len(hidden)
    assert int(left[1]) == len(hidden)
    assert float(left[2].replace("−", "-")) == pytest.approx(sum(hidden), abs=1e-4)


@pytest.mark.parametrize(("value", "words"), [(0.5, "the loss grows"), (-0.5, "the loss falls"), (0.0, "")])
def test_where_a_gradient_is_zero_nothing_is_said_of_more_or_less(value: float, words: str) -> None:
    """With a target of 0.5 the gradient of an identity unit without bias is 2 * (w x - 0.5) * x, here with x = 1."""
    spec = NetworkSpec(inputs=1, hidden=(), output_activation="identity", bias=False)
    network = edit(draw(spec), {Unit(0, 0): 1.0, Weight(1, 0, 0): 0.5 + value})
    run = backward(forward_network(network), 0.5, "mse")
    goal = Goal(0.5, "mse", None)
    shown = SeenGradients(
        run.passed, goal, known_backward(run), run, Weight(1, 0, 0), {}, False, 0.1, 0, 0, walk=None, first_loss=None
    )
    said = way_back_parts(shown, "chart", untranslated)["chain"]
    assert ("this number grows, the loss" in said) == bool(words)
    assert words in said
