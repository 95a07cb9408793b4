"""The visitor's own data on the page: points set by hand, or a table, and how they are standardised."""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TypeAlias

import streamlit as st

from components.base.foreign import html
from components.base.prose import sentence_html
from components.base.style import in_brackets, true_minus
from components.base.stylesheet import stylesheet
from components.base.text import Translate
from components.state.scene import Said
from components.training.fields import DATA_FIELD
from components.training.fields import OWN as OWN_FIELD
from components.training.own.kept import ABOUT
from components.training.own.points import points_editor
from components.training.own.set_points import lacking_in, set_text, take_points
from components.training.own.table import rows_in_use
from components.training.own.table_panel import TEXT, table_panel
from components.training.setting import FIRST_POINTS
from compute.training.data import OWN, MeasuredRows, scaling_of
from compute.training.own_data import parse_points
from compute.training.setting import WHOLE

STYLE = Path(__file__).with_name("own.css")

Keep: TypeAlias = Callable[[str, str], None]
"""Takes the key of a field and what its text is about."""

ROUNDING = 1e-12
"""A mean that is smaller than this share of the deviation is 0, but for the rounding of a sum."""


def rows_beyond_link(said: Said) -> MeasuredRows | None:
    """Return the rows of the session that this link is to be trained on; None where the link has all there is.

    What is learned from them no route without a session can compute, see `components.browser.short_way`.
    """
    return rows_in_use(said[OWN_FIELD.name]) if said[DATA_FIELD.name] == OWN else None


def own_data_panel(said: Said, rows: MeasuredRows | None, keep: Keep, _: Translate) -> None:
    """Place editor and table where the visitor's own data are learned from.

    Parameters
    ----------
    rows: those of `rows_beyond_link`.
    keep: lets the tab keep what no link holds, and what is typed into a field, see `components.frame.keeping`.
    """
    if said[DATA_FIELD.name] != OWN:
        return
    st.html(stylesheet(STYLE))
    with st.container(key="own-data"):
        with st.container(key="own-set"):
            _heading(_("Points set by hand"), rows is None, _)
            points_editor(_)
            text = set_text()
            if rows is not None and lacking_in(text) is None:
                st.button(_("learn from these points"), key="own-use-points", on_click=take_points, args=(text,))
        with st.container(key="own-brought"):
            _heading(_("A table"), rows is not None, _)
            table_panel(rows is not None, _)
        with st.container(key="own-standardised"):
            st.html(scaling_html(rows or parse_points(said[OWN_FIELD.name] or FIRST_POINTS), _))
        keep(TEXT, ABOUT)


def beyond_words(_: Translate) -> str:
    """Say that the table is in no link."""
    return _(
        "The link has the setting, and not the table that is learned from: that stays in this visit. Whoever opens the "
        "link sees other points until they bring the same table. The program that is taken home has the rows."
    )


def _heading(words: str, is_used: bool, _: Translate) -> None:
    learned = _("the network learns from this")
    used = f' <span class="used">{escape(learned)}</span>' if is_used else ""
    st.html(f'<h2 class="own-heading">{escape(words)}{used}</h2>')


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
        words += " " + _("The training takes {most} of them, drawn with the seed.", most=_.count(most))
    scaling = scaling_of(rows)
    inputs = zip(("x1", "x2"), rows.columns, rows.rows[0], scaling.means, scaling.deviations, strict=False)
    columns: list[tuple[str, str, float, float, float]] = list(inputs)
    if not rows.classes:
        columns.append((_("learned"), rows.columns[2], rows.wanted[0], scaling.mean, scaling.deviation))
    heads = (_("column"), _("mean"), _("deviation"), _("of the first row"))
    head = "<td></td>" + "".join(f'<th scope="col">{escape(each)}</th>' for each in heads)
    body = "".join(_scaled_row(*column) for column in columns)
    table = f'<table class="own-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
    classes = f"<p>{_classes_html(rows, _)}</p>" if rows.classes else ""
    return f'<p>{sentence_html(words)}</p><div class="wide" tabindex="0">{table}</div>{classes}'


def _scaled_row(place: str, name: str, value: float, mean: float, deviation: float) -> str:
    if abs(mean) < ROUNDING * deviation:
        mean = 0.0
    standardised = _shown((value - mean) / deviation)
    example = f"({_shown(value)} − {in_brackets(_shown(mean))}) / {_shown(deviation)} = <b>{standardised}</b>"
    return (
        f'<tr><th scope="row">{escape(place)}</th><td>{html(name)}</td><td>{_shown(mean)}</td>'
        f"<td>{_shown(deviation)}</td><td>{example}</td></tr>"
    )


def _shown(value: float) -> str:
    """Write a number in so many digits that a very small and a very large one are both told from 0 and from others."""
    return true_minus(f"{value:.5g}")


def _classes_html(rows: MeasuredRows, _: Translate) -> str:
    """Say which class has which number, and how often it is there."""
    counts = [rows.wanted.count(float(index)) for index in range(len(rows.classes))]
    named = [
        f"{index if name == str(index) else f'{index}: {html(name, 24)}'} ({_.count(count)})"
        for index, (name, count) in enumerate(zip(rows.classes, counts, strict=True))
    ]
    words = _("Classes are not standardised. By their number, and how many rows each has:")
    return f"{escape(words)} {', '.join(named)}."
