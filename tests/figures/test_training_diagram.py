"""The network in training: what each unit answers where, and its weights or gradients on the edges."""

from itertools import pairwise

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
from compute.network.elements import Unit, Weight, parse
from compute.network.network import draw
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
