"""One point in numbers, the ways to other points, and the losses and the accuracy of a step."""

import re
from dataclasses import replace
from functools import lru_cache

import pytest
import torch
from streamlit.testing.v1 import AppTest

from components.base.text import translator
from components.training.fields import FIELDS
from components.training.panels.point import point_html
from components.training.panels.values import ACCURACY, LOSS_VALUE, NAMES, TEST_LOSS, stands_html, value_parts
from components.training.seen import SeenTraining, seen_in
from compute.training.course import Course, train
from compute.training.one_point import is_right, one_point
from compute.training.setting import TrainingSpec

_ = translator("en")
STEP = 3


@lru_cache(maxsize=2)
def trained(rate: float = 0.5) -> Course:
    return train(TrainingSpec(points=20, split=50, steps=100, hidden=(3,), rate=rate))


def shown(**link: str) -> SeenTraining:
    """Show a step of the training, beside another one where the link names it."""
    said = {field.name: field.default for field in FIELDS} | {"steps": "100", "time": str(STEP)} | link
    return seen_in(said, trained(), lambda spec: trained(spec.rate), None)


def panel() -> None:
    import streamlit as st  # noqa: PLC0415

    from components.base.text import translator  # noqa: PLC0415
    from components.training.panels.point import point_panel  # noqa: PLC0415

    point_panel(st.session_state["shown"], translator("en"))


def led_to(point: int, key: str) -> str:
    """Press a button beside a point, and return the point that the link has then."""
    test = AppTest.from_function(panel)
    test.session_state["shown"] = shown(point=str(point))
    test.run()
    test.button(key=key).click().run()
    assert not test.exception
    return "".join(test.query_params["point"])


@pytest.mark.parametrize(
    ("point", "key", "expected"),
    [
        (2, "point-back", 1),
        (1, "point-back", 20),
        (2, "point-next", 3),
        (19, "point-next", 20),
        (20, "point-next", 1),
    ],
)
def test_buttons_lead_to_the_point_before_and_after_and_round_the_ends(point: int, key: str, expected: int) -> None:
    assert led_to(point, key) == str(expected)


def test_the_next_wrong_point_is_the_first_one_after_this_that_is_wrong() -> None:
    right = is_right(trained(), STEP)
    assert right is not None
    wrong = [at for at in range(1, 21) if not right[at - 1]]
    assert 2 <= len(wrong) < 20
    assert led_to(wrong[0], "point-wrong") == str(wrong[1])
    assert led_to(wrong[-1], "point-wrong") == str(wrong[0])
    test = AppTest.from_function(panel)
    test.session_state["shown"] = shown(point="1")
    assert test.run().button(key="point-wrong").label == f"{len(wrong)} wrong points"


def test_the_numbers_of_a_point_are_those_of_torch() -> None:
    seen = shown(point="5")
    html = point_html(seen, one_point(trained(), STEP, 4), _)
    network = trained().network(STEP)
    (w1, _w2), (b1, _b2) = network.parameters.weights, network.parameters.biases
    start = trained().start.data
    z1 = (torch.tensor([one_point(trained(), STEP, 4).features]) @ w1 + b1)[0]
    cells = re.sub(r"<[^>]*>", " ", html).replace("−", "-")
    assert all(f"{float(value):.4f}" in cells for value in z1)
    assert all(f"{float(value.tanh()):.4f}" in cells for value in z1)
    side = "for training" if 4 in start.training else "of the test"
    assert f"Point 5, {side}: the network says " in cells
    assert all(name in cells for name in ("inputs", "hidden layer 1", "output", "h1", "h2", "h3"))


def test_losses_and_accuracy_stand_in_their_own_rows() -> None:
    course, parts = trained(), value_parts(shown(), _)
    assert course.test_accuracy is not None
    share = float(course.test_accuracy[STEP])
    assert parts[NAMES] == ""
    assert f"<b>{float(course.training_loss[STEP]):.4f}</b></div>" in parts[LOSS_VALUE]
    assert f"<b>{float(course.test_loss[STEP]):.4f}</b></div>" in parts[TEST_LOSS]
    assert "right, of 10 test points" in parts[ACCURACY]
    assert f"<small>{100 * share:.1f} %</small>" in parts[ACCURACY]
    assert f"<b>{round(10 * share)}</b></div>" in parts[ACCURACY]


def test_the_second_training_stands_after_the_first_in_each_row() -> None:
    first, second = trained(), trained(0.1)
    parts = value_parts(shown(other="rate_0.1"), _)
    assert parts[NAMES] == '<div class="row names"><b>this</b><i class="second">learning rate 0.1</i></div>'
    for name, one, other in (
        (LOSS_VALUE, first.training_loss, second.training_loss),
        (TEST_LOSS, first.test_loss, second.test_loss),
    ):
        assert f'<b>{float(one[STEP]):.4f}</b><i class="second">{float(other[STEP]):.4f}</i>' in parts[name]
    assert second.test_accuracy is not None
    assert f'<i class="second">{round(10 * float(second.test_accuracy[STEP]))}</i>' in parts[ACCURACY]
    assert "%" not in parts[ACCURACY]


def test_the_step_that_is_asked_for_is_named() -> None:
    assert stands_html(replace(shown(), time=1234), _) == "<b>step 1,234</b>"
