"""What a link to a forward page shows, without a session: the picture, the numbers beside it, the open detail.

The page and the short way of a moving slider both take it from here, so that they show the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from components.base.drawing import Drawing
from components.base.text import Translate
from components.browser.chart import picture
from components.network.panels.details import (
    ACTIVATION,
    CURVE_CHART,
    DEFINITION,
    MATRICES,
    MATRIX_CHART,
    curve_of,
    matrix_of,
)
from components.network.panels.editor import EDITOR
from components.network.panels.result import output_html
from components.network.panels.selection import selected_name
from components.network.predict.predicting import KEY as PREDICT
from components.network.walk.panel import WALK, walk_html
from components.network.walk.walking import STEP, Walk, walked_unit
from components.state.beat import Beat
from components.state.scene import Said, Scene
from components.widgets.heading import LEAD, lead_html
from components.widgets.lesson_panel import lesson_in
from compute.network.edits import applied_to, parse_edits
from compute.network.elements import Element, Unit, is_changeable, parse, unit_of
from compute.network.forward import forward_network
from compute.network.known_pass import KnownPass, known_pass
from compute.network.network import draw, edit
from compute.network.spec import NetworkSpec, hidden_field
from compute.network.walk import EVERYTHING, NOTHING, steps


class Diagram(Protocol):
    """The picture of a page, such as `network_diagram`."""

    def __call__(
        self,
        passed: KnownPass,
        *,
        selected: Element | None,
        changed: Mapping[Element, float],
        with_legend: bool,
        wall: bool,
        _: Translate,
    ) -> Drawing:
        """Draw the pass, see `network_diagram` for the parameters."""


@dataclass(frozen=True, eq=False)
class SeenPass:
    """The forward pass as far as it may be seen, what is selected in it, and the values that the person changed."""

    passed: KnownPass
    selected: Element | None
    edits: Mapping[Element, float]


Parts = Callable[[SeenPass, Translate], Mapping[str, str]]
"""Name of a part of the page -> its HTML."""


def _no_parts(_shown: SeenPass, _: Translate) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True)
class ForwardPicture:
    """How a page shows a forward pass.

    Attributes
    ----------
    chart: key of the picture.
    spec: reads the network that a link describes.
    diagram, describe: the picture, and what it shows in words.
    parts: the numbers beside the picture and below it, besides the output.
    waits: keys of containers that follow when the slider rests.
    lead: the sentence of the heading.
    beats: the lesson beside the picture.
    """

    chart: str
    spec: Callable[[Said], NetworkSpec]
    diagram: Diagram
    describe: Callable[[KnownPass, Translate], str]
    parts: Parts = _no_parts
    waits: tuple[str, ...] = ()
    lead: Callable[[NetworkSpec, Translate], str] = field(default=lambda _spec, _: "")
    beats: tuple[Beat, ...] = ()

    def picture(self, shown: SeenPass, _: Translate, *, wall: bool) -> dict[str, object]:
        """Draw the picture as `chart.js` takes it."""
        drawing = self.diagram(
            shown.passed, selected=shown.selected, changed=shown.edits, with_legend=False, wall=wall, _=_
        )
        name = selected_name(shown.selected, shown.passed.network.spec)
        return picture(drawing, alt=self.describe(shown.passed, _), wall=wall, selected=name)


def network_spec(said: Said) -> NetworkSpec:
    """Read the network that a link to the network page describes."""
    hidden = tuple(int(said[hidden_field(layer)]) for layer in range(1, int(said["layers"]) + 1))
    return NetworkSpec(
        int(said["seed"]),
        int(said["inputs"]),
        hidden,
        int(said["outputs"]),
        said["activation"],
        said["output_activation"],
        said["bias"] == "true",
    )


def unit_spec(said: Said) -> NetworkSpec:
    """Read the unit that a link to the neuron page describes."""
    return NetworkSpec(
        int(said["seed"]),
        int(said["inputs"]),
        (),
        output_activation=said["activation"],
        bias=said["bias"] == "true",
    )


def said_of(spec: NetworkSpec) -> Said:
    """Return what a link says of a network: `network_spec` and `unit_spec` read it back."""
    said = {"seed": str(spec.seed), "inputs": str(spec.inputs), "bias": "true" if spec.bias else "false"}
    if spec.is_unit:
        return said | {"activation": spec.output_activation}
    hidden = {hidden_field(layer): str(units) for layer, units in enumerate(spec.hidden, start=1)}
    sizes = {"layers": str(len(spec.hidden)), "outputs": str(spec.outputs), **hidden}
    return said | sizes | {"activation": spec.activation, "output_activation": spec.output_activation}


def scene(page: ForwardPicture, said: Said, _: Translate, *, wall: bool = False) -> Scene:
    """Compute what a page shows for a link while a slider moves.

    Parameters
    ----------
    said: a value for each field of the page, as the field writes it; empty where nothing is chosen.
    wall: whether the page is shown on a wall.

    Returns
    -------
    The scene. With *predict first* nothing that is computed is in it, and step by step only what has been computed.
    """
    spec = page.spec(said)
    edits = applied_to(spec, parse_edits(said["edits"])[0])
    whole = forward_network(edit(draw(spec), edits), said["device"])
    selected = parse(said["select"], spec)
    is_hidden = said[PREDICT] == "true"
    walk = None if is_hidden else _walk(spec, selected, said[STEP])
    passed = known_pass(whole, NOTHING if is_hidden else walk.progress if walk else EVERYTHING)
    shown = SeenPass(passed, selected, edits)
    parts = {
        LEAD: lead_html(page.lead(spec, _)),
        "value-output": output_html(passed, _),
        **page.parts(shown, _),
    }
    if walk:
        parts[WALK] = walk_html(passed, walk, _)
    charts, tables, waits = _detail(said["details"], shown, _, wall=wall)
    waits += tuple(key for key, is_there in ((PREDICT, is_hidden), (EDITOR, _is_edited(selected))) if is_there)
    lesson = lesson_in(page.beats, said, shown, _) if page.beats else Scene({}, {})
    return Scene(
        {page.chart: page.picture(shown, _, wall=wall), **charts},
        parts,
        {**tables, **lesson.tables},
        (*waits, *page.waits, *lesson.waits),
    )


def _walk(spec: NetworkSpec, selected: Element | None, step: str) -> Walk | None:
    if not step:
        return None
    unit = walked_unit(selected)
    path = steps(spec, unit)
    return Walk(unit, path, min(int(step), len(path)), plays=False, held=True)


def _detail(
    open_now: str, shown: SeenPass, _: Translate, *, wall: bool
) -> tuple[Mapping[str, object], Mapping[str, str], tuple[str, ...]]:
    """Return pictures, tables, and what has to wait, of the detail that is open below the picture."""
    passed, selected = shown.passed, shown.selected
    unit = unit_of(selected) if selected is not None else Unit(passed.network.spec.depth, 0)
    if open_now == MATRICES:
        matrix = matrix_of(passed, unit, selected, shown.edits, _, wall=wall, pickable=False)
        return ({}, {MATRIX_CHART: matrix}, ()) if isinstance(matrix, str) else ({MATRIX_CHART: matrix}, {}, ())
    if open_now == ACTIVATION:
        # A slider can take away the selected unit, and another one may have another function.
        differ = passed.network.spec.activation != passed.network.spec.output_activation
        return {CURVE_CHART: curve_of(passed, unit, _, wall=wall)}, {}, (DEFINITION,) if differ else ()
    return {}, {}, ("detail",) if open_now else ()


def _is_edited(selected: Element | None) -> bool:
    return selected is not None and is_changeable(selected)
