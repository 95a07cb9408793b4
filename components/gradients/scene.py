"""What a link to the gradients page shows, without a session: see `components.browser.short_way`."""

from collections.abc import Mapping

from components.base.text import Translate
from components.browser.chart import picture
from components.gradients.beats import BEATS
from components.gradients.descending import DescentStart, Stepped, in_time, stepped
from components.gradients.fields import SELECT, VALLEY
from components.gradients.figures.backward_diagram import backward_diagram, describe_backward
from components.gradients.figures.scale import scale_html
from components.gradients.goal import goal_of
from components.gradients.panels.valley import valley_pictures
from components.gradients.panels.values import descent_part, value_parts
from components.gradients.panels.walk import WALK, walk_html
from components.gradients.panels.way_back import way_back_parts
from components.gradients.seen import SeenGradients, lead
from components.gradients.walk import back_walk
from components.network.fields import BACKWARD
from components.network.figures.network_diagram import describe, network_diagram
from components.network.panels.editor import EDITOR
from components.network.panels.result import output_html
from components.network.panels.selection import selected_name
from components.network.scene import network_spec
from components.state.scene import Said, Scene
from components.widgets.heading import LEAD, lead_html
from components.widgets.lesson_panel import lesson_in
from compute.gradients.backward import backward
from compute.gradients.known_backward import known_backward
from compute.gradients.losses import LOSSES
from compute.gradients.walk_back import EVERYTHING_BACK
from compute.network.edits import applied_to, parse_edits
from compute.network.elements import Element, is_changeable, parse
from compute.network.forward import forward_network
from compute.network.known_pass import known_pass
from compute.network.spec import NetworkSpec

CHART, SCALE = "gradients-chart", "scale"
"""Key of the picture, and name of the part with the ends of its colour scale."""

LONGEST = 0.03
"""Seconds for the steps of a descent while a slider moves."""


def seen_in(said: Said) -> SeenGradients:
    """Compute what a link describes."""
    spec = network_spec(said)
    goal = goal_of(spec, said)
    start = DescentStart(spec, said["edits"], goal.target, goal.loss, float(said["rate"]))
    now = stepped(start, int(said["updates"])) if goal.has_gradients else Stepped(start.network, 0)
    passed = forward_network(now.network, said["device"])
    back = backward(passed, goal.target, goal.loss) if goal.has_gradients else None
    selected = selected_in(said, spec)
    walk = back_walk(spec, goal, said["step"], selected)
    known = None if back is None else known_backward(back, walk.progress if walk else EVERYTHING_BACK, start.rate)
    edits = applied_to(spec, parse_edits(said["edits"])[0])
    return SeenGradients(
        passed=passed,
        goal=goal,
        known=known,
        back=back,
        selected=selected,
        edits=edits,
        is_backward=said["view"] == BACKWARD,
        rate=start.rate,
        updates=now.taken,
        asked_updates=int(said["updates"]) if goal.has_gradients else 0,
        walk=walk,
        first_loss=_loss_at(start) if now.taken else None,
    )


def selected_in(said: Said, spec: NetworkSpec) -> Element:
    """Return the element that a link selects; where the network has none of this name, the first weight."""
    selected = parse(said["select"], spec) or parse(SELECT.default, spec)
    assert selected is not None  # every network has a first weight
    return selected


def _loss_at(start: DescentStart) -> float:
    """Compute the loss before any step."""
    return float(LOSSES[start.loss].of(forward_network(start.network), start.target))


def picture_of(shown: SeenGradients, _: Translate, *, wall: bool) -> dict[str, object]:
    """Draw the network with its values, or with its gradients."""
    if shown.is_backward and shown.known is not None:
        drawing = backward_diagram(shown.known, selected=shown.selected, wall=wall, _=_)
        alt = describe_backward(shown.known, _)
    else:
        passed = known_pass(shown.passed)
        drawing = network_diagram(
            passed, selected=shown.selected, changed=shown.edits, with_legend=False, wall=wall, resizable=True, _=_
        )
        alt = describe(passed, _)
    return picture(drawing, alt=alt, wall=wall, selected=selected_name(shown.selected, shown.spec))


def parts_of(shown: SeenGradients, _: Translate) -> Mapping[str, str]:
    """Write the parts of the page that move along, by their names."""
    walked = {} if shown.known is None or shown.walk is None else {WALK: walk_html(shown.known, shown.walk, _)}
    return {
        **walked,
        LEAD: lead_html(lead(shown, _)),
        **(descent_part(shown, _) if shown.goal.has_gradients else {}),
        SCALE: scale_html(shown.known if shown.is_backward else None),
        **value_parts(shown, _),
        "value-output": output_html(known_pass(shown.passed), _),
        **way_back_parts(shown, CHART, _),
    }


def gradients_scene(said: Said, _: Translate, *, wall: bool = False) -> Scene:
    """Compute what the page shows while a slider moves.

    Raises
    ------
    NotReady: so many steps have to be taken that all other visitors would wait for them.
    """
    with in_time(LONGEST):
        shown = seen_in(said)
    charts, waits = {CHART: picture_of(shown, _, wall=wall)}, []
    if is_changeable(shown.selected):
        waits.append(EDITOR)
    if said["details"] == VALLEY and shown.whole is not None:
        charts |= valley_pictures(shown, _, wall=wall)
    elif said["details"]:
        waits.append("detail")
    lesson = lesson_in(BEATS, said, shown, _)
    return Scene(charts, parts_of(shown, _), lesson.tables, (*waits, *lesson.waits))
