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


@pytest.mark.parametrize(
    ("changes", "formula", "letters"),
    [
        ({}, [r"g = \frac{\partial L}{\partial w} ", r"w \leftarrow w - \eta\, g"], "η = 0.3 learning rate"),
        (
            {"optimizer": "momentum", "l1": 0.01},
            [r"\lambda_1 \operatorname{sign}(w)", r"v \leftarrow 0.9\, v + g"],
            "η = 0.3 learning rate, λ₁ = 0.01 L1",
        ),
        (
            {"optimizer": "adam", "decay": 0.001},
            [
                r"+ \lambda w",
                r"m \leftarrow 0.9\, m + 0.1\, g",
                r"s \leftarrow 0.999\, s + 0.001\, g^2",
                r"1 - 0.999^t",
            ],
            "η = 0.3 learning rate, λ = 0.001 weight decay, t = 8 step, ε = 1e−08",
        ),
    ],
    ids=["sgd", "momentum", "adam"],
)
def test_the_formula_of_the_optimizer_has_the_numbers_of_the_setting(
    open_page: OpenPage, changes: dict[str, object], formula: list[str], letters: str
) -> None:
    page = open_page("training", time=8, details="optimizer", **SMALL, **changes)
    [written] = page.latex
    assert all(part in written.value for part in formula), written.value
    assert letters in [caption.value for caption in page.caption]


def test_the_step_that_broke_a_training_is_shown_as_well(open_page: OpenPage) -> None:
    page = open_page("training", time=100, details="optimizer", select="w2.1.1", **BROKEN)
    assert not page.exception
    assert "Step 11 of W2[0, 0]" in html_in(page, "optimizer-step")
