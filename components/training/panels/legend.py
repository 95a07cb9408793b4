"""Say below the map what the shapes, the colours and the rims of its points mean."""

from html import escape

import streamlit as st

from components.base.text import Translate
from components.training.figures.classes import class_colour, class_sign
from components.training.figures.decision_picture import class_names, shortened
from components.training.seen import SeenTraining
from compute.training.setting import TrainingSpec


def legend_panel(shown: SeenTraining, _: Translate) -> None:
    """Show the legend, where the points lie in a plane."""
    if shown.spec.has_plane:
        with st.container(key="legend", gap=None):
            st.html(legend_html(shown.spec, _))


def legend_html(spec: TrainingSpec, _: Translate) -> str:
    """Write what the points of a setting look like: each class, and whether they are learned from."""
    parts = []
    for index, name in enumerate(class_names(spec) if spec.classes else ()):
        colour, words = class_colour(index, spec.classes), _("class {name}", name=shortened(name))
        parts.append(f'<b style="color:{colour}" aria-hidden="true">{class_sign(index)}</b>{escape(words)}')
    if not parts:
        parts.append(escape(_("colour: the wanted number")))
    for rim, words in (("light", _("light rim: training")), ("dark", _("dark rim: test"))):
        parts.append(f'<i class="{rim}" aria-hidden="true"></i>{escape(words)}')
    return '<p class="map-legend">' + "".join(f"<span>{part}</span>" for part in parts) + "</p>"
