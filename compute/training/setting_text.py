"""Write a training's setting as a text, as files carry it, and read it back. What is read comes from anybody."""

import json
from collections.abc import Mapping
from dataclasses import fields

from compute.network.spec import SpecError
from compute.training.data import MOST_CLASSES, MeasuredRows
from compute.training.own_data import LARGEST, MOST_CELL, ROWS
from compute.training.setting import TrainingSpec

MAX_SETTING = 200_000
"""Characters of a setting: nearly all of them are those of a person's own data."""

_FIELDS = frozenset(field.name for field in fields(TrainingSpec)) - {"measured"}
_ROWS = frozenset(field.name for field in fields(MeasuredRows))
_LISTS = ("features", "hidden")
_WORDS = ("data", "activation", "init", "loss", "optimizer")


class SettingError(ValueError):
    """A text is no setting; the message says why, in English, for tests and logs."""


def setting_text(spec: TrainingSpec) -> str:
    """Write a setting as JSON, which `read_setting` reads back."""
    return json.dumps(setting_record(spec))


def setting_record(spec: TrainingSpec) -> dict[str, object]:
    """Return a setting as JSON has it; of the person's own data, where there are none, it says nothing."""
    record = {name: getattr(spec, name) for name in sorted(_FIELDS)}
    if spec.measured is not None:
        record["measured"] = {name: getattr(spec.measured, name) for name in sorted(_ROWS)}
    return record


def read_setting(text: str) -> TrainingSpec:
    """Read a setting that `setting_text` wrote.

    Raises
    ------
    SettingError: the text is too long or no JSON, or says something else than a setting that is allowed.
    """
    if len(text) > MAX_SETTING:
        raise SettingError(f"{len(text)} characters, at most {MAX_SETTING}")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingError("no JSON") from error
    return setting_of(found)


def setting_of(record: object) -> TrainingSpec:
    """Return the setting of a record that `setting_record` made, after it went through JSON.

    Raises
    ------
    SettingError: it is none, or says what is not allowed.
    """
    if not isinstance(record, dict) or set(record) - {"measured"} != _FIELDS:
        raise SettingError("the fields of a setting are expected")
    said = dict(record)
    measured = said.pop("measured", None)
    for name in _LISTS:
        if not isinstance(said[name], list) or len(said[name]) > MOST_CLASSES:
            raise SettingError(f"{name} is no short list")
        said[name] = tuple(said[name])
    if not all(isinstance(said[name], str) for name in _WORDS):
        raise SettingError("a value that is no word where one is expected")
    try:
        return TrainingSpec(**said, measured=None if measured is None else _measured(measured))
    except SpecError as error:
        raise SettingError(f"{error.field} is not allowed") from error
    except TypeError as error:  # a list within a list
        raise SettingError("a value of another kind") from error


def _measured(record: object) -> MeasuredRows:
    if not isinstance(record, dict) or set(record) != _ROWS:
        raise SettingError("the rows of a person's own data are expected")
    columns, classes = _names(record, "columns", 3), _names(record, "classes", MOST_CLASSES)
    rows, wanted = record["rows"], record["wanted"]
    if not isinstance(rows, list) or not isinstance(wanted, list) or len(rows) not in ROWS or len(rows) != len(wanted):
        raise SettingError("no rows, or too many of them")
    if not all(isinstance(row, list) and len(row) == 2 for row in rows) or len(columns) != 3:
        raise SettingError("a row of other than two numbers")
    if not all(_is_number(value) for value in (*wanted, *(value for row in rows for value in row))):
        raise SettingError("a number that no file of a person's has")
    if classes and not {float(value) for value in wanted} <= set(map(float, range(len(classes)))):
        raise SettingError("a class without a name")
    if len(classes) == 1:
        raise SettingError("one class only")
    varying = [[row[0] for row in rows], [row[1] for row in rows], *([] if classes else [wanted])]
    if any(max(column) - min(column) <= 1e-9 * max(1e-6, *map(abs, column)) for column in varying):
        raise SettingError("a column that is the same everywhere")
    points = tuple((float(row[0]), float(row[1])) for row in rows)
    return MeasuredRows((columns[0], columns[1], columns[2]), points, tuple(map(float, wanted)), classes)


def _names(record: Mapping[str, object], field: str, most: int) -> tuple[str, ...]:
    names = record[field]
    if not isinstance(names, list) or len(names) > most:
        raise SettingError(f"{field} is no short list")
    if not all(isinstance(name, str) and len(name) <= MOST_CELL for name in names):
        raise SettingError(f"a name in {field} is too long, or none")
    return tuple(names)


def _is_number(value: object) -> bool:
    """Tell a number that a person's file may have; not a number compares as false."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST
