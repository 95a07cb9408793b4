"""The visitor's own data on the page: points set by hand, and how they are standardised."""

from html import escape
from pathlib import Path

import streamlit as st

from components.base.foreign import html
from components.base.prose import sentence_html
from components.base.stylesheet import stylesheet
from components.base.text import Translate
from components.state.scene import Said
from components.training.fields import DATA_FIELD
from components.training.fields import OWN as OWN_FIELD
from components.training.own.points import points_editor
from components.training.setting import FIRST_POINTS
from compute.training.data import OWN, MeasuredRows, scaling_of
from compute.training.own_data import parse_points
from compute.training.setting import WHOLE

STYLE = Path(__file__).with_name("own.css")

ROUNDING = 1e-12
"""A mean that is smaller than this share of the deviation is 0, but for the rounding of a sum."""


def own_data_panel(said: Said, _: Translate) -> None:
    """Place the editor where the visitor's own data are learned from, and say how they are standardised."""
    if said[DATA_FIELD.name] != OWN:
        return
    st.html(stylesheet(STYLE))
    with st.container(key="own-data"):
        with st.container(key="own-set"):
            heading = _("Points set by hand")
            st.html(f'<h2 class="own-heading">{escape(heading)}</h2>')
            points_editor(_)
        with st.container(key="own-standardised"):
            st.html(scaling_html(parse_points(said[OWN_FIELD.name] or FIRST_POINTS), _))


def scaling_html(rows: MeasuredRows, _: Translate) -> str:
    """Write how the numbers of each column become those that are learned from, with the first row as an example."""
    words = _(
        "What is learned from is **(value − mean) / deviation**, so that no column counts for more because its numbers "
        "are larger. Mean and deviation are those of all {total} rows; the deviation is divided by n − 1, as "
        "`torch.std` does.",
        total=_.count(len(rows.rows)),
    )
    most = WHOLE["points"].high
    if len(rows.rows) > most:
        words += " " + _("The course takes {most} of them, drawn with the seed.", most=_.count(most))
    scaling = scaling_of(rows)
    inputs = zip(("x1", "x2"), rows.columns, rows.rows[0], scaling.means, scaling.deviations, strict=False)
    columns: list[tuple[str, str, float, float, float]] = list(inputs)
    if not rows.classes:
        columns.append((_("learned"), rows.columns[2], rows.wanted[0], scaling.mean, scaling.deviation))
    heads = ("", _("column"), _("mean"), _("deviation"), _("of the first row"))
    head = "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(_scaled_row(*column) for column in columns)
    table = f'<table class="own-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    classes = f"<p>{_classes_html(rows, _)}</p>" if rows.classes else ""
    return f'<p>{sentence_html(words)}</p><div class="wide" tabindex="0">{table}</div>{classes}'


def _scaled_row(place: str, name: str, value: float, mean: float, deviation: float) -> str:
    if abs(mean) < ROUNDING * deviation:
        mean = 0.0
    example = (
        f"({_shown(value)} − {_bracketed(mean)}) / {_shown(deviation)} = <b>{_shown((value - mean) / deviation)}</b>"
    )
    return (
        f'<tr><th scope="row">{escape(place)}</th><td>{html(name)}</td><td>{_shown(mean)}</td>'
        f"<td>{_shown(deviation)}</td><td>{example}</td></tr>"
    )


def _shown(value: float) -> str:
    """Write a number in so many digits that a very small and a very large one are both told from 0 and from others."""
    return f"{value:.5g}".replace("-", "−")


def _bracketed(value: float) -> str:
    return f"({_shown(value)})" if value < 0 else _shown(value)


def _classes_html(rows: MeasuredRows, _: Translate) -> str:
    """Say which class has which number, and how often it is there."""
    counts = [rows.wanted.count(float(index)) for index in range(len(rows.classes))]
    named = [
        f"{index if name == str(index) else f'{index}: {html(name, 24)}'} ({_.count(count)})"
        for index, (name, count) in enumerate(zip(rows.classes, counts, strict=True))
    ]
    words = _("Classes are not standardised. By their number, and how many rows each has:")
    return f"{escape(words)} {', '.join(named)}."
