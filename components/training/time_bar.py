"""The bar of the time: back, play, next, and the slider; see `time_bar.js`."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import streamlit as st

from components.base.text import Translate
from components.browser.live import Move
from components.browser.script import script
from components.browser.short_way import part
from components.network.fields import SPEED
from components.training.controls import go_to, time_slider
from components.training.fields import TIME
from components.training.panels.autopsy import broken_note
from components.training.panels.values import STANDS, stands_html
from components.training.seen import SeenTraining
from components.widgets.linked import linked

SPEEDS: Mapping[str, int] = MappingProxyType({"slow": 20, "normal": 100, "fast": 400})
"""Steps a second while it plays, by the name in the link."""

_component = st.components.v2.component(
    "tensorama_time",
    html='<div class="time-buttons"><button type="button">◀</button><button type="button" class="play"></button>'
    '<button type="button">▶</button></div>',
    js=script(Path(__file__).with_name("time_bar.js")),
    isolate_styles=False,
)


def time_bar(shown: SeenTraining, move: Move, _: Translate) -> None:
    """Place the bar of the time below the pictures."""
    with st.container(key="time-bar"):
        _component(
            key="time-buttons",
            data={
                "key": TIME.name,
                "speed": SPEEDS[linked(SPEED)],
                "play": _("play"),
                "pause": _("pause"),
                "back": _("one step back"),
                "next": _("one step on"),
            },
        )
        time_slider(shown.time, shown.spec.steps, move, _)
        st.html(part(STANDS, stands_html(shown, _)))
        _ways_to_go(shown, _)
        broken_note(shown, _)


def _ways_to_go(shown: SeenTraining, _: Translate) -> None:
    """Place buttons that lead to a step that is worth a look."""
    course = shown.course
    if course.broke is not None:
        st.button(_("where it broke"), key="to-broken", on_click=go_to, args=(course.last + 1,))
    st.button(_("to the best test loss"), key="to-best", on_click=go_to, args=(course.best,))
