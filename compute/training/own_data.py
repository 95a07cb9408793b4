"""Read data that a person brings: a CSV, or points set by hand. All of it is hostile until it was checked.

Of a CSV two columns of numbers become x1 and x2 and one column is what is learned: classes where it has words or few
whole numbers, else a number. Everything is bounded before it is used: characters, rows, columns, length of a cell.
"""

import csv
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from compute.files.written_numbers import read_number
from compute.network.spec import Range
from compute.training.data import MOST_CLASSES, MeasuredRows

MOST_CHARACTERS = 200_000
MOST_COLUMNS = 50
MOST_CELL = 100
"""The most characters of a file, the most columns, and the most characters of a cell or of a column's name."""

ROWS = Range(4, 2000)
"""How many rows of numbers a file may have, the fewest and the most."""

LARGEST = 1e9
"""The largest magnitude that a number may have."""

MOST_OWN_POINTS = 60
"""The most points set by hand that fit into a link."""

FEWEST_OWN_POINTS = 4

FARTHEST = 10.0
"""A point that is set by hand lies within -10..10."""

SEPARATORS = (",", ";", "\t")

_SAID_SEPARATOR = re.compile(f'"?sep=([{"".join(SEPARATORS)}])"?[,;]*', re.IGNORECASE)
"""The line `sep=;`, which names the separator to Excel and is no row of the table."""

_POINT = re.compile(r"(-?\d{1,2}(?:\.\d{1,2})?)_(-?\d{1,2}(?:\.\d{1,2})?)_(\d)", re.ASCII)


class Wrong(StrEnum):
    """What is wrong with data that a person brings; a page words it."""

    EMPTY = "empty"
    TOO_LONG = "too long"
    NOT_TEXT = "not text"
    NO_HEADER = "no header"
    SAME_NAMES = "same names"
    TOO_MANY_COLUMNS = "too many columns"
    TOO_FEW_COLUMNS = "too few columns"
    LONG_CELL = "long cell"
    UNCLOSED = "unclosed"
    UNEVEN = "uneven"
    TOO_FEW_ROWS = "too few rows"
    TOO_MANY_ROWS = "too many rows"
    NO_SUCH_COLUMN = "no such column"
    SAME_COLUMN = "same column"
    MISSING = "missing"
    TEXT = "text"
    TOO_LARGE = "too large"
    CONSTANT = "constant"
    ONE_CLASS = "one class"
    TOO_MANY_CLASSES = "too many classes"
    UNREADABLE_POINT = "unreadable point"


class OwnDataError(ValueError):
    """Data of a person cannot be used.

    Attributes
    ----------
    wrong: why.
    column: the name of the column, where it is about one.
    row: the row, the header being row 1, where it is about one.
    found, allowed: numbers to say it with, such as how many rows there are and how many may be; or None.
    text: the cell or the part that is meant, at most `MOST_CELL` characters of it.
    """

    def __init__(
        self,
        wrong: Wrong,
        *,
        column: str = "",
        row: int | None = None,
        found: int | None = None,
        allowed: int | None = None,
        text: str = "",
    ) -> None:
        super().__init__(
            f"{wrong}: column {column!r}, row {row}, found {found}, allowed {allowed}, {text[:MOST_CELL]!r}"
        )
        self.wrong, self.column, self.row = wrong, column, row
        self.found, self.allowed, self.text = found, allowed, text[:MOST_CELL]


@dataclass(frozen=True)
class CsvTable:
    """A CSV that was read: names and cells as text, every row as long as the header.

    Attributes
    ----------
    lines: in which row of the file each of the rows stands, the header being row 1.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]

    @property
    def numeric(self) -> tuple[str, ...]:
        """The columns in which every cell is a number, from the left."""
        return tuple(
            name for at, name in enumerate(self.header) if all(read_number(row[at]) is not None for row in self.rows)
        )


def decoded(data: bytes) -> str:
    """Read an uploaded file as text, with or without a mark of its encoding at the beginning.

    Raises
    ------
    OwnDataError: it is too long, or no text in UTF-8.
    """
    if len(data) > 4 * MOST_CHARACTERS:
        raise OwnDataError(Wrong.TOO_LONG, found=len(data), allowed=4 * MOST_CHARACTERS)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OwnDataError(Wrong.NOT_TEXT) from None


def read_table(text: str) -> CsvTable:
    """Read a CSV with a header; its separator is what Excel says in a line before, or is most frequent in the header.

    Raises
    ------
    OwnDataError: the text is no such table, or it is too large.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MOST_CHARACTERS:
        raise OwnDataError(Wrong.TOO_LONG, found=len(text), allowed=MOST_CHARACTERS)
    if "\x00" in text:
        raise OwnDataError(Wrong.NOT_TEXT)
    lines = text.splitlines()
    said = _SAID_SEPARATOR.fullmatch(lines[0]) if lines else None
    if said is not None:
        lines[0] = ""
    first = next((line for line in lines if line.strip()), None)
    if first is None:
        raise OwnDataError(Wrong.EMPTY)
    separator = said[1] if said is not None else max(SEPARATORS, key=first.count)
    numbered = _numbered(lines, separator, len(text))
    (_line, header), *filled = [(line, row) for line, row in numbered if any(row)] or [(1, ("",))]
    _check_header(header)
    if len(filled) not in ROWS:
        few = len(filled) < ROWS.low
        allowed = ROWS.low if few else ROWS.high
        raise OwnDataError(Wrong.TOO_FEW_ROWS if few else Wrong.TOO_MANY_ROWS, found=len(filled), allowed=allowed)
    for line, row in filled:
        _check_row(row, line, len(header))
    return CsvTable(header, tuple(row for _line, row in filled), tuple(line for line, _row in filled))


def _numbered(lines: Sequence[str], separator: str, length: int) -> list[tuple[int, tuple[str, ...]]]:
    """Cut lines into cells; with each row the line that it begins in, the first being 1."""
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    found, last, begin = [], 1, 1
    try:
        for row in reader:
            found.append((begin, tuple(cell.strip() for cell in row)))
            last, begin = begin, reader.line_num + 1
    except csv.Error:  # a cell beyond Python's own limit
        raise OwnDataError(Wrong.LONG_CELL, found=length, allowed=MOST_CELL) from None
    # A quotation mark that is never closed makes one cell of all that follows.
    if reader.line_num > last and sum(line.count('"') for line in lines[last - 1 :]) % 2:
        raise OwnDataError(Wrong.UNCLOSED, row=last)
    return found


def _check_header(header: Sequence[str]) -> None:
    if len(header) > MOST_COLUMNS:
        raise OwnDataError(Wrong.TOO_MANY_COLUMNS, found=len(header), allowed=MOST_COLUMNS)
    if len(header) < 3:
        raise OwnDataError(Wrong.TOO_FEW_COLUMNS, found=len(header), allowed=3)
    for name in header:
        if not name or read_number(name) is not None:
            raise OwnDataError(Wrong.NO_HEADER, row=1, text=name)
        if len(name) > MOST_CELL:
            raise OwnDataError(Wrong.LONG_CELL, row=1, text=name, found=len(name), allowed=MOST_CELL)
        if header.count(name) > 1:
            raise OwnDataError(Wrong.SAME_NAMES, column=name)


def _check_row(row: Sequence[str], line: int, columns: int) -> None:
    if len(row) != columns:
        raise OwnDataError(Wrong.UNEVEN, row=line, found=len(row), allowed=columns)
    for cell in row:
        if len(cell) > MOST_CELL:
            raise OwnDataError(Wrong.LONG_CELL, row=line, text=cell, found=len(cell), allowed=MOST_CELL)


def suggested_columns(table: CsvTable) -> tuple[str, str, str]:
    """Suggest x1, x2 and what is learned: the first two columns of numbers, and the last of the others.

    Raises
    ------
    OwnDataError: there are no two columns of numbers: the error names the first cell that is none.
    """
    *others, last = table.header
    inputs = [name for name in others if name in table.numeric][:2]
    for name in others:
        if len(inputs) < 2 and name not in inputs:
            _numbers(table, name)
    return inputs[0], inputs[1], last


def chosen_rows(table: CsvTable, columns: tuple[str, str, str]) -> MeasuredRows:
    """Take x1, x2 and what is learned from these columns of a table.

    Raises
    ------
    OwnDataError: a column cannot be what it is chosen for.
    """
    for name in columns:
        if name not in table.header:
            raise OwnDataError(Wrong.NO_SUCH_COLUMN, column=name)
        if columns.count(name) > 1:
            raise OwnDataError(Wrong.SAME_COLUMN, column=name)
    first, second = (_varying(name, _numbers(table, name)) for name in columns[:2])
    wanted, classes = _learned(table, columns[2])
    return MeasuredRows(columns, tuple(zip(first, second, strict=True)), wanted, classes)


def read_rows(text: str) -> MeasuredRows:
    """Read a CSV and take the columns that are suggested.

    Raises
    ------
    OwnDataError: it cannot be used.
    """
    table = read_table(text)
    return chosen_rows(table, suggested_columns(table))


def _cells(table: CsvTable, name: str) -> Iterable[tuple[int, str]]:
    at = table.header.index(name)
    for line, row in zip(table.lines, table.rows, strict=True):
        if row[at].lower() in ("", "na", "n/a", "nan", "null", "none", "?"):
            raise OwnDataError(Wrong.MISSING, column=name, row=line, text=row[at])
        yield line, row[at]


def _numbers(table: CsvTable, name: str) -> tuple[float, ...]:
    numbers = []
    for line, cell in _cells(table, name):
        number = read_number(cell)
        if number is None:
            raise OwnDataError(Wrong.TEXT, column=name, row=line, text=cell)
        if abs(number) > LARGEST:
            raise OwnDataError(Wrong.TOO_LARGE, column=name, row=line, text=cell)
        numbers.append(number)
    return tuple(numbers)


def _varying(name: str, numbers: tuple[float, ...]) -> tuple[float, ...]:
    """Check that a column varies, by enough to be divided by it."""
    spread = max(numbers) - min(numbers)
    if spread <= 1e-9 * max(1e-6, *map(abs, numbers)):
        raise OwnDataError(Wrong.CONSTANT, column=name, text=f"{numbers[0]:g}")
    return numbers


def _learned(table: CsvTable, name: str) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """Read what is learned: of words, and of at most `MOST_CLASSES` different whole numbers, the class."""
    cells = [cell for _line, cell in _cells(table, name)]
    numbers = [read_number(cell) for cell in cells]
    values = [number for number in numbers if number is not None]
    if len(values) < len(cells):
        names = sorted(set(cells))
        keys = cells
    elif len(set(values)) <= MOST_CLASSES and all(value.is_integer() for value in values):
        names = [f"{value:.0f}" for value in sorted(set(values))]
        keys = [f"{value:.0f}" for value in values]
    else:
        return _varying(name, _numbers(table, name)), ()
    if len(names) < 2:
        raise OwnDataError(Wrong.ONE_CLASS, column=name, text=names[0])
    if len(names) > MOST_CLASSES:
        raise OwnDataError(Wrong.TOO_MANY_CLASSES, column=name, found=len(names), allowed=MOST_CLASSES)
    return tuple(float(names.index(key)) for key in keys), tuple(names)


def parse_points(text: str) -> MeasuredRows:
    """Read points as a link has them: `0.5_-1.25_0~1_2_1` is x1, x2 and class of each, in hundredths.

    Raises
    ------
    OwnDataError: a part is unreadable, there are too few or too many, all are of one class, or x1 or x2 is the same
        everywhere.
    """
    parts = text.split("~", MOST_OWN_POINTS) if text else []
    if len(parts) > MOST_OWN_POINTS:
        raise OwnDataError(Wrong.TOO_MANY_ROWS, found=len(parts), allowed=MOST_OWN_POINTS)
    points = [_point(part) for part in parts]
    if len(points) < FEWEST_OWN_POINTS:
        raise OwnDataError(Wrong.TOO_FEW_ROWS, found=len(points), allowed=FEWEST_OWN_POINTS)
    for name, column in (("x1", 0), ("x2", 1)):
        _varying(name, tuple(point[column] for point in points))
    numbers = sorted({point[2] for point in points})
    if len(numbers) < 2:
        raise OwnDataError(Wrong.ONE_CLASS, column="class", text=str(numbers[0]))
    wanted = tuple(float(numbers.index(point[2])) for point in points)
    rows = tuple((x1, x2) for x1, x2, _number in points)
    return MeasuredRows(("x1", "x2", "class"), rows, wanted, tuple(map(str, numbers)))


def format_points(points: Iterable[tuple[float, float, int]]) -> str:
    """Write points as `parse_points` reads them, in hundredths and within `FARTHEST`."""
    return "~".join(f"{_hundredths(x1)}_{_hundredths(x2)}_{number}" for x1, x2, number in points)


def _point(part: str) -> tuple[float, float, int]:
    read = _POINT.fullmatch(part)
    if read is None:
        raise OwnDataError(Wrong.UNREADABLE_POINT, text=part)
    x1, x2, number = float(read[1]), float(read[2]), int(read[3])
    if max(abs(x1), abs(x2)) > FARTHEST:
        raise OwnDataError(Wrong.UNREADABLE_POINT, text=part)
    return x1, x2, number


def _hundredths(value: float) -> str:
    within = round(max(-FARTHEST, min(FARTHEST, value)), 2) if math.isfinite(value) else 0.0
    return f"{within + 0.0:g}"
