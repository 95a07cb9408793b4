"""The network in training: what each unit answers where, and its weights or gradients on the edges."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import torch

from components.base.drawing import Drawing
from components.base.projection import enlarged
from components.base.style import HIGHLIGHT, PROJECTOR_SCALE
from components.training.figures.answers import map_size, unit_image
from components.training.figures.digit_picture import weights_image
from components.training.figures.training_diagram import describe_training_diagram, training_diagram
from components.training.figures.training_places import LAPTOP, WALL, look_in
from compute.network.elements import Bias, Element, Unit, Weight, parse
from compute.network.network import Parameters, draw
from compute.network.spec import NetworkSpec
from compute.training.course import Course, train
from compute.training.decision import DecisionMap, decision_map, span_of
from compute.training.digits import SIDE
from compute.training.setting import TrainingSpec
from tests.figures.figure_reading import Golden, decoded, marked, validated

SMALL = TrainingSpec(steps=100)
FLOWERS = TrainingSpec(data="iris", features=("x1", "x2", "x1x2", "sin1"), hidden=(5, 3), activation="relu", steps=100)
LARGE = TrainingSpec(hidden=(16,) * 6, steps=100)


@pytest.fixture(scope="module")
def courses() -> dict[TrainingSpec, Course]:
    return {spec: train(spec) for spec in (SMALL, FLOWERS, LARGE)}


def plane_of(course: Course, step: int) -> DecisionMap:
    spec = course.spec
    with torch.no_grad():
        return decision_map(spec, course.parameters(step), span_of(course.start.data), map_size(spec.network))


def drawn(course: Course, step: int, **options: object) -> Drawing:
    spec = course.spec
    options = {"selected": None, **options}
    return training_diagram(spec.network, spec.features, course.parameters(step), plane_of(course, step), **options)


def named(drawing: Drawing) -> dict[str, tuple[float, float]]:
    (points,) = drawing.traces
    return dict(zip(points["customdata"], zip(points["x"], points["y"], strict=True), strict=True))


def test_golden(golden: Golden, courses: dict[TrainingSpec, Course]) -> None:
    golden(drawn(courses[SMALL], 50, selected=Unit(1, 1)), "training-small")


@pytest.mark.parametrize("spec", [SMALL, FLOWERS, LARGE], ids=lambda spec: str(spec.network))
def test_every_unit_behind_the_inputs_is_a_map_of_its_answers(
    spec: TrainingSpec, courses: dict[TrainingSpec, Course]
) -> None:
    course = courses[spec]
    drawing, plane = drawn(course, 40), plane_of(course, 40)
    validated(drawing)
    network = spec.network
    units = [Unit(layer, at) for layer in range(1, network.depth + 1) for at in range(network.sizes[layer])]
    images = drawing.layout["images"]
    assert [image["source"] for image in images] == [unit_image(network, plane, unit) for unit in units]  # type: ignore[attr-defined]
    frames = [shape for shape in drawing.layout["shapes"] if shape.get("name")]  # type: ignore[attr-defined]
    assert [frame["name"] for frame in frames] == [unit.name(network) for unit in units]
    at = {(frame["xanchor"], frame["yanchor"]) for frame in frames}
    assert at == {(round(image["x"], 3), round(image["y"], 3)) for image in images}  # type: ignore[attr-defined]
    assert {unit.name(network) for unit in units} <= named(drawing).keys()


def test_edges_are_the_weights_of_the_step_or_their_gradients(courses: dict[TrainingSpec, Course]) -> None:
    course = courses[SMALL]
    for step in (0, 70):
        drawing = drawn(course, step)
        edges = [shape for shape in drawing.layout["shapes"] if "name" not in shape]  # type: ignore[attr-defined]
        weights = torch.cat([weight.flatten() for weight in course.parameters(step).weights]).tolist()
        assert len(edges) == len(weights) == len(drawing.layout["meta"]["edges"])
        assert [edge["line"]["dash"] == "solid" for edge in edges] == [weight >= 0 for weight in weights]
        (points,) = drawing.traces
        hovers = dict(zip(points["customdata"], points["hovertext"], strict=True))
        assert hovers["w1.2.3"].endswith(f"{course.parameters(step).weights[0][1, 2]:.4f}".replace("-", "−"))
    gradients = course.gradients(70)
    drawing = drawn(course, 70, gradients=gradients)
    edges = [shape for shape in drawing.layout["shapes"] if "name" not in shape]  # type: ignore[attr-defined]
    flat = torch.cat([gradient.flatten() for gradient in gradients.weights]).abs()
    widths = [edge["line"]["width"] for edge in edges]
    assert int(np.argmax(widths)) == int(flat.argmax())
    assert max(widths) == pytest.approx(1.2 + 3.6 * 2)  # the largest gradient is the widest, whatever its size


def test_a_step_changes_contents_and_no_place(courses: dict[TrainingSpec, Course]) -> None:
    """What the browser changes without Plotly: everything else has to be the same at each step."""
    one, other = (drawn(courses[SMALL], step) for step in (10, 90))
    assert one.layout["images"] != other.layout["images"]
    for image, moved in zip(one.layout["images"], other.layout["images"], strict=True):
        assert {**image, "source": ""} == {**moved, "source": ""}
    for before, after in zip(one.traces, other.traces, strict=True):
        assert {**before, "hovertext": ""} == {**after, "hovertext": ""}
    assert [*one.layout] == [*other.layout]


def test_what_is_selected_stands_out(courses: dict[TrainingSpec, Course]) -> None:
    course = courses[SMALL]
    plain = len(drawn(course, 5).layout["shapes"])
    for name, halo in (("h1.2", 2), ("w1.1.3", 1), ("y1", 4), ("b1.2", 0)):
        drawing = drawn(course, 5, selected=parse(name, SMALL.network))
        shapes = drawing.layout["shapes"]
        assert len(shapes) == plain + halo == plain + drawing.layout["meta"]["first"]
        rings = {shape["name"] for shape in shapes if shape.get("name") and shape["line"]["color"] == HIGHLIGHT}  # type: ignore[attr-defined]
        assert rings == {"h1.2": {"h1.2"}, "w1.1.3": set(), "y1": {"y1"}, "b1.2": {"h1.2"}}[name]


@pytest.mark.parametrize("wall", [False, True])
def test_nothing_overlaps_in_its_room(wall: bool) -> None:
    for sizes in ((2, 1), (2, 4, 1), (7, 6, 4, 3), (2, *[16] * 6, 1), (7, 16, 10), (1, 1, 1)):
        room = WALL if wall else LAPTOP
        look = look_in(sizes, room, has_note=True)
        for units, size in zip(sizes, look.sizes, strict=True):
            assert units * (size + 3) <= look.high + 0.5  # from the middle of one to that of the next
        for before, after in pairwise(look.sizes):
            assert (before + after) / 2 < 0.75 * look.pitch
        left = -look.x_range[0] * look.pitch - look.sizes[0] / 2
        right = (look.x_range[1] - len(sizes) + 1) * look.pitch - look.sizes[-1] / 2
        assert min(left, right) > 0
        assert (look.x_range[1] - look.x_range[0]) * look.pitch == pytest.approx(room.width, abs=1)
        assert (look.y_range[1] - look.y_range[0]) * look.high == pytest.approx(room.height, abs=1)


def test_of_many_weights_the_strongest_are_drawn_and_the_picture_says_so(courses: dict[TrainingSpec, Course]) -> None:
    drawing = drawn(courses[LARGE], 10, _=marked)
    (note,) = decoded(drawing)["layout"]["annotations"]
    assert note["text"] == "«the strongest 300 of 1,328 weights»"
    assert not drawn(courses[SMALL], 10).layout["annotations"]


def test_without_a_plane_the_first_layer_shows_its_weights_as_pictures() -> None:
    spec = NetworkSpec(inputs=SIDE * SIDE, hidden=(6,), outputs=10)
    parameters = draw(spec).parameters
    drawing = training_diagram(spec, (), parameters, None, selected=Weight(2, 0, 3), _=marked)
    validated(drawing)
    images = drawing.layout["images"]
    assert len(images) == 6
    assert images[2]["source"] == weights_image(parameters.weights[0][:, 2])
    names = named(drawing)
    assert {"h1.6", "y10", "w2.6.10"} <= names.keys()
    assert not {"x1", "w1.1.1"} & names.keys()
    (points,) = decoded(drawing)["data"]
    assert {"<b>h6</b>", "<b>y10</b>"} <= {*points["text"]}
    assert "«64<br>pixels»" in points["text"][0]


def test_it_is_said_in_words(courses: dict[TrainingSpec, Course]) -> None:
    course = courses[SMALL]
    plane, parameters = plane_of(course, 60), course.parameters(60)
    words = describe_training_diagram(SMALL.network, SMALL.features, parameters, plane, step=60, _=marked)
    answers = plane.layers[0][2]
    assert "«Network 2-4-1 after step 60.»" in words
    assert f"h3 «answers {answers.min():.4f} to {answers.max():.4f}»".replace("-", "−") in words
    flat = [(abs(value), value) for weight in parameters.weights for value in weight.flatten().tolist()]
    assert f"{max(flat)[1]:.4f}".replace("-", "−") in words


def test_on_a_wall_names_keep_to_their_corners(courses: dict[TrainingSpec, Course]) -> None:
    drawing = drawn(courses[SMALL], 10, wall=True)
    (room,), (large,) = (each.layout["meta"]["rooms"] for each in (drawing, enlarged(drawing)))
    assert large["width"] == pytest.approx(PROJECTOR_SCALE * room["width"])
    assert len(room["aside"]["points"]) == 5
    assert large["aside"]["points"] == room["aside"]["points"]
    for side in ("across", "up"):
        assert large["aside"][side] == pytest.approx([PROJECTOR_SCALE * pixels for pixels in room["aside"][side]])


TINY = NetworkSpec(inputs=2, hidden=(2,), outputs=1)
WEIGHTS = Parameters(
    (torch.tensor([[1.0, -2.0], [0.25, 0.5]]), torch.tensor([[0.5], [-3.0]])), (torch.zeros(1, 2), torch.zeros(1, 1))
)
ANSWERS = DecisionMap(
    torch.arange(2.0),
    torch.arange(2.0),
    (
        torch.tensor([[[-0.5, 0.25], [0.0, 0.0]], [[3.0, 4.0], [5.0, 6.0]]]),
        torch.tensor([[[0.1, 0.9], [0.2, -0.3]]]),
    ),
)


def tiny(**options: object) -> Drawing:
    """Draw a network of two inputs and two hidden units whose numbers are known."""
    return training_diagram(TINY, ("x1", "sin1"), WEIGHTS, ANSWERS, **options)


def points_of(drawing: Drawing) -> dict[str, Any]:
    """Read the points of a picture, with plain lists."""
    (points,) = decoded(drawing)["data"]
    return dict(points)


def hovers(drawing: Drawing) -> list[str]:
    """Read what is said under the pointer, without the row of buttons."""
    return [text for text in points_of(drawing)["hovertext"] if text.startswith("<b>")]


def edges_of(drawing: Drawing) -> list[dict[str, Any]]:
    """Read the edges without the glow behind them and without frames."""
    layout = decoded(drawing)["layout"]
    return [shape for shape in layout["shapes"][layout["meta"]["first"] :] if "name" not in shape]


def test_each_unit_and_each_weight_says_what_it_is() -> None:
    assert hovers(tiny()) == [
        "<b>h1</b> answers −0.5000 to 0.2500",
        "<b>h2</b> answers 3.0000 to 6.0000",
        "<b>y</b> answers −0.3000 to 0.9000",
        "<b>W1</b>[0, 0]  x1 → h1<br>1.0000",
        "<b>W1</b>[0, 1]  x1 → h2<br>−2.0000",
        "<b>W1</b>[1, 0]  sin πx1 → h1<br>0.2500",
        "<b>W1</b>[1, 1]  sin πx1 → h2<br>0.5000",
        "<b>W2</b>[0, 0]  h1 → y<br>0.5000",
        "<b>W2</b>[1, 0]  h2 → y<br>−3.0000",
    ]
    small = Parameters(tuple(weight / 10_000 for weight in WEIGHTS.weights), WEIGHTS.biases)
    assert hovers(tiny(gradients=small))[-1] == "<b>dL/dW2</b>[1, 0]  h2 → y<br>−0.0003"
    assert hovers(tiny(gradients=small))[3] == "<b>dL/dW1</b>[0, 0]  x1 → h1<br>0.0001"


def test_a_gradient_is_as_wide_as_its_share_of_the_largest_and_of_none_all_are_thin() -> None:
    gradients = Parameters((WEIGHTS.weights[0] / 100, WEIGHTS.weights[1] / 100), WEIGHTS.biases)
    widths = [edge["line"]["width"] for edge in edges_of(tiny(gradients=gradients))]
    # The largest is 0.03 and has 1.2 + 3.6 * 2 pixels, one of a third as much has 1.2 + 2.4.
    assert widths == pytest.approx([3.6, 6, 1.8, 2.4, 2.4, 8.4], abs=1e-4)
    for value in (0.0, math.inf):
        lost = Parameters(tuple(torch.full_like(each, value) for each in WEIGHTS.weights), WEIGHTS.biases)
        assert len({edge["line"]["width"] for edge in edges_of(tiny(gradients=lost))}) == 1
    ones = Parameters(tuple(torch.full_like(each, 0.5) for each in WEIGHTS.weights), WEIGHTS.biases)
    assert [edge["line"]["width"] for edge in edges_of(tiny(gradients=ones))] == pytest.approx([8.4] * 6)


@pytest.mark.parametrize(
    ("selected", "edges"),
    [
        (Weight(1, 0, 1), [1]),
        (Weight(1, 1, 0), [2]),
        (Weight(2, 1, 0), [5]),
        (Unit(1, 0), [0, 2]),
        (Unit(1, 1), [1, 3]),
        (Unit(2, 0), [4, 5]),
        (Unit(0, 1), []),
        (Bias(1, 1), []),
        (None, []),
    ],
)
def test_the_glow_lies_behind_the_weight_or_behind_all_that_enter_the_unit(
    selected: Element | None, edges: list[int]
) -> None:
    drawing = tiny(selected=selected)
    count = decoded(drawing)["layout"]["meta"]["first"]
    glow = decoded(drawing)["layout"]["shapes"][:count]
    assert [shape["path"] for shape in glow] == [edges_of(drawing)[at]["path"] for at in edges]
    points = points_of(drawing)
    rims = points["marker"]["line"]["color"][:2]
    assert [rim == HIGHLIGHT for rim in rims] == [False, selected == Unit(0, 1)]


def test_maps_leave_two_pixels_to_their_frames_and_names_stand_three_from_the_corner() -> None:
    drawing = tiny()
    image = decoded(drawing)["layout"]["images"][0]
    assert (image["x"], image["y"]) == (1, 0.75)
    assert (image["sizex"], image["sizey"]) == (round(60 / 163, 4), round(60 / 305, 4))
    (room,) = decoded(drawing)["layout"]["meta"]["rooms"]
    # Two letters of 12 pixels are 13.92, one is 6.96: half of 64, less half of the name, less 3.
    assert room["aside"] == {"points": [5, 6, 7], "across": [22.04, 22.04, 25.52], "up": [23, 23, 23]}
    points = points_of(drawing)
    assert points["text"][5:8] == ["<b>h1</b>", "<b>h2</b>", "<b>y</b>"]
    assert points["x"][5:8] == [round(1 + 22.04 / 163, 4)] * 2 + [round(2 + 25.52 / 163, 4)]
    assert points["y"][5:8] == [round(at + 23 / 305, 4) for at in (0.75, 0.25, 0.5)]


@pytest.mark.parametrize(("units", "is_named"), [(8, True), (9, False)])
def test_a_map_of_less_than_26_pixels_has_no_name(units: int, is_named: bool) -> None:
    spec = NetworkSpec(inputs=2, hidden=(units,), outputs=1)
    layers = (torch.zeros(units, 2, 2), torch.zeros(1, 2, 2))
    plane = DecisionMap(torch.arange(2.0), torch.arange(2.0), layers)
    points = points_of(training_diagram(spec, ("x1", "x2"), draw(spec).parameters, plane))
    assert ("<b>h1</b>" in points["text"]) == is_named
    assert "<b>y</b>" in points["text"]


@pytest.mark.parametrize(("inputs", "sizes"), [(4, [15, 15, 15]), (5, [15, 13.5, 15]), (6, [15, 12, 13.2])])
def test_the_name_of_an_input_is_as_large_as_its_circle_allows(inputs: int, sizes: list[float]) -> None:
    names = ("x1", "x1x2", "sin1", "x2", "x1x1", "x2x2")[:inputs]
    spec = NetworkSpec(inputs=inputs, hidden=(1,), outputs=1)
    plane = DecisionMap(torch.arange(2.0), torch.arange(2.0), (torch.zeros(1, 2, 2), torch.zeros(1, 2, 2)))
    points = points_of(training_diagram(spec, names, draw(spec).parameters, plane))
    assert points["text"][:3] == ["<b>x1</b>", "<b>x1·x2</b>", "<b>sin<br>πx1</b>"]
    assert points["textfont"]["size"][:3] == sizes


@pytest.mark.parametrize(("hidden", "more"), [(16, None), (17, "of larger layers the first 16")])
def test_of_a_layer_of_pixels_the_first_sixteen_units_are_drawn(hidden: int, more: str | None) -> None:
    spec = NetworkSpec(inputs=64, hidden=(hidden,), outputs=10)
    drawing = training_diagram(spec, (), draw(spec).parameters, None, classes=tuple("abcdefghij"), wall=True)
    notes = [note["text"] for note in decoded(drawing)["layout"]["annotations"]]
    assert notes == ([] if more is None else [f"the strongest 176 of 1,258 weights; {more}"])
    points = points_of(drawing)
    assert hovers(drawing)[15:17] == ["<b>h16</b>", "<b>y1</b> class a<b></b>"]
    assert {"less.hidden", "more.layers"}.isdisjoint(points["customdata"])
    assert [tuple(names) for names in decoded(drawing)["layout"]["meta"]["edges"]][15:17] == [
        ("h1.16",),
        ("w2.1.1", "y1", "h1.1"),
    ]


def test_behind_pixels_an_output_has_the_name_of_its_class_if_there_is_one() -> None:
    spec = NetworkSpec(inputs=64, hidden=(2,), outputs=3)
    parameters = draw(spec).parameters
    points = points_of(training_diagram(spec, (), parameters, None, classes=("0", "1", "2")))
    assert [text for text in points["text"] if text.startswith("<b>")][1:] == [
        f"<b>{name}</b>" for name in ("h1", "h2", "0", "1", "2")
    ]
    points = points_of(training_diagram(spec, (), parameters, None))
    assert "<b>y3</b>" in points["text"]


def test_an_edge_from_all_pixels_is_the_root_of_the_mean_of_their_squares() -> None:
    spec = NetworkSpec(inputs=64, hidden=(2,), outputs=1)
    first = torch.stack([torch.full((64,), -0.5), torch.cat([torch.full((16,), 1.0), torch.zeros(48)])], dim=1)
    parameters = Parameters((first, torch.tensor([[0.25], [1.0]])), (torch.zeros(1, 2), torch.zeros(1, 1)))
    drawn = edges_of(training_diagram(spec, (), parameters, None))
    assert [edge["line"]["width"] for edge in drawn] == pytest.approx([3, 3, 2.1, 4.8])  # 1.2 and 3.6 times it
    assert {edge["line"]["dash"] for edge in drawn} == {"solid"}


def test_with_a_plane_an_output_keeps_its_name_and_says_its_class() -> None:
    spec = NetworkSpec(inputs=2, hidden=(1,), outputs=2, output_activation="softmax")
    layers = (torch.zeros(1, 2, 2), torch.tensor([[[0.25, 0.5], [0.5, 0.5]], [[0.75, 0.5], [0.5, 0.5]]]))
    plane = DecisionMap(torch.arange(2.0), torch.arange(2.0), layers)
    drawing = training_diagram(spec, ("x1", "x2"), draw(spec).parameters, plane, classes=("no", "yes"))
    points = points_of(drawing)
    assert "<b>y2</b>" in points["text"]
    assert hovers(drawing)[1:3] == [
        "<b>y1</b> class no<b></b> answers 0.2500 to 0.5000",
        "<b>y2</b> class yes<b></b> answers 0.5000 to 0.7500",
    ]


def test_words_have_inputs_the_largest_weight_or_gradient_and_each_answer() -> None:
    begin = "after step 1,234. Inputs: x1 and sin πx1."
    assert describe_training_diagram(TINY, ("x1", "sin1"), WEIGHTS, ANSWERS, step=1234) == (
        f"Network 2-2-1 {begin} Largest weight: W2[1, 0] = −3.0000. "
        "h1 answers −0.5000 to 0.2500. h2 answers 3.0000 to 6.0000. y answers −0.3000 to 0.9000."
    )
    small = Parameters((WEIGHTS.weights[0] / 10_000, torch.zeros(2, 1)), WEIGHTS.biases)
    assert describe_training_diagram(TINY, ("x1", "sin1"), WEIGHTS, None, step=1234, gradients=small) == (
        f"Network 2-2-1 {begin} Largest gradient: dL/dW1[0, 1] = −2.000e−04."
    )
