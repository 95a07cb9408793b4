"""What opens below a training: why it broke or learns nothing, with a repair to press, and the program of its step."""

import contextlib
import io
import math
import re

import pytest
import torch
from streamlit.testing.v1 import AppTest

from compute.training.autopsy import not_finite
from compute.training.course import train
from compute.training.setting import TrainingSpec
from tests.longhand import TOLERANCE
from tests.pages.page_reading import OpenPage, codes, html_in, in_link, numbers
from tests.pages.test_page_short_way import agrees


def said(page: AppTest, key: str) -> str:
    """What a container says, without its tags and with the hyphen as minus."""
    return re.sub("<[^>]+>", "", html_in(page, key)).replace("−", "-")


def keys(page: AppTest) -> set[str]:
    """The findings that have a button to repair them."""
    return {button.key.removeprefix("repair-") for button in page.button if (button.key or "").startswith("repair-")}


def loss(page: AppTest) -> float:
    (value,) = re.findall(r"<b>([^<]+)</b>", html_in(page, "value-loss"))
    return float(value)


@pytest.mark.long
def test_a_course_that_broke_names_the_tensor_and_is_repaired(open_page: OpenPage) -> None:
    spec = TrainingSpec(data="hills", rate=10.0, hidden=(8,), activation="relu", steps=100, points=40)
    course = train(spec)
    found = not_finite(course)
    assert course.broke is not None
    assert found is not None
    link = {"data": "hills", "rate": "10", "hidden": 8, "activation": "relu", "steps": 100, "points": 40}
    page = open_page("training", time=100, **link)
    note = said(page, "broken-note")
    for text in (f"step {course.last + 1} ", f" {found.value} in {found.tensor} "):
        assert text in note
    agrees(page, "training")
    page.button(key="to-autopsy").click().run()
    assert in_link(page, "details") == "autopsy"
    assert "to-autopsy" not in {button.key for button in page.button}
    panel = said(page, "finding-broken")
    assert note in panel
    for before in found.before:
        assert f"{before.name} {before.largest:.3g}" in panel
    assert "other-rate" not in keys(page)
    page.button(key="look-broken").click().run()
    assert page.slider(key="time").value == course.last
    assert math.isfinite(loss(page))
    page.slider(key="time").set_value(100).run()
    assert not math.isfinite(loss(page))
    page.button(key="beside-broken").click().run()
    assert in_link(page, "other") == f"rate_{found.repair.value:g}"
    assert len(numbers(page, "value-loss")) == 1
    page.button(key="repair-broken").click().run()
    assert not page.exception
    assert float(in_link(page, "rate") or "nan") == found.repair.value
    assert in_link(page, "other") is None
    repaired = train(TrainingSpec(**{**vars(spec), "rate": float(found.repair.value)}))
    assert loss(page) == pytest.approx(float(repaired.training_loss[100]), abs=TOLERANCE)
    assert "broken-note" not in str(page._tree)
    assert "broken" not in keys(page)


def test_zeros_learn_nothing_until_chance_makes_units_differ(open_page: OpenPage) -> None:
    page = open_page("training", init="zeros", hidden=3, time=100, steps=100, details="autopsy")
    agrees(page, "training")
    assert keys(page) == {"zeros", "symmetric"}
    assert "12 of 13 gradients are exactly 0" in said(page, "finding-zeros")
    assert "W1, W2, and B1" in said(page, "finding-zeros")
    assert "The units h1, h2, and h3 are copies" in said(page, "finding-symmetric")
    page.button(key="look-symmetric-1").click().run()
    assert in_link(page, "select") == "h1.2"
    page.button(key="look-zeros-1").click().run()
    assert in_link(page, "select") == "w2.1.1"
    before = loss(page)
    page.button(key="beside-zeros").click().run()
    assert in_link(page, "other") == "init_randn"
    assert numbers(page, "value-loss")[1] < before
    page.button(key="repair-zeros").click().run()
    assert in_link(page, "init") is None
    assert page.selectbox(key="init").value == "randn"
    assert loss(page) < before
    assert keys(page) == set()
    course = train(TrainingSpec(steps=100, hidden=(3,)))
    gradients = course.gradients(100)
    largest = max(float(tensor.abs().max()) for tensor in (*gradients.weights, *gradients.biases))
    nothing = said(page, "finding-nothing")
    assert "13 of 13 gradients" in nothing
    assert [float(text) for text in re.findall(r"\d\.\d{4}", nothing)] == [
        pytest.approx(largest, abs=TOLERANCE),
        pytest.approx(float(course.training_loss[100]), abs=TOLERANCE),
    ]
    assert "does not hang on the last bit" in said(page, "last-bit")
    assert "up to step" not in said(page, "last-bit")


@pytest.mark.parametrize(
    ("changes", "key", "repair"),
    [
        (
            {"activation": "relu", "rate": 3.0, "hidden": 16, "loss": "ce", "seed": 3},
            "dead",
            ("activation", "leaky_relu"),
        ),
        ({"activation": "tanh", "rate": 10.0, "hidden": 8}, "saturated", ("rate", "1")),
    ],
    ids=["dead", "saturated"],
)
def test_units_through_which_nothing_comes_back_are_named(
    open_page: OpenPage, changes: dict[str, object], key: str, repair: tuple[str, str]
) -> None:
    link = {"steps": 100, **changes}
    course = train(TrainingSpec(**{**link, "hidden": (changes["hidden"],)}))
    passed = course.parameters(100)
    z = torch.mm(course.start.training.features, passed.weights[0]) + passed.biases[0]
    if key == "dead":
        is_found = z.max(dim=0).values <= 0
        largest = z.max(dim=0).values[is_found].max()
    else:
        slopes = 1 - torch.tanh(z) ** 2
        is_found = (slopes < 0.05).float().mean(dim=0) >= 0.95
        largest = slopes.mean(dim=0)[is_found].max()
    units = (is_found.nonzero().flatten() + 1).tolist()
    assert 0 < len(units) < len(is_found)
    page = open_page("training", time=100, details="autopsy", **link)
    words = said(page, f"finding-{key}")
    assert words.startswith(f"{len(units)} unit")
    assert re.findall(r"\bh(\d+)", words) == [str(unit) for unit in units[:6]]
    assert re.findall(r"-?\d+\.\d{4}", words) == [f"{float(largest):.4f}"]
    page.button(key=f"look-{key}-0").click().run()
    assert in_link(page, "select") == f"h1.{units[0]}"
    page.button(key=f"repair-{key}").click().run()
    assert not page.exception
    assert in_link(page, repair[0]) == repair[1]
    assert key not in keys(page)


@pytest.mark.long
@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"rate": 0.0001}, "too small"),
        ({"rate": 10.0, "optimizer": "adam"}, "too large"),
    ],
    ids=["small", "large"],
)
def test_a_rate_that_another_one_beats_is_named_with_what_both_reach(
    open_page: OpenPage, changes: dict[str, object], word: str
) -> None:
    link = {"steps": 100, **changes}
    page = open_page("training", details="autopsy", time=10, **link)
    course = train(TrainingSpec(**link))
    assert course.broke is None
    words = said(page, "finding-other-rate")
    assert word in words
    now, same, other = (float(text) for text in re.findall(r"\d+\.\d{4}(?!\d)|inf", words.replace("0.0001", "")))
    assert now == pytest.approx(float(course.training_loss[10]), abs=TOLERANCE)
    assert other < 0.8 * min(now, same)
    page.button(key="beside-other-rate").click().run()
    assert in_link(page, "other") is not None
    page.slider(key="time").set_value(100).run()
    here, there = numbers(page, "value-loss")
    assert there < here
    page.slider(key="time").set_value(10).run()  # of so large a rate the last steps hang on the last bit
    page.button(key="repair-other-rate").click().run()
    page.slider(key="time").set_value(100).run()
    assert loss(page) == pytest.approx(there, abs=TOLERANCE)
    assert "other-rate" not in keys(page)


def test_a_course_that_hangs_on_the_last_bit_says_from_where_on(open_page: OpenPage) -> None:
    page = open_page("training", rate=10, steps=100, time=100, details="autopsy")
    words = said(page, "last-bit")
    assert words.startswith("This training hangs on the last bit")
    step = int(re.findall(r"at step (\d+)", words)[0])
    assert f"{float(train(TrainingSpec(rate=10.0, steps=100)).training_loss[step]):.4f}" in words


def test_the_program_prints_the_loss_of_the_step_in_all_ways(open_page: OpenPage) -> None:
    page = open_page("training", time=20, steps=100, points=40, details="program")
    agrees(page, "training")
    for way in ("sequential", "module", "notebook"):
        page.segmented_control(key="program_as").set_value(way).run()
        assert in_link(page, "program_as") == (None if way == "notebook" else way)
        (code,) = codes(page)
        assert ("nn.Sequential" in code, "class Network" in code) == (way == "sequential", way == "module")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), torch.random.fork_rng():
            exec(compile(code, "program.py", "exec"), {})
        assert f"{loss(page):.4f}" in printed.getvalue()
