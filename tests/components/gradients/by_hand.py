"""Small networks whose gradients are worked out by hand, and what the page shows of them."""

import html
import re
from collections.abc import Mapping
from math import log

from components.gradients.fields import FIELDS
from components.gradients.goal import Goal
from components.gradients.scene import seen_in
from components.gradients.seen import SeenGradients
from components.gradients.walk import BackWalk
from compute.gradients.backward import BackwardPass, backward
from compute.gradients.known_backward import known_backward
from compute.gradients.walk_back import EVERYTHING_BACK
from compute.network.elements import Bias, Element, Unit, Weight
from compute.network.forward import forward_network
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec

FIRST_WEIGHT = Weight(1, 0, 0)

TWO_LAYERS = NetworkSpec(inputs=2, hidden=(2,), activation="leaky_relu", output_activation="identity")
TWO_LAYERS_VALUES: Mapping[Element, float] = {
    Unit(0, 0): 2.0,
    Unit(0, 1): -1.0,
    Weight(1, 0, 0): 1.0,
    Weight(1, 0, 1): -1.0,
    Weight(1, 1, 0): 1.0,
    Weight(1, 1, 1): 2.0,
    Bias(1, 0): 0.5,
    Bias(1, 1): 0.0,
    Weight(2, 0, 0): 2.0,
    Weight(2, 1, 0): 3.0,
    Bias(2, 0): 0.12,
}
"""z1 = 2 - 1 + 0.5 = 1.5 and z2 = -2 - 2 = -4, so h = 1.5 and -0.04, and y = 3 - 0.12 + 0.12 = 3.

With the target 1: L = (3 - 1)^2 = 4, dL/dy = 4 = delta of y, dW2 = (6, -0.16), dB2 = 4;
back to h comes 8 and 12, with the slopes 1 and 0.01 delta is 8 and 0.12;
dW1 = (16, 0.24) and (-8, -0.12), dB1 = (8, 0.12), dx = 8 - 0.12 = 7.88 and 8 + 0.24 = 8.24.
"""

TWO_OUTPUTS = NetworkSpec(inputs=1, hidden=(1,), outputs=2, output_activation="identity", bias=False)
TWO_OUTPUTS_VALUES: Mapping[Element, float] = {
    Unit(0, 0): 2.0,
    Weight(1, 0, 0): 0.0,
    Weight(2, 0, 0): 6.0,
    Weight(2, 0, 1): -2.0,
}
"""z = 0, h = sigmoid(0) = 0.5 with the slope 0.25, y = (3, -1).

With the target 1: L = (4 + 4) / 2 = 4, dL/dy = (2, -2), back to h comes 12 + 4 = 16, its delta is 4, dW1 = 8.
"""

CLASSES = NetworkSpec(inputs=1, hidden=(), outputs=2, output_activation="softmax", bias=False)
CLASSES_VALUES: Mapping[Element, float] = {Unit(0, 0): 1.0, Weight(1, 0, 0): log(4), Weight(1, 0, 1): 0.0}
"""z = (ln 4, 0), so softmax gives p = (0.8, 0.2).

With `ce` and class 1: L = -ln 0.2, delta = (0.8, -0.8).
With `mse` and the target 1: dL/dy = (-0.2, -0.8), dy1/dz1 = 0.16, dy1/dz2 = -0.16, delta = (0.096, -0.096).
"""

ONE_UNIT = NetworkSpec(inputs=1, hidden=(), bias=False)
ONE_UNIT_VALUES: Mapping[Element, float] = {Unit(0, 0): 1.0, Weight(1, 0, 0): -log(4)}
"""z = -ln 4, y = 0.2. With `bce` and the target 1: dL/dy = -0.8 / 0.16 = -5, the slope is 0.16, delta is -0.8."""

MIXED = NetworkSpec(inputs=1, hidden=(1,), outputs=2, activation="identity", output_activation="softmax", bias=False)
MIXED_VALUES: Mapping[Element, float] = {
    Unit(0, 0): 1.0,
    Weight(1, 0, 0): 1.0,
    Weight(2, 0, 0): log(4),
    Weight(2, 0, 1): 0.0,
}
"""h = 1 and p = (0.8, 0.2), as `CLASSES` behind a hidden unit: delta = (0.096, -0.096), and 0.096 * ln 4 comes back."""

Scene = tuple[NetworkSpec, Mapping[Element, float], str]
"""A network, its values, and the loss with which the way back begins."""

PLAIN: Scene = (TWO_LAYERS, TWO_LAYERS_VALUES, "mse")
SPREAD: Scene = (TWO_OUTPUTS, TWO_OUTPUTS_VALUES, "mse")
LOGITS: Scene = (CLASSES, CLASSES_VALUES, "ce")
SOFTMAX: Scene = (CLASSES, CLASSES_VALUES, "mse")
BEHIND: Scene = (MIXED, MIXED_VALUES, "mse")
BINARY: Scene = (ONE_UNIT, ONE_UNIT_VALUES, "bce")


def run_by_hand(
    spec: NetworkSpec = TWO_LAYERS,
    values: Mapping[Element, float] = TWO_LAYERS_VALUES,
    target: float = 1.0,
    loss: str = "mse",
) -> BackwardPass:
    """Go back through a network with these values."""
    return backward(forward_network(edit(draw(spec), values)), target, loss)


def run_in(scene: Scene) -> BackwardPass:
    """Go back through the network of a scene, with the target 1."""
    spec, values, loss = scene
    return run_by_hand(spec, values, 1.0, loss)


def seen_by_hand(
    run: BackwardPass | None = None,
    selected: Element = FIRST_WEIGHT,
    *,
    updates: int = 0,
    asked_updates: int = 0,
    first_loss: float | None = None,
    walk: BackWalk | None = None,
    edits: Mapping[Element, float] | None = None,
) -> SeenGradients:
    """Return what the page shows of a pass, with the rate 0.5."""
    run = run or run_by_hand()
    return SeenGradients(
        passed=run.passed,
        goal=Goal(float(run.target), run.loss.name, None),
        known=known_backward(run, walk.progress if walk else EVERYTHING_BACK, 0.5),
        back=run,
        selected=selected,
        edits=edits or {},
        is_backward=False,
        rate=0.5,
        updates=updates,
        asked_updates=asked_updates,
        walk=walk,
        first_loss=first_loss,
    )


def seen_by_link(**link: str) -> SeenGradients:
    """Return what the page shows for a link."""
    return seen_in(said_by(**link))


def said_by(**link: str) -> dict[str, str]:
    """Return all that a link says, with what holds by default."""
    return {field.name: field.default for field in FIELDS} | link


def words_of(markup: str) -> str:
    """Return the text of HTML, each break as a new line."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup.replace("<br>", "\n")).replace("\N{NO-BREAK SPACE}", " "))


def rows_of(table: str) -> list[list[str]]:
    """Return the texts of the cells of each row of a table, heads as well."""
    return [
        [words_of(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in re.findall(r"<tr[^>]*>(.*?)</tr>", table)
    ]
