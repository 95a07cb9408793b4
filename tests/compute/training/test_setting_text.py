"""A setting as a text comes back as it was, and any other text is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compute.training.data import MeasuredRows
from compute.training.own_data import read_rows
from compute.training.setting import TrainingSpec
from compute.training.setting_text import MAX_SETTING, SettingError, read_setting, setting_text
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
