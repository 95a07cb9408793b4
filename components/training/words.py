"""Words of the training page that stand in several of its parts."""

from collections.abc import Mapping

from components.base.text import Translate
from compute.training.data import FEATURES

_SQUARE = "²"


def data_names(_: Translate) -> Mapping[str, str]:
    """Name -> words, of all data."""
    return {
        "rings": _("two rings"),
        "xor": "XOR",
        "gaussians": _("two clouds"),
        "spiral": _("spiral"),
        "moons": _("two moons"),
        "plane": _("a plane"),
        "hills": _("hills"),
        "iris": _("iris flowers"),
        "digits": _("handwritten digits"),
        "own": _("your own points"),
    }


def feature_names(has_plane: bool) -> Mapping[str, str]:
    """Name -> how a feature is written; nothing where the network gets something else."""
    return {name: feature_sign(name) for name in FEATURES} if has_plane else {}


def feature_sign(name: str) -> str:
    """Write a feature as a reader does."""
    return {
        "x1x1": f"x1{_SQUARE}",
        "x2x2": f"x2{_SQUARE}",
        "x1x2": "x1·x2",
        "sin1": "sin πx1",
        "sin2": "sin πx2",
    }.get(name, name)


def step_words(_: Translate) -> str:
    """Say what a training is."""
    return _(
        "A **training** repeats one thing: compute the loss over all points, then move every weight and bias a little "
        "against its gradient."
    )


def rate_words(_: Translate) -> str:
    """Say what the learning rate decides."""
    return _(
        "A small rate goes the right way and arrives late. A large one is quicker, until a step goes past the valley."
    )


def zeros_words(_: Translate) -> str:
    """Say why zeros learn nothing."""
    return _(
        "Units with the same weights get the same gradients, so they stay the same for ever, and with weights of 0 "
        "behind them nothing comes back at all. Chance makes them different."
    )


def overfitting_words(_: Translate) -> str:
    """Say what overfitting is."""
    return _(
        "Few noisy points and many units: the network learns the chance in the points by heart. The loss of the "
        "training goes on falling while that of the test climbs: **overfitting**."
    )
