"""What was found out about a course is found out once for each step, and of a broken course less is said."""

from dataclasses import replace

import pytest

from components.training import known_results
from components.training.known_results import known_findings, known_not_finite
from compute.training.autopsy import Finding, OtherRate, SettingRepair, SymmetricUnits, ZeroGradients
from compute.training.course import Course, train
from compute.training.own_data import parse_points
from compute.training.setting import TrainingSpec

BY_RATE, BY_INIT = SettingRepair("rate", 0.1), SettingRepair("init", "xavier")
FOUND: tuple[Finding, ...] = (
    OtherRate(True, 1.0, 1.0, 1.0, BY_INIT),
    ZeroGradients(("W1",), 1, 2, BY_RATE),
    SymmetricUnits(((1, (1, 2)),), BY_INIT),
)


def test_each_step_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def look(_course: Course, step: int) -> tuple[Finding, ...]:
        looked.append(step)
        return FOUND

    monkeypatch.setattr(known_results, "findings", look)
    course = train(TrainingSpec(points=20, steps=100, seed=77))
    assert [known_findings(course, step) for step in (1, 2, 1)] == [FOUND] * 3
    assert looked == [1, 2]
    assert known_not_finite(course) is None
    broken = replace(course, broke=object())  # only whether there is one
    assert known_findings(broken, 1) == FOUND[2:]
    other_rate = OtherRate(True, 1.0, 1.0, 1.0, BY_RATE)
    monkeypatch.setattr(known_results, "findings", lambda _course, _step: (other_rate, *FOUND))
    assert known_findings(course, 5) == (other_rate, *FOUND)
    assert known_findings(broken, 5) == FOUND[2:]


def test_what_broke_a_course_is_found_once_for_each_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []

    def look(course: Course) -> int:
        looked.append(course.spec.seed)
        return 1000 + course.spec.seed

    monkeypatch.setattr(known_results, "not_finite", look)
    course = train(TrainingSpec(points=20, steps=100, seed=78))
    broken = replace(course, broke=object())
    other = replace(broken, spec=replace(course.spec, seed=79))
    found: list[object] = [known_not_finite(each) for each in (broken, other, broken, course)]
    assert found == [1078, 1079, 1078, None]
    assert looked == [78, 79]


def test_what_is_kept_is_counted_by_the_rows_of_its_own_data(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[tuple[object, int]] = []

    class Kept:
        def find(self, _key: object) -> None:
            return None

        def keep(self, _key: object, result: object, size: int) -> None:
            kept.append((result, size))

    monkeypatch.setattr(known_results, "_kept", Kept)
    monkeypatch.setattr(known_results, "findings", lambda _course, _step: FOUND)
    course = train(TrainingSpec(points=20, steps=100))
    own = TrainingSpec(data="own", measured=parse_points("-1_-1_0~1_1_0~-1_1_1~1_-1_1"))
    for each in (course, replace(course, spec=own)):
        assert known_findings(each, 3) == FOUND
    assert kept == [((FOUND,), 4000), ((FOUND,), 4800)]
