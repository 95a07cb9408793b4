"""A course as files, read back as another program would; and the link that opens its network, computed anew."""

import csv
import io
import json
import re
from dataclasses import replace

import numpy as np
import pytest
import torch

from components.network import fields
from compute.files.scene import SavedLink
from compute.files.tensor_files import read_file
from compute.network.edits import applied_to, parse_edits
from compute.network.elements import Bias, Weight
from compute.network.forward import forward_network
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec, SpecError
from compute.training.course import Course, Training, last_layer, train
from compute.training.data import MeasuredRows
from compute.training.exports import (
    MOST_CSV_NUMBERS,
    as_network_link,
    course_csv,
    course_npz,
    csv_stride,
    elements_of,
    measures_of,
    rows_csv,
    tensors_of,
)
from compute.training.own_data import parse_points, read_rows
from compute.training.setting import TrainingSpec
from compute.training.setting_text import read_setting
from compute.training.two_weights import column_of

SCENE = SavedLink("training", {"seed": "7", "time": "40"})
SPEC = TrainingSpec(hidden=(3, 2), steps=100, features=("x1", "x2", "x1x2"))


@pytest.mark.parametrize("spec", [SPEC, replace(SPEC, data="hills"), TrainingSpec(hidden=(), steps=100)])
def test_numpy_reads_every_step(spec: TrainingSpec) -> None:
    course = train(spec)
    data = course_npz(course, SCENE)
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        depth = spec.network.depth
        for step in (0, 41, 100):
            parameters = course.parameters(step)
            for layer in range(1, depth + 1):
                assert np.array_equal(arrays[f"W{layer}"][step], parameters.weights[layer - 1].numpy())
                assert np.array_equal(arrays[f"B{layer}"][step], parameters.biases[layer - 1].numpy())
        assert np.array_equal(arrays["training_loss"], course.training_loss.numpy())
        assert np.array_equal(arrays["test_loss"], course.test_loss.numpy())
        assert ("test_accuracy" in arrays) == (spec.data != "hills")
        if course.training_accuracy is not None:
            assert np.array_equal(arrays["training_accuracy"], course.training_accuracy.numpy())
        assert read_setting(str(arrays["setting"])) == spec
        assert json.loads(str(arrays["setting"]))["seed"] == 7
        assert len(arrays.files) == 2 * depth + (2 if spec.data == "hills" else 4) + 2
    assert read_file(data) == SCENE
    with np.load(io.BytesIO(course_npz(course)), allow_pickle=False) as arrays:
        assert "tensorama" not in arrays


def test_a_table_has_every_step_and_parameter_to_the_last_digit() -> None:
    course = train(SPEC)
    rows = list(csv.DictReader(io.StringIO(course_csv(course), newline="")))
    assert [int(row["step"]) for row in rows] == list(range(101))
    assert list(rows[0])[:6] == ["step", "training_loss", "test_loss", "training_accuracy", "test_accuracy", "W1[0, 0]"]
    assert len(rows[0]) == 5 + course.values.shape[1]
    for step in (0, 63, 100):
        parameters = course.parameters(step)
        assert np.float32(rows[step]["W2[2, 1]"]) == parameters.weights[1][2, 1].numpy()
        assert np.float32(rows[step]["B3[0, 0]"]) == parameters.biases[2][0, 0].numpy()
        assert np.float32(rows[step]["test_loss"]) == course.test_loss[step].numpy()
    assert course_csv(train(replace(SPEC, data="plane"))).startswith('step,training_loss,test_loss,"W1[0, 0]",')


@pytest.mark.long
def test_a_large_table_has_fewer_steps_and_the_last() -> None:
    course = train(replace(SPEC, data="digits", hidden=(16,), points=20, steps=333, batch=1))
    stride, columns = csv_stride(course), 64 * 16 + 16 * 10 + 26 + 5
    assert stride == 2
    rows = [line.split(",", 2)[0] for line in course_csv(course).splitlines()[1:]]
    assert rows == [str(step) for step in (*range(0, 333, 2), 333)]
    assert len(rows) * columns <= MOST_CSV_NUMBERS + columns
    assert csv_stride(train(SPEC)) == 1


@pytest.mark.parametrize(
    "rows",
    [
        read_rows("=1+1;b,c;kind\n1e-7;0,1;=cmd|x\n2;-3;+a\n0.30000000000000004;5;-b\n4;7;@c\n"),
        read_rows("a,b,c\n1,2,0.25\n2,3,1e9\n3,5,-0.1\n4,8,2\n"),
        read_rows("a,b,c\n1,2,3\n2,3,-1\n3,5,3\n4,8,7\n"),
        parse_points("0.5_-1.25_3~1_2_1~1_3_1~2_2_3"),
    ],
)
def test_own_data_come_back_as_the_same_points_and_hold_no_formula(rows: MeasuredRows) -> None:
    text = rows_csv(rows)
    found = read_rows(text)
    assert (found.rows, found.wanted) == (rows.rows, rows.wanted)
    assert len(found.classes) == len(rows.classes)
    assert not re.search(r"(^|,)[=+@\t]", text, re.MULTILINE)


def test_elements_are_in_the_order_of_the_values() -> None:
    network = SPEC.network
    assert [column_of(element, network) for element in elements_of(network)] == list(range(9 + 3 + 6 + 2 + 2 + 1))
    assert elements_of(network)[4] == Weight(1, 1, 1)


def opened(link: SavedLink) -> torch.Tensor:
    """The output of the network that the link opens, read as the pages read it."""
    known = {field.name: field for field in (fields.NEURON if link.page == "neuron" else fields.NETWORK)}
    said = {name: known[name].canonical(value) for name, value in link.link.items()}
    assert said == dict(link.link)
    hidden = [said[name] for name in ("hidden", *(f"hidden_{layer}" for layer in range(2, 7))) if name in said]
    assert link.page == "neuron" or len(hidden) == int(said["layers"])
    spec = NetworkSpec(
        int(said["seed"]), int(said["inputs"]), tuple(map(int, hidden)), int(said.get("outputs", "1")),
        said["activation"], said.get("output_activation", said["activation"]),
    )  # fmt: skip
    edits, ignored = parse_edits(said["edits"])
    assert not ignored
    network = edit(draw(spec), applied_to(spec, edits))
    return forward_network(network).output[0]


@pytest.mark.parametrize(
    "spec",
    [
        SPEC,
        replace(SPEC, loss="ce", activation="leaky_relu"),
        replace(SPEC, data="plane", hidden=(2,) * 6),
        TrainingSpec(hidden=(), steps=100),
        TrainingSpec(data="plane", hidden=(), steps=100),
        TrainingSpec(data="iris", steps=100, hidden=(16,)),
        TrainingSpec(data="digits", steps=100, hidden=(1,)),
    ],
)
def test_a_link_opens_the_network_with_a_point_as_its_input(spec: TrainingSpec) -> None:
    course = train(spec)
    for step, point in ((0, 3), (77, 0), (100, 199 if spec.data != "iris" else 149)):
        link = as_network_link(course, step, point)
        assert link.page == ("neuron" if spec.network.is_unit else "network")
        parameters = course.parameters(step)
        features = course.start.data.features(spec.features)[point : point + 1]
        _z, expected = last_layer((*parameters.weights, *parameters.biases), features, spec.network)
        assert torch.allclose(opened(link), expected[0], atol=1e-6)
        (first, *_rest) = parse_edits(link.link["edits"])[0].values()
        assert np.float32(first) == features[0, 0].numpy()


def with_weight(course: Course, value: float) -> Course:
    values = course.values.clone()
    values[:, 0] = value
    return replace(course, values=values)


def test_what_no_page_can_show_has_no_link() -> None:
    course = train(SPEC)
    assert as_network_link(with_weight(course, 100.0), 0, 0) is not None
    assert as_network_link(with_weight(course, 100.5), 0, 0) is None
    assert as_network_link(with_weight(course, -3e30), 0, 0) is None
    for spec in (
        TrainingSpec(hidden=(16, 16), steps=100),
        TrainingSpec(hidden=(), data="iris", steps=100),
        TrainingSpec(data="digits", hidden=(2,), steps=100),
    ):
        assert as_network_link(train(spec), 0, 0) is None
    for step, point in ((101, 0), (0, 200), (0, -1), (0, True)):
        with pytest.raises(SpecError):
            as_network_link(course, step, point)


def begun(spec: TrainingSpec) -> Course:
    """Return a course before its first step."""
    return Training(spec).course()


def of_size(rows: int, columns: int, *, with_accuracy: bool) -> Course:
    """Return a course with so many steps and parameters, all of them 0."""
    course = begun(TrainingSpec(hidden=(), steps=100))
    measures = torch.zeros(rows)
    accuracy = measures if with_accuracy else None
    return replace(
        course, values=torch.zeros(rows, columns), training_loss=measures, test_loss=measures,
        training_accuracy=accuracy, test_accuracy=accuracy,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "columns", "with_accuracy", "stride"),
    [
        (1000, 296, True, 1),
        (1001, 296, True, 2),
        (1000, 298, False, 1),
        (1000, 299, False, 2),
        (2000, 296, True, 2),
        (2000, 297, True, 5),
        (2000, 746, True, 5),
        (2000, 747, True, 10),
        (2000, 1496, True, 10),
        (2000, 1497, True, 20),
        (2000, 2997, True, 50),
    ],
)
def test_a_table_has_every_so_many_steps(rows: int, columns: int, with_accuracy: bool, stride: int) -> None:
    assert csv_stride(of_size(rows, columns, with_accuracy=with_accuracy)) == stride


def test_the_table_of_a_small_course_line_by_line() -> None:
    course = begun(TrainingSpec(hidden=(), steps=100))
    values = torch.tensor([[1.5, -2.0, 0.1], [0.25, 3.0, 1e-8]])
    small = replace(
        course, values=values, training_loss=torch.tensor([0.5, 0.25]), test_loss=torch.tensor([0.75, 0.125]),
        training_accuracy=torch.tensor([0.0, 1.0]), test_accuracy=torch.tensor([0.2, 0.4]),
    )  # fmt: skip
    assert course_csv(small).split("\r\n") == [
        'step,training_loss,test_loss,training_accuracy,test_accuracy,"W1[0, 0]","W1[1, 0]","B1[0, 0]"',
        "0,0.5,0.75,0.0,0.2,1.5,-2.0,0.1",
        "1,0.25,0.125,1.0,0.4,0.25,3.0,1e-08",
        "",
    ]
    assert list(measures_of(small)) == ["training_loss", "test_loss", "training_accuracy", "test_accuracy"]
    assert measures_of(small)["test_accuracy"].tolist() == pytest.approx([0.2, 0.4])
    assert {name: tensor.tolist() for name, tensor in tensors_of(small).items() if name == "W1"} == {
        "W1": [[[1.5], [-2.0]], [[0.25], [3.0]]]
    }


def test_tensors_of_all_steps_have_their_shapes() -> None:
    found = tensors_of(begun(SPEC))
    assert {name: tuple(tensor.shape) for name, tensor in found.items()} == {
        "W1": (1, 3, 3), "W2": (1, 3, 2), "W3": (1, 2, 1),
        "B1": (1, 1, 3), "B2": (1, 1, 2), "B3": (1, 1, 1),
    }  # fmt: skip


def test_own_data_as_a_table_line_by_line() -> None:
    rows = ((0.5, -1.0), (2.0, 1e-7))
    numbers = MeasuredRows(("=a", "b", "c"), rows, (0.25, -3.0), ())
    assert rows_csv(numbers) == "x1,x2,learned\r\n0.5,-1.0,0.25\r\n2.0,1e-07,-3.0\r\n"
    classes = MeasuredRows(("a", "b", "c"), rows, (1.0, 0.0), ("=u", "v"))
    assert rows_csv(classes) == "x1,x2,learned\r\n0.5,-1.0,1\r\n2.0,1e-07,0\r\n"


def test_elements_are_weights_row_by_row_and_then_biases() -> None:
    assert elements_of(NetworkSpec(inputs=1, hidden=(2,), outputs=2)) == (
        Weight(1, 0, 0), Weight(1, 0, 1), Weight(2, 0, 0), Weight(2, 0, 1), Weight(2, 1, 0), Weight(2, 1, 1),
        Bias(1, 0), Bias(1, 1), Bias(2, 0), Bias(2, 1),
    )  # fmt: skip


def test_a_link_says_every_field_of_its_network() -> None:
    unit = begun(TrainingSpec(hidden=(), seed=9, steps=100))
    unit = replace(unit, values=torch.tensor([0.5, -2.0, 0.1]).expand(1, -1))
    x1, x2 = (str(value) for value in unit.start.data.points[3].numpy())
    assert as_network_link(unit, 0, 3) == SavedLink(
        "neuron",
        {
            "seed": "9", "inputs": "2", "edits": f"x1_{x1}~x2_{x2}~w1.1.1_0.5~w1.2.1_-2.0~b1.1_0.1",
            "activation": "sigmoid",
        },
    )  # fmt: skip
    spec = TrainingSpec(data="hills", hidden=(1, 2), activation="relu", features=("x2",), steps=100)
    deep = as_network_link(begun(spec), 0, 0)
    assert deep is not None
    assert {name: value for name, value in deep.link.items() if name != "edits"} == {
        "seed": "7", "inputs": "1", "layers": "2", "outputs": "1", "activation": "relu", "hidden": "1", "hidden_2": "2",
        "output_activation": "identity",
    }  # fmt: skip


@pytest.mark.parametrize(("inputs", "hidden", "count"), [(3, (10, 13), 200), (2, (10, 14), 201), (1, (16, 9), 196)])
def test_a_link_holds_two_hundred_values(inputs: int, hidden: tuple[int, int], count: int) -> None:
    features = ("x1", "x2", "x1x1")[:inputs]
    spec = TrainingSpec(hidden=hidden, features=features, steps=100)
    course = begun(replace(spec, hidden=()))
    values = torch.full((1, count - inputs), 0.5)
    found = as_network_link(replace(course, spec=spec, values=values), 0, 0)
    assert (found is not None) is (count <= 200)


@pytest.mark.parametrize(("value", "has_link"), [(100.0, True), (100.01, False), (-100.0, True), (-100.01, False)])
def test_a_link_holds_values_that_a_person_may_set(value: float, has_link: bool) -> None:
    course = begun(SPEC)
    values = course.values.clone()
    values[:, -1] = value
    assert (as_network_link(replace(course, values=values), 0, 0) is not None) is has_link


@pytest.mark.parametrize(("step", "point", "field", "allowed"), [(0, 200, "point", "0..199"), (-1, 0, "time", "0..0")])
def test_a_refused_point_or_step_is_named(step: int, point: int, field: str, allowed: str) -> None:
    with pytest.raises(SpecError) as error:
        as_network_link(begun(SPEC), step, point)
    assert (error.value.field, error.value.allowed) == (field, allowed)
