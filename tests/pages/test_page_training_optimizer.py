"""The optimizer of the training page, term by term."""

import re

import pytest

from compute.training.course import train
from tests.pages.page_reading import OpenPage, html_in
from tests.pages.test_page_training import SMALL, spec_of

BROKEN = {"data": "plane", "rate": "10", "steps": 100}


@pytest.mark.parametrize(
    ("changes", "lines"),
    [({}, ["w", "dL/dw", "w"]), ({"optimizer": "adam", "decay": 0.01}, ["w", "dL/dw", "g", "m", "s", "m̂", "ŝ", "w"])],
    ids=["sgd", "adam"],
)
def test_the_step_of_the_optimizer_is_that_of_the_course(
    open_page: OpenPage, changes: dict[str, object], lines: list[str]
) -> None:
    course = train(spec_of(**changes))
    page = open_page("training", time=0, details="optimizer", select="w2.3.1", **SMALL, **changes)
    page.button(key="to-first").click().run()
    page.slider(key="time").set_value(8).run()
    assert not page.exception
    said = html_in(page, "optimizer-step")
    assert re.findall(r'<th scope="row">([^<]+)</th>', said) == lines
    before, after = (course.parameters(step).weights[1][2, 0].item() for step in (7, 8))
    results = re.findall(r"<b>([^<]+)</b>", said.replace("−", "-"))
    assert (results[0], results[-1]) == (f"{before:.4f}", f"{after:.4f}")
    assert results[1] == f"{course.gradients(7).weights[1][2, 0].item():.4g}"
    assert "28 points" in said


def test_the_step_that_broke_a_training_is_shown_as_well(open_page: OpenPage) -> None:
    page = open_page("training", time=100, details="optimizer", select="w2.1.1", **BROKEN)
    assert not page.exception
    assert "Step 11 of W2[0, 0]" in html_in(page, "optimizer-step")
