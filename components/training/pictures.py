"""Draw what the training page shows: the network, the plane, and the loss."""

from collections.abc import Mapping

from components.base.drawing import Drawing
from components.base.text import Translate
from components.browser.chart import picture
from components.training.seen import SeenTraining

DIAGRAM, MAP, CURVE = "training-network", "training-map", "training-curve"
"""Keys of the pictures."""


def pictures_of(shown: SeenTraining, _: Translate, *, wall: bool) -> Mapping[str, dict[str, object]]:
    """Draw them, by their keys."""
    y = shown.course.training_loss.numpy()
    d = Drawing([{"type": "scatter", "y": y, "mode": "lines"}], {"height": 300})
    return {key: picture(d, alt="x", wall=wall) for key in (DIAGRAM, MAP, CURVE)}


def picked_point(name: str) -> int | None:
    """Read which point of the plane was clicked; None for anything else."""
    number = name[1:]
    return int(number) if name[:1] == "p" and number.isascii() and number.isdigit() and len(number) <= 3 else None
