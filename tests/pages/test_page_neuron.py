"""The neuron page: one unit, its numbers, its sliders, and the two ways to the sum."""

import pytest

from components.base.style import true_minus
from tests.longhand import notebook
from tests.pages.page_reading import GoldenPage, OpenPage, codes, in_link, numbers


def test_the_notebook_unit(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7)
    assert not page.exception
    assert numbers(page, "value-output") == [0.1595]
    shown = " ".join(element.proto.body for element in page.get("html"))
    for value in ("0.1314", "-0.2796", "1.1668", "-0.1540", "-2.8442", "-1.9796", "0.3177", "-1.6619"):
        assert true_minus(value) in shown


@pytest.mark.parametrize("inputs", [1, 8, 9, 15, 16, 64])
def test_any_number_of_inputs(open_page: OpenPage, inputs: int) -> None:
    page = open_page("neuron", seed=3, inputs=inputs)
    assert not page.exception
    assert numbers(page, "value-output") == pytest.approx(notebook(3, inputs)[-1], abs=6e-5)


def test_changed_values_are_computed_with_and_put_back(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7, edits="b1.1_0.0")
    assert numbers(page, "value-output") == [0.1214]  # what one gets who forgets the bias
    page.button(key="put-all-back").click().run()
    assert numbers(page, "value-output") == [0.1595]
    assert in_link(page, "edits") is None
    assert "put-all-back" not in [button.key for button in page.button]


def test_no_slider_but_seed_and_inputs(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7)
    assert {slider.key for slider in page.slider} == {"seed", "inputs"}


def test_no_bias_no_activation(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7, bias="false")
    assert numbers(page, "value-output") == [0.1214]
    page = open_page("neuron", seed=7, activation="identity")
    assert numbers(page, "value-output") == [-1.6619]


def test_both_ways_to_the_sum(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7)
    summed, multiplied = codes(page)
    assert "torch.sum(features * weights)" in summed
    assert "tensor(-1.9796)" in summed
    assert "torch.mm(features, weights.view(5, 1))" in multiplied
    assert "tensor([[-1.9796]])" in multiplied
    assert "tensor([[0.1595]])" in summed
    assert "tensor([[0.1595]])" in multiplied


SAID: dict[str, dict[str, object]] = {
    "notebook": {},
    "one-input": {"inputs": 1, "select": "w1.1.1"},
    "walk": {"inputs": 20, "step": 2, "select": "w1.20.1"},
    "negative": {"edits": "x1_-50~b1.1_-99", "step": 4, "activation": "relu"},
    "without-bias": {"bias": "false", "details": "compare"},
    "formula": {"inputs": 9, "details": "formula", "edits": "w1.2.1_-12.5"},
}
"""Scenes whose whole text is stored."""


@pytest.mark.parametrize("name", SAID)
def test_all_that_the_page_says(open_page: OpenPage, golden_page: GoldenPage, name: str) -> None:
    golden_page(open_page("neuron", **SAID[name]), f"neuron-{name}")
