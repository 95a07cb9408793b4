"""Bring a table: pasted or as a file; choose its columns, and see how it was read."""

from collections.abc import Mapping
from html import escape
from pathlib import Path

import streamlit as st

from components.base.foreign import html, visible
from components.base.text import Translate
from components.browser.script import script
from components.state.own_writes import if_set_by_person, write
from components.training.own.table import OwnTable, choose, hand_in, tried, use, used
from components.training.own.wrong_words import wrong_words
from components.widgets.too_large import too_large_note
from compute.files.tensor_files import MAX_MEGABYTES
from compute.training.own_data import CsvTable, OwnDataError, Wrong, decoded

FILE, TEXT = "own-file", "own-text"
COLUMNS = ("own-x1", "own-x2", "own-learned")
"""Keys of the widgets."""

MOST_PASTED = 20_000
"""The most characters of a pasted text, since the browser sends it with everything that it says."""

MOST_BYTES = 200_000
"""The most bytes of a file."""

FIRST_ROWS = 5
"""How many rows of a table are shown."""

_REFUSED = "own-file-refused"

_paste = st.components.v2.component(
    "tensorama_paste",
    html='<p class="too-large" role="alert"></p>',
    js=script(Path(__file__).with_name("paste.js")),
    isolate_styles=False,
)


def table_panel(is_used: bool, _: Translate) -> None:
    """Place fields for a file and for a text, and what was read.

    Parameters
    ----------
    is_used: whether the course learns from the table.
    """
    _fields(_)
    table = tried()
    refused: OwnDataError | None = st.session_state.get(_REFUSED)
    if refused is not None:
        _wrong(refused, _)
    elif table is not None:
        _what_was_read(table, _)
    if not is_used and used() is not None:
        st.button(_("learn from this table"), key="own-use-table", on_click=use)


def _fields(_: Translate) -> None:
    st.file_uploader(
        _("a CSV as a file"), key=FILE, max_upload_size=MAX_MEGABYTES, on_change=if_set_by_person(FILE, _take_file)
    )
    too_large_note(FILE, "own-too-large", _too_large_words(_))
    _keep_text()
    with st.form("own-form", border=False):
        st.text_area(
            _("or the same as text, up to {most} characters", most=_.count(MOST_PASTED)),
            key=TEXT,
            height=140,
            max_chars=MOST_PASTED,
            placeholder="petal_length;petal_width;species\n1.4;0.2;setosa\n4.7;1.4;versicolor",
        )
        too_long = _(
            "The text would have {total} characters; at most {most} fit in here, so nothing was pasted. Save it as a "
            "file and choose that.",
            total="{total}",
            most=_.count(MOST_PASTED),
        )
        _paste(key="own-too-long", data=[TEXT, MOST_PASTED, too_long])
        st.form_submit_button(_("read it"), key="own-read", on_click=_take_text)


def _keep_text() -> None:
    """Fill the field with the text that was handed in last where the field is new, as on the way back to this data."""
    table = tried()
    # No empty text: the browser may show what has been typed and not been handed in.
    if table is not None and table.text and len(table.text) <= MOST_PASTED and TEXT not in st.session_state:
        st.session_state[TEXT] = table.text


def _take_text() -> None:
    st.session_state.pop(_REFUSED, None)
    hand_in(str(st.session_state.get(TEXT) or "")[: MOST_PASTED + 1])


def _take_file() -> None:
    """Read a file; one that is too long is not even taken into memory a second time."""
    uploaded = st.session_state[FILE]
    if uploaded is None:
        return
    st.session_state.pop(_REFUSED, None)
    try:
        if uploaded.size > MOST_BYTES:
            raise OwnDataError(Wrong.TOO_LONG, found=uploaded.size, allowed=MOST_BYTES)
        text = decoded(uploaded.getvalue())
    except OwnDataError as error:
        st.session_state[_REFUSED] = error.with_traceback(None)
        return
    hand_in(text)
    if len(text) <= MOST_PASTED:
        st.session_state[TEXT] = text  # there it can be mended


def _too_large_words(_: Translate) -> str:
    return _("This file is too large: it may have {most} bytes at most. Nothing was changed.", most=_.count(MOST_BYTES))


def _what_was_read(table: OwnTable, _: Translate) -> None:
    """Show the columns to choose from and the first rows, or say why there are none."""
    read = table.table()
    if isinstance(read, OwnDataError):
        _wrong(read, _)
        return
    rows = table.rows()
    if isinstance(rows, OwnDataError):
        _wrong(rows, _)
    assert table.columns is not None  # of a table that was read
    with st.container(key="own-columns"):
        labels = ("x1", "x2", _("what is learned"))
        for place, (key, label) in enumerate(zip(COLUMNS, labels, strict=True)):
            write(key, table.columns[place], again=True)
            st.selectbox(
                label,
                read.header,
                key=key,
                format_func=visible,
                on_change=if_set_by_person(key, _take_column),
                args=(place, key),
            )
    st.html(first_rows_html(read, dict(zip(table.columns, labels, strict=False)), _))
    if not table.outlives():
        st.caption(
            _("The table is longer than what the browser's tab can keep: when that is loaded anew, bring it again.")
        )


def _take_column(place: int, key: str) -> None:
    choose(place, str(st.session_state[key]))


def _wrong(error: OwnDataError, _: Translate) -> None:
    """Say what is wrong, and what the course learns from meanwhile."""
    if error.wrong == Wrong.TOO_LONG and st.session_state.get(_REFUSED) is error:
        words = _too_large_words(_)
    else:
        goes_on = _("Until it can be read, the network learns from what was there before.")
        words = f"{wrong_words(error, _)} {goes_on}"
    st.error(words, icon=":material/block:")


def first_rows_html(table: CsvTable, chosen: Mapping[str, str], _: Translate) -> str:
    """Write the names and the first rows of a table, and over the chosen columns what they are taken for."""
    taken = "".join(f"<td>{escape(chosen.get(name, ''))}</td>" for name in table.header)
    names = "".join(f'<th scope="col"{_mark(name in chosen)}>{html(name, 24)}</th>' for name in table.header)
    shown = table.rows[:FIRST_ROWS]
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{_mark(name in chosen)}>{html(cell, 24)}</td>" for name, cell in zip(table.header, row, strict=True)
        )
        + "</tr>"
        for row in shown
    )
    words = _("The first {shown} of {total} rows, as they were read:", shown=len(shown), total=_.count(len(table.rows)))
    return (
        f'<p>{escape(words)}</p><div class="wide" tabindex="0"><table class="own-table">'
        f"<thead><tr>{taken}</tr><tr>{names}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _mark(is_chosen: bool) -> str:
    return ' class="chosen"' if is_chosen else ""
