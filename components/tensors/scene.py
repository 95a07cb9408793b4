"""What a link to the tensors page shows, without a session: see `components.browser.short_way`."""

from components.base.text import Translate
from components.browser.chart import picture
from components.state.scene import Said, Scene
from components.tensors.beats import BEATS
from components.tensors.controls import GUESSES, LADDER, PHOTO, RANDN, SIDE_FIELDS, picked_in
from components.tensors.figures.draw_cards import numbers_html
from components.tensors.figures.ladder_cards import ladder_html
from components.tensors.figures.normal_histogram import normal_histogram
from components.tensors.figures.photo_planes import photo_html
from components.tensors.panels.ladder import CHART as LADDER_CARDS
from components.tensors.panels.ladder import element_html, number_html
from components.tensors.panels.photo import CHART as PHOTO_CHART
from components.tensors.panels.photo import numbers_around_html
from components.tensors.panels.randn import CHART as HISTOGRAM
from components.tensors.panels.randn import describe, experiments_html, measures_html
from components.tensors.seen import SeenTensors, lead
from components.widgets.heading import LEAD, lead_html
from components.widgets.lesson_panel import lesson_in
from compute.tensors.ladder import NAMES, LadderSpec, ladder
from compute.tensors.photo import LIMITS, Place, cut, index_of, photo
from compute.tensors.randn import DrawSpec, approach, crossing, draw_numbers, histogram

WAITS = ("program",)


def tensors_scene(said: Said, _: Translate, *, wall: bool = False) -> Scene:
    """Compute what the open part of the page shows while a slider moves."""
    scene, seen = {LADDER: _ladder, PHOTO: _photo, RANDN: _randn}[said["part"]](said, _, wall)
    lesson = lesson_in(BEATS, said, seen, _)
    parts = {LEAD: lead_html(lead(seen, _)), **scene.parts}
    return Scene(scene.charts, parts, {**scene.tables, **lesson.tables}, (*WAITS, *scene.waits, *lesson.waits))


def _ladder(said: Said, _: Translate, _wall: bool) -> tuple[Scene, SeenTensors]:
    spec = LadderSpec(int(said["seed"]), **{name: int(said[name]) for name in SIDE_FIELDS}, dtype=said["dtype"])
    rungs = ladder(spec)
    name, index = picked_in(said["select"], rungs)
    rung = rungs[NAMES.index(name)]
    scene = Scene(
        {},
        {"value-element": element_html(rung, index, _), "value-number": number_html(rung, index, _)},
        {LADDER_CARDS: ladder_html(rungs, (name, index), _)},
        ("guess", "value-answer"),
    )
    return scene, SeenTensors(LADDER, spec, (name, index))


def _photo(said: Said, _: Translate, _wall: bool) -> tuple[Scene, SeenTensors]:
    image, place = photo(), Place(**{name: int(said[name]) for name in LIMITS})
    taken = cut(image, index_of(said["slice"], place))
    shown = {"value-element": numbers_around_html(image, place, taken, _)}
    scene = Scene({}, shown, {PHOTO_CHART: photo_html(image, place, taken, _)})
    return scene, SeenTensors(PHOTO, place=place, taking=said["slice"])


def _randn(said: Said, _: Translate, wall: bool) -> tuple[Scene, SeenTensors]:
    spec = DrawSpec(int(said["seed"]), int(said["size"]))
    numbers = draw_numbers(spec)
    drawing = normal_histogram(histogram(numbers), approach(numbers), spec.size, _)
    is_open = said["guess"] in GUESSES[RANDN] or spec.vectorized
    parts = {
        **measures_html(numbers),
        "value-numbers": numbers_html(numbers, _),
        "value-experiments": experiments_html(spec, crossing(spec.seed), is_open, _),
    }
    charts = {HISTOGRAM: picture(drawing, alt=describe(numbers, spec, _), wall=wall)}
    return Scene(charts, parts, waits=("value-answer",)), SeenTensors(RANDN, draw=spec)
