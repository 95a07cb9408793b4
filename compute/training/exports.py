"""Write a course as files: all of it for NumPy or as a table, the data of its own, and a link to its network."""

import csv
import io
from itertools import pairwise
from urllib.parse import urlencode

import numpy as np
import torch
from torch import Tensor

from compute.files.scene import MAX_LINK, SavedLink, scene_text
from compute.files.tensor_files import SCENE
from compute.network.edits import MAX_EDITS, format_edits
from compute.network.elements import Bias, Unit, Weight, name_of
from compute.network.network import VALUE_LIMIT
from compute.network.spec import NetworkSpec, SpecError, hidden_field
from compute.training.autopsy import names_of
from compute.training.course import Course
from compute.training.data import MeasuredRows
from compute.training.setting_text import setting_text

SETTING = "setting"
"""The name of the array in a .npz that holds the setting, as a text."""

MOST_CSV_NUMBERS = 300_000
"""A table has at most about so many numbers, some 4 MB; of a larger course it has every 2nd, 5th, 10th .. step."""

MEASURES = ("training_loss", "test_loss", "training_accuracy", "test_accuracy")


def course_npz(course: Course, scene: SavedLink | None = None) -> bytes:
    """Write every kept step for `numpy.load`: W1 .. WL, B1 .. BL with the steps as a first dimension more.

    With them stand what `measures_of` gives, the setting as a text, and where there is one the scene.
    """
    arrays = {name: tensor.numpy() for name, tensor in (tensors_of(course) | measures_of(course)).items()}
    texts = {SETTING: np.array(setting_text(course.spec))}
    if scene is not None:
        texts[SCENE] = np.array(scene_text(scene))
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays, **texts)
    return file.getvalue()


def tensors_of(course: Course) -> dict[str, Tensor]:
    """Return W1 .. WL, B1 .. BL of all steps by name, each of shape (steps, before, after)."""
    network = course.spec.network
    shapes = [*network.weight_shapes, *((1, units) for _inputs, units in network.weight_shapes)]
    parts = torch.split(course.values, [rows * columns for rows, columns in shapes], dim=1)
    names = names_of(network.depth)
    return {name: part.reshape(-1, *shape) for name, part, shape in zip(names, parts, shapes, strict=True)}


def measures_of(course: Course) -> dict[str, Tensor]:
    """Return the losses of all steps by name, and the accuracies where there are any."""
    every = (course.training_loss, course.test_loss, course.training_accuracy, course.test_accuracy)
    return {name: tensor for name, tensor in zip(MEASURES, every, strict=True) if tensor is not None}


def csv_stride(course: Course) -> int:
    """Return of how many steps the table has one: 1, or as many as keep it within `MOST_CSV_NUMBERS`."""
    numbers = len(course.values) * (course.values.shape[1] + len(measures_of(course)))
    strides = (factor * int(10**power) for power in range(6) for factor in (1, 2, 5))
    return next(stride for stride in strides if numbers <= stride * MOST_CSV_NUMBERS)


def course_csv(course: Course) -> str:
    """Write a line for each step, after RFC 4180: its number, losses, accuracies, and every parameter by its code.

    Of a large course it has some steps alone, see `csv_stride`, and the last one in any case.
    """
    network, measures = course.spec.network, measures_of(course)
    steps = sorted({*range(0, course.last + 1, csv_stride(course)), course.last})
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(["step", *measures, *(_code(element) for element in elements_of(network))])
    columns = [tensor[steps].numpy() for tensor in measures.values()]
    for row, (step, values) in enumerate(zip(steps, course.values[steps].numpy(), strict=True)):
        table.writerow([step, *(str(column[row]) for column in columns), *map(str, values)])
    return file.getvalue()


def rows_csv(rows: MeasuredRows) -> str:
    """Write data of a person's own after RFC 4180, so that `compute.training.own_data.read_rows` finds the same points.

    Classes stand there by their numbers, and the columns are x1, x2 and learned, whatever they were called: nothing
    that somebody has written is taken for a formula by a spreadsheet.
    """
    learned = [str(int(wanted)) for wanted in rows.wanted] if rows.classes else map(repr, rows.wanted)
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(["x1", "x2", "learned"])
    table.writerows([repr(x1), repr(x2), text] for (x1, x2), text in zip(rows.rows, learned, strict=True))
    return file.getvalue()


def elements_of(spec: NetworkSpec) -> tuple[Weight | Bias, ...]:
    """Return every parameter in the order of a course's values."""
    sizes = tuple(enumerate(pairwise(spec.sizes), start=1))
    weights = [Weight(layer, i, j) for layer, (inputs, units) in sizes for i in range(inputs) for j in range(units)]
    return (*weights, *(Bias(layer, j) for layer, (_inputs, units) in sizes for j in range(units)))


def as_network_link(course: Course, step: int, point: int) -> SavedLink | None:
    """Return what opens the network of a step, with a point as its input, as changed values of the network page.

    A single unit opens on the page of the neuron. None where no page can show it: for more values than a link holds,
    one beyond those that a person may set, or several outputs without a hidden layer.

    Parameters
    ----------
    point: its place in `course.start.data.points`.

    Raises
    ------
    SpecError: the course has no such step or point.
    """
    spec, data, parameters = course.spec.network, course.start.data, course.parameters(step)
    if isinstance(point, bool) or not 0 <= point < len(data.points):
        raise SpecError("point", point, f"0..{len(data.points) - 1}")
    if not spec.hidden and not spec.is_unit:
        return None
    features = data.features(course.spec.features)[point]
    elements = (*(Unit(0, at) for at in range(spec.inputs)), *elements_of(spec))
    if len(elements) > MAX_EDITS:
        return None
    tensors = (features, *parameters.weights, *parameters.biases)
    numbers = [value for tensor in tensors for value in tensor.flatten().numpy()]
    if not all(abs(value) <= VALUE_LIMIT for value in numbers):
        return None
    # As few digits as give the same float32 back.
    edits = {name_of(element, spec): float(str(value)) for element, value in zip(elements, numbers, strict=True)}
    link = {"seed": str(spec.seed), "inputs": str(spec.inputs), "edits": format_edits(edits)}
    if spec.is_unit:
        link |= {"activation": spec.output_activation}
    else:
        link |= {"layers": str(len(spec.hidden)), "outputs": str(spec.outputs), "activation": spec.activation}
        link |= {hidden_field(layer): str(units) for layer, units in enumerate(spec.hidden, start=1)}
        link |= {"output_activation": spec.output_activation}
    return SavedLink("neuron" if spec.is_unit else "network", link) if len(urlencode(link)) <= MAX_LINK else None


def _code(element: Weight | Bias) -> str:
    """Write a parameter as the program of a training has it, also that of a single unit: W1[0, 2]."""
    if isinstance(element, Weight):
        return f"W{element.layer}[{element.row}, {element.column}]"
    return f"B{element.layer}[0, {element.column}]"
