"""What a link to the shapes page shows, without a session: see `components.browser.short_way`."""

from components.base.text import Translate
from components.shapes.beats import BEATS
from components.shapes.controls import CHANGES, DEFAULTS, MULTIPLY, RESHAPE, selected_in
from components.shapes.figures.changes import cards_html
from components.shapes.figures.journey import journey_html
from components.shapes.figures.product import picture_html, sum_html
from components.shapes.panels.multiply import chosen_repair, line_html, output_html
from components.shapes.panels.reshape import CARDS, JOURNEY, words_about
from components.shapes.seen import SeenShapes, lead, product_of
from components.state.scene import Said, Scene
from components.widgets.heading import LEAD, lead_html
from components.widgets.lesson_panel import lesson_in
from compute.shapes.operations import ShapesSpec
from compute.shapes.reshaping import ChangeSpec

WAITS = {MULTIPLY: ("repairs", "shapes-words"), RESHAPE: ("change", "shapes-words", "value-twins")}
"""What follows when the slider rests: what torch says of a line without a repair, buttons with sizes, a question."""


def shapes_scene(said: Said, _: Translate, *, wall: bool = False) -> Scene:  # noqa: ARG001  (its sizes are the stylesheet's)
    """Compute what the open part of the page shows while a slider moves."""
    seen = seen_in(said)
    scene = _multiply(seen, _) if seen.part == MULTIPLY else _reshape(seen, said, _)
    lesson = lesson_in(BEATS, said, seen, _)
    parts = {LEAD: lead_html(lead(seen, _)), **scene.parts}
    return Scene({}, parts, {**scene.tables, **lesson.tables}, (*WAITS[seen.part], *lesson.waits))


def seen_in(said: Said) -> SeenShapes:
    """Read from a link what the page shows."""
    selected = selected_in(said["select"])
    if said["part"] == RESHAPE:
        return SeenShapes(RESHAPE, DEFAULTS, product_of(DEFAULTS, selected), None, _change(said), said["change"])
    spec = ShapesSpec(
        int(said["seed"]),
        int(said["inputs"]),
        said["features"],
        said["weights"],
        int(said["weight_rows"]),
        int(said["weight_columns"]),
        said["operation"],
        said["dtype"],
    )
    product = product_of(spec, selected)
    return SeenShapes(MULTIPLY, spec, product, chosen_repair(said["repair"], product), ChangeSpec(), CHANGES[0])


def _change(said: Said) -> ChangeSpec:
    """Read the tensor before and the shape asked for; a vector has neither layers nor a transposition."""
    flat = said["flat"] == "true"
    return ChangeSpec(
        int(said["rows"]),
        int(said["columns"]),
        int(said["new_rows"]),
        int(said["new_columns"]),
        1 if flat else int(said["depth"]),
        transposed=said["transposed"] == "true" and not flat,
        fill=said["fill"],
        owner=said["owner"],
        seed=int(said["seed"]),
        flat=flat,
        infer=said["infer"],
    )


def _multiply(seen: SeenShapes, _: Translate) -> Scene:
    shown = seen.shown
    parts = {
        "value-line": line_html(shown),
        "value-sum": sum_html(shown, _),
        "value-output": output_html(shown, _),
    }
    return Scene({}, parts, {"value-product": picture_html(shown, _)})


def _reshape(seen: SeenShapes, said: Said, _: Translate) -> Scene:
    comparison, chosen = seen.changes, selected_in(said["select"]).element
    words = {change.name: words_about(change, seen.change, comparison, _) for change in comparison.changes}
    journey = journey_html(comparison.before, comparison.named(seen.name), words[seen.name], chosen, _)
    return Scene({}, {}, {JOURNEY: journey, CARDS: cards_html(comparison, words, chosen, _)})
