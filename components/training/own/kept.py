"""What of a visitor's own data outlives the session: points that no link has, and a table that is not too long."""

from collections.abc import Mapping

import streamlit as st

from components.training.own import set_points, table
from components.training.own.set_points import MOST_TEXT
from components.training.own.table import Columns
from components.training.own.table_panel import MOST_PASTED, TEXT
from compute.training.own_data import MOST_CELL

ABOUT = "own-table"
"""What a text in the field for a table is about, for the tab that keeps it while it is typed."""


def to_keep() -> Mapping[str, object]:
    """Return the table that can be learned from and the points that are not in the link, as `take_back` reads them."""
    kept: dict[str, object] = {}
    used, draft = table.used(), set_points.draft()
    if used is not None and used.columns is not None and used.outlives():
        kept["table"] = [used.text, *used.columns]
    if draft is not None:
        kept["points"] = [*draft]
    return kept


def take_back(kept: Mapping[str, object], draft: Mapping[str, object]) -> None:
    """Take over what an earlier session has left, where it is valid and there is nothing yet.

    Parameters
    ----------
    draft: a text that was typed and not handed in, and what it is about.
    """
    match kept.get("table"):
        case [str(text), str(first), str(second), str(learned)] if max(map(len, (first, second, learned))) <= MOST_CELL:
            columns: Columns = (first, second, learned)
            if table.restore(text, columns) and not st.session_state.get(TEXT):
                st.session_state[TEXT] = text
    match kept.get("points"):
        case [str(text), str(beside)] if max(len(text), len(beside)) <= MOST_TEXT:
            set_points.restore(text, beside)
    typed = draft.get("text")
    if draft.get("about") == ABOUT and isinstance(typed, str) and len(typed) <= MOST_PASTED:
        st.session_state[TEXT] = typed
