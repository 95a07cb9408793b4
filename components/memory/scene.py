"""What a link to the memory page shows, without a session: see `components.browser.short_way`."""

from components.base.text import Translate
from components.memory.beats import BEATS, lead
from components.memory.controls import BOARD, CARDS, history_in, meant_in
from components.memory.figures.memory_strip import cards_html, tapes_html
from components.memory.panels.history import element_html, history_html
from components.memory.panels.story import story_html
from components.state.scene import Said, Scene
from components.widgets.heading import LEAD, lead_html
from components.widgets.lesson_panel import lesson_in
from compute.memory.replay import replay


def memory_scene(said: Said, _: Translate, *, wall: bool = False) -> Scene:  # noqa: ARG001  (its sizes are the stylesheet's)
    """Run the lines of the link on the array of its seed, and compute what the page shows of that."""
    ops = history_in(said["ops"])
    scene = replay(int(said["seed"]), ops)
    at = meant_in(ops, said["at"], scene)
    parts = {
        LEAD: lead_html(lead(scene, _)),
        "value-output": element_html(scene, at, _),
        "value-history": history_html(scene, _),
        "value-story": story_html(scene, said["guess"], _),
    }
    tables = {BOARD: tapes_html(scene, at, _), CARDS: cards_html(scene, at, _)}
    lesson = lesson_in(BEATS, said, scene, _)
    return Scene({}, parts, {**tables, **lesson.tables}, ("memory-program", *lesson.waits))
