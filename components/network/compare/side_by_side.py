"""Compare two networks: their values in one table, and a heading over each picture."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from components.base.drawing import Drawing
from components.base.style import FONT_SIZE, INK, printed_number, true_minus
from components.base.text import Translate, untranslated
from compute.network.ablation import SUM, Pair, Row, Z, most_different
from compute.network.spec import NetworkSpec

MAX_HIDDEN = 16
"""The most hidden units in the table; of more units, those that differ most."""

MAX_PICTURED = 64
"""Larger networks have no second and third picture: each unit and edge takes the browser time."""

SAME, OTHER = "=", "≠"
"""Marks of a row, so that colour is not all that tells them apart."""

HEIGHT, HEADING_ROOM = 400, 30
"""Height of a picture in pixels, and how many of them its heading takes."""


def signed(difference: float) -> str:
    """Write a difference with its sign and four decimals; one too small for that with an exponent."""
    text = f"{difference:+.4f}"
    is_small = difference and float(text) == 0
    return true_minus(f"{difference:+.1e}" if is_small else text.replace("-0.0000", "+0.0000"))


def is_pictured(spec: NetworkSpec) -> bool:
    """Tell whether the network is small enough to be drawn twice more."""
    return sum(spec.sizes) <= MAX_PICTURED


def rows_shown(pair: Pair) -> list[Row]:
    """Return the rows of the table: the hidden units, of many those that differ most, and the outputs."""
    return [*most_different(pair.hidden(), MAX_HIDDEN), *pair.outputs()]


def side_by_side_html(pair: Pair, titles: Sequence[str], _: Translate = untranslated) -> str:
    """Write the table: a row for each value with its difference; rows that differ are marked.

    Parameters
    ----------
    titles: of the first network, and of the other.
    """
    names = ("", *titles, _("difference"), "")
    head = "".join(f'<th scope="col">{escape(name)}</th>' if name else "<td></td>" for name in names)
    body = "".join(_line(row, pair.spec, _) for row in rows_shown(pair))
    label = escape(_("both networks side by side"))
    return (
        f'<div class="side-by-side" tabindex="0" role="region" aria-label="{label}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{''.join(_notes(pair, _))}"
    )


def _line(row: Row, spec: NetworkSpec, _: Translate) -> str:
    mark, said = (OTHER, _("differs")) if row.differs else (SAME, _("the same"))
    kind = ' class="differs"' if row.differs else ""
    return (
        f'<tr{kind}><th scope="row">{escape(_name(row, spec, _))}</th><td>{printed_number(row.this)}</td>'
        f"<td>{printed_number(row.other)}</td><td>{signed(row.difference)}</td>"
        f'<td><span role="img" aria-label="{escape(said)}">{mark}</span></td></tr>'
    )


def _name(row: Row, spec: NetworkSpec, _: Translate) -> str:
    return {SUM: _("sum"), Z: "z"}.get(row.step) or row.unit.label(spec)


def _notes(pair: Pair, _: Translate) -> Iterator[str]:
    """Say what is left out."""
    hidden = sum(pair.spec.hidden)
    if hidden > MAX_HIDDEN:
        note = _("Of {total} hidden units, the {shown} that differ most are shown.", shown=MAX_HIDDEN, total=hidden)
        yield f'<p class="small">{escape(note)}</p>'
    if not is_pictured(pair.spec):
        note = _("Networks of more than {limit} units are not drawn here.", limit=MAX_PICTURED)
        yield f'<p class="small">{escape(note)}</p>'


def headed(drawing: Drawing, heading: str) -> Drawing:
    """Return the picture with a fixed height and a heading over it."""
    annotations = drawing.layout.get("annotations")
    title = {
        "text": f"<b>{escape(heading)}</b>",
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 0.5,
        "y": 1,
        "xanchor": "center",
        "yanchor": "bottom",
        "yshift": 6,
        "font": {"size": FONT_SIZE, "color": INK},
    }
    layout = dict(drawing.layout) | {
        "height": HEIGHT,
        "margin": {"l": 0, "r": 0, "t": HEADING_ROOM, "b": 0},
        "annotations": [*(annotations if isinstance(annotations, list) else []), title],
    }
    return replace(drawing, layout=layout)
