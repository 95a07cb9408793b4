"""What was found out about a course is found out once for each step, and of a broken course less is said."""

from dataclasses import replace

import pytest

from components.training import known_results
from components.training.known_results import known_findings, known_not_finite
from compute.training.autopsy import Finding, OtherRate, SettingRepair, SymmetricUnits, ZeroGradients
from compute.training.course import Course, train
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
