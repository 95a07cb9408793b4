"""What a unit answers at every point of the plane, as a picture and as a range."""

import numpy as np

from components.base.style import NEGATIVE
from components.training.figures.classes import class_colour
from components.training.figures.maps import class_image, map_image
from compute.network.elements import Unit
from compute.network.spec import NetworkSpec
from compute.training.decision import DecisionMap

BOUNDED = frozenset({"sigmoid", "tanh", "heaviside", "sin", "softmax"})
"""Activations whose values stay between -1 and 1: these have the strongest colours."""

CLASSES = frozenset({"sigmoid", "softmax"})
"""At the output these say how sure it is of a class."""


def unit_image(spec: NetworkSpec, plane: DecisionMap, unit: Unit) -> str:
    """Draw what a unit answers where: blue for what is positive, orange for what is negative.

    An output that tells two classes apart has the colour of the class, one of several the colour of its own class.
    """
    values = plane.layers[unit.layer - 1][unit.index].numpy()
    activation = spec.activation_of(unit.layer)
    if unit.layer == spec.depth and activation in CLASSES:
        if spec.outputs == 1:
            return map_image(values, 0.0, 1.0)
        return map_image(values, -1.0, 1.0, colours=(NEGATIVE, class_colour(unit.index, spec.outputs)))
    reach = 1.0 if activation in BOUNDED else _reach(values)
    return map_image(values, -reach, reach)


def output_image(spec: NetworkSpec, plane: DecisionMap, reach: float = 1.0) -> str:
    """Draw the answer of the whole network at every point: a class, or a number of at most this size."""
    values = plane.output.numpy()
    if len(values) > 1:
        return class_image(values)
    is_class = spec.activation_of(spec.depth) in CLASSES
    return map_image(values[0], 0.0 if is_class else -reach, 1.0 if is_class else reach)


def answer_range(plane: DecisionMap, unit: Unit) -> tuple[float, float]:
    """Return the lowest and the highest answer of a unit on the map."""
    values = plane.layers[unit.layer - 1][unit.index]
    return float(values.min()), float(values.max())


def _reach(values: np.ndarray) -> float:
    """Compute how large most values of one unit are, at least 1: a small one is pale, one high corner has no say."""
    finite = values[np.isfinite(values)].astype(np.float64)
    return max(1.0, 2 * float(np.sqrt(np.mean(finite * finite)))) if len(finite) else 1.0


def map_size(spec: NetworkSpec) -> int:
    """Return how many points a side the maps of the units need: fewer where they are many, and small."""
    units = sum(spec.sizes[1:])
    return 30 if units <= 30 else 20 if units <= 60 else 14
