"""A setting as a text comes back as it was, and any other text is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compute.training.data import MeasuredRows
from compute.training.own_data import read_rows
from compute.training.setting import TrainingSpec
from compute.training.setting_text import (
    MAX_SETTING,
    SettingError,
    read_setting,
    setting_of,
    setting_record,
    setting_text,
)
from tests.cases import for_each
from tests.compute.training.random_trainings import trainings
from tests.examples import examples

OWN = TrainingSpec(data="own", measured=read_rows("a,b,c\n1,2,u\n2,1.5,v\n3,5,u\n4,2,w\n"))
NUMBERS = TrainingSpec(
    data="own", measured=MeasuredRows(("a", "b", "c"), ((0.1, 2.0), (1e-3, 1.0)) * 2, (0.3,) * 3 + (1.0,), ())
)


@pytest.mark.parametrize("spec", [*trainings(12), OWN, NUMBERS, TrainingSpec(data="digits", rate=0.1)])
def test_a_setting_comes_back_as_it_was(spec: TrainingSpec) -> None:
    text = setting_text(spec)
    assert read_setting(text) == spec
    assert setting_text(read_setting(text)) == text


def test_the_longest_data_of_a_person_fit() -> None:
    rows = tuple((-123456.789012 + i, 0.123456789012 * i) for i in range(2000))
    spec = TrainingSpec(data="own", measured=MeasuredRows(("a" * 100, "b", "c"), rows, (0.0, 1.0) * 1000, ("u", "v")))
    assert read_setting(setting_text(spec)) == spec


def test_a_text_of_just_as_many_characters_as_there_may_be_is_read() -> None:
    text = setting_text(OWN)
    assert read_setting(text + " " * (MAX_SETTING - len(text))) == OWN
    with pytest.raises(SettingError, match=str(MAX_SETTING)):
        read_setting(text + " " * (MAX_SETTING + 1 - len(text)))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rate", 10**400), ("noise", -(10**400)),
        ("rate", 11), ("rate", "1"), ("rate", None), ("rate", [1]), ("rate", {}), ("hidden", 4), ("hidden", [65]),
        ("hidden", ["4"]), ("hidden", [4] * 7), ("hidden", [4] * 100_000), ("hidden", [[4]]), ("features", "x1"),
        ("features", ["x9"]), ("features", [["x1"]]), ("features", []), ("data", "own"), ("data", ["rings"]),
        ("data", {"a": 1}), ("batch", True), ("batch", 7), ("activation", "heaviside"), ("activation", ["tanh"]),
        ("loss", "mae"), ("loss", []), ("seed", 1.5), ("seed", 10**400), ("noise", float("nan")), ("other", 1),
        ("measured", {}), ("measured", [1]), ("measured", 0), ("optimizer", {}), ("init", [[]]), ("points", "200"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("as_on_the_site")
def test_what_is_not_allowed_is_refused(field: str, value: Any) -> None:
    record = {**json.loads(setting_text(TrainingSpec())), field: value}
    with pytest.raises(SettingError):
        read_setting(json.dumps(record))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rows", [[1, 2]] * 3), ("rows", [[1, 2, 3]] * 4), ("rows", [[1, 2], [3, 4], [5, 6]]), ("rows", 5),
        ("rows", [[1, 2], [2, 3], [3, "4"], [4, 1]]), ("rows", [[1, 2], [2, 3], [3, float("inf")], [4, 1]]),
        ("rows", [[1, 2], [2, 3], [3, float("nan")], [4, 1]]), ("rows", [[1, 2], [1, 3], [1, 4], [1, 1]]),
        ("rows", [[1, 2], [2, 3], [3, 2e9], [4, 1]]), ("rows", [[1, 2], [2, 3], [True, 1], [4, 1]]),
        ("rows", [[1, 2]] * 3000), ("wanted", [0, 1, 0, 3]), ("wanted", [0, 1, 0, 0.5]), ("wanted", [0, 1, 0]),
        ("wanted", ["u"] * 4), ("classes", ["u"]), ("classes", ["u"] * 11), ("classes", [1, 2, 3]), ("classes", "uvw"),
        ("columns", ["a", "b"]), ("columns", ["a" * 101, "b", "c"]), ("columns", {}), ("more", 1),
        ("classes", []),
    ],
)  # fmt: skip
def test_a_persons_data_are_checked_again(field: str, value: Any) -> None:
    record = json.loads(setting_text(OWN))
    record["measured"][field] = value
    if (field, value) == ("classes", []):
        assert read_setting(json.dumps(record)).classes == 0
        return
    with pytest.raises(SettingError):
        read_setting(json.dumps(record))


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", "[" * 100_000, "{" + " " * MAX_SETTING + "}", "nonsense", "7"]
)
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(SettingError):
        read_setting(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
)


@given(st.sampled_from(sorted(json.loads(setting_text(TrainingSpec())))), JSON)
@examples(200)
def test_any_value_is_allowed_or_refused(field: str, value: Any) -> None:
    record = {**json.loads(setting_text(TrainingSpec())), field: value}
    try:
        read_setting(json.dumps(record))
    except SettingError:
        return


def own_record(**changes: Any) -> dict[str, Any]:
    """The record of a setting with four points of two classes, in which this of the person's data is otherwise."""
    measured = {
        "columns": ["a", "b", "c"], "rows": [[1, 2], [2, 1], [3, 5], [4, 2]], "wanted": [0, 1, 0, 1],
        "classes": ["u", "v"],
    }  # fmt: skip
    return {**json.loads(setting_text(OWN)), "measured": measured | changes}


MANY = list(range(2000))


@for_each(
    "changes",
    [
        {},
        {"columns": ["a" * 100, "b", "c" * 100]},
        {"classes": ["u" * 100, "v"]},
        {"classes": list("uvwxyzabcd")},
        {"rows": [[1e9, 2], [-1e9, 1], [3, 5], [4, 2]]},
        {"rows": [[0, 2], [2e-15, 1], [0, 5], [0, 2]]},
        {"rows": [[2, 1_000_000_000], [1, 999_999_998], [3, 1_000_000_000], [4, 1_000_000_000]]},
        {"rows": [[at, -at] for at in MANY], "wanted": [at % 2 for at in MANY]},
        {"classes": [], "wanted": [0.5, 0.5, 0.5, 0.75]},
        {"classes": [], "wanted": [-1e9, 1e9, 0, 0]},
        {"classes": ["u", "v", "w"], "wanted": [0, 2, 2, 0.0]},
    ],
)
def test_data_with_just_as_much_as_there_may_be_are_read(changes: dict[str, Any]) -> None:
    found = setting_of(own_record(**changes)).measured
    given = own_record(**changes)["measured"]
    assert found is not None
    assert (list(found.columns), list(found.classes)) == (given["columns"], given["classes"])
    assert [list(row) for row in found.rows] == given["rows"]
    assert list(found.wanted) == given["wanted"]


@for_each(
    ("changes", "words"),
    [
        ({"columns": ["a", "b", "c", "d"]}, "columns is no short list"),
        ({"columns": "abc"}, "columns is no short list"),
        ({"columns": ["a", "b"]}, "a row of other than two numbers"),
        ({"columns": ["a", "b" * 101, "c"]}, "a name in columns is too long, or none"),
        ({"columns": ["a", "b", 3]}, "a name in columns is too long, or none"),
        ({"classes": list("uvwxyzabcde")}, "classes is no short list"),
        ({"classes": ["u", "v" * 101]}, "a name in classes is too long, or none"),
        ({"classes": ["u"], "wanted": [0] * 4}, "one class only"),
        ({"classes": ["u", "v"], "wanted": [0, 1, 2, 0]}, "a class without a name"),
        ({"classes": ["u", "v"], "wanted": [0, 1, -1, 0]}, "a class without a name"),
        ({"classes": ["u", "v"], "wanted": [0, 1, 0.5, 0]}, "a class without a name"),
        ({"rows": [[1, 2], [2, 1], [3, 5]], "wanted": [0, 1, 0]}, "no rows, or too many of them"),
        ({"rows": [[at, at] for at in range(2001)], "wanted": [0, 1, *[0] * 1999]}, "no rows, or too many of them"),
        ({"wanted": [0, 1, 0, 1, 0]}, "no rows, or too many of them"),
        ({"wanted": "0101"}, "no rows, or too many of them"),
        ({"rows": "1212"}, "no rows, or too many of them"),
        ({"rows": [[1, 2], [2, 1], [3, 5], [4]]}, "a row of other than two numbers"),
        ({"rows": [[1, 2], [2, 1], [3, 5], "42"]}, "a row of other than two numbers"),
        ({"rows": [[1, 2], [2, 1], [3, 5], [4, 1.01e9]]}, "a number that no file of a person's has"),
        ({"rows": [[1, 2], [2, 1], [3, 5], [-1.01e9, 4]]}, "a number that no file of a person's has"),
        ({"rows": [[1, 2], [2, 1], [3, 5], [4, False]]}, "a number that no file of a person's has"),
        ({"wanted": [0, 1, 0, True]}, "a number that no file of a person's has"),
        ({"wanted": [0, 1, 0, None]}, "a number that no file of a person's has"),
        ({"rows": [[1, 2], [1, 1], [1, 5], [1, 2]]}, "a column that is the same everywhere"),
        ({"rows": [[1, 2], [2, 2], [3, 2], [4, 2]]}, "a column that is the same everywhere"),
        ({"rows": [[0, 2], [0.9e-15, 1], [0, 5], [0, 2]]}, "a column that is the same everywhere"),
        ({"rows": [[1, 1e9], [2, 999_999_999], [3, 1e9], [4, 1e9]]}, "a column that is the same everywhere"),
        ({"classes": [], "wanted": [2.5] * 4}, "a column that is the same everywhere"),
        ({"more": 1}, "the rows of a person's own data are expected"),
    ],
)
def test_what_is_wrong_with_data_is_said(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingError) as error:
        setting_of(own_record(**changes))
    assert str(error.value) == words


def test_classes_that_are_all_the_same_are_no_constant_column() -> None:
    found = setting_of(own_record(wanted=[1, 1, 1, 1]))
    assert found.measured is not None
    assert found.measured.wanted == (1.0,) * 4


@for_each(
    ("changes", "words"),
    [
        ({"rate": 11}, "rate is not allowed"),
        ({"hidden": [4, 17]}, "hidden_2 is not allowed"),
        ({"hidden": 4}, "hidden is no short list"),
        ({"hidden": [1] * 11}, "hidden is no short list"),
        ({"hidden": [1] * 10}, "layers is not allowed"),
        ({"features": "x1"}, "features is no short list"),
        ({"features": ["x1"] * 11}, "features is no short list"),
        ({"features": ["x1"] * 10}, "features is not allowed"),
        ({"features": [["x1"]]}, "a value of another kind"),
        ({"init": 1}, "a value that is no word where one is expected"),
        ({"loss": None}, "a value that is no word where one is expected"),
        ({"more": 1}, "the fields of a setting are expected"),
        ({"measured": 0}, "the rows of a person's own data are expected"),
    ],
)
@pytest.mark.usefixtures("as_on_the_site")
def test_what_is_wrong_with_a_setting_is_said(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(SettingError) as error:
        setting_of({**json.loads(setting_text(TrainingSpec())), **changes})
    assert str(error.value) == words


@for_each(("text", "words"), [("[" * 100_000, "no JSON"), ("{", "no JSON"), ("7", "fields of a setting")])
def test_what_is_wrong_with_a_text_is_said(text: str, words: str) -> None:
    with pytest.raises(SettingError, match=words):
        read_setting(text)


def test_a_record_has_every_field_but_data_that_there_are_none_of() -> None:
    record = setting_record(TrainingSpec(hidden=(3, 2), rate=0.5))
    assert (record["hidden"], record["rate"], record["seed"]) == ((3, 2), 0.5, 7)
    assert set(record) == set(TrainingSpec.__dataclass_fields__) - {"measured"}
    measured = setting_record(OWN)["measured"]
    assert isinstance(measured, dict)
    assert set(measured) == {"columns", "rows", "wanted", "classes"}
    assert measured["classes"] == ("u", "v", "w")
