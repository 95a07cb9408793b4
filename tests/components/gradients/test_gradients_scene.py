"""What a link to the gradients page shows, and what of it moves along with a slider."""

from components.base.text import untranslated
from components.gradients.scene import gradients_scene, parts_of, picture_of, seen_in, selected_in
from components.network.panels.editor import EDITOR
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.network import draw
from compute.network.spec import NetworkSpec
from tests.cases import for_each
from tests.components.gradients.by_hand import (
    said_by,
    seen_by_link,
)


def test_a_link_is_read_with_all_that_it_says() -> None:
    shown = seen_by_link(updates="2", rate="0.5", select="b1.2", edits="w1.1.1_0.5", view="backward")
    assert (shown.updates, shown.asked_updates, shown.rate) == (2, 2, 0.5)
    assert shown.selected == Bias(1, 1)
    assert shown.edits == {Weight(1, 0, 0): 0.5}
    assert shown.is_backward
    assert shown.first_loss == seen_by_link(edits="w1.1.1_0.5").loss
    assert shown.walk is None
    plain = seen_by_link()
    assert (plain.updates, plain.asked_updates, plain.first_loss, plain.is_backward) == (0, 0, None, False)
    assert plain.selected == Weight(1, 0, 0)


def test_where_there_is_no_way_back_no_step_is_taken() -> None:
    shown = seen_by_link(activation="heaviside", updates="2", step="3")
    assert (shown.updates, shown.asked_updates, shown.first_loss, shown.walk) == (0, 0, None, None)
    assert bool((shown.passed.network.weights[0] == draw(shown.spec).weights[0]).all())


@for_each(("name", "element"), [("h1.2", Unit(1, 1)), ("h1.3", Weight(1, 0, 0)), ("", Weight(1, 0, 0))])
def test_what_the_network_has_not_gives_way_to_its_first_weight(name: str, element: Element) -> None:
    assert selected_in({"select": name}, NetworkSpec()) == element


@for_each(
    ("link", "is_of_gradients"),
    [
        ({"view": "backward"}, True),
        ({"view": "forward"}, False),
        ({"view": "backward", "activation": "heaviside"}, False),
    ],
)
def test_the_picture_has_gradients_only_where_they_are_asked_for_and_exist(
    link: dict[str, str], is_of_gradients: bool
) -> None:
    shown = seen_by_link(**link)
    assert str(picture_of(shown, untranslated, wall=False)["alt"]).startswith("Backward") is is_of_gradients
    parts = parts_of(shown, untranslated)
    assert bool(parts["scale"]) is is_of_gradients
    assert ("descent" in parts) is shown.goal.has_gradients
    assert "walk" not in parts


@for_each(
    ("link", "charts", "waits"),
    [
        ({}, {"gradients-chart"}, (EDITOR, "lesson")),
        ({"select": "h1.1"}, {"gradients-chart"}, ("lesson",)),
        ({"select": "x1"}, {"gradients-chart"}, (EDITOR, "lesson")),
        ({"details": "check"}, {"gradients-chart"}, (EDITOR, "detail", "lesson")),
        ({"details": "valley"}, {"gradients-chart", "loss-curve", "loss-map"}, (EDITOR, "lesson")),
        ({"details": "valley", "step": "3"}, {"gradients-chart"}, (EDITOR, "detail", "lesson")),
        ({"details": "valley", "select": "h1.1"}, {"gradients-chart"}, ("lesson",)),
    ],
)
def test_what_a_moving_slider_brings_along_and_what_waits(
    link: dict[str, str], charts: set[str], waits: tuple[str, ...]
) -> None:
    scene = gradients_scene(said_by(**link), untranslated)
    assert set(scene.charts) == charts
    assert scene.waits == waits
    assert ("walk" in scene.parts) is ("step" in link)


def test_a_walk_that_is_asked_for_hides_what_it_has_not_reached() -> None:
    shown = seen_in(said_by(step="1"))
    assert shown.walk is not None
    assert shown.walk.count == 1
    assert shown.loss is not None
    assert shown.gradient is None
    assert shown.back is not None


def test_where_steps_had_to_stop_it_is_known_how_many_were_asked_for() -> None:
    link = {"activation": "identity", "output_activation": "identity", "rate": "100"}
    shown = seen_by_link(**link, updates="60")
    assert shown.asked_updates == 60
    assert 0 < shown.updates < 60
    assert "would no longer be finite" in parts_of(shown, untranslated)["descent"]


@for_each(("view", "can_grow"), [("forward", True), ("backward", False)])
def test_units_and_layers_are_added_in_the_picture_of_values_whose_scale_stands_beside_it(
    view: str, can_grow: bool
) -> None:
    drawn = picture_of(seen_by_link(view=view), untranslated, wall=False)["data"]
    assert isinstance(drawn, list)
    (points,) = drawn
    assert ("more.layers" in list(points["customdata"])) is can_grow
    assert "w1.1.1" in list(points["customdata"])
