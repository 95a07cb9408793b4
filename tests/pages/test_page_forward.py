"""A third page that shows a forward pass is a few lines: it has all that the two of the site have."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.longhand import notebook
from tests.pages.page_reading import container, html_in, in_link, numbers, pictures

LAYER = """
from dataclasses import replace
from components.frame.keeping import keep
from components.network.controls import unit_settings, unit_sliders
from components.network.figures.network_diagram import describe, network_diagram
from components.network.forward_page import ForwardPage, forward_page
from components.network.lesson import network_lesson
from components.network.page import NEURON
from components.network.scene import ForwardPicture, network_spec
from components.state.page import only

def layer_sliders(settings, move, _):
    return replace(unit_sliders(settings, move, _), outputs=3)

picture = ForwardPicture("layer-chart", network_spec, network_diagram, describe)
page = replace(NEURON, slug="layer", lessons=only(network_lesson), scene=None)
forward_page(ForwardPage(page, unit_settings, layer_sliders, picture), keep)
"""


@pytest.fixture
def page() -> AppTest:
    test = AppTest.from_string(LAYER, default_timeout=30)
    test.query_params["seed"] = "7"
    return test.run()


def longhand(seed: int) -> list[float]:
    """The output of one layer of three units with five inputs."""
    return [round(value, 4) for value in notebook(seed, 5, outputs=3)[-1]]


def test_it_computes_and_draws(page: AppTest) -> None:
    assert not page.exception
    assert numbers(page, "value-output") == pytest.approx(longhand(7), abs=1e-4)
    assert "5-3" in pictures(page)["layer-chart"]["alt"]
    page.slider(key="seed").set_value(8).run()
    assert numbers(page, "value-output") == pytest.approx(longhand(8), abs=1e-4)


def test_it_is_walked(page: AppTest) -> None:
    page.toggle(key="step-by-step").set_value(True).run()
    assert numbers(page, "value-output") == []
    for name in ("product", "sum", "bias", "activation"):
        assert numbers(page, "value-output") == []
        page.button(key="step-next").click().run()
        assert f"<b>{name}: " in html_in(page, "walk")
    assert in_link(page, "step") == "4"
    assert numbers(page, "value-output") == pytest.approx(longhand(7), abs=1e-4)


def test_it_waits_for_a_guess(page: AppTest) -> None:
    page.toggle(key="predict-first").set_value(True).run()
    assert numbers(page, "value-output") == []
    assert "what will y1 be?" in html_in(page, "predict")
    page.text_input(key="predict-number").set_value("0.5")
    page.button(key="predict-check").click().run()
    assert numbers(page, "value-output") == pytest.approx(longhand(7), abs=1e-4)


def test_its_details_open(page: AppTest) -> None:
    for detail in ("formula", "matrices", "activation", "program", "compare"):
        page.segmented_control(key="details").set_value(detail).run()
        assert not page.exception
        container(page, "detail")
