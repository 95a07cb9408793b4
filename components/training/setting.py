"""Read the setting of a training from a link, as near to it as what is trained allows."""

from dataclasses import dataclass, replace

from components.state.scene import Said
from components.training.fields import ALL_AT_ONCE, HIDDEN, JOINT
from compute.gradients.losses import LossError
from compute.training.data import OWN, MeasuredRows
from compute.training.own_data import parse_points
from compute.training.setting import ALL, WHOLE, TrainingSpec

FIRST_POINTS = (
    "-1_-1_0~-0.8_-0.7_0~-1.2_-0.6_0~1_1_0~0.8_0.7_0~1.2_0.6_0~"
    "-1_1_1~-0.8_0.7_1~-1.2_0.6_1~1_-1_1~0.8_-0.7_1~1.2_-0.6_1"
)
"""Where a visitor has set no points yet: two classes of which each has two corners."""


@dataclass(frozen=True)
class AskedSetting:
    """A setting that can be trained.

    Attributes
    ----------
    refused: why it is not quite what the link asks for; else None.
    """

    spec: TrainingSpec
    refused: LossError | None


def setting_of(said: Said, rows: MeasuredRows | None = None) -> AskedSetting:
    """Make the setting that a link describes; what does not fit together is replaced by what suits.

    Parameters
    ----------
    rows: data of the visitor's own that no link can hold; without them own data are the points of the link.
    """
    plain = _without_loss(said, rows)
    refused, spec = _checked(plain, activation=said["activation"])
    other, spec = _checked(spec, loss=said["loss"])
    return AskedSetting(spec, refused or other)


def _without_loss(said: Said, rows: MeasuredRows | None) -> TrainingSpec:
    """Make the setting with the loss and the activation that always fit."""
    data = said["data"]
    is_own = data == OWN
    return TrainingSpec(
        data=data,
        noise=float(said["noise"]),
        points=WHOLE["points"].high if is_own else int(said["points"]),  # all that a person brings, as far as it goes
        split=int(said["split"]),
        features=tuple(said["features"].split(JOINT)),
        seed=int(said["seed"]),
        hidden=tuple(int(said[field.name]) for field in HIDDEN[: int(said["layers"])]),
        init=said["init"],
        optimizer=said["optimizer"],
        rate=float(said["rate"]),
        decay=float(said["decay"]),
        l1=float(said["l1"]),
        batch=ALL if said["batch"] == ALL_AT_ONCE else int(said["batch"]),
        steps=int(said["steps"]),
        measured=(rows or parse_points(said["own"] or FIRST_POINTS)) if is_own else None,
    )


def _checked(spec: TrainingSpec, **changed: str) -> tuple[LossError | None, TrainingSpec]:
    """Change a setting; where that does not fit, say why and leave it as it is."""
    try:
        return None, replace(spec, **changed)  # type: ignore[arg-type]  # both fields are texts
    except LossError as error:
        return error, spec
