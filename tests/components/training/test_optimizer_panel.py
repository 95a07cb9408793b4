"""The panel of the optimizer: nothing to move by before the first step, its lines from there on; and means of zero."""

import re
from dataclasses import replace

import pytest

from components.base.text import untranslated
from components.training.fields import FIELDS
from components.training.own.panel import scaling_html
from components.training.panels.optimizer import optimizer_html
from components.training.seen import seen_in
from compute.training.course import train
from compute.training.data import MeasuredRows
from compute.training.optimizer_step import moment_at, parameter_step
from compute.training.setting import TrainingSpec
from tests.scripts import open_script


def panel() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import untranslated  # noqa: PLC0415
    from components.training.fields import FIELDS  # noqa: PLC0415
    from components.training.panels.optimizer import optimizer_panel  # noqa: PLC0415
    from components.training.seen import seen_in  # noqa: PLC0415
    from compute.training.course import train  # noqa: PLC0415
    from compute.training.setting import TrainingSpec  # noqa: PLC0415

    course = train(TrainingSpec(points=20, split=50, steps=100, rate=st.session_state["rate"]))
    said = {field.name: field.default for field in FIELDS} | {"steps": "100", "time": str(st.session_state["time"])}
    optimizer_panel(seen_in(said, course, lambda _spec: course, None), untranslated)


@pytest.mark.parametrize(("time", "rate", "moves"), [(0, 0.1, False), (1, 0.1, True), (100, 0.1, True)])
def test_only_before_the_first_step_there_is_nothing_to_move_by(time: int, rate: float, *, moves: bool) -> None:
    test = open_script(panel, session={"time": time, "rate": rate})
    assert len(test.get("html")) == len(test.latex) == int(moves)
    assert [button.label for button in test.button] == ([] if moves else ["go to step 1"])


@pytest.mark.parametrize(("second", "written"), [(0.0, "0"), (2.5e-9, "2.5e−09")])
def test_an_average_that_is_zero_is_written_so(second: float, written: str) -> None:
    course = train(TrainingSpec(points=40, steps=100, optimizer="adam"))
    shown = seen_in({field.name: field.default for field in FIELDS}, course, lambda _spec: course, None)
    found = parameter_step(course, moment_at(course, 0), shown.selected)
    html = optimizer_html(replace(found, second=second), shown, untranslated)
    (line,) = re.findall(r"<tr><th[^>]*>s</th>.*?</tr>", html)
    assert line.endswith(f"<b>{written}</b></td></tr>")


@pytest.mark.parametrize(("numbers", "mean"), [((0.1, 0.2, -0.3, 0.0), "0"), ((0.1, 0.2, -0.26, 0.0), "0.01")])
def test_a_mean_that_is_zero_but_for_rounding_is_zero(numbers: tuple[float, ...], mean: str) -> None:
    rows = MeasuredRows(
        ("a", "b", "c"), tuple((number, float(at)) for at, number in enumerate(numbers)), (0.5, 1.5, 2.0, 4.0), ()
    )
    found = re.search(r"<td>a</td><td>([^<]*)</td>", scaling_html(rows, untranslated))
    assert found is not None
    assert found[1] == mean
