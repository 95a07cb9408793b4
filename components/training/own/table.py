"""The table that a visitor has brought, in the session: no link can hold it.

The link has the last word on what is learned from: where it has points, it is these; where it has none, the table.
So whoever opens a link with points sees these points, whatever else the visit has, and "back" leads from one to the
other.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import streamlit as st

from components.training.own.set_points import lay_aside
from compute.training.data import MeasuredRows
from compute.training.own_data import (
    MOST_CHARACTERS,
    CsvTable,
    OwnDataError,
    chosen_rows,
    read_table,
    suggested_columns,
)

MOST_KEPT = 6_000
"""The most bytes of a table that outlive the session; the tab keeps other things beside it."""

_TRIED, _USED = "own-table-tried", "own-table-used"

Columns: TypeAlias = tuple[str, str, str]
"""The names of x1, of x2 and of what is learned."""


@dataclass(frozen=True)
class OwnTable:
    """A text that is to be a table, and which of its columns are taken.

    Attributes
    ----------
    columns: None where the text is no table.
    """

    text: str
    columns: Columns | None

    def table(self) -> CsvTable | OwnDataError:
        """Read the text, or return why that cannot be."""
        return _read(self.text)

    def rows(self) -> MeasuredRows | OwnDataError:
        """Take the columns, or return why they cannot be learned from."""
        return _chosen(self.text, self.columns)

    def outlives(self) -> bool:
        """Tell whether the text is short enough to be kept when the session ends."""
        return len(self.text.encode("utf-8", "replace")) <= MOST_KEPT


# Four texts of the largest size have less than one megabyte; as cells and numbers some ten times as much.
@lru_cache(maxsize=4)
def _read(text: str) -> CsvTable | OwnDataError:
    try:
        return read_table(text)
    except OwnDataError as error:
        return error.with_traceback(None)


@lru_cache(maxsize=4)
def _chosen(text: str, columns: Columns | None) -> MeasuredRows | OwnDataError:
    table = _read(text)
    if isinstance(table, OwnDataError):
        return table
    try:
        return chosen_rows(table, columns or suggested_columns(table))
    except OwnDataError as error:
        return error.with_traceback(None)


def first_columns(table: CsvTable) -> Columns:
    """Choose columns to begin with: those suggested, or where there are none others that a person can go on from."""
    try:
        return suggested_columns(table)
    except OwnDataError:
        first, second, *_others = dict.fromkeys((*table.numeric, *table.header))
        learned = next(name for name in reversed(table.header) if name not in (first, second))
        return first, second, learned


def tried() -> OwnTable | None:
    """Return the table that was handed in last, whether it can be used or not."""
    found: OwnTable | None = st.session_state.get(_TRIED)
    return found


def used() -> OwnTable | None:
    """Return the last table that can be learned from."""
    found: OwnTable | None = st.session_state.get(_USED)
    return found


def rows_in_use(points: str) -> MeasuredRows | None:
    """Return the rows that the course learns from; None where it learns from points, or nothing of the visitor's.

    Parameters
    ----------
    points: what the link says of points that were set by hand.
    """
    found = used()
    rows = found.rows() if found is not None and not points else None
    return rows if isinstance(rows, MeasuredRows) else None


def hand_in(text: str) -> None:
    """Try to learn from this text; of one that is too long only so much is kept as shows that it is."""
    text = text[: MOST_CHARACTERS + 1]
    table = _read(text)
    _try(OwnTable(text, None if isinstance(table, OwnDataError) else first_columns(table)))


def choose(place: int, name: str) -> None:
    """Take another column for x1, x2 or what is learned: place 0, 1 or 2."""
    now = tried()
    if now is not None and now.columns is not None:
        first, second, learned = (name if at == place else column for at, column in enumerate(now.columns))
        _try(OwnTable(now.text, (first, second, learned)))


def use() -> None:
    """Learn from the table again, instead of from points."""
    if used() is not None:
        lay_aside()


def _try(table: OwnTable) -> None:
    st.session_state[_TRIED] = table
    if isinstance(table.rows(), MeasuredRows):
        st.session_state[_USED] = table
        lay_aside()


def restore(text: str, columns: Columns) -> bool:
    """Take over the table that an earlier session has left, where it can be learned from and there is none yet."""
    table = OwnTable(text, columns)
    if used() is not None or not table.outlives() or not isinstance(table.rows(), MeasuredRows):
        return False
    st.session_state[_USED] = table
    st.session_state.setdefault(_TRIED, table)
    return True
