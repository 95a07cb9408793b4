"""How large the gradients of each layer are: bars, their words, and the table of what reaches the first layer."""

from streamlit.testing.v1 import AppTest

from components.base.style import GREEN, NEGATIVE, POSITIVE
from components.gradients.figures.vanishing_bars import describe_bars, vanishing_bars
from compute.gradients.vanishing import GradientSizes, LayerGradientSize, vanishing
from compute.network.spec import NetworkSpec
from tests.components.gradients.by_hand import rows_of
from tests.pages.page_reading import html_in, pictures

SIZES = (
    GradientSizes(
        "sigmoid",
        False,
        (LayerGradientSize(1, 0.0625, 9.0), LayerGradientSize(2, 0.125, 3.0), LayerGradientSize(3, 0.5, 8.0)),
    ),
    GradientSizes(
        "tanh",
        False,
        (LayerGradientSize(1, 0.00025, 7.0), LayerGradientSize(2, 0.75, 2.0), LayerGradientSize(3, 1.0, 6.0)),
    ),
    GradientSizes(
        "relu", False, (LayerGradientSize(1, 2.0, 5.0), LayerGradientSize(2, 3.0, 1.0), LayerGradientSize(3, 0.25, 4.0))
    ),
)


def test_there_is_a_bar_for_each_layer_and_activation() -> None:
    drawing = vanishing_bars(SIZES)
    assert [bar["name"] for bar in drawing.traces] == ["sigmoid", "tanh", "relu"]
    assert [bar["x"] for bar in drawing.traces] == [["W1", "W2", "W3"]] * 3
    assert [bar["y"] for bar in drawing.traces] == [[0.0625, 0.125, 0.5], [0.00025, 0.75, 1.0], [2.0, 3.0, 0.25]]
    assert drawing.traces[1]["hovertext"] == ["tanh, W1: 2.500e−04", "tanh, W2: 0.7500", "tanh, W3: 1.0000"]
    assert [bar["marker"]["color"] for bar in drawing.traces] == [NEGATIVE, POSITIVE, GREEN]
    assert [bar["marker"]["pattern"]["shape"] for bar in drawing.traces] == ["", "/", "x"]
    assert [drawing.layout[axis]["title"]["text"] for axis in ("xaxis", "yaxis")] == ["layer", "mean size of dL/dW"]
    assert (drawing.layout["yaxis"]["type"], drawing.layout["yaxis"]["dtick"]) == ("log", 1)
    assert drawing.layout["barmode"] == "group"
    assert drawing.layout["showlegend"]


def test_the_bars_are_described_by_the_first_and_the_last_layer() -> None:
    assert describe_bars(SIZES) == (
        "Mean size of the gradients by layer. sigmoid: from 0.0625 in the first layer to 0.5000 in the last; "
        "tanh: from 2.500e−04 in the first layer to 1.0000 in the last; "
        "relu: from 2.0000 in the first layer to 0.2500 in the last"
    )


def test_the_panel_has_the_share_of_the_first_layer_for_the_network_and_target_of_the_page() -> None:
    def script() -> None:
        from components.base.text import untranslated  # noqa: PLC0415
        from components.gradients.panels.vanishing import vanishing_panel  # noqa: PLC0415
        from tests.components.gradients.by_hand import seen_by_link  # noqa: PLC0415

        link = {"layers": "2", "hidden": "3", "hidden_2": "4", "outputs": "2", "target": "0.25", "loss": "bce"}
        vanishing_panel(seen_by_link(**link), untranslated)

    page = AppTest.from_function(script).run()
    sizes = vanishing(NetworkSpec(hidden=(3, 4), outputs=2), 0.25, "bce")
    head, *rows = rows_of(html_in(page, "value-vanishing"))
    assert head == ["", "first layer ÷ last layer"]
    assert rows == [[each.activation, f"{each.first_to_last:.4f}"] for each in sizes]
    assert pictures(page)["vanishing-bars"]["alt"] == describe_bars(sizes)
