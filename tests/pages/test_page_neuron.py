"""The neuron page: one unit, its numbers, its sliders, and the two ways to the sum."""

import pytest

from tests.longhand import notebook
from tests.pages.page_reading import GoldenPage, OpenPage, codes, in_link, numbers


def test_the_notebook_unit(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7)
    assert not page.exception
    assert numbers(page, "value-output") == [0.1595]
    shown = " ".join(element.proto.body for element in page.get("html"))
    for value in ("0.1314", "-0.2796", "1.1668", "-0.1540", "-2.8442", "-1.9796", "0.3177", "-1.6619"):
        assert value in shown


@pytest.mark.parametrize("inputs", [1, 8, 9, 15, 16, 64])
def test_any_number_of_inputs(open_page: OpenPage, inputs: int) -> None:
    page = open_page("neuron", seed=3, inputs=inputs)
    assert not page.exception
    assert numbers(page, "value-output") == pytest.approx(notebook(3, inputs)[-1], abs=6e-5)


def test_the_sliders_start_at_the_drawn_numbers_and_follow_the_seed(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7)
    assert page.slider(key="set-x5").value == pytest.approx(1.6908, abs=5e-5)
    assert page.slider(key="set-w5").value == pytest.approx(-1.6822, abs=5e-5)
    assert page.slider(key="set-b").value == pytest.approx(0.3177, abs=5e-5)
    page.slider(key="seed").set_value(8).run()
    assert page.slider(key="set-x5").value != pytest.approx(1.6908, abs=5e-5)


def test_moving_a_value(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7)
    page.slider(key="set-b").set_value(0.0).run()
    assert numbers(page, "value-output") == [0.1214]  # what one gets who forgets the bias
    assert in_link(page, "edits") == "b1.1_0.0"
    page.slider(key="set-w3").set_value(2.5).run()
    assert in_link(page, "edits") == "b1.1_0.0~w1.3.1_2.5"
    page.button(key="put-all-back").click().run()
    assert numbers(page, "value-output") == [0.1595]
    assert page.slider(key="set-w3").value == pytest.approx(1.2324, abs=5e-5)


def test_a_value_beyond_the_sliders_from_a_link(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7, edits="x1_-100.0")
    assert not page.exception
    assert page.slider(key="set-x1").value == -100.0


@pytest.mark.parametrize(
    ("element", "size", "reach"),
    [
        ("x1", 50.0, 50.0),
        ("b1.1", 50.0, 50.0),
        ("w1.1.1", 4.0, 4.0),
        ("w1.1.1", 4.01, 5.0),
        ("w1.1.1", 99.5, 100.0),
    ],
)
def test_a_slider_reaches_as_far_on_both_sides_as_its_value_needs(
    open_page: OpenPage, element: str, size: float, reach: float
) -> None:
    key = {"x1": "set-x1", "w1.1.1": "set-w1", "b1.1": "set-b"}[element]
    for value in (size, -size):
        page = open_page("neuron", seed=7, edits=f"{element}_{value}")
        assert not page.exception
        slider = page.slider(key=key)
        assert (slider.min, slider.max) == (-reach, reach)
        assert slider.value == pytest.approx(value)


def test_no_bias_no_activation(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7, bias="false")
    assert numbers(page, "value-output") == [0.1214]
    assert "set-b" not in [slider.key for slider in page.slider]
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


def test_more_inputs_than_fit_in_a_row_have_pages_of_sliders(open_page: OpenPage) -> None:
    page = open_page("neuron", seed=7, inputs=20)
    page.segmented_control(key="values-page").set_value(16).run()
    assert [slider.key for slider in page.slider if slider.key.startswith("set-x")] == [
        "set-x17",
        "set-x18",
        "set-x19",
        "set-x20",
    ]
    page.slider(key="inputs").set_value(4).run()
    assert not page.exception


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
