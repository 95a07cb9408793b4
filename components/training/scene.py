"""What a link to the training page shows, without a session: see `components.browser.short_way`."""

from collections.abc import Mapping

from components.base.text import Translate
from components.state.scene import NotReady, Said, Scene
from components.training.beats import BEATS
from components.training.course_for import known_course
from components.training.fields import PART, WALL
from components.training.panels.values import MOVED, STANDS, moved_html, stands_html, value_parts
from components.training.pictures import pictures_of
from components.training.seen import SeenTraining, lead, seen_in
from components.training.setting import setting_of
from components.widgets.heading import LEAD, lead_html
from components.widgets.lesson_panel import lesson_in

DETAIL = "detail"
"""Key of the container of what is open below; it follows when the time rests."""


def training_scene(said: Said, _: Translate, *, wall: bool = False) -> Scene:
    """Compute what the page shows while the time moves; the course has to be there.

    Raises
    ------
    NotReady: it is not.
    """
    if said[PART.name] == WALL:
        raise NotReady
    asked = setting_of(said)
    shown = seen_in(said, known_course(asked.spec), known_course, asked.refused)
    lesson = lesson_in(BEATS, said, shown, _)
    waits = (DETAIL,) if shown.details else ()
    return Scene(pictures_of(shown, _, wall=wall), parts_of(shown, _), lesson.tables, (*waits, *lesson.waits))


def parts_of(shown: SeenTraining, _: Translate) -> Mapping[str, str]:
    """Write the parts of the page that move along, by their names."""
    return {
        LEAD: lead_html(lead(shown, _)),
        STANDS: stands_html(shown, _),
        MOVED: moved_html(shown, _),
        **value_parts(shown, _),
    }
