"""Words of the training page that stand in several of its parts."""

from collections.abc import Mapping

from components.base.style import number
from components.base.text import Translate
from components.jobs.courses import WallSoFar, WallSpec
from components.training.signs import feature_sign
from compute.training.data import FEATURES
from compute.training.wall import RIGHT_SHARE, SMALL_LOSS, WIDTHS, WallColumn


def data_names(_: Translate) -> Mapping[str, str]:
    """Return the words for all data, by name."""
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
        "own": _("your own data"),
    }


def feature_names(has_plane: bool) -> Mapping[str, str]:
    """Return how features are written, by name; nothing where the network gets something else."""
    return {name: feature_sign(name) for name in FEATURES} if has_plane else {}


def field_names(_: Translate) -> Mapping[str, str]:
    """Return the words for the settings of which a second training is offered, by name; a link may name others."""
    return {
        "rate": _("learning rate"),
        "hidden": _("hidden units"),
        "layers": _("hidden layers"),
        "seed": _("seed"),
        "optimizer": _("optimizer"),
        "activation": _("activation"),
        "init": _("beginning of the weights"),
        "batch": _("points a step looks at"),
        "noise": _("noise"),
        "decay": _("weight decay"),
        "l1": "L1",
    }


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


def wall_lead(found: WallSoFar, key: WallSpec, _: Translate) -> str:
    """Say in one sentence what the wall shows."""
    if not found.columns:
        return _.plural(
            "Many trainings of {count} step each, side by side.",
            "Many trainings of {count} steps each, side by side.",
            key.spec.steps,
        )
    first, last = found.columns[0], found.columns[-1]
    said = {
        "first": _column_name(first, key.field, _),
        "succeeded": _successes(first),
        "last": _column_name(last, key.field, _),
        "more": _successes(last),
        "seeds": len(first.specs),
    }
    return _.plural(
        "Trainings of {count} step side by side: with {first} **{succeeded} of {seeds}** succeed, with {last} "
        "**{more} of {seeds}**.",
        "Trainings of {count} steps side by side: with {first} **{succeeded} of {seeds}** succeed, with {last} "
        "**{more} of {seeds}**.",
        key.spec.steps,
        **said,
    )


def wall_words(key: WallSpec, _: Translate) -> tuple[str, ...]:
    """Say what a success is, what the wall measures, and what that leaves out."""
    is_class = key.spec.classes > 0
    success = (
        _(
            "A training **succeeds** where at least {percent} % of the test are right.",
            percent=f"{100 * RIGHT_SHARE:.0f}",
        )
        if is_class
        else _("A training **succeeds** where the test loss is at most {loss}.", loss=number(SMALL_LOSS))
    )
    if key.field == WIDTHS:
        measured = _(
            "“The more units a network has, the more able it is to learn”: here that is measured. What the sentence "
            "leaves out: one unit too few, and no seed succeeds; with just enough of them it is luck; and with few "
            "noisy points more units learn the noise, and the test gets worse."
        )
    else:
        measured = _(
            "A rate that is too small has not arrived after these steps; one that is too large jumps about, or breaks. "
            "In between there is a wide valley, and the seed decides the rest."
        )
    return success, measured, _("Press a cell: it opens as a training of its own.")


def column_value(column: WallColumn, field: str) -> int | float:
    """Return what a column has of the field in which the columns differ."""
    spec = column.specs[0]
    return spec.hidden[0] if field == WIDTHS else spec.rate


def _column_name(column: WallColumn, field: str, _: Translate) -> str:
    value = column_value(column, field)
    if field == WIDTHS:
        return _.plural("{count} unit", "{count} units", int(value))
    return _("the rate {rate}", rate=f"{value:g}")


def _successes(column: WallColumn) -> int:
    return int(column.successes.sum())
