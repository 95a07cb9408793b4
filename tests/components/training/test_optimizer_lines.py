"""The lines of a step of the optimizer: what L1 adds has the sign of the parameter, and nothing where that is zero."""

import re
from dataclasses import replace

import pytest

from components.base.text import untranslated
from components.training.fields import FIELDS
from components.training.panels.optimizer import optimizer_html
from components.training.seen import seen_in
from compute.training.course import train
from compute.training.optimizer_step import moment_at, parameter_step
from compute.training.setting import TrainingSpec


@pytest.mark.parametrize(("before", "sign"), [(-0.5, "−1"), (0.0, "0"), (0.5, "1")])
def test_l1_pulls_towards_zero_and_not_at_zero(before: float, sign: str) -> None:
    course = train(TrainingSpec(points=40, steps=100, l1=0.01))
    shown = seen_in({field.name: field.default for field in FIELDS}, course, lambda _spec: course, None)
    found = parameter_step(course, moment_at(course, 0), shown.selected)
    html = optimizer_html(replace(found, before=before), shown, untranslated)
    assert re.search(r"<td>[^<]* \+ 0\.01 × ([^<]*)</td>", html)[1] == sign
