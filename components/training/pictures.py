"""Draw what the training page shows: the network, the plane, and the loss."""

import re
from collections.abc import Mapping

from components.base.text import Translate
from components.browser.chart import picture
from components.training.figures.answers import map_size
from components.training.figures.course_curve import course_curve, describe_course
from components.training.figures.decision_picture import class_names, decision_picture, describe_decision, written_name
from components.training.figures.training_diagram import describe_training_diagram, training_diagram
from components.training.seen import SeenTraining
from compute.network.elements import name_of
from compute.training.decision import decision_map

DIAGRAM, MAP, CURVE = "training-network", "training-map", "training-curve"
"""Keys of the pictures."""

_POINT = re.compile(r"p([1-9]\d{0,2})", re.ASCII)


def pictures_of(shown: SeenTraining, _: Translate, *, wall: bool) -> Mapping[str, dict[str, object]]:
    """Draw network, plane and loss, by the keys of the pictures; without a plane there is no map."""
    drawn = {DIAGRAM: _diagram(shown, _, wall=wall), CURVE: _curve(shown, _, wall=wall)}
    return {**drawn, MAP: _map(shown, _, wall=wall)} if shown.spec.has_plane else drawn


def picked_point(name: str) -> int | None:
    """Read which point of the plane was clicked, counted from 1; None for anything else."""
    found = _POINT.fullmatch(name)
    return int(found[1]) if found else None


def _diagram(shown: SeenTraining, _: Translate, *, wall: bool) -> dict[str, object]:
    network = shown.spec.network
    small = decision_map(shown.spec, shown.parameters, shown.span, map_size(network)) if shown.spec.has_plane else None
    given = (network, shown.spec.features, shown.parameters, small)
    gradients = shown.gradients if shown.is_backward else None
    classes = [written_name(name) for name in class_names(shown.spec)] if shown.spec.classes == network.outputs else []
    drawing = training_diagram(
        *given,
        gradients=gradients,
        selected=shown.selected,
        wall=wall,
        classes=classes,
        _=_,
    )
    alt = describe_training_diagram(*given, gradients=gradients, step=shown.step, _=_)
    return picture(drawing, alt=alt, wall=wall, selected=name_of(shown.selected, network))


def _map(shown: SeenTraining, _: Translate, *, wall: bool) -> dict[str, object]:
    given = (shown.spec, shown.course.start.data, shown.plane)
    picked = "" if shown.point is None else f"p{shown.point + 1}"
    drawing = decision_picture(*given, picked=shown.point, _=_)
    return picture(drawing, alt=describe_decision(*given, step=shown.step, _=_), wall=wall, selected=picked)


def _curve(shown: SeenTraining, _: Translate, *, wall: bool) -> dict[str, object]:
    names = ("", "") if shown.other is None else (_("this"), _("the other"))
    drawing = course_curve(shown.course, shown.step, other=shown.other, names=names, _=_)
    return picture(drawing, alt=describe_course(shown.course, shown.step, other=shown.other, _=_), wall=wall)
