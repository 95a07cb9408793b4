"""Say what is wrong with data that a person brings: which column, which row, and what is allowed."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from components.base.foreign import code
from components.base.text import Translate
from compute.training.own_data import FEWEST_OWN_POINTS, LARGEST, MOST_CELL, OwnDataError, Wrong

Say: TypeAlias = Callable[[OwnDataError, Translate], str]


def wrong_words(error: OwnDataError, _: Translate) -> str:
    """Explain an error about a table, in Markdown; what stands in the table is shown as code."""
    return _WORDS[error.wrong](error, _)


def missing_words(error: OwnDataError, _: Translate) -> str:
    """Say what points that are set by hand still lack."""
    if error.wrong == Wrong.TOO_FEW_ROWS:
        lacking = FEWEST_OWN_POINTS - (error.found or 0)
        return _.plural(
            "{count} more point is needed: at least {least}, of two classes.",
            "{count} more points are needed: at least {least}, of two classes.",
            lacking,
            least=FEWEST_OWN_POINTS,
        )
    if error.wrong == Wrong.ONE_CLASS:
        return _("All points are of class {name}. Choose another class and set points of it, too.", name=error.text)
    return _(
        "{name} is the same for all points. They have to differ in it: its deviation would be 0, and nothing can be "
        "divided by that.",
        name=error.column,
    )


def _empty(_error: OwnDataError, _: Translate) -> str:
    return _("There is nothing in it. Its first row has to name the columns; each further row is a point.")


def _too_long(error: OwnDataError, _: Translate) -> str:
    return _(
        "It has {total} characters; at most {most} are allowed.",
        total=_.count(error.found or 0),
        most=_.count(error.allowed or 0),
    )


def _not_text(_error: OwnDataError, _: Translate) -> str:
    return _("This is no text. A CSV in UTF-8 is needed; a spreadsheet writes one where it saves under another name.")


def _no_header(error: OwnDataError, _: Translate) -> str:
    if not error.text:
        return _("Row 1 has to name every column, and one of its names is empty.")
    return _(
        "Row 1 has to name the columns, and {text} is a number. Put a row with names before the numbers.",
        text=code(error.text),
    )


def _same_names(error: OwnDataError, _: Translate) -> str:
    return _("Two columns have the name {column}. Each needs one of its own.", column=code(error.column))


def _too_many_columns(error: OwnDataError, _: Translate) -> str:
    return _(
        "Row 1 names {total} columns; at most {most} are allowed.",
        total=_.count(error.found or 0),
        most=error.allowed,
    )


def _too_few_columns(error: OwnDataError, _: Translate) -> str:
    return _.plural(
        "Row 1 has {count} column; at least {allowed} are needed: two numbers of each point, and what is learned. "
        "A comma, a semicolon or a tab stands between them.",
        "Row 1 has {count} columns; at least {allowed} are needed: two numbers of each point, and what is learned. "
        "A comma, a semicolon or a tab stands between them.",
        error.found or 0,
        allowed=error.allowed,
    )


def _long_cell(error: OwnDataError, _: Translate) -> str:
    if error.row is None:
        return _(
            "A cell goes on without an end; at most {most} characters are allowed. Perhaps a quotation mark is never "
            "closed.",
            most=MOST_CELL,
        )
    return _(
        "In row {row} a cell has {total} characters; at most {most} are allowed. It begins with {text}.",
        row=error.row,
        total=_.count(error.found or 0),
        most=error.allowed,
        text=code(error.text, 20),
    )


def _unclosed(error: OwnDataError, _: Translate) -> str:
    return _("In row {row} a quotation mark is opened and never closed.", row=error.row)


def _uneven(error: OwnDataError, _: Translate) -> str:
    return _.plural(
        "Row {row} has {count} cell, and row 1 names {columns} columns. Every row needs a cell for each column.",
        "Row {row} has {count} cells, and row 1 names {columns} columns. Every row needs a cell for each column.",
        error.found or 0,
        row=error.row,
        columns=error.allowed,
    )


def _too_few_rows(error: OwnDataError, _: Translate) -> str:
    return _.plural(
        "Below the names there is {count} row; at least {allowed} are needed.",
        "Below the names there are {count} rows; at least {allowed} are needed.",
        error.found or 0,
        allowed=error.allowed,
    )


def _too_many_rows(error: OwnDataError, _: Translate) -> str:
    return _(
        "It has {total} rows; at most {most} are allowed.",
        total=_.count(error.found or 0),
        most=_.count(error.allowed or 0),
    )


def _no_such_column(error: OwnDataError, _: Translate) -> str:
    return _("There is no column {column}. Choose one of those in row 1.", column=code(error.column))


def _same_column(error: OwnDataError, _: Translate) -> str:
    return _("Column {column} is chosen twice. Three different ones are needed.", column=code(error.column))


def _missing(error: OwnDataError, _: Translate) -> str:
    if not error.text:
        return _(
            "Column {column} is empty in row {row}. Fill in a value there, or leave out the row.",
            column=code(error.column),
            row=error.row,
        )
    return _(
        "Column {column} has {text} in row {row}, so a value is missing there. Fill it in, or leave out the row.",
        column=code(error.column),
        row=error.row,
        text=code(error.text),
    )


def _text(error: OwnDataError, _: Translate) -> str:
    return _(
        "Column {column} has {text} in row {row}, which is no number. Allowed are numbers such as 0.5, 0,5 or 1e-3; "
        "words can only be what is learned.",
        column=code(error.column),
        row=error.row,
        text=code(error.text),
    )


def _too_large(error: OwnDataError, _: Translate) -> str:
    return _(
        "Column {column} has {text} in row {row}. Allowed are numbers from −{most} to {most}.",
        column=code(error.column),
        row=error.row,
        text=code(error.text),
        most=_.count(int(LARGEST)),
    )


def _constant(error: OwnDataError, _: Translate) -> str:
    return _(
        "Column {column} is {text} in every row, or so near to it that nothing can be told apart. Choose a column that "
        "changes: its deviation would be 0, and nothing can be divided by that.",
        column=code(error.column),
        text=code(error.text),
    )


def _one_class(error: OwnDataError, _: Translate) -> str:
    return _(
        "Column {column} has {text} in every row. To tell classes apart, there have to be at least two.",
        column=code(error.column),
        text=code(error.text),
    )


def _too_many_classes(error: OwnDataError, _: Translate) -> str:
    return _(
        "Column {column} has {total} different words; at most {most} classes are allowed. Let another column be "
        "learned.",
        column=code(error.column),
        total=_.count(error.found or 0),
        most=error.allowed,
    )


def _unreadable_point(error: OwnDataError, _: Translate) -> str:
    return _("{text} is no point.", text=code(error.text))


_WORDS: Mapping[Wrong, Say] = MappingProxyType(
    {
        Wrong.EMPTY: _empty,
        Wrong.TOO_LONG: _too_long,
        Wrong.NOT_TEXT: _not_text,
        Wrong.NO_HEADER: _no_header,
        Wrong.SAME_NAMES: _same_names,
        Wrong.TOO_MANY_COLUMNS: _too_many_columns,
        Wrong.TOO_FEW_COLUMNS: _too_few_columns,
        Wrong.LONG_CELL: _long_cell,
        Wrong.UNCLOSED: _unclosed,
        Wrong.UNEVEN: _uneven,
        Wrong.TOO_FEW_ROWS: _too_few_rows,
        Wrong.TOO_MANY_ROWS: _too_many_rows,
        Wrong.NO_SUCH_COLUMN: _no_such_column,
        Wrong.SAME_COLUMN: _same_column,
        Wrong.MISSING: _missing,
        Wrong.TEXT: _text,
        Wrong.TOO_LARGE: _too_large,
        Wrong.CONSTANT: _constant,
        Wrong.ONE_CLASS: _one_class,
        Wrong.TOO_MANY_CLASSES: _too_many_classes,
        Wrong.UNREADABLE_POINT: _unreadable_point,
    }
)
